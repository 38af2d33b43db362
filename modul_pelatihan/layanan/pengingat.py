"""Pengingat berkala: masa pelatih dan sertifikat yang akan habis, dan ajakan melapor sesudah kelas. Tiap hal sekali saja."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from akun.kabar import kabari
from modul_pelatihan import masa
from modul_pelatihan.models import (
    AturanPelatihan,
    LaporDiri,
    PencabutanSertifikat,
    Peserta,
    Sertifikat,
    StatusPelatih,
)

MASA_TANYA = 30  # hari sesudah jatuh temponya ajakan melapor masih pantas dikirim


def ingatkan_masa(pada: date | None = None) -> int:
    """Dipanggil pekerja tiap hari; mengembalikan banyak kabar baru.

    Tiap masa diingatkan sekali pada tiap batas `pengingat_hari`. Pekerja yang mati pada harinya mengirim batas yang
    terdekat begitu ia hidup lagi; batas yang terlewat tidak dikirim bertumpuk.
    """
    hari = pada or timezone.localdate()
    batas = sorted(AturanPelatihan.objects.berlaku(hari).pengingat_hari)
    if not batas:
        return ajak_melapor(hari)
    akhir = hari + timedelta(days=batas[-1])
    return _pelatih(hari, akhir, batas) + _sertifikat(hari, akhir, batas) + ajak_melapor(hari)


def _batas(sampai: date, hari: date, batas: list[int]) -> int:
    sisa = masa.sisa_hari(sampai, hari)
    return next(satu for satu in batas if satu >= sisa)


def _pelatih(hari: date, akhir: date, batas: list[int]) -> int:
    baru = 0
    habis = StatusPelatih.objects.berlaku(hari).filter(sampai__lte=akhir, perpanjangan__isnull=True)
    for satu in habis.select_related("orang"):
        baru += len(
            kabari(
                [satu.orang], jenis="pelatihan_pelatih", url=reverse("modul_pelatihan:pelatih", args=[satu.orang.username]),
                kunci=f"pelatih:{satu.pk}:sisa:{_batas(satu.sampai, hari, batas)}",
                judul=f"Masa pelatih Anda habis {date_format(satu.sampai, 'j F Y')}",
                isi="Periksa syaratnya, lalu minta manajer memperpanjang. Sertifikat Anda tetap berlaku.",
            )
        )  # fmt: skip
    return baru


def _sertifikat(hari: date, akhir: date, batas: list[int]) -> int:
    baru = 0
    habis = Sertifikat.objects.filter(berlaku_sampai__range=(hari, akhir)).exclude(
        Exists(PencabutanSertifikat.objects.filter(sertifikat=OuterRef("pk")))
    )
    for satu in habis.select_related("penerima"):
        baru += len(
            kabari(
                [satu.penerima], jenis="pelatihan_sertifikat", url=reverse("modul_pelatihan:sertifikat-saya"),
                kunci=f"sertifikat:{satu.nomor}:sisa:{_batas(satu.berlaku_sampai, hari, batas)}",
                judul=f"Sertifikat {satu.kursus} habis {date_format(satu.berlaku_sampai, 'j F Y')}",
                isi="Ikut kelas berikutnya untuk mendapat sertifikat baru.",
            )
        )  # fmt: skip
    return baru


def ajak_melapor(hari: date) -> int:
    """30 dan 90 hari sesudah kelas ditutup, peserta yang belum melapor diajak sekali (Kirkpatrick 3)."""
    baru = 0
    for jarak in LaporDiri.Hari.values:
        sejak, sampai = hari - timedelta(days=jarak + MASA_TANYA), hari - timedelta(days=jarak)
        sudah = LaporDiri.objects.filter(peserta=OuterRef("pk"), hari=jarak)
        belum = (
            Peserta.objects.terdaftar()
            .filter(angkatan__keadaan="selesai", angkatan__selesai_pada__date__range=(sejak, sampai))
            .exclude(Exists(sudah))
            .select_related("orang", "angkatan")
        )
        for satu in belum:
            baru += len(
                kabari(
                    [satu.orang], jenis="kelas_lapor_diri", kunci=f"kelas:{satu.angkatan_id}:diri:{jarak}",
                    judul=f"Apakah {satu.angkatan.judul} terpakai?",
                    url=reverse("modul_pelatihan:lapor-diri", args=[satu.angkatan_id]),
                    isi="Tiga pertanyaan, satu menit. Jawaban Anda dijumlahkan tanpa nama.",
                )
            )  # fmt: skip
    return baru
