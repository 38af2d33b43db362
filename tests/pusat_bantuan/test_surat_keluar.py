"""Surat tiket lewat SMTP sungguhan di loopback: tertunda, ditolak, putus; tidak ada yang hilang dan tidak ada yang dobel."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes
from unittest import mock

from django.utils import timezone

from akun.models import SuratKeluar
from akun.surat import kirim_yang_menunggu
from pusat_bantuan.layanan import balas
from pusat_bantuan.layanan.pantulan import catat_yang_ditolak
from pusat_bantuan.models import PeristiwaTiket
from tests.akun.test_kotak_keluar import Server, Tukang

from .test_surat_masuk import Dasar


class Pemutus(Tukang):
    """Memutus sambungan sekali pada perintah yang diminta."""

    def __init__(self, pada: str):
        super().__init__("250 OK")
        self.pada = pada

    def _putus(self, server, perintah: str, jawab: str) -> str:
        if self.pada == perintah:
            self.pada = ""
            server.transport.abort()
        return jawab

    async def handle_MAIL(self, server, session, envelope, address, mail_options):
        envelope.mail_from = address
        return self._putus(server, "MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        envelope.rcpt_tos.append(address)
        return self._putus(server, "RCPT", "250 OK")

    async def handle_QUIT(self, server, session, envelope):
        return self._putus(server, "QUIT", "221 Sampai jumpa")


class SuratKeluarTiket(Dasar):
    def setUp(self):
        self.tiket = self.tiket_kontak()
        SuratKeluar.objects.all().delete()
        balas(profil=self.tiket, oleh=self.citra, isi="Coba lagi.")
        self.surat = SuratKeluar.objects.get()

    def putaran(self, maju: timedelta = timedelta(0)) -> int:
        with mock.patch("akun.surat.timezone.now", return_value=timezone.now() + maju):
            return kirim_yang_menunggu()

    def test_451_menunggu_makin_lama_lalu_sampai_sekali(self):
        with Server(Tukang("451 nanti", "451 nanti", "451 nanti", "250 OK")) as tukang:
            maju, jeda = timedelta(0), []
            for _ in range(3):
                self.assertEqual(self.putaran(maju), 0)
                self.surat.refresh_from_db()
                jeda.append((self.surat.coba_lagi_pada - (timezone.now() + maju)).total_seconds())
                self.assertEqual(self.putaran(maju + timedelta(seconds=jeda[-1] * 0.5)), 0)  # belum waktunya
                maju += timedelta(seconds=jeda[-1] + 2)
            self.assertEqual([self.putaran(maju), self.putaran(maju + timedelta(days=1))], [1, 0])
        self.assertEqual(len(tukang.diterima), 4)
        self.assertTrue(jeda[0] < jeda[1] < jeda[2], jeda)
        self.assertTrue(45 <= jeda[0] <= 75 and 190 <= jeda[2] <= 290, jeda)
        self.assertEqual(
            {message_from_bytes(satu.content)["Message-ID"] for satu in tukang.diterima}, {self.surat.message_id}
        )

    def test_550_menandai_alamat_mati_sekali_dan_memberi_tahu_penangan(self):
        with Server(Tukang("250 OK", penerima="550 5.1.1 tidak ada orangnya")):
            self.putaran()
        self.surat.refresh_from_db()
        self.assertEqual(self.surat.keadaan, "ditolak")
        self.assertEqual([catat_yang_ditolak(), catat_yang_ditolak()], [1, 0])
        peristiwa = PeristiwaTiket.objects.get(jenis="pantulan")
        self.assertIn("WA", peristiwa.alasan)
        self.tiket.kontak.refresh_from_db()
        self.assertIsNotNone(self.tiket.kontak.email_mati_pada)
        balas(profil=self.tiket, oleh=self.citra, isi="Halo?")
        self.assertEqual(SuratKeluar.objects.count(), 1)
        self.masuk(self.citra)
        self.assertContains(self.client.get(self.tiket.get_absolute_url()), "tidak sampai")

    def test_ditolak_karena_kebijakan_atau_isi_bukan_alamat_mati(self):
        for penerima, isi in (("550 5.7.1 ditolak kebijakan", "250 OK"), ("250 OK", "554 5.6.0 isinya ditolak")):
            SuratKeluar.objects.update(keadaan="menunggu", coba_lagi_pada=timezone.now())
            with Server(Tukang(isi, penerima=penerima)):
                self.putaran()
            self.surat.refresh_from_db()
            self.assertEqual((self.surat.keadaan, catat_yang_ditolak()), ("ditolak", 0))
        self.tiket.kontak.refresh_from_db()
        self.assertIsNone(self.tiket.kontak.email_mati_pada)

    def test_putus_sebelum_data_dikirim_lagi_tepat_sekali(self):
        for perintah in ("MAIL", "RCPT"):
            with self.subTest(perintah):
                SuratKeluar.objects.update(keadaan="menunggu", coba_lagi_pada=timezone.now(), coba=0)
                with Server(Pemutus(perintah)) as tukang:
                    self.assertEqual([self.putaran(timedelta(hours=n)) for n in range(3)], [0, 1, 0])
                self.assertEqual(len(tukang.diterima), 1)

    def test_putus_sesudah_diterima_tidak_dikirim_lagi(self):
        with Server(Pemutus("QUIT")) as tukang:
            self.assertEqual([self.putaran(timedelta(hours=n)) for n in range(3)], [1, 0, 0])
        self.surat.refresh_from_db()
        self.assertEqual((len(tukang.diterima), self.surat.keadaan), (1, "terkirim"))
