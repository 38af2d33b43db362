"""Bita surat apa pun menjadi surat yang dipahami: tidak pernah melempar, dan menurut aturan domain helpdesk.md 4."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.test import SimpleTestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pusat_bantuan.surat_masuk import Golongan, golongkan, kunci_klaim, saat_terima, tanggal_sah, urai
from pusat_bantuan.surat_masuk.aksara import baca
from pusat_bantuan.surat_masuk.kepala import Kepala, urai_alamat, urai_parameter, urai_sandi
from pusat_bantuan.surat_masuk.perihal import judul, sebutan_tiket, tanpa_awalan

from .surat_buruk import ID_KAMI, bagian, bersarang, lampiran, multi, pantulan, semua, surat

MILIK = frozenset({"bantuan@opendesa.example", "helpdesk-kab@opendesa.example"})
EML = Path(__file__).parent / "data" / "eml"
BURUK = semua()


def baca_surat(mentah: bytes):
    return urai(mentah, milik_kami=MILIK)


def golongan(mentah: bytes) -> str:
    return golongkan(baca_surat(mentah), milik_kami=MILIK, ruang_pesan="opendesa.example")


class TidakPernahMelempar(SimpleTestCase):
    def test_kumpulan_surat_buruk(self):
        self.assertGreaterEqual(len(BURUK), 60)
        for nama, mentah in BURUK.items():
            with self.subTest(nama=nama):
                mulai = time.process_time()
                hasil = baca_surat(mentah)
                golongan(mentah)
                klaim, _, _ = kunci_klaim(mentah)
                self.assertEqual(len(klaim), 64)
                self.assertLess(time.process_time() - mulai, 20)
                for teks in (hasil.teks, hasil.pesan, hasil.perihal, hasil.judul, *(b.nama for b in hasil.berkas)):
                    self.assertNotIn("\0", teks)
                    teks.encode("utf-8")
                self.assertLessEqual(len(hasil.judul), 200)
                self.assertTrue(hasil.judul)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.binary(max_size=3000))
    def test_bita_acak(self, mentah):
        self._periksa(mentah)

    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(st.sampled_from(sorted(nama for nama, isi in BURUK.items() if len(isi) < 20_000)), st.data())
    def test_surat_buruk_yang_diubah_sembarang(self, nama, data):
        mentah = bytearray(BURUK[nama])
        for _ in range(data.draw(st.integers(1, 8))):
            letak = data.draw(st.integers(0, max(0, len(mentah))))
            sisip = data.draw(
                st.sampled_from([b"", b"\0", b"\r", b"\n\n", b"--BTS", b"=?utf-8?B?", b'"', b";", b"\xff\xfe", b"<"])
            )
            mentah[letak : letak + data.draw(st.integers(0, 3))] = sisip
        self._periksa(bytes(mentah))

    @settings(max_examples=40, deadline=None)
    @given(st.text(max_size=400))
    def test_isi_utf8_selamat(self, teks):
        rapi = teks.replace("\r\n", "\n").replace("\r", "\n")
        hasil = baca_surat(surat(rapi.encode("utf-8", "ignore"), kepala="Content-Type: text/plain; charset=utf-8"))
        for huruf in set(rapi) & set("🌾°éñ\\{}%#$"):
            self.assertIn(huruf, hasil.teks)

    def _periksa(self, mentah: bytes) -> None:
        hasil = baca_surat(mentah)
        golongkan(hasil, milik_kami=MILIK, ruang_pesan="opendesa.example")
        kunci_klaim(mentah)
        saat_terima(hasil.kepala, kini=datetime(2026, 11, 21, tzinfo=UTC))
        tanggal_sah(hasil, terima=datetime(2026, 11, 21, tzinfo=UTC))

    def test_dua_puluh_megabita_dan_seribu_sarang_cepat(self):
        besar = multi(bagian("text/plain", "Isi"), lampiran("a.bin", b"x" * 14_000_000))
        self.assertGreater(len(besar), 18_000_000)
        mulai = time.process_time()
        hasil = baca_surat(besar)
        self.assertEqual(len(hasil.berkas[0].isi), 14_000_000)
        self.assertIn("bagian terlalu dalam", baca_surat(bersarang(1000)).cacat)
        self.assertEqual(baca_surat(bersarang(15)).pesan, "Inti.")
        self.assertLess(time.process_time() - mulai, 10)


class ContohBerkas(SimpleTestCase):
    """Semua berkas contoh menurut harapannya, sebelum ada basis data."""

    def test_menurut_index(self):
        for satu in json.loads((EML / "index.json").read_text())["files"]:
            with self.subTest(berkas=satu["file"]):
                hasil = baca_surat((EML / satu["file"]).read_bytes())
                if satu["expected_subject"]:
                    self.assertEqual(hasil.judul, satu["expected_subject"])
                    self.assertIn(satu["expected_body_snippet"], hasil.pesan)
                for larangan in satu.get("must_not_contain", []):
                    self.assertNotIn(larangan, hasil.pesan)
                for wajib in satu.get("must_contain", []):
                    self.assertIn(wajib, hasil.pesan)
                if nama := satu.get("expected_from_name"):
                    self.assertEqual(hasil.pengirim.nama, nama)
                self.assertEqual(len(hasil.berkas), satu["attachments_count"])
                jenis = Golongan.OTOMATIS if "auto-reply" in satu["case"] else Golongan.ORANG
                self.assertEqual(golongan((EML / satu["file"]).read_bytes()), jenis)


class Aksara(SimpleTestCase):
    def test_utf8_sah_menang_atas_pengakuan(self):
        self.assertEqual(baca_surat(BURUK["utf-8 mengaku latin"]).pesan, "kafé 🌾")

    def test_pengakuan_salah_dan_karangan(self):
        self.assertEqual(baca_surat(BURUK["latin mengaku utf-8"]).pesan, "Suhu 38°C di kafé")
        for nama in ("aksara karangan", "aksara kosong"):
            self.assertEqual(baca_surat(BURUK[nama]).pesan, "kafé")
        self.assertEqual(baca(b"\x93halo\x94 \x80 5", "iso-8859-1"), "“halo” € 5")
        self.assertEqual(baca_surat(BURUK["utf-16"]).pesan, "Halo dunia")

    def test_garis_miring_terbalik_bukan_perintah(self):
        self.assertEqual(baca_surat(BURUK["aksara unicode_escape"]).pesan, "C:\\xampp\\new")
        self.assertEqual(baca_surat(BURUK["aksara base64"]).pesan, "aGFsbw==")

    def test_satu_bita_rusak_tidak_merusak_sisanya(self):
        self.assertEqual(baca("kafé 🌾 ".encode() + b"\xff", "utf-8"), "kafé 🌾 ÿ")

    def test_kepala_utf8_telanjang_dan_rfc2047_patah(self):
        self.assertEqual(baca_surat(BURUK["kepala 8 bit utf-8"]).perihal, "Sürat kösong – tolóng 🌾")
        self.assertEqual(baca_surat(BURUK["kepala latin-1"]).perihal, "Suhu 38°C")
        self.assertEqual(baca_surat(BURUK["perihal terbelah di tengah aksara"]).perihal, "🌾")
        self.assertEqual(baca_surat(BURUK["perihal rfc2047 patah"]).perihal, "Surattidak terbaca")
        self.assertEqual(urai_sandi("=?x-aneh?B?aGFsbw==?="), "halo")
        self.assertEqual(urai_sandi("=?utf-8?Q?a_b?= tengah =?utf-8?q?c?="), "a b tengah c")


class Alamat(SimpleTestCase):
    def test_balas_ke_mengalahkan_dari_dan_alamat_kita_tidak(self):
        hasil = baca_surat(surat(reply_to="Lain <lain@desa.example>"))
        self.assertEqual(hasil.pengirim.surel, "lain@desa.example")
        self.assertEqual(baca_surat(surat(reply_to="bantuan@opendesa.example")).pengirim.surel, "siti@desa.example")
        self.assertEqual(baca_surat(surat(reply_to="rusak@@")).pengirim.surel, "siti@desa.example")

    def test_yang_rusak_tidak_dikarang(self):
        for nama in ("from kosong", "from bukan alamat", "from kelompok kosong", "from sejuta koma", "kosong"):
            with self.subTest(nama=nama):
                self.assertIsNone(baca_surat(BURUK[nama]).pengirim)
        for nama in (
            "from kelompok",
            "from kutip tak ditutup",
            "from dengan baris baru",
            "from berkomentar",
            "from dua",
        ):
            with self.subTest(nama=nama):
                self.assertEqual(baca_surat(BURUK[nama]).pengirim.surel, "siti@desa.example")

    def test_nama_berkoma_dan_bersandi(self):
        hasil = urai_alamat('"Desa 01, Kec. Loano" <desa01@desa.example>, =?utf-8?Q?Ani=2C_SE?= <ani@desa.example>')
        self.assertEqual([(s.nama, s.surel) for s in hasil], [
            ("Desa 01, Kec. Loano", "desa01@desa.example"), ("Ani, SE", "ani@desa.example"),
        ])  # fmt: skip


class Perihal(SimpleTestCase):
    def test_awalan_di_depan_saja_berulang_huruf_apa_pun(self):
        for tulisan in (
            "Re: Surat", "RE: re: Fwd: Surat", "Bls: Surat", "BALAS: Surat", "Trs: Surat", "Terusan: Surat", "FW : Surat",
            "Balasan otomatis: [opensid-1042] Surat", "Re[2]: Surat", "[LK-2X7P] Surat", "Re: [lk2x7p] Bls: [opensid-7] Surat",
        ):  # fmt: skip
            with self.subTest(tulisan=tulisan):
                self.assertEqual(tanpa_awalan(tulisan), "Surat")
        for tulisan in ("Surat Re: kosong", "Rekap surat", "Balas surat gagal", "[penting] Surat", "Fwdx: a"):
            self.assertEqual(tanpa_awalan(tulisan), tulisan)

    def test_judul(self):
        self.assertEqual(judul("Re: ", "\n  Baris pertama \nkedua"), "Baris pertama")
        self.assertEqual(judul("", ""), "(tanpa subjek)")
        panjang = judul("🌾" * 300, "")
        self.assertEqual((len(panjang), panjang[-3:]), (200, "..."))
        self.assertEqual(judul("a" * 200, ""), "a" * 200)

    def test_sebutan_tiket(self):
        self.assertEqual(sebutan_tiket("Re: [LK-2X7P] a [opensid-1042]"), [("LK-2X7P", None), ("", 1042)])
        self.assertEqual(sebutan_tiket("Tanya LK-2X7P lagi"), [("LK-2X7P", None)])
        self.assertEqual(sebutan_tiket("Masalah [penting] hari-ini"), [])


class Golong(SimpleTestCase):
    def test_gema(self):
        self.assertEqual(golongan(surat(dari="Pusat <bantuan@opendesa.example>")), "gema")
        self.assertEqual(golongan(surat(dari="bantuan+t5.aa@opendesa.example")), "gema")
        self.assertEqual(golongan(surat(message_id=ID_KAMI)), "gema")
        self.assertEqual(golongan(surat(kepala="X-Pusat-Bantuan: 1")), "gema")
        self.assertEqual(golongan(surat(in_reply_to=ID_KAMI)), "orang")

    def test_pantulan(self):
        for nama in ("pantulan inggris", "pantulan indonesia"):
            hasil = baca_surat(BURUK[nama])
            self.assertEqual(golongan(BURUK[nama]), "pantulan")
            self.assertEqual((hasil.laporan.gagal, hasil.laporan.rujukan), (("operator@desa.example",), (ID_KAMI,)))
        tertunda = baca_surat(BURUK["pantulan tertunda"]).laporan
        self.assertEqual((tertunda.gagal, tertunda.tindakan), ((), "delayed"))
        self.assertEqual(golongan(surat(kepala="X-Failed-Recipients: a@b.example")), "pantulan")
        self.assertEqual(golongan(surat(dari="MAILER-DAEMON@x.example")), "pantulan")
        self.assertEqual(golongan(surat(return_path="<>")), "pantulan")
        sendiri = pantulan("5.0.0", teks="x").replace(b"<dsn1@mx.desa.example>", b"<dsn1@opendesa.example>")
        self.assertEqual(golongan(sendiri), "pantulan")

    def test_otomatis(self):
        for kepala in (
            "Auto-Submitted: auto-replied (vacation)", "Auto-Submitted: auto-generated; type=x", "Precedence: bulk",
            "Precedence: auto_reply", "Precedence: LIST", "Precedence: junk", "List-Id: <a.b>", "X-Autoreply: yes",
            "X-Auto-Response-Suppress: All", "X-Autorespond: ya", "Auto-Submitted: (x) auto-replied",
            "Return-Path: <>\r\nAuto-Submitted: auto-replied",
        ):  # fmt: skip
            with self.subTest(kepala=kepala):
                self.assertEqual(golongan(surat(kepala=kepala)), "otomatis")
        for kepala in (
            "Auto-Submitted: no",
            "Auto-Submitted: No (manual)",
            "Precedence: first-class",
            "X-Auto-Response-Suppress: None",
        ):
            with self.subTest(kepala=kepala):
                self.assertEqual(golongan(surat(kepala=kepala)), "orang")
        self.assertEqual(golongan(surat(subject="Balasan otomatis: cuti")), "otomatis")
        self.assertEqual(golongan(surat(subject="Re: Balasan otomatis: cuti")), "orang")
        self.assertEqual(golongan(BURUK["tanda baca"]), "otomatis")

    def test_surat_terusan_tidak_menentukan_apa_pun(self):
        hasil = baca_surat(BURUK["surat terusan bertoken"])
        self.assertEqual(golongan(BURUK["surat terusan bertoken"]), "orang")
        self.assertEqual((hasil.rujukan, hasil.laporan), ([], None))
        self.assertEqual([b.nama for b in hasil.berkas], ["LK-2X7P rahasia.eml"])
        self.assertIn(b"Isi terusan", hasil.berkas[0].isi)


class Berkas(SimpleTestCase):
    def nama(self, kasus: str) -> list[str]:
        return [satu.nama for satu in baca_surat(BURUK[kasus]).berkas]

    def test_nama(self):
        self.assertEqual(self.nama("nama rfc2231"), ["Surat ké akhir.txt"])
        self.assertEqual(self.nama("nama rfc2047"), ["Surat ké.txt"])
        self.assertEqual(urai_parameter('a/b; x=1; name="a;b\\"c.txt"')[1], {"x": "1", "name": 'a;b"c.txt'})
        self.assertEqual(urai_parameter("a/b; filename*=iso-8859-1'id'kaf%E9.txt")[1]["filename"], "kafé.txt")

    def test_bungkus(self):
        self.assertEqual(self.nama("winmail"), ["foto.png"])
        self.assertEqual(self.nama("winmail rusak"), ["winmail.dat"])
        self.assertIn("Outlook", baca_surat(BURUK["winmail rusak"]).berkas[0].nasihat)
        self.assertEqual(self.nama("bertanda tangan"), [])
        self.assertEqual(len(self.nama("undangan")), 1)
        self.assertEqual(self.nama("gambar cid"), ["lampiran-2.png"])
        self.assertTrue(baca_surat(BURUK["gambar cid"]).berkas[0].sebaris)

    def test_uuencode(self):
        hasil = baca_surat(BURUK["uuencode"])
        self.assertEqual([(b.nama, b.isi) for b in hasil.berkas], [("catatan.txt", b"Cat")])
        self.assertNotIn("begin 644", hasil.pesan)
        self.assertIn("begin 644", baca_surat(BURUK["uuencode tanpa akhir"]).pesan)

    def test_boundary_tak_ditutup_tetap_memberi_semua_bagian(self):
        hasil = baca_surat(BURUK["boundary tak ditutup"])
        self.assertEqual((hasil.pesan, [b.isi.strip() for b in hasil.berkas]), ("Terlampir, Pak.", [b"isi a"]))


class Waktu(SimpleTestCase):
    kini = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)

    def test_tanggal_absurd_memakai_waktu_terima(self):
        for nama in ("tanggal absurd", "tanggal 1970", "tanggal masa depan", "tanpa message-id"):
            self.assertEqual(tanggal_sah(baca_surat(BURUK[nama]), terima=self.kini), self.kini, nama)
        wajar = baca_surat(surat(date="Fri, 20 Nov 2026 10:00:00 +0800"))
        self.assertEqual(tanggal_sah(wajar, terima=self.kini), datetime(2026, 11, 20, 2, 0, tzinfo=UTC))

    def test_received_teratas(self):
        def kepala(saat: str) -> Kepala:
            return baca_surat(surat(kepala=f"Received: from a by b;\r\n {saat}")).kepala

        tadi = self.kini - timedelta(hours=5)
        self.assertEqual(saat_terima(kepala(tadi.strftime("%a, %d %b %Y %H:%M:%S +0000")), kini=self.kini), tadi)
        for buruk in ("Fri, 1 Jan 2100 00:00:00 +0000", "Thu, 1 Jan 1970 00:00:00 +0000", "entah"):
            self.assertEqual(saat_terima(kepala(buruk), kini=self.kini), self.kini)

    def test_klaim_sama_untuk_surat_yang_diantar_dua_kali(self):
        satu, dua = ((EML / nama).read_bytes() for nama in ("01-balas-teks-dikutip.eml", "11-message-id-ganda.eml"))
        self.assertEqual(kunci_klaim(satu), kunci_klaim(dua))
        self.assertNotEqual(kunci_klaim(satu)[1], kunci_klaim(satu + b"lain")[1])
        tanpa = BURUK["tanpa message-id"]
        self.assertEqual(kunci_klaim(tanpa), kunci_klaim(tanpa.replace(b"\r\n", b"\n")))

    def test_kode_desa_diusulkan(self):
        teks = "Kode 13.07.01.2004, atau 1703012001. HP 0812345678, NIK 1307010101900001, versi 24.10.01."
        self.assertEqual(baca_surat(surat(teks)).kode_desa, ["13.07.01.2004", "17.03.01.2001"])
