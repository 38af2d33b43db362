"""Memeriksa yang selalu harus benar (domain forum.md 4.2) dan membetulkan angka yang meleset."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, F, Max, Q

from .layanan.acara import kunci_acara, kursi_terpakai, naikkan_antrean
from .layanan.angka import hitung_ulang_ruang, hitung_ulang_topik, kunci_topik, perbaiki
from .layanan.jajak import hitung_suara, jumlah_pemilih
from .models import Acara, AnggotaSimpul, Jajak, Keadaan, Kehadiran, Kiriman, Ruang, Simpul, Topik, TopikPengguna


def periksa() -> Iterator[str]:
    """Satu kalimat per pelanggaran; kosong berarti semua invarian berlaku."""
    yield from _nomor()
    for topik in Topik.objects.iterator(chunk_size=500):
        yield from _beda(f"topik {topik.pk}", topik, hitung_ulang_topik(topik))
    for ruang in Ruang.objects.iterator():
        yield from _beda(f"ruang {ruang.pk}", ruang, hitung_ulang_ruang(ruang))
    yield from _jawaban()
    yield from _suka()
    yield from _dukungan()
    yield from _kursi()
    yield from _suara()
    for pk, tercatat, nyata in _anggota():
        yield f"simpul {pk}: jumlah_anggota {tercatat}, seharusnya {nyata}"
    melampaui = TopikPengguna.objects.filter(terakhir_dibaca__gt=F("topik__nomor_tertinggi"))
    yield from (f"tanda baca {satu.pk} melampaui nomor tertinggi" for satu in melampaui)


def betulkan() -> int:
    """Membetulkan angka (bukan isi); mengembalikan banyaknya baris yang berubah."""
    berubah = 0
    for pk in Topik.objects.values_list("pk", flat=True):
        with transaction.atomic():
            topik = kunci_topik(pk)
            seharusnya = hitung_ulang_topik(topik)
            if list(_beda("", topik, seharusnya)):
                perbaiki(topik, seharusnya)
                berubah += 1
    for pk in Ruang.objects.values_list("pk", flat=True):
        with transaction.atomic():
            ruang = Ruang.objects.select_for_update().get(pk=pk)
            seharusnya = hitung_ulang_ruang(ruang)
            if list(_beda("", ruang, seharusnya)):
                perbaiki(ruang, seharusnya)
                berubah += 1
    for pk, _, nyata in list(_anggota()):
        berubah += Simpul.objects.filter(pk=pk).update(jumlah_anggota=nyata)
    for kiriman in Kiriman.objects.annotate(n=Count("reaksi")).exclude(jumlah_suka=F("n")):
        berubah += Kiriman.objects.filter(pk=kiriman.pk).update(jumlah_suka=kiriman.n)
    return berubah + _betulkan_jenis()


def _betulkan_jenis() -> int:
    """Dukungan, suara, dan antrean kursi; yang terakhir naik bila akun yang memegang kursi sudah dihapus."""
    berubah = 0
    for topik in Topik.objects.annotate(n=Count("dukungan")).exclude(jumlah_dukungan=F("n")):
        berubah += Topik.objects.filter(pk=topik.pk).update(jumlah_dukungan=topik.n)
    for pk in Kehadiran.objects.filter(antre=True, acara__batal=False).values_list("acara", flat=True).distinct():
        with transaction.atomic():
            berubah += len(naikkan_antrean(kunci_acara(pk)))
    for jajak in Jajak.objects.all():
        if list(_beda_suara(jajak)):
            with transaction.atomic():
                hitung_suara(Jajak.objects.select_for_update(of=("self",)).get(pk=jajak.pk))
            berubah += 1
    return berubah


def _beda(nama: str, baris, seharusnya: dict[str, object]) -> Iterator[str]:
    for kolom, nilai in seharusnya.items():
        if getattr(baris, kolom) != nilai:
            yield f"{nama}: {kolom} {getattr(baris, kolom)!r}, seharusnya {nilai!r}"


def _nomor() -> Iterator[str]:
    hitung = Topik.objects.annotate(banyak=Count("kiriman"), terbesar=Max("kiriman__nomor"))
    for topik in hitung.exclude(banyak=F("nomor_tertinggi"), terbesar=F("nomor_tertinggi")):
        yield f"topik {topik.pk}: {topik.banyak} kiriman, nomor terbesar {topik.terbesar}, tercatat {topik.nomor_tertinggi}"
    for kiriman in Kiriman.objects.filter(nomor=1, topik__digabung_ke__isnull=True).exclude(keadaan=Keadaan.TAMPIL):
        yield f"kiriman pertama topik {kiriman.topik_id} tidak tampil; yang disembunyikan harus topiknya"


def _jawaban() -> Iterator[str]:
    sah = Q(jawaban__topik=F("pk"), jawaban__nomor__gt=1, jawaban__keadaan=Keadaan.TAMPIL, jenis=Topik.Jenis.TANYA)
    for topik in Topik.objects.filter(jawaban__isnull=False).exclude(sah):
        yield f"topik {topik.pk}: jawaban bukan balasan tampil dari pertanyaan ini"


def _suka() -> Iterator[str]:
    for kiriman in Kiriman.objects.annotate(n=Count("reaksi")).exclude(jumlah_suka=F("n")):
        yield f"kiriman {kiriman.pk}: jumlah_suka {kiriman.jumlah_suka}, seharusnya {kiriman.n}"


def _dukungan() -> Iterator[str]:
    for topik in Topik.objects.annotate(n=Count("dukungan")).exclude(jumlah_dukungan=F("n")):
        yield f"topik {topik.pk}: jumlah_dukungan {topik.jumlah_dukungan}, seharusnya {topik.n}"


def _kursi() -> Iterator[str]:
    for acara in Acara.objects.filter(kapasitas__isnull=False).order_by("pk"):
        terpakai = kursi_terpakai(acara)
        if terpakai > acara.kapasitas:
            yield f"acara {acara.pk}: {terpakai} kursi terpakai dari {acara.kapasitas}"
        depan = Kehadiran.objects.filter(acara=acara).mengantre().first()
        if depan and not acara.batal and depan.kursi <= acara.kapasitas - terpakai:
            yield f"acara {acara.pk}: yang terdepan di antrean seharusnya sudah mendapat kursi"


def _beda_suara(jajak: Jajak) -> Iterator[str]:
    if jajak.jumlah_pemilih != jumlah_pemilih(jajak):
        yield f"jajak {jajak.pk}: jumlah_pemilih {jajak.jumlah_pemilih}, seharusnya {jumlah_pemilih(jajak)}"
    for pilihan in jajak.pilihan.annotate(n=Count("suara")).exclude(jumlah_suara=F("n")):
        yield f"jajak {jajak.pk}: pilihan {pilihan.urutan} {pilihan.jumlah_suara} suara, seharusnya {pilihan.n}"


def _suara() -> Iterator[str]:
    for jajak in Jajak.objects.all():
        yield from _beda_suara(jajak)


def _anggota() -> Iterator[tuple[int, int, int]]:
    aktif = Count("keanggotaan", filter=Q(keanggotaan__keadaan=AnggotaSimpul.Keadaan.AKTIF))
    for simpul in Simpul.objects.annotate(n=aktif).exclude(jumlah_anggota=F("n")):
        yield simpul.pk, simpul.jumlah_anggota, simpul.n
