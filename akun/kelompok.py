"""Kelompok ruang redaksi Wagtail: dibuat setelah setiap migrate, jadi tetap ada walau basis data dikosongkan."""

from __future__ import annotations

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

KELOMPOK_PELATIH = "Pelatih"
KELOMPOK_REDAKTUR = "Redaktur"
KELOMPOK_PETUGAS = "Petugas nasional"
_IZIN_HALAMAN = ("add_page", "change_page", "publish_page")
_IZIN_KOLEKSI = (("wagtailimages", "image"), ("wagtaildocs", "document"))


def pastikan_kelompok(sender=None, using: str = "default", **kwargs) -> None:
    """Ketiganya boleh membuka ruang redaksi; Redaktur boleh menyunting dan menerbitkan semua halaman.

    Hak halaman Pelatih (modulnya) dan Petugas nasional (artikel bantuan) ditambahkan kamarnya masing-masing.
    """
    tabel = set(connections[using].introspection.table_names())
    if not {"auth_group", "wagtailcore_grouppagepermission", "wagtailimages_image", "wagtaildocs_document"} <= tabel:
        return  # migrasi sebagian: datang lagi setelah lengkap
    for label in ("wagtailadmin", "wagtailcore", "wagtailimages", "wagtaildocs"):
        create_permissions(apps.get_app_config(label), verbosity=0, using=using)
    masuk = Permission.objects.using(using).get(content_type__app_label="wagtailadmin", codename="access_admin")
    redaktur, _ = Group.objects.using(using).get_or_create(name=KELOMPOK_REDAKTUR)
    pelatih, _ = Group.objects.using(using).get_or_create(name=KELOMPOK_PELATIH)
    petugas, _ = Group.objects.using(using).get_or_create(name=KELOMPOK_PETUGAS)
    for satu in (redaktur, pelatih, petugas):
        satu.permissions.add(masuk)
    akar = Page.objects.using(using).filter(depth=1).first()
    if akar:
        for izin in Permission.objects.using(using).filter(
            content_type__app_label="wagtailcore", codename__in=_IZIN_HALAMAN
        ):
            GroupPagePermission.objects.using(using).get_or_create(group=redaktur, page=akar, permission=izin)
    koleksi = Collection.objects.using(using).filter(depth=1).first()
    if koleksi:
        for label, model in _IZIN_KOLEKSI:
            for tindakan in ("add", "change", "choose"):
                izin = Permission.objects.using(using).filter(
                    content_type__app_label=label, codename=f"{tindakan}_{model}"
                )
                for satu in izin:
                    for kelompok in (redaktur, pelatih):
                        GroupCollectionPermission.objects.using(using).get_or_create(
                            group=kelompok, collection=koleksi, permission=satu
                        )
