from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, Subquery, Value
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.models import Angkatan, Pengajar, PermintaanPelatih, Peserta, Sesi, Setoran, Tugas

from .bentuk import PALING_BANYAK, Bagian, Baris, rute


def kelas_saya(orang: Pengguna) -> list[Bagian]:
    """Jadwal dan tugas dari kelas yang diikuti atau diajar orang ini; yang tidak berkelas cukup satu kueri."""
    ikut = Peserta.objects.terdaftar().filter(orang=orang, angkatan__in=_mendatang())
    ajar = Pengajar.objects.filter(orang=orang, angkatan__in=_mendatang())
    kelas = list(
        ikut.values_list("angkatan", Value(False))
        .order_by()
        .union(ajar.values_list("angkatan", Value(True)).order_by())
    )
    diikuti = [nomor for nomor, mengajar in kelas if not mengajar]
    diajar = {nomor for nomor, mengajar in kelas if mengajar}
    bagian = [_jadwal({*diikuti, *diajar}, diajar)] if kelas else []
    return [*bagian, _tugas(orang, diikuti)] if diikuti else bagian


def _mendatang():
    return Angkatan.objects.mendatang().order_by().values("pk")


def _jadwal(kelas: set[int], diajar: set[int]) -> Bagian:
    """Sesi berikut, yang terdekat dahulu; yang sedang berlangsung masih tampil."""
    kini = timezone.now()
    himpunan = Sesi.objects.filter(angkatan__in=kelas, selesai__gt=kini, batal=False).order_by("mulai", "pk")
    baris = []
    for satu in himpunan.select_related("angkatan")[:PALING_BANYAK]:
        jalan = satu.mulai <= kini
        status = "Sedang berlangsung" if jalan else "Anda mengajar" if satu.angkatan_id in diajar else "Anda ikut"
        baris.append(
            Baris(
                satu.judul, rute("modul_pelatihan:kelas", satu.angkatan_id),
                (satu.angkatan.judul, satu.tempat or satu.angkatan.tempat), satu.mulai, status,
                "perhatian" if jalan else "netral",
            )
        )  # fmt: skip
    return Bagian("Jadwal kelas Anda", "topi", baris, himpunan, rute("modul_pelatihan:kelas-daftar"), "Semua kelas")


def _tugas(orang: Pengguna, kelas: list[int]) -> Bagian:
    """Tugas kelas yang belum dikirim orang ini atau dikembalikan pelatihnya, yang tenggatnya terdekat dahulu."""
    milik = Setoran.objects.filter(tugas=OuterRef("pk"), peserta__orang=orang).order_by("-dikirim", "-pk")
    himpunan = (
        Tugas.objects.filter(angkatan__in=kelas)
        .annotate(terakhir=Subquery(milik.values("keadaan")[:1]))
        .filter(Q(terakhir=None) | Q(terakhir=Setoran.Keadaan.PERBAIKI))
        .select_related("angkatan")
        .order_by(F("tenggat").asc(nulls_last=True), "pk")
    )
    baris = [
        Baris(
            satu.judul, rute("modul_pelatihan:tugas", satu.pk), (satu.angkatan.judul,), satu.tenggat,
            "Perlu diperbaiki" if satu.terakhir else "Belum dikirim", "perhatian",
        )
        for satu in himpunan[:PALING_BANYAK]
    ]  # fmt: skip
    return Bagian("Tugas kelas Anda", "pena", baris, himpunan)


def setoran_menunggu(orang: Pengguna) -> Bagian:
    """Tugas peserta yang belum ditelaah di kelas yang diajar atau dibawahi; dari tiap orang kiriman terakhirnya."""
    lebih_baru = Setoran.objects.filter(tugas=OuterRef("tugas"), peserta=OuterRef("peserta"), pk__gt=OuterRef("pk"))
    himpunan = (
        Setoran.objects.terlihat(oleh=orang)
        .filter(keadaan=Setoran.Keadaan.MENUNGGU)
        .exclude(peserta__orang=orang)
        .exclude(Exists(lebih_baru))
        .order_by("dikirim", "pk")
    )
    baris = [
        Baris(
            str(satu.peserta.orang), rute("modul_pelatihan:tugas", satu.tugas_id),
            (satu.tugas.judul, satu.tugas.angkatan.judul), satu.dikirim, "Perlu ditelaah", "perhatian",
            orang=str(satu.peserta.orang),
        )
        for satu in himpunan.select_related("peserta__orang", "tugas__angkatan")[:PALING_BANYAK]
    ]  # fmt: skip
    return Bagian("Tugas peserta menunggu telaah", "pena", baris, himpunan)


def permintaan_menunggu(orang: Pengguna) -> Bagian:
    """Wilayah seprovinsi yang meminta pelatih dan belum dijawab."""
    himpunan = PermintaanPelatih.objects.terlihat(oleh=orang).menunggu()
    baris = [
        Baris(
            str(satu.wilayah), satu.get_absolute_url(), (f"sekitar {satu.peserta} peserta",), satu.dibuat,
            "Mendesak" if satu.mendesak else "Perlu dijawab", "perhatian",
        )
        for satu in himpunan.select_related("wilayah")[:PALING_BANYAK]
    ]  # fmt: skip
    url = rute("modul_pelatihan:permintaan-daftar")
    return Bagian("Wilayah yang meminta pelatih", "orang-orang", baris, himpunan, url, "Semua permintaan")
