"""Memberi tahu orang tentang tiketnya: satu kabar di situs, dan satu surat yang beruntai rapi.

Untaian: tiap surat punya Message-ID yang ditandatangani dan disimpan; References memuat akar tiketnya, In-Reply-To
menunjuk surat terakhir dari atau kepada orang itu, sehingga Gmail dan Outlook menyatukannya; Reply-To bertanda
mengembalikan balasannya ke tiket yang sama (helpdesk.md 4.5).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from akun.kabar import alamat_surat, kabari
from akun.models import Pengguna

from .. import tautan_nilai, tautan_tamu
from ..models import Kontak, PeristiwaTiket, ProfilTiket, SuratMasuk, SuratTiket
from ..surat_masuk.golongan import KEPALA_KITA
from ..surat_masuk.kutipan import BARIS_BALAS
from ..surat_masuk.tanda import alamat_balasan, id_pesan, ruang_pesan, rujukan_isi

__all__ = ["beri_tahu", "boleh_diberi_tahu", "boleh_tanda_terima", "id_pesan", "kirim_penolakan"]

TANDA_TERIMA_PER_JAM, PEMBERITAHUAN_PER_JAM = 3, 10
SATU_PER_PERIHAL = timedelta(days=1)
UNTAIAN = 10


def beri_tahu(
    penerima: Iterable[Pengguna | Kontak],
    *,
    peristiwa: PeristiwaTiket,
    kalimat: str,
    ajakan: str,
    kutip: str = "",
    surat: bool = True,
) -> int:
    """Mengabari tiap penerima sekali per peristiwa; yang tidak boleh membaca tiketnya dilewati.

    Surat mengikuti pilihan orangnya (`akun.kabar.alamat_surat`): alamat terbukti, tidak mati, dan tidak memilih "di
    situs saja". Kontak tanpa akun hanya disurati tentang tiketnya sendiri, dengan tautan tamu.
    """
    profil = peristiwa.profil
    semua = list(penerima)
    boleh = [
        orang for orang in semua
        if isinstance(orang, Pengguna) and orang.pk != peristiwa.pelaku_id and profil.boleh_dilihat(oleh=orang)
    ]  # fmt: skip
    baru = kabari(
        boleh, jenis="tiket", kunci=f"tiket:{profil.pk}:{peristiwa.pk}", judul=f"{profil.kode} · {kalimat}",
        url=profil.get_absolute_url(), isi=profil.judul, surat=False,
    )  # fmt: skip
    jumlah = len(baru)
    alamat = alamat_surat([kabar.penerima for kabar in baru], "tiket") if surat else {}
    pesan = {"kalimat": kalimat, "ajakan": ajakan, "kutip": kutip}
    for kabar in baru:
        if kabar.penerima_id in alamat:
            _kirim(peristiwa, kabar.penerima, alamat[kabar.penerima_id], **pesan)
    for kontak in semua if surat else []:
        if (
            isinstance(kontak, Kontak)
            and (milik := _tiket_kontak(profil, kontak))
            and _dapat_disurati(kontak, peristiwa)
        ):
            _kirim(peristiwa, kontak, kontak.email, tautan=tautan_tamu.alamat(milik), **pesan)
            jumlah += 1
    return jumlah


def _tiket_kontak(profil: ProfilTiket, kontak: Kontak) -> ProfilTiket | None:
    """Tiket kontak itu: yang ini, atau miliknya yang sudah digabung ke sini."""
    return profil if profil.kontak_id == kontak.pk else profil.gabungan.filter(kontak=kontak).first()


def _dapat_disurati(kontak: Kontak, peristiwa: PeristiwaTiket) -> bool:
    return bool(kontak.email) and kontak.email_mati_pada is None and kontak.pk != peristiwa.kontak_id


def _kirim(
    peristiwa: PeristiwaTiket,
    orang: Pengguna | Kontak,
    alamat: str,
    *,
    kalimat: str,
    ajakan: str,
    kutip: str,
    tautan: str = "",
) -> None:
    profil = peristiwa.profil
    tamu = isinstance(orang, Kontak)
    siapa = {"kontak": orang} if tamu else {"orang": orang}
    pesan_id = id_pesan(profil.pk, peristiwa.pk, *((0, orang.pk) if tamu else (orang.pk,)))
    akar = id_pesan(profil.pk)
    untaian = list(
        SuratTiket.objects.filter(profil=profil, **siapa).order_by("-pk").values_list("message_id", flat=True)[:UNTAIAN]
    )
    balas_ke = alamat_balasan(profil.pk)
    konteks = {
        "profil": profil, "sapaan": orang.sebutan if tamu else orang.nama, "kalimat": kalimat, "ajakan": ajakan,
        "kutip": kutip, "situs": settings.SITE_URL, "oleh": peristiwa.pelaku, "bisa_balas": bool(balas_ke),
        "baris_balas": BARIS_BALAS, "rujukan": rujukan_isi(profil.pk),
        "alamat": tautan or f"{settings.SITE_URL}{profil.get_absolute_url()}",
        "nilai": tautan_nilai.alamat(profil) if _sudah_dijawab(peristiwa, profil, orang) else "",
    }  # fmt: skip
    kepala = {
        "Message-ID": pesan_id,
        "In-Reply-To": untaian[0] if untaian else akar,
        "References": " ".join([akar, *reversed(untaian)]),
        "List-Id": f"Tiket {profil.kode} <tiket.{ruang_pesan()}>",
        KEPALA_KITA: profil.kode,
        "X-Kunci": f"tiket:{profil.pk}:{peristiwa.pk}:{'k' if tamu else ''}{orang.pk}",
    }
    if not _tulisan_orang(peristiwa, profil, orang):
        kepala["Auto-Submitted"] = "auto-generated"
    surat = EmailMultiAlternatives(
        subject=f"{'Re: ' if untaian else ''}[{profil.kode}] {profil.judul}",
        body=render_to_string("pusat_bantuan/surat/tiket.txt", konteks),
        to=[alamat],
        reply_to=[balas_ke] if balas_ke else None,
        headers=kepala,
    )
    surat.attach_alternative(render_to_string("pusat_bantuan/surat/tiket.html", konteks), "text/html")
    surat.send()
    SuratTiket.objects.get_or_create(
        message_id=pesan_id, defaults=dict(profil=profil, arah=SuratTiket.Arah.KELUAR, **siapa)
    )


def _sudah_dijawab(peristiwa: PeristiwaTiket, profil: ProfilTiket, orang: Pengguna | Kontak) -> bool:
    """Surat jawaban kepada pihak desa: di sana penilaian ditawarkan."""
    return peristiwa.dari_meja and not profil.terbuka and (isinstance(orang, Kontak) or profil.pihak_pemohon(orang))


def _tulisan_orang(peristiwa: PeristiwaTiket, profil: ProfilTiket, orang: Pengguna | Kontak) -> bool:
    """Balasan yang ditulis penangan kepada pemohonnya bukan surat otomatis; selebihnya otomatis."""
    return (
        peristiwa.dari_meja
        and peristiwa.jenis in {PeristiwaTiket.Jenis.BALASAN, PeristiwaTiket.Jenis.SELESAI}
        and (isinstance(orang, Kontak) or profil.pihak_pemohon(orang))
    )


# --- Jawaban otomatis atas surat masuk ------------------------------------------------------------------------------------
def boleh_tanda_terima(baris: SuratMasuk) -> bool:
    """Paling banyak tiga tanda terima per jam per pengirim, dan satu per perihal (helpdesk.md 4.4)."""
    kini = timezone.now()
    punya = SuratMasuk.objects.filter(pengirim_email=baris.pengirim_email, diakui_pada__isnull=False)
    if punya.filter(diakui_pada__gt=kini - timedelta(hours=1)).count() >= TANDA_TERIMA_PER_JAM:
        return False
    return not punya.filter(diakui_pada__gt=kini - SATU_PER_PERIHAL, pokok=baris.pokok).exists()


def boleh_diberi_tahu(baris: SuratMasuk) -> bool:
    """Pemberitahuan berkas: satu per surat, paling banyak sepuluh sejam per alamat, supaya tidak dapat berputar."""
    sejam = timezone.now() - timedelta(hours=1)
    sudah = SuratMasuk.objects.filter(pengirim_email=baris.pengirim_email, diberi_tahu_pada__gt=sejam)
    return baris.diberi_tahu_pada is None and sudah.count() < PEMBERITAHUAN_PER_JAM


def _sudah_balasan(baris: SuratMasuk) -> bool:
    return baris.perihal[:3].lower() == "re:"


def kirim_penolakan(baris: SuratMasuk, *, profil: ProfilTiket | None, keluhan: Sequence[str]) -> bool:
    """Surat terlalu besar (`keluhan` kosong) atau berkas yang tidak ikut: sebabnya, dan tautan untuk mengunggah (4.9)."""
    alamat = baris.pengirim_email
    if not alamat or Kontak.objects.filter(email=alamat, email_mati_pada__isnull=False).exists():
        return False
    milik = profil and baris.kontak and _tiket_kontak(profil, baris.kontak)
    if milik:
        tautan = tautan_tamu.alamat(milik)
    else:
        halaman = profil.get_absolute_url() if profil else reverse("pusat_bantuan:tiket-baru")
        tautan = f"{settings.SITE_URL}{halaman}"
    konteks = {
        "baris": baris, "profil": profil, "keluhan": keluhan, "tautan": tautan, "situs": settings.SITE_URL,
        "sapaan": baris.pengirim_nama or "Bapak/Ibu",
    }  # fmt: skip
    kepala = {"Auto-Submitted": "auto-replied", KEPALA_KITA: "tolak", "X-Kunci": f"surat-ditolak:{baris.pk}"}
    if baris.message_id:
        kepala |= {"In-Reply-To": baris.message_id, "References": baris.message_id}
    surat = EmailMultiAlternatives(
        subject=" ".join(f"{'' if _sudah_balasan(baris) else 'Re: '}{baris.perihal or 'surat Anda'}".split())[:200],
        body=render_to_string("pusat_bantuan/surat/ditolak.txt", konteks), to=[alamat], headers=kepala,
    )  # fmt: skip
    surat.attach_alternative(render_to_string("pusat_bantuan/surat/ditolak.html", konteks), "text/html")
    surat.send()
    return True
