"""Jalan kedua (issue 2): tiket dari ponsel sampai ditutup, lewat halaman-halamannya dan SMTP sungguhan."""

import socket
import uuid
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.urls import reverse

from akun.models import SuratKeluar
from akun.surat import kirim_yang_menunggu
from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import rak_artikel
from pusat_bantuan.models import ArtikelBantuanPage, LampiranTiket, ProfilTiket
from situs.pekerja import kuras
from tests.tokoh import DuniaUji

from .dunia import tiket_ani
from .test_berkas import png

BLADE = "Muncul {{ $penduduk->nama }} dan {% if %} di layar. Lihat https://suliki.contoh.desa.id/siteman"


class KotakSurat:
    """Server SMTP di loopback yang menyimpan semua surat yang diterimanya."""

    def __init__(self):
        self.surat = []

    async def handle_DATA(self, server, session, envelope):
        self.surat.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 diterima"


class JalanKedua(DuniaUji):
    def setUp(self):
        self.kotak = KotakSurat()
        with socket.socket() as celah:
            celah.bind(("127.0.0.1", 0))
            port = celah.getsockname()[1]
        server = Controller(self.kotak, hostname="127.0.0.1", port=port)
        server.start()
        self.addCleanup(server.stop)
        pengaturan = override_settings(
            SURAT_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=port
        )
        pengaturan.enable()
        self.addCleanup(pengaturan.disable)

    def kirim(self, **lain):
        bidang = Bidang.objects.get(slug="surat-tte")
        return self.client.post(
            reverse("pusat_bantuan:tiket-baru"),
            {
                "wilayah": self.wilayah["13.07.01.2004"].pk, "bidang": bidang.pk, "judul": "Surat kosong",
                "uraian": BLADE, "dampak": "utama", "kunci_kirim": str(uuid.uuid4()),
            } | lain,
        )  # fmt: skip

    def surat_masuk(self, kepada: str):
        kirim_yang_menunggu()
        return [surat for tujuan, surat in self.kotak.surat if tujuan == [kepada]]

    def test_dari_ponsel_sampai_ditutup_dengan_surat_di_tiap_langkah(self):
        self.masuk(self.ani)
        halaman = self.client.get(reverse("pusat_bantuan:tiket-baru"))
        self.assertContains(halaman, "Nagari Suliki")
        layar = SimpleUploadedFile("layar.png", png(), "image/png")
        jawab = self.kirim(lampiran=[layar, SimpleUploadedFile("galat.log", b"error 500", "text/plain")])
        profil = ProfilTiket.objects.get()
        self.assertRedirects(jawab, profil.get_absolute_url())
        halaman = self.client.get(profil.get_absolute_url())
        self.assertContains(halaman, "Muncul {{ $penduduk-&gt;nama }} dan {% if %} di layar.")
        self.assertContains(halaman, 'href="https://suliki.contoh.desa.id/siteman"')
        self.assertContains(halaman, "ForSID Lima Puluh Kota sudah diberi tahu")
        self.assertNotContains(halaman, "Catatan dalam")
        self.assertEqual(len(self.surat_masuk("budi@contoh.example")), 1)

        self.masuk(self.budi)
        self.assertContains(self.client.get(reverse("pusat_bantuan:antrean")), "Surat kosong")
        alamat = lambda nama: reverse(f"pusat_bantuan:tiket-{nama}", args=[profil.kode])  # noqa: E731
        self.client.post(alamat("ambil"))
        self.client.post(alamat("catat"), {"catat-isi": "Pernah di nagari sebelah", "catat-kunci_kirim": uuid.uuid4()})
        self.client.post(
            alamat("selesaikan"), {"balas-isi": "Simpan ulang templat {{ surat }}.", "balas-kunci_kirim": uuid.uuid4()}
        )
        self.assertContains(self.client.get(profil.get_absolute_url()), "Pernah di nagari sebelah")

        self.masuk(self.ani)
        halaman = self.client.get(profil.get_absolute_url())
        self.assertContains(halaman, "Ya, sudah beres")
        self.assertNotContains(halaman, "Pernah di nagari sebelah")
        self.client.post(alamat("konfirmasi"))
        profil.refresh_from_db()
        self.assertEqual(profil.keadaan, "ditutup")

        ani, budi = self.surat_masuk("ani@contoh.example"), self.surat_masuk("budi@contoh.example")
        self.assertEqual((len(ani), len(budi)), (3, 2))  # diterima, diambil, dijawab; baru, beres
        self.assertEqual(SuratKeluar.objects.exclude(keadaan="terkirim").count(), 0)
        self.assertIn("Simpan ulang templat {{ surat }}.", ani[2].get_body(("plain",)).get_content())
        for surat in (*ani, *budi):
            self.assertIn(profil.get_absolute_url(), surat.get_body(("plain",)).get_content())
            self.assertNotIn("Pernah di nagari", surat.as_string())
            jawaban_orang = surat is ani[2]
            self.assertEqual(surat["Auto-Submitted"], None if jawaban_orang else "auto-generated")
        self.assertEqual(ani[1]["In-Reply-To"], ani[0]["Message-ID"])
        akar = ani[0]["References"].split()[0]
        self.assertTrue(all(surat["References"].split()[0] == akar for surat in (*ani, *budi)))
        self.assertEqual(len({surat["Message-ID"] for surat in (*ani, *budi)}), 5)
        self.assertEqual(mail.outbox, [])

    def test_kirim_ganda_dari_formulir_yang_sama_satu_tiket(self):
        self.masuk(self.ani)
        kunci = str(uuid.uuid4())
        satu, dua = self.kirim(kunci_kirim=kunci), self.kirim(kunci_kirim=kunci)
        self.assertEqual(satu.url, dua.url)
        self.assertEqual(ProfilTiket.objects.count(), 1)

    def test_isian_keliru_kembali_bersama_tulisannya(self):
        self.masuk(self.ani)
        jawab = self.kirim(uraian="", judul="Judul saya")
        self.assertContains(jawab, "Judul saya", status_code=422)
        self.assertContains(jawab, "Ceritakan yang terjadi", status_code=422)
        self.assertEqual(ProfilTiket.objects.count(), 0)

    def test_desa_lain_pada_kiriman_ditolak(self):
        self.masuk(self.ani)
        self.assertEqual(self.kirim(wilayah=self.wilayah["17.03.01.2001"].pk).status_code, 422)
        self.assertEqual(self.kirim(wilayah="abc").status_code, 422)
        self.masuk(self.budi)
        self.assertEqual(self.kirim(wilayah="17.03.01.2001").status_code, 422)
        wakil = {"atas_nama": "Bu Rina", "kanal_wakil": "telepon", "persetujuan": "on"}
        self.assertEqual(self.kirim(wilayah="", **wakil).status_code, 422)
        self.assertEqual(self.kirim(wilayah="13.07.01.2001", **wakil).status_code, 302)
        profil = ProfilTiket.objects.get()
        self.assertEqual((profil.wilayah.nama, profil.atas_nama, profil.kanal), ("Kurai", "Bu Rina", "telepon"))

    def test_eko_tidak_dapat_membuka_menebak_atau_menambah(self):
        profil = tiket_ani(self)
        LampiranTiket.objects.create(
            profil=profil,
            pengunggah=self.ani,
            berkas="tiket/x.txt",
            nama="x.txt",
            mime="text/plain",
            ukuran=1,
            sidik="0",
        )
        lampiran = LampiranTiket.objects.get()
        for orang in (self.eko, self.dewi, self.fajar, self.gita, self.hadi):
            self.masuk(orang)
            self.assertEqual(self.client.get(profil.get_absolute_url()).status_code, 404)
            self.assertEqual(self.client.get(lampiran.get_absolute_url()).status_code, 404)
            for nama in ("ambil", "lepas", "balas", "catat", "selesaikan", "konfirmasi", "buka-lagi", "teruskan"):
                jawab = self.client.post(reverse(f"pusat_bantuan:tiket-{nama}", args=[profil.kode]))
                self.assertEqual(jawab.status_code, 404, (orang, nama))

    def test_lampiran_disajikan_aman(self):
        self.masuk(self.ani)
        self.kirim(lampiran=[SimpleUploadedFile("layar.png", png()), SimpleUploadedFile("a.log", b"galat")])
        kuras()
        gambar, log = LampiranTiket.objects.order_by("pk")
        jawab = self.client.get(gambar.get_absolute_url())
        self.assertEqual((jawab["Content-Type"], jawab["X-Content-Type-Options"]), ("image/png", "nosniff"))
        self.assertEqual(jawab["Cache-Control"], "private, no-store")
        self.assertEqual(jawab["Content-Security-Policy"], "default-src 'none'; sandbox")
        self.assertTrue(jawab["Content-Disposition"].startswith("inline"))
        self.assertTrue(self.client.get(log.get_absolute_url())["Content-Disposition"].startswith("attachment"))
        self.assertNotIn("layar", gambar.berkas.name)
        self.client.logout()
        self.assertEqual(self.client.get(gambar.get_absolute_url()).status_code, 302)

    def test_dari_tiket_beres_menjadi_draf_artikel_yang_tersamar(self):
        self.masuk(self.ani)
        self.kirim(uraian="Saya Ani Marlina dari Nagari Suliki, HP 0812-3456-7890, <b>kop</b> hilang.")
        profil = ProfilTiket.objects.get()
        self.masuk(self.budi)
        alamat = reverse("pusat_bantuan:tiket-draf-artikel", args=[profil.kode])
        self.client.post(alamat)
        self.assertEqual(ArtikelBantuanPage.objects.count(), 0)  # belum dijawab
        self.client.post(
            reverse("pusat_bantuan:tiket-selesaikan", args=[profil.kode]),
            {"balas-isi": "Unggah ulang logo.", "balas-kunci_kirim": uuid.uuid4()},
        )
        self.client.post(alamat)
        self.client.post(alamat)
        artikel = ArtikelBantuanPage.objects.get()
        self.assertEqual((artikel.live, artikel.asal_tiket_id), (False, profil.pk))
        for rahasia in ("Ani Marlina", "Suliki", "0812", "<b>"):
            self.assertNotIn(rahasia, artikel.masalah)
        self.assertIn("Unggah ulang logo.", artikel.langkah[0].value.source)
        self.assertEqual(self.client.get(f"/artikel/{artikel.slug}/").status_code, 404)

    def test_saran_muncul_saat_mengetik_dan_tanpa_skrip(self):
        bidang = Bidang.objects.get(slug="surat-tte")
        for judul, terbit in (("Kop surat hilang saat mencetak", True), ("Draf kop surat", False)):
            rak_artikel().add_child(
                instance=ArtikelBantuanPage(
                    title=judul, slug=judul.lower().replace(" ", "-"), bidang=bidang, ringkas="Unggah ulang logo.",
                    live=terbit,
                )
            )  # fmt: skip
        alamat = reverse("pusat_bantuan:saran")
        for cari in ("pencetakan kop", "dicetak kopnya kosong", "CETAK"):
            jawab = self.client.get(alamat, {"q": cari}, headers={"HX-Request": "true"})
            self.assertContains(jawab, "Kop surat hilang")
            self.assertNotContains(jawab, "Draf kop")
            self.assertNotContains(jawab, "<html")
        self.assertContains(self.client.get(alamat, {"judul": "kop", "bidang": bidang.pk}), "<html")
        self.assertContains(self.client.get(reverse("pusat_bantuan:beranda"), {"q": "cetak kop"}), "Kop surat hilang")
        for rusak in ({"bidang": "x"}, {"bidang": "9" * 30}, {"q": "%_'\x00"}, {}):
            self.assertEqual(self.client.get(alamat, rusak).status_code, 200)
