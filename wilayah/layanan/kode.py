"""Kode berganti, jati diri tetap (tracker.md bagian 9)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from .. import kode as aturan_kode
from ..models import KataWilayah, RiwayatKode, Wilayah
from ..riwayat import Perubahan
from ..riwayat import kode_berlaku as hitung_kode_berlaku
from .atur import segarkan_sebutan

_PINDAH = {RiwayatKode.Jenis.PINDAH_KODE, RiwayatKode.Jenis.PEMEKARAN, RiwayatKode.Jenis.PENGGABUNGAN}


@transaction.atomic
def ganti_kode(
    *, wilayah: Wilayah, kode_baru: str, tanggal: date, dasar: str,
    jenis: str = RiwayatKode.Jenis.PINDAH_KODE, dikonfirmasi: bool = True,
) -> RiwayatKode:  # fmt: skip
    """Wilayah yang sama memakai kode baru, beserta seluruh isinya; kode lama masuk riwayat.

    Mengulang dengan kode yang sudah dipakai mengembalikan riwayat yang ada. `ValidationError` bila kode tidak sah,
    beda tingkat, induknya belum ada, sudah dipakai wilayah lain, atau tanggalnya di masa depan.
    """
    wilayah = Wilayah.objects.select_for_update().get(pk=wilayah.pk)
    baru = aturan_kode.normalkan(kode_baru)
    lama = wilayah.kode
    if baru == lama:
        ada = RiwayatKode.objects.filter(wilayah=wilayah, kode_baru=baru, asal=None).exclude(jenis="ganti_nama").last()
        if ada is None:
            raise ValidationError("Kode baru sama dengan kode yang berlaku sekarang.")
        return ada
    induk = periksa_kode_baru(wilayah, baru, tanggal, jenis)
    isi = list(Wilayah.objects.select_for_update().di_dalam(wilayah).order_by("kunci"))
    sekarang, riwayat = timezone.now(), []
    for satu in isi:
        kode_lama, kode_satu = satu.kode, baru + satu.kode[len(lama) :]
        riwayat.append(
            RiwayatKode(
                wilayah=satu,
                kode_lama=kode_lama,
                kode_baru=kode_satu,
                nama_lama=satu.nama,
                jenis=jenis,
                tanggal=tanggal,
                dasar=dasar,
                dikonfirmasi=dikonfirmasi,
            )  # fmt: skip
        )
        satu.kode, satu.kunci, satu.diubah = kode_satu, aturan_kode.kunci(kode_satu), sekarang
        satu.tingkat, satu.jenis = aturan_kode.tingkat(kode_satu), aturan_kode.jenis_desa(kode_satu)
        if satu.pk == wilayah.pk:
            satu.induk = induk
    Wilayah.objects.bulk_update(isi, ["kode", "kunci", "tingkat", "jenis", "induk", "diubah"], batch_size=100)
    segarkan_sebutan(isi)
    return RiwayatKode.objects.bulk_create(riwayat, batch_size=500)[0]


def periksa_kode_baru(wilayah: Wilayah, baru: str | None, tanggal: date, jenis: str) -> Wilayah | None:
    """Induk menurut kode baru; `ValidationError` yang menyebut sebabnya bila kode itu tidak dapat dipakai."""
    if baru is None or len(baru) != len(wilayah.kode):
        raise ValidationError("Kode baru harus berbentuk sama dengan kode lama, misalnya 13.07.04.2001.")
    if jenis not in _PINDAH:
        raise ValidationError("Jenis perubahan kode: pindah kode, pemekaran, atau penggabungan.")
    if len(baru) == 13 and not aturan_kode.jenis_desa(baru):
        raise ValidationError("Kelompok keempat harus diawali 1 (kelurahan), 2 (desa), atau 3 (desa adat).")
    if tanggal > timezone.localdate():
        raise ValidationError("Perubahan kode dicatat mulai tanggal berlakunya, tidak sebelumnya.")
    if Wilayah.objects.filter(kunci__range=aturan_kode.rentang(baru)).exists():
        raise ValidationError(f"Kode {baru} sudah dipakai wilayah lain.")
    kode_induk = aturan_kode.induk(baru)
    induk = Wilayah.objects.filter(kode=kode_induk).first() if kode_induk else None
    if kode_induk and induk is None:
        raise ValidationError(f"Induknya, {kode_induk}, belum ada. Tambahkan dahulu.")
    return induk


@transaction.atomic
def gabungkan(*, wilayah: Wilayah, ke: Wilayah, tanggal: date, dasar: str) -> RiwayatKode:
    """`wilayah` melebur ke `ke`, pewaris datanya; barisnya tetap ada, kodenya tidak berlaku lagi."""
    if wilayah.pk == ke.pk or len(wilayah.kode) != len(ke.kode):
        raise ValidationError("Penggabungan memerlukan dua wilayah setingkat yang berbeda.")
    if tanggal > timezone.localdate():
        raise ValidationError("Penggabungan dicatat mulai tanggal berlakunya, tidak sebelumnya.")
    wilayah = Wilayah.objects.select_for_update().get(pk=wilayah.pk)
    if ada := RiwayatKode.objects.filter(wilayah=ke, asal=wilayah, jenis="penggabungan").first():
        return ada
    if not wilayah.berlaku:
        raise ValidationError(f"{wilayah} sudah tidak berlaku.")
    if Wilayah.objects.di_dalam(wilayah).berlaku().exclude(pk=wilayah.pk).exists():
        raise ValidationError(f"Pindahkan dahulu wilayah di dalam {wilayah}.")
    wilayah.berlaku = False
    wilayah.save(update_fields=["berlaku"])
    return RiwayatKode.objects.create(
        wilayah=ke, asal=wilayah, kode_lama=wilayah.kode, kode_baru=ke.kode, nama_lama=wilayah.nama,
        jenis=RiwayatKode.Jenis.PENGGABUNGAN, tanggal=tanggal, dasar=dasar, dikonfirmasi=True,
    )  # fmt: skip


@transaction.atomic
def catat_pemekaran(*, asal: Wilayah, baru: Wilayah, tanggal: date, dasar: str) -> RiwayatKode:
    """`baru` mekar dari `asal`; data yang sudah ada tetap di `asal`, jati diri lama (tracker.md 9). Diulang: baris yang sama."""
    if asal.pk == baru.pk or len(asal.kode) != len(baru.kode):
        raise ValidationError("Pemekaran memerlukan dua wilayah setingkat yang berbeda.")
    riwayat, _ = RiwayatKode.objects.get_or_create(
        wilayah=baru, asal=asal, jenis=RiwayatKode.Jenis.PEMEKARAN,
        defaults={
            "kode_lama": asal.kode, "kode_baru": baru.kode, "nama_lama": asal.nama, "tanggal": tanggal, "dasar": dasar,
            "dikonfirmasi": True,
        },
    )  # fmt: skip
    return riwayat


@transaction.atomic
def sambungkan(*, lama: Wilayah, baru: Wilayah, tanggal: date, dasar: str) -> RiwayatKode:
    """Membenarkan dugaan pindah kode sesudah memuat: `lama` mengambil kode `baru`, baris `baru` yang kosong dihapus.

    `ValidationError` bila `baru` sudah dirujuk sesuatu; datanya tidak boleh hilang.
    """
    for hubungan in Wilayah._meta.related_objects:
        if hubungan.related_model is not KataWilayah:
            model, medan = hubungan.related_model, hubungan.field.name
            if model._base_manager.filter(**{medan: baru}).exists():
                raise ValidationError(f"{baru} ({baru.kode}) sudah dipakai; gabungkan saja.")
    kode = baru.kode
    baru.delete()
    Wilayah.objects.filter(pk=lama.pk).update(berlaku=True)
    return ganti_kode(wilayah=lama, kode_baru=kode, tanggal=tanggal, dasar=dasar)


def temukan(kode_mentah: str) -> Wilayah | None:
    """Wilayah dari kode bertitik atau polos, yang berlaku maupun yang lama; tidak pernah menurut nama.

    Kode yang sedang dipakai menang; selain itu ditelusuri lewat riwayat (juga berantai) sampai yang masih berlaku.
    """
    return _telusuri(kode_mentah, None)


def kode_berlaku(kode_mentah: str, tanggal: date) -> str | None:
    """Kode yang berlaku pada `tanggal` bagi wilayah yang ditanya dengan kode mana pun miliknya; `None` bila asing."""
    wilayah = _telusuri(kode_mentah, tanggal)
    return kode_pada(wilayah, tanggal) if wilayah else None


def _telusuri(kode_mentah: str, pada: date | None) -> Wilayah | None:
    """Pemegang kode itu; peleburan diikuti bila sudah terjadi pada `pada` (None: kapan pun)."""
    kode = aturan_kode.normalkan(kode_mentah)
    if kode is None:
        return None
    hasil = Wilayah.objects.filter(kode=kode).first()
    dikenal: set[str] = set()
    while kode not in dikenal and (hasil is None or not hasil.berlaku):
        dikenal.add(kode)
        baris = RiwayatKode.objects.filter(kode_lama=kode).exclude(jenis=RiwayatKode.Jenis.GANTI_NAMA)
        baris = baris.exclude(jenis=RiwayatKode.Jenis.PEMEKARAN, asal__isnull=False)  # datanya tetap di asalnya
        riwayat = baris.select_related("wilayah", "asal").order_by("-tanggal", "-pk").first()
        if riwayat is None:
            break
        if riwayat.asal and pada is not None and pada < riwayat.tanggal:
            return riwayat.asal  # sebelum melebur ia masih dirinya sendiri
        hasil, kode = riwayat.wilayah, riwayat.wilayah.kode
    return hasil


def kode_pada(wilayah: Wilayah, tanggal: date) -> str:
    """Kode yang dipakai wilayah ini pada `tanggal`."""
    baris = RiwayatKode.objects.filter(wilayah=wilayah, asal=None).exclude(jenis=RiwayatKode.Jenis.GANTI_NAMA)
    perubahan = [Perubahan(*satu) for satu in baris.values_list("kode_lama", "kode_baru", "tanggal")]
    return hitung_kode_berlaku(perubahan, wilayah.kode, tanggal)
