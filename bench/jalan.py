"""Satu mesin basis data: migrasi, isi bila kosong, ukur tiap pasangan, cetak tabel, tulis `hasil.json`."""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import django
from django.core.management import call_command
from django.db import connection

warnings.simplefilter("ignore")  # pustaka memakai waktu tanpa zona di dasbornya
django.setup()

from bench import bantuan, isi  # noqa: E402 - model baru dapat diimpor sesudah setup
from bench.isi_pustaka import isi_pustaka  # noqa: E402
from bench.isi_tiket import isi_tiket  # noqa: E402
from bench.ukur import ukur, ukur_berdampingan  # noqa: E402
from pusat_bantuan.models import ProfilTiket  # noqa: E402

T = TypeVar("T")


def siapkan(tiket: int, desa: int, operator: int) -> dict:
    call_command("migrate", verbosity=0)
    if not ProfilTiket.objects.exists():
        mulai = time.monotonic()
        _langkah("wilayah", lambda: (call_command("muat_wilayah", verbosity=0), isi.isi_wilayah(desa)))
        orang = _langkah("orang", lambda: isi.isi_orang(operator))
        _langkah("tiket", lambda: isi_tiket(tiket))
        _langkah("fakta pustaka", isi_pustaka)
        _langkah("jam SLA", lambda: call_command("hitung_ulang_sla", "--semua", verbosity=0))
        _langkah("indeks pencarian", lambda: call_command("susun_cari", verbosity=0))
        _langkah("rekap laporan", lambda: call_command("susun_rekap", "--semua", verbosity=0))
        with connection.cursor() as kursor:
            kursor.execute("ANALYZE")
        Path(os.environ["DATA_DIR"], "terisi").touch()
        print(f"   diisi dalam {time.monotonic() - mulai:.0f} detik", flush=True)
        return orang
    return isi.meja()


def _langkah(nama: str, kerja: Callable[[], T]) -> T:
    mulai = time.monotonic()
    hasil = kerja()
    print(f"   {nama:<20}{time.monotonic() - mulai:>7.0f} detik", flush=True)
    return hasil


def main(tiket: int, desa: int, operator: int, jenis: set[str], pustaka: bool) -> int:
    orang = siapkan(tiket, desa, operator)
    print(f"   {'halaman':<30}{'kueri':>6}{'KB gz':>7}{'ms':>8}{'dinding':>9}{'kueri p.':>10}{'ms p.':>9}{'kali':>8}")
    hasil, gagal = [], []
    for satu in bantuan.pasangan(orang):
        if jenis and satu.jenis not in jenis:
            continue
        kita, mereka = ukur_berdampingan(satu.kita, satu.pustaka) if pustaka else (ukur(satu.kita, kali=15), None)
        kali = round(mereka.ms / kita.ms, 1) if mereka else None
        nama = f"{satu.jenis}: {satu.nama}"
        sana = f"{mereka.kueri:>10}{mereka.ms:>9.0f}{kali:>8}" if mereka else ""
        print(f"   {nama:<30}{kita.kueri:>6}{kita.kb:>7}{kita.ms:>8.1f}{kita.dinding:>9.1f}{sana}", flush=True)
        hasil.append({"nama": nama, "kita": kita.kamus(), "pustaka": mereka and mereka.kamus(), "kali": kali})
        gagal += [f"{nama}: {kata}" for kata in bantuan.pelanggaran(satu.jenis, kita, kali)]
    berjanji = [satu["kali"] for satu in hasil if satu["kali"] and satu["nama"].split(":")[0] in bantuan.BERJANJI]
    if berjanji:
        print(f"   paling sempit: {min(berjanji)} kali")
    Path(os.environ["DATA_DIR"], "hasil.json").write_text(json.dumps(hasil, indent=1))
    for satu in gagal:
        print(f"   ✖ {satu}", flush=True)
    return 1 if gagal else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4]), set(sys.argv[4:]) - {"--tanpa-pustaka"}, "--tanpa-pustaka" not in sys.argv))
