"""Letak petak: kira-kira letaknya di peta, satu petak per wilayah (baris, kolom)."""

PETAK = {
    "11": (0, 0), "12": (1, 1), "13": (2, 1), "14": (2, 2), "21": (1, 3), "15": (3, 2), "17": (3, 1), "16": (4, 2),
    "19": (3, 3), "18": (5, 2), "36": (6, 3), "31": (5, 4), "32": (6, 4), "33": (6, 5), "34": (7, 5), "35": (6, 6),
    "51": (7, 7), "52": (7, 8), "53": (7, 9), "61": (2, 5), "62": (2, 6), "63": (3, 6), "64": (1, 6), "65": (0, 6),
    "71": (0, 9), "75": (1, 8), "72": (2, 8), "76": (3, 8), "73": (4, 8), "74": (4, 9), "82": (1, 10), "81": (4, 10),
    "96": (2, 11), "92": (3, 11), "94": (3, 12), "91": (2, 12), "95": (4, 12), "93": (5, 12),
    # Sumatera Barat
    "13.01": (5, 3), "13.02": (4, 3), "13.03": (3, 4), "13.04": (2, 3), "13.05": (3, 2), "13.06": (1, 1),
    "13.07": (0, 3), "13.08": (0, 2), "13.09": (5, 0), "13.10": (3, 5), "13.11": (4, 4), "13.12": (0, 1),
    "13.71": (4, 2), "13.72": (3, 3), "13.73": (2, 4), "13.74": (2, 2), "13.75": (1, 2), "13.76": (1, 3),
    "13.77": (2, 1),
    # Bengkulu
    "17.01": (3, 3), "17.02": (1, 3), "17.03": (1, 1), "17.04": (4, 4), "17.05": (3, 2), "17.06": (0, 0),
    "17.07": (1, 2), "17.08": (2, 3), "17.09": (2, 2), "17.71": (2, 1),
    # Lampung
    "18.01": (4, 4), "18.02": (2, 3), "18.03": (2, 2), "18.04": (3, 0), "18.05": (1, 4), "18.06": (4, 1),
    "18.07": (3, 4), "18.08": (1, 1), "18.09": (4, 2), "18.10": (3, 2), "18.11": (0, 3), "18.12": (1, 2),
    "18.13": (4, 0), "18.71": (4, 3), "18.72": (3, 3),
    # Nusa Tenggara Barat
    "52.01": (2, 0), "52.02": (2, 1), "52.03": (1, 1), "52.04": (1, 4), "52.05": (1, 6), "52.06": (1, 7),
    "52.07": (2, 2), "52.08": (0, 0), "52.71": (1, 0), "52.72": (0, 7),
    # Kabupaten Lima Puluh Kota
    "13.07.01": (2, 1), "13.07.02": (2, 2), "13.07.03": (2, 3), "13.07.04": (3, 3), "13.07.05": (2, 4),
    "13.07.06": (1, 4), "13.07.07": (0, 1), "13.07.08": (2, 0), "13.07.09": (3, 4), "13.07.10": (3, 2),
    "13.07.11": (1, 2), "13.07.12": (1, 1), "13.07.13": (3, 1),
}  # fmt: skip

SINGKAT = {
    "11": "Aceh", "12": "Sumut", "13": "Sumbar", "14": "Riau", "15": "Jambi", "16": "Sumsel", "17": "Bengkulu",
    "18": "Lampung", "19": "Babel", "21": "Kepri", "31": "Jakarta", "32": "Jabar", "33": "Jateng", "34": "DIY",
    "35": "Jatim", "36": "Banten", "51": "Bali", "52": "NTB", "53": "NTT", "61": "Kalbar", "62": "Kalteng",
    "63": "Kalsel", "64": "Kaltim", "65": "Kaltara", "71": "Sulut", "72": "Sulteng", "73": "Sulsel", "74": "Sultra",
    "75": "Gorontalo", "76": "Sulbar", "81": "Maluku", "82": "Malut", "91": "Papua", "92": "Papua\nBarat",
    "93": "Papua\nSelatan", "94": "Papua\nTengah", "95": "Papua Peg.", "96": "Papua\nBD",
}  # fmt: skip


def letak_urut(n: int, lebar: int = 0) -> list[tuple[int, int]]:
    """Letak berurut dalam persegi mendatar, untuk wilayah yang letak petaknya tidak diatur."""
    lebar = lebar or max(1, min(8, round((n * 1.6) ** 0.5)))
    return [divmod(i, lebar) for i in range(n)]


def singkat(nama: str) -> str:
    """Nama untuk satu petak: dua baris paling banyak, tiap baris sebelas huruf."""
    kata = nama.removeprefix("Kabupaten ").removeprefix("Kota ").split()
    baris = [""]
    for satu in kata:
        if len(baris[-1]) + len(satu) < 11 or not baris[-1]:
            baris[-1] = f"{baris[-1]} {satu}".strip()
        elif len(baris) < 2:
            baris.append(satu)
        else:
            break
    return "\n".join(f"{satu[:10]}…" if len(satu) > 11 else satu for satu in baris)
