"""Kabar bagi sistem luar (webhook): diantre bersama peristiwanya, bertanda tangan, diulang, dapat dikirim lagi.

Bentuk dan tanda tangannya menurut Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`, dan `webhook-signature`
berisi `v1,` + HMAC-SHA256 atas "id.waktu.badan". Tujuannya hanya alamat yang ditulis pengelola; pengalihan tidak diikuti.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
import secrets
from datetime import timedelta
from urllib.parse import urlsplit

import requests
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from akun import brankas
from akun.ketuk import ketuk
from akun.models import Pengguna
from akun.surat import jadwal_ulang

from ..models import KabarSistem, KirimanSistem, PeristiwaTiket, ProfilTiket, SistemLuar
from .galat import TidakDapat

log = logging.getLogger(__name__)
J, Jenis, Keadaan = PeristiwaTiket.Jenis, KabarSistem.Jenis, KabarSistem.Keadaan
AWALAN_RAHASIA = "whsec_"
BATAS = timedelta(days=3)
SEWA = timedelta(minutes=5)
SIMPAN = timedelta(days=30)
_DIKABARKAN = {
    J.DIAMBIL: Jenis.DIAMBIL, J.BALASAN: Jenis.PESAN, J.KABAR_GANGGUAN: Jenis.PESAN, J.SELESAI: Jenis.SELESAI,
    J.DIBUKA_LAGI: Jenis.DIBUKA_LAGI, J.DIKONFIRMASI: Jenis.DITUTUP, J.DITUTUP: Jenis.DITUTUP,
    J.TUTUP_OTOMATIS: Jenis.DITUTUP, J.DIGABUNG: Jenis.DIGABUNG,
}  # fmt: skip


def alamat_sah(alamat: str) -> bool:
    """https, atau http ke tuan rumah yang disebut pengaturan `KABAR_SISTEM_HTTP` (jaringan dalam)."""
    try:
        bagian = urlsplit(alamat)
        tuan = bagian.hostname or ""
        _ = bagian.port
    except ValueError:
        return False
    if not tuan or bagian.username or bagian.password or bagian.fragment:
        return False
    return bagian.scheme == "https" or (bagian.scheme == "http" and tuan in settings.KABAR_SISTEM_HTTP)


@transaction.atomic
def atur_kabar(*, sistem: SistemLuar, alamat: str, oleh: Pengguna) -> str:
    """Menetapkan alamat kabar; mengembalikan rahasia tanda tangannya, yang hanya tampil sekali. Alamat kosong: berhenti."""
    if not sistem.boleh_dilihat(oleh=oleh):
        raise TidakDapat("Hanya pengelola yang mengatur kabar sistem.")
    if alamat and not alamat_sah(alamat):
        raise TidakDapat(
            "Alamatnya harus https, tanpa nama pengguna. Jaringan dalam tanpa https: minta pengurus server."
        )
    rahasia = AWALAN_RAHASIA + base64.b64encode(secrets.token_bytes(32)).decode() if alamat else ""
    sistem = SistemLuar.objects.select_for_update(of=("self",)).get(pk=sistem.pk)
    sistem.alamat_kabar = alamat
    sistem.sandi_kabar = brankas.sandikan(rahasia) if rahasia else b""
    sistem.save(update_fields=["alamat_kabar", "sandi_kabar"])
    return rahasia


def antre_kabar(peristiwa: PeristiwaTiket) -> None:
    """Dipanggil di transaksi peristiwanya. Yang dikabari sistem pengirim tiketnya, dari gerak meja bantuan saja."""
    jenis = _DIKABARKAN.get(peristiwa.jenis)
    if jenis is None or (jenis == Jenis.PESAN and not (peristiwa.dari_meja or peristiwa.jenis == J.KABAR_GANGGUAN)):
        return
    kiriman = (
        KirimanSistem.objects.filter(profil=peristiwa.profil_id, sistem__in=SistemLuar.objects.berlaku())
        .exclude(sistem__alamat_kabar="")
        .first()
    )
    if kiriman:
        KabarSistem.objects.create(
            sistem_id=kiriman.sistem_id, profil=peristiwa.profil, jenis=jenis,
            muatan=_muatan(jenis, peristiwa, kiriman.rujukan),
        )  # fmt: skip


def _muatan(jenis: str, peristiwa: PeristiwaTiket, rujukan: str) -> dict:
    profil: ProfilTiket = peristiwa.profil
    return {
        "type": jenis,
        "timestamp": peristiwa.pada.isoformat(),
        "data": {
            "kode": profil.kode, "rujukan": rujukan, "keadaan": peristiwa.ke,
            "alamat": settings.SITE_URL.rstrip("/") + reverse("api-tiket:satu", args=[profil.kode]),
        },
    }  # fmt: skip


def kabar_uji(*, sistem: SistemLuar, oleh: Pengguna) -> KabarSistem:
    """Satu kabar kosong, supaya penerimanya dapat dicoba sebelum ada tiket."""
    if not sistem.boleh_dilihat(oleh=oleh) or not sistem.alamat_kabar:
        raise TidakDapat("Tetapkan alamat kabarnya lebih dahulu.")
    muatan = {"type": Jenis.UJI, "timestamp": timezone.now().isoformat(), "data": {"sistem": sistem.nama}}
    return KabarSistem.objects.create(sistem=sistem, jenis=Jenis.UJI, muatan=muatan)


def kirim_lagi(*, kabar: KabarSistem, oleh: Pengguna) -> None:
    """Kabar yang sama, dengan nomor yang sama: penerima yang sudah mengolahnya mengenalinya dari `webhook-id`."""
    if not kabar.boleh_dilihat(oleh=oleh):
        raise TidakDapat("Hanya pengelola yang mengirim ulang kabar.")
    KabarSistem.objects.filter(pk=kabar.pk).exclude(keadaan=Keadaan.MENUNGGU).update(
        keadaan=Keadaan.MENUNGGU, coba=0, coba_lagi_pada=timezone.now(), dibuat=timezone.now(), jawaban=""
    )


def _menunggu():
    return KabarSistem.objects.filter(keadaan=Keadaan.MENUNGGU, coba_lagi_pada__lte=timezone.now())


def ada_kabar() -> bool:
    return _menunggu().exists()


def kirim_kabar_sistem(*, paling_banyak: int = 200) -> int:
    """Mengirim yang jatuh tempo dari yang tertua; banyaknya yang sampai. Tujuan yang gagal dilewati sampai putaran berikut."""
    sampai, mati = 0, set()
    for pk, sistem_id in list(_menunggu().order_by("coba_lagi_pada", "pk").values_list("pk", "sistem")[:paling_banyak]):
        if sistem_id in mati or (kabar := _sewa(pk)) is None:
            continue
        if _kirim(kabar):
            sampai += 1
        else:
            mati.add(sistem_id)
    return sampai


@transaction.atomic
def _sewa(pk: int) -> KabarSistem | None:
    """Satu pengirim tiap kabar; sambungannya dibuka sesudah transaksi ini selesai."""
    kini = timezone.now()
    kabar = KabarSistem.objects.select_for_update(of=("self",)).select_related("sistem").filter(pk=pk).first()
    if kabar is None or kabar.keadaan != Keadaan.MENUNGGU or kabar.coba_lagi_pada > kini:
        return None
    kabar.coba += 1
    kabar.coba_lagi_pada = kini + SEWA
    kabar.save(update_fields=["coba", "coba_lagi_pada"])
    return kabar


def _kirim(kabar: KabarSistem) -> bool:
    sistem = kabar.sistem
    if not (sistem.masih_berlaku and sistem.alamat_kabar and alamat_sah(sistem.alamat_kabar)):
        _catat(kabar, Keadaan.GAGAL, "sistemnya dicabut atau tidak lagi minta dikabari")
        return False
    badan = json.dumps(kabar.muatan, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        kepala = _kepala(kabar, badan)
    except (InvalidToken, ValueError):  # FIELD_KEY berganti: tidak akan pernah dapat ditandatangani
        _catat(kabar, Keadaan.GAGAL, "rahasianya tidak terbuka; tetapkan lagi alamat kabarnya")
        return False
    try:
        status = ketuk(sistem.alamat_kabar, badan, kepala)
    except (requests.RequestException, UnicodeError) as galat:
        return _tunda(kabar, type(galat).__name__)
    if 200 <= status < 300:
        _catat(kabar, Keadaan.TERKIRIM, str(status))
        return True
    if status == 410:  # penerimanya berkata: jangan kirim lagi
        _catat(kabar, Keadaan.GAGAL, "410")
        return False
    return _tunda(kabar, str(status))


def _kepala(kabar: KabarSistem, badan: bytes) -> dict[str, str]:
    nomor, waktu = f"kabar_{kabar.kunci.hex}", str(int(timezone.now().timestamp()))
    kunci = base64.b64decode(brankas.buka(kabar.sistem.sandi_kabar).removeprefix(AWALAN_RAHASIA))
    tanda = hmac.digest(kunci, f"{nomor}.{waktu}.".encode() + badan, hashlib.sha256)
    return {
        "Content-Type": "application/json", "User-Agent": "PusatBantuan-Kabar/1", "webhook-id": nomor,
        "webhook-timestamp": waktu, "webhook-signature": f"v1,{base64.b64encode(tanda).decode()}",
    }  # fmt: skip


def _tunda(kabar: KabarSistem, sebab: str) -> bool:
    """Selalu salah: kabarnya belum sampai. Kabar lain bagi tujuan itu ikut menunggu, jadi urutannya tetap."""
    kini = timezone.now()
    lagi = jadwal_ulang(kabar.coba, kini)
    keadaan = Keadaan.GAGAL if kini - kabar.dibuat > BATAS else Keadaan.MENUNGGU
    log.warning("kabar %s bagi sistem %s belum sampai (percobaan %s): %s", kabar.pk, kabar.sistem_id, kabar.coba, sebab)
    _catat(kabar, keadaan, sebab, coba_lagi_pada=lagi)
    KabarSistem.objects.filter(sistem=kabar.sistem_id, keadaan=Keadaan.MENUNGGU, coba_lagi_pada__lt=lagi).update(
        coba_lagi_pada=lagi
    )
    return False


def _catat(kabar: KabarSistem, keadaan: str, jawaban: str, **lain) -> None:
    if keadaan == Keadaan.TERKIRIM:
        lain["terkirim_pada"] = timezone.now()
    KabarSistem.objects.filter(pk=kabar.pk, keadaan=Keadaan.MENUNGGU).update(
        keadaan=keadaan, jawaban=jawaban[:80], **lain
    )


def buang_kabar_lama() -> int:
    """Tiga puluh hari, sama dengan surat terkirim."""
    return KabarSistem.objects.filter(dibuat__lt=timezone.now() - SIMPAN).exclude(keadaan=Keadaan.MENUNGGU).delete()[0]
