"""Ruang redaksi: pengguna, penugasan, jejak, dan surat keluar, hanya bagi pengelola.

Orang masuk lewat undangan, peran lewat penugasan, sandi lewat pintu masuk: karena itu di sini tidak ada "tambah",
"hapus", atau isian sandi.
"""

from __future__ import annotations

from django import forms
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet, ModelViewSetGroup
from wagtail.admin.widgets.button import Button
from wagtail.permission_policies import ModelPermissionPolicy

from .kelompok import KELOMPOK_PELATIH, KELOMPOK_PETUGAS
from .layanan import akhiri_sesi
from .models import JejakAkun, Pengguna, Penugasan, Peran, SuratKeluar

MENURUT_TUGAS = (KELOMPOK_PELATIH, KELOMPOK_PETUGAS)


class HanyaPengelola(ModelPermissionPolicy):
    """Perbuatan tertentu saja, dan hanya oleh pengelola; model lain tidak ikut terbuka oleh izin Django."""

    boleh = {"view"}

    def user_has_permission(self, user, action) -> bool:
        return action in self.boleh and user.is_active and self.orangnya(user)

    def orangnya(self, user) -> bool:
        return user.berperan(Peran.PENGELOLA)

    def user_has_any_permission(self, user, actions) -> bool:
        return any(self.user_has_permission(user, satu) for satu in actions)

    def user_has_permission_for_instance(self, user, action, instance) -> bool:
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance) -> bool:
        return self.user_has_any_permission(user, actions)


class LihatDanUbah(HanyaPengelola):
    boleh = {"view", "change"}


class FormPenggunaRedaksi(forms.ModelForm):
    groups = forms.ModelMultipleChoiceField(
        queryset=Group.objects.exclude(name__in=MENURUT_TUGAS), required=False, widget=forms.CheckboxSelectMultiple,
        label="Kelompok ruang redaksi", help_text="Pelatih dan petugas nasional masuk sendiri menurut penugasannya.",
    )  # fmt: skip

    class Meta:
        model = Pengguna
        fields = ["first_name", "zona", "is_active", "groups"]
        labels = {"is_active": "Akun aktif"}
        help_texts = {"is_active": "Menonaktifkan mengeluarkan orangnya dari semua perangkat saat itu juga."}

    def clean_groups(self):
        """Pilihan di sini tidak menyentuh kelompok yang mengikuti penugasan."""
        tetap = self.instance.groups.filter(name__in=MENURUT_TUGAS)
        return self.cleaned_data["groups"] | tetap

    def save(self, commit: bool = True):
        orang = super().save(commit=commit)
        if commit and not orang.is_active:
            akhiri_sesi(pengguna=orang)
        return orang


class PenggunaViewSet(ModelViewSet):
    model = Pengguna
    icon = "user"
    menu_name = "users"
    menu_label = "Pengguna"
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["first_name", "username", "email", "telepon", "telepon_terbukti", "zona", "date_joined"]
    list_display = [
        "nama",
        Column("username", label="Nama pengguna", sort_key="username"),
        BooleanColumn("is_active", label="Aktif", sort_key="is_active"),
        DateColumn("last_login", label="Terakhir masuk", sort_key="last_login"),
    ]
    list_filter = ["is_active", "groups", "zona"]
    search_fields = ["first_name", "username", "email"]
    search_backend_name = None
    ordering = ["username"]

    @property
    def permission_policy(self):
        return LihatDanUbah(self.model)

    def get_form_class(self, for_update: bool = False):
        return FormPenggunaRedaksi


class HanyaLihat(ModelViewSet):
    copy_view_enabled = False
    inspect_view_enabled = True
    add_to_reference_index = False
    search_backend_name = None
    list_per_page = 50

    @property
    def permission_policy(self):
        return HanyaPengelola(self.model)


class PenugasanViewSet(HanyaLihat):
    model = Penugasan
    icon = "group"
    menu_label = "Penugasan"
    list_display = [
        "pengguna",
        Column("get_peran_display", label="Peran", sort_key="peran"),
        "wilayah",
        Column("get_keadaan_display", label="Keadaan", sort_key="keadaan"),
        "mulai",
        "selesai",
    ]
    list_filter = ["peran", "keadaan"]
    search_fields = ["pengguna__first_name", "pengguna__username", "wilayah__nama", "jabatan"]
    form_fields = ["jabatan"]
    ordering = ["-pk"]


class JejakViewSet(HanyaLihat):
    model = JejakAkun
    icon = "history"
    menu_label = "Jejak akun"
    list_display = [
        Column("get_tindakan_display", label="Tindakan", sort_key="tindakan"),
        "tentang",
        "pelaku",
        "catatan",
        DateColumn("pada", label="Pada"),
    ]
    list_filter = ["tindakan"]
    search_fields = ["tentang__first_name", "pelaku__first_name", "catatan"]
    form_fields = ["catatan"]
    ordering = ["-pk"]


class DaftarSurat(IndexView):
    def get_list_more_buttons(self, instance: SuratKeluar) -> list[Button]:
        tombol = super().get_list_more_buttons(instance)
        if instance.keadaan in {SuratKeluar.Keadaan.GAGAL, SuratKeluar.Keadaan.DITOLAK}:
            tujuan = reverse("akun:surat-kirim-ulang", args=[instance.pk])
            tombol.append(Button("Kirim ulang", url=tujuan, icon_name="mail", priority=5))
        return tombol


class SuratViewSet(HanyaLihat):
    model = SuratKeluar
    icon = "mail"
    menu_label = "Surat keluar"
    index_view_class = DaftarSurat
    list_display = [
        "perihal",
        "kepada",
        Column("get_keadaan_display", label="Keadaan", sort_key="keadaan"),
        "coba",
        "galat",
        DateColumn("dibuat", label="Dibuat"),
    ]
    list_filter = ["keadaan"]
    search_fields = ["kepada", "perihal", "galat"]
    inspect_view_fields = ["perihal", "kepada", "keadaan", "coba", "coba_lagi_pada", "galat", "dibuat", "message_id"]
    form_fields = ["perihal"]
    ordering = ["-pk"]


class OrangDanSurat(ModelViewSetGroup):
    menu_label = "Orang dan surat"
    menu_icon = "group"
    menu_order = 600
    items = (PenugasanViewSet("penugasan"), JejakViewSet("jejak_akun"), SuratViewSet("surat_keluar"))
