"""Ruang redaksi bank soal: butir, kuis, aturan; haknya dan alur telaahnya (domain training.md 4).

Seperti `redaksi.py`, disiapkan sesudah setiap `migrate` dan hanya menambah yang belum ada.
"""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from .models import AturanPelatihan, ButirSoal, Kuis, LembarPraktik, TelaahSoalTask
from .redaksi import PELATIH, REDAKTUR

ALUR_SOAL = "Butir soal"


class ButirSoalViewSet(SnippetViewSet):
    model = ButirSoal
    icon = "help"
    menu_label = "Butir soal"
    list_display = ["__str__", "jenis", "modul", "live"]
    list_filter = ["jenis", "modul", "live"]
    copy_view_enabled = False
    panels = [
        FieldPanel("jenis"),
        FieldPanel("soal"),
        InlinePanel(
            "pilihan", [FieldPanel("teks"), FieldPanel("benar")], heading="Pilihan", label="pilihan",
            help_text="Untuk soal mengurutkan, susun menurut urutan yang benar.",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("kunci_angka"), FieldPanel("toleransi")]), FieldPanel("kunci_singkat"),
             FieldPanel("rubrik")],
            heading="Kunci isian dan uraian",
        ),
        FieldPanel("penjelasan"),
        FieldPanel("modul"),
    ]  # fmt: skip


class KuisViewSet(SnippetViewSet):
    model = Kuis
    icon = "form"
    menu_label = "Kuis"
    list_display = ["judul", "jenis", "modul", "aktif"]
    list_filter = ["jenis", "aktif"]
    copy_view_enabled = False
    panels = [
        FieldPanel("judul"),
        FieldPanel("slug"),
        FieldPanel("pengantar"),
        FieldRowPanel([FieldPanel("jenis"), FieldPanel("modul")]),
        FieldRowPanel([FieldPanel("aktif"), FieldPanel("lepas")]),
        InlinePanel(
            "butir", [FieldPanel("butir"), FieldRowPanel([FieldPanel("paket"), FieldPanel("bobot")])],
            heading="Soal", label="soal",
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("ambang"), FieldPanel("kebijakan")]),
             FieldRowPanel([FieldPanel("kuota"), FieldPanel("batas_menit")]),
             FieldRowPanel([FieldPanel("jumlah_soal"), FieldPanel("acak")]),
             FieldRowPanel([FieldPanel("denda"), FieldPanel("anulir")])],
            heading="Aturan nilai",
        ),
    ]  # fmt: skip


class LembarPraktikViewSet(SnippetViewSet):
    model = LembarPraktik
    icon = "tasks"
    menu_label = "Daftar periksa"
    list_display = ["judul", "jenis", "modul"]
    copy_view_enabled = False
    panels = [
        FieldPanel("judul"),
        FieldRowPanel([FieldPanel("jenis"), FieldPanel("modul")]),
        InlinePanel("butir", [FieldPanel("teks"), FieldPanel("kritis")], heading="Butir", label="butir", min_num=1),
    ]


class BankSoal(SnippetViewSetGroup):
    menu_label = "Bank soal"
    menu_icon = "help"
    menu_order = 260
    items = (ButirSoalViewSet, KuisViewSet, LembarPraktikViewSet)


class AturanViewSet(ModelViewSet):
    model = AturanPelatihan
    icon = "cog"
    menu_label = "Aturan pelatihan"
    menu_order = 270
    add_to_admin_menu = True
    list_display = ["__str__", "ambang_hadir", "ambang_pascates", "ambang_praktik", "alasan"]
    copy_view_enabled = False
    panels = [
        FieldPanel("sejak"),
        FieldPanel("alasan"),
        FieldRowPanel([FieldPanel("ambang_hadir"), FieldPanel("ambang_pascates"), FieldPanel("ambang_praktik")]),
        FieldRowPanel([FieldPanel("menit_per_jp"), FieldPanel("n_min_ngain")]),
        FieldRowPanel([FieldPanel("masa_berlaku_pelatih_bulan"), FieldPanel("kelas_min_per_masa")]),
        FieldRowPanel([FieldPanel("jendela_segera_habis_hari"), FieldPanel("jendela_perpanjangan_hari")]),
        FieldRowPanel([FieldPanel("masa_sertifikat_bulan"), FieldPanel("pengingat_hari")]),
        FieldPanel("pengamat_min"),
    ]


def siapkan(sender=None, using: str = DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Penerima `post_migrate`: pelatih menulis soal, redaktur juga menerbitkan; alur telaah terpasang pada butir soal."""
    perlu = {model._meta.db_table for model in (ButirSoal, TelaahSoalTask, WorkflowContentType)}
    if using != DEFAULT_DB_ALIAS or not perlu <= set(connections[using].introspection.table_names()):
        return
    with transaction.atomic():
        for label in ("wagtailadmin", "modul_pelatihan"):
            create_permissions(apps.get_app_config(label), verbosity=0)
        pelatih, redaktur = (Group.objects.get_or_create(name=nama)[0] for nama in (PELATIH, REDAKTUR))
        soal = ContentType.objects.get_for_models(ButirSoal, Kuis, LembarPraktik)
        hak = Permission.objects.filter(content_type__in=soal.values())
        pelatih.permissions.add(*hak.filter(codename__regex="^(add|change|view)_"))
        redaktur.permissions.add(*hak.filter(codename__regex="^(add|change|view|publish)_"))
        _pasang_alur(soal[ButirSoal], pelatih, redaktur)


def _pasang_alur(jenis: ContentType, pelatih: Group, redaktur: Group) -> None:
    alur, baru = Workflow.objects.get_or_create(name=ALUR_SOAL)
    if not baru:
        return
    tugas = TelaahSoalTask.objects.create(name="Telaah soal")
    tugas.groups.set([pelatih, redaktur])
    WorkflowTask.objects.create(workflow=alur, task=tugas, sort_order=0)
    WorkflowContentType.objects.get_or_create(content_type=jenis, defaults={"workflow": alur})
