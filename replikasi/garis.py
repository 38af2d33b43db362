"""Garis luar: menyederhanakan geometri GeoJSON dan menuliskannya sebagai jalur SVG. Murni, tanpa ORM.

Titik GeoJSON ialah [bujur, lintang]. Satu wilayah boleh punya beberapa lingkar luar dan lubang (Kota Payakumbuh adalah
lubang Kabupaten Lima Puluh Kota): semua lingkar ditulis ke satu jalur dan diisi dengan aturan `evenodd`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Titik = tuple[float, float]
SKALA = 1000
BATAS = (94.0, -12.0, 142.0, 7.0)  # Indonesia: barat, selatan, timur, utara


class GeometriSalah(ValueError):
    pass


def lingkar(geometri: dict) -> list[list[Titik]]:
    """Semua lingkar dari Polygon atau MultiPolygon; `GeometriSalah` bila bentuk atau letaknya keliru."""
    jenis, isi = geometri.get("type"), geometri.get("coordinates")
    if jenis == "Polygon":
        isi = [isi]
    elif jenis != "MultiPolygon":
        raise GeometriSalah("geometrinya harus Polygon atau MultiPolygon")
    try:
        hasil = [[(float(t[0]), float(t[1])) for t in ring] for poligon in isi for ring in poligon]
    except (TypeError, ValueError, IndexError) as galat:
        raise GeometriSalah("koordinatnya tidak terbaca") from galat
    barat, selatan, timur, utara = BATAS
    if not hasil or any(not (barat <= x <= timur and selatan <= y <= utara) for ring in hasil for x, y in ring):
        raise GeometriSalah("titiknya di luar Indonesia; urutannya harus [bujur, lintang]")
    return [ring for ring in hasil if len(ring) >= 4]


def sederhanakan(ring: Sequence[Titik], batas: float) -> list[Titik]:
    """Douglas–Peucker; ujung tetap, dan lingkar yang menyusut di bawah empat titik dikembalikan kosong."""
    simpan = [False] * len(ring)
    simpan[0] = simpan[-1] = True
    tumpuk = [(0, len(ring) - 1)]
    while tumpuk:
        awal, akhir = tumpuk.pop()
        jauh, letak = 0.0, 0
        for i in range(awal + 1, akhir):
            jarak = _jarak(ring[i], ring[awal], ring[akhir])
            if jarak > jauh:
                jauh, letak = jarak, i
        if jauh > batas:
            simpan[letak] = True
            tumpuk += [(awal, letak), (letak, akhir)]
    hasil = [titik for titik, ya in zip(ring, simpan, strict=True) if ya]
    return hasil if len(hasil) >= 4 else []


def _jarak(p: Titik, a: Titik, b: Titik) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    panjang = dx * dx + dy * dy
    if panjang == 0:
        return ((p[0] - a[0]) ** 2 + (p[1] - a[1]) ** 2) ** 0.5
    return abs(dy * p[0] - dx * p[1] + b[0] * a[1] - b[1] * a[0]) / panjang**0.5


def ringkas_geometri(geometri: dict, batas: float) -> dict:
    """MultiPolygon yang disederhanakan, tiap lingkar satu bagian dengan lubang tetap di poligonnya."""
    if geometri.get("type") == "Polygon":
        geometri = {"type": "MultiPolygon", "coordinates": [geometri["coordinates"]]}
    lingkar(geometri)  # memeriksa
    hasil = []
    for poligon in geometri["coordinates"]:
        ring = [sederhanakan([(float(t[0]), float(t[1])) for t in satu], batas) for satu in poligon]
        if ring and ring[0]:
            hasil.append([[[round(x, 5), round(y, 5)] for x, y in satu] for satu in ring if satu])
    if not hasil:  # pulau yang lebih kecil dari batasnya tetap ada
        return geometri
    return {"type": "MultiPolygon", "coordinates": hasil}


def kotak(geometri: dict) -> list[float]:
    titik = [t for ring in lingkar(geometri) for t in ring]
    return [min(x for x, _ in titik), min(y for _, y in titik), max(x for x, _ in titik), max(y for _, y in titik)]


def kotak_gabungan(kotak: Iterable[Sequence[float]]) -> tuple[float, float, float, float]:
    semua = list(kotak)
    return min(k[0] for k in semua), min(k[1] for k in semua), max(k[2] for k in semua), max(k[3] for k in semua)


def jalur(geometri: dict) -> str:
    """Jalur SVG berskala seribu per derajat, utara di atas; langkah relatif supaya berkasnya kecil."""
    potongan = []
    for ring in lingkar(geometri):
        x0, y0 = round(ring[0][0] * SKALA), round(-ring[0][1] * SKALA)
        langkah, x, y = [f"M{x0} {y0}"], x0, y0
        for bujur, lintang in ring[1:-1]:
            x1, y1 = round(bujur * SKALA), round(-lintang * SKALA)
            if (x1, y1) != (x, y):
                langkah.append(f"l{x1 - x} {y1 - y}")
                x, y = x1, y1
        potongan.append("".join(langkah) + "z")
    return "".join(potongan)
