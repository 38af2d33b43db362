"""Yang sudah diketahui satu halaman tidak ditanyakan halaman lain: ditunjukkan, atau sudah terisi."""

from __future__ import annotations

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from replikasi.bacaan.diketahui import yang_diketahui
from replikasi.layanan.program import tetapkan_pendamping
from replikasi.layanan.ukur import fase_kini
from replikasi.models import AnggotaTim, Kesepakatan, PemeriksaanData, Penerapan, PengukuranLayanan
from wilayah.models import FaktaDesa, KontakDesa

from .dunia import SULIKI, DuniaReplikasi
from .seleksi import buat_panggilan


class SudahDiketahui(DuniaReplikasi):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        desa = cls.wilayah[SULIKI]
        FaktaDesa.objects.update_or_create(
            wilayah=desa, defaults={"versi": "2610.1.0", "url": "https://suliki.contoh.id"}
        )
        KontakDesa.objects.update_or_create(wilayah=desa, defaults={"nama": "Kantor", "hp": "081234500000"})
        AnggotaTim.objects.create(wilayah=desa, nama="Syafrizal", peran=AnggotaTim.PeranTim.SEKRETARIS)
        tetapkan_pendamping(wilayah=desa, pendamping=cls.budi, oleh=cls.fajar)

    def buka(self, orang, nama: str, *argumen):
        self.masuk(orang)
        return self.client.get(reverse(f"replikasi:{nama}", args=argumen))

    def test_formulir_desa_menunjukkan_yang_tercatat_tanpa_menanyakannya(self):
        for nama, argumen in (
            ("klaim-baru", (SULIKI, "sasaran")), ("lapangan", (SULIKI,)), ("status-baru", (SULIKI,)),
        ):  # fmt: skip
            halaman = self.buka(self.ani, nama, *argumen)
            for tercatat in ("versi 2610.1.0", "https://suliki.contoh.id", "Syafrizal (sekretaris)", self.budi.nama):
                self.assertContains(halaman, tercatat, msg_prefix=nama)
            self.assertNotContains(halaman, "081234500000")  # halaman itu dapat disimpan di perangkat

    def test_pendamping_melihat_nomor_kantor_saat_mencatat_hubungan_dan_umum_tidak_melihat_siapa_pun(self):
        self.assertContains(self.buka(self.budi, "hubungan-baru", SULIKI), "081234500000")
        umum = dict(yang_diketahui(self.wilayah[SULIKI], oleh=self.eko, kontak=True))
        self.assertEqual(set(umum), {"OpenSID", "Situs"})

    def test_kueri_yang_tercatat_tidak_bertambah_bersama_isinya(self):
        desa = self.wilayah[SULIKI]
        AnggotaTim.objects.create(wilayah=desa, nama="Ani", peran="operator", pengguna=self.ani)
        yang_diketahui(desa, oleh=self.budi)  # penugasannya sudah dibaca, seperti di halaman mana pun
        with CaptureQueriesContext(connection) as sedikit:
            yang_diketahui(desa, oleh=self.budi, kontak=True)
        self.assertLessEqual(len(sedikit), 12)
        for n in range(4):
            AnggotaTim.objects.create(wilayah=desa, nama=f"Orang {n}", peran="anggota")
        Kesepakatan.objects.create(
            jenis="mou", judul="Kesepakatan Bersama", wilayah=self.wilayah["13.07"], tahap="ditandatangani", nomor="180/12",
            tanggal=timezone.localdate(), terbit=True,
        )  # fmt: skip
        with self.assertNumQueries(len(sedikit)):
            isi = dict(yang_diketahui(desa, oleh=self.budi, kontak=True))
        self.assertIn("Kesepakatan Bersama, nomor 180/12", isi["Kesepakatan"])
        self.assertEqual(isi["Pelatihan"], "0 dari 1 anggota tim berakun lulus")

    def test_keadaan_versi_dan_orang_sudah_terisi(self):
        form = self.buka(self.ani, "status-baru", SULIKI).context["form"]
        self.assertEqual(form["versi"].value(), "2610.1.0")
        anggota = self.buka(self.ani, "tim-baru", SULIKI).context["form"]
        self.assertEqual(anggota["pengguna"].value(), self.ani.pk)
        AnggotaTim.objects.create(wilayah=self.wilayah[SULIKI], nama="Ani", peran="operator", pengguna=self.ani)
        self.assertIsNone(self.buka(self.ani, "tim-baru", SULIKI).context["form"]["pengguna"].value())

    def test_pemeriksaan_data_mengusulkan_himpunan_yang_belum_diperiksa_dan_cara_yang_lalu(self):
        PemeriksaanData.objects.create(
            wilayah=self.wilayah[SULIKI], himpunan="kependudukan", fase="sebelum", tanggal=timezone.localdate(),
            diperiksa=50, salah=5, cara="Buku induk",
        )  # fmt: skip
        form = self.buka(self.ani, "data-catat", SULIKI).context["form"]
        self.assertEqual((form["himpunan"].value(), form["cara"].value()), ("kemiskinan", "Buku induk"))

    def test_nagari_percontohan_tidak_diajak_mencalonkan_diri_lagi(self):
        alamat = buat_panggilan(self).get_absolute_url()
        self.masuk(self.ani)
        self.assertContains(self.client.get(alamat), "Nagari Suliki sudah menjadi percontohan")
        self.assertNotContains(self.client.get(alamat), "Daftarkan Nagari Suliki")
        Penerapan.objects.update(percontohan=False)
        self.assertContains(self.client.get(alamat), "Daftarkan Nagari Suliki")

    def test_cara_melayani_mengikuti_surat_terakhir(self):
        desa, kini = self.wilayah[SULIKI], timezone.now()
        self.assertEqual(fase_kini(desa), "sebelum")
        for hari, fase in ((30, "sebelum"), (2, "sesudah")):
            mulai = kini - timedelta(days=hari)
            PengukuranLayanan.objects.create(
                wilayah=desa, layanan="Surat keterangan usaha", mulai=mulai, selesai=mulai + timedelta(minutes=30 * hari),
                fase=fase,
            )  # fmt: skip
        self.assertEqual(fase_kini(desa), "sesudah")
        self.assertEqual(self.buka(self.ani, "layanan-catat", SULIKI).context["form"]["fase"].value(), "sesudah")
        self.assertContains(self.buka(self.ani, "praktik-baru", SULIKI), "Tercatat di sini: nilai tengah waktu layanan")
