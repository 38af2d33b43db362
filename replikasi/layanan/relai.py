"""Relai: meneruskan laporan ke satu server pantau hulu, sesudah desanya dijawab (opensid.md 13).

Kotak keluarnya tabel: paling banyak satu kiriman per desa dan hari, berurutan, satu pengirim pada satu waktu. Hulu yang
mati menunda semuanya dengan jeda yang memanjang; sesudah hidup, antreannya dikejar dari yang tertua. Alamat hulu
hanya dari pengaturan server, tidak pernah dari laporan, dan pengalihan tidak diikuti.
"""

from __future__ import annotations

import http.client
import json
import logging
import time
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from replikasi.models import KeadaanHulu, PemberitahuanDesa, RelaiLaporan

log = logging.getLogger(__name__)
Keadaan = RelaiLaporan.Keadaan

BATAS_DETIK = 5
SEWA = timedelta(seconds=60)
JEDA_PALING_LAMA = timedelta(hours=1)
UMUR_KIRIMAN = timedelta(days=14)
SIMPAN_HASIL = timedelta(days=30)
BATAS_JAWABAN = 64 * 1024


class Titipan(NamedTuple):
    wilayah_id: int
    hari: date
    saat: datetime
    isian: Mapping[str, str]
    host: str


class HuluGagal(Exception):
    """Hulu tidak terjangkau atau sedang rusak: seluruh antrean menunggu."""


def aktif() -> bool:
    return bool(settings.RELAI_PANTAU)


def _bersih(teks: str) -> str:
    """Tanpa NUL dan surogat lepas, yang ditolak PostgreSQL; selebihnya seperti dikirim desa."""
    return teks.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def _isi(satu: Titipan) -> dict[str, str]:
    return {_bersih(nama): _bersih(nilai) for nama, nilai in satu.isian.items()}


def titip_relai(titipan: Iterable[Titipan]) -> None:
    """Laporan terakhir hari itu menggantikan yang belum terkirim; yang sudah terkirim hari itu tidak diulang."""
    terakhir: dict[tuple[int, date], Titipan] = {}
    for satu in titipan:
        kunci = satu.wilayah_id, satu.hari
        if kunci not in terakhir or satu.saat >= terakhir[kunci].saat:
            terakhir[kunci] = satu
    ada = {
        (satu.wilayah_id, satu.hari): satu
        for satu in RelaiLaporan.objects.select_for_update().filter(
            wilayah_id__in={w for w, _ in terakhir}, hari__in={hari for _, hari in terakhir}
        )
    }
    baru, ganti = [], []
    for kunci, satu in sorted(terakhir.items(), key=lambda pasang: pasang[1].saat):
        lama = ada.get(kunci)
        if lama is None:
            baru.append(
                RelaiLaporan(wilayah_id=kunci[0], hari=kunci[1], isi=_isi(satu), host=satu.host, saat=satu.saat)
            )
        elif lama.keadaan == Keadaan.MENUNGGU and satu.saat > lama.saat:
            lama.isi, lama.host, lama.saat = _isi(satu), satu.host, satu.saat
            ganti.append(lama)
    RelaiLaporan.objects.bulk_create(baru, batch_size=500, ignore_conflicts=True)
    RelaiLaporan.objects.bulk_update(ganti, ["isi", "host", "saat"], batch_size=200)


def kirim_relai(*, paling_banyak: int = 500) -> int:
    """Mengirim yang menunggu dari yang tertua; berhenti pada kegagalan pertama. Banyaknya yang selesai."""
    if not aktif() or not _sewa():
        return 0
    selesai = 0
    try:
        RelaiLaporan.objects.filter(keadaan=Keadaan.MENUNGGU, saat__lt=timezone.now() - UMUR_KIRIMAN).update(
            keadaan=Keadaan.KEDALUWARSA, isi={}, selesai_pada=timezone.now()
        )
        menunggu = RelaiLaporan.objects.filter(keadaan=Keadaan.MENUNGGU).order_by("saat", "pk")
        with _Hulu() as hulu:
            for satu in list(menunggu[:paling_banyak]):
                try:
                    status, badan = hulu.kirim(satu.isi)
                except HuluGagal as galat:
                    _catat_gagal(str(galat))
                    return selesai
                _catat_hasil(satu, status, badan)
                selesai += 1
                if not _sewa(perpanjang=True):
                    return selesai
    finally:
        KeadaanHulu.objects.filter(pk=1).update(sewa_sampai=None)
    return selesai


def _sewa(*, perpanjang: bool = False) -> bool:
    """Satu pengirim pada satu waktu, dan tidak sebelum jeda pemutus arusnya lewat."""
    kini = timezone.now()
    KeadaanHulu.objects.get_or_create(pk=1)
    bebas = Q() if perpanjang else (Q(sewa_sampai=None) | Q(sewa_sampai__lt=kini))
    tiba = Q(coba_lagi_pada=None) | Q(coba_lagi_pada__lte=kini)
    return bool(KeadaanHulu.objects.filter(bebas, tiba, pk=1).update(sewa_sampai=kini + SEWA))


@transaction.atomic
def _catat_gagal(galat: str) -> None:
    satu = KeadaanHulu.objects.select_for_update().get(pk=1)
    satu.gagal = min(satu.gagal + 1, 1000)
    satu.galat = galat[:200]
    satu.coba_lagi_pada = timezone.now() + min(timedelta(seconds=15 * 2 ** min(satu.gagal, 12)), JEDA_PALING_LAMA)
    satu.save(update_fields=["gagal", "galat", "coba_lagi_pada"])


@transaction.atomic
def _catat_hasil(satu: RelaiLaporan, status: int, badan: bytes) -> None:
    """Isinya dihapus begitu selesai; pemberitahuan hulu dititipkan untuk jawaban berikutnya kepada desa yang sama."""
    kini = timezone.now()
    isi = _json(badan)
    diterima = status == 200
    RelaiLaporan.objects.filter(pk=satu.pk, keadaan=Keadaan.MENUNGGU).update(
        keadaan=Keadaan.TERKIRIM if diterima else Keadaan.DITOLAK, isi={}, selesai_pada=kini,
        keterangan="200" if diterima else _sebab(status, isi),
    )  # fmt: skip
    KeadaanHulu.objects.filter(pk=1).update(gagal=0, coba_lagi_pada=None, galat="", berhasil_pada=kini)
    if diterima and isinstance(isi, list):
        PemberitahuanDesa.objects.bulk_create(
            [baris for butir in isi[:20] if (baris := _pemberitahuan(satu, butir))], ignore_conflicts=True
        )


def _pemberitahuan(satu: RelaiLaporan, butir: object) -> PemberitahuanDesa | None:
    if not isinstance(butir, dict) or not butir.get("kode") or str(butir.get("aktif", 1)) == "0":
        return None

    def teks(nama: str, batas: int) -> str:
        nilai = butir.get(nama)
        return str(nilai).replace("\x00", "")[:batas] if isinstance(nilai, str | int) else ""

    jenis, frekuensi = teks("jenis", 11), teks("frekuensi", 3)
    return PemberitahuanDesa(
        wilayah_id=satu.wilayah_id, sumber=PemberitahuanDesa.Sumber.HULU, host=satu.host, kode=teks("kode", 100),
        judul=teks("judul", 100), isi=teks("isi", 20_000), server=teks("server", 20),
        jenis=jenis if jenis in PemberitahuanDesa.Jenis.values else PemberitahuanDesa.Jenis.PENGUMUMAN,
        frekuensi=int(frekuensi) if frekuensi.isascii() and frekuensi.isdigit() else 1,
        aksi_ya=teks("aksi_ya", 200), aksi_tidak=teks("aksi_tidak", 200),
    )  # fmt: skip


def _json(badan: bytes) -> object:
    try:
        return json.loads(badan.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None


def _sebab(status: int, isi: object) -> str:
    """ "422: ip_address, version": nama isian yang ditolak hulu, bila ia menyebutnya."""
    nama = isi.get("errors") if isinstance(isi, dict) else None
    return f"{status}: {', '.join(sorted(map(str, nama)))}"[:200] if isinstance(nama, dict) and nama else str(status)


class _Hulu:
    """Satu sambungan ke hulu untuk satu putaran. 400 dan 422 jawaban bagi desa itu; selainnya gangguan hulu."""

    def __init__(self):
        self._tujuan = urlsplit(settings.RELAI_PANTAU)
        kelas = http.client.HTTPSConnection if self._tujuan.scheme == "https" else http.client.HTTPConnection
        self._sambungan = kelas(self._tujuan.hostname, self._tujuan.port, timeout=BATAS_DETIK)

    def __enter__(self) -> _Hulu:
        return self

    def __exit__(self, *galat) -> None:
        self._sambungan.close()

    def kirim(self, isian: Mapping[str, str]) -> tuple[int, bytes]:
        jalur = f"{self._tujuan.path.rstrip('/')}/api/track/desa?token={settings.RELAI_TOKEN}"
        kepala = {
            "Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "XMLHttpRequest",
            "Authorization": f"Bearer {settings.RELAI_TOKEN}",
        }  # fmt: skip
        try:
            self._sambungan.request("POST", jalur, body=urlencode(isian, errors="replace"), headers=kepala)
            jawaban = self._sambungan.getresponse()
            badan, batas = b"", time.monotonic() + BATAS_DETIK
            while len(badan) < BATAS_JAWABAN and (potong := jawaban.read1(BATAS_JAWABAN)):
                badan += potong
                if time.monotonic() > batas:
                    raise HuluGagal("jawabannya terlalu lambat")
            if not jawaban.isclosed():
                self._sambungan.close()
        except (OSError, http.client.HTTPException) as galat:
            self._sambungan.close()
            raise HuluGagal(f"tidak terjangkau ({type(galat).__name__})") from galat
        if jawaban.status not in {200, 400, 422}:
            self._sambungan.close()
            raise HuluGagal(f"menjawab {jawaban.status}")
        return jawaban.status, badan


@transaction.atomic
def buang_relai_lama() -> int:
    """Hasil tinggal 30 hari, sama dengan batas simpan alamat IP."""
    return RelaiLaporan.objects.filter(selesai_pada__lt=timezone.now() - SIMPAN_HASIL).delete()[0]
