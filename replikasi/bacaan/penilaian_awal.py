"""Yang sudah diketahui halaman lain tentang calon, sebagai isian awal penilaian dirinya; desa boleh mengubahnya."""

from __future__ import annotations

from dataclasses import dataclass

from akun.models import Penugasan, Peran
from replikasi.models import AnggotaTim, Calon, KlaimTonggak, PemeriksaanData, Penilaian

from .hasil_belajar import yang_terlatih

KOMITMEN = "komitmen-pimpinan"


@dataclass(frozen=True)
class AwalNilai:
    mandiri: int | None = None
    bukti: str = ""
    tautan: str = ""


def awal_penilaian(calon: Calon) -> dict[str, AwalNilai]:
    """Kode kriteria → isian awal: dari pencalonan sebelumnya, selain itu kalimat dari yang tercatat di situs ini."""
    hasil = {kode: AwalNilai(bukti=bukti) for kode, bukti in _tercatat(calon).items()}
    lama = Penilaian.objects.filter(calon__wilayah=calon.wilayah, calon__panggilan__buka__lt=calon.panggilan.buka)
    for satu in lama.select_related("kriteria").order_by("calon__panggilan__buka", "pk"):
        if satu.mandiri is not None or satu.bukti:
            hasil[satu.kriteria.kode] = AwalNilai(satu.mandiri, satu.bukti, satu.tautan)
    return hasil


def _tercatat(calon: Calon) -> dict[str, str]:
    desa, hasil = calon.wilayah, {}
    operator = set(
        Penugasan.objects.berlaku().filter(peran=Peran.OPERATOR, wilayah=desa).values_list("pengguna", flat=True)
    )
    tim = AnggotaTim.objects.berlaku().filter(wilayah=desa)
    if orang := operator | set(tim.filter(pengguna__isnull=False).values_list("pengguna", flat=True)):
        hasil["sdm"] = (
            f"Tercatat di Pusat Bantuan: {len(operator)} operator berakun, {tim.count()} anggota Tim Teknis, "
            f"{yang_terlatih(orang)} lulus pelatihan."
        )
    data = PemeriksaanData.objects.filter(wilayah=desa).order_by("-tanggal").first()
    if data:
        hasil["data"] = (
            f"Pemeriksaan {data.get_himpunan_display()} {data.tanggal:%d-%m-%Y}: {data.salah} keliru dari {data.diperiksa}."
        )
    klaim = KlaimTonggak.objects.filter(
        penerapan__wilayah=desa, tonggak__slug=KOMITMEN, keadaan=KlaimTonggak.Keadaan.DIVERIFIKASI
    ).first()
    if klaim:
        hasil["kepemimpinan"] = f"Komitmen pimpinan terverifikasi {klaim.diajukan_pada:%d-%m-%Y}. {klaim.catatan}"[
            :1000
        ]
    return hasil
