class TidakDapat(Exception):
    """Tindakan ditolak; `str(galat)` adalah kalimat untuk orang yang menekan tombolnya."""


class SudahDipegang(TidakDapat):
    """Orang lain lebih dulu mengambil tiket ini."""
