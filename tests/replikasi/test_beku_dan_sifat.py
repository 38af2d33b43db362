"""Sifat yang selalu berlaku: beku tetap beku, terverifikasi tidak melebihi yang diklaim, bobot berjumlah, selang memuat nilai."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from datetime import timedelta
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import SimpleTestCase
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from replikasi import rumus
from replikasi.bacaan.perjalanan import perjalanan_dari
from replikasi.bacaan.seleksi import tabel_nilai
from replikasi.kalender import hari_ini
from replikasi.layanan.kriteria import IsiKriteria, tetapkan_kriteria
from replikasi.layanan.program import ubah_bobot
from replikasi.layanan.rekap import catat_perubahan
from replikasi.layanan.seleksi import simpan_panggilan, tutup_panggilan
from replikasi.models import KlaimTonggak, RingkasDesa, Seleksi, Tonggak
from tests.tokoh import DuniaUji

from .dunia import SULIKI, DuniaReplikasi, program_bawaan
from .seleksi import buat_calon, buat_panggilan, putuskan

acak = settings(max_examples=10, deadline=None)


@contextmanager
def dibuang():
    """Satu contoh acak di dalam transaksinya sendiri; jejaknya tidak terbawa ke contoh berikutnya."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class KemajuanTidakTercampur(SimpleTestCase):
    @given(
        st.dictionaries(st.integers(1, 10), st.integers(1, 40), min_size=1),
        st.dictionaries(st.integers(1, 10), st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(1, 6))),
    )
    def test_terverifikasi_tidak_pernah_melebihi_yang_diklaim_bersamanya(self, bobot, isi):
        """Diklaim = yang terverifikasi ditambah yang menunggu, dari tonggak yang sama; keduanya lewat rumus yang sama."""
        tercapai = {t: Fraction(min(a, n), n) for t, (a, b, n) in isi.items()}
        diklaim = {t: Fraction(min(a + b, n), n) for t, (a, b, n) in isi.items()}
        a, b = rumus.progress(bobot, tercapai), rumus.progress(bobot, diklaim)
        self.assertTrue(0 <= a <= b <= 100)


class AngkaDesaDariKlaimnya(DuniaReplikasi):
    def test_angka_desa_menurut_klaim_apa_pun(self):
        """Klaim acak dengan keadaan acak: yang terverifikasi ditambah yang menunggu tidak melebihi semuanya."""
        semua = list(Tonggak.objects.filter(tahap__program=self.penerapan.program).order_by("pk"))

        @acak
        @given(st.dictionaries(st.sampled_from(range(len(semua))), st.sampled_from(KlaimTonggak.Keadaan.values)))
        def coba(isi):
            with dibuang():
                KlaimTonggak.objects.bulk_create(
                    KlaimTonggak(
                        penerapan=self.penerapan, tonggak=semua[letak], keadaan=keadaan, diajukan_oleh=self.ani,
                        diajukan_pada=timezone.now(), catatan="x",
                    )
                    for letak, keadaan in isi.items()
                )  # fmt: skip
                catat_perubahan(wilayah=self.penerapan.wilayah)
                hitung = Counter(isi.values())
                r = RingkasDesa.objects.get(wilayah=self.penerapan.wilayah)
                self.assertEqual((r.tonggak_verif, r.tonggak_klaim), (hitung["diverifikasi"], hitung["diajukan"]))
                j = perjalanan_dari(self.penerapan)
                self.assertLessEqual(j.tercapai + j.menunggu, j.jumlah)
                self.assertTrue(0 <= j.maju_verif <= j.maju_verif + j.maju_klaim <= 100)

        coba()


class BobotSeratus(DuniaUji):
    databases = "__all__"

    def test_bobot_tahap_hanya_diterima_bila_berjumlah_seratus(self):
        program = program_bawaan()
        self.assertEqual(sum(program.bobot_terbaru().bobot.values()), 100)
        nomor = list(program.tahap.order_by("nomor").values_list("nomor", flat=True))

        @acak
        @given(st.lists(st.integers(1, 30), min_size=len(nomor), max_size=len(nomor)), st.booleans())
        def coba(bobot, lengkapi):
            if lengkapi and sum(bobot[:-1]) < 100:
                bobot = [*bobot[:-1], 100 - sum(bobot[:-1])]
            with dibuang():
                if sum(bobot) == 100:
                    edisi = ubah_bobot(program=program, bobot=dict(zip(nomor, bobot, strict=True)), catatan="x")
                    self.assertEqual(sum(edisi.bobot.values()), 100)
                else:
                    with self.assertRaises(ValidationError):
                        ubah_bobot(program=program, bobot=dict(zip(nomor, bobot, strict=True)), catatan="x")

        coba()

    def test_kriteria_hanya_diterima_bila_bobotnya_seratus(self):
        program = program_bawaan()

        @acak
        @given(st.lists(st.integers(1, 60), min_size=1, max_size=6), st.booleans())
        def coba(bobot, lengkapi):
            bobot = [*bobot, 100 - sum(bobot)] if lengkapi and sum(bobot) < 100 else bobot
            isi = [IsiKriteria(f"k{n}", f"Kriteria {n}", b) for n, b in enumerate(bobot)]
            with dibuang():
                if sum(bobot) == 100:
                    edisi = tetapkan_kriteria(program=program, kriteria=isi, oleh=self.fajar)
                    self.assertEqual(sum(edisi.kriteria.values_list("bobot", flat=True)), 100)
                else:
                    with self.assertRaises(ValidationError):
                        tetapkan_kriteria(program=program, kriteria=isi, oleh=self.fajar)

        coba()


class SelangMemuatNilai(DuniaUji):
    databases = "__all__"

    def test_tabel_nilai_menyelangi_nilainya(self):
        """Yang tampil kepada pemutus: rendah ≤ nilai ≤ tinggi, juga dengan kriteria yang kosong."""
        panggilan = buat_panggilan(self)
        angka = st.one_of(st.none(), st.integers(0, 4))

        @acak
        @given(st.integers(0, 4), st.lists(angka, min_size=4, max_size=4))
        def coba(gerbang, lain):
            with dibuang():
                buat_calon(self, panggilan, SULIKI, [gerbang, *lain])
                (baris,) = tabel_nilai(panggilan).semua
            h = baris.hasil
            self.assertTrue(0 <= h.rendah <= h.tinggi <= 100)
            if h.nilai is not None:
                self.assertTrue(h.rendah <= h.nilai <= h.tinggi)
                self.assertTrue(baris.rendah <= baris.nilai <= baris.tinggi)

        coba()


class PutusanBeku(DuniaUji):
    databases = "__all__"

    def tolak(self, sql: str, *isi) -> None:
        with self.assertRaises(DatabaseError), transaction.atomic(), connection.cursor() as kursor:
            kursor.execute(sql, isi)

    def test_basis_data_menolak_diubah_dan_dihapus_dari_luar_aplikasi(self):
        panggilan = buat_panggilan(self)
        buat_calon(self, panggilan, SULIKI, [3, 3, 3, 3, 3])
        satu = putuskan(self, panggilan, SULIKI)
        semula = Seleksi.objects.filter(pk=satu.pk).values().get()
        self.tolak("DELETE FROM replikasi_seleksi WHERE id = %s", satu.pk)
        for kolom in ("nomor", "tanggal", "keputusan", "hadir", "isi", "sidik", "kunci", "contoh", "panggilan_id"):
            self.tolak(f"UPDATE replikasi_seleksi SET {kolom} = {kolom} WHERE id = %s", satu.pk)
        self.assertEqual(Seleksi.objects.filter(pk=satu.pk).values().get(), semula)
        self.assertTrue(Seleksi.objects.get(pk=satu.pk).utuh)

    def test_belum_tutup_belum_dapat_diputus(self):
        panggilan = buat_panggilan(self)
        buat_calon(self, panggilan, SULIKI, [3, 3, 3, 3, 3])
        with self.assertRaisesMessage(ValidationError, "masih menerima calon"):
            putuskan(self, panggilan, SULIKI, tutup=False)
        self.masuk(self.fajar)
        alamat = reverse("replikasi:putuskan-seleksi", args=[panggilan.pk])
        self.assertRedirects(self.client.get(alamat), reverse("replikasi:nilai", args=[panggilan.pk]))
        self.assertContains(self.client.get(panggilan.get_absolute_url()), "Tutup panggilan")
        self.client.post(reverse("replikasi:panggilan-tutup", args=[panggilan.pk]))
        self.assertEqual(self.client.get(alamat).status_code, 200)
        panggilan.refresh_from_db()
        self.assertFalse(panggilan.terbuka)
        self.masuk(self.ani)
        self.assertEqual(self.client.post(reverse("replikasi:panggilan-tutup", args=[panggilan.pk])).status_code, 404)

    def test_hari_tutup_yang_dimundurkan_membuka_lagi(self):
        panggilan = tutup_panggilan(panggilan=buat_panggilan(self), oleh=self.fajar)
        isi = {nama: getattr(panggilan, nama) for nama in ("wilayah", "judul", "ajakan", "buka", "kuota", "terbit")}
        lagi = simpan_panggilan(
            program=panggilan.program, isi=isi | {"tutup": hari_ini() + timedelta(days=30)}, oleh=self.fajar,
            panggilan=panggilan,
        )  # fmt: skip
        self.assertTrue(lagi.terbuka)
