"""Ruang redaksi perkakas penangan: jawaban siap dan daftar periksa, menurut bidang dan wilayah."""

from __future__ import annotations

from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup

from wilayah.forms import WilayahField

from ..models import DaftarPeriksa, JawabanSiap


class FormPerkakas(WagtailAdminModelForm):
    wilayah = WilayahField(
        label="Wilayah", required=False, tingkat=("provinsi", "kabupaten", "kecamatan", "desa"),
        help_text="Kosong: untuk semua wilayah.",
    )  # fmt: skip


class JawabanSiapViewSet(ModelViewSet):
    model = JawabanSiap
    icon = "mail"
    menu_label = "Jawaban siap"
    list_display = ["judul", "bidang", "wilayah", "kali_dipakai", "aktif"]
    list_filter = ["bidang", "aktif"]
    search_fields = ["judul", "isi"]
    ordering = ["-kali_dipakai", "judul"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("judul"),
            FieldPanel("isi"),
            FieldRowPanel([FieldPanel("bidang"), FieldPanel("aktif")]),
            FieldPanel("wilayah"),
        ],
        base_form_class=FormPerkakas,
    )


class DaftarPeriksaViewSet(ModelViewSet):
    model = DaftarPeriksa
    icon = "tasks"
    menu_label = "Daftar periksa"
    list_display = ["judul", "bidang", "wilayah", "aktif"]
    list_filter = ["bidang", "aktif"]
    search_fields = ["judul", "butir"]
    ordering = ["judul"]
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("judul"),
            FieldPanel("butir"),
            FieldRowPanel([FieldPanel("bidang"), FieldPanel("aktif")]),
            FieldPanel("wilayah"),
        ],
        base_form_class=FormPerkakas,
    )


class PerkakasGroup(ModelViewSetGroup):
    menu_label = "Perkakas bantuan"
    menu_icon = "tasks"
    menu_order = 270
    items = (JawabanSiapViewSet("jawaban-siap"), DaftarPeriksaViewSet("daftar-periksa"))
