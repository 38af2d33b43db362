"""Pekerja latar: yang mati di tengah jalan dijalankan lagi, yang terkunci menunggu, dua penjadwal satu jalan."""

from __future__ import annotations

from datetime import timedelta
from unittest import mock

from django.db import OperationalError
from django.test import TestCase
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from situs.models import DetakPekerja
from situs.pekerja import PERCOBAAN_TERBANYAK, SEWA, Berkala, Pekerja, buang_hasil_lama, kuras, rawat_sewa

dijalankan: list[str] = []


@task()
def catat(kata: str) -> None:
    dijalankan.append(kata)


@task()
def tumbang() -> None:
    raise ValueError("sengaja")


class PekerjaLatar(TestCase):
    databases = "__all__"

    def setUp(self):
        dijalankan.clear()
        DBTaskResult.objects.all().delete()

    def test_tugas_dikerjakan_dan_hasilnya_tercatat(self):
        catat.enqueue("satu")
        kuras()
        self.assertEqual(dijalankan, ["satu"])
        self.assertEqual(DBTaskResult.objects.get().status, TaskResultStatus.SUCCESSFUL)

    def test_tugas_yang_gagal_tidak_menghentikan_yang_lain(self):
        tumbang.enqueue()
        catat.enqueue("dua")
        kuras()
        self.assertEqual(dijalankan, ["dua"])
        self.assertEqual(DBTaskResult.objects.failed().count(), 1)

    def test_tugas_yang_prosesnya_dibunuh_dijalankan_lagi_setelah_sewa(self):
        catat.enqueue("tiga")
        tugas = DBTaskResult.objects.get()
        tugas.claim("pekerja-yang-mati")
        self.assertEqual(rawat_sewa(), 0, "sewa belum habis")
        DBTaskResult.objects.update(started_at=timezone.now() - SEWA - timedelta(seconds=1))
        self.assertEqual(rawat_sewa(), 1)
        DBTaskResult.objects.update(run_after=timezone.now())
        kuras()
        self.assertEqual(dijalankan, ["tiga"])

    def test_tugas_yang_selalu_membunuh_diparkir(self):
        catat.enqueue("empat")
        DBTaskResult.objects.update(
            status=TaskResultStatus.RUNNING,
            started_at=timezone.now() - SEWA * 2,
            worker_ids=[f"p{i}" for i in range(PERCOBAAN_TERBANYAK)],
        )
        rawat_sewa()
        self.assertEqual(DBTaskResult.objects.get().status, TaskResultStatus.FAILED)

    def test_dua_penjadwal_menjalankan_satu_tik_sekali(self):
        hitung = mock.Mock()
        for pekerja in (Pekerja(), Pekerja()):
            pekerja.berkala = [Berkala("uji", 3600, hitung)]
            pekerja.sekali()
        self.assertEqual(hitung.call_count, 1)

    def test_pekerjaan_berkala_yang_gagal_tidak_menghentikan_putaran(self):
        pekerja = Pekerja()
        sesudah = mock.Mock()
        pekerja.berkala = [
            Berkala("rusak", 1, mock.Mock(side_effect=ValueError), bersama=False),
            Berkala("sesudah", 1, sesudah, bersama=False),
        ]
        with self.assertLogs("situs.pekerja", "ERROR"):
            pekerja.sekali()
        sesudah.assert_called_once()

    def test_diminta_berhenti_pekerjaan_berikutnya_tidak_dimulai(self):
        catat.enqueue("tidak dimulai")
        pekerja, sesudah = Pekerja(), mock.Mock()
        pekerja.berkala = [
            Berkala("lama", 1, pekerja.henti, bersama=False),
            Berkala("sesudah", 1, sesudah, bersama=False),
        ]
        self.assertFalse(pekerja.sekali())
        sesudah.assert_not_called()
        self.assertEqual(dijalankan, [])

    def test_basis_data_terkunci_menunda_bukan_mematikan(self):
        pekerja = Pekerja(jeda=0)
        putaran = iter([OperationalError("database is locked"), True])

        def sekali():
            hasil = next(putaran, None)
            if hasil is None:
                pekerja.henti()
                return False
            if isinstance(hasil, Exception):
                raise hasil
            return hasil

        with (
            mock.patch.object(pekerja, "sekali", sekali),
            mock.patch("situs.pekerja.time.sleep"),
            mock.patch("situs.pekerja.connections.all", return_value=[]),
            self.assertLogs("situs.pekerja", "WARNING"),
        ):
            pekerja.gelung()

    def test_hasil_lama_dan_detak_lama_dibuang(self):
        catat.enqueue("lima")
        kuras()
        lama = timezone.now() - timedelta(days=15)
        DBTaskResult.objects.update(finished_at=lama)
        DetakPekerja.objects.create(pekerja="mati", pada=lama)
        buang_hasil_lama()
        self.assertFalse(DBTaskResult.objects.exists())
        self.assertFalse(DetakPekerja.objects.filter(pekerja="mati").exists())


class Kesehatan(TestCase):
    databases = "__all__"

    def test_proses_hidup(self):
        self.assertEqual(self.client.get("/healthz").content, b"ok")

    def test_belum_siap_tanpa_pekerja_lalu_siap(self):
        belum = self.client.get("/readyz")
        self.assertEqual(belum.status_code, 503)
        self.assertEqual(belum["Retry-After"], "10")
        self.assertIn("pekerja", belum.json()["rincian"])
        Pekerja().berdetak()
        self.assertEqual(self.client.get("/readyz").status_code, 200, self.client.get("/readyz").content)

    def test_rincian_hanya_untuk_pengawas_setempat(self):
        for kepala in ({"REMOTE_ADDR": "203.0.113.9"}, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}):
            self.assertNotIn("rincian", self.client.get("/readyz", **kepala).json())
