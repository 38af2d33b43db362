"""Bahan tambahan kurikulum contoh: nama menu, bidang yang tidak terbaca dari slug, langkah rinci beberapa pelajaran."""

from __future__ import annotations

from typing import Any

# Induk menu OpenSID 24.10 Umum → slug modulnya; nama menu dibuat dari slug kecuali yang disebut di NAMA_MENU.
INDUK_MENU = {
    "Info Desa": "identitas-desa wilayah-administratif pemerintah-desa lembaga-desa",
    "Kependudukan": "penduduk keluarga rumah-tangga data-suplemen log-penduduk",
    "Statistik": "statistik-kependudukan laporan-bulanan laporan-penduduk laporan-kelompok-rentan",
    "Layanan Surat": "pengaturan-surat cetak-surat permohonan-surat arsip-layanan daftar-persyaratan",
    "Sekretariat": "klasifikasi-surat produk-hukum informasi-publik-1",
    "Buku Administrasi": "administrasi-umum administrasi-penduduk administrasi-pembangunan buku-rencana-kerja-pembangunan",
    "Keuangan": "impor-data input-data laporan laporan-manual laporan-apbdes",
    "Analisis": "master-analisis analisis-kategori analisis-indikator analisis-periode analisis-respon analisis-laporan",
    "Bantuan": "program-bantuan peserta-bantuan",
    "Pembangunan": "pembangunan",
    "Pemetaan": "peta pengaturan-peta area garis point",
    "Layanan Mandiri": "pendaftar-layanan-mandiri pengaturan-layanan-mandiri kotak-pesan pendapat",
    "Pengaduan": "pengaduan",
    "Anjungan": "daftar-anjungan gawai-layanan",
    "Buku Tamu": "data-tamu",
    "Admin Web": "artikel kategori menu widget galeri",
    "OpenDK": "sinkronisasi pesan",
    "Pengaturan": "aplikasi pengguna pengaturan-grup database info-sistem optimasi-gambar",
}
NAMA_MENU = {
    "log-penduduk": "Catatan Peristiwa",
    "informasi-publik-1": "Informasi Publik",
    "point": "Titik",
    "pengaturan-grup": "Grup Pengguna",
    "laporan-apbdes": "Laporan APBDes",
}
JALAN_MENU = {
    slug: f"{induk} › {NAMA_MENU.get(slug, slug.replace('-', ' ').title())}"
    for induk, daftar in INDUK_MENU.items()
    for slug in daftar.split()
} | {"home": "Beranda"}

# Pelajaran tanpa slug, atau yang pokoknya lebih sempit daripada slugnya.
BIDANG_PELAJARAN = {
    "M01.1": "tim-peran", "M01.2": "kirim-opendk tampil-openkab", "M01.3": "tim-peran", "M01.4": "cara-pakai",
    "M02.1": "tidak-bisa-masuk cara-pakai", "M02.2": "kode-wilayah sebutan-desa", "M02.3": "sebutan-desa kode-wilayah",
    "M02.4": "perangkat-lembaga", "M02.5": "hak-akses", "M03.1": "data-ganda", "M03.2": "impor-penduduk",
    "M03.4": "data-ganda", "M03.5": "kerahasiaan-data", "M04.1": "syarat-arsip-surat cetak-surat",
    "M04.2": "templat-surat kop-tte", "M04.4": "cetak-surat kop-tte", "M04.5": "syarat-arsip-surat",
    "M07.5": "statistik-penduduk program-bantuan", "M09.1": "memilih-hosting", "M09.2": "pasang-baru server-php",
    "M09.3": "membuat-cadangan memulihkan-data", "M09.4": "naik-versi migrasi-basis-data galat-sesudah-pembaruan",
    "M09.6": "mengamankan-situs situs-disusupi",
    **{f"M10.{urut}": "melatih" for urut in range(1, 7)},
}  # fmt: skip

URAIAN_JALUR = {
    "operator-dasar": "Untuk operator yang baru mulai: dari akun pertama sampai surat dan situs.",
    "operator-lanjut": "Untuk operator yang datanya sudah rapi: keuangan, statistik, peta, layanan warga.",
    "admin-hosting": "Untuk yang memasang, memperbarui, dan menjaga aplikasi tetap hidup.",
    "pelatih-tot": "Untuk calon pelatih dan pendamping.",
}


def _p(teks: str) -> str:
    return f"<p>{teks}</p>"


def langkah(tindakan: str, hasil: str = "", gambar: str = "", alt: str = "") -> tuple[str, dict[str, Any]]:
    return "langkah", {"tindakan": _p(tindakan), "hasil": hasil, "gambar": gambar, "alt": alt}


def peringatan(tingkat: str, teks: str) -> tuple[str, dict[str, Any]]:
    return "peringatan", {"tingkat": tingkat, "teks": _p(teks)}


def catatan(teks: str) -> tuple[str, dict[str, Any]]:
    return "catatan_pelatih", {"teks": _p(teks)}


def praktik(judul: str, *butir: tuple[str, bool]) -> tuple[str, dict[str, Any]]:
    return "praktik", {"judul": judul, "butir": [{"teks": teks, "kritis": kritis} for teks, kritis in butir]}


ISTILAH = {
    "TTE": (
        "Tanda tangan elektronik: tanda tangan di berkas yang keasliannya dapat diperiksa komputer.",
        "tanda tangan elektronik",
    ),
    "Kode isian": (
        "Penanda di templat surat yang diganti data sebenarnya saat surat dicetak, misalnya [nama].",
        "kode surat",
    ),
    "Cadangan": ("Salinan data yang disimpan di tempat lain, untuk dipakai bila data aslinya hilang.", "backup"),
    "Hak akses": ("Menu apa saja yang boleh dibuka dan diubah seorang pengguna aplikasi.", "izin, role"),
    "APBDes": (
        "Rencana keuangan tahunan pemerintah {sebutan}: pendapatan, belanja, dan pembiayaan.",
        "anggaran",
    ),
    "OpenDK": ("Aplikasi kecamatan yang menerima data dari OpenSID tiap {sebutan}.", "dasbor kecamatan"),
}


def istilah(nama: str) -> tuple[str, str]:
    """Diganti barisnya saat balok dirangkai."""
    return "istilah", nama


def tonggak(slug: str) -> tuple[str, dict[str, Any]]:
    return "tonggak", {"slug": slug}


DATA_LATIHAN = peringatan("info", "Berlatihlah dengan data contoh, bukan data warga yang sebenarnya.")

TAMBAHAN: dict[str, list[tuple[str, Any]]] = {
    "M02.1": [
        langkah(
            "Buka alamat situs {sebutan} Anda, lalu tambahkan <b>/siteman</b> di belakangnya.",
            "Lembar masuk tampil.", "masuk", "Lembar masuk OpenSID dengan isian nama pengguna dan kata sandi",
        ),
        langkah("Tulis nama pengguna dan kata sandi Anda sendiri, lalu tekan <b>Masuk</b>.", "Menu utama tampil di kiri."),
        langkah("Buka <b>Pengaturan › Pengguna</b>, pilih nama Anda, lalu ganti kata sandi bawaan.", "Muncul tulisan “berhasil disimpan”."),
        langkah("Selesai bekerja, tekan nama Anda di kanan atas, lalu <b>Keluar</b>.", "Lembar masuk tampil lagi."),
        peringatan("bahaya", "Jangan mengirim kata sandi lewat grup percakapan, juga kepada yang mengaku petugas bantuan."),
        catatan("Minta tiap peserta masuk sendiri sebelum lanjut. Yang memakai akun bersama dibuatkan akun pribadi saat itu juga."),
    ],
    "M02.2": [
        langkah(
            "Buka <b>Info Desa › Identitas Desa</b>, lalu tekan <b>Ubah Data</b>.",
            "Lembar identitas dapat disunting.", "identitas", "Lembar identitas desa dengan isian nama, kode wilayah, dan alamat kantor",
        ),
        langkah("Cocokkan kode wilayah dengan keputusan Kemendagri, angka demi angka.", "Kode sama dengan dokumen resmi."),
        langkah("Unggah lambang {sebutan}, paling besar 100 KB.", "Lambang tampil di kop surat."),
        langkah("Periksa sebutan: {sebutan}, {kepala_desa}, {dusun}.", "Surat tercetak dengan sebutan setempat."),
        peringatan("perhatian", "Kode yang keliru membuat laporan {sebutan} masuk ke tempat lain. Bila ragu, tanyakan dahulu."),
    ],
    "M03.2": [
        langkah("Buka <b>Pengaturan › Database</b>, lalu unduh cadangan.", "Berkas cadangan tersimpan di komputer Anda."),
        langkah(
            "Buka <b>Kependudukan › Penduduk › Impor</b>, lalu unduh templat terbaru.",
            "Templat sesuai versi aplikasi.", "impor", "Lembar impor penduduk dengan tombol unduh templat dan pilih berkas",
        ),
        langkah("Isi 20 baris data contoh, simpan, lalu unggah.", "Laporan impor menyebut jumlah baris yang masuk dan yang ditolak."),
        langkah("Perbaiki baris yang ditolak menurut alasannya, lalu unggah baris itu saja.", "Tidak ada lagi baris yang ditolak."),
        DATA_LATIHAN,
        catatan("Sisipkan tiga kesalahan di berkas latihan: NIK 15 angka, tanggal lahir terbalik, kepala keluarga ganda."),
    ],
    "M04.2": [
        langkah(
            "Buka <b>Layanan Surat › Pengaturan Surat</b>, lalu pilih satu surat dan tekan <b>Ubah</b>.",
            "Penyunting templat terbuka.", "templat", "Penyunting templat surat dengan kop, isi, dan daftar kode isian",
        ),
        istilah("Kode isian"),
        langkah("Salin isi templat lama, lalu ganti tiap titik-titik dengan kode isian.", "Kode isian tampil di antara kurung siku."),
        langkah("Tekan <b>Pratinjau</b> dengan tiga penduduk contoh yang berbeda.", "Ketiga surat terisi benar tanpa baris kosong."),
        peringatan("perhatian", "Surat jenis RTF berhenti didukung sejak rilis 24.10. Alihkan sebelum memperbarui aplikasi."),
        praktik("Periksa templat Anda", ("Kop dan lambang tampil", True), ("Penanda tangan mengikuti data perangkat", True), ("Nomor surat terisi sendiri", False)),
    ],
    "M09.3": [
        langkah(
            "Buka <b>Pengaturan › Database › Cadangkan</b>, lalu unduh basis data dan folder desa.",
            "Dua berkas tersimpan, ukurannya bukan 0 KB.", "cadangan", "Lembar cadangan dengan tombol unduh basis data dan folder desa",
        ),
        langkah("Salin keduanya ke tempat di luar server.", "Ada salinan di dua tempat."),
        langkah("Di server latihan, pulihkan dari salinan itu.", "Data terakhir tampil kembali."),
        langkah("Catat berapa menit yang diperlukan.", "Berita acara uji pulih terisi."),
        peringatan("bahaya", "Jangan menguji pemulihan di server yang sedang dipakai melayani warga."),
    ],
    "M01.4": [tonggak("komitmen-pimpinan")],
    "M10.2": [
        praktik(
            "Sebelum hari kelas", ("Data latihan terpasang di tiap komputer", True), ("Cetakan cukup untuk semua peserta", False),
            ("Rencana bila listrik atau internet mati", True), ("Daftar hadir dan lembar umpan balik", False),
        ),
        catatan("Kelas yang baik berakhir dengan pekerjaan nyata yang dibawa pulang, bukan dengan salindia."),
    ],
}  # fmt: skip
BERDATA_WARGA = {"penduduk", "keluarga", "rumah-tangga", "peserta-bantuan", "pendaftar-layanan-mandiri"}
