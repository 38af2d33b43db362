"""Kotak keluar surat: backend Django yang menyimpan, dan pengirim yang dijalankan pekerja (domain operations.md 4.3)."""

from __future__ import annotations

import logging
import random
import smtplib
import uuid
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.utils import parseaddr
from urllib.parse import urlsplit

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from .layak import KEPALA_ALAMAT, masih_layak
from .models import SuratKeluar

log = logging.getLogger(__name__)
BATAS = timedelta(days=3)
SEWA = timedelta(minutes=10)  # selama itu surat yang sedang dikirim satu pekerja tidak disentuh pekerja lain
SIMPAN_TERKIRIM = timedelta(days=30)
_MENUNGGU = SuratKeluar.Keadaan.MENUNGGU


class KotakKeluarBackend(BaseEmailBackend):
    """Menulis tiap surat ke `SuratKeluar` dalam transaksi sebabnya; tidak membuka soket.

    Kepala `X-Kunci` pada surat menjadi kunci unik: surat kedua dengan kunci sama tidak dibuat; `X-Sesudah` (ISO 8601)
    menunda pengirimannya. Keduanya tidak ikut terkirim. Message-ID disimpan
    bersama barisnya, jadi kirim ulang sesudah jawaban yang hilang melebur di program surat penerima.
    """

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        return sum(_simpan(surat) for surat in email_messages if surat.recipients())


def _simpan(surat: EmailMessage) -> bool:
    kepala = dict(surat.extra_headers)
    kunci, sesudah = kepala.pop("X-Kunci", None), kepala.pop("X-Sesudah", "")
    kepala.setdefault("Message-ID", f"<{uuid.uuid4().hex}@{urlsplit(settings.SITE_URL).hostname}>")
    asli, surat.extra_headers = surat.extra_headers, kepala
    try:
        pesan = surat.message()
    finally:
        surat.extra_headers = asli
    cari = {"kunci": kunci} if kunci else {"message_id": pesan["Message-ID"]}
    isian = dict(
        message_id=pesan["Message-ID"],
        kepada=",".join(parseaddr(alamat)[1] for alamat in surat.recipients()),
        perihal=" ".join(str(surat.subject).split())[:300],
        isi=pesan.as_bytes(linesep="\r\n"),
        coba_lagi_pada=datetime.fromisoformat(sesudah) if sesudah else timezone.now(),
    )
    with transaction.atomic():
        SuratKeluar.objects.get_or_create(**cari, defaults=isian)
    return True


class _BaitMentah:
    """Pesan yang sudah jadi: byte yang disimpan adalah byte yang dikirim, apa pun backend-nya."""

    def __init__(self, mentah: bytes):
        self._mentah = mentah
        self._terurai = message_from_bytes(mentah, policy=policy.default)

    def as_bytes(self, unixfrom: bool = False, linesep: str = "\n") -> bytes:
        return self._mentah.replace(b"\r\n", linesep.encode())

    def as_string(self, unixfrom: bool = False, linesep: str = "\n") -> str:
        return self.as_bytes(linesep=linesep).decode(errors="replace")

    def get_charset(self):
        return None

    def __getitem__(self, nama: str):
        return self._terurai[nama]

    def items(self):
        return self._terurai.items()

    def teks(self) -> str:
        bagian = self._terurai.get_body(preferencelist=("plain", "html"))
        return bagian.get_content() if bagian else ""


class _SuratJadi(EmailMessage):
    def __init__(self, baris: SuratKeluar):
        self._pesan = _BaitMentah(bytes(baris.isi))
        super().__init__(
            subject=baris.perihal,
            body=self._pesan.teks(),
            from_email=str(self._pesan["From"]),
            to=baris.kepada.split(","),
            headers={nama: str(self._pesan[nama]) for nama in ("Message-ID", "In-Reply-To") if self._pesan[nama]},
        )

    def message(self, **_) -> _BaitMentah:
        return self._pesan


def kirim_yang_menunggu(*, paling_banyak: int = 50) -> int:
    """Mengirim surat yang jatuh tempo; mengembalikan jumlah terkirim.

    4xx dan gangguan jaringan dicoba lagi (1 menit → 1 jam, berlipat dengan acak) sampai 3 hari, lalu "gagal terkirim".
    Alamat yang ditolak 5xx langsung berhenti sebagai "ditolak". Bila server tidak dapat dihubungi, putaran ini usai:
    surat lain menunggu putaran berikutnya tanpa menghabiskan jatah cobanya.
    """
    terkirim = 0
    sekarang = timezone.now()
    menunggu = SuratKeluar.objects.filter(keadaan=_MENUNGGU, coba_lagi_pada__lte=sekarang)
    for pk in list(menunggu.order_by("coba_lagi_pada", "pk").values_list("pk", flat=True)[:paling_banyak]):
        baris = _klaim(pk)
        if baris is None:
            continue
        sampai, galat = _kirim(baris)
        terkirim += sampai
        if galat is not None and _server_mati(galat):
            break
    return terkirim


def kirim_ulang(*, surat: SuratKeluar) -> SuratKeluar:
    """Pengelola meminta surat yang macet dicoba lagi dari awal; Message-ID tetap."""
    SuratKeluar.objects.macet().filter(pk=surat.pk).update(
        keadaan=_MENUNGGU, coba=0, coba_lagi_pada=timezone.now(), dibuat=timezone.now(), galat=""
    )
    surat.refresh_from_db()
    return surat


def bersihkan_terkirim() -> int:
    """Surat terkirim berisi data pribadi: dibuang setelah 30 hari. Yang macet tinggal sampai diurus."""
    lama = timezone.now() - SIMPAN_TERKIRIM
    batal = SuratKeluar.objects.filter(keadaan=SuratKeluar.Keadaan.BATAL, dibuat__lt=lama).delete()[0]
    return batal + SuratKeluar.objects.filter(keadaan=SuratKeluar.Keadaan.TERKIRIM, terkirim_pada__lt=lama).delete()[0]


@transaction.atomic
def _klaim(pk: int) -> SuratKeluar | None:
    """Menyewa satu surat; soket dibuka sesudah transaksi ini selesai."""
    sekarang = timezone.now()
    baris = SuratKeluar.objects.select_for_update().filter(pk=pk).first()
    if baris is None or baris.keadaan != _MENUNGGU or baris.coba_lagi_pada > sekarang:
        return None
    baris.coba += 1
    baris.coba_lagi_pada = sekarang + SEWA
    baris.save(update_fields=["coba", "coba_lagi_pada"])
    return baris


def _layak(baris: SuratKeluar) -> bool:
    """Hak penerimanya mungkin sudah berubah sejak surat ditulis; surat tanpa alamat halaman selalu layak."""
    alamat = message_from_bytes(bytes(baris.isi), policy=policy.default)[KEPALA_ALAMAT]
    if not alamat:
        return True
    surel = EmailAddress.objects.filter(email__iexact=baris.kepada, verified=True).select_related("user").first()
    return surel is None or masih_layak(surel.user, str(alamat))


def _kirim(baris: SuratKeluar) -> tuple[bool, Exception | None]:
    """Terkirim atau tidak, dan galatnya; surat yang dibatalkan karena haknya hilang tidak terkirim dan bukan galat."""
    try:
        if not _layak(baris):
            SuratKeluar.objects.filter(pk=baris.pk).update(
                keadaan=SuratKeluar.Keadaan.BATAL, isi=b"", perihal="(dibatalkan)"
            )
            return False, None
        get_connection(settings.SURAT_BACKEND).send_messages([_SuratJadi(baris)])
    except Exception as galat:  # satu surat beracun tidak boleh menghentikan kotak keluar
        _tunda(baris, galat)
        return False, galat
    SuratKeluar.objects.filter(pk=baris.pk).update(
        keadaan=SuratKeluar.Keadaan.TERKIRIM, terkirim_pada=timezone.now(), galat=""
    )
    return True, None


def _tunda(baris: SuratKeluar, galat: Exception) -> None:
    sekarang = timezone.now()
    keadaan = _MENUNGGU
    if _ditolak_tetap(galat):
        keadaan = SuratKeluar.Keadaan.DITOLAK
    elif sekarang - baris.dibuat > BATAS:
        keadaan = SuratKeluar.Keadaan.GAGAL
    SuratKeluar.objects.filter(pk=baris.pk, keadaan=_MENUNGGU).update(
        keadaan=keadaan,
        galat=f"{type(galat).__name__}: {galat}"[:300],
        coba_lagi_pada=jadwal_ulang(baris.coba, sekarang),
    )
    log.warning("surat %s belum terkirim (percobaan %s): %s", baris.pk, baris.coba, type(galat).__name__)


def jadwal_ulang(coba: int, sekarang: datetime) -> datetime:
    """1, 2, 4, … menit, paling lama 1 jam, diacak ±20 % supaya tidak serentak."""
    detik = min(60 * 2 ** min(coba - 1, 6), 3600) * random.uniform(0.8, 1.2)
    return sekarang + timedelta(seconds=detik)


def _ditolak_tetap(galat: Exception) -> bool:
    """Hanya penolakan penerima atau isi: 5xx saat masuk (535) atau atas pengirim adalah salah setelan kita."""
    if isinstance(galat, smtplib.SMTPRecipientsRefused):
        return all(kode >= 500 for kode, _ in galat.recipients.values())
    return isinstance(galat, smtplib.SMTPDataError) and galat.smtp_code >= 500


def _server_mati(galat: Exception) -> bool:
    if isinstance(galat, smtplib.SMTPException):
        return isinstance(galat, (smtplib.SMTPConnectError, smtplib.SMTPAuthenticationError, smtplib.SMTPHeloError))
    return isinstance(galat, OSError)
