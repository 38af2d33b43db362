"""Kabar acara dan usulan. Hak penerima diperiksa saat dikirim, seperti kabar forum lainnya (forum.md 8)."""

from __future__ import annotations

from akun.kabar import kabari

from .kabarkan import boleh_membaca
from .models import Acara, DukunganTopik, Kehadiran, Topik, Usulan


def kursi_didapat(pk: int) -> None:
    satu = Kehadiran.objects.select_related("acara__topik__ruang__simpul").filter(pk=pk).first()
    if satu is None or satu.antre or satu.jawaban != Kehadiran.Jawaban.HADIR or not _hidup(satu.acara):
        return
    topik = satu.acara.topik
    kabari(
        boleh_membaca([satu.pengguna_id], topik.ruang.simpul),
        jenis="forum_acara",
        kunci=f"forum:acara:{topik.pk}:kursi:{satu.pk}:{satu.dijawab:%Y%m%d%H%M%S}",
        judul=f"Anda mendapat kursi: {topik.judul}",
        url=topik.get_absolute_url(),
    )


def acara_berubah(pk: int, apa: str, urutan: int, pelaku: int) -> None:
    """`apa`: "diubah" atau "batal". Perubahan yang sudah disusul perubahan lain tidak dikabarkan lagi."""
    acara = Acara.objects.select_related("topik__ruang__simpul").filter(pk=pk).first()
    if acara is None or acara.urutan_ics != urutan or not acara.topik.tampil:
        return
    topik = acara.topik
    jawab = Kehadiran.objects.filter(acara=acara).exclude(jawaban=Kehadiran.Jawaban.TIDAK)
    calon = set(jawab.values_list("pengguna", flat=True)) - {pelaku}
    batal = apa == "batal"
    isi = acara.alasan_batal if batal else f"Sekarang {acara.kapan}"
    kabari(
        boleh_membaca(calon, topik.ruang.simpul),
        jenis="forum_acara",
        kunci=f"forum:acara:{topik.pk}:{apa}:{urutan}",
        judul=f"{'Acara dibatalkan' if batal else 'Acara berubah'}: {topik.judul}",
        url=topik.get_absolute_url(),
        isi=isi if topik.ruang.simpul.publik else "",
    )


def usulan_diputus(pk: int, status: str, saat: str, pelaku: int) -> None:
    usulan = Usulan.objects.select_related("topik__ruang__simpul").filter(pk=pk, status=status).first()
    if usulan is None or not usulan.topik.tampil:
        return
    topik = usulan.topik
    calon = set(DukunganTopik.objects.filter(topik=topik).values_list("pengguna", flat=True))
    kabari(
        boleh_membaca((calon | {topik.penulis_id}) - {None, pelaku}, topik.ruang.simpul),
        jenis="forum_usulan",
        kunci=f"forum:usulan:{topik.pk}:{status}:{saat}",
        judul=f"Usul yang Anda dukung {usulan.get_status_display()}: {topik.judul}",
        url=topik.get_absolute_url(),
        isi=usulan.alasan if topik.ruang.simpul.publik else "",
    )


def _hidup(acara: Acara) -> bool:
    topik: Topik = acara.topik
    return topik.tampil and acara.dapat_dijawab
