"""Permintaan pelatih dari satu wilayah: diminta, dijawab dengan pelatih dan kelasnya, atau ditarik (domain training.md 2.5)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan.bacaan.pelatih import pelatih_seprovinsi
from modul_pelatihan.models import Angkatan, AturanPelatihan, Pengajar, PermintaanPelatih
from modul_pelatihan.models.permintaan import PERAN_MINTA
from wilayah.models import Wilayah

from .galat import Ditolak, TidakBoleh

Keadaan = PermintaanPelatih.Keadaan


@transaction.atomic
def minta_pelatih(
    *, oleh: Pengguna, wilayah: Wilayah, kebutuhan: str, peserta: int, diharapkan: date, kunci: UUID
) -> PermintaanPelatih:
    """Satu permintaan per kunci. Yang boleh memilihkan pelatih dan pelatih aktif seprovinsi dikabari."""
    if not oleh.berkuasa(*PERAN_MINTA, atas=wilayah):
        raise TidakBoleh
    permintaan, baru = PermintaanPelatih.objects.get_or_create(
        kunci=kunci,
        defaults=dict(
            wilayah=wilayah, kebutuhan=kebutuhan, peserta=peserta, diharapkan=diharapkan, diminta_oleh=oleh
        ),
    )  # fmt: skip
    if baru:
        calon = [satu.orang for satu in pelatih_seprovinsi(wilayah) if satu.aktif]
        pemilih = Pengguna.objects.filter(
            pk__in=Penugasan.objects.berlaku()
            .filter(peran=Peran.MANAJER, wilayah__kode__in=_leluhur(wilayah))
            .values("pengguna")
        )
        kabari(
            [satu for satu in {*calon, *pemilih} if satu.pk != oleh.pk], jenis="pelatihan_permintaan",
            kunci=f"permintaan:{permintaan.pk}", judul=f"{wilayah.nama_lengkap} meminta pelatih",
            url=permintaan.get_absolute_url(), isi=kebutuhan[:200],
        )  # fmt: skip
    elif permintaan.diminta_oleh_id != oleh.pk:
        raise TidakBoleh
    return permintaan


def _leluhur(wilayah: Wilayah) -> list[str]:
    bagian = wilayah.kode.split(".")
    return [".".join(bagian[: n + 1]) for n in range(len(bagian))]


@transaction.atomic
def jawab_permintaan(
    *, permintaan: PermintaanPelatih, oleh: Pengguna, pelatih: Pengguna, pesan: str = ""
) -> PermintaanPelatih:
    """Memilihkan pelatih, atau menyanggupi sendiri. Kelas rancangan di wilayah itu langsung dibuat dengan pelatih itu
    sebagai pelatih utama, jadi ia dapat mengurusnya walau bertugas di kabupaten lain. Sekali saja.

    Melempar TidakBoleh, atau Ditolak bila sudah dijawab orang lain atau pelatihnya tidak seprovinsi.
    """
    permintaan = _terkunci(permintaan)
    if not permintaan.terbuka:
        if permintaan.pelatih_id == pelatih.pk and permintaan.dijawab_oleh_id == oleh.pk:
            return permintaan
        raise Ditolak("Permintaan ini sudah dijawab atau ditarik.")
    sendiri = oleh.pk == pelatih.pk and permintaan.boleh_disanggupi(oleh=oleh)
    if not sendiri and not permintaan.boleh_ditugaskan(oleh=oleh):
        raise TidakBoleh
    if pelatih.pk not in {satu.orang.pk for satu in pelatih_seprovinsi(permintaan.wilayah)}:
        raise Ditolak("Pilih pelatih yang bertugas di provinsi itu.")
    kelas = Angkatan.objects.create(
        kunci=permintaan.kunci, judul=f"Pelatihan {permintaan.wilayah.nama_ringkas}"[:120], dibuat_oleh=oleh,
        wilayah=permintaan.wilayah, uraian=permintaan.kebutuhan[:1500], kuota=permintaan.peserta,
        **AturanPelatihan.objects.berlaku().untuk_kelas(),
    )  # fmt: skip
    Pengajar.objects.create(angkatan=kelas, orang=pelatih)
    permintaan.keadaan, permintaan.pelatih, permintaan.angkatan = Keadaan.DIJAWAB, pelatih, kelas
    permintaan.dijawab_oleh, permintaan.dijawab_pada, permintaan.pesan = oleh, timezone.now(), pesan
    permintaan.save()
    for orang, judul, url in (
        (permintaan.diminta_oleh, f"{pelatih.nama} menjadi pelatih untuk {permintaan.wilayah.nama_lengkap}", permintaan.get_absolute_url()),
        (pelatih, f"Anda ditugaskan melatih di {permintaan.wilayah.nama_lengkap}", f"{kelas.get_absolute_url()}kelola/"),
    ):  # fmt: skip
        if orang.pk != oleh.pk:
            kabari(
                [orang], jenis="pelatihan_permintaan", kunci=f"permintaan:{permintaan.pk}:dijawab", judul=judul,
                url=url, isi=pesan,
            )  # fmt: skip
    return permintaan


@transaction.atomic
def tarik_permintaan(*, permintaan: PermintaanPelatih, oleh: Pengguna) -> PermintaanPelatih:
    """Tidak jadi perlu; barisnya tetap ada."""
    permintaan = _terkunci(permintaan)
    if permintaan.keadaan == Keadaan.DITARIK:
        return permintaan
    if not permintaan.terbuka:
        raise Ditolak("Permintaan ini sudah dijawab. Batalkan kelasnya bila tidak jadi.")
    if not permintaan.boleh_ditarik(oleh=oleh):
        raise TidakBoleh
    permintaan.keadaan = Keadaan.DITARIK
    permintaan.save(update_fields=["keadaan"])
    return permintaan


def _terkunci(permintaan: PermintaanPelatih) -> PermintaanPelatih:
    PermintaanPelatih.objects.select_for_update().values_list("pk").get(pk=permintaan.pk)
    return PermintaanPelatih.objects.select_related("wilayah", "diminta_oleh").get(pk=permintaan.pk)
