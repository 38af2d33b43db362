"""Data tiap halaman kamar belajar."""

from __future__ import annotations

from typing import Any

from akun.models import Pengguna
from modul_pelatihan.models import CatatanBelajar, Jalur, KemajuanPelajaran, ModulPage, PelajaranPage
from modul_pelatihan.penilaian import jp_dari_menit
from modul_pelatihan.sebutan import kata_setempat
from wilayah.models import Wilayah

from .kemajuan import Kemajuan, RingkasanModul, kurikulum, lanjutkan, pelajaran_modul, prasyarat_kurang, selesai_oleh
from .perubahan import perubahan_belum_dibaca, riwayat_naskah
from .rilis import acuan_rilis, keadaan_rilis, peta_rilis, versi_pembaca
from .tanggapan import catatan_pada, suara_milik


def sebutan_pembaca(pengguna: Pengguna) -> str:
    """Kata setempat pembaca: dari desanya, atau dari desa mana pun di wilayahnya. Yang belum masuk membaca "desa"."""
    wilayah = pengguna.wilayah_utama if pengguna.is_authenticated else None
    if wilayah is None:
        return "desa"
    if wilayah.tingkat == Wilayah.Tingkat.DESA:
        return wilayah.sebutan or wilayah.jenis or "desa"
    return (
        Wilayah.objects.di_dalam(wilayah).desa().exclude(sebutan="").values_list("sebutan", flat=True).first() or "desa"
    )


def indeks(pengguna: Pengguna) -> dict[str, Any]:
    """Halaman Belajar: jalur berurutan, modul di luar jalur, dan tempat melanjutkan."""
    peta = kurikulum(pengguna)
    jalur, terpakai = [], set()
    for satu in Jalur.objects.prefetch_related("isi"):
        isi = [peta[baris.modul_id] for baris in satu.isi.all() if baris.modul_id in peta]
        terpakai |= {ringkasan.modul.pk for ringkasan in isi}
        if isi:
            jalur.append(
                {
                    "jalur": satu, "modul": isi, "jp": sum(ringkasan.jp for ringkasan in isi),
                    "kemajuan": Kemajuan(
                        sum(ringkasan.kemajuan.selesai for ringkasan in isi),
                        sum(ringkasan.kemajuan.jumlah for ringkasan in isi),
                    ),
                }
            )  # fmt: skip
    return {
        "jalur": jalur,
        "lain": [ringkasan for kunci, ringkasan in peta.items() if kunci not in terpakai],
        **_tempat_lanjut(pengguna, peta),
        "jumlah_modul": len(peta),
        "jumlah_pelajaran": sum(len(ringkasan.pelajaran) for ringkasan in peta.values()),
        "kata": kata_setempat(sebutan_pembaca(pengguna)),
    }


def modul(halaman: ModulPage, pengguna: Pengguna) -> dict[str, Any]:
    pelajaran = pelajaran_modul(halaman)
    sudah = selesai_oleh(pengguna, [satu.uuid for satu in pelajaran])
    ringkasan = RingkasanModul(halaman, pelajaran, sudah)
    slug = sorted({slug for satu in pelajaran for slug in satu.modul_opensid})
    peta = peta_rilis(pelajaran) if slug else None
    return {
        "ringkasan": ringkasan,
        "prasyarat": [satu.syarat for satu in halaman.prasyarat.select_related("syarat") if satu.syarat.live]
        if halaman.pk
        else [],
        "kurang": prasyarat_kurang(pengguna, halaman) if halaman.pk and pengguna.is_authenticated else [],
        "rilis": keadaan_rilis(halaman, slug, peta, versi_pembaca(pengguna), dilaporkan=bool(peta.dilaporkan))
        if peta
        else None,
        "sebutan": sebutan_pembaca(pengguna),
    }


def pelajaran(halaman: PelajaranPage, pengguna: Pengguna) -> dict[str, Any]:
    """Satu pelajaran: tetangga hanya di dalam modulnya, kemajuan, gerbang prasyarat, keadaan rilis, kata setempat."""
    induk = halaman.get_parent().specific
    sejajar = pelajaran_modul(induk)
    letak = next((urut for urut, satu in enumerate(sejajar) if satu.pk == halaman.pk), None)
    kemajuan = None
    if pengguna.is_authenticated:
        kemajuan = KemajuanPelajaran.objects.terlihat(oleh=pengguna).filter(pelajaran=halaman.uuid).first()
    selesai = bool(kemajuan and kemajuan.keadaan == KemajuanPelajaran.Keadaan.SELESAI)
    kurang = prasyarat_kurang(pengguna, induk) if pengguna.is_authenticated and not selesai else []
    acuan = acuan_rilis(halaman, induk)
    milik = versi_pembaca(pengguna)
    peta = peta_rilis([halaman]) if acuan else None
    return {
        "modul": induk,
        "urut": None if letak is None else letak + 1,
        "jumlah": len(sejajar),
        "sebelum": sejajar[letak - 1] if letak else None,
        "sesudah": sejajar[letak + 1] if letak is not None and letak + 1 < len(sejajar) else None,
        "kemajuan": kemajuan,
        "selesai": selesai,
        "kurang": kurang,
        "rilis": keadaan_rilis(acuan, halaman.modul_opensid, peta, milik, dilaporkan=halaman.uuid in peta.dilaporkan)
        if peta
        else None,
        "perlu_baca": selesai and halaman.uuid in perubahan_belum_dibaca(pengguna, [halaman.uuid]),
        "lanjut_di": _jangkar(halaman, kemajuan) if kemajuan and not selesai else "",
        "suara": suara_milik(halaman, pengguna),
        "catatan": catatan_pada(halaman, pengguna),
        "riwayat": riwayat_naskah(halaman),
        "penanggung_jawab": (acuan or halaman).pemilik or induk.pemilik,
        "sebutan": sebutan_pembaca(pengguna),
    }


def _tempat_lanjut(orang: Pengguna, peta: dict[int, RingkasanModul]) -> dict[str, Any]:
    """Pelajaran untuk dilanjutkan, dan balok terakhirnya bila pelajaran itu sendiri yang terakhir dibuka."""
    pelajaran = lanjutkan(orang, peta)
    baris = KemajuanPelajaran.objects.terlihat(oleh=orang).order_by("-terakhir_dibuka", "-pk")
    uuid, balok = baris.values_list("pelajaran", "balok").first() or (None, "")
    return {"lanjut": pelajaran, "lanjut_di": balok if pelajaran and pelajaran.uuid == uuid else ""}


def _jangkar(halaman: PelajaranPage, kemajuan: KemajuanPelajaran) -> str:
    """Balok tempat melanjutkan; kosong bila balok itu sudah tidak ada atau baru yang pertama."""
    urut = [anak.id for anak in halaman.isi]
    return kemajuan.balok if kemajuan.balok in urut[1:] else ""


def belajar_saya(orang: Pengguna) -> dict[str, Any]:
    """Halaman "Belajar saya": modul yang sedang berjalan, yang tuntas, dan tempat melanjutkan."""
    peta = kurikulum(orang)
    dibuka = set(KemajuanPelajaran.objects.terlihat(oleh=orang).values_list("pelajaran", flat=True))
    dimulai = [satu for satu in peta.values() if any(baris.uuid in dibuka for baris in satu.pelajaran)]
    tuntas = [satu for satu in dimulai if satu.tuntas]
    berubah = perubahan_belum_dibaca(orang)
    return {
        **_tempat_lanjut(orang, peta),
        "berubah": [baris for satu in dimulai for baris in satu.pelajaran if baris.uuid in berubah],
        "ada_catatan": CatatanBelajar.objects.terlihat(oleh=orang).exists(),
        "berjalan": [satu for satu in dimulai if not satu.tuntas],
        "tuntas": tuntas,
        "jp_tuntas": sum(satu.jp for satu in tuntas),
        "pelajaran_selesai": sum(satu.kemajuan.selesai for satu in peta.values()),
        "menit_selesai": sum(
            baris.menit for satu in peta.values() for baris in satu.pelajaran if baris.uuid in satu.selesai
        ),
        "jp_selesai": jp_dari_menit(
            sum(baris.menit for satu in peta.values() for baris in satu.pelajaran if baris.uuid in satu.selesai)
        ),
    }
