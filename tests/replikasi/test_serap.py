"""Laporan yang mendarat menjadi keadaan, topeng hari, fakta; yang aneh ditandai, yang tak dikenal ditinjau."""

from __future__ import annotations

import json
from datetime import timedelta
from unittest.mock import patch

from django.db.models import Count
from django.test import override_settings
from django.utils import timezone

from replikasi import antrean
from replikasi.kalender import hari_laporan
from replikasi.layanan import serap, tinjau
from replikasi.layanan.janggal import tutup_kejanggalan
from replikasi.layanan.rawat import rawat_laporan
from replikasi.layanan.serap import serap_laporan
from replikasi.models import (
    BulanLapor,
    KeadaanPasang,
    Kejanggalan,
    KodeTakDikenal,
    Rekap,
    RekapKotor,
    RingkasDesa,
)
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa, KontakDesa, RiwayatKode, Wilayah

from .laporan import folder_sendiri, lapor, lapor_dan_serap

SULIKI, HARO = "13.07.01.2004", "13.07.04.2001"


def potret() -> dict[str, list]:
    """Semua yang disimpan dari laporan, tanpa kunci utama."""
    isi = {}
    for model in (KeadaanPasang, BulanLapor, Kejanggalan, KodeTakDikenal, FaktaDesa, KontakDesa, RingkasDesa):
        kolom = [f.attname for f in model._meta.concrete_fields if f.attname not in {"id", "diperbarui"}]
        baris = model.objects.values(*kolom)
        isi[model.__name__] = sorted(json.dumps(satu, default=str, sort_keys=True) for satu in baris)
    return isi


class Penyerapan(DuniaUji):
    databases = "__all__"

    def setUp(self):
        folder_sendiri(self)

    def keadaan(self, kode: str = SULIKI) -> KeadaanPasang:
        return KeadaanPasang.objects.get(wilayah__kode=kode, produk="opensid")

    def test_dua_ejaan_kode_satu_desa(self):
        lapor("13.07.01.2004")
        lapor("13.07.01.2004", kode_desa="13.07.01.2004", jml_artikel=4)
        self.assertEqual(serap_laporan(), 2)
        self.assertEqual(self.keadaan().penghitung, {"jml_artikel": 4})

    def test_mengulang_penyerapan_tidak_mengubah_apa_pun(self):
        lapor(SULIKI, jml_penduduk=10, email_desa="kantor@suliki.example")
        lapor("99.99.99.2999")
        with patch("replikasi.antrean.Rombongan.selesai"):  # proses mati sesudah basis data, sebelum menandai antrean
            serap_laporan()
        sebelum = potret()
        serap_laporan()
        self.assertEqual(sebelum, potret())
        self.assertEqual(serap_laporan(), 0)

    def test_potongan_besar_dikuras_sedikit_demi_sedikit(self):
        for n in range(7):
            lapor(SULIKI, jml_artikel=n, hari_lalu=n)
        self.assertEqual([serap_laporan(3) for _ in range(4)], [3, 3, 1, 0])
        self.assertEqual(BulanLapor.objects.aggregate(n=Count("pk"))["n"] > 0, True)
        self.assertEqual(self.keadaan().penghitung, {"jml_artikel": 0})

    def test_topeng_hari_menghitung_hari_yang_berbeda(self):
        dasar = timezone.now().replace(day=20, hour=5)
        for hari in (1, 2, 2, 15):
            lapor(SULIKI, saat=dasar.replace(day=hari), jml_surat_keluar=hari)
            serap_laporan()
        bulan = BulanLapor.objects.get()
        self.assertEqual((bulan.jumlah_hari, bulan.hari), (3, 1 << 0 | 1 << 1 | 1 << 14))
        self.assertEqual(bulan.penghitung["jml_surat_keluar"], 15)
        self.assertEqual(bulan.pakai, 1 << 1 | 1 << 14, "hari penghitungnya naik")
        self.assertEqual(self.keadaan().dipakai_terakhir.day, 15)

    def test_hari_laporan_adalah_tanggal_jakarta(self):
        saat = timezone.now().replace(hour=18, minute=30)  # 01.30 keesokan harinya di Jakarta
        self.assertEqual(hari_laporan(saat), (saat + timedelta(hours=7)).date())

    def test_kode_tak_dikenal_ditinjau_tidak_dicocokkan_dengan_nama(self):
        for hari in (2, 1, 0):
            lapor_dan_serap("13.07.10.2003", nama_desa="Suliki", url="https://situjuah.example.id/x", hari_lalu=hari)
        satu = KodeTakDikenal.objects.get()
        self.assertEqual((satu.kode, satu.jumlah, satu.host), ("13.07.10.2003", 3, "situjuah.example.id"))
        self.assertFalse(KeadaanPasang.objects.exists())
        self.assertTrue(KodeTakDikenal.objects.terlihat(oleh=self.hadi).exists())
        self.assertFalse(KodeTakDikenal.objects.terlihat(oleh=self.budi).exists())

    def test_empat_angka_dan_bentuk_lain_masuk_daftar_tinjau(self):
        lapor_dan_serap(SULIKI, kode_desa="2004")
        lapor_dan_serap(SULIKI, kode_desa="13.07.4.2001")
        self.assertEqual(set(KodeTakDikenal.objects.values_list("kode", flat=True)), {"2004", "13.07.4.2001"})

    def test_kode_lama_dan_kode_yang_ditautkan_orang_menemukan_desanya(self):
        RiwayatKode.objects.create(
            wilayah=self.wilayah[SULIKI], kode_lama="13.07.09.2009", kode_baru=SULIKI, jenis="pindah_kode",
            tanggal="2020-01-01", dikonfirmasi=True,
        )  # fmt: skip
        lapor_dan_serap("13.07.09.2009")
        self.assertEqual(self.keadaan().terakhir, hari_laporan(timezone.now()))
        lapor_dan_serap("13.07.10.2003")
        KodeTakDikenal.objects.update(keadaan="ditautkan", wilayah=self.wilayah[HARO])
        lapor_dan_serap("13.07.10.2003", jml_artikel=1)
        self.assertEqual(self.keadaan(HARO).penghitung, {"jml_artikel": 1})

    def test_daftar_tinjau_tidak_bisa_dibanjiri(self):
        with patch.object(tinjau, "BATAS_TAK_DIKENAL", 2):
            for n in range(5):
                lapor_dan_serap(f"99.99.99.200{n}")
        self.assertEqual(KodeTakDikenal.objects.count(), 2)

    def test_klaim_yang_mencurigakan_ditandai_tetapi_tetap_diterima(self):
        lapor_dan_serap(SULIKI, jml_penduduk=900, version="2410.0.0", hari_lalu=3, url="https://satu.example.id")
        lapor_dan_serap(
            SULIKI, jml_penduduk=12, version="2401.0.0", hari_lalu=2, url="https://satu.example.id",
            kode_kecamatan="130704", kode_kabupaten="1307",
        )  # fmt: skip
        lapor_dan_serap(HARO, hari_lalu=1, url="https://satu.example.id/index.php")
        self.assertEqual(self.keadaan().versi, "2401.0.0")
        self.assertEqual(
            set(Kejanggalan.objects.values_list("wilayah__kode", "jenis")),
            {(SULIKI, "penghitung_turun"), (SULIKI, "versi_mundur"), (SULIKI, "awalan_beda"),
             (SULIKI, "host_ganda"), (HARO, "host_ganda")},
        )  # fmt: skip
        self.assertEqual(Kejanggalan.objects.terlihat(oleh=self.budi).count(), 5)
        self.assertEqual(Kejanggalan.objects.terlihat(oleh=self.eko).count(), 0)

    def test_kejanggalan_yang_ditutup_terbuka_lagi_bila_berulang(self):
        lapor_dan_serap(SULIKI, jml_penduduk=9, hari_lalu=3)
        lapor_dan_serap(SULIKI, jml_penduduk=8, hari_lalu=2)
        satu = tutup_kejanggalan(kejanggalan=Kejanggalan.objects.get(), oleh=self.budi)
        self.assertFalse(Kejanggalan.objects.terbuka().exists())
        lapor_dan_serap(SULIKI, jml_penduduk=7, hari_lalu=1)
        satu.refresh_from_db()
        self.assertEqual((satu.ditutup_pada, satu.jumlah), (None, 2))

    def test_satu_laporan_yang_gagal_tidak_menahan_yang_lain(self):
        lapor(SULIKI)
        lapor(HARO)
        asli, suliki = serap.simpan_fakta, self.wilayah[SULIKI].pk

        def gagal(terkini):
            if suliki in terkini:
                raise ValueError("isi yang tidak terduga")
            asli(terkini)

        with patch.object(serap, "simpan_fakta", gagal):
            serap_laporan()
        self.assertEqual(list(KeadaanPasang.objects.values_list("wilayah__kode", flat=True)), [HARO])
        self.assertEqual(serap_laporan(), 0)

    def test_awalan_yang_cocok_tidak_ditandai(self):
        lapor_dan_serap(SULIKI, kode_kecamatan="130701", kode_kabupaten="13.07", kode_provinsi="13")
        self.assertFalse(Kejanggalan.objects.exists())

    def test_pemasangan_lokal_dikenali(self):
        for url, lokal in [
            ("http://127.0.0.1/opensid", True), ("http://127.5.5.5:8080/", True), ("http://192.168.1.9/x", True),
            ("http://localhost/", True), ("http://opensid/", True), ("http://[::1]/", True),
            ("https://suliki.desa.id/", False), ("https://203.0.113.7/", False),
        ]:  # fmt: skip
            with self.subTest(url=url):
                KeadaanPasang.objects.all().delete()
                FaktaDesa.objects.all().delete()
                BulanLapor.objects.all().delete()
                lapor_dan_serap(SULIKI, url=url)
                self.assertEqual(self.keadaan().lokal, lokal)
                self.assertEqual(FaktaDesa.objects.get().hosting, "lokal" if lokal else "daring")

    def test_alamat_situs_hanya_skema_dan_host(self):
        for url, harap in [
            ("https://Suliki.DESA.id:8443/a?b#c", "https://suliki.desa.id"),
            ("javascript:alert(1)", ""), ("https://a b/", ""), ("https://<script>/", ""), ("ftp://x.id/", ""),
            ("https://user:sandi@suliki.desa.id/", "https://suliki.desa.id"),
        ]:  # fmt: skip
            with self.subTest(url=url):
                FaktaDesa.objects.all().delete()
                BulanLapor.objects.all().delete()
                lapor_dan_serap(SULIKI, url=url)
                self.assertEqual(FaktaDesa.objects.get().url, harap)

    def test_kontak_orang_terpisah_dan_tidak_ada_alamat_ip(self):
        lapor(
            SULIKI,
            nama_kontak="Nama Uji",
            hp_kontak="081200000000",
            ip_address="203.0.113.10",
            external_ip="203.0.113.7",
        )
        self.assertNotIn("203.0.113", (antrean.folder() / "laporan").read_text())
        serap_laporan()
        self.assertEqual(KontakDesa.objects.get().nama, "Nama Uji")
        self.assertNotIn("Nama Uji", str(BulanLapor.objects.get().jejak))

    def test_kontak_yang_diminta_dihapus_tidak_kembali(self):
        lapor_dan_serap(SULIKI, nama_kontak="Nama Uji", hari_lalu=1)
        alamat = "/replikasi/13.07.01.2004/"
        for orang, status in ((self.eko, 404), (self.gita, 404), (self.ani, 302)):
            self.masuk(orang)
            self.assertEqual(self.client.post(f"{alamat}kontak/hapus/").status_code, status)
        lapor_dan_serap(SULIKI, nama_kontak="Nama Uji", jml_artikel=2)
        self.assertEqual(KontakDesa.objects.get().nama, "")
        self.assertNotContains(self.client.get(alamat), "Kontak kantor")
        self.assertEqual(self.client.post(f"{alamat}kontak/hapus/").status_code, 404)

    def test_isian_yang_hilang_tidak_menghapus_yang_sudah_ada(self):
        lapor_dan_serap(SULIKI, alamat_kantor="Jl. Lama", tema="Esensi", hari_lalu=1)
        lapor_dan_serap(SULIKI)
        self.assertEqual((FaktaDesa.objects.get().alamat, FaktaDesa.objects.get().tema), ("Jl. Lama", "Esensi"))

    def test_produk_kecamatan_dan_kabupaten_menemukan_wilayahnya(self):
        lapor("13.07.01", produk="opendk", versi="2410.0.0")
        lapor("13.07", produk="openkab", versi="2410.0.0")
        serap_laporan()
        self.assertEqual(
            set(KeadaanPasang.objects.values_list("wilayah__kode", "produk")),
            {("13.07.01", "opendk"), ("13.07", "openkab")},
        )
        self.assertFalse(RingkasDesa.objects.exists())

    def test_angka_di_atasnya_ikut_berubah(self):
        lapor_dan_serap(SULIKI)
        for kunci in (1307010000, 1307000000, 1300000000, 0):
            isi = Rekap.objects.get(kunci=kunci).isi
            self.assertEqual((isi["aktif_desa"], isi["adopsi_desa"]), (1, 1), kunci)
        self.assertEqual(Rekap.objects.get(kunci=0).isi["n_desa"], Wilayah.objects.desa().count())
        self.assertFalse(RekapKotor.objects.exists())

    def test_laporan_yang_terlambat_disisipkan_di_harinya(self):
        lapor_dan_serap(SULIKI, hari_lalu=50, jml_artikel=5, tema="Esensi")
        lapor_dan_serap(SULIKI, hari_lalu=1, jml_artikel=3)
        self.assertEqual(Kejanggalan.objects.get().jenis, "penghitung_turun")
        lapor_dan_serap(SULIKI, hari_lalu=20, jml_artikel=2, alamat_kantor="Jl. Tengah")
        satu = self.keadaan()
        self.assertEqual(satu.penghitung, {"jml_artikel": 3})
        self.assertEqual(satu.dipakai_terakhir, hari_laporan(timezone.now() - timedelta(days=1)))
        self.assertEqual((FaktaDesa.objects.get().alamat, FaktaDesa.objects.get().tema), ("Jl. Tengah", "Esensi"))
        turun = Kejanggalan.objects.get()
        self.assertEqual((turun.jumlah, turun.rincian), (1, "jml_artikel 5→2"))

    def test_lebih_dari_tiga_kode_satu_alamat_dan_alamat_bersama_yang_dikenal(self):
        for kode in (SULIKI, HARO, "13.07.01.2001", "17.03.01.2001"):
            lapor_dan_serap(kode, url="https://gabungan.example.id")
        self.assertEqual(Kejanggalan.objects.filter(jenis="host_ramai").count(), 4)
        Kejanggalan.objects.all().delete()
        with override_settings(HOST_BERSAMA=["opendesa.example.id"]):
            for kode in (SULIKI, HARO):
                lapor_dan_serap(kode, url="https://opendesa.example.id")
        self.assertFalse(Kejanggalan.objects.exists())

    def test_kontak_basi_dan_jejak_lama_dibuang(self):
        lapor_dan_serap(SULIKI, email_desa="kantor@suliki.example", hari_lalu=600)
        self.assertEqual(
            BulanLapor.objects.get().jejak["hari"].keys(), {str(BulanLapor.objects.get().hari.bit_length())}
        )
        KontakDesa.objects.update(diperbarui=timezone.now() - timedelta(days=731))
        rawat_laporan()
        self.assertFalse(KontakDesa.objects.exists())
        satu = BulanLapor.objects.get()
        self.assertEqual((satu.jejak, satu.jumlah_hari), ({}, 1))
        lapor_dan_serap(SULIKI, hari_lalu=600, jml_artikel=3)
        self.assertEqual((BulanLapor.objects.get().jejak, BulanLapor.objects.get().penghitung), ({}, {}))
