"""Peminta bantuan tanpa akun, tiket yang desanya belum dikenali, dan balasan dari pihak desa lewat kanal mana pun."""

from __future__ import annotations

import uuid

from modul_pelatihan.models import Bidang
from pusat_bantuan.keadaan import Keadaan
from pusat_bantuan.layanan import (
    IsiTiket,
    TidakDapat,
    balas,
    buat_tiket,
    konfirmasi,
    selesaikan,
    tempatkan,
    terima_balasan,
)
from pusat_bantuan.models import Kontak, PeristiwaTiket, ProfilTiket
from tests.tokoh import DuniaUji

from .dunia import tiket_ani


class TiketTanpaAkun(DuniaUji):
    databases = "__all__"

    def setUp(self):
        self.kontak = Kontak.objects.dari_email(email=" Darto@Contoh.Example ", nama="Pak Darto")

    def _buat(self, **lain) -> ProfilTiket:
        isi = IsiTiket(wilayah=None, bidang=Bidang.objects.get(slug="surat-tte"), uraian="Surat kosong.", kanal="surel")
        return buat_tiket(kontak=self.kontak, isi=isi, **lain)

    def test_alamat_yang_sama_satu_kontak(self):
        lagi = Kontak.objects.dari_email(email="darto@contoh.example", nama="Darto Palsu")
        self.assertEqual((lagi.pk, lagi.nama), (self.kontak.pk, "Pak Darto"))

    def test_hanya_petugas_nasional_melihat_desa_yang_belum_dikenali(self):
        profil = self._buat()
        for orang in (self.ani, self.budi, self.citra, self.dewi, self.eko, self.fajar, self.gita, self.hadi):
            boleh = orang == self.citra
            self.assertEqual(profil.boleh_dilihat(oleh=orang), boleh, orang)
            self.assertEqual(ProfilTiket.objects.terlihat(oleh=orang).filter(pk=profil.pk).exists(), boleh, orang)
        self.client.force_login(self.citra)
        halaman = self.client.get(profil.get_absolute_url())
        self.assertContains(halaman, "Pak Darto")
        self.assertContains(halaman, "desa belum dikenali")

    def test_kirim_dua_kali_satu_tiket(self):
        kunci = uuid.uuid4()
        self.assertEqual(self._buat(kunci_kirim=kunci).pk, self._buat(kunci_kirim=kunci).pk)

    def test_ditempatkan_lalu_disalurkan_ke_simpul(self):
        profil = self._buat()
        nagari = self.wilayah["13.07.01.2004"]
        with self.assertRaises(TidakDapat):
            tempatkan(profil=profil, wilayah=nagari, oleh=self.budi)
        profil = tempatkan(profil=profil, wilayah=nagari, oleh=self.citra)
        self.assertTrue(profil.boleh_ditangani(oleh=self.budi))
        self.assertFalse(profil.boleh_dilihat(oleh=self.eko))
        with self.assertRaises(TidakDapat):
            tempatkan(profil=profil, wilayah=self.wilayah["17.03.01.2001"], oleh=self.citra)


class BalasanDariPihakDesa(DuniaUji):
    databases = "__all__"

    def test_mengakhiri_menunggu_pemohon_dan_dikirim_dua_kali_tetap_satu(self):
        profil = tiket_ani(self)
        balas(profil=profil, oleh=self.budi, isi="Versi berapa?", tunggu_pemohon=True)
        kunci = uuid.uuid4()
        satu = terima_balasan(profil=profil, isi="Versi 2510", pengguna=self.ani, kunci_kirim=kunci)
        dua = terima_balasan(profil=profil, isi="Versi 2510", pengguna=self.ani, kunci_kirim=kunci)
        self.assertEqual(satu.pk, dua.pk)
        self.assertEqual(ProfilTiket.objects.get(pk=profil.pk).keadaan, Keadaan.DITANGANI)

    def test_membuka_lagi_yang_baru_ditutup(self):
        profil = tiket_ani(self)
        selesaikan(profil=profil, oleh=self.budi, isi="Coba ini.")
        konfirmasi(profil=profil, oleh=self.ani)
        peristiwa = terima_balasan(profil=profil, isi="Muncul lagi", pengguna=self.ani)
        self.assertEqual(peristiwa.jenis, PeristiwaTiket.Jenis.DIBUKA_LAGI)
        profil = ProfilTiket.objects.get(pk=profil.pk)
        self.assertEqual((profil.keadaan, profil.dibuka_lagi), (Keadaan.DITANGANI, 1))

    def test_yang_lama_ditutup_tidak_dibuka(self):
        profil = tiket_ani(self)
        selesaikan(profil=profil, oleh=self.budi, isi="Coba ini.")
        konfirmasi(profil=profil, oleh=self.ani)
        lama = ProfilTiket.objects.get(pk=profil.pk).ditutup_pada.replace(year=2024)
        ProfilTiket.objects.filter(pk=profil.pk).update(ditutup_pada=lama)
        with self.assertRaises(TidakDapat):
            terima_balasan(profil=profil, isi="Muncul lagi", pengguna=self.ani)
