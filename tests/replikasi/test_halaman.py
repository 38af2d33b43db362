"""Halaman kemajuan: angka bernama penyebutnya, jumlah kueri tetap, dan publik tidak melihat data orang."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from replikasi.bacaan.baris import baris_desa, desa_di
from replikasi.bacaan.daftar import SARINGAN, daftar_desa
from replikasi.kalender import hari_ini
from replikasi.layanan.program import tetapkan_pendamping
from replikasi.layanan.rekap import catat_perubahan, hitung_semua
from replikasi.models import Capaian, Kesepakatan, KodeTakDikenal, PengakuanStatus, RingkasDesa, Target
from wilayah.lembar_sebar import sel_aman
from wilayah.models import KontakDesa, RiwayatKode, Wilayah

from .dunia import SULIKI, DuniaReplikasi, klaim
from .laporan import lapor, lapor_dan_serap


class HalamanKemajuan(DuniaReplikasi):
    def buka(self, kode: str = "", status: int = 200):
        alamat = reverse("replikasi:wilayah", args=[kode]) if kode else reverse("replikasi:beranda")
        jawaban = self.client.get(alamat)
        self.assertEqual(jawaban.status_code, status)
        return jawaban

    def test_setiap_tingkat_menyebut_angka_penyebut_dan_definisinya(self):
        lapor_dan_serap(SULIKI)
        for kode in ("", "13", "13.07", "13.07.01"):
            jawaban = self.buka(kode)
            self.assertContains(jawaban, "Aktif berarti OpenSID melapor dalam 7 hari terakhir")
            self.assertContains(jawaban, "Lihat sebagai tabel")
        self.assertContains(self.buka("13.07.01"), "50,0% dari 2 nagari")
        self.assertContains(self.buka("13.07"), "33,3% dari 3 nagari")
        self.assertContains(self.buka(""), "25,0% dari 4 desa")

    def test_halaman_desa_memuat_laporan_dan_perjalanannya(self):
        lapor_dan_serap(SULIKI, hari_lalu=1, jml_artikel=1)
        lapor_dan_serap(SULIKI, jml_artikel=2)
        klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        jawaban = self.buka(SULIKI)
        for teks in ("Nagari Suliki", "2410.1.0", "Isinya bertambah pekan ini", "Menunggu verifikasi", "Percontohan",
                     "dari 34 tonggak"):  # fmt: skip
            self.assertContains(jawaban, teks)

    def test_publik_tidak_melihat_nama_pendamping_kontak_dan_klaim(self):
        KontakDesa.objects.create(
            wilayah=self.wilayah[SULIKI], nama="Nama Rahasia", hp="0812999", email="x@desa.example"
        )
        tetapkan_pendamping(wilayah=self.wilayah[SULIKI], pendamping=self.budi, oleh=self.fajar)
        satu = klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        for orang in (None, self.eko):
            self.client.logout()
            if orang:
                self.masuk(orang)
            isi = self.buka(SULIKI).content.decode()
            for rahasia in ("Nama Rahasia", "0812999", "x@desa.example", "Budi Santoso", satu.get_absolute_url()):
                self.assertNotIn(rahasia, isi)
            self.assertIn("Didampingi 1 orang", isi)
        self.masuk(self.ani)
        isi = self.buka(SULIKI).content.decode()
        self.assertIn("Nama Rahasia", isi)
        self.assertIn("Budi Santoso", isi)
        self.masuk(self.gita)  # pembina membaca dasbor dan bukti, bukan kontak orang
        isi = self.buka(SULIKI).content.decode()
        self.assertNotIn("Nama Rahasia", isi)
        self.assertIn(satu.get_absolute_url(), isi)

    def test_kode_tanpa_titik_dan_kode_lama_dialihkan_ke_kode_berlaku(self):
        RiwayatKode.objects.create(
            wilayah=self.wilayah[SULIKI], kode_lama="13.07.09.2099", kode_baru=SULIKI, jenis="pindah_kode",
            tanggal="2020-01-01", dikonfirmasi=True,
        )  # fmt: skip
        for kode in ("1307012004", "13.07.09.2099"):
            self.assertRedirects(self.client.get(f"/replikasi/{kode}/"), f"/replikasi/{SULIKI}/")

    def test_kode_aneh_404_dan_saringan_aneh_diabaikan(self):
        for kode in ("99", "13.99", "1", "13.07.0", "...", "13071"):
            self.assertEqual(self.client.get(f"/replikasi/{kode}/").status_code, 404, kode)
        for kueri in ("status=ngawur", "sesudah=abc", "sesudah=99999999999999999999", "sesudah=-1", "sesudah=٣"):
            self.assertEqual(self.client.get(f"/replikasi/desa/?{kueri}").status_code, 200, kueri)
        self.assertEqual(self.client.get(f"/replikasi/{SULIKI}/tonggak/tidak-ada/").status_code, 302)
        self.masuk(self.ani)
        self.assertEqual(self.client.get(f"/replikasi/{SULIKI}/tonggak/tidak-ada/").status_code, 404)

    def test_desa_yang_tidak_dapat_melapor_tidak_disebut_belum_terpasang(self):
        Wilayah.objects.create(
            kode="13.07.01.2009",
            nama="Koto 2",
            tingkat="desa",
            jenis="desa",
            sebutan="nagari",
            induk=self.wilayah["13.07.01"],
        )
        hitung_semua()
        self.assertContains(self.buka("13.07.01.2009"), "Tidak dapat melapor otomatis")
        self.assertContains(self.buka("13.07.01"), "Tidak dapat melapor otomatis")

    def test_saringan_sama_dengan_status_yang_tampil(self):
        hari = hari_ini()
        for n, umur in enumerate([0, 7, 8, 30, 31, 110, 130, 400]):
            desa = Wilayah.objects.create(
                kode=f"13.07.01.21{n:02d}",
                nama=f"Uji {'abcdefgh'[n]}",
                tingkat="desa",
                jenis="desa",
                induk=self.wilayah["13.07.01"],
            )
            RingkasDesa.objects.create(wilayah=desa, lapor_terakhir=hari - timedelta(days=umur))
        for n, (sumber, keadaan) in enumerate(
            [(s, k) for s in PengakuanStatus.Sumber.values for k in PengakuanStatus.Keadaan.values]
        ):
            for m, umur in enumerate((None, 3)):
                desa = Wilayah.objects.create(
                    kode=f"13.07.01.{2300 + 10 * n + m}", nama=f"Lain {'abcdefghi'[n]}", tingkat="desa", jenis="desa",
                    induk=self.wilayah["13.07.01"],
                )  # fmt: skip
                RingkasDesa.objects.create(
                    wilayah=desa, sumber_lain=sumber, keadaan_lain=keadaan, tanggal_lain=hari,
                    lapor_terakhir=hari - timedelta(days=umur) if umur else None,
                )  # fmt: skip
        semua = baris_desa(desa_di(None))
        for saringan in SARINGAN:
            if saringan in {"penerapan", "tertahan", "baru", "hilang", "versi_lama", "tak_bisa_lapor"}:
                continue  # bukan keadaan; diuji di test_dasbor
            harap = {
                satu.wilayah.kode
                for satu in semua
                if satu.tampil.status == saringan
                or (saringan == "belum_kabar" and satu.tampil.status in {"belum_terpasang", "tak_bisa_lapor"})
            }
            hasil = {satu.wilayah.kode for satu in daftar_desa(None, saringan=saringan, banyak=500).baris}
            self.assertEqual(hasil, harap, saringan)

    def test_halaman_kunci_melewati_setiap_desa_sekali(self):
        dilihat, sesudah = [], "0"
        while sesudah:
            lembar = daftar_desa(None, sesudah=int(sesudah), banyak=2)
            dilihat += [satu.wilayah.kode for satu in lembar.baris]
            sesudah = lembar.sesudah
        self.assertEqual(dilihat, list(Wilayah.objects.desa().order_by("kunci").values_list("kode", flat=True)))

    def test_jumlah_kueri_tetap_di_setiap_tingkat(self):
        lapor_dan_serap(SULIKI)
        alamat = [
            "/replikasi/",
            "/replikasi/13/",
            "/replikasi/13.07/",
            "/replikasi/13.07.01/",
            "/replikasi/13.07/desa/",
        ]

        def hitung() -> list[int]:
            hasil = []
            for satu in alamat:
                with CaptureQueriesContext(
                    connection,
                ) as kueri:
                    self.assertEqual(self.client.get(satu).status_code, 200)
                hasil.append(len(kueri))
            return hasil

        hitung()
        sedikit = hitung()
        for n in range(12):
            desa = Wilayah.objects.create(
                kode=f"13.07.01.20{n + 20}", nama=f"Tambah {chr(97 + n)}a", tingkat="desa", jenis="desa",
                induk=self.wilayah["13.07.01"],
            )  # fmt: skip
            lapor(desa.kode)
        lapor_dan_serap("13.07.04.2001")
        self.assertEqual(hitung(), sedikit)
        self.assertLessEqual(max(sedikit), 7)

    def test_dasbor_enam_kueri_data_juga_pada_kunjungan_pertama_orang_yang_masuk(self):
        lapor_dan_serap(SULIKI)
        for kode in ("13", "13.07", "13.07.01"):
            target = Target.objects.create(
                judul=f"Target {kode}", wilayah=self.wilayah[kode], persen=50, penyebut_awal=2,
                tanggal_awal=hari_ini(), terbit=True,
            ) if kode != "13.07.01" else None  # fmt: skip
            Kesepakatan.objects.create(judul=f"MoU {kode}", wilayah=self.wilayah[kode], terbit=True)
            if target:
                Capaian.objects.create(target=target, tanggal=hari_ini(), n=1, penyebut=3, versi="1")
        for orang in (None, self.gita, self.fajar, self.hadi):
            self.client.logout()
            if orang:
                self.masuk(orang)
            for alamat in ("/replikasi/", "/replikasi/13/", "/replikasi/13.07/", "/replikasi/13.07.01/"):
                for kueri in ("", f"?bulan={hari_ini():%Y-%m}"):
                    cache.clear()
                    with CaptureQueriesContext(connection) as semua:
                        self.assertEqual(self.client.get(alamat + kueri).status_code, 200)
                    data = [s["sql"] for s in semua if 'FROM "replikasi_' in s["sql"] or 'FROM "wilayah_' in s["sql"]]
                    self.assertLessEqual(len(data), 6, (alamat, orang, data))

    def test_jumlah_kueri_halaman_desa_tidak_tumbuh_bersama_klaim(self):
        self.masuk(self.budi)
        alamat = reverse("replikasi:wilayah", args=[SULIKI])
        klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        self.client.get(alamat)
        with CaptureQueriesContext(connection) as satu:
            self.client.get(alamat)
        for slug in ("penilaian-awal", "sasaran", "calon-tim", "rencana-kerja"):
            klaim(self.penerapan, slug, oleh=self.ani)
        with self.assertNumQueries(len(satu)):
            self.client.get(alamat)

    def test_csv_sama_dengan_layar_dan_aman_dari_rumus(self):
        desa = self.wilayah[SULIKI]
        Wilayah.objects.filter(pk=desa.pk).update(nama="=1+1", sebutan="")
        RingkasDesa.objects.update_or_create(wilayah=desa, defaults={"versi": "@SUM(A1)", "lapor_terakhir": hari_ini()})
        jawaban = self.client.get(reverse("replikasi:unduh-wilayah", args=["13.07.01", "csv"]))
        self.assertTrue(jawaban["Content-Disposition"].startswith("attachment"))
        baris = list(csv.DictReader(io.StringIO(jawaban.content.decode("utf-8-sig"))))
        self.assertEqual(len(baris), 2)
        self.assertEqual(baris[1]["versi"], "'@SUM(A1)")
        for buruk in ("=a", "+a", "-a", "@a", "\ta", "\ra"):
            self.assertEqual(sel_aman(buruk), f"'{buruk}")
        self.assertEqual((sel_aman("Suliki"), sel_aman(-3)), ("Suliki", -3))
        hitung_semua()
        wilayah = self.client.get(reverse("replikasi:unduh-wilayah", args=["13.07", "csv"])).content.decode("utf-8-sig")
        self.assertEqual([b["kode"] for b in csv.DictReader(io.StringIO(wilayah))], ["13.07.01", "13.07.04"])

    def test_alamat_situs_desa_tidak_diikuti_mesin_dan_bukan_tautan_bila_lokal(self):
        lapor_dan_serap(SULIKI, url="https://suliki.desa.id/x")
        self.assertContains(self.buka(SULIKI), 'href="https://suliki.desa.id" rel="nofollow noopener"')
        lapor_dan_serap(SULIKI, url="http://localhost/", jml_artikel=1)
        self.assertNotContains(self.buka(SULIKI), "http://localhost")


class PerbuatanAtasDesa(DuniaReplikasi):
    def test_satu_orang_menyatakan_orang_kedua_memastikan(self):
        alamat = reverse("replikasi:status-baru", args=[SULIKI])
        isi = {"keadaan": "dipakai", "tanggal": hari_ini().isoformat(), "versi": "2410.1.0", "catatan": "rahasia dapur"}
        for orang in (self.ani, self.budi):
            self.masuk(orang)
            kunci = self.client.get(alamat).context["form"]["kunci"].value()
            for _ in range(2):
                self.assertRedirects(self.client.post(alamat, isi | {"kunci": str(kunci)}), f"/replikasi/{SULIKI}/")
            self.assertEqual(PengakuanStatus.objects.filter(sumber="lapor_mandiri", oleh=orang).count(), 1)
        self.assertContains(self.client.get(f"/replikasi/{SULIKI}/"), "Dinyatakan, belum dipastikan")
        milik_ani, milik_budi = PengakuanStatus.objects.order_by("pk")
        for orang, satu in ((self.ani, milik_ani), (self.ani, milik_budi), (self.budi, milik_budi), (self.eko, milik_ani),
                            (self.gita, milik_ani)):  # fmt: skip
            self.masuk(orang)
            self.assertEqual(self.client.post(reverse("replikasi:status-pastikan", args=[satu.pk])).status_code, 404)
        self.masuk(self.fajar)
        self.assertContains(self.client.get(f"/replikasi/{SULIKI}/"), "Pastikan")
        for _ in range(2):
            self.assertRedirects(
                self.client.post(reverse("replikasi:status-pastikan", args=[milik_ani.pk])), f"/replikasi/{SULIKI}/"
            )
        self.assertEqual(PengakuanStatus.objects.filter(sumber="terverifikasi", atas=milik_ani).count(), 1)
        halaman = self.client.get(f"/replikasi/{SULIKI}/")
        self.assertContains(halaman, "Dipakai, terverifikasi")
        self.assertContains(halaman, "dipakai sekarang")
        self.client.logout()
        self.assertNotContains(self.client.get(f"/replikasi/{SULIKI}/"), "rahasia dapur")
        for orang in (self.eko, self.gita):
            self.masuk(orang)
            self.assertEqual(self.client.post(alamat, isi).status_code, 404)
        self.masuk(self.ani)
        besok = (hari_ini() + timedelta(days=2)).isoformat()
        self.assertEqual(self.client.post(alamat, isi | {"tanggal": besok}).status_code, 422)

    def test_desa_mulai_menjalani_panduan_sekali(self):
        alamat = reverse("replikasi:mulai", args=["13.07.04.2001"])
        self.masuk(self.ani)
        self.assertEqual(self.client.post(alamat).status_code, 404)
        self.masuk(self.budi)
        for _ in range(2):
            self.assertEqual(self.client.post(alamat).status_code, 302)
        self.assertEqual(self.wilayah["13.07.04.2001"].penerapan.count(), 1)
        self.assertEqual(self.client.get(alamat).status_code, 405)

    def test_pendamping_ditetapkan_dan_diakhiri(self):
        alamat = reverse("replikasi:pendamping-baru", args=[SULIKI])
        self.masuk(self.fajar)
        self.assertEqual(self.client.post(alamat, {"pendamping": self.eko.pk}).status_code, 422)
        self.assertEqual(self.client.post(alamat, {"pendamping": self.budi.pk}).status_code, 302)
        satu = self.wilayah[SULIKI].pendampingan.get()
        self.masuk(self.ani)
        self.assertEqual(self.client.post(reverse("replikasi:pendamping-akhiri", args=[satu.pk])).status_code, 404)
        self.masuk(self.budi)
        self.assertEqual(self.client.post(reverse("replikasi:pendamping-akhiri", args=[satu.pk])).status_code, 302)
        satu.refresh_from_db()
        self.assertEqual(satu.selesai, satu.mulai)

    def test_daftar_tinjau_hanya_untuk_yang_bertugas(self):
        lapor_dan_serap("13.07.77.2001", nama_desa="<script>alert(1)</script>")
        lapor_dan_serap(SULIKI, kode_kecamatan="130704")
        alamat = reverse("replikasi:tinjau")
        for orang, status in ((self.ani, 404), (self.gita, 404), (self.eko, 404), (self.budi, 200), (self.hadi, 200)):
            self.masuk(orang)
            self.assertEqual(self.client.get(alamat).status_code, status, orang)
        self.assertContains(self.client.get(alamat), "13.07.77.2001")
        self.assertNotContains(self.client.get(alamat), "<script>alert")
        kode = KodeTakDikenal.objects.get()
        self.masuk(self.budi)
        self.assertNotContains(self.client.get(alamat), "13.07.77.2001")
        self.assertEqual(
            self.client.post(reverse("replikasi:kode-putuskan", args=[kode.pk]), {"kode": ""}).status_code, 404
        )
        self.masuk(self.hadi)
        self.client.post(reverse("replikasi:kode-putuskan", args=[kode.pk]), {"kode": "1307042001"})
        kode.refresh_from_db()
        self.assertEqual((kode.keadaan, kode.wilayah.kode), ("ditautkan", "13.07.04.2001"))
        catat_perubahan(wilayah=self.wilayah[SULIKI])
