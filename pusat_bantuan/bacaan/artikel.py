from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import TruncWeek

from akun.models import Pengguna
from forum.bacaan.jawaban import cari_jawaban
from forum.models import Topik
from modul_pelatihan.bacaan import pelajaran_untuk
from modul_pelatihan.bacaan.saran import cari_pelajaran
from modul_pelatihan.bahasa import susun_tanya
from modul_pelatihan.models import Bidang, PelajaranPage
from wilayah.models import FaktaDesa, Wilayah

from ..cari.artikel import PALING_PANJANG as PANJANG_CARI
from ..cari.artikel import cari_artikel, urutkan
from ..models import ArtikelBantuanPage, BacaanSaran, ProfilTiket, SuaraArtikel, TelusurSaran

TERPENDEK = 3  # huruf sebelum saran dicari
SUARA_TERSEDIKIT = 3  # di bawah ini persentasenya belum berarti apa-apa
ZONA_PEKAN = ZoneInfo("Asia/Jakarta")


@dataclass(frozen=True)
class Saran:
    artikel: list[ArtikelBantuanPage] = field(default_factory=list)
    pelajaran: list[PelajaranPage] = field(default_factory=list)
    topik: list[Topik] = field(default_factory=list)
    ditanya: bool = False

    @property
    def ada(self) -> bool:
        return self.jumlah > 0

    @property
    def jumlah(self) -> int:
        return len(self.artikel) + len(self.pelajaran) + len(self.topik)


def saran(
    *, cari: str = "", bidang: Bidang | None = None, versi: str = "", banyak: int = 4, mengetik: bool = False
) -> Saran:
    """Artikel, pelajaran, dan jawaban forum yang mungkin sudah menjawab; semuanya dapat dibaca siapa saja. Empat kueri.

    Tanpa kata yang bermakna, yang terbaru dari bidangnya.
    """
    cari = cari[:PANJANG_CARI]
    tanya = susun_tanya(cari, mengetik=mengetik, publik=True) if len(cari.strip()) >= TERPENDEK else None
    if tanya:
        return Saran(
            urutkan(tanya, bidang=bidang, versi=versi)[:banyak], cari_pelajaran(tanya, batas=2),
            cari_jawaban(tanya, batas=2), ditanya=True,
        )  # fmt: skip
    if bidang is None:
        return Saran()
    return Saran(artikel_bidang([bidang.pk], banyak=banyak), pelajaran_untuk(bidang, 2), ditanya=True)


def artikel_bidang(bidang: list[int], *, kecuali: int | None = None, banyak: int = 5) -> list[ArtikelBantuanPage]:
    """Artikel terbit dari bidang itu, induknya, atau anaknya."""
    keluarga = Bidang.objects.filter(Q(pk__in=bidang) | Q(induk__in=bidang) | Q(anak__in=bidang)).values("pk")
    return list(
        ArtikelBantuanPage.objects.terlihat()
        .filter(bidang__in=keluarga)
        .exclude(pk=kecuali)
        .select_related("bidang")
        .order_by("-last_published_at", "pk")[:banyak]
    )


@dataclass(frozen=True)
class Rak:
    bidang: Bidang
    artikel: list[ArtikelBantuanPage]


def rak_bidang(artikel: Iterable[ArtikelBantuanPage] | None = None) -> list[Rak]:
    """Artikel terbit menurut bidang pokoknya, berurutan menurut kekerapan keluhan; satu kueri."""
    if artikel is None:
        artikel = (
            ArtikelBantuanPage.objects.terlihat()
            .select_related("bidang__induk")
            .defer("masalah", "langkah")
            .order_by("title")
        )
    rak: dict[int, Rak] = {}
    for satu in artikel:
        pokok = satu.bidang.induk or satu.bidang
        rak.setdefault(pokok.pk, Rak(pokok, [])).artikel.append(satu)
    return sorted(rak.values(), key=lambda satu: (satu.bidang.urutan, satu.bidang.nama))


@dataclass(frozen=True)
class Lemari:
    """Halaman daftar artikel: rak menurut bidang, atau hasil pencarian di dalamnya."""

    rak: list[Rak]
    bidang: list[Bidang]
    kini: Bidang | None
    cari: str
    hasil: list[ArtikelBantuanPage]


def lemari(*, cari: str = "", bidang: str = "", oleh=None) -> Lemari:
    """Paling banyak empat kueri. Bidang yang tidak dikenal diabaikan; yang ditawarkan hanya bidang yang ada artikelnya."""
    cari = " ".join(cari.replace("\x00", " ").split())[:PANJANG_CARI]
    rak = rak_bidang()
    pilihan = [satu.bidang for satu in rak]
    kini = next((satu for satu in pilihan if satu.slug == bidang), None)
    hasil: list[ArtikelBantuanPage] = []
    if cari:
        hasil = cari_artikel(cari, versi=versi_desa(oleh), banyak=30)
        if kini:
            hasil = [satu for satu in hasil if kini.pk in {satu.bidang_id, satu.bidang.induk_id}]
    elif kini:
        rak = [satu for satu in rak if satu.bidang == kini]
    return Lemari([] if cari else rak, pilihan, kini, cari, hasil)


def versi_desa(oleh) -> str:
    """Versi OpenSID desa tempat orang itu operator, menurut laporan terakhirnya; kosong bila tidak satu desa saja."""
    if oleh is None or not oleh.is_authenticated:
        return ""
    desa = {tugas.wilayah_id for tugas in oleh.penugasan_berlaku if tugas.peran == "operator"}
    versi = FaktaDesa.objects.filter(wilayah__in=desa).values_list("versi", flat=True) if len(desa) == 1 else []
    return next(iter(versi), "")


@dataclass(frozen=True)
class Suara:
    """Penilaian revisi yang sedang terbit."""

    membantu: int
    jumlah: int
    milik: bool | None

    @property
    def berarti(self) -> bool:
        return self.jumlah >= SUARA_TERSEDIKIT


def suara_artikel(artikel: ArtikelBantuanPage, *, oleh) -> Suara:
    """Satu kueri. Suara tamu tidak ditandai miliknya: halamannya sama untuk semua orang."""
    milik = Q(pengguna=oleh.pk) if oleh.is_authenticated else Q(pk__in=[])
    angka = SuaraArtikel.objects.filter(artikel=artikel.pk, revisi=artikel.live_revision_id or 0).aggregate(
        jumlah=Count("pk"),
        ya=Count("pk", filter=Q(membantu=True)),
        milik_ya=Count("pk", filter=milik & Q(membantu=True)),
        milik_tidak=Count("pk", filter=milik & Q(membantu=False)),
    )
    pilihan = True if angka["milik_ya"] else False if angka["milik_tidak"] else None
    return Suara(angka["ya"], angka["jumlah"], pilihan)


def tetangga_artikel(halaman: ArtikelBantuanPage, *, oleh) -> dict:
    """Yang menyertai satu artikel: artikel dan pelajaran sebidang, penilaian, dan cocok tidaknya dengan versi desa pembaca."""
    versi = versi_desa(oleh)
    return {
        "sebidang": artikel_bidang([halaman.bidang_id], kecuali=halaman.pk),
        "pelajaran": pelajaran_untuk(halaman.bidang, 4),
        "suara": suara_artikel(halaman, oleh=oleh),
        "versi": versi,
        "berlaku": halaman.berlaku_untuk(versi),
    }


def artikel_tiket(profil: ProfilTiket, *, menangani: bool) -> dict:
    """Pada halaman tiket: artikel dari tiket itu, dan (bagi yang menangani) yang sudah dibaca sebelum mengirim. Dua kueri."""
    artikel = ArtikelBantuanPage.objects.filter(asal_tiket=profil.pk).defer("masalah", "langkah").first()
    return {
        "dari_sini": artikel if artikel and (artikel.live or menangani) else None,
        "dibaca": dibaca_sebelum_kirim(profil) if menangani else [],
    }


def dibaca_sebelum_kirim(profil: ProfilTiket) -> list[BacaanSaran]:
    """Saran yang dibuka pemohon di formulirnya dan ternyata tidak cukup: jangan ditawarkan lagi."""
    return list(
        BacaanSaran.objects.filter(telusur__profil=profil.pk)
        .select_related("artikel", "pelajaran", "topik")
        .defer("artikel__masalah", "artikel__langkah", "pelajaran__isi")
        .order_by("pada")
    )


@dataclass(frozen=True)
class PekanDefleksi:
    """Formulir yang diberi saran dalam satu pekan (mulai Senin, WIB), menurut kapan sarannya pertama tampil."""

    pekan: date
    tampil: int
    dibuka: int
    terjawab: int
    dikirim: int

    @property
    def tidak_diketahui(self) -> int:
        """Pergi tanpa menekan apa pun: bukan terjawab, bukan pula gagal."""
        return self.tampil - self.terjawab - self.dikirim


def defleksi(dari: date, sampai: date, wilayah: Wilayah | None = None) -> list[PekanDefleksi]:
    """Terjawab sebelum kirim per pekan, tanggal `sampai` termasuk. Hanya yang dinyatakan orangnya; satu kueri.

    Formulir tamu yang tidak menyebut desanya hanya terhitung secara nasional (`wilayah=None`).
    """
    awal, akhir = (datetime.combine(satu, time.min, ZONA_PEKAN) for satu in (dari, sampai + timedelta(days=1)))
    semua = TelusurSaran.objects.filter(dibuat__gte=awal, dibuat__lt=akhir)
    if wilayah is not None:
        semua = semua.filter(wilayah__kunci__range=wilayah.rentang)
    angka = (
        semua.annotate(
            pekan=TruncWeek("dibuat", tzinfo=ZONA_PEKAN),
            ada_bacaan=Exists(BacaanSaran.objects.filter(telusur=OuterRef("pk"))),
        )
        .values("pekan")
        .annotate(
            tampil=Count("pk"),
            dibuka=Count("pk", filter=Q(ada_bacaan=True)),
            terjawab=Count("pk", filter=Q(hasil=TelusurSaran.Hasil.TERJAWAB)),
            dikirim=Count("pk", filter=Q(hasil=TelusurSaran.Hasil.DIKIRIM)),
        )
        .order_by("pekan")
    )
    return [PekanDefleksi(**satu | {"pekan": satu["pekan"].date()}) for satu in angka]


def desa_tunggal(oleh: Pengguna) -> Wilayah | None:
    """Desa orang itu bila hanya satu: menempatkan penelusurannya di peta angka."""
    desa = ProfilTiket.desa_pilihan(oleh=oleh)
    return desa[0] if len(desa) == 1 else None
