"""Yang tampil di layar sebagai tabel untuk diunduh. Titik untuk desimal, kode wilayah sebagai teks, tanpa data pribadi."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from replikasi import kata
from wilayah.models import Wilayah

from .banding import Banding
from .baris import BarisDesa
from .tertahan import DesaTertahan
from .wilayah import HalamanWilayah


@dataclass(frozen=True)
class Tabel:
    """Satu tabel unduhan; `kanan` letak kolom bilangan, `keterangan` definisi yang ikut di XLSX dan PDF."""

    nama_berkas: str
    judul: str
    pengantar: str
    kepala: list[str]
    baris: Iterable[list[object]]  # boleh pembangkit: dibaca sekali, sambil ditulis
    kanan: list[int] = field(default_factory=list)
    keterangan: list[str] = field(default_factory=list)


DEFINISI = [kata.DEFINISI[nama] for nama in ("adopsi", "basis_desa", "basis_semua", "dipakai", "baru", "diam")]
LISENSI = "Kode dan nama wilayah: daftar resmi Kemendagri melalui idn-area-data, ODbL 1.0."


def tabel_wilayah(halaman: HalamanWilayah) -> Tabel:
    kepala = [
        "kode", "nama", "tingkat", "per_tanggal", "desa", "kelurahan", "aktif_desa", "aktif_semua", "persen_desa",
        "persen_desa_kelurahan", "dipakai", "baru", "berhenti", "dalam_program", "tonggak_terverifikasi",
        "tonggak_diklaim", "tak_dapat_melapor", "kecamatan_siap_opendk",
    ]  # fmt: skip
    baris = [
        [
            satu.wilayah.kode, satu.wilayah.nama_lengkap, satu.wilayah.tingkat, satu.angka.per or "", satu.angka.n_desa,
            satu.angka.n_kelurahan, satu.angka.adopsi_desa, satu.angka.adopsi_semua, _kosong(satu.angka.persen_desa),
            _kosong(satu.angka.persen_semua), satu.angka.dipakai_semua, satu.angka.baru, satu.angka.hilang,
            satu.angka.penerapan, satu.angka.tonggak_verif, satu.angka.tonggak_klaim, satu.angka.nama_ditolak,
            satu.angka.kec_siap,
        ]
        for satu in halaman.anak
    ]  # fmt: skip
    nama = halaman.wilayah.nama_lengkap if halaman.wilayah else "Indonesia"
    return Tabel(
        f"replikasi-{halaman.wilayah.kode if halaman.wilayah else 'indonesia'}-{halaman.bulan:%Y-%m}",
        f"{nama} per {halaman.nama_anak.lower()}", _per(halaman), kepala, baris, list(range(4, 18)),
        [*DEFINISI, LISENSI],
    )  # fmt: skip


def tabel_desa(baris: Iterable[BarisDesa], *, nama: str, berkas: str, pengantar: str) -> Tabel:
    kepala = [
        "kode", "nama", "kecamatan", "status", "sumber", "terhitung_aktif", "dipakai", "lapor_terakhir", "versi",
        "umur_versi_bulan", "kemajuan_terverifikasi_persen", "kemajuan_diklaim_persen",
    ]  # fmt: skip
    isi = (
        [
            satu.wilayah.kode, satu.wilayah.nama_lengkap, satu.wilayah.induk.nama, satu.status.nama, satu.sumber,
            "ya" if satu.tampil.aktif else "tidak", "ya" if satu.dipakai else "tidak",
            (satu.ringkas.lapor_terakhir if satu.ringkas else None) or "", satu.ringkas.versi if satu.ringkas else "",
            _kosong(satu.umur_versi), _kosong(satu.maju_verif), _kosong(satu.maju_klaim),
        ]
        for satu in baris
    )  # fmt: skip
    return Tabel(berkas, nama, pengantar, kepala, isi, [9, 10, 11], [*DEFINISI, LISENSI])


def tabel_tertahan(baris: Iterable[DesaTertahan], wilayah: Wilayah | None, *, bulan: date | None) -> Tabel:
    """Tanpa nama pendamping: itu data pribadi. `bulan` kosong: keadaan hari ini."""
    kepala = ["kode", "nama", "kecamatan", "keadaan", "hari", "maju_terakhir", "tahap_kini"]
    isi = (
        [s.wilayah.kode, s.wilayah.nama_lengkap, s.wilayah.induk.nama, s.status.nama, s.hari, s.sejak, s.tahap]
        for s in baris
    )
    nama = wilayah.nama_lengkap if wilayah else "Indonesia"
    arti = [f"{satu.nama}: {satu.arti}" for satu in (kata.JALAN["kuning"], kata.JALAN["merah"])]
    return Tabel(
        f"tertahan-{wilayah.kode if wilayah else 'indonesia'}" + (f"-{bulan:%Y-%m}" if bulan else ""),
        f"Melambat atau tertahan di {nama}",
        f"Keadaan pada akhir {bulan:%m/%Y}." if bulan else "Keadaan hari ini.", kepala, isi, [4],
        [*arti, "Hari jeda yang disepakati tidak dihitung.", LISENSI],
    )  # fmt: skip


def tabel_banding(banding: Banding) -> Tabel:
    kepala = [
        "kode", "nama", "desa", "kelurahan", "aktif_desa", "persen_desa", "persen_desa_kelurahan", "dipakai",
        "persen_dipakai", "perubahan_12_bulan_poin", "baru", "berhenti",
    ]  # fmt: skip
    baris = [
        [
            s.wilayah.kode, s.wilayah.nama_lengkap, s.angka.n_desa, s.angka.n_kelurahan, s.angka.adopsi_desa,
            _kosong(s.angka.persen_desa), _kosong(s.angka.persen_semua), s.angka.dipakai_semua,
            _kosong(s.angka.dipakai_persen), _kosong(s.perubahan), s.angka.baru, s.angka.hilang,
        ]
        for s in banding.baris
    ]  # fmt: skip
    tempat = banding.induk.nama_lengkap if banding.induk else "Indonesia"
    return Tabel(
        f"banding-{banding.induk.kode if banding.induk else 'indonesia'}-{banding.bulan:%Y-%m}",
        f"Perbandingan {banding.nama_anak.lower()} di {tempat}", f"Bulan {banding.bulan:%m/%Y}.", kepala, baris,
        list(range(2, 12)), [*DEFINISI, LISENSI],
    )  # fmt: skip


def _per(halaman: HalamanWilayah) -> str:
    return f"Keadaan per {halaman.angka.per:%d-%m-%Y}." if halaman.angka.per else "Belum dihitung."


def _kosong(nilai: object) -> object:
    return "" if nilai is None else nilai
