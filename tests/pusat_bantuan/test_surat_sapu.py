"""Surat asli dan barisnya tetap seiring: berkas yatim dibuang sehari kemudian, baris yang berkasnya hilang dikatakan."""

from __future__ import annotations

import os
import time
from datetime import timedelta

from django.core.files.base import ContentFile
from django.utils import timezone

from pusat_bantuan import arsip_surat
from pusat_bantuan.layanan.terima_surat import terima
from pusat_bantuan.models import SuratMasuk
from pusat_bantuan.models.lampiran import tempat_pribadi
from situs.pekerja import Pekerja

from .surat_buruk import surat
from .test_surat_masuk import Dasar


class SapuSurat(Dasar):
    def setUp(self):
        arsip_surat.sapu_yatim(umur_jam=0)  # sisa uji lain

    def tua(self, letak: str) -> str:
        lalu = time.time() - 2 * 86400
        os.utime(tempat_pribadi().path(letak), (lalu, lalu))
        SuratMasuk.objects.filter(mentah=letak).update(dibuat=timezone.now() - timedelta(days=2))
        return letak

    def test_berkas_tanpa_baris_dibuang_yang_dirujuk_dan_yang_baru_tinggal(self):
        dirujuk = self.tua(terima(surat()).mentah)
        yatim = self.tua(arsip_surat.simpan(b"transaksinya batal"))
        baru = arsip_surat.simpan(b"sedang ditulis")
        tiket = tempat_pribadi().save("tiket/uji/bukan-surat.txt", ContentFile(b"x"))
        self.tua(tiket)
        self.assertEqual(arsip_surat.sapu_yatim(), (1, 0))
        ada = {satu: tempat_pribadi().exists(satu) for satu in (dirujuk, yatim, baru, tiket)}
        self.assertEqual(ada, {dirujuk: True, yatim: False, baru: True, tiket: True})
        self.assertEqual(arsip_surat.buka(dirujuk), surat())

    def test_baris_yang_berkasnya_hilang_dicatat_dan_tidak_menawarkan_unduhan(self):
        tinggal = terima(surat(message_id="<tinggal@x>"))
        hilang = terima(surat(message_id="<hilang@x>"))
        arsip_surat.buang(self.tua(hilang.mentah))
        self.assertEqual(arsip_surat.sapu_yatim().baris, 1)
        hilang.refresh_from_db()
        tinggal.refresh_from_db()
        self.assertEqual((hilang.mentah, hilang.jejak[-1]["teks"]), ("", arsip_surat.HILANG))
        self.assertTrue(tinggal.mentah)
        self.masuk(self.citra)
        halaman = self.client.get(f"/bantuan/surat/{hilang.pk}/")
        self.assertContains(halaman, arsip_surat.HILANG)
        self.assertNotContains(halaman, "Unduh surat asli")
        self.assertEqual(arsip_surat.sapu_yatim(), (0, 0))

    def test_penyimpanan_yang_lepas_tidak_menghapus_jejak_satu_surat_pun(self):
        for nomor in range(2):
            arsip_surat.buang(self.tua(terima(surat(message_id=f"<n{nomor}@x>")).mentah))
        with self.assertLogs("pusat_bantuan.arsip_surat", "ERROR"):
            self.assertEqual(arsip_surat.sapu_yatim().baris, 0)
        self.assertFalse(SuratMasuk.objects.filter(mentah="").exists())

    def test_pekerja_menjalankannya_tiap_hari(self):
        satu = next(satu for satu in Pekerja().berkala if satu.nama == "surat yatim")
        self.assertEqual((satu.setiap_detik, satu.jalankan), (86400, arsip_surat.sapu_yatim))
