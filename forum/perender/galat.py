class TulisanDitolak(ValueError):
    """Tulisan di luar batas; pesannya ditampilkan kepada penulis sebagai galat formulir."""
