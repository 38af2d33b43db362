"""Naskah mandiri: gambar mentah di stdin, satu baris JSON lalu gambar jadi dan gambar kecil di stdout.

Dijalankan `olah.py` dengan `python -I`; tidak mengimpor rumah ini.
"""

import io
import json
import resource
import sys

MEMORI, DETIK = 512 * 1024 * 1024, 20
PIKSEL, SISI, SISI_KECIL = 24_000_000, 1600, 320
BERAT_PNG = 400_000


def batasi() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORI, MEMORI))
    resource.setrlimit(resource.RLIMIT_CPU, (DETIK, DETIK))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # tidak boleh menulis berkas; stdout adalah pipa
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def jawab(kepala: dict, *isi: bytes) -> None:
    sys.stdout.buffer.write(json.dumps(kepala).encode() + b"\n" + b"".join(isi))
    sys.stdout.buffer.flush()


def tulis(gambar, format_: str) -> bytes:
    keluar = io.BytesIO()
    pilihan = {"JPEG": {"quality": 85, "optimize": True}, "WEBP": {"quality": 85}, "PNG": {"optimize": True}}[format_]
    gambar.save(keluar, format_, **pilihan)
    return keluar.getvalue()


def utama() -> None:
    mentah = sys.stdin.buffer.read()
    from PIL import Image, ImageOps

    heif = mentah[4:8] == b"ftyp"
    if heif:
        from pillow_heif import register_heif_opener

        register_heif_opener(thumbnails=False)
    batasi()
    Image.MAX_IMAGE_PIXELS = PIKSEL
    with Image.open(io.BytesIO(mentah), formats=["HEIF"] if heif else ["JPEG", "PNG", "WEBP"]) as gambar:
        if gambar.width * gambar.height > PIKSEL:
            return jawab({"galat": "terlalu besar (lebih dari 24 megapiksel). Perkecil dulu."})
        asal = gambar.format
        if asal == "JPEG":
            gambar.draft("RGB", (SISI, SISI))
        bening = "A" in gambar.getbands() or "transparency" in gambar.info
        hasil = ImageOps.exif_transpose(gambar)
        hasil.thumbnail((SISI, SISI))
        hasil = hasil.convert("RGBA" if bening and asal in {"PNG", "WEBP"} else "RGB")
        hasil.info.clear()
    format_ = "JPEG" if asal == "HEIF" else asal
    isi = tulis(hasil, format_)
    if format_ == "PNG" and not bening and len(isi) > BERAT_PNG and len(foto := tulis(hasil, "JPEG")) < len(isi) // 2:
        format_, isi = "JPEG", foto  # foto yang tersimpan sebagai PNG
    kecil = hasil.copy()
    kecil.thumbnail((SISI_KECIL, SISI_KECIL))
    if kecil.mode == "RGBA":
        alas = Image.new("RGB", kecil.size, "white")
        alas.paste(kecil, mask=kecil.getchannel("A"))
        kecil = alas
    akhiran = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[format_]
    jawab(
        {"akhiran": akhiran, "lebar": hasil.width, "tinggi": hasil.height, "panjang": len(isi)},
        isi, tulis(kecil, "JPEG"),
    )  # fmt: skip


if __name__ == "__main__":
    utama()
