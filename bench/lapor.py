"""`python -m bench lapor`: laporan OpenSID lewat HTTP ke gunicorn yang sebenarnya, pekerja ikut menyerap.

1. Bergantian dalam jalan yang sama, secepat-cepatnya: laporan baru (tiap permintaan desa dan isi yang lain), jalur kosong
   paling depan, dan tampilan kosong biasa. Syarat: laju lapor paling sedikit separuh laju tampilan kosong.
2. Sepuluh ribu laporan dalam satu menit dengan sambungan baru tiap kali, seperti klien sebenarnya. Syarat: semuanya 200
   dan `[]`, p99 paling lama 100 ms, dan pekerja selesai menyerap.
"""

from __future__ import annotations

import contextlib
import csv
import gzip
import json
import os
import random
import selectors
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

AKAR = Path(__file__).resolve().parents[1]
CONTOH = AKAR / "tests" / "data" / "opensid" / "C_opensid2410_POST_track_identity_filled.raw"
PER_MENIT, SAMBUNGAN = 10_000, 8


def main(mesin: str, folder: Path, detik: float, menit: float) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    lingkungan = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.pengaturan_lapor", "DATA_DIR": str(folder), "LOG_LEVEL": "ERROR",
    }  # fmt: skip
    for perintah in (["migrate", "-v0"], ["muat_wilayah", "-v0"]):
        subprocess.run([sys.executable, "manage.py", *perintah], cwd=AKAR, env=lingkungan, check=True)
    porta = _porta_bebas()
    web = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "situs.wsgi:application", "--bind", f"127.0.0.1:{porta}", "--worker-class",
         "gthread", "--workers", "2", "--threads", "4", "--no-control-socket", "--log-level", "error"],
        cwd=AKAR, env=lingkungan, start_new_session=True,
    )  # fmt: skip
    pekerja = subprocess.Popen([sys.executable, "manage.py", "worker"], cwd=AKAR, env=lingkungan)
    try:
        _tunggu(porta)
        hasil = {"mesin": mesin} | _laju(porta, detik) | _semenit(porta, menit) | _terserap(folder)
    finally:
        os.killpg(web.pid, signal.SIGTERM)
        pekerja.terminate()
        web.wait(20)
        pekerja.wait(20)
    (folder / "hasil.json").write_text(json.dumps(hasil, indent=1))
    syarat = {
        "laju lapor ≥ separuh tampilan kosong": hasil["lapor/kosong"] >= 0.5,
        "semua dijawab 200 []": hasil["gagal"] == 0,
        "p99 ≤ 100 ms": hasil["p99_ms"] <= 100,
        "antrean habis terserap": hasil["sisa_bita"] == 0,
    }
    for nama, terpenuhi in syarat.items():
        print(f"   {'✔' if terpenuhi else '✖'} {nama}")
    return 0 if all(syarat.values()) else 1


def _laju(porta: int, detik: float) -> dict:
    """Median dari tiga jendela tiap jalur, diselang-seling supaya mesin yang sedang sibuk mengenai semuanya."""
    jalur = {"lapor": _permintaan(porta), "depan": _kosong("/kosong-depan"), "kosong": _kosong("/kosong")}
    laju: dict[str, list[float]] = {nama: [] for nama in jalur}
    for isi in jalur.values():
        _habiskan(porta, isi, 1)  # pemanasan
    for _ in range(3):
        for nama, isi in jalur.items():
            laju[nama].append(_habiskan(porta, isi, detik))
    tengah = {nama: statistics.median(isi) for nama, isi in laju.items()}
    hasil = {f"{nama}_per_detik": round(nilai) for nama, nilai in tengah.items()}
    hasil["lapor/kosong"] = round(tengah["lapor"] / tengah["kosong"], 2)
    hasil["lapor/depan"] = round(tengah["lapor"] / tengah["depan"], 2)
    print(
        f"   laporan baru {hasil['lapor_per_detik']}/s ({hasil['lapor_per_detik'] * 60:,}/menit) · tampilan kosong "
        f"{hasil['kosong_per_detik']}/s · jalur kosong paling depan {hasil['depan_per_detik']}/s".replace(",", ".")
    )
    print(
        f"   lapor banding tampilan kosong {hasil['lapor/kosong']} · banding jalur depan {hasil['lapor/depan']}",
        flush=True,
    )
    return hasil


def _habiskan(porta: int, permintaan, detik: float) -> float:
    """Delapan sambungan tetap, tiap jawaban langsung disusul permintaan berikutnya; jawaban per detik."""
    pemilih = selectors.DefaultSelector()
    for _ in range(SAMBUNGAN):
        soket = socket.create_connection(("127.0.0.1", porta))
        soket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        soket.sendall(next(permintaan))
        pemilih.register(soket, selectors.EVENT_READ, bytearray())
    n, mulai = 0, time.perf_counter()
    while (lewat := time.perf_counter() - mulai) < detik:
        for kunci, _ in pemilih.select(0.2):
            kunci.data.extend(kunci.fileobj.recv(65536))
            if kunci.data.endswith(b"[]"):
                n += 1
                kunci.data.clear()
                kunci.fileobj.sendall(next(permintaan))
            elif not kunci.data:
                raise RuntimeError("server memutus sambungan")
    for kunci in list(pemilih.get_map().values()):
        kunci.fileobj.close()
    return n / lewat


def _permintaan(porta: int):
    """Laporan asli OpenSID 2410 atas desa dan penghitung yang selalu lain."""
    kepala, _, badan = CONTOH.read_bytes().partition(b"\r\n\r\n")
    kepala = kepala.replace(b"127.0.0.1:9911", f"127.0.0.1:{porta}".encode())
    acak, nomor = random.Random(2410), 0
    desa = _desa()
    while True:
        nomor += 1
        kode = acak.choice(desa)
        satu = badan.replace(b"jml_artikel=0", b"jml_artikel=%d" % nomor).replace(
            b"suliki.nagari.example", b"d%s.example" % kode
        )
        for lama, panjang in (
            (b"desa=1307012004", 10),
            (b"kecamatan=130701&", 6),
            (b"kabupaten=1307&", 4),
            (b"provinsi=13&", 2),
        ):
            satu = satu.replace(lama, lama.partition(b"=")[0] + b"=" + kode[:panjang] + lama[-1:].replace(b"4", b""))
        yield kepala.replace(b"Content-Length: 646", b"Content-Length: %d" % len(satu)) + b"\r\n\r\n" + satu


def _desa() -> list[bytes]:
    with gzip.open(AKAR / "wilayah" / "data" / "wilayah-ringkas.csv.gz", "rt", encoding="utf-8") as isi:
        kode = [baris[0].replace(".", "") for baris in csv.reader(isi) if baris]
    return [satu.encode() for satu in kode if len(satu) == 10 and satu.isdigit()]


def _kosong(jalur: str):
    badan = b"a" * 646
    satu = f"POST {jalur} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(badan)}\r\n\r\n".encode() + badan
    while True:
        yield satu


def _semenit(porta: int, menit: float) -> dict:
    """Laporan menyebar rata dengan kacau sedikit; tiap laporan sambungan baru."""
    permintaan, kunci = _permintaan(porta), threading.Lock()
    banyak, lama, gagal = int(PER_MENIT * menit), [], []
    mulai = time.perf_counter()

    def kerja(mulai_dari: int) -> None:
        acak = random.Random(mulai_dari)
        for n in range(mulai_dari, banyak, 16):
            jeda = mulai + (n + acak.random() * 16) * 60 / PER_MENIT - time.perf_counter()
            if jeda > 0:
                time.sleep(jeda)
            with kunci:
                isi = next(permintaan)
            awal = time.perf_counter()
            try:
                with socket.create_connection(("127.0.0.1", porta), timeout=10) as soket:
                    soket.sendall(isi.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1))
                    jawab = b""
                    while potong := soket.recv(65536):
                        jawab += potong
                if not (jawab.startswith(b"HTTP/1.1 200") and jawab.endswith(b"\r\n\r\n[]")):
                    gagal.append(jawab[:60])
            except OSError as galat:
                gagal.append(repr(galat).encode())
            lama.append(time.perf_counter() - awal)

    utas = [threading.Thread(target=kerja, args=(n,)) for n in range(16)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    detik = time.perf_counter() - mulai
    ms = sorted(satu * 1000 for satu in lama)
    hasil = {
        "dikirim": len(ms), "per_menit": round(len(ms) / detik * 60), "gagal": len(gagal),
        "p50_ms": round(ms[len(ms) // 2], 1), "p99_ms": round(ms[int(len(ms) * 0.99)], 1), "terlama_ms": round(ms[-1], 1),
    }  # fmt: skip
    print(
        f"   {hasil['dikirim']} laporan, {hasil['per_menit']} per menit: p50 {hasil['p50_ms']} ms, p99 {hasil['p99_ms']} ms, "
        f"terlama {hasil['terlama_ms']} ms, gagal {hasil['gagal']}", flush=True,
    )  # fmt: skip
    return hasil


def _terserap(folder: Path, paling_lama: float = 120) -> dict:
    """Menunggu pekerja menghabiskan antrean."""
    tempat, mulai = folder / "pribadi" / "laporan-masuk", time.perf_counter()
    while (sisa := _sisa(tempat)) and time.perf_counter() - mulai < paling_lama:
        time.sleep(0.5)
    hasil = {"sisa_bita": sisa, "detik_habis": round(time.perf_counter() - mulai, 1)}
    print(f"   antrean habis {hasil['detik_habis']} detik sesudah laporan terakhir, sisa {sisa} bita", flush=True)
    return hasil


def _sisa(tempat: Path) -> int:
    besar = 0
    for berkas in (*tempat.glob("laporan"), *tempat.glob("potong-*.baris")):
        with contextlib.suppress(FileNotFoundError):
            besar += berkas.stat().st_size
    return besar


def _porta_bebas() -> int:
    with socket.socket() as soket:
        soket.bind(("127.0.0.1", 0))
        return soket.getsockname()[1]


def _tunggu(porta: int) -> None:
    for _ in range(300):
        try:
            with socket.create_connection(("127.0.0.1", porta), timeout=5) as soket:
                soket.sendall(b"GET /kosong-depan HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                if soket.recv(64).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("server tidak hidup")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])))
