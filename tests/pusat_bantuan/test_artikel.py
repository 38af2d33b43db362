"""Artikel: dicari, disarankan, dinilai, ditinjau, terbit; dan hitungan terjawab sebelum kirim yang jujur."""

import uuid
from datetime import date, timedelta

from django.contrib.auth.models import Group
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import PageViewRestriction

from akun.models import Kabar
from forum.layanan import balas, mulai_topik, sembunyikan, terima_jawaban
from forum.models import Ruang
from modul_pelatihan.models import Bidang
from pusat_bantuan import layanan
from pusat_bantuan.bacaan.artikel import defleksi, saran
from pusat_bantuan.cari import cari_artikel
from pusat_bantuan.models import ArtikelBantuanPage, BacaanSaran, ProfilTiket, SuaraArtikel, TelusurSaran
from tests.modul_pelatihan.kelas import buat_modul, buat_pelajaran
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa

from .dunia import tiket_ani


def terbitkan(judul: str, *, bidang: str = "surat-tte", **lain) -> ArtikelBantuanPage:
    artikel = ArtikelBantuanPage(
        title=judul, slug=slugify(judul), bidang=Bidang.objects.get(slug=bidang),
        ringkas=lain.pop("ringkas", "Unggah ulang logo."), **lain,
    )  # fmt: skip
    layanan.rak_artikel().add_child(instance=artikel)
    artikel.save_revision().publish()
    return ArtikelBantuanPage.objects.get(pk=artikel.pk)


class Mencari(DuniaUji):
    def setUp(self):
        self.kop = terbitkan("Kop surat hilang saat mencetak", kata_kunci="logo, kepala surat")
        self.impor = terbitkan("Templat impor penduduk terbaru", bidang="impor-penduduk", ringkas="Unduh templat baru.")

    def temu(self, teks: str, **lain) -> list[str]:
        return [satu.title for satu in cari_artikel(teks, **lain)]

    def test_bentuk_kata_padanan_salah_ketik_dan_kata_lain(self):
        for teks in ("pencetakan kop", "dicetak", "kop hliang", "logo", "print kop surta"):
            self.assertEqual(self.temu(teks), [self.kop.title], teks)
        for teks in ("mengimpor kependudukan", "import", "templet", "pendudk"):
            self.assertEqual(self.temu(teks), [self.impor.title], teks)
        self.assertEqual(self.temu("zzzqqq"), [])

    def test_draf_yang_ditarik_dan_yang_tertutup_tidak_ditemukan(self):
        rak = layanan.rak_artikel()
        rak.add_child(
            instance=ArtikelBantuanPage(title="Draf kop", slug="draf-kop", live=False, ringkas="x", bidang=self.kop.bidang)
        )  # fmt: skip
        tertutup = terbitkan("Kop tertutup")
        PageViewRestriction.objects.create(page=tertutup, restriction_type=PageViewRestriction.LOGIN)
        self.assertEqual(self.temu("kop"), [self.kop.title])
        self.kop.unpublish()
        self.assertEqual(self.temu("kop"), [])

    def test_sebidang_naik_dan_lain_versi_turun(self):
        lama = terbitkan("Kop surat hilang saat mencetak lama", versi_sampai="23.12")
        baru = terbitkan("Kop surat hilang saat mencetak baru", versi_dari="25.01")
        self.assertEqual(self.temu("kop surat mencetak", versi="2508.0.0")[-1], lama.title)
        self.assertEqual(self.temu("kop surat mencetak", versi="2310.0.0")[-1], baru.title)
        peta = terbitkan("Titik tidak tersimpan", bidang="peta-status")
        tema = terbitkan("Titik tidak terlihat", bidang="tema-tampilan")
        for utama in (peta, tema):
            self.assertEqual(self.temu("titik", bidang=utama.bidang)[0], utama.title)

    def test_halaman_daftar_menurut_bidang_dan_pencarian(self):
        semua = self.client.get("/artikel/")
        for judul in (self.kop.title, self.impor.title):
            self.assertContains(semua, judul)
        jawab = self.client.get("/artikel/", {"q": "pencetakn"})
        self.assertContains(jawab, self.kop.title)
        self.assertNotContains(jawab, self.impor.title)
        pokok = self.impor.bidang.induk or self.impor.bidang
        satu = self.client.get("/artikel/", {"bidang": pokok.slug})
        self.assertContains(satu, self.impor.title)
        self.assertNotContains(satu, self.kop.title)
        self.assertContains(self.client.get("/artikel/", {"q": "zzzqqq"}), "Belum ada artikel tentang itu")
        for rusak in ({"bidang": "x" * 300}, {"q": "\x00'%"}, {"q": "yang"}):
            self.assertEqual(self.client.get("/artikel/", rusak).status_code, 200)

    def test_jumlah_kueri_daftar_tetap(self):
        self.client.get("/artikel/")
        kueri = lambda: self.client.get("/artikel/", {"q": "kop"})  # noqa: E731
        with self.assertNumQueries(8):
            kueri()
        for nomor in range(4):
            terbitkan(f"Kop lain {nomor}")
        with self.assertNumQueries(8):
            kueri()


class Menyarankan(DuniaUji):
    def setUp(self):
        cache.clear()
        self.kop = terbitkan("Kop surat hilang saat mencetak")
        self.pelajaran = buat_pelajaran(buat_modul("M99"), "Menata kop surat")
        self.ruang = Ruang.objects.create(simpul=self.simpul, slug="tanya", nama="Tanya", jenis_topik=["tanya"])
        self.topik = self._tanya("Kop surat bergeser ketika dicetak", "Atur margin di templat.")
        self.kunci = str(uuid.uuid4())

    def _tanya(self, judul: str, jawaban: str):
        topik = mulai_topik(
            ruang=self.ruang, penulis=self.ani, judul=judul, sumber="Bagaimana cara menatanya?", jenis="tanya"
        )
        kiriman = balas(topik=topik, penulis=self.budi, sumber=jawaban)
        return terima_jawaban(topik=topik, nomor=kiriman.nomor, pelaku=self.ani)

    def minta(self, judul: str, **lain):
        return self.client.post(
            reverse("pusat_bantuan:saran"), {"judul": judul, "kunci_kirim": self.kunci, **lain},
            headers={"HX-Request": "true"},
        )  # fmt: skip

    def test_artikel_pelajaran_dan_jawaban_forum_sejak_tiga_huruf(self):
        hasil = saran(cari="pencetakan kop")
        self.assertEqual(([self.kop], [self.pelajaran], [self.topik]), (hasil.artikel, hasil.pelajaran, hasil.topik))
        for teks in ("kop", "kop sur", "ceta", "mencet"):
            self.assertContains(self.minta(teks), self.kop.title, msg_prefix=teks)
        self.assertContains(self.minta("ko"), "Tulis masalahnya")
        self.assertContains(self.minta("zzzqqq"), "Belum ada artikel yang cocok")

    def test_empat_kueri_dan_kueri_kelima_mencatat_tampil_sekali(self):
        with self.assertNumQueries(5):
            jawab = self.minta("kop surat dicetka")
        self.assertContains(jawab, 'name="saran_tercatat"')
        with self.assertNumQueries(4):
            self.minta("kop surat dicetak", saran_tercatat="ya")
        self.assertEqual(TelusurSaran.objects.count(), 1)
        self.assertEqual(jawab["Cache-Control"].split(",")[0], "max-age=0")
        self.assertIn("no-store", jawab["Cache-Control"])

    def test_jawaban_di_simpul_tertutup_dan_yang_disembunyikan_tidak_disarankan(self):
        sembunyikan(kiriman=self.topik.jawaban, pelaku=self.budi, alasan="keliru")
        self.assertEqual(saran(cari="kop surat").topik, [])
        lain = self._tanya("Kop surat miring", "Luruskan.")
        self.assertEqual(saran(cari="kop surat").topik, [lain])
        self.simpul.keterlihatan = "tertutup"
        self.simpul.save()
        self.assertEqual(saran(cari="kop surat").topik, [])

    def test_kata_yang_hanya_ada_di_tiket_tidak_menebak_untuk_umum(self):
        tiket_ani(self, uraian="Perkara Rahayuningsih")
        self.assertEqual(saran(cari="Rahayunigsih kopp").artikel, [self.kop])
        self.assertNotContains(self.minta("rahayunigsih"), "Rahayuningsih")

    def test_dibuka_lalu_dinyatakan_menjawab(self):
        self.minta("kop surat")
        buka = reverse("pusat_bantuan:saran-buka", args=["a", self.kop.pk])
        self.assertRedirects(self.client.get(buka, {"kunci": self.kunci}), self.kop.get_url())
        self.client.get(buka, {"kunci": self.kunci})
        self.client.get(buka, {"kunci": self.kunci}, headers={"Sec-Purpose": "prefetch"})
        self.assertEqual(BacaanSaran.objects.get().artikel_id, self.kop.pk)
        telusur = TelusurSaran.objects.get()
        self.assertEqual(telusur.hasil, "")  # membaca bukan terjawab
        jawab = self.client.post(
            reverse("pusat_bantuan:saran-terjawab"), {"terjawab": f"t{self.topik.pk}", "kunci_kirim": self.kunci}
        )
        self.assertContains(jawab, "Senang masalahnya terjawab")
        telusur.refresh_from_db()
        self.assertEqual((telusur.hasil, telusur.bacaan.get(menjawab=True).topik_id), ("terjawab", self.topik.pk))

    def test_tiket_tetap_dikirim_membatalkan_terjawab_dan_menyimpan_yang_dibaca(self):
        self.minta("kop surat", bidang=self.kop.bidang_id)
        self.client.get(reverse("pusat_bantuan:saran-buka", args=["a", self.kop.pk]), {"kunci": self.kunci})
        self.client.post(
            reverse("pusat_bantuan:saran-terjawab"), {"terjawab": f"a{self.kop.pk}", "kunci_kirim": self.kunci}
        )
        profil = tiket_ani(self, kunci_kirim=uuid.UUID(self.kunci))
        telusur = TelusurSaran.objects.get()
        self.assertEqual((telusur.hasil, telusur.profil, telusur.wilayah), ("dikirim", profil, profil.wilayah))
        self.client.post(
            reverse("pusat_bantuan:saran-terjawab"), {"terjawab": f"a{self.kop.pk}", "kunci_kirim": self.kunci}
        )
        telusur.refresh_from_db()
        self.assertEqual(telusur.hasil, "dikirim")
        self.masuk(self.budi)
        self.assertContains(
            self.client.get(reverse("pusat_bantuan:tiket-sekitar", args=[profil.kode])), "Sudah dibaca sebelum mengirim"
        )
        self.masuk(self.ani)
        self.assertNotContains(self.client.get(profil.get_absolute_url()), "Sudah dibaca sebelum mengirim")

    def test_tautan_lepas_dan_sasaran_tertutup_tidak_menambah_angka(self):
        kunci = str(uuid.uuid4())
        self.client.get(reverse("pusat_bantuan:saran-buka", args=["a", self.kop.pk]), {"kunci": kunci})
        self.client.post(reverse("pusat_bantuan:saran-terjawab"), {"terjawab": f"a{self.kop.pk}", "kunci_kirim": kunci})
        self.assertEqual(TelusurSaran.objects.count() + BacaanSaran.objects.count(), 0)
        self.simpul.keterlihatan = "tertutup"
        self.simpul.save()
        for jenis, nomor in (("a", 999_999), ("t", self.topik.pk), ("x", 1)):
            self.assertEqual(self.client.get(reverse("pusat_bantuan:saran-buka", args=[jenis, nomor])).status_code, 404)
        for nilai in ("", "a", "x1", "a9" * 20, f"t{self.topik.pk}"):
            jawab = self.client.post(reverse("pusat_bantuan:saran-terjawab"), {"terjawab": nilai, "kunci_kirim": kunci})
            self.assertEqual(jawab.status_code, 404, nilai)

    @override_settings(BATAS_LAJU={"saran": "2/m/ip"})
    def test_mencatat_dibatasi_saran_tetap_tampil(self):
        for _ in range(4):
            self.kunci = str(uuid.uuid4())
            self.assertContains(self.minta("kop surat"), self.kop.title)
        self.assertEqual(TelusurSaran.objects.count(), 2)

    def test_hitungan_mingguan_per_wilayah(self):
        senin = timezone.make_aware(timezone.datetime(2026, 11, 2, 1))
        for hari, hasil, kode in (
            (0, "terjawab", "13.07.01.2004"), (1, "dikirim", "13.07.01.2001"), (2, "", None), (8, "terjawab", "17.03.01.2001"),
        ):  # fmt: skip
            TelusurSaran.objects.create(
                kunci=uuid.uuid4(), hasil=hasil, dibuat=senin + timedelta(days=hari),
                wilayah=self.wilayah[kode] if kode else None,
            )  # fmt: skip
        with self.assertNumQueries(1):
            semua = defleksi(date(2026, 11, 2), date(2026, 11, 15))
        self.assertEqual(
            [(satu.pekan, satu.tampil, satu.terjawab, satu.dikirim, satu.tidak_diketahui) for satu in semua],
            [(date(2026, 11, 2), 3, 1, 1, 1), (date(2026, 11, 9), 1, 1, 0, 0)],
        )
        kabupaten = defleksi(date(2026, 11, 2), date(2026, 11, 15), self.wilayah["13.07"])
        self.assertEqual([(satu.tampil, satu.terjawab, satu.dikirim) for satu in kabupaten], [(2, 1, 1)])


class Menilai(DuniaUji):
    def setUp(self):
        cache.clear()
        self.artikel = terbitkan("Kop surat hilang", pemilik=self.dewi)
        self.alamat = reverse("pusat_bantuan:artikel-nilai", args=[self.artikel.pk])

    def nilai(self, membantu: str, **lain):
        return self.client.post(self.alamat, {"membantu": membantu, **lain})

    def angka(self) -> tuple[int, int]:
        suara = SuaraArtikel.objects.filter(revisi=ArtikelBantuanPage.objects.get(pk=self.artikel.pk).live_revision_id)
        return suara.filter(membantu=True).count(), suara.filter(membantu=False).count()

    def test_satu_suara_per_orang_dan_boleh_berubah_pikiran(self):
        self.masuk(self.ani)
        self.nilai("ya")
        self.nilai("ya")
        self.assertEqual(self.angka(), (1, 0))
        self.nilai("tidak", kurang="Langkah ketiga tidak ada di 25.08")
        self.assertEqual(self.angka(), (0, 1))

    def test_tamu_satu_suara_per_peramban_tanpa_menyimpan_alamatnya(self):
        for peramban in ("Firefox", "Firefox", "Chrome"):
            self.client.post(self.alamat, {"membantu": "ya"}, headers={"User-Agent": peramban}, REMOTE_ADDR="10.1.2.3")
        self.assertEqual(self.angka(), (2, 0))
        self.assertFalse(SuaraArtikel.objects.filter(tanda__contains="10.1.2.3").exists())

    def test_revisi_baru_dinilai_dari_nol(self):
        self.masuk(self.ani)
        self.nilai("tidak")
        self.artikel.title = "Kop surat hilang, cara baru"
        self.artikel.save_revision().publish()
        self.assertEqual(self.angka(), (0, 0))
        self.assertNotContains(self.client.get(self.artikel.get_url()), "Anda sudah menilai")
        self.nilai("ya")
        self.assertEqual((self.angka(), SuaraArtikel.objects.count()), ((1, 0), 2))

    def test_tulisan_yang_kurang_sampai_tersamar_kepada_penanggung_jawab(self):
        self.nilai("tidak", kurang="Gagal untuk NIK 1307044505900001")
        kabar = Kabar.objects.get(penerima=self.dewi)
        self.assertIn("Yang kurang pada", kabar.judul)
        self.assertNotIn("1307044505900001", kabar.isi + SuaraArtikel.objects.get().kurang)

    def test_halaman_nilai_dan_isian_kosong(self):
        self.assertContains(self.client.get(self.alamat, {"membantu": "tidak"}), "Apa yang kurang?")
        self.assertContains(self.nilai(""), "Pilih salah satu", status_code=422)
        self.assertEqual(self.client.get(reverse("pusat_bantuan:artikel-nilai", args=[999_999])).status_code, 404)
        self.artikel.unpublish()
        self.assertEqual(self.nilai("ya").status_code, 404)

    @override_settings(BATAS_LAJU={"nilai_artikel": "2/m/ip"})
    def test_menilai_dibatasi(self):
        self.assertEqual([self.nilai("ya").status_code for _ in range(3)], [302, 302, 429])

    def test_halaman_artikel_tamu_tanpa_kuki(self):
        jawab = self.client.get(self.artikel.get_url())
        self.assertEqual((jawab.status_code, dict(jawab.cookies)), (200, {}))
        self.assertNotContains(jawab, "csrfmiddlewaretoken")

    def test_jumlah_pembaca_tampil_bila_berarti(self):
        for nomor, membantu in enumerate((True, True, False)):
            self.assertNotContains(self.client.get(self.artikel.get_url()), "pembaca terbantu")
            layanan.beri_suara(artikel=self.artikel, membantu=membantu, tanda=f"{nomor:032d}")
        self.assertContains(self.client.get(self.artikel.get_url()), "2 dari 3 pembaca terbantu")


class Berlaku(DuniaUji):
    def test_lencana_dan_peringatan_menurut_versi_desa(self):
        artikel = terbitkan("Templat TinyMCE", versi_dari="24.10")
        FaktaDesa.objects.create(wilayah=self.wilayah["13.07.01.2004"], versi="2308.0.0")
        self.assertContains(self.client.get(artikel.get_url()), "Berlaku untuk 24.10 ke atas")
        self.assertNotContains(self.client.get(artikel.get_url()), "di luar versi")
        self.masuk(self.ani)
        self.assertContains(self.client.get(artikel.get_url()), "di luar versi yang dituju")
        FaktaDesa.objects.update(versi="2508.0.0-premium")
        self.assertNotContains(self.client.get(artikel.get_url()), "di luar versi")

    def test_batas_versi(self):
        artikel = ArtikelBantuanPage(versi_dari="24.10", versi_sampai="25.06")
        for versi, berlaku in (
            ("2409.9.9", False), ("24.10", True), ("2506.3.0", True), ("25.07", False), ("", True), ("entah", True),
        ):  # fmt: skip
            self.assertEqual(artikel.berlaku_untuk(versi), berlaku, versi)
        self.assertEqual(artikel.keberlakuan, "24.10 sampai 25.06")


class DariTiketKeTerbit(DuniaUji):
    def setUp(self):
        self.profil = tiket_ani(self, judul="Kop surat Nagari Suliki hilang", versi="2508.0.1")
        layanan.selesaikan(profil=self.profil, oleh=self.budi, isi="Unggah ulang logo, hubungi 0812-3456-7890.")
        self.profil = ProfilTiket.objects.untuk_daftar().get(pk=self.profil.pk)

    def tinjau(self, artikel, orang, tindakan="approve"):
        artikel = ArtikelBantuanPage.objects.get(pk=artikel.pk)
        self.masuk(orang)
        return self.client.post(
            reverse("wagtailadmin_pages:workflow_action", args=[artikel.pk, tindakan, artikel.current_workflow_task_state.pk])
        )  # fmt: skip

    def test_draf_menunggu_peninjau_lalu_terbit_dan_pemohon_dikabari_sekali(self):
        artikel = layanan.buat_draf_artikel(profil=self.profil, oleh=self.budi)
        self.assertEqual((artikel.live, artikel.versi_dari, artikel.pemilik, artikel.dijawab_oleh),
                         (False, "25.08", self.budi, self.budi))  # fmt: skip
        self.assertNotIn("Suliki", artikel.title + artikel.masalah)
        self.assertNotIn("0812", artikel.langkah[0].value.source)
        self.assertTrue(artikel.workflow_in_progress)
        self.assertTrue(Kabar.objects.filter(penerima=self.citra, judul__startswith="Menunggu Anda").exists())
        self.masuk(self.ani)
        self.assertNotContains(self.client.get(self.profil.get_absolute_url()), "Menjadi artikel")

        self.tinjau(artikel, self.citra)
        artikel = ArtikelBantuanPage.objects.get(pk=artikel.pk)
        self.assertEqual((artikel.live, artikel.ditinjau_oleh, artikel.ditinjau_pada),
                         (True, self.citra, timezone.localdate()))  # fmt: skip
        self.assertEqual(cari_artikel("unggah logo"), [artikel])
        kabar = Kabar.objects.filter(penerima=self.ani, judul__contains="menjadi artikel")
        self.assertEqual(kabar.count(), 1)
        artikel.save_revision().publish()
        self.assertEqual((kabar.count(), self.profil.peristiwa.filter(jenis="artikel").count()), (1, 1))
        self.masuk(self.ani)
        self.assertContains(self.client.get(self.profil.get_absolute_url()), artikel.title)
        self.assertContains(self.client.get(artikel.get_url()), "Terakhir ditinjau")

    def test_yang_mengajukan_tidak_meninjau_sendiri(self):
        layanan.ambil(profil=self.profil, oleh=self.citra) if self.profil.terbuka else None
        artikel = layanan.buat_draf_artikel(profil=self.profil, oleh=self.citra)
        self.tinjau(artikel, self.citra)
        self.assertFalse(ArtikelBantuanPage.objects.get(pk=artikel.pk).live)
        self.tinjau(artikel, self.hadi)
        self.assertTrue(ArtikelBantuanPage.objects.get(pk=artikel.pk).live)

    def test_tautan_tiket_asal_hanya_bagi_peninjau_yang_boleh_membacanya(self):
        artikel = layanan.buat_draf_artikel(profil=self.profil, oleh=self.budi)
        alamat = reverse("wagtailadmin_pages:edit", args=[artikel.pk])
        for orang, terlihat in ((self.citra, True), (self.hadi, False)):
            self.masuk(orang)
            halaman = self.client.get(alamat)
            self.assertEqual(halaman.status_code, 200, orang)
            self.assertEqual(self.profil.kode in halaman.content.decode(), terlihat, orang)
            if not terlihat:
                self.assertContains(halaman, "tidak dapat Anda buka")

    def test_pelatih_mengusulkan_tetapi_tidak_meninjau(self):
        artikel = layanan.buat_draf_artikel(profil=self.profil, oleh=self.budi)
        self.tinjau(artikel, self.dewi)
        self.assertFalse(ArtikelBantuanPage.objects.get(pk=artikel.pk).live)
        self.assertNotEqual(self.client.get(reverse("wagtailadmin_pages:edit", args=[artikel.pk])).status_code, 200)
        self.dewi.groups.add(Group.objects.get(name="Redaktur"))
        self.tinjau(artikel, self.dewi)
        self.assertTrue(ArtikelBantuanPage.objects.get(pk=artikel.pk).live)

    def test_peninjau_mengikuti_penugasan(self):
        self.assertEqual(set(Group.objects.get(name="Petugas nasional").user_set.all()), {self.citra})


class DariForum(DuniaUji):
    def setUp(self):
        self.ruang = Ruang.objects.create(simpul=self.simpul, slug="tanya", nama="Tanya", jenis_topik=["tanya"])
        self.topik = mulai_topik(
            ruang=self.ruang, penulis=self.ani, judul="QR tidak tampil di surat", sumber="Hubungi ani@contoh.example",
            jenis="tanya",
        )  # fmt: skip
        self.kiriman = balas(topik=self.topik, penulis=self.budi, sumber="1. Buka **Pengaturan**\n2. Simpan")
        self.alamat = reverse("pusat_bantuan:topik-draf-artikel", args=[self.topik.pk])

    def terima(self):
        self.topik = terima_jawaban(topik=self.topik, nomor=self.kiriman.nomor, pelaku=self.ani)

    def test_jawaban_diterima_menjadi_draf_dengan_nama_penjawabnya(self):
        self.masuk(self.dewi)
        self.assertEqual(self.client.post(self.alamat).status_code, 404)  # belum ada jawaban diterima
        self.terima()
        self.assertContains(self.client.get(self.topik.get_absolute_url()), "Buat draf artikel")
        self.client.post(self.alamat)
        self.client.post(self.alamat)
        artikel = ArtikelBantuanPage.objects.get()
        self.assertEqual((artikel.live, artikel.asal_topik, artikel.dijawab_oleh), (False, self.topik, self.budi))
        self.assertIn("<strong>Pengaturan</strong>", artikel.langkah[0].value.source)
        self.assertNotIn("ani@contoh.example", artikel.masalah)
        artikel.save_revision().publish()
        self.assertTrue(Kabar.objects.filter(penerima=self.budi, judul__contains="menjadi artikel").exists())
        self.assertContains(self.client.get(artikel.get_url()), f"Jawaban dari {self.budi.nama}")

    def test_yang_tidak_berhak_dan_simpul_tertutup(self):
        self.terima()
        for orang in (self.ani, self.eko, self.fajar):
            self.masuk(orang)
            self.assertEqual(self.client.post(self.alamat).status_code, 404, orang)
            self.assertNotContains(self.client.get(self.topik.get_absolute_url()), "Buat draf artikel")
        self.simpul.keterlihatan = "tertutup"
        self.simpul.save()
        self.masuk(self.budi)
        self.assertEqual(self.client.post(self.alamat).status_code, 404)
        self.assertEqual(ArtikelBantuanPage.objects.count(), 0)
