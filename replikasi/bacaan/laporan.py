"""Isi laporan dua halaman untuk kepala daerah: angka, dua penyebut, yang terverifikasi dan yang baru diklaim."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from replikasi import kata
from replikasi.cetak import bilangan, bulan, bulan_pendek, hari

from .target import target_wilayah
from .tertahan import desa_tertahan
from .wilayah import HalamanWilayah

ANAK_TERBANYAK = 34
TARGET_TERBANYAK = 3
TAMU = AnonymousUser()
UNTUK = {
    "": "Laporan nasional", "provinsi": "Laporan untuk Gubernur", "kabupaten": "Laporan untuk Bupati",
    "kota": "Laporan untuk Wali Kota", "kecamatan": "Laporan untuk Camat",
}  # fmt: skip


def isi_laporan(halaman: HalamanWilayah) -> dict:
    """Data lembar `laporan.typ`; semuanya teks. Tidak memuat nama orang dan tidak memuat yang belum terbuka."""
    a, w = halaman.angka, halaman.wilayah
    satuan = halaman.sebutan if a.n_desa else "kelurahan"
    persen = a.persen_desa if a.n_desa else a.persen_semua
    return {
        "kicker": UNTUK[w.tingkat if w else ""],
        "judul": w.nama_lengkap if w else "Indonesia",
        "pengantar": f"Kemajuan penerapan OpenSID, keadaan per {hari(a.per)}. "
        f"{bilangan(a.n_desa)} {halaman.sebutan}" + (f" dan {bilangan(a.n_kelurahan)} kelurahan" if a.n_kelurahan else "")
        + " menurut daftar resmi.",
        "peringatan": _peringatan(halaman),
        "bilangan": [
            {"angka": bilangan(a.adopsi_desa if a.n_desa else a.adopsi_semua), "nama": f"{satuan} aktif",
             "dasar": f"{bilangan(persen)}% dari {bilangan(a.n_desa or a.n_kelurahan)}"},
            {"angka": bilangan(a.adopsi_semua), "nama": "aktif, desa + kelurahan",
             "dasar": f"{bilangan(a.persen_semua)}% dari {bilangan(a.n_semua)}"},
            {"angka": bilangan(a.dipakai_semua), "nama": "dipakai pekan ini", "dasar": f"{bilangan(a.dipakai_persen)}% dari {bilangan(a.n_semua)}"},
            {"angka": f"+{bilangan(a.baru)} / −{bilangan(a.hilang)}", "nama": "baru / berhenti", "dasar": f"selama {bulan(halaman.bulan)}"},
        ],
        "target": _target(halaman),
        "sebaran": [[s.status.nama, bilangan(s.n), bilangan(s.persen)] for s in a.sebaran],
        "tren": [{"label": bulan_pendek(t.bulan), "nilai": float(n)} for t, n in zip(halaman.tren, halaman.nilai_tren, strict=True) if n is not None],
        "arti_tren": f"Persen {satuan} aktif pada akhir tiap bulan; terakhir {bilangan(persen)}%.",
        "pemasangan": _pemasangan(halaman),
        "kemajuan": _kemajuan(halaman),
        "judul_anak": f"Per {halaman.nama_anak.lower()}" if halaman.anak else f"{halaman.sebutan.capitalize()} demi {halaman.sebutan}",
        **_anak(halaman),
        "perhatian": _perhatian(halaman),
        "definisi": [kata.DEFINISI[nama] for nama in ("adopsi", "basis_desa", "basis_semua", "dipakai", "baru", "kemajuan", "versi", "diam")]
        + ["Sumber: laporan otomatis OpenSID, pernyataan yang dipastikan orang kedua, dan klaim tonggak; "
           "penyebut dari daftar resmi Kemendagri (idn-area-data, ODbL 1.0)."],
    }  # fmt: skip


def _peringatan(halaman: HalamanWilayah) -> str:
    a, teks = halaman.angka, []
    if a.ambil("contoh"):
        teks.append(f"Data contoh: keadaan {bilangan(a.ambil('contoh'))} desa di dalam laporan ini rekaan.")
    if a.sebagian:
        teks.append(f"Penyebutnya belum seluruh wilayah: baru {a.kab_dimuat} dari {a.n_kab} kabupaten/kota dimuat.")
    return " ".join(teks)


def _target(halaman: HalamanWilayah) -> list[list[str]]:
    """Target resmi wilayah ini yang sudah terbit, pada basis tetap dan basis berjalan (K-055), menurut tanggal laporannya."""
    if halaman.wilayah is None:
        return []
    baris = []
    for satu in target_wilayah(halaman.wilayah, oleh=TAMU, pada=halaman.pada)[:TARGET_TERBANYAK]:
        for basis in satu.basis:
            hitung = basis.hitung
            baris.append([
                satu.target.judul, basis.nama, bilangan(basis.penyebut), bilangan(hitung.perlu), bilangan(satu.kini.n),
                bilangan(basis.persen), "tercapai" if hitung.tercapai else bilangan(hitung.kurang),
            ])  # fmt: skip
    return baris


def _pemasangan(halaman: HalamanWilayah) -> list[list[str]]:
    a = halaman.angka
    versi = [("versi baru", "versi_baru"), ("versi lama", "versi_lama"), ("versi tidak terbaca", "versi_tak_dikenal")]
    return [[nama, bilangan(a.ambil(kunci))] for nama, kunci in versi] + [[s.nama, bilangan(s.n)] for s in a.hosting]


def _kemajuan(halaman: HalamanWilayah) -> str:
    a = halaman.angka
    if not a.penerapan:
        return f"Belum ada {halaman.sebutan} yang menjalani program penerapan di wilayah ini."
    return (
        f"{bilangan(a.penerapan)} {halaman.sebutan} menjalani program. Rata-rata {bilangan(a.rata_mulai)}% terverifikasi "
        f"(n {bilangan(a.penerapan)}); dihitung atas semua {bilangan(a.n_semua)}, yang belum mulai nol: "
        f"{bilangan(a.rata_semua)}%. {bilangan(a.tonggak_verif)} tonggak terverifikasi; {bilangan(a.tonggak_klaim)} "
        "lainnya baru diklaim dan tidak dicampur ke dalamnya."
    )


def _anak(halaman: HalamanWilayah) -> dict:
    if not halaman.anak:
        isi = [
            [s.wilayah.nama_lengkap, s.status.nama, "ya" if s.dipakai else "tidak",
             bilangan(s.umur_hari), (s.ringkas.versi if s.ringkas else "") or "–", bilangan(s.maju_verif), bilangan(s.maju_klaim)]
            for s in halaman.desa
        ]  # fmt: skip
        kepala = [
            halaman.sebutan.capitalize(),
            "Keadaan",
            "Dipakai",
            "Hari sejak lapor",
            "Versi",
            "% terverif.",
            "% diklaim",
        ]
    else:
        anak = sorted(
            halaman.anak_terdata, key=lambda s: (-(s.angka.persen_desa or s.angka.persen_semua or 0), s.wilayah.kunci)
        )
        isi = [
            [s.wilayah.nama_ringkas, bilangan(s.angka.n_desa), bilangan(s.angka.adopsi_desa), bilangan(s.angka.persen_desa),
             bilangan(s.angka.persen_semua), bilangan(s.angka.dipakai_semua), f"+{s.angka.baru} / −{s.angka.hilang}"]
            for s in anak
        ]  # fmt: skip
        kepala = [halaman.nama_anak, "Desa", "Aktif", "% desa", "% desa+kel.", "Dipakai", "Baru / berhenti"]
    lain = len(isi) - ANAK_TERBANYAK
    catatan = f"Dan {lain} lainnya; selengkapnya di halaman webnya." if lain > 0 else ""
    return {"kepala_anak": kepala, "anak": isi[:ANAK_TERBANYAK], "anak_lain": catatan}


def _perhatian(halaman: HalamanWilayah) -> list[str]:
    """Yang dapat ditindaklanjuti, menurut keadaan pada tanggal laporannya."""
    a, hasil = halaman.angka, []
    if a.ambil("tak_bisa_lapor_desa") + a.ambil("tak_bisa_lapor_kelurahan"):
        n = a.ambil("tak_bisa_lapor_desa") + a.ambil("tak_bisa_lapor_kelurahan")
        hasil.append(f"{bilangan(n)} tidak dapat melapor otomatis karena namanya; keadaannya perlu dinyatakan orang.")
    if a.hilang:
        hasil.append(f"{bilangan(a.hilang)} berhenti terhitung aktif pada {bulan(halaman.bulan)}.")
    if a.ambil("versi_lama"):
        hasil.append(
            f"{bilangan(a.ambil('versi_lama'))} pemasangan lebih dari enam bulan di belakang rilis terbaru jalurnya."
        )
    if a.kec_berdesa:
        hasil.append(f"{bilangan(a.kec_siap)} dari {bilangan(a.kec_berdesa)} kecamatan siap memakai OpenDK.")
    if a.tertahan:
        nama = [
            f"{s.wilayah.nama_lengkap} ({s.status.nama.lower()}, {s.hari} hari)"
            for s in desa_tertahan(halaman.wilayah, oleh=TAMU, bulan=halaman.bulan).baris[:6]
        ]
        hasil.append("Program melambat atau tertahan: " + "; ".join(nama) + ".")
    return hasil or ["Tidak ada catatan khusus."]
