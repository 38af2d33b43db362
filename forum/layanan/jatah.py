"""Batas laju per akun, bukan per alamat: satu kantor desa berbagi satu alamat (domain forum.md 9)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import F
from django.utils import timezone

from forum.models import JatahLaju

from .galat import TerlaluSering
from .tingkat import tingkat

# tindakan: (paling banyak, per detik, sebutan waktunya)
BATAS = {
    "topik": (10, 86_400, "sehari"),
    "balas": (30, 3_600, "sejam"),
    "sunting": (60, 3_600, "sejam"),
    "suka": (200, 3_600, "sejam"),
    "laporkan": (20, 86_400, "sehari"),
    "gabung": (20, 86_400, "sehari"),
    "acara": (60, 3_600, "sejam"),
    "suara": (60, 3_600, "sejam"),
    "unggah": (40, 3_600, "sejam"),
    "draf": (600, 3_600, "sejam"),
    "undang": (50, 86_400, "sehari"),
}


BATAS_AWAL = {"balas": 20}  # bagi tingkat 0 dan 1


def pakai_jatah(pengguna, tindakan: str) -> None:
    """Mencatat satu pemakaian; `TerlaluSering` bila jatahnya habis. Dipanggil di dalam transaksi perbuatannya."""
    paling_banyak, detik, sebutan = BATAS[tindakan]
    sekarang = timezone.now().timestamp()
    jendela = datetime.fromtimestamp(sekarang - sekarang % detik, UTC)
    baris, baru = JatahLaju.objects.get_or_create(
        pengguna=pengguna, tindakan=tindakan, jendela=jendela, defaults={"n": 1}
    )
    if baru:
        JatahLaju.objects.filter(pengguna=pengguna, tindakan=tindakan, jendela__lt=jendela).delete()
        return
    if baris.n >= BATAS_AWAL.get(tindakan, paling_banyak) and tingkat(pengguna) <= 1:
        paling_banyak = BATAS_AWAL.get(tindakan, paling_banyak)
    berubah = JatahLaju.objects.filter(pk=baris.pk, n__lt=paling_banyak).update(n=F("n") + 1)
    if not berubah:
        lagi = jendela + timedelta(seconds=detik) - timezone.now()
        menit = max(1, round(lagi.total_seconds() / 60))
        tunggu = f"{menit} menit" if menit < 120 else f"{round(menit / 60)} jam"
        raise TerlaluSering(
            f"Batasnya {paling_banyak} kali {sebutan}. Tulisan Anda tetap di sini; coba lagi {tunggu} lagi."
        )
