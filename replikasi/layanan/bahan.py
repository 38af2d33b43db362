"""Bahan rekap: indikator tiap kecamatan dari desa-desanya, hari ini atau pada akhir satu bulan lampau."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from django.db.models import Q

from modul_pelatihan.models import RilisOpenSID
from replikasi.hitung import DesaKini, indikator_desa
from replikasi.kalender import akhir_bulan, bulan_ini, hari_ini
from replikasi.models import BulanLapor, KeadaanPasang, Produk, RingkasBulan, RingkasDesa
from replikasi.rumus import dapat_melapor_otomatis, ping_status, tambah_bulan
from wilayah.models import Wilayah
from wilayah.models.wilayah import q_rentang

from .beku import tanggal_acuan

Rentang = list[tuple[int, int]]
_KOLOM = [*DesaKini.__dataclass_fields__]


def isi_kecamatan(kecamatan: list[int], bulan: date, rentang: Rentang) -> dict[int, Counter[str]]:
    """kecamatan → indikator. `rentang` melingkupi kecamatan-kecamatan itu; bulan lampau dibaca dari akhir bulannya."""
    kini = bulan >= bulan_ini()
    hari = hari_ini() if kini else akhir_bulan(bulan)
    hasil: dict[int, Counter[str]] = {kunci: Counter() for kunci in kecamatan}
    nama = _nama_induk(rentang)
    sumber = RingkasDesa.objects.all() if kini else RingkasBulan.objects.filter(bulan=bulan)
    desa_kini = {
        pk: DesaKini(*isi)
        for pk, *isi in sumber.filter(q_rentang(rentang, "wilayah__kunci")).values_list("wilayah_id", *_KOLOM)
    }
    aktif_lalu = _aktif_bulan_sebelum(bulan, rentang)
    terbaru = rilis_terbaru(hari)
    acuan = tanggal_acuan(hari)
    desa = Wilayah.objects.desa().filter(q_rentang(rentang, "kunci"), berlaku=True)
    for pk, kunci, jenis, nama_desa in desa.values_list("pk", "kunci", "jenis", "nama").iterator():
        induk = kunci // 10**4 * 10**4
        if induk in hasil:
            hasil[induk].update(
                indikator_desa(
                    kelurahan=jenis == "kelurahan",
                    bisa_lapor=dapat_melapor_otomatis(
                        nama_desa, *(nama.get(induk // lebar * lebar, "") for lebar in (1, 10**6, 10**8))
                    ),
                    kini=desa_kini.get(pk), hari_ini=hari, acuan=acuan(kunci), terbaru=terbaru,
                    aktif_lalu=None if aktif_lalu is None else pk in aktif_lalu,
                )
            )  # fmt: skip
    for kunci, isi in _isi_produk(~Q(produk__in=[Produk.OPENSID, Produk.OPENKAB]), rentang, hari, 10**4).items():
        if kunci in hasil:
            hasil[kunci].update(isi)
    return hasil


def isi_openkab(rentang: Rentang, bulan: date) -> dict[int, Counter[str]]:
    """OpenKab berdiri di kabupaten, jadi baru dihitung di sana."""
    hari = hari_ini() if bulan >= bulan_ini() else akhir_bulan(bulan)
    return _isi_produk(Q(produk=Produk.OPENKAB), rentang, hari, 10**6)


def _isi_produk(syarat: Q, rentang: Rentang, hari: date, lebar: int) -> dict[int, Counter[str]]:
    """Pemasangan produk lain menurut umur laporannya pada hari itu."""
    hasil: dict[int, Counter[str]] = defaultdict(Counter)
    lampau = {}
    baris = KeadaanPasang.objects.filter(syarat, q_rentang(rentang, "wilayah__kunci"), pertama__lte=hari)
    for pk, kunci, produk, terakhir in baris.values_list("wilayah_id", "wilayah__kunci", "produk", "terakhir"):
        if terakhir <= hari:
            hasil[kunci // lebar * lebar][f"{produk}_{ping_status(terakhir, hari)}"] += 1
        else:
            lampau[pk, produk] = kunci
    if lampau:
        topeng: dict[tuple[int, str], date] = {}
        bulan = BulanLapor.objects.filter(syarat, q_rentang(rentang, "wilayah__kunci"), bulan__lte=hari, hari__gt=0)
        for pk, produk, awal, isi in bulan.order_by("bulan").values_list("wilayah_id", "produk", "bulan", "hari"):
            topeng[pk, produk] = awal.replace(day=min(isi.bit_length(), akhir_bulan(awal).day))
        for (pk, produk), kunci in lampau.items():
            if terakhir := topeng.get((pk, produk)):
                hasil[kunci // lebar * lebar][f"{produk}_{ping_status(min(terakhir, hari), hari)}"] += 1
    return hasil


def _aktif_bulan_sebelum(bulan: date, rentang: Rentang) -> set[int] | None:
    """Desa yang terhitung aktif pada akhir bulan sebelumnya; `None` bila bulan itu tidak tercatat sama sekali."""
    lalu = RingkasBulan.objects.filter(bulan=tambah_bulan(bulan, -1))
    if not lalu.exists():
        return None
    return set(lalu.filter(q_rentang(rentang, "wilayah__kunci"), aktif=True).values_list("wilayah_id", flat=True))


def _nama_induk(rentang: Rentang) -> dict[int, str]:
    """Nama kecamatan, kabupaten, dan provinsi yang melingkupi rentang-rentang ini."""
    atas = {awal // lebar * lebar for awal, _ in rentang for lebar in (10**4, 10**6, 10**8)}
    baris = Wilayah.objects.exclude(tingkat="desa").filter(Q(kunci__in=atas) | q_rentang(rentang, "kunci"))
    return dict(baris.values_list("kunci", "nama"))


def rilis_terbaru(pada: date | None = None) -> dict[bool, int]:
    """premium? → bulan rilis (12·YY+MM) terbaru yang diketahui, atau yang sudah terbit pada satu hari."""
    rilis = RilisOpenSID.objects.all()
    if pada:
        tahun = pada.year % 100
        rilis = rilis.filter(Q(tahun__lt=tahun) | Q(tahun=tahun, bulan__lte=pada.month))
    return {satu.edisi == "premium": 12 * satu.tahun + satu.bulan for satu in rilis.order_by("tahun", "bulan")}
