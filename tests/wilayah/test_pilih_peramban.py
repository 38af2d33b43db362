"""Kotak gabung pemilih wilayah di Chromium: papan ketik, sentuhan, telusur bertingkat, aksesibilitas.

Peramban sungguhan, tanpa server: permintaannya dijawab klien uji, jadi datanya data uji ini dan tidak ada yang perlu dibersihkan.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import unittest
from pathlib import Path
from urllib.parse import urlsplit

from django import forms
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.test import TestCase, override_settings, tag
from django.urls import include, path
from playwright.sync_api import expect, sync_playwright

from tests.alur.panggung import ATURAN_AXE, AXE, PONSEL, SAKLAR
from tests.wilayah.dunia import muat_mirip
from wilayah.forms import WilayahField

HALAMAN = """{% extends "dasar.html" %}{% block judul %}Uji{% endblock %}{% block isi %}<h1>Uji</h1>
{% if hasil %}<p id="hasil">{{ hasil }}</p>{% endif %}{% include "komponen/formulir.html" with tombol="Simpan" %}{% endblock %}"""


class FormUji(forms.Form):
    judul = forms.CharField(required=False)
    wilayah = WilayahField(label="Desa Anda", help_text="Tempat Anda bertugas.")


def formulir(request: HttpRequest) -> HttpResponse:
    form = FormUji(request.POST or None)
    hasil = form.cleaned_data["wilayah"].kode if request.POST and form.is_valid() else ""
    return HttpResponse(engines["django"].from_string(HALAMAN).render({"form": form, "hasil": hasil}, request))


urlpatterns = [path("uji-pilih/", formulir), path("", include("situs.urls"))]


@contextlib.contextmanager
def di_luar_putaran():
    """Playwright menjalankan putaran asyncio di utas ini; tanpa ini Django mengambil sambungan basis data lain."""
    putaran = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    try:
        yield
    finally:
        asyncio._set_running_loop(putaran)


@tag("peramban")
@unittest.skipUnless(os.environ.get("CHROMIUM"), "peramban: set CHROMIUM=/letak/chromium, atau lewat script/test")
@override_settings(ROOT_URLCONF=__name__)
class PilihDiPeramban(TestCase):
    @classmethod
    def setUpTestData(cls):
        muat_mirip()

    def setUp(self):
        playwright = sync_playwright().start()
        self.addCleanup(playwright.stop)
        self.peramban = playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=SAKLAR)
        self.addCleanup(self.peramban.close)
        expect.set_options(timeout=5_000)

    def buka(self, *, ukuran=PONSEL, **pilihan):
        konteks = self.peramban.new_context(base_url="http://localhost", viewport=ukuran, **pilihan)
        self.addCleanup(konteks.close)
        konteks.route("**/*", self._jawab)
        halaman = konteks.new_page()
        self.galat = []
        halaman.on("pageerror", lambda galat: self.galat.append(str(galat)))
        halaman.on("console", lambda pesan: self.galat.append(pesan.text) if pesan.type == "error" else None)
        halaman.goto("/uji-pilih/")
        return halaman

    def _jawab(self, rute):
        permintaan = rute.request
        alamat = urlsplit(permintaan.url)
        if alamat.path.startswith("/statis/"):
            berkas = finders.find(alamat.path.removeprefix("/statis/"))
            return rute.fulfill(path=berkas) if berkas else rute.fulfill(status=404)
        penuh = f"{alamat.path}?{alamat.query}"
        with di_luar_putaran():
            if permintaan.method == "POST":
                jenis = permintaan.headers["content-type"]
                jawaban = self.client.post(penuh, permintaan.post_data or "", content_type=jenis)
            else:
                jawaban = self.client.get(penuh)
        return rute.fulfill(status=jawaban.status_code, headers=dict(jawaban.items()), body=jawaban.content)

    def axe(self, halaman, nama):
        halaman.evaluate(AXE.read_text())
        hasil = halaman.evaluate("aturan => axe.run(document, {runOnly: aturan})", ATURAN_AXE)
        self.assertEqual([f"{s['id']}: {s['nodes'][0]['html']}" for s in hasil["violations"]], [])
        lebar = halaman.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.assertLessEqual(lebar, 0)
        if folder := os.environ.get("GAMBAR_ALUR"):
            halaman.screenshot(path=str(Path(folder) / f"{nama}.png"), full_page=True)

    def test_mengetik_memilih_dengan_papan_ketik_lalu_mengirim(self):
        halaman = self.buka()
        kotak = halaman.get_by_role("combobox", name="Desa Anda")
        kotak.press_sequentially("sikabu")
        saran = halaman.get_by_role("listbox").get_by_role("option")
        expect(saran).to_have_count(1)
        expect(saran.first).to_contain_text("Kec. Luak · Kab. Lima Puluh Kota")
        expect(kotak).to_have_attribute("aria-expanded", "true")
        self.assertGreaterEqual(saran.first.bounding_box()["height"], 44)
        self.axe(halaman, "pilih-saran")
        kotak.press("Enter")
        expect(kotak).to_have_value("Nagari Tj. Haro Sikabu-kabu Pd. Panjang (13.07.04.2001)")
        expect(kotak).to_have_attribute("aria-expanded", "false")
        halaman.get_by_role("button", name="Simpan").click()
        expect(halaman.locator("#hasil")).to_have_text("13.07.04.2001")
        self.assertEqual(self.galat, [])

    def test_panah_esc_dan_sentuhan(self):
        halaman = self.buka()
        kotak = halaman.get_by_role("combobox", name="Desa Anda")
        kotak.press_sequentially("sidomulyo")
        expect(halaman.get_by_role("listbox").get_by_role("option")).to_have_count(3)
        kotak.press("ArrowDown")
        expect(halaman.get_by_role("listbox").get_by_role("option").nth(1)).to_have_attribute("aria-selected", "true")
        self.assertEqual(
            kotak.get_attribute("aria-activedescendant"),
            halaman.get_by_role("listbox").get_by_role("option").nth(1).get_attribute("id"),
        )
        kotak.press("Escape")
        expect(halaman.get_by_role("listbox")).to_be_hidden()
        kotak.press("ArrowDown")
        halaman.get_by_role("listbox").get_by_role("option").nth(1).click()
        expect(kotak).to_have_value("Desa Sidomulyo (18.02.02.2001)")
        kotak.fill("zzzz")
        expect(halaman.get_by_text("Belum ada yang cocok dengan")).to_be_visible()
        self.assertEqual(self.galat, [])

    def test_telusur_bertingkat_tanpa_muat_ulang(self):
        halaman = self.buka()
        halaman.get_by_text("Telusuri dari provinsi").click()
        for label, nama in (
            ("Provinsi", "Sumatera Barat"), ("Kabupaten/kota", "Kabupaten Lima Puluh Kota"), ("Kecamatan", "Luak"),
            ("Desa, nagari, atau kelurahan", "Andaleh"),
        ):  # fmt: skip
            halaman.get_by_label(label, exact=True).select_option(label=nama)
        kotak = halaman.get_by_role("combobox", name="Desa Anda")
        expect(kotak).to_have_value("Nagari Andaleh (13.07.04.2002)")
        self.axe(halaman, "pilih-telusur")
        halaman.get_by_label("Provinsi", exact=True).select_option(label="Lampung")
        expect(halaman.get_by_label("Kecamatan", exact=True)).to_have_count(0)
        self.assertEqual(self.galat, [])

    def test_tanpa_javascript_ketik_lalu_pilih_dan_telusur(self):
        halaman = self.buka(java_script_enabled=False)
        halaman.get_by_label("Judul").fill("Surat kosong")
        halaman.get_by_label("Desa Anda").fill("sidomulyo")
        halaman.get_by_role("button", name="Simpan").click()
        halaman.get_by_label("Kec. Bangunrejo").first.check()
        self.assertEqual(halaman.get_by_label("Judul").input_value(), "Surat kosong")
        if folder := os.environ.get("GAMBAR_ALUR"):
            halaman.screenshot(path=str(Path(folder) / "pilih-tanpa-js.png"), full_page=True)
        halaman.get_by_role("button", name="Simpan").click()
        expect(halaman.locator("#hasil")).to_have_text("18.02.02.2001")
        halaman.goto("/uji-pilih/")
        halaman.get_by_text("Telusuri dari provinsi").click()
        for label, nama in (
            ("Provinsi", "Sumatera Barat"),
            ("Kabupaten/kota", "Kabupaten Lima Puluh Kota"),
            ("Kecamatan", "Luak"),
        ):
            halaman.get_by_label(label, exact=True).select_option(label=nama)
            halaman.get_by_role("button", name="Lanjut").click()
        halaman.get_by_label("Desa, nagari, atau kelurahan", exact=True).select_option(label="Andaleh")
        if folder := os.environ.get("GAMBAR_ALUR"):
            halaman.screenshot(path=str(Path(folder) / "pilih-langkah.png"), full_page=True)
        halaman.get_by_role("button", name="Simpan").click()
        expect(halaman.locator("#hasil")).to_have_text("13.07.04.2002")
