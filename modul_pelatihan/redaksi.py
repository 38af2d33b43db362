"""Ruang redaksi kamar belajar: halaman Belajar, hak kelompok, dan alur "Modul" (periksa → terbit).

Dijalankan sesudah setiap `migrate`; hanya menambah yang belum ada, jadi suntingan pengelola tidak ditimpa.
"""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from .models import Bidang, CatatanRilis, IndeksModulPage, Istilah, Jalur, PeriksaVersiTask, RilisOpenSID

PELATIH, REDAKTUR = "Pelatih", "Redaktur"
ALUR = "Modul"
IZIN_HALAMAN = {
    PELATIH: ("add_page", "change_page"),
    REDAKTUR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}
IZIN_KOLEKSI = (("wagtailimages", "image"), ("wagtaildocs", "document"))


def siapkan(sender=None, using: str = DEFAULT_DB_ALIAS, **kwargs) -> None:
    """Penerima `post_migrate`; diam bila tabelnya belum lengkap (migrasi sebagian) atau basis data lain."""
    if using != DEFAULT_DB_ALIAS or not _tabel_lengkap():
        return
    with transaction.atomic():
        indeks = pastikan_indeks()
        for label in ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs", "modul_pelatihan"):
            create_permissions(apps.get_app_config(label), verbosity=0)
        pelatih, redaktur = (Group.objects.get_or_create(name=nama)[0] for nama in (PELATIH, REDAKTUR))
        _beri_hak(indeks, pelatih, redaktur)
        if indeks:
            pastikan_alur(indeks, pelatih, redaktur)


def _tabel_lengkap() -> bool:
    perlu = {model._meta.db_table for model in (IndeksModulPage, PeriksaVersiTask, WorkflowPage, Page, Group)}
    return perlu <= set(connections[DEFAULT_DB_ALIAS].introspection.table_names())


def pastikan_indeks() -> IndeksModulPage | None:
    """Halaman /belajar/ di bawah akar situs; None bila situs belum ada."""
    if indeks := IndeksModulPage.objects.first():
        return indeks
    situs = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if situs is None:
        return None
    return situs.root_page.add_child(
        instance=IndeksModulPage(
            title="Belajar", slug="belajar", show_in_menus=True,
            pengantar="Modul singkat untuk operator, admin hosting, dan pelatih OpenSID. Dapat dibaca tanpa masuk.",
        )
    )  # fmt: skip


def _beri_hak(indeks: IndeksModulPage | None, pelatih: Group, redaktur: Group) -> None:
    masuk = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    pelatih.permissions.add(masuk)
    pokok = ContentType.objects.get_for_models(Bidang, CatatanRilis, Istilah, Jalur, RilisOpenSID).values()
    redaktur.permissions.add(
        masuk, *Permission.objects.filter(content_type__in=pokok, codename__regex="^(add|change|view|publish)_")
    )
    istilah = Permission.objects.filter(content_type=ContentType.objects.get_for_model(Istilah))
    pelatih.permissions.add(*istilah.filter(codename__regex="^(add|change|view)_"))
    koleksi = Collection.objects.filter(depth=1).first()
    for kelompok in (pelatih, redaktur):
        if indeks:
            for izin in Permission.objects.filter(
                content_type__app_label="wagtailcore", codename__in=IZIN_HALAMAN[kelompok.name]
            ):
                GroupPagePermission.objects.get_or_create(group=kelompok, page_id=indeks.pk, permission=izin)
        for label, model in IZIN_KOLEKSI if koleksi else ():
            for izin in Permission.objects.filter(
                content_type__app_label=label, codename__in=[f"{buat}_{model}" for buat in ("add", "choose")]
            ):
                GroupCollectionPermission.objects.get_or_create(group=kelompok, collection=koleksi, permission=izin)


def pastikan_alur(indeks: IndeksModulPage, pelatih: Group, redaktur: Group) -> Workflow:
    """Sesama pelatih atau redaktur memeriksa dan menyebut rilisnya, lalu redaktur menyetujui terbit."""
    alur, baru = Workflow.objects.get_or_create(name=ALUR)
    if baru:
        periksa = PeriksaVersiTask.objects.create(name="Periksa isi dan versi")
        periksa.groups.set([pelatih, redaktur])
        terbit = GroupApprovalTask.objects.create(name="Setujui terbit")
        terbit.groups.set([redaktur])
        for urut, tugas in enumerate((periksa, terbit)):
            WorkflowTask.objects.create(workflow=alur, task=tugas, sort_order=urut)
        WorkflowPage.objects.get_or_create(page_id=indeks.pk, defaults={"workflow": alur})
    return alur
