"""Rekap selalu sama dengan menghitung ulang dari nol, dan angka di atas berubah bersama perbuatan orang."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta

from django.utils import timezone

from akun.models import Kabar
from replikasi.hitung import DesaKini, indikator_desa
from replikasi.kalender import akhir_bulan, bulan_ini, hari_ini
from replikasi.layanan.jaga import periksa_rekap
from replikasi.layanan.rekap import (
    catat_perubahan,
    hitung_semua,
    isi_polos,
    kuras_kotor,
    rilis_terbaru,
    sesudah_kode_berubah,
)
from replikasi.layanan.serap import serap_laporan
from replikasi.models import KeadaanPasang, PengakuanStatus, Rekap, RingkasBulan, RingkasDesa
from replikasi.rumus import dapat_melapor_otomatis, ping_status, tambah_bulan
from tests.tokoh import DuniaUji
from wilayah.layanan import ganti_kode
from wilayah.models import Wilayah

from .laporan import AntreanSendiri, lapor
from .waktu import pada_hari


def hitung_polos(bulan: date | None = None) -> dict[int, Counter]:
    """Oracle: satu per satu desa, tanpa tabel rekap; menurut ringkasan hari ini, atau menurut akhir satu bulan lampau."""
    nama = dict(Wilayah.objects.values_list("kode", "nama"))
    hari = akhir_bulan(bulan) if bulan else hari_ini()
    sumber = RingkasBulan.objects.filter(bulan=bulan) if bulan else RingkasDesa.objects.all()
    kini = {kode: DesaKini(*isi) for kode, *isi in sumber.values_list("wilayah__kode", *DesaKini.__dataclass_fields__)}
    lalu = RingkasBulan.objects.filter(bulan=tambah_bulan(hari.replace(day=1), -1))
    aktif_lalu = {satu.wilayah.kode: satu.aktif for satu in lalu.select_related("wilayah")} if lalu.exists() else None
    hasil: dict[int, Counter] = {}
    kecamatan: dict[int, Counter] = {}
    for desa in Wilayah.objects.desa().filter(berlaku=True):
        isi = indikator_desa(
            kelurahan=desa.jenis == "kelurahan",
            bisa_lapor=dapat_melapor_otomatis(
                desa.nama, nama[desa.kode[:8]], nama[desa.kode[:5]], nama[desa.kode[:2]]
            ),
            kini=kini.get(desa.kode), hari_ini=hari, terbaru=rilis_terbaru(hari),
            aktif_lalu=None if aktif_lalu is None else aktif_lalu.get(desa.kode, False),
        )  # fmt: skip
        kecamatan.setdefault(desa.kunci // 10**4 * 10**4, Counter()).update(isi)
    for kunci, isi in kecamatan.items():
        siap = isi["n_desa"] and isi["adopsi_desa"] == isi["n_desa"]
        isi.update(Counter(kec_berdesa=int(isi["n_desa"] > 0), kec_siap_opendk=int(bool(siap))))
        for lebar in (10**4, 10**6, 10**8, 10**10):
            hasil.setdefault(kunci // lebar * lebar, Counter()).update(isi)
    for kabupaten in {kunci // 10**6 * 10**6 for kunci in kecamatan}:
        for lebar in (10**6, 10**8, 10**10):
            hasil[kabupaten // lebar * lebar]["kab_dimuat"] += 1
    for satu in KeadaanPasang.objects.exclude(produk="opensid").select_related("wilayah"):
        if bulan is None:
            status = f"{satu.produk}_{ping_status(satu.terakhir, hari)}"
            for lebar in (10**4, 10**6, 10**8, 10**10):
                if satu.produk != "openkab" or lebar > 10**4:
                    hasil[satu.wilayah.kunci // lebar * lebar][status] += 1
    return {kunci: +isi for kunci, isi in hasil.items()}


def rekap_tersimpan(bulan: date | None = None) -> dict[int, Counter]:
    baris = Rekap.objects.filter(bulan=bulan or bulan_ini())
    return {kunci: Counter(isi) for kunci, isi in baris.values_list("kunci", "isi") if isi}


def kecamatan_baru() -> Wilayah:
    return Wilayah.objects.get(kode="17.03.09")


class RekapWilayah(AntreanSendiri, DuniaUji):
    databases = "__all__"

    def test_sama_dengan_hitungan_polos_sesudah_perubahan_acak(self):
        acak = random.Random(7)
        desa = list(Wilayah.objects.desa())
        for _ in range(40):
            satu = acak.choice(desa)
            pilihan = acak.random()
            if pilihan < 0.6:
                lapor(satu.kode, hari_lalu=acak.choice([0, 3, 9, 40, 200]), jml_artikel=acak.randrange(50))
                if acak.random() < 0.5:
                    serap_laporan()
            else:
                PengakuanStatus.objects.create(
                    wilayah=satu, sumber=acak.choice(PengakuanStatus.Sumber.values),
                    keadaan=acak.choice(PengakuanStatus.Keadaan.values),
                    tanggal=hari_ini() - timedelta(days=acak.randrange(300)),
                )  # fmt: skip
                catat_perubahan(wilayah=satu)
        serap_laporan()
        self.assertEqual(rekap_tersimpan(), hitung_polos())
        self.assertEqual(rekap_tersimpan(), isi_polos(bulan_ini()))
        hitung_semua()
        self.assertEqual(rekap_tersimpan(), hitung_polos())

    def test_perjalanan_acak_setahun_tiap_akhir_bulannya_sama_dengan_hitungan_polos(self):
        """Laporan, pernyataan, pindah kode, dan kelurahan baru sepanjang beberapa bulan, dengan server yang kadang diam."""
        acak, hari = random.Random(11), date(2026, 1, 20)
        for langkah in range(24):
            hari += timedelta(days=acak.choice([3, 9, 17, 34]))
            with pada_hari(hari):
                for desa in acak.sample(list(Wilayah.objects.desa().filter(berlaku=True)), 2):
                    if acak.random() < 0.7:
                        lapor(desa.kode, hari_lalu=acak.choice([0, 1]), jml_artikel=langkah)
                    else:
                        PengakuanStatus.objects.create(
                            wilayah=desa, sumber=acak.choice(PengakuanStatus.Sumber.values),
                            keadaan=acak.choice(PengakuanStatus.Keadaan.values), tanggal=hari,
                        )  # fmt: skip
                        catat_perubahan(wilayah=desa)
                if langkah % 7 == 3:
                    desa = acak.choice(list(Wilayah.objects.desa().filter(berlaku=True)))
                    baru = f"{acak.choice(['13.07.01', '13.07.04', '17.03.01'])}.2{langkah:03d}"
                    ganti_kode(wilayah=desa, kode_baru=baru, tanggal=hari, dasar="uji")
                    sesudah_kode_berubah(wilayah_id=[desa.pk])
                serap_laporan()
                self.assertEqual(rekap_tersimpan(), hitung_polos(), hari)
        with pada_hari(hari):
            for bulan in Rekap.objects.filter(kunci=0, bulan__lt=bulan_ini()).values_list("bulan", flat=True):
                self.assertEqual(rekap_tersimpan(bulan), hitung_polos(bulan), bulan)

    def test_setiap_desa_terhitung_tepat_sekali_pada_status(self):
        hitung_semua()
        isi = Rekap.objects.get(kunci=0).isi
        self.assertEqual(isi["n_desa"], isi["belum_terpasang_desa"] + isi.get("tak_bisa_lapor_desa", 0))

    def test_hari_baru_menua_tanpa_laporan_baru(self):
        lapor("13.07.01.2004")
        serap_laporan()
        self.assertEqual(Rekap.objects.get(kunci=1307000000).isi["aktif_desa"], 1)
        RingkasDesa.objects.update(lapor_terakhir=hari_ini() - timedelta(days=8))
        Rekap.objects.update(per=hari_ini() - timedelta(days=1))
        kuras_kotor()
        isi = Rekap.objects.get(kunci=1307000000).isi
        self.assertEqual((isi.get("aktif_desa", 0), isi["jarang_desa"]), (0, 1))

    def test_bulan_lampau_membeku_pada_keadaan_akhir_bulannya(self):
        with pada_hari(date(2026, 9, 28)):
            lapor("13.07.01.2004")
            serap_laporan()
        with pada_hari(date(2026, 10, 3)):
            lapor("13.07.01.2004")
            lapor("13.07.04.2001")
            serap_laporan()
            september, oktober = date(2026, 9, 1), date(2026, 10, 1)
            self.assertEqual(Rekap.objects.get(kunci=0, bulan=september).isi["aktif_desa"], 1)
            self.assertEqual(Rekap.objects.get(kunci=0, bulan=september).per, date(2026, 9, 30))
            kini = Rekap.objects.get(kunci=0, bulan=oktober).isi
            self.assertEqual((kini["aktif_desa"], kini["baru_desa"], kini.get("hilang_desa", 0)), (2, 1, 0))
            self.assertEqual(rekap_tersimpan(september), hitung_polos(september))
            self.assertEqual(rekap_tersimpan(), hitung_polos())
            ringkas = RingkasBulan.objects.get(bulan=september)
            self.assertEqual((ringkas.lapor_terakhir, ringkas.aktif), (date(2026, 9, 28), True))
        with pada_hari(date(2026, 11, 2)):
            kuras_kotor()
            kini = Rekap.objects.get(kunci=0, bulan=date(2026, 11, 1)).isi
            self.assertEqual(kini.get("hilang_desa", 0), 0, "sudah tidak aktif pada akhir Oktober")
            self.assertEqual(Rekap.objects.get(kunci=0, bulan=oktober).isi["hilang_desa"], 1)

    def test_akhir_bulan_yang_terlewat_disusun_dari_laporannya(self):
        """Server mati dua bulan: akhir bulan yang terlewat tetap dihitung menurut laporan yang sudah ada saat itu."""
        with pada_hari(date(2026, 7, 30)):
            lapor("13.07.01.2004", jml_artikel=3)
            serap_laporan()
        with pada_hari(date(2026, 10, 2)):
            lapor("13.07.01.2004", jml_artikel=9)
            serap_laporan()
        self.assertEqual(
            list(RingkasBulan.objects.order_by("bulan").values_list("bulan__month", "lapor_terakhir", "aktif")),
            [(7, date(2026, 7, 30), True), (8, date(2026, 7, 30), False), (9, date(2026, 7, 30), False)],
        )

    def test_orang_tidak_menunggu_hitungan_seluruh_negeri_pada_bulan_baru(self):
        with pada_hari(date(2026, 9, 28)):
            lapor("13.07.01.2004")
            serap_laporan()
        with pada_hari(date(2026, 10, 1)):
            with self.assertNumQueries(38):
                catat_perubahan(wilayah=self.wilayah["13.07.04.2001"])
            nasional = Rekap.objects.get(kunci=0, bulan=date(2026, 10, 1))
            self.assertEqual((nasional.isi["n_desa"], nasional.per), (4, date(2026, 9, 28)))
            kuras_kotor()
            nasional.refresh_from_db()
            self.assertEqual(nasional.per, date(2026, 10, 1))

    def test_kode_yang_pindah_membawa_angkanya_pada_semua_bulan(self):
        with pada_hari(date(2026, 9, 28)):
            lapor("13.07.01.2004")
            serap_laporan()
        with pada_hari(date(2026, 10, 2)):
            lapor("13.07.01.2004")
            serap_laporan()
            desa = self.wilayah["13.07.01.2004"]
            ganti_kode(wilayah=desa, kode_baru="13.07.04.2009", tanggal=date(2026, 10, 1), dasar="uji")
            sesudah_kode_berubah(wilayah_id=[desa.pk])
            for bulan in (date(2026, 9, 1), date(2026, 10, 1)):
                luak = Rekap.objects.get(kunci=1307040000, bulan=bulan).isi
                suliki = Rekap.objects.get(kunci=1307010000, bulan=bulan).isi
                self.assertEqual((luak["n_desa"], luak["aktif_desa"], suliki.get("aktif_desa", 0)), (2, 1, 0))
            self.assertEqual(rekap_tersimpan(date(2026, 9, 1)), hitung_polos(date(2026, 9, 1)))
            self.assertEqual(rekap_tersimpan(), hitung_polos())

    def test_kecamatan_yang_berganti_kode_tidak_meninggalkan_baris(self):
        hitung_semua()
        kecamatan = self.wilayah["13.07.04"]
        ganti_kode(wilayah=kecamatan, kode_baru="17.03.09", tanggal=hari_ini(), dasar="uji")
        sesudah_kode_berubah(wilayah_id=Wilayah.objects.di_dalam(kecamatan_baru()).values_list("pk", flat=True))
        self.assertFalse(Rekap.objects.filter(kunci=1307040000).exists())
        self.assertEqual(rekap_tersimpan(), hitung_polos())

    def test_produk_lain_dihitung_pada_tingkatnya(self):
        lapor("13.07.04", produk="opendk", desa="[]", versi="2410")
        lapor("13.07", produk="openkab", versi="2410")
        serap_laporan()
        hitung_semua()
        self.assertEqual(Rekap.objects.get(kunci=1307040000).isi["opendk_aktif"], 1)
        self.assertNotIn("openkab_aktif", Rekap.objects.get(kunci=1307040000).isi)
        self.assertEqual(Rekap.objects.get(kunci=0).isi["openkab_aktif"], 1)
        self.assertEqual(rekap_tersimpan(), hitung_polos())

    def test_pembanding_malam_menemukan_rekap_yang_rusak_dan_membetulkannya(self):
        lapor("13.07.01.2004")
        serap_laporan()
        self.assertEqual(periksa_rekap(), [])
        Rekap.objects.filter(kunci=1307000000).update(isi={"n_desa": 99})
        with self.assertLogs("replikasi.layanan.jaga", "ERROR"):
            self.assertEqual(periksa_rekap(), [1307000000])
        self.assertEqual(rekap_tersimpan(), hitung_polos())
        self.assertEqual(Kabar.objects.filter(penerima=self.hadi, jenis="replikasi_rekap").count(), 1)

    def test_sumber_lain_hanya_mengangkat_bila_lebih_terpercaya(self):
        desa = self.wilayah["13.07.01.2004"]

        def nyatakan(sumber: str, keadaan: str) -> dict:
            PengakuanStatus.objects.create(wilayah=desa, sumber=sumber, keadaan=keadaan, tanggal=timezone.localdate())
            catat_perubahan(wilayah=desa)
            return Rekap.objects.get(kunci=1307010000).isi

        isi = nyatakan("lapor_mandiri", "dipakai")
        self.assertEqual((isi["lapor_mandiri_desa"], isi.get("adopsi_desa", 0)), (1, 0))
        isi = nyatakan("terverifikasi", "dipakai")
        self.assertEqual((isi["terverifikasi_desa"], isi["adopsi_desa"]), (1, 1))
        isi = nyatakan("terverifikasi", "tidak_dipakai")
        lapor(desa.kode)
        serap_laporan()
        isi = Rekap.objects.get(kunci=1307010000).isi
        self.assertEqual((isi["tidak_dipakai_desa"], isi.get("adopsi_desa", 0)), (1, 0))

    def test_membaca_dan_menulis_satu_jalur_berbatas_kueri(self):
        hitung_semua()
        with self.assertNumQueries(36):
            catat_perubahan(wilayah=self.wilayah["13.07.01.2004"])
