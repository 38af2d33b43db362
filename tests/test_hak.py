"""Siapa boleh melihat apa: dibangkitkan untuk setiap model yang punya `terlihat`, setiap orang, setiap baris.

Kamar memperluas dunianya dengan `tests/<kamar>/dunia.py`: `isi_hak(dunia)` membuat baris dalam segala keadaan dan
mengembalikan yang hanya milik Lima Puluh Kota (daftar, atau kamus berkunci "rahasia"), yang tidak boleh terlihat oleh
Eko. Model baru ikut teruji sendiri.
"""

from __future__ import annotations

import inspect
from importlib import import_module, util

from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.test import SimpleTestCase

from akun.contoh import TOKOH
from akun.models import Pengguna
from tests.contoh import DuniaContoh
from tests.test_arsitektur import URUTAN
from tests.tokoh import DuniaUji

# Model yang haknya seluruhnya hak induknya: `boleh_dilihat` saja, lewat bidang yang disebut.
MENUMPANG = {"replikasi.Bukti": "klaim"}
# Perbuatan yang boleh bagi orang tanpa akun.
UNTUK_SIAPA_SAJA = ("boleh_dilihat", "boleh_dibaca", "boleh_diunduh")
PALING_BANYAK_BARIS = 40
# Tidak ada barisnya di dunia contoh; dunia kecil yang wajib mengisinya.
HANYA_DI_DUNIA_KECIL = {
    "akun.LanggananDorong", "akun.SuratKeluar", "akun.Undangan", "forum.Kunjungan", "forum.Lampiran", "forum.Sanksi", "forum.Tinjauan", "pusat_bantuan.LampiranTiket",
    "pusat_bantuan.IsiAsli", "pusat_bantuan.KabarSistem", "pusat_bantuan.KehadiranTiket", "pusat_bantuan.TindakanMassal",
    "replikasi.BekuTelemetri", "replikasi.ImporPantau", "replikasi.PemasanganSah", "replikasi.PemberitahuanDesa",
    "replikasi.RelaiLaporan", "pusat_bantuan.KirimanSistem", "pusat_bantuan.Pencatatan", "pusat_bantuan.SistemLuar",
    "replikasi.EdisiWilayah", "replikasi.ImporFakta", "replikasi.ImporLayanan", "replikasi.JejakWilayah",
}  # fmt: skip


def model_rumah() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in URUTAN]


def punya_himpunan(model) -> bool:
    return hasattr(model._default_manager.all(), "terlihat")


def punya_kalimat(model) -> bool:
    return callable(getattr(model, "boleh_dilihat", None))


def model_berhak() -> list[type[models.Model]]:
    return [model for model in model_rumah() if punya_himpunan(model)]


def kalimat_hak(model) -> list[str]:
    """`boleh_…(oleh=…)` milik model itu: yang hanya memerlukan orangnya."""
    hasil = []
    for nama, fungsi in inspect.getmembers(model, inspect.isfunction):
        if nama.startswith("boleh_"):
            tanda = list(inspect.signature(fungsi).parameters.values())[1:]
            wajib = {satu.name for satu in tanda if satu.default is satu.empty}
            if "oleh" in {satu.name for satu in tanda} and wajib <= {"oleh"}:
                hasil.append(nama)
    return hasil


def segar(orang):
    """Seperti di awal permintaan: tanpa penugasan yang sudah terbaca."""
    return Pengguna.objects.get(pk=orang.pk) if orang.pk else orang


class Pasangan(SimpleTestCase):
    def test_setiap_model_punya_keduanya_atau_tidak_sama_sekali(self):
        for model in model_rumah():
            with self.subTest(model=model._meta.label):
                if model._meta.label in MENUMPANG:
                    self.assertTrue(punya_kalimat(model) and not punya_himpunan(model), "keluarkan dari MENUMPANG")
                else:
                    self.assertEqual(punya_himpunan(model), punya_kalimat(model), "terlihat ≠ boleh_dilihat")

    def test_himpunan_dan_kalimat_menerima_oleh(self):
        for model in model_berhak():
            with self.subTest(model=model._meta.label):
                himpunan = inspect.signature(type(model._default_manager.all()).terlihat).parameters["oleh"]
                kalimat = inspect.signature(model.boleh_dilihat).parameters["oleh"]
                self.assertEqual((himpunan.kind, kalimat.kind), (inspect.Parameter.KEYWORD_ONLY,) * 2)


class PemeriksaHak:
    """Dipakai di dua dunia: yang kecil dan yang contoh."""

    def orang(self) -> list:
        return [AnonymousUser(), *(segar(satu) for satu in self.siapa)]

    def baris(self, model) -> list:
        return list(model._default_manager.order_by("-pk")[:PALING_BANYAK_BARIS])

    def periksa_himpunan_sama_dengan_kalimat(self):
        for model in model_berhak():
            baris = self.baris(model)
            nomor = [satu.pk for satu in baris]
            for oleh in self.orang():
                with self.subTest(model=model._meta.label, oleh=str(oleh)):
                    himpunan = model._default_manager.terlihat(oleh=oleh).filter(pk__in=nomor)
                    hasil = list(himpunan.values_list("pk", flat=True))
                    self.assertEqual(len(hasil), len(set(hasil)), "baris dobel")
                    kalimat = {satu.pk for satu in baris if satu.boleh_dilihat(oleh=oleh)}
                    self.assertEqual(set(hasil), kalimat, model._meta.label)

    def periksa_perbuatan_hanya_atas_yang_terlihat(self):
        for model in model_berhak():
            kalimat = [nama for nama in kalimat_hak(model) if nama != "boleh_dilihat"]
            for satu in self.baris(model) if kalimat else []:
                for oleh in self.orang():
                    with self.subTest(model=model._meta.label, oleh=str(oleh), baris=satu.pk):
                        boleh = {nama for nama in kalimat if getattr(satu, nama)(oleh=oleh)}
                        if boleh:
                            self.assertTrue(satu.boleh_dilihat(oleh=oleh), f"tidak terlihat, tetapi {sorted(boleh)}")
                        if not oleh.is_authenticated:
                            lain = {nama for nama in boleh if not nama.startswith(UNTUK_SIAPA_SAJA)}
                            self.assertEqual(lain, set())

    def periksa_yang_menumpang(self):
        for label, bidang in MENUMPANG.items():
            model = apps.get_model(label)
            for satu in self.baris(model):
                for oleh in self.orang():
                    with self.subTest(model=label, oleh=str(oleh)):
                        induk = getattr(satu, bidang)
                        self.assertEqual(bool(satu.boleh_dilihat(oleh=oleh)), bool(induk.boleh_dilihat(oleh=oleh)))


class HakDuniaKecil(PemeriksaHak, DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        rahasia = []  # kamar boleh memakai nama sifat apa pun pada dunianya
        for kamar in URUTAN:
            if util.find_spec(f"tests.{kamar}") and util.find_spec(f"tests.{kamar}.dunia"):
                dunia = import_module(f"tests.{kamar}.dunia")
                hasil = dunia.isi_hak(cls) if hasattr(dunia, "isi_hak") else []
                rahasia += hasil.get("rahasia", []) if isinstance(hasil, dict) else hasil or []
        cls.rahasia = rahasia
        cls.siapa = list(Pengguna.objects.order_by("pk"))

    def test_himpunan_sama_dengan_kalimat(self):
        self.periksa_himpunan_sama_dengan_kalimat()

    def test_perbuatan_hanya_atas_yang_terlihat(self):
        self.periksa_perbuatan_hanya_atas_yang_terlihat()

    def test_yang_menumpang_sama_dengan_induknya(self):
        self.periksa_yang_menumpang()

    def test_yang_tidak_ada_di_dunia_contoh_ada_di_sini(self):
        kosong = {label for label in HANYA_DI_DUNIA_KECIL if not self.baris(apps.get_model(label))}
        self.assertEqual(kosong, set())

    def test_eko_dan_orang_tanpa_akun_tidak_melihat_milik_lima_puluh_kota(self):
        for oleh in (segar(self.eko), AnonymousUser()):
            for satu in self.rahasia:
                with self.subTest(oleh=str(oleh), baris=f"{satu._meta.label} {satu.pk}"):
                    self.assertFalse(satu.boleh_dilihat(oleh=oleh))
                    if punya_himpunan(type(satu)):
                        self.assertFalse(type(satu)._default_manager.terlihat(oleh=oleh).filter(pk=satu.pk).exists())

    def test_orang_nonaktif_tidak_melihat_apa_pun_selain_dirinya(self):
        self.budi.is_active = False
        self.budi.save()
        for satu in self.rahasia:
            budi = segar(self.budi)
            with self.subTest(baris=f"{satu._meta.label} {satu.pk}"):
                milik = budi.pk in {getattr(satu, "penerima_id", None), getattr(satu, "dibuat_oleh_id", None)}
                if not milik:
                    self.assertFalse(satu.boleh_dilihat(oleh=budi))


class HakDuniaContoh(PemeriksaHak, DuniaContoh):
    """Aturan yang sama atas baris sungguhan dunia contoh."""

    @classmethod
    def setUpTestData(cls):
        nama = [satu[0] for satu in TOKOH] + ["lalu.hamdi", "promosi.kilat", "lidya.novita"]
        cls.siapa = list(Pengguna.objects.filter(username__in=nama))

    def test_himpunan_sama_dengan_kalimat(self):
        self.periksa_himpunan_sama_dengan_kalimat()

    def test_perbuatan_hanya_atas_yang_terlihat(self):
        self.periksa_perbuatan_hanya_atas_yang_terlihat()

    def test_yang_menumpang_sama_dengan_induknya(self):
        self.periksa_yang_menumpang()

    def test_setiap_model_berhak_punya_baris_untuk_diuji(self):
        kosong = {model._meta.label for model in model_berhak() if not self.baris(model)}
        pesan = "Beri baris di <kamar>/contoh.py, atau di tests/<kamar>/dunia.py lalu sebut di HANYA_DI_DUNIA_KECIL."
        self.assertEqual(kosong - HANYA_DI_DUNIA_KECIL, set(), pesan)
