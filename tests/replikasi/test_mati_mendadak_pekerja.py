"""Pekerja sungguhan dibunuh dengan kill -9 di tengah pengurasan antrean: yang sudah dijawab tidak hilang dan tidak ganda."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connections
from django.test import SimpleTestCase, override_settings, tag

from replikasi import antrean
from replikasi.kalender import hari_ini, saat_hari
from replikasi.layanan.terima import terima_laporan
from replikasi.models import BulanLapor, KeadaanPasang, KodeTakDikenal
from tests.pelari import sidik_migrasi
from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

ALIAS = "pekerja_sungguhan"
DESA, HARI, ASING = 60, 56, 40


@tag("sqlite")  # prosesnya dan basis datanya sendiri: cukup sekali
class PekerjaMatiMendadak(SimpleTestCase):
    databases = "__all__"

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="pekerja-uji-", ignore_cleanup_errors=True)
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        shutil.copyfile(settings.CETAKAN_UJI / sidik_migrasi() / "default.sqlite3", cls.folder / "db.sqlite3")
        connections.databases[ALIAS] = connections.databases["default"] | {"NAME": str(cls.folder / "db.sqlite3")}
        cls.addClassCleanup(connections.databases.pop, ALIAS)
        cls.addClassCleanup(lambda: connections[ALIAS].close())
        super().setUpClass()

    def setUp(self):
        pribadi = override_settings(BERKAS_PRIBADI=self.folder / "pribadi")
        pribadi.enable()
        self.addCleanup(pribadi.disable)
        self.proses: subprocess.Popen | None = None
        self.addCleanup(self.bunuh)
        self.isi_wilayah()

    def isi_wilayah(self) -> None:
        induk = None
        for kode in ("13", "13.07", "13.07.01", *(f"13.07.01.{2001 + n}" for n in range(DESA))):
            tingkat = aturan_kode.tingkat(kode)
            (satu,) = Wilayah.objects.using(ALIAS).bulk_create(
                [Wilayah(kode=kode, kunci=aturan_kode.kunci(kode), nama="Uji Coba", nama_cari="uji coba", tingkat=tingkat,
                         jenis="desa" if tingkat == "desa" else "", induk=induk)]
            )  # fmt: skip
            induk = induk if tingkat == "desa" else satu

    def hidupkan(self) -> None:
        lingkungan = os.environ | {
            "DJANGO_SETTINGS_MODULE": "situs.settings.production", "DATA_DIR": str(self.folder), "LOG_LEVEL": "CRITICAL",
        }  # fmt: skip
        lingkungan.pop("DATABASE_URL", None)
        self.proses = subprocess.Popen(
            [sys.executable, "manage.py", "worker"], cwd=settings.BASE_DIR, env=lingkungan, start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip

    def bunuh(self) -> None:
        if self.proses is not None:
            os.killpg(self.proses.pid, signal.SIGKILL)
            self.proses.wait()
            self.proses = None

    def tunggu(self, syarat: Callable[[], bool], sebab: str) -> None:
        batas = time.monotonic() + 90
        while not syarat():
            if time.monotonic() > batas or self.proses.poll() is not None:
                self.fail(sebab)
            time.sleep(0.002)

    def tersimpan(self) -> int:
        return sum(satu.bit_count() for satu in BulanLapor.objects.using(ALIAS).values_list("hari", flat=True))

    def lapor(self, hari: list[int]) -> None:
        """Tiap desa sekali sehari, penghitungnya naik; tiap kode asing pada hari-hari yang sama."""
        for hari_lalu in hari:
            saat = saat_hari(hari_ini() - timedelta(days=hari_lalu)) + timedelta(hours=9)
            for n in range(DESA):
                self.kirim(f"130701{2001 + n}", HARI - hari_lalu, saat)
            for n in range(ASING):
                self.kirim(f"990101{2001 + n}", HARI - hari_lalu, saat)

    def kirim(self, kode: str, nilai: int, saat) -> None:
        isian = {
            "kode_desa": kode,
            "version": "2410.1.0",
            "jml_artikel": str(nilai),
            "url": f"https://d{kode}.example.id/",
        }
        assert terima_laporan(produk="opensid", isian=isian, saat=saat), (
            "laporan ini sudah dijawab, jadi harus tertulis"
        )

    def test_dibunuh_di_tengah_pengurasan_tidak_ada_yang_hilang_atau_ganda(self):
        hari = list(range(HARI - 1, -1, -1))
        self.lapor(hari[:40])
        susulan = threading.Thread(target=self.lapor, args=(hari[40:],))
        sebelum = 0
        for ke in range(2):
            self.hidupkan()
            if ke == 1:
                susulan.start()  # laporan tetap berdatangan selama pekerja mati dan hidup
            self.tunggu(lambda batas=sebelum: self.tersimpan() > batas, "pekerja tidak menyerap apa pun")
            sebelum = self.tersimpan()
            self.bunuh()
        susulan.join()
        self.assertLess(sebelum, DESA * HARI, "dibunuh sebelum selesai")
        self.hidupkan()
        self.tunggu(lambda: self.tersimpan() == DESA * HARI and not self.antre(), "antreannya tidak habis")
        self.bunuh()
        pasang = KeadaanPasang.objects.using(ALIAS)
        self.assertEqual({satu.penghitung["jml_artikel"] for satu in pasang.all()}, {HARI})
        self.assertEqual({(satu.pertama, satu.terakhir) for satu in pasang.all()}, {(hari_ini() - timedelta(days=HARI - 1), hari_ini())})  # fmt: skip
        asing = KodeTakDikenal.objects.using(ALIAS)
        self.assertEqual(asing.count(), ASING)
        self.assertEqual(set(asing.values_list("jumlah", flat=True)), {HARI}, "tiap hari dihitung sekali")

    def antre(self) -> list[Path]:
        return [*antrean.folder().glob("potong-*"), *antrean.folder().glob("laporan")]
