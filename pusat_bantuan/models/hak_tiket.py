"""Siapa boleh apa atas satu tiket; himpunannya ada di `ProfilTiketQuerySet`, dan keduanya dibuktikan sama (tests/test_hak.py)."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from akun.models import Pengguna, Penugasan, Peran
from wilayah.models import Wilayah

from ..keadaan import Keadaan as K
from .hak import pernah_meninggalkan

MASA_BUKA_LAGI = timedelta(days=settings.MASA_TIKET["buka_lagi_hari"])


class HakTiket:
    """Bagian `ProfilTiket` yang bertanya: orang ini boleh berbuat ini?"""

    def pihak_pemohon(self, orang: Pengguna) -> bool:
        """Pemohon sendiri atau operator desanya yang masih bertugas."""
        if orang is None or not orang.is_authenticated:
            return False
        if self.wilayah and orang.berkuasa(Peran.OPERATOR, atas=self.wilayah):
            return True
        return orang.pk == self.pemohon_id and not pernah_meninggalkan(orang, self.wilayah_id)

    def boleh_dilihat(self, *, oleh) -> bool:
        if not oleh.is_authenticated:
            return False
        return (
            self.pihak_pemohon(oleh)
            or (not self.terbatas and oleh.berkuasa(Peran.PEGIAT, atas=self.wilayah))
            or oleh.berkuasa(Peran.PETUGAS, atas=self.wilayah)
        )

    def boleh_data_pribadi(self, *, oleh) -> bool:
        """Pihak desa dan petugas wilayahnya; relawan hanya membaca tulisan yang tersamar (helpdesk.md, tabel pelaku)."""
        return self.pihak_pemohon(oleh) or (oleh.is_authenticated and oleh.berkuasa(Peran.PETUGAS, atas=self.wilayah))

    def boleh_ditangani(self, *, oleh) -> bool:
        """Pegiat atau petugas wilayahnya; pegiat tidak menangani desanya sendiri atau permintaannya sendiri."""
        if not oleh.is_authenticated:
            return False
        if oleh.berkuasa(Peran.PETUGAS, atas=self.wilayah):
            return True
        return (
            not self.terbatas
            and oleh.berkuasa(Peran.PEGIAT, atas=self.wilayah)
            and not oleh.berkuasa(Peran.OPERATOR, atas=self.wilayah)
            and oleh.pk != self.pemohon_id
        )

    def boleh_dikerjakan(self, *, oleh) -> bool:
        """Menangani di tingkat tiket itu berada: yang tingkatnya sudah lewat tetap membaca dan mencatat, tidak menjawab."""
        if not self.boleh_ditangani(oleh=oleh):
            return False
        if self.tingkat == self.Tingkat.SIMPUL or self.pemegang_id == oleh.pk:
            return True
        return oleh.berkuasa(Peran.PETUGAS, atas=self.wilayah if self.tingkat == self.Tingkat.KABUPATEN else None)

    def boleh_diambil(self, *, oleh) -> bool:
        """Yang sudah memegang mengambil sekali lagi hanya bila ditugasi dan belum mulai."""
        sendiri = self.pemegang_id == getattr(oleh, "pk", None)
        return self.terbuka and (not sendiri or self.keadaan == K.BARU) and self.boleh_dikerjakan(oleh=oleh)

    def boleh_dicatati(self, *, oleh) -> bool:
        """Catatan dalam: hanya yang menangani, kapan saja."""
        return self.boleh_ditangani(oleh=oleh)

    def boleh_dibalas(self, *, oleh) -> bool:
        return self.terbuka and (self.boleh_dikerjakan(oleh=oleh) or self.pihak_pemohon(oleh))

    def boleh_diselesaikan(self, *, oleh) -> bool:
        return self.terbuka and self.boleh_dikerjakan(oleh=oleh)

    def boleh_diteruskan(self, *, oleh) -> bool:
        return self.terbuka and self.boleh_dikerjakan(oleh=oleh)

    def boleh_dikonfirmasi(self, *, oleh) -> bool:
        return self.keadaan == K.SELESAI and self.pihak_pemohon(oleh)

    def boleh_dibuka_lagi(self, *, oleh) -> bool:
        """Selama menunggu konfirmasi, atau paling lama 30 hari sesudah ditutup."""
        return self.masih_dapat_dibuka and (self.pihak_pemohon(oleh) or self.boleh_ditangani(oleh=oleh))

    def boleh_dihapus_isinya(self, *, oleh) -> bool:
        """Petugas nasional, sekali; hitungannya tinggal."""
        return oleh.is_authenticated and self.isi_dihapus_pada is None and oleh.berkuasa(Peran.PETUGAS, atas=None)

    def boleh_ditanyakan(self, *, oleh) -> bool:
        """Dibawa ke forum: yang menangani atau pihak desanya; soal keamanan tidak pernah."""
        return not self.terbatas and self.terbuka and (self.pihak_pemohon(oleh) or self.boleh_ditangani(oleh=oleh))

    @property
    def masih_dapat_dibuka(self) -> bool:
        """Menunggu konfirmasi, atau ditutup belum lewat masa buka lagi."""
        if self.digabung_ke_id:
            return False
        if self.keadaan == K.DITUTUP:
            return bool(self.ditutup_pada) and timezone.now() - self.ditutup_pada <= MASA_BUKA_LAGI
        return self.keadaan == K.SELESAI

    def boleh_dilanjutkan(self, *, oleh) -> bool:
        """Sudah terlalu lama ditutup untuk dibuka lagi: pihak desa mengirim tiket lanjutan."""
        lama = self.keadaan == K.DITUTUP and not self.masih_dapat_dibuka and not self.digabung_ke_id
        return lama and self.pihak_pemohon(oleh)

    def boleh_dinilai(self, *, oleh) -> bool:
        """Pihak desa, sesudah ada jawaban."""
        return self.keadaan in {K.SELESAI, K.DITUTUP} and not self.digabung_ke_id and self.pihak_pemohon(oleh)

    @staticmethod
    def desa_pilihan(*, oleh) -> list[Wilayah]:
        """Desa yang boleh dimintakan bantuan dari formulir: tempat tugasnya, yang menunggu konfirmasi pun."""
        if not oleh.is_authenticated:
            return []
        tugas = (
            oleh.penugasan.filter(
                Q(pk__in=Penugasan.objects.berlaku().filter(pengguna=oleh)) | Q(keadaan=Penugasan.Keadaan.MENUNGGU),
                wilayah__tingkat=Wilayah.Tingkat.DESA,
            )
            .select_related("wilayah__induk")
            .order_by("wilayah__kunci")
        )
        return list({satu.wilayah_id: satu.wilayah for satu in tugas}.values())

    @staticmethod
    def boleh_dibuat(*, oleh, wilayah: Wilayah) -> bool:
        """Untuk desa tempat tugasnya, atau, bagi pegiat dan petugas, desa mana pun di wilayahnya."""
        if not oleh.is_authenticated or wilayah.tingkat != Wilayah.Tingkat.DESA:
            return False
        return oleh.berkuasa(Peran.PEGIAT, Peran.PETUGAS, atas=wilayah) or wilayah in HakTiket.desa_pilihan(oleh=oleh)
