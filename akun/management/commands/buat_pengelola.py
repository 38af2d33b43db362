from __future__ import annotations

import uuid

from django.core.management.base import BaseCommand

from akun.layanan import buat_undangan
from akun.models import Peran


class Command(BaseCommand):
    help = "Mencetak tautan sekali pakai untuk menjadi pengelola nasional. Tidak ada akun atau sandi bawaan."

    def handle(self, *args, **options) -> None:
        baru = buat_undangan(oleh=None, peran=Peran.PENGELOLA, wilayah=None, kunci=str(uuid.uuid4()), untuk="")
        self.stdout.write("Buka tautan ini sekali, dalam 7 hari, lalu buat akun Anda:")
        self.stdout.write(baru.tautan)
        self.stdout.write("Siapa pun yang memegang tautan ini menjadi pengelola: jangan disimpan di obrolan grup.")
