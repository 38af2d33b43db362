from __future__ import annotations

from django.forms import ModelForm
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.permission_policies import ModelPermissionPolicy

from .forms_redaksi import FormGantiKode, FormTambahWilayah, FormUbahRiwayat, FormUbahWilayah
from .models import RiwayatKode, Wilayah


class TanpaHapus(ModelPermissionPolicy):
    """Wilayah dan riwayatnya tidak dihapus siapa pun: yang lama menjadi tidak berlaku."""

    def user_has_permission(self, user, action: str) -> bool:
        return action != "delete" and super().user_has_permission(user, action)


class TanpaHapusViewSet(ModelViewSet):
    copy_view_enabled = False
    add_to_reference_index = False
    form_tambah: type[ModelForm]
    form_ubah: type[ModelForm]

    @property
    def permission_policy(self) -> TanpaHapus:
        return TanpaHapus(self.model)

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        return self.form_ubah if for_update else self.form_tambah

    def get_edit_handler(self) -> None:
        return None


class WilayahViewSet(TanpaHapusViewSet):
    model = Wilayah
    icon = "site"
    menu_label = "Daftar wilayah"
    list_display = ["kode", "nama_lengkap", "tingkat", "sebutan", BooleanColumn("berlaku", label="Masih berlaku")]
    list_filter = ["tingkat", "jenis", "sebutan_tetap", "berlaku"]
    list_export = ["kode", "nama", "tingkat", "jenis", "sebutan", "kode_bps", "berlaku"]
    search_fields = ["nama", "nama_cari", "kode"]
    ordering = ["kunci"]
    list_per_page = 50
    form_tambah, form_ubah = FormTambahWilayah, FormUbahWilayah


class DaftarRiwayat(generic.IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("wilayah")


class RiwayatKodeViewSet(TanpaHapusViewSet):
    model = RiwayatKode
    icon = "history"
    menu_label = "Riwayat kode"
    index_view_class = DaftarRiwayat
    list_display = [
        "__str__",
        "wilayah",
        "jenis",
        "tanggal",
        "dasar",
        BooleanColumn("dikonfirmasi", label="Dikonfirmasi"),
    ]
    list_filter = ["jenis", "dikonfirmasi", "tanggal"]
    search_fields = ["kode_lama", "kode_baru", "nama_lama", "wilayah__nama", "dasar"]
    ordering = ["-tanggal", "-pk"]
    form_tambah, form_ubah = FormGantiKode, FormUbahRiwayat


class RuangWilayah(ModelViewSetGroup):
    menu_label = "Wilayah"
    menu_icon = "site"
    menu_order = 260
    items = (WilayahViewSet("daftar-wilayah"), RiwayatKodeViewSet("riwayat-kode"))


@hooks.register("register_admin_viewset")
def ruang_wilayah() -> RuangWilayah:
    return RuangWilayah()
