"""Yang ditaruh pusat bantuan di slot kamar di bawahnya."""

from __future__ import annotations

import re

from django.db.models import Q
from laces.components import Component
from wagtail import hooks

from forum.slot import KartuTautan, ikutkan
from modul_pelatihan.bacaan.sesudah import lingkup
from modul_pelatihan.models import Bidang

from . import bacaan
from .bacaan.anjuran import anjuran_desa
from .bacaan.data_saya import data_bantuan
from .bacaan.sesudah_kelas import tiket_sesudah
from .forms.tiket_baru import dapat_dijadikan_tiket
from .layanan import boleh_jadi_artikel
from .layanan.penyaluran import beban_orang
from .models import ArtikelBantuanPage, ProfilTiket, TautanTopik
from .redaksi.kalender import RuangWaktu
from .redaksi.meja import PerkakasGroup

_TIKET = re.compile(r"/bantuan/tiket/([\w-]{1,40})/")


class Panel(Component):
    def __init__(self, templat: str, order: int = 100, **isi):
        self.template_name, self.order, self.isi = templat, order, isi

    def get_context_data(self, parent_context=None):
        return {"request": (parent_context or {}).get("request")} | self.isi


@hooks.register("panel_pelajaran")
def artikel_pelajaran(pelajaran, request) -> Panel | None:
    """Pertanyaan yang sering muncul tentang bidang pelajaran itu."""
    bidang = [satu.pk for satu in pelajaran.bidang.all()]
    artikel = bacaan.artikel_bidang(bidang) if bidang else []
    return Panel("pusat_bantuan/panel/pelajaran.html", artikel=artikel) if artikel else None


@hooks.register("panel_pelajaran")
def tiket_pelajaran(pelajaran, request) -> Panel | None:
    """Tiket terbuka sebidang (juga yang hanya menyebut pokoknya) yang boleh dilihat pembacanya: miliknya, atau yang ditanganinya."""
    bidang = [satu.pk for satu in pelajaran.bidang.all()]
    if not bidang or not request.user.is_authenticated:
        return None
    cakup = Bidang.objects.filter(Q(pk__in=bidang) | Q(anak__in=bidang)).values("pk")
    daftar = ProfilTiket.objects.terlihat(oleh=request.user).filter(bidang__in=cakup).terbuka()
    tiket = bacaan.lembar(daftar, banyak=3).tiket
    return Panel("pusat_bantuan/panel/pelajaran_tiket.html", order=150, tiket=tiket) if tiket else None


@hooks.register("panel_belajar")
def anjuran_belajar(orang, request) -> Panel | None:
    """Pelajaran menurut tiket desa tempat orang itu menjadi operator."""
    desa = orang.wilayah_utama
    anjuran = anjuran_desa(desa, oleh=orang) if desa is not None and desa.tingkat == "desa" else []
    judul = "Dari tiket desa Anda"
    return Panel("pusat_bantuan/panel/anjuran.html", anjuran=anjuran, judul=judul) if anjuran else None


@hooks.register("panel_topik")
def tiket_topik(topik, request) -> Panel | None:
    """Tiket tentang soal yang sama, hanya bagi yang boleh membacanya; dan artikel sebidang bagi semua."""
    tautan = []
    # Kebanyakan topik tidak bertiket: hak atas tiket baru disusun bila ada yang tertaut.
    if request.user.is_authenticated and TautanTopik.objects.filter(topik=topik).exists():
        terlihat = TautanTopik.objects.terlihat(oleh=request.user).filter(topik=topik)
        tautan = list(terlihat.select_related("profil__tiket", "profil__wilayah"))
    bidang = [satu.pk for satu in topik.bidang.all()]
    draf = (
        topik.jawaban_id and ArtikelBantuanPage.objects.filter(asal_topik=topik.pk).defer("masalah", "langkah").first()
    )
    artikel = bacaan.artikel_bidang(bidang, kecuali=draf and draf.pk, banyak=3) if bidang else []
    jadi_artikel = boleh_jadi_artikel(topik, oleh=request.user)
    jadikan = not tautan and topik.jenis in ("tanya", "diskusi") and dapat_dijadikan_tiket(topik, oleh=request.user)
    if not (tautan or artikel or jadikan or jadi_artikel or (draf and draf.live)):
        return None
    return Panel(
        "pusat_bantuan/panel/topik.html", topik=topik, tautan=tautan, artikel=artikel, draf=draf,
        jadi_artikel=jadi_artikel, jadikan=jadikan,
    )  # fmt: skip


@hooks.register("topik_digabung")
def tiket_ikut(asal, tujuan) -> None:
    """Tiket yang tertaut ke topik yang digabung ikut ke gabungannya."""
    ikutkan(TautanTopik, "profil", asal, tujuan)


@hooks.register("kartu_tautan")
def kartu_tiket(alamat: list[str], request) -> dict[str, KartuTautan]:
    """Tiket yang ditempel di forum: judul dan keadaannya hanya bagi yang boleh membaca tiket itu."""
    kode = {satu: cocok[1] for satu in alamat if (cocok := _TIKET.fullmatch(satu))}
    terlihat = ProfilTiket.objects.terlihat(oleh=request.user).filter(kode__in=kode.values()) if kode else ()
    ada = {satu.kode: satu for satu in (terlihat and terlihat.select_related("tiket", "wilayah"))}
    return {
        satu: KartuTautan(ada[nomor].judul, f"{nomor} · {ada[nomor].get_keadaan_display()}", "tiket")
        for satu, nomor in kode.items()
        if nomor in ada
    }


@hooks.register("panel_simpul")
def antrean_simpul(simpul, request) -> Panel | None:
    """Bagi penangan: yang menunggu di simpul ini."""
    orang = request.user
    if not orang.is_authenticated:
        return None
    daftar = ProfilTiket.objects.dapat_ditangani(oleh=orang).filter(simpul=simpul).terbuka()
    tiket = bacaan.lembar(daftar, banyak=4).tiket
    return Panel("pusat_bantuan/panel/simpul.html", tiket=tiket) if tiket else None


@hooks.register("panel_pekan_tim")
def beban_pekan_tim(baris, request) -> dict[int, Panel]:
    """Beban tiap penangan: tiket terbuka yang dipegangnya, terhadap batas yang ditulisnya sendiri."""
    beban = beban_orang([satu.orang.pk for satu in baris])
    return {
        satu.orang.pk: Panel("pusat_bantuan/panel/beban.html", n=beban.get(satu.orang.pk, 0), maks=satu.maks_tiket)
        for satu in baris
    }


@hooks.register("ukuran_kelas")
def tiket_sesudah_kelas(kelas, request) -> Panel | None:
    """Kirkpatrick 3: tiket desa peserta sebelum dan sesudah kelas. `terisi` salah berarti laporan diri menggantikannya."""
    batas = lingkup(kelas)
    if batas is None or not batas.bidang:
        return None
    banding = tiket_sesudah(batas) if batas.cukup else []
    panel = Panel("pusat_bantuan/panel/sesudah_kelas.html", lingkup=batas, banding=banding)
    panel.tingkat, panel.terisi = 3, any(satu.baris for satu in banding)
    return panel


@hooks.register("data_saya")
def salinan_bantuan(orang, request) -> dict[str, object]:
    return data_bantuan(orang)


@hooks.register("register_admin_viewset")
def ruang_waktu() -> RuangWaktu:
    return RuangWaktu()


@hooks.register("register_admin_viewset")
def perkakas_bantuan() -> PerkakasGroup:
    return PerkakasGroup()
