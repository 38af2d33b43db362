"""Pusat bantuan: halaman kita dan kembarannya milik django-helpdesk, atas tabel yang sama."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from helpdesk.query import query_to_base64
from helpdesk.views import staff

from akun.models import Pengguna
from pusat_bantuan.models import ProfilTiket

from .isi import JARANG

KUERI_PALING_BANYAK = 15
KB_PALING_BERAT = 40.0
KALI_PALING_KECIL = 10.0


@dataclass(frozen=True)
class Pasangan:
    """`kita` dan `pustaka` membuka halaman yang sama gunanya; `pustaka` kosong bila pustaka tidak punya halaman itu."""

    nama: str
    kita: Callable[[], list[HttpResponse]]
    pustaka: Callable[[], list[HttpResponse]] | None = None


def pasangan(orang: dict[str, Pengguna]) -> list[Pasangan]:
    semua, daerah = _pengunjung(orang["nasional"]), _pengunjung(orang["kabupaten"])
    dewa = Pengguna.objects.create_superuser(username="bench-super", password="!") if not (
        ada := Pengguna.objects.filter(username="bench-super").first()
    ) else ada  # fmt: skip
    tiket = ProfilTiket.objects.filter(keadaan="ditangani").order_by("pk")[10]
    desk = reverse("pusat_bantuan:antrean")
    buka, seluruh = {"status__in": [1, 2]}, {}
    return [
        Pasangan("daftar: yang terbuka", _buka(semua, f"{desk}?tampilan=terbuka"), _daftar(dewa, buka)),
        Pasangan("daftar: semua yang selesai", _buka(semua, f"{desk}?tampilan=selesai"), _daftar(dewa, seluruh)),
        Pasangan("daftar: satu kabupaten", _buka(daerah, f"{desk}?tampilan=terbuka")),
        Pasangan("cari: kata umum", _buka(semua, f"{desk}?cari=surat"), _daftar(dewa, seluruh, "surat")),
        Pasangan("cari: kata langka", _buka(semua, f"{desk}?cari={JARANG}"), _daftar(dewa, seluruh, JARANG)),
        Pasangan("meja saya", _buka(semua, "/"), _pustaka(dewa, staff.dashboard)),
        Pasangan("laporan: seluruh Indonesia", _buka(semua, reverse("pusat_bantuan:laporan")), _pustaka(dewa, staff.report_index)),
        Pasangan(
            "laporan: penangan × bulan", _buka(semua, f"{reverse('pusat_bantuan:laporan')}?sudut=orang"),
            _pustaka(dewa, staff.run_report, report="usermonth"),
        ),
        Pasangan("halaman tiket", _buka(semua, tiket.get_absolute_url()), _pustaka(dewa, staff.view_ticket, ticket_id=tiket.pk)),
    ]  # fmt: skip


def _pengunjung(siapa: Pengguna) -> Client:
    peramban = Client()
    peramban.force_login(siapa)
    return peramban


def _buka(peramban: Client, alamat: str) -> Callable[[], list[HttpResponse]]:
    return lambda: [peramban.get(alamat)]


def _pustaka(
    siapa: Pengguna, tampilan: Callable, kueri: dict | None = None, **argumen
) -> Callable[[], list[HttpResponse]]:
    """Tampilan pustaka dipanggil langsung: penjaga kita menutup alamatnya, padahal yang diukur adalah halamannya."""

    def buka() -> list[HttpResponse]:
        permintaan = RequestFactory().get("/", kueri or {})
        permintaan.user, permintaan.session = Pengguna.objects.get(pk=siapa.pk), SessionStore()
        permintaan._messages = CookieStorage(permintaan)
        return [_rampung(tampilan(permintaan, **argumen))]

    return buka


def _daftar(siapa: Pengguna, saring: dict, cari: str = "") -> Callable[[], list[HttpResponse]]:
    """Daftar pustaka terdiri dari dua permintaan: halamannya, dan isinya lewat JSON (25 baris)."""
    pertanyaan = {
        "filtering": saring,
        "filtering_null": {},
        "sorting": "created",
        "sortreverse": True,
        "search_string": cari,
    }
    halaman = _pustaka(siapa, staff.ticket_list, {"q": cari} if cari else None)
    isi = _pustaka(
        siapa, staff.datatables_ticket_list, {"length": 25, "start": 0, "draw": 1}, query=query_to_base64(pertanyaan)
    )
    return lambda: halaman() + isi()


def _rampung(jawab: HttpResponse) -> HttpResponse:
    return jawab.render() if hasattr(jawab, "render") and not jawab.is_rendered else jawab
