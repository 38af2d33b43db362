"""Ruang redaksi pokok belajar: bidang, jalur, istilah, rilis dan catatannya."""

from __future__ import annotations

from django import forms
from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, ObjectList, PageChooserPanel
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Bidang, CatatanRilis, Istilah, Jalur, RilisOpenSID


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


class FormCatatanRilis(WagtailAdminModelForm):
    """Yang belum dipastikan hanya usul: belum mengubah keadaan naskah mana pun."""

    pasti = forms.BooleanField(label="Sudah saya pastikan pada rilis itu", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pasti"].initial = self.instance.pasti

    def save(self, commit=True):
        if self.cleaned_data["pasti"] != self.instance.pasti:
            pasti = self.cleaned_data["pasti"]
            self.instance.dipastikan_oleh = self.for_user if pasti else None
            self.instance.dipastikan_pada = timezone.now() if pasti else None
        return super().save(commit)


class CatatanRilisViewSet(ModelViewSet):
    model = CatatanRilis
    icon = "doc-full"
    menu_label = "Catatan rilis"
    list_display = ["slug", "rilis", "tingkat", "teks", "dipastikan_pada"]
    list_filter = ["rilis", "tingkat"]
    search_fields = ["slug", "teks"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("rilis"), FieldPanel("slug")]),
            FieldPanel("teks"),
            FieldPanel("tingkat"),
            FieldPanel("hilang"),
            FieldPanel("pasti"),
        ],
        base_form_class=FormCatatanRilis,
    )


class IstilahViewSet(SnippetViewSet):
    model = Istilah
    icon = "openquote"
    menu_label = "Istilah"
    list_display = ["istilah", "arti", "live"]
    list_filter = ["live"]
    copy_view_enabled = False


class PokokBelajar(ModelViewSetGroup):
    menu_label = "Pokok belajar"
    menu_icon = "tag"
    menu_order = 250
    items = (
        BidangViewSet("bidang"),
        JalurViewSet("jalur"),
        IstilahViewSet(),
        RilisViewSet("rilis"),
        CatatanRilisViewSet("catatan-rilis"),
    )
