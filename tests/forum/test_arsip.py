"""Arsip obrolan: impor yang tidak menggandakan, nama tersamar, hanya anggota, dan pesan menjadi topik (forum.md 10.1)."""

from __future__ import annotations

import json
import uuid
from datetime import date, timedelta
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from akun.models import Kabar
from forum import audit, contoh, layanan
from forum.models import ArsipObrolan, ImporObrolan, Kiriman, PesanImpor, PesertaObrolan, Topik
from forum.models.obrolan import tempat_pribadi
from tests.tokoh import DuniaUji

from .alat import buat_ruang, buat_simpul, kerjakan_tugas

TELEGRAM = (Path(contoh.__file__).parent / "contoh_data" / "grup_telegram.json").read_bytes()
WHATSAPP = (
    "12/03/24 14.05 - Pesan dan panggilan dienkripsi secara end-to-end.\n"
    "12/03/24 14.06 - Rudi Hartono: Peta wilayah tidak muncul\nsudah dicoba dua peramban\n"
    "12/03/24 14.08 - +62 812-3456-7890: <Media tidak disertakan>\n"
    "12/03/24 14.09 - +62 812-3456-7890: Cek kunci peta, Rudi Hartono\n"
    "12/03/24 14.09 - +62 812-3456-7890: ok\n12/03/24 14.09 - +62 812-3456-7890: ok\n"
)


class DuniaArsip(DuniaUji):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.kelompok = buat_simpul("kelompok-arsip", "anggota", cls.ani, pengurus=cls.budi)
        cls.ruang = buat_ruang(cls.kelompok)
        audit.betulkan()

    def unggah(self, isi: bytes | str = TELEGRAM, siapa=None, **data):
        self.client.force_login(siapa or self.budi)
        nama = data.pop("nama_berkas", "result.json")
        isian = {
            "kunci_kirim": uuid.uuid4(), "sumber": "telegram", "nama": "Grup operator", "zona": "Asia/Jakarta", "urutan": "dmy",
            "persetujuan": "Diumumkan di grup", "persetujuan_pada": date.today().isoformat(), "sudah": "on",
            "berkas": SimpleUploadedFile(nama, isi if isinstance(isi, bytes) else isi.encode()),
        } | data  # fmt: skip
        return self.client.post(reverse("forum:arsip-semua", args=[self.kelompok.slug]), isian)

    def muat(self, isi: bytes | str = TELEGRAM, tinggalkan=(), **data) -> ImporObrolan:
        jawab = self.unggah(isi, **data)
        self.assertEqual(jawab.status_code, 302, jawab.content.decode()[-3000:])
        kerjakan_tugas()
        impor = ImporObrolan.objects.latest("pk")
        self.client.post(impor.get_absolute_url(), {"aksi": "muat", "tinggalkan": list(tinggalkan)})
        kerjakan_tugas()
        impor.refresh_from_db()
        return impor


class TestImpor(DuniaArsip):
    def test_ekspor_telegram_masuk_dengan_nama_dan_data_orang_tersamar(self):
        impor = self.muat()
        self.assertEqual((impor.keadaan, impor.jumlah, impor.baru, impor.dilewati), ("selesai", 4, 4, 2))
        semua = "\n".join(PesanImpor.objects.order_by("pada").values_list("teks", flat=True))
        for rahasia in ("Rudi", "Sinta", "0812", "1307040101900001", "rahasia123", "@sinta"):
            self.assertNotIn(rahasia, semua)
        self.assertIn("Pak Anggota 1, coba bersihkan", semua)
        self.assertIn("`Pengaturan > Bersihkan cache`", semua)
        isi = self.client.get(impor.arsip.get_absolute_url()).content.decode()
        self.assertIn("Anggota 2", isi)
        self.assertNotIn("Rudi", isi)

    def test_berkas_yang_sama_dua_kali_tidak_menambah_dan_yang_lebih_panjang_menambah_sisanya(self):
        self.muat()
        kedua = self.muat()
        self.assertEqual((kedua.baru, PesanImpor.objects.count(), ArsipObrolan.objects.count()), (0, 4, 1))
        self.assertContains(self.client.get(kedua.get_absolute_url()), "Tidak ada yang digandakan")
        naskah = json.loads(TELEGRAM)
        naskah["messages"].append(naskah["messages"][3] | {"id": 9, "text": "Susulan"})
        ketiga = self.muat(json.dumps(naskah).encode())
        self.assertEqual((ketiga.baru, PesanImpor.objects.count()), (1, 5))
        self.assertEqual(ArsipObrolan.objects.get().jumlah_pesan, 5)

    def test_whatsapp_tanpa_nomor_pesan_pun_tidak_digandakan_juga_pesan_kembar(self):
        pertama = self.muat(WHATSAPP, sumber="whatsapp", nama_berkas="chat.txt")
        self.assertEqual((pertama.jumlah, pertama.baru), (4, 4))
        tambah = WHATSAPP + "13/03/24 08.00 - Rudi Hartono: sudah muncul, terima kasih\n"
        kedua = self.muat(tambah, sumber="whatsapp", nama_berkas="chat.txt")
        self.assertEqual((kedua.baru, PesanImpor.objects.filter(teks="ok").count()), (1, 2))
        teks = PesanImpor.objects.get(teks__startswith="Peta").teks
        self.assertEqual(teks, "Peta wilayah tidak muncul\nsudah dicoba dua peramban")
        self.assertTrue(PesanImpor.objects.filter(teks="Cek kunci peta, Anggota 1").exists())

    def test_nama_yang_hanya_mengirim_foto_dan_yang_disebut_pun_tersamar(self):
        isi = (
            "12/03/24 14.06 - Rudi Hartono: Tanya @\u2068Sinta Melati\u2069 atau @\u2068Pak Camat Suliki\u2069\n"
            "12/03/24 14.07 - Sinta Melati: <Media tidak disertakan>\n12/03/24 14.08 - Rudi Hartono: makasih Sinta Melati\n"
        )
        impor = self.muat(isi, sumber="whatsapp", nama_berkas="chat.txt")
        self.assertEqual((impor.jumlah, impor.dilewati), (2, 1))
        self.assertEqual(
            list(PesanImpor.objects.order_by("pada").values_list("teks", flat=True)),
            ["Tanya Anggota 2 atau [sebutan]", "makasih Anggota 2"],
        )
        foto = {
            "id": 8,
            "type": "message",
            "date_unixtime": "1710000000",
            "from": "Tuti Diam",
            "from_id": "u8",
            "text": "",
        }
        naskah = json.loads(TELEGRAM)
        naskah["messages"] += [
            foto,
            foto | {"id": 9, "from": "Rudi", "from_id": "u9", "text": "terima kasih Tuti Diam"},
        ]
        self.muat(json.dumps(naskah).encode())
        self.assertFalse(PesanImpor.objects.filter(teks__contains="Tuti").exists())

    def test_formulir_terkirim_dua_kali_membuat_satu_impor(self):
        kunci = uuid.uuid4()
        satu, dua = self.unggah(kunci_kirim=kunci), self.unggah(kunci_kirim=kunci)
        self.assertEqual(satu.url, dua.url)
        self.assertEqual(ImporObrolan.objects.count(), 1)

    def test_yang_keberatan_ditinggalkan(self):
        impor = self.muat(tinggalkan=[1])
        self.assertEqual((impor.jumlah, impor.baru), (4, 2))
        self.assertFalse(PesanImpor.objects.filter(peserta__nomor=1).exists())

    def test_separuh_emoji_dan_nul_tidak_menghentikan_impor_dan_nomor_kembar_masuk_sekali(self):
        pesan = {"type": "message", "date_unixtime": "1710000000", "from": "Rudi \ud83d", "from_id": "user\x001\ud83d"}
        isi = {"name": "Grup \ud83d", "type": "private_group", "id": 77, "messages": [
            pesan | {"id": 1, "text": "Terpotong \ud83d di sini\x00"}, pesan | {"id": 2, "text": "\x00"},
            pesan | {"id": 3, "text": "Sekali saja"}, pesan | {"id": 3, "text": "Sekali saja"},
        ]}  # fmt: skip
        impor = self.muat(json.dumps(isi))
        self.assertEqual((impor.keadaan, impor.baru), ("selesai", 2))
        self.assertEqual(PesanImpor.objects.order_by("pk").first().teks, "Terpotong  di sini")

    def test_berkas_salah_disebut_salahnya(self):
        for isi, data, kalimat in (
            (b"bukan json", {}, "Ini bukan ekspor Telegram"),
            (b"PK\x03\x04zip", {}, "Ini berkas ZIP"),
            (b"\xff\x00\xaa", {}, "Hurufnya tidak terbaca"),
            (b"tanpa pesan", {"sumber": "whatsapp"}, "Tidak ada pesan yang dikenali"),
            (b"31/12/24 10.00 - A: x", {"sumber": "whatsapp", "urutan": "mdy"}, "tidak mungkin dengan urutan itu"),
            (TELEGRAM, {"sudah": ""}, "wajib"),
            (TELEGRAM, {"persetujuan_pada": "2099-01-01"}, "paling lambat hari ini"),
            (TELEGRAM, {"nama": "a\x00b"}, "Null"),
        ):
            jawab = self.unggah(isi, **data)
            self.assertEqual(jawab.status_code, 422, kalimat)
            if kalimat not in ("wajib", "Null"):
                self.assertContains(jawab, kalimat, status_code=422)
        self.assertEqual(ImporObrolan.objects.count(), 0)

    def test_berkas_terpotong_di_tengah_menjadi_gagal_berkalimat(self):
        jawab = self.unggah(TELEGRAM[: len(TELEGRAM) - 200])
        kerjakan_tugas()
        self.assertContains(self.client.get(jawab.url), "terpotong atau rusak")

    def test_diurungkan_seutuhnya_selama_belum_terbit(self):
        impor = self.muat()
        berkas = impor.berkas.name
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(impor.get_absolute_url(), {"aksi": "buang"})
        self.assertEqual((ArsipObrolan.objects.count(), PesanImpor.objects.count()), (0, 0))
        self.assertFalse(tempat_pribadi().exists(berkas))

    def test_berkas_dan_nama_asal_hilang_sesudah_tujuh_hari(self):
        impor = self.muat()
        ImporObrolan.objects.update(dibuat=timezone.now() - timedelta(days=8))
        self.assertEqual(layanan.sapu_impor(), 1)
        self.assertFalse(tempat_pribadi().exists(impor.berkas.name))
        self.assertFalse(PesertaObrolan.objects.exclude(nama_asal="").exists())
        self.assertEqual(PesanImpor.objects.count(), 4)


class TestMembacaArsip(DuniaArsip):
    def setUp(self) -> None:
        self.arsip = self.muat().arsip

    def test_hanya_anggota_simpulnya_yang_membaca_dan_mencari(self):
        alamat = self.arsip.get_absolute_url()
        for siapa, kode in ((self.ani, 200), (self.eko, 404), (self.hadi, 404), (self.gita, 404)):
            self.client.force_login(siapa)
            self.assertEqual(self.client.get(alamat).status_code, kode, siapa)
            self.assertEqual(self.client.get(alamat, {"q": "surat"}).status_code, kode)
            self.assertEqual(self.client.get(reverse("forum:arsip-semua", args=["kelompok-arsip"])).status_code, kode)
        self.client.force_login(self.ani)
        self.assertEqual(self.client.get(reverse("forum:impor", args=[self.arsip.impor.get().pk])).status_code, 404)
        self.assertEqual(self.client.get(reverse("forum:arsip-peserta", args=[self.arsip.pk])).status_code, 404)
        self.client.logout()
        self.assertEqual(self.client.get(alamat).status_code, 302)

    def test_dicari_dengan_akar_kata_dan_tidak_ikut_pencarian_forum(self):
        self.client.force_login(self.ani)
        isi = self.client.get(self.arsip.get_absolute_url(), {"q": "mencetak"}).content.decode()
        self.assertIn("cetak surat keterangan", isi)
        self.assertNotIn("kopi darat", isi)
        self.assertNotContains(self.client.get("/forum/cari/", {"q": "kopi darat"}), "Siapa yang ikut")
        pesan = PesanImpor.objects.get(teks__contains="kopi darat")
        self.assertContains(self.client.get(self.arsip.get_absolute_url(), {"pesan": pesan.pk}), "kopi darat")
        for buruk in ({"pesan": "9" * 30}, {"halaman": "x"}, {"q": "\x00'\""}, {"pesan": "1", "halaman": "-4"}):
            self.assertEqual(self.client.get(self.arsip.get_absolute_url(), buruk).status_code, 200)

    def test_kueri_tetap_berapa_pun_pesannya(self):
        self.client.force_login(self.ani)
        self.client.get(self.arsip.get_absolute_url())
        with CaptureQueriesContext(connection) as sedikit:
            self.client.get(self.arsip.get_absolute_url())
        contoh = PesanImpor.objects.first()
        PesanImpor.objects.bulk_create(
            PesanImpor(arsip=self.arsip, impor=contoh.impor, peserta=contoh.peserta, id_sumber=f"x{n}", pada=contoh.pada, teks=f"isi {n}")
            for n in range(120)
        )  # fmt: skip
        with CaptureQueriesContext(connection) as banyak:
            self.client.get(self.arsip.get_absolute_url())
        self.assertEqual(len(sedikit), len(banyak))


class TestPesanMenjadiTopik(DuniaArsip):
    def setUp(self) -> None:
        self.arsip = self.muat().arsip
        self.pesan = list(PesanImpor.objects.order_by("pada")[:3])

    def terbitkan(self, siapa=None, **data):
        self.client.force_login(siapa or self.budi)
        isian = {
            "pesan": [satu.pk for satu in self.pesan], "terbit": "1", "judul": "Cetak surat usaha kosong setelah pembaruan",
            "ruang": self.ruang.pk, "jenis": "tanya",
        } | data  # fmt: skip
        return self.client.post(reverse("forum:arsip-topik", args=[self.arsip.pk]), isian)

    def test_waktu_asal_urutan_balasan_dan_samaran_dipertahankan(self):
        pratinjau = self.client.post(
            reverse("forum:arsip-topik", args=[self.arsip.pk]), {"pesan": [satu.pk for satu in self.pesan]}
        )
        self.assertContains(pratinjau, "Yang akan terbaca")
        jawab = self.terbitkan()
        topik = Topik.objects.get()
        self.assertRedirects(jawab, topik.get_absolute_url())
        kiriman = list(topik.kiriman.order_by("nomor"))
        self.assertEqual(
            [(k.nomor, k.nama_penulis, k.balasan_untuk) for k in kiriman],
            [(1, "Anggota 1", None), (2, "Anggota 2", 1), (3, "Anggota 1", 2)],
        )
        self.assertEqual([k.dibuat for k in kiriman], [p.pada for p in self.pesan])
        self.assertEqual(topik.dibalas_pada, self.pesan[-1].pada)
        self.ruang.refresh_from_db()
        self.assertEqual((self.ruang.jumlah_topik, self.ruang.jumlah_kiriman), (1, 3))
        self.assertEqual(list(audit.periksa()), [])
        self.assertContains(self.client.get(topik.get_absolute_url()), "dari arsip Telegram")
        self.assertEqual(kerjakan_tugas(), 0)
        self.assertContains(self.client.get("/forum/cari/", {"q": "singgahan"}), "Cetak surat usaha kosong")
        self.assertEqual(self.terbitkan().url, jawab.url)
        self.assertEqual(Topik.objects.count(), 1)
        self.assertContains(self.client.get(self.arsip.get_absolute_url()), "Sudah jadi topik", count=3)
        jawab = layanan.terima_jawaban(topik=topik, nomor=3, pelaku=self.budi)
        self.assertEqual(jawab.jawaban.nama_penulis, "Anggota 1")

    def test_anggota_biasa_dan_ruang_simpul_lain_ditolak(self):
        self.assertEqual(self.terbitkan(self.ani).status_code, 404)
        lain = buat_ruang(buat_simpul("lain", "publik", pengurus=self.budi), "lain")
        self.assertEqual(self.terbitkan(ruang=lain.pk).status_code, 422)
        self.assertEqual(self.terbitkan(ruang="9" * 25).status_code, 422)
        self.assertEqual(self.terbitkan(pesan=["x", "9" * 30]).status_code, 302)
        self.assertEqual(Topik.objects.count(), 0)

    def test_yang_sudah_terbit_tidak_dapat_diurungkan(self):
        self.terbitkan()
        self.client.post(self.arsip.impor.get().get_absolute_url(), {"aksi": "buang"})
        self.assertEqual(PesanImpor.objects.count(), 4)

    def test_nama_tampil_hanya_sesudah_orangnya_setuju_dan_dapat_ditarik(self):
        self.terbitkan()
        peserta = PesertaObrolan.objects.get(nomor=2)
        self.client.post(reverse("forum:arsip-peserta", args=[self.arsip.pk]), {"nomor": 2, "orang": "@ani"})
        kerjakan_tugas()
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, jenis="forum_arsip").exists())
        self.assertEqual(Kiriman.objects.get(nomor=2).nama_penulis, "Anggota 2")
        alamat = reverse("forum:arsip-saya", args=[self.arsip.pk])
        self.assertEqual(self.client.post(alamat, {"nomor": 2, "aksi": "setuju"}).status_code, 404)  # bukan Budi
        self.client.force_login(self.ani)
        self.assertContains(self.client.get(self.arsip.get_absolute_url()), "Apakah Anggota 2 adalah Anda?")
        self.client.post(alamat, {"nomor": 2, "aksi": "setuju"})
        self.assertEqual(Kiriman.objects.get(nomor=2).penulis, self.ani)
        peserta.refresh_from_db()
        self.assertEqual(peserta.pengguna, self.ani)
        self.client.post(alamat, {"nomor": 2, "aksi": "tarik"})
        self.assertEqual(Kiriman.objects.get(nomor=2).nama_penulis, "Anggota 2")
        self.assertEqual(list(audit.periksa()), [])

    def test_orang_di_luar_simpul_tidak_dapat_ditanya(self):
        jawab = self.client.post(
            reverse("forum:arsip-peserta", args=[self.arsip.pk]), {"nomor": 2, "orang": "eko"}, follow=True
        )
        self.assertContains(jawab, "Hanya anggota simpul ini")
        self.assertFalse(PesertaObrolan.objects.filter(calon__isnull=False).exists())
