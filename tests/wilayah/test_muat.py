"""Memuat daftar wilayah: dari bentuk apa pun, boleh diulang, tidak pernah menghapus."""

import csv
import gzip
import hashlib
import io
import tarfile
import tempfile
import time
import zipfile
from contextlib import redirect_stderr
from datetime import date
from pathlib import Path
from unittest import skipUnless

from django.core.management import CommandError, call_command
from django.test import TestCase, tag

from wilayah import contoh
from wilayah.layanan import ganti_kode
from wilayah.models import KataWilayah, RiwayatKode, Wilayah
from wilayah.muat.rencana import Ada, susun_rencana
from wilayah.muat.ringkas import BERKAS
from wilayah.muat.sumber import BarisRusak, IsiSumber

PAKET = {
    "data/provinces.csv": "code,name\n13,Sumatera Barat\n18,Lampung\n",
    "data/regencies.csv": "code,province_code,name\n13.07,13,Kabupaten Lima Puluh Kota\n13.09,13,Kabupaten Kepulauan Mentawai\n"
    "13.76,13,Kota Payakumbuh\n",
    "data/districts.csv": "code,regency_code,name\n13.07.04,13.07,Luak\n13.09.01,13.09,Pagai Utara\n13.76.01,13.76,Payakumbuh Barat\n",
    "data/villages.csv": "code,district_code,name\n13.07.04.2001,13.07.04,Tj. Haro Sikabu-kabu Pd. Panjang\n"
    '13.07.04.2002,13.07.04,"Soka""an "\n13.09.01.2001,13.09.01,Saumanganya.\n13.76.01.1001,13.76.01,"Bulakan, Balai Kandi"\n',
    "data/islands.csv": "code,regency_code,coordinate,is_populated,is_outermost_small,name\n13.09.40001,13.09,x,0,0,Pulau\n",
}
# Daftar senasional tidak ikut di repositori; dicari di folder `shared` di sebelah atau di atasnya.
DATA_NASIONAL = next(
    (folder for atas in Path(__file__).resolve().parents if (folder := atas / "shared" / "data" / "wilayah").is_dir()),
    None,
)


class Muat(TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def tulis(self, berkas: dict[str, str], ke: str = "paket") -> Path:
        akar = self.folder / ke
        for nama, isi in berkas.items():
            (akar / nama).parent.mkdir(parents=True, exist_ok=True)
            (akar / nama).write_text(isi, encoding="utf-8")
        return akar

    def muat(self, *argumen, **pilihan) -> str:
        keluar = io.StringIO()
        call_command("muat_wilayah", *map(str, argumen), stdout=keluar, stderr=keluar, **pilihan)
        return keluar.getvalue()

    def muat_rusak(self, *argumen, **pilihan) -> tuple[str, CommandError]:
        keluar = io.StringIO()
        with self.assertRaises(CommandError) as galat, redirect_stderr(keluar):
            call_command("muat_wilayah", *map(str, argumen), stdout=keluar, stderr=keluar, **pilihan)
        return keluar.getvalue(), galat.exception

    def test_paket_npm_sebagai_folder_tgz_dan_zip_memuat_hal_yang_sama(self):
        folder = self.tulis(PAKET)
        with tarfile.open(self.folder / "p.tgz", "w:gz") as arsip:
            arsip.add(folder, "package")
        with zipfile.ZipFile(self.folder / "p.zip", "w") as arsip:
            for nama, isi in PAKET.items():
                arsip.writestr(f"package/{nama}", isi)
        self.assertIn("Baru 12,", self.muat(folder))
        for lain in ("p.tgz", "p.zip"):
            self.assertIn(
                "Baru 0, ganti nama 0, hilang 0, muncul kembali 0, tetap 12, rusak 0", self.muat(self.folder / lain)
            )
        haro = Wilayah.objects.get(kode="13.07.04.2001")
        self.assertEqual((haro.nama_lengkap, haro.kunci), ("Nagari Tj. Haro Sikabu-kabu Pd. Panjang", 1307042001))
        self.assertEqual((haro.induk.nama, haro.induk.induk.tingkat), ("Luak", "kabupaten"))
        self.assertEqual(Wilayah.objects.get(kode="13.07.04.2002").nama, "Soka'an")
        self.assertEqual(Wilayah.objects.get(kode="13.09.01.2001").nama_lengkap, "Desa Saumanganya")
        balai = Wilayah.objects.get(kode="13.76.01.1001")
        self.assertEqual((balai.nama_lengkap, balai.jenis), ("Kelurahan Bulakan, Balai Kandi", "kelurahan"))
        self.assertEqual(Wilayah.objects.get(kode="13.76").tingkat, "kota")
        self.assertEqual(
            set(KataWilayah.objects.filter(wilayah=haro).values_list("kata", flat=True)),
            {"tanjung", "haro", "sikabu", "kabu", "padang", "panjang"},
        )

    def test_csv_berurutan_lain_berkolom_lain_termampat_dan_ber_bom(self):
        berkas = self.folder / "semua.csv.gz"
        berkas.write_bytes(
            gzip.compress(
                "\ufefftype;parent;NAME;code\r\ndesa;13.07.04;Andaleh;1307042003\r\nkec;13.07;Luak;13.07.04\r\n"
                "kab;13;Kabupaten Lima Puluh Kota;1307\r\n\r\nprov;ID;Sumatera Barat;13\r\n".encode()
            )
        )
        self.assertIn("Baru 4,", self.muat(berkas))
        self.assertEqual(Wilayah.objects.get(nama="Andaleh").kode, "13.07.04.2003")

    def test_uji_coba_melaporkan_tanpa_menulis(self):
        laporan = self.folder / "laporan.csv"
        keluaran = self.muat(self.tulis(PAKET), uji_coba=True, laporan=laporan)
        self.assertIn("Uji coba, tidak ada yang ditulis. Baru 12", keluaran)
        self.assertEqual(Wilayah.objects.count(), 0)
        baris = list(csv.DictReader(laporan.open(encoding="utf-8")))
        self.assertEqual({satu["perubahan"] for satu in baris}, {"baru"})
        self.assertEqual(len(baris), 12)

    def test_baris_rusak_disebut_berkas_dan_nomornya_selebihnya_tetap_dimuat(self):
        buruk = PAKET["data/villages.csv"] + (
            "13.07.04.99,13.07.04,Bentuk salah\n13.07.04.2004,13.07.04,\n13.07.99.2001,13.07.99,Tanpa induk\n"
            '13.07.04.2001,13.07.04,Nama lain\n13.07.04.2005,13.07.04,"Kutip lupa ditutup\n13.07.04.2006,13.07.04,Sesudahnya\n'
            "13.07.04.4001,13.07.04,Jenis asing\n13.07.04.2007\n99.01.01.2001,99.01.01,Provinsi asing\n"
        )
        akar = self.tulis(PAKET | {"data/villages.csv": buruk})
        keluaran, galat = self.muat_rusak(akar)
        self.assertEqual(galat.returncode, 2)
        for nomor in (6, 7, 8, 9, 10, 12, 13, 14):
            self.assertIn(f"data/villages.csv:{nomor}:", keluaran)
        self.assertIn("8 baris rusak dilewati", str(galat))
        self.assertTrue(Wilayah.objects.filter(kode="13.07.04.2006").exists())
        self.assertEqual(Wilayah.objects.get(kode="13.07.04.2001").nama, "Tj. Haro Sikabu-kabu Pd. Panjang")
        self.assertEqual(Wilayah.objects.count(), 13)

    def test_baris_bukan_utf8_dilewati_bernomor(self):
        akar = self.tulis(PAKET)
        (akar / "data/villages.csv").write_bytes(
            PAKET["data/villages.csv"].encode() + b"13.07.04.2009,13.07.04,Caf\xe9\n"
        )
        keluaran, _ = self.muat_rusak(akar)
        self.assertIn("data/villages.csv:6: bukan tulisan UTF-8", keluaran)

    def test_induk_diambil_dari_kode_dan_induk_tertulis_yang_lain_diberitahukan(self):
        akar = self.tulis(PAKET | {"data/villages.csv": "code,district_code,name\n13.07.04.2001,13.09.01,Haro\n"})
        self.assertIn("induk tertulis 13.09.01", self.muat(akar))
        self.assertEqual(Wilayah.objects.get(kode="13.07.04.2001").induk.kode, "13.07.04")

    def test_ganti_nama_masuk_riwayat_dan_kata_carinya_ikut(self):
        self.muat(self.tulis(PAKET))
        baru = PAKET["data/villages.csv"].replace("Saumanganya.", "Saumanganyak")
        keluaran = self.muat(
            self.tulis(PAKET | {"data/villages.csv": baru}),
            tanggal=date(2025, 4, 25),
            dasar="Kepmendagri 300.2.2-2138/2025",
        )
        self.assertIn("ganti nama: 13.09.01.2001 Saumanganyak dahulu Saumanganya", keluaran)
        riwayat = RiwayatKode.objects.get()
        self.assertEqual(
            (riwayat.jenis, riwayat.nama_lama, riwayat.kode_baru, riwayat.tanggal.isoformat(), riwayat.dikonfirmasi),
            ("ganti_nama", "Saumanganya", "13.09.01.2001", "2025-04-25", False),
        )
        self.assertTrue(KataWilayah.objects.filter(kata="saumanganyak").exists())
        self.assertFalse(KataWilayah.objects.filter(kata="saumanganya").exists())
        self.muat(self.folder / "paket")
        self.assertEqual(RiwayatKode.objects.count(), 1)

    def test_sumber_sebagian_tidak_menghilangkan_apa_pun(self):
        self.muat(self.tulis(PAKET))
        sebagian = {"satu.csv": "code,name\n13,Sumatera Barat\n13.07,Kabupaten Lima Puluh Kota\n13.07.04,Luak\n13.07.04.2001,"
                    "Tj. Haro Sikabu-kabu Pd. Panjang\n"}  # fmt: skip
        self.assertIn("hilang 0", self.muat(self.tulis(sebagian, "sebagian")))
        self.assertEqual(Wilayah.objects.berlaku().count(), 12)

    def test_yang_dinyatakan_lengkap_dinilai_hilangnya_tanpa_dihapus_dan_bisa_kembali(self):
        self.muat(self.tulis(PAKET))
        sisa = {"luak.csv": "code,name\n13.07.04.2001,Tj. Haro Sikabu-kabu Pd. Panjang\n"}
        keluaran = self.muat(self.tulis(sisa, "luak"), lengkap=["130704"])
        self.assertIn("hilang: 13.07.04.2002 Soka'an", keluaran)
        self.assertFalse(Wilayah.objects.get(kode="13.07.04.2002").berlaku)
        self.assertEqual(Wilayah.objects.count(), 12)
        self.assertIn("muncul kembali 1", self.muat(self.folder / "paket"))
        self.assertTrue(Wilayah.objects.get(kode="13.07.04.2002").berlaku)

    def test_kode_lama_di_sumber_lama_tidak_menjadi_wilayah_kedua(self):
        self.muat(self.tulis(PAKET))
        ganti_kode(
            wilayah=Wilayah.objects.get(kode="13.07.04.2002"), kode_baru="13.07.04.2010",
            tanggal=Wilayah.objects.get(kode="13").dibuat.date(), dasar="-",
        )  # fmt: skip
        keluaran = self.muat(self.folder / "paket", lengkap=["13.07.04"])
        self.assertIn("kode lama: 13.07.04.2002", keluaran)
        self.assertEqual(Wilayah.objects.berlaku().count(), 12)

    def test_sumber_yang_tidak_terbaca_dijelaskan(self):
        (self.folder / "rusak.csv.gz").write_bytes(gzip.compress(b"code,name\n13,Sumatera Barat\n" * 50)[:40])
        (self.folder / "kosong").mkdir()
        (self.folder / "lain.csv").write_text("a,b\n1,2\n")
        for nama in ("rusak.csv.gz", "kosong", "lain.csv", "tidak-ada"):
            with self.subTest(nama=nama), self.assertRaises(CommandError):
                self.muat(self.folder / nama)
        self.assertEqual(Wilayah.objects.count(), 0)


class RencanaMuat(TestCase):
    """Apa arti "hilang" bagi sumber yang senasional dan yang sebagian."""

    def nasional(self) -> dict[str, str]:
        kode = [str(k) for k in (*range(11, 20), 21, *range(31, 37), 51, 52, 53, *range(61, 66), *range(71, 77), 81)]
        return {satu: f"Provinsi {satu}" for satu in kode}

    def rencana(self, sumber, ada, **pilihan):
        return susun_rencana(
            IsiSumber(nama=dict(sorted(sumber.items())), letak=dict.fromkeys(sumber, ("uji.csv", 2))),
            {k: Ada(n, True) for k, n in ada.items()}, **pilihan,
        )  # fmt: skip

    def test_himpunan_ringkas_di_atas_daftar_penuh_tidak_menghilangkan_desa_yang_tidak_dibawanya(self):
        penuh = self.nasional() | {
            "13.07": "K",
            "13.08": "L",
            "13.07.01": "A",
            "13.07.01.2001": "a",
            "13.08.01": "B",
            "13.08.01.2001": "b",
        }
        ringkas = self.nasional() | {"13.07": "K", "13.08": "L", "13.07.01": "A", "13.07.01.2001": "a"}
        self.assertEqual(self.rencana(ringkas, penuh).hilang, {})

    def test_sumber_senasional_menilai_anak_dari_induk_yang_dibawanya_lengkap(self):
        ada = self.nasional() | {
            "13.07": "K",
            "13.07.01": "A",
            "13.07.01.2001": "a",
            "13.07.01.2002": "b",
            "13.07.02": "B",
            "13.07.02.2001": "c",
        }
        sumber = self.nasional() | {"13.07": "K", "13.07.01": "A", "13.07.01.2001": "a"}
        self.assertEqual(set(self.rencana(sumber, ada).hilang), {"13.07.01.2002", "13.07.02", "13.07.02.2001"})

    def test_provinsi_yang_tidak_disebut_sumber_senasional_hilang_beserta_isinya(self):
        ada = self.nasional() | {"94": "Papua Lama", "94.01": "K"}
        self.assertEqual(set(self.rencana(self.nasional(), ada).hilang), {"94", "94.01"})
        sedikit = dict(list(self.nasional().items())[:5])
        self.assertEqual(self.rencana(sedikit, ada).hilang, {})

    def test_baris_rusak_yang_kodenya_terbaca_bukan_hilang(self):
        ada = self.nasional() | {"13.07": "K", "13.08": "L"}
        isi = IsiSumber(nama=self.nasional() | {"13.07": "K"}, letak=dict.fromkeys(ada, ("u", 2)))
        isi.rusak.append(BarisRusak("u", 9, "nama kosong", "13.08"))
        ada_semua = {k: Ada(n, True) for k, n in ada.items()}
        self.assertEqual(susun_rencana(isi, ada_semua).hilang, {})
        isi.rusak[:] = [BarisRusak("u", 9, "kolomnya kurang")]
        rencana = susun_rencana(isi, ada_semua)
        self.assertEqual(rencana.hilang, {})
        self.assertIn("tidak dinilai", rencana.catatan[-1])

    def test_pindah_kode_hanya_diduga_bila_pasangannya_tunggal(self):
        ada = self.nasional() | {
            "18.09": "P",
            "18.09.07": "W",
            "18.09.09": "K",
            "18.09.07.2022": "Tanjung Rejo",
            "18.09.07.2001": "x",
            "18.09.09.2001": "y",
        }
        sumber = self.nasional() | {
            "18.09": "P",
            "18.09.07": "W",
            "18.09.09": "K",
            "18.09.09.2010": "Tj. Rejo",
            "18.09.07.2001": "x",
            "18.09.09.2001": "y",
        }
        self.assertEqual(self.rencana(sumber, ada).dugaan_pindah, [("18.09.07.2022", "18.09.09.2010", "Tj. Rejo")])
        self.assertEqual(self.rencana(sumber | {"18.09.09.2011": "Tanjung Rejo"}, ada).dugaan_pindah, [])


class HimpunanRingkas(TestCase):
    def test_dunia_contoh_memuat_himpunan_ringkas_sekali(self):
        kabar = []
        contoh.isi(lapor=kabar.append)
        contoh.isi(lapor=kabar.append)
        self.assertEqual(kabar, ["Wilayah dimuat: 5.046 baris.", "Wilayah sudah dimuat."])
        hitung = lambda **syarat: Wilayah.objects.filter(**syarat).count()  # noqa: E731
        self.assertEqual([hitung(tingkat=t) for t in ("provinsi", "kabupaten", "kota")], [38, 416, 98])
        nagari = Wilayah.objects.di_dalam(Wilayah.objects.get(kode="13.07")).desa()
        self.assertEqual((nagari.count(), set(nagari.values_list("sebutan", flat=True))), (79, {"nagari"}))
        ntb = Wilayah.objects.di_dalam(Wilayah.objects.get(kode="52")).desa()
        self.assertEqual([ntb.filter(jenis=j).count() for j in ("desa", "kelurahan")], [1021, 145])
        lampung = Wilayah.objects.di_dalam(Wilayah.objects.get(kode="18")).desa()
        self.assertEqual([lampung.filter(jenis=j).count() for j in ("desa", "kelurahan")], [2446, 205])
        self.assertEqual(
            Wilayah.objects.di_dalam(Wilayah.objects.get(kode="17.03")).desa().filter(jenis="desa").count(), 215
        )
        self.assertEqual(str(Wilayah.objects.get(kode="13.07.01.2004")), "Nagari Suliki")

    def test_himpunan_dapat_dibuat_ulang_bita_demi_bita(self):
        asli = contoh.HIMPUNAN_RINGKAS / BERKAS
        with tempfile.TemporaryDirectory() as folder:
            call_command(
                "buat_wilayah_ringkas",
                str(contoh.HIMPUNAN_RINGKAS),
                tanggal=date(2026, 11, 21),
                keluar=Path(folder),
                stdout=io.StringIO(),
            )
            ulang = Path(folder) / BERKAS
            self.assertEqual(gzip.decompress(ulang.read_bytes()), gzip.decompress(asli.read_bytes()))
            pertama = ulang.read_bytes()
            call_command(
                "buat_wilayah_ringkas",
                str(contoh.HIMPUNAN_RINGKAS),
                tanggal=date(2026, 11, 21),
                keluar=Path(folder),
                stdout=io.StringIO(),
            )
            self.assertEqual(ulang.read_bytes(), pertama)

    def test_lisensi_dan_sidiknya_menyertai_data(self):
        keterangan = (contoh.HIMPUNAN_RINGKAS / "README.md").read_text(encoding="utf-8")
        padat = (contoh.HIMPUNAN_RINGKAS / BERKAS).read_bytes()
        self.assertIn(hashlib.sha256(padat).hexdigest(), keterangan)
        self.assertIn(hashlib.sha256(gzip.decompress(padat)).hexdigest(), keterangan)
        self.assertIn("Open Database License", keterangan)
        self.assertIn(
            "Open Database License", (contoh.HIMPUNAN_RINGKAS / "LISENSI-ODbL-1.0.md").read_text(encoding="utf-8")
        )


@tag("nasional")
@skipUnless(DATA_NASIONAL, "data wilayah senasional tidak ada di sini")
class Nasional(TestCase):
    def test_seluruh_indonesia_dimuat_dalam_satu_menit(self):
        mulai = time.process_time()  # waktu prosesor: mesin yang sibuk tidak membuat uji ini gagal
        call_command("muat_wilayah", str(DATA_NASIONAL), stdout=io.StringIO())
        detik = time.process_time() - mulai
        self.assertEqual(Wilayah.objects.desa().count(), 83_762)
        sumbar = Wilayah.objects.filter(kode__startswith="13.", tingkat="desa")
        self.assertEqual([sumbar.filter(sebutan=s).count() for s in ("nagari", "desa", "kelurahan")], [910, 125, 230])
        self.assertLess(detik, 60)
