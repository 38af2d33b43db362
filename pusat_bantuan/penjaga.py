"""Gerbang dan rute bayangan di depan django-helpdesk (domain stack.md 6; docs/keputusan/0005-helpdesk.md)."""

from __future__ import annotations

from django.http import Http404
from django.shortcuts import render

from akun.models import Peran

from .api.galat import jawaban

# Halaman pustaka yang masih dibuka untuk petugas nasional: tidak ada. Daftarnya memuat skrip sebaris, 182 KB, dan tuan
# rumah lain, dan antrean kita sudah menggantikannya. Rute baru versi berikutnya ikut tertutup sampai diputuskan.
UNTUK_STAF: set[str] = set()

# Rute yang digantikan halaman atau tindakan kita; urls_pustaka.py menjawab sebelum pustaka.
BAYANGAN = {"home", "submit", "public_view", "my-tickets", "dashboard", "view", "list"}

# Ditutup: tidak aman, lambat, atau menulis tanpa jejak. Penggantinya ada di /bantuan/, /artikel/, /akun/.
TERTUTUP = {
    "attachment_del", "attachment_preview", "checklist_templates", "datatables_ticket_list", "delete_query",
    "savequery", "saved_searches_list", "user_settings",
    "delete", "delete_checklist_template", "delete_ticket_checklist", "edit", "edit_checklist_template",
    "edit_ticket_checklist", "email_ignore", "email_ignore_add", "email_ignore_del", "followup_delete",
    "followup_edit", "help_context", "hold", "kb_category", "kb_category_iframe", "kb_index", "kb_vote", "login",
    "logout", "mass_update", "merge_tickets", "password_change", "password_change_done", "public_change_language",
    "raw", "report_index", "rss_activity", "rss_index", "rss_queue", "rss_unassigned", "rss_user", "rss_user_queue",
    "run_report", "submit_iframe", "success_iframe", "system_settings", "ticket_cc", "ticket_cc_add", "ticket_cc_del",
    "ticket_resolves_add", "ticket_resolves_del", "timeline_ticket_list", "unhold", "update",
}  # fmt: skip
BERTINDAK_LEWAT_GET = {"take", "subscribe", "close"}


class PenjagaHelpdesk:
    """Tertutup, kecuali `UNTUK_STAF` bagi petugas nasional yang penugasannya berlaku."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        rute = request.resolver_match
        if "helpdesk" not in rute.app_names:
            return None
        if BERTINDAK_LEWAT_GET & request.GET.keys():
            raise Http404
        orang = request.user
        if rute.url_name in UNTUK_STAF and orang.is_staff and orang.berkuasa(Peran.PETUGAS, atas=None):
            return None
        raise Http404


BATAS_KIRIMAN, BATAS_JSON = 26 * 1024 * 1024, 1024 * 1024


class PenjagaKiriman:
    """Kiriman yang terlalu besar ditolak sebelum dibaca (413), dan galat apa pun di `/api/v1/` berbentuk JSON."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        mesin = request.path.startswith("/api/v1/")
        if (mesin or request.path.startswith("/bantuan/")) and _panjang(request) > _batas(request):
            return _terlalu_besar(request, mesin)
        jawab = self.get_response(request)
        if mesin and jawab.status_code >= 400 and not jawab.get("Content-Type", "").startswith("application/json"):
            jawab = jawaban(jawab.status_code)
        return jawab


def _panjang(request) -> int:
    mentah = request.META.get("CONTENT_LENGTH") or "0"
    return int(mentah) if mentah.isascii() and mentah.isdecimal() and len(mentah) < 16 else BATAS_KIRIMAN + 1


def _batas(request) -> int:
    return BATAS_JSON if request.content_type == "application/json" else BATAS_KIRIMAN


def _terlalu_besar(request, mesin: bool):
    if mesin:
        return jawaban(413, "Paling besar 1 MB untuk JSON dan 10 MB untuk satu berkas.")
    konteks = {
        "kode": 413, "judul": "Kirimannya terlalu besar", "tombol": "Kembali ke bantuan", "lanjut": "/bantuan/",
        "teks": "Semua berkas sekali kirim paling banyak 25 MB. Tekan Kembali di peramban, kurangi berkasnya, lalu kirim lagi.",
    }  # fmt: skip
    return render(request, "galat.html", konteks, status=413)
