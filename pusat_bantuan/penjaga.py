from django.http import Http404

# Halaman pustaka yang masih dipakai petugas nasional; rute baru dari versi berikutnya tertutup sampai diputuskan.
UNTUK_STAF = {
    "view", "list", "datatables_ticket_list", "attachment_preview", "raw",
    "savequery", "delete_query", "saved_searches_list", "user_settings",
}  # fmt: skip


class PenjagaHelpdesk:
    """Gerbang di depan semua rute django-helpdesk: tertutup, kecuali daftar di atas untuk petugas nasional."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        rute = request.resolver_match
        if "helpdesk" not in rute.app_names:
            return None
        if {"take", "subscribe", "close"} & request.GET.keys():
            raise Http404
        if rute.url_name in UNTUK_STAF and request.user.is_staff:
            return None
        raise Http404
