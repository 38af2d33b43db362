from __future__ import annotations

from django.core.exceptions import PermissionDenied
from wagtail import hooks

from .models import Pengguna
from .redaksi import OrangDanSurat


@hooks.register("register_admin_viewset")
def orang_dan_surat():
    return OrangDanSurat()


@hooks.register("before_bulk_action")
def tidak_ada_perbuatan_massal_atas_orang(request, action_type, objects, action) -> None:
    """Menghapus, mengangkat, dan menonaktifkan orang hanya satu per satu, lewat layanan yang meninggalkan jejak."""
    if any(isinstance(satu, Pengguna) for satu in objects):
        raise PermissionDenied
