"""Pekerja latar: tugas django-tasks, kotak surat, pendaratan laporan, dan pekerjaan berkala (domain operations.md 4).

Pustaka menyediakan lemari tugasnya; yang ditambahkan di sini ialah yang hilang bila proses mati di tengah jalan:
sewa (tugas RUNNING yang basi dijalankan lagi), ulang coba, jadwal, dan gelung yang tahan basis data terkunci.
"""

from __future__ import annotations

import logging
import os
import random
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db import DatabaseError, IntegrityError, OperationalError, close_old_connections, connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from akun.surat import bersihkan_terkirim, kirim_yang_menunggu
from forum.layanan import buang_isi_dihapus, sapu_impor, sapu_lampiran, sapu_orang_terhapus
from forum.ringkasan import buang_catatan_lama, kirim_ringkasan
from modul_pelatihan.layanan import buang_impor_lama, ingatkan_masa, radar_rilis, terbitkan_terjadwal
from pusat_bantuan.arsip_surat import buang_lama as buang_surat_lama
from pusat_bantuan.arsip_surat import sapu_yatim as sapu_surat_yatim
from pusat_bantuan.cari.susun import susun_bila_perlu
from pusat_bantuan.kotak_surat import ambil_di_samping
from pusat_bantuan.layanan import ingatkan_pdp, lepas_yang_habis, masa_simpan, sapu_kehadiran
from pusat_bantuan.layanan.gangguan import kerjakan_gangguan
from pusat_bantuan.layanan.kabar_sistem import ada_kabar, buang_kabar_lama, kirim_kabar_sistem
from pusat_bantuan.layanan.lampirkan import sapu_yatim
from pusat_bantuan.layanan.lonjakan import periksa_lonjakan
from pusat_bantuan.layanan.pantulan import catat_yang_ditolak
from pusat_bantuan.layanan.pekan import kirim_ringkasan_pekan
from pusat_bantuan.layanan.pengingat import ingatkan_yang_perlu, periksa_libur
from pusat_bantuan.layanan.penutupan import tutup_yang_diam
from pusat_bantuan.layanan.rekap import susun_baru
from pusat_bantuan.layanan.tenggat import ikuti_kalender, jaga_malam
from pusat_bantuan.layanan.terima_surat import olah_yang_menunggu
from pusat_bantuan.layanan.tingkat import naikkan_yang_menunggu
from pusat_bantuan.siapkan import siapkan_tertunda
from replikasi.layanan.beku import jaga_deret
from replikasi.layanan.damping import kabari_tertahan
from replikasi.layanan.garap_impor import ada_impor, garap_semua
from replikasi.layanan.jaga import jaga_rekap
from replikasi.layanan.pemberitahuan import siapkan_pemberitahuan
from replikasi.layanan.pengingat import ingatkan_kesepakatan
from replikasi.layanan.rawat import rawat_laporan
from replikasi.layanan.relai import aktif as relai_aktif
from replikasi.layanan.relai import kirim_relai
from replikasi.layanan.serap import serap_laporan
from replikasi.layanan.target import kerjakan_target

from .models import DetakPekerja, TikBerkala

log = logging.getLogger(__name__)

SEWA = timedelta(minutes=5)
PERCOBAAN_TERBANYAK = 5
UMUR_HASIL = timedelta(days=14)


@dataclass
class Berkala:
    """Pekerjaan berulang. `bersama` berarti satu jalan per tik untuk semua pekerja, selain itu tiap pekerja sendiri.

    `di_samping` diberi pertanyaan "adakah yang perlu dikerjakan?"; bila ya, pekerjaannya di utas sendiri, sebab yang
    menunggu jaringan atau menggarap lembar besar tidak boleh menahan laporan dan surat. Yang masih berjalan tidak
    digandakan, dan pekerja yang berhenti tidak menunggunya.
    """

    nama: str
    setiap_detik: float
    jalankan: Callable[[], object]
    bersama: bool = True
    di_samping: Callable[[], bool] | None = None
    berikut: float = field(default=0.0, init=False)
    utas: threading.Thread | None = field(default=None, init=False)

    def kerjakan(self) -> None:
        if self.di_samping is None:
            self.jalankan()
        elif (self.utas is None or not self.utas.is_alive()) and self.di_samping():
            self.utas = threading.Thread(target=self._di_utas, name=self.nama, daemon=True)
            self.utas.start()

    def _di_utas(self) -> None:
        try:
            self.jalankan()
        except Exception:
            log.exception("pekerjaan berkala %s gagal", self.nama)
        finally:
            connections.close_all()


def rawat_sewa() -> int:
    """Tugas RUNNING yang melewati sewa dikembalikan ke READY; setelah lima percobaan diparkir sebagai FAILED."""
    dikembalikan = 0
    batas = timezone.now() - SEWA
    for tugas in DBTaskResult.objects.running().filter(started_at__lt=batas):
        percobaan = len(tugas.worker_ids)
        baru = (
            {"status": TaskResultStatus.FAILED, "finished_at": timezone.now(), "exception_class_path": "SewaHabis"}
            if percobaan >= PERCOBAAN_TERBANYAK
            else {"status": TaskResultStatus.READY, "run_after": timezone.now() + timedelta(seconds=2**percobaan * 5)}
        )
        cocok = DBTaskResult.objects.filter(pk=tugas.pk, status=TaskResultStatus.RUNNING, started_at=tugas.started_at)
        dikembalikan += cocok.update(**baru)
    return dikembalikan


def buang_hasil_lama() -> None:
    batas = timezone.now() - UMUR_HASIL
    DBTaskResult.objects.finished().filter(finished_at__lt=batas).delete()
    TikBerkala.objects.filter(dibuat__lt=batas).delete()
    DetakPekerja.objects.filter(pada__lt=batas).delete()


def rawat_sqlite() -> None:
    """Statistik perencana dan penuangan WAL, tiap hari (domain operations.md 1)."""
    for alias in settings.DATABASES:
        if connections[alias].vendor == "sqlite":
            with connections[alias].cursor() as kursor:
                kursor.execute("PRAGMA optimize")
                kursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


class Pekerja:
    def __init__(self, *, jeda: float = 0.5):
        self.jeda = jeda
        self.jalan = True
        self.nama = f"{socket.gethostname()[:40]}-{os.getpid()}"
        self.pustaka = Worker(
            queue_names=["*"], interval=jeda, batch=True, backend_name="default", startup_delay=False,
            max_tasks=None, worker_id=self.nama, excluded_queue_names=[],
        )  # fmt: skip
        self.berkala = [
            Berkala("detak", 20, self.berdetak, bersama=False),
            Berkala("laporan", 0.5, serap_laporan, bersama=False),
            Berkala("relai", 10, kirim_relai, di_samping=relai_aktif),
            Berkala("pemberitahuan desa", 60, siapkan_pemberitahuan, bersama=False),
            Berkala("impor Pantau", 2, garap_semua, bersama=False, di_samping=ada_impor),
            Berkala("deret laporan", 6 * 3600, jaga_deret),
            Berkala("masa simpan laporan", 86400, rawat_laporan),
            Berkala("surat", 2, kirim_yang_menunggu, bersama=False),
            Berkala("surat-lama", 86400, bersihkan_terkirim),
            Berkala("kabar sistem", 5, kirim_kabar_sistem, di_samping=ada_kabar),
            Berkala("kabar sistem lama", 86400, buang_kabar_lama),
            Berkala("ambil surat", 60, ambil_di_samping),
            Berkala("olah surat", 2, olah_yang_menunggu, bersama=False),
            Berkala("surat asli lama", 86400, buang_surat_lama),
            Berkala("surat yatim", 86400, sapu_surat_yatim),
            Berkala("surat ditolak", 60, catat_yang_ditolak),
            Berkala("sewa", 30, rawat_sewa),
            Berkala("buang", 86400, buang_hasil_lama),
            Berkala("sqlite", 86400, rawat_sqlite),
            Berkala("lampiran yatim", 86400, sapu_yatim),
            Berkala("gambar forum yatim", 86400, sapu_lampiran),
            Berkala("berkas ekspor obrolan", 86400, sapu_impor),
            Berkala("isi forum dihapus", 86400, buang_isi_dihapus),
            Berkala("forum orang terhapus", 3600, sapu_orang_terhapus),
            Berkala("ringkasan forum", 600, kirim_ringkasan),
            Berkala("catatan ringkasan", 86400, buang_catatan_lama),
            Berkala("pdp", 600, ingatkan_pdp),
            Berkala("rekap", 3600, susun_baru),
            Berkala("ringkasan pekan", 3600, kirim_ringkasan_pekan),
            Berkala("masa simpan", 86400, masa_simpan),
            Berkala("sla kalender", 60, ikuti_kalender),
            Berkala("sla pengingat", 60, ingatkan_yang_perlu),
            Berkala("sla malam", 86400, jaga_malam),
            Berkala("libur tahun depan", 86400, periksa_libur),
            Berkala("pegangan relawan", 60, lepas_yang_habis),
            Berkala("kehadiran", 3600, sapu_kehadiran),
            Berkala("indeks cari", 60, susun_bila_perlu, bersama=False),
            Berkala("lampiran tertunda", 60, siapkan_tertunda),
            Berkala("masa tawar", 60, naikkan_yang_menunggu),
            Berkala("gangguan", 5, kerjakan_gangguan),
            Berkala("lonjakan", 300, periksa_lonjakan),
            Berkala("penutupan", 900, tutup_yang_diam),
            Berkala("jadwal terbit", 60, terbitkan_terjadwal),
            Berkala("radar rilis", 3600, radar_rilis),
            Berkala("masa pelatih", 21600, ingatkan_masa),
            Berkala("impor naskah lama", 86400, buang_impor_lama),
            Berkala("jaga rekap", 86400, jaga_rekap),
            Berkala("tertahan", 86400, kabari_tertahan),
            Berkala("masa kesepakatan", 3600, ingatkan_kesepakatan),
            Berkala("target", 3600, kerjakan_target),
        ]

    def henti(self) -> None:
        self.jalan = False

    def gelung(self) -> None:
        """Bekerja sampai diminta berhenti; basis data terkunci atau mati hanya menunda."""
        while self.jalan:
            close_old_connections()
            try:
                sibuk = self.sekali()
            except (DatabaseError, OSError) as galat:
                log.warning("pekerja menunda: %s", type(galat).__name__)
                for sambungan in connections.all(initialized_only=True):
                    sambungan.close()
                time.sleep(random.uniform(0.5, 2))
                continue
            if not sibuk and self.jalan:
                time.sleep(self.jeda)

    def sekali(self) -> bool:
        """Satu putaran; benar bila ada tugas yang dikerjakan. Diminta berhenti, pekerjaan berikutnya tidak dimulai."""
        for pekerjaan in self.berkala:
            if not self.jalan:
                return False
            if time.monotonic() >= pekerjaan.berikut:
                pekerjaan.berikut = time.monotonic() + pekerjaan.setiap_detik
                self._jalankan(pekerjaan)
        return self._kerjakan_satu_tugas()

    def berdetak(self) -> None:
        DetakPekerja.objects.update_or_create(pekerja=self.nama, defaults={"pada": timezone.now()})

    def _jalankan(self, pekerjaan: Berkala) -> None:
        if pekerjaan.bersama and not self._klaim_tik(pekerjaan):
            return
        try:
            pekerjaan.kerjakan()
        except OperationalError:
            raise
        except Exception:
            log.exception("pekerjaan berkala %s gagal", pekerjaan.nama)

    def _klaim_tik(self, pekerjaan: Berkala) -> bool:
        tik = int(time.time() // pekerjaan.setiap_detik)
        if TikBerkala.objects.filter(nama=pekerjaan.nama, tik=tik).exists():
            return False
        try:
            with transaction.atomic():
                TikBerkala.objects.create(nama=pekerjaan.nama, tik=tik)
        except IntegrityError:
            return False
        return True

    def _kerjakan_satu_tugas(self) -> bool:
        siap = DBTaskResult.objects.ready().filter(backend_name="default")
        if not siap.exists():  # mengintip tanpa kunci tulis
            return False
        with transaction.atomic():
            tugas = siap.get_locked()
            if tugas is None:
                return False
            tugas.claim(self.nama)
        self.pustaka.run_task(tugas)
        return True


def kuras(*, paling_lama_detik: float = 30) -> None:
    """Menyelesaikan semua yang menunggu sekarang juga: tugas, laporan, surat. Dipakai uji dan perintah."""
    pekerja = Pekerja(jeda=0)
    pekerja.berkala = [satu for satu in pekerja.berkala if satu.nama in {"laporan", "surat"}]
    batas = time.monotonic() + paling_lama_detik
    while pekerja.sekali() and time.monotonic() < batas:
        for pekerjaan in pekerja.berkala:
            pekerjaan.berikut = 0
