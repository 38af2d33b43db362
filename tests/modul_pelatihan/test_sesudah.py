"""Kirkpatrick 3 dan 4: laporan diri, tiket sebelum dan sesudah, tonggak dan tahap, dengan kalimat yang jujur."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction

from django.utils import timezone
from helpdesk.models import Ticket

from akun.models import Kabar, Pengguna, Penugasan
from modul_pelatihan.bacaan.sesudah import laporan_diri, lingkup
from modul_pelatihan.layanan import ingatkan_masa
from modul_pelatihan.layanan.lapor_diri import lapor_diri, tahap_lapor
from modul_pelatihan.models import Bidang, LaporDiri, RilisOpenSID
from pusat_bantuan.bacaan.sesudah_kelas import Banding, tiket_sesudah
from replikasi.bacaan.sesudah_kelas import bulan_sebelum, hasil_sesudah, jarak_rilis, waktu_layanan
from replikasi.models import PengukuranLayanan, RingkasBulan, RingkasDesa
from tests.pusat_bantuan.dunia import tiket_dari
from tests.tokoh import DuniaUji
from wilayah.models import Wilayah

from .kelas import buat_modul, buat_pelajaran
from .soal import buat_angkatan, jadikan_peserta


class SesudahKelas(DuniaUji):
    def kelas_selesai(self, hari: int, desa: int = 1):
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="selesai")
        akhir = timezone.now() - timedelta(days=hari)
        kelas.sesi.update(mulai=akhir - timedelta(hours=6), selesai=akhir)
        kelas.selesai_pada = akhir + timedelta(hours=1)
        kelas.save()
        modul = buat_modul("S01")
        self.bidang = Bidang.objects.filter(induk__isnull=False).first()
        buat_pelajaran(modul, "Surat", bidang=[self.bidang])
        kelas.modul.add(modul)
        for nomor in range(desa):
            satu = Wilayah.objects.create(
                kode=f"13.07.04.2{100 + nomor}", nama=f"Desa {nomor}", tingkat="desa", jenis="desa",
                induk=self.wilayah["13.07.04"],
            )  # fmt: skip
            orang = Pengguna.objects.create(username=f"s{nomor}", first_name=f"S{nomor}")
            Penugasan.objects.create(pengguna=orang, peran="operator", wilayah=satu)
            peserta = jadikan_peserta(kelas, orang)
            peserta.asal = satu
            peserta.save()
        return kelas

    def test_laporan_diri_sekali_pada_30_dan_sekali_pada_90_hari(self):
        kelas = self.kelas_selesai(31)
        peserta = kelas.peserta.get()
        self.masuk(peserta.orang)
        self.assertContains(self.client.get(kelas.get_absolute_url()), "Jawab tiga pertanyaan")
        alamat = f"/pelatihan/kelas/{kelas.pk}/sesudah/"
        for _ in range(2):
            self.client.post(alamat, {"pakai": "rutin", "sendiri": "on"})
        self.assertEqual(list(LaporDiri.objects.values_list("hari", "pakai", "sendiri")), [(30, "rutin", True)])
        nanti = timezone.localdate() + timedelta(days=62)
        self.assertEqual((tahap_lapor(peserta), tahap_lapor(peserta, nanti)), (None, 90))
        lapor_diri(peserta=peserta, oleh=peserta.orang, pakai="belum", sendiri=False, pada=nanti)
        self.assertIsNone(tahap_lapor(peserta, nanti))
        self.masuk(self.eko)
        self.assertEqual(self.client.get(alamat).status_code, 404)

    def test_sebelum_waktunya_tidak_ditanya_dan_ajakannya_sekali(self):
        kelas = self.kelas_selesai(10)
        self.assertIsNone(tahap_lapor(kelas.peserta.get()))
        kini = timezone.localdate()
        self.assertEqual(
            [ingatkan_masa(kini + timedelta(days=n)) for n in (0, 21, 22, 81, 82, 300)], [0, 1, 0, 1, 0, 0]
        )
        self.assertEqual(Kabar.objects.filter(jenis="kelas_lapor_diri").count(), 2)

    def test_isi_laporan_diri_tersembunyi_sampai_cukup_penjawab(self):
        kelas = self.kelas_selesai(40, desa=5)
        peserta = list(kelas.peserta.all())
        for satu in peserta[:4]:
            lapor_diri(peserta=satu, oleh=satu.orang, pakai="rutin", sendiri=True)
        self.assertEqual([d["cukup"] for d in laporan_diri(kelas)], [False, False])
        lapor_diri(peserta=peserta[4], oleh=peserta[4].orang, pakai="belum", sendiri=False)
        self.assertEqual([(d["n"], d["rutin"], d["belum"], d["cukup"]) for d in laporan_diri(kelas)],
                         [(5, 4, 1, True), (0, 0, 0, False)])  # fmt: skip

    def test_kurang_dari_lima_desa_tidak_ada_angka(self):
        kelas = self.kelas_selesai(40, desa=4)
        self.masuk(self.dewi)
        jawab = self.client.get(f"/pelatihan/kelas/{kelas.pk}/laporan/")
        self.assertContains(jawab, "supaya tidak menunjuk satu desa")
        self.assertContains(jawab, "Cadangan selama faktanya belum cukup")

    def test_tiket_dibanding_pada_selang_yang_sama_panjang_dan_sudah_penuh(self):
        kelas = self.kelas_selesai(40, desa=5)
        batas = lingkup(kelas)
        pokok = self.bidang.induk
        self.assertEqual((batas.cukup, batas.jarak, batas.bidang), (True, [30], ((pokok.pk, pokok.nama),)))
        with self.assertNumQueries(2):
            banding = tiket_sesudah(batas)
        self.assertEqual([(b.hari, b.baris) for b in banding], [(30, [])])
        for urut, saat in enumerate([5, 12, 31, 45, 69, 71, 90]):  # hari lalu; kelasnya selesai 40 hari lalu
            orang = kelas.peserta.all()[urut % 5].orang
            slug = (pokok.slug, self.bidang.slug)[urut % 2]  # pemohon memilih pokoknya, petugas kadang merincinya
            satu = tiket_dari(orang, orang.wilayah_utama, bidang=slug, uraian=f"Soal ke-{urut} di kantor.")
            Ticket.objects.filter(pk=satu.pk).update(created=timezone.now() - timedelta(days=saat))
        self.assertEqual([b.baris for b in tiket_sesudah(batas)], [[(pokok.nama, 2, 2)]])
        self.masuk(self.dewi)
        laporan = self.client.get(f"/pelatihan/kelas/{kelas.pk}/laporan/")
        self.assertContains(laporan, "terlalu sedikit untuk disimpulkan")
        self.assertNotContains(laporan, "Cadangan selama")
        baru = self.kelas_selesai_sebentar(batas)
        self.assertEqual(tiket_sesudah(baru), [])

    def kelas_selesai_sebentar(self, batas):
        return type(batas)(batas.desa, batas.bidang, batas.mulai, batas.selesai, 12, batas.n_min)

    def test_kalimatnya_tidak_menyimpulkan_dari_sedikit_tiket_dan_tidak_menyatakan_sebab(self):
        self.assertIn("terlalu sedikit", Banding(30, [("Surat", 5, 1)], 6).kalimat)
        banyak = Banding(30, [("Surat", 20, 8)], 6)
        self.assertIn("lebih sedikit", banyak.kalimat)
        self.assertIn("bukan bukti", banyak.kalimat)
        self.assertEqual(Banding(30, [("Surat", 6, 6)], 6).kalimat, "Tidak berubah.")

    def test_tingkat_empat_hanya_dari_desa_yang_tercatat_pada_kedua_waktu(self):
        kelas = self.kelas_selesai(40, desa=5)
        self.assertIsNone(hasil_sesudah(lingkup(kelas)))
        batas = lingkup(kelas)
        bulan = (timezone.localdate(batas.mulai).replace(day=1) - timedelta(days=1)).replace(day=1)
        mulai = bulan - timedelta(days=60)
        for urut, desa in enumerate(batas.desa):
            if urut < 4:
                RingkasBulan.objects.create(
                    wilayah_id=desa, bulan=bulan, penerapan_mulai=mulai, tahap_kini=2, tonggak_verif=3
                )
            RingkasDesa.objects.create(
                wilayah_id=desa, penerapan_mulai=mulai, tahap_kini=2 + (urut == 0), tonggak_verif=4 + urut
            )
        h = hasil_sesudah(batas)
        self.assertEqual(
            (h.desa, h.semua, h.tonggak_lama, h.tonggak_kini, h.naik, h.tetap, h.turun), (4, 5, 12, 22, 1, 3, 0)
        )
        self.masuk(self.dewi)
        self.assertContains(self.client.get(f"/pelatihan/kelas/{kelas.pk}/laporan/"), "4 dari 5 desa peserta")

    def test_jarak_rilis_terhadap_rilis_terbaru_edisinya_pada_waktunya_masing_masing(self):
        batas = lingkup(self.kelas_selesai(40, desa=6))
        RilisOpenSID.objects.all().delete()
        lalu = bulan_sebelum(batas)
        for tahun, bulan in ((24, 4), (lalu.year % 100, lalu.month)):  # yang terbaru pada akhir bulan sebelum kelas
            RilisOpenSID.objects.create(edisi="umum", tahun=tahun, bulan=bulan)
        kini = 12 * (lalu.year % 100) + lalu.month
        for urut, desa in enumerate(batas.desa):
            isi = {"wilayah_id": desa, "premium": urut == 5}  # edisi tanpa rilis yang diketahui tidak ikut
            RingkasBulan.objects.create(bulan=lalu, rilis=kini - 8 - urut, **isi)
            RingkasDesa.objects.create(rilis=None if urut == 4 else kini - urut, **isi)
        r = jarak_rilis(batas)
        self.assertEqual((r.desa, r.semua, r.lama, r.kini), (4, 6, Fraction(19, 2), Fraction(3, 2)))
        self.assertEqual((r.jauh_lama, r.jauh_kini), (4, 0))
        RilisOpenSID.objects.create(edisi="umum", tahun=lalu.year % 100 + 1, bulan=lalu.month)  # setahun sesudahnya
        r = jarak_rilis(batas)
        self.assertEqual((r.lama, r.kini, r.jauh_kini), (Fraction(19, 2), Fraction(27, 2), 4))

    def test_waktu_layanan_hanya_desa_yang_mencatatnya_sebelum_dan_sesudah_kelas(self):
        kelas = self.kelas_selesai(40, desa=6)
        wib = timezone.get_fixed_timezone(7 * 60)
        akhir = datetime(2025, 9, 30, 16, tzinfo=wib)  # hari-hari kerja yang tetap, jauh dari hari libur
        kelas.sesi.update(mulai=akhir - timedelta(hours=6), selesai=akhir)
        kelas.selesai_pada = akhir
        kelas.save()
        batas, selasa = lingkup(kelas), datetime(2025, 9, 9, 9, tzinfo=wib)
        for urut, desa in enumerate(batas.desa):
            for hari, menit in ((0, 60), (42, 20)):
                if hari and urut == 5:
                    continue  # belum mencatat lagi
                mulai = selasa + timedelta(days=hari)
                PengukuranLayanan.objects.create(
                    wilayah_id=desa,
                    fase="sesudah",
                    layanan="SKU",
                    mulai=mulai,
                    selesai=mulai + timedelta(minutes=menit),
                )
        PengukuranLayanan.objects.create(  # selama kelas, dan yang dibatalkan: tidak dihitung
            wilayah_id=batas.desa[0], fase="sesudah", layanan="SKU", mulai=batas.mulai, selesai=batas.selesai
        )
        batal = {"dibatalkan_pada": timezone.now(), "mulai": selasa, "selesai": selasa + timedelta(days=1)}
        PengukuranLayanan.objects.create(wilayah_id=batas.desa[5], fase="sebelum", layanan="SKU", **batal)
        with self.assertNumQueries(2):
            w = waktu_layanan(batas)
        self.assertEqual((w.desa, w.semua), (5, 6))
        b = w.banding
        self.assertEqual((b.sebelum, b.n_sebelum, b.sesudah, b.n_sesudah, b.kecil), (60, 5, 20, 5, True))
        self.masuk(self.dewi)
        laporan = self.client.get(f"/pelatihan/kelas/{kelas.pk}/laporan/")
        self.assertContains(laporan, "Berkurang 66,7% dari sebelumnya.")
        self.assertContains(laporan, "Versi baru terbaca pada kedua waktu di 0 dari 6 desa")

    def test_kelas_yang_belum_selesai_tidak_diukur(self):
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan")
        self.assertIsNone(lingkup(kelas))
        self.masuk(self.dewi)
        self.assertNotContains(self.client.get(f"/pelatihan/kelas/{kelas.pk}/laporan/"), "Dipakai di desa")
