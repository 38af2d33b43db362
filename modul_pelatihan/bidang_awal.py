"""Bidang bawaan: kategori A–Q (domain helpdesk.md 6, opensid.md 15), tiap pokok dengan anak dan slug modul OpenSID.

Fungsi `isi_bidang` dipakai migrasi data dan uji. Ia hanya menambah yang belum ada: suntingan orang tidak ditimpa.
Urutan = kekerapan keluhan desa (B, E, F, K, C, G, L, J lebih dahulu), bukan abjad.
"""

from __future__ import annotations

from typing import NamedTuple


class Awal(NamedTuple):
    slug: str
    nama: str
    uraian: str
    modul: str = ""  # slug SettingModul OpenSID, dipisah spasi


class Pokok(NamedTuple):
    huruf: str
    awal: Awal
    anak: tuple[Awal, ...]


BIDANG_AWAL: tuple[Pokok, ...] = (
    Pokok(
        "B", Awal("pembaruan", "Pembaruan dan migrasi", "Menaikkan versi OpenSID dan galat sesudahnya.", "info-sistem"), (
            Awal("naik-versi", "Naik versi", "Memperbarui rilis bulanan, naik bertahap lewat versi minimal."),
            Awal("migrasi-basis-data", "Migrasi basis data", "Migrasi tidak jalan atau berhenti di tengah.", "database"),
            Awal("galat-sesudah-pembaruan", "Galat sesudah pembaruan", "Halaman galat 500 atau putih sesudah naik versi."),
        ),
    ),
    Pokok(
        "E", Awal(
            "impor-kependudukan", "Kependudukan dan impor", "Data penduduk, keluarga, peristiwa, dan impornya.",
            "penduduk keluarga rumah-tangga kelompok calon-pemilih",
        ), (
            Awal("impor-penduduk", "Impor penduduk", "Impor ditolak, atau berhasil tetapi data kosong.", "penduduk keluarga"),
            Awal("data-ganda", "Data ganda dan janggal", "NIK atau No. KK ganda, kepala keluarga ganda.", "penduduk keluarga rumah-tangga"),
            Awal("peristiwa-penduduk", "Lahir, mati, pindah, datang", "Mencatat peristiwa dan laporan bulanan.", "log-penduduk laporan-bulanan"),
            Awal("statistik-penduduk", "Statistik dan laporan penduduk", "Membaca dan memeriksa angka kependudukan.", "statistik-kependudukan laporan-penduduk laporan-kelompok-rentan data-suplemen"),
            Awal("kerahasiaan-data", "Kerahasiaan data warga", "Menjaga data pribadi warga saat bekerja dan melapor."),
        ),
    ),
    Pokok(
        "F", Awal(
            "surat-tte", "Surat dan TTE", "Templat, cetak, tanda tangan elektronik, dan arsip surat.",
            "cetak-surat pengaturan-surat permohonan-surat arsip-layanan",
        ), (
            Awal("cetak-surat", "Cetak surat", "Surat kosong atau isinya keliru saat dicetak.", "cetak-surat"),
            Awal("templat-surat", "Templat surat", "Menyusun templat TinyMCE dan mengalihkan templat RTF.", "pengaturan-surat"),
            Awal("kop-tte", "Kop surat dan TTE", "Kop hilang, kode QR tidak tampil, galat TTE.", "pengaturan-surat qr-code"),
            Awal("syarat-arsip-surat", "Syarat dan arsip surat", "Daftar persyaratan, klasifikasi, surat masuk dan keluar.", "daftar-persyaratan klasifikasi-surat arsip-layanan surat-masuk surat-keluar"),
        ),
    ),
    Pokok(
        "K", Awal("token-layanan", "Token dan layanan pelanggan", "Token, langganan, dan perpanjangan layanan OpenDesa.", "layanan-pelanggan"), (
            Awal("perpanjangan-token", "Perpanjangan token", "Token tidak berubah sesudah perpanjangan.", "layanan-pelanggan"),
            Awal("pendaftaran-kerja-sama", "Pendaftaran kerja sama", "Mendaftar dan memeriksa status kerja sama.", "pendaftaran-kerjasama"),
        ),
    ),
    Pokok(
        "C", Awal("login-otp", "Login dan akun", "Tidak bisa masuk, sandi, OTP, dan hak akses pengguna.", "pengguna home"), (
            Awal("tidak-bisa-masuk", "Tidak bisa masuk", "Halaman siteman, kata sandi, akun dipegang orang lain.", "pengguna"),
            Awal("otp-surel", "OTP dan email", "Kode OTP, Telegram, atau email SMTP tidak terkirim.", "aplikasi"),
            Awal("hak-akses", "Hak akses pengguna", "Membagi grup dan akses petugas.", "pengguna pengaturan-grup"),
        ),
    ),
    Pokok(
        "G", Awal("sinkronisasi", "Sinkronisasi OpenDK dan OpenKab", "Mengirim data ke kecamatan dan kabupaten.", "sinkronisasi"), (
            Awal("kirim-opendk", "Kirim data ke OpenDK", "Galat saat kirim, jumlah di kecamatan berbeda.", "sinkronisasi pesan"),
            Awal("tampil-openkab", "Tampil di OpenKab", "Desa atau datanya tidak muncul di OpenKab.", "sinkronisasi"),
        ),
    ),
    Pokok(
        "L", Awal("tema-tampilan", "Situs, tema, dan tampilan", "Isi dan rupa situs web desa.", "artikel menu widget galeri tema"), (
            Awal("tema", "Tema", "Tema berantakan, pilihan tema kosong, slider mati.", "tema slider"),
            Awal("isi-situs", "Artikel, menu, dan galeri", "Menulis artikel dan menata situs desa.", "artikel kategori menu widget galeri optimasi-gambar komentar media-sosial"),
            Awal("informasi-publik", "Informasi publik", "Dokumen yang wajib diumumkan dan produk hukum.", "informasi-publik-1 produk-hukum"),
        ),
    ),
    Pokok(
        "J", Awal("cadangan", "Cadangan dan pemulihan", "Mencadangkan, memindahkan, dan memulihkan data.", "database"), (
            Awal("membuat-cadangan", "Membuat cadangan", "Cadangan .SID gagal atau folder desa 0 KB.", "database"),
            Awal("memulihkan-data", "Memulihkan data", "Memulihkan cadangan dan menguji hasilnya.", "database"),
        ),
    ),
    Pokok(
        "A", Awal("instalasi-hosting", "Instalasi dan hosting", "Memasang OpenSID dan memilih tempatnya.", "info-sistem aplikasi"), (
            Awal("pasang-baru", "Pasang baru", "Halaman putih, galat di akhir pemasangan.", "info-sistem"),
            Awal("server-php", "Server dan versi PHP", "PHP, MySQL, .htaccess, folder logs, situs lambat.", "info-sistem aplikasi"),
            Awal("memilih-hosting", "Memilih hosting", "Mandiri, SiapPakai, atau pusat data Diskominfo."),
        ),
    ),
    Pokok(
        "D", Awal(
            "identitas-wilayah", "Identitas dan kode wilayah", "Nama, kode, sebutan, perangkat, dan wilayah.",
            "identitas-desa wilayah-administratif pemerintah-desa",
        ), (
            Awal("kode-wilayah", "Kode wilayah dan pemekaran", "Kode tidak sama dengan kode resmi, desa pemekaran.", "identitas-desa"),
            Awal("sebutan-desa", "Sebutan setempat", "Nagari, gampong, pekon; sebutan kepala desa di surat.", "identitas-desa wilayah-administratif"),
            Awal("perangkat-lembaga", "Perangkat dan lembaga desa", "Perangkat aktif, jabatan, dan lembaga.", "pemerintah-desa lembaga-desa"),
        ),
    ),
    Pokok(
        "H", Awal("keuangan", "Keuangan dan pembangunan", "APBDes, Siskeudes, pembangunan, buku administrasi.", "impor-data input-data laporan laporan-apbdes"), (
            Awal("siskeudes", "Impor Siskeudes", "Impor kembali ke beranda, realisasi berbeda.", "impor-data"),
            Awal("apbdes", "Laporan APBDes", "Menyajikan pagu dan realisasi anggaran.", "input-data laporan laporan-manual laporan-apbdes"),
            Awal("pembangunan", "Kegiatan pembangunan", "Mendokumentasikan kegiatan pembangunan.", "pembangunan buku-rencana-kerja-pembangunan"),
            Awal("buku-administrasi", "Buku administrasi desa", "Buku administrasi umum, penduduk, pembangunan.", "administrasi-umum administrasi-penduduk administrasi-pembangunan"),
        ),
    ),
    Pokok(
        "I", Awal("peta-status", "Peta, analisis, dan status desa", "Peta wilayah, IDM, SDGs, dan analisis.", "peta pengaturan-peta"), (
            Awal("peta-desa", "Peta desa", "Peta putih, lapisan area, garis, dan titik.", "peta pengaturan-peta area garis point"),
            Awal("idm-sdgs", "IDM dan SDGs", "Status desa gagal diperbarui, kode BPS.", "status-desa"),
            Awal("analisis", "Analisis", "Menyusun analisis dan mengolah responnya.", "master-analisis analisis-kategori analisis-indikator analisis-periode analisis-respon analisis-laporan"),
        ),
    ),
    Pokok(
        "M", Awal("keamanan", "Keamanan", "Situs diretas atau disusupi; pencegahan sehari-hari."), (
            Awal("situs-disusupi", "Situs disusupi", "Judi daring, berkas asing, akun tak dikenal."),
            Awal("mengamankan-situs", "Mengamankan situs", "Akun admin, sambungan aman, rencana tanggap.", "pengguna pengaturan-grup"),
        ),
    ),
    Pokok(
        "N", Awal(
            "layanan-mandiri", "Layanan mandiri dan anjungan", "PIN warga, permohonan daring, anjungan, pengaduan.",
            "pendaftar-layanan-mandiri pengaturan-layanan-mandiri daftar-anjungan",
        ), (
            Awal("pin-warga", "PIN dan pendaftaran warga", "Mendaftarkan warga dan mengatur ulang PIN.", "pendaftar-layanan-mandiri pengaturan-layanan-mandiri"),
            Awal("permohonan-daring", "Permohonan surat daring", "Memproses permohonan yang masuk dari warga.", "permohonan-surat kotak-pesan"),
            Awal("anjungan-tamu", "Anjungan dan buku tamu", "Perangkat layanan di kantor dan buku tamu.", "daftar-anjungan gawai-layanan data-tamu"),
            Awal("pengaduan-warga", "Pengaduan warga", "Menanggapi pengaduan dan pendapat warga.", "pengaduan pendapat"),
        ),
    ),
    Pokok(
        "O", Awal("bantuan-sosial", "Bantuan sosial dan DTSEN", "Program bantuan, peserta, dan data kesejahteraan.", "program-bantuan peserta-bantuan"), (
            Awal("program-bantuan", "Program dan peserta bantuan", "Menetapkan program dan membersihkan peserta ganda.", "program-bantuan peserta-bantuan"),
            Awal("dtsen", "DTSEN", "Kode daerah dan isian DTSEN.", "data-suplemen"),
        ),
    ),
    Pokok(
        "P", Awal("panduan", "Panduan dan pertanyaan", "Cara memakai, peran tim, belajar, dan melatih."), (
            Awal("cara-pakai", "Cara memakai", "Pertanyaan cara memakai menu.", "home aplikasi"),
            Awal("tim-peran", "Tim dan pembagian peran", "Tim Teknis, pelatih, pendamping, dinas."),
            Awal("melatih", "Melatih dan mendampingi", "Merancang kelas, mengajar, mendampingi sampai mandiri."),
        ),
    ),
    Pokok(
        "Q", Awal("usulan-fitur", "Usulan fitur", "Permintaan dan usulan perbaikan OpenSID."), (),
    ),
)  # fmt: skip


def isi_bidang(bidang, modul_bidang) -> int:
    """Menambah bidang bawaan yang belum ada; menerima kelas model (nyata atau historis). Mengembalikan jumlah baris baru.

    Slug modul hanya diisi pada baris yang baru dibuat, lalu dicerminkan ke `modul_bidang` supaya dapat dicari.
    """
    ada = {baris.slug: baris for baris in bidang.objects.all()}
    baru = []

    def pastikan(awal: Awal, **lain):
        if awal.slug not in ada:
            ada[awal.slug] = bidang.objects.create(
                slug=awal.slug, nama=awal.nama, uraian=awal.uraian, modul_opensid=awal.modul.split(), **lain
            )
            baru.append(ada[awal.slug])
        return ada[awal.slug]

    for letak, pokok in enumerate(BIDANG_AWAL, start=1):
        induk = pastikan(pokok.awal, huruf=pokok.huruf, urutan=letak * 100)
        for urut, anak in enumerate(pokok.anak, start=1):
            pastikan(anak, huruf=f"{pokok.huruf}{urut}", urutan=letak * 100 + urut, induk=induk)
    modul_bidang.objects.bulk_create(
        [modul_bidang(bidang=satu, slug=slug) for satu in baru for slug in satu.modul_opensid], ignore_conflicts=True
    )
    return len(baru)
