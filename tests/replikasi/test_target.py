"""Target: dua penyebut, laju perlu, ramalan yang terbit lalu dinilai, dan siapa melihat apa."""

from __future__ import annotations

import random
import uuid
from datetime import date, timedelta

from django.core.cache import cache
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from replikasi.bacaan.target import halaman_target
from replikasi.kalender import hari_ini
from replikasi.layanan.capaian import Hitung, deret_lampau, hitung_kini
from replikasi.layanan.target import kerjakan_target, nilai_ramalan, tambahan_pekan, terbitkan_ramalan
from replikasi.models import BekuTelemetri, BulanLapor, Capaian, JejakJanji, PengakuanStatus, Ramalan, Rekap, Target
from replikasi.rumus import ping_status
from tests.tokoh import DuniaUji
from wilayah.models import Wilayah


class DuniaTarget(DuniaUji):
    databases = "__all__"

    def _pre_setup(self):
        super()._pre_setup()
        cache.clear()  # bagian umum halaman wilayah disinggahkan

    def buat(self, **isi) -> Target:
        bawaan = {
            "judul": "70% nagari", "wilayah": self.wilayah["13.07"], "persen": 70, "penyebut_awal": 1005,
            "tanggal_awal": date(2022, 7, 25),
        }  # fmt: skip
        return Target.objects.create(**(bawaan | isi))

    def rekap(self, kode: str, tingkat: str = "kabupaten", **isi) -> Rekap:
        hari = hari_ini()
        wilayah = Wilayah.objects.filter(kode=kode).first()
        satu, _ = Rekap.objects.update_or_create(
            kunci=wilayah.kunci if wilayah else 0, bulan=hari.replace(day=1),
            defaults={"tingkat": tingkat, "wilayah": wilayah, "per": hari, "isi": isi},
        )  # fmt: skip
        return satu

    def angka(self, **isi) -> None:
        self.rekap("", "nasional", **isi)
        self.rekap("13.07", **isi)


class DuaBasis(DuniaTarget):
    def test_704_tercapai_pada_basis_tetap_dan_kurang_sebelas_pada_basis_berjalan(self):
        """T03: persen tercetak 70,0 dan 69,0; yang memutuskan bilangan bulatnya."""
        self.angka(n_desa=1021, adopsi_desa=704)
        target = self.buat(terbit=True)
        tetap, berjalan = halaman_target(target, oleh=self.hadi).basis
        self.assertEqual((tetap.hitung.perlu, tetap.hitung.tercapai, str(tetap.persen)), (704, True, "70.0"))
        self.assertEqual((berjalan.hitung.perlu, berjalan.hitung.kurang, str(berjalan.persen)), (715, 11, "69.0"))
        jawaban = self.client.get(target.get_absolute_url())
        for teks in ("70,0%", "69,0%", "kurang <strong>11</strong>", "Basis tetap", "Basis berjalan"):
            self.assertContains(jawaban, teks)

    def test_laju_perlu_tanpa_tenggat_dan_lewat_tenggat(self):
        self.angka(n_desa=100, adopsi_desa=40)
        hari = hari_ini()
        tanpa = halaman_target(self.buat(), oleh=self.hadi).basis[1]
        self.assertEqual((tanpa.laju, tanpa.status.nama), (None, "Tanpa tenggat"))
        lewat = halaman_target(self.buat(tenggat=hari - timedelta(days=1)), oleh=self.hadi).basis[1]
        self.assertEqual((lewat.status.nama, lewat.per_hari), ("Lewat tenggat", None))
        target = self.buat(penyebut_awal=100, tenggat=hari + timedelta(days=60))
        Capaian.objects.create(target=target, tanggal=hari - timedelta(days=95), n=4, penyebut=100, versi="1")
        basis = halaman_target(target, oleh=self.hadi).basis[1]
        self.assertEqual((str(basis.per_hari), str(basis.per_pekan), str(basis.rasio)), ("0.50", "3.5", "80"))
        self.assertEqual(basis.status.nama, "Waspada")

    def test_kabkota_dihitung_dari_ambangnya_dan_yang_belum_dimuat_ikut_penyebut(self):
        target = self.buat(wilayah=self.wilayah["13"], satuan="kabkota", persen=100, penyebut_awal=10)
        self.rekap("", "nasional", n_desa=3)
        self.rekap("13", "provinsi", n_desa=3)
        self.rekap("13.07", n_desa=79, adopsi_desa=39)
        Wilayah.objects.create(kode="13.71", nama="Kota Padang", tingkat="kota", induk=self.wilayah["13"])
        self.assertEqual(hitung_kini(target)[:2], (0, 2))
        self.rekap("13.07", n_desa=79, adopsi_desa=40)
        self.assertEqual(hitung_kini(target)[:2], (1, 2))
        self.rekap("13.71", "kota", n_kelurahan=10, adopsi_kelurahan=5)
        self.assertEqual(hitung_kini(target)[:2], (2, 2))

    def test_tanpa_rekap_halamannya_terbuka_dan_berkata_sedang_disiapkan(self):
        target = self.buat(terbit=True)
        self.assertContains(self.client.get(target.get_absolute_url()), "Angkanya sedang disiapkan")

    def test_tiga_kegunaan_dihitung_dari_tonggak_terverifikasi(self):
        self.angka(n_desa=79, adopsi_desa=70)
        target = self.buat(ukuran="tiga_guna", terbit=True)
        self.assertEqual(hitung_kini(target).n, 0)
        self.assertContains(self.client.get(target.get_absolute_url()), "Tiga kegunaan, tiga bukti")


class DeretDanRamalan(DuniaTarget):
    def lapor(self, kode: str, *hari: date) -> None:
        for satu in hari:
            bulan, _ = BulanLapor.objects.get_or_create(
                wilayah=self.wilayah[kode],
                produk="opensid",
                bulan=satu.replace(day=1),
                defaults={"sampai": f"{satu}T09:00Z"},
            )
            bulan.hari |= 1 << (satu.day - 1)
            bulan.save()

    def test_deret_hari_lampau_sama_dengan_hitungan_polos(self):
        hari, acak = hari_ini(), random.Random(7)
        kode = ["13.07.01.2001", "13.07.01.2004", "13.07.04.2001"]
        lapor = {satu: sorted(hari - timedelta(days=acak.randrange(0, 200)) for _ in range(25)) for satu in kode}
        for satu, semua in lapor.items():
            self.lapor(satu, *semua)
        PengakuanStatus.objects.create(
            wilayah=self.wilayah[kode[0]], sumber="terverifikasi", keadaan="dipakai", tanggal=hari - timedelta(days=50)
        )
        uji = [hari - timedelta(days=n) for n in range(0, 150, 3)]
        hasil = deret_lampau(self.buat(), uji)
        for satu in uji:
            polos = 0
            for desa, semua in lapor.items():
                terakhir = max((h for h in semua if h <= satu), default=None)
                pasti = desa == kode[0] and satu >= hari - timedelta(days=50)
                polos += pasti or ping_status(terakhir, satu) == "aktif"
            self.assertEqual(hasil[satu], polos, satu)

    def test_riwayat_dipakai_dan_kabupaten_juga_dirunut_dari_topeng(self):
        hari = hari_ini()
        lalu = hari - timedelta(days=30)
        self.lapor("13.07.01.2001", lalu, hari)
        self.lapor("13.07.01.2004", lalu)
        BulanLapor.objects.filter(wilayah__kode="13.07.01.2001").update(pakai=F("hari"))
        PengakuanStatus.objects.create(
            wilayah=self.wilayah["13.07.04.2001"], sumber="terverifikasi", keadaan="terpasang", tanggal=lalu
        )
        uji = [lalu - timedelta(days=60), lalu, hari - timedelta(days=9), hari]
        self.assertEqual([*deret_lampau(self.buat(), uji).values()], [0, 2, 0, 1])
        self.assertEqual([*deret_lampau(self.buat(ukuran="dipakai"), uji).values()], [0, 1, 0, 1])
        BekuTelemetri.objects.create(
            wilayah=self.wilayah["13.07"],
            mulai=hari - timedelta(days=28),
            pulih=hari - timedelta(days=15),
            harapan=3,
            datang=1,
        )
        self.assertEqual([*deret_lampau(self.buat(), uji).values()], [0, 2, 2, 1], "beku sampai sepekan sesudah pulih")
        BekuTelemetri.objects.all().delete()
        for ambang, harap in ((50, [0, 1, 0, 0]), (33, [0, 1, 0, 1])):
            kab = self.buat(satuan="kabkota", ambang=ambang, wilayah=self.wilayah["13"])
            self.assertEqual([*deret_lampau(kab, uji).values()], harap, ambang)

    def deret(self, target: Target, awal: int, akhir: int, pekan: int = 30) -> None:
        hari = hari_ini()
        for n in range(pekan, 0, -1):
            Capaian.objects.create(
                target=target, tanggal=hari - timedelta(days=7 * n), penyebut=100, versi="1",
                n=akhir - (akhir - awal) * n // pekan,
            )  # fmt: skip

    def test_ramalan_terbit_sekali_sepekan_dan_yang_tampil_yang_tersimpan(self):
        self.angka(n_desa=100, adopsi_desa=62)
        target = self.buat(penyebut_awal=100, persen=100, terbit=True)
        self.deret(target, 32, 62)
        kerjakan_target()
        kerjakan_target()
        self.assertEqual(Ramalan.objects.filter(target=target).count(), 2)
        satu = Ramalan.objects.get(target=target, basis="berjalan")
        self.assertEqual((satu.sasaran_n, satu.n, satu.penyebut), (70, 62, 100))
        self.assertTrue(satu.awal <= satu.tanggal)
        halaman = self.client.get(target.get_absolute_url())
        self.assertContains(halaman, "Ramalan menuju 70%")
        terbitkan_ramalan(target=target, kini=Hitung(62, 100, hari_ini()), hari=hari_ini() + timedelta(days=6))
        self.assertEqual(Ramalan.objects.filter(target=target).count(), 2)
        terbitkan_ramalan(target=target, kini=Hitung(62, 100, hari_ini()), hari=hari_ini() + timedelta(days=7))
        self.assertEqual(Ramalan.objects.filter(target=target).count(), 4)

    def test_tanpa_cukup_riwayat_tidak_ada_tanggal_dan_sebabnya_ditulis(self):
        self.angka(n_desa=100, adopsi_desa=62)
        target = self.buat(penyebut_awal=100, terbit=True)
        self.deret(target, 50, 62, pekan=16)
        kerjakan_target()
        self.assertFalse(Ramalan.objects.exists())
        self.assertContains(self.client.get(target.get_absolute_url()), "tidak ada tanggal: riwayatnya belum 120 hari")

    def test_penyebut_kecil_tidak_diramalkan(self):
        self.angka(n_desa=19, adopsi_desa=12)
        target = self.buat(penyebut_awal=19, terbit=True)
        self.deret(target, 2, 12)
        kerjakan_target()
        self.assertFalse(Ramalan.objects.exists())
        self.assertContains(self.client.get(target.get_absolute_url()), "kurang dari 20 desa")

    def test_ramalan_dinilai_dan_ketepatannya_terbit(self):
        target, hari = self.buat(terbit=True), hari_ini()
        umum = dict(
            target=target, sasaran_persen=70, sasaran_n=70, n=62, penyebut=100, tambahan=9, phi="1", hari=80, versi="1",
            tanggal=hari - timedelta(days=20), awal=hari - timedelta(days=60),
        )  # fmt: skip
        kena = Ramalan.objects.create(basis="tetap", per=hari - timedelta(days=100), akhir=hari, **umum)
        meleset = Ramalan.objects.create(
            basis="tetap", per=hari - timedelta(days=90), akhir=hari - timedelta(days=30), **umum
        )
        tunggu = Ramalan.objects.create(
            basis="tetap", per=hari - timedelta(days=9), akhir=None, **umum | {"sasaran_n": 90}
        )
        Capaian.objects.create(target=target, tanggal=hari - timedelta(days=10), n=71, penyebut=100, versi="1")
        self.assertEqual(nilai_ramalan(hari=hari), 2)
        for satu, nilai in ((kena, "kena"), (meleset, "meleset"), (tunggu, "menunggu")):
            satu.refresh_from_db()
            self.assertEqual(satu.nilai, nilai)
        self.assertEqual(nilai_ramalan(hari=hari), 0)
        jawaban = self.client.get(reverse("replikasi:target-daftar"))
        self.assertContains(jawaban, "1 dari 2")
        self.assertContains(jawaban, "50,0%")

    def test_tambahan_pekan_berhenti_di_awal_riwayat(self):
        target = self.buat()
        self.deret(target, 0, 10, pekan=5)
        self.assertEqual(tambahan_pekan(list(target.capaian.all()), kini=12, hari=hari_ini()), [2, 2, 2, 2, 4])


class MencatatTarget(DuniaTarget):
    def data(self, **ubah) -> dict:
        return {
            "judul": "Semua nagari aktif", "jenis": "target", "wilayah": "13.07", "satuan": "desa", "ukuran": "aktif",
            "persen": "100", "ambang": "50", "tanggal_awal": "2026-01-01", "penyebut_awal": "79",
            "kunci": str(uuid.uuid4()),
        } | ubah  # fmt: skip

    def test_fajar_mencatat_dan_kiriman_dua_kali_menjadi_satu(self):
        self.masuk(self.fajar)
        data = self.data(tenggat="2027-12-31")
        for _ in range(2):
            self.client.post(reverse("replikasi:target-baru"), data)
        target = Target.objects.get()
        self.assertEqual(JejakJanji.objects.filter(target=target).count(), 1)
        self.assertEqual(self.client.get(target.get_absolute_url()).status_code, 200)

    def test_tenggat_dari_kata_kata_harus_ditandai_anggapan(self):
        self.masuk(self.fajar)
        jawaban = self.client.post(
            reverse("replikasi:target-baru"), self.data(tenggat="2027-03-31", tenggat_kata="awal tahun 2027")
        )
        self.assertContains(jawaban, "tanggalnya anggapan", status_code=422)

    def test_yang_dihitung_berubah_deretnya_disusun_ulang_dan_ramalannya_tetap(self):
        target = self.buat()
        Capaian.objects.create(target=target, tanggal=hari_ini(), n=4, penyebut=79, versi="1")
        self.masuk(self.fajar)
        self.client.post(reverse("replikasi:target-ubah", args=[target.pk]), self.data(satuan="semua"))
        target.refresh_from_db()
        self.assertEqual((target.satuan, target.capaian.count()), ("semua", 0))

    def test_wilayah_lain_tidak_melihat_dan_tidak_mengubah_yang_belum_terbit(self):
        target = self.buat(judul="Target rahasia")
        for orang in (self.eko, self.ani):
            self.masuk(orang)
            self.assertEqual(self.client.get(target.get_absolute_url()).status_code, 404)
            self.assertNotContains(self.client.get(reverse("replikasi:target-daftar")), "Target rahasia")
            self.assertEqual(self.client.get(reverse("replikasi:target-ubah", args=[target.pk])).status_code, 404)
        self.masuk(self.gita)
        self.assertContains(self.client.get(target.get_absolute_url()), "Belum terbit")
        self.assertEqual(self.client.get(reverse("replikasi:target-ubah", args=[target.pk])).status_code, 404)

    def test_daftar_sama_banyak_kuerinya_untuk_satu_dan_dua_belas_target(self):
        self.angka(n_desa=100, adopsi_desa=62)
        url = reverse("replikasi:target-daftar")

        def isi(banyak: int) -> None:
            for n in range(banyak):
                self.buat(terbit=True, ukuran=("aktif", "tiga_guna")[n % 2], satuan="desa")
                self.buat(terbit=True, satuan="kabkota", wilayah=self.wilayah["13"])
            kerjakan_target()

        isi(2)
        self.client.get(url)
        with self.assertNumQueries(4):
            self.client.get(url)
        isi(4)
        with self.assertNumQueries(4):
            self.client.get(url)

    def test_halaman_wilayah_memuat_target_dan_kesepakatannya(self):
        self.angka(n_desa=79, adopsi_desa=40)
        self.buat(terbit=True, judul="Target di halaman wilayah")
        kerjakan_target()
        self.assertContains(self.client.get("/replikasi/13.07/"), "Target di halaman wilayah")

    def test_bagian_umum_disinggahkan_dan_yang_belum_terbit_tidak_ikut(self):
        self.angka(n_desa=79, adopsi_desa=40)
        self.buat(judul="Target rahasia")
        self.buat(judul="Target terbit", terbit=True)
        self.masuk(self.fajar)
        self.assertContains(self.client.get("/replikasi/13.07/"), "Target rahasia")
        self.client.logout()
        for orang in (None, self.eko, self.ani):
            if orang:
                self.masuk(orang)
            self.assertNotContains(self.client.get("/replikasi/13.07/"), "Target rahasia")
        self.client.logout()
        with CaptureQueriesContext(connection) as kueri:
            jawaban = self.client.get("/replikasi/13.07/")
        self.assertContains(jawaban, "Target terbit")
        self.assertFalse([satu for satu in kueri if satu["sql"].startswith('SELECT "replikasi_target"')])

    def test_perubahan_target_langsung_tampak_di_halaman_wilayah(self):
        self.angka(n_desa=79, adopsi_desa=40)
        self.client.get("/replikasi/13.07/")
        self.masuk(self.fajar)
        with self.captureOnCommitCallbacks(execute=True):
            self.client.post(reverse("replikasi:target-baru"), self.data(terbit="on", judul="Baru saja ditetapkan"))
        self.client.logout()
        self.assertContains(self.client.get("/replikasi/13.07/"), "Baru saja ditetapkan")
