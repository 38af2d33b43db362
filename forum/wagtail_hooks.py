"""Ruang redaksi forum, dan yang ditaruh forum di slot kamar di bawahnya."""

from __future__ import annotations

from laces.components import Component
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .bacaan.daftar import potong, tentang_pelajaran
from .bacaan.kartu import kartu_forum
from .kabar_terbuka import yang_tertutup
from .models import KataTerlarang, Ruang, Simpul
from .redaksi import FormRuang, FormSimpul


class SimpulViewSet(ModelViewSet):
    model = Simpul
    icon = "group"
    menu_label = "Simpul"
    list_display = ["nama", "jenis", "wilayah", "keterlihatan", "jumlah_anggota"]
    list_filter = ["jenis", "keterlihatan"]
    search_fields = ["nama", "slug"]
    ordering = ["nama"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("nama"),
            FieldPanel("slug"),
            FieldPanel("uraian"),
            FieldRowPanel([FieldPanel("jenis"), FieldPanel("wilayah")]),
            FieldRowPanel([FieldPanel("keterlihatan"), FieldPanel("cara_gabung")]),
            FieldPanel("koordinator"),
        ],
        base_form_class=FormSimpul,
    )


class RuangViewSet(ModelViewSet):
    model = Ruang
    icon = "comment"
    menu_label = "Ruang"
    list_display = ["nama", "simpul", "urutan", "jumlah_topik", "siapa_mulai"]
    list_filter = ["simpul"]
    search_fields = ["nama", "slug"]
    ordering = ["simpul__nama", "urutan"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("simpul"),
            FieldPanel("nama"),
            FieldPanel("slug"),
            FieldPanel("uraian"),
            FieldPanel("urutan"),
            FieldPanel("jenis_topik"),
            FieldRowPanel([FieldPanel("siapa_mulai"), FieldPanel("siapa_balas")]),
        ],
        base_form_class=FormRuang,
    )


class KataTerlarangViewSet(ModelViewSet):
    model = KataTerlarang
    icon = "warning"
    menu_label = "Kata terlarang"
    list_display = ["pola", "akibat", "catatan"]
    list_filter = ["akibat"]
    search_fields = ["pola"]
    form_fields = ["pola", "akibat", "catatan"]
    copy_view_enabled = False


class ForumGroup(ModelViewSetGroup):
    menu_label = "Forum"
    menu_icon = "comment"
    menu_order = 260
    items = (SimpulViewSet("simpul"), RuangViewSet("ruang"), KataTerlarangViewSet("kata-terlarang"))


@hooks.register("register_admin_viewset")
def forum_redaksi():
    return ForumGroup()


@hooks.register("kabar_layak")
def tidak_lagi_terbuka(penerima, alamat: list[str]) -> set[str]:
    """Kabar tentang topik yang tertutup, tersembunyi, atau ditarik tidak lagi dikirim dan judulnya tidak lagi tampil."""
    return yang_tertutup(penerima, alamat)


class PanelPelajaran(Component):
    template_name = "forum/panel/pelajaran.html"
    order = 200

    def __init__(self, pelajaran, topik):
        self.pelajaran, self.topik = pelajaran, topik

    def get_context_data(self, parent_context=None):
        return {"pelajaran": self.pelajaran, "daftar_topik": self.topik}


@hooks.register("panel_pelajaran")
def percakapan_pelajaran(pelajaran, request) -> PanelPelajaran:
    """Yang ditanyakan orang tentang pelajaran ini, dan pintu untuk bertanya."""
    topik = potong(tentang_pelajaran(pelajaran.pk, request.user), request.user, jumlah=3).topik
    return PanelPelajaran(pelajaran, topik)


hooks.register("kartu_tautan", kartu_forum)
