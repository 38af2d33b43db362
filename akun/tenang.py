"""Jam tenang: email dan pemberitahuan perangkat menunggu sampai usai; kabar di situs tetap langsung ada."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from wilayah.zona import info_zona

from .models import Pengguna


def usai_tenang(orang: Pengguna, saat: datetime) -> datetime | None:
    """Kapan jam tenang yang sedang berjalan selesai, di zona orangnya; `None` di luar jam tenang.

    Jamnya setengah terbuka `[dari, sampai)` dan boleh melewati tengah malam; jam yang sama berarti tidak ada.
    """
    dari, sampai = orang.tenang_dari, orang.tenang_sampai
    if dari is None or sampai is None or dari == sampai:
        return None
    setempat = timezone.localtime(saat, info_zona(orang.zona))
    if (setempat.hour - dari) % 24 >= (sampai - dari) % 24:
        return None
    usai = setempat.replace(hour=sampai, minute=0, second=0, microsecond=0)
    return usai if usai > setempat else usai + timedelta(days=1)
