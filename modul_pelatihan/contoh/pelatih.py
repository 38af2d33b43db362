"""Dunia contoh pelatih: satu kelas calon pelatih, satu kelas perintis, masa pelatih dalam tiap keadaan, tiga permintaan.

Kelas lama ditulis langsung dengan tanggalnya sendiri, sebab layanan mencatat hari ini.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from fractions import Fraction

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan import masa
from modul_pelatihan.layanan.permintaan import jawab_permintaan, minta_pelatih
from modul_pelatihan.layanan.terbitkan_sertifikat import PENERBIT, nomor_baru
from modul_pelatihan.models import (
    Angkatan,
    Kehadiran,
    Kelulusan,
    LaporDiri,
    LembarPraktik,
    ModulPage,
    Pengajar,
    PenilaianPraktik,
    PermintaanPelatih,
    Peserta,
    Sertifikat,
    Sesi,
    StatusPelatih,
)
from wilayah.models import Wilayah

RUANG = uuid.UUID("b1c7b8a4-0f9e-4b51-8c53-3b7a0f6f2d11")
# nama pengguna, nama, kode wilayah, hari tersisa masa pelatihnya (None: belum pernah aktif)
PELATIH = [
    ("ilham.ramadhan", "Ilham Ramadhan", "13.07", 400), ("lusi.andriani", "Lusi Andriani", "13.05", -20),
    ("mulyadi.kari", "Mulyadi Kari", "13.71", 210), ("rahmi.fauziah", "Rahmi Fauziah", "13.06", None),
]  # fmt: skip
DEWI_SISA = 25
LULUS = [{"nama": "hadir", "judul": "Kehadiran", "nilai": "1", "ambang": "4/5", "terpenuhi": True}]
GAGAL = [{"nama": "hadir", "judul": "Kehadiran", "nilai": "1/2", "ambang": "4/5", "terpenuhi": False}]
PAKAI = ["rutin", "rutin", "sesekali", "rutin", "belum", "sesekali", "rutin"]


def isi(peserta: list[Pengguna]) -> None:
    """`peserta`: operator contoh di Lima Puluh Kota. Boleh diulang."""
    kota = Wilayah.objects.filter(kode="13.07").first()
    orang = {
        satu.username: satu for satu in Pengguna.objects.filter(username__in=["dewi", "hadi", "citra", "fajar", "budi"])
    }
    if kota is None or len(orang) < 5 or Angkatan.objects.filter(kunci=_tanda("tot")).exists():
        return
    with transaction.atomic():
        pelatih = _pelatih()
        _tot(kota, orang, pelatih)
        _perintis(kota, pelatih["ilham.ramadhan"], peserta)
        _masa(orang, pelatih)
        _permintaan(kota, orang, pelatih)


def _tanda(kata: str) -> uuid.UUID:
    return uuid.uuid5(RUANG, kata)


def _pelatih() -> dict[str, Pengguna]:
    hasil, sandi = {}, make_password(None)
    for username, nama, kode, _ in PELATIH:
        wilayah = Wilayah.objects.filter(kode=kode).first()
        if wilayah is None:
            continue
        orang, _ = Pengguna.objects.get_or_create(
            username=username, defaults={"first_name": nama, "contoh": True, "password": sandi}
        )
        Penugasan.objects.get_or_create(
            pengguna=orang, peran=Peran.PELATIH, wilayah=wilayah, defaults={"jabatan": "Pelatih kabupaten"}
        )
        hasil[username] = orang
    return hasil


def _kelas(nama: str, wilayah: Wilayah, hari: int, jp_menit: int, **isi) -> tuple[Angkatan, Sesi]:
    """Kelas selesai `hari` hari lalu, satu sesi sehari penuh."""
    akhir = _pagi(hari) + timedelta(minutes=jp_menit)
    kelas = Angkatan.objects.create(
        kunci=_tanda(nama), wilayah=wilayah, keadaan=Angkatan.Keadaan.SELESAI, selesai_pada=akhir + timedelta(hours=1),
        penyelenggara="ForSID Lima Puluh Kota", tempat="Aula kantor camat", **isi,
    )  # fmt: skip
    return kelas, Sesi.objects.create(angkatan=kelas, judul="Sesi 1", mulai=_pagi(hari), selesai=akhir)


def _pagi(hari: int) -> datetime:
    return (timezone.now() - timedelta(days=hari)).replace(hour=2, minute=0, second=0, microsecond=0)


def _luluskan(kelas: Angkatan, sesi: Sesi, orang: list[Pengguna], oleh: Pengguna, gagal: int = 0) -> list[Peserta]:
    """Peserta, hadir, putusan, dan sertifikat menurut tanggal kelasnya; `gagal` yang terakhir tidak lulus."""
    saat = kelas.selesai_pada
    peserta = Peserta.objects.bulk_create(
        Peserta(
            angkatan=kelas, orang=satu, asal=satu.wilayah_utama, keadaan=Peserta.Keadaan.TERDAFTAR, antre=urut,
            didaftar=sesi.mulai - timedelta(days=9), mendapat_kursi=sesi.mulai - timedelta(days=9),
        )
        for urut, satu in enumerate(orang, start=1)
    )  # fmt: skip
    lulus = len(peserta) - gagal
    Kehadiran.objects.bulk_create(
        Kehadiran(sesi=sesi, peserta=satu, keadaan="hadir" if urut < lulus else "alpa", dicatat_oleh=oleh)
        for urut, satu in enumerate(peserta)
    )
    putusan = Kelulusan.objects.bulk_create(
        Kelulusan(
            peserta=satu, lulus=urut < lulus, syarat=LULUS if urut < lulus else GAGAL, diputus_oleh=oleh, pada=saat
        )
        for urut, satu in enumerate(peserta)
    )
    hari = timezone.localdate(saat)
    Sertifikat.objects.bulk_create(
        Sertifikat(
            nomor=nomor_baru(hari), kelulusan=satu, penerima=satu.peserta.orang, nama=satu.peserta.orang.nama,
            kursus=kelas.judul, capaian=kelas.uraian, jp=sesi.jp, penerbit=kelas.penyelenggara or PENERBIT,
            penanda_tangan=oleh.nama, tempat=kelas.wilayah.nama_lengkap, terbit=hari,
        )
        for satu in putusan if satu.lulus
    )  # fmt: skip
    return peserta


def _tot(kota: Wilayah, orang: dict[str, Pengguna], pelatih: dict[str, Pengguna]) -> None:
    kelas, sesi = _kelas(
        "tot", kota, 420, 360, judul="Calon pelatih, angkatan I", untuk_pelatih=True,
        uraian="Kelas contoh: merencanakan kelas, mengajar di depan pengamat, menilai praktik.",
    )  # fmt: skip
    Pengajar.objects.create(angkatan=kelas, orang=orang["hadi"])
    kelas.modul.set(ModulPage.objects.filter(kode="M10"))
    alumni = [orang["dewi"], *pelatih.values()]
    _luluskan(kelas, sesi, alumni, orang["hadi"])
    lembar, _ = LembarPraktik.objects.get_or_create(judul="Praktik mengajar", defaults={"jenis": "mengajar"})
    PenilaianPraktik.objects.bulk_create(
        PenilaianPraktik(
            orang=satu, angkatan=kelas, lembar=lembar, jenis=lembar.jenis, penilai=pengamat, rasio=Fraction(1), ambang=80,
            lulus=True,
        )
        for satu in alumni for pengamat in (orang["hadi"], orang["citra"])
    )  # fmt: skip


def _perintis(kota: Wilayah, ilham: Pengguna, peserta: list[Pengguna]) -> None:
    kelas, sesi = _kelas(
        "perintis", kota, 96, 300, judul="Operator dasar, angkatan perintis",
        uraian="Kelas contoh: data penduduk dan layanan surat.",
    )  # fmt: skip
    dewi = Pengguna.objects.get(username="dewi")
    Pengajar.objects.bulk_create(
        [Pengajar(angkatan=kelas, orang=ilham), Pengajar(angkatan=kelas, orang=dewi, tugas="pendamping")]
    )
    kelas.modul.set(ModulPage.objects.filter(kode__in=["M03", "M04"]))
    anggota = _luluskan(kelas, sesi, peserta[:9], ilham, gagal=1)
    LaporDiri.objects.bulk_create(
        LaporDiri(
            peserta=satu, hari=hari, pakai=pakai, sendiri=pakai == "rutin",
            hambatan="Jaringan di kantor sering putus." if urut == 2 else "",
        )
        for hari in LaporDiri.Hari.values for urut, (satu, pakai) in enumerate(zip(anggota, PAKAI, strict=False))
    )  # fmt: skip


def _masa(orang: dict[str, Pengguna], pelatih: dict[str, Pengguna]) -> None:
    """Satu segera habis, dua berlaku, satu kedaluwarsa, satu belum pernah aktif."""
    hari = timezone.localdate()
    sisa = [(orang["dewi"], DEWI_SISA)] + [
        (pelatih[username], n) for username, _, _, n in PELATIH if n is not None and username in pelatih
    ]
    StatusPelatih.objects.bulk_create(
        StatusPelatih(
            kunci=_tanda(f"masa-{satu.username}"), orang=satu, diputus_oleh=orang["hadi"],
            mulai=masa.tambah_bulan(hari + timedelta(days=n), -24), sampai=hari + timedelta(days=n),
        )
        for satu, n in sisa
    )  # fmt: skip


def _permintaan(kota: Wilayah, orang: dict[str, Pengguna], pelatih: dict[str, Pengguna]) -> None:
    """Satu dijawab beserta kelas rancangannya, satu mendesak, satu dari kabupaten tanpa pelatih."""
    hari = timezone.localdate()
    luak = Wilayah.objects.filter(kode="13.07.04").first() or kota
    jauh = Wilayah.objects.filter(kode="13.04").first() or kota
    minta = [
        ("luak", orang["budi"], luak, "Empat operator baru di Luak belum pernah dilatih layanan surat.", 12, 30),
        ("kota", orang["fajar"], kota, "Kelas keuangan sebelum tutup buku; bendahara nagari ikut.", 25, 9),
        ("jauh", orang["hadi"], jauh, "Kabupaten ini belum punya pelatih. Mulai dari operator dasar.", 20, 45),
    ]
    for nama, oleh, wilayah, kebutuhan, peserta, lagi in minta:
        minta_pelatih(
            oleh=oleh, wilayah=wilayah, kebutuhan=kebutuhan, peserta=peserta,
            diharapkan=hari + timedelta(days=lagi), kunci=_tanda(f"minta-{nama}"),
        )  # fmt: skip
    jawab_permintaan(
        permintaan=PermintaanPelatih.objects.get(kunci=_tanda("minta-luak")), oleh=orang["fajar"],
        pelatih=pelatih["ilham.ramadhan"], pesan="Ilham sudah mengenal nagari di Luak.",
    )  # fmt: skip
