"""Satu mesin basis data: migrasi, isi bila kosong, ukur tiap pasangan, cetak tabel, tulis `hasil.json`."""

from __future__ import annotations

import json
import os
import sys
import time
import warnings
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

warnings.simplefilter("ignore")  # pustaka memakai waktu tanpa zona di dasbornya
django.setup()

from bench import bantuan, isi  # noqa: E402 - model baru dapat diimpor sesudah setup
from bench.ukur import ukur  # noqa: E402
from pusat_bantuan.models import ProfilTiket  # noqa: E402


def siapkan(tiket: int, desa: int, operator: int) -> dict:
    call_command("migrate", verbosity=0)
    if not ProfilTiket.objects.exists():
        mulai = time.monotonic()
        call_command("muat_wilayah", verbosity=0)
        print(f"   {isi.isi_wilayah(desa)} desa", flush=True)
        orang = isi.isi_orang(operator)
        print(f"   {isi.isi_tiket(tiket, [orang['kabupaten'], orang['nasional'], orang['pegiat']])} tiket", flush=True)
        call_command("susun_cari", verbosity=0)
        call_command("hitung_ulang_sla", "--semua", verbosity=0)
        call_command("susun_cari", verbosity=0)
        call_command("susun_rekap", "--semua", verbosity=0)
        with connection.cursor() as kursor:
            kursor.execute("ANALYZE")
        print(f"   diisi dalam {time.monotonic() - mulai:.0f} detik", flush=True)
        return orang
    return isi.meja()


def main(tiket: int, desa: int, operator: int, pustaka: bool) -> int:
    orang = siapkan(tiket, desa, operator)
    print(f"   {'halaman':<30}{'kueri':>6}{'KB gz':>8}{'ms':>9}{'ms pustaka':>12}{'kali':>8}")
    hasil, gagal = [], []
    for satu in bantuan.pasangan(orang):
        kita = ukur(satu.kita)
        mereka = ukur(satu.pustaka, kali=3) if pustaka and satu.pustaka else None
        kali = round(mereka.ms / kita.ms, 1) if mereka else None
        print(
            f"   {satu.nama:<30}{kita.kueri:>6}{kita.kb:>8}{kita.ms:>9}{mereka.ms if mereka else '':>12}{kali or '':>8}",
            flush=True,
        )
        hasil.append({"nama": satu.nama, "kita": kita.kamus(), "pustaka": mereka and mereka.kamus(), "kali": kali})
        if kita.kueri > bantuan.KUERI_PALING_BANYAK or kita.kb > bantuan.KB_PALING_BERAT:
            gagal.append(f"{satu.nama}: {kita.kueri} kueri, {kita.kb} KB")
        if kali is not None and kali < bantuan.KALI_PALING_KECIL:
            gagal.append(f"{satu.nama}: hanya {kali} kali lebih cepat")
    Path(os.environ["DATA_DIR"], "hasil.json").write_text(json.dumps(hasil, indent=1))
    for satu in gagal:
        print(f"   ✖ {satu}", flush=True)
    return 1 if gagal else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:4]), "--tanpa-pustaka" not in sys.argv))
