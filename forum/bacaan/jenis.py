"""Data panel acara, jajak, dan usulan di halaman topik, dan daftar acara dan usulan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone

from forum.hak import Hak, dikenal
from forum.ics import Peristiwa
from forum.models import Acara, Jajak, KalenderPengguna, Kehadiran, Kiriman, PilihanJajak, Topik, Usulan

NAMA_TAMPIL = 60
KALENDER_LAMA = timedelta(days=90)


@dataclass
class PanelAcara:
    acara: Acara
    saya: Kehadiran | None = None
    hadir: list[Kehadiran] = field(default_factory=list)
    antre: list[Kehadiran] = field(default_factory=list)
    mungkin: int = 0
    terpakai: int = 0
    notulen: Kiriman | None = None
    boleh_jawab: bool = False
    boleh_atur: bool = False

    @property
    def sisa(self) -> int | None:
        return None if self.acara.kapasitas is None else max(self.acara.kapasitas - self.terpakai, 0)

    @property
    def tautan(self) -> str:
        """Ruang daringnya hanya bagi yang punya kursi dan penyelenggaranya."""
        punya = self.saya and self.saya.jawaban == Kehadiran.Jawaban.HADIR and not self.saya.antre
        return self.acara.tautan if (punya or self.boleh_atur) and not self.acara.batal else ""


def panel_acara(topik: Topik, oleh, hak: Hak) -> PanelAcara:
    """Dua kueri: kehadiran dengan orangnya, dan catatannya. Nama hanya bagi yang sudah masuk."""
    acara = topik.acara
    acara.topik = topik
    panel = PanelAcara(acara, boleh_jawab=acara.boleh_dijawab(oleh=oleh, hak=hak))
    panel.boleh_atur = acara.boleh_diatur(oleh=oleh, hak=hak)
    for satu in Kehadiran.objects.filter(acara=acara).select_related("pengguna").order_by("antre_sejak", "pk"):
        if dikenal(oleh) and satu.pengguna_id == oleh.pk:
            panel.saya = satu
        if satu.jawaban == Kehadiran.Jawaban.HADIR:
            (panel.antre if satu.antre else panel.hadir).append(satu)
        panel.mungkin += satu.jawaban == Kehadiran.Jawaban.MUNGKIN
    panel.terpakai = sum(satu.kursi for satu in panel.hadir)
    if acara.notulen_id:
        kiriman = Kiriman.objects.filter(pk=acara.notulen_id, topik=topik).select_related("penulis").first()
        if kiriman and kiriman.tampil:
            kiriman.topik = topik
            panel.notulen = kiriman
    return panel


def acara_mendatang(oleh, *, lewat: bool = False) -> QuerySet[Acara]:
    """Acara di topik yang boleh dibaca `oleh`: yang akan datang terdekat dahulu, atau yang lewat terbaru dahulu."""
    acara = Acara.objects.filter(Exists(Topik.objects.terbaca(oleh=oleh).filter(pk=OuterRef("pk"))))
    acara = acara.select_related("topik__ruang__simpul__wilayah", "topik__penulis")
    if lewat:
        return acara.filter(selesai__lte=timezone.now()).order_by("-mulai", "-pk")
    return acara.filter(selesai__gt=timezone.now()).order_by("mulai", "pk")


def peristiwa(acara: Acara, *, sementara: bool = False) -> Peristiwa:
    topik = acara.topik
    return Peristiwa(
        pk=topik.pk, judul=topik.judul, mulai=acara.mulai, selesai=acara.selesai, urutan=acara.urutan_ics,
        diubah=acara.diubah, url=topik.get_absolute_url(), tempat=acara.tempat, batal=acara.batal, sementara=sementara,
    )  # fmt: skip


def kalender(kunci: tuple[int, int]) -> list[Peristiwa] | None:
    """Acara yang dijawab hadir atau mungkin oleh pemilik kunci, sejauh masih boleh ia baca; None bila dicabut."""
    baris = KalenderPengguna.objects.select_related("pengguna").filter(pk=kunci[0], versi=kunci[1], aktif=True).first()
    if baris is None or not baris.pengguna.is_active:
        return None
    orang = baris.pengguna
    jawab = Kehadiran.objects.filter(
        pengguna=orang, jawaban__in=["hadir", "mungkin"], acara__selesai__gt=timezone.now() - KALENDER_LAMA,
    ).filter(Exists(Topik.objects.terbaca(oleh=orang).filter(pk=OuterRef("acara__topik"))))  # fmt: skip
    jawab = jawab.select_related("acara__topik").order_by("acara__mulai")[:200]
    return [peristiwa(satu.acara, sementara=satu.antre or satu.jawaban == "mungkin") for satu in jawab]


@dataclass
class PanelJajak:
    jajak: Jajak
    pilihan: list[PilihanJajak]
    saya: set[int] = field(default_factory=set)
    boleh_suara: bool = False
    pemilih: dict[int, list[str]] = field(default_factory=dict)

    @property
    def tampil_hasil(self) -> bool:
        """Hasil sesudah memberi suara atau sesudah ditutup, supaya suara pertama tidak menggiring."""
        return bool(self.saya) or self.jajak.tertutup


def panel_jajak(topik: Topik, oleh, hak: Hak) -> PanelJajak:
    jajak = topik.jajak
    jajak.topik = topik
    panel = PanelJajak(jajak, list(jajak.pilihan.all()), boleh_suara=jajak.boleh_disuarakan(oleh=oleh, hak=hak))
    if dikenal(oleh):
        panel.saya = set(jajak.suara.filter(pengguna=oleh).values_list("pilihan", flat=True))
    for satu in panel.pilihan:
        satu.dipilih = satu.pk in panel.saya
        satu.persen = round(100 * satu.jumlah_suara / jajak.jumlah_pemilih) if jajak.jumlah_pemilih else 0
        satu.pemilih = []
    if panel.tampil_hasil and not jajak.rahasia and dikenal(oleh):
        nama = {satu.pk: satu for satu in panel.pilihan}
        for suara in jajak.suara.select_related("pengguna").order_by("pk")[:NAMA_TAMPIL]:
            nama[suara.pilihan_id].pemilih.append(suara.pengguna.nama if suara.pengguna else "Anggota terhapus")
    return panel


def usulan_terbuka(oleh, *, status: str = "") -> QuerySet[Usulan]:
    """Usul di topik yang boleh dibaca, yang paling didukung dahulu."""
    asal = Usulan.objects.filter(Exists(Topik.objects.terbaca(oleh=oleh).filter(pk=OuterRef("pk"))))
    asal = asal.filter(status=status) if status else asal.filter(status__in=["diajukan", "ditimbang", "dikerjakan"])
    return asal.select_related("topik__ruang__simpul", "topik__penulis").order_by(
        F("topik__jumlah_dukungan").desc(), "-pk"
    )
