"""Memotret halaman situs yang sungguh berjalan untuk README; dijalankan `script/potret`."""

from __future__ import annotations

import io
from pathlib import Path

import django
from PIL import Image

django.setup()

from akun.contoh import SANDI_CONTOH  # noqa: E402 - model baru dapat diimpor sesudah setup
from tests.alur.panggung import LAYAR, PONSEL, Panggung  # noqa: E402

GAMBAR = Path(__file__).resolve().parents[2] / "docs" / "gambar"

# nama berkas, alamat, orang (None = tanpa masuk), ukuran, gelap
POTRET = [
    ("beranda", "/", None, LAYAR, False),
    ("meja-operator", "/", "ani", PONSEL, False),
    ("tiket-baru", "/bantuan/tiket/baru/", "ani", PONSEL, False),
    ("kemajuan", "/replikasi/13.07/", None, LAYAR, False),
    ("nagari", "/replikasi/13.07.04.2001/", None, PONSEL, False),
    ("belajar", "/belajar/", "ani", PONSEL, True),
    ("forum", "/forum/", None, LAYAR, True),
    ("panduan", "/panduan/", None, PONSEL, False),
]


def main() -> None:
    panggung = Panggung.buka()
    GAMBAR.mkdir(exist_ok=True)
    for nama, alamat, siapa, ukuran, gelap in POTRET:
        konteks = panggung.peramban.new_context(
            base_url=panggung.alamat, viewport=ukuran, locale="id-ID", color_scheme="dark" if gelap else "light"
        )
        halaman = konteks.new_page()
        if siapa:
            halaman.goto("/akun/login/")
            halaman.locator("input[name=login]").fill(siapa)
            halaman.locator("input[type=password]").fill(SANDI_CONTOH)
            halaman.locator("main").get_by_role("button", name="Masuk", exact=True).click()
            halaman.wait_for_load_state()
        jawab = halaman.goto(alamat)
        if jawab is None or jawab.status != 200:
            raise SystemExit(f"{alamat} tidak terbuka")
        gambar = Image.open(io.BytesIO(halaman.screenshot())).convert("RGB")
        gambar.save(GAMBAR / f"{nama}.webp", "WEBP", quality=82, method=6)
        konteks.close()
        print(f"docs/gambar/{nama}.webp")
    panggung.tutup()


if __name__ == "__main__":
    main()
