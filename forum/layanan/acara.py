"""Perbuatan atas acara. Kursi dihitung di bawah kunci baris Acara; antrean naik menurut urutannya (forum.md 4.2)."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import F, Sum
from django.utils import timezone

from akun.data_pribadi import samarkan
from forum.models import Acara, Kehadiran, Kiriman, Topik
from forum.models.acara import TAMU_MAKS
from forum.tasks import kabarkan_acara, kabarkan_kursi

from .balas import balas
from .galat import KursiHabis, TidakBoleh
from .jatah import pakai_jatah
from .jejak import jejakkan
from .rincian import RincianAcara
from .sanksi import pastikan_tidak_tangguh

HADIR = Kehadiran.Jawaban.HADIR


def kunci_acara(pk: int) -> Acara:
    acara = Acara.objects.select_for_update(of=("self",)).get(pk=pk)
    acara.topik = Topik.objects.select_related("ruang__simpul__wilayah").get(pk=pk)
    return acara


def kursi_terpakai(acara: Acara) -> int:
    hitung = Kehadiran.objects.filter(acara=acara).dapat_kursi().aggregate(n=Sum(F("tamu") + 1))
    return hitung["n"] or 0


@transaction.atomic
def jawab_acara(*, acara: Acara, pengguna, jawaban: str, tamu: int = 0) -> Kehadiran:
    """Hadir, mungkin, atau tidak. Bila kursinya habis, orangnya mengantre; yang batal memberi tempat yang menunggu.

    `KursiHabis` bila yang sudah punya kursi ingin membawa lebih banyak orang daripada sisanya.
    """
    terkunci = kunci_acara(acara.pk)
    if jawaban not in Kehadiran.Jawaban.values or not terkunci.boleh_dijawab(oleh=pengguna):
        raise TidakBoleh
    pastikan_tidak_tangguh(pengguna, terkunci.topik.ruang.simpul)
    tamu = min(max(tamu, 0), TAMU_MAKS) if jawaban == HADIR else 0
    lama = Kehadiran.objects.filter(acara=terkunci, pengguna=pengguna).first()
    if lama and (lama.jawaban, lama.tamu) == (jawaban, tamu):
        return lama
    pakai_jatah(pengguna, "acara")
    antre = jawaban == HADIR and _harus_antre(terkunci, lama, tamu)
    sejak = (lama.antre_sejak if lama and lama.antre else timezone.now()) if antre else None
    isi = {"jawaban": jawaban, "tamu": tamu, "antre": antre, "antre_sejak": sejak, "dijawab": timezone.now()}
    baris, _ = Kehadiran.objects.update_or_create(acara=terkunci, pengguna=pengguna, defaults=isi)
    naikkan_antrean(terkunci)
    baris.refresh_from_db()
    return baris


def _harus_antre(acara: Acara, lama: Kehadiran | None, tamu: int) -> bool:
    if acara.kapasitas is None:
        return False
    berkursi = lama is not None and lama.jawaban == HADIR and not lama.antre
    sisa = acara.kapasitas - kursi_terpakai(acara) + (lama.kursi if berkursi else 0)
    if berkursi:
        if 1 + tamu > sisa:
            raise KursiHabis(f"Sisa kursinya {sisa - lama.kursi}. Kurangi jumlah orang yang Anda bawa.")
        return False
    menunggu = Kehadiran.objects.filter(acara=acara).mengantre()
    return 1 + tamu > sisa or (menunggu.exclude(pk=lama.pk) if lama else menunggu).exists()


def naikkan_antrean(acara: Acara) -> list[Kehadiran]:
    """Yang paling dulu menunggu mendapat kursi, berurutan; berhenti pada yang rombongannya belum muat."""
    naik = []
    sisa = None if acara.kapasitas is None else acara.kapasitas - kursi_terpakai(acara)
    for satu in Kehadiran.objects.filter(acara=acara).mengantre():
        if sisa is not None and satu.kursi > sisa:
            break
        Kehadiran.objects.filter(pk=satu.pk).update(antre=False, antre_sejak=None)
        sisa = None if sisa is None else sisa - satu.kursi
        naik.append(satu)
        kabarkan_kursi.enqueue(satu.pk)
    return naik


@transaction.atomic
def ubah_acara(*, acara: Acara, pelaku, rincian: RincianAcara) -> Acara:
    """Waktu, tempat, atau kursinya berubah; yang menjawab dikabari bila waktu atau tempatnya berubah."""
    terkunci = _kunci_diatur(acara, pelaku)
    if rincian.kapasitas is not None and rincian.kapasitas < (terpakai := kursi_terpakai(terkunci)):
        raise KursiHabis(f"Sudah {terpakai} kursi terisi. Kursinya tidak dapat kurang dari itu.")
    lama = {nama: getattr(terkunci, nama) for nama in RincianAcara.__dataclass_fields__}
    baru = {nama: getattr(rincian, nama) for nama in lama}
    if lama == baru:
        return terkunci
    Acara.objects.filter(pk=terkunci.pk).update(**baru, urutan_ics=F("urutan_ics") + 1, diubah=timezone.now())
    terkunci.refresh_from_db(fields=[*baru, "urutan_ics", "diubah"])
    jejakkan(terkunci.topik, pelaku, "ubah_acara", sebelum=lama["mulai"], sesudah=baru["mulai"])
    naikkan_antrean(terkunci)
    if any(lama[nama] != baru[nama] for nama in ("mulai", "selesai", "tempat", "tautan")):
        kabarkan_acara.enqueue(terkunci.pk, "diubah", terkunci.urutan_ics, pelaku.pk)
    return terkunci


@transaction.atomic
def batalkan_acara(*, acara: Acara, pelaku, alasan: str) -> Acara:
    """Acaranya tetap terbaca dengan tanda batal; semua yang menjawab dikabari alasannya."""
    terkunci = _kunci_diatur(acara, pelaku)
    if not terkunci.batal:
        Acara.objects.filter(pk=terkunci.pk).update(
            batal=True, alasan_batal=samarkan(alasan).teks[:200], urutan_ics=F("urutan_ics") + 1, diubah=timezone.now()
        )
        terkunci.refresh_from_db(fields=["batal", "alasan_batal", "urutan_ics", "diubah"])
        jejakkan(terkunci.topik, pelaku, "batalkan_acara", alasan=alasan)
        kabarkan_acara.enqueue(terkunci.pk, "batal", terkunci.urutan_ics, pelaku.pk)
    return terkunci


@transaction.atomic
def catat_kehadiran(*, acara: Acara, pelaku, datang: Collection[int]) -> int:
    """Siapa yang sungguh datang, di antara yang punya kursi; mengembalikan banyaknya. Sesudah acara mulai."""
    terkunci = _kunci_diatur(acara, pelaku)
    if not terkunci.sudah_mulai or terkunci.batal:
        raise TidakBoleh("Kehadiran dicatat sesudah acaranya mulai.")
    punya = Kehadiran.objects.filter(acara=terkunci).dapat_kursi()
    punya.exclude(pk__in=datang).update(hadir=False)
    return punya.filter(pk__in=datang).update(hadir=True)


def tulis_notulen(*, acara: Acara, pelaku, sumber: str, kunci_kirim: UUID | None = None) -> Kiriman:
    """Catatan acara menjadi kiriman biasa di topiknya, lalu ditandai supaya tampil paling atas."""
    if not acara.boleh_diatur(oleh=pelaku) or not acara.sudah_mulai:
        raise TidakBoleh("Catatan ditulis penyelenggara sesudah acaranya mulai.")
    kiriman = balas(topik=acara.topik, penulis=pelaku, sumber=sumber, kunci_kirim=kunci_kirim)
    with transaction.atomic():
        terkunci = _kunci_diatur(acara, pelaku)
        Acara.objects.filter(pk=terkunci.pk).update(notulen=kiriman)
    return kiriman


def _kunci_diatur(acara: Acara, pelaku) -> Acara:
    terkunci = kunci_acara(acara.pk)
    if not terkunci.boleh_diatur(oleh=pelaku):
        raise TidakBoleh
    return terkunci
