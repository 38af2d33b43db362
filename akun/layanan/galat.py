"""Keberatan yang dapat dijelaskan kepada orangnya; kalimatnya langsung tampil di halaman."""


class GalatAkun(Exception):
    """Perbuatan ditolak; `str()`-nya kalimat untuk orang yang berbuat."""

    pesan = "Permintaan ini tidak dapat dijalankan."

    def __init__(self, pesan: str = ""):
        super().__init__(pesan or self.pesan)


class TidakBerhak(GalatAkun):
    pesan = "Anda tidak dapat melakukan ini untuk wilayah atau peran itu."


class SudahDiputus(GalatAkun):
    pesan = "Pengajuan ini sudah diputus orang lain. Muat ulang halaman untuk melihat hasilnya."


class TerlaluBanyakPengajuan(GalatAkun):
    pesan = "Masih ada tiga pengajuan Anda yang menunggu. Tunggu salah satunya diputus dahulu."


class UndanganTidakBerlaku(GalatAkun):
    pesan = "Undangan ini sudah tidak berlaku. Minta tautan baru kepada yang mengundang Anda."


class NomorDipakai(GalatAkun):
    pesan = "Nomor ini sudah dikonfirmasi untuk akun lain. Tanyakan dahulu kepada orangnya nomor mana yang benar."
