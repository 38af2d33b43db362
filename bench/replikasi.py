"""Pelacak pada skala nasional: `python -m bench replikasi`. 83.762 desa, 24 bulan, lima produk; SQLite dan PostgreSQL.

Tiap dasbor diukur berdampingan, dalam jalan yang sama, dengan GROUP BY polos atas ringkasan desanya (yang dikerjakan
tanpa rekap) dan dengan lantainya: SQL mentah yang hanya membaca baris rekap yang diperlukan.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from bench.mesin import AKAR, jalankan

DESA, BULAN = 83_762, 24
KUERI_TERBANYAK, SQL_MS, SERVER_MS = 6, 5.0, 50.0
KUERI_LAIN, SERVER_LAIN_MS = 20, 300.0  # daftar kerja: paling banyak satu dua kueri tiap alasan
HALAMAN = [
    ("nasional", "", ""),
    ("provinsi", "18", "18"),
    ("kabupaten", "13.07", "13.07"),
    ("kecamatan", "13.07.01", "13.07.01"),
]
LAIN = [
    ("perbandingan: provinsi", "/replikasi/banding/"),
    ("perbandingan: satu prov.", "/replikasi/18/banding/"),
    ("tertahan: nasional", "/replikasi/tertahan/"),
    ("daftar desa: nasional", "/replikasi/desa/"),
    ("pekan: manajer nasional", "/replikasi/pekan/"),
    ("pekan: pegiat kabupaten", "/replikasi/pekan/"),
]


def main(pilihan: list[str]) -> int:
    """Satu proses per mesin, supaya pengaturannya bersih; hasilnya di `var/bench/replikasi.json`."""
    folder = Path(os.environ.get("BENCH_FOLDER", AKAR / "var" / "bench"))
    gagal, hasil = 0, {}
    for mesin in [satu for satu in ("sqlite", "postgres") if not pilihan or satu in pilihan]:
        tempat = folder / f"replikasi-{mesin}"
        tempat.mkdir(parents=True, exist_ok=True)
        perintah = [sys.executable, "-m", "bench.replikasi", "--ukur"]
        print(f"\n== {mesin}: {DESA:,} desa, {BULAN} bulan".replace(",", "."), flush=True)
        kode = jalankan(mesin, tempat, perintah, DJANGO_SETTINGS_MODULE="bench.pengaturan", DATA_DIR=str(tempat))
        gagal += bool(kode)
        if (tempat / "hasil.json").exists():
            hasil[mesin] = json.loads((tempat / "hasil.json").read_text())
    (folder / "replikasi.json").write_text(json.dumps(hasil, indent=1))
    return 1 if gagal else 0


def isi() -> None:
    """Sekali: wilayah, ringkasan desa, 24 akhir bulan, lima produk, lalu rekapnya dihitung dengan kode yang sesungguhnya."""
    from django.core.management import call_command
    from django.db import connection

    from bench.isi import isi_wilayah
    from replikasi.kalender import bulan_ini
    from replikasi.layanan.rekap import hitung_semua
    from replikasi.models import Rekap
    from replikasi.rumus import tambah_bulan

    call_command("migrate", verbosity=0)
    if Rekap.objects.filter(bulan=bulan_ini(), per__gte=bulan_ini()).exists():
        return
    mulai = time.monotonic()
    call_command("muat_wilayah", verbosity=0)
    print(f"   {isi_wilayah(DESA)} desa", flush=True)
    _isi_ringkas()
    bulan = [tambah_bulan(bulan_ini(), -n) for n in range(BULAN - 1, 0, -1)]
    _isi_bulan(bulan)
    for satu in bulan:
        hitung_semua(bulan=satu)
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")
    tengah = time.monotonic()
    hitung_semua()
    print(f"   sebulan seluruh negeri dihitung dalam {time.monotonic() - tengah:.1f} detik", flush=True)
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")
    print(f"   diisi dalam {time.monotonic() - mulai:.0f} detik", flush=True)


def _isi_ringkas() -> None:
    """Tiga dari lima desa pernah melapor; tetap untuk kode yang sama."""
    from replikasi.kalender import hari_ini
    from replikasi.models import KeadaanPasang, RingkasDesa
    from wilayah.models import Wilayah

    hari, ringkas, pasang = hari_ini(), [], []
    for pk, kunci in Wilayah.objects.desa().order_by("kunci").values_list("pk", "kunci"):
        acak = kunci * 2654435761 % 2**32
        if acak % 5 < 3:
            umur = [0, 1, 2, 5, 6, 12, 20, 45, 90, 200][acak // 7 % 10]
            ringkas.append(
                RingkasDesa(
                    wilayah_id=pk, lapor_terakhir=hari - timedelta(days=umur), versi="2604.1.0",
                    rilis=12 * 26 + 1 + acak // 11 % 10, premium=acak % 13 == 0, hosting=["daring", "siappakai", "lokal"][acak % 3],
                    dipakai_terakhir=hari - timedelta(days=umur + acak // 3 % 9),
                    penerapan_mulai=hari - timedelta(days=300) if acak % 40 == 0 else None,
                    maju_pada=(maju := hari - timedelta(days=acak // 17 % 150)) if acak % 40 == 0 else None,
                    kuning_pada=maju + timedelta(days=46) if acak % 40 == 0 else None,
                    merah_pada=maju + timedelta(days=91) if acak % 40 == 0 else None,
                    maju_verif=acak % 10**8 if acak % 40 == 0 else 0, tonggak_verif=acak % 30 if acak % 40 == 0 else 0,
                )
            )  # fmt: skip
        for n, produk in enumerate(("pbb", "layanandesa", "keloladesa")):
            if acak // (19 + n) % 12 == 0:
                pasang.append(_pasang(pk, produk, hari, acak))
    for tingkat, produk in ((["kecamatan"], "opendk"), (["kabupaten", "kota"], "openkab")):
        for pk, kunci in Wilayah.objects.filter(tingkat__in=tingkat).values_list("pk", "kunci"):
            if kunci // 7 % 4 == 0:
                pasang.append(_pasang(pk, produk, hari, kunci))
    RingkasDesa.objects.bulk_create(ringkas, batch_size=1000)
    KeadaanPasang.objects.bulk_create(pasang, batch_size=1000)


def _pasang(pk: int, produk: str, hari: date, acak: int):
    from django.utils import timezone

    from replikasi.models import KeadaanPasang

    terakhir = hari - timedelta(days=acak % 120)
    return KeadaanPasang(
        wilayah_id=pk, produk=produk, pertama=terakhir - timedelta(days=700), terakhir=terakhir,
        terakhir_pada=timezone.now(), versi="1.0",
    )  # fmt: skip


def _isi_bulan(bulan: list[date]) -> None:
    """Akhir bulan lampau: salinan ringkasan yang tanggalnya digeser, makin lama makin sedikit desanya."""
    from django.db import connection

    from replikasi.kalender import akhir_bulan, hari_ini
    from replikasi.layanan.ringkas import KOLOM

    pg = connection.vendor == "postgresql"
    for urut, satu in enumerate(bulan):
        geser = (hari_ini() - akhir_bulan(satu)).days

        def mundur(nama: str, geser: int = geser) -> str:
            return f"{nama} - {geser}" if pg else f"date({nama}, '-{geser} days')"

        pilih = ", ".join(
            mundur(k) if k in {"lapor_terakhir", "dipakai_terakhir", "kuning_pada", "merah_pada"} else k for k in KOLOM
        )
        with connection.cursor() as kursor:
            kursor.execute(
                f"INSERT INTO replikasi_ringkasbulan (wilayah_id, {', '.join(KOLOM)}, bulan, aktif)"
                f" SELECT wilayah_id, {pilih}, %s, lapor_terakhir >= %s FROM replikasi_ringkasdesa"
                " WHERE (wilayah_id * 7919) %% 100 < %s",
                [satu, hari_ini() - timedelta(days=7), 40 + 60 * urut // len(bulan)],
            )


def tengah(kerja, kali: int = 9) -> float:
    """Waktu prosesor tengah dalam ms, Python dan basis data: mesin yang dipakai bersama tidak menentukan hasilnya."""
    from bench.ukur import prosesor

    for _ in range(3):
        kerja()
    waktu = []
    for _ in range(kali):
        mulai = prosesor()
        kerja()
        waktu.append((prosesor() - mulai) * 1000)
    return statistics.median(waktu)


def ukur_semua() -> int:
    import django

    django.setup()
    from django.core.cache import cache

    isi()
    cache.clear()
    hasil, gagal = ukur_dasbor()
    lain, gagal_lain = ukur_lain()
    Path(os.environ["DATA_DIR"], "hasil.json").write_text(json.dumps(hasil + lain, indent=1))
    for satu in gagal + gagal_lain:
        print(f"   ✖ {satu}", flush=True)
    return 1 if gagal or gagal_lain else 0


def ukur_dasbor() -> tuple[list[dict], list[str]]:
    """Tiap dasbor sebagai tamu, di samping lantai dan GROUP BY polosnya; juga yang melampaui batas dasbor."""
    from django.test import Client

    hasil, gagal = [], []
    print(
        f"   {'dasbor':<12}{'kueri':>6}{'SQL ms':>9}{'server ms':>11}{'lantai ms':>11}{'polos ms':>10}{'kali':>7}{'KB gz':>7}"
    )
    for nama, kode, _ in HALAMAN:
        baris = {"dasbor": nama} | _ukur_halaman(Client(), f"/replikasi/{kode}/" if kode else "/replikasi/")
        lantai, polos = tengah(lambda k=kode: _lantai(k)), tengah(lambda k=kode: _polos(k), kali=3)
        baris |= {"lantai_ms": round(lantai, 2), "polos_ms": round(polos, 1), "kali": round(polos / baris["sql_ms"], 1)}
        hasil.append(baris)
        print(f"   {nama:<12}{baris['kueri']:>6}{baris['sql_ms']:>9}{baris['server_ms']:>11}{baris['lantai_ms']:>11}"
              f"{baris['polos_ms']:>10}{baris['kali']:>7}{baris['kb']:>7}", flush=True)  # fmt: skip
        gagal += _lampaui(nama, baris, kueri=KUERI_TERBANYAK, sql_ms=SQL_MS, server_ms=SERVER_MS)
    return hasil, gagal


def ukur_lain() -> tuple[list[dict], list[str]]:
    """Perbandingan, desa tertahan, daftar desa, dan daftar kerja; juga yang melampaui batas halaman biasa."""
    from django.test import Client

    hasil, gagal = [], []
    print(f"   {'halaman':<26}{'kueri':>6}{'SQL ms':>9}{'server ms':>11}{'KB gz':>7}")
    for nama, alamat in LAIN:
        peramban = Client()
        if nama.startswith("pekan"):
            peramban.force_login(_pendamping(nasional="nasional" in nama))
        baris = {"halaman": nama} | _ukur_halaman(peramban, alamat)
        hasil.append(baris)
        print(
            f"   {nama:<26}{baris['kueri']:>6}{baris['sql_ms']:>9}{baris['server_ms']:>11}{baris['kb']:>7}", flush=True
        )
        gagal += _lampaui(nama, baris, kueri=KUERI_LAIN, server_ms=SERVER_LAIN_MS)
    return hasil, gagal


def _ukur_halaman(peramban, alamat: str) -> dict:
    """Kueri atas tabel kita dan waktu SQL-nya, waktu prosesor server, berat sesudah gzip."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def buka():
        jawab = peramban.get(alamat)
        assert jawab.status_code == 200, alamat
        return jawab

    server = tengah(buka)
    with CaptureQueriesContext(connection) as tangkap:
        jawab = buka()
    data = [satu for satu in tangkap.captured_queries if '"replikasi_' in satu["sql"] or '"wilayah_' in satu["sql"]]
    sql = tengah(lambda: [_jalankan(satu["sql"]) for satu in data])
    return {
        "kueri": len(data), "sql_ms": round(sql, 2), "server_ms": round(server, 1),
        "kb": round(len(gzip.compress(jawab.content, 6)) / 1024, 1),
    }  # fmt: skip


def _lampaui(nama: str, baris: dict, **batas: float) -> list[str]:
    return [f"{nama}: {kolom} {baris[kolom]:g}, batasnya {n:g}" for kolom, n in batas.items() if baris[kolom] > n]


def _pendamping(*, nasional: bool):
    """Manajer seluruh Indonesia, atau pegiat satu kabupaten; dibuat bila belum ada."""
    from akun.models import Pengguna, Penugasan, Peran
    from replikasi.kalender import hari_ini
    from wilayah.models import Wilayah

    orang, _ = Pengguna.objects.get_or_create(username="ukur-manajer" if nasional else "ukur-pegiat")
    Penugasan.objects.get_or_create(
        pengguna=orang, peran=Peran.MANAJER if nasional else Peran.PEGIAT,
        wilayah=None if nasional else Wilayah.objects.get(kode="13.07"),
        defaults={"keadaan": "aktif", "mulai": hari_ini()},
    )  # fmt: skip
    return orang


def _jalankan(sql: str) -> None:
    from django.db import connection

    with connection.cursor() as kursor:
        kursor.execute(sql)
        kursor.fetchall()


def _rentang(kode: str) -> tuple[int, int]:
    from wilayah.kode import SELURUH_INDONESIA, rentang

    return tuple(rentang(kode)) if kode else tuple(SELURUH_INDONESIA)


def _lantai(kode: str) -> None:
    """Yang paling sedikit: deret wilayah itu dan anak-anaknya pada satu bulan, SQL mentah tanpa ORM dan tanpa templat."""
    from django.db import connection

    from replikasi.kalender import bulan_ini

    awal, akhir = _rentang(kode)
    anak = {0: "provinsi", 2: "kabupaten", 5: "kecamatan", 8: "desa"}[len(kode)]
    with connection.cursor() as kursor:
        kursor.execute("SELECT bulan, isi FROM replikasi_rekap WHERE kunci = %s ORDER BY bulan", [awal if kode else 0])
        kursor.fetchall()
        if anak == "desa":
            kursor.execute(
                "SELECT r.* FROM wilayah_wilayah w JOIN replikasi_ringkasdesa r ON r.wilayah_id = w.id WHERE w.kunci BETWEEN %s AND %s",
                [awal, akhir],
            )
        else:
            kursor.execute(
                "SELECT kunci, isi FROM replikasi_rekap WHERE bulan = %s AND tingkat = %s AND kunci BETWEEN %s AND %s",
                [bulan_ini(), anak, awal, akhir],
            )
        kursor.fetchall()


def _polos(kode: str) -> None:
    """Tanpa rekap: GROUP BY atas semua desa, untuk hari ini dan untuk 23 akhir bulan lampau."""
    from django.db import connection

    from replikasi.kalender import hari_ini

    awal, akhir = _rentang(kode)
    lebar = {0: 10**8, 2: 10**6, 5: 10**4, 8: 1}[len(kode)]
    hitung = "COUNT(*), SUM(CASE WHEN r.lapor_terakhir >= %s THEN 1 ELSE 0 END), SUM(CASE WHEN r.dipakai_terakhir >= %s THEN 1 ELSE 0 END)"
    tujuh = hari_ini() - timedelta(days=7)
    with connection.cursor() as kursor:
        kursor.execute(
            f"SELECT w.kunci / {lebar}, {hitung} FROM wilayah_wilayah w LEFT JOIN replikasi_ringkasdesa r ON r.wilayah_id = w.id"
            f" WHERE w.tingkat = 'desa' AND w.kunci BETWEEN %s AND %s GROUP BY w.kunci / {lebar}",
            [tujuh, tujuh, awal, akhir],
        )
        kursor.fetchall()
        kursor.execute(
            "SELECT b.bulan, COUNT(*), SUM(CASE WHEN b.aktif THEN 1 ELSE 0 END) FROM replikasi_ringkasbulan b"
            " JOIN wilayah_wilayah w ON w.id = b.wilayah_id WHERE w.kunci BETWEEN %s AND %s GROUP BY b.bulan",
            [awal, akhir],
        )
        kursor.fetchall()


if __name__ == "__main__":
    sys.exit(ukur_semua() if "--ukur" in sys.argv else main(sys.argv[1:]))
