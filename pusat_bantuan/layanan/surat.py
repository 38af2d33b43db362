"""Memberi tahu orang tentang tiketnya: satu kabar di situs, dan satu surat yang beruntai rapi.

Untaian: tiap surat punya Message-ID yang ditandatangani dan disimpan; References selalu memuat akar tiketnya, dan
In-Reply-To menunjuk surat terakhir kepada orang itu, sehingga Gmail dan Outlook menyatukannya (helpdesk.md 4.5).
"""

from __future__ import annotations

from collections.abc import Iterable
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac

from akun.kabar import alamat_surat, kabari
from akun.models import Pengguna

from ..models import PeristiwaTiket, ProfilTiket, SuratTiket


def _ruang_pesan() -> str:
    """Nama host untuk Message-ID: host surel pengirim, bukan alamat loopback."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or urlsplit(settings.SITE_URL).hostname


def id_pesan(*bagian: object) -> str:
    """`<tiket.12.34.5.sidik@host>`; sidiknya membuat ID kita tidak dapat dikarang orang lain."""
    pokok = ".".join(("tiket", *map(str, bagian)))
    sidik = salted_hmac("pusat_bantuan.surat", pokok, algorithm="sha256").hexdigest()[:16]
    return f"<{pokok}.{sidik}@{_ruang_pesan()}>"


def beri_tahu(
    penerima: Iterable[Pengguna], *, peristiwa: PeristiwaTiket, kalimat: str, ajakan: str, kutip: str = ""
) -> int:
    """Mengabari tiap penerima sekali per peristiwa; yang tidak boleh membaca tiketnya dilewati.

    Surat mengikuti pilihan orangnya (`akun.kabar.alamat_surat`): surel terbukti, dan tidak memilih "di situs saja".
    """
    profil = peristiwa.profil
    boleh = [
        orang for orang in penerima if orang.pk != peristiwa.pelaku_id and profil.boleh_dilihat(oleh=orang)
    ]  # fmt: skip
    baru = kabari(
        boleh, jenis="tiket", kunci=f"tiket:{profil.pk}:{peristiwa.pk}", judul=f"{profil.kode} · {kalimat}",
        url=profil.get_absolute_url(), isi=profil.judul, surat=False,
    )  # fmt: skip
    alamat = alamat_surat([kabar.penerima for kabar in baru], "tiket")
    for kabar in baru:
        if kabar.penerima_id in alamat:
            _kirim(profil, peristiwa, kabar.penerima, alamat[kabar.penerima_id], kalimat, ajakan, kutip)
    return len(baru)


def _kirim(
    profil: ProfilTiket, peristiwa: PeristiwaTiket, orang: Pengguna, alamat: str, kalimat: str, ajakan: str, kutip: str
) -> None:
    pesan_id = id_pesan(profil.pk, peristiwa.pk, orang.pk)
    akar = id_pesan(profil.pk)
    sebelum = (
        SuratTiket.objects.filter(profil=profil, orang=orang, arah=SuratTiket.Arah.KELUAR)
        .order_by("-pk")
        .values_list("message_id", flat=True)
        .first()
    )
    konteks = {
        "profil": profil, "orang": orang, "kalimat": kalimat, "ajakan": ajakan, "kutip": kutip,
        "alamat": f"{settings.SITE_URL}{profil.get_absolute_url()}", "situs": settings.SITE_URL,
        "oleh": peristiwa.pelaku,
    }  # fmt: skip
    surat = EmailMultiAlternatives(
        subject=f"{'Re: ' if sebelum else ''}[{profil.kode}] {profil.judul}",
        body=render_to_string("pusat_bantuan/surat/tiket.txt", konteks),
        to=[alamat],
        headers={
            "Message-ID": pesan_id,
            "In-Reply-To": sebelum or akar,
            "References": f"{akar} {sebelum}" if sebelum else akar,
            "Auto-Submitted": "auto-generated",
            "List-Id": f"Tiket {profil.kode} <tiket.{_ruang_pesan()}>",
            "X-Kunci": f"tiket:{profil.pk}:{peristiwa.pk}:{orang.pk}",
        },
    )
    surat.attach_alternative(render_to_string("pusat_bantuan/surat/tiket.html", konteks), "text/html")
    surat.send()
    SuratTiket.objects.create(profil=profil, message_id=pesan_id, arah=SuratTiket.Arah.KELUAR, orang=orang)
