"""Data buatan skala nasional: wilayah, orang, tiket. Berbiji tetap, jadi dua jalan menghasilkan data yang sama."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.core.management.color import no_style
from django.db import connection
from helpdesk.models import FollowUp, Queue, Ticket, UserSettings

from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan.models import Bidang
from pusat_bantuan import kode as aturan_kode
from pusat_bantuan.keadaan import Keadaan, status_pustaka
from pusat_bantuan.models import PeristiwaTiket, ProfilTiket
from pusat_bantuan.pemasangan import ANTREAN
from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah
from wilayah.nama import kunci_nama

BIJI = 20261121
KINI = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LAMA = timedelta(days=5 * 365)
SEKALI = 2_000
_KATA = [
    "surat",
    "kosong",
    "cetak",
    "gagal",
    "impor",
    "penduduk",
    "keluarga",
    "ganda",
    "pembaruan",
    "versi",
    "migrasi",
    "galat",
    "layar",
    "putih",
    "login",
    "sandi",
    "lupa",
    "operator",
    "token",
    "layanan",
    "pelanggan",
    "perpanjang",
    "sinkron",
    "opendk",
    "kirim",
    "data",
    "tidak",
    "sama",
    "peta",
    "putih",
    "titik",
    "anggaran",
    "siskeudes",
    "realisasi",
    "tema",
    "berantakan",
    "cadangan",
    "pulih",
    "folder",
    "unduh",
    "lambat",
    "macet",
    "server",
    "hosting",
    "domain",
    "mati",
    "printer",
    "kop",
    "qr",
    "tanda",
    "tangan",
    "elektronik",
    "verifikasi",
    "dukcapil",
    "pindah",
    "lahir",
    "akta",
    "kk",
    "ktp",
    "nagari",
    "jorong",
    "wali",
    "perangkat",
    "bansos",
    "dtsen",
    "anjungan",
    "mandiri",
    "pin",
    "warga",
    "artikel",
    "galeri",
    "menu",
    "statistik",
    "laporan",
    "bulanan",
    "pengaturan",
    "akun",
    "email",
    "telegram",
    "sms",
]
JARANG = "transmigrasi"


def sebanyak(isi: Iterable, n: int) -> Iterator[list]:
    isi = iter(isi)
    while potong := list(islice(isi, n)):
        yield potong


def simpan(model, isi: Iterable) -> int:
    jumlah = 0
    for potong in sebanyak(isi, SEKALI):
        model.objects.bulk_create(potong)
        jumlah += len(potong)
    return jumlah


def isi_wilayah(banyak: int) -> int:
    """Menggenapi desa menjadi `banyak`: kabupaten yang isinya belum dimuat diberi kecamatan dan desa bernama buatan."""
    ada = Wilayah.objects.desa().count()
    terisi = {
        satu.rpartition(".")[0] for satu in Wilayah.objects.filter(tingkat="kecamatan").values_list("kode", flat=True)
    }
    kosong = [satu for satu in Wilayah.objects.filter(tingkat__in=["kabupaten", "kota"]) if satu.kode not in terisi]
    if ada >= banyak or not kosong:
        return ada
    tiap = -(-(banyak - ada) // len(kosong))
    camat = [
        _wilayah(f"{kab.kode}.{nomor:02d}", f"Kecamatan Buatan {nomor}", "kecamatan", kab)
        for kab in kosong for nomor in range(1, -(-tiap // 12) + 1)
    ]  # fmt: skip
    simpan(Wilayah, camat)
    simpan(Wilayah, islice(_desa_buatan(camat), banyak - ada))
    return Wilayah.objects.desa().count()


def _desa_buatan(camat: list[Wilayah]) -> Iterator[Wilayah]:
    for urut in range(1, 13):
        for satu in camat:
            yield _wilayah(f"{satu.kode}.{2000 + urut}", f"Desa Buatan {urut}", "desa", satu)


def _wilayah(kode: str, nama: str, tingkat: str, induk: Wilayah) -> Wilayah:
    return Wilayah(
        kode=kode, kunci=kode_wilayah.kunci(kode), nama=nama, nama_cari=kunci_nama(nama), tingkat=tingkat, induk=induk,
        jenis="desa" if tingkat == "desa" else "",
    )  # fmt: skip


def isi_orang(operator: int) -> dict[str, Pengguna]:
    """Operator sebanyak itu, dan orang yang membuka halaman: petugas kabupaten, petugas nasional, pegiat."""
    desa = list(Wilayah.objects.desa().order_by("kunci").values_list("pk", flat=True))
    tempat = [desa[nomor * len(desa) // operator] for nomor in range(operator)]
    simpan(
        Pengguna,
        (Pengguna(username=f"bench{n}", first_name=f"Operator Bench {n}", password="!") for n in range(operator)),
    )
    orang = list(Pengguna.objects.filter(username__startswith="bench").order_by("pk").values_list("pk", flat=True))
    simpan(
        Penugasan,
        (Penugasan(pengguna_id=satu, peran=Peran.OPERATOR, wilayah_id=di, keadaan="aktif", mulai=KINI.date() - LAMA)
         for satu, di in zip(orang, tempat, strict=True)),
    )  # fmt: skip
    ada = set(UserSettings.objects.values_list("user_id", flat=True))
    simpan(UserSettings, (UserSettings(user_id=satu) for satu in orang if satu not in ada))
    return meja()


def meja() -> dict[str, Pengguna]:
    """Orang yang membuka halaman; dibuat bila belum ada."""
    kab = Wilayah.objects.get(kode="13.07")
    peran_meja = {
        "kabupaten": (Peran.PETUGAS, kab), "nasional": (Peran.PETUGAS, None), "pegiat": (Peran.PEGIAT, kab),
        "manajer": (Peran.MANAJER, kab),
    }  # fmt: skip
    hasil = {}
    for nama, (peran, di) in peran_meja.items():
        satu, _ = Pengguna.objects.get_or_create(
            username=f"meja-{nama}", defaults={"first_name": f"Meja {nama}", "is_staff": True}
        )
        Penugasan.objects.get_or_create(
            pengguna=satu, peran=peran, wilayah=di, defaults={"keadaan": "aktif", "mulai": KINI.date() - LAMA}
        )
        hasil[nama] = satu
    return hasil


def isi_tiket(banyak: int, penangan: list[Pengguna]) -> int:
    """`banyak` tiket lima tahun terakhir: 73 % ditutup, empat susulan masing-masing, peristiwanya lengkap."""
    acak = random.Random(BIJI + 1)
    antrean = Queue.objects.get(slug=ANTREAN)
    tugas = list(
        Penugasan.objects.filter(pengguna__username__startswith="bench")
        .order_by("pk").values_list("pengguna_id", "wilayah_id")
    )  # fmt: skip
    bidang = list(Bidang.objects.filter(induk__isnull=False).order_by("pk").values_list("pk", flat=True))
    bakal = [_rencana(acak, nomor, banyak, tugas, bidang, penangan) for nomor in range(banyak)]
    bakal.sort(key=lambda satu: satu["dibuat"])
    for satu, kode in zip(bakal, _kode(acak, banyak), strict=True):
        satu["kode"] = kode
    awal = (Ticket.objects.order_by("-pk").values_list("pk", flat=True).first() or 0) + 1
    simpan(Ticket, (_tiket(satu, awal + n, antrean) for n, satu in enumerate(bakal)))
    _betulkan_urutan(Ticket)
    Ticket.objects.filter(pk__gte=awal).update(modified=KINI)
    simpan(ProfilTiket, (_profil(satu, awal + n) for n, satu in enumerate(bakal)))
    simpan(FollowUp, (susulan for n, satu in enumerate(bakal) for susulan in _susulan(satu, awal + n)))
    simpan(PeristiwaTiket, (kejadian for n, satu in enumerate(bakal) for kejadian in _peristiwa(satu, awal + n)))
    return ProfilTiket.objects.count()


def _rencana(acak: random.Random, nomor: int, banyak: int, tugas: list, bidang: list, penangan: list[Pengguna]) -> dict:
    pemohon, wilayah = acak.choice(tugas)
    dibuat = KINI - LAMA * acak.random()
    nasib = acak.random()
    keadaan = (
        Keadaan.DITUTUP if nasib < 0.73 else Keadaan.SELESAI if nasib < 0.76 else Keadaan.MENUNGGU_PEMOHON
        if nasib < 0.82 else Keadaan.DITANGANI if nasib < 0.92 else Keadaan.BARU
    )  # fmt: skip
    judul = " ".join(acak.choices(_KATA, k=6)).capitalize()
    uraian = ". ".join(" ".join(acak.choices(_KATA, k=12)) for _ in range(4))
    if nomor % 20_000 == 7:
        uraian += f" {JARANG}"
    return {
        "pemohon": pemohon, "wilayah": wilayah, "bidang": acak.choice(bidang), "dibuat": dibuat, "keadaan": keadaan,
        "judul": judul, "uraian": uraian, "kode": None, "dampak": acak.choice(ProfilTiket.Dampak.values),
        "pemegang": None if keadaan == Keadaan.BARU else acak.choice(penangan).pk,
        "tingkat": acak.choices([1, 2, 3], [6, 3, 1])[0], "jeda": timedelta(hours=acak.randint(1, 90)),
        "versi": acak.choice(["2508.0.0", "2510.0.1", "2511.0.0", "2404.0.0"]), "kunci": acak.getrandbits(32),
        "hosting": acak.choice(["mandiri", "siappakai", "diskominfo", "lokal"]),
    }  # fmt: skip


def _kode(acak: random.Random, banyak: int) -> list[str]:
    hasil = dict.fromkeys(ProfilTiket.objects.values_list("kode", flat=True))
    sudah = len(hasil)
    while len(hasil) < sudah + banyak:
        hasil[aturan_kode.acak(acak)] = None
    return list(hasil)[sudah:]


def _tiket(satu: dict, pk: int, antrean: Queue) -> Ticket:
    return Ticket(
        pk=pk, title=satu["judul"], description=satu["uraian"], queue=antrean, created=satu["dibuat"],
        modified=satu["dibuat"], status=status_pustaka(satu["keadaan"]), assigned_to_id=satu["pemegang"],
        priority=ProfilTiket.Dampak.values[::-1].index(satu["dampak"]) + 1, submitter_email=f"bench{pk % 9999}@contoh.example",
        resolution="Ikuti langkah di artikel." if satu["keadaan"] in {Keadaan.SELESAI, Keadaan.DITUTUP} else None,
        secret_key=uuid.UUID(int=pk).hex,
    )  # fmt: skip


def _profil(satu: dict, pk: int) -> ProfilTiket:
    akhir = satu["dibuat"] + satu["jeda"] * 4
    beres = satu["keadaan"] in {Keadaan.SELESAI, Keadaan.DITUTUP}
    return ProfilTiket(
        tiket_id=pk, kode=satu["kode"], wilayah_id=satu["wilayah"], pemohon_id=satu["pemohon"], bidang_id=satu["bidang"],
        dampak=satu["dampak"], keadaan=satu["keadaan"], tingkat=satu["tingkat"], pemegang_id=satu["pemegang"],
        versi=satu["versi"], hosting=satu["hosting"], dibuat=satu["dibuat"], aktivitas=min(akhir, KINI),
        dijawab_pada=satu["dibuat"] + satu["jeda"] if satu["pemegang"] else None, selesai_pada=akhir if beres else None,
        ditutup_pada=akhir + timedelta(days=1) if satu["keadaan"] == Keadaan.DITUTUP else None,
    )  # fmt: skip


def _susulan(satu: dict, pk: int) -> Iterator[FollowUp]:
    for nomor in range(4):
        yield FollowUp(
            ticket_id=pk, date=satu["dibuat"] + satu["jeda"] * nomor, title="Balasan", comment=satu["uraian"][:120],
            public=nomor != 2, user_id=satu["pemegang"] if nomor % 2 else satu["pemohon"],
        )  # fmt: skip


def _peristiwa(satu: dict, pk: int) -> Iterator[PeristiwaTiket]:
    J = PeristiwaTiket.Jenis
    langkah = [(J.DIBUAT, Keadaan.BARU, satu["pemohon"], False), (J.DISALURKAN, Keadaan.BARU, None, False)]
    if satu["pemegang"]:
        langkah.append((J.BALASAN, Keadaan.DITANGANI, satu["pemegang"], True))
    if satu["keadaan"] == Keadaan.MENUNGGU_PEMOHON:
        langkah.append((J.BALASAN, Keadaan.MENUNGGU_PEMOHON, satu["pemegang"], True))
    if satu["keadaan"] in {Keadaan.SELESAI, Keadaan.DITUTUP}:
        langkah.append((J.SELESAI, Keadaan.SELESAI, satu["pemegang"], True))
    if satu["keadaan"] == Keadaan.DITUTUP:
        langkah.append((J.DIKONFIRMASI, Keadaan.DITUTUP, satu["pemohon"], False))
    dari = ""
    for nomor, (jenis, ke, pelaku, meja) in enumerate(langkah):
        yield PeristiwaTiket(
            profil_id=pk, jenis=jenis, pada=satu["dibuat"] + satu["jeda"] * max(0, nomor - 1), pelaku_id=pelaku,
            dari_meja=meja, dari=dari, ke=ke, tingkat=satu["tingkat"],
        )  # fmt: skip
        dari = ke


def _betulkan_urutan(model) -> None:
    """PostgreSQL: urutan kunci disetel sesudah pk diisi sendiri."""
    with connection.cursor() as kursor:
        for perintah in connection.ops.sequence_reset_sql(no_style(), [model]):
            kursor.execute(perintah)
