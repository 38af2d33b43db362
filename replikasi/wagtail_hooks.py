"""Yang ditaruh replikasi di slot kamar di bawahnya: sejauh mana desanya, siapa yang didampingi, tonggak mana yang dilayani."""

from __future__ import annotations

import re

from laces.components import Component
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from forum.slot import Kaitan, KartuTautan, ikutkan
from modul_pelatihan.bacaan.sesudah import lingkup
from wilayah.models import Wilayah

from .bacaan.buku import keadaan_saya, langkah_untuk_modul
from .bacaan.panel import kemajuan_desa, kemajuan_simpul
from .bacaan.percakapan import langkah_topik
from .bacaan.sesudah_kelas import hasil_sesudah, jarak_rilis, waktu_layanan
from .models import LangkahPage, Pendampingan, Program, Tahap, Tonggak, TopikLangkah

_WILAYAH = re.compile(r"/replikasi/(\d{2}(?:\.\d{2}){0,2}(?:\.\d{4})?)/")


class Panel(Component):
    def __init__(self, templat: str, **isi):
        self.template_name, self.isi = f"replikasi/panel/{templat}.html", isi

    def get_context_data(self, parent_context=None):
        return {"request": (parent_context or {}).get("request")} | self.isi


@hooks.register("panel_tiket")
def kemajuan_pada_tiket(profil, request) -> Panel | None:
    """Sejauh mana desa penanya: tahap kini, tonggak, versi, laporan terakhir."""
    if profil.wilayah is None or profil.wilayah.tingkat != "desa":
        return None
    return Panel("tiket", desa=profil.wilayah, k=kemajuan_desa(profil.wilayah))


@hooks.register("panel_topik")
def langkah_dibicarakan(topik, request) -> Panel | None:
    """Langkah buku panduan yang dibicarakan topik ini."""
    langkah = langkah_topik(topik)
    return Panel("topik", langkah=langkah) if langkah else None


@hooks.register("topik_digabung")
def langkah_ikut(asal, tujuan) -> None:
    """Langkah buku yang dibicarakan topik yang digabung ikut ke gabungannya."""
    ikutkan(TopikLangkah, "langkah", asal, tujuan)


@hooks.register("kaitan_topik")
def langkah_ditanyakan(kunci: str, request) -> Kaitan | None:
    """`langkah:<slug tonggak>` dari tombol "Tanya di forum" di halaman langkah."""
    jenis, _, slug = kunci.partition(":")
    langkah = LangkahPage.objects.live().public().filter(tonggak__slug=slug).first() if jenis == "langkah" else None
    if langkah is None:
        return None
    judul = f"langkah {langkah.kode.removeprefix('B')} {langkah.title}"
    return Kaitan(
        judul, langkah.get_url(request), lambda topik: TopikLangkah.objects.create(topik=topik, langkah=langkah)
    )


@hooks.register("kartu_tautan")
def kartu_wilayah(alamat: list[str], request) -> dict[str, KartuTautan]:
    """Halaman desa dan wilayah: nama dan induknya, yang terbuka bagi siapa pun."""
    kode = {satu: cocok[1] for satu in alamat if (cocok := _WILAYAH.fullmatch(satu))}
    baris = Wilayah.objects.filter(kode__in=kode.values()).select_related("induk") if kode else ()
    ada = {satu.kode: satu for satu in baris}
    return {
        satu: KartuTautan(ada[nomor].nama_lengkap, ada[nomor].induk.nama_lengkap if ada[nomor].induk else "", "lokasi")
        for satu, nomor in kode.items()
        if nomor in ada
    }


@hooks.register("panel_orang")
def mentor_orang(orang, request) -> Panel | None:
    """Mentor berapa desa: hanya bagi yang boleh melihat pendampingannya."""
    n = Pendampingan.objects.terlihat(oleh=request.user).berlaku().filter(pendamping=orang).count()
    return Panel("orang", n=n) if n else None


@hooks.register("panel_simpul")
def desa_dampingan(simpul, request) -> Panel | None:
    """Desa-desa yang menjalani program di wilayah simpul ini."""
    if simpul.wilayah is None:
        return None
    k = kemajuan_simpul(simpul.wilayah)
    return Panel("simpul", simpul=simpul, k=k) if k.desa else None


@hooks.register("panel_pelajaran")
def tonggak_pelajaran(pelajaran, request) -> Panel | None:
    """Tonggak buku panduan yang dibantu modul pelajaran ini."""
    kode = getattr(pelajaran.get_parent().specific, "kode", "")
    langkah = langkah_untuk_modul(kode) if kode else []
    return Panel("pelajaran", langkah=langkah) if langkah else None


@hooks.register("ukuran_kelas")
def hasil_sesudah_kelas(kelas, request) -> Panel | None:
    """Kirkpatrick 4: tonggak, tahap, jarak rilis, dan waktu layanan desa peserta, sebelum kelas dan kini."""
    batas = lingkup(kelas)
    if batas is None:
        return None
    panel = Panel("sesudah_kelas", lingkup=batas)
    if batas.cukup and batas.jarak:
        panel = Panel(
            "sesudah_kelas", lingkup=batas, h=hasil_sesudah(batas), rilis=jarak_rilis(batas), waktu=waktu_layanan(batas)
        )
    panel.tingkat, panel.terisi = 4, True
    return panel


@hooks.register("pilihan_tonggak")
def pilihan_tonggak() -> list[tuple[str, str]]:
    """Tonggak yang dapat disebut balok naskah."""
    return [(satu.slug, f"{satu.kode} {satu.judul}") for satu in Tonggak.objects.select_related("tahap")]


@hooks.register("panel_tonggak")
def keadaan_tonggak(slug: str, request) -> Panel | None:
    """Langkah buku panduannya, dan keadaannya di desa pembaca."""
    langkah = LangkahPage.objects.live().filter(tonggak__slug=slug).select_related("tonggak__tahap").first()
    orang = getattr(request, "user", None)
    if langkah is None:
        return None
    return Panel("tonggak", langkah=langkah, k=keadaan_saya(orang, langkah.tonggak) if orang else None)


# --- Ruang redaksi ----------------------------------------------------------------------------------------------------


class ProgramViewSet(SnippetViewSet):
    model = Program
    icon = "success"
    list_display = ["nama", "wilayah", "mulai"]
    form_fields = ["nama", "slug", "uraian", "mulai", "ambang_macet"]


class TahapViewSet(SnippetViewSet):
    model = Tahap
    icon = "list-ol"
    list_display = ["__str__", "program"]
    form_fields = ["judul", "uraian"]


class TonggakViewSet(SnippetViewSet):
    model = Tonggak
    icon = "tick-inverse"
    list_display = ["kode", "judul", "tahap"]
    search_fields = ["judul", "slug"]
    form_fields = ["judul", "uraian", "bukti_diminta", "penanggung_jawab", "minta_dokumen"]


class ReplikasiGroup(SnippetViewSetGroup):
    menu_label = "Replikasi"
    menu_icon = "success"
    items = (ProgramViewSet, TahapViewSet, TonggakViewSet)


register_snippet(ReplikasiGroup)
