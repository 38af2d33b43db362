"""Pemberitahuan peramban: sandi RFC 8291, VAPID, pilihan orangnya, hak saat dikirim, langganan mati dibuang."""

from __future__ import annotations

import base64
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest import mock

import jwt
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from akun import dorong as modul
from akun.dorong import Pesan, b64, dari_b64, dorong, kepala_vapid, kunci_umum, sandikan, titik_wajar
from akun.ekspor import data_akun
from akun.kabar import kabari, surel_terbukti
from akun.layak import TERTUTUP, alamat_tertutup
from akun.models import LanggananDorong, PilihanKabar, SuratKeluar
from akun.surat import kirim_yang_menunggu
from forum import layanan
from tests.forum.alat import buat_ruang, buat_simpul, buat_topik, kerjakan_tugas
from tests.tokoh import DuniaUji
from wilayah.zona import info_zona

TITIK = "https://updates.push.services.mozilla.com/wpush/v2/abc"


class Peramban:
    """Kunci yang dibuat peramban saat berlangganan, dan pembuka sandinya."""

    def __init__(self) -> None:
        self.kunci, self.rahasia = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
        umum = self.kunci.public_key()
        self.umum = umum.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)

    def buka(self, badan: bytes) -> bytes:
        garam, panjang = badan[:16], badan[20]
        pengirim, isi = badan[21 : 21 + panjang], badan[21 + panjang :]
        bersama = self.kunci.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), pengirim))

        def hkdf(salt, info, n, bahan):
            return HKDF(algorithm=hashes.SHA256(), length=n, salt=salt, info=info).derive(bahan)

        bahan = hkdf(self.rahasia, b"WebPush: info\x00" + self.umum + pengirim, 32, bersama)
        kunci = hkdf(garam, b"Content-Encoding: aes128gcm\x00", 16, bahan)
        nonce = hkdf(garam, b"Content-Encoding: nonce\x00", 12, bahan)
        return AESGCM(kunci).decrypt(nonce, isi, None).rstrip(b"\x02")

    def isian(self, titik: str = TITIK) -> dict:
        return {"titik": titik, "kunci": b64(self.umum), "rahasia": b64(self.rahasia)}


class Sandi(SimpleTestCase):
    def test_contoh_lampiran_a_rfc_8291(self):
        pribadi = int.from_bytes(dari_b64("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"), "big")
        badan = sandikan(
            b"When I grow up, I want to be a watermelon",
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
            sekali=ec.derive_private_key(pribadi, ec.SECP256R1()),
            garam=dari_b64("DGv6ra1nlYgDCS1FRnbzlw"),
        )
        self.assertEqual(
            b64(badan),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz"
            "AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
        )

    def test_kunci_situs_tetap_dan_vapid_berlaku_bagi_asal_layanannya(self):
        self.assertEqual(kunci_umum(), kunci_umum())
        self.assertEqual(len(dari_b64(kunci_umum())), 65)
        token = kepala_vapid(TITIK).removeprefix("vapid t=").split(",")[0]
        klaim = jwt.decode(
            token,
            modul.kunci_situs().public_key(),
            algorithms=["ES256"],
            audience="https://updates.push.services.mozilla.com",
        )
        self.assertIn("exp", klaim)

    def test_titik_di_luar_layanan_dorong_yang_dikenal_ditolak(self):
        for titik in (
            "http://a.b/x", "https://127.0.0.1/x", "https://10.0.0.3/", "https://server/", "https://x.local/", "https://a.b:8443/",
            "https://u:p@fcm.googleapis.com/", "javascript:alert(1)", "https://[::1]/", "https://169.254.169.254/",
            "https://fcm.googleapis.com.jahat.id/", "https://jahatfcm.googleapis.com/", "http://fcm.googleapis.com/",
            "https://push.services.mozilla.com.id/", "https://contoh.id/",
        ):  # fmt: skip
            with self.subTest(titik):
                self.assertFalse(titik_wajar(titik))
        self.assertTrue(titik_wajar(TITIK))


class Langganan(DuniaUji):
    def setUp(self) -> None:
        self.peramban = Peramban()
        self.client.force_login(self.ani)

    def pasang(self, **isi):
        return self.client.post(reverse("akun:dorong-pasang"), self.peramban.isian() | isi)

    def kirim(self, kode: int = 201) -> mock.Mock:
        """Mengerjakan tugas dengan layanan dorong tiruan; jaringannya saja yang diganti."""
        jawab = mock.MagicMock()
        jawab.__enter__.return_value.status_code = kode
        with mock.patch.object(modul.requests, "post", return_value=jawab) as kirim:
            kerjakan_tugas()
        return kirim

    def kabar(self, kunci: str = "uji:1", url: str = "/kabar/"):
        return kabari(
            [self.ani], jenis="forum_balasan", kunci=kunci, judul="Budi membalas", url=url, isi="Sudah dicoba?"
        )

    def test_disimpan_dikirim_tersandi_dan_dapat_dilepas(self):
        self.assertEqual(self.pasang().status_code, 302)
        self.assertContains(self.client.get(reverse("akun:profil")), "Lepas")
        self.kabar()
        kirim = self.kirim()
        self.assertEqual(kirim.call_args.args[0], TITIK)
        self.assertIn("Budi membalas", self.peramban.buka(kirim.call_args.kwargs["data"]).decode())
        self.assertTrue(kirim.call_args.kwargs["headers"]["Authorization"].startswith("vapid t="))
        baris = LanggananDorong.objects.get()
        self.client.force_login(self.eko)
        self.assertEqual(self.client.post(reverse("akun:dorong-lepas", args=[baris.pk])).status_code, 404)
        self.client.force_login(self.ani)
        self.client.post(reverse("akun:dorong-lepas", args=[baris.pk]))
        self.assertFalse(LanggananDorong.objects.exists())

    def test_keluar_dari_akun_menghentikan_perangkat_itu_saja(self):
        kantor = "Mozilla/5.0 (Windows NT 10.0) Chrome/130"
        LanggananDorong.objects.create(pengguna=self.ani, titik=TITIK + "1", perangkat="Chrome di Windows")
        LanggananDorong.objects.create(pengguna=self.ani, titik=TITIK + "2", perangkat="Chrome di Android")
        LanggananDorong.objects.create(pengguna=self.eko, titik=TITIK + "3", perangkat="Chrome di Windows")
        self.client.force_login(self.ani)
        self.client.post(reverse("account_logout"), headers={"user-agent": kantor})
        self.assertNotIn("_auth_user_id", self.client.session)
        sisa = list(LanggananDorong.objects.order_by("pk").values_list("pengguna__username", "perangkat"))
        self.assertEqual(sisa, [("ani", "Chrome di Android"), ("eko", "Chrome di Windows")])

    def test_isian_buruk_tidak_menjadi_langganan(self):
        for isi in (
            {"titik": "https://127.0.0.1/"}, {"kunci": "abc"}, {"rahasia": "x" * 20}, {"kunci": "\x00"}, {"titik": ""},
            {"titik": "https://a.b:99999999/"}, {"kunci": base64.b64encode(b"\x05" * 65).decode()},
        ):  # fmt: skip
            with self.subTest(isi):
                self.assertEqual(self.pasang(**isi).status_code, 302)
        self.assertFalse(LanggananDorong.objects.exists())

    def test_pilihan_situs_saja_tidak_didorong_dan_pilihan_perangkat_tanpa_email(self):
        self.pasang()
        PilihanKabar.objects.create(pengguna=self.ani, kelompok="forum", saluran="situs")
        self.kabar()
        self.kirim().assert_not_called()
        PilihanKabar.objects.update(saluran="dorong")
        self.assertTrue(surel_terbukti(self.ani))
        SuratKeluar.objects.all().delete()
        self.kabar("uji:2")
        self.kirim().assert_called_once()
        self.assertFalse(SuratKeluar.objects.exists())

    def test_jam_tenang_menunda_pemberitahuan_perangkat(self):
        self.pasang()
        setempat = timezone.localtime(timezone.now(), info_zona(self.ani.zona)).hour
        self.ani.tenang_dari, self.ani.tenang_sampai = setempat, (setempat + 2) % 24
        self.ani.save()
        self.kabar()
        self.kirim().assert_not_called()
        DBTaskResult.objects.update(run_after=timezone.now())
        self.kirim().assert_called_once()

    def test_langganan_yang_hilang_dibuang_dan_yang_gagal_terus_berhenti(self):
        self.pasang()
        self.kabar()
        self.kirim(410)
        self.assertFalse(LanggananDorong.objects.exists())
        self.pasang()
        baris = LanggananDorong.objects.get()
        for _ in range(modul.GAGAL_MAKS):
            baris = LanggananDorong.objects.filter(pk=baris.pk).first() or baris
            with mock.patch.object(modul.requests, "post", side_effect=modul.requests.ConnectionError):
                dorong(baris, Pesan("a", "b", "/", "k"))
        self.assertFalse(LanggananDorong.objects.exists())

    def test_langganan_lama_di_luar_daftar_layanan_tidak_diketuk(self):
        self.pasang()
        with self.settings(LAYANAN_DORONG=[".notify.windows.com"]), mock.patch.object(modul.requests, "post") as kirim:
            self.assertFalse(dorong(LanggananDorong.objects.get(), Pesan("a", "b", "/", "k")))
        kirim.assert_not_called()

    def test_sampai_di_server_dorong_sungguhan_tersandi_dan_bertanda(self):
        """Satu server HTTP di loopback sebagai layanan dorong: kepala, tanda tangan, dan isi seperti sampai di kawat."""
        sampai: list[tuple[dict, bytes]] = []

        class Layanan(BaseHTTPRequestHandler):
            def do_POST(self):
                sampai.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(201)
                self.end_headers()

            def log_message(self, *isi):
                pass

        self.pasang()
        baris = LanggananDorong.objects.get()
        pesan = Pesan("😀" * 200, "é" * 200 + "😀" * 200, "/forum/t/1-" + "a" * 280, "kabar-1")
        with ThreadingHTTPServer(("127.0.0.1", 0), Layanan) as server:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
            baris.titik = f"http://127.0.0.1:{server.server_address[1]}/kirim/abc"
            with (
                mock.patch.object(modul, "titik_wajar", return_value=True),
                mock.patch.dict(os.environ, {"NO_PROXY": "127.0.0.1"}),
            ):
                self.assertTrue(dorong(baris, pesan))
            server.shutdown()
        ((kepala, badan),) = sampai
        self.assertEqual((kepala["Content-Encoding"], kepala["TTL"]), ("aes128gcm", "86400"))
        tanda = kepala["Authorization"].removeprefix("vapid t=").split(", k=")[0]
        klaim = jwt.decode(
            tanda, modul.kunci_situs().public_key(), ["ES256"], audience=baris.titik[: -len("/kirim/abc")]
        )
        self.assertEqual(klaim["sub"], settings.SITE_URL)
        isi = json.loads(self.peramban.buka(badan))
        self.assertEqual((isi["judul"], isi["url"], isi["kunci"]), ("😀" * 120, pesan.url, "kabar-1"))
        self.assertLess(len(badan), 4096)

    def test_pekerja_layanan_menampilkan_pemberitahuan_dan_hanya_membuka_situs_ini(self):
        isi = self.client.get("/pekerja-luring.js").content.decode()
        self.assertIn('addEventListener("push"', isi)
        self.assertIn("tujuan.origin !== location.origin", isi)


class HakSaatDikirim(DuniaUji):
    """Surat dan pemberitahuan yang menunggu tidak keluar bila penerimanya tidak lagi boleh membaca topiknya."""

    def setUp(self) -> None:
        self.kelompok = buat_simpul("kelompok-surat", "anggota", self.ani, pengurus=self.budi)
        self.topik = buat_topik(buat_ruang(self.kelompok), self.budi, "Rahasia kelompok ini saja")
        SuratKeluar.objects.all().delete()
        url = self.topik.alamat_kiriman(1)
        kabari([self.ani], jenis="forum_sebutan", kunci=f"forum:{self.topik.pk}:1", judul=self.topik.judul, url=url)
        self.surat = SuratKeluar.objects.get()

    def keadaan(self) -> str:
        kirim_yang_menunggu()
        self.surat.refresh_from_db()
        return self.surat.keadaan

    def test_masih_anggota_suratnya_keluar(self):
        self.assertEqual(self.keadaan(), "terkirim")

    def test_sudah_keluar_dari_simpul_suratnya_batal_dan_isinya_hilang(self):
        layanan.keluar(simpul=self.kelompok, pengguna=self.ani)
        self.assertEqual(self.keadaan(), "batal")
        self.assertEqual((bytes(self.surat.isi), "Rahasia" in self.surat.perihal), (b"", False))

    def test_topiknya_disembunyikan_suratnya_batal(self):
        layanan.sembunyikan(kiriman=self.topik.kiriman.get(nomor=1), pelaku=self.budi, alasan="uji")
        self.assertEqual(self.keadaan(), "batal")

    def test_yang_batal_tidak_dihitung_terkirim(self):
        layanan.keluar(simpul=self.kelompok, pengguna=self.ani)
        self.assertEqual(kirim_yang_menunggu(), 0)

    def test_judul_tidak_tinggal_di_kabar_setelah_topiknya_tertutup(self):
        umum = buat_topik(
            buat_ruang(buat_simpul("umum-surat", "publik", pengurus=self.budi)), self.budi, "Acara di aula"
        )
        lain = buat_topik(umum.ruang, self.budi, "Topik lain yang tetap terbuka")
        for topik, nomor in ((umum, "?nomor=1#kiriman-1"), (umum, ""), (lain, "")):
            kabari(
                [self.eko], jenis="forum_balasan", kunci=f"u:{topik.pk}{nomor}", judul=f"Budi: {topik.judul}",
                url=topik.get_absolute_url() + nomor, isi="Isi cuplikan rahasia", surat=False,
            )  # fmt: skip
        self.client.force_login(self.eko)
        for alamat in ("/kabar/", "/"):
            self.assertContains(self.client.get(alamat), "Acara di aula")
        layanan.pindahkan(topik=umum, ruang=self.topik.ruang, pelaku=self.budi)
        for alamat in ("/kabar/", "/"):
            isi = self.client.get(alamat)
            self.assertNotContains(isi, "Acara di aula")
            self.assertContains(isi, TERTUTUP)
            self.assertContains(isi, "Topik lain yang tetap terbuka")
        self.assertNotIn("Acara di aula", json.dumps(data_akun(self.eko), default=str))
        satu = self.eko.kabar.get(kunci=f"u:{umum.pk}")
        self.assertRedirects(self.client.post(reverse("kabar-buka", args=[satu.pk])), "/kabar/")
        semua = [*self.eko.kabar.values_list("url", flat=True)]
        with self.assertNumQueries(4):  # berapa pun alamatnya: topik, kiriman, dan nisan keduanya
            alamat_tertutup(self.eko, [*semua, *[f"/forum/t/{n}-x/" for n in range(90_000, 90_040)], "/x/"])
