"""Tiket buatan dengan percakapan, peristiwa, putusan, dan penilaiannya; berbiji tetap."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from helpdesk.models import FollowUp, Queue, Ticket

from akun.models import Penugasan, Peran
from forum.models import Simpul
from modul_pelatihan.models import Bidang
from pusat_bantuan import kode as aturan_kode
from pusat_bantuan.keadaan import Keadaan, status_pustaka
from pusat_bantuan.models import Nilai, PeristiwaTiket, ProfilTiket, PutusanSla
from pusat_bantuan.pemasangan import ANTREAN

from .isi import BIJI, KINI, LAMA
from .simpan import betulkan_urutan, sesudah, simpan

KATA_LANGKA = 20_000
PESAN_PANJANG = 120
MASIH_BARU = timedelta(days=450)  # yang masih terbuka tidak setua yang sudah ditutup
JARANG = "transmigrasi"
_KATA = Path(__file__).with_name("kata.txt").read_text().split()


@dataclass(frozen=True)
class Dunia:
    """Yang dirujuk tiket: pemohon dan desanya, bidang, dan penangan per tingkat (menurut kunci kabupaten)."""

    tugas: list[tuple[int, int, int]]
    bidang: list[int]
    simpul: dict[int, int]
    pegiat: dict[int, int]
    petugas: dict[int, int]
    nasional: list[int]

    @classmethod
    def muat(cls) -> Dunia:
        tugas = Penugasan.objects.order_by("pk")
        wilayah = tugas.filter(wilayah__tingkat__in=["kabupaten", "kota"]).order_by("pengguna__username")
        per_kab = {
            peran: dict(wilayah.filter(peran=peran).values_list("wilayah__kunci", "pengguna_id"))
            for peran in (Peran.PEGIAT, Peran.PETUGAS)
        }
        return cls(
            tugas=list(
                tugas.filter(peran=Peran.OPERATOR, pengguna__username__startswith="bench")
                .values_list("pengguna_id", "wilayah_id", "wilayah__kunci")
            ),
            bidang=list(Bidang.objects.filter(induk__isnull=False).order_by("pk").values_list("pk", flat=True)),
            simpul=dict(Simpul.objects.filter(jenis="kabupaten").values_list("wilayah__kunci", "pk")),
            pegiat=per_kab[Peran.PEGIAT], petugas=per_kab[Peran.PETUGAS],
            nasional=list(
                tugas.filter(peran=Peran.PETUGAS, wilayah=None).values_list("pengguna_id", flat=True)
            ),
        )  # fmt: skip


def isi_tiket(banyak: int) -> int:
    """`banyak` tiket lima tahun terakhir: 73 % ditutup, dengan percakapan, peristiwa, putusan, dan penilaiannya."""
    acak = random.Random(BIJI + 1)
    antrean, dunia = Queue.objects.get(slug=ANTREAN), Dunia.muat()
    nama = _nama_langka(acak)
    bakal = [_rencana(acak, nomor, dunia, nama) for nomor in range(banyak)]
    bakal.sort(key=lambda satu: satu["dibuat"])
    for satu, kode in zip(bakal, _kode(acak, banyak), strict=True):
        satu["kode"] = kode
    awal, susulan, peristiwa = (sesudah(model) for model in (Ticket, FollowUp, PeristiwaTiket))
    for n, satu in enumerate(bakal):
        satu["pk"], satu["susulan"], satu["peristiwa"] = awal + n, susulan, peristiwa
        susulan, peristiwa = susulan + satu["pesan"], peristiwa + len(_langkah(satu))
    simpan(Ticket, (_tiket(satu, antrean) for satu in bakal))
    simpan(ProfilTiket, map(_profil, bakal))
    simpan(FollowUp, (satu for rencana in bakal for satu in _susulan(rencana)))
    simpan(PeristiwaTiket, (satu for rencana in bakal for satu in _peristiwa(rencana)))
    simpan(PutusanSla, (putusan for rencana in bakal if (putusan := _putusan(rencana))))
    simpan(Nilai, (nilai for rencana in bakal if (nilai := _nilai(rencana))))
    for model in (Ticket, FollowUp, PeristiwaTiket):
        betulkan_urutan(model)
    return ProfilTiket.objects.count()


def _nama_langka(acak: random.Random) -> list[str]:
    """Kata yang jarang: nama orang dan jorong. Kosakata yang tumbuh bersama tiket adalah beban indeks yang sebenarnya."""
    suku = [a + b for a in "bdgjklmnprstw" for b in ("a", "i", "u", "e", "o", "an", "in", "ur")]
    return ["".join(acak.choices(suku, k=3)) for _ in range(KATA_LANGKA)]


def _rencana(acak: random.Random, nomor: int, dunia: Dunia, nama: list[str]) -> dict:
    pemohon, wilayah, kunci = acak.choice(dunia.tugas)
    kab = kunci // 10**6 * 10**6
    nasib = acak.random()
    dibuat = KINI - (LAMA if nasib < 0.73 else MASIH_BARU) * acak.random()
    keadaan = (
        Keadaan.DITUTUP if nasib < 0.73 else Keadaan.SELESAI if nasib < 0.76 else Keadaan.MENUNGGU_PEMOHON
        if nasib < 0.82 else Keadaan.DITANGANI if nasib < 0.92 else Keadaan.BARU
    )  # fmt: skip
    judul = " ".join(acak.choices(_KATA, k=6)).capitalize()
    uraian = ". ".join(" ".join(acak.choices(_KATA, k=12)) for _ in range(4))
    uraian += f". {acak.choice(nama).capitalize()} {acak.choice(nama)}"
    if nomor % 20_000 == 7:
        uraian += f" {JARANG}"
    tingkat = acak.choices([1, 2, 3], [6, 3, 1])[0] if kab in dunia.simpul else 3
    penangan = {1: dunia.pegiat, 2: dunia.petugas, 3: {}}[tingkat].get(kab) or acak.choice(dunia.nasional)
    return {
        "pemohon": pemohon, "wilayah": wilayah, "bidang": acak.choice(dunia.bidang), "dibuat": dibuat,
        "keadaan": keadaan, "judul": judul, "uraian": uraian, "dampak": acak.choice(ProfilTiket.Dampak.values),
        "pemegang": None if keadaan == Keadaan.BARU else penangan, "tingkat": tingkat,
        "simpul": dunia.simpul.get(kab) if tingkat == 1 else None, "jeda": timedelta(hours=acak.randint(1, 90)),
        "versi": acak.choice(["2508.0.0", "2510.0.1", "2511.0.0", "2404.0.0"]), "skor": acak.choice([0, 0, 1, 2, 3, 3]),
        "hosting": acak.choice(["mandiri", "siappakai", "diskominfo", "lokal"]),
        "pesan": PESAN_PANJANG if nomor % 5_000 == 11 else 4,
    }  # fmt: skip


def _kode(acak: random.Random, banyak: int) -> list[str]:
    hasil = dict.fromkeys(ProfilTiket.objects.values_list("kode", flat=True))
    sudah = len(hasil)
    while len(hasil) < sudah + banyak:
        hasil[aturan_kode.acak(acak)] = None
    return list(hasil)[sudah:]


def _tiket(satu: dict, antrean: Queue) -> Ticket:
    return Ticket(
        pk=satu["pk"], title=satu["judul"], description=satu["uraian"], queue=antrean, created=satu["dibuat"],
        modified=_saat(satu, satu["pesan"]), status=status_pustaka(satu["keadaan"]), assigned_to_id=satu["pemegang"],
        priority=ProfilTiket.Dampak.values[::-1].index(satu["dampak"]) + 1,
        submitter_email=f"bench{satu['pk'] % 9999}@contoh.example", secret_key=uuid.UUID(int=satu["pk"]).hex,
        resolution="Ikuti langkah di artikel." if satu["keadaan"] in {Keadaan.SELESAI, Keadaan.DITUTUP} else None,
    )  # fmt: skip


def _profil(satu: dict) -> ProfilTiket:
    akhir = _saat(satu, satu["pesan"])
    beres = satu["keadaan"] in {Keadaan.SELESAI, Keadaan.DITUTUP}
    return ProfilTiket(
        tiket_id=satu["pk"], kode=satu["kode"], wilayah_id=satu["wilayah"], pemohon_id=satu["pemohon"],
        bidang_id=satu["bidang"], dampak=satu["dampak"], keadaan=satu["keadaan"], tingkat=satu["tingkat"],
        simpul_id=satu["simpul"], pemegang_id=satu["pemegang"], versi=satu["versi"], hosting=satu["hosting"],
        dibuat=satu["dibuat"], aktivitas=akhir, dijawab_pada=_saat(satu, 1) if satu["pemegang"] else None,
        selesai_pada=akhir if beres else None, ditutup_pada=akhir if satu["keadaan"] == Keadaan.DITUTUP else None,
    )  # fmt: skip


def _saat(satu: dict, nomor: int) -> datetime:
    return min(satu["dibuat"] + satu["jeda"] * nomor, KINI)


def _susulan(satu: dict) -> Iterator[FollowUp]:
    for nomor in range(satu["pesan"]):
        yield FollowUp(
            pk=satu["susulan"] + nomor, ticket_id=satu["pk"], date=_saat(satu, nomor + 1), title="Balasan",
            comment=satu["uraian"][:120], public=nomor % 4 != 2,
            user_id=satu["pemohon"] if nomor % 2 else satu["pemegang"],
        )  # fmt: skip


def _langkah(satu: dict) -> list[tuple]:
    """(jenis, keadaan sesudahnya, pelaku, oleh meja, nomor susulan): yang terjadi pada tiket itu, berurutan."""
    J, K = PeristiwaTiket.Jenis, Keadaan
    pemohon, pemegang = satu["pemohon"], satu["pemegang"]
    hasil = [(J.DIBUAT, K.BARU, pemohon, False, None), (J.DISALURKAN, K.BARU, None, False, None)]
    if not pemegang:
        return hasil
    for nomor in range(satu["pesan"] - 1):
        jenis = J.CATATAN if nomor % 4 == 2 else J.BALASAN
        hasil.append((jenis, K.DITANGANI, pemohon if nomor % 2 else pemegang, nomor % 2 == 0, nomor))
    akhir = {
        K.MENUNGGU_PEMOHON: (J.BALASAN, K.MENUNGGU_PEMOHON), K.SELESAI: (J.SELESAI, K.SELESAI),
        K.DITUTUP: (J.SELESAI, K.SELESAI),
    }.get(satu["keadaan"])  # fmt: skip
    if akhir:
        hasil.append((*akhir, pemegang, True, satu["pesan"] - 1))
    if satu["keadaan"] == K.DITUTUP:
        hasil.append((J.DIKONFIRMASI, K.DITUTUP, pemohon, False, None))
    return hasil


def _peristiwa(satu: dict) -> Iterator[PeristiwaTiket]:
    dari = ""
    for nomor, (jenis, ke, pelaku, meja, susulan) in enumerate(_langkah(satu)):
        yield PeristiwaTiket(
            pk=satu["peristiwa"] + nomor, profil_id=satu["pk"], jenis=jenis, pada=_saat(satu, max(0, nomor - 1)),
            pelaku_id=pelaku, dari_meja=meja, dari=dari, ke=ke, tingkat=satu["tingkat"], simpul_id=satu["simpul"],
            followup_id=None if susulan is None else satu["susulan"] + susulan,
        )  # fmt: skip
        dari = ke


def _putusan(satu: dict) -> PutusanSla | None:
    for nomor, (jenis, *_) in enumerate(_langkah(satu)):
        if jenis == PeristiwaTiket.Jenis.SELESAI:
            lama = int(satu["jeda"].total_seconds())
            return PutusanSla(
                peristiwa_id=satu["peristiwa"] + nomor, sasaran_detik=3 * 8 * 3600, terpakai_detik=lama,
                terpenuhi=lama <= 3 * 8 * 3600,
            )  # fmt: skip
    return None


def _nilai(satu: dict) -> Nilai | None:
    if satu["keadaan"] != Keadaan.DITUTUP or not satu["skor"]:
        return None
    return Nilai(
        profil_id=satu["pk"], putaran=0, skor=satu["skor"], oleh_id=satu["pemohon"], penangan_id=satu["pemegang"],
        simpul_id=satu["simpul"], relawan=satu["tingkat"] == 1, pada=_saat(satu, satu["pesan"]),
    )  # fmt: skip
