"""Meja penangan: tampilan bawaan dan tersimpan, hitungan terbatas di sampingnya, dan isi formulir saringan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Count, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse

from akun.models import Pengguna, Penugasan, Peran
from forum.models import Simpul
from modul_pelatihan.models import Bidang
from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah

from ..keadaan import TERBUKA, Keadaan
from ..models import ProfilTiket, SematanTampilan, TampilanTersimpan
from ..models.tiket import ProfilTiketQuerySet
from ..saringan import PEMEGANG, Saringan
from .daftar import BERHITUNGAN, TAMPILAN, antrean, dikerjakan, menurut_tampilan, q_tampilan

BATAS_HITUNG, BATAS_ANGKA = 99, 1000
PALING_BANYAK_SEMATAN = 8


@dataclass(frozen=True)
class Tab:
    judul: str
    url: str
    kini: bool
    jumlah: str | None = None


def hitung_terbatas(daftar: Mapping[str, QuerySet], *, batas: int = BATAS_HITUNG) -> dict[str, str]:
    """Banyak baris tiap himpunan, berhenti menghitung pada `batas` ("99+", "1.000+"); satu kueri untuk semuanya."""
    sambungan = connections[router.db_for_read(ProfilTiket)]
    nama, potong, isian = [], [], []
    for satu, himpunan in daftar.items():
        kueri = himpunan.order_by().values_list("pk")[: batas + 1].query
        try:
            sql, parameter = kueri.get_compiler(connection=sambungan).as_sql()
        except EmptyResultSet:
            continue
        nama.append(satu)
        potong.append(f"(SELECT COUNT(*) FROM ({sql}) h{len(nama)})")
        isian += parameter
    hasil = dict.fromkeys(daftar, "0")
    if nama:
        with sambungan.cursor() as kursor:
            kursor.execute(f"SELECT {', '.join(potong)}", isian)
            baris = kursor.fetchone()
        hasil |= {satu: _terbatas(n, batas) for satu, n in zip(nama, baris, strict=True)}
    return hasil


def _terbatas(n: int, batas: int) -> str:
    return f"{min(n, batas):,}{'+' if n > batas else ''}".replace(",", ".")


def setempat(orang: Pengguna) -> bool:
    """Bertugas menangani di kabupaten atau lebih sempit, dan tidak di tempat yang lebih luas."""
    tugas = [satu.wilayah for satu in orang.penugasan_berlaku if satu.peran in {Peran.PEGIAT, Peran.PETUGAS}]
    return all(satu and len(satu.kode) >= 5 for satu in tugas)


def hitung_tab(orang: Pengguna, sematan: Mapping[str, QuerySet]) -> dict[str, str]:
    """Banyak tiket tiap tab bawaan dan tiap sematan, satu kueri. Wilayah tertentu disusuri sekali untuk semua tab, dari indeks
    yang terbuka saja; seluruh Indonesia, atau bila ada sematan, tiap himpunan berhenti pada batasnya.
    """
    semua = dikerjakan(orang)
    if sematan or orang.berkuasa(Peran.PEGIAT, Peran.PETUGAS, atas=None):
        return hitung_terbatas({nama: menurut_tampilan(semua, orang, nama) for nama in BERHITUNGAN} | sematan)
    jumlah = {nama: Count("keadaan", filter=q_tampilan(orang, nama)) for nama in BERHITUNGAN}
    hasil = semua.filter(keadaan__in=TERBUKA).order_by().aggregate(**jumlah)
    return {nama: _terbatas(n, BATAS_HITUNG) for nama, n in hasil.items()}


def hitungan_wilayah(orang: Pengguna) -> dict[str, str]:
    """Jumlah tiket di wilayah manajer atau pembina: hanya angka, tanpa judul dan isi (domain helpdesk.md, pelaku)."""
    semua = ProfilTiket.objects.terhitung(oleh=orang)
    bagian = {"terbuka": TERBUKA, "selesai": [Keadaan.SELESAI], "ditutup": [Keadaan.DITUTUP]}
    return hitung_terbatas(
        {nama: semua.filter(keadaan__in=keadaan) for nama, keadaan in bagian.items()}, batas=BATAS_ANGKA
    )


def himpunan(orang: Pengguna, kueri: QueryDict | str) -> ProfilTiketQuerySet:
    """Tiket pada alamat antrean itu: tampilan bawaannya, lalu saringannya. Dapat dikerjakan `orang`, selalu."""
    data = QueryDict(kueri) if isinstance(kueri, str) else kueri
    return Saringan.dari(data).terapkan(antrean(orang, data.get("tampilan", "")), oleh=orang)


def tab_meja(orang: Pengguna, *, kini: str, simpan: str) -> tuple[list[Tab], list[SematanTampilan]]:
    """Tab bawaan lalu sematan, dengan hitungannya; dua kueri berapa pun sematannya. Pencarian kata tidak dihitung."""
    alamat = reverse("pusat_bantuan:antrean")
    sematan = list(SematanTampilan.objects.terlihat(oleh=orang).select_related("tampilan")[:PALING_BANYAK_SEMATAN])
    berhitung = [satu.tampilan for satu in sematan if not Saringan.dari(satu.tampilan.kueri).cari]
    jumlah = hitung_tab(orang, {f"s{satu.pk}": himpunan(orang, satu.kueri) for satu in berhitung})
    tab = [
        Tab(judul, f"{alamat}?tampilan={nama}", nama == kini and not simpan, jumlah.get(nama))
        for nama, judul in TAMPILAN.items()
    ]
    milik = [
        Tab(
            satu.tampilan.nama, alamat + alamat_tampilan(satu.tampilan), str(satu.tampilan_id) == simpan,
            jumlah.get(f"s{satu.tampilan_id}"),
        )
        for satu in sematan
    ]  # fmt: skip
    return tab[: len(BERHITUNGAN)] + milik + tab[len(BERHITUNGAN) :], sematan


def alamat_tampilan(tampilan: TampilanTersimpan) -> str:
    return f"?{tampilan.kueri}&simpan={tampilan.pk}" if tampilan.kueri else f"?simpan={tampilan.pk}"


@dataclass(frozen=True)
class Pilihan:
    """Isi kotak pilih pada formulir saringan."""

    opsi_bidang: list[tuple[str, str]]
    opsi_simpul: list[tuple[str, str]]
    rekan: list[Pengguna]
    wilayah: Wilayah | None

    @property
    def opsi_rekan(self) -> list[tuple[str, str]]:
        return [(satu.username, satu.nama) for satu in self.rekan]

    @property
    def sebutan(self) -> dict[tuple[str, str], str]:
        """Keping saringan yang namanya harus dibaca dari basis data."""
        hasil = {("bidang", slug): f"Bidang: {nama.removeprefix('– ')}" for slug, nama in self.opsi_bidang}
        hasil |= {("simpul", pk): f"Simpul: {nama}" for pk, nama in self.opsi_simpul}
        hasil |= {("pemegang", satu.username): f"Dipegang: {satu.nama}" for satu in self.rekan}
        if self.wilayah:
            hasil[("wilayah", self.wilayah.kode)] = f"Wilayah: {self.wilayah.nama_lengkap}"
        return hasil


def pilihan_saringan(orang: Pengguna, saringan: Saringan, *, lengkap: bool) -> Pilihan:
    """Paling banyak tiga kueri: di satu kabupaten tidak ada simpul untuk dipilih, dan rekan nasional terlalu banyak.

    Tanpa `lengkap` hanya yang disebut keping saringannya: formulirnya tertutup.
    """
    dekat = setempat(orang)
    bidang: list = []
    simpul: list = []
    if lengkap or saringan.bidang:
        bidang = list(Bidang.objects.order_by("urutan", "nama").values_list("slug", "nama", "induk_id"))
    if saringan.simpul or (lengkap and not dekat):
        syarat = orang.q_kuasa(Peran.PEGIAT, Peran.PETUGAS)
        simpul = list(Simpul.objects.filter(syarat).order_by("nama").values_list("pk", "nama")[:60])
    berorang = lengkap or (saringan.pemegang and saringan.pemegang not in PEMEGANG)
    return Pilihan(
        opsi_bidang=[(slug, f"– {nama}" if induk else nama) for slug, nama, induk in bidang],
        opsi_simpul=[(str(pk), nama) for pk, nama in simpul],
        rekan=rekan_tim(orang) if dekat and berorang else [],
        wilayah=Wilayah.objects.select_related("induk__induk__induk").filter(kode=saringan.wilayah).first()
        if saringan.wilayah
        else None,
    )


def rekan_tim(orang: Pengguna, *, banyak: int = 60) -> list[Pengguna]:
    """Penangan yang bertugas di dalam atau di atas wilayah tugas `orang`."""
    wilayah = [
        tugas.wilayah for tugas in orang.penugasan_berlaku if tugas.peran in {Peran.PEGIAT, Peran.PETUGAS}
    ]  # fmt: skip
    leluhur = {kode for satu in wilayah if satu for kode in kode_wilayah.leluhur(satu.kode)}
    tempat = Wilayah.objects.filter(Q(kode__in=leluhur) | orang.q_kuasa(Peran.PEGIAT, Peran.PETUGAS, jalur="kunci"))
    # Himpunan wilayah, bukan gabungan tabel: belasan ribu operator tidak ikut diperiksa.
    tugas = Penugasan.objects.berlaku().filter(peran__in=[Peran.PEGIAT, Peran.PETUGAS]).order_by().values("pengguna")
    tugas = tugas.filter(wilayah__isnull=True).union(tugas.filter(wilayah__in=tempat))
    siapa = Pengguna.objects.filter(is_active=True, pk__in=tugas)
    return list(siapa.order_by("first_name", "pk").only(*Pengguna.kolom_nama())[:banyak])
