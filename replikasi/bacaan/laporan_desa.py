"""Laporan kemajuan satu desa untuk dicetak, dan tabel tugasnya. Tanpa nama warga; nama tim hanya bagi yang bertugas."""

from __future__ import annotations

from replikasi.cetak import bilangan, hari
from replikasi.kalender import hari_ini
from replikasi.models import RencanaKerja

from .ekspor import Tabel
from .perjalanan import perjalanan_dari
from .rencana import HalamanRencana, halaman_rencana
from .tim import halaman_tim

KETERANGAN = [
    "Terverifikasi: buktinya sudah dipastikan orang kedua. Diklaim: baru dinyatakan desa; tidak dicampur ke dalamnya.",
    "Kemajuan: jumlah bobot tonggak yang terverifikasi dibagi seluruh bobot tahap yang berlaku.",
    "Tenggat dihitung pada hari kerja desa ini sejak rencana dimulai, di luar masa jeda.",
]


def isi_laporan_desa(rencana: RencanaKerja) -> dict:
    """Data lembar `nagari.typ`; semuanya teks."""
    halaman, j = halaman_rencana(rencana), perjalanan_dari(rencana.penerapan)
    tim, desa = halaman_tim(halaman.desa), halaman.desa
    jalan = j.jalan
    return {
        "kicker": f"Laporan kemajuan · {rencana.penerapan.program}",
        "judul": desa.nama_lengkap,
        "pengantar": f"{desa.induk.nama_lengkap}, {desa.induk.induk.nama_lengkap}. Keadaan per {hari(hari_ini())}, "
        f"{rencana.edisi} buku panduan, sejak {hari(rencana.mulai)}." + (" Data contoh." if rencana.penerapan.contoh else ""),
        "bilangan": [
            {"angka": f"{bilangan(j.maju_verif)}%", "nama": "bobot terverifikasi", "dasar": f"{j.tercapai} dari {j.jumlah} tonggak"},
            {"angka": f"{bilangan(j.maju_klaim)}%", "nama": "bobot baru diklaim", "dasar": f"{j.menunggu} menunggu verifikasi"},
            {"angka": bilangan(len(halaman.lewat)), "nama": "tugas lewat tenggat", "dasar": f"dari {len(halaman.aktif)} tugas"},
            {"angka": jalan.nama, "nama": "keadaan", "dasar": f"maju terakhir {hari(j.maju_pada)}"},
        ],
        "tahap": [
            [f"{t.nomor}. {t.judul}" + (" (tidak berlaku)" if t.lewat else ""), bilangan(t.bobot), bilangan(t.n),
             bilangan(t.tercapai), bilangan(t.menunggu)]
            for t in j.tahap
        ],
        "perhatian": _perhatian(halaman),
        "mandiri": [[s.nama, "ya" if s.terpenuhi else "belum", s.keterangan] for s in tim.syarat],
        "tugas": [
            [str(b.tugas.langkah), b.status.nama, hari(b.tugas.tenggat), b.pemilik] for b in halaman.aktif
        ],
        "keterangan": KETERANGAN,
    }  # fmt: skip


def _perhatian(halaman: HalamanRencana) -> list[str]:
    hasil = [f"Jeda {hari(s.mulai)} sampai {hari(s.selesai)}: {s.alasan}." for s in halaman.jeda]
    hasil += [f"{b.tugas.langkah}: lewat {b.lewat_hari} hari dari tenggat." for b in halaman.lewat[:8]]
    return hasil + ([f"Dan {len(halaman.lewat) - 8} tugas lain yang lewat tenggat."] if len(halaman.lewat) > 8 else [])


def tabel_tugas(rencana: RencanaKerja) -> Tabel:
    """Satu tugas satu baris, untuk CSV dan XLSX."""
    halaman = halaman_rencana(rencana)
    desa = halaman.desa
    return Tabel(
        judul=f"Rencana kerja {desa.nama_lengkap}", pengantar=f"{rencana.edisi}, mulai {hari(rencana.mulai)}.",
        nama_berkas=f"rencana-{desa.kode}", kanan=[],
        kepala=["kode_langkah", "langkah", "tonggak", "tahap", "tenggat", "keadaan", "hari_lewat", "penanggung_jawab"],
        baris=[
            [b.tugas.langkah.kode, b.tugas.langkah.judul, b.tugas.tonggak.slug, b.tugas.tonggak.tahap.nomor, b.tugas.tenggat,
             b.status.nama, b.lewat_hari, b.tugas.langkah.penanggung_jawab]
            for b in halaman.aktif
        ],
        keterangan=KETERANGAN,
    )  # fmt: skip
