"""Penugasan: diajukan, diberi, diputus, dicabut. Setiap perubahan meninggalkan jejak dan kabar."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import Group
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from wilayah import kode as aturan_kode
from wilayah.models import Wilayah

from ..kabar import kabari
from ..kelompok import KELOMPOK_PELATIH, KELOMPOK_PETUGAS
from ..models import JejakAkun, Pengguna, Penugasan, Peran
from .galat import GalatAkun, SudahDiputus, TerlaluBanyakPengajuan, TidakBerhak
from .orang import konfirmasi_nomor

PALING_BANYAK_MENUNGGU = 3
_HIDUP = [Penugasan.Keadaan.MENUNGGU, Penugasan.Keadaan.AKTIF]


def pemutus(penugasan: Penugasan) -> list[Pengguna]:
    """Pegiat dan manajer yang membawahi desa itu; bila belum ada seorang pun, pengelola nasional."""
    leluhur = aturan_kode.leluhur(penugasan.wilayah.kode)
    berlaku = Penugasan.objects.berlaku().exclude(pengguna=penugasan.pengguna).select_related("pengguna")
    dekat = berlaku.filter(peran__in=[Peran.PEGIAT, Peran.MANAJER], wilayah__kode__in=leluhur)
    tugas = list(dekat) or list(berlaku.filter(peran=Peran.PENGELOLA))
    return list({satu.pengguna_id: satu.pengguna for satu in tugas if satu.pengguna.is_active}.values())


@transaction.atomic
def ajukan_operator(*, pengguna: Pengguna, wilayah: Wilayah, jabatan: str = "") -> Penugasan:
    """Orang menyebut desanya; penugasan menunggu sampai pegiat atau manajer wilayah itu mengonfirmasi.

    Pengajuan yang sama dua kali adalah satu pengajuan; yang sudah aktif dikembalikan apa adanya.
    """
    Pengguna.objects.select_for_update().get(pk=pengguna.pk)  # dua kiriman serentak berbaris di sini
    milik = Penugasan.objects.filter(pengguna=pengguna, peran=Peran.OPERATOR)
    if lama := milik.filter(wilayah=wilayah, keadaan__in=_HIDUP).first():
        return lama
    if milik.menunggu().count() >= PALING_BANYAK_MENUNGGU:
        raise TerlaluBanyakPengajuan
    penugasan = Penugasan(
        pengguna=pengguna, peran=Peran.OPERATOR, wilayah=wilayah, jabatan=jabatan, keadaan=Penugasan.Keadaan.MENUNGGU
    )
    penugasan.clean()
    penugasan.save()
    _catat(JejakAkun.Tindakan.DIAJUKAN, penugasan, oleh=pengguna)
    kabari(
        pemutus(penugasan),
        jenis="akun_pengajuan",
        kunci=f"penugasan:{penugasan.pk}:diajukan",
        judul=f"{pengguna.nama} mengajukan diri sebagai operator {wilayah.nama_lengkap}",
        isi="Bila Anda mengenalnya, konfirmasikan supaya ia dapat mulai bekerja.",
        url=reverse("akun:konfirmasi"),
    )
    return penugasan


@transaction.atomic
def beri_penugasan(
    *,
    pengguna: Pengguna,
    peran: str,
    wilayah: Wilayah | None,
    oleh: Pengguna | None,
    jabatan: str = "",
    organisasi: str = "",
    mulai: date | None = None,
    selesai: date | None = None,
    kabarkan: bool = True,
) -> Penugasan:
    """Memberi peran langsung. `oleh=None` hanya untuk sistem (baris perintah, dunia contoh).

    Peran yang sama di wilayah yang sama tidak dobel: yang menunggu menjadi aktif, yang aktif dikembalikan.
    """
    if oleh is not None and not oleh.boleh_memberi(peran, atas=wilayah):
        raise TidakBerhak
    Pengguna.objects.select_for_update().get(pk=pengguna.pk)
    if not pengguna.is_active:
        raise GalatAkun("Akun ini sudah tidak aktif.")
    lama = Penugasan.objects.filter(pengguna=pengguna, peran=peran, wilayah=wilayah, keadaan__in=_HIDUP).first()
    if lama and lama.keadaan == Penugasan.Keadaan.AKTIF:
        if lama.selesai is None or lama.selesai >= timezone.localdate():
            selaraskan_hak(pengguna)
            return lama
        lama.keadaan = Penugasan.Keadaan.DICABUT  # masanya lewat: baris lama ditutup, baris baru dibuka
        lama.save(update_fields=["keadaan"])
        lama = None
    penugasan = lama or Penugasan(pengguna=pengguna, peran=peran, wilayah=wilayah)
    penugasan.keadaan, penugasan.diberi_oleh, penugasan.diputus_pada = Penugasan.Keadaan.AKTIF, oleh, timezone.now()
    penugasan.jabatan = jabatan or penugasan.jabatan
    penugasan.organisasi = organisasi or penugasan.organisasi
    penugasan.mulai, penugasan.selesai = mulai or penugasan.mulai, selesai
    penugasan.clean()
    penugasan.save()
    _catat(JejakAkun.Tindakan.DIBERI, penugasan, oleh=oleh)
    selaraskan_hak(pengguna)
    if kabarkan and (oleh is None or oleh.pk != pengguna.pk):
        _kabari_orangnya(penugasan, f"Anda sekarang bertugas sebagai {penugasan.sebutan_tugas}")
    return penugasan


@transaction.atomic
def putuskan_penugasan(
    *, penugasan: Penugasan, oleh: Pengguna, setuju: bool, alasan: str = "", nomor_benar: bool = False
) -> Penugasan:
    """Mengonfirmasi atau menolak pengajuan. Putusan yang sama diulang tidak berbuat apa-apa; yang bertentangan ditolak.

    `nomor_benar` berarti pemutus memastikan nomor HP itu milik orangnya; sejak itu nomor dapat dipakai masuk.
    """
    Pengguna.objects.select_for_update().get(pk=penugasan.pengguna_id)
    baris = Penugasan.objects.select_for_update(of=("self",)).select_related("wilayah", "pengguna").get(pk=penugasan.pk)
    if not baris.boleh_diputus(oleh=oleh):
        raise TidakBerhak
    tujuan = Penugasan.Keadaan.AKTIF if setuju else Penugasan.Keadaan.DITOLAK
    if baris.keadaan == tujuan:
        return baris
    if baris.keadaan != Penugasan.Keadaan.MENUNGGU:
        raise SudahDiputus
    if not setuju and not alasan.strip():
        raise GalatAkun("Tuliskan alasan penolakan supaya orangnya tahu apa yang perlu diperbaiki.")
    baris.keadaan, baris.diberi_oleh, baris.diputus_pada = tujuan, oleh, timezone.now()
    baris.alasan = "" if setuju else alasan.strip()[:300]
    baris.mulai = timezone.localdate() if setuju else baris.mulai
    baris.save()
    if setuju and nomor_benar:
        konfirmasi_nomor(pengguna=baris.pengguna, oleh=oleh)
    tindakan = JejakAkun.Tindakan.DISETUJUI if setuju else JejakAkun.Tindakan.DITOLAK
    _catat(tindakan, baris, oleh=oleh, catatan=baris.alasan)
    selaraskan_hak(baris.pengguna)
    judul = (
        f"Anda sudah dikonfirmasi sebagai {baris.sebutan_tugas}"
        if setuju
        else f"Pengajuan Anda sebagai {baris.sebutan_tugas} belum dapat diterima"
    )
    _kabari_orangnya(baris, judul, isi=f"Alasan: {baris.alasan}" if baris.alasan else "", surat=True)
    return baris


@transaction.atomic
def cabut_penugasan(*, penugasan: Penugasan, oleh: Pengguna | None, alasan: str = "") -> Penugasan:
    """Mengakhiri penugasan hari ini juga; kuasanya hilang pada permintaan berikutnya. Mengulang tidak berbuat apa-apa."""
    Pengguna.objects.select_for_update().get(pk=penugasan.pengguna_id)
    baris = Penugasan.objects.select_for_update(of=("self",)).select_related("wilayah", "pengguna").get(pk=penugasan.pk)
    if baris.keadaan in {Penugasan.Keadaan.DICABUT, Penugasan.Keadaan.DITOLAK}:
        return baris
    if oleh is not None and not baris.boleh_dicabut(oleh=oleh):
        raise TidakBerhak
    if baris.peran == Peran.PENGELOLA and oleh is not None and _pengelola_terakhir(baris):
        raise GalatAkun("Ini pengelola terakhir. Angkat pengelola lain dahulu.")
    baris.keadaan, baris.alasan = Penugasan.Keadaan.DICABUT, alasan.strip()[:300]
    baris.diputus_pada = timezone.now()
    hari = timezone.localdate()
    if baris.selesai is None or baris.selesai > hari:
        baris.selesai = max(hari, baris.mulai)
    baris.save()
    _catat(JejakAkun.Tindakan.DICABUT, baris, oleh=oleh, catatan=baris.alasan)
    selaraskan_hak(baris.pengguna)
    if oleh is not None and oleh.pk != baris.pengguna_id:
        _kabari_orangnya(
            baris, f"Tugas Anda sebagai {baris.sebutan_tugas} sudah berakhir",
            isi=f"Alasan: {baris.alasan}" if baris.alasan else "",
        )  # fmt: skip
    return baris


def selaraskan_hak(pengguna: Pengguna) -> None:
    """Bendera milik pustaka mengikuti penugasan yang berlaku: petugas nasional → `is_staff`, pengelola →
    `is_superuser`, pelatih dan petugas nasional → kelompoknya (pintu ruang redaksi). Dipanggil setiap penugasan berubah,
    dan saat masuk ruang redaksi supaya masa yang lewat ikut berlaku.
    """
    pengguna.segarkan_kuasa()
    petugas = any(tugas.peran == Peran.PETUGAS and tugas.wilayah_id is None for tugas in pengguna.penugasan_berlaku)
    pengelola = pengguna.berperan(Peran.PENGELOLA)
    if (pengguna.is_staff, pengguna.is_superuser) != (petugas, pengelola):
        pengguna.is_staff, pengguna.is_superuser = petugas, pengelola
        pengguna.save(update_fields=["is_staff", "is_superuser"])
    punya = set(pengguna.groups.values_list("name", flat=True))
    for kelompok, berhak in ((KELOMPOK_PELATIH, pengguna.berperan(Peran.PELATIH)), (KELOMPOK_PETUGAS, petugas)):
        if berhak and kelompok not in punya:
            pengguna.groups.add(Group.objects.get_or_create(name=kelompok)[0])
        elif kelompok in punya and not berhak:
            pengguna.groups.remove(Group.objects.get(name=kelompok))


def _pengelola_terakhir(penugasan: Penugasan) -> bool:
    lain = Penugasan.objects.berlaku().filter(peran=Peran.PENGELOLA, pengguna__is_active=True)
    return not lain.exclude(pk=penugasan.pk).exists()


def _catat(tindakan: str, penugasan: Penugasan, *, oleh: Pengguna | None, catatan: str = "") -> None:
    JejakAkun.objects.create(
        tindakan=tindakan, pelaku=oleh, tentang=penugasan.pengguna, penugasan=penugasan,
        catatan=catatan or penugasan.sebutan_tugas[:300],
    )  # fmt: skip


def _kabari_orangnya(penugasan: Penugasan, judul: str, *, isi: str = "", surat: bool = True) -> None:
    kabari(
        [penugasan.pengguna],
        jenis="akun_penugasan",
        kunci=f"penugasan:{penugasan.pk}:{penugasan.keadaan}:{penugasan.diputus_pada:%Y%m%d%H%M%S%f}",
        judul=judul,
        isi=isi,
        url=reverse("akun:tugas"),
        surat=surat,
    )
