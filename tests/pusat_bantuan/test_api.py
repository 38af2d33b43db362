"""API tiket: tiap kode galat dengan kalimatnya, kirim ulang, jangkauan, dan isi sembarang yang tidak pernah menjadi 500."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from unittest import mock

from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import settings as aturan
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as UjiSifat

from akun.models import Pengguna
from pusat_bantuan.api.token import sidik
from pusat_bantuan.layanan import balas
from pusat_bantuan.layanan.sistem import buat_sistem, cabut_sistem
from pusat_bantuan.models import Kontak, LampiranTiket, ProfilTiket, SistemLuar
from situs.pekerja import kuras
from tests.tokoh import DuniaUji

from .dunia import tiket_ani
from .test_berkas import png

SEMUA = list(SistemLuar.Lingkup.values)


class Api(DuniaUji):
    def setUp(self):
        cache.clear()
        self.client = Client(enforce_csrf_checks=True)
        self.sistem, self.token = self.buat("Aduan Kabupaten")

    def buat(self, nama: str, *, wilayah="13.07", lingkup=None, **lain):
        return buat_sistem(
            nama=nama, pemilik="Diskominfo", wilayah=self.wilayah[wilayah] if wilayah else None,
            lingkup=SEMUA if lingkup is None else lingkup, oleh=self.hadi, **lain,
        )  # fmt: skip

    def minta(self, cara: str, jalur: str, badan=None, *, token=None, kunci="k-1", **kepala):
        kepala = {"Authorization": f"Bearer {token or self.token}", "Idempotency-Key": kunci} | kepala
        lain = {"data": json.dumps(badan), "content_type": "application/json"} if badan is not None else {}
        return getattr(self.client, cara)(f"/api/v1/{jalur}", headers={k: v for k, v in kepala.items() if v}, **lain)

    def isi(self, **lain) -> dict:
        return {
            "desa": "13.07.01.2004", "bidang": "surat-tte", "uraian": "Kop hilang, NIK 1307044503890001",
            "pemohon": {"nama": "Rina", "email": "Rina@Contoh.example"}, "rujukan": "A-17", "dampak": "utama",
            "isian": {"templat": "rtf"},
        } | lain  # fmt: skip

    def galat(self, jawab, status: int, kalimat: str = "") -> dict:
        self.assertEqual(jawab.status_code, status, jawab.content[:300])
        data = jawab.json()
        self.assertTrue(data["galat"])
        self.assertIn(kalimat, data["galat"])
        return data

    def test_membuat_membaca_dan_kirim_ulang(self):
        jawab = self.minta("post", "tiket", self.isi())
        self.assertEqual(jawab.status_code, 201, jawab.content)
        data, profil = jawab.json(), ProfilTiket.objects.get()
        self.assertEqual((data["kode"], data["desa"], data["rujukan"]), (profil.kode, "13.07.01.2004", "A-17"))
        self.assertEqual((profil.kanal, profil.kontak.email, profil.pemohon), ("api", "rina@contoh.example", None))
        self.assertEqual((profil.dampak, profil.isian, profil.simpul), ("utama", {"templat": "rtf"}, self.simpul))
        ulang = self.minta("post", "tiket", self.isi())
        self.assertEqual((ulang.status_code, ulang.json()["kode"]), (200, profil.kode))
        self.galat(self.minta("post", "tiket", self.isi(uraian="Lain")), 409, profil.kode)
        self.assertEqual((ProfilTiket.objects.count(), Kontak.objects.filter(email__startswith="rina").count()), (1, 1))
        lengkap = self.minta("get", f"tiket/{profil.kode.lower()}").json()
        self.assertNotIn("1307044503890001", json.dumps(lengkap))
        self.assertEqual(lengkap["pesan"][0]["dari"], "desa")
        self.assertIsNone(self.sistem.terakhir_dipakai)
        self.sistem.refresh_from_db()
        self.assertIsNotNone(self.sistem.terakhir_dipakai)
        self.assertEqual(jawab.cookies, {})

    def test_email_yang_sama_dengan_akun_tidak_memberi_hak_akun_itu(self):
        self.minta("post", "tiket", self.isi(pemohon={"nama": "Ani", "email": self.ani.email or "ani@contoh.example"}))
        kontak = ProfilTiket.objects.get().kontak
        self.assertIsNone(kontak.pengguna)

    def test_token_salah_kedaluwarsa_dicabut_401(self):
        lewat, token_lewat = self.buat("Lama", kedaluwarsa=timezone.now() - timedelta(seconds=1))
        for token in ("x", "pb_salah", "pb_" + "a" * 200, token_lewat, self.token[:-1]):
            with self.subTest(token=token[:8]):
                jawab = self.minta("get", "tiket", token=token)
                self.galat(jawab, 401, "Token")
                self.assertIn("Bearer", jawab["WWW-Authenticate"])
        self.galat(self.minta("get", "tiket", Authorization=None), 401)
        self.galat(self.client.get("/api/v1/tiket"), 401)
        cabut_sistem(sistem=self.sistem, oleh=self.hadi)
        self.galat(self.minta("get", "tiket"), 401)

    def test_kuki_orang_yang_masuk_tidak_pernah_dibaca(self):
        self.masuk(self.citra)
        self.galat(self.client.get("/api/v1/tiket"), 401)

    def test_lingkup_kurang_dan_di_luar_jangkauan_403(self):
        _, buat_saja = self.buat("Buat saja", lingkup=["tiket:buat"])
        _, baca_saja = self.buat("Baca saja", lingkup=["tiket:baca"])
        self.galat(self.minta("get", "tiket", token=buat_saja), 403, "lingkup")
        self.galat(self.minta("post", "tiket", self.isi(), token=baca_saja), 403, "lingkup")
        self.galat(self.minta("post", "tiket", self.isi(desa="1703012001")), 403, "di luar jangkauan")
        self.assertFalse(ProfilTiket.objects.exists())

    def test_isian_keliru_422_menyebut_kolomnya(self):
        data = self.galat(
            self.minta("post", "tiket", self.isi(
                desa="99", bidang="tidak-ada", isian={"templat": "word"}, pemohon={"nama": "R", "email": "x"},
            )), 422,
        )  # fmt: skip
        self.assertIn("pemohon.nama", data["isian"])
        data = self.galat(
            self.minta(
                "post", "tiket", self.isi(desa="99", bidang="x", pemohon={"nama": "Ri", "email": "x", "hp": "1"})
            ),
            422,
        )
        self.assertEqual(set(data["isian"]), {"desa", "bidang", "pemohon.email", "pemohon.hp", "isian.templat"})
        for badan in ({}, [], "x", self.isi(dampak="gawat"), self.isi(salah_ketik=1), self.isi(uraian="")):
            with self.subTest(badan=str(badan)[:40]):
                self.galat(self.minta("post", "tiket", badan), 422)
        self.galat(self.minta("post", "tiket", self.isi(), kunci=None), 422, "Idempotency-Key")
        self.assertFalse(ProfilTiket.objects.exists())

    def test_aksara_yang_tidak_dapat_disimpan_422_di_kedua_basis_data(self):
        for badan in (
            self.isi(uraian="a\0b"), self.isi(rujukan="\0"), self.isi(bidang="surat-tte\0"), self.isi(desa="13\0"),
            self.isi(pemohon={"nama": "Ri\0na"}), self.isi(isian={"templat": "rt\0f"}), self.isi(isian={"te\0": "rtf"}),
            self.isi(uraian="\ud800"),
        ):  # fmt: skip
            with self.subTest(badan=str(badan)[:60]):
                self.galat(self.minta("post", "tiket", badan), 422)
        self.galat(self.minta("get", "tiket?rujukan=A%00"), 422)
        self.assertEqual(self.minta("get", "tiket?sesudah=%00").status_code, 200)
        self.assertFalse(ProfilTiket.objects.exists())

    def test_badan_rusak_400_jenis_lain_415_terlalu_besar_413(self):
        kepala = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": "k"}
        kirim = lambda isi, jenis: self.client.post("/api/v1/tiket", isi, content_type=jenis, headers=kepala)  # noqa: E731
        self.galat(kirim("{rusak", "application/json"), 400, "JSON")
        self.galat(kirim(json.dumps(self.isi()), "text/plain"), 415, "application/json")
        self.galat(kirim(json.dumps(self.isi(uraian="x" * 1_100_000)), "application/json"), 413, "1 MB")

    def test_alamat_dan_cara_yang_tidak_ada_404_405_berbentuk_json(self):
        self.galat(self.minta("get", "tiket/ZZ-9999"), 404)
        self.galat(self.minta("get", "tiket/../../etc"), 404)
        self.galat(self.minta("get", "tiket/"), 404, "openapi.json")
        self.galat(self.client.get("/api/v1/apa-saja"), 404)
        self.galat(self.client.post("/api/v1/apa-saja", {}), 404)
        self.galat(self.minta("delete", "tiket"), 405)

    def test_terlalu_sering_429_dengan_retry_after(self):
        with mock.patch("ninja.throttling.SimpleRateThrottle.timer", return_value=1_000_000.0):
            for _ in range(120):
                self.assertEqual(self.minta("get", "bidang").status_code, 200)
            jawab = self.minta("get", "bidang")
        self.galat(jawab, 429, "sering")
        self.assertGreaterEqual(int(jawab["Retry-After"]), 1)

    def test_hanya_kirimannya_kecuali_berlingkup_wilayah_dan_yang_terbatas_tidak_pernah(self):
        milik_ani = tiket_ani(self, uraian="Milik Ani")
        terbatas = tiket_ani(self, bidang="keamanan", uraian="Disusupi")
        _, sendiri = self.buat("Sendiri", lingkup=["tiket:buat", "tiket:baca", "tiket:balas"])
        _, provinsi_lain = self.buat("Bengkulu", wilayah="17")
        self.minta("post", "tiket", self.isi(), token=sendiri)
        kiriman = ProfilTiket.objects.get(kanal="api")
        daftar = lambda token: {satu["kode"] for satu in self.minta("get", "tiket", token=token).json()["hasil"]}  # noqa: E731
        self.assertEqual(daftar(sendiri), {kiriman.kode})
        self.assertEqual(daftar(self.token), {kiriman.kode, milik_ani.kode})
        self.assertEqual(daftar(provinsi_lain), set())
        for token, kode in ((sendiri, milik_ani.kode), (self.token, terbatas.kode), (provinsi_lain, kiriman.kode)):
            for cara, jalur, badan in (
                ("get", f"tiket/{kode}", None), ("post", f"tiket/{kode}/pesan", {"isi": "x"}),
            ):  # fmt: skip
                self.galat(self.minta(cara, jalur, badan, token=token), 404)
        # terlihat karena wilayahnya, tetapi bukan kirimannya: tidak boleh menambah
        self.galat(self.minta("post", f"tiket/{milik_ani.kode}/pesan", {"isi": "x"}), 403, "kiriman sistem ini")

    def test_pesan_catatan_dalam_dan_lampiran(self):
        self.minta("post", "tiket", self.isi())
        profil = ProfilTiket.objects.get()
        balas(profil=profil, oleh=self.budi, isi="Versi berapa?", tunggu_pemohon=True)
        balas(profil=profil, oleh=self.budi, isi="Rahasia sesama penangan", dalam=True)
        for _ in range(2):
            jawab = self.minta("post", f"tiket/{profil.kode}/pesan", {"isi": "Versi 2410"}, kunci="p-1")
            self.assertEqual(jawab.status_code, 201, jawab.content)
        profil.refresh_from_db()
        self.assertNotEqual(profil.keadaan, "menunggu_pemohon")
        unggah = lambda nama, isi, kunci: self.client.post(  # noqa: E731
            f"/api/v1/tiket/{profil.kode}/lampiran", {"berkas": SimpleUploadedFile(nama, isi)},
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": kunci},
        )  # fmt: skip
        jawab = unggah("layar.png", png(), "l-1")
        self.assertEqual((jawab.status_code, jawab.json()["keadaan"]), (201, "disiapkan"), jawab.content)
        self.assertEqual(unggah("layar.png", png(), "l-1").json()["kunci"], jawab.json()["kunci"])
        self.galat(self.minta("get", jawab.json()["alamat"].removeprefix("/api/v1/")), 409, "disiapkan")
        self.galat(unggah("x.svg", b"<svg/>", "l-2"), 415, "tangkapan layar")
        self.galat(unggah("x.log", b"a" * (10 * 1024 * 1024 + 1), "l-3"), 413, "10 MB")
        kuras()
        berkas = self.minta("get", jawab.json()["alamat"].removeprefix("/api/v1/"))
        self.assertEqual((berkas["Content-Type"], berkas["X-Content-Type-Options"]), ("image/png", "nosniff"))
        self.assertEqual(LampiranTiket.objects.count(), 1)
        data = self.minta("get", f"tiket/{profil.kode}").json()
        self.assertEqual([satu["isi"] for satu in data["pesan"]][1:3], ["Versi berapa?", "Versi 2410"])
        self.assertNotIn("Rahasia", json.dumps(data))

    def test_halaman_kunci_dan_jumlah_kueri_tetap(self):
        for n in range(5):
            self.minta("post", "tiket", self.isi(rujukan=f"A-{n}"), kunci=f"k-{n}")
        dapat, sesudah = [], ""
        while True:
            data = self.minta("get", f"tiket?batas=2&sesudah={sesudah}").json()
            dapat += [satu["rujukan"] for satu in data["hasil"]]
            if not (sesudah := data["sesudah"]):
                break
        self.assertEqual(sorted(dapat), [f"A-{n}" for n in range(5)])
        self.assertEqual(len(self.minta("get", "tiket?rujukan=A-3").json()["hasil"]), 1)
        self.galat(self.minta("get", "tiket?batas=500"), 422)
        self.galat(self.minta("get", "tiket?keadaan=entah"), 422)
        self.assertEqual(self.minta("get", "tiket?sesudah=rusak").status_code, 200)
        for batas in (2, 5):
            with self.assertNumQueries(4):  # token, nomornya, isinya, kiriman
                self.minta("get", f"tiket?batas={batas}")

    def test_openapi_tersaji_tanpa_token_dan_dokumentasinya_menyebut_setiap_alamat(self):
        skema = self.client.get("/api/v1/openapi.json").json()
        dokumen = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text()
        for jalur in skema["paths"]:
            self.assertIn(jalur, dokumen)
        for jalur in re.findall(r"`(?:GET|POST) (/api/v1/[^`?]*)`", dokumen):
            self.assertIn(jalur, skema["paths"])
        for lingkup in SEMUA:
            self.assertIn(lingkup, dokumen)
        self.assertEqual(self.client.get("/api/v1/docs").status_code, 404)


class HalamanSistem(DuniaUji):
    ALAMAT = "/bantuan/sistem/"

    def test_hanya_pengelola(self):
        for orang in (self.ani, self.budi, self.citra, self.fajar):
            self.masuk(orang)
            self.assertEqual(self.client.get(self.ALAMAT).status_code, 404)
            self.assertEqual(self.client.post(self.ALAMAT).status_code, 404)

    def test_token_tampil_sekali_dan_yang_disimpan_sidiknya(self):
        self.masuk(self.hadi)
        isi = {"nama": "Aduan", "pemilik": "Diskominfo", "lingkup": ["tiket:buat"], "masa": "365", "wilayah": "13.07",
               "kunci_kirim": "6f1f2a52-2f3c-4d0e-9a53-6f0d5f3f7a12"}  # fmt: skip
        jawab = self.client.post(self.ALAMAT, isi)
        token = re.search(r"pb_[\w-]{43}", jawab.content.decode())[0]
        sistem = SistemLuar.objects.get()
        self.assertEqual(
            (sistem.sidik, sistem.wilayah, sistem.awalan), (sidik(token), self.wilayah["13.07"], token[:8])
        )
        self.assertNotContains(self.client.get(self.ALAMAT), token)
        ulang = self.client.post(self.ALAMAT, isi)  # muat ulang halaman: tidak ada token kedua
        self.assertEqual(SistemLuar.objects.count(), 1)
        self.assertNotIn(token, ulang.content.decode())
        self.client.post(f"{self.ALAMAT}{sistem.pk}/cabut/")
        sistem.refresh_from_db()
        self.assertFalse(sistem.masih_berlaku)

    def test_isian_keliru_kembali_bersama_tulisannya(self):
        self.masuk(self.hadi)
        jawab = self.client.post(self.ALAMAT, {"nama": "Aduan", "pemilik": "", "wilayah": "tak ada"})
        self.assertContains(jawab, "Aduan", status_code=422)


class ApiTahanIsiSembarang(UjiSifat):
    """Badan apa pun: 4xx berbentuk JSON, tidak pernah 500."""

    def setUp(self):
        cache.clear()
        hadi = Pengguna.objects.create(username="hadi-uji")
        _, self.token = buat_sistem(nama="Uji", pemilik="x", wilayah=None, lingkup=SEMUA, oleh=hadi)

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
            lambda isi: st.lists(isi, max_size=3)
            | st.dictionaries(
                st.sampled_from(["desa", "bidang", "uraian", "judul", "pemohon", "isian", "nama", "dampak", "rujukan"]) | st.text(max_size=6),
                isi, max_size=5,
            ),
            max_leaves=12,
        )
    )  # fmt: skip
    @aturan(max_examples=60)
    def test_tidak_pernah_500(self, badan):
        cache.clear()
        jawab = self.client.post(
            "/api/v1/tiket", json.dumps(badan), content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", "Idempotency-Key": "x"},
        )  # fmt: skip
        self.assertIn(jawab.status_code, {400, 413, 415, 422})
        self.assertTrue(jawab.json()["galat"])
