"""Log tidak memuat NIK, sandi, atau kunci tautan, juga di jejak galat (domain operations.md 5.5)."""

from __future__ import annotations

import io
import logging
import logging.config

from django.test import SimpleTestCase

from situs.settings import production


class LogTersamar(SimpleTestCase):
    def tulis(self, pesan: str, *isi, galat: bool = False) -> str:
        """Satu baris lewat penata log yang sungguh dipakai di server."""
        setelan = production.LOGGING["formatters"]["baris"]
        aliran = io.StringIO()
        pegangan = logging.StreamHandler(aliran)
        pegangan.setFormatter(logging.config.DictConfigurator({"version": 1}).configure_formatter(dict(setelan)))
        catatan = logging.Logger("uji")
        catatan.addHandler(pegangan)
        catatan.error(pesan, *isi, exc_info=galat)
        return aliran.getvalue()

    def test_pesan_dan_argumennya(self):
        baris = self.tulis("gagal %s untuk %s", "NIK 3399990411870003", "password=rahasia99")
        for rahasia in ("9904118700", "rahasia99"):
            self.assertNotIn(rahasia, baris)
        self.assertIn("ERROR uji gagal NIK 3399••••••••0003", baris)

    def test_jejak_galat(self):
        try:
            raise ValueError("token=abcdef123456 milik 3399990411870003")
        except ValueError:
            baris = self.tulis("galat", galat=True)
        self.assertIn("ValueError", baris)
        for rahasia in ("abcdef123456", "3399990411870003"):
            self.assertNotIn(rahasia, baris)

    def test_kunci_di_alamat(self):
        kunci = "Qm9ib2xhbmtlZGlqYWxhbnJheWExMjM0"
        for alamat in (
            f"/bantuan/t/LK-2X7P/{kunci}/balas/", f"/bantuan/nilai/12~0~1abc~{kunci}/", f"/bantuan/status/ikut/{kunci}/", f"/akun/undangan/{kunci}/terima/",
            f"/akun/confirm-email/MQ:{kunci}/", f"/akun/password/reset/key/1a-{kunci}/",
        ):  # fmt: skip
            with self.subTest(alamat):
                self.assertNotIn(kunci, self.tulis("Not Found: %s", alamat))
        self.assertIn("/bantuan/tiket/LK-2X7P/balas/", self.tulis("Not Found: %s", "/bantuan/tiket/LK-2X7P/balas/"))
