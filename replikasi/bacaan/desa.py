"""Data halaman satu desa: keadaannya, laporannya, perjalanannya dalam program, dan siapa yang mendampingi."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format

from akun.models import Pengguna
from forum.models import Simpul
from modul_pelatihan.models import ModulPage
from pusat_bantuan.bacaan import lembar
from pusat_bantuan.models import ProfilTiket
from replikasi import kata
from replikasi.kalender import hari_ini
from replikasi.models import (
    Bimbingan,
    BulanLapor,
    KeadaanPasang,
    Kejanggalan,
    Pendampingan,
    PengakuanStatus,
    Produk,
)
from replikasi.models.status import boleh_menyatakan
from replikasi.rumus import ping_status, source_precedence, tambah_bulan
from replikasi.rumus.pantau import Pernyataan
from wilayah import kode as aturan_kode
from wilayah.models import FaktaDesa, KontakDesa, Wilayah

from .baris import BarisDesa, baris_desa, desa_di
from .perjalanan import ButirTonggak, Perjalanan, perjalanan_desa


@dataclass(frozen=True)
class ButirPernyataan:
    """Satu pernyataan dan nasibnya; catatannya hanya bagi yang bertugas di wilayahnya."""

    pernyataan: PengakuanStatus
    menang: bool
    catatan: str
    boleh_dipastikan: bool


@dataclass(frozen=True)
class HalamanDesa:
    wilayah: Wilayah
    leluhur: list[Wilayah]
    baris: BarisDesa
    fakta: FaktaDesa | None
    pasang: list[tuple[KeadaanPasang, kata.Status]]
    bulan: list[dict]
    perjalanan: Perjalanan | None
    simpul: Simpul | None
    pendamping: list[Pendampingan]
    jumlah_pendamping: int
    bimbingan: list[Bimbingan]
    kontak: KontakDesa | None
    pengakuan: list[ButirPernyataan]
    kejanggalan: list[Kejanggalan]
    boleh_menyatakan: bool
    tiket: list[ProfilTiket]
    modul: list[ModulPage] = field(default_factory=list)

    @property
    def mentor(self) -> list[Bimbingan]:
        return [satu for satu in self.bimbingan if satu.dampingan_id == self.wilayah.pk]

    @property
    def dampingan(self) -> list[Bimbingan]:
        return [satu for satu in self.bimbingan if satu.dampingan_id != self.wilayah.pk]

    @property
    def label_bulan(self) -> list[str]:
        return [date_format(satu["bulan"], "M y") for satu in self.bulan]

    @property
    def nilai_bulan(self) -> list[int]:
        return [satu["nilai"] for satu in self.bulan]


def halaman_desa(wilayah: Wilayah, *, oleh: Pengguna) -> HalamanDesa:
    desa = desa_di(None).get(pk=wilayah.pk) if wilayah.berlaku else wilayah
    leluhur = [desa.induk.induk.induk, desa.induk.induk, desa.induk]
    hari = hari_ini()
    baris = baris_desa([desa])[0]
    perjalanan = perjalanan_desa(desa)
    semua_pendamping = list(Pendampingan.objects.berlaku().filter(wilayah=desa).select_related("pendamping"))
    return HalamanDesa(
        wilayah=desa,
        leluhur=leluhur,
        baris=baris,
        fakta=FaktaDesa.objects.filter(wilayah=desa).first(),
        pasang=[
            (satu, kata.STATUS[ping_status(satu.terakhir, hari)])
            for satu in KeadaanPasang.objects.filter(wilayah=desa).order_by("produk")
        ],
        bulan=hari_lapor(desa, hari),
        perjalanan=perjalanan,
        simpul=simpul_terdekat(desa),
        pendamping=[satu for satu in semua_pendamping if satu.boleh_dilihat(oleh=oleh)],
        jumlah_pendamping=len(semua_pendamping),
        bimbingan=bimbingan_desa(desa, oleh=oleh),
        kontak=KontakDesa.objects.terlihat(oleh=oleh).filter(wilayah=desa, dihapus_pada=None).first(),
        pengakuan=pernyataan_desa(desa, baris, oleh=oleh),
        kejanggalan=list(Kejanggalan.objects.terlihat(oleh=oleh).terbuka().filter(wilayah=desa)),
        boleh_menyatakan=boleh_menyatakan(desa, oleh=oleh),
        tiket=lembar(ProfilTiket.objects.terlihat(oleh=oleh).filter(wilayah=desa).terbuka(), banyak=3).tiket,
        modul=modul_untuk(perjalanan.berikutnya if perjalanan else []),
    )


def bimbingan_desa(desa: Wilayah, *, oleh: Pengguna) -> list[Bimbingan]:
    """Yang membimbing desa ini dan yang dibimbingnya, sedang berlaku; satu kueri."""
    return list(
        Bimbingan.objects.terlihat(oleh=oleh).berlaku().filter(Q(dampingan=desa) | Q(mentor=desa))
        .select_related("mentor", "dampingan", "gelombang").order_by("-utama", "pk")[:20]
    )  # fmt: skip


def pernyataan_desa(desa: Wilayah, baris: BarisDesa, *, oleh: Pengguna) -> list[ButirPernyataan]:
    """Lima pernyataan terbaru tentang OpenSID, dan mana yang sedang menentukan keadaan desa ini."""
    semua = list(PengakuanStatus.objects.filter(wilayah=desa).select_related("wilayah").order_by("-tanggal", "-pk")[:5])
    pemenang, _ = source_precedence(Pernyataan(s.sumber, s.tanggal, s.pk) for s in semua if s.produk == Produk.OPENSID)
    berlaku = pemenang.isi if pemenang and baris.tampil.sumber == pemenang.sumber else None
    rinci = bool(semua) and semua[0].boleh_dilihat(oleh=oleh)
    return [
        ButirPernyataan(s, s.pk == berlaku, s.catatan if rinci else "", s.boleh_dipastikan(oleh=oleh)) for s in semua
    ]


def hari_lapor(desa: Wilayah, hari: date, banyak: int = 12) -> list[dict]:
    """Banyaknya hari melapor tiap bulan, dua belas bulan terakhir; bulan tanpa baris = 0 hari."""
    awal = tambah_bulan(hari.replace(day=1), 1 - banyak)
    ada = {
        satu.bulan: satu.jumlah_hari
        for satu in BulanLapor.objects.filter(wilayah=desa, produk="opensid", bulan__gte=awal)
    }
    bulan = [tambah_bulan(awal, n) for n in range(banyak)]
    return [{"bulan": satu, "nilai": ada.get(satu, 0)} for satu in bulan]


def simpul_terdekat(desa: Wilayah) -> Simpul | None:
    """Simpul publik dengan wilayah paling sempit yang memuat desa ini."""
    return (
        Simpul.objects.filter(wilayah__kode__in=aturan_kode.leluhur(desa.kode), keterlihatan=Simpul.Keterlihatan.PUBLIK)
        .order_by("-wilayah__kunci")
        .first()
    )


def modul_untuk(butir: list[ButirTonggak]) -> list[ModulPage]:
    kode = {satu for b in butir for satu in b.tonggak.modul_terkait}
    return list(ModulPage.objects.live().public().filter(kode__in=kode).order_by("kode")[:4]) if kode else []
