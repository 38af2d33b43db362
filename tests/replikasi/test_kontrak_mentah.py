"""Permintaan asli OpenSID, byte demi byte, lewat soket ke server yang hidup (domain opensid.md 1–5, 14)."""

from __future__ import annotations

import sqlite3
from datetime import date
from unittest import skipIf
from unittest.mock import patch

from django.conf import settings
from django.db import connections, transaction

from replikasi.layanan import terima
from replikasi.layanan.serap import serap_laporan
from replikasi.models import BulanLapor, KeadaanPasang, LaporanMasuk
from tests.tokoh import buat_wilayah
from wilayah.models import FaktaDesa, KontakDesa

from .server import CONTOH_MENTAH, ServerNyata

C = (CONTOH_MENTAH / "C_opensid2410_POST_track_identity_filled.raw").read_bytes()
E = (CONTOH_MENTAH / "E_httpPost_v2202_POST_track_harness.raw").read_bytes()
JALUR = [f"{awal}/track/desa{akhir}" for awal in ("/api", "/index.php/api") for akhir in ("", "/")]


class LaporanAsli(ServerNyata):
    def harap_kosong(self, hasil: tuple) -> None:
        status, kepala, badan, lama = hasil
        self.assertEqual((status, badan), (200, b"[]"))
        self.assertEqual(kepala["content-type"], "application/json")
        self.assertNotIn("set-cookie", kepala)
        self.assertLess(lama, 1)

    def test_laporan_2410_dan_2202_dijawab_larik_kosong_di_semua_jalur(self):
        for mentah in (C, E):
            asal = mentah.split(b" ", 2)[1].partition(b"?")[0]
            for jalur in JALUR:
                with self.subTest(jalur=jalur, asal=asal):
                    self.harap_kosong(self.kirim(mentah.replace(asal, jalur.encode(), 1)))

    def test_laporan_2410_menjadi_keadaan_fakta_dan_kontak(self):
        self.harap_kosong(self.kirim(C))
        with transaction.atomic():
            wilayah = buat_wilayah()["13.07.01.2004"]
            self.assertEqual(serap_laporan(), 1)
            keadaan = KeadaanPasang.objects.get(wilayah=wilayah)
            self.assertEqual((keadaan.versi, keadaan.rilis, keadaan.premium), ("2410.1.0", 12 * 24 + 10, False))
            self.assertEqual((keadaan.host, keadaan.lokal), ("suliki.nagari.example", False))
            self.assertEqual(keadaan.penghitung["jml_pengguna"], 1)
            fakta = FaktaDesa.objects.get(wilayah=wilayah)
            self.assertEqual(fakta.url, "http://suliki.nagari.example")
            self.assertEqual(fakta.alamat, "Jl. Contoh No. 1, Nagari Suliki (data uji)")
            self.assertEqual((str(fakta.lat), str(fakta.lng)), ("-0.100000", "100.450000"))
            self.assertEqual((fakta.hosting, fakta.kode_pos), ("daring", "26255"))
            kontak = KontakDesa.objects.get(wilayah=wilayah)
            self.assertEqual((kontak.email, kontak.telepon), ("nagari.suliki@example.test", "0752000000"))
            hari = keadaan.terakhir
            self.assertEqual(BulanLapor.objects.get(wilayah=wilayah).hari, 1 << (hari.day - 1))
            self.assertFalse(LaporanMasuk.objects.exclude(isi="").exists(), "isi yang sudah diserap tidak disimpan")
            transaction.set_rollback(True)

    def test_badan_lama_tidak_tersandi_selamat_dari_tanda_dan(self):
        self.harap_kosong(self.kirim(E))
        with transaction.atomic():
            wilayah = buat_wilayah()["13.07.01.2004"]
            serap_laporan()
            self.assertEqual(FaktaDesa.objects.get(wilayah=wilayah).alamat, "Jl. Contoh & Simpang No. 1")
            self.assertEqual(KeadaanPasang.objects.get(wilayah=wilayah).rilis, 12 * 22 + 2)
            transaction.set_rollback(True)

    def test_apa_pun_yang_dikirim_dijawab_dua_ratus(self):
        xrw = "X-Requested-With: XMLHttpRequest\r\n"
        json = "Content-Type: application/json\r\n"
        for badan, kepala in [
            (b"", ""),
            (b"\xff\xfe\x00\x00", ""),
            (b"kode_desa=1307012004&nama_desa=\x00\xff\xfe", ""),
            (b"kode_desa=1307012004&nama_desa=%00%FF%ED%A0%80&url=http://[", xrw),
            (b'{"kode_desa": "1307012004", "nama_desa": "\\ud800", "url": "http://a.b\\u0000"}', json),
            (b'{"kode_desa": ' + b"9" * 5000 + b"}", json),
            (b"[" * 100_000, json),
            (b'{"kode_desa":{"a":[1]}}', json),
            (b"&" * 300_000, xrw),
            (b"kode_desa=" + b"1" * 200_000, xrw),
            (b"kode_desa=9999999999&lat=1e999999&lng=NaN&jml_penduduk=-1&version=" + "٢٤٫١٠".encode(), xrw),
        ]:
            for jalur in ("/api/track/desa", "/index.php/api/track/desa/"):
                with self.subTest(badan=badan[:40], jalur=jalur):
                    self.harap_kosong(self.lapor(badan, jalur=jalur, kepala=kepala))
        with transaction.atomic():
            buat_wilayah()
            serap_laporan()  # isi yang aneh tidak menjatuhkan pekerja
            transaction.set_rollback(True)

    def test_badan_besar_dibatasi_delapan_megabyte(self):
        self.harap_kosong(self.lapor(b"kode_desa=1307012004&alamat_kantor=" + b"a" * (6 * 1024 * 1024)))
        self.assertEqual(LaporanMasuk.objects.count(), 1)
        self.bersihkan()
        self.harap_kosong(self.lapor(b"kode_desa=1307012004&alamat_kantor=" + b"a" * (9 * 1024 * 1024)))
        self.assertEqual(LaporanMasuk.objects.count(), 0)

    def test_tuan_rumah_dan_kuki_asing_tidak_menggagalkan(self):
        mentah = C.replace(b"Host: 127.0.0.1:9911", b"Host: pantau.lain.example\r\nCookie: sesi=xyz; csrf=abc")
        self.harap_kosong(self.kirim(mentah))

    def test_cara_lain_pun_dijawab_larik_kosong(self):
        for cara in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS"):
            status, _, badan, _ = self.kirim(
                f"{cara} /api/track/desa HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode()
            )
            self.assertEqual((status, badan), (200, b"" if cara == "HEAD" else b"[]"), cara)

    def test_produk_lain_mendapat_jawaban_kliennya(self):
        for jalur, jawaban in [
            ("opendk", b'{"status":true}'),
            ("openkab", b'{"status":true}'),
            ("pbb", b'{"status":true}'),
            ("mobile", b"[]"),
            ("keloladesa", b'{"status":"success"}'),
        ]:
            for badan in (b"", b'{"kode_kecamatan":"13.07.01","kode_kab":"13.07","kode_desa":"13.07.01.2004"}'):
                status, kepala, isi, _ = self.lapor(badan, jalur=f"/api/track/{jalur}")
                self.assertEqual((status, isi, kepala["content-type"]), (200, jawaban, "application/json"), jalur)
        self.assertEqual(LaporanMasuk.objects.count(), 5)

    @skipIf("telemetri" not in settings.DATABASES, "kunci berkas hanya ada pada SQLite")
    def test_basis_data_terkunci_tetap_dijawab_dan_laporannya_tidak_hilang(self):
        berkas = connections["telemetri"].settings_dict["NAME"]
        pengunci = sqlite3.connect(berkas, isolation_level=None)
        self.addCleanup(pengunci.close)
        pengunci.execute("BEGIN EXCLUSIVE")
        for mentah in (C, C, E):
            self.harap_kosong(self.kirim(mentah))
        pengunci.execute("ROLLBACK")
        terima.akhiri_istirahat()
        with transaction.atomic():
            wilayah = buat_wilayah()["13.07.01.2004"]
            serap_laporan()
            self.assertEqual(KeadaanPasang.objects.filter(wilayah=wilayah).count(), 1)
            transaction.set_rollback(True)
        self.assertEqual(list(terima.folder_titipan().glob("*")), [])

    def test_basis_data_mati_tetap_dijawab(self):
        with patch("replikasi.layanan.terima._daratkan", side_effect=MemoryError):
            self.harap_kosong(self.kirim(C))
        with patch("replikasi.layanan.terima._daratkan", side_effect=OSError("server basis data tidak terjangkau")):
            self.harap_kosong(self.kirim(C))
        self.assertEqual(len(list(terima.folder_titipan().glob("*.json"))), 1)

    def test_ulangan_tanpa_hal_baru_tidak_menulis(self):
        self.kirim(C)
        pertama = LaporanMasuk.objects.get()
        with patch("replikasi.layanan.terima.simpan_baris") as simpan:
            self.harap_kosong(self.kirim(C))
        simpan.assert_not_called()
        self.kirim(C.replace(b"jml_artikel=0", b"jml_artikel=1"))
        self.assertNotEqual(LaporanMasuk.objects.get().sidik, pertama.sidik)
        self.assertEqual(pertama.hari, date(pertama.hari.year, pertama.hari.month, pertama.hari.day))
