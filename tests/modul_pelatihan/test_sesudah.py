"""Kirkpatrick 3 dan 4: laporan diri, tiket sebelum dan sesudah, tonggak dan tahap, dengan kalimat yang jujur."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from helpdesk.models import Ticket

from akun.models import Kabar, Pengguna, Penugasan
from modul_pelatihan.bacaan.sesudah import laporan_diri, lingkup
from modul_pelatihan.layanan import ingatkan_masa
from modul_pelatihan.layanan.lapor_diri import lapor_diri, tahap_lapor
from modul_pelatihan.models import Bidang, LaporDiri
from pusat_bantuan.bacaan.sesudah_kelas import Banding, tiket_sesudah
from replikasi.bacaan.sesudah_kelas import hasil_sesudah
from replikasi.models import RingkasBulan, RingkasDesa
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
        self.assertEqual((batas.cukup, batas.jarak, batas.bidang), (True, [30], ((self.bidang.pk, self.bidang.nama),)))
        with self.assertNumQueries(2):
            banding = tiket_sesudah(batas)
        self.assertEqual([(b.hari, b.baris) for b in banding], [(30, [])])
        for urut, saat in enumerate([5, 12, 31, 45, 69, 71, 90]):  # hari lalu; kelasnya selesai 40 hari lalu
            orang = kelas.peserta.all()[urut % 5].orang
            satu = tiket_dari(orang, orang.wilayah_utama, bidang=self.bidang.slug, uraian=f"Soal ke-{urut} di kantor.")
            Ticket.objects.filter(pk=satu.pk).update(created=timezone.now() - timedelta(days=saat))
        self.assertEqual([b.baris for b in tiket_sesudah(batas)], [[(self.bidang.nama, 2, 2)]])
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

    def test_kelas_yang_belum_selesai_tidak_diukur(self):
        kelas = buat_angkatan(self.wilayah["13.07"], self.dewi, keadaan="berjalan")
        self.assertIsNone(lingkup(kelas))
        self.masuk(self.dewi)
        self.assertNotContains(self.client.get(f"/pelatihan/kelas/{kelas.pk}/laporan/"), "Dipakai di desa")
