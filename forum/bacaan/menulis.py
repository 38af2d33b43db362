"""Data kotak tulis: siapa yang dapat disebut, dan draf yang belum dikirim."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from akun.models import Pengguna
from forum.models import AnggotaSimpul, Draf, Kiriman, Ruang, Topik

CALON_MAKS = 8


def yang_dapat_disebut(oleh, kata: str, *, topik: Topik | None, ruang: Ruang | None) -> QuerySet[Pengguna]:
    """Peserta topik itu dan anggota simpulnya yang boleh dilihat `oleh`; satu kueri, paling banyak delapan."""
    ruang = topik.ruang if topik else ruang
    if ruang is None:
        return Pengguna.objects.none()
    anggota = AnggotaSimpul.objects.aktif().terlihat(oleh=oleh).filter(simpul=ruang.simpul_id, pengguna=OuterRef("pk"))
    syarat = Q(Exists(anggota))
    if topik:
        tulisan = Kiriman.objects.terlihat(oleh=oleh).filter(topik=topik, penulis=OuterRef("pk"))
        syarat |= Q(Exists(tulisan))
    orang = Pengguna.objects.filter(syarat, is_active=True).exclude(pk=oleh.pk)
    if kata:
        orang = orang.filter(Q(username__istartswith=kata) | Q(first_name__icontains=kata))
    return orang.order_by("first_name", "pk")[:CALON_MAKS]


@dataclass
class BarisDraf:
    draf: Draf
    judul: str
    url: str


def draf_saya(oleh) -> list[BarisDraf]:
    """Draf yang tempatnya masih boleh dibuka; yang lain tidak disebut, tetapi tetap milik orangnya di "Data saya"."""
    semua = list(Draf.objects.filter(pengguna=oleh).order_by("-diubah")[:60])
    nomor: dict[str, list[int]] = {"topik": [], "baru": [], "kiriman": []}
    for satu in semua:
        jenis, _, pk = satu.kunci.partition(":")
        if jenis in nomor and pk.isdigit():
            nomor[jenis].append(int(pk))
    topik = {t.pk: t for t in Topik.objects.terlihat(oleh=oleh).filter(pk__in=nomor["topik"])}
    ruang = {r.pk: r for r in Ruang.objects.terlihat(oleh=oleh).filter(pk__in=nomor["baru"]).select_related("simpul")}
    kiriman = Kiriman.objects.terlihat(oleh=oleh).filter(pk__in=nomor["kiriman"]).select_related("topik")
    kiriman_ = {k.pk: k for k in kiriman}
    hasil = []
    for satu in semua:
        jenis, _, pk = satu.kunci.partition(":")
        pk_ = int(pk) if pk.isdigit() else 0
        if jenis == "topik" and pk_ in topik:
            hasil.append(BarisDraf(satu, f"Balasan: {topik[pk_].judul}", reverse("forum:balas", args=[pk_])))
        elif jenis == "baru" and pk_ in ruang:
            url = reverse("forum:topik-baru", args=[ruang[pk_].simpul.slug, ruang[pk_].slug])
            hasil.append(BarisDraf(satu, satu.judul or f"Topik baru di {ruang[pk_].nama}", url))
        elif jenis == "kiriman" and pk_ in kiriman_:
            url = reverse("forum:sunting", args=[pk_])
            hasil.append(BarisDraf(satu, f"Suntingan: {kiriman_[pk_].topik.judul}", url))
    return hasil
