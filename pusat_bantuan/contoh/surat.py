"""Surat masuk contoh: beberapa yang menunggu diperiksa petugas, dan beberapa yang sudah masuk tiket. Tidak mengabari siapa pun."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from ..layanan.baca_surat import isi_ringkas, siapkan
from ..layanan.terima_surat import olah, terima
from ..models import KotakSurat, ProfilTiket, SuratMasuk

DATA = Path(__file__).resolve().parents[1] / "contoh_data" / "surat.json"


def isi_surat() -> int:
    """Mengembalikan jumlah surat contoh yang baru. Yang diparkir diolah sungguhan; tak satu pun memicu surat keluar."""
    jumlah = 0
    for urut, naskah in enumerate(json.loads(DATA.read_text(encoding="utf-8"))):
        mentah = _bita(naskah)
        pada = timezone.now() - timedelta(hours=2 + 9 * urut)
        sebelum = SuratMasuk.objects.count()
        baris = terima(mentah, kotak="bantuan@contoh.opendesa.id", pada=pada)
        if SuratMasuk.objects.count() == sebelum:
            SuratMasuk.objects.filter(pk=baris.pk).update(ulangan=0)
            continue
        jumlah += 1
        if naskah["nasib"] == "parkir":
            olah(baris.pk)
        else:
            _tempel(baris, naskah)
    KotakSurat.objects.get_or_create(
        nama="bantuan@contoh.opendesa.id",
        defaults={"dicoba": timezone.now(), "berhasil": timezone.now(), "diambil": jumlah},
    )
    return jumlah


def _bita(naskah: dict) -> bytes:
    kepala = {"To": "Bantuan OpenSID <bantuan@contoh.opendesa.id>", "MIME-Version": "1.0"} | naskah["kepala"]
    kepala.setdefault("Content-Type", "text/plain; charset=utf-8")
    baris = "".join(f"{nama}: {nilai}\r\n" for nama, nilai in kepala.items())
    return (baris + "\r\n" + "\r\n".join(naskah["isi"])).encode()


def _tempel(baris: SuratMasuk, naskah: dict) -> None:
    """Surat yang tercatat pada tiket contoh yang sudah ada, tanpa menambah pesan."""
    bahan = siapkan(baris)
    bahan.tanda += naskah.get("tanda", [])
    isi_ringkas(baris, bahan)
    baris.profil = ProfilTiket.objects.filter(contoh=True, wilayah__isnull=False).order_by("-aktivitas").first()
    baris.keadaan = SuratMasuk.Keadaan.DIABAIKAN if baris.profil is None else SuratMasuk.Keadaan.DIOLAH
    baris.hasil, baris.diolah_pada = SuratMasuk.Hasil.BALASAN, baris.diterima
    baris.save()
