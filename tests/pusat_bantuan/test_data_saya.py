"""Salinan "Data saya" memuat tiket, pesan, dan daftar lampiran orangnya sendiri, tidak milik orang lain."""

from __future__ import annotations

import io
import json
import uuid
import zipfile

from django.test import RequestFactory

from akun.ekspor import buat_zip
from pusat_bantuan.berkas import BerkasBersih
from pusat_bantuan.layanan import ajukan_pdp, balas
from pusat_bantuan.models import Nilai
from tests.tokoh import DuniaUji

from .dunia import tiket_ani


class DataSaya(DuniaUji):
    def setUp(self):
        self.profil = tiket_ani(self, uraian="Surat kosong saat dicetak")
        berkas = BerkasBersih("galat.txt", "txt", "text/plain", b"galat 500")
        balas(profil=self.profil, oleh=self.ani, isi="Ini log-nya.", lampiran=[berkas])
        balas(profil=self.profil, oleh=self.budi, isi="Coba kosongkan singgahan.")
        balas(profil=self.profil, oleh=self.budi, isi="Operatornya baru.", dalam=True)
        Nilai.objects.create(profil=self.profil, putaran=0, skor=3, komentar="Cepat", oleh=self.ani)

    def salinan(self, orang) -> dict[str, object]:
        arsip = zipfile.ZipFile(io.BytesIO(buat_zip(orang, RequestFactory().get("/"))))
        return {nama: json.loads(arsip.read(nama)) for nama in arsip.namelist() if nama.endswith(".json")}

    def test_ani_menerima_tulisannya_sendiri(self):
        data = self.salinan(self.ani)
        (tiket,) = data["tiket.json"]
        self.assertEqual((tiket["kode"], tiket["uraian"]), (self.profil.kode, "Surat kosong saat dicetak"))
        self.assertEqual([(satu["isi"], satu["terbuka"]) for satu in data["pesan.json"]], [("Ini log-nya.", True)])
        self.assertEqual(
            [(satu["nama"], satu["tiket"]) for satu in data["lampiran.json"]], [("galat.txt", self.profil.kode)]
        )
        self.assertEqual(data["penilaian.json"]["tiket"][0]["komentar"], "Cepat")
        self.assertNotIn("Operatornya baru", json.dumps(data))
        self.assertNotIn("singgahan", json.dumps(data))

    def test_budi_menerima_catatannya_sendiri_bukan_tiket_ani(self):
        data = self.salinan(self.budi)
        self.assertEqual(
            [satu["isi"] for satu in data["pesan.json"]], ["Coba kosongkan singgahan.", "Operatornya baru."]
        )
        self.assertEqual((data["tiket.json"], data["lampiran.json"]), ([], []))

    def test_yang_sudah_berhenti_tidak_membawa_tiket_desa(self):
        self.ani.penugasan.update(keadaan="dicabut")
        orang = type(self.ani).objects.get(pk=self.ani.pk)
        data = self.salinan(orang)
        self.assertEqual(data["tiket.json"], [])
        self.assertEqual(len(data["pesan.json"]), 1)

    def test_permintaan_data_pribadi_ikut(self):
        ajukan_pdp(
            pengguna=self.ani, jenis="akses", nama="Ani", hubungi="ani@desa.example", uraian="Minta salinan",
            kunci_kirim=uuid.uuid4(),
        )  # fmt: skip
        self.assertEqual(self.salinan(self.ani)["permintaan_data_pribadi.json"][0]["uraian"], "Minta salinan")
