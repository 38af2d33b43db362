"""Jam tiket dari email mulai ketika surat itu tiba, bukan ketika diolah atau menurut pengirimnya; tiket lama dilanjutkan."""

from __future__ import annotations

from datetime import datetime, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

from django.utils import timezone

from pusat_bantuan.keadaan import Keadaan
from pusat_bantuan.kotak_surat import ambil_dari
from pusat_bantuan.kotak_surat.setelan import baca_alamat
from pusat_bantuan.layanan import balas, konfirmasi, selesaikan
from pusat_bantuan.layanan.terima_surat import olah, terima
from pusat_bantuan.models import ProfilTiket, SuratMasuk, TautanTiket
from pusat_bantuan.surat_masuk.tanda import alamat_balasan, id_pesan

from .dunia import tiket_ani
from .server_surat import KotakUji, PelayanImap, server
from .surat_buruk import lampiran, multi, surat
from .test_kotak_surat import alamat_kotak
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
        with mock.patch("django.utils.timezone.now", return_value=tiba + timedelta(hours=5)):
            baris = terima(surat("2410", to=alamat_balasan(tiket.pk)), pada=tiba)
            self.assertEqual(olah(baris.pk).peristiwa.pada, tiba)
        balas(profil=tiket, oleh=self.citra, isi="Dan PHP?", tunggu_pemohon=True)
        baris = terima(surat("8.1", to=alamat_balasan(tiket.pk), message_id="<dua@x>"), pada=tanya.pada)
        peristiwa = olah(baris.pk).peristiwa
        self.assertGreater(peristiwa.pada, tanya.pada)
        self.assertEqual(self.segar(tiket).keadaan, Keadaan.DITANGANI)


class BalasanStaf(Dasar):
    """Janji tanggapan petugas dihitung sejak suratnya sampai, bukan sejak diolah."""

    def setUp(self):
        self.buktikan(self.citra, "citra@opendesa.example")
        dibuat = timezone.now() - timedelta(hours=6)
        with mock.patch("django.utils.timezone.now", return_value=dibuat):
            self.tiket = masuk(surat()).profil

    def test_jawaban_pertama_ketika_suratnya_sampai(self):
        tiba = timezone.now().replace(microsecond=0) - timedelta(hours=3)
        kepala = diterima_server(tiba)
        baris = masuk(surat(
            "Coba kosongkan singgahan.", dari="citra@opendesa.example", to=alamat_balasan(self.tiket.pk), kepala=kepala,
            message_id="<c@x>", date="Mon, 2 Nov 2026 01:00:00 +0000",
        ))  # fmt: skip
        self.assertEqual((baris.hasil, baris.peristiwa.pada), ("balasan", tiba))
        self.assertEqual(self.segar(self.tiket).dijawab_pada, tiba)

    def test_tidak_pernah_sebelum_peristiwa_terakhir(self):
        terakhir = balas(profil=self.tiket, oleh=self.citra, isi="Versi berapa?").pada
        baris = masuk(surat(
            "Dan PHP?", dari="citra@opendesa.example", to=alamat_balasan(self.tiket.pk), message_id="<c@x>",
            kepala=diterima_server(terakhir - timedelta(hours=2)),
        ))  # fmt: skip
        self.assertEqual(baris.peristiwa.pada, terakhir)


class InternalDate(Dasar):
    def ambil(self, tiba: str, **lain) -> SuratMasuk:
        kotak = KotakUji()
        kotak.antar(surat(**lain)).tiba = tiba
        with server(PelayanImap, kotak) as port:
            ambil_dari(baca_alamat(alamat_kotak("imap", port)))
        return SuratMasuk.objects.get()

    def test_waktu_kotak_imap_menang_atas_received_dan_date(self):
        tiba = timezone.now().replace(microsecond=0) - timedelta(hours=5)
        setempat = tiba.astimezone(ZoneInfo("Asia/Jayapura"))
        baris = self.ambil(
            f"{setempat:%d-%b-%Y %H:%M:%S %z}", kepala=diterima_server(tiba - timedelta(days=2)),
            date="Thu, 1 Jan 1970 00:00:00 +0000",
        )  # fmt: skip
        self.assertEqual(baris.diterima, tiba)

    def test_yang_tidak_terbaca_atau_mustahil_jatuh_ke_received(self):
        received = timezone.now().replace(microsecond=0) - timedelta(minutes=30)
        for tiba in ("", "kemarin sore", "01-Jan-2100 00:00:00 +0000", "99-Foo-2026 00:00:00 +0700"):
            SuratMasuk.objects.all().delete()
            with self.subTest(tiba=tiba):
                self.assertEqual(self.ambil(tiba, kepala=diterima_server(received)).diterima, received)


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
