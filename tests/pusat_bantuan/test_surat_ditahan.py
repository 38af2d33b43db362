"""Berkas surat yang tidak ikut: pengirimnya diberi tahu sekali per surat dengan sebabnya, dan penangan melihatnya."""

from __future__ import annotations

from unittest import mock

from akun.models import SuratKeluar
from pusat_bantuan.layanan import jatah
from pusat_bantuan.layanan.terima_surat import olah, terima
from pusat_bantuan.models import LampiranTiket, SuratMasuk
from pusat_bantuan.siapkan import siapkan
from pusat_bantuan.surat_masuk.tanda import alamat_balasan

from .dunia import tiket_ani
from .surat_buruk import PNG, TEKS, b64, bagian, lampiran, multi, surat
from .test_surat_masuk import Dasar, masuk, surat_keluar

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"


class Ditahan(Dasar):
    def setUp(self):
        self.buktikan(self.ani, "ani@desa.example")
        self.tiket = tiket_ani(self)

    def balas(self, *bagian_, nomor: int = 1, dari: str = "ani@desa.example", **kepala) -> SuratMasuk:
        SuratKeluar.objects.all().delete()
        return masuk(multi(
            TEKS, *bagian_, dari=dari, to=alamat_balasan(self.tiket.pk), message_id=f"<d{nomor}@x>",
            subject=f"Re: [{self.tiket.kode}] Surat", **kepala,
        ))  # fmt: skip

    def pemberitahuan(self, kepada: str = "ani@desa.example") -> list[str]:
        isi = [bytes(satu.isi).decode("utf-8", "replace") for satu in surat_keluar(kepada)]
        return [satu for satu in isi if "auto-replied" in satu]

    def test_jenis_yang_tidak_diterima_disebut_sekali_dengan_jalan_keluarnya(self):
        baris = self.balas(lampiran("bagan.svg", SVG), lampiran("galat.txt", b"galat 500"))
        self.assertEqual([satu.nama for satu in baris.profil.lampiran.all()], ["galat.txt"])
        (isi,) = self.pemberitahuan()
        self.assertIn("bagan.svg", isi)
        self.assertIn("PNG", isi)
        self.assertIn(self.tiket.kode, isi)
        self.assertIsNotNone(baris.diberi_tahu_pada)
        olah(baris.pk)
        self.assertEqual(len(self.pemberitahuan()), 1)

    def test_terlalu_besar_dan_jatah_habis(self):
        self.assertIn("10 MB", self._satu(self.balas(lampiran("data.log", b"baris log\n" * 1_100_000))))
        with mock.patch.object(jatah, "JATAH_SEHARI", 100):
            self.assertIn("jatah", self._satu(self.balas(lampiran("dua.log", b"baris\n" * 90), nomor=2)))
        self.assertEqual(LampiranTiket.objects.count(), 0)

    def _satu(self, baris: SuratMasuk) -> str:
        self.assertEqual(baris.hasil, "balasan")
        (isi,) = self.pemberitahuan()
        return isi.replace("=\n", "").replace("=C2=A0", " ")

    def test_perihal_yang_sudah_diakui_tidak_membungkam_pemberitahuan(self):
        baris = masuk(surat(dari="siti@desa.example", subject="Kop hilang", message_id="<k1@x>"))
        self.assertIsNotNone(baris.diakui_pada)
        besar = multi(
            TEKS, lampiran("bagan.svg", SVG), dari="siti@desa.example", subject="Kop hilang", message_id="<k2@x>"
        )
        masuk(besar)
        (isi,) = self.pemberitahuan("siti@desa.example")
        self.assertIn("/bantuan/t/", isi.replace("=\n", ""))

    def test_surat_otomatis_dan_alamat_palsu_tidak_pernah_dijawab(self):
        for nomor, kepala in enumerate(({"auto_submitted": "auto-replied"}, {"precedence": "bulk"})):
            self.balas(lampiran("bagan.svg", SVG), nomor=nomor, **kepala)
            self.assertEqual(self.pemberitahuan(), [])

    def test_logo_tanda_tangan_tidak_dikeluhkan(self):
        logo = bagian(
            "image/gif; name=logo.gif", b64(b"GIF89a" + b"\0" * 40), "Content-Transfer-Encoding: base64", "Content-ID: <l1>",
            "Content-Disposition: inline; filename=logo.gif",
        )  # fmt: skip
        baris = self.balas(logo, lampiran("foto.png", PNG, "image/png"))
        self.assertEqual([satu["nama"] for satu in baris.ditahan], ["logo.gif"])
        self.assertEqual(self.pemberitahuan(), [])

    def test_gambar_yang_ternyata_rusak_diberitahukan_pekerja_sekali(self):
        baris = self.balas(lampiran("layar.png", PNG[:50], "image/png"))
        self.assertEqual(self.pemberitahuan(), [])
        satu = LampiranTiket.objects.get()
        self.assertEqual((siapkan(satu.pk), siapkan(satu.pk)), ("ditolak", "ditolak"))
        (isi,) = self.pemberitahuan()
        self.assertIn("layar.png", isi)
        baris.refresh_from_db()
        self.assertEqual([satu["nama"] for satu in baris.ditahan], ["layar.png"])
        self.assertIsNotNone(baris.diberi_tahu_pada)

    def test_orang_asing_diberi_tahu_tanpa_menyebut_tiketnya(self):
        baris = self.balas(lampiran("bagan.svg", SVG), dari="asing@lain.example")
        self.assertEqual(baris.profil, self.tiket)
        (isi,) = self.pemberitahuan("asing@lain.example")
        isi = isi.split("\r\n\r\n", 1)[-1]
        self.assertIn("bagan.svg", isi)
        self.assertNotIn(self.tiket.kode, isi.replace("Re: ", ""))

    def test_paling_banyak_sepuluh_sejam_lalu_petugas_melihat_yang_belum(self):
        for nomor in range(11):
            baris = self.balas(lampiran("bagan.svg", SVG), nomor=nomor)
        self.assertIsNone(baris.diberi_tahu_pada)
        self.client.force_login(self.citra)
        jawab = self.client.get(self.tiket.get_absolute_url())
        self.assertContains(jawab, "11 lampiran ditahan")
        self.assertContains(jawab, "Pengirim belum diberi tahu.", 1)
        self.assertContains(jawab, "Pengirim diberi tahu", 10)

    def test_surat_lewat_25_mb_dijawab_dan_tampak_di_tiketnya(self):
        SuratKeluar.objects.all().delete()
        kepala = surat(
            "x", dari="ani@desa.example", to=alamat_balasan(self.tiket.pk), message_id="<b@x>", subject="Data"
        )
        baris = olah(terima(kepala.split(b"\r\n\r\n")[0] + b"\r\n\r\n", ukuran=26 * 1024 * 1024).pk)
        self.assertEqual((baris.hasil, baris.profil), ("ditolak", self.tiket))
        self.assertIn("25 MB", self.pemberitahuan()[0])
        self.client.force_login(self.citra)
        self.assertContains(self.client.get(self.tiket.get_absolute_url()), "Lebih besar dari 25 MB")
