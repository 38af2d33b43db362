"""Undangan: sekali pakai, tujuh hari, dapat dicabut, tidak dapat ditebak."""

from __future__ import annotations

import re
import threading
import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import TransactionTestCase
from django.urls import reverse

from akun import layanan
from akun.contoh import buat_tokoh
from akun.models import Kabar, Pengguna, Penugasan, Peran, Undangan
from tests.tokoh import DuniaUji, buat_wilayah


class DuniaUndangan(DuniaUji):
    def setUp(self):
        cache.clear()

    def undang(self, oleh=None, peran=Peran.OPERATOR, kode="13.07.01.2001", **lain):
        return layanan.buat_undangan(
            oleh=oleh or self.budi, peran=peran, wilayah=self.wilayah[kode] if kode else None,
            kunci=lain.pop("kunci", str(uuid.uuid4())), untuk="Ina", **lain,
        )  # fmt: skip

    def jalur(self, baru) -> str:
        return urlsplit(baru.tautan).path

    def isi(self, **ganti) -> dict:
        return {
            "nama": "Ina Melati", "phone": "0813-1111-2222", "email": "",
            "password1": "perahu kecil di muara", "kunci": str(uuid.uuid4()),
        } | ganti  # fmt: skip


class Membuat(DuniaUndangan):
    def kirim(self, oleh, **ganti):
        self.masuk(oleh)
        isi = {
            "untuk": "Ina", "telepon": "0813-1111-2222", "peran": "operator", "wilayah": "13.07.01.2001",
            "jabatan": "Kaur", "kunci": str(uuid.uuid4()),
        } | ganti  # fmt: skip
        return self.client.post(reverse("akun:undang"), isi)

    def test_tautan_tampil_sekali_dengan_tombol_whatsapp(self):
        jawaban = self.kirim(self.budi)
        tautan = jawaban.context["baru"].tautan
        wa = urlsplit(jawaban.context["tautan_wa"])
        self.assertEqual((wa.hostname, wa.path), ("wa.me", "/6281311112222"))
        self.assertIn(tautan, parse_qs(wa.query)["text"][0])
        self.assertContains(jawaban, 'rel="noopener noreferrer"')
        token = tautan.rstrip("/").rsplit("/", 1)[1]
        self.assertNotContains(self.client.get(reverse("akun:undang")), token)
        self.assertFalse(Undangan.objects.filter(sidik__contains=token).exists(), "token tidak disimpan")

    def test_kirim_dua_kali_satu_undangan_tautan_sama(self):
        kunci = str(uuid.uuid4())
        tautan = {self.kirim(self.budi, kunci=kunci).context["baru"].tautan for _ in range(2)}
        self.assertEqual((len(tautan), Undangan.objects.count()), (1, 1))

    def test_kunci_orang_lain_tidak_menemukan_apa_apa(self):
        kunci = str(uuid.uuid4())
        self.kirim(self.budi, kunci=kunci)
        self.assertNotIn("baru", self.kirim(self.fajar, kunci=kunci).context)

    def test_siapa_boleh_mengundang_siapa(self):
        boleh = [
            (self.budi, "operator", "13.07.01.2001"), (self.fajar, "operator", "13.07.01.2001"),
            (self.fajar, "pegiat", "13.07"), (self.fajar, "pelatih", "13.07"), (self.hadi, "manajer", "17.03"),
            (self.hadi, "petugas", ""), (self.hadi, "pengelola", ""),
        ]  # fmt: skip
        tidak = [
            (self.budi, "pegiat", "13.07"), (self.budi, "operator", "17.03.01.2001"), (self.fajar, "manajer", "13.07"),
            (self.fajar, "pelatih", "13"), (self.fajar, "pelatih", ""), (self.hadi, "operator", "13.07"),
            (self.hadi, "operator", ""), (self.hadi, "pengelola", "13"),
        ]  # fmt: skip
        for oleh, peran, kode in boleh:
            with self.subTest(oleh=oleh.username, peran=peran):
                self.assertIn("baru", self.kirim(oleh, peran=peran, wilayah=kode).context)
        for oleh, peran, kode in tidak:
            with self.subTest(oleh=oleh.username, peran=peran, kode=kode):
                jawaban = self.kirim(oleh, peran=peran, wilayah=kode)
                self.assertEqual(jawaban.status_code, 422)
                self.assertNotIn("baru", jawaban.context)
        for oleh in (self.ani, self.eko, self.gita, self.dewi, self.citra):
            self.assertEqual(self.kirim(oleh).status_code, 404)


class Menerima(DuniaUndangan):
    def test_orang_baru_mendaftar_dari_tautan_dan_langsung_bertugas(self):
        baru = self.undang(jabatan="Kaur", telepon="081311112222")
        halaman = self.client.get(self.jalur(baru))
        self.assertContains(halaman, "Nagari Kurai")
        self.assertEqual(halaman.context["formulir"]["nama"].value(), "Ina")
        jawaban = self.client.post(self.jalur(baru) + "daftar/", self.isi())
        self.assertRedirects(jawaban, reverse("akun:selamat-datang"))
        ina = Pengguna.objects.get(first_name="Ina Melati")
        self.assertTrue(ina.berkuasa(Peran.OPERATOR, atas=self.wilayah["13.07.01.2001"]))
        self.assertTrue(ina.telepon_terbukti, "tautan diterima di nomor itu")
        self.assertEqual(ina.penugasan.get().jabatan, "Kaur")
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, judul__contains="menerima undangan").exists())

    def test_nomor_undangan_milik_akun_lain_tidak_berpindah(self):
        baru = self.undang(telepon=self.ani.telepon)
        self.client.post(self.jalur(baru) + "daftar/", self.isi(phone=self.ani.telepon))
        self.assertFalse(Pengguna.objects.get(first_name="Ina Melati").telepon_terbukti)

    def test_yang_sudah_masuk_menerima_dengan_satu_tombol(self):
        baru = self.undang(self.fajar, Peran.PEGIAT, "13.07")
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.jalur(baru)), "Terima undangan")
        self.assertRedirects(self.client.post(self.jalur(baru) + "terima/"), reverse("akun:tugas"))
        self.assertTrue(Pengguna.objects.get(pk=self.ani.pk).berperan(Peran.PEGIAT))
        self.assertRedirects(self.client.post(self.jalur(baru) + "terima/"), reverse("akun:tugas"))
        self.assertEqual(Penugasan.objects.filter(pengguna=self.ani, peran="pegiat").count(), 1)

    def test_pratinjau_whatsapp_tidak_memakai_undangan(self):
        baru = self.undang()
        for _ in range(3):
            self.client.get(self.jalur(baru), HTTP_USER_AGENT="WhatsApp/2.24")
        self.assertTrue(Undangan.objects.get().masih_berlaku)

    def test_yang_sudah_dipakai_dicabut_atau_lewat_menyebut_sebabnya(self):
        dipakai, dicabut, lewat = self.undang(), self.undang(), self.undang()
        layanan.terima_undangan(token=self._token(dipakai), pengguna=self.gita)
        layanan.cabut_undangan(undangan=dicabut.undangan, oleh=self.budi)
        Undangan.objects.filter(pk=lewat.undangan.pk).update(kedaluwarsa=datetime(2020, 1, 1, tzinfo=UTC))
        for baru, kata in ((dipakai, "sudah diterima"), (dicabut, "dicabut"), (lewat, "lewat 7 hari")):
            with self.subTest(kata=kata):
                self.client.logout()
                self.assertContains(self.client.get(self.jalur(baru)), kata, status_code=410)
                jawaban = self.client.post(self.jalur(baru) + "daftar/", self.isi())
                self.assertContains(jawaban, kata, status_code=410)
                self.assertFalse(Pengguna.objects.filter(first_name="Ina Melati").exists())
                self.masuk(self.eko)
                self.assertContains(self.client.post(self.jalur(baru) + "terima/"), kata, status_code=410)

    def _token(self, baru) -> str:
        return self.jalur(baru).rstrip("/").rsplit("/", 1)[1]

    def test_tepat_tujuh_hari(self):
        with time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC), tick=False) as jam:
            baru = self.undang()
            jam.shift(timedelta(days=7, seconds=-1))
            self.assertTrue(Undangan.objects.get().masih_berlaku)
            jam.shift(timedelta(seconds=1))
            self.assertFalse(Undangan.objects.get().masih_berlaku)
        self.assertTrue(baru)

    def test_token_asing_404_tanpa_membocorkan_apa_pun(self):
        for token in ("a", "x" * 32, "x" * 500, "..%2f"):
            jawaban = self.client.get(reverse("akun:undangan", args=[token]))
            self.assertEqual(jawaban.status_code, 404)

    def test_tebakan_dibatasi(self):
        for _ in range(60):
            self.client.get(reverse("akun:undangan", args=["salah"]))
        self.assertEqual(self.client.get(reverse("akun:undangan", args=["salah"])).status_code, 429)

    def test_kuasa_pengundang_yang_sudah_dicabut_tidak_diwariskan(self):
        baru = self.undang()
        layanan.cabut_penugasan(penugasan=self.budi.penugasan.get(), oleh=self.fajar)
        with self.assertRaises(layanan.UndanganTidakBerlaku):
            layanan.terima_undangan(token=self._token(baru), pengguna=self.gita)

    def test_pengundang_tidak_menerima_undangannya_sendiri(self):
        baru = self.undang()
        with self.assertRaises(layanan.GalatAkun):
            layanan.terima_undangan(token=self._token(baru), pengguna=self.budi)

    def test_eko_tidak_dapat_mencabut_dan_tidak_melihat_undangan_budi(self):
        baru = self.undang()
        self.masuk(self.eko)
        self.assertEqual(self.client.post(reverse("akun:cabut-undangan", args=[baru.undangan.pk])).status_code, 404)
        self.masuk(self.fajar)
        self.client.post(reverse("akun:cabut-undangan", args=[baru.undangan.pk]))
        self.assertTrue(Undangan.objects.get().dicabut)


class PengelolaPertama(DuniaUndangan):
    def test_perintah_mencetak_tautan_sekali_pakai(self):
        from io import StringIO

        keluaran = StringIO()
        call_command("buat_pengelola", stdout=keluaran)
        jalur = re.search(r"http://testserver(/akun/undangan/\S+)", keluaran.getvalue())[1]
        self.client.post(jalur + "daftar/", self.isi())
        ina = Pengguna.objects.get(first_name="Ina Melati")
        self.assertTrue(ina.berperan(Peran.PENGELOLA))
        self.assertTrue(ina.is_superuser)

    def test_tidak_ada_akun_bawaan(self):
        self.assertFalse(Pengguna.objects.filter(contoh=False).exists())


class Serentak(TransactionTestCase):
    """Dua orang menekan tautan yang sama pada saat yang sama: satu yang menang."""

    def setUp(self):
        self.wilayah = buat_wilayah()
        self.tokoh = buat_tokoh()

    def test_satu_token_satu_pemenang(self):
        baru = layanan.buat_undangan(
            oleh=self.tokoh["budi"], peran=Peran.OPERATOR, wilayah=self.wilayah["13.07.01.2001"],
            kunci=str(uuid.uuid4()), untuk="siapa cepat",
        )  # fmt: skip
        token = urlsplit(baru.tautan).path.rstrip("/").rsplit("/", 1)[1]
        hasil, gerbang = [], threading.Barrier(4)

        def coba(nama: str) -> None:
            try:
                gerbang.wait(10)
                layanan.terima_undangan(token=token, pengguna=Pengguna.objects.get(username=nama))
                hasil.append("menang")
            except layanan.UndanganTidakBerlaku:
                hasil.append("kalah")
            finally:
                connection.close()

        utas = [threading.Thread(target=coba, args=(nama,)) for nama in ("gita", "dewi", "citra", "eko")]
        for satu in utas:
            satu.start()
        for satu in utas:
            satu.join(30)
        self.assertEqual(sorted(hasil), ["kalah", "kalah", "kalah", "menang"])
        self.assertEqual(Penugasan.objects.filter(peran="operator", wilayah__kode="13.07.01.2001").count(), 1)

    def test_pengajuan_serentak_dari_orang_yang_sama_satu_baris(self):
        gerbang, galat = threading.Barrier(4), []

        def coba() -> None:
            try:
                gerbang.wait(10)
                layanan.ajukan_operator(
                    pengguna=Pengguna.objects.get(username="gita"), wilayah=self.wilayah["13.07.01.2001"]
                )
            except Exception as satu:
                galat.append(satu)
            finally:
                connection.close()

        utas = [threading.Thread(target=coba) for _ in range(4)]
        for satu in utas:
            satu.start()
        for satu in utas:
            satu.join(30)
        self.assertEqual(galat, [])
        self.assertEqual(Penugasan.objects.filter(pengguna__username="gita", peran="operator").count(), 1)
