from __future__ import annotations

from django.core.management.base import BaseCommand

from forum.indeks import indekskan_kiriman
from forum.layanan.tulisan import cari_orang
from forum.models import Kiriman
from forum.perender import VERSI, TulisanDitolak, render


class Command(BaseCommand):
    help = "Merender ulang kiriman yang dibuat perender versi lama; kabar dan waktu sunting tidak berubah."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--semua", action="store_true", help="juga yang versinya sudah terbaru")

    def handle(self, *args, semua: bool = False, **options) -> None:
        antrean = Kiriman.objects.all() if semua else Kiriman.objects.exclude(versi_perender=VERSI)
        jadi = gagal = 0
        for kiriman in antrean.select_related("topik__ruang__simpul").iterator(chunk_size=200):
            try:
                hasil = render(kiriman.sumber, cari_orang=cari_orang)
            except TulisanDitolak as galat:
                gagal += 1
                self.stderr.write(f"kiriman {kiriman.pk} dilewati: {galat}")
                continue
            # Hanya bila sumbernya masih yang tadi dibaca: suntingan yang menyela menang.
            jadi += Kiriman.objects.filter(pk=kiriman.pk, sumber=kiriman.sumber).update(
                html=hasil.html, sumber=hasil.sumber, versi_perender=VERSI
            )
            kiriman.sumber = hasil.sumber
            indekskan_kiriman([kiriman])
        self.stdout.write(f"{jadi} kiriman dirender ulang, {gagal} dilewati.")
