"""Yang sudah tercatat di halaman lain tentang satu desa, ditunjukkan atau diisikan di formulir supaya tidak ditanyakan lagi."""

from __future__ import annotations

from django.db.models import Count
from django.utils.formats import date_format

from akun.models import Penugasan, Peran
from replikasi.kalender import hari_ini
from replikasi.layanan.ukur import fase_kini
from replikasi.models import (
    AnggotaTim,
    Fase,
    Kesepakatan,
    PemeriksaanData,
    Pendampingan,
    PengakuanStatus,
    PengukuranLayanan,
    Produk,
    RingkasDesa,
)
from replikasi.models.program import PERAN_PEMBACA
from replikasi.rumus import ping_status
from wilayah.kode import leluhur
from wilayah.models import FaktaDesa, KontakDesa, Wilayah

from .hasil_belajar import yang_terlatih
from .ukur import hasil_layanan


def yang_diketahui(desa: Wilayah, *, oleh, kontak: bool = False) -> list[tuple[str, str]]:
    """Pasangan (nama, nilai) sejauh boleh dibaca `oleh`; `kontak` dengan nomor kantornya. Paling banyak sepuluh kueri."""
    fakta = FaktaDesa.objects.filter(wilayah=desa).first()
    isi = [("OpenSID", _pasang(fakta, desa)), ("Situs", fakta.url if fakta else "")]
    if kontak and (nomor := KontakDesa.objects.terlihat(oleh=oleh).filter(wilayah=desa, dihapus_pada=None).first()):
        isi.append(("Kontak kantor", ", ".join(filter(None, (nomor.nama, nomor.hp or nomor.telepon, nomor.email)))))
    if oleh.is_authenticated and oleh.berkuasa(Peran.OPERATOR, *PERAN_PEMBACA, atas=desa):
        tugas = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=desa).select_related("pengguna")
        isi.append(("Operator", ", ".join(satu.pengguna.nama for satu in tugas.order_by("pk"))))
    tim = AnggotaTim.objects.terlihat(oleh=oleh).berlaku().filter(wilayah=desa)
    damping = Pendampingan.objects.terlihat(oleh=oleh).berlaku().filter(wilayah=desa).select_related("pendamping")
    isi += [
        ("Tim Teknis", ", ".join(f"{satu.nama} ({satu.get_peran_display().lower()})" for satu in tim)),
        ("Pendamping", ", ".join(satu.pendamping.nama for satu in damping)),
    ]
    if akun := {satu.pengguna_id for satu in tim if satu.pengguna_id}:
        isi.append(("Pelatihan", f"{yang_terlatih(akun)} dari {len(akun)} anggota tim berakun lulus"))
    isi += [("Kesepakatan", _kesepakatan(desa, oleh)), ("Catatan layanan", _layanan(desa))]
    return [(nama, nilai) for nama, nilai in isi if nilai]


def _kesepakatan(desa: Wilayah, oleh) -> str:
    """Yang ditandatangani wilayah di atasnya, dengan nomor dan akhir masanya: dasar tonggak dokumen payung."""
    semua = Kesepakatan.objects.terlihat(oleh=oleh).filter(
        wilayah__kode__in=leluhur(desa.kode), tahap=Kesepakatan.Tahap.DITANDATANGANI
    )
    hasil = []
    for satu in semua.order_by("-tanggal", "pk")[:3]:
        akhir = date_format(satu.akhir, "j F Y") if satu.akhir else ""
        hasil.append(
            satu.judul + (f", nomor {satu.nomor}" if satu.nomor else "") + (f", sampai {akhir}" if akhir else "")
        )
    return "; ".join(hasil)


def _layanan(desa: Wilayah) -> str:
    surat = PengukuranLayanan.objects.filter(wilayah=desa, dibatalkan_pada=None).order_by()
    n = dict(surat.values_list("fase").annotate(Count("pk")))
    return f"{n.get(Fase.SEBELUM, 0)} surat cara lama, {n.get(Fase.SESUDAH, 0)} surat lewat OpenSID" if n else ""


def _pasang(fakta: FaktaDesa | None, desa: Wilayah) -> str:
    ringkas = RingkasDesa.objects.filter(wilayah=desa).first()
    versi = (fakta.versi if fakta else "") or (ringkas.versi if ringkas else "")
    lapor = ringkas.lapor_terakhir if ringkas else None
    return ", ".join(
        filter(None, (versi and f"versi {versi}", lapor and f"laporan terakhir {date_format(lapor, 'j F Y')}"))
    )


def awal_status(desa: Wilayah) -> dict[str, str]:
    """Pernyataan terakhir, selain itu laporannya; versinya yang terakhir dilaporkan."""
    fakta = FaktaDesa.objects.filter(wilayah=desa).first()
    lalu = PengakuanStatus.objects.filter(wilayah=desa, produk=Produk.OPENSID).order_by("-tanggal", "-pk").first()
    awal = {"versi": (fakta.versi if fakta else "") or (lalu.versi if lalu else "")}
    if lalu:
        return awal | {"keadaan": lalu.keadaan}
    ringkas = RingkasDesa.objects.filter(wilayah=desa).first()
    if ringkas and ping_status(ringkas.lapor_terakhir, hari_ini()) in ("aktif", "jarang"):
        awal["keadaan"] = PengakuanStatus.Keadaan.DIPAKAI
    return awal


def awal_pemeriksaan(desa: Wilayah) -> dict[str, object]:
    """Himpunan yang belum diperiksa pada fase ini dahulu; cara mencocokkannya seperti pemeriksaan terakhir."""
    fase = fase_kini(desa)
    lalu = list(PemeriksaanData.objects.filter(wilayah=desa).order_by("-tanggal", "-pk"))
    sudah = {satu.himpunan for satu in lalu if satu.fase == fase}
    awal = {"tanggal": hari_ini(), "fase": fase, "cara": lalu[0].cara if lalu else ""}
    awal["himpunan"] = next((satu for satu in PemeriksaanData.Himpunan.values if satu not in sudah), "")
    return awal


def awal_anggota(desa: Wilayah) -> dict[str, object]:
    """Operator berakun yang belum ada di tim diusulkan; perannya operator data."""
    tim = AnggotaTim.objects.berlaku().filter(wilayah=desa, pengguna__isnull=False).values("pengguna")
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=desa, pengguna__is_active=True)
    satu = tugas.exclude(pengguna__in=tim).order_by("pk").first()
    return {"pengguna": satu.pengguna_id, "peran": AnggotaTim.PeranTim.OPERATOR} if satu else {}


def hasil_terukur(desa: Wilayah) -> str:
    """Satu kalimat dari catatan layanan desa itu; kosong bila belum dapat dibandingkan."""
    w = hasil_layanan(desa).waktu
    if w.sebelum is None or w.sesudah is None:
        return ""
    return (
        f"Tercatat di sini: nilai tengah waktu layanan surat {w.sebelum} menit (n {w.n_sebelum}) menjadi {w.sesudah} "
        f"menit (n {w.n_sesudah})."
    )
