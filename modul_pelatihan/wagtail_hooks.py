"""Yang ditaruh kamar belajar di ruang redaksi dan di slot kamar di bawahnya."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.documents.permissions import permission_policy

from . import bacaan, urls_redaksi
from .layanan import catat_dibuka
from .models import BahanAngkatan, PelajaranPage
from .penilaian import tampil_persen
from .redaksi_pokok import PokokBelajar
from .redaksi_soal import AturanViewSet, BankSoal
from .views.redaksi import boleh_redaksi


class MenuRedaksi(MenuItem):
    """Hanya bagi yang boleh menulis pelajaran."""

    def is_shown(self, request: HttpRequest) -> bool:
        return boleh_redaksi(request.user)


@hooks.register("register_admin_viewset")
def pokok_belajar():
    return PokokBelajar()


@hooks.register("register_admin_viewset")
def bank_soal():
    return [BankSoal(), AturanViewSet("aturan-pelatihan")]


@hooks.register("register_admin_urls")
def alamat_redaksi():
    return urls_redaksi.urlpatterns


@hooks.register("register_admin_menu_item")
def menu_telaah() -> MenuItem:
    return MenuRedaksi(
        "Telaah naskah", reverse_lazy("telaah-naskah"), name="telaah-naskah", icon_name="view", order=240
    )


@hooks.register("register_admin_menu_item")
def menu_impor() -> MenuItem:
    return MenuRedaksi("Impor naskah", reverse_lazy("impor-naskah"), name="impor-naskah", icon_name="upload", order=245)


@hooks.register("before_serve_page")
def ingat_pelajaran_terakhir(page, request: HttpRequest, args, kwargs) -> None:
    """Orang yang masuk dapat melanjutkan dari perangkat lain; pembaca tanpa akun tidak meninggalkan jejak."""
    duga = "prefetch" in request.headers.get("Sec-Purpose", "") + request.headers.get("Purpose", "")
    if isinstance(page, PelajaranPage) and request.method == "GET" and request.user.is_authenticated and not duga:
        catat_dibuka(orang=request.user, pelajaran=page)


@hooks.register("before_serve_document")
def bahan_kelas_bagi_kelasnya(dokumen, request: HttpRequest) -> None:
    """Lembar kerja satu kelas bukan dokumen umum: alamatnya mudah ditebak, jadi haknya diperiksa di sini juga.

    Redaktur yang melihatnya di daftar dokumen ruang redaksi dapat membukanya.
    """
    bahan = BahanAngkatan.objects.filter(dokumen=dokumen).select_related("angkatan__wilayah").first()
    if bahan is None or bahan.angkatan.boleh_ambil_bahan(oleh=request.user):
        return
    if not permission_policy.user_has_permission_for_instance(request.user, "change", dokumen):
        raise Http404


@hooks.register("construct_main_menu")
def sederhanakan_menu(request: HttpRequest, menu_items: list) -> None:
    """Penulis hanya melihat yang ia perlukan: tanpa bantuan Wagtail berbahasa Inggris dan laporan teknis."""
    if not request.user.is_superuser:
        menu_items[:] = [satu for satu in menu_items if satu.name not in {"help", "reports"}]


@hooks.register("data_saya")
def data_belajar(orang, request) -> dict[str, object]:
    """Salinan data pribadi: kemajuan, catatan, tanggapan, dan laporan orang itu."""
    return bacaan.data_belajar(orang)


@hooks.register("data_saya")
def data_kelas(orang, request: HttpRequest) -> dict[str, list]:
    """Kelas, hasil kuis, dan sertifikat ikut di salinan data orangnya."""
    return {
        "kelas.json": list(orang.kepesertaan.values("angkatan__judul", "keadaan", "didaftar")),
        "kuis.json": [
            satu | {"rasio": tampil_persen(satu["rasio"])}
            for satu in orang.percobaan.values("kuis__judul", "mulai", "dikirim", "keadaan", "rasio", "lulus")
        ],
        "sertifikat.json": list(orang.sertifikat.values("nomor", "nama", "kursus", "terbit", "pencabutan__pada")),
    }
