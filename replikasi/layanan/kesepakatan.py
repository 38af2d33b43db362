"""Menyusun kesepakatan: naskah, pihak, butir, kewajiban, bukti, berkas, dan ruang bersamanya."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from akun.kabar import kabari
from akun.models import Pengguna
from forum.layanan.gabung import tunjuk_koordinator
from forum.models import Ruang, Simpul
from pusat_bantuan.berkas import BerkasBersih
from replikasi.models import (
    BerkasKesepakatan,
    BuktiKewajiban,
    ButirLingkup,
    Kesepakatan,
    Kewajiban,
    Organisasi,
    PihakKesepakatan,
)
from replikasi.models.kesepakatan import lemari_pribadi, tempat_berkas

from .jejak import catat, ubah


@transaction.atomic
def buat_kesepakatan(*, isi: Mapping[str, object], oleh: Pengguna, kunci: uuid.UUID) -> Kesepakatan:
    """Kiriman ulang dengan `kunci` yang sama mengembalikan kesepakatan yang sama. `ValidationError` bila pohonnya salah."""
    if ada := Kesepakatan.objects.filter(kunci=kunci).first():
        return ada
    baru = Kesepakatan(**isi, kunci=kunci)
    periksa_pohon(baru)
    baru.save()
    catat(baru, "Kesepakatan dicatat", oleh=oleh)
    return baru


@transaction.atomic
def ubah_kesepakatan(*, kesepakatan: Kesepakatan, isi: Mapping[str, object], oleh: Pengguna) -> Kesepakatan:
    satu = Kesepakatan.objects.select_for_update(of=("self",)).select_related("induk").get(pk=kesepakatan.pk)
    calon = Kesepakatan(pk=satu.pk, **{**{f: getattr(satu, f) for f in ("jenis", "induk", "wilayah")}, **isi})
    periksa_pohon(calon)
    beda = ubah(satu, isi)
    if beda:
        catat(satu, "Naskah diubah", oleh=oleh, rincian=beda)
    return satu


def periksa_pohon(satu: Kesepakatan) -> None:
    """PKS di bawah MoU; induk bukan dirinya atau turunannya; wilayahnya di dalam wilayah induknya."""
    induk = satu.induk
    if satu.jenis == Kesepakatan.Jenis.PKS and induk is None:
        raise ValidationError({"induk": "PKS dibuat atas dasar sebuah Kesepakatan Bersama. Pilih kesepakatannya."})
    if induk is None:
        return
    if induk.jenis != Kesepakatan.Jenis.MOU:
        raise ValidationError({"induk": "Pilih Kesepakatan Bersama (MoU), bukan PKS."})
    atas: Kesepakatan | None = induk
    while atas is not None:
        if satu.pk is not None and atas.pk == satu.pk:
            raise ValidationError({"induk": "Kesepakatan tidak dapat berada di bawah dirinya atau turunannya sendiri."})
        atas = atas.induk
    if induk.wilayah and (satu.wilayah is None or not induk.wilayah.memuat(satu.wilayah)):
        raise ValidationError({"wilayah": f"Wilayahnya harus di dalam {induk.wilayah.nama_lengkap}, wilayah induknya."})


@transaction.atomic
def simpan_pihak(
    *, kesepakatan: Kesepakatan, lembaga: str, jenis_lembaga: str, isi: Mapping[str, object], oleh: Pengguna,
    pihak: PihakKesepakatan | None = None,
) -> PihakKesepakatan:  # fmt: skip
    """Lembaga dikenali dari namanya; yang belum ada dicatat. Satu lembaga sekali per peran."""
    nama = " ".join(lembaga.split())
    organisasi, _ = Organisasi.objects.get_or_create(nama=nama, defaults={"jenis": jenis_lembaga})
    sama = kesepakatan.pihak.filter(organisasi=organisasi, peran=isi["peran"]).exclude(pk=pihak.pk if pihak else None)
    if pihak is None and (ada := sama.first()):
        return ada
    if sama.exists():
        raise ValidationError({"lembaga": "Lembaga ini sudah tercatat dengan peran yang sama."})
    if pihak is None:
        pihak = PihakKesepakatan.objects.create(
            kesepakatan=kesepakatan, organisasi=organisasi, urutan=kesepakatan.pihak.count() + 1, **isi
        )
        catat(kesepakatan, f"Pihak ditambah: {pihak}", oleh=oleh)
    elif beda := ubah(pihak, {**isi, "organisasi": organisasi}):
        catat(kesepakatan, f"Pihak diubah: {pihak}", oleh=oleh, rincian=beda)
    return pihak


@transaction.atomic
def hapus_pihak(*, pihak: PihakKesepakatan, oleh: Pengguna) -> None:
    catat(pihak.kesepakatan, f"Pihak dikeluarkan: {pihak}", oleh=oleh)
    pihak.delete()


@transaction.atomic
def simpan_butir(
    *, kesepakatan: Kesepakatan, nomor: int, teks: str, oleh: Pengguna, butir: ButirLingkup | None = None
) -> ButirLingkup:
    """Butir baru sekaligus menjadi satu kewajiban berbunyi sama, supaya tidak ada butir tanpa penanggung (K-072)."""
    Kesepakatan.objects.select_for_update().get(pk=kesepakatan.pk)
    sama = kesepakatan.butir.filter(nomor=nomor).exclude(pk=butir.pk if butir else None).first()
    if sama and butir is None and sama.teks == teks:
        return sama
    if sama:
        raise ValidationError({"nomor": f"Butir nomor {nomor} sudah ada."})
    if butir is None:
        butir = ButirLingkup.objects.create(kesepakatan=kesepakatan, nomor=nomor, teks=teks)
        Kewajiban.objects.create(butir=butir, judul=teks[:200])
        catat(kesepakatan, f"Butir {nomor} ditambah", oleh=oleh)
    elif beda := ubah(butir, {"nomor": nomor, "teks": teks}):
        catat(kesepakatan, f"Butir {nomor} diubah", oleh=oleh, rincian=beda)
    return butir


@transaction.atomic
def simpan_kewajiban(
    *, butir: ButirLingkup, isi: Mapping[str, object], oleh: Pengguna, kunci: uuid.UUID | None = None,
    kewajiban: Kewajiban | None = None,
) -> Kewajiban:  # fmt: skip
    """Pemegang baru dikabari sekali."""
    lama = kewajiban.pemegang_id if kewajiban else None
    if kewajiban is None:
        if ada := Kewajiban.objects.filter(kunci=kunci).first():
            return ada
        kewajiban = Kewajiban.objects.create(butir=butir, kunci=kunci or uuid.uuid4(), **isi)
        catat(butir.kesepakatan, f"Kewajiban ditambah: {kewajiban}", oleh=oleh)
    elif beda := ubah(kewajiban, isi):
        catat(butir.kesepakatan, f"Kewajiban diubah: {kewajiban}", oleh=oleh, rincian=beda)
    if kewajiban.pemegang and kewajiban.pemegang_id not in (lama, oleh.pk):
        kabari(
            [kewajiban.pemegang], jenis="replikasi_kewajiban",
            kunci=f"kewajiban:{kewajiban.pk}:pemegang:{kewajiban.pemegang_id}",
            judul=f"Anda memegang kewajiban: {kewajiban.judul}",
            isi=f"Menurut {butir.kesepakatan}. Catat kemajuan dan buktinya di sana.",
            url=butir.kesepakatan.get_absolute_url(),
        )  # fmt: skip
    return kewajiban


@transaction.atomic
def kerjakan_kewajiban(
    *, kewajiban: Kewajiban, keadaan: str, catatan: str, tautan: str, oleh: Pengguna, kunci: uuid.UUID
) -> Kewajiban:
    """Mengubah keadaan dan menambah bukti. Selesai memerlukan paling sedikit satu bukti."""
    kewajiban = (
        Kewajiban.objects.select_for_update(of=("self",)).select_related("butir__kesepakatan").get(pk=kewajiban.pk)
    )
    if BuktiKewajiban.objects.filter(kunci=kunci).exists():
        return kewajiban
    if catatan:
        BuktiKewajiban.objects.create(kewajiban=kewajiban, catatan=catatan, tautan=tautan, oleh=oleh, kunci=kunci)
    if keadaan == Kewajiban.Keadaan.SELESAI and not kewajiban.bukti.exists():
        raise ValidationError({"catatan": "Sebutkan buktinya dahulu: kelas, tiket, bab, tonggak, atau dokumennya."})
    beda = ubah(kewajiban, {"keadaan": keadaan})
    if beda or catatan:
        rincian = beda | ({"bukti": ["–", f"{catatan} {tautan}".strip()[:300]]} if catatan else {})
        catat(kewajiban.butir.kesepakatan, f"Kewajiban: {kewajiban}", oleh=oleh, rincian=rincian)
    return kewajiban


def tambah_berkas(
    *, kesepakatan: Kesepakatan, berkas: Sequence[BerkasBersih], oleh: Pengguna
) -> list[BerkasKesepakatan]:
    """Berkas yang isinya sudah ada dilewati. Ditulis sebelum transaksi: tidak ada baris tanpa berkas."""
    sudah, simpan = set(kesepakatan.berkas.values_list("sidik", flat=True)), []
    for satu in berkas:
        sidik = hashlib.sha256(satu.isi).hexdigest()
        if sidik not in sudah:
            sudah.add(sidik)
            nama = lemari_pribadi().save(tempat_berkas(None, f"x.{satu.akhiran}"), ContentFile(satu.isi))
            simpan.append((nama, sidik, satu))
    try:
        with transaction.atomic():
            hasil = [
                BerkasKesepakatan.objects.create(
                    kesepakatan=kesepakatan, berkas=nama, nama_asli=satu.nama[:120], ukuran=len(satu.isi), sidik=sidik,
                    oleh=oleh,
                )
                for nama, sidik, satu in simpan
            ]  # fmt: skip
            for satu in hasil:
                catat(kesepakatan, f"Berkas ditambah: {satu.nama_asli}", oleh=oleh)
    except Exception:
        for nama, _, _ in simpan:
            lemari_pribadi().delete(nama)
        raise
    return hasil


@transaction.atomic
def buat_ruang_bersama(*, kesepakatan: Kesepakatan, oleh: Pengguna) -> Simpul:
    """Kelompok bagi para pihak yang isinya hanya untuk anggota (K-085); pembuatnya menjadi koordinator. Sekali saja.

    Namanya hanya menyebut wilayah: judul kesepakatan yang belum terbit tidak bocor lewat daftar simpul.
    """
    satu = Kesepakatan.objects.select_for_update().get(pk=kesepakatan.pk)
    if satu.simpul:
        return satu.simpul
    tempat = satu.wilayah.nama_ringkas if satu.wilayah else "nasional"
    simpul = Simpul.objects.create(
        slug=f"kesepakatan-{satu.pk}", nama=f"Ruang kesepakatan {tempat}"[:120],
        uraian="Percakapan teknis para pihak kesepakatan.", jenis=Simpul.Jenis.KELOMPOK, wilayah=satu.wilayah,
        keterlihatan=Simpul.Keterlihatan.ANGGOTA, cara_gabung=Simpul.CaraGabung.DISETUJUI, contoh=satu.contoh,
    )  # fmt: skip
    Ruang.objects.create(simpul=simpul, slug="umum", nama="Umum", siapa_mulai="anggota", siapa_balas="anggota")
    tunjuk_koordinator(simpul=simpul, pengguna=oleh)
    satu.simpul = simpul
    satu.save(update_fields=["simpul"])
    catat(satu, "Ruang bersama dibuka", oleh=oleh)
    return simpul
