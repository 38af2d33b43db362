"""Pelari uji: basis data uji SQLite dicetak dari cetakan yang sudah dimigrasi, dan dunia contoh diisi sekali tiap jalan."""

from __future__ import annotations

import gc
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import connections
from django.test import runner
from django.test.runner import DiscoverRunner
from django.test.utils import iter_test_cases
from hypothesis import HealthCheck
from hypothesis import settings as aturan_hypothesis

from tests import contoh

# Mesin uji yang sibuk bukan kegagalan: sifat diperiksa menurut hasilnya, bukan lamanya.
aturan_hypothesis.register_profile("rumah", deadline=None, suppress_health_check=[HealthCheck.too_slow])
aturan_hypothesis.load_profile("rumah")


PENUTUP: list[Callable[[], None]] = []
"""Dipanggil sesudah semua uji dan sebelum basis data dibongkar: server dan peramban cerita."""


def sidik_migrasi() -> str:
    """Sidik semua berkas migrasi dan data bawaannya: berubah berarti cetakan dibuat lagi."""
    sidik = hashlib.sha256(sqlite3.sqlite_version.encode())
    for konfigurasi in sorted(apps.get_app_configs(), key=lambda satu: satu.label):
        for berkas in sorted(Path(konfigurasi.path).glob("migrations/*.py")):
            sidik.update(f"{konfigurasi.label}/{berkas.name}".encode())
            sidik.update(berkas.read_bytes())
    return sidik.hexdigest()[:20]


def _pekerja_uji(*isi, **lain) -> None:
    """Tiap proses uji memegang penyimpanan pribadinya sendiri: uji penyapu di satu proses, yang jamnya maju sehari, tidak
    membuang berkas milik uji di proses sebelah. Berkas dunia contoh ikut sebagai tautan."""
    runner._init_worker(*isi, **lain)
    asal = Path(settings.BERKAS_PRIBADI)
    settings.BERKAS_PRIBADI = tujuan = asal.with_name(f"{asal.name}-{runner._worker_id}")
    if asal.exists():
        shutil.copytree(asal, tujuan, copy_function=os.link)
    gudang = storages["pribadi"]
    gudang._location = tujuan
    for ingatan in ("base_location", "location"):
        vars(gudang).pop(ingatan, None)


class SuiteSejajar(runner.ParallelTestSuite):
    init_worker = _pekerja_uji


class Pelari(DiscoverRunner):
    """`DiscoverRunner` dengan cetakan SQLite dan dunia contoh; kelas yang paling lama didahulukan."""

    parallel_test_suite = SuiteSejajar
    reorder_by = (contoh.DuniaContoh, *DiscoverRunner.reorder_by)

    def __init__(self, *, berbasis_data: bool = False, **kwargs):
        self.berbasis_data = berbasis_data
        super().__init__(**kwargs)

    @classmethod
    def add_arguments(cls, parser):
        super().add_arguments(parser)
        parser.add_argument("--berbasis-data", action="store_true", help="lewati uji yang tidak menyentuh basis data")

    def load_tests_for_label(self, label, discover_kwargs):
        semua = super().load_tests_for_label(label, discover_kwargs)
        if not self.berbasis_data:
            return semua
        return self.test_suite(satu for satu in iter_test_cases(semua) if getattr(satu, "databases", True))

    def setup_test_environment(self, **kwargs):
        """Django menukar EMAIL_BACKEND saat menguji; kita tetap menguji lewat kotak keluar sendiri."""
        super().setup_test_environment(**kwargs)
        settings.EMAIL_BACKEND = "akun.surat.KotakKeluarBackend"

    def get_databases(self, suite):
        self.perlu_contoh = any(isinstance(satu, contoh.DuniaContoh) for satu in iter_test_cases(suite))
        return super().get_databases(suite)

    def setup_databases(self, **kwargs):
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not self.keepdb:
            self._siapkan_cetakan()
            self.keepdb = True  # berkas salinan sudah di tempatnya; migrate tinggal memeriksa
        semula = super().setup_databases(**kwargs)
        if self.perlu_contoh:
            with self.time_keeper.timed("  Dunia contoh"):
                contoh.siapkan(proses=self.parallel, kabar=self.verbosity - 1)
        return semula

    def teardown_databases(self, old_config, **kwargs):
        contoh.buang(kabar=self.verbosity - 1)
        super().teardown_databases(old_config, **kwargs)

    def run_suite(self, suite, **kwargs):
        gc.collect()
        gc.freeze()  # ratusan ribu objek yang hidup sampai akhir tidak disisir lagi tiap pengumpulan
        gc.set_threshold(50_000, 20, 20)
        try:
            return super().run_suite(suite, **kwargs)
        finally:
            while PENUTUP:
                PENUTUP.pop()()

    def suite_result(self, suite, result, **kwargs) -> int:
        """Menulis hitungan ke berkas `UJI_HASIL` untuk `tests.semua`."""
        if tujuan := os.environ.get("UJI_HASIL"):
            gagal = len(result.failures) + len(result.errors) + len(result.unexpectedSuccesses)
            dilewati = len(result.skipped)
            isi = {"lulus": result.testsRun - gagal - dilewati, "gagal": gagal, "dilewati": dilewati}
            Path(tujuan).write_text(json.dumps(isi))
        return super().suite_result(suite, result, **kwargs)

    def _siapkan_cetakan(self) -> None:
        folder = settings.CETAKAN_UJI / sidik_migrasi()
        alias = list(settings.DATABASES)
        tujuan = {nama: Path(settings.DATABASES[nama]["TEST"]["NAME"]) for nama in alias}
        if not all((folder / f"{nama}.sqlite3").exists() for nama in alias):
            lama = super().setup_databases()
            for nama in alias:
                with connections[nama].cursor() as kursor:
                    kursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connections[nama].close()
            settings.CETAKAN_UJI.mkdir(parents=True, exist_ok=True)
            for basi in settings.CETAKAN_UJI.iterdir():
                shutil.rmtree(basi, ignore_errors=True)
            sementara = folder.with_suffix(".baru")
            shutil.rmtree(sementara, ignore_errors=True)
            sementara.mkdir(parents=True)
            for nama in alias:
                shutil.copyfile(tujuan[nama], sementara / f"{nama}.sqlite3")
            sementara.rename(folder)
            super().teardown_databases(lama)
        for nama in alias:
            shutil.copyfile(folder / f"{nama}.sqlite3", tujuan[nama])
