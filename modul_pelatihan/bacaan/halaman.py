"""Data tiap halaman kamar belajar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from akun.models import Pengguna
from modul_pelatihan.models import Jalur, KemajuanPelajaran, ModulPage, PelajaranPage, RilisOpenSID
from modul_pelatihan.penilaian import jp_dari_menit
from modul_pelatihan.sebutan import kata_setempat
from modul_pelatihan.versi import Edisi, Keadaan, Versi, VersiKeliru, keadaan_pelajaran, urai
from wilayah.models import FaktaDesa, Wilayah

from .kemajuan import Kemajuan, RingkasanModul, kurikulum, lanjutkan, pelajaran_modul, prasyarat_kurang, selesai_oleh

JENIS_KEADAAN = {Keadaan.COCOK: "berhasil", Keadaan.PERIKSA: "netral", Keadaan.USANG: "perhatian"}


@dataclass(frozen=True)
class KeadaanRilis:
    """Satu baris tenang tentang rilis: `tanda` untuk lencana, `teks` kalimatnya."""

    keadaan: Keadaan
    tanda: str
    teks: str

    @property
    def jenis(self) -> str:
        return JENIS_KEADAAN[self.keadaan]


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


def versi_pembaca(pengguna: Pengguna) -> tuple[Versi, Edisi] | None:
    """Versi OpenSID desa pembaca menurut laporan terakhirnya."""
    wilayah = pengguna.wilayah_utama if pengguna.is_authenticated else None
    if wilayah is None or wilayah.tingkat != Wilayah.Tingkat.DESA:
        return None
    tulisan = FaktaDesa.objects.filter(wilayah=wilayah).values_list("versi", flat=True).first()
    try:
        return urai(tulisan) if tulisan else None
    except VersiKeliru:
        return None


def keadaan_rilis(
    halaman: ModulPage | PelajaranPage, terbaru: dict[Edisi, RilisOpenSID], milik: tuple[Versi, Edisi] | None = None
) -> KeadaanRilis | None:
    """None bila naskah tidak terikat rilis. `milik` versi desa pembaca: yang sama persis menenangkan, bukan memperingatkan."""
    versi, edisi = halaman.versi, Edisi(halaman.edisi)
    if versi is None:
        return None
    rilis = terbaru.get(edisi)
    keadaan = keadaan_pelajaran(versi, rilis.versi if rilis else None)
    nama = f"{versi} {halaman.get_edisi_display()}"
    if milik == (versi, edisi):
        return KeadaanRilis(
            Keadaan.COCOK, f"Sesuai {nama}", f"Diperiksa untuk {nama}, sama dengan versi di tempat Anda."
        )
    if keadaan == Keadaan.USANG:
        return KeadaanRilis(
            keadaan, f"Untuk {nama}",
            f"Diperiksa untuk {nama}, belum untuk rilis {rilis.versi}. Letak menu mungkin sedikit berbeda.",
        )  # fmt: skip
    return KeadaanRilis(keadaan, f"Sesuai {nama}", f"Diperiksa untuk {nama}.")


def warisi_rilis(pelajaran: PelajaranPage, modul: ModulPage) -> PelajaranPage | ModulPage | None:
    """Yang dipakai menilai rilis: pelajaran itu, atau modulnya bila kosong. Tanpa modul OpenSID: tidak terikat rilis."""
    if not pelajaran.modul_opensid:
        return None
    return pelajaran if pelajaran.versi_terverifikasi else modul


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
        "lanjut": lanjutkan(pengguna, peta),
        "jumlah_modul": len(peta),
        "jumlah_pelajaran": sum(len(ringkasan.pelajaran) for ringkasan in peta.values()),
        "kata": kata_setempat(sebutan_pembaca(pengguna)),
    }


def modul(halaman: ModulPage, pengguna: Pengguna) -> dict[str, Any]:
    pelajaran = pelajaran_modul(halaman)
    sudah = selesai_oleh(pengguna, [satu.uuid for satu in pelajaran])
    ringkasan = RingkasanModul(halaman, pelajaran, sudah)
    terikat = any(satu.modul_opensid for satu in pelajaran)
    terbaru = RilisOpenSID.objects.terbaru()
    return {
        "ringkasan": ringkasan,
        "prasyarat": [satu.syarat for satu in halaman.prasyarat.select_related("syarat") if satu.syarat.live]
        if halaman.pk
        else [],
        "kurang": prasyarat_kurang(pengguna, halaman) if halaman.pk and pengguna.is_authenticated else [],
        "rilis": keadaan_rilis(halaman, terbaru, versi_pembaca(pengguna)) if terikat else None,
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
    acuan = warisi_rilis(halaman, induk)
    return {
        "modul": induk,
        "urut": None if letak is None else letak + 1,
        "jumlah": len(sejajar),
        "sebelum": sejajar[letak - 1] if letak else None,
        "sesudah": sejajar[letak + 1] if letak is not None and letak + 1 < len(sejajar) else None,
        "kemajuan": kemajuan,
        "selesai": selesai,
        "kurang": kurang,
        "rilis": keadaan_rilis(acuan, RilisOpenSID.objects.terbaru(), versi_pembaca(pengguna)) if acuan else None,
        "penanggung_jawab": (acuan or halaman).pemilik or induk.pemilik,
        "sebutan": sebutan_pembaca(pengguna),
    }


def belajar_saya(orang: Pengguna) -> dict[str, Any]:
    """Halaman "Belajar saya": modul yang sedang berjalan, yang tuntas, dan tempat melanjutkan."""
    peta = kurikulum(orang)
    dibuka = set(KemajuanPelajaran.objects.terlihat(oleh=orang).values_list("pelajaran", flat=True))
    dimulai = [satu for satu in peta.values() if any(baris.uuid in dibuka for baris in satu.pelajaran)]
    tuntas = [satu for satu in dimulai if satu.tuntas]
    return {
        "lanjut": lanjutkan(orang, peta),
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
