"""Formulir bantuan: pertanyaan menurut bidang, lampiran yang keliru, mencatatkan untuk orang lain, dari topik forum."""

from __future__ import annotations

import gzip
import re
import uuid
from pathlib import Path

from bs4 import BeautifulSoup
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import SimpleTestCase
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from akun.models import Pengguna, Penugasan
from forum.layanan import mulai_topik
from forum.models import Ruang
from modul_pelatihan.models import Bidang
from pusat_bantuan import tautan_tamu
from pusat_bantuan.forms.tiket_baru import FormTiketDasar
from pusat_bantuan.isian import BIDANG, UMUM, IsianKeliru, periksa_isian, sajikan, untuk_bidang
from pusat_bantuan.models import LampiranTiket, Pencatatan, ProfilTiket, TautanTopik
from pusat_bantuan.obrolan import urai
from pusat_bantuan.ringkasan import DARI_ISIAN, ringkasan_laporan
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa

from .dunia import tiket_ani
from .test_berkas import png

BARU = "pusat_bantuan:tiket-baru"


class Isian(SimpleTestCase):
    def test_tiap_bidang_paling_banyak_tiga_pertanyaan_dan_namanya_tidak_bertabrakan(self):
        nama = [satu.nama for satu in UMUM] + [satu.nama for daftar in BIDANG.values() for satu in daftar]
        self.assertEqual(len(nama), len(set(nama)))
        self.assertEqual([slug for slug, daftar in BIDANG.items() if len(daftar) > 3], [])
        for _, daftar in FormTiketDasar.KELOMPOK:
            self.assertLessEqual(len(daftar), 4)

    def test_token_tidak_pernah_ditanyakan(self):
        for satu in untuk_bidang("token-layanan"):
            self.assertNotIn("token", satu.label.lower())

    def test_jawaban_yang_keliru_disebut_satu_per_satu(self):
        self.assertEqual(
            periksa_isian("surat-tte", {"templat": "rtf", "modul": "Cetak Surat", "langkah": " "}),
            {"templat": "rtf", "modul": "cetak-surat"},
        )
        with self.assertRaises(IsianKeliru) as galat:
            periksa_isian(
                "surat-tte",
                {"templat": "word", "php": "8.1", "tautan_cadangan": "javascript:alert(1)", "jenis_surat": 7, "log": "x" * 10_001},
            )  # fmt: skip
        self.assertEqual(set(galat.exception.galat), {"templat", "php", "tautan_cadangan", "jenis_surat", "log"})

    def test_disajikan_dengan_kata_dan_nama_lama_tetap_tampil(self):
        tampil = [
            (satu.sebutan, nilai)
            for satu, nilai in sajikan({"templat": "rtf", "kolom_lama": "x", "demo": "tidak_tahu"})
        ]
        self.assertEqual(
            tampil, [("Terjadi juga di situs demo", "Tidak tahu"), ("Templat", "RTF"), ("Kolom lama", "x")]
        )

    @given(st.dictionaries(st.text(max_size=12), st.one_of(st.text(max_size=60), st.integers(), st.none()), max_size=6))
    def test_kiriman_apa_pun_hanya_menghasilkan_jawaban_sah_atau_kalimat(self, mentah):
        try:
            hasil = periksa_isian("pembaruan", mentah)
        except IsianKeliru as galat:
            self.assertTrue(all(galat.galat.values()))
        else:
            self.assertTrue(all(isinstance(nilai, str) and nilai for nilai in hasil.values()))


class ObrolanWhatsApp(SimpleTestCase):
    EKSPOR = (
        "12/11/26 09.15 - Pesan dan panggilan dienkripsi secara end-to-end.\n"
        "12/11/26 09.15 - Bu Rina Suliki: Pagi Pak, kop suratnya hilang\n"
        "sejak kemarin sore\n"
        "12/11/26 09.17 - Budi: Hubungi 0812-3456-7890 ya\n"
        "12/11/26 09.20 - Bu Rina Suliki: <Media tidak disertakan>\n"
        "13/11/26 10.00 - +62 812-3456-7890: Pesan ini dihapus\n"
        "13/11/26 10.01 - Bu Rina Suliki: Sudah dicoba, masih sama\n"
    )

    def test_ekspor_android_menjadi_cerita_bernomor_tersamar(self):
        hasil = urai(self.EKSPOR)
        self.assertEqual((hasil.siapa, hasil.pesan), ("Bu Rina Suliki", 4))
        self.assertIn("Percakapan WhatsApp, 12 November 2026:", hasil.cerita)
        self.assertIn("Bu Rina Suliki (09.15): Pagi Pak, kop suratnya hilang\nsejak kemarin sore", hasil.cerita)
        self.assertIn("0812••••7890", hasil.cerita)
        self.assertIn("(09.20): [lampiran]", hasil.cerita)
        for hilang in ("3456", "dienkripsi", "dihapus"):
            self.assertNotIn(hilang, hasil.cerita)

    def test_bentuk_iphone_dan_jam_dua_belas(self):
        iphone = urai("[12/11/2026, 21.15.22] Bu Rina: Halo\n[12/11/2026, 21.16.00] Bu Rina: \u200eimage omitted")
        self.assertIn("Bu Rina (21.15): Halo", iphone.cerita)
        self.assertIn("[lampiran]", iphone.cerita)
        self.assertIn("Bu Rina (21.05): Halo", urai("11/23/26, 9:05\u202fPM - Bu Rina: Halo").cerita)
        self.assertIn("23 November 2026", urai("11/23/26, 9:05 PM - Bu Rina: Halo").cerita)

    def test_yang_bukan_ekspor_tetap_apa_adanya_kecuali_nomornya(self):
        hasil = urai("kop hilang, WA 081234567890")
        self.assertEqual((hasil.cerita, hasil.pesan), ("kop hilang, WA 0812••••7890", 0))

    @given(st.text(max_size=400))
    def test_tempelan_apa_pun_tidak_menggagalkan(self, teks):
        self.assertIsInstance(urai(teks).cerita, str)


class Formulir(DuniaUji):
    def isi(self, **lain) -> dict:
        return {
            "wilayah": self.wilayah["13.07.01.2004"].pk, "bidang": Bidang.objects.get(slug="surat-tte").pk,
            "judul": "Kop hilang", "uraian": "Kop kosong saat dicetak.", "kunci_kirim": str(uuid.uuid4()),
        } | lain  # fmt: skip

    def kirim(self, **lain):
        return self.client.post(reverse(BARU), self.isi(**lain))

    def test_jawaban_bidang_tersimpan_tampil_dan_tersamar(self):
        self.masuk(self.ani)
        jawab = self.kirim(**{
            "surat-tte-jenis_surat": "Keterangan usaha", "surat-tte-templat": "rtf", "langkah": "1. Cetak NIK 1307044503890001",
            "log": "ERROR password: rahasia123", "modul": "cetak surat", "demo": "ya", "domain": "https://suliki.contoh",
            "instalasi-hosting-php": "8.1",
        })  # fmt: skip
        profil = ProfilTiket.objects.get()
        self.assertRedirects(jawab, profil.get_absolute_url())
        self.assertEqual((profil.dampak, profil.domain), ("sedang", "https://suliki.contoh"))
        self.assertEqual(set(profil.isian), {"jenis_surat", "templat", "langkah", "log", "modul", "demo"})
        self.assertNotIn("1307044503890001", str(profil.isian))
        self.assertNotIn("rahasia123", str(profil.isian))
        self.masuk(self.budi)
        halaman = self.client.get(profil.get_absolute_url())
        for kata in ("Jenis surat", "Keterangan usaha", "RTF", "Terjadi juga di situs demo", "cetak-surat"):
            self.assertContains(halaman, kata)

    def test_jawaban_bidang_yang_keliru_kembali_bersama_tulisannya(self):
        self.masuk(self.ani)
        jawab = self.kirim(
            **{"surat-tte-templat": "word", "surat-tte-jenis_surat": "Usaha", "tautan_cadangan": "ftp://x"}
        )
        self.assertEqual(jawab.status_code, 422)
        for kata in ("Pilih salah satu jawaban yang ada", "Usaha", "diawali https://", "Kop hilang"):
            self.assertContains(jawab, kata, status_code=422)
        self.assertFalse(ProfilTiket.objects.exists())

    def test_tanpa_skrip_pertanyaan_bidang_dimuat_tanpa_mengirim(self):
        self.masuk(self.ani)
        jawab = self.kirim(muat="ya", uraian="")
        self.assertEqual(jawab.status_code, 200)
        self.assertFalse(ProfilTiket.objects.exists())
        sop = BeautifulSoup(jawab.content, "html.parser")
        tampak = [satu for satu in sop.select("fieldset[data-bidang]") if not satu.has_attr("hidden")]
        self.assertEqual([satu.legend.text for satu in tampak], ["Surat dan TTE"])
        self.assertTrue(all(satu.has_attr("disabled") for satu in sop.select("fieldset[data-bidang][hidden]")))
        self.assertEqual(sop.select(".isian__galat"), [])
        self.assertEqual(sop.select_one("#id_judul")["value"], "Kop hilang")

    def test_berkas_keliru_tidak_menjatuhkan_tiket_dan_yang_lain(self):
        self.masuk(self.ani)
        berkas = [
            SimpleUploadedFile("x.svg", b"<svg/>"),
            SimpleUploadedFile("layar.png", png()),
            SimpleUploadedFile("a.exe", b"MZ"),
        ]
        jawab = self.client.post(reverse(BARU), self.isi() | {"lampiran": berkas}, follow=True)
        self.assertEqual(LampiranTiket.objects.count(), 1)
        self.assertContains(jawab, "“x.svg” tidak dapat dikirim")
        self.assertContains(jawab, "“a.exe” tidak dapat dikirim")

    def test_keamanan_selalu_kritis_dan_terbatas(self):
        self.masuk(self.ani)
        keamanan = Bidang.objects.get(slug="keamanan").pk
        self.kirim(bidang=keamanan, dampak="ringan", **{"keamanan-ciri": "judi daring"})
        profil = ProfilTiket.objects.get()
        self.assertEqual((profil.dampak, profil.terbatas, profil.isian), ("kritis", True, {"ciri": "judi daring"}))
        self.assertFalse(profil.boleh_dilihat(oleh=Pengguna.objects.get(pk=self.budi.pk)))

    def test_kiriman_latar_menjawab_alamat_dan_pesannya_tampil_di_sana(self):
        self.masuk(self.ani)
        jawab = self.client.post(reverse(BARU), self.isi(), headers={"X-Kirim": "latar"})
        profil = ProfilTiket.objects.get()
        self.assertEqual(jawab.json(), {"ke": profil.get_absolute_url()})
        self.assertContains(self.client.get(profil.get_absolute_url()), f"Tiket {profil.kode} terkirim")

    def test_laporan_terakhir_mengisi_dan_alamat_boleh_memilih_bidang(self):
        FaktaDesa.objects.create(
            wilayah=self.wilayah["13.07.01.2004"], versi="2410.0.0", url="https://a.contoh", tema="esensi"
        )
        self.masuk(self.ani)
        halaman = self.client.get(reverse(BARU), {"bidang": "cadangan", "desa": "99.99", "topik": "x"})
        sop = BeautifulSoup(halaman.content, "html.parser")
        self.assertEqual(sop.select_one("#id_versi")["value"], "2410.0.0")
        self.assertEqual(sop.select_one("#id_bidang option[selected]").text, "Cadangan dan pemulihan")
        self.assertContains(halaman, "enam bulan kemudian")

    def test_muat_pertama_tidak_lebih_dari_60_kb(self):
        """HTML, gaya, skrip, huruf, dan sprite ikon; termampat seperti di kawat."""
        for siapa in (None, self.ani, self.budi):
            self.client.logout()
            if siapa:
                self.masuk(siapa)
            jawab = self.client.get(reverse(BARU))
            html = len(gzip.compress(jawab.content, 9))
            aset = set(re.findall(rb'(?:href|src)="/statis/([^"#]+\.(?:css|js))', jawab.content))
            berat = html + 27_300  # huruf Plus Jakarta Sans, sudah woff2
            for nama in (*aset, b"situs/ikon.svg", b"situs/gambar/lambang.svg"):
                kamar = nama.decode().split("/")[0]
                berat += len(
                    gzip.compress((Path(settings.BASE_DIR) / kamar / "static" / nama.decode()).read_bytes(), 9)
                )
            self.assertLessEqual(html, 25 * 1024)
            self.assertLessEqual(berat, 60 * 1024, f"{siapa}: {berat}")


class MencatatkanOrangLain(DuniaUji):
    def kirim(self, **lain):
        isi = {
            "wilayah": "13.07.01.2001", "bidang": Bidang.objects.get(slug="surat-tte").pk, "uraian": "Kop kosong",
            "kunci_kirim": str(uuid.uuid4()), "atas_nama": "Bu Rina", "kanal_wakil": "telepon", "hp": "0812 3456 7890",
            "persetujuan": "on",
        } | lain  # fmt: skip
        return self.client.post(reverse(BARU), {k: v for k, v in isi.items() if v is not None})

    def test_siapa_bagaimana_dan_persetujuannya_tercatat(self):
        self.masuk(self.budi)
        kunci = str(uuid.uuid4())
        satu, dua = self.kirim(kunci_kirim=kunci), self.kirim(kunci_kirim=kunci)
        self.assertEqual(satu.url, dua.url)
        profil = ProfilTiket.objects.get()
        catatan = Pencatatan.objects.get()
        self.assertEqual((catatan.oleh, catatan.cara, catatan.nama), (self.budi, "telepon", "Bu Rina"))
        self.assertIn("setuju", catatan.persetujuan)
        self.assertEqual((profil.kontak.nama, profil.kontak.hp, profil.pemohon), ("Bu Rina", "+6281234567890", None))
        self.assertTrue(tautan_tamu.bertautan(profil))
        self.assertEqual((profil.simpul, profil.boleh_ditangani(oleh=self.budi)), (self.simpul, True))
        halaman = self.client.get(profil.get_absolute_url())
        self.assertContains(halaman, "Dicatat Budi Santoso untuk")

    def test_soal_keamanan_yang_dicatatkan_pegiat_tidak_terbuka_baginya(self):
        self.masuk(self.budi)
        jawab = self.kirim(bidang=Bidang.objects.get(slug="keamanan").pk)
        self.assertRedirects(jawab, reverse("pusat_bantuan:beranda"))
        self.assertTrue(ProfilTiket.objects.get().terbatas)

    def test_tanpa_persetujuan_atau_di_luar_wilayahnya_ditolak_dan_tulisannya_tetap(self):
        self.masuk(self.budi)
        for lain, kalimat in (
            ({"persetujuan": None}, "Tanyakan dulu persetujuannya"),
            ({"wilayah": "17.03.01.2001"}, "tidak termasuk"),
            ({"hp": "123"}, "nomor HP Indonesia"),
            ({"atas_nama": "", "persetujuan": None}, "Tulis nama orang"),
        ):
            with self.subTest(lain=lain):
                jawab = self.kirim(**lain)
                self.assertContains(jawab, kalimat, status_code=422)
                self.assertContains(jawab, "Kop kosong", status_code=422)
        self.assertFalse(ProfilTiket.objects.exists())

    def test_obrolan_ditempel_menjadi_cerita_tanpa_mengirim(self):
        self.masuk(self.budi)
        jawab = self.kirim(obrolan=ObrolanWhatsApp.EKSPOR, rapikan="ya", uraian="", atas_nama="", persetujuan=None)
        self.assertEqual(jawab.status_code, 200)
        sop = BeautifulSoup(jawab.content, "html.parser")
        self.assertIn("0812••••7890", sop.select_one("#id_uraian").text)
        self.assertEqual(sop.select_one("#id_atas_nama")["value"], "Bu Rina Suliki")
        self.assertEqual(sop.select_one("#id_kanal_wakil option[selected]")["value"], "wa")
        self.assertEqual(sop.select_one("#id_obrolan").text.strip(), "")
        self.assertFalse(ProfilTiket.objects.exists())

    def test_operator_tidak_melihat_isian_pencatat(self):
        self.masuk(self.ani)
        self.assertNotContains(self.client.get(reverse(BARU)), "Siapa yang meminta")


class DariTopik(DuniaUji):
    def setUp(self):
        ruang = Ruang.objects.create(simpul=self.simpul, slug="tanya", nama="Tanya jawab")
        self.topik = mulai_topik(
            ruang=ruang, penulis=self.ani, jenis="tanya", judul="Kop surat hilang", sumber="Setelah naik ke 2410.",
            bidang=[Bidang.objects.get(slug="kop-tte")], wilayah=[self.wilayah["13.07.01.2004"]],
        )  # fmt: skip

    def test_penulisnya_menjadikannya_tiket_dan_tautannya_dua_arah(self):
        self.masuk(self.ani)
        tombol = f"{reverse(BARU)}?topik={self.topik.pk}"
        self.assertContains(self.client.get(self.topik.get_absolute_url()), tombol)
        halaman = self.client.get(tombol)
        for kata in ("Kop surat hilang", "Setelah naik ke 2410."):
            self.assertContains(halaman, kata)
        sop = BeautifulSoup(halaman.content, "html.parser")
        self.assertEqual(sop.select_one("#id_bidang option[selected]").text, "Surat dan TTE")
        isian = {satu["name"]: satu.get("value", "") for satu in sop.select("form[data-tiket-baru] input[type=hidden]")}
        isian |= {"bidang": sop.select_one("#id_bidang option[selected]")["value"], "uraian": "Setelah naik ke 2410."}
        self.client.post(tombol, isian)
        self.client.post(tombol, isian)
        tautan = TautanTopik.objects.get()
        self.assertEqual((tautan.peran, tautan.topik, tautan.profil.kanal), ("asal", self.topik, "forum"))
        halaman = self.client.get(self.topik.get_absolute_url())
        self.assertContains(halaman, tautan.profil.kode)
        self.assertNotContains(halaman, tombol)

    def test_orang_lain_tidak_mendapat_tombolnya_dan_nomornya_diabaikan(self):
        Penugasan.objects.filter(pengguna=self.eko).update(keadaan="aktif")
        self.masuk(self.eko)
        self.assertNotContains(self.client.get(self.topik.get_absolute_url()), f"{reverse(BARU)}?topik=")
        self.assertNotContains(self.client.get(f"{reverse(BARU)}?topik={self.topik.pk}"), "Setelah naik")
        self.masuk(self.budi)
        self.assertContains(self.client.get(self.topik.get_absolute_url()), f"{reverse(BARU)}?topik=")


class DariHalamanDesa(DuniaUji):
    def test_yang_berhak_mendapat_formulir_terisi_dari_halaman_desanya(self):
        tombol = f"{reverse(BARU)}?desa=13.07.01.2004"
        for orang, tampil in ((self.ani, True), (self.budi, True), (self.eko, False), (None, False)):
            with self.subTest(orang=str(orang)):
                self.client.logout()
                if orang:
                    self.masuk(orang)
                halaman = self.client.get(reverse("replikasi:wilayah", args=["13.07.01.2004"]))
                (self.assertContains if tampil else self.assertNotContains)(halaman, tombol)
        self.masuk(self.budi)
        self.assertContains(self.client.get(tombol), "Nagari Suliki (13.07.01.2004)")


class IsianYangRusak(DuniaUji):
    """Isian lama, dari sistem lain, atau rusak tidak menjatuhkan halaman tiket dan ringkasannya."""

    def test_ringkasan_membaca_pertanyaan_yang_memang_ditanyakan(self):
        self.assertLessEqual({nama for _, nama in DARI_ISIAN}, {satu.nama for satu in UMUM})

    def test_halaman_dan_ringkasan_tetap_terbuka(self):
        profil = tiket_ani(self)
        self.client.force_login(self.budi)
        for isian in (
            {"langkah": ["satu", "dua"], "dulu_ada": {"x": 1}, "harapan": 7},
            ["bukan kamus"],
            "teks",
            {"": ""},
            {},
        ):
            ProfilTiket.objects.filter(pk=profil.pk).update(isian=isian)
            profil = ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)
            self.assertIn("(lengkapi)", ringkasan_laporan(profil))
            for alamat in (profil.get_absolute_url(), f"{profil.get_absolute_url()}ringkasan/"):
                self.assertEqual(self.client.get(alamat).status_code, 200, (isian, alamat))
