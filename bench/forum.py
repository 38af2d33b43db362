"""`python -m bench forum`: halaman forum kita dan kembarannya di django-machina, atas percakapan yang sama, bergantian."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

django.setup()

from django.test import Client  # noqa: E402 - sesudah setup
from django.urls import reverse  # noqa: E402

from bench.isi_forum import isi_forum, pembaca  # noqa: E402
from bench.mesin import AKAR, PUSTAKA_FORUM  # noqa: E402
from bench.percakapan import HALAMAN, JARANG, LEMBAR_JAUH, TIADA, UMUM, Skala  # noqa: E402
from bench.ukur import KITA_PER_PUTARAN, LAMBAT, PUTARAN, PUTARAN_LAMBAT, Ukuran, ringkas, sekali, waktu  # noqa: E402
from forum.bacaan.daftar import kunci_dari  # noqa: E402
from forum.models import Ruang, Topik, TopikPengguna  # noqa: E402

KUERI_PALING_BANYAK = 15
LIMA_KALI = ("indeks", f"ruang: lembar {LEMBAR_JAUH}", "utas: lembar terakhir")


class Machina:
    """Proses django-machina: label aplikasinya "forum" juga, jadi tidak dapat serumah. Nama halaman masuk, `Ukuran` keluar."""

    def __init__(self, skala: Skala, folder: Path, basis_data: str):
        lingkungan = os.environ | {
            "DJANGO_SETTINGS_MODULE": "bench.pengaturan_machina", "PYTHONPATH": f"{AKAR}:{AKAR / PUSTAKA_FORUM}",
            "DATA_DIR": str(folder), "DATABASE_URL": basis_data,
        }  # fmt: skip
        self.proses = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "bench.machina", str(skala.topik), str(skala.kiriman)],
            cwd=AKAR, env=lingkungan, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
        )  # fmt: skip

    def tunggu(self) -> None:
        if self.proses.stdout.readline().strip() != "siap":
            raise RuntimeError("proses django-machina tidak hidup; lihat galatnya di atas")

    def buka(self, nama: str) -> dict:
        print(nama, file=self.proses.stdin, flush=True)
        return json.loads(self.proses.stdout.readline())

    def tutup(self) -> None:
        self.proses.stdin.close()
        self.proses.wait(30)
        self.proses.stdout.close()


class Forum:
    """Halaman kita menurut nama; yang bernama "baru" dibuka orang yang tanda bacanya dihapus sebelum tiap buka."""

    def __init__(self):
        lama, self.baru = pembaca()
        self.peramban = {False: Client(), True: Client()}
        self.peramban[False].force_login(lama)
        self.peramban[True].force_login(self.baru)
        self.alamat = alamat()

    def buka(self, nama: str) -> list:
        return [self.peramban["baru" in nama].get(self.alamat[nama])]

    def lupa(self) -> None:
        TopikPengguna.objects.filter(pengguna=self.baru).delete()


def alamat() -> dict[str, str]:
    """Ruang terbesar, utas terpanjang; lembar jauh sebuah ruang dibuka lewat kuncinya, sebagaimana tombol "Lanjut"."""
    ruang = Ruang.objects.get(slug="r1").get_absolute_url()
    utas = Topik.objects.get(pk=1)
    lembar, urut = -(-utas.nomor_tertinggi // 20), Topik.objects.filter(ruang=utas.ruang_id).terbaru()
    jauh = urut[max(min((LEMBAR_JAUH - 1) * 25, urut.count()) - 1, 0)]
    cari, belum, alamat_utas = reverse("forum:cari"), reverse("forum:belum-dibaca"), utas.get_absolute_url()
    ketiganya = (f"{cari}?q={kata}" for kata in (UMUM, JARANG, TIADA))
    return dict(zip(HALAMAN, (
        reverse("forum:beranda"), ruang, f"{ruang}?sesudah={kunci_dari(jauh)}",
        alamat_utas, f"{alamat_utas}?halaman={lembar}", alamat_utas, belum, belum, *ketiganya,
    ), strict=True))  # fmt: skip


def ukur_halaman(forum: Forum, nama: str, machina: Machina | None) -> tuple[Ukuran, Ukuran | None]:
    """Beberapa kali kita, sekali mereka, berulang."""
    kueri, kb, _ = sekali(lambda: forum.buka(nama), forum.lupa)
    awal = machina and machina.buka(nama)  # pemanasan
    kita, mereka = [], []
    for _ in range(PUTARAN_LAMBAT if awal and awal["dinding"] > LAMBAT * 1000 else PUTARAN):
        kita += [waktu(lambda: forum.buka(nama), forum.lupa) for _ in range(KITA_PER_PUTARAN)]
        mereka += [machina.buka(nama)] if machina else []
    sana = [(satu["ms"] / 1000, satu["dinding"] / 1000) for satu in mereka]
    return ringkas(kita, kueri, kb), ringkas(sana, awal["kueri"], awal["kb"]) if sana else None


def pelanggaran(nama: str, kueri: int, kali: float | None) -> list[str]:
    """Janji yang tidak ditepati halaman itu (isu forum: mendahului di tiap halaman, lima kali di indeks dan lembar jauh)."""
    hasil = [f"{nama}: {kueri} kueri"] if kueri > KUERI_PALING_BANYAK else []
    if kali is not None and kali < (5 if nama in LIMA_KALI else 1):
        hasil.append(f"{nama}: hanya {kali} kali lebih cepat")
    return hasil


def siapkan(skala: Skala, terisi: Path) -> None:
    """Migrasi dan isi sekali; tandanya ditulis sesudah lengkap."""
    call_command("migrate", verbosity=0)
    if terisi.exists():
        return
    mulai = time.monotonic()
    isi_forum(skala)
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")
    terisi.touch()
    print(f"   diisi dalam {time.monotonic() - mulai:.0f} detik", flush=True)


def main() -> int:
    urai = argparse.ArgumentParser()
    urai.add_argument("--topik", type=int, required=True)
    urai.add_argument("--kiriman", type=int, required=True)
    urai.add_argument("--tanpa-pustaka", action="store_true")
    urai.add_argument("--jenis", nargs="+", default=[])
    pilihan = urai.parse_args()
    skala, folder = Skala(pilihan.topik, pilihan.kiriman), Path(os.environ["DATA_DIR"])
    machina = None if pilihan.tanpa_pustaka else Machina(skala, folder, os.environ.get("DATABASE_URL", ""))
    siapkan(skala, folder / "terisi")
    if machina:
        machina.tunggu()
    print(f"   {'halaman':<26}{'kueri':>6}{'KB gz':>7}{'ms':>8}{'dinding':>9}{'kueri p.':>10}{'ms p.':>9}{'kali':>8}")
    hasil, gagal, forum = [], [], Forum()
    for nama in forum.alamat:
        if pilihan.jenis and nama.split(":")[0] not in pilihan.jenis:
            continue
        kita, mereka = ukur_halaman(forum, nama, machina)
        kali = round(mereka.ms / kita.ms, 1) if mereka else None
        sana = f"{mereka.kueri:>10}{mereka.ms:>9.0f}{kali:>8}" if mereka else ""
        print(f"   {nama:<26}{kita.kueri:>6}{kita.kb:>7}{kita.ms:>8.1f}{kita.dinding:>9.1f}{sana}", flush=True)
        hasil.append({"nama": nama, "kita": kita.kamus(), "pustaka": mereka and mereka.kamus(), "kali": kali})
        gagal += pelanggaran(nama, kita.kueri, kali)
    if machina:
        machina.tutup()
    (folder / "hasil.json").write_text(json.dumps(hasil, indent=1))
    for satu in gagal:
        print(f"   ✖ {satu}", flush=True)
    return 1 if gagal else 0


if __name__ == "__main__":
    sys.exit(main())
