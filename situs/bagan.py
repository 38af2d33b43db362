"""Ukuran dan letak untuk bagan SVG; angkanya dihitung di sini, rupanya di `templates/komponen/bagan/`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor, log10

from .tulisan import angka

LEBAR = 480


def _bersatuan(nilai: object, satuan: str, desimal: int) -> str:
    """ "9 nagari", tetapi "62,0%": tanda persen melekat."""
    return f"{angka(nilai, desimal)}{'' if satuan == '%' else ' '}{satuan}".strip()


def batang(data: Iterable[Mapping], *, maks: float | None = None, satuan: str = "", desimal: int = 0) -> dict:
    """Bagan batang mendatar. Tiap butir: label, nilai, dan boleh `url`, `keterangan`."""
    butir = [dict(satu) for satu in data]
    puncak = maks or max((float(satu["nilai"] or 0) for satu in butir), default=0) or 1
    for satu in butir:
        panjang = min(max(float(satu["nilai"] or 0) / float(puncak), 0), 1) * 100
        satu |= {"panjang": f"{panjang:.1f}", "tulisan": _bersatuan(satu["nilai"], satuan, desimal)}
    return {"butir": butir}


def _langkah_rapi(puncak: float, desimal: int) -> float:
    """Jarak garis sumbu: 1, 2, atau 5 kali pangkat sepuluh, paling banyak lima garis; bilangan cacah tidak dipecah."""
    if puncak <= 0:
        return 1
    pangkat = 10 ** floor(log10(puncak / 5))
    langkah = next(kali * pangkat for kali in (1, 2, 5, 10) if kali * pangkat * 5 >= puncak * (1 - 1e-9))
    return langkah if desimal else max(1, langkah)


def garis(
    label: Sequence[str], nilai: Sequence, *, sasaran: float | None = None, satuan: str = "", desimal: int = 0,
    rencana: Sequence = (),
):  # fmt: skip
    """Bagan garis: satu seri menurut waktu, `None` memutus garis; `sasaran` dan seri `rencana` putus-putus."""
    kiri, kanan, atas, bawah, tinggi = 58, 14, 14, 32, 220
    ada = [float(satu) for satu in [*nilai, *rencana] if satu is not None]
    tertinggi = max([*ada, float(sasaran or 0)], default=0)
    langkah = _langkah_rapi(tertinggi, desimal)
    banyak_garis = max(1, ceil(tertinggi / langkah - 1e-9))
    puncak = langkah * banyak_garis

    def x(urut: int) -> float:
        return kiri + (LEBAR - kiri - kanan) * (urut / (len(label) - 1) if len(label) > 1 else 0.5)

    def y(angka_: float) -> float:
        return tinggi - bawah - (tinggi - atas - bawah) * angka_ / puncak

    potongan, titik, sambung = [], [], False
    for urut, satu in enumerate(nilai):
        if satu is None:
            sambung = False
            continue
        potongan.append(f"{'L' if sambung else 'M'}{x(urut):.1f} {y(float(satu)):.1f}")
        titik.append({"x": f"{x(urut):.1f}", "y": f"{y(float(satu)):.1f}", "label": label[urut], "nilai": satu})
        sambung = True
    lurus = [f"{x(urut):.1f} {y(float(satu)):.1f}" for urut, satu in enumerate(rencana) if satu is not None]
    jarang = max(1, -(-len(label) // 6))
    return {
        "lebar": str(LEBAR), "tinggi": str(tinggi), "jalur": "".join(potongan), "titik": titik,
        "jalur_rencana": f"M{'L'.join(lurus)}" if len(lurus) > 1 else "",
        "kiri": str(kiri), "ujung": str(LEBAR - kanan), "x_sumbu": str(kiri - 8), "y_label": str(tinggi - 8),
        "garis_y": [
            {"y": f"{y(langkah * urut):.1f}", "teks": angka(langkah * urut, 0 if langkah >= 1 else 1 if langkah >= 0.1 else 2)}
            for urut in range(banyak_garis + 1)
        ],
        "label_x": [{"x": f"{x(urut):.1f}", "teks": satu} for urut, satu in enumerate(label) if urut % jarang == 0],
        "sasaran_y": f"{y(float(sasaran)):.1f}" if sasaran is not None else "",
        "tabel": [
            (satu, "–" if isi is None else _bersatuan(isi, satuan, desimal), "–" if plan is None else _bersatuan(plan, satuan, 0))
            for satu, isi, plan in zip(label, nilai, rencana or [None] * len(nilai), strict=True)
        ],
    }  # fmt: skip


def percik(nilai: Sequence, lebar: int = 96, tinggi: int = 24) -> dict:
    """Garis kecil tanpa sumbu di samping angka."""
    ada = [float(satu) for satu in nilai]
    bawah, atas = min(ada, default=0), max(ada, default=0)
    rentang = (atas - bawah) or 1
    jarak = (lebar - 8) / max(len(ada) - 1, 1)
    titik = [(4 + urut * jarak, tinggi - 4 - (satu - bawah) / rentang * (tinggi - 8)) for urut, satu in enumerate(ada)]
    return {
        "lebar": str(lebar), "tinggi": str(tinggi),
        "jalur": "".join(f"{'M' if not urut else 'L'}{a:.1f} {b:.1f}" for urut, (a, b) in enumerate(titik)),
        "akhir": {"x": f"{titik[-1][0]:.1f}", "y": f"{titik[-1][1]:.1f}"} if titik else None,
    }  # fmt: skip


def peta_petak(petak: Iterable[Mapping], *, sisi: int = 84) -> dict:
    """Peta petak: tiap wilayah satu kotak pada (baris, kolom), dihitung dari nol.

    Tiap petak: nama, baris, kolom, kelas (0–4, None = tanpa data), teks (angka di dalam kotak), dan boleh
    `singkat` (paling banyak dua baris, dipisah "\\n"), `url`, `keterangan` untuk tabel.
    """
    butir = []
    for satu in petak:
        satu = dict(satu)
        x, y = int(satu["kolom"]) * sisi, int(satu["baris"]) * sisi
        kelas = satu.get("kelas")
        nama = str(satu.get("singkat") or satu["nama"]).split("\n")[:2]
        satu |= {
            "x": str(x + 2), "y": str(y + 2), "sisi": str(sisi - 4), "tengah": str(x + sisi // 2),
            "gaya": "x" if kelas is None else str(kelas),
            "baris_nama": [
                {"y": str(y + sisi // 2 - 12 + urut * 14 - (len(nama) - 1) * 7), "teks": isi, "ukuran": "13" if len(isi) < 10 else "11"}
                for urut, isi in enumerate(nama)
            ],
            "y_angka": str(y + sisi - 18),
        }  # fmt: skip
        butir.append(satu)
    kolom = max((int(satu["kolom"]) for satu in butir), default=0) + 1
    baris = max((int(satu["baris"]) for satu in butir), default=0) + 1
    return {"butir": butir, "lebar": str(kolom * sisi), "tinggi": str(baris * sisi), "luas": kolom > 7}
