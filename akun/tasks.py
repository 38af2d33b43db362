"""Pemberitahuan peramban dikirim pekerja: satu tugas per kabar; pilihan orangnya dan haknya dibaca saat dikirim."""

from __future__ import annotations

from django_tasks import task

from .dorong import Pesan, dorong
from .layak import masih_layak
from .models import Kabar, LanggananDorong, PilihanKabar
from .pilihan import kelompok_dari


@task()
def dorong_kabar(kabar: int) -> None:
    baris = Kabar.objects.select_related("penerima").filter(pk=kabar, dibaca_pada__isnull=True).first()
    if baris is None or not baris.penerima.is_active or not masih_layak(baris.penerima, baris.url):
        return
    pilihan = PilihanKabar.objects.filter(pengguna=baris.penerima, kelompok=kelompok_dari(baris.jenis))
    if pilihan.filter(saluran=PilihanKabar.Saluran.SITUS).exists():
        return
    pesan = Pesan(baris.judul, baris.isi, baris.url, baris.lipat or f"kabar-{baris.pk}")
    for langganan in LanggananDorong.objects.filter(pengguna=baris.penerima):
        dorong(langganan, pesan)
