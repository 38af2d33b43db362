"""Jam SLA murni: contoh kerja (domain helpdesk.md 3.6), tiap aturan 3.2–3.3, dan galat 3.4."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.test import SimpleTestCase

from pusat_bantuan import sla
from pusat_bantuan.jam_kerja import baca_jam
from pusat_bantuan.keadaan import Keadaan as K

KASUS = json.loads((Path(__file__).parent / "data" / "sla_cases.json").read_text(encoding="utf-8"))
HARI = dict(zip(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), range(7), strict=True))
JAM = [("08:00", "16:00")]
PEKAN = sla.susun_pekan(dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat"), JAM))
WIB = ZoneInfo("Asia/Jakarta")


def kalender(**lain) -> sla.Kalender:
    return sla.Kalender(**({"zona": "Asia/Jakarta", "pekan": PEKAN} | lain))


def wib(tulisan: str) -> datetime:
    """ "4 20.15" → 4 November 2026 (Rabu) 20.15 WIB; "08-17 09.00" → 17 Agustus 2026."""
    hari, jam = tulisan.split()
    bulan, hari = hari.split("-") if "-" in hari else ("11", hari)
    return datetime(2026, int(bulan), int(hari), *map(int, jam.split(".")), tzinfo=WIB)


def log(*langkah: tuple) -> list[sla.Peristiwa]:
    return [sla.Peristiwa(wib(saat), ke, **(lain[0] if lain else {})) for saat, ke, *lain in langkah]


class ContohKerja(SimpleTestCase):
    """Kelima kasus, tepat sampai detik."""

    def setUp(self):
        self.diuji = 0

    def test_semua_kasus(self):
        for kasus in KASUS["cases"]:
            with self.subTest(kasus["id"]):
                self.uji(kasus)
        self.assertEqual(self.diuji, 5)

    def uji(self, kasus: dict) -> None:
        isi, harap = kasus["input"], kasus["expected"]
        pekan = [()] * 7
        for hari, jendela in kasus["calendar"]["hours"].items():
            pekan[HARI[hari]] = sla.susun_jendela(jendela)
        kal = sla.Kalender(
            kasus["time_zone"], tuple(pekan), frozenset(map(date.fromisoformat, kasus["calendar"]["holidays"])),
            {date.fromisoformat(t): sla.susun_jendela(j) for t, j in kasus["calendar"]["date_overrides"].items()},
        )  # fmt: skip
        mulai = datetime.fromisoformat(isi["created_local"])
        self.assertEqual(mulai, datetime.fromisoformat(isi["created_utc"]))
        catatan = [sla.Peristiwa(mulai, K.BARU)]
        if "events" in isi:
            ke = {"resolved": K.SELESAI, "reopened": K.DITANGANI}
            catatan += [sla.Peristiwa(datetime.fromisoformat(p["at"]), ke[p["event"]]) for p in isi["events"]]
        else:
            for dari, sampai in isi["pauses_local"]:
                catatan.append(sla.Peristiwa(datetime.fromisoformat(dari), K.MENUNGGU_PEMOHON))
                catatan.append(sla.Peristiwa(datetime.fromisoformat(sampai), K.DITANGANI))
        sasaran = sla.Sasaran(isi["target_minutes"] * 60)
        tempo = sla.jatuh_tempo(kal, catatan, sasaran)
        self.assertEqual(tempo, datetime.fromisoformat(harap["due_utc"]))
        self.assertEqual(tempo, datetime.fromisoformat(harap["due_local"]))
        for titik in harap["elapsed"]:
            saat = datetime.fromisoformat(titik["at"])
            kini = sla.status(kal, catatan, sasaran, saat)
            self.assertEqual(sla.aktif(kal, catatan, mulai, saat), titik["active_minutes"] * 60, titik)
            self.assertEqual(kini.terpakai, titik["active_minutes"] * 60, titik)
            self.assertEqual(kini.sisa, titik["remaining_minutes"] * 60, titik)
            self.assertEqual(kini.dilanggar, titik["breached"], titik)
        if "reopen_count" in harap:
            putusan = sla.putusan(kal, catatan, sasaran)
            self.assertEqual([satu.terpenuhi for satu in putusan], [True, True])
            self.assertEqual([satu.terpakai for satu in putusan], [600 * 60, 840 * 60])
            sebelum = sla.status(kal, catatan, sasaran, putusan[0].pada + timedelta(hours=1))
            self.assertEqual(sebelum.jatuh_tempo, datetime.fromisoformat(harap["due_before_reopen_local"]))
            self.assertEqual(sum(p["event"] == "reopened" for p in isi["events"]), harap["reopen_count"])
        self.diuji += 1

    def test_jeda_yang_dinyatakan_langsung_sama_dengan_peralihan_keadaan(self):
        kal = kalender()
        langsung = [*log(("2 09.00", K.BARU)), sla.Jeda(wib("2 10.00"), wib("3 10.00"))]
        beralih = log(("2 09.00", K.BARU), ("2 10.00", K.MENUNGGU_PEMOHON), ("3 10.00", K.DITANGANI))
        sasaran = sla.Sasaran(8 * 3600)
        self.assertEqual(sla.jatuh_tempo(kal, langsung, sasaran), sla.jatuh_tempo(kal, beralih, sasaran))


class Kalender(SimpleTestCase):
    def test_beberapa_jendela_sehari_dan_tengah_malam(self):
        kal = kalender(pekan=(sla.susun_jendela([("18:00", "24:00"), ("07:30", "12:00")]), *[()] * 6))
        senin = log(("2 06.00", K.BARU))
        self.assertEqual(sla.aktif(kal, senin, wib("2 00.00"), wib("3 00.00")), (4 * 60 + 30 + 360) * 60)
        self.assertEqual(sla.jatuh_tempo(kal, senin, sla.Sasaran(10 * 3600 + 1800)), wib("3 00.00"))
        self.assertEqual(
            sla.jatuh_tempo(kal, senin, sla.Sasaran(4 * 3600 + 1801)), wib("2 18.00") + timedelta(seconds=1)
        )

    def test_setengah_terbuka(self):
        kal = kalender()
        self.assertTrue(sla.buka_pada(kal, wib("2 08.00")))
        self.assertTrue(sla.buka_pada(kal, wib("2 16.00") - timedelta(seconds=1)))
        self.assertFalse(sla.buka_pada(kal, wib("2 16.00")))
        self.assertFalse(sla.buka_pada(kal, wib("1 10.00")))

    def test_jam_yang_tak_terbaca_dan_jendela_keliru(self):
        self.assertEqual(baca_jam("24:00") - baca_jam("23.59"), 60)
        for jendela in (
            [("09:00", "09:00")], [("16:00", "08:00")], [("08:00", "12:00"), ("11:59", "16:00")], [("8", "9")],
            [("08:00", "24:01")], [("08:00", "25:00")], [("08:60", "09:00")],
        ):  # fmt: skip
            with self.subTest(jendela), self.assertRaises(sla.JendelaKeliru):
                sla.susun_jendela(jendela)
        self.assertEqual(len(sla.susun_jendela([("08:00", "12:00"), ("12:00", "16:00")])), 2)
        with self.assertRaises(sla.JendelaKeliru):
            sla.susun_pekan({"mon": JAM})

    def test_timpaan_mengganti_jam_dan_libur_menang_atas_timpaan(self):
        ramadan = sla.susun_jendela([("08:00", "12:00"), ("12:30", "15:00")])
        kal = kalender(timpaan={date(2026, 11, 2): ramadan, date(2026, 11, 3): ramadan, date(2026, 11, 7): ramadan},
                       libur=frozenset({date(2026, 11, 3)}))  # fmt: skip
        catatan = log(("2 00.00", K.BARU))
        self.assertEqual(sla.aktif(kal, catatan, wib("2 00.00"), wib("3 00.00")), 6.5 * 3600)
        self.assertEqual(sla.aktif(kal, catatan, wib("3 00.00"), wib("4 00.00")), 0)
        self.assertEqual(sla.aktif(kal, catatan, wib("7 00.00"), wib("8 00.00")), 6.5 * 3600)  # Sabtu pun

    def test_lapis_wilayah_dan_saklar_tanggal(self):
        def libur(hari: int, **lain) -> sla.TanggalLibur:
            return sla.TanggalLibur(date(2026, 11, hari), "libur", "uji", **lain)

        siang = sla.susun_pekan({"senin": [("12:00", "16:00")], "rabu": [("12:00", "16:00")]})
        kal = sla.susun_kalender("Asia/Makassar", [
            sla.Lapis("desa", libur=[libur(5, berlaku=False), libur(9)]),
            sla.Lapis("nasional", pekan=PEKAN, libur=[libur(4), libur(5), libur(6, berlaku=False)],
                      timpaan={date(2026, 11, 10): siang[0], date(2026, 11, 11): siang[0]}),
            sla.Lapis("kabupaten", pekan=siang, timpaan={date(2026, 11, 11): ()}),
            sla.Lapis("provinsi", libur=[libur(2)]),
        ])  # fmt: skip
        self.assertEqual(kal.libur, {date(2026, 11, hari) for hari in (2, 4, 9)})
        self.assertEqual(kal.pekan, siang)
        self.assertEqual(kal.jendela(date(2026, 11, 10)), siang[0])
        self.assertEqual(kal.jendela(date(2026, 11, 11)), ())  # nol jam pada satu tanggal itu sah
        with self.assertRaises(sla.KalenderTanpaJam):
            sla.susun_kalender("Asia/Makassar", [sla.Lapis("provinsi", libur=[libur(2)])])

    def test_zona_dari_kode_provinsi(self):
        harap = {
            "Asia/Jakarta": [*range(11, 20), 21, *range(31, 37), 61, 62],
            "Asia/Makassar": [51, 52, 53, 63, 64, 65, *range(71, 77)],
            "Asia/Jayapura": [81, 82, *range(91, 97)],
        }
        dikenal = {f"{kode}": zona for zona, semua in harap.items() for kode in semua}
        for kode in (f"{angka:02d}" for angka in range(100)):
            with self.subTest(kode):
                if kode in dikenal:
                    self.assertEqual(sla.zona_wilayah(f"{kode}.01.01.2001"), dikenal[kode])
                else:
                    with self.assertRaises(sla.ZonaTidakDikenal):
                        sla.zona_wilayah(f"{kode}.01")
        for kode in ("", "ab", "1", "٣١.01"):
            with self.subTest(kode), self.assertRaises(sla.ZonaTidakDikenal):
                sla.zona_wilayah(kode)

    def test_desa_pindah_zona_jatuh_tempo_mengikuti_jam_dinding_setempat(self):
        catatan = log(("2 05.00", K.BARU))
        tempo = {
            zona: sla.jatuh_tempo(kalender(zona=zona), catatan, sla.Sasaran(3600))
            for zona in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
        }
        self.assertEqual({zona: f"{saat.astimezone(ZoneInfo(zona)):%H.%M}" for zona, saat in tempo.items()},
                         dict.fromkeys(tempo, "09.00"))  # fmt: skip
        self.assertEqual(tempo["Asia/Jakarta"] - tempo["Asia/Jayapura"], timedelta(hours=2))

    def test_hari_yang_dilompati_zona_tidak_dihitung_dua_kali(self):
        """Apia melompati 30 Desember 2011 seluruhnya; Amsterdam melompati satu jam pada 29 Maret 2026."""
        setiap = sla.susun_pekan(dict.fromkeys(("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu"), JAM))
        apia = kalender(zona="Pacific/Apia", pekan=setiap)
        awal, akhir = datetime(2011, 12, 29, 10, tzinfo=UTC), datetime(2012, 1, 2, 10, tzinfo=UTC)
        jam = sla.aktif(apia, [sla.Peristiwa(awal, K.BARU)], awal, akhir) // 3600
        self.assertEqual(jam, 4 * 8)  # 29, 31 Desember, 1 dan 2 Januari
        penuh = kalender(
            zona="Europe/Amsterdam", pekan=(*[()] * 6, sla.susun_jendela([("00:00", "02:30"), ("02:30", "24:00")]))
        )
        awal = datetime(2026, 3, 28, 12, tzinfo=UTC)
        self.assertEqual(sla.aktif(penuh, [sla.Peristiwa(awal, K.BARU)], awal, awal + timedelta(days=3)), 23 * 3600)


class Jeda(SimpleTestCase):
    sasaran = sla.Sasaran(8 * 3600, ingatkan=2 * 3600)

    def test_jeda_terbuka_tanpa_jatuh_tempo_dan_sisa_membeku(self):
        catatan = log(("2 09.00", K.BARU), ("2 10.00", K.DITANGANI), ("2 12.00", K.MENUNGGU_PEMOHON))
        for saat in ("2 12.00", "2 15.00", "5 09.00"):
            kini = sla.status(kalender(), catatan, self.sasaran, wib(saat))
            self.assertEqual((kini.sisa, kini.jatuh_tempo, kini.dijeda), (5 * 3600, None, True))
            self.assertIsNone(kini.ingatkan_pada)
            self.assertIsNone(kini.dilanggar_pada)
        self.assertFalse(sla.status(kalender(), catatan, self.sasaran, wib("2 11.59")).dijeda)

    def test_jeda_yang_bertumpuk_dan_bersambung_satu_kali(self):
        bersambung = log(
            ("2 09.00", K.BARU), ("2 10.00", K.MENUNGGU_PEMOHON), ("2 11.00", K.MENUNGGU_GANGGUAN), ("2 12.00", K.BARU)
        )
        bertumpuk = [*log(("2 09.00", K.BARU)), sla.Jeda(wib("2 10.00"), wib("2 11.30")),
                     sla.Jeda(wib("2 11.00"), wib("2 12.00")), sla.Jeda(wib("2 10.30"), wib("2 10.45"))]  # fmt: skip
        for catatan in (bersambung, bertumpuk):
            self.assertEqual(sla.jatuh_tempo(kalender(), catatan, self.sasaran), wib("3 11.00"))

    def test_jeda_sesudah_jatuh_tempo_tidak_mengubah_dan_tidak_menghapus_pelanggaran(self):
        catatan = log(("2 08.00", K.BARU), ("3 09.00", K.MENUNGGU_PEMOHON))
        kini = sla.status(kalender(), catatan, self.sasaran, wib("4 09.00"))
        self.assertEqual((kini.jatuh_tempo, kini.sisa, kini.dilanggar), (wib("2 16.00"), -3600, True))
        self.assertEqual(kini.dilanggar_pada, wib("3 08.00") + timedelta(seconds=1))
        catatan += log(("4 09.00", K.DITANGANI))
        self.assertTrue(sla.status(kalender(), catatan, self.sasaran, wib("4 09.00")).dilanggar)

    def test_jeda_yang_mulai_persis_pada_jatuh_tempo(self):
        catatan = log(("2 08.00", K.BARU), ("2 16.00", K.MENUNGGU_PEMOHON))
        self.assertEqual(sla.jatuh_tempo(kalender(), catatan, self.sasaran), wib("2 16.00"))

    def test_jeda_di_luar_jam_kerja_tidak_menambah_apa_pun(self):
        catatan = log(("2 08.00", K.BARU), ("2 17.00", K.MENUNGGU_PEMOHON), ("3 07.00", K.DITANGANI))
        self.assertEqual(sla.jatuh_tempo(kalender(), catatan, sla.Sasaran(9 * 3600)), wib("3 09.00"))

    def test_selesai_langsung_dari_jeda(self):
        catatan = log(("2 09.00", K.BARU), ("2 10.00", K.MENUNGGU_PEMOHON), ("4 09.00", K.SELESAI))
        kini = sla.status(kalender(), catatan, self.sasaran, wib("9 09.00"))
        self.assertEqual((kini.terpakai, kini.dijeda, kini.berhenti_pada), (3600, False, wib("4 09.00")))
        self.assertEqual([satu.terpenuhi for satu in sla.putusan(kalender(), catatan, self.sasaran)], [True])

    def test_dibuka_lagi_ke_jeda_dan_ditutup_sesudah_selesai(self):
        catatan = log(("2 09.00", K.BARU), ("2 10.00", K.SELESAI), ("3 10.00", K.DITUTUP), ("4 10.00", K.BARU))
        self.assertEqual(sla.status(kalender(), catatan, self.sasaran, wib("4 11.00")).terpakai, 2 * 3600)
        self.assertEqual(len(sla.putusan(kalender(), catatan, self.sasaran)), 1)

    def test_mulai_di_luar_jam_dan_sebelum_mulai(self):
        catatan = log(("1 22.00", K.BARU))
        self.assertEqual(sla.jatuh_tempo(kalender(), catatan, sla.Sasaran(60)), wib("2 08.01"))
        self.assertEqual(sla.status(kalender(), catatan, self.sasaran, wib("1 09.00")).terpakai, 0)

    def test_detik_tidak_dipotong_menjadi_menit(self):
        catatan = [sla.Peristiwa(wib("2 09.00") + timedelta(seconds=37, microseconds=999), K.BARU)]
        self.assertEqual(sla.jatuh_tempo(kalender(), catatan, sla.Sasaran(23)), wib("2 09.01"))

    def test_sasaran_berganti_mulai_tetap(self):
        catatan = log(("2 09.00", K.BARU), ("2 11.00", K.MENUNGGU_PEMOHON), ("2 12.00", K.DITANGANI))
        lama = sla.status(kalender(), catatan, sla.Sasaran(8 * 3600), wib("2 13.00"))
        baru = sla.status(kalender(), catatan, sla.Sasaran(2 * 3600), wib("2 13.00"))
        self.assertEqual((lama.terpakai, baru.terpakai), (3 * 3600, 3 * 3600))
        self.assertEqual((baru.sisa, baru.jatuh_tempo), (-3600, wib("2 11.00")))


class Peringatan(SimpleTestCase):
    def test_saat_sisa_mencapai_ancang_di_dalam_jam_kerja(self):
        catatan = log(("2 14.00", K.BARU))
        self.assertEqual(sla.ingatkan_pada(kalender(), catatan, sla.Sasaran(4 * 3600, 3600)), wib("3 09.00"))

    def test_ancang_lebih_besar_dari_sasaran_berarti_sejak_jam_berjalan(self):
        catatan = log(("1 23.00", K.BARU))
        self.assertEqual(sla.ingatkan_pada(kalender(), catatan, sla.Sasaran(3600, 7200)), wib("2 08.00"))

    def test_tanpa_ancang_tanpa_peringatan_dan_yang_selesai_tidak_diingatkan(self):
        self.assertIsNone(sla.ingatkan_pada(kalender(), log(("2 08.00", K.BARU)), sla.Sasaran(3600)))
        beres = log(("2 08.00", K.BARU), ("2 09.00", K.SELESAI))
        self.assertIsNone(sla.ingatkan_pada(kalender(), beres, sla.Sasaran(8 * 3600, 3600)))
        self.assertIsNone(sla.terlampaui_pada(kalender(), beres, sla.Sasaran(8 * 3600)))


class TanggapanDanTingkat(SimpleTestCase):
    def test_jam_tanggapan_berhenti_pada_pesan_pertama_meja(self):
        catatan = log(
            ("2 09.00", K.BARU), ("2 10.00", K.DITANGANI),
            ("2 11.00", K.MENUNGGU_PEMOHON, {"tanggapan": True}), ("3 09.00", K.DITANGANI, {"tanggapan": True}),
        )  # fmt: skip
        self.assertEqual(sla.tanggapan_pertama(catatan), wib("2 11.00"))
        jam = sla.log_tanggapan(catatan)
        kini = sla.status(kalender(), jam, sla.Sasaran(4 * 3600), wib("6 09.00"))
        self.assertEqual(
            (kini.terpakai, kini.jatuh_tempo, kini.berhenti_pada), (2 * 3600, wib("2 13.00"), wib("2 11.00"))
        )
        self.assertIsNone(sla.tanggapan_pertama(log(("2 09.00", K.BARU), ("2 10.00", K.DITANGANI))))

    def test_ola_tiap_tingkat_pada_kalender_regunya(self):
        catatan = log(
            ("2 09.00", K.BARU, {"tingkat": 1}), ("2 12.00", K.DITANGANI, {"tingkat": 1}),
            ("2 14.00", K.BARU, {"tingkat": 3}), ("2 15.00", K.MENUNGGU_PEMOHON, {"tingkat": 3}),
            ("3 10.00", K.DITANGANI, {"tingkat": 3}), ("3 12.00", K.BARU, {"tingkat": 1}),
        )  # fmt: skip
        satu, tiga, lagi = sla.penggal_tingkat(catatan)
        self.assertEqual([(p.tingkat, p.masuk, p.keluar) for p in (satu, tiga, lagi)],
                         [(1, wib("2 09.00"), wib("2 14.00")), (3, wib("2 14.00"), wib("3 12.00")), (1, wib("3 12.00"), None)])  # fmt: skip
        saat = wib("3 14.00")
        self.assertEqual(sla.status(kalender(), satu.log, sla.Sasaran(3600), saat).terpakai, 5 * 3600)
        self.assertEqual(sla.status(kalender(), tiga.log, sla.Sasaran(3600), saat).terpakai, 3 * 3600)
        self.assertEqual(sla.status(kalender(), lagi.log, sla.Sasaran(3600), saat).terpakai, 2 * 3600)
        malam = kalender(pekan=sla.susun_pekan({"senin": [("14:00", "24:00")]}))
        self.assertEqual(sla.status(malam, tiga.log, sla.Sasaran(3600), saat).terpakai, 3600)
        # Jam keseluruhan tidak diulang dan tidak berkurang karena naik tingkat.
        self.assertEqual(sla.status(kalender(), catatan, sla.Sasaran(3600), saat).terpakai, 10 * 3600)


class Penggabungan(SimpleTestCase):
    def jam(self, kunci: str, sasaran_jam: int, *langkah: tuple, **lain) -> sla.Jam:
        return sla.Jam(kunci, kalender(**lain), log(*langkah), sla.Sasaran(sasaran_jam * 3600))

    def test_janji_paling_awal_menang(self):
        lama = self.jam("A", 24, ("2 08.00", K.BARU))
        mendesak = self.jam("B", 2, ("3 09.00", K.BARU), ("3 09.30", K.DITANGANI, {"tanggapan": True}))
        hasil = sla.gabung([lama, mendesak])
        self.assertEqual((hasil.acuan.kunci, hasil.mulai, hasil.jatuh_tempo, hasil.tanggapan),
                         ("B", wib("2 08.00"), wib("3 11.00"), wib("3 09.30")))  # fmt: skip

    def test_yang_dijeda_kalah_dan_bila_semua_dijeda_sisa_terkecil(self):
        jalan = self.jam("A", 40, ("2 08.00", K.BARU))
        jeda = self.jam("B", 9, ("2 08.00", K.BARU), ("2 12.00", K.MENUNGGU_PEMOHON))
        hampir = self.jam("C", 6, ("2 08.00", K.BARU), ("2 12.00", K.MENUNGGU_GANGGUAN))
        self.assertEqual(sla.gabung([jalan, jeda]).acuan.kunci, "A")
        self.assertEqual(sla.gabung([jeda, hampir]).acuan.kunci, "C")
        with self.assertRaises(sla.LogKosong):
            sla.gabung([])

    def test_log_sesudah_digabung_memakai_jeda_jam_acuan_lalu_milik_penyintas(self):
        acuan = log(("2 08.00", K.BARU), ("2 10.00", K.MENUNGGU_PEMOHON), ("2 12.00", K.DITANGANI))
        penyintas = log(("2 09.00", K.BARU), ("3 10.00", K.MENUNGGU_PEMOHON), ("3 12.00", K.DITANGANI))
        catatan = sla.sambung(acuan, penyintas, wib("2 15.00"))
        self.assertEqual([(satu.pada, satu.ke) for satu in catatan], [
            (wib("2 08.00"), K.BARU), (wib("2 10.00"), K.MENUNGGU_PEMOHON), (wib("2 12.00"), K.DITANGANI),
            (wib("2 15.00"), K.BARU), (wib("3 10.00"), K.MENUNGGU_PEMOHON), (wib("3 12.00"), K.DITANGANI),
        ])  # fmt: skip
        self.assertEqual(sla.jatuh_tempo(kalender(), catatan, sla.Sasaran(10 * 3600)), wib("3 14.00"))

    def test_rantai_penggabungan_tidak_boleh_melingkar(self):
        self.assertEqual(sla.ujung_rantai("A", {"A": "B", "B": "C"}), "C")
        self.assertEqual(sla.ujung_rantai("X", {"A": "B"}), "X")
        for rantai in ({"A": "A"}, {"A": "B", "B": "C", "C": "A"}, {"A": "B", "B": "C", "C": "B"}):
            with self.subTest(rantai), self.assertRaises(sla.LingkaranGabungan):
                sla.ujung_rantai("A", rantai)


class JamPdp(SimpleTestCase):
    def test_tiga_kali_dua_puluh_empat_jam_dinding_tanpa_hari_libur(self):
        jam = sla.jam_pdp(wib("6 15.30"))  # Jumat sore
        self.assertEqual(jam.tenggat, wib("9 15.30"))
        self.assertEqual(jam.peringatan, (wib("7 15.30"), wib("8 15.30")))
        self.assertEqual(jam.sisa(wib("9 14.30")), 3600)
        self.assertFalse(jam.terlampaui(wib("9 15.30")))
        self.assertTrue(jam.terlampaui(wib("9 15.30") + timedelta(seconds=1)))
        self.assertEqual(len(jam.peringatan_jatuh(wib("7 15.29"))), 0)
        self.assertEqual(len(jam.peringatan_jatuh(wib("8 15.30"))), 2)
        with self.assertRaises(sla.WaktuTanpaZona):
            sla.jam_pdp(datetime(2026, 11, 6))


class Galat(SimpleTestCase):
    """Dilempar, tidak pernah berputar atau menebak (3.4)."""

    catatan = log(("2 09.00", K.BARU))

    def test_kalender_tanpa_jam_buka(self):
        kosong = kalender(pekan=((),) * 7)
        libur_terus = kalender(libur=frozenset(date(2026, 11, 1) + timedelta(days=n) for n in range(500)))
        for kal in (kosong, libur_terus):
            with self.assertRaises(sla.KalenderTanpaJam):
                sla.jatuh_tempo(kal, self.catatan, sla.Sasaran(60))

    def test_cakrawala_terbatas(self):
        with self.assertRaises(sla.DiLuarCakrawala):
            sla.jatuh_tempo(kalender(), self.catatan, sla.Sasaran(10**9))
        with self.assertRaises(sla.DiLuarCakrawala):
            sla.aktif(kalender(), self.catatan, wib("2 09.00"), datetime(2500, 1, 1, tzinfo=UTC))

    def test_waktu_tanpa_zona(self):
        with self.assertRaises(sla.WaktuTanpaZona):
            sla.jatuh_tempo(kalender(), [sla.Peristiwa(datetime(2026, 11, 2, 9), K.BARU)], sla.Sasaran(60))
        with self.assertRaises(sla.WaktuTanpaZona):
            sla.status(kalender(), self.catatan, sla.Sasaran(60), datetime(2026, 11, 2, 9))

    def test_rentang_terbalik(self):
        with self.assertRaises(sla.RentangTerbalik):
            sla.aktif(kalender(), self.catatan, wib("3 09.00"), wib("2 09.00"))
        with self.assertRaises(sla.RentangTerbalik):
            sla.jatuh_tempo(kalender(), [*self.catatan, sla.Jeda(wib("3 09.00"), wib("2 09.00"))], sla.Sasaran(60))
        with self.assertRaises(sla.RentangTerbalik):
            sla.jatuh_tempo(kalender(), log(("3 09.00", K.BARU), ("2 09.00", K.DITANGANI)), sla.Sasaran(60))

    def test_sasaran_zona_dan_log(self):
        for detik in (0, -1, 60.0, True, None):
            with self.subTest(detik), self.assertRaises(sla.SasaranKeliru):
                sla.Sasaran(detik)
        with self.assertRaises(sla.SasaranKeliru):
            sla.Sasaran(60, ingatkan=-1)
        for zona in ("Asia/Entah", "", "../etc"):
            with self.subTest(zona), self.assertRaises(sla.ZonaTidakDikenal):
                kalender(zona=zona)
        with self.assertRaises(sla.LogKosong):
            sla.jatuh_tempo(kalender(), [], sla.Sasaran(60))
        with self.assertRaises(sla.JendelaKeliru):
            kalender(pekan=PEKAN[:6])
        with self.assertRaises(sla.JendelaKeliru):
            kalender(timpaan={date(2026, 11, 2): ((10, 5),)})
