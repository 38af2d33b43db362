"""Laporan kemajuan satu program untuk dicetak: naskahnya, tahapnya, gelombangnya, hasil layanannya, desa demi desa."""

from __future__ import annotations

from replikasi import kata
from replikasi.cetak import bilangan, hari

from .gelombang import angka_r
from .kendali import HalamanProgram
from .ukur import hasil_layanan


def isi_laporan_program(halaman: HalamanProgram, *, oleh, dalam: bool) -> dict:
    """Data lembar `program.typ`; semuanya teks. Tugas lewat tenggat hanya bagi yang bertugas (`dalam`)."""
    p, (mulai, semua) = halaman.program, halaman.rata
    return {
        "kicker": "Laporan program" + (f" · {p.wilayah.nama_lengkap}" if p.wilayah else ""),
        "judul": p.nama,
        "pengantar": f"{p.uraian} Keadaan per {hari(halaman.per)}.".strip(),
        "bilangan": [
            {"angka": bilangan(halaman.n), "nama": "desa menjalani", "dasar": f"{halaman.selesai} menuntaskan semua tonggak"},
            {"angka": bilangan(halaman.tercapai), "nama": "tonggak terverifikasi", "dasar": f"{halaman.menunggu} diklaim, menunggu"},
            {"angka": f"{bilangan(mulai)}%" if mulai is not None else "–", "nama": "rata-rata kemajuan",
             "dasar": f"atas {halaman.n} yang mulai" + (f"; {bilangan(semua)}% atas {halaman.n_dasar} desa" if semua is not None else "")},
            {"angka": bilangan(halaman.tertahan), "nama": "melambat atau tertahan",
             "dasar": f"ambang {p.ambang_macet} hari, tanpa jeda"},
        ],
        "naskah": [
            {"nama": k.nama.capitalize(), "butir": [[f"{b.nomor}. {b.judul}", b.uraian] for b in k.butir]}
            for k in halaman.kelompok
        ],
        "tahap": [[satu["label"], bilangan(satu["nilai"]), satu["nilai"]] for satu in halaman.tahap],
        "gelombang": [
            [a.gelombang.nama + (" (data contoh)" if a.gelombang.contoh else ""), bilangan(a.anggota), bilangan(a.mulai),
             bilangan(a.sampai), bilangan(a.mentor), "tanpa mentor" if a.r is None else bilangan(a.r)]
            for a in angka_r(p, oleh=oleh)
        ],
        "layanan": _layanan(halaman),
        "kepala_desa": ["Desa", "Keadaan", "Tahap", "Terverifikasi", "Diklaim"] + (["Lewat tenggat"] if dalam else []),
        "desa": [
            [satu.desa.nama_lengkap + (" ★" if satu.penerapan.percontohan else ""), satu.jalan.nama,
             str((satu.ringkas.tahap_kini if satu.ringkas else "") or "–"), f"{bilangan(satu.maju_verif)}%",
             f"{bilangan(satu.maju_klaim)}%", *([bilangan(satu.lewat)] if dalam else [])]
            for satu in sorted(halaman.baris, key=lambda b: (not b.penerapan.percontohan, b.desa.kunci))
        ],
        "keterangan": [
            kata.DEFINISI["kemajuan"],
            "Terverifikasi: buktinya dipastikan orang kedua. Diklaim: baru dinyatakan desa; tidak dicampur ke dalamnya.",
            "R: desa yang sampai layanan surat berjalan (tahap 6) dibagi desa mentornya. ★ nagari percontohan.",
            *([f"{len(halaman.baris)} desa pertama; semuanya ada di unduhan CSV dan XLSX."] if halaman.n > len(halaman.baris) else []),
            *(["Sebagian berisi data contoh."] if halaman.contoh else []),
        ],
    }  # fmt: skip


def _layanan(halaman: HalamanProgram) -> list[list[str]]:
    """Sebelum dan sesudah di seluruh wilayahnya, dengan banyaknya catatan; kosong bila belum ada."""
    if halaman.program.wilayah is None:
        return []
    h = hasil_layanan(halaman.program.wilayah)
    return [
        [f"{b.nama} ({b.satuan})", "–" if b.sebelum is None else f"{bilangan(b.sebelum)} (n {b.n_sebelum})",
         "–" if b.sesudah is None else f"{bilangan(b.sesudah)} (n {b.n_sesudah})",
         b.kalimat + (" Contoh kecil." if b.kecil else "")]
        for b in h.daftar
    ]  # fmt: skip
