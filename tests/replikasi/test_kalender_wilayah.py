"""Kalender (ICS) semua desa satu program wilayah: isinya, siapa yang boleh, dan bentuk berkasnya menurut RFC 5545."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from django.test import SimpleTestCase
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from akun.models import Penugasan
from replikasi import ics
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.program import mulai_penerapan
from replikasi.layanan.rencana import terapkan
from replikasi.models import LangkahEdisi, Penerapan, Program, TautanKalender, Tugas

from .dunia import SULIKI, DuniaReplikasi, klaim

SENIN = date(2026, 3, 2)
LAIN = "13.07.01.2001"


def uraikan(isi: bytes) -> list[dict[str, str]]:
    """Acara-acara sebagaimana dibaca aplikasi kalender: lipatan disambung dahulu, lalu nilainya dibaca."""
    baris = re.sub(rb"\r\n[ \t]", b"", isi).decode().split("\r\n")
    hasil: list[dict[str, str]] = []
    for satu in baris:
        if satu == "BEGIN:VEVENT":
            hasil.append({})
        elif hasil and ":" in satu:
            nama, _, nilai = satu.partition(":")
            hasil[-1].setdefault(nama, re.sub(r"\\(.)", lambda c: "\n" if c[1] in "nN" else c[1], nilai))
    return hasil


class KalenderWilayah(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        terbitkan_buku()
        cls.program = Program.objects.create(
            slug="daerah",
            nama="Nagari maju; tertib, terbuka",
            wilayah=cls.wilayah["13.07"],
            acuan=cls.penerapan.program,
        )
        for penerapan in (
            cls.penerapan,
            mulai_penerapan(program=cls.penerapan.program, wilayah=cls.wilayah[LAIN], oleh=cls.fajar),
            mulai_penerapan(program=cls.penerapan.program, wilayah=cls.wilayah["17.03.01.2001"], oleh=cls.hadi),
        ):
            terapkan(penerapan=penerapan, oleh=cls.fajar, mulai=SENIN)

    def buat(self, orang, slug: str = "daerah", **isi) -> int:
        self.masuk(orang)
        return self.client.post(reverse("replikasi:kendali-kalender", args=[slug]), isi).status_code

    def umpan(self) -> list[dict[str, str]]:
        """Tanpa masuk: alamatnya sendiri kuncinya."""
        self.client.logout()
        return uraikan(self.client.get(TautanKalender.objects.get(dicabut_pada=None).get_absolute_url()).content)

    def test_memuat_tenggat_semua_desa_wilayahnya_yang_belum_diklaim(self):
        self.assertEqual(self.buat(self.fajar), 302)
        acara = self.umpan()
        self.assertEqual(len(acara), 68)
        self.assertEqual(len({satu["UID"] for satu in acara}), 68)
        self.assertEqual({satu["SUMMARY"].rpartition(" – ")[2] for satu in acara}, {
            self.wilayah[SULIKI].nama_lengkap, self.wilayah[LAIN].nama_lengkap,
        })  # fmt: skip
        tugas = Tugas.objects.get(rencana__penerapan=self.penerapan, tonggak__slug="sasaran")
        (satu,) = [a for a in acara if a["UID"].startswith(f"tugas-{tugas.pk}@")]
        self.assertEqual(satu["DTSTART;VALUE=DATE"], f"{tugas.tenggat:%Y%m%d}")
        self.assertEqual(satu["DTEND;VALUE=DATE"], f"{tugas.tenggat + timedelta(days=1):%Y%m%d}")
        self.assertTrue(satu["URL"].endswith(f"/replikasi/{SULIKI}/tonggak/sasaran/"))
        self.assertRegex(satu["DTSTAMP"], r"^\d{8}T\d{6}Z$")
        klaim(self.penerapan, "sasaran", oleh=self.ani)
        Penerapan.objects.filter(wilayah=self.wilayah[LAIN]).update(keadaan="selesai")
        self.assertEqual(len(self.umpan()), 33)

    def test_huruf_khusus_dan_baris_panjang_terbaca_utuh(self):
        tindakan = "Undang niniak mamak, bundo kanduang; catat C:\\surat.\nBaris kedua “penting” – " + "panjang " * 30
        LangkahEdisi.objects.filter(tonggak__slug="sasaran").update(tindakan=tindakan)
        self.buat(self.fajar)
        self.client.logout()
        jawaban = self.client.get(TautanKalender.objects.get().get_absolute_url())
        self.assertEqual(jawaban["Content-Type"], "text/calendar; charset=utf-8")
        self.assertTrue(all(len(baris) <= 75 for baris in jawaban.content.split(b"\r\n")))
        self.assertNotRegex(jawaban.content, rb"[^\r]\n")
        uraian = [satu["DESCRIPTION"] for satu in uraikan(jawaban.content) if "niniak" in satu["DESCRIPTION"]]
        self.assertEqual(len(uraian), 2)
        self.assertTrue(all(satu.startswith(tindakan + "\nBukti: ") for satu in uraian))

    def test_tombolnya_hanya_bagi_yang_bertugas_dan_haknya_dibaca_lagi(self):
        alamat = reverse("replikasi:kendali-kalender", args=["daerah"])
        self.assertEqual(self.client.post(alamat).status_code, 302)  # diminta masuk
        self.assertFalse(TautanKalender.objects.exists())
        for orang in (self.ani, self.eko):
            self.assertEqual(self.buat(orang), 404, orang)
        self.assertEqual(self.buat(self.hadi, self.penerapan.program.slug), 404)  # program tanpa wilayah
        self.assertEqual((self.buat(self.gita), self.buat(self.gita)), (302, 302))
        self.assertContains(
            self.client.get(reverse("replikasi:kendali", args=["daerah"])),
            TautanKalender.objects.get().get_absolute_url(),
        )
        self.assertEqual(len(self.umpan()), 68)
        Penugasan.objects.filter(pengguna=self.gita).delete()
        self.assertEqual(self.umpan(), [])

    def test_alamat_yang_dicabut_mati_saat_itu_juga(self):
        self.buat(self.fajar)
        alamat = TautanKalender.objects.get().get_absolute_url()
        self.buat(self.fajar, aksi="cabut")
        self.assertEqual(self.client.get(alamat).status_code, 404)


class BentukBerkas(SimpleTestCase):
    @given(st.text(max_size=300), st.text(max_size=120))
    def test_teks_apa_pun_kembali_utuh_dan_barisnya_pendek(self, judul: str, uraian: str):
        acara = ics.Acara(uid="a@b", judul=judul, uraian=uraian, mulai=SENIN)
        isi = ics.kalender([acara], nama=judul, dicap=datetime(2026, 3, 2, tzinfo=UTC))
        self.assertTrue(all(len(baris) <= 75 for baris in isi.split(b"\r\n")))
        (satu,) = uraikan(isi)
        baku = re.sub(r"\r\n?", "\n", judul)
        self.assertEqual(satu["SUMMARY"], re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", baku))

    def test_jam_ditulis_dalam_utc_apa_pun_zonanya(self):
        wit = timezone(timedelta(hours=9))
        acara = ics.Acara(
            uid="a@b", judul="Kunjungan", mulai=datetime(2026, 3, 2, 8, tzinfo=wit),
            selesai=datetime(2026, 3, 2, 10, tzinfo=wit),
        )  # fmt: skip
        (satu,) = uraikan(ics.kalender([acara], nama="x", dicap=datetime(2026, 3, 1, tzinfo=UTC)))
        self.assertEqual((satu["DTSTART"], satu["DTEND"]), ("20260301T230000Z", "20260302T010000Z"))
