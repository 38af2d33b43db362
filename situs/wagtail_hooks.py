"""Ruang redaksi Wagtail dengan nama, lambang, dan warna kita."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("insert_global_admin_css")
def warna_redaksi() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("situs/css/redaksi.css"))


@hooks.register("register_admin_menu_item")
def ke_situs() -> MenuItem:
    """Jalan pulang: redaktur kembali ke mejanya di situs."""
    return MenuItem("Kembali ke situs", "/#isi", name="ke-situs", icon_name="home", order=10_000)


@hooks.register("construct_main_menu")
def tanpa_bantuan_pustaka(request, menu_items: list[MenuItem]) -> None:
    """Menu bantuan Wagtail menuju situs luar berbahasa Inggris."""
    menu_items[:] = [satu for satu in menu_items if satu.name != "help"]
