"""Data pribadi: disamarkan saat masuk, aslinya tersandi dan dibuka dengan jejak, dihapus pada waktunya, jam 3 × 24."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import StringIO

from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar, SuratKeluar
from pusat_bantuan.layanan import (
    TidakDapat,
    ajukan_pdp,
    balas,
    buang_asli_lama,
    buka_asli,
    hapus_isi_tiket,
    hapus_kontak,
    ingatkan_pdp,
    konfirmasi,
    lepas_samaran,
    masa_simpan,
    selesaikan,
)
from pusat_bantuan.models import IsiAsli, Kontak, LangkahPdp, Nilai, PeristiwaTiket, PermintaanPdp, ProfilTiket
from tests.tokoh import DuniaUji

from .dunia import tiket_ani

NIK = "1307014107900001"
CERITA = f"Warga dengan NIK {NIK} tidak muncul. Kata sandi: Rahasia123"


class IsiAsliTersandi(DuniaUji):
    databases = "__all__"

    def setUp(self):
        self.profil = tiket_ani(self, uraian=CERITA)

    def test_yang_dibaca_tersamar_yang_disimpan_tersandi(self):
        self.assertNotIn(NIK, self.profil.uraian)
        asli = IsiAsli.objects.get(profil=self.profil)
        self.assertNotIn(NIK.encode(), bytes(asli.sandi))
        self.assertEqual(buka_asli(isi_asli=asli, oleh=self.citra, alasan="Mencocokkan data"), CERITA)

    def test_tulisan_tanpa_rahasia_tidak_disimpan_dua_kali(self):
        self.assertFalse(IsiAsli.objects.filter(profil=tiket_ani(self, uraian="Surat kosong")).exists())

    def test_pesan_juga(self):
        peristiwa = balas(profil=self.profil, oleh=self.ani, isi=f"No KK {NIK} ya")
        self.assertEqual(IsiAsli.objects.get(peristiwa=peristiwa).bagian, "pesan")

    def test_hanya_petugas_dengan_alasan_dan_tercatat(self):
        asli = IsiAsli.objects.get(profil=self.profil)
        for orang in (self.ani, self.budi, self.eko, self.fajar, self.hadi):
            with self.assertRaises(TidakDapat):
                buka_asli(isi_asli=asli, oleh=orang, alasan="Ingin tahu isinya saja")
        with self.assertRaises(TidakDapat):
            buka_asli(isi_asli=asli, oleh=self.citra, alasan="coba")
        self.assertFalse(PeristiwaTiket.objects.filter(jenis="buka_asli").exists())
        buka_asli(isi_asli=asli, oleh=self.citra, alasan="Mencocokkan data ganda")
        jejak = PeristiwaTiket.objects.get(jenis="buka_asli")
        self.assertEqual((jejak.pelaku, jejak.alasan), (self.citra, "Mencocokkan data ganda"))

    def test_halamannya_menampilkan_sekali_dan_tidak_disimpan_peramban(self):
        alamat = reverse("pusat_bantuan:tiket-asli", args=[self.profil.kode])
        asli = IsiAsli.objects.get(profil=self.profil)
        isian = {"isi_asli": asli.pk, "alasan": "Mencocokkan data ganda"}
        for orang in (self.budi, self.ani, self.eko):
            self.client.force_login(orang)
            self.assertEqual(self.client.post(alamat, isian).status_code, 404)
        self.client.force_login(self.citra)
        self.assertNotContains(self.client.get(alamat), NIK)
        buka = self.client.post(alamat, isian)
        self.assertContains(buka, NIK)
        self.assertIn("no-store", buka["Cache-Control"])
        self.assertNotContains(self.client.get(alamat), NIK)
        self.assertContains(self.client.post(alamat, {"isi_asli": "x", "alasan": ""}), "alasan", status_code=422)

    def test_samaran_keliru_dilepas_sekali(self):
        asli = IsiAsli.objects.get(profil=self.profil)
        lepas_samaran(isi_asli=asli, oleh=self.citra, alasan="nomor seri printer")
        self.assertIn(NIK, ProfilTiket.objects.select_related("tiket").get(pk=self.profil.pk).uraian)
        self.assertFalse(IsiAsli.objects.filter(profil=self.profil).exists())

    def test_dibuang_sesudah_sembilan_puluh_hari(self):
        self.assertEqual(buang_asli_lama(), 0)
        IsiAsli.objects.update(hapus_pada=timezone.now() - timedelta(seconds=1))
        self.assertEqual(buang_asli_lama(), 1)


class Penghapusan(DuniaUji):
    databases = "__all__"

    def _beres(self) -> ProfilTiket:
        profil = tiket_ani(self, uraian=CERITA)
        balas(profil=profil, oleh=self.budi, isi="Catatan rahasia dapur", dalam=True)
        selesaikan(profil=profil, oleh=self.budi, isi="Jawaban panjang")
        konfirmasi(profil=profil, oleh=self.ani)
        return ProfilTiket.objects.get(pk=profil.pk)

    def test_isi_hilang_hitungan_tinggal(self):
        profil = self._beres()
        kejadian = profil.peristiwa.count()
        for orang in (self.ani, self.budi, self.hadi):
            with self.assertRaises(TidakDapat):
                hapus_isi_tiket(profil=profil, oleh=orang, alasan="Ingin dihapus saja")
        hapus_isi_tiket(profil=profil, oleh=self.citra, alasan="Permintaan warga")
        hapus_isi_tiket(profil=profil, oleh=self.citra, alasan="Permintaan warga")
        profil = ProfilTiket.objects.select_related("tiket").get(pk=profil.pk)
        self.assertEqual((profil.judul, profil.uraian, profil.keadaan), ("(dihapus)", "", "ditutup"))
        self.assertEqual(profil.peristiwa.count(), kejadian + 1)
        self.assertFalse(profil.tiket.followup_set.exclude(comment="").exists())
        self.assertFalse(profil.isi_asli.exists())
        self.client.force_login(self.citra)
        self.assertNotContains(self.client.get(profil.get_absolute_url()), "rahasia dapur")

    def test_jawaban_bidang_penilaian_kabar_dan_surat_ikut_hilang(self):
        profil = self._beres()
        ProfilTiket.objects.filter(pk=profil.pk).update(isian={"log": "rahasia di log"})
        Nilai.objects.create(profil=profil, putaran=0, skor=3, komentar="Terima kasih Pak Rahasia", oleh=self.ani)
        lain = tiket_ani(self, uraian="Soal lain")
        self.assertTrue(SuratKeluar.objects.filter(kunci__startswith=f"tiket:{profil.pk}:").exists())
        hapus_isi_tiket(profil=profil, oleh=self.citra, alasan="Permintaan warga")
        self.assertEqual(ProfilTiket.objects.get(pk=profil.pk).isian, {})
        self.assertEqual(Nilai.objects.get(profil=profil).komentar, "")
        self.assertFalse(SuratKeluar.objects.filter(kunci__startswith=f"tiket:{profil.pk}:").exists())
        self.assertEqual(
            set(Kabar.objects.filter(kunci__startswith=f"tiket:{profil.pk}:").values_list("isi", flat=True)), {""}
        )
        kabar = Kabar.objects.filter(kunci__startswith=f"tiket:{lain.pk}:").first()
        self.assertEqual(kabar.isi, lain.judul)

    def test_dari_baris_perintah(self):
        profil = self._beres()
        kontak = Kontak.objects.dari_email(email="darto@contoh.example", nama="Pak Darto")
        perintah = ["hapus_isi", "--tiket", profil.kode.lower(), "--kontak", "DARTO@contoh.example"]
        for kurang, sebab in (
            ([*perintah, "--alasan", "x"], "10 huruf"), (["hapus_isi", "--alasan", "Permintaan warga"], "Sebut"),
            (["hapus_isi", "--tiket", "ZZ-ZZZZ", "--alasan", "Permintaan warga"], "tidak ada"),
        ):  # fmt: skip
            with self.assertRaisesMessage(CommandError, sebab):
                call_command(*kurang)
        keluar = StringIO()
        call_command(*perintah, "--alasan", "Permintaan warga", "--lihat", stdout=keluar)
        self.assertIn("akan dihapus", keluar.getvalue())
        self.assertIsNone(ProfilTiket.objects.get(pk=profil.pk).isi_dihapus_pada)
        call_command(*perintah, "--alasan", "Permintaan warga", stdout=keluar)
        kontak.refresh_from_db()
        self.assertEqual((ProfilTiket.objects.get(pk=profil.pk).uraian, kontak.email), ("", ""))

    def test_layar_membuang_yang_lewat_masa_simpan_sekarang_juga(self):
        profil, alamat = self._beres(), reverse("pusat_bantuan:pdp-buang")
        lama = timezone.now() - timedelta(days=5 * 365 + 1)
        ProfilTiket.objects.filter(pk=profil.pk).update(ditutup_pada=lama)
        self.client.force_login(self.budi)
        self.assertEqual(self.client.post(alamat).status_code, 404)
        self.client.force_login(self.citra)
        self.assertContains(self.client.get(reverse("pusat_bantuan:pdp")), "Buang sekarang")
        self.assertContains(self.client.post(alamat, follow=True), "1 isi tiket")
        self.assertIsNotNone(ProfilTiket.objects.get(pk=profil.pk).isi_dihapus_pada)
        self.assertNotContains(self.client.get(reverse("pusat_bantuan:pdp")), "Buang sekarang")

    def test_halaman_minta_kode_diketik(self):
        profil = self._beres()
        alamat = reverse("pusat_bantuan:tiket-hapus-isi", args=[profil.kode])
        self.client.force_login(self.budi)
        self.assertEqual(self.client.get(alamat).status_code, 404)
        self.client.force_login(self.citra)
        isian = {"alasan": "Permintaan warga", "kode": "XX-0000"}
        self.assertEqual(self.client.post(alamat, isian).status_code, 422)
        self.assertRedirects(self.client.post(alamat, isian | {"kode": profil.kode.lower()}), profil.get_absolute_url())

    def test_masa_simpan_lima_tahun(self):
        profil, baru = self._beres(), self._beres()
        lama = timezone.now() - timedelta(days=5 * 365 + 1)
        ProfilTiket.objects.filter(pk=profil.pk).update(ditutup_pada=lama)
        call_command("buang_lama", "--lihat", verbosity=0)
        self.assertIsNone(ProfilTiket.objects.get(pk=profil.pk).isi_dihapus_pada)
        self.assertEqual(masa_simpan()["isi tiket"], 1)
        self.assertEqual(masa_simpan()["isi tiket"], 0)
        self.assertIsNotNone(ProfilTiket.objects.get(pk=profil.pk).isi_dihapus_pada)
        self.assertIsNone(ProfilTiket.objects.get(pk=baru.pk).isi_dihapus_pada)
        self.assertEqual(ProfilTiket.objects.get(pk=profil.pk).ditutup_pada, lama)

    def test_data_kontak(self):
        kontak = Kontak.objects.dari_email(email="darto@contoh.example", nama="Pak Darto")
        hapus_kontak(kontak=kontak, oleh=self.citra, alasan="Permintaan 7")
        kontak.refresh_from_db()
        self.assertEqual((kontak.nama, kontak.email), ("(dihapus)", ""))


class PermintaanDataPribadi(DuniaUji):
    databases = "__all__"

    def _ajukan(self, **lain) -> PermintaanPdp:
        isi = {"jenis": "insiden", "nama": "Warga", "hubungi": "warga@contoh.example", "uraian": "Data bocor"}
        return ajukan_pdp(**isi | {"kunci_kirim": uuid.uuid4()} | lain)

    def test_tenggat_jam_dinding_dan_tiga_peringatan_sekali_saja(self):
        mulai = timezone.now() - timedelta(hours=23, minutes=59)
        permintaan = self._ajukan()
        PermintaanPdp.objects.filter(pk=permintaan.pk).update(diterima_pada=mulai)
        self.assertEqual(ingatkan_pdp(), 0)
        for jam in (24, 48, 72):
            saat = mulai + timedelta(hours=jam)
            self.assertEqual(ingatkan_pdp(saat=saat), 1, jam)
            self.assertEqual(ingatkan_pdp(saat=saat), 0, jam)
        self.assertEqual(ingatkan_pdp(saat=mulai + timedelta(days=9)), 0)
        self.assertEqual(Kabar.objects.filter(penerima=self.citra, kunci__startswith="pdp:").count(), 4)
        self.assertEqual(LangkahPdp.objects.filter(permintaan=permintaan).count(), 4)

    def test_hitungan_mulai_saat_insiden_diketahui(self):
        tahu = timezone.now().replace(microsecond=0) - timedelta(hours=30)
        permintaan = self._ajukan(diketahui_pada=tahu)
        self.assertEqual(permintaan.tenggat, tahu + timedelta(hours=72))

    def test_siapa_pun_mengajukan_hanya_penanggung_jawab_membaca(self):
        alamat = reverse("pusat_bantuan:pdp-ajukan")
        kunci = str(uuid.uuid4())
        isian = {
            "jenis": "penarikan", "nama": "Warga", "hubungi": "0812 3456 7890", "uraian": f"Hapus NIK {NIK}",
            "kunci_kirim": kunci, "situs_web": "",
        }  # fmt: skip
        self.assertEqual(self.client.post(alamat, isian | {"hubungi": "rumah saya"}).status_code, 422)
        for _ in range(2):
            self.assertRedirects(self.client.post(alamat, isian), reverse("pusat_bantuan:pdp-terkirim"))
        permintaan = PermintaanPdp.objects.get(kunci_kirim=kunci)
        self.assertNotIn(NIK, permintaan.uraian)
        for orang in (self.ani, self.budi, self.eko, self.fajar, self.gita):
            self.client.force_login(orang)
            self.assertEqual(self.client.get(permintaan.get_absolute_url()).status_code, 404)
            self.assertEqual(self.client.get(reverse("pusat_bantuan:pdp")).status_code, 404)
        self.client.force_login(self.citra)
        self.assertContains(self.client.get(reverse("pusat_bantuan:pdp")), "Warga")

    def test_perangkap_tidak_menyimpan(self):
        isian = {"jenis": "akses", "nama": "Bot", "hubungi": "bot@contoh.example", "uraian": "x", "situs_web": "http://x",
                 "kunci_kirim": str(uuid.uuid4())}  # fmt: skip
        self.client.post(reverse("pusat_bantuan:pdp-ajukan"), isian)
        self.assertFalse(PermintaanPdp.objects.exists())

    def test_dijawab_sampai_ke_alamatnya(self):
        permintaan = self._ajukan()
        self.client.force_login(self.citra)

        def tindak(nama, **isi):
            return self.client.post(reverse("pusat_bantuan:pdp-tindak", args=[permintaan.pk, nama]), isi)

        tindak("ambil")
        tindak("catat", isi="Subjek diberi tahu tertulis")
        self.assertEqual(tindak("jawab", jawaban="").status_code, 422)
        tindak("jawab", jawaban="Sudah kami tangani.")
        permintaan.refresh_from_db()
        self.assertEqual((permintaan.keadaan, permintaan.penangan), ("selesai", self.citra))
        self.client.force_login(self.budi)
        self.assertEqual(tindak("jawab", jawaban="Palsu").status_code, 404)

    def test_pemohon_berakun_membaca_jawabannya(self):
        permintaan = self._ajukan(pengguna=self.ani)
        self.client.force_login(self.ani)
        self.assertEqual(self.client.get(permintaan.get_absolute_url()).status_code, 200)
