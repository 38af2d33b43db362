"""Lima nagari percontohan pada tahap yang berbeda, dengan klaim, putusan, dan pendampingnya. Semuanya data contoh."""

from __future__ import annotations

import io
from datetime import datetime, time, timedelta
from typing import NamedTuple

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from akun.models import Pengguna
from replikasi.bibit import SLUG_PROGRAM
from replikasi.kalender import JAKARTA, hari_ini
from replikasi.models import Bukti, Hubungan, KlaimTonggak, Pendampingan, Penerapan, Program, Tonggak, Verifikasi
from wilayah.models import Wilayah


class Percontohan(NamedTuple):
    kode: str
    lama_hari: int
    tercapai: int
    jeda_hari: int  # sejak tonggak terakhir terverifikasi
    menunggu: tuple[str, ...] = ()
    dikembalikan: tuple[str, ...] = ()
    percontohan: bool = True


PILOT = [
    Percontohan("13.07.04.2001", 610, 34, 40),
    Percontohan("13.07.05.2001", 420, 24, 12, ("pengaduan-tertangani",)),
    Percontohan("13.07.01.2004", 290, 17, 9, ("data-bersih", "wilayah-lengkap"), ("kerahasiaan",)),
    Percontohan("13.07.11.2003", 240, 9, 71, ("hosting-diputuskan",)),
    Percontohan("13.07.13.2001", 60, 4, 6, ("dokumen-payung",)),
    Percontohan("13.07.01.2001", 25, 2, 10, percontohan=False),
    Percontohan("13.07.04.2002", 120, 5, 110, percontohan=False),
]
HUBUNGAN = [
    ("13.07.01.2004", 3, "telepon", "janji", "Pernyataan kerahasiaan dilengkapi sebelum Jumat (data contoh)."),
    (
        "13.07.11.2003",
        12,
        "kunjungan",
        "bantuan",
        "Server kantor lambat; perlu bantuan memindah hosting (data contoh).",
    ),
]
DOKUMEN = {"pernag-terbit": "Peraturan Nagari No. 3 Tahun 2026", "sk-tim": "Keputusan Wali Nagari No. 12 Tahun 2026",
           "dokumen-payung": "Kesepakatan Bersama No. 180/12/2025"}  # fmt: skip


@transaction.atomic
def isi_program_contoh() -> list[int]:
    program = Program.objects.get(slug=SLUG_PROGRAM)
    edisi = program.edisi_bobot.first()
    orang = {satu.username: satu for satu in Pengguna.objects.filter(username__in=["ani", "budi", "fajar", "dewi"])}
    tonggak = list(Tonggak.objects.filter(tahap__program=program).order_by("tahap__nomor", "urutan"))
    hasil = []
    for pilot in PILOT:
        desa = Wilayah.objects.filter(kode=pilot.kode).first()
        if desa is None:
            continue
        mulai = hari_ini() - timedelta(days=pilot.lama_hari)
        penerapan, baru = Penerapan.objects.get_or_create(
            program=program, wilayah=desa,
            defaults={"edisi": edisi, "mulai": mulai, "percontohan": pilot.percontohan, "contoh": True,
                      "keadaan": "selesai" if pilot.tercapai == len(tonggak) else "berjalan"},
        )  # fmt: skip
        if baru:
            _klaim(penerapan, pilot, tonggak, orang)
            if budi := orang.get("budi"):
                Pendampingan.objects.get_or_create(
                    wilayah=desa, pendamping=budi, selesai=None,
                    defaults={"mulai": mulai, "ditetapkan_oleh": orang.get("fajar"), "contoh": True},
                )  # fmt: skip
        hasil.append(desa.pk)
    _hubungan(orang)
    return hasil


def _hubungan(orang: dict[str, Pengguna]) -> None:
    """Dua catatan kerja pendamping, supaya halaman desanya memperlihatkan riwayat dan daftar kerjanya tidak penuh semua."""
    for kode, hari_lalu, cara, hasil, catatan in HUBUNGAN:
        if (desa := Wilayah.objects.filter(kode=kode).first()) and not desa.hubungan.exists():
            Hubungan.objects.create(
                wilayah=desa, oleh=orang.get("budi"), tanggal=hari_ini() - timedelta(days=hari_lalu), cara=cara,
                hasil=hasil, catatan=catatan, contoh=True,
            )  # fmt: skip


def _klaim(penerapan: Penerapan, pilot: Percontohan, tonggak: list[Tonggak], orang: dict[str, Pengguna]) -> None:
    """Tonggak pertama sebanyak `tercapai` terverifikasi berurutan sepanjang perjalanannya."""
    khusus = {*pilot.menunggu, *pilot.dikembalikan}
    urut = [satu for satu in tonggak if satu.slug not in khusus][: pilot.tercapai]
    operator = orang.get("ani") if pilot.kode == "13.07.01.2004" else None
    langkah = max(1, (pilot.lama_hari - pilot.jeda_hari) // max(1, len(urut)))
    for n, satu in enumerate(urut, start=1):
        selesai = pilot.jeda_hari + (len(urut) - n) * langkah
        klaim = _buat(penerapan, satu, operator, selesai + 4, KlaimTonggak.Keadaan.DIVERIFIKASI)
        Verifikasi.objects.create(klaim=klaim, putusan="diterima", oleh=orang.get("budi"), pada=_saat(selesai))
    peta = {satu.slug: satu for satu in tonggak}
    for slug in pilot.dikembalikan:
        klaim = _buat(penerapan, peta[slug], operator, 8, KlaimTonggak.Keadaan.DIKEMBALIKAN)
        Verifikasi.objects.create(
            klaim=klaim, putusan="dikembalikan", oleh=orang.get("budi"), pada=_saat(5),
            alasan="Pernyataannya belum ditandatangani semua anggota tim. Lengkapi, lalu ajukan lagi.",
        )  # fmt: skip
    for n, slug in enumerate(pilot.menunggu):
        klaim = _buat(penerapan, peta[slug], operator, 2 + n, KlaimTonggak.Keadaan.DIAJUKAN)
        if n == 0:
            _foto(klaim)


def _saat(hari_lalu: int) -> datetime:
    return min(datetime.combine(hari_ini() - timedelta(days=hari_lalu), time(10, 20), JAKARTA), timezone.now())


def _buat(penerapan, tonggak: Tonggak, oleh, hari_lalu: int, keadaan: str) -> KlaimTonggak:
    nomor = DOKUMEN.get(tonggak.slug, "")
    return KlaimTonggak.objects.create(
        penerapan=penerapan, tonggak=tonggak, keadaan=keadaan, diajukan_oleh=oleh, diajukan_pada=_saat(hari_lalu),
        catatan=f"{tonggak.bukti_diminta} sudah tersedia di kantor nagari (data contoh).", nomor_dokumen=nomor,
        tanggal_dokumen=_saat(hari_lalu + 3).date() if nomor else None, contoh=True,
    )  # fmt: skip


def _foto(klaim: KlaimTonggak) -> None:
    """Foto rekaan: gambar bertuliskan CONTOH, bukan foto orang atau surat siapa pun."""
    gambar = Image.new("RGB", (640, 400), "#e9efe4")
    pena = ImageDraw.Draw(gambar)
    for y in range(90, 340, 34):
        pena.rectangle((70, y, 570, y + 20), fill="#cfdcc6" if (y // 34) % 2 else "#dbe6d4")
    pena.text((250, 40), "CONTOH BUKTI", fill="#2d5a3d", font_size=24)
    keluar = io.BytesIO()
    gambar.save(keluar, "JPEG", quality=80)
    bukti = Bukti(
        klaim=klaim,
        jenis=Bukti.Jenis.FOTO,
        nama_asli="contoh-bukti.jpg",
        ukuran=keluar.tell(),
        sidik=f"{klaim.pk:064d}",
    )
    bukti.berkas.save("contoh.jpg", ContentFile(keluar.getvalue()), save=True)
