"""Operasi migrasi `BuatSemua`: tabel dibuat utuh dari keadaan akhir, dan mundur membuang semuanya."""

from __future__ import annotations

from django.db import ConnectionHandler, models
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.state import ProjectState
from django.test import SimpleTestCase

from wilayah.migrasi import BuatSemua

KUNCI = ("id", models.BigAutoField(primary_key=True))


class TabelDibuatSekaligus(SimpleTestCase):
    databases = {"default"}  # hanya namanya: sambungannya basis data sendiri dalam memori

    def setUp(self):
        semua = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})
        self.addCleanup(semua.close_all)
        self.basis = semua["default"]
        self.operasi = BuatSemua([
            CreateModel("Induk", [KUNCI, ("nama", models.CharField(max_length=9))]),
            CreateModel("Anak", [KUNCI, ("induk", models.ForeignKey("uji_lipat.Induk", models.CASCADE))]),
            AddField("Induk", "terbaru", models.ForeignKey("uji_lipat.Anak", models.SET_NULL, null=True, related_name="+")),
            AddIndex("Induk", models.Index(fields=["nama"], name="uji_nama")),
            AddConstraint("Induk", models.UniqueConstraint(fields=["nama"], name="uji_nama_sekali")),
        ])  # fmt: skip
        self.awal, self.akhir = ProjectState(), ProjectState()
        self.operasi.state_forwards("uji_lipat", self.akhir)

    def test_dua_tabel_yang_saling_menunjuk_lahir_lengkap_lalu_hilang_lagi(self):
        with self.basis.schema_editor() as penyunting:
            self.operasi.database_forwards("uji_lipat", penyunting, self.awal, self.akhir)
        with self.basis.cursor() as kursor:
            batasan = self.basis.introspection.get_constraints(kursor, "uji_lipat_induk")
        self.assertLessEqual({"uji_nama", "uji_nama_sekali"}, set(batasan))
        self.assertIn(["terbaru_id"], [satu["columns"] for satu in batasan.values() if satu["foreign_key"]])
        with self.basis.schema_editor() as penyunting:
            self.operasi.database_backwards("uji_lipat", penyunting, self.akhir, self.awal)
        self.assertEqual([nama for nama in self.basis.introspection.table_names() if nama.startswith("uji_lipat")], [])
