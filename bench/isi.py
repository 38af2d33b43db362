"""Data buatan skala nasional: wilayah, orang, tiket. Berbiji tetap, jadi dua jalan menghasilkan data yang sama."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from helpdesk.models import UserSettings

from akun.models import Pengguna, Penugasan, Peran
from forum.models import Simpul
from wilayah import kode as kode_wilayah
from wilayah.models import Wilayah
from wilayah.nama import kunci_nama

from .simpan import betulkan_urutan, sesudah, simpan

BIJI = 20261121
KINI = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LAMA = timedelta(days=5 * 365)
KABUPATEN_BERMEJA = 120


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
    awal = sesudah(Wilayah)
    for n, satu in enumerate(camat):
        satu.pk = awal + n
    simpan(Wilayah, camat)
    betulkan_urutan(Wilayah)
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
    """Operator sebanyak itu, simpul dan penangan di sebagian kabupaten, dan orang yang membuka halaman."""
    desa = list(Wilayah.objects.desa().order_by("kunci").values_list("pk", flat=True))
    tempat = [desa[nomor * len(desa) // operator] for nomor in range(operator)]
    kab = list(Wilayah.objects.filter(tingkat__in=["kabupaten", "kota"]).order_by("kunci"))
    kab = [Wilayah.objects.get(kode="13.07"), *kab[:: max(1, len(kab) // KABUPATEN_BERMEJA)]]
    kab = list({satu.pk: satu for satu in kab}.values())
    bersimpul = set(Simpul.objects.filter(jenis="kabupaten").values_list("wilayah_id", flat=True))
    simpan(
        Simpul,
        (Simpul(slug=f"bench-{satu.kode}", nama=f"ForSID {satu.nama}", jenis="kabupaten", wilayah=satu, dibuat=KINI)
         for satu in kab if satu.pk not in bersimpul),
    )  # fmt: skip
    tugas = [
        *((f"bench{n}", f"Operator Bench {n}", Peran.OPERATOR, di, False) for n, di in enumerate(tempat)),
        *((f"bench-pegiat-{satu.kode}", f"Pegiat {satu.nama}", Peran.PEGIAT, satu.pk, True) for satu in kab),
        *((f"bench-petugas-{satu.kode}", f"Petugas {satu.nama}", Peran.PETUGAS, satu.pk, True) for satu in kab),
        *((f"bench-nasional-{n}", f"Petugas Nasional {n}", Peran.PETUGAS, None, True) for n in range(1, 9)),
    ]
    simpan(
        Pengguna,
        (Pengguna(username=akun, first_name=nama, password="!", is_staff=staf, email=f"{akun}@contoh.example")
         for akun, nama, _, _, staf in tugas),
    )  # fmt: skip
    pk = dict(Pengguna.objects.filter(username__startswith="bench").values_list("username", "pk"))
    simpan(
        Penugasan,
        (Penugasan(pengguna_id=pk[akun], peran=peran, wilayah_id=di, keadaan="aktif", mulai=KINI.date() - LAMA)
         for akun, _, peran, di, _ in tugas),
    )  # fmt: skip
    ada = set(UserSettings.objects.values_list("user_id", flat=True))
    simpan(UserSettings, (UserSettings(user_id=satu) for satu in pk.values() if satu not in ada))
    return meja()


def meja() -> dict[str, Pengguna]:
    """Orang yang membuka halaman; dibuat bila belum ada."""
    kab, prov = Wilayah.objects.get(kode="13.07"), Wilayah.objects.get(kode="13")
    peran_meja = {
        "nasional": (Peran.PETUGAS, None), "provinsi": (Peran.PETUGAS, prov), "kabupaten": (Peran.PETUGAS, kab),
        "pegiat": (Peran.PEGIAT, kab), "manajer": (Peran.MANAJER, prov), "pengelola": (Peran.PENGELOLA, None),
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
