"""Jam tiket dari email mulai ketika surat itu tiba, bukan ketika diolah atau menurut pengirimnya; tiket lama dilanjutkan."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest import mock

from django.utils import timezone

from pusat_bantuan.keadaan import Keadaan
from pusat_bantuan.layanan import balas, konfirmasi, selesaikan
from pusat_bantuan.layanan.terima_surat import olah, terima
from pusat_bantuan.models import ProfilTiket, TautanTiket
from pusat_bantuan.surat_masuk.tanda import alamat_balasan, id_pesan

from .dunia import tiket_ani
from .surat_buruk import lampiran, multi, surat
from .test_surat_masuk import Dasar, isi_keluar, masuk


def diterima_server(saat: datetime) -> str:
    return f"Received: from a by mx.opendesa.example;\r\n {saat:%a, %d %b %Y %H:%M:%S} +0000"


class JamSurat(Dasar):
    def test_jam_mulai_ketika_tiba_walau_baru_diolah_kemudian(self):
        tiba = timezone.now().replace(microsecond=0) - timedelta(hours=7)
        baris = masuk(surat(kepala=diterima_server(tiba)))
        dibuat, disalurkan = baris.profil.peristiwa.order_by("pk")[:2]
        self.assertEqual((baris.diterima, baris.profil.dibuat, dibuat.pada), (tiba, tiba, tiba))
        self.assertGreater(disalurkan.pada, tiba)  # tingkatnya baru dimasuki sesudah diolah
        langsung = masuk(surat(message_id="<dua@x>", subject="Lain")).profil
        self.assertLessEqual(baris.profil.tenggat, langsung.tenggat)

    def test_tanggal_karangan_pengirim_tidak_menggeser_jam(self):
        for nomor, tanggal in enumerate(
            ("Fri, 1 Jan 2100 00:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000", "Mon, 9 Nov 2026 01:00:00 +0000", None)
        ):
            sebelum = timezone.now()
            profil = masuk(surat(date=tanggal, message_id=f"<t{nomor}@x>", subject=f"Soal {nomor}")).profil
            with self.subTest(tanggal=tanggal):
                self.assertTrue(sebelum <= profil.dibuat <= timezone.now())

    def test_received_di_masa_depan_atau_terlalu_lama_tidak_dipercaya(self):
        for nomor, geser in enumerate((timedelta(hours=3), timedelta(days=-90))):
            sebelum = timezone.now()
            kepala = diterima_server(sebelum + geser)
            profil = masuk(surat(kepala=kepala, message_id=f"<r{nomor}@x>", subject=f"Soal {nomor}")).profil
            self.assertTrue(sebelum <= profil.dibuat <= timezone.now())

    def test_hanya_received_teratas_yang_ditulis_server_kita(self):
        tiba = timezone.now().replace(microsecond=0) - timedelta(minutes=20)
        palsu = diterima_server(tiba - timedelta(days=6))
        self.assertEqual(masuk(surat(kepala=f"{diterima_server(tiba)}\r\n{palsu}")).profil.dibuat, tiba)

    def test_balasan_mengakhiri_jeda_ketika_tiba_tidak_sebelum_pertanyaannya(self):
        tiket = self.tiket_kontak()
        tanya = balas(profil=tiket, oleh=self.citra, isi="Versi berapa?", tunggu_pemohon=True)
        tiba = timezone.now()
        with mock.patch("pusat_bantuan.layanan.terima.timezone.now", return_value=tiba + timedelta(hours=5)):
            baris = terima(surat("2410", to=alamat_balasan(tiket.pk)), pada=tiba)
            self.assertEqual(olah(baris.pk).peristiwa.pada, tiba)
        balas(profil=tiket, oleh=self.citra, isi="Dan PHP?", tunggu_pemohon=True)
        baris = terima(surat("8.1", to=alamat_balasan(tiket.pk), message_id="<dua@x>"), pada=tanya.pada)
        peristiwa = olah(baris.pk).peristiwa
        self.assertGreater(peristiwa.pada, tanya.pada)
        self.assertEqual(self.segar(tiket).keadaan, Keadaan.DITANGANI)


class TiketLama(Dasar):
    def setUp(self):
        self.buktikan(self.ani, "ani@desa.example")
        self.tiket = tiket_ani(self)
        selesaikan(profil=self.tiket, oleh=self.budi, isi="Sudah.")
        konfirmasi(profil=self.tiket, oleh=self.ani)
        ProfilTiket.objects.filter(pk=self.tiket.pk).update(ditutup_pada=timezone.now() - timedelta(days=90))

    def test_balasan_menjadi_tiket_lanjutan_yang_bertaut(self):
        tiba = timezone.now().replace(microsecond=0) - timedelta(hours=2)
        mentah = multi(
            lampiran("galat.txt", b"galat 500"), dari="ani@desa.example", to=alamat_balasan(self.tiket.pk),
            subject=f"Re: [{self.tiket.kode}] Surat",
        )  # fmt: skip
        baris = olah(terima(mentah, pada=tiba).pk)
        baru = baris.profil
        self.assertEqual((baris.hasil, baris.terkait), ("tiket_baru", self.tiket))
        self.assertEqual((baru.pemohon, baru.wilayah, baru.bidang), (self.ani, self.tiket.wilayah, self.tiket.bidang))
        self.assertEqual((baru.kanal, baru.dibuat, baru.lampiran.count()), ("surel", tiba, 1))
        self.assertEqual(TautanTiket.objects.get(jenis="lanjutan").ke, self.tiket)
        self.assertEqual(self.segar(self.tiket).keadaan, Keadaan.DITUTUP)
        self.assertIn(baru.kode, isi_keluar("ani@desa.example"))
        masuk(mentah)
        self.assertEqual(ProfilTiket.objects.count(), 2)

    def test_lanjutan_ikut_batas_sepuluh_per_jam(self):
        for nomor in range(10):
            masuk(surat(dari="ani@desa.example", message_id=f"<n{nomor}@x>", subject=f"Soal {nomor}"))
        baris = masuk(surat(dari="ani@desa.example", to=alamat_balasan(self.tiket.pk)))
        self.assertEqual((baris.keadaan, baris.profil), ("diparkir", None))

    def test_orang_asing_tidak_membuat_lanjutan_atas_nama_desa(self):
        baris = masuk(surat(dari="asing@lain.example", in_reply_to=id_pesan(self.tiket.pk)))
        self.assertEqual((baris.profil, ProfilTiket.objects.count()), (self.tiket, 1))
        self.assertEqual(self.segar(self.tiket).keadaan, Keadaan.DITUTUP)


class RujukanTertebak(Dasar):
    """Message-ID buatan program surat desa dapat ditebak atau terlihat orang; ia bukan bukti bagi orang asing."""

    def setUp(self):
        self.asal = masuk(surat(cc="camat@kecamatan.example")).profil

    def test_orang_asing_menjadi_tiket_baru_yang_mungkin_terkait(self):
        for nomor, kepala in enumerate(({"in_reply_to": "<a1@desa.example>"}, {"references": "<a1@desa.example>"})):
            baris = masuk(surat(dari="asing@lain.example", message_id=f"<j{nomor}@x>", subject=f"S{nomor}", **kepala))
            self.assertEqual((baris.hasil, baris.terkait), ("tiket_baru", self.asal))
            self.assertNotEqual(baris.profil, self.asal)

    def test_balas_semua_dari_penerima_aslinya_masuk_bertanda(self):
        baris = masuk(surat(dari="camat@kecamatan.example", in_reply_to="<a1@desa.example>", message_id="<c@x>"))
        self.assertEqual((baris.hasil, baris.profil), ("balasan", self.asal))
        self.assertTrue(any("belum terverifikasi" in satu for satu in baris.tanda))

    def test_reply_to_korban_bukan_hak_korban(self):
        selesaikan(profil=self.asal, oleh=self.citra, isi="Sudah.")
        for nomor, kepala in enumerate(({"in_reply_to": "<a1@desa.example>"}, {"to": alamat_balasan(self.asal.pk)})):
            masuk(surat(
                dari="asing@lain.example", reply_to="siti@desa.example", message_id=f"<j{nomor}@x>",
                subject=f"S{nomor}", **kepala,
            ))  # fmt: skip
        self.assertEqual(self.segar(self.asal).keadaan, Keadaan.SELESAI)

    def test_reply_to_akun_orang_tidak_membuat_tiket_atas_namanya(self):
        self.buktikan(self.ani, "ani@desa.example")
        profil = masuk(surat(dari="asing@lain.example", reply_to="ani@desa.example", message_id="<r@x>")).profil
        self.assertEqual((profil.pemohon, profil.wilayah), (None, None))
