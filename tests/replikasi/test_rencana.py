"""Terapkan di nagari ini: tugas bertanggal dari edisi yang dipegang, edisi baru ditanyakan, jeda menggeser tenggat."""

from __future__ import annotations

import random
import uuid
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as UjiSifat

from akun.models import Penugasan
from pusat_bantuan.models import HariLibur
from pusat_bantuan.models.kalender import segarkan_versi
from replikasi.bibit import HARI_KERJA
from replikasi.hari_kerja import hari_kerja_ke, kalender_desa
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.edisi_buku import edisi_terbaru, terbitkan_edisi
from replikasi.layanan.klaim import batalkan_verifikasi, putuskan_klaim
from replikasi.layanan.rencana import akhiri_jeda, atur_tugas, butir_edisi, catat_jeda, jawab_edisi, terapkan
from replikasi.models import (
    AnggotaTim,
    EdisiBuku,
    KlaimTonggak,
    LangkahPage,
    RencanaKerja,
    RingkasDesa,
    TautanKalender,
    Tonggak,
    Tugas,
)

from .dunia import SULIKI, DuniaReplikasi, klaim

SENIN = date(2026, 3, 2)


class DuniaRencana(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.buku = terbitkan_buku()
        cls.rencana = terapkan(penerapan=cls.penerapan, oleh=cls.ani, mulai=SENIN)

    def tugas(self, slug: str) -> Tugas:
        return self.rencana.tugas.select_related("langkah").get(tonggak__slug=slug)

    def langkah(self, slug: str) -> LangkahPage:
        return LangkahPage.objects.get(tonggak__slug=slug)


class TerapkanDiNagari(DuniaRencana):
    def test_satu_tugas_per_langkah_bertanggal_hari_kerja(self):
        self.assertEqual(self.rencana.tugas.count(), 34)
        # Hari kerja ke-5 sejak Senin 2 Maret 2026 ialah Jumat 6 Maret; ke-6 Senin berikutnya.
        self.assertEqual(self.tugas("komitmen-pimpinan").tenggat, date(2026, 3, 6))
        kalender = kalender_desa(SULIKI)
        for satu in self.rencana.tugas.all():
            self.assertTrue(kalender.jendela(satu.tenggat), f"{satu} jatuh pada hari tutup")

    def test_menerapkan_dua_kali_membuat_satu_rencana(self):
        self.assertEqual(terapkan(penerapan=self.penerapan, oleh=self.fajar), self.rencana)
        self.assertEqual((RencanaKerja.objects.count(), Tugas.objects.count()), (1, 34))

    def test_hari_libur_desa_menggeser_tenggat(self):
        HariLibur.objects.create(
            tanggal=date(2026, 3, 4), nama="Libur nagari", wilayah=self.wilayah[SULIKI], sumber="SK", berlaku=True
        )
        segarkan_versi()
        tanggal = hari_kerja_ke(kalender_desa(SULIKI), SENIN, [5])
        self.assertEqual(tanggal, {5: date(2026, 3, 9)})
        lain = hari_kerja_ke(kalender_desa("17.03.01.2001"), SENIN, [5])
        self.assertEqual(lain, {5: date(2026, 3, 6)})

    def test_tanpa_edisi_ditolak_dengan_kalimat(self):
        RencanaKerja.objects.all().delete()
        EdisiBuku.objects.all().delete()
        with self.assertRaisesMessage(ValidationError, "belum punya edisi"):
            terapkan(penerapan=self.penerapan, oleh=self.ani)

    def test_jeda_menggeser_yang_belum_diklaim_saja(self):
        klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        sendiri = self.tugas("sasaran")
        atur_tugas(tugas=sendiri, oleh=self.ani, tenggat=date(2026, 4, 1), pemilik=None)
        dulu = self.tugas("penilaian-awal").tenggat
        jeda = catat_jeda(
            rencana=self.rencana, oleh=self.budi, mulai=date(2026, 3, 9), selesai=date(2026, 3, 13), alasan="Pilwana"
        )
        self.assertEqual(self.tugas("komitmen-pimpinan").tenggat, date(2026, 3, 6))
        self.assertEqual(self.tugas("sasaran").tenggat, date(2026, 4, 1))
        self.assertGreater(self.tugas("penilaian-awal").tenggat, dulu)
        akhiri_jeda(jeda=jeda, oleh=self.budi, pada=date(2026, 3, 9))
        self.assertEqual(self.tugas("penilaian-awal").tenggat, hari_kerja_ke(
            kalender_desa(SULIKI), SENIN, [15], [(date(2026, 3, 9), date(2026, 3, 9))])[15])  # fmt: skip
        self.assertEqual(self.rencana.jejak.filter(teks__contains="Pilwana").count(), 1)

    def test_pemilik_tugas_hanya_anggota_tim_desa_sendiri(self):
        lain = AnggotaTim.objects.create(wilayah=self.wilayah["17.03.01.2001"], nama="Orang lain", peran="ketua")
        with self.assertRaises(ValidationError):
            atur_tugas(tugas=self.tugas("sasaran"), oleh=self.ani, tenggat=SENIN, pemilik=lain)


class EdisiBaruDitanyakan(DuniaRencana):
    def setUp(self) -> None:
        putuskan_klaim(klaim=klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani), oleh=self.budi, diterima=True)
        for slug in ("komitmen-pimpinan", "sasaran"):
            satu = self.langkah(slug)
            satu.tindakan, satu.hari_kerja = "Diperjelas.", 45
            satu.save()
        self.langkah("studi-banding").unpublish()
        self.baru = terbitkan_edisi(nama="Edisi kedua", oleh=self.hadi)

    def test_menerbitkan_tanpa_perubahan_tidak_membuat_edisi(self):
        self.assertEqual(self.baru.nomor, 2)
        self.assertEqual(terbitkan_edisi(nama="Sama saja", oleh=self.hadi), self.baru)

    def test_yang_selesai_tidak_ditanya_dan_tidak_berubah(self):
        butir = {satu[1].tonggak.slug: satu[0] for satu in butir_edisi(self.rencana, self.baru)}
        self.assertEqual(butir, {"sasaran": "ubah", "studi-banding": "cabut"})
        self.assertEqual(self.tugas("komitmen-pimpinan").langkah.edisi.nomor, 1)
        self.assertEqual(self.tugas("sasaran").langkah.edisi.nomor, 1)  # belum dijawab: tidak ada yang ditulis ulang

    def test_desa_menjawab_per_butir_yang_dicabut_ditandai_bukan_dihapus(self):
        nomor = {slug: self.tugas(slug).tonggak_id for slug in ("sasaran", "studi-banding")}
        dulu = self.tugas("sasaran").tenggat
        jawab_edisi(rencana=self.rencana, edisi=self.baru, jawaban={nomor["sasaran"]: True}, oleh=self.ani)
        self.rencana.refresh_from_db()
        self.assertEqual(self.rencana.edisi.nomor, 1)
        self.assertEqual(self.tugas("sasaran").langkah.tindakan, "Diperjelas.")
        self.assertGreater(self.tugas("sasaran").tenggat, dulu)
        jawab_edisi(rencana=self.rencana, edisi=self.baru, jawaban={nomor["studi-banding"]: True}, oleh=self.ani)
        self.rencana.refresh_from_db()
        self.assertEqual((self.rencana.edisi, self.tugas("studi-banding").dicabut_di), (self.baru, self.baru))
        self.assertEqual(self.rencana.tugas.count(), 34)
        self.assertEqual(jawab_edisi(rencana=self.rencana, edisi=self.baru, jawaban=nomor, oleh=self.ani), [])

    def test_yang_memilih_tetap_tidak_berubah(self):
        jawaban = {satu[1].tonggak_id: False for satu in butir_edisi(self.rencana, self.baru)}
        jawab_edisi(rencana=self.rencana, edisi=self.baru, jawaban=jawaban, oleh=self.ani)
        self.assertEqual(self.tugas("sasaran").langkah.edisi.nomor, 1)
        self.assertIsNone(self.tugas("studi-banding").dicabut_di)
        self.assertEqual(edisi_terbaru(), self.baru)


class SifatHariKerja(UjiSifat):
    @given(
        st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.lists(st.integers(1, 260), min_size=1, max_size=8),
        st.lists(st.tuples(st.integers(0, 200), st.integers(0, 20)), max_size=3),
    )  # fmt: skip
    def test_urut_hari_buka_dan_di_luar_jeda(self, mulai, banyak, mentah):
        kalender = kalender_desa(SULIKI)
        jeda = [(mulai + timedelta(days=a), mulai + timedelta(days=a + n)) for a, n in mentah]
        hasil = hari_kerja_ke(kalender, mulai, banyak, jeda)
        self.assertEqual(set(hasil), set(banyak))
        urut = [hasil[n] for n in sorted(hasil)]
        self.assertEqual(urut, sorted(set(urut)))
        for hari in urut:
            self.assertTrue(hari >= mulai and kalender.jendela(hari))
            self.assertFalse(any(a <= hari <= b for a, b in jeda))
        self.assertLessEqual(max(HARI_KERJA.values()), 260)


class HalamanRencanaKerja(DuniaRencana):
    def alamat(self, nama: str = "rencana", *args) -> str:
        return reverse(f"replikasi:{nama}", args=args or [SULIKI])

    def test_empat_rupa_untuk_yang_bertugas_dan_tidak_ada_bagi_orang_luar(self):
        klaim(self.penerapan, "komitmen-pimpinan", oleh=self.ani)
        for orang, status in ((self.ani, 200), (self.budi, 200), (self.gita, 200), (self.eko, 404)):
            self.masuk(orang)
            for rupa in ("papan", "daftar", "kalender", "waktu", "entah"):
                self.assertEqual(self.client.get(self.alamat(), {"rupa": rupa}).status_code, status, (orang, rupa))
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.alamat(), {"rupa": "kalender", "bulan": "2026-03"}), "B1.1")
        self.assertContains(self.client.get(self.alamat(), {"rupa": "waktu"}), "Diklaim: Mengadakan pertemuan awal")

    def test_kueri_tetap_berapa_pun_tugasnya(self):
        self.masuk(self.budi)
        for rupa in ("papan", "daftar"):
            alamat = f"{self.alamat()}?rupa={rupa}"
            self.client.get(alamat)
            with CaptureQueriesContext(connection) as banyak:
                self.client.get(alamat)
            self.rencana.tugas.filter(langkah__urutan__gt=20).delete()
            with self.assertNumQueries(len(banyak)):
                self.client.get(alamat)

    def test_pemilik_mengikuti_tim_yang_sekarang(self):
        self.masuk(self.ani)
        self.client.post(self.alamat("tim-baru"), {
            "nama": "Rahmi", "peran": "operator", "mulai": "2026-01-05", "kunci": uuid.uuid4()})  # fmt: skip
        self.assertContains(self.client.get(self.alamat(), {"rupa": "daftar"}), "Operator data: Rahmi")
        rahmi = AnggotaTim.objects.get()
        tugas = self.tugas("data-cocok")
        self.client.post(self.alamat("tugas-atur", tugas.pk), {"tenggat": "2026-08-03", "pemilik": rahmi.pk})
        self.assertEqual(self.tugas("data-cocok").pemilik, rahmi)
        self.client.post(self.alamat("tim-akhiri", rahmi.pk))
        self.assertIsNone(self.tugas("data-cocok").pemilik)
        self.masuk(self.eko)
        self.assertEqual(
            self.client.post(self.alamat("tugas-atur", tugas.pk), {"tenggat": "2026-08-04"}).status_code, 404
        )

    def test_operator_tidak_menjeda_desanya_sendiri(self):
        isi = {"mulai": "2026-03-09", "selesai": "2026-03-13", "alasan": "Pilwana"}
        self.masuk(self.ani)
        self.assertEqual(self.client.post(self.alamat("jeda-baru"), isi).status_code, 404)
        self.masuk(self.budi)
        self.client.post(self.alamat("jeda-baru"), isi)
        jeda = self.penerapan.jeda.get()
        self.assertEqual(self.client.post(self.alamat("jeda-akhiri", jeda.pk)).status_code, 302)
        self.assertEqual(self.client.post(self.alamat("jeda-baru"), isi | {"selesai": "2026-03-01"}).status_code, 422)

    def test_alamat_kalender_rahasia_dicabut_dan_haknya_dibaca_lagi(self):
        self.masuk(self.ani)
        self.client.post(self.alamat("kalender-atur"))
        tautan = TautanKalender.objects.get()
        self.assertNotIn(tautan.rahasia, tautan.sidik)
        alamat = tautan.get_absolute_url()
        self.assertContains(self.client.get(self.alamat(), {"rupa": "kalender"}), alamat)
        self.client.logout()
        isi = self.client.get(alamat).content.decode()
        self.assertEqual(isi.count("BEGIN:VEVENT"), 34)
        self.assertTrue(all(len(baris.encode()) <= 75 for baris in isi.split("\r\n")))
        Penugasan.objects.filter(pengguna=self.ani).delete()
        self.assertNotIn("VEVENT", self.client.get(alamat).content.decode())
        TautanKalender.objects.update(dicabut_pada=timezone.now())
        self.assertEqual(self.client.get(alamat).status_code, 404)
        self.assertEqual(self.client.get("/replikasi/kalender/" + "0" * 48 + ".ics").status_code, 404)

    def test_menjawab_edisi_lewat_halaman(self):
        langkah = self.langkah("sasaran")
        langkah.tindakan = "Diperjelas."
        langkah.save()
        self.masuk(self.ani)
        self.assertEqual(self.client.post(reverse("replikasi:edisi-buku-baru"), {}).status_code, 404)
        self.masuk(self.hadi)
        self.client.post(
            reverse("replikasi:edisi-buku-baru"), {"nama": "Edisi kedua", "catatan": "Sasaran diperjelas."}
        )
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.alamat()), "Edisi 2 buku panduan sudah terbit")
        halaman = self.client.get(self.alamat("edisi-jawab"))
        self.assertContains(halaman, "Diperjelas.")
        nomor = self.tugas("sasaran").tonggak_id
        self.client.post(self.alamat("edisi-jawab"), {f"butir-{nomor}": "ikut"})
        self.assertNotContains(self.client.get(self.alamat()), "sudah terbit")
        self.assertContains(self.client.get("/replikasi/edisi-buku/"), "Sasaran diperjelas.")

    def test_laporan_dan_tabel_hanya_untuk_yang_bertugas(self):
        self.masuk(self.gita)
        pdf = self.client.get(self.alamat("laporan-desa"))
        self.assertEqual((pdf.status_code, pdf.content[:5]), (200, b"%PDF-"))
        csv = self.client.get(self.alamat("unduh-tugas", SULIKI, "csv")).content.decode("utf-8-sig")
        self.assertEqual(len(csv.strip().splitlines()), 35)
        self.masuk(self.eko)
        self.assertEqual(self.client.get(self.alamat("laporan-desa")).status_code, 404)

    def test_tim_untuk_umum_tanpa_nama(self):
        AnggotaTim.objects.create(wilayah=self.wilayah[SULIKI], nama="Rahmi Yulia", peran="operator")
        self.assertNotContains(self.client.get(self.alamat("tim")), "Rahmi")
        self.assertContains(self.client.get(self.alamat("tim")), "Menuju mandiri")
        self.masuk(self.budi)
        self.assertContains(self.client.get(self.alamat("tim")), "Rahmi Yulia")


class DariLapangan(DuniaRencana):
    def kirim(self, kunci, **isi):
        data = {"tonggak": "sasaran", "catatan": "Ditandatangani.", "kunci": kunci} | isi
        alamat = reverse("replikasi:lapangan", args=[SULIKI])
        return self.client.post(alamat, data, headers={"accept": "application/json"})

    def test_kiriman_antrean_sekali_walau_terkirim_dua_kali(self):
        self.masuk(self.ani)
        kunci = uuid.uuid4()
        pertama, kedua = self.kirim(kunci), self.kirim(kunci)
        satu = KlaimTonggak.objects.get()
        self.assertEqual((pertama.json(), kedua.json()), ({"url": satu.get_absolute_url()},) * 2)
        lain = self.kirim(uuid.uuid4())
        self.assertEqual(lain.status_code, 422)
        self.assertIn("sudah diklaim", lain.json()["galat"])

    def test_yang_ditolak_menyebut_sebabnya(self):
        self.masuk(self.ani)
        self.assertIn("nomor dan tanggal", self.kirim(uuid.uuid4(), tonggak="pernag-terbit").json()["galat"])
        self.masuk(self.eko)
        self.assertEqual(self.kirim(uuid.uuid4()).status_code, 404)

    def test_tanpa_skrip_formulir_biasa(self):
        self.masuk(self.ani)
        alamat = reverse("replikasi:lapangan", args=[SULIKI])
        self.assertContains(self.client.get(alamat), "Menetapkan sasaran enam bulan")
        jawaban = self.client.post(alamat, {"tonggak": "sasaran", "catatan": "Ada.", "kunci": uuid.uuid4()})
        self.assertRedirects(jawaban, KlaimTonggak.objects.get().get_absolute_url())

    def test_antrean_bertanya_siapa_yang_masuk(self):
        self.assertIsNone(self.client.get("/replikasi/antre/").json()["siapa"])
        self.masuk(self.ani)
        self.assertEqual(self.client.get("/replikasi/antre/").json()["siapa"], self.ani.pk)


class SifatKlaim(DuniaReplikasi):
    """Apa pun urutan klaim, putusan, dan pembatalannya, yang terverifikasi tidak pernah melebihi yang pernah diklaim."""

    def test_terverifikasi_tidak_melebihi_yang_diklaim(self):
        acak = random.Random(7)
        slug = list(Tonggak.objects.filter(tahap__nomor__lte=2).values_list("slug", flat=True))
        for _ in range(40):
            hidup = list(KlaimTonggak.objects.exclude(keadaan="dikembalikan"))
            perbuatan = acak.choice(["klaim", "klaim", "terima", "kembali", "batal"])
            if perbuatan == "klaim":
                sisa = sorted(set(slug) - {satu.tonggak.slug for satu in hidup})
                if sisa:
                    klaim(
                        self.penerapan, acak.choice(sisa), oleh=self.ani, nomor_dokumen="1/2026", tanggal_dokumen=SENIN
                    )  # fmt: skip
            elif calon := [s for s in hidup if s.keadaan == ("diverifikasi" if perbuatan == "batal" else "diajukan")]:
                satu = acak.choice(calon)
                if perbuatan == "batal":
                    batalkan_verifikasi(klaim=satu, oleh=self.fajar, alasan="Keliru.")
                else:
                    putuskan_klaim(klaim=satu, oleh=self.budi, diterima=perbuatan == "terima", alasan="Lengkapi.")
            ringkas = RingkasDesa.objects.filter(wilayah__kode=SULIKI).first()
            if ringkas:
                verif = KlaimTonggak.objects.filter(keadaan="diverifikasi").count()
                klaim_hidup = KlaimTonggak.objects.filter(keadaan="diajukan").count()
                self.assertEqual((ringkas.tonggak_verif, ringkas.tonggak_klaim), (verif, klaim_hidup))
                diklaim = KlaimTonggak.objects.values("tonggak").distinct().count()
                self.assertLessEqual(ringkas.tonggak_verif, diklaim)
                self.assertLessEqual(ringkas.maju_verif + ringkas.maju_klaim, 100_000_000)
