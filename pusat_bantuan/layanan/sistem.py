"""Sistem luar dan tokennya: dibuat dan dicabut pengelola."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from akun.models import Pengguna
from wilayah.models import Wilayah

from ..api.token import sidik, token_baru
from ..models import SistemLuar
from .galat import TidakDapat


def buat_sistem(
    *,
    nama: str,
    pemilik: str,
    wilayah: Wilayah | None,
    lingkup: Sequence[str],
    oleh: Pengguna,
    kedaluwarsa: datetime | None = None,
    kunci_kirim: uuid.UUID | None = None,
) -> tuple[SistemLuar, str]:
    """Sistem dan tokennya; tokennya hanya ada di nilai kembali ini. Kunci yang sama: sistem yang sama, token kosong."""
    kunci, token = kunci_kirim or uuid.uuid4(), token_baru()
    if ada := SistemLuar.objects.filter(kunci_kirim=kunci).first():
        return ada, ""
    try:
        with transaction.atomic():
            sistem = SistemLuar.objects.create(
                nama=nama, pemilik=pemilik, wilayah=wilayah, lingkup=list(lingkup), sidik=sidik(token),
                awalan=token[:8], kedaluwarsa=kedaluwarsa, dibuat_oleh=oleh, kunci_kirim=kunci,
            )  # fmt: skip
    except IntegrityError:
        raise TidakDapat("Nama itu sudah dipakai. Beri nama lain.") from None
    return sistem, token


@transaction.atomic
def cabut_sistem(*, sistem: SistemLuar, oleh: Pengguna) -> SistemLuar:
    """Token langsung mati; mencabut dua kali tidak mengubah apa pun."""
    if not sistem.boleh_dilihat(oleh=oleh):
        raise TidakDapat("Hanya pengelola yang mencabut token.")
    SistemLuar.objects.filter(pk=sistem.pk, dicabut_pada=None).update(dicabut_pada=timezone.now())
    sistem.refresh_from_db()
    return sistem
