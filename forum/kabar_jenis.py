"""Kabar acara dan usulan. Hak penerima diperiksa saat dikirim, seperti kabar forum lainnya (forum.md 8)."""

from __future__ import annotations

from django.urls import reverse

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran

from .kabarkan import boleh_membaca, pengurus
from .models import (
    Acara,
    DukunganTopik,
    JejakTopik,
    Kehadiran,
    Kiriman,
    Kunjungan,
    PesertaObrolan,
    Sanksi,
    Topik,
    Usulan,
)


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


def sanksi_berubah(pk: int, apa: str) -> None:
    """`apa`: "diberi" dan "diputus" kepada orangnya, "banding" kepada pengurus yang dapat memutusnya."""
    sanksi = Sanksi.objects.select_related("pengguna", "simpul", "oleh").filter(pk=pk).first()
    if sanksi is None:
        return
    judul = {
        "diberi": f"Anda {sanksi.get_jenis_display()} di forum untuk sementara",
        "banding": f"{sanksi.pengguna.nama} mengajukan keberatan atas sanksinya",
        "diputus": "Sanksi Anda dicabut" if sanksi.dicabut_pada else "Keberatan Anda dijawab",
    }[apa]
    isi = {"diberi": sanksi.alasan, "banding": "", "diputus": sanksi.putusan}[apa]
    kabari(
        _pemutus(sanksi) if apa == "banding" else [sanksi.pengguna],
        jenis="forum_sanksi", kunci=f"forum:sanksi:{sanksi.pk}:{apa}:{sanksi.diputus_pada or ''}", judul=judul,
        url=reverse("forum:sanksi"), isi=isi,
    )  # fmt: skip


def _pemutus(sanksi: Sanksi) -> list[Pengguna]:
    """Koordinator simpulnya, atau pengelola bagi yang di seluruh forum; tidak yang terkena sendiri."""
    if sanksi.simpul is None:
        calon = Pengguna.objects.filter(penugasan__in=Penugasan.objects.berlaku().filter(peran=Peran.PENGELOLA))
    else:
        calon = pengurus(sanksi.simpul, "koordinator")
    return list(calon.exclude(pk=sanksi.pengguna_id).distinct())


def peserta_diduga(pk: int, pengguna: int, saat: str) -> None:
    """Yang diduga pemilik pesan di arsip obrolan ditanya; hanya selama dugaannya masih berlaku."""
    peserta = PesertaObrolan.objects.select_related("arsip__simpul", "calon").filter(pk=pk, calon=pengguna).first()
    if peserta is None or not peserta.arsip.boleh_dilihat(oleh=peserta.calon):
        return
    kabari(
        [peserta.calon],
        jenis="forum_arsip", kunci=f"forum:arsip:{pk}:{saat}", url=peserta.arsip.get_absolute_url(),
        judul=f"Apakah {peserta.samaran} di arsip {peserta.arsip.nama} adalah Anda?",
        isi="Bila Anda setuju, nama Anda tampil pada pesan-pesan itu. Bila tidak, tetap tersamar.",
    )  # fmt: skip


def judul_dirapikan(pk: int) -> None:
    """Penulis topik tahu siapa mengganti judulnya, di situs saja."""
    satu = JejakTopik.objects.select_related("topik__ruang__simpul", "pelaku").filter(pk=pk).first()
    if satu is None or satu.topik.penulis_id in (None, satu.pelaku_id):
        return
    kabari(
        boleh_membaca([satu.topik.penulis_id], satu.topik.ruang.simpul),
        jenis="forum_rapian", kunci=f"forum:rapian:{pk}", url=satu.topik.get_absolute_url(), surat=False,
        judul=f"{satu.pelaku.nama if satu.pelaku else 'Pengurus'} merapikan judul topik Anda: {satu.sesudah}",
        isi=f"Judul semula: {satu.sebelum}",
    )  # fmt: skip


def usul_jawaban(pk: int) -> None:
    """Penanya diajak memeriksa balasan yang ditunjuk; ia yang menerima atau membiarkannya."""
    satu = JejakTopik.objects.select_related("topik__ruang__simpul", "pelaku").filter(pk=pk).first()
    if satu is None or satu.topik.penulis_id is None or satu.topik.jawaban_id or not satu.topik.tampil:
        return
    kabari(
        boleh_membaca([satu.topik.penulis_id], satu.topik.ruang.simpul),
        jenis="forum_jawaban", kunci=f"forum:usul_jawaban:{satu.topik_id}:{satu.nomor}", surat=False,
        url=satu.topik.alamat_kiriman(satu.nomor), isi="Bila benar, tekan Terima jawaban supaya yang lain menemukannya.",
        judul=f"{satu.pelaku.nama if satu.pelaku else 'Anggota'} mengusulkan jawaban: {satu.topik.judul}",
    )  # fmt: skip


def jawaban_disunting(pk: int, pelaku: int, urutan: int) -> None:
    """Jawaban yang diterima tetap dapat disunting; penanya diberi tahu supaya memeriksanya lagi (forum.md 9)."""
    satu = Kiriman.objects.select_related("topik__ruang__simpul").filter(pk=pk, menjawab__isnull=False).first()
    if satu is None or satu.topik.penulis_id in (None, pelaku):
        return
    kabari(
        boleh_membaca([satu.topik.penulis_id], satu.topik.ruang.simpul),
        jenis="forum_jawaban", kunci=f"forum:{satu.topik_id}:jawaban:{satu.nomor}:{urutan}", surat=False,
        judul=f"Jawaban yang Anda terima disunting: {satu.topik.judul}", url=satu.get_absolute_url(),
    )  # fmt: skip


def kunjungan_dimulai(pk: int) -> None:
    """Koordinator tahu siapa pengelola yang masuk, sampai kapan, dan mengapa."""
    satu = Kunjungan.objects.select_related("simpul", "pengelola").filter(pk=pk).first()
    if satu is None:
        return
    kabari(
        pengurus(satu.simpul, "koordinator"),
        jenis="forum_kunjungan", kunci=f"forum:kunjungan:{pk}", url=satu.simpul.get_absolute_url(),
        judul=f"Pengelola masuk ke {satu.simpul.nama}: {satu.nama}",
        isi=f"Alasannya: {satu.alasan.rstrip('. ')}. Ia keluar lagi paling lama dua jam kemudian; catatannya ada di halaman simpul.",
    )  # fmt: skip
