"""Berkas lampiran yang barisnya tidak pernah jadi disapu sehari kemudian; yang ditunjuk baris tidak pernah."""

from __future__ import annotations

import os
import time

from django.core.files.base import ContentFile

from pusat_bantuan.layanan.lampirkan import sapu_yatim, tempat_pribadi
from pusat_bantuan.models import LampiranTiket, ProfilTiket
from tests.tokoh import DuniaUji

from .dunia import isi_hak


class SapuYatim(DuniaUji):
    def menua(self, jalur: str) -> None:
        dua_hari_lalu = time.time() - 2 * 86400
        os.utime(tempat_pribadi().path(jalur), (dua_hari_lalu, dua_hari_lalu))

    def test_hanya_yang_tua_dan_tidak_ditunjuk_yang_disapu(self):
        isi_hak(self)
        self.assertTrue(ProfilTiket.objects.exists())
        dipakai = LampiranTiket.objects.first()
        self.assertIsNotNone(dipakai)
        jalur_dipakai = dipakai.berkas.name
        if not tempat_pribadi().exists(jalur_dipakai):
            tempat_pribadi().save(jalur_dipakai, ContentFile(b"isi"))
        yatim = tempat_pribadi().save("tiket/uji/yatim.txt", ContentFile(b"yatim"))
        baru = tempat_pribadi().save("tiket/uji/baru.txt", ContentFile(b"baru"))
        for jalur in (jalur_dipakai, yatim):
            self.menua(jalur)
        sapu_yatim()
        self.assertFalse(tempat_pribadi().exists(yatim))
        self.assertTrue(tempat_pribadi().exists(baru))
        self.assertTrue(tempat_pribadi().exists(jalur_dipakai))
