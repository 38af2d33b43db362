"""Gangguan: membuka, memasukkan tiket, mengabari semuanya sekaligus, menutup bersama, melepas satu.

Ribuan tiket tidak dikerjakan di dalam satu permintaan: perbuatan orang hanya menyalakan `AnakGangguan.perlu`, lalu
pekerja menyelesaikannya satu tiket satu transaksi. Mengulang, berhenti di tengah, atau dua pekerja bersamaan tidak
menggandakan kabar (domain helpdesk.md 2.3; kabar serentak bukan tanggapan pertama, 3.3).
"""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Iterable

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah

from ..keadaan import Keadaan
from ..models import AnakGangguan, Gangguan, PeristiwaTiket, PerkembanganGangguan, ProfilTiket
from .buat_tiket import IsiTiket, buat_tiket
from .galat import TidakDapat
from .jejak import bersihkan, catat, kunci_tiket
from .penyaluran import penerima_desa
from .surat import beri_tahu

log = logging.getLogger(__name__)
Jenis = PeristiwaTiket.Jenis
SINGGAHAN_STATUS = "bantuan.status"
SEKALI_TAMBAH = 5000
_SEPENGGAL = 500


def buka_gangguan(
    *,
    oleh: Pengguna,
    judul: str,
    bidang: Bidang,
    isi: str,
    keadaan: str = Gangguan.Keadaan.DISELIDIKI,
    hosting: str = "",
    versi: str = "",
    domain: str = "",
    wilayah: Wilayah | None = None,
    publik: bool = True,
    kunci_kirim: uuid.UUID | None = None,
) -> Gangguan:
    """Gangguan baru dengan kabar pertamanya. Kunci kirim yang sama menghasilkan gangguan yang sama."""
    gangguan = Gangguan(wilayah=wilayah)
    if not gangguan.boleh_diurus(oleh=oleh):
        raise TidakDapat("Anda hanya dapat membuka gangguan di wilayah tugas Anda.")
    judul, isi = bersihkan(judul)[:120], bersihkan(isi)
    if not judul or not isi:
        raise TidakDapat("Tulis yang dirasakan desa dan apa yang sedang dikerjakan.")
    if keadaan == Gangguan.Keadaan.PULIH:
        raise TidakDapat("Gangguan yang baru dibuka belum pulih.")
    try:
        with transaction.atomic():
            gangguan = Gangguan.objects.create(
                judul=judul, bidang=bidang, keadaan=keadaan, hosting=hosting, versi=versi, domain=domain,
                wilayah=wilayah, publik=publik, dibuka_oleh=oleh, kunci_kirim=kunci_kirim,
            )  # fmt: skip
            PerkembanganGangguan.objects.create(gangguan=gangguan, keadaan=keadaan, isi=isi, oleh=oleh)
            transaction.on_commit(segarkan_status)
    except IntegrityError:
        return Gangguan.objects.get(dibuka_oleh=oleh, kunci_kirim=kunci_kirim)
    return gangguan


def segarkan_status() -> None:
    """Halaman status disimpan sebentar; perubahan membuangnya."""
    cache.delete(SINGGAHAN_STATUS)


@transaction.atomic
def kabarkan(
    *, gangguan: Gangguan, oleh: Pengguna, isi: str, keadaan: str, kunci_kirim: uuid.UUID | None = None
) -> PerkembanganGangguan:
    """Satu pesan untuk halaman status dan semua tiket di dalamnya. `pulih` sekaligus menjawab dan menutup semuanya."""
    gangguan = Gangguan.objects.select_for_update().get(pk=gangguan.pk)
    if kunci_kirim and (ada := PerkembanganGangguan.objects.filter(oleh=oleh, kunci_kirim=kunci_kirim).first()):
        return ada
    if not gangguan.boleh_diurus(oleh=oleh):
        raise TidakDapat("Gangguan ini tidak dapat Anda ubah.")
    if not gangguan.terbuka:
        raise TidakDapat("Gangguan ini sudah pulih. Bila terulang, buka gangguan baru.")
    if not (isi := bersihkan(isi)):
        raise TidakDapat("Tulis kabarnya: apa yang terjadi dan apa yang sebaiknya dilakukan desa.")
    kabar = PerkembanganGangguan.objects.create(
        gangguan=gangguan, keadaan=Gangguan.Keadaan(keadaan), isi=isi, oleh=oleh, kunci_kirim=kunci_kirim
    )
    gangguan.keadaan = keadaan
    gangguan.pulih_pada = kabar.pada if keadaan == Gangguan.Keadaan.PULIH else None
    gangguan.save(update_fields=["keadaan", "pulih_pada", "diubah"])
    AnakGangguan.objects.aktif().filter(gangguan=gangguan).update(perlu=True)
    transaction.on_commit(segarkan_status)
    return kabar


@transaction.atomic
def masukkan(*, gangguan: Gangguan, tiket: Iterable[int], oleh: Pengguna) -> int:
    """Mencatat tiket-tiket itu ke dalam gangguan; mengembalikan yang baru. Keadaannya berganti oleh pekerja.

    Yang tidak boleh ditangani `oleh`, di luar wilayah gangguan, sudah selesai, atau sudah di gangguan lain dilewati.
    """
    gangguan = Gangguan.objects.select_for_update(of=("self",)).select_related("wilayah").get(pk=gangguan.pk)
    if not gangguan.boleh_diurus(oleh=oleh):
        raise TidakDapat("Gangguan ini tidak dapat Anda ubah.")
    if not gangguan.terbuka:
        raise TidakDapat("Gangguan ini sudah pulih.")
    boleh = ProfilTiket.objects.dapat_ditangani(oleh=oleh).terbuka().filter(digabung_ke__isnull=True)
    if gangguan.wilayah:
        boleh = boleh.di_dalam(gangguan.wilayah)
    boleh = boleh.exclude(pk__in=AnakGangguan.objects.aktif().values("profil"))
    nomor, baru = sorted(set(tiket))[:SEKALI_TAMBAH], 0
    for awal in range(0, len(nomor), _SEPENGGAL):
        penggal = nomor[awal : awal + _SEPENGGAL]
        # Tiketnya dikunci dulu, baru disaring: gangguan lain yang sedang memasukkan tiket yang sama menang atau kalah utuh.
        list(ProfilTiket.objects.select_for_update().filter(pk__in=penggal).order_by("pk").values_list("pk"))
        pilihan = list(boleh.filter(pk__in=penggal).values_list("pk", flat=True))
        kembali = AnakGangguan.objects.filter(gangguan=gangguan, profil__in=pilihan)
        pernah = set(kembali.values_list("profil_id", flat=True))
        kembali.update(dilepas_pada=None, masuk_pada=None, perlu=True, ditambah_oleh=oleh)
        AnakGangguan.objects.bulk_create(
            [AnakGangguan(gangguan=gangguan, profil_id=pk, ditambah_oleh=oleh) for pk in pilihan if pk not in pernah],
            ignore_conflicts=True,
        )
        baru += len(pilihan)
    return baru


@transaction.atomic
def lepas_dari_gangguan(*, profil: ProfilTiket, oleh: Pengguna, alasan: str = "") -> ProfilTiket:
    """Tiket itu ternyata soal lain: kembali ditangani sendiri. Melepas dua kali tidak mengubah apa pun."""
    profil = kunci_tiket(profil)
    if not profil.boleh_ditangani(oleh=oleh):
        raise TidakDapat("Anda hanya dapat melepas tiket yang Anda tangani.")
    anak = AnakGangguan.objects.select_for_update(of=("self",)).aktif().filter(profil=profil).first()
    if anak is None:
        return profil
    anak.dilepas_pada, anak.perlu = timezone.now(), False
    anak.save(update_fields=["dilepas_pada", "perlu"])
    ke = profil.keadaan
    if ke == Keadaan.MENUNGGU_GANGGUAN:
        ke = Keadaan.DITANGANI if profil.pemegang_id else Keadaan.BARU
    peristiwa = catat(profil, jenis=Jenis.GANGGUAN_LEPAS, pelaku=oleh, ke=ke, dari_meja=True, alasan=bersihkan(alasan))
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, ajakan="Lihat tiket",
        kalimat="Tiket Anda ternyata soal tersendiri dan sekarang ditangani sendiri",
    )  # fmt: skip
    return profil


def ikut_gangguan(
    *, gangguan: Gangguan, pemohon: Pengguna, wilayah: Wilayah, kunci_kirim: uuid.UUID | None = None
) -> ProfilTiket:
    """Desa ikut dikabari dengan sekali tekan: satu tiket di dalam gangguan itu. Yang sudah ikut mendapat tiketnya."""
    gangguan = Gangguan.objects.select_related("bidang").get(pk=gangguan.pk)
    if not (gangguan.terbuka and gangguan.publik):
        raise TidakDapat("Gangguan ini sudah pulih. Kirim tiket bila di desa Anda masih terjadi.")
    ikut = AnakGangguan.objects.aktif().filter(gangguan=gangguan, profil__wilayah=wilayah)
    ada = ikut.select_related("profil").order_by("pk").first()
    if ada and ada.profil.boleh_dilihat(oleh=pemohon):
        return ada.profil
    profil = buat_tiket(pemohon=pemohon, isi=isi_ikut(gangguan, wilayah), kunci_kirim=kunci_kirim, kabari_meja=False)
    return ikutkan(gangguan, profil)


def isi_ikut(gangguan: Gangguan, wilayah: Wilayah) -> IsiTiket:
    return IsiTiket(
        wilayah=wilayah, bidang=gangguan.bidang, judul=gangguan.judul, versi=gangguan.versi, hosting=gangguan.hosting,
        uraian=f"Kami juga mengalaminya: {gangguan.judul}. Mohon dikabari sampai pulih.",
    )  # fmt: skip


def ikutkan(gangguan: Gangguan, profil: ProfilTiket) -> ProfilTiket:
    """Tiket yang baru dibuat masuk gangguan itu seketika."""
    with transaction.atomic():
        anak, _ = AnakGangguan.objects.get_or_create(gangguan=gangguan, profil=profil)
    _kerjakan(anak.pk)
    return ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)


# --- Pekerja --------------------------------------------------------------------------------------------------------
def kerjakan_gangguan(*, gangguan: Gangguan | None = None, paling_lama_detik: float = 8, banyak: int = 5000) -> int:
    """Memasukkan tiket dan menyampaikan kabar yang masih perlu; mengembalikan jumlah tiket yang dikerjakan.

    Satu tiket yang gagal dicatat dan dicoba lagi pada putaran berikutnya, tanpa menahan yang lain.
    """
    perlu = AnakGangguan.objects.filter(perlu=True)
    if gangguan is not None:
        perlu = perlu.filter(gangguan=gangguan)
    batas, terakhir, dikerjakan = time.monotonic() + paling_lama_detik, 0, 0
    while dikerjakan < banyak and time.monotonic() < batas:
        nomor = list(perlu.filter(pk__gt=terakhir).order_by("pk").values_list("pk", flat=True)[: min(100, banyak)])
        if not nomor:
            break
        for pk in nomor:
            terakhir = pk
            if time.monotonic() >= batas:
                break
            dikerjakan += _kerjakan(pk)
    return dikerjakan


def _kerjakan(pk: int) -> bool:
    try:
        with transaction.atomic():
            return _kerjakan_terkunci(pk)
    except Exception:
        log.exception("tiket gangguan %s belum terkerjakan", pk)
        return False


def _kerjakan_terkunci(pk: int) -> bool:
    """Urutan kunci: tiket dahulu, lalu anaknya; sama dengan `lepas_dari_gangguan`."""
    nomor = AnakGangguan.objects.values_list("profil_id", flat=True).filter(pk=pk).first()
    if nomor is None:
        return False
    profil = ProfilTiket.objects.kunci(nomor)
    anak = AnakGangguan.objects.select_for_update().get(pk=pk)
    if not anak.perlu or anak.dilepas_pada:
        return False
    gangguan = Gangguan.objects.get(pk=anak.gangguan_id)
    if anak.masuk_pada is None:
        _masuk(profil, anak, gangguan)
    for kabar in gangguan.perkembangan.filter(pk__gt=anak.sampai).select_related("oleh").order_by("pk"):
        _sampaikan(profil, kabar)
        anak.sampai = kabar.pk
    anak.perlu = False
    anak.save(update_fields=["masuk_pada", "sampai", "perlu"])
    return True


def _masuk(profil: ProfilTiket, anak: AnakGangguan, gangguan: Gangguan) -> None:
    """Jamnya dijeda; kabar lama diringkas menjadi satu, kecuali kabar pulih yang tetap menutupnya."""
    anak.masuk_pada = timezone.now()
    lama = gangguan.perkembangan.exclude(keadaan=Gangguan.Keadaan.PULIH).order_by("-pk").first()
    anak.sampai = max(anak.sampai, lama.pk if lama else 0)
    if not profil.terbuka:
        return
    peristiwa = catat(
        profil, jenis=Jenis.GANGGUAN, pelaku=anak.ditambah_oleh, ke=Keadaan.MENUNGGU_GANGGUAN, dari_meja=True,
        alasan=gangguan.judul,
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, kutip=lama.isi if lama else "", ajakan="Lihat tiket",
        kalimat=f"Masalah Anda bagian dari gangguan yang sedang kami tangani: {gangguan.judul}",
    )  # fmt: skip


def _sampaikan(profil: ProfilTiket, kabar: PerkembanganGangguan) -> None:
    """Kabar masuk ke percakapan tiket itu sendiri. Yang sudah selesai tidak diganggu lagi."""
    if not profil.terbuka:
        return
    pulih = kabar.keadaan == Gangguan.Keadaan.PULIH
    if pulih:
        profil.tiket.resolution = kabar.isi
    peristiwa = catat(
        profil, jenis=Jenis.KABAR_GANGGUAN, pelaku=kabar.oleh, ke=Keadaan.SELESAI if pulih else None, isi=kabar.isi,
        publik=True, dari_meja=True,
    )  # fmt: skip
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, kutip=kabar.isi,
        kalimat="Gangguannya sudah pulih. Apakah di desa Anda juga sudah beres?".rstrip(".")
        if pulih
        else f"Kabar gangguan: {kabar.get_keadaan_display()}",
        ajakan="Konfirmasi atau buka lagi" if pulih else "Lihat tiket",
    )  # fmt: skip
