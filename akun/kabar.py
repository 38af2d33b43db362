"""Memberi kabar kepada orang: satu baris di dalam situs, dan surat bila alamatnya terbukti milik mereka."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from .layak import KEPALA_ALAMAT
from .models import Kabar, LanggananDorong, Pengguna, PilihanKabar
from .pilihan import kelompok_dari
from .tasks import dorong_kabar
from .tenang import usai_tenang


@dataclass(frozen=True)
class Lipatan:
    """`judul(n)` menjadi judul baris yang mewakili n kabar."""

    kunci: str
    judul: Callable[[int], str]


@dataclass(frozen=True)
class Tambahan:
    """Kepala surat (List-Unsubscribe, Reply-To) dan kalimat kakinya, berbeda bagi tiap penerima."""

    kepala: dict[str, str] = field(default_factory=dict)
    kaki: str = ""
    berhenti: str = ""


@transaction.atomic
def kabari(
    penerima: Iterable[Pengguna],
    *,
    jenis: str,
    kunci: str,
    judul: str,
    url: str,
    isi: str = "",
    surat: bool = True,
    utas: str = "",
    lipat: Lipatan | None = None,
    tambahan: Callable[[Pengguna], Tambahan] | None = None,
) -> list[Kabar]:
    """Memberi tahu tiap penerima paling banyak sekali per `kunci`; mengembalikan kabar yang baru dibuat.

    `url` alamat di dalam situs ("/bantuan/tiket/…"). Surat ikut hanya untuk surel yang sudah diverifikasi dan bila
    orangnya tidak memilih "di situs saja", dan keluar sesudah jam tenangnya. `utas` ("tiket-7") mengikat surat-surat menjadi satu percakapan. `lipat`
    menggabungkan yang belum dibaca menjadi satu baris berjumlah; `tambahan` kepala dan kaki surat bagi tiap orang.
    """
    orang_unik = list({orang.pk: orang for orang in penerima if orang.is_active}.values())
    if not orang_unik:
        return []
    alamat = alamat_surat(orang_unik, jenis) if surat else {}
    kunci = kunci if len(kunci) <= 160 else f"{kunci[:119]}:{hashlib.sha1(kunci.encode()).hexdigest()}"
    baru = []
    for orang in orang_unik:
        kabar, dibuat = Kabar.objects.get_or_create(
            penerima=orang,
            kunci=kunci,
            defaults={"jenis": jenis, "judul": judul[:200], "isi": isi[:500], "url": url[:300]},
        )
        if dibuat:
            baru.append(kabar)
            if orang.pk in alamat:
                _surati(orang, kabar, alamat[orang.pk], utas, tambahan(orang) if tambahan else Tambahan())
            if lipat:
                _lipat(kabar, lipat)
    _dorong(baru)
    return baru


def _dorong(baru: list[Kabar]) -> None:
    """Yang perangkatnya berlangganan didorong pekerja; pilihan dan haknya diperiksa saat dikirim."""
    calon = {satu.penerima_id for satu in baru}
    berlangganan = (
        set(LanggananDorong.objects.filter(pengguna__in=calon).values_list("pengguna", flat=True)) if calon else set()
    )
    for satu in baru:
        if satu.penerima_id in berlangganan:
            dorong_kabar.using(run_after=usai_tenang(satu.penerima, timezone.now())).enqueue(satu.pk)


def _lipat(kabar: Kabar, lipat: Lipatan) -> None:
    """Kabar serupa yang belum dibaca melebur ke yang baru; alamatnya tetap yang pertama belum dibaca."""
    lama = Kabar.objects.filter(penerima=kabar.penerima_id, lipat=lipat.kunci, dibaca_pada__isnull=True)
    lama = list(lama.exclude(pk=kabar.pk).select_for_update().order_by("pk"))
    kabar.lipat, kabar.jumlah = lipat.kunci, 1 + sum(satu.jumlah for satu in lama)
    if lama:
        kabar.url, kabar.judul, kabar.isi = lama[0].url, lipat.judul(kabar.jumlah)[:200], ""
        Kabar.objects.filter(pk__in=[satu.pk for satu in lama]).delete()
    kabar.save(update_fields=["lipat", "jumlah", "url", "judul", "isi"])


def surel_terbukti(orang: Pengguna) -> str:
    """Alamat yang sudah diverifikasi, atau kosong: surel yang belum terbukti tidak memberi hak apa pun."""
    alamat = orang.emailaddress_set.filter(verified=True).order_by("-primary", "pk").first()
    return alamat.email if alamat else ""


def tandai_dibaca(*, pengguna: Pengguna, kabar: Iterable[Kabar] | None = None) -> int:
    """Tanpa `kabar`: semuanya. Mengembalikan jumlah yang baru terbaca."""
    belum = Kabar.objects.terlihat(oleh=pengguna).belum_dibaca()
    if kabar is not None:
        belum = belum.filter(pk__in=[satu.pk for satu in kabar])
    return belum.update(dibaca_pada=timezone.now())


def alamat_surat(penerima: list[Pengguna], jenis: str) -> dict[int, str]:
    """pk orang → surel terbukti, tanpa yang memilih tanpa email atau yang suratnya tidak sampai; dua kueri berapa pun penerima."""
    nomor = [orang.pk for orang in penerima]
    diam = set()
    if kelompok := kelompok_dari(jenis):
        pilihan = PilihanKabar.objects.filter(kelompok=kelompok).exclude(saluran=PilihanKabar.Saluran.SURAT)
        diam = set(pilihan.filter(pengguna__in=nomor).values_list("pengguna_id", flat=True))
    hasil: dict[int, str] = {}
    for satu in EmailAddress.objects.filter(user__in=nomor, verified=True, user__email_mati_pada__isnull=True).order_by(
        "-primary", "pk"
    ):
        if satu.user_id not in diam:
            hasil.setdefault(satu.user_id, satu.email)
    return hasil


def _surati(orang: Pengguna, kabar: Kabar, surel: str, utas: str, tambahan: Tambahan) -> None:
    konteks = {
        "orang": orang, "kabar": kabar, "alamat": f"{settings.SITE_URL}{kabar.url}", "situs": settings.SITE_URL,
        "kaki": tambahan.kaki, "berhenti": tambahan.berhenti,
    }  # fmt: skip
    kepala = {"Auto-Submitted": "auto-generated", "X-Kunci": f"kabar:{kabar.pk}", KEPALA_ALAMAT: kabar.url}
    if tunda := usai_tenang(orang, timezone.now()):
        kepala["X-Sesudah"] = tunda.isoformat()
    if utas:
        induk = f"<utas.{utas}@{settings.SITE_URL.partition('://')[2].partition(':')[0].partition('/')[0]}>"
        kepala |= {"In-Reply-To": induk, "References": induk}
    kepala |= tambahan.kepala
    surat = EmailMultiAlternatives(
        subject=" ".join(kabar.judul.split()),
        body=render_to_string("akun/surat/kabar.txt", konteks),
        to=[surel],
        headers=kepala,
    )
    surat.attach_alternative(render_to_string("akun/surat/kabar.html", konteks), "text/html")
    surat.send()
