"""Panggilan, pencalonan, penilaian diri, pemeriksaan orang kedua, dan keputusan yang dibekukan."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran
from pusat_bantuan.berkas import BerkasBersih
from replikasi.models import Calon, Kriteria, Panggilan, Penilaian, Program
from replikasi.models.klaim import lemari_pribadi, tempat_bukti
from replikasi.models.kriteria import MAKS
from wilayah.models import Wilayah

from .jejak import ubah
from .klaim import AKHIRAN_BUKTI
from .kriteria import kriteria_terbaru
from .pemverifikasi import pemverifikasi


@dataclass(frozen=True)
class IsiNilai:
    """Isian desa untuk satu kriteria. `berkas` kosong berarti berkas yang sudah ada tetap."""

    mandiri: int | None
    bukti: str = ""
    tautan: str = ""
    berkas: BerkasBersih | None = None


@dataclass(frozen=True)
class NilaiPeriksa:
    nilai: int | None
    catatan: str = ""


@transaction.atomic
def simpan_panggilan(
    *, program: Program, isi: Mapping[str, object], oleh: Pengguna, kunci: uuid.UUID | None = None,
    panggilan: Panggilan | None = None,
) -> Panggilan:  # fmt: skip
    """Panggilan baru memegang edisi kriteria terbaru saat itu; yang sudah diputus tidak diubah lagi."""
    if panggilan is None:
        if ada := Panggilan.objects.filter(kunci=kunci).first():
            return ada
        if (edisi := kriteria_terbaru(program)) is None:
            raise ValidationError("Program ini belum punya kriteria. Tetapkan kriterianya lebih dahulu.")
        if program.wilayah and not program.wilayah.memuat(isi["wilayah"]):
            raise ValidationError("Wilayah panggilan harus di dalam wilayah programnya.")
        return Panggilan.objects.create(program=program, edisi=edisi, kunci=kunci or uuid.uuid4(), **isi)
    panggilan = Panggilan.objects.select_for_update(of=("self",)).get(pk=panggilan.pk)
    if panggilan.diputus:
        raise ValidationError("Panggilan ini sudah diputus. Buat panggilan baru untuk pilihan berikutnya.")
    if isi["tutup"] > panggilan.tutup:
        panggilan.ditutup_pada = None  # hari tutup yang dimundurkan membukanya lagi
    ubah(panggilan, isi)
    return panggilan


@transaction.atomic
def tutup_panggilan(*, panggilan: Panggilan, oleh: Pengguna) -> Panggilan:
    """Berhenti menerima calon sebelum hari tutupnya, supaya dapat dinilai dan diputus. Dua kali menutup sama saja."""
    panggilan = Panggilan.objects.select_for_update(of=("self",)).get(pk=panggilan.pk)
    if not panggilan.sudah_tutup:
        panggilan.ditutup_pada = timezone.now()
        panggilan.save(update_fields=["ditutup_pada"])
    return panggilan


def kabari_panggilan(panggilan: Panggilan) -> int:
    """Operator desa di wilayahnya dikabari sekali, sejak panggilannya terbit dan selama ia menerima calon."""
    if not (panggilan.terbit and panggilan.terbuka and panggilan.program.unit == Program.Unit.DESA):
        return 0
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah__kunci__range=panggilan.wilayah.rentang)
    baru = kabari(
        Pengguna.objects.filter(penugasan__in=tugas).distinct(), jenis="replikasi_panggilan",
        kunci=f"panggilan:{panggilan.pk}", judul=f"Panggilan calon: {panggilan.judul}", url=panggilan.get_absolute_url(),
        isi=f"Nagari atau desa Anda dapat mencalonkan diri sampai {panggilan.tutup:%d-%m-%Y}.",
    )  # fmt: skip
    return len(baru)


@transaction.atomic
def daftarkan_calon(
    *, panggilan: Panggilan, wilayah: Wilayah, oleh: Pengguna, kunci: uuid.UUID | None = None, pengantar: str = ""
) -> Calon:
    """Satu wilayah sekali per panggilan; yang pernah mundur dan mendaftar lagi kembali ke isiannya."""
    if not panggilan.boleh_dicalonkan(oleh=oleh, wilayah=wilayah):
        raise ValidationError("Panggilan ini tidak sedang menerima pencalonan dari wilayah itu.")
    calon, baru = Calon.objects.get_or_create(
        panggilan=panggilan, wilayah=wilayah,
        defaults={"didaftarkan_oleh": oleh, "kunci": kunci or uuid.uuid4(), "pengantar": pengantar,
                  "contoh": panggilan.contoh},
    )  # fmt: skip
    if not baru and calon.keadaan == Calon.Keadaan.MUNDUR:
        calon.keadaan = Calon.Keadaan.MENGISI
        calon.save(update_fields=["keadaan"])
    return calon


def isi_mandiri(
    *, calon: Calon, isian: Mapping[int, IsiNilai], oleh: Pengguna, kirim: bool, pengantar: str = ""
) -> Calon:
    """Menyimpan penilaian diri; `kirim` menyerahkannya kepada pemeriksa. Berkas ditulis sebelum transaksi."""
    berkas = {}
    for nomor, satu in isian.items():
        if satu.mandiri is not None and not 0 <= satu.mandiri <= MAKS:
            raise ValidationError(f"Nilainya 0 sampai {MAKS}.")
        if satu.berkas:
            if satu.berkas.akhiran not in AKHIRAN_BUKTI:
                raise ValidationError("Bukti berupa foto (JPG, PNG, WebP) atau PDF.")
            nama = tempat_bukti(None, f"x.{satu.berkas.akhiran}")
            berkas[nomor] = lemari_pribadi().save(nama, ContentFile(satu.berkas.isi))
    try:
        return _simpan_mandiri(calon, isian, berkas, oleh, kirim, pengantar)
    except Exception:
        for nama in berkas.values():
            lemari_pribadi().delete(nama)
        raise


@transaction.atomic
def _simpan_mandiri(calon: Calon, isian, berkas: dict[int, str], oleh: Pengguna, kirim: bool, pengantar: str) -> Calon:
    calon = _kunci(calon)
    if calon.keadaan == Calon.Keadaan.DIKIRIM and calon.dikirim_oleh_id == oleh.pk and kirim:
        return calon  # kiriman yang sama sekali lagi
    if not calon.boleh_diisi(oleh=oleh):
        raise ValidationError("Isian ini sudah dikirim atau panggilannya sudah ditutup.")
    kriteria = {satu.pk: satu for satu in calon.panggilan.edisi.kriteria.all()}
    for nomor, satu in isian.items():
        if nomor not in kriteria:
            raise ValidationError("Kriteria itu bukan bagian dari panggilan ini.")
        baris = {"mandiri": satu.mandiri, "bukti": satu.bukti.strip(), "tautan": satu.tautan}
        if nomor in berkas:
            baris |= {"berkas": berkas[nomor], "nama_asli": satu.berkas.nama[:120]}
        Penilaian.objects.update_or_create(calon=calon, kriteria=kriteria[nomor], defaults=baris)
    calon.pengantar = pengantar.strip()
    if kirim:
        _periksa_lengkap(calon, list(kriteria.values()))
        calon.keadaan, calon.alasan = Calon.Keadaan.DIKIRIM, ""
        calon.dikirim_oleh, calon.dikirim_pada = oleh, timezone.now()
    calon.save()
    if kirim:
        kabari(
            [orang for orang in pemverifikasi(calon.wilayah) if calon.boleh_diperiksa(oleh=orang)],
            jenis="replikasi_calon", kunci=f"calon:{calon.pk}:{calon.dikirim_pada:%Y%m%d%H%M%S}",
            judul=f"{calon.wilayah.nama_lengkap} mengirim penilaian diri", url=calon.get_absolute_url(),
            isi="Periksa buktinya, lalu beri nilai menurut yang Anda lihat.",
        )  # fmt: skip
    return calon


def _periksa_lengkap(calon: Calon, kriteria: Sequence[Kriteria]) -> None:
    """Yang bergerbang wajib diisi; angka di atas nol wajib berbukti. Yang lain boleh kosong: selangnya yang melebar."""
    ada = {satu.kriteria_id: satu for satu in calon.penilaian.all()}
    kurang = []
    for satu in kriteria:
        isi = ada.get(satu.pk)
        if satu.gerbang is not None and (isi is None or isi.mandiri is None):
            kurang.append(f"{satu.nama} wajib dinilai.")
        elif isi and isi.mandiri and not (isi.bukti or isi.tautan or isi.berkas):
            kurang.append(f"Sebutkan bukti untuk {satu.nama.lower()}.")
    if kurang:
        raise ValidationError(kurang)


@transaction.atomic
def periksa_calon(*, calon: Calon, nilai: Mapping[int, NilaiPeriksa], oleh: Pengguna) -> Calon:
    """Orang kedua memberi nilai menurut bukti; nilai desa sendiri tetap tersimpan di sampingnya."""
    calon = _kunci(calon)
    if not calon.boleh_diperiksa(oleh=oleh):
        raise ValidationError("Calon ini tidak sedang menunggu pemeriksaan Anda.")
    kriteria = {satu.pk: satu for satu in calon.panggilan.edisi.kriteria.all()}
    saat = timezone.now()
    for nomor, satu in nilai.items():
        if nomor not in kriteria or (satu.nilai is not None and not 0 <= satu.nilai <= MAKS):
            raise ValidationError(f"Nilainya 0 sampai {MAKS}, atau kosong bila belum dapat dipastikan.")
        lama = Penilaian.objects.filter(calon=calon, kriteria=nomor).first()
        if (
            satu.nilai is not None
            and lama
            and lama.mandiri is not None
            and satu.nilai != lama.mandiri
            and not satu.catatan
        ):
            raise ValidationError(f"Sebutkan alasan nilai {kriteria[nomor].nama.lower()} berbeda dari isian desa.")
        Penilaian.objects.update_or_create(
            calon=calon, kriteria=kriteria[nomor],
            defaults={"nilai": satu.nilai, "catatan": satu.catatan[:500], "diperiksa_oleh": oleh, "diperiksa_pada": saat},
        )  # fmt: skip
    calon.keadaan = Calon.Keadaan.DIPERIKSA
    calon.save(update_fields=["keadaan"])
    kabari(
        _operator(calon.wilayah, kecuali=oleh), jenis="replikasi_calon", kunci=f"calon:{calon.pk}:diperiksa",
        judul="Penilaian diri sudah diperiksa", url=calon.get_absolute_url(),
    )  # fmt: skip
    return calon


@transaction.atomic
def kembalikan_calon(*, calon: Calon, alasan: str, oleh: Pengguna) -> Calon:
    """Isian yang kurang jelas kembali ke desa dengan alasannya; nilai yang sudah ada tetap."""
    calon = _kunci(calon)
    if not alasan.strip():
        raise ValidationError("Tulis apa yang perlu dilengkapi desa.")
    if not calon.boleh_diperiksa(oleh=oleh):
        raise ValidationError("Calon ini tidak sedang menunggu pemeriksaan Anda.")
    calon.keadaan, calon.alasan = Calon.Keadaan.MENGISI, alasan.strip()[:500]
    calon.save(update_fields=["keadaan", "alasan"])
    kabari(
        _operator(calon.wilayah, kecuali=oleh), jenis="replikasi_calon",
        kunci=f"calon:{calon.pk}:kembali:{timezone.now():%Y%m%d%H%M%S}", judul="Penilaian diri perlu dilengkapi",
        isi=calon.alasan, url=calon.get_absolute_url(),
    )  # fmt: skip
    return calon


@transaction.atomic
def mundurkan_calon(*, calon: Calon, alasan: str, oleh: Pengguna) -> Calon:
    calon = _kunci(calon)
    if calon.keadaan == Calon.Keadaan.MUNDUR:
        return calon
    if not calon.boleh_mundur(oleh=oleh):
        raise ValidationError("Calon ini tidak dapat ditarik lagi.")
    calon.keadaan, calon.alasan = Calon.Keadaan.MUNDUR, alasan.strip()[:500]
    calon.save(update_fields=["keadaan", "alasan"])
    return calon


def _kunci(calon: Calon) -> Calon:
    """Panggilannya dikunci dahulu, supaya keputusan dan penilaian tidak bersilang."""
    Panggilan.objects.select_for_update(of=("self",)).get(pk=calon.panggilan_id)
    return (
        Calon.objects.select_for_update(of=("self",))
        .select_related("wilayah", "panggilan__edisi", "panggilan__program", "panggilan__wilayah")
        .get(pk=calon.pk)
    )


def _operator(wilayah: Wilayah, *, kecuali: Pengguna) -> list[Pengguna]:
    tugas = Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=wilayah)
    return list(Pengguna.objects.filter(penugasan__in=tugas).exclude(pk=kecuali.pk).distinct())
