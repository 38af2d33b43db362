"""Permintaan asli OpenSID, byte demi byte, lewat soket ke server yang hidup (domain opensid.md 1–5, 14)."""

from __future__ import annotations

from unittest.mock import patch

from django.db import transaction

from replikasi import antrean
from replikasi.layanan.serap import serap_laporan
from replikasi.models import BulanLapor, KeadaanPasang
from tests.tokoh import buat_wilayah
from wilayah.models import FaktaDesa, KontakDesa

from .server import CONTOH_MENTAH, ServerNyata

C = (CONTOH_MENTAH / "C_opensid2410_POST_track_identity_filled.raw").read_bytes()
E = (CONTOH_MENTAH / "E_httpPost_v2202_POST_track_harness.raw").read_bytes()
JALUR = [
    f"{awal}/track/desa{akhir}" for awal in ("/api", "/index.php/api", "/index.php", "//api") for akhir in ("", "/")
]


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
            self.assertEqual([satu.name for satu in antrean.folder().iterdir()], ["giliran"], "yang terserap dibuang")
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
        self.assertEqual(self.antre(), 1)
        self.harap_kosong(self.lapor(b"kode_desa=1307042001&alamat_kantor=" + b"a" * (9 * 1024 * 1024)))
        self.assertEqual(self.antre(), 1)
        opendk = b'{"kode_kecamatan":"13.07.01","versi":"2410","peta_wilayah":"' + b"[1,2]" * 1_500_000 + b'"}'
        _, _, badan, _ = self.lapor(opendk, jalur="/api/track/opendk", kepala="X-A: 1\r\n")
        self.assertEqual((badan, self.antre()), (b'{"status":true}', 2))
        self.assertLess(antrean.folder().joinpath("laporan").stat().st_size, 6000, "garis luar tidak ikut disimpan")

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
        self.assertEqual(self.antre(), 5)

    def test_basis_data_mati_tidak_terasa_dan_laporannya_tidak_hilang(self):
        """Jalur lapor tidak menyentuh basis data sama sekali: sambungan yang meledak pun tidak terasa."""
        with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=AssertionError("basis data disentuh")):
            for mentah in (C, C, E):
                self.harap_kosong(self.kirim(mentah))
        with transaction.atomic():
            wilayah = buat_wilayah()["13.07.01.2004"]
            self.assertEqual(serap_laporan(), 2)
            self.assertEqual(KeadaanPasang.objects.get(wilayah=wilayah).versi, "22.02")
            transaction.set_rollback(True)

    def test_cakram_penuh_dan_folder_hilang_tetap_dijawab(self):
        for sebab in (OSError(28, "No space left on device"), MemoryError):
            with patch("replikasi.antrean.os.write", side_effect=sebab):
                self.harap_kosong(self.kirim(C))
        self.assertEqual(self.antre(), 0)
        self.harap_kosong(self.kirim(C))
        self.assertEqual(self.antre(), 1)

    def test_baris_yang_terpotong_tidak_merusak_yang_berikutnya(self):
        self.kirim(C)
        tempat = antrean.folder() / "laporan"
        utuh = tempat.read_bytes()
        tempat.write_bytes(utuh[: len(utuh) // 2])
        self.kirim(E)
        with transaction.atomic():
            buat_wilayah()
            serap_laporan()
            self.assertEqual(KeadaanPasang.objects.get().versi, "22.02")
            transaction.set_rollback(True)

    def test_ulangan_tanpa_hal_baru_tidak_ditulis(self):
        for _ in range(3):
            self.harap_kosong(self.kirim(C))
        self.assertEqual(self.antre(), 1)
        self.kirim(C.replace(b"jml_artikel=0", b"jml_artikel=1"))
        self.kirim(C.replace(b"jml_artikel=0", b"jml_artikel=1").replace(b"index.php%2F", b"artikel/1%2F"))
        self.assertEqual(self.antre(), 2)

    def test_antrean_yang_penuh_tetap_menjawab_dan_tidak_bertambah(self):
        with patch.object(antrean, "BATAS", 3000):
            for n in range(50):
                self.harap_kosong(self.kirim(C.replace(b"1307012004", b"13070120%02d" % n)))
        self.assertLess((antrean.folder() / "laporan").stat().st_size, 4000)

    def test_badan_berpotong_multipart_dan_tersandi_tanpa_kepala(self):
        """Produk lain boleh menyandi sesukanya; hanya OpenSID lama yang mengirim mentah."""
        batas = b'--xx\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        multipart = batas % (b"kode_desa", b"13.07.01.2004") + batas % (b"versi", b"2410") + b"--xx--\r\n"
        tersandi = b"kode_desa=13.07.01.2004&versi=24.10&url=https%3A%2F%2Fpbb.suliki.example%2Fa"
        with transaction.atomic():
            buat_wilayah()
            self.kirim(
                b"POST /api/track/mobile HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=xx\r\n"
                b"Content-Length: %d\r\n\r\n" % len(multipart) + multipart
            )
            self.lapor(tersandi, jalur="/api/track/pbb")
            serap_laporan()
            self.assertEqual(
                set(KeadaanPasang.objects.values_list("produk", "versi", "host")),
                {("layanandesa", "2410", ""), ("pbb", "24.10", "pbb.suliki.example")},
            )
            transaction.set_rollback(True)
