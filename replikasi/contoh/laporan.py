"""Laporan rekaan: keadaan terakhir dan hari lapor beberapa bulan terakhir, tetap untuk kode dan tanggal yang sama."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from replikasi.contoh.tiket import KataTiket, kata_tiket, lengkapi_tiket
from replikasi.kalender import JAKARTA, hari_ini
from replikasi.models import (
    BulanLapor,
    KeadaanPasang,
    Kejanggalan,
    KodeTakDikenal,
    PemasanganSah,
    PemberitahuanDesa,
    PengakuanStatus,
)
from replikasi.rumus import tambah_bulan
from wilayah.models import FaktaDesa, KontakDesa, Wilayah
from wilayah.opensid_versi import urai_versi

VERSI = ["2611.0.0", "2610.1.0", "2610.0.0", "2609.0.0", "2607.1.0", "2604.1.0", "2512.0.0", "2410.1.0", "2305.0.0"]
TEMA = ["Esensi", "Natra", "Palanta", "Batuah"]


class Takaran(NamedTuple):
    """Kode wilayah, persen yang pernah melapor, berapa bulan riwayatnya."""

    kode: str
    pernah: int
    bulan: int


TAKARAN = [Takaran("13.07", 82, 14), Takaran("17.03", 34, 14), Takaran("18", 58, 14), Takaran("52", 63, 14)]
# Umur laporan terakhir (hari) dan bobotnya; di Lima Puluh Kota lebih sedikit yang baru berhenti, jadi angkanya menanjak.
UMUR = [((0, 2), 52), ((3, 7), 13), ((8, 30), 14), ((31, 110), 12), ((125, 320), 9)]
BOBOT_TUMBUH = [58, 14, 10, 6, 12]
SEHARI = timedelta(days=1)
SELALU_AKTIF = {"13.07.04.2001", "13.07.01.2004", "13.07.05.2001", "13.07.11.2003", "13.07.13.2001"}


@transaction.atomic
def isi_laporan() -> list[int]:
    """Mengembalikan pk desa yang punya laporan atau pernyataan."""
    hari = hari_ini()
    pasang, bulan, fakta, tiket = [], [], [], kata_tiket()
    for takaran in TAKARAN:
        wilayah = Wilayah.objects.filter(kode=takaran.kode).first()
        if wilayah is None:
            continue
        for desa in Wilayah.objects.desa().filter(berlaku=True).di_dalam(wilayah):
            acak = random.Random(desa.kode)
            if desa.kode not in SELALU_AKTIF and acak.randrange(100) >= takaran.pernah:
                continue
            kata = tiket.get(desa.pk, KataTiket())
            satu = _keadaan(desa, acak, hari, kata)
            pasang.append(satu)
            baris = _bulan(satu, acak, takaran.bulan, hari)
            fakta.append(_fakta(desa, satu, acak, kata))
            for lapor in baris:
                lapor.hosting = fakta[-1].hosting
            bulan += baris
    KeadaanPasang.objects.bulk_create(pasang, batch_size=500, ignore_conflicts=True)
    BulanLapor.objects.bulk_create(bulan, batch_size=500, ignore_conflicts=True)
    FaktaDesa.objects.bulk_create(fakta, batch_size=500, ignore_conflicts=True)
    lengkapi_tiket(pasang)
    _kontak(pasang)
    _produk_lain(hari)
    return [satu.wilayah_id for satu in pasang] + _pernyataan(hari, {satu.wilayah_id for satu in pasang}) + _aneh(hari)


def _saat(hari: date, acak: random.Random) -> datetime:
    return datetime.combine(hari, time(acak.randrange(8, 15), acak.randrange(60)), JAKARTA)


def _keadaan(desa: Wilayah, acak: random.Random, hari: date, kata: KataTiket) -> KeadaanPasang:
    tumbuh = desa.kode.startswith("13.07.")
    bobot = BOBOT_TUMBUH if tumbuh else [b for _, b in UMUR]
    rentang = UMUR[0][0] if desa.kode in SELALU_AKTIF else acak.choices([u for u, _ in UMUR], bobot)[0]
    terakhir = hari - timedelta(days=acak.randint(*rentang) if desa.kode not in SELALU_AKTIF else 0)
    versi = "2610.1.0" if desa.kode in SELALU_AKTIF else acak.choices(VERSI, [9, 16, 12, 10, 9, 8, 10, 18, 8])[0]
    versi = kata.versi or versi
    urai = urai_versi(versi)
    penduduk, lama = acak.randrange(700, 5200), acak.randrange(200, 900)
    if tumbuh and rentang[1] <= 7 and desa.kode not in SELALU_AKTIF and lama % 10 < 6:
        lama = 15 + lama % 115  # baru memasang dalam empat bulan terakhir
    return KeadaanPasang(
        wilayah=desa, produk="opensid", pertama=terakhir - timedelta(days=lama), terakhir=terakhir,
        terakhir_pada=min(_saat(terakhir, acak), timezone.now()), versi=versi, rilis=urai.bulan_rilis if urai else None,
        host=f"desa-{desa.kode.replace('.', '')}.contoh.id",
        lokal=kata.hosting == FaktaDesa.Hosting.LOKAL
        or (not kata.hosting and desa.kode not in SELALU_AKTIF and acak.randrange(100) < 6),
        penghitung={
            "jml_penduduk": penduduk, "jml_keluarga": penduduk * 10 // 34, "jml_surat_keluar": acak.randrange(0, 640),
            "jml_artikel": acak.randrange(0, 90), "jml_mandiri": acak.randrange(0, 60), "jml_pengguna": acak.randint(2, 7),
        },
        dipakai_terakhir=terakhir - timedelta(days=0 if desa.kode in SELALU_AKTIF else acak.choice([0, 1, 2, 6, 21, 60])),
        contoh=True,
    )  # fmt: skip


def _bulan(satu: KeadaanPasang, acak: random.Random, banyak: int, hari: date) -> list[BulanLapor]:
    """Hari kerja dengan peluang tetap sampai laporan terakhir; hari laporan dan hari pemakaian terakhir selalu ada."""
    hasil, rajin = [], acak.randrange(4)
    for mundur in range(banyak):
        awal = tambah_bulan(hari.replace(day=1), -mundur)
        a, b, c, d = (acak.getrandbits(31) for _ in range(4))
        sibuk = (a & b, a | b & c, a | b | c & d, a | b | c)[rajin]  # kira-kira seperempat sampai sembilan persepuluh
        topeng = sibuk & _hari_kerja(awal) & _sampai(satu.terakhir, awal) & ~_sampai(satu.pertama - SEHARI, awal)
        pakai = topeng & d & _sampai(satu.dipakai_terakhir, awal)
        for tanggal in (satu.terakhir, satu.dipakai_terakhir):
            if tanggal.replace(day=1) == awal and tanggal >= satu.pertama:
                topeng |= 1 << tanggal.day - 1
                pakai |= 1 << tanggal.day - 1 if tanggal == satu.dipakai_terakhir else 0
        if topeng:
            akhir = awal + timedelta(days=topeng.bit_length() - 1)
            hasil.append(
                BulanLapor(
                    wilayah_id=satu.wilayah_id, produk=satu.produk, bulan=awal, hari=topeng, pakai=pakai,
                    versi=satu.versi, penghitung={} if mundur else satu.penghitung,
                    sampai=datetime.combine(akhir, time(9), JAKARTA),
                )
            )  # fmt: skip
    return hasil


@cache
def _hari_kerja(awal: date) -> int:
    hari = [awal + timedelta(days=n) for n in range((tambah_bulan(awal, 1) - awal).days)]
    return sum(1 << satu.day - 1 for satu in hari if satu.weekday() < 5)


def _sampai(tanggal: date, awal: date) -> int:
    """Topeng hari-hari bulan itu sampai `tanggal`, termasuk."""
    return (1 << max(0, min(31, (tanggal - awal).days + 1))) - 1


def _produk_lain(hari: date) -> None:
    """OpenDK di beberapa kecamatan, OpenKab di kabupatennya, Layanan Desa di beberapa nagari."""
    umur = {"13.07": ("openkab", 1), "13.07.04": ("opendk", 0), "13.07.01": ("opendk", 5), "13.07.05": ("opendk", 19),
            "13.07.11": ("opendk", 64), "13.07.04.2001": ("layanandesa", 0), "13.07.01.2004": ("layanandesa", 2)}  # fmt: skip
    KeadaanPasang.objects.bulk_create(
        [
            KeadaanPasang(
                wilayah=satu, produk=umur[satu.kode][0], pertama=hari - timedelta(days=380),
                terakhir=hari - timedelta(days=umur[satu.kode][1]), versi="2410.0.0", contoh=True,
                terakhir_pada=datetime.combine(hari - timedelta(days=umur[satu.kode][1]), time(8), JAKARTA),
            )
            for satu in Wilayah.objects.filter(kode__in=umur)
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _fakta(desa: Wilayah, satu: KeadaanPasang, acak: random.Random, kata: KataTiket) -> FaktaDesa:
    H = FaktaDesa.Hosting
    hosting = H.LOKAL if satu.lokal else acak.choices([H.DARING, H.SIAPPAKAI, H.DISKOMINFO], [60, 25, 15])[0]
    hosting = kata.hosting or hosting
    return FaktaDesa(
        wilayah=desa, url=f"https://{satu.host}", versi=satu.versi, hosting=hosting, tema=kata.tema.capitalize() or acak.choice(TEMA),
        layanan="siappakai" if hosting == H.SIAPPAKAI else "umum", dilaporkan_pada=satu.terakhir_pada, sumber="contoh",
        alamat=f"Jl. Contoh No. {acak.randint(1, 40)} (data contoh)",
    )  # fmt: skip


def _kontak(pasang: list[KeadaanPasang]) -> None:
    """Kontak rekaan untuk beberapa nagari saja, dengan nomor dan surel yang tidak mungkin milik orang."""
    KontakDesa.objects.bulk_create(
        [
            KontakDesa(
                wilayah_id=satu.wilayah_id, nama="Operator Contoh", jabatan="Operator", hp=f"0812000{n:05d}",
                email=f"kantor{n}@desa.example",
            )
            for n, satu in enumerate(pasang[:30], start=100)
        ],
        ignore_conflicts=True,
    )  # fmt: skip


def _pernyataan(hari: date, sudah: set[int]) -> list[int]:
    """Beberapa nagari yang diam: dinyatakan desanya sendiri, tiga di antaranya dipastikan pendamping."""
    kabupaten = Wilayah.objects.filter(kode="13.07").first()
    if kabupaten is None:
        return []
    diam = [satu for satu in Wilayah.objects.desa().di_dalam(kabupaten) if satu.pk not in sudah][:8]
    baris = []
    for n, desa in enumerate(diam):
        baris.append(
            PengakuanStatus(
                wilayah=desa, sumber="terverifikasi" if n < 3 else "lapor_mandiri",
                keadaan="dipakai" if n < 5 else "terpasang", tanggal=hari - timedelta(days=9 + 7 * n), versi="2410.1.0",
                catatan="Dipasang luring di kantor (data contoh).", contoh=True,
            )
        )  # fmt: skip
    PengakuanStatus.objects.bulk_create(baris)
    return [satu.pk for satu in diam]


def _aneh(hari: date) -> list[int]:
    """Satu kode yang tidak dikenal dan satu laporan janggal, supaya daftar tinjau ada isinya."""
    saat = timezone.now() - timedelta(days=1)
    KodeTakDikenal.objects.get_or_create(
        produk="opensid", kode="13.07.99.2003",
        defaults={"induk": "13.07.04", "nama": "Nagari Contoh, Luak, Lima Puluh Kota, Sumatera Barat", "host": "nagari-contoh.contoh.id",
                  "jumlah": 6, "pertama_pada": saat - timedelta(days=20), "terakhir_pada": saat},
    )  # fmt: skip
    desa = Wilayah.objects.filter(kode="13.07.02.2001").first()
    if desa:
        Kejanggalan.objects.get_or_create(
            wilayah=desa, produk="opensid", jenis=Kejanggalan.Jenis.PENGHITUNG_TURUN,
            defaults={"rincian": "jml_penduduk 2741→12 (data contoh)", "jumlah": 1, "pertama_pada": saat, "terakhir_pada": saat},
        )  # fmt: skip
    _pemberitahuan()
    return []


def _pemberitahuan() -> None:
    """Dua pemasangan yang sudah dipastikan; satu pemberitahuan sudah dibawa, satu menunggu."""
    for n, pasang in enumerate(
        KeadaanPasang.objects.filter(wilayah__kode__in=SELALU_AKTIF, contoh=True).order_by("pk")[:2]
    ):
        PemasanganSah.objects.get_or_create(wilayah_id=pasang.wilayah_id, defaults={"host": pasang.host})
        PemberitahuanDesa.objects.get_or_create(
            wilayah_id=pasang.wilayah_id, kode="pb-umum-contoh",
            defaults={"judul": "Kelas daring surat dan TTE (data contoh)", "isi": "Senin pukul 09.00 WIB. Tautannya di situs.",
                      "server": "Pusat Bantuan", "diserahkan_pada": None if n else timezone.now()},
        )  # fmt: skip
