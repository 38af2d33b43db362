"""Data halaman satu panggilan: untuk umum, untuk desa yang mencalonkan diri, dan untuk yang memeriksanya."""

from __future__ import annotations

from dataclasses import dataclass

from akun.models import Peran
from replikasi.kalender import hari_ini
from replikasi.kata import Status
from replikasi.models import Calon, Kriteria, Panggilan, Seleksi
from replikasi.models.program import PERAN_PEMBACA
from wilayah.models import Wilayah

KEADAAN = {
    "akan": Status("Akan dibuka", "Belum menerima pencalonan.", "netral", "kalender"),
    "buka": Status("Menerima calon", "Nagari dapat mendaftar dan mengisi penilaian diri.", "berhasil", "bendera"),
    "dinilai": Status("Sedang dinilai", "Pencalonan ditutup; pemeriksaan dan penilaian berjalan.", "proses", "jam"),
    "diputus": Status("Sudah diputus", "Keputusannya dibekukan dan dapat dibaca di bawah.", "info", "piagam"),
}
CALON = {
    "mengisi": Status("Mengisi", "Desa sedang mengisi penilaian diri.", "netral", "pena"),
    "dikirim": Status("Menunggu diperiksa", "Sudah dikirim; menunggu orang kedua.", "proses", "jam"),
    "diperiksa": Status("Sudah diperiksa", "Nilainya dipastikan orang kedua.", "berhasil", "perisai"),
    "mundur": Status("Mundur", "Tidak ikut.", "netral", "silang-lingkar"),
}


@dataclass(frozen=True)
class HalamanPanggilan:
    panggilan: Panggilan
    status: Status
    kriteria: list[Kriteria]
    calon: list[tuple[Calon, Status]]
    n_calon: int
    putusan: Seleksi | None
    boleh_baca_putusan: bool
    desa_saya: Wilayah | None
    percontohan_saya: Wilayah | None
    boleh_atur: bool
    boleh_nilai: bool


def keadaan(panggilan: Panggilan, *, diputus: bool) -> Status:
    if diputus:
        return KEADAAN["diputus"]
    if panggilan.sudah_tutup:
        return KEADAAN["dinilai"]
    return KEADAAN["akan" if hari_ini() < panggilan.buka else "buka"]


def halaman_panggilan(panggilan: Panggilan, *, oleh) -> HalamanPanggilan:
    """Umum melihat banyaknya calon dan hasilnya; desa melihat miliknya; yang bertugas melihat semuanya."""
    putusan = panggilan.seleksi.order_by("-nomor").first()
    calon = list(
        Calon.objects.terlihat(oleh=oleh)
        .filter(panggilan=panggilan)
        .select_related("wilayah__induk")
        .order_by("wilayah__kunci")
    )
    sudah = _percontohan(panggilan, oleh)
    saya = _desa_saya(panggilan, calon, oleh)
    return HalamanPanggilan(
        panggilan, keadaan(panggilan, diputus=putusan is not None), list(panggilan.edisi.kriteria.all()),
        [(satu, CALON[satu.keadaan]) for satu in calon], panggilan.calon.ikut().count(), putusan,
        bool(putusan and putusan.boleh_dilihat(oleh=oleh)), None if sudah and saya == sudah else saya, sudah,
        panggilan.boleh_diubah(oleh=oleh), oleh.is_authenticated and oleh.berkuasa(*PERAN_PEMBACA, atas=panggilan.wilayah),
    )  # fmt: skip


def awal_putusan(panggilan: Panggilan, terakhir: Seleksi | None) -> dict[str, object]:
    """Isian awal keputusan: koreksi berangkat dari yang dikoreksi, keputusan pertama dari orang-orang programnya."""
    if terakhir is None:
        orang = [(o.nama, o.tugas, o.lembaga) for o in panggilan.program.orang.all()[:30]]
        return {"hadir": _baris_hadir(orang)}
    alasan = {f"alasan_{c['kode'].replace('.', '_')}": c["alasan"] for c in terakhir.isi["calon"] if c.get("alasan")}
    hadir = [(o["nama"], o["jabatan"], o["lembaga"]) for o in terakhir.hadir]
    dipilih = [c["kode"] for c in terakhir.terpilih]
    return alasan | {"keputusan": terakhir.keputusan, "dipilih": dipilih, "hadir": _baris_hadir(hadir)}


def _baris_hadir(orang: list[tuple[str, str, str]]) -> str:
    return "\n".join("; ".join(bagian.replace(";", ",") for bagian in satu).rstrip("; ") for satu in orang)


def _percontohan(panggilan: Panggilan, oleh) -> Wilayah | None:
    """Desa operator ini yang sudah menjadi percontohan di program itu."""
    if not oleh.is_authenticated or not panggilan.terbuka:
        return None
    desa = [tugas.wilayah_id for tugas in oleh.penugasan_berlaku if tugas.peran == Peran.OPERATOR]
    satu = panggilan.program.daftar_penerapan().filter(wilayah__in=desa, percontohan=True).select_related("wilayah")
    return ada.wilayah if (ada := satu.first()) else None


def _desa_saya(panggilan: Panggilan, calon: list[Calon], oleh) -> Wilayah | None:
    """Desa operator ini, bila boleh dan belum dicalonkan."""
    if not oleh.is_authenticated:
        return None
    sudah = {satu.wilayah_id for satu in calon if satu.keadaan != Calon.Keadaan.MUNDUR}
    for tugas in oleh.penugasan_berlaku:
        w = tugas.wilayah
        if (
            tugas.peran == Peran.OPERATOR
            and w
            and w.pk not in sudah
            and panggilan.boleh_dicalonkan(oleh=oleh, wilayah=w)
        ):
            return w
    return None
