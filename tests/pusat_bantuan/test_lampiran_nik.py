"""Lembar kerja ber-NIK: dihitung pekerja, tertutup bagi relawan, dibuka petugas dengan alasan (operations.md 6.5)."""

from __future__ import annotations

import io
import zipfile

import openpyxl
from django.test import SimpleTestCase

from pusat_bantuan.berkas import BerkasBersih, hitung_nik
from pusat_bantuan.layanan import ambil, balas
from pusat_bantuan.models import LampiranTiket, PeristiwaTiket
from pusat_bantuan.siapkan import siapkan
from tests.tokoh import DuniaUji

from .dunia import tiket_ani
from .surat_buruk import PNG

NIK = [f"130701{hari + 40:02d}0590{urut:04d}" for urut, hari in enumerate(range(1, 29), start=1)]


def buku(*sel: object) -> bytes:
    buku_ = openpyxl.Workbook()
    for satu in sel:
        buku_.active.append(["warga", satu])
    wadah = io.BytesIO()
    buku_.save(wadah)
    return wadah.getvalue()


def arsip(*isi: tuple[str, bytes]) -> bytes:
    wadah = io.BytesIO()
    with zipfile.ZipFile(wadah, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nama, bita in isi:
            zip_.writestr(nama, bita)
    return wadah.getvalue()


class Hitung(SimpleTestCase):
    def test_csv_menurut_nomor_yang_berbeda(self):
        isi = "no;nik;nama\n" + "".join(f"{n};{nik};Warga\n" for n, nik in enumerate([*NIK, NIK[0]]))
        for bita in (isi.encode(), isi.encode("utf-16"), b"kaf\xe9;" + isi.encode()):
            self.assertEqual(hitung_nik(bita, "csv"), len(NIK))

    def test_xlsx_teks_dan_bilangan(self):
        self.assertEqual(hitung_nik(buku(*NIK), "xlsx"), len(NIK))
        self.assertEqual(hitung_nik(buku(*(int(nik[:15] + "0") for nik in NIK[9:14])), "xlsx"), 5)

    def test_ods_teks_dan_bilangan(self):
        sel = f'<table:table-cell office:value-type="string"><text:p>{NIK[0]}</text:p></table:table-cell>'
        angka = f'<table:table-cell office:value-type="float" office:value="{NIK[9][:15]}0"><text:p>1,3E+15</text:p></table:table-cell>'
        self.assertEqual(
            hitung_nik(arsip(("content.xml", f"<office:body>{sel}{angka}</office:body>".encode())), "ods"), 2
        )

    def test_zip_berisi_lembar_kerja_tanpa_menghitung_dua_kali(self):
        isi = arsip(
            ("a/Penduduk.CSV", "\n".join(NIK[:5]).encode()), ("b.xlsx", buku(*NIK[3:8])), ("c.txt", NIK[20].encode()),
            ("lagi.zip", arsip(("d.csv", NIK[21].encode()))),
        )  # fmt: skip
        self.assertEqual(hitung_nik(isi, "zip"), 8)
        self.assertEqual(hitung_nik(arsip(("a.csv", NIK[0].encode()), ("rusak.xlsx", b"PK")), "zip"), 1)

    def test_yang_bukan_nik_tidak_dihitung(self):
        self.assertEqual(hitung_nik(b"kode;harga\n1307012004;3.399.990.411.870.003\n9999999999999999;2\n", "csv"), 0)
        self.assertEqual(hitung_nik(buku(1307012004, 9999999999999999, "tanpa nomor", 45231.5), "xlsx"), 0)
        self.assertEqual((hitung_nik(b"PK rusak", "xlsx"), hitung_nik(NIK[0].encode(), "txt")), (0, 0))


class Tertutup(DuniaUji):
    def setUp(self):
        self.profil = tiket_ani(self)
        isi = "nik\n" + "\n".join(NIK)
        balas(
            profil=self.profil, oleh=self.ani, isi="Datanya begini.",
            lampiran=[BerkasBersih("penduduk.csv", "csv", "text/csv", isi.encode())],
        )  # fmt: skip
        self.lampiran = LampiranTiket.objects.get()

    def buka(self, orang, **post):
        self.client.force_login(orang)
        url = self.lampiran.get_absolute_url()
        return self.client.post(url, post) if post else self.client.get(url)

    def test_belum_disajikan_sebelum_dihitung(self):
        self.assertEqual(self.lampiran.keadaan, "disiapkan")
        self.assertRedirects(self.buka(self.ani), self.profil.get_absolute_url(), fetch_redirect_response=False)
        self.assertEqual(siapkan(self.lampiran.pk), "siap")
        self.assertEqual(LampiranTiket.objects.get().jumlah_nik, len(NIK))

    def test_desa_membuka_langsung_relawan_tidak_walau_memegang(self):
        siapkan(self.lampiran.pk)
        self.assertEqual(b"".join(self.buka(self.ani).streaming_content)[:3], b"nik")
        ambil(profil=self.profil, oleh=self.budi)
        self.assertEqual(self.buka(self.budi).status_code, 404)
        self.assertFalse(LampiranTiket.objects.terlihat(oleh=self.budi).exists())
        jawab = self.client.get(self.profil.get_absolute_url())
        self.assertContains(jawab, "penduduk.csv")
        self.assertContains(jawab, "memuat 28 NIK atau No. KK, hanya desa itu dan petugas yang dapat membukanya")
        self.assertNotContains(jawab, self.lampiran.get_absolute_url())

    def test_petugas_menulis_alasan_dan_desa_membaca_jejaknya(self):
        siapkan(self.lampiran.pk)
        self.assertContains(self.buka(self.citra), "memuat 28 NIK atau No. KK")
        self.assertEqual(self.buka(self.citra, alasan="cek").status_code, 422)
        self.assertFalse(PeristiwaTiket.objects.filter(jenis="buka_asli").exists())
        jawab = self.buka(self.citra, alasan="Mencocokkan baris yang gagal diimpor")
        self.assertEqual(jawab["Cache-Control"], "private, no-store")
        self.assertIn("attachment", jawab["Content-Disposition"])
        self.assertEqual(PeristiwaTiket.objects.get(jenis="buka_asli").pelaku, self.citra)
        self.client.force_login(self.ani)
        jawab = self.client.get(self.profil.get_absolute_url())
        self.assertContains(jawab, "penduduk.csv (28 NIK atau No. KK): Mencocokkan baris yang gagal diimpor")

    def test_pengunggahnya_sendiri_tanpa_alasan(self):
        siapkan(self.lampiran.pk)
        LampiranTiket.objects.update(pengunggah=self.citra)
        self.assertEqual(self.buka(self.citra)["Content-Type"], "text/csv")

    def test_relawan_melihat_gambar_selama_memegang_tiketnya(self):
        foto = LampiranTiket.objects.create(
            profil=self.profil, pengunggah=self.ani, berkas=self.lampiran.berkas.name, nama="layar.png", mime="image/png",
            ukuran=len(PNG), sidik="x", lebar=10, tinggi=10,
        )  # fmt: skip
        for orang, boleh in ((self.ani, True), (self.citra, True), (self.budi, False), (self.eko, False)):
            with self.subTest(orang=orang.username):
                self.assertEqual(foto.boleh_dilihat(oleh=orang), boleh)
                self.assertEqual(LampiranTiket.objects.terlihat(oleh=orang).filter(pk=foto.pk).exists(), boleh)
        self.client.force_login(self.budi)
        self.assertContains(
            self.client.get(self.profil.get_absolute_url()), "ambil tiketnya dulu untuk melihat gambarnya"
        )
        ambil(profil=self.profil, oleh=self.budi)
        foto = LampiranTiket.objects.select_related("profil").get(pk=foto.pk)
        self.assertTrue(foto.boleh_dilihat(oleh=self.budi))
        self.assertTrue(LampiranTiket.objects.terlihat(oleh=self.budi).filter(pk=foto.pk).exists())
