"""Kelas untuk dibaca: halaman, daftar nama, laporan, dan syarat kelulusan tiap peserta."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from django.db.models import Avg, Count, Prefetch, Q, QuerySet
from django.http import HttpRequest
from wagtail import hooks

from akun.models import Pengguna
from modul_pelatihan.hadir import SesiHadir, rasio_hadir
from modul_pelatihan.models import (
    Angkatan,
    AturanPelatihan,
    Kehadiran,
    Kelulusan,
    KemajuanPelajaran,
    PelajaranPage,
    Pengajar,
    PenilaianPraktik,
    Percobaan,
    Peserta,
    Sertifikat,
    Sesi,
    Setoran,
    TesAngkatan,
    Tugas,
    UmpanBalik,
)
from modul_pelatihan.ngain import NgainKelas, golongan, ngain, ngain_kelas
from modul_pelatihan.penilaian import lulus, tampil_persen

from .kuis import nilai_dipakai
from .sesudah import hambatan, laporan_diri

HADIR = Kehadiran.Keadaan.HADIR


@dataclass
class Syarat:
    """Satu syarat sertifikat dengan nilai dan ambangnya; `nilai` None: belum ada."""

    nama: str
    judul: str
    nilai: Fraction | None
    ambang: Fraction
    terpenuhi: bool

    def simpan(self) -> dict[str, Any]:
        nilai = None if self.nilai is None else str(self.nilai)
        return {
            "nama": self.nama,
            "judul": self.judul,
            "nilai": nilai,
            "ambang": str(self.ambang),
            "terpenuhi": self.terpenuhi,
        }

    @property
    def tampil(self) -> str:
        return tampil_persen(self.nilai)


@dataclass
class BarisPeserta:
    peserta: Peserta
    syarat: list[Syarat] = field(default_factory=list)
    pra: Fraction | None = None
    pasca: Fraction | None = None
    jp: int = 0
    kelulusan: Kelulusan | None = None
    sertifikat: Sertifikat | None = None

    @property
    def lulus(self) -> bool:
        return all(satu.terpenuhi for satu in self.syarat)

    @property
    def gain(self) -> Fraction | None:
        return ngain(self.pra, self.pasca) if self.pra is not None and self.pasca is not None else None


def daftar_kelas(oleh: Pengguna, *, cari: dict[str, Any] | None = None) -> QuerySet[Angkatan]:
    """Kelas yang terlihat dengan jadwal dan hitungan kursinya; jumlah kueri tetap."""
    return (
        Angkatan.objects.terlihat(oleh=oleh)
        .filter(**(cari or {}))
        .select_related("wilayah", "jalur")
        .prefetch_related(
            Prefetch("sesi", queryset=Sesi.objects.filter(batal=False).order_by("mulai")),
            Prefetch("pengajar", queryset=Pengajar.objects.select_related("orang").order_by("tugas", "pk")),
        )
        .annotate(
            terisi=Count("peserta", filter=Q(peserta__keadaan=Peserta.Keadaan.TERDAFTAR), distinct=True),
            menunggu=Count("peserta", filter=Q(peserta__keadaan=Peserta.Keadaan.MENUNGGU), distinct=True),
        )
    )


def baris_peserta(angkatan: Angkatan, hanya: Iterable[Peserta] | None = None) -> list[BarisPeserta]:
    """Setiap peserta berkursi dengan syaratnya; jumlah kueri tetap, berapa pun pesertanya."""
    peserta = (
        list(hanya)
        if hanya is not None
        else list(angkatan.peserta.terdaftar().select_related("orang", "asal").order_by("orang__first_name", "pk"))
    )
    sesi = list(angkatan.sesi.all())
    hadir: dict[int, set[int]] = defaultdict(set)
    for peserta_pk, sesi_pk in Kehadiran.objects.filter(sesi__angkatan=angkatan, keadaan=HADIR).values_list(
        "peserta_id", "sesi_id"
    ):
        hadir[peserta_pk].add(sesi_pk)
    for satu in sesi:
        satu.angkatan = angkatan
    tes = nilai_tes(angkatan)
    praktik = _praktik_terakhir(angkatan)
    tugas = list(angkatan.tugas.filter(wajib=True))
    diterima = set(
        Setoran.objects.filter(tugas__in=tugas, keadaan=Setoran.Keadaan.DITERIMA).values_list("peserta_id", "tugas_id")
    )
    putusan = {satu.peserta_id: satu for satu in Kelulusan.objects.filter(peserta__in=peserta).order_by("pada", "pk")}
    surat = {
        satu.kelulusan.peserta_id: satu
        for satu in Sertifikat.objects.filter(kelulusan__peserta__in=peserta)
        .select_related("kelulusan", "pencabutan")
        .order_by("ke")
    }
    pasca = angkatan.tes.filter(jenis=TesAngkatan.Jenis.PASCA).exists()
    hasil = []
    for satu in peserta:
        baris = BarisPeserta(satu, kelulusan=putusan.get(satu.pk), sertifikat=surat.get(satu.pk))
        baris.jp = sum(s.jp for s in sesi if not s.batal and s.pk in hadir[satu.pk])
        baris.pra, baris.pasca = (tes.get((satu.orang_id, jenis)) for jenis in ("pra", "pasca"))
        baris.syarat = _syarat(angkatan, satu, sesi, hadir[satu.pk], baris.pasca, pasca, praktik, tugas, diterima)
        hasil.append(baris)
    if angkatan.wajib_prasyarat:
        tuntas = _tuntas(angkatan, [satu.orang_id for satu in peserta])
        for baris in hasil:
            rasio = tuntas.get(baris.peserta.orang_id, Fraction(0)) if tuntas is not None else None
            baris.syarat.append(Syarat("prasyarat", "Modul dibaca", rasio, Fraction(1), rasio is None or rasio == 1))
    return hasil


def _syarat(angkatan, peserta, sesi, hadir, pasca, ada_pasca, praktik, tugas, diterima) -> list[Syarat]:
    persen = {nama: Fraction(getattr(angkatan, f"ambang_{nama}"), 100) for nama in ("hadir", "pascates", "praktik")}
    rasio = rasio_hadir([SesiHadir(s.jp, s.pk in hadir, s.batal) for s in sesi])
    hasil = [Syarat("hadir", "Kehadiran", rasio, persen["hadir"], lulus(rasio, persen["hadir"]))]
    if ada_pasca:
        hasil.append(Syarat("pascates", "Pasca-tes", pasca, persen["pascates"], lulus(pasca, persen["pascates"])))
    if angkatan.lembar_praktik_id:
        satu = praktik.get(peserta.orang_id)
        hasil.append(Syarat("praktik", "Praktik", satu and satu.rasio, persen["praktik"], bool(satu and satu.lulus)))
    if tugas:
        terima = Fraction(sum((peserta.pk, satu.pk) in diterima for satu in tugas), len(tugas))
        hasil.append(Syarat("tugas", "Tugas wajib", terima, Fraction(1), terima == 1))
    return hasil


def _tuntas(angkatan: Angkatan, orang: list[int]) -> dict[int, Fraction] | None:
    """pk orang → bagian pelajaran terbit modul kelas yang sudah selesai; None bila modulnya belum berisi. Tiga kueri."""
    letak = Q(pk__in=[])
    for satu in angkatan.modul.all():
        letak |= Q(path__startswith=satu.path)
    semua = set(PelajaranPage.objects.live().filter(letak).values_list("uuid", flat=True))
    if not semua:
        return None
    selesai = KemajuanPelajaran.objects.selesai().filter(orang__in=orang, pelajaran__in=semua)
    return {
        satu["orang"]: Fraction(satu["n"], len(semua))
        for satu in selesai.order_by().values("orang").annotate(n=Count("pk"))
    }


def nilai_tes(angkatan: Angkatan) -> dict[tuple[int, str], Fraction]:
    """(pk orang, pra|pasca) → rasio menurut kebijakan yang dibekukan."""
    kumpul: dict[tuple[int, str], list[Percobaan]] = defaultdict(list)
    for satu in Percobaan.objects.filter(tes__angkatan=angkatan).select_related("tes").order_by("nomor"):
        kumpul[satu.orang_id, satu.tes.jenis].append(satu)
    nilai = {kunci: nilai_dipakai(daftar) for kunci, daftar in kumpul.items()}
    return {kunci: satu for kunci, satu in nilai.items() if satu is not None}


def _praktik_terakhir(angkatan: Angkatan) -> dict[int, PenilaianPraktik]:
    if not angkatan.lembar_praktik_id:
        return {}
    baris = PenilaianPraktik.objects.filter(angkatan=angkatan, lembar=angkatan.lembar_praktik_id)
    return {satu.orang_id: satu for satu in baris.order_by("pada", "pk")}


def daftar_nama(sesi: Sesi) -> list[dict[str, Any]]:
    """Peserta berkursi menurut nama dengan catatan hadirnya; dua kueri. Pengajar tidak termasuk."""
    ada = {satu.peserta_id: satu for satu in sesi.kehadiran.all()}
    peserta = sesi.angkatan.peserta.terdaftar().select_related("orang", "asal").order_by("orang__first_name", "pk")
    return [{"peserta": satu, "hadir": ada.get(satu.pk)} for satu in peserta]


def umpan_balik(angkatan: Angkatan) -> dict[str, Any]:
    """Kirkpatrick 1: rata-rata 1–5 dan saran tanpa nama; di bawah batas tidak ditampilkan supaya tidak menunjuk orang."""
    baris = UmpanBalik.objects.filter(peserta__angkatan=angkatan)
    hitung = baris.aggregate(n=Count("pk"), isi=Avg("isi"), pelatih=Avg("pelatih"), tempat=Avg("tempat"))
    cukup = hitung["n"] >= AturanPelatihan.objects.berlaku().n_min_ngain
    saran = list(baris.exclude(saran="").order_by("?").values_list("saran", flat=True)) if cukup else []
    return hitung | {"cukup": cukup, "saran": saran}


def ringkasan_tes(baris: list[BarisPeserta]) -> dict[str, Any]:
    """Kirkpatrick 2: N-gain kelas dan rata-rata perorangan, keduanya dengan n; di bawah batas tidak ditampilkan."""
    hasil: NgainKelas = ngain_kelas((satu.pra, satu.pasca) for satu in baris)
    n_min = AturanPelatihan.objects.berlaku().n_min_ngain
    return {"gain": hasil, "tampil": hasil.tampil(n_min), "n_min": n_min, "golongan": golongan(hasil.kelas)}


def sedang_mengerjakan(angkatan: Angkatan) -> int:
    """Orang yang tesnya belum dikirim; menutup kelas menilai mereka dari jawaban yang tersimpan."""
    berjalan = Percobaan.objects.filter(tes__angkatan=angkatan, keadaan=Percobaan.Keadaan.BERJALAN)
    return berjalan.values("orang").distinct().count()


def tugas_saya(angkatan: Angkatan, peserta: Peserta) -> list[dict[str, Any]]:
    """Tugas kelas dengan kiriman terakhir peserta ini."""
    setoran: dict[int, Setoran] = {}
    for satu in Setoran.objects.filter(tugas__angkatan=angkatan, peserta=peserta).order_by("dikirim", "pk"):
        setoran[satu.tugas_id] = satu
    return [{"tugas": satu, "setoran": setoran.get(satu.pk)} for satu in Tugas.objects.filter(angkatan=angkatan)]


def kelas_saya(orang: Pengguna) -> QuerySet[Peserta]:
    return (
        Peserta.objects.filter(orang=orang)
        .exclude(keadaan=Peserta.Keadaan.BATAL)
        .select_related("angkatan__wilayah")
        .order_by("-didaftar", "-pk")
    )


def laporan(angkatan: Angkatan, request: HttpRequest) -> dict[str, Any]:
    """Isi laporan kelas. Kirkpatrick 3 dan 4 datang dari kamar di atas lewat slot `ukuran_kelas(angkatan, request)`:
    komponen bertanda `tingkat` (3 atau 4) dan `terisi`. Tanpa fakta tingkat 3, laporan diri peserta menggantikannya."""
    baris = baris_peserta(angkatan)
    sesi = list(angkatan.sesi.select_related("modul"))
    for satu in sesi:
        satu.angkatan = angkatan
    panel = [isi for fungsi in hooks.get_hooks("ukuran_kelas") if (isi := fungsi(angkatan, request))]
    panel3 = [satu for satu in panel if getattr(satu, "tingkat", 3) == 3]
    asal = {satu.peserta.asal_id for satu in baris if satu.peserta.asal_id}
    return {
        "kelas": angkatan, "baris": baris, "sesi": sesi, "jp": sum(satu.jp for satu in sesi if not satu.batal),
        "lulus": sum(bool(satu.kelulusan and satu.kelulusan.lulus) for satu in baris), "desa": len(asal),
        "tes": ringkasan_tes(baris), "umpan": umpan_balik(angkatan),
        "panel3": panel3, "panel4": [satu for satu in panel if satu not in panel3],
        "diri": laporan_diri(angkatan), "hambatan": hambatan(angkatan),
        "terisi": any(getattr(satu, "terisi", True) for satu in panel3),
        "pengajar": angkatan.pengajar.select_related("orang").order_by("-tugas", "pk"),
    }  # fmt: skip
