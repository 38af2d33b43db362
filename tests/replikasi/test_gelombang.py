"""Gelombang: mulai serentak dengan rencana kerja, aturan mentor, generasi, angka R, jejaring, buku pendampingan."""

from __future__ import annotations

import uuid
from datetime import timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import SimpleTestCase
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from akun.models import Kabar
from replikasi import rumus
from replikasi.bacaan.gelombang import angka_r, jejaring
from replikasi.kalender import hari_ini
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.edisi_buku import edisi_terbaru
from replikasi.layanan.gelombang import (
    akhiri_mentor,
    keluarkan_anggota,
    mulai_gelombang,
    simpan_gelombang,
    tambah_anggota,
    tetapkan_mentor,
)
from replikasi.layanan.klaim import putuskan_klaim
from replikasi.models import Bimbingan, Gelombang, Hubungan, Pertemuan, RencanaKerja, TindakLanjut, Tonggak
from tests.tokoh import DuniaUji

from .dunia import klaim, program_bawaan

KURAI, SULIKI, HARO, LUAR = "13.07.01.2001", "13.07.01.2004", "13.07.04.2001", "17.03.01.2001"
tepi = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=14)


class Rumus(SimpleTestCase):
    def test_generasi_dari_mentor_utamanya(self):
        self.assertEqual(rumus.generasi({"b": "a", "c": "b", "d": "a"}), {"a": 0, "b": 1, "c": 2, "d": 1})
        self.assertEqual(rumus.generasi({"a": "b", "b": "a", "c": "a"}), {"a": None, "b": None, "c": None})

    @given(st.dictionaries(st.integers(0, 9), st.integers(0, 9)))
    def test_generasi_selalu_satu_lebih_dari_mentornya(self, mentor_dari):
        hasil = rumus.generasi(mentor_dari)
        for dampingan, mentor in mentor_dari.items():
            atas = hasil[mentor]
            self.assertEqual(hasil[dampingan], None if atas is None else atas + 1)

    @given(tepi)
    def test_melingkar_sama_dengan_mencabuti_ujungnya(self, daftar):
        """Tanpa lingkaran, mencabut yang tidak membimbing siapa pun berulang-ulang menghabiskan semua tepi."""
        sisa = set(daftar)
        while True:
            mentor = {a for a, _ in sisa}
            lanjut = {(a, b) for a, b in sisa if b in mentor}
            if lanjut == sisa:
                break
            sisa = lanjut
        self.assertEqual(rumus.melingkar(daftar), bool(sisa))

    def test_r_dengan_kedua_hitungannya(self):
        self.assertEqual(rumus.bulat(rumus.reproduction(sampai=4, mentor=3), 2), Decimal("1.33"))
        self.assertIsNone(rumus.reproduction(sampai=4, mentor=0))


class DuniaGelombang(DuniaUji):
    databases = "__all__"

    def setUp(self):
        self.program = program_bawaan()
        self.gelombang = self.buat(1)

    def buat(self, nomor: int, *, terbit: bool = True, **isi) -> Gelombang:
        bawaan = {"wilayah": self.wilayah["13.07"], "nama": f"Gelombang {nomor}", "nomor": nomor, "mulai": hari_ini(),
                  "terbit": terbit}  # fmt: skip
        return simpan_gelombang(program=self.program, isi=bawaan | isi, kunci=uuid.uuid4())

    def bimbing(self, mentor: str, dampingan: str, gelombang=None, **isi) -> Bimbingan:
        return tetapkan_mentor(
            gelombang=gelombang or self.gelombang, mentor=self.wilayah[mentor], dampingan=self.wilayah[dampingan],
            oleh=self.fajar, **isi,
        )  # fmt: skip

    def alamat(self, nama: str, *arg) -> str:
        return reverse(f"replikasi:{nama}", args=arg)


class Mulai(DuniaGelombang):
    def setUp(self):
        super().setUp()
        if edisi_terbaru() is None:
            terbitkan_buku()

    def test_banyak_desa_mulai_dalam_satu_perbuatan_dan_diulang_aman(self):
        tambah_anggota(gelombang=self.gelombang, kode=[KURAI, SULIKI])
        baru = mulai_gelombang(gelombang=self.gelombang, oleh=self.fajar)
        self.assertEqual({p.wilayah.kode for p in baru}, {KURAI, SULIKI})
        tugas = [r.tugas.count() for r in RencanaKerja.objects.filter(penerapan__in=baru)]
        self.assertEqual(tugas, [34, 34])
        self.assertEqual(mulai_gelombang(gelombang=self.gelombang, oleh=self.fajar), [])
        self.assertEqual(Kabar.objects.filter(penerima=self.ani, jenis="replikasi_gelombang").count(), 1)
        tambah_anggota(gelombang=self.gelombang, kode=[HARO])
        (susul,) = mulai_gelombang(gelombang=self.gelombang, oleh=self.fajar)
        self.assertEqual(susul.wilayah.kode, HARO)
        with self.assertRaisesMessage(ValidationError, "sudah mulai"):
            keluarkan_anggota(gelombang=self.gelombang, wilayah=self.wilayah[KURAI])

    def test_halaman_dari_gelombang_baru_sampai_mulai(self):
        daerah = type(self.program).objects.create(
            slug="daerah", nama="Daerah", wilayah=self.wilayah["13.07"], acuan=self.program
        )
        self.masuk(self.fajar)
        self.assertContains(self.client.get(self.alamat("gelombang-baru", "daerah")), "Gelombang baru")
        data = {"nama": "Gelombang satu", "nomor": 1, "wilayah": "13.07", "mulai": "2026-11-01", "terbit": "on",
                "kunci": str(uuid.uuid4())}  # fmt: skip
        for _ in range(2):
            self.client.post(self.alamat("gelombang-baru", "daerah"), data)
        satu = daerah.gelombang.get()
        self.assertContains(self.client.get(self.alamat("gelombang-desa", satu.pk)), "Nagari Kurai")
        self.client.post(self.alamat("gelombang-desa", satu.pk), {"desa": [KURAI], "kode": "1307012004"})
        salah = self.client.post(self.alamat("gelombang-desa", satu.pk), {"kode": LUAR})
        self.assertContains(salah, "Bukan desa yang berlaku", status_code=422)
        self.assertContains(self.client.get(satu.get_absolute_url()), "Mulai 2 desa dengan rencana kerjanya")
        self.client.post(self.alamat("gelombang-mulai", satu.pk))
        self.assertEqual(satu.anggota.exclude(penerapan=None).count(), 2)
        self.client.post(
            self.alamat("mentor-baru", satu.pk),
            {"mentor": self.wilayah[SULIKI].pk, "dampingan": [self.wilayah[KURAI].pk], "utama": "on"},
        )
        self.assertContains(self.client.get(satu.get_absolute_url()), "mentor Nagari Suliki")
        self.assertContains(self.client.get(self.alamat("program-kelola", "daerah")), "Gelombang satu")
        self.client.logout()
        self.assertContains(self.client.get(satu.get_absolute_url()), "sudah mulai")
        self.assertContains(self.client.get(self.alamat("jejaring", "daerah")), "<svg")
        csv = self.client.get(self.alamat("jejaring-unduh", "daerah", "csv")).content.decode("utf-8-sig")
        self.assertIn("13.07.01.2004,Nagari Suliki,13.07.01.2001,Nagari Kurai,utama,1", csv)
        csv = self.client.get(self.alamat("gelombang-unduh", satu.pk, "csv")).content.decode("utf-8-sig")
        self.assertIn("13.07.01.2001,Nagari Kurai,Suliki,ya,0.0,tidak,Nagari Suliki", csv)
        self.masuk(self.eko)
        for rute in ("gelombang-ubah", "gelombang-desa", "mentor-baru"):
            self.assertEqual(self.client.get(self.alamat(rute, satu.pk)).status_code, 404)


class Aturan(DuniaGelombang):
    def setUp(self):
        super().setUp()
        tambah_anggota(gelombang=self.gelombang, kode=[KURAI, SULIKI])

    def test_satu_desa_hanya_di_satu_gelombang_program(self):
        with self.assertRaisesMessage(ValidationError, "Sudah di gelombang lain"):
            tambah_anggota(gelombang=self.buat(2), kode=[KURAI])
        with self.assertRaisesMessage(ValidationError, "Bukan desa yang berlaku"):
            tambah_anggota(gelombang=self.gelombang, kode=[LUAR])
        keluarkan_anggota(gelombang=self.gelombang, wilayah=self.wilayah[KURAI])
        self.assertEqual(self.gelombang.anggota.count(), 1)

    def test_bukan_diri_sendiri_bukan_anggota_dan_satu_mentor_utama(self):
        with self.assertRaisesMessage(ValidationError, "dirinya sendiri"):
            self.bimbing(KURAI, KURAI)
        with self.assertRaisesMessage(ValidationError, "bukan anggota"):
            self.bimbing(KURAI, HARO)
        satu = self.bimbing(HARO, KURAI)
        with self.assertRaisesMessage(ValidationError, "sudah punya mentor utama"):
            self.bimbing(SULIKI, KURAI)
        self.bimbing(SULIKI, KURAI, utama=False)
        akhiri_mentor(bimbingan=satu, alasan="Pindah tugas")
        self.assertEqual(self.bimbing(HARO, KURAI).utama, True)

    def test_tidak_melingkar_di_dalam_satu_gelombang(self):
        tambah_anggota(gelombang=self.gelombang, kode=[HARO])
        self.bimbing(KURAI, SULIKI)
        self.bimbing(SULIKI, HARO)
        with self.assertRaisesMessage(ValidationError, "lingkaran"):
            self.bimbing(HARO, KURAI)

    def test_basis_data_menolak_yang_lolos_dari_layanan(self):
        isi = {"gelombang": self.gelombang, "mulai": hari_ini()}
        kurai, suliki, haro = (self.wilayah[k] for k in (KURAI, SULIKI, HARO))
        Bimbingan.objects.create(mentor=haro, dampingan=kurai, **isi)
        for mentor, dampingan in ((suliki, kurai), (suliki, suliki)):
            with self.assertRaises(IntegrityError), transaction.atomic():
                Bimbingan.objects.create(mentor=mentor, dampingan=dampingan, **isi)

    def test_r_dan_generasi_dengan_kueri_tetap(self):
        self.bimbing(HARO, KURAI)
        self.bimbing(HARO, SULIKI)
        penerapan = mulai_gelombang_tanpa_buku(self)
        for slug in Tonggak.objects.filter(tahap__program=self.program, tahap__nomor=6).values_list("slug", flat=True):
            putuskan_klaim(klaim=klaim(penerapan, slug, oleh=self.budi), oleh=self.fajar, diterima=True)
        self.fajar.berperan()
        with self.assertNumQueries(5):
            (a,) = angka_r(self.program, oleh=self.fajar)
        self.assertEqual((a.anggota, a.sampai, a.mentor, a.r), (2, 1, 1, Decimal("1.00")))
        j = jejaring(self.program, oleh=self.fajar)
        self.assertEqual({s.wilayah.kode: s.generasi for s in j.simpai}, {HARO: 0, KURAI: 1, SULIKI: 1})
        self.assertEqual([s.wilayah.kode for s in j.simpai if s.sampai], [KURAI])

    def test_gelombang_yang_belum_terbit_tidak_tampak_bagi_umum(self):
        rahasia = self.buat(3, terbit=False)
        self.assertEqual(self.client.get(rahasia.get_absolute_url()).status_code, 404)
        self.masuk(self.gita)
        self.assertEqual(self.client.get(rahasia.get_absolute_url()).status_code, 200)


def mulai_gelombang_tanpa_buku(uji):
    """Satu anggota mulai tanpa rencana kerja: yang diuji angkanya."""
    penerapan = uji.program.penerapan.create(
        wilayah=uji.wilayah[KURAI], edisi=uji.program.bobot_terbaru(), mulai=hari_ini()
    )
    uji.gelombang.anggota.filter(wilayah=uji.wilayah[KURAI]).update(penerapan=penerapan)
    return penerapan


class Pendampingan(DuniaGelombang):
    def setUp(self):
        super().setUp()
        tambah_anggota(gelombang=self.gelombang, kode=[KURAI])

    def isian(self, **ubah) -> dict:
        return {"cara": "kunjungan", "hasil": "janji", "tanggal": hari_ini(), "temuan": "Data keluarga belum lengkap.",
                "langkah": "Lengkapi data jorong", "langkah_tempo": hari_ini() + timedelta(days=7), "menit": 90,
                "kunci": str(uuid.uuid4())} | ubah  # fmt: skip

    def test_operator_desa_mentor_mencatat_kunjungannya_dan_hanya_itu_yang_dibacanya(self):
        self.masuk(self.ani)
        self.assertEqual(self.client.get(self.alamat("hubungan-baru", KURAI)).status_code, 404)
        bimbingan = self.bimbing(SULIKI, KURAI)
        lain = Hubungan.objects.create(
            wilayah=self.wilayah[KURAI],
            oleh=self.budi,
            tanggal=hari_ini(),
            cara="telepon",
            hasil="beres",
            catatan="rahasia pegiat",
        )
        self.assertNotContains(self.client.get(self.alamat("hubungan-baru", KURAI)), "rahasia pegiat")
        self.client.post(self.alamat("hubungan-baru", KURAI), self.isian())
        satu = Hubungan.objects.exclude(pk=lain.pk).get()
        self.assertEqual((satu.bimbingan, satu.menit), (bimbingan, 90))
        buku = self.client.get(self.alamat("pendampingan"))
        self.assertContains(buku, "Data keluarga belum lengkap.")
        self.assertNotContains(buku, "rahasia pegiat")
        akhiri_mentor(bimbingan=bimbingan)
        self.assertEqual(self.client.get(self.alamat("hubungan-baru", KURAI)).status_code, 404)

    def test_buku_pendampingan_diunduh_dan_tertutup_bagi_orang_luar(self):
        self.masuk(self.budi)
        self.client.post(self.alamat("hubungan-baru", KURAI), self.isian())
        self.assertContains(
            self.client.post(self.alamat("hubungan-baru", KURAI), self.isian(langkah="")),
            "Tulis langkahnya",
            status_code=422,
        )
        csv = (
            self.client.get(self.alamat("pendampingan-unduh", "csv") + "?wilayah=13.07").getvalue().decode("utf-8-sig")
        )
        self.assertIn("Lengkapi data jorong", csv)
        self.masuk(self.eko)
        self.assertNotContains(self.client.get(self.alamat("pendampingan")), "Lengkapi data jorong")
        self.client.logout()
        self.assertEqual(self.client.get(self.alamat("pendampingan")).status_code, 302)

    def test_kunjungan_belajar_dengan_agenda_janji_dan_kalender(self):
        self.masuk(self.fajar)
        alamat = self.alamat("pertemuan-baru") + f"?gelombang={self.gelombang.pk}"
        self.assertContains(self.client.get(alamat), "Gelombang 1")
        data = {"jenis": "kunjungan", "judul": "Belajar ke Suliki", "tanggal": "2026-11-25", "jam_mulai": "09:00",
                "jam_selesai": "12:00", "cara": "luring", "wilayah": "13.07", "tuan_rumah": SULIKI,
                "gelombang": self.gelombang.pk, "agenda": "09.00 Pembukaan\n10.00 Praktik surat", "hadir": "Ani; operator",
                "terbit": "on", "kunci": str(uuid.uuid4())}  # fmt: skip
        terbalik = self.client.post(self.alamat("pertemuan-baru"), data | {"jam_selesai": "08:00"})
        self.assertContains(terbalik, "sesudah jam mulai", status_code=422)
        self.client.post(self.alamat("pertemuan-baru"), data)
        satu = Pertemuan.objects.get()
        self.client.post(
            self.alamat("tindak-baru", satu.pk),
            {
                "teks": "Kurai mulai panduan",
                "wilayah": KURAI,
                "tempo": "2026-12-10",
                "keadaan": "rencana",
                "kunci": str(uuid.uuid4()),
            },
        )
        self.assertEqual(TindakLanjut.objects.get().wilayah, self.wilayah[KURAI])
        self.client.logout()
        halaman = self.client.get(satu.get_absolute_url())
        for teks in ("10.00 Praktik surat", "pukul 09.00", "Gelombang 1", "Nagari Kurai"):
            self.assertContains(halaman, teks)
        ics = self.client.get(self.alamat("pertemuan-ics", satu.pk)).content.decode()
        self.assertIn("DTSTART:20261125T020000Z", ics)
        self.assertIn("DTSTART;VALUE=DATE:20261210", ics)
        self.assertContains(self.client.get(self.gelombang.get_absolute_url()), "Belajar ke Suliki")
