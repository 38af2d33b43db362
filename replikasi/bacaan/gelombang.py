"""Data gelombang: anggotanya, angka R dengan kedua hitungannya, dan gambar siapa membimbing siapa."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Q

from replikasi.hitung import SKALA
from replikasi.models import (
    AnggotaGelombang,
    Bimbingan,
    Gelombang,
    Hubungan,
    KlaimTonggak,
    Penerapan,
    Program,
    Tonggak,
)
from replikasi.rumus import bulat, generasi, reproduction
from wilayah.models import Wilayah

TAHAP_R = 6  # desa "sampai" bila layanan suratnya berjalan (tracker.md 8)
LEBAR, TINGGI, SELA, JARAK = 130, 30, 10, 36  # dua generasi muat selayar ponsel


@dataclass(frozen=True)
class AngkaR:
    """R = yang sampai tahap 6 dibagi mentornya; kedua hitungannya selalu tampil."""

    gelombang: Gelombang
    anggota: int
    mulai: int
    sampai: int
    mentor: int

    @property
    def r(self) -> Decimal | None:
        return bulat(reproduction(sampai=self.sampai, mentor=self.mentor), 2)


def sampai_tahap(program: Program, wilayah_id: Iterable[int], nomor: int = TAHAP_R) -> set[int]:
    """Desa yang semua tonggak tahap itu terverifikasi (atau penerapannya selesai); dua kueri."""
    wilayah_id = list(wilayah_id)
    perlu = Tonggak.objects.filter(tahap__program=program.dasar, tahap__nomor=nomor).count()
    klaim = KlaimTonggak.objects.filter(
        penerapan__program=program.dasar, penerapan__wilayah__in=wilayah_id, tonggak__tahap__nomor=nomor,
        keadaan=KlaimTonggak.Keadaan.DIVERIFIKASI,
    ).order_by()  # fmt: skip
    hitung = klaim.values("penerapan__wilayah").annotate(n=Count("tonggak", distinct=True))
    return {satu["penerapan__wilayah"] for satu in hitung if perlu and satu["n"] == perlu}


def angka_r(program: Program, *, oleh) -> list[AngkaR]:
    """Tiap gelombang yang terlihat, menurut nomornya; lima kueri berapa pun gelombangnya."""
    semua = list(
        Gelombang.objects.terlihat(oleh=oleh).filter(program=program).select_related("wilayah").order_by("nomor")
    )
    anggota: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
    for gelombang, desa, penerapan in AnggotaGelombang.objects.filter(gelombang__in=semua).values_list(
        "gelombang", "wilayah", "penerapan"
    ):
        anggota[gelombang].append((desa, penerapan))
    sampai = sampai_tahap(program, {desa for daftar in anggota.values() for desa, _ in daftar})
    mentor: dict[int, set[int]] = defaultdict(set)
    for gelombang, satu in Bimbingan.objects.filter(gelombang__in=semua).values_list("gelombang", "mentor"):
        mentor[gelombang].add(satu)
    return [
        AngkaR(
            g, len(anggota[g.pk]), sum(p is not None for _, p in anggota[g.pk]),
            sum(d in sampai for d, _ in anggota[g.pk]), len(mentor[g.pk]),
        )
        for g in semua
    ]  # fmt: skip


@dataclass(frozen=True)
class Simpai:
    """Satu desa pada gambar: tempatnya, generasinya, dan keadaannya."""

    wilayah: Wilayah
    generasi: int | None
    x: int
    y: int
    sampai: bool
    dibimbing: int
    membimbing: int

    @property
    def lebar(self) -> int:
        return LEBAR

    @property
    def teks_x(self) -> int:
        return self.x + 10

    @property
    def teks_y(self) -> int:
        return self.y + 19

    @property
    def nama(self) -> str:
        nama = self.wilayah.nama
        return nama if len(nama) <= 16 else nama[:15] + "…"


@dataclass(frozen=True)
class Tepi:
    bimbingan: Bimbingan
    jalur: str


@dataclass(frozen=True)
class Jejaring:
    simpai: list[Simpai]
    tepi: list[Tepi]
    lebar: int
    tinggi: int

    @property
    def kolom(self) -> list[int]:
        return sorted({s.generasi for s in self.simpai if s.generasi is not None})


def jejaring(program: Program, *, oleh) -> Jejaring:
    """Siapa membimbing siapa: kolom menurut generasi. Bimbingan yang berakhir ikut, sebab generasinya tidak hilang."""
    semua = list(
        Bimbingan.objects.terlihat(oleh=oleh).filter(gelombang__program=program)
        .select_related("mentor", "dampingan", "gelombang").order_by("gelombang__nomor", "mulai", "pk")
    )  # fmt: skip
    desa = {w.pk: w for b in semua for w in (b.mentor, b.dampingan)}
    utama: dict[int, int] = {}
    for b in semua:
        if b.utama:
            utama.setdefault(b.dampingan_id, b.mentor_id)  # mentor utama pertama menentukan generasinya
    angkatan = generasi(utama)
    sampai = sampai_tahap(program, desa)
    membimbing = Counter(b.mentor_id for b in semua if b.selesai is None)
    dibimbing = Counter(b.dampingan_id for b in semua if b.selesai is None)
    kolom: dict[int, list[Wilayah]] = defaultdict(list)
    for pk, satu in desa.items():
        kolom[angkatan.get(pk, 0) if angkatan.get(pk, 0) is not None else -1].append(satu)
    tempat: dict[int, Simpai] = {}
    for letak, gen in enumerate(sorted(kolom)):
        # Di bawah mentornya: garis sedikit bersilang.
        urut = sorted(kolom[gen], key=lambda w: (tempat[utama[w.pk]].y if utama.get(w.pk) in tempat else 0, w.kunci))
        for baris, satu in enumerate(urut):
            tempat[satu.pk] = Simpai(
                satu, None if gen < 0 else gen, letak * (LEBAR + JARAK) + 2, baris * (TINGGI + SELA) + 2, satu.pk in sampai,
                dibimbing[satu.pk], membimbing[satu.pk],
            )  # fmt: skip
    tinggi = max((len(isi) for isi in kolom.values()), default=0) * (TINGGI + SELA)
    return Jejaring(
        list(tempat.values()), [Tepi(b, _jalur(tempat[b.mentor_id], tempat[b.dampingan_id])) for b in semua],
        max(1, len(kolom)) * (LEBAR + JARAK) - JARAK + 4, tinggi + 4,
    )  # fmt: skip


def _jalur(dari: Simpai, ke: Simpai) -> str:
    """Lengkung dari sisi kanan mentor ke sisi kiri dampingan."""
    x1, y1, x2, y2 = dari.x + LEBAR, dari.y + TINGGI // 2, ke.x, ke.y + TINGGI // 2
    tengah = (x1 + x2) // 2
    return f"M{x1} {y1}C{tengah} {y1} {tengah} {y2} {x2} {y2}"


@dataclass(frozen=True)
class BarisAnggota:
    anggota: AnggotaGelombang
    mentor: list[Bimbingan]
    maju: Decimal | None
    sampai: bool
    kontak_terakhir: object


@dataclass(frozen=True)
class HalamanGelombang:
    gelombang: Gelombang
    angka: AngkaR
    anggota: list[BarisAnggota]
    belum: int
    pertemuan: list


def halaman_gelombang(gelombang: Gelombang, *, oleh) -> HalamanGelombang:
    """Anggota dengan mentor, kemajuan, dan (bagi yang bertugas) hari terakhir dihubungi; kueri tetap."""
    semua = list(
        gelombang.anggota.select_related("wilayah__induk", "wilayah__ringkas", "penerapan").order_by("wilayah__kunci")
    )
    desa = [satu.wilayah_id for satu in semua]
    sampai = sampai_tahap(gelombang.program, desa)
    bimbing: dict[int, list[Bimbingan]] = defaultdict(list)
    tepi = list(Bimbingan.objects.filter(gelombang=gelombang).select_related("mentor").order_by("-utama", "pk"))
    for b in tepi:
        if b.selesai is None:
            bimbing[b.dampingan_id].append(b)
    kontak = {}
    for pk, hari in (
        Hubungan.objects.terlihat(oleh=oleh)
        .filter(wilayah__in=desa)
        .order_by("tanggal")
        .values_list("wilayah", "tanggal")
    ):
        kontak[pk] = hari
    baris = []
    for satu in semua:
        ringkas = getattr(satu.wilayah, "ringkas", None)
        maju = bulat(Fraction(ringkas.maju_verif, SKALA)) if satu.penerapan_id and ringkas else None
        baris.append(
            BarisAnggota(satu, bimbing[satu.wilayah_id], maju, satu.wilayah_id in sampai, kontak.get(satu.wilayah_id))
        )
    angka = AngkaR(
        gelombang, len(semua), sum(s.penerapan_id is not None for s in semua), sum(s.sampai for s in baris),
        len({b.mentor_id for b in tepi}),
    )  # fmt: skip
    return HalamanGelombang(
        gelombang, angka, baris, sum(s.penerapan_id is None for s in semua),
        list(gelombang.pertemuan.filter(Q(terbit=True) | Q(pk__in=_rapat_terlihat(gelombang, oleh)))),
    )  # fmt: skip


def _rapat_terlihat(gelombang: Gelombang, oleh) -> list[int]:
    rapat = gelombang.pertemuan.model.objects.terlihat(oleh=oleh).filter(gelombang=gelombang)
    return list(rapat.values_list("pk", flat=True))


def calon_mentor(program: Program) -> list[Wilayah]:
    """Yang sudah berjalan di program ini, yang paling maju dahulu."""
    penerapan = (
        Penerapan.objects.berjalan().filter(program=program.dasar).select_related("wilayah__ringkas", "wilayah__induk")
    )
    if program.wilayah:
        penerapan = penerapan.filter(wilayah__kunci__range=program.wilayah.rentang)
    return [satu.wilayah for satu in penerapan.order_by("-wilayah__ringkas__maju_verif", "wilayah__kunci")[:100]]


def anggota_terpilih(gelombang: Gelombang) -> list[str]:
    """Kode desa keputusan yang mendasarinya; calon setingkat kabupaten berarti semua desa di dalamnya."""
    if gelombang.seleksi is None:
        return []
    kode = [satu["kode"] for satu in gelombang.seleksi.terpilih]
    pilihan = Wilayah.objects.filter(kode__in=kode)
    hasil = []
    for satu in pilihan:
        desa = Wilayah.objects.desa().berlaku().di_dalam(satu).exclude(jenis=Wilayah.Jenis.KELURAHAN)
        hasil += list(desa.order_by("kunci").values_list("kode", flat=True))
    return hasil
