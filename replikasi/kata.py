"""Kata yang dipakai di layar: nama status, artinya, ikonnya, dan definisi tiap angka. Satu tempat, supaya selalu sama."""

from __future__ import annotations

from typing import NamedTuple


class Status(NamedTuple):
    nama: str
    arti: str
    jenis: str  # jenis lencana
    ikon: str


STATUS = {
    "aktif": Status("Aktif", "OpenSID-nya melapor dalam 7 hari terakhir.", "berhasil", "centang-lingkar"),
    "terverifikasi": Status(
        "Dipakai, terverifikasi", "Orang kedua memastikan OpenSID dipakai, walau tidak melapor otomatis.", "berhasil", "perisai"
    ),
    "jarang": Status("Jarang", "Laporan terakhir 8 sampai 30 hari lalu.", "proses", "jam"),
    "tidur": Status("Tidur", "Laporan terakhir lebih dari 30 hari, belum lewat empat bulan.", "perhatian", "jam"),
    "tidak_aktif": Status("Tidak aktif", "Laporan terakhir lebih dari empat bulan lalu.", "bahaya", "silang-lingkar"),
    "terpasang": Status("Terpasang, belum dipakai", "Orang kedua memastikan terpasang tetapi belum dipakai.", "info", "komputer"),
    "lapor_mandiri": Status(
        "Dinyatakan, belum dipastikan", "Desa atau pendampingnya menyatakan terpasang; belum dipastikan orang kedua dan tidak dihitung aktif.", "info", "orang"
    ),
    "tidak_dipakai": Status("Tidak dipakai", "Dinyatakan tidak dipakai.", "netral", "silang-lingkar"),
    "tak_bisa_lapor": Status(
        "Tidak dapat melapor otomatis",
        "Nama desanya membuat OpenSID tidak mengirim laporan. Keadaannya perlu dinyatakan orang.", "perhatian", "info",
    ),
    "belum_terpasang": Status("Belum ada kabar", "Belum pernah ada laporan atau pernyataan.", "netral", "lingkaran"),
}  # fmt: skip

SUMBER = {
    "telemetri": "laporan otomatis OpenSID",
    "terverifikasi": "dipastikan orang kedua",
    "lapor_mandiri": "dinyatakan, belum dipastikan",
    "impor": "daftar dari luar",
    "": "belum ada sumber",
}

HOSTING = {
    "daring": "Daring, tempatnya tidak disebut",
    "siappakai": "SiapPakai",
    "diskominfo": "Diskominfo",
    "mandiri": "Hosting mandiri",
    "lokal": "Lokal atau luring",
    "tak_disebut": "Tidak diketahui",
}

KLAIM = {
    "diverifikasi": Status("Tercapai", "Dipastikan orang kedua.", "berhasil", "centang-lingkar"),
    "diajukan": Status("Menunggu verifikasi", "Sudah diklaim desa, belum dipastikan orang kedua.", "proses", "jam"),
    "dikembalikan": Status("Perlu dilengkapi", "Dikembalikan dengan alasan; bisa diajukan lagi.", "perhatian", "putar"),
    "": Status("Belum", "Belum diklaim.", "netral", "lingkaran"),
}

JALAN = {
    "jalan": Status("Berjalan", "Ada kemajuan terverifikasi dalam 45 hari terakhir.", "berhasil", "kemajuan"),
    "kuning": Status("Melambat", "Lebih dari 45 hari tanpa kemajuan terverifikasi.", "perhatian", "jam"),
    "merah": Status("Tertahan", "Lebih dari 90 hari tanpa kemajuan terverifikasi.", "bahaya", "silang-lingkar"),
    "selesai": Status("Selesai", "Semua tonggaknya terverifikasi.", "berhasil", "piagam"),
}

DEFINISI = {
    "aktif_pendek": "melapor dalam 7 hari terakhir, atau dipastikan orang kedua",
    "dipakai_pendek": "isinya bertambah dalam 7 hari terakhir, atau dipastikan orang kedua",
    "adopsi": "Aktif berarti OpenSID melapor dalam 7 hari terakhir, atau orang kedua memastikan OpenSID dipakai.",
    "basis_desa": "Penyebut “desa”: desa, nagari, dan desa adat yang kodenya berlaku.",
    "basis_semua": "Penyebut “desa + kelurahan”: ditambah kelurahan.",
    "dipakai": "Dipakai berarti isi OpenSID bertambah dalam 7 hari terakhir (penduduk, surat, artikel, dan lainnya), "
    "atau orang kedua memastikannya. Situs yang hidup belum tentu dipakai.",
    "kemajuan": "Jumlah bobot tonggak yang terverifikasi dibagi seluruh bobot. Yang baru diklaim ditulis terpisah.",
    "versi": "Lama berarti rilisnya lebih dari enam bulan di belakang rilis terbaru pada jalur yang sama; "
    "hanya pemasangan yang melapor 30 hari terakhir.",
    "baru": "Baru: terhitung aktif sekarang, tidak pada akhir bulan sebelumnya. Berhenti: sebaliknya.",
    "hosting": "Pemasangan yang melapor 30 hari terakhir, menurut yang dilaporkannya atau yang diterangkan orang.",
    "produk": "Menurut umur laporan terakhirnya: aktif 7 hari, jarang 30 hari, tidur empat bulan.",
    "opendk": "Kecamatan siap memakai OpenDK bila semua desanya aktif.",
    "diam": "Tidak ada laporan bukan berarti tidak dipakai: pelaporan bisa dimatikan, dipasang luring, "
    "atau nama desanya ditolak aplikasinya.",
}
