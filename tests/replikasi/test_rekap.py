"""Rekap selalu sama dengan menghitung ulang dari nol, dan angka di atas berubah bersama perbuatan orang."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta

from django.utils import timezone

from replikasi.hitung import DesaKini, indikator_desa
from replikasi.kalender import hari_ini
from replikasi.layanan.rekap import catat_perubahan, hitung_semua, kuras_kotor, rilis_terbaru
from replikasi.layanan.serap import serap_laporan
from replikasi.models import Jeda, PengakuanStatus, Rekap, RingkasDesa
from replikasi.rumus import dapat_melapor_otomatis
from tests.tokoh import DuniaUji
from wilayah.models import Wilayah

from .laporan import lapor


def hitung_polos() -> dict[int, Counter]:
    """Oracle: satu per satu desa, tanpa tabel rekap."""
    nama = dict(Wilayah.objects.values_list("kode", "nama"))
    kini = {
        kode: DesaKini(*isi)
        for kode, *isi in RingkasDesa.objects.values_list("wilayah__kode", *DesaKini.__dataclass_fields__)
    }
    jeda: dict[str, list] = {}
    for satu in Jeda.objects.select_related("penerapan__wilayah"):
        jeda.setdefault(satu.penerapan.wilayah.kode, []).append((satu.mulai, satu.selesai))
    hasil: dict[int, Counter] = {}
    for desa in Wilayah.objects.desa().filter(berlaku=True):
        isi = indikator_desa(
            kelurahan=desa.jenis == "kelurahan",
            bisa_lapor=dapat_melapor_otomatis(
                desa.nama, nama[desa.kode[:8]], nama[desa.kode[:5]], nama[desa.kode[:2]]
            ),
            kini=kini.get(desa.kode), hari_ini=hari_ini(), terbaru=rilis_terbaru(), jeda=jeda.get(desa.kode, ()),
        )  # fmt: skip
        for lebar in (10**4, 10**6, 10**8, 10**10):
            hasil.setdefault(desa.kunci // lebar * lebar, Counter()).update(isi)
    for kabupaten in {desa.kunci // 10**6 * 10**6 for desa in Wilayah.objects.desa()}:
        for lebar in (10**6, 10**8, 10**10):
            hasil[kabupaten // lebar * lebar]["kab_dimuat"] += 1
    return hasil


def rekap_tersimpan() -> dict[int, Counter]:
    return {kunci: Counter(isi) for kunci, isi in Rekap.objects.values_list("kunci", "isi") if isi}


class RekapWilayah(DuniaUji):
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
        hitung_semua()
        self.assertEqual(rekap_tersimpan(), hitung_polos())

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

    def test_bulan_lampau_membeku(self):
        lapor("13.07.01.2004")
        serap_laporan()
        lalu = (hari_ini().replace(day=1) - timedelta(days=1)).replace(day=1)
        Rekap.objects.update(bulan=lalu)
        lapor("13.07.04.2001")
        serap_laporan()
        self.assertEqual(Rekap.objects.get(kunci=0, bulan=lalu).isi["aktif_desa"], 1)
        self.assertEqual(Rekap.objects.get(kunci=0, bulan=hari_ini().replace(day=1)).isi["aktif_desa"], 2)

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
        with self.assertNumQueries(28):
            catat_perubahan(wilayah=self.wilayah["13.07.01.2004"])
