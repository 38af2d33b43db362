"""Pusat bantuan: halaman kita dan kembarannya milik django-helpdesk, atas tabel yang sama."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.db.models import Count
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from helpdesk.query import query_to_base64
from helpdesk.views import staff

from akun.models import Pengguna
from pusat_bantuan.bacaan.urutan import BAWAAN, URUTAN, tulis_kursor
from pusat_bantuan.models import PeristiwaTiket, ProfilTiket

from .isi_tiket import JARANG
from .ukur import Ukuran

KUERI_PALING_BANYAK = 15
KB_PALING_BERAT = 40.0
MS_PALING_LAMA = 300.0
KALI_PALING_KECIL = 10.0
BERJANJI = {"daftar", "cari", "meja", "laporan"}  # jenis halaman yang dijanjikan `KALI_PALING_KECIL` kali lebih cepat
JAUH = 20_000


@dataclass(frozen=True)
class Pasangan:
    """`kita` dan `pustaka` membuka halaman yang sama gunanya, atas data yang sama."""

    jenis: str
    nama: str
    kita: Callable[[], list[HttpResponse]]
    pustaka: Callable[[], list[HttpResponse]]


def pasangan(orang: dict[str, Pengguna]) -> list[Pasangan]:
    """Pustaka tidak mengenal wilayah: kembaran daftar satu wilayah adalah daftarnya yang seluruhnya."""
    siapa = orang["nasional"]
    buka = {nama: partial(_buka, _pengunjung(satu)) for nama, satu in orang.items()}
    meja, lapor = reverse("pusat_bantuan:antrean"), reverse("pusat_bantuan:laporan")
    terbuka, semua = {"status__in": [1, 2]}, {}
    dasbor, rekap = _pustaka(siapa, staff.dashboard), _pustaka(siapa, staff.report_index)
    daftar, cari = partial(_daftar, siapa), partial(_daftar, siapa, semua)
    biasa, panjang = _contoh_tiket()
    operator = partial(_buka, _pengunjung(biasa.pemohon))
    laporan = {satu: _pustaka(siapa, staff.run_report, report=satu) for satu in ("usermonth", "queuemonth")}
    halaman = partial(_pustaka, siapa, staff.view_ticket)
    P = Pasangan
    return [
        P("daftar", "yang terbuka", buka["nasional"](f"{meja}?tampilan=terbuka"), daftar(terbuka)),
        P("daftar", "yang selesai", buka["nasional"](f"{meja}?tampilan=selesai"), daftar({"status__in": [3, 4]})),
        P("daftar", "paling mendesak", buka["nasional"](f"{meja}?tampilan=terbuka&urut=mendesak"), daftar(terbuka)),
        P("daftar", "lembar yang jauh", buka["nasional"](_lembar_jauh(meja)), daftar(semua, mulai=JAUH)),
        P("daftar", "satu provinsi", buka["provinsi"](f"{meja}?tampilan=terbuka"), daftar(terbuka)),
        P("daftar", "satu kabupaten", buka["kabupaten"](f"{meja}?tampilan=terbuka"), daftar(terbuka)),
        P("daftar", "milik satu desa", operator(reverse("pusat_bantuan:tiket-saya")), daftar(semua)),
        P("cari", "kata umum", buka["nasional"](f"{meja}?tampilan=semua&cari=surat"), cari("surat")),
        P("cari", "tiga kata", buka["nasional"](f"{meja}?tampilan=semua&cari=surat+kosong+cetak"), cari("surat kosong cetak")),
        P("cari", "kata langka", buka["nasional"](f"{meja}?tampilan=semua&cari={JARANG}"), cari(JARANG)),
        P("cari", "tidak ada", buka["nasional"](f"{meja}?tampilan=semua&cari=zirkonium"), cari("zirkonium")),
        P("cari", "satu kabupaten", buka["kabupaten"](f"{meja}?tampilan=semua&cari=surat"), cari("surat")),
        P("cari", "seluruh situs", buka["nasional"](f"{reverse('cari')}?q=surat"), cari("surat")),
        P("meja", "petugas nasional", buka["nasional"]("/"), dasbor),
        P("meja", "petugas kabupaten", buka["kabupaten"]("/"), dasbor),
        P("meja", "pegiat", buka["pegiat"]("/"), dasbor),
        P("meja", "operator desa", operator("/"), dasbor),
        P("meja", "manajer provinsi", buka["manajer"]("/"), dasbor),
        P("meja", "pengelola", buka["pengelola"]("/"), dasbor),
        P("laporan", "seluruh Indonesia", buka["nasional"](lapor), rekap),
        P("laporan", "satu provinsi", buka["manajer"](lapor), rekap),
        P("laporan", "penangan × bulan", buka["nasional"](f"{lapor}?sudut=orang"), laporan["usermonth"]),
        P("laporan", "bidang × bulan", buka["nasional"](f"{lapor}?sudut=bidang"), laporan["queuemonth"]),
        P("tiket", "bagi penangan", buka["nasional"](biasa.get_absolute_url()), halaman(ticket_id=biasa.pk)),
        P("tiket", "bagi pemohon", operator(biasa.get_absolute_url()), halaman(ticket_id=biasa.pk)),
        P("tiket", "percakapan panjang", buka["nasional"](panjang.get_absolute_url()), halaman(ticket_id=panjang.pk)),
    ]  # fmt: skip


def pelanggaran(jenis: str, kita: Ukuran, kali: float | None, *, tanpa_waktu: bool = False) -> list[str]:
    """Janji yang tidak ditepati halaman itu; `tanpa_waktu` bila mesinnya sedang dipakai bersama."""
    hasil = []
    if kita.kueri > KUERI_PALING_BANYAK:
        hasil.append(f"{kita.kueri} kueri")
    if kita.kb > KB_PALING_BERAT:
        hasil.append(f"{kita.kb} KB")
    if kita.ms > MS_PALING_LAMA and not tanpa_waktu:
        hasil.append(f"{kita.ms:.0f} ms")
    if kali is not None and jenis in BERJANJI and kali < KALI_PALING_KECIL:
        hasil.append(f"hanya {kali} kali lebih cepat")
    return hasil


def _contoh_tiket() -> tuple[ProfilTiket, ProfilTiket]:
    """Tiket biasa yang sedang ditangani, dan yang percakapannya paling panjang."""
    biasa = ProfilTiket.objects.filter(keadaan="ditangani").select_related("pemohon").order_by("-dibuat")[0]
    terpanjang = PeristiwaTiket.objects.order_by().values("profil").annotate(n=Count("pk")).order_by("-n", "profil")[0]
    return biasa, ProfilTiket.objects.get(pk=terpanjang["profil"])


def _lembar_jauh(meja: str) -> str:
    """Alamat lembar sesudah tiket ke-`JAUH` menurut kegiatan terakhirnya."""
    semua = ProfilTiket.objects.order_by("-aktivitas", "-pk")
    satu = semua[min(JAUH, semua.count() // 2)]
    return f"{meja}?tampilan=semua&sesudah={tulis_kursor(satu, URUTAN[BAWAAN])}"


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
        permintaan.user.is_superuser = True  # semua antrean, seperti petugas nasional di halaman kita
        permintaan._messages = CookieStorage(permintaan)
        return [_rampung(tampilan(permintaan, **argumen))]

    return buka


def _daftar(siapa: Pengguna, saring: dict, cari: str = "", mulai: int = 0) -> Callable[[], list[HttpResponse]]:
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
        siapa,
        staff.datatables_ticket_list,
        {"length": 25, "start": mulai, "draw": 1},
        query=query_to_base64(pertanyaan),
    )
    return lambda: halaman() + isi()


def _rampung(jawab: HttpResponse) -> HttpResponse:
    return jawab.render() if hasattr(jawab, "render") and not jawab.is_rendered else jawab
