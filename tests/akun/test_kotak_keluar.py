"""Kotak keluar terhadap server SMTP sungguhan di loopback (domain operations.md 4.3, F6, F7)."""

from __future__ import annotations

import socket
import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from unittest import mock

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail
from django.db import connection, transaction
from django.test import SimpleTestCase, TestCase, TransactionTestCase, override_settings
from django.urls import reverse
from django.utils import timezone

from akun import surat as kotak
from akun.kabar import kabari, kelompok_dari
from akun.models import Kabar, PilihanKabar, SuratKeluar
from akun.tenang import usai_tenang
from tests.tokoh import DuniaUji

Keadaan = SuratKeluar.Keadaan


class Tukang:
    """Pelayan SMTP yang menjawab menurut naskah; jawaban terakhir diulang."""

    def __init__(self, *naskah: str, penerima: str = "250 OK"):
        self.naskah, self.penerima, self.diterima = list(naskah), penerima, []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.penerima.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.penerima

    async def handle_DATA(self, server: SMTP, session, envelope):
        self.diterima.append(envelope)
        jawaban = self.naskah.pop(0) if len(self.naskah) > 1 else self.naskah[0]
        if jawaban == "putus":
            server.transport.abort()
            return "250 tidak pernah sampai"
        return jawaban


def porta_kosong() -> int:
    with socket.socket() as satu:
        satu.bind(("127.0.0.1", 0))
        return satu.getsockname()[1]


class Server:
    """Server di 127.0.0.1, hidup selama blok `with`; pengaturan surat diarahkan ke sana."""

    def __init__(self, tukang: Tukang | None):
        self.tukang, self.porta = tukang, porta_kosong()

    def __enter__(self) -> Tukang | None:
        self.setelan = override_settings(
            SURAT_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1",
            EMAIL_PORT=self.porta, EMAIL_TIMEOUT=5, EMAIL_USE_TLS=False, EMAIL_USE_SSL=False, EMAIL_HOST_USER="",
        )  # fmt: skip
        self.setelan.enable()
        if self.tukang:
            self.pengendali = Controller(self.tukang, hostname="127.0.0.1", port=self.porta)
            self.pengendali.start()
        return self.tukang

    def __exit__(self, *galat) -> None:
        if self.tukang:
            self.pengendali.stop()
        self.setelan.disable()


class Pengiriman(TestCase):
    def tulis(self, **lain) -> SuratKeluar:
        EmailMessage("Perihal", "Isi surat", to=["ani@contoh.example"], **lain).send()
        return SuratKeluar.objects.first()

    def kirim(self) -> int:
        """Satu putaran pekerja pada saat surat itu jatuh tempo."""
        SuratKeluar.objects.filter(keadaan=Keadaan.MENUNGGU).update(coba_lagi_pada=timezone.now())
        return kotak.kirim_yang_menunggu()

    def test_menulis_surat_tidak_membuka_soket(self):
        with Server(None):
            self.assertEqual(self.tulis().keadaan, Keadaan.MENUNGGU)

    def test_terkirim_apa_adanya(self):
        surat = EmailMultiAlternatives("Nagari Jum'at ✓", "Isi teks\n.titik di awal", to=["Ani <ani@contoh.example>"])
        surat.attach_alternative("<p>Isi – HTML</p>", "text/html")
        surat.attach("daftar.csv", "a;b\n1;2\n", "text/csv")
        surat.send()
        with Server(Tukang("250 OK")) as tukang:
            self.assertEqual(self.kirim(), 1)
        (amplop,) = tukang.diterima
        baris = SuratKeluar.objects.get()
        self.assertEqual(amplop.rcpt_tos, ["ani@contoh.example"])
        pesan = message_from_bytes(amplop.content, policy=policy.default)
        self.assertEqual((pesan["Subject"], pesan["Message-ID"]), ("Nagari Jum'at ✓", baris.message_id))
        self.assertEqual(amplop.content, bytes(baris.isi))
        self.assertEqual((baris.keadaan, baris.coba), (Keadaan.TERKIRIM, 1))
        self.assertTrue(baris.message_id.endswith("@testserver>"))

    def test_451_dua_kali_lalu_250_terkirim_dengan_message_id_tetap(self):
        baris = self.tulis()
        with Server(Tukang("451 coba nanti", "451 coba nanti", "250 OK")) as tukang:
            self.assertEqual([self.kirim() for _ in range(4)], [0, 0, 1, 0])
        nomor = {message_from_bytes(satu.content)["Message-ID"] for satu in tukang.diterima}
        baris.refresh_from_db()
        self.assertEqual((nomor, len(tukang.diterima)), ({baris.message_id}, 3))
        self.assertEqual((baris.keadaan, baris.coba, baris.galat), (Keadaan.TERKIRIM, 3, ""))

    def test_550_ditolak_tanpa_ulang(self):
        baris = self.tulis()
        with Server(Tukang("250 OK", penerima="550 tidak ada orangnya")) as tukang:
            self.assertEqual([self.kirim(), self.kirim()], [0, 0])
        baris.refresh_from_db()
        self.assertEqual((baris.keadaan, baris.coba, tukang.diterima), (Keadaan.DITOLAK, 1, []))
        self.assertIn("550", baris.galat)

    def test_450_pada_penerima_dicoba_lagi(self):
        baris = self.tulis()
        with Server(Tukang("250 OK", penerima="450 kotak penuh")):
            self.kirim()
        baris.refresh_from_db()
        self.assertEqual(baris.keadaan, Keadaan.MENUNGGU)

    def test_552_pada_isi_ditolak(self):
        baris = self.tulis()
        with Server(Tukang("552 terlalu besar")):
            self.kirim()
        baris.refresh_from_db()
        self.assertEqual(baris.keadaan, Keadaan.DITOLAK)

    def test_putus_setelah_data_diulang_paling_banyak_sekali_dengan_message_id_sama(self):
        baris = self.tulis()
        with Server(Tukang("putus", "250 OK")) as tukang:
            self.assertEqual([self.kirim() for _ in range(3)], [0, 1, 0])
        nomor = [message_from_bytes(satu.content)["Message-ID"] for satu in tukang.diterima]
        self.assertEqual(nomor, [baris.message_id] * 2)

    def test_server_mati_semua_menunggu_dan_putaran_usai_pada_yang_pertama(self):
        for _ in range(3):
            self.tulis()
        with Server(None):
            self.assertEqual(self.kirim(), 0)
        self.assertEqual(sorted(SuratKeluar.objects.values_list("coba", flat=True)), [0, 0, 1])
        with Server(Tukang("250 OK")) as tukang:
            self.assertEqual(self.kirim(), 3)
        self.assertEqual(len(tukang.diterima), 3)

    def test_setelah_tiga_hari_gagal_dan_terlihat_pengelola_lalu_dapat_dikirim_ulang(self):
        baris = self.tulis()
        SuratKeluar.objects.update(dibuat=timezone.now() - timedelta(days=3, minutes=1))
        with Server(Tukang("451 belum")):
            self.kirim()
        baris.refresh_from_db()
        self.assertEqual(baris.keadaan, Keadaan.GAGAL)
        self.assertEqual(list(SuratKeluar.objects.macet()), [baris])
        kotak.kirim_ulang(surat=baris)
        with Server(Tukang("250 OK")) as tukang:
            self.assertEqual(kotak.kirim_yang_menunggu(), 1)
        self.assertEqual(message_from_bytes(tukang.diterima[0].content)["Message-ID"], baris.message_id)

    def test_surat_beracun_tidak_menghentikan_yang_lain(self):
        self.tulis()
        SuratKeluar.objects.update(kepada="tanpa\r\nalamat", dibuat=timezone.now() - timedelta(minutes=1))
        EmailMessage("Kedua", "Isi", to=["budi@contoh.example"]).send()
        with Server(Tukang("250 OK")):
            self.assertEqual(self.kirim(), 1)

    def test_yang_sedang_disewa_tidak_diambil_pekerja_lain(self):
        baris = self.tulis()
        self.assertIsNotNone(kotak._klaim(baris.pk))
        self.assertIsNone(kotak._klaim(baris.pk))

    def test_terkirim_dibuang_setelah_tiga_puluh_hari_yang_macet_tinggal(self):
        for keadaan in (Keadaan.TERKIRIM, Keadaan.GAGAL):
            baris = self.tulis()
            SuratKeluar.objects.filter(pk=baris.pk).update(
                keadaan=keadaan, terkirim_pada=timezone.now() - timedelta(days=31)
            )
        self.assertEqual(kotak.bersihkan_terkirim(), 1)
        self.assertEqual(SuratKeluar.objects.get().keadaan, Keadaan.GAGAL)

    def test_bcc_sampai_tetapi_tidak_tertulis(self):
        self.tulis(bcc=["rahasia@contoh.example"])
        with Server(Tukang("250 OK")) as tukang:
            self.kirim()
        self.assertEqual(tukang.diterima[0].rcpt_tos, ["ani@contoh.example", "rahasia@contoh.example"])
        self.assertNotIn(b"rahasia", tukang.diterima[0].content)

    def test_surat_ikut_batal_bersama_sebabnya(self):
        try:
            with transaction.atomic():
                self.tulis()
                raise ValueError
        except ValueError:
            pass
        self.assertEqual(SuratKeluar.objects.count(), 0)

    def test_kunci_sama_satu_surat_dan_objeknya_dapat_dipakai_lagi(self):
        surat = EmailMessage("Perihal", "Isi", to=["a@contoh.example"], headers={"X-Kunci": "tiket:1"})
        surat.send()
        surat.send()
        baris = SuratKeluar.objects.get()
        self.assertEqual(baris.kunci, "tiket:1")
        self.assertNotIn(b"X-Kunci", bytes(baris.isi))

    def test_message_id_dari_kamar_lain_dipertahankan(self):
        kepala = {"Message-ID": "<tiket.7.1@contoh>", "In-Reply-To": "<tiket.7@contoh>"}
        self.assertEqual(self.tulis(headers=kepala).message_id, "<tiket.7.1@contoh>")
        self.tulis(headers=kepala)
        self.assertEqual(SuratKeluar.objects.count(), 1)

    def test_semua_backend_django_menerima_surat_jadi(self):
        import io
        from contextlib import redirect_stdout

        for backend in ("console", "dummy", "locmem"):
            with (
                self.subTest(backend=backend),
                override_settings(SURAT_BACKEND=f"django.core.mail.backends.{backend}.EmailBackend"),
                redirect_stdout(io.StringIO()) as keluaran,
            ):
                send_mail("Perihal", "Isi é", None, ["a@contoh.example"])
                self.assertEqual(self.kirim(), 1)
                if backend == "console":
                    self.assertIn("Perihal", keluaran.getvalue())

    def test_perihal_dengan_baris_baru_ditolak(self):
        from django.core.mail import BadHeaderError

        with self.assertRaises(BadHeaderError):
            send_mail("Baik\nBcc: semua@contoh.id", "Isi", None, ["a@contoh.example"])


class Jadwal(SimpleTestCase):
    def test_berlipat_dari_satu_menit_sampai_satu_jam_dengan_acak(self):
        sekarang = timezone.now()
        for coba, menit in ((1, 1), (2, 2), (3, 4), (6, 32), (7, 60), (70, 60)):
            jeda = [(kotak.jadwal_ulang(coba, sekarang) - sekarang).total_seconds() / 60 for _ in range(50)]
            with self.subTest(coba=coba):
                self.assertTrue(all(0.79 * menit <= satu <= 1.21 * menit for satu in jeda))
                self.assertGreater(len(set(jeda)), 1)


class Serentak(TransactionTestCase):
    def jalankan(self, kerja, jumlah: int = 6) -> list:
        gerbang, hasil = threading.Barrier(jumlah), []

        def satu() -> None:
            try:
                gerbang.wait(10)
                hasil.append(kerja())
            except Exception as galat:
                hasil.append(galat)
            finally:
                connection.close()

        utas = [threading.Thread(target=satu) for _ in range(jumlah)]
        for satu_utas in utas:
            satu_utas.start()
        for satu_utas in utas:
            satu_utas.join(30)
        return hasil

    def test_kunci_sama_dari_banyak_utas_satu_surat(self):
        hasil = self.jalankan(
            lambda: EmailMessage("P", "I", to=["a@contoh.example"], headers={"X-Kunci": "sama"}).send()
        )
        self.assertEqual(hasil, [1] * 6)
        self.assertEqual(SuratKeluar.objects.count(), 1)

    def test_enam_pekerja_satu_surat_satu_kiriman(self):
        EmailMessage("P", "I", to=["a@contoh.example"]).send()
        with Server(Tukang("250 OK")) as tukang:
            hasil = self.jalankan(kotak.kirim_yang_menunggu)
        self.assertEqual((sum(hasil), len(tukang.diterima)), (1, 1))


class Kabari(DuniaUji):
    def kabari(self, penerima, kunci="satu", **lain) -> list[Kabar]:
        isian = {"jenis": "tiket_dijawab", "judul": "Tiket Anda dijawab", "url": "/bantuan/tiket/1/"} | lain
        return kabari(penerima, kunci=kunci, **isian)

    def test_sekali_per_kunci_di_situs_dan_lewat_surel(self):
        self.assertEqual(len(self.kabari([self.ani, self.budi, self.ani])), 2)
        self.assertEqual(self.kabari([self.ani]), [])
        self.assertEqual((Kabar.objects.count(), SuratKeluar.objects.count()), (2, 2))

    def test_surel_yang_belum_terbukti_tidak_dikirimi(self):
        self.ani.emailaddress_set.update(verified=False)
        self.kabari([self.ani])
        self.assertEqual((Kabar.objects.count(), SuratKeluar.objects.count()), (1, 0))

    def test_pilihan_situs_saja_menahan_surel_kelompok_itu_saja(self):
        PilihanKabar.objects.create(pengguna=self.ani, kelompok="bantuan", saluran="situs")
        self.kabari([self.ani])
        self.assertEqual(SuratKeluar.objects.count(), 0)
        self.kabari([self.ani], "dua", jenis="forum_balasan")
        self.assertEqual(SuratKeluar.objects.count(), 1)

    def test_pilihan_diubah_dari_profil(self):
        self.masuk(self.ani)
        isi = dict.fromkeys(PilihanKabar.Kelompok.values, "situs")
        self.client.post(reverse("akun:pilihan-kabar"), isi)
        self.kabari([self.ani])
        self.assertEqual(SuratKeluar.objects.count(), 0)
        self.assertEqual(self.client.post(reverse("akun:pilihan-kabar"), {"forum": "merpati"}).status_code, 302)

    def test_jam_tenang_menahan_email_sampai_usai_di_zona_orangnya(self):
        self.masuk(self.ani)
        isi = dict.fromkeys(PilihanKabar.Kelompok.values, "surat")
        alamat = reverse("akun:pilihan-kabar")
        for buruk in (
            {"tenang_dari": "21"},
            {"tenang_dari": "5", "tenang_sampai": "5"},
            {"tenang_dari": "99", "tenang_sampai": "5"},
        ):
            self.client.post(alamat, isi | buruk)
        self.ani.refresh_from_db()
        self.assertIsNone(self.ani.tenang_dari)
        self.client.post(alamat, isi | {"tenang_dari": "21", "tenang_sampai": "5"})
        self.ani.refresh_from_db()
        self.assertContains(
            self.client.get(reverse("akun:profil")), '<option value="21" selected>21.00</option>', html=True
        )
        malam = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # 22.30 WIB, 00.30 WIT
        with mock.patch("django.utils.timezone.now", return_value=malam):
            self.kabari([self.ani])
        surat = SuratKeluar.objects.get()
        self.assertEqual(surat.coba_lagi_pada, datetime(2026, 11, 22, 22, 0, tzinfo=UTC))
        self.assertNotIn(b"X-Sesudah", bytes(surat.isi))
        self.assertEqual(Kabar.objects.terlihat(oleh=self.ani).count(), 1, "di situs langsung ada")
        for zona, jam, usai in (
            ("Asia/Jakarta", 14, datetime(2026, 11, 22, 22, tzinfo=UTC)), ("Asia/Jakarta", 13, None), ("Asia/Jakarta", 22, None),
            ("Asia/Jayapura", 19, datetime(2026, 11, 22, 20, tzinfo=UTC)), ("Asia/Jayapura", 20, None),
        ):  # fmt: skip
            self.ani.zona = zona
            with self.subTest(zona=zona, jam=jam):
                self.assertEqual(usai_tenang(self.ani, datetime(2026, 11, 22, jam, tzinfo=UTC)), usai)

    def test_orang_nonaktif_tidak_dikabari(self):
        self.ani.is_active = False
        self.assertEqual(self.kabari([self.ani]), [])

    def test_kunci_panjang_tidak_bertabrakan(self):
        self.kabari([self.ani], "k" * 170 + "a")
        self.kabari([self.ani], "k" * 170 + "b")
        self.assertEqual(Kabar.objects.count(), 2)

    def test_utas_mengikat_surat_satu_percakapan(self):
        self.kabari([self.ani], "a", utas="tiket-7")
        self.kabari([self.ani], "b", utas="tiket-7")
        induk = {message_from_bytes(bytes(satu.isi))["References"] for satu in SuratKeluar.objects.all()}
        self.assertEqual(induk, {"<utas.tiket-7@testserver>"})

    def test_kueri_tetap_walau_penerima_banyak_tanpa_pilihan(self):
        with self.assertNumQueries(2):
            from akun.kabar import alamat_surat

            alamat_surat([self.ani, self.budi, self.citra, self.eko], "tiket")

    def test_kelompok(self):
        for jenis, kelompok in (
            ("tiket_baru", "bantuan"), ("forum.topik", "forum"), ("tonggak:sah", "replikasi"), ("asing", ""),
        ):  # fmt: skip
            self.assertEqual(kelompok_dari(jenis), kelompok)

    def test_judul_berbahaya_di_html_disamarkan(self):
        self.kabari([self.ani], judul="<script>alert(1)</script>")
        pesan = message_from_bytes(bytes(SuratKeluar.objects.get().isi), policy=policy.default)
        self.assertNotIn("<script>", pesan.get_body(("html",)).get_content())
