"""Ruang redaksi artikel: siapa boleh menulis dan menerbitkan, dan alur tinjaunya. Dijalankan sesudah setiap `migrate`.

Hanya menambah yang belum ada, jadi suntingan pengelola tidak ditimpa.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from wagtail.models import GroupPagePermission, Page, Site, Workflow, WorkflowPage, WorkflowTask

from akun.kelompok import KELOMPOK_PETUGAS, KELOMPOK_REDAKTUR

from ..layanan.artikel import rak_artikel
from ..models import IndeksArtikelPage, TinjauArtikelTask

ALUR = "Artikel bantuan"
# Pelatih tidak: dua rak tanpa leluhur bersama selain akar membuka judul semua halaman di penjelajah Wagtail.
PENINJAU = (KELOMPOK_PETUGAS, KELOMPOK_REDAKTUR)
IZIN = ("add_page", "change_page", "publish_page")


def siapkan(sender=None, using: str = "default", **_) -> None:
    """Penerima `post_migrate`; diam bila tabelnya belum lengkap, atau situsnya belum ada."""
    perlu = {model._meta.db_table for model in (IndeksArtikelPage, TinjauArtikelTask, WorkflowPage, Group)}
    if using != "default" or not perlu <= set(connections[using].introspection.table_names()):
        return
    if not (Site.objects.filter(is_default_site=True).exists() or Page.objects.filter(depth=2).exists()):
        return
    izin = list(Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=IZIN))
    with transaction.atomic():
        rak = rak_artikel()
        kelompok = [Group.objects.get_or_create(name=nama)[0] for nama in PENINJAU]
        for satu in kelompok:
            for hak in izin:
                GroupPagePermission.objects.get_or_create(group=satu, page_id=rak.pk, permission=hak)
        _pastikan_alur(rak, kelompok)


def _pastikan_alur(rak: IndeksArtikelPage, kelompok: list[Group]) -> None:
    alur, baru = Workflow.objects.get_or_create(name=ALUR)
    if baru:
        tinjau = TinjauArtikelTask.objects.create(name="Tinjau artikel")
        tinjau.groups.set(kelompok)
        WorkflowTask.objects.create(workflow=alur, task=tinjau, sort_order=0)
        WorkflowPage.objects.get_or_create(page_id=rak.pk, defaults={"workflow": alur})
