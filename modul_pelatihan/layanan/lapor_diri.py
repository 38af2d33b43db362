from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna
from modul_pelatihan.models import LaporDiri, Peserta

from .galat import TidakBoleh


def tahap_lapor(peserta: Peserta, pada: date | None = None) -> int | None:
    """30 atau 90: laporan yang kini waktunya diisi peserta itu; None bila belum waktunya atau sudah diisi."""
    kelas = peserta.angkatan
    if kelas.selesai_pada is None or peserta.keadaan != Peserta.Keadaan.TERDAFTAR:
        return None
    lewat = ((pada or timezone.localdate()) - kelas.setempat(kelas.selesai_pada).date()).days
    tahap = max((satu for satu in LaporDiri.Hari.values if lewat >= satu), default=None)
    return tahap if tahap and not peserta.lapor_diri.filter(hari=tahap).exists() else None


@transaction.atomic
def lapor_diri(
    *, peserta: Peserta, oleh: Pengguna, pakai: str, sendiri: bool, hambatan: str = "", pada: date | None = None
) -> LaporDiri | None:
    """Sekali pada 30 dan sekali pada 90 hari; kiriman kedua mengembalikan yang pertama (Kirkpatrick 3)."""
    if oleh.pk != peserta.orang_id:
        raise TidakBoleh
    tahap = tahap_lapor(peserta, pada)
    if tahap is None:
        return peserta.lapor_diri.order_by("-hari").first()
    return LaporDiri.objects.get_or_create(
        peserta=peserta, hari=tahap, defaults={"pakai": pakai, "sendiri": sendiri, "hambatan": hambatan}
    )[0]
