from __future__ import annotations

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from .layanan import catat_dibuka
from .models import Bidang, Jalur, PelajaranPage, RilisOpenSID
from .redaksi_soal import AturanViewSet, BankSoal


class BidangViewSet(ModelViewSet):
    model = Bidang
    icon = "tag"
    menu_label = "Bidang"
    list_display = ["nama", "induk", "huruf", "urutan"]
    list_filter = ["induk"]
    search_fields = ["nama", "uraian", "slug"]
    ordering = ["urutan", "nama"]
    list_per_page = 100
    copy_view_enabled = False
    panels = [
        FieldPanel("nama"),
        FieldPanel("slug"),
        FieldPanel("uraian"),
        FieldPanel("induk"),
        FieldPanel("modul_opensid"),
        FieldPanel("huruf"),
        FieldPanel("urutan"),
    ]


class JalurViewSet(ModelViewSet):
    model = Jalur
    icon = "list-ol"
    menu_label = "Jalur belajar"
    list_display = ["judul", "kode", "urutan"]
    ordering = ["urutan"]
    copy_view_enabled = False
    panels = [
        FieldPanel("judul"),
        FieldPanel("kode"),
        FieldPanel("uraian"),
        FieldPanel("syarat"),
        FieldPanel("urutan"),
        InlinePanel("isi", [PageChooserPanel("modul", "modul_pelatihan.ModulPage")], heading="Modul", label="modul"),
    ]


class RilisViewSet(ModelViewSet):
    model = RilisOpenSID
    icon = "history"
    menu_label = "Rilis OpenSID"
    list_display = ["__str__", "edisi", "tanggal", "catatan"]
    copy_view_enabled = False
    form_fields = ["edisi", "tahun", "bulan", "tanggal", "catatan"]


class PokokBelajar(ModelViewSetGroup):
    menu_label = "Pokok belajar"
    menu_icon = "tag"
    menu_order = 250
    items = (BidangViewSet("bidang"), JalurViewSet("jalur"), RilisViewSet("rilis"))


@hooks.register("register_admin_viewset")
def pokok_belajar():
    return PokokBelajar()


@hooks.register("register_admin_viewset")
def bank_soal():
    return [BankSoal(), AturanViewSet("aturan-pelatihan")]


@hooks.register("before_serve_page")
def ingat_pelajaran_terakhir(page, request: HttpRequest, args, kwargs) -> None:
    """Orang yang masuk dapat melanjutkan dari perangkat lain; pembaca tanpa akun tidak meninggalkan jejak."""
    duga = "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    if isinstance(page, PelajaranPage) and request.method == "GET" and request.user.is_authenticated and not duga:
        catat_dibuka(orang=request.user, pelajaran=page)


@hooks.register("construct_main_menu")
def sederhanakan_menu(request: HttpRequest, menu_items: list) -> None:
    """Penulis hanya melihat yang ia perlukan: tanpa bantuan Wagtail berbahasa Inggris dan laporan teknis."""
    if not request.user.is_superuser:
        menu_items[:] = [satu for satu in menu_items if satu.name not in {"help", "reports"}]
