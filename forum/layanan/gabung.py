"""Keanggotaan simpul; `jumlah_anggota` hanya berubah di sini, di bawah kunci baris simpul."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from akun.data_pribadi import samarkan
from forum.models import AnggotaSimpul, Simpul
from forum.tasks import kabarkan_keanggotaan

from .galat import TanpaKoordinator, TidakBoleh
from .jatah import pakai_jatah

AKTIF, DIMINTA, KELUAR = AnggotaSimpul.Keadaan.AKTIF, AnggotaSimpul.Keadaan.DIMINTA, AnggotaSimpul.Keadaan.KELUAR
DIUNDANG = AnggotaSimpul.Keadaan.DIUNDANG


@transaction.atomic
def gabung(*, simpul: Simpul, pengguna) -> AnggotaSimpul:
    """Meminta bergabung; simpul terbuka dan undangan langsung menerima. Meminta dua kali sama dengan sekali."""
    terkunci = _kunci(simpul)
    anggota = AnggotaSimpul.objects.filter(simpul=terkunci, pengguna=pengguna).first()
    if anggota and anggota.keadaan in (AKTIF, DIMINTA):
        return anggota
    if not terkunci.boleh_digabungi(oleh=pengguna):
        raise TidakBoleh
    if anggota and anggota.keadaan == DIUNDANG:
        _simpan(anggota, AKTIF)
        _geser(terkunci, 1)
        return anggota
    pakai_jatah(pengguna, "gabung")
    keadaan = AKTIF if terkunci.cara_gabung == Simpul.CaraGabung.TERBUKA else DIMINTA
    anggota, _ = AnggotaSimpul.objects.update_or_create(
        simpul=terkunci,
        pengguna=pengguna,
        defaults={
            "keadaan": keadaan,
            "peran": AnggotaSimpul.Peran.ANGGOTA,
            "sejak": timezone.now(),
            "tersedia": False,  # menerima tiket adalah pilihan, bukan akibat bergabung
        },  # fmt: skip
    )
    if keadaan == AKTIF:
        _geser(terkunci, 1)
    kabarkan_keanggotaan.enqueue(anggota.pk)
    return anggota


@transaction.atomic
def undang(*, simpul: Simpul, pelaku, pengguna, mewakili: str = "") -> AnggotaSimpul:
    """Mengajak seseorang; keanggotaannya baru berlaku setelah ia menerima. Yang sudah meminta langsung diterima."""
    terkunci = _kunci(simpul)
    if not terkunci.boleh_dikelola(oleh=pelaku):
        raise TidakBoleh
    anggota = AnggotaSimpul.objects.filter(simpul=terkunci, pengguna=pengguna).first()
    if anggota and anggota.keadaan in (AKTIF, DIUNDANG):
        return anggota
    pakai_jatah(pelaku, "undang")
    if anggota and anggota.keadaan == DIMINTA:
        return terima_anggota(anggota=anggota, pelaku=pelaku)
    isi = {
        "keadaan": DIUNDANG, "peran": AnggotaSimpul.Peran.ANGGOTA, "tersedia": False, "pengundang": pelaku,
        "mewakili": samarkan(mewakili).teks.strip()[:80], "sejak": timezone.now(),
    }  # fmt: skip
    anggota, _ = AnggotaSimpul.objects.update_or_create(simpul=terkunci, pengguna=pengguna, defaults=isi)
    kabarkan_keanggotaan.enqueue(anggota.pk)
    return anggota


@transaction.atomic
def terima_anggota(*, anggota: AnggotaSimpul, pelaku) -> AnggotaSimpul:
    baris = _permintaan(anggota, pelaku)
    if baris.keadaan == DIMINTA:
        _simpan(baris, AKTIF)
        _geser(baris.simpul, 1)
        kabarkan_keanggotaan.enqueue(baris.pk)
    return baris


@transaction.atomic
def tolak_anggota(*, anggota: AnggotaSimpul, pelaku) -> AnggotaSimpul:
    """Permintaan ditolak, undangan ditarik, atau anggota dikeluarkan; orangnya dikabari dan boleh meminta lagi."""
    baris = _permintaan(anggota, pelaku)
    if baris.keadaan != KELUAR:
        semula = baris.keadaan
        if semula == AKTIF:
            _geser(baris.simpul, -1)
        _simpan(baris, KELUAR)
        kabarkan_keanggotaan.enqueue(baris.pk, semula)
    return baris


@transaction.atomic
def keluar(*, simpul: Simpul, pengguna) -> AnggotaSimpul | None:
    """Berhenti, membatalkan permintaan, atau menolak undangan. Koordinator terakhir menunjuk pengganti dahulu."""
    terkunci = _kunci(simpul)
    baris = AnggotaSimpul.objects.filter(simpul=terkunci, pengguna=pengguna).exclude(keadaan=KELUAR).first()
    if baris:
        if baris.keadaan == AKTIF:
            _jaga_koordinator(terkunci, baris)
            _geser(terkunci, -1)
        _simpan(baris, KELUAR)
    return baris


def _jaga_koordinator(simpul: Simpul, anggota: AnggotaSimpul) -> None:
    lain = AnggotaSimpul.objects.aktif().filter(simpul=simpul).exclude(pk=anggota.pk)
    if anggota.peran != AnggotaSimpul.Peran.KOORDINATOR or lain.filter(peran=anggota.peran).exists():
        return
    if lain.exists():
        raise TanpaKoordinator("Anda koordinator terakhir. Jadikan anggota lain koordinator dulu, lalu keluar.")


@transaction.atomic
def lepas_anggota(*, simpul: Simpul, orang: list[int]) -> int:
    """Membuang baris keanggotaan orang-orang yang akunnya dihapus; mengembalikan banyaknya."""
    terkunci = _kunci(simpul)
    milik = AnggotaSimpul.objects.filter(simpul=terkunci, pengguna__in=orang)
    _geser(terkunci, -milik.aktif().count())
    return milik.delete()[0]


@transaction.atomic
def atur_peran(*, anggota: AnggotaSimpul, pelaku, peran: str) -> AnggotaSimpul:
    baris = _permintaan(anggota, pelaku)
    if peran not in AnggotaSimpul.Peran.values or baris.keadaan != AKTIF:
        raise TidakBoleh
    baris.peran = peran
    baris.save(update_fields=["peran"])
    return baris


@transaction.atomic
def tunjuk_koordinator(*, simpul: Simpul, pengguna) -> AnggotaSimpul:
    """Dari ruang redaksi: koordinator pertama sebuah simpul, yang sudah anggota dinaikkan perannya."""
    terkunci = _kunci(simpul)
    lama = AnggotaSimpul.objects.filter(simpul=terkunci, pengguna=pengguna).first()
    anggota, _ = AnggotaSimpul.objects.update_or_create(
        simpul=terkunci,
        pengguna=pengguna,
        defaults={"keadaan": AKTIF, "peran": AnggotaSimpul.Peran.KOORDINATOR},
    )
    if lama is None or lama.keadaan != AKTIF:
        _geser(terkunci, 1)
        kabarkan_keanggotaan.enqueue(anggota.pk)
    return anggota


@transaction.atomic
def atur_keanggotaan(*, simpul: Simpul, pengguna, tersedia: bool, tampil_publik: bool, mewakili: str = "") -> None:
    """Pilihan anggota sendiri: menerima tiket, namanya tampil untuk umum, dan siapa yang ia wakili."""
    AnggotaSimpul.objects.filter(simpul=simpul, pengguna=pengguna, keadaan=AKTIF).update(
        tersedia=tersedia, tampil_publik=tampil_publik, mewakili=samarkan(mewakili).teks.strip()[:80]
    )


def _kunci(simpul: Simpul) -> Simpul:
    return Simpul.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=simpul.pk)


def _permintaan(anggota: AnggotaSimpul, pelaku) -> AnggotaSimpul:
    simpul = _kunci(anggota.simpul)
    baris = AnggotaSimpul.objects.select_for_update(of=("self",)).get(pk=anggota.pk)
    baris.simpul = simpul
    if not baris.boleh_diputus(oleh=pelaku):
        raise TidakBoleh
    return baris


def _simpan(baris: AnggotaSimpul, keadaan: str) -> None:
    baris.keadaan = keadaan
    if keadaan == AKTIF:
        baris.sejak = timezone.now()
    if keadaan == KELUAR:
        baris.peran = AnggotaSimpul.Peran.ANGGOTA
    baris.save(update_fields=["keadaan", "sejak", "peran"])


def _geser(simpul: Simpul, beda: int) -> None:
    Simpul.objects.filter(pk=simpul.pk).update(jumlah_anggota=F("jumlah_anggota") + beda)
