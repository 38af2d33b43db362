"""Pintu masuk: mendaftar dari ponsel lalu masuk dengan nama pengguna dari sistem; kunci sandi sungguhan di Chromium."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from .panggung import Cerita

SANDI = "perahu kecil di muara"


class Mendaftar(Cerita):
    def mendaftar(self, tamu: Page, nama: str) -> str:
        tamu.goto("/akun/signup/")
        for isian, nilai in (
            ("nama", nama),
            ("phone", "0813 1111 2222"),
            ("jabatan", "Kaur Umum"),
            ("password1", SANDI),
        ):
            tamu.locator(f"[name={isian}]").fill(nilai)
        tamu.locator("input[name=wilayah]").fill("kurai")
        tamu.get_by_role("option").filter(has_text="13.07.01.2001").click()
        tamu.locator("main form button").last.click()
        tamu.wait_for_url("**/akun/selamat-datang/")
        return tamu.get_by_label("Nama pengguna Anda").input_value()

    def masuk(self, halaman: Page, nama: str) -> None:
        halaman.goto("/akun/login/")
        halaman.locator("input[name=login]").fill(nama)
        halaman.locator("input[type=password]").fill(SANDI)
        halaman.locator("main").get_by_role("button", name="Masuk", exact=True).click()

    def test_mendaftar_mencatat_nama_lalu_masuk_dengannya(self):
        tamu = self.halaman()
        nama = self.mendaftar(tamu, "Yusna Kartini")
        self.assertRegex(nama, r"^yusna\.kartini\.\d{4}$")
        self.periksa(tamu, "selamat-datang")
        tamu.get_by_role("link", name="Lihat tugas saya").click()
        expect(tamu.locator("main")).to_contain_text("Menunggu konfirmasi")
        lain = self.halaman()
        self.masuk(lain, nama)
        expect(lain.get_by_role("heading", level=1)).to_contain_text("Yusna Kartini")

    def test_kunci_sandi_didaftarkan_lalu_membuka_pintu_tanpa_kata_sandi(self):
        """WebAuthn menuntut nama host, bukan alamat IP: cerita ini berjalan di localhost."""
        hal = self.halaman()
        lokal = self.panggung.alamat.replace("127.0.0.1", "localhost")
        alat = hal.context.new_cdp_session(hal)
        alat.send("WebAuthn.enable")
        pilihan = {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True,
        }  # fmt: skip
        alat.send("WebAuthn.addVirtualAuthenticator", {"options": pilihan})
        nama = self.mendaftar(hal, "Wirda Salma")
        hal.goto(f"{lokal}/akun/login/")
        hal.locator("input[name=login]").fill(nama)
        hal.locator("input[type=password]").fill(SANDI)
        hal.locator("main").get_by_role("button", name="Masuk", exact=True).click()
        hal.goto(f"{lokal}/akun/2fa/webauthn/add/")
        if "reauthenticate" in hal.url:
            hal.locator("main input[type=password]").fill(SANDI)
            hal.locator("main form button").first.click()
            hal.wait_for_url("**/webauthn/add/")
        self.periksa(hal, "kunci-tambah")
        hal.get_by_label("Nama kunci").fill("Ponsel kantor")
        hal.get_by_label("Dapat dipakai masuk tanpa kata sandi").check()
        hal.get_by_role("button", name="Tambah kunci").click()
        hal.wait_for_url(re.compile(r"/akun/2fa/(recovery-codes/)?$"))
        self.periksa(hal, "kunci-jadi")
        hal.goto(f"{lokal}/akun/2fa/webauthn/")
        expect(hal.get_by_text("Ponsel kantor")).to_be_visible()
        self.periksa(hal, "kunci-daftar")
        hal.goto(f"{lokal}/akun/logout/")
        hal.locator("main").get_by_role("button", name="Keluar").click()
        hal.wait_for_url(f"{lokal}/")
        hal.goto(f"{lokal}/akun/login/")
        hal.get_by_role("button", name="Masuk dengan kunci sandi").click()
        hal.wait_for_url(f"{lokal}/")
        expect(hal.get_by_role("heading", level=1)).to_contain_text("Wirda Salma")

    def test_kunci_yang_tidak_ada_menyebut_jalan_lain(self):
        tamu = self.halaman()
        tamu.goto("/akun/login/")
        tamu.get_by_role("button", name="Masuk dengan kunci sandi").click()
        expect(tamu.get_by_role("alert")).to_contain_text("Pakai kata sandi")
        self.periksa(tamu, "kunci-gagal")
