"""Kabar bagi sistem luar: bertanda tangan, tanpa isi tiket, diulang selama penerimanya mati, dan hanya diurus pengelola."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from modul_pelatihan.models import Bidang
from pusat_bantuan import layanan
from pusat_bantuan.layanan import TidakDapat
from pusat_bantuan.layanan.buat_tiket import IsiTiket, Kiriman, buat_tiket
from pusat_bantuan.layanan.kabar_sistem import ada_kabar, buang_kabar_lama, kirim_kabar_sistem
from pusat_bantuan.layanan.sistem import buat_sistem, cabut_sistem
from pusat_bantuan.models import KabarSistem, Kontak
from tests.tokoh import DuniaUji


class Penerima:
    """Server HTTP sungguhan di loopback; `jawaban` statusnya, `diterima` kepala dan badan yang sampai."""

    def __init__(self) -> None:
        self.diterima: list[tuple[dict, bytes]] = []
        self.jawaban = 204
        luar = self

        class Penangan(BaseHTTPRequestHandler):
            def do_POST(self):
                badan = self.rfile.read(int(self.headers["Content-Length"]))
                luar.diterima.append(({nama.lower(): isi for nama, isi in self.headers.items()}, badan))
                self.send_response(luar.jawaban)
                if luar.jawaban == 302:
                    self.send_header("Location", f"{luar.alamat}/lain")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *isi):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Penangan)
        self.alamat = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def tutup(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@override_settings(KABAR_SISTEM_HTTP=["127.0.0.1"])
class Kabar(DuniaUji):
    def setUp(self):
        self.penerima = Penerima()
        self.addCleanup(self.penerima.tutup)
        self.sistem, _ = buat_sistem(
            nama="Aduan",
            pemilik="Diskominfo",
            wilayah=self.wilayah["13.07"],
            lingkup=["tiket:buat", "tiket:baca"],
            oleh=self.hadi,
        )
        self.rahasia = layanan.atur_kabar(sistem=self.sistem, alamat=f"{self.penerima.alamat}/kabar", oleh=self.hadi)
        self.tiket = buat_tiket(
            kontak=Kontak.objects.create(nama="Warga Rahasia", hp="+6281200009999"),
            isi=IsiTiket(
                wilayah=self.wilayah["13.07.01.2004"], bidang=Bidang.objects.get(slug="surat-tte"), uraian="Kop hilang",
                kanal="api", kiriman=Kiriman(self.sistem, "0" * 64, "LAP-17"),
            ),
        )  # fmt: skip

    def jatuh_tempo(self) -> None:
        KabarSistem.objects.update(coba_lagi_pada=timezone.now() - timedelta(seconds=1))

    def kabar(self) -> list[tuple[str, str]]:
        return list(KabarSistem.objects.order_by("pk").values_list("jenis", "keadaan"))

    def test_tiap_gerak_meja_dikabarkan_bertanda_tangan_tanpa_isi_dan_nama(self):
        layanan.ambil(profil=self.tiket, oleh=self.budi)
        layanan.balas(profil=self.tiket, oleh=self.budi, isi="Pasang lagi templatnya.")
        layanan.balas(profil=self.tiket, oleh=self.budi, isi="Antar penangan saja", dalam=True)
        layanan.selesaikan(profil=self.tiket, oleh=self.budi, isi="Sudah tampil?")
        self.assertTrue(ada_kabar())
        self.assertEqual(kirim_kabar_sistem(), 3)
        self.assertEqual(
            self.kabar(), [("tiket.diambil", "terkirim"), ("tiket.pesan", "terkirim"), ("tiket.selesai", "terkirim")]
        )
        kunci = base64.b64decode(self.rahasia.removeprefix("whsec_"))
        for kepala, badan in self.penerima.diterima:
            bahan = f"{kepala['webhook-id']}.{kepala['webhook-timestamp']}.".encode() + badan
            tanda = base64.b64encode(hmac.new(kunci, bahan, hashlib.sha256).digest()).decode()
            self.assertEqual(kepala["webhook-signature"], f"v1,{tanda}")
            for rahasia in (b"Warga Rahasia", b"templatnya", b"Antar penangan", b"Kop hilang", b"81200009999"):
                self.assertNotIn(rahasia, badan)
        data = json.loads(self.penerima.diterima[-1][1])["data"]
        self.assertEqual((data["kode"], data["rujukan"], data["keadaan"]), (self.tiket.kode, "LAP-17", "selesai"))
        self.assertFalse(ada_kabar())

    def test_penerima_yang_mati_dikejar_dengan_nomor_yang_sama_lalu_menyerah_sesudah_tiga_hari(self):
        self.penerima.jawaban = 500
        layanan.ambil(profil=self.tiket, oleh=self.budi)
        layanan.balas(profil=self.tiket, oleh=self.budi, isi="Pasang lagi.")
        with self.assertLogs("pusat_bantuan.layanan.kabar_sistem", "WARNING"):
            self.assertEqual(kirim_kabar_sistem(), 0)
        self.assertEqual(len(self.penerima.diterima), 1, "yang berikutnya menunggu, tidak menghujani yang sakit")
        self.assertEqual((kirim_kabar_sistem(), len(self.penerima.diterima)), (0, 1), "belum waktunya")
        self.penerima.jawaban = 200
        self.jatuh_tempo()
        self.assertEqual(kirim_kabar_sistem(), 2)
        nomor = [kepala["webhook-id"] for kepala, _ in self.penerima.diterima]
        self.assertEqual(nomor[0], nomor[1])
        self.penerima.jawaban = 302
        layanan.selesaikan(profil=self.tiket, oleh=self.budi, isi="Selesai")
        KabarSistem.objects.filter(jenis="tiket.selesai").update(dibuat=timezone.now() - timedelta(days=4))
        with self.assertLogs("pusat_bantuan.layanan.kabar_sistem", "WARNING"):
            kirim_kabar_sistem()
        self.assertEqual(self.kabar()[-1], ("tiket.selesai", "gagal"))
        self.assertEqual(len(self.penerima.diterima), 4, "pengalihan tidak diikuti")

    def test_rahasia_yang_tidak_terbuka_lagi_menggagalkan_kabarnya_saja(self):
        layanan.ambil(profil=self.tiket, oleh=self.budi)
        with override_settings(FIELD_KEY="kunci yang lain sama sekali"):
            self.assertEqual(kirim_kabar_sistem(), 0)
        kabar = KabarSistem.objects.get()
        self.assertEqual((kabar.keadaan, self.penerima.diterima), ("gagal", []))
        self.assertIn("rahasianya tidak terbuka", kabar.jawaban)
        layanan.kirim_lagi(kabar=kabar, oleh=self.hadi)  # kuncinya kembali
        self.assertEqual(kirim_kabar_sistem(), 1)

    def test_sistem_yang_dicabut_atau_berhenti_dan_tiket_orang_lain_tidak_dikabari(self):
        layanan.ambil(profil=self.tiket, oleh=self.budi)
        cabut_sistem(sistem=self.sistem, oleh=self.hadi)
        self.assertEqual(kirim_kabar_sistem(), 0)
        self.assertEqual(self.kabar(), [("tiket.diambil", "gagal")])
        layanan.balas(profil=self.tiket, oleh=self.budi, isi="Pasang lagi.")
        self.assertEqual(len(self.kabar()), 1)
        self.assertEqual(self.penerima.diterima, [])

    def test_alamat_yang_tidak_boleh(self):
        for alamat in (
            "http://10.0.0.5/kabar", "ftp://contoh.id/x", "https://u:s@contoh.id/", "https://", "javascript:1", "https://[::1", "kabar",
            "https://contoh.id/#a", "https://contoh.id:99999/",
        ):  # fmt: skip
            with self.subTest(alamat=alamat), self.assertRaises(TidakDapat):
                layanan.atur_kabar(sistem=self.sistem, alamat=alamat, oleh=self.hadi)
        with self.assertRaises(TidakDapat):
            layanan.atur_kabar(sistem=self.sistem, alamat="https://contoh.id/", oleh=self.citra)
        self.sistem.refresh_from_db()
        self.assertTrue(self.sistem.alamat_kabar.endswith("/kabar"))
        self.assertNotIn(self.rahasia.encode(), bytes(self.sistem.sandi_kabar))

    def test_halamannya_hanya_bagi_pengelola_dari_alamat_sampai_kirim_lagi(self):
        alamat = reverse("pusat_bantuan:sistem-kabar", args=[self.sistem.pk])
        for orang in (self.citra, self.budi, self.ani):
            self.masuk(orang)
            self.assertEqual(self.client.get(alamat).status_code, 404)
            self.assertEqual(self.client.post(f"{alamat}uji/").status_code, 404)
        self.masuk(self.hadi)
        self.assertContains(self.client.get(reverse("pusat_bantuan:sistem")), alamat)
        self.assertContains(self.client.get(alamat), "Belum ada kabar")
        self.assertContains(self.client.post(alamat, {"alamat": "http://luar.id/"}), "https", status_code=422)
        jawaban = self.client.post(alamat, {"alamat": f"{self.penerima.alamat}/baru"})
        self.assertContains(jawaban, "whsec_")
        self.assertNotContains(self.client.get(alamat), "whsec_")
        self.client.post(f"{alamat}uji/")
        self.penerima.jawaban = 410
        kirim_kabar_sistem()
        self.assertContains(self.client.get(alamat), "Gagal")
        self.penerima.jawaban = 200
        kabar = KabarSistem.objects.get()
        self.client.post(reverse("pusat_bantuan:sistem-kabar-lagi", args=[kabar.pk]))
        self.assertEqual(kirim_kabar_sistem(), 1)
        self.assertContains(self.client.get(alamat), "Terkirim")
        KabarSistem.objects.update(dibuat=timezone.now() - timedelta(days=31))
        self.assertEqual(buang_kabar_lama(), 1)
        self.assertRedirects(self.client.post(alamat, {"alamat": ""}), alamat)
        self.sistem.refresh_from_db()
        self.assertEqual((self.sistem.alamat_kabar, bytes(self.sistem.sandi_kabar)), ("", b""))
