"""Pekerja latar; `script/server` menjalankannya di samping server aplikasi."""

from __future__ import annotations

import os
import signal
import threading
import time

from django.core.management import BaseCommand
from django.utils.translation import activate

from situs.pekerja import Pekerja, kuras

HENTI_PALING_LAMA = 4.0


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--sekali", action="store_true", help="selesaikan yang menunggu lalu berhenti")

    def handle(self, *args, sekali: bool, **opsi):
        activate("id")  # judul tindak lanjut disimpan dalam bahasa yang sedang berlaku
        if sekali:
            kuras(paling_lama_detik=300)
            return
        pekerja = Pekerja()
        isyarat = _isyarat_berhenti()
        threading.Thread(target=_akhiri, args=(isyarat, pekerja), daemon=True).start()
        threading.Thread(target=_ikut_induk, args=(os.getppid(),), daemon=True).start()
        pekerja.gelung()


def _isyarat_berhenti() -> int:
    """Ujung baca pipa yang ditulisi saat SIGTERM atau SIGINT tiba, juga ketika utas utama tertahan di dalam pustaka C.

    Penangan sinyal Python sendiri baru berjalan sesudah pustaka itu kembali: menunggu kunci SQLite dua puluh detik,
    menunggu server surat, atau menghitung ulang satu negeri.
    """
    baca, tulis = os.pipe()
    os.set_blocking(tulis, False)
    signal.set_wakeup_fd(tulis)
    for satu in (signal.SIGTERM, signal.SIGINT):
        signal.signal(satu, lambda *_: None)
    return baca


def _akhiri(isyarat: int, pekerja: Pekerja) -> None:
    """Yang sedang dikerjakan diberi waktu; sesudah itu proses diakhiri: sewanya habis sendiri dan ia diulang."""
    os.read(isyarat, 1)
    pekerja.henti()
    time.sleep(HENTI_PALING_LAMA)
    os._exit(0)


def _ikut_induk(induk: int) -> None:
    """Induk yang dibunuh tidak meninggalkan pekerja yatim yang tak terlihat."""
    while os.getppid() == induk:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)
