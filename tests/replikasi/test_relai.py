"""Relai ke server pantau hulu: berurutan, sekali per desa dan hari, menyusul sesudah hulu mati seharian."""

from __future__ import annotations

import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch
from urllib.parse import parse_qsl

from django.core.exceptions import ImproperlyConfigured
from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from replikasi.layanan import relai
from replikasi.layanan.pemberitahuan import siapkan_pemberitahuan
from replikasi.layanan.rawat import rawat_laporan
from replikasi.layanan.relai import kirim_relai
from replikasi.layanan.serap import serap_laporan
from replikasi.models import KeadaanHulu, PemberitahuanDesa, RelaiLaporan
from tests.tokoh import DuniaUji

from .laporan import folder_sendiri, lapor

SULIKI, HARO, KURAI = "13.07.01.2004", "13.07.04.2001", "13.07.01.2001"


class Hulu:
    """Server pantau tiruan di loopback: mencatat yang diterima, menjawab sesuai `jawab`."""

    def __init__(self):
        self.diterima: list[tuple[str, dict, dict]] = []
        self.jawab = (200, b"[]")
        hulu = self

        class Penerima(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                badan = self.rfile.read(int(self.headers["Content-Length"])).decode()
                hulu.diterima.append((self.path, dict(self.headers), dict(parse_qsl(badan, keep_blank_values=True))))
                status, isi = hulu.jawab
                self.send_response(status)
                self.send_header("Content-Length", str(len(isi)))
                if status == 302:
                    self.send_header("Location", "http://169.254.169.254/")
                self.end_headers()
                self.wfile.write(isi)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Penerima)
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def alamat(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    @property
    def kode(self) -> list[str]:
        return [isian["kode_desa"] for _, _, isian in self.diterima]

    def tutup(self) -> None:
        self.server.shutdown()
        self.server.server_close()


class Relai(DuniaUji):
    databases = "__all__"

    def setUp(self):
        folder_sendiri(self)
        self.hulu = Hulu()
        self.addCleanup(self.hulu.tutup)
        pengaturan = override_settings(RELAI_PANTAU=self.hulu.alamat)
        pengaturan.enable()
        self.addCleanup(pengaturan.disable)

    def lewatkan_jeda(self) -> None:
        KeadaanHulu.objects.update(coba_lagi_pada=timezone.now() - timedelta(seconds=1))

    def test_isian_sampai_seperti_dikirim_desa_dengan_kepala_opensid(self):
        lapor(SULIKI, url="http://suliki.example.id/index.php/first", ip_address="203.0.113.10", external_ip="203.0.113.7",
              alamat_kantor="Jl. A & B", nama_kontak="Nama Uji", kolom_baru="x")  # fmt: skip
        serap_laporan()
        self.assertEqual(kirim_relai(), 1)
        jalur, kepala, isian = self.hulu.diterima[0]
        self.assertTrue(jalur.startswith("/api/track/desa?token=eyJ0"))
        self.assertEqual(kepala["X-Requested-With"], "XMLHttpRequest")
        self.assertTrue(kepala["Authorization"].startswith("Bearer eyJ0"))
        self.assertEqual(
            isian,
            {
                "kode_desa": "1307012004", "version": "2410.1.0", "url": "http://suliki.example.id/index.php/first",
                "ip_address": "203.0.113.10", "external_ip": "203.0.113.7", "alamat_kantor": "Jl. A & B",
                "nama_kontak": "Nama Uji", "kolom_baru": "x",
            },
        )  # fmt: skip
        satu = RelaiLaporan.objects.get()
        self.assertEqual((satu.keadaan, satu.isi, satu.keterangan), ("terkirim", {}, "200"))

    def test_sekali_per_desa_dan_hari_dengan_isi_terakhir(self):
        for n in range(3):
            lapor(SULIKI, jml_artikel=n)
            serap_laporan()
        kirim_relai()
        lapor(SULIKI, jml_artikel=9)
        serap_laporan()
        kirim_relai()
        self.assertEqual([isian["jml_artikel"] for _, _, isian in self.hulu.diterima], ["2"])

    def test_mati_di_antara_kirim_dan_catat_mengulang_isian_yang_sama_dan_kabarnya_sekali(self):
        """Paling sedikit sekali: hulu menerima laporan hari itu dua kali persis sama, dan ia idempoten per desa dan hari."""
        self.hulu.jawab = (200, json.dumps([{"kode": "hulu-1", "judul": "Kabar", "isi": "Isi"}]).encode())
        lapor(SULIKI, jml_artikel=3)
        serap_laporan()
        with patch.object(relai, "_catat_hasil", side_effect=SystemExit("dibunuh")), self.assertRaises(SystemExit):
            kirim_relai()
        self.assertEqual(RelaiLaporan.objects.get().keadaan, "menunggu")
        KeadaanHulu.objects.update(sewa_sampai=timezone.now() - timedelta(seconds=1))  # sewa proses yang mati habis
        self.assertEqual((kirim_relai(), kirim_relai()), (1, 0))
        (_, _, pertama), (_, _, kedua) = self.hulu.diterima
        self.assertEqual(pertama, kedua)
        self.assertEqual(RelaiLaporan.objects.get().keadaan, "terkirim")
        self.assertEqual(PemberitahuanDesa.objects.filter(wilayah__kode=SULIKI, kode="hulu-1").count(), 1)

    def test_hulu_mati_seharian_lalu_menyusul_berurutan_tanpa_ganda(self):
        alamat = self.hulu.alamat
        self.hulu.tutup()
        harap = []
        for hari_lalu in (2, 1, 0):
            for kode in (HARO, SULIKI, KURAI):
                lapor(kode, hari_lalu=hari_lalu)
                harap.append(kode.replace(".", ""))
            serap_laporan()
            self.assertEqual(kirim_relai(), 0)
        keadaan = KeadaanHulu.objects.get()
        self.assertEqual(keadaan.gagal, 1, "selama jeda tidak dicoba lagi")
        self.assertIn("tidak terjangkau", keadaan.galat)
        self.hulu = Hulu()
        self.assertNotEqual(alamat, self.hulu.alamat)
        with override_settings(RELAI_PANTAU=self.hulu.alamat):
            self.lewatkan_jeda()
            self.hulu.jawab = (503, b"")
            self.assertEqual(kirim_relai(), 0)
            self.assertEqual(KeadaanHulu.objects.get().gagal, 2)
            self.hulu.diterima.clear()
            self.hulu.jawab = (200, b"[]")
            self.lewatkan_jeda()
            self.assertEqual(kirim_relai(paling_banyak=4), 4)
            self.assertEqual(kirim_relai(), 5)
            self.assertEqual(kirim_relai(), 0)
        self.assertEqual(self.hulu.kode, harap)
        self.assertEqual(KeadaanHulu.objects.get().gagal, 0)

    def test_jeda_memanjang_sampai_satu_jam(self):
        jeda = []
        for _ in range(12):
            KeadaanHulu.objects.get_or_create(pk=1)
            relai._catat_gagal("x")
            jeda.append(round((KeadaanHulu.objects.get().coba_lagi_pada - timezone.now()).total_seconds()))
        self.assertEqual(jeda, sorted(jeda))
        self.assertLess(jeda[-1], 3601)

    def test_dua_pengirim_tidak_bersamaan(self):
        lapor(SULIKI)
        serap_laporan()
        KeadaanHulu.objects.update_or_create(pk=1, defaults={"sewa_sampai": timezone.now() + timedelta(seconds=30)})
        self.assertEqual(kirim_relai(), 0)
        KeadaanHulu.objects.update(sewa_sampai=timezone.now() - timedelta(seconds=1))  # pemegangnya mati
        self.assertEqual(kirim_relai(), 1)

    def test_penolakan_tercatat_dan_tidak_menahan_desa_lain(self):
        self.hulu.jawab = (422, json.dumps({"errors": {"version": ["wajib"], "ip_address": ["wajib"]}}).encode())
        lapor(SULIKI)
        lapor(HARO)
        serap_laporan()
        self.assertEqual(kirim_relai(), 2)
        self.assertEqual(
            set(RelaiLaporan.objects.values_list("keadaan", "keterangan")), {("ditolak", "422: ip_address, version")}
        )

    def test_pengalihan_tidak_diikuti(self):
        self.hulu.jawab = (302, b"")
        lapor(SULIKI)
        serap_laporan()
        self.assertEqual(kirim_relai(), 0)
        self.assertEqual(len(self.hulu.diterima), 1)
        self.assertIn("302", KeadaanHulu.objects.get().galat)

    def test_pemberitahuan_hulu_dibawa_jawaban_berikutnya_sekali_saja(self):
        notis = {"kode": "p-1", "judul": "Pembaruan", "jenis": "pengumuman", "isi": "<b>Baca</b>", "server": "Pantau",
                 "frekuensi": 3, "aktif": 1, "aksi_ya": "setting/aktifkan_tracking"}  # fmt: skip
        self.hulu.jawab = (200, json.dumps([notis, {"kode": ""}, 7]).encode())
        lapor(SULIKI)
        serap_laporan()
        kirim_relai()
        siapkan_pemberitahuan()
        badan = {"kode_desa": "1307012004", "version": "2410.1.0", "url": "https://d1307012004.example.id/a"}
        palsu = self.client.post("/api/track/desa", badan | {"url": "https://jahat.example"}, headers=XRW)
        self.assertEqual(palsu.json(), [])
        self.assertEqual(self.client.post("/api/track/desa", badan, headers=XRW).json(), [notis])
        siapkan_pemberitahuan()
        self.assertEqual(self.client.post("/api/track/desa", badan, headers=XRW).json(), [])
        self.assertIsNotNone(PemberitahuanDesa.objects.get().diserahkan_pada)

    def test_isian_aneh_tidak_menahan_relai(self):
        lapor(SULIKI, tema="a\x00b", aneh="\ud800x")
        serap_laporan()
        self.assertEqual(kirim_relai(), 1)
        _, _, isian = self.hulu.diterima[0]
        self.assertEqual((isian["tema"], isian["aneh"]), ("ab", "?x"))

    def test_tanpa_pengaturan_tidak_ada_yang_disimpan_untuk_diteruskan(self):
        with override_settings(RELAI_PANTAU=""):
            lapor(SULIKI, ip_address="203.0.113.10")
            serap_laporan()
        self.assertFalse(RelaiLaporan.objects.exists())

    def test_yang_terlalu_lama_kedaluwarsa_dan_hasil_lama_dibuang(self):
        lapor(SULIKI, hari_lalu=15)
        serap_laporan()
        kirim_relai()
        satu = RelaiLaporan.objects.get()
        self.assertEqual((satu.keadaan, satu.isi, self.hulu.diterima), ("kedaluwarsa", {}, []))
        RelaiLaporan.objects.update(selesai_pada=timezone.now() - timedelta(days=31))
        rawat_laporan()
        self.assertFalse(RelaiLaporan.objects.exists())


XRW = {"X-Requested-With": "XMLHttpRequest"}


class PengaturanRelai(SimpleTestCase):
    def test_alamat_hulu_harus_https_dan_bukan_diri_sendiri(self):
        from importlib import reload

        import situs.settings.production as pengaturan

        self.addCleanup(reload, pengaturan)
        for alamat in ("http://pantau.example", "ftp://x", "https://", pengaturan.SITE_URL.replace("http:", "https:")):
            with patch.dict("os.environ", {"RELAI_PANTAU": alamat}), self.subTest(alamat):
                self.assertRaises(ImproperlyConfigured, reload, pengaturan)
