from __future__ import annotations

from django.db.models import Case, IntegerField, Value, When

from akun.models import Pengguna, Peran
from pusat_bantuan.bacaan import antrean, hitungan_wilayah, terlama, tiket_desa
from pusat_bantuan.bacaan.surat import diparkir
from pusat_bantuan.keadaan import Keadaan
from pusat_bantuan.models import PermintaanPdp
from pusat_bantuan.templatetags.tiket import jenis_keadaan, keadaan_desa

from .bentuk import PALING_BANYAK, Bagian, Baris, Bilangan, rute

MENUNGGU_DESA = (Keadaan.MENUNGGU_PEMOHON, Keadaan.SELESAI)


def tiket_saya(orang: Pengguna) -> Bagian:
    """Tiket desa yang belum ditutup; yang menunggu jawaban desa di atas."""
    giliran = Case(When(keadaan__in=MENUNGGU_DESA, then=Value(0)), default=Value(1), output_field=IntegerField())
    himpunan = tiket_desa(orang).exclude(keadaan=Keadaan.DITUTUP)
    tiket = himpunan.untuk_daftar().order_by(giliran, "-aktivitas", "-pk")[:PALING_BANYAK]
    baris = [
        Baris(
            judul=satu.judul, url=satu.get_absolute_url(), saat=satu.aktivitas,
            meta=(satu.kode, str(satu.simpul or "OpenDesa")), status=keadaan_desa(satu), jenis=jenis_keadaan(satu),
        )
        for satu in tiket
    ]  # fmt: skip
    return Bagian(
        "Tiket desa Anda",
        "tiket",
        baris,
        himpunan,
        rute("pusat_bantuan:tiket-saya"),
        "Semua tiket",
    )


def _penangan(orang: Pengguna, tampilan: str, judul: str, ikon: str) -> Bagian:
    himpunan = antrean(orang, tampilan)
    baris = [
        Baris(
            judul=satu.judul, url=satu.get_absolute_url(), saat=satu.dibuat,
            meta=(satu.kode, satu.nama_tempat, str(satu.bidang)),
            status=f"dampak {satu.dampak}",
            jenis={"kritis": "bahaya", "utama": "perhatian"}.get(satu.dampak, "netral"),
        )
        for satu in terlama(himpunan, PALING_BANYAK)
    ]  # fmt: skip
    url = rute("pusat_bantuan:antrean")
    return Bagian(judul, ikon, baris, himpunan, f"{url}?tampilan={tampilan}" if url else "", "Buka antrean")


def yang_dipegang(orang: Pengguna) -> Bagian:
    return _penangan(orang, "saya", "Tiket yang Anda pegang", "orang")


def yang_belum_diambil(orang: Pengguna) -> Bagian:
    """Yang terlama menunggu di atas."""
    return _penangan(orang, "menunggu", "Belum diambil siapa pun", "jam")


def data_pribadi(orang: Pengguna) -> Bagian:
    """Permintaan data pribadi yang belum dijawab, paling dekat tenggat di atas; untuk penanggung jawab nasional."""
    himpunan = PermintaanPdp.objects.terlihat(oleh=orang).terbuka().order_by("diterima_pada")
    baris = [
        Baris(
            judul=satu.get_jenis_display(), url=satu.get_absolute_url(), saat=satu.diterima_pada, meta=(satu.nama,),
            status="Lewat tenggat" if satu.terlambat else "3 × 24 jam", jenis="bahaya" if satu.terlambat else "perhatian",
        )
        for satu in himpunan[:PALING_BANYAK]
    ]  # fmt: skip
    return Bagian("Permintaan data pribadi", "perisai", baris, len(baris), rute("pusat_bantuan:pdp"), "Buka semua")


def surat_diparkir(orang: Pengguna) -> Bagian:
    """Surat yang perlu diputuskan petugas nasional, terlama di atas."""
    himpunan = diparkir(orang)
    baris = [
        Baris(
            judul=str(satu), url=rute("pusat_bantuan:surat-satu", satu.pk), saat=satu.diterima, meta=(satu.pengirim,),
            status="Perlu diperiksa", jenis="perhatian",
        )
        for satu in himpunan[:PALING_BANYAK]
    ]  # fmt: skip
    return Bagian("Surat masuk", "surat", baris, himpunan, rute("pusat_bantuan:surat-masuk"), "Buka semua")


def jumlah_wilayah(orang: Pengguna) -> Bagian:
    """Manajer dan pembina melihat jumlah tiket wilayahnya, bukan isinya."""
    jumlah = hitungan_wilayah(orang)
    tempat = ", ".join(
        sorted({str(tugas.wilayah or "nasional") for tugas in orang.penugasan_berlaku if tugas.peran != Peran.OPERATOR})
    )
    return Bagian(
        "Bantuan di wilayah Anda", "bantuan", url=rute("pusat_bantuan:laporan"), tombol="Buka laporan",
        bilangan=(
            Bilangan("tiket terbuka", jumlah["terbuka"], tempat),
            Bilangan("menunggu konfirmasi desa", jumlah["selesai"], tempat),
            Bilangan("ditutup", jumlah["ditutup"], tempat),
        ),
    )  # fmt: skip
