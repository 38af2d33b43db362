"""Status pelatih: diaktifkan dan diperpanjang orang yang berwenang, hanya bila semua syarat terpenuhi (domain training.md 2.4)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan import masa
from modul_pelatihan.bacaan.pelatih import syarat_pelatih
from modul_pelatihan.models import AturanPelatihan, StatusPelatih

from .galat import Ditolak, TidakBoleh


def boleh_memutus(oleh: Pengguna, orang: Pengguna) -> bool:
    """Yang boleh memberi peran pelatih di salah satu wilayah tugasnya, dan bukan dirinya sendiri."""
    tugas = Penugasan.objects.berlaku().filter(pengguna=orang, peran=Peran.PELATIH).select_related("wilayah")
    return oleh.pk != orang.pk and any(oleh.boleh_memberi(Peran.PELATIH, atas=satu.wilayah) for satu in tugas)


@transaction.atomic
def aktifkan_pelatih(*, orang: Pengguna, oleh: Pengguna, kunci: UUID) -> StatusPelatih:
    """Masa baru, atau perpanjangan bila masih ada masa lama; sekali per kunci. Syarat saat diputus ikut disimpan.

    Melempar TidakBoleh atau Ditolak yang menyebut syarat yang kurang.
    """
    if not boleh_memutus(oleh, orang):
        raise TidakBoleh
    orang = Pengguna.objects.select_for_update(no_key=True).get(pk=orang.pk)
    if lama := StatusPelatih.objects.filter(kunci=kunci).first():
        return lama
    syarat = syarat_pelatih(orang)
    if kurang := [satu.judul for satu in syarat if not satu.terpenuhi]:
        raise Ditolak("Belum memenuhi: " + "; ".join(kurang) + ".")
    aturan, hari = AturanPelatihan.objects.berlaku(), timezone.localdate()
    akhir = StatusPelatih.objects.filter(orang=orang, dicabut_pada__isnull=True).order_by("-sampai").first()
    if akhir and (akhir.sampai - hari).days > aturan.jendela_perpanjangan_hari:
        raise Ditolak(
            f"Masih berlaku sampai {akhir.sampai:%d-%m-%Y}. Perpanjang mulai {aturan.jendela_perpanjangan_hari} hari sebelumnya."
        )
    bulan = aturan.masa_berlaku_pelatih_bulan
    sampai = (
        masa.perpanjang(akhir.sampai, hari, bulan, jendela=aturan.jendela_perpanjangan_hari)
        if akhir
        else masa.tambah_bulan(hari, bulan)
    )
    status = StatusPelatih.objects.create(
        kunci=kunci, orang=orang, mulai=hari, sampai=sampai, diputus_oleh=oleh,
        memperpanjang=akhir if akhir and not hasattr(akhir, "perpanjangan") else None,
        syarat=[{"nama": satu.nama, "nilai": satu.nilai, "perlu": satu.perlu} for satu in syarat],
    )  # fmt: skip
    kabari(
        [orang], jenis="pelatihan_pelatih", kunci=f"pelatih:{status.pk}", url="/pelatihan/pelatih/",
        judul=f"Anda pelatih aktif sampai {sampai:%d-%m-%Y}",
    )  # fmt: skip
    return status


@transaction.atomic
def cabut_pelatih(*, status: StatusPelatih, oleh: Pengguna, alasan: str) -> StatusPelatih:
    status = StatusPelatih.objects.select_for_update(of=("self",)).get(pk=status.pk)
    if not boleh_memutus(oleh, status.orang):
        raise TidakBoleh
    if status.dicabut_pada is None:
        status.dicabut_pada, status.alasan_cabut = timezone.now(), alasan
        status.save(update_fields=["dicabut_pada", "alasan_cabut"])
    return status
