"""Sertifikat: diterbitkan sekali, tidak pernah diubah; keliru berarti dicabut lalu diterbitkan yang baru (domain training.md 2.4)."""

from __future__ import annotations

import hashlib
from datetime import date

from django.db import transaction
from django.utils import timezone

from akun.kabar import kabari, surel_terbukti
from akun.models import Pengguna
from modul_pelatihan import masa
from modul_pelatihan.models import Kelulusan, PencabutanSertifikat, Sertifikat, UrutSertifikat
from modul_pelatihan.models.sertifikat import garam_baru
from wilayah.zona import info_zona

from .galat import Ditolak, TidakBoleh

PENERBIT = "Pusat Bantuan OpenDesa"
ZONA_PENERBIT = "Asia/Jakarta"


def sidik_email(email: str, garam: str) -> str:
    """IdentityObject Open Badges: sidik alamat bergaram, jadi alamatnya sendiri tidak pernah keluar."""
    return f"sha256${hashlib.sha256((email.lower() + garam).encode()).hexdigest()}"


@transaction.atomic
def terbitkan_sertifikat(
    *, kelulusan: Kelulusan, oleh: Pengguna, jp: int, menggantikan: Sertifikat | None = None, nama: str = ""
) -> Sertifikat:
    """Satu sertifikat yang berlaku per kelulusan; memanggil lagi mengembalikannya. Nomornya di bawah kunci baris tahun."""
    kelulusan = Kelulusan.objects.select_for_update(of=("self",)).get(pk=kelulusan.pk)
    angkatan = kelulusan.peserta.angkatan
    if not angkatan.boleh_dikelola(oleh=oleh):
        raise TidakBoleh
    if not kelulusan.lulus:
        raise Ditolak("Sertifikat hanya untuk yang lulus.")
    terakhir = kelulusan.sertifikat.select_related("pencabutan").order_by("-ke").first()
    if terakhir and not terakhir.dicabut:
        return terakhir
    hari = timezone.localdate(timezone=info_zona(ZONA_PENERBIT))
    orang = kelulusan.peserta.orang
    garam, email = garam_baru(), surel_terbukti(orang)
    return Sertifikat.objects.create(
        nomor=nomor_baru(hari), kelulusan=kelulusan, ke=terakhir.ke + 1 if terakhir else 1, menggantikan=menggantikan,
        penerima=orang, nama=nama or orang.nama, kursus=angkatan.judul, jp=jp, penerbit=angkatan.penyelenggara or PENERBIT,
        capaian=_capaian(angkatan), penanda_tangan=_penanda_tangan(angkatan), tempat=angkatan.wilayah.nama_lengkap,
        terbit=hari, berlaku_sampai=_berlaku_sampai(angkatan, hari), zona=ZONA_PENERBIT, garam=garam, sidik_email=sidik_email(email, garam) if email else "",
    )  # fmt: skip


def _berlaku_sampai(angkatan, hari: date) -> date | None:
    """Menurut kelasnya: kosong selamanya, selain itu tanggal yang sama sekian bulan kemudian."""
    return masa.tambah_bulan(hari, angkatan.masa_sertifikat_bulan) if angkatan.masa_sertifikat_bulan else None


def _capaian(angkatan) -> str:
    modul = [f"{satu.kode} {satu.title}" for satu in angkatan.modul.order_by("path")]
    return "; ".join(modul)[:600] or angkatan.uraian[:600] or angkatan.judul


def _penanda_tangan(angkatan) -> str:
    utama = angkatan.pengajar.select_related("orang").order_by("-tugas", "pk").first()
    return utama.orang.nama if utama else PENERBIT


def nomor_baru(hari: date) -> str:
    """Nomor berikutnya tahun itu, di bawah kunci baris tahunnya."""
    UrutSertifikat.objects.get_or_create(tahun=hari.year)
    urut = UrutSertifikat.objects.select_for_update().get(tahun=hari.year)
    urut.terakhir += 1
    urut.save(update_fields=["terakhir"])
    return masa.nomor_sertifikat(hari.year, urut.terakhir)


@transaction.atomic
def cabut_sertifikat(*, sertifikat: Sertifikat, oleh: Pengguna, alasan: str) -> PencabutanSertifikat:
    """Dicabut sekali dengan alasan; halaman periksa tetap menjawab dan menyebut dicabut."""
    sertifikat = Sertifikat.objects.select_for_update(of=("self",)).get(pk=sertifikat.pk)
    if not sertifikat.boleh_dicabut(oleh=oleh):
        raise TidakBoleh
    cabut, baru = PencabutanSertifikat.objects.get_or_create(
        sertifikat=sertifikat, defaults={"alasan": alasan, "oleh": oleh}
    )
    if baru:
        kabari(
            [sertifikat.penerima], jenis="pelatihan_sertifikat", kunci=f"sertifikat:{sertifikat.nomor}:cabut",
            judul=f"Sertifikat {sertifikat.nomor} dicabut", url=sertifikat.get_absolute_url(), isi=alasan,
        )  # fmt: skip
    return cabut


@transaction.atomic
def ganti_sertifikat(*, sertifikat: Sertifikat, oleh: Pengguna, alasan: str, nama: str = "") -> Sertifikat:
    """Pembetulan: yang lama dicabut, yang baru terbit dengan nomor sendiri dan menunjuk yang digantikan. Idempoten."""
    cabut_sertifikat(sertifikat=sertifikat, oleh=oleh, alasan=alasan)
    if pengganti := Sertifikat.objects.filter(menggantikan=sertifikat).first():
        return pengganti
    return terbitkan_sertifikat(
        kelulusan=sertifikat.kelulusan,
        oleh=oleh,
        jp=sertifikat.jp,
        menggantikan=sertifikat,
        nama=nama or sertifikat.nama,
    )
