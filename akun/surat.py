"""Kotak keluar surat: backend Django yang menyimpan, dan pengirim yang dijalankan pekerja (domain operations.md 4.3)."""

from __future__ import annotations

import logging
import random
from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from .models import SuratKeluar

log = logging.getLogger(__name__)
BATAS = timedelta(days=3)


class KotakKeluarBackend(BaseEmailBackend):
    """Menulis tiap surat ke `SuratKeluar` dalam transaksi sebabnya; tidak membuka soket.

    Kepala `X-Kunci` pada surat menjadi kunci unik: surat kedua dengan kunci sama tidak dibuat.
    """

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        jumlah = 0
        for surat in email_messages:
            if not surat.recipients():
                continue
            kunci = surat.extra_headers.pop("X-Kunci", None)
            pesan = surat.message()
            baris = dict(
                kepada=",".join(surat.recipients()),
                perihal=str(surat.subject)[:300],
                isi=pesan.as_bytes(linesep="\r\n"),
                message_id=pesan["Message-ID"],
                coba_lagi_pada=timezone.now(),
            )
            if kunci:
                SuratKeluar.objects.get_or_create(kunci=kunci, defaults=baris)
            else:
                SuratKeluar.objects.create(**baris)
            jumlah += 1
        return jumlah


class _SuratJadi(EmailMessage):
    """Pesan yang sudah jadi, apa adanya: byte yang disimpan adalah byte yang dikirim."""

    def __init__(self, baris: SuratKeluar):
        super().__init__(subject=baris.perihal, to=baris.kepada.split(","))
        self._pesan = message_from_bytes(bytes(baris.isi), policy=policy.SMTP)
        self.from_email = str(self._pesan["From"])

    def message(self, **_):
        return self._pesan


def kirim_yang_menunggu(*, paling_banyak: int = 50) -> int:
    """Mengirim surat yang jatuh tempo; mengembalikan jumlah terkirim. 4xx dicoba lagi, 5xx berhenti."""
    terkirim = 0
    sekarang = timezone.now()
    menunggu = SuratKeluar.objects.filter(keadaan=SuratKeluar.Keadaan.MENUNGGU, coba_lagi_pada__lte=sekarang)
    for pk in menunggu.order_by("coba_lagi_pada", "pk").values_list("pk", flat=True)[:paling_banyak]:
        terkirim += _kirim_satu(pk)
    return terkirim


def _kirim_satu(pk: int) -> bool:
    sekarang = timezone.now()
    with transaction.atomic():  # klaim singkat; soket dibuka di luar transaksi
        baris = SuratKeluar.objects.select_for_update().get(pk=pk)
        if baris.keadaan != SuratKeluar.Keadaan.MENUNGGU or baris.coba_lagi_pada > sekarang:
            return False
        baris.coba += 1
        jeda = min(60 * 2 ** min(baris.coba - 1, 6), 3600) * random.uniform(0.8, 1.2)
        baris.coba_lagi_pada = sekarang + timedelta(seconds=jeda)
        baris.save(update_fields=["coba", "coba_lagi_pada"])
    try:
        get_connection(settings.SURAT_BACKEND).send_messages([_SuratJadi(baris)])
    except (SMTPException, OSError) as galat:
        tetap = _ditolak_tetap(galat) or sekarang - baris.dibuat > BATAS
        baris.galat = f"{type(galat).__name__}: {galat}"[:300]
        baris.keadaan = SuratKeluar.Keadaan.GAGAL if tetap else SuratKeluar.Keadaan.MENUNGGU
        baris.save(update_fields=["galat", "keadaan"])
        log.warning("surat %s belum terkirim (percobaan %s): %s", baris.pk, baris.coba, type(galat).__name__)
        return False
    baris.keadaan, baris.terkirim_pada, baris.galat = SuratKeluar.Keadaan.TERKIRIM, timezone.now(), ""
    baris.save(update_fields=["keadaan", "terkirim_pada", "galat"])
    return True


def _ditolak_tetap(galat: Exception) -> bool:
    if isinstance(galat, SMTPRecipientsRefused):
        return all(kode >= 500 for kode, _ in galat.recipients.values())
    return isinstance(galat, SMTPResponseException) and galat.smtp_code >= 500
