"""Halaman seleksi: manajer membuka panggilan, nagari menilai diri di ponsel, pegiat memeriksa, keputusan dicetak."""

from __future__ import annotations

import uuid
from collections import Counter
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from replikasi.bibit import isi_kriteria
from replikasi.models import (
    ButirProgram,
    Calon,
    EdisiKriteria,
    Kriteria,
    OrangProgram,
    Panggilan,
    Penilaian,
    Program,
    Seleksi,
)
from tests.tokoh import DuniaUji

from .dunia import program_bawaan
from .seleksi import buat_calon, buat_panggilan

SULIKI, KURAI, HARO = "13.07.01.2004", "13.07.01.2001", "13.07.04.2001"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


class DuniaHalaman(DuniaUji):
    databases = "__all__"

    def setUp(self):
        self.acuan = program_bawaan()
        isi_kriteria(Program, EdisiKriteria, Kriteria)
        self.program = Program.objects.create(
            slug="daerah", nama="Percontohan Lima Puluh Kota", wilayah=self.wilayah["13.07"], acuan=self.acuan
        )

    def alamat(self, nama: str, *arg) -> str:
        return reverse(f"replikasi:{nama}", args=arg)

    def kirim(self, rute: str, /, *arg, **data):
        return self.client.post(self.alamat(rute, *arg), data)


class Programnya(DuniaHalaman):
    def test_fajar_membuat_program_daerah_dan_kiriman_dua_kali_menjadi_satu(self):
        self.masuk(self.fajar)
        self.assertContains(self.client.get(self.alamat("program-baru")), "Program baru")
        data = {"nama": "Nagari Digital", "wilayah": "13.07", "acuan": self.acuan.pk, "unit": "desa", "ambang_macet": 45,
                "kunci": str(uuid.uuid4())}  # fmt: skip
        for _ in range(2):
            jawaban = self.kirim("program-baru", **data)
        satu = Program.objects.get(slug="nagari-digital")
        self.assertRedirects(jawaban, self.alamat("program-kelola", satu.slug))
        self.assertFalse(ButirProgram.objects.filter(program=satu).exists())
        kunci = {"kunci": str(uuid.uuid4()), "nama": "Nagari Berdaya", "naskah": "on"}
        for _ in range(2):
            self.kirim("program-baru", **(data | kunci))
        butir = ButirProgram.objects.filter(program__slug="nagari-berdaya").values_list("jenis", flat=True)
        self.assertEqual(Counter(butir), {"masalah": 4, "posisi": 2, "pilar": 4, "sasaran": 5})
        luar = self.kirim("program-baru", **(data | {"wilayah": "17.03", "kunci": str(uuid.uuid4())}))
        self.assertContains(luar, "di luar wilayah tugas", status_code=422)

    def test_ruang_kelola_dibaca_yang_bertugas_dan_diubah_manajernya(self):
        self.masuk(self.gita)
        self.assertNotContains(self.client.get(self.alamat("program-kelola", "daerah")), "Buka panggilan calon")
        self.assertEqual(self.client.get(self.alamat("program-ubah", "daerah")).status_code, 404)
        for orang in (self.ani, self.eko):
            self.masuk(orang)
            self.assertEqual(self.client.get(self.alamat("program-kelola", "daerah")).status_code, 404)
        self.masuk(self.fajar)
        self.assertContains(self.client.get(self.alamat("program-kelola", "daerah")), "Buka panggilan calon")

    def test_naskah_orang_dan_kegiatan_ditambah_diubah_dihapus(self):
        self.masuk(self.fajar)
        self.kirim("butir-program-baru", "daerah", jenis="sasaran", nomor=1, judul="Nagari percontohan terpilih")
        kembar = self.kirim("butir-program-baru", "daerah", jenis="sasaran", nomor=1, judul="Lagi")
        self.assertContains(kembar, "Nomor itu sudah dipakai", status_code=422)
        self.kirim("orang-program-baru", "daerah", nama="Rina Wati", tugas="Penghubung", kunci=str(uuid.uuid4()))
        terbalik = self.kirim(
            "kegiatan-program-baru",
            "daerah",
            judul="TOT",
            mulai="2026-12-02",
            selesai="2026-12-01",
            kunci=str(uuid.uuid4()),
        )
        self.assertContains(terbalik, "sebelum hari mulainya", status_code=422)
        self.kirim(
            "kegiatan-program-baru", "daerah", judul="TOT; angkatan 1", mulai="2026-12-01", kunci=str(uuid.uuid4())
        )
        halaman = self.client.get(self.alamat("program-kelola", "daerah"))
        self.assertContains(halaman, "Rina Wati")
        self.assertContains(halaman, "Nagari percontohan terpilih")
        ics = self.client.get(self.alamat("program-kalender", "daerah")).content.decode()
        self.assertIn("SUMMARY:TOT\\; angkatan 1", ics)
        self.assertIn("DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261202", ics)
        orang = OrangProgram.objects.get()
        self.kirim("orang-program", "daerah", orang.pk, nama="Rina Wati", tugas="Ketua", kunci=str(uuid.uuid4()))
        orang.refresh_from_db()
        self.assertEqual(orang.tugas, "Ketua")
        self.kirim("isi-program-hapus", "daerah", "orang", orang.pk)
        self.assertFalse(OrangProgram.objects.exists())

    def test_bobot_dan_kriteria_baru_menjadi_edisi(self):
        self.masuk(self.fajar)
        bobot = {f"bobot_{n}": 10 for n in range(1, 11)}
        kurang = self.kirim("program-bobot", "daerah", catatan="Uji", **(bobot | {"bobot_1": 9}))
        self.assertContains(kurang, "sekarang 99", status_code=422)
        self.kirim("program-bobot", "daerah", catatan="Sama rata", **bobot)
        self.assertEqual(self.program.bobot_terbaru().bobot["5"], 10)
        halaman = self.client.get(self.alamat("program-kriteria", "daerah"))
        isi = {nama: halaman.context["form"][nama].value() or "" for nama in halaman.context["form"].fields}
        salah = self.kirim("program-kriteria", "daerah", **(isi | {"bobot_0": 31, "catatan": "x"}))
        self.assertContains(salah, "tepat 100", status_code=422)
        self.kirim("program-kriteria", "daerah", **(isi | {"bobot_0": 35, "bobot_1": 15, "catatan": "Komitmen naik"}))
        edisi = self.program.edisi_kriteria.get()
        self.assertEqual(list(edisi.kriteria.values_list("bobot", flat=True)), [35, 15, 20, 15, 15])


class Panggilannya(DuniaHalaman):
    def buka(self) -> Panggilan:
        self.masuk(self.fajar)
        self.kirim(
            "panggilan-baru", "daerah", judul="Panggilan 2026", wilayah="13.07", buka="2026-01-01", tutup="2099-12-31",
            kuota=1, terbit="on", kunci=str(uuid.uuid4()),
        )  # fmt: skip
        return Panggilan.objects.get()

    def test_dari_panggilan_sampai_surat_keputusan(self):
        p = self.buka()
        self.client.logout()
        self.assertContains(self.client.get(p.get_absolute_url()), "paling sedikit 2 dari 4")
        self.masuk(self.ani)
        self.assertContains(self.client.get(p.get_absolute_url()), "Daftarkan Nagari Suliki")
        self.kirim("calon-baru", p.pk, kode=SULIKI)
        calon = Calon.objects.get()
        kriteria = list(p.edisi.kriteria.all())
        data = {"pengantar": "Antrean surat panjang."}
        for k in kriteria:
            data |= {f"nilai_{k.pk}": "3", f"bukti_{k.pk}": "Ada di kantor."}
        berkas = SimpleUploadedFile("surat.pdf", PDF, "application/pdf")
        self.assertRedirects(
            self.client.post(calon.get_absolute_url(), data | {f"berkas_{kriteria[0].pk}": berkas, "simpan": "1"}),
            calon.get_absolute_url(),
        )
        self.assertEqual(Calon.objects.get().keadaan, "mengisi")
        self.client.post(calon.get_absolute_url(), data | {"kirim": "1"})
        bukti = Penilaian.objects.get(kriteria=kriteria[0])
        self.assertTrue(bukti.berkas)
        self.assertEqual(self.client.get(bukti.get_absolute_url()).status_code, 200)
        self.masuk(self.eko)
        for alamat in (bukti.get_absolute_url(), calon.get_absolute_url(), self.alamat("nilai", p.pk)):
            self.assertEqual(self.client.get(alamat).status_code, 404)
        self.masuk(self.budi)
        halaman = self.client.get(calon.get_absolute_url())
        self.assertContains(halaman, "Simpan nilai")
        beda = {f"nilai_{k.pk}": "3" for k in kriteria} | {f"nilai_{kriteria[1].pk}": "2"}
        self.assertContains(
            self.client.post(calon.get_absolute_url(), beda), "berbeda dari isian desa", status_code=422
        )
        self.client.post(calon.get_absolute_url(), beda | {f"catatan_{kriteria[1].pk}": "Baru satu operator."})
        self.masuk(self.fajar)
        tabel = self.client.get(self.alamat("nilai", p.pk))
        self.assertContains(tabel, "70,0")
        self.assertContains(tabel, "(3)")
        self.kirim("panggilan-tutup", p.pk)
        self.assertContains(self.client.get(self.alamat("putuskan-seleksi", p.pk)), "Bekukan keputusan")
        kunci = str(uuid.uuid4())
        for _ in range(2):
            jawaban = self.kirim(
                "putuskan-seleksi", p.pk, dipilih=[SULIKI], keputusan="Ditetapkan: Nagari Suliki.", tanggal="2026-02-01",
                hadir="Fajar Hidayat; manajer program; Kabupaten", kunci=kunci,
            )  # fmt: skip
        seleksi = Seleksi.objects.get()
        self.assertRedirects(jawaban, seleksi.get_absolute_url())
        self.assertContains(self.client.get(seleksi.get_absolute_url()), "Dibekukan, isinya utuh")
        pdf = self.client.get(self.alamat("seleksi-pdf", seleksi.pk))
        self.assertTrue(pdf.content.startswith(b"%PDF"))
        self.masuk(self.ani)
        halaman = self.client.get(seleksi.get_absolute_url())
        self.assertContains(halaman, "Dipilih")
        self.assertNotContains(halaman, "Bukti yang dinilai")
        self.client.logout()
        umum = self.client.get(p.get_absolute_url())
        self.assertContains(umum, "Ditetapkan: Nagari Suliki.")
        self.assertNotContains(umum, "Baca keputusan lengkap")

    def test_panggilan_yang_belum_terbit_hanya_bagi_yang_bertugas(self):
        p = buat_panggilan(self, terbit=False)
        for orang, kode in ((None, 404), (self.eko, 404), (self.gita, 200), (self.fajar, 200)):
            self.client.logout()
            if orang:
                self.masuk(orang)
            self.assertEqual(self.client.get(p.get_absolute_url()).status_code, kode)

    def test_menyimpang_tanpa_alasan_kembali_ke_formulirnya(self):
        p = buat_panggilan(self)
        OrangProgram.objects.create(program=p.program, nama="Rina", tugas="Ketua; DPMD", lembaga="Kabupaten")
        buat_calon(self, p, SULIKI, [4, 4, 4, 4, 4])
        buat_calon(self, p, KURAI, [2, 2, 2, 2, 2])
        self.masuk(self.fajar)
        self.kirim("panggilan-tutup", p.pk)
        awal = self.client.get(self.alamat("putuskan-seleksi", p.pk)).context["form"]["hadir"].value()
        self.assertEqual(awal, "Rina; Ketua, DPMD; Kabupaten")
        data = {
            "dipilih": [KURAI],
            "keputusan": "x",
            "tanggal": "2026-02-01",
            "kunci": str(uuid.uuid4()),
            "hadir": awal,
        }
        self.assertContains(self.kirim("putuskan-seleksi", p.pk, **data), "menyimpang dari urutan", status_code=422)
        alasan = {f"alasan_{kode.replace('.', '_')}": "Pemerataan." for kode in (KURAI, SULIKI)}
        self.kirim("putuskan-seleksi", p.pk, **(data | alasan))
        seleksi = Seleksi.objects.get()
        self.assertContains(self.client.get(seleksi.get_absolute_url()), "Pemerataan.")
        halaman = self.client.get(self.alamat("putuskan-seleksi", p.pk))
        self.assertContains(halaman, "Koreksi keputusan nomor 1")
        form = halaman.context["form"]  # koreksi berangkat dari keputusan yang dikoreksi
        lama = [form[nama].value() for nama in ("dipilih", "keputusan", f"alasan_{KURAI.replace('.', '_')}", "hadir")]
        self.assertEqual(lama, [[KURAI], "x", "Pemerataan.", "Rina; Ketua, DPMD; Kabupaten"])
        self.kirim(
            "putuskan-seleksi", p.pk, **(data | alasan | {"kunci": str(uuid.uuid4()), "keputusan": "Nama dibetulkan."})
        )
        self.assertContains(self.client.get(seleksi.get_absolute_url()), "dikoreksi oleh")

    def test_tabel_nilai_diunduh_dan_hanya_bagi_yang_bertugas(self):
        p = buat_panggilan(self)
        buat_calon(self, p, SULIKI, [4, 3, 2, None, 3])
        buat_calon(self, p, HARO, [1, 3, 2, 3, 3])
        self.masuk(self.gita)
        csv = self.client.get(self.alamat("nilai-unduh", p.pk, "csv")).content.decode("utf-8-sig")
        self.assertIn("13.07.01.2004,Nagari Suliki,sudah diperiksa,77.9,66.3,81.3,85", csv)
        lembar = load_workbook(BytesIO(self.client.get(self.alamat("nilai-unduh", p.pk, "xlsx")).content)).active
        self.assertEqual(lembar.max_row, 3)
        self.masuk(self.ani)
        self.assertEqual(self.client.get(self.alamat("nilai-unduh", p.pk, "csv")).status_code, 404)

    def test_kembalikan_dan_mundur(self):
        p = buat_panggilan(self)
        calon = buat_calon(self, p, SULIKI, [3, 3, 3, 3, 3], periksa=False)
        self.masuk(self.fajar)
        self.kirim("calon-kembalikan", calon.pk, alasan="Lampirkan suratnya.")
        self.masuk(self.ani)
        self.assertContains(self.client.get(calon.get_absolute_url()), "Lampirkan suratnya.")
        self.kirim("calon-mundur", calon.pk, alasan="Tahun depan")
        calon.refresh_from_db()
        self.assertEqual(calon.keadaan, "mundur")
        putuskan_kosong = self.client.get(self.alamat("putuskan-seleksi", p.pk))
        self.assertEqual(putuskan_kosong.status_code, 404)
        self.masuk(self.fajar)
        self.client.post(self.alamat("panggilan-tutup", p.pk))
        self.assertContains(self.client.get(self.alamat("putuskan-seleksi", p.pk)), "Belum ada calon yang layak")
