"""Pekerja latar; `script/server` menjalankannya di samping server aplikasi."""

from __future__ import annotations

import os
import signal
import threading
import time

from django.core.management import BaseCommand
from django.utils.translation import activate

from situs.pekerja import Pekerja, kuras


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
        signal.signal(signal.SIGTERM, pekerja.henti)
        signal.signal(signal.SIGINT, pekerja.henti)
        threading.Thread(target=_ikut_induk, args=(os.getppid(), pekerja), daemon=True).start()
        pekerja.gelung()


def _ikut_induk(induk: int, pekerja: Pekerja) -> None:
    """Induk yang dibunuh tidak meninggalkan pekerja yatim yang tak terlihat."""
    while os.getppid() == induk:
        time.sleep(1)
    pekerja.henti()
