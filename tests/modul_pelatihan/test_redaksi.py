"""Cerita 3 lewat ruang redaksi: Dewi menulis modul dan pelajaran, Citra memeriksa dan menyetujui, Ani membaca."""

from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from akun.models import Kabar, SuratKeluar
from modul_pelatihan.bacaan import saran_pelajaran
from modul_pelatihan.models import (
    Bidang,
    IndeksModulPage,
    KemajuanPelajaran,
    ModulPage,
    PelajaranPage,
    PeriksaVersiTask,
)
from modul_pelatihan.models.kosakata import KataCari
from modul_pelatihan.redaksi import siapkan
from tests.tokoh import DuniaUji

from .kelas import buat_modul, buat_pelajaran, indeks_belajar


class RuangRedaksi(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.dewi.groups.add(Group.objects.get(name="Pelatih"))
        cls.citra.groups.add(Group.objects.get(name="Redaktur"))
        cls.indeks = indeks_belajar()
        cls.surat = Bidang.objects.get(slug="cetak-surat")

    # --- formulir seperti yang dikirim peramban ---------------------------------------------------------------------
    def isian_modul(self, kode, prasyarat=(), **lain):
        return nested_form_data(
            {
                "title": f"Modul {kode}", "slug": f"modul-{kode.lower()}", "kode": kode, "sasaran": "Operator",
                "tujuan": "Dapat mencetak surat.", "edisi": "umum", "versi_terverifikasi": "", "pemilik": self.dewi.pk,
                "prasyarat": inline_formset([{"syarat": satu.pk} for satu in prasyarat]),
                "seo_title": "", "search_description": "", "comments": inline_formset([]),
            }
            | lain
        )  # fmt: skip

    def isian_pelajaran(self, judul, **lain):
        return nested_form_data(
            {
                "title": judul, "slug": judul.lower().replace(" ", "-"), "kode": "X1.1", "menit": 30,
                "isi": streamfield(
                    [
                        ("teks", rich_text("<p>Surat di {sebutan} Anda.</p>")),
                        (
                            "langkah",
                            {
                                "tindakan": rich_text("<p>Buka menu.</p>"), "hasil": "Terbuka", "gambar": "", "alt": "",
                                "versi_min": "", "versi_maks": "", "edisi": "", "modul": "",
                            },
                        ),
                    ]
                ),
                "praktik": "Cetak satu surat.", "luaran": "Satu surat",
                "modul_opensid": "cetak-surat, Pengaturan-Surat", "versi_terverifikasi": "", "edisi": "umum",
                "tingkat_perubahan": "kecil", "ringkasan_perubahan": "", "pemilik": "", "seo_title": "", "search_description": "", "comments": inline_formset([]),
            }
            | lain
        ) | {"bidang": [self.surat.pk]}  # fmt: skip

    def buat(self, model, induk, isian, **aksi):
        url = reverse("wagtailadmin_pages:add", args=["modul_pelatihan", model, induk.pk])
        return self.client.post(url, isian | aksi)

    def setujui(self, halaman, **isian):
        alur = halaman.current_workflow_task_state
        url = reverse("wagtailadmin_pages:workflow_action", args=[halaman.pk, "approve", alur.pk])
        return self.client.post(url, isian)

    def test_pelatih_menulis_redaktur_menerbitkan_operator_membaca(self):
        self.masuk(self.dewi)
        self.buat("modulpage", self.indeks, self.isian_modul("X01"), **{"action-submit": "1"})
        modul = ModulPage.objects.get(kode="X01")
        self.buat("pelajaranpage", modul, self.isian_pelajaran("Mencetak surat"), **{"action-submit": "1"})
        pelajaran = PelajaranPage.objects.get(title="Mencetak surat")
        self.assertFalse(modul.live or pelajaran.live)
        self.assertTrue(pelajaran.workflow_in_progress)
        self.client.logout()
        self.assertEqual(self.client.get(pelajaran.url).status_code, 404)

        self.masuk(self.dewi)  # pengirim tidak memeriksa naskahnya sendiri
        self.setujui(pelajaran, versi="26.04", edisi="umum")
        pelajaran.refresh_from_db()
        self.assertEqual(pelajaran.current_workflow_task.name, "Periksa isi dan versi")

        self.masuk(self.citra)
        for halaman in (modul, pelajaran):
            self.setujui(halaman, versi="bukan versi", edisi="umum")
            self.assertEqual(
                Page.objects.get(pk=halaman.pk).specific.current_workflow_task.name, "Periksa isi dan versi"
            )
            self.setujui(halaman, versi="26.4", edisi="umum", comment="Sudah saya coba.")
            halaman = Page.objects.get(pk=halaman.pk).specific
            self.assertEqual(halaman.current_workflow_task.name, "Setujui terbit")
            self.setujui(halaman)
        pelajaran = PelajaranPage.objects.get(pk=pelajaran.pk)
        self.assertTrue(pelajaran.live)
        self.assertEqual(
            (pelajaran.versi_terverifikasi, pelajaran.diperiksa_oleh, pelajaran.modul_opensid),
            ("26.04", self.citra, ["cetak-surat", "pengaturan-surat"]),
        )
        self.assertEqual(list(pelajaran.bidang.all()), [self.surat])
        self.assertEqual(
            list(pelajaran.slug_modul.order_by("slug").values_list("slug", flat=True)),
            ["cetak-surat", "pengaturan-surat"],
        )

        self.masuk(self.ani)
        self.assertContains(self.client.get("/belajar/"), "Modul X01")
        halaman = self.client.get(pelajaran.url)
        self.assertContains(halaman, "Surat di nagari Anda.")
        self.assertContains(halaman, "Sesuai 26.04 Umum")
        self.client.post(reverse("modul_pelatihan:selesai", args=[pelajaran.uuid]))
        self.assertEqual(KemajuanPelajaran.objects.get(orang=self.ani).revisi_id, pelajaran.live_revision_id)
        self.assertContains(self.client.get("/pelatihan/saya/"), "Modul X01")

    def test_pelatih_tidak_dapat_menerbitkan_langsung(self):
        self.masuk(self.dewi)
        self.buat("modulpage", self.indeks, self.isian_modul("X01"), **{"action-publish": "1"})
        self.assertFalse(ModulPage.objects.get(kode="X01").live)

    def test_redaktur_minta_perbaikan_dan_naskah_kembali_ke_penulis(self):
        self.masuk(self.dewi)
        self.buat("modulpage", self.indeks, self.isian_modul("X01"), **{"action-submit": "1"})
        modul = ModulPage.objects.get(kode="X01")
        self.masuk(self.citra)
        url = reverse(
            "wagtailadmin_pages:workflow_action", args=[modul.pk, "reject", modul.current_workflow_task_state.pk]
        )
        self.client.post(url, {"comment": "Tujuannya belum jelas."})
        modul = ModulPage.objects.get(kode="X01")
        self.assertFalse(modul.live)
        self.assertEqual(modul.current_workflow_state.status, "needs_changes")
        kabar = Kabar.objects.get(penerima=self.dewi)
        self.assertEqual((kabar.judul, kabar.isi), ("Perlu diperbaiki: Modul X01", "Tujuannya belum jelas."))

    def test_pemeriksa_dan_penulis_dikabari_sekali_dalam_bahasa_kita(self):
        self.masuk(self.dewi)
        self.buat("modulpage", self.indeks, self.isian_modul("X01"), **{"action-submit": "1"})
        self.assertEqual(Kabar.objects.get(penerima=self.citra).judul, "Menunggu Anda: Modul X01")
        self.assertFalse(Kabar.objects.filter(penerima=self.dewi).exists(), "pengirim tidak dikabari ajuannya sendiri")
        modul = ModulPage.objects.get(kode="X01")
        self.masuk(self.citra)
        self.setujui(modul, versi="26.04", edisi="umum")
        modul = ModulPage.objects.get(kode="X01")
        self.setujui(modul)
        terbit = Kabar.objects.get(penerima=self.dewi)
        self.assertEqual((terbit.judul, terbit.url), ("Sudah terbit: Modul X01", "/belajar/modul-x01/"))
        surat = [satu.perihal for satu in SuratKeluar.objects.all()]
        self.assertEqual(len(surat), 3, surat)
        self.assertFalse([satu for satu in surat if "has been" in satu or "page" in satu], surat)

    def test_prasyarat_berputar_ditolak_dengan_menyebut_jalannya(self):
        satu = buat_modul("M01")
        dua = buat_modul("M02", prasyarat=(satu,))
        self.masuk(self.citra)
        url = reverse("wagtailadmin_pages:edit", args=[satu.pk])
        jawaban = self.client.post(url, self.isian_modul("M01", prasyarat=(dua,)) | {"action-publish": "1"})
        self.assertContains(jawaban, "Prasyarat berputar: M01 → M02 → M01")
        self.assertFalse(satu.prasyarat.exists())

    def test_gambar_tanpa_keterangan_dan_versi_keliru_ditolak(self):
        self.masuk(self.dewi)
        modul = buat_modul("M01")
        isian = self.isian_pelajaran("Salah versi", versi_terverifikasi="24.13")
        jawaban = self.buat("pelajaranpage", modul, isian, **{"action-submit": "1"})
        self.assertContains(jawaban, "misalnya 24.10")
        isian = self.isian_pelajaran("Salah slug", modul_opensid="cetak surat!")
        self.assertContains(self.buat("pelajaranpage", modul, isian), "bukan slug modul OpenSID")

    def test_dewi_hanya_melihat_yang_ia_perlukan(self):
        self.masuk(self.dewi)
        beranda = self.client.get(reverse("wagtailadmin_home"))
        self.assertEqual(beranda.status_code, 200)
        for alamat in ("/cms/settings/", "/cms/users/", "/cms/workflows/list/", "/cms/redirects/"):
            self.assertNotIn(alamat, beranda.content.decode(), alamat)
        lain = Page.objects.get(depth=2).add_child(instance=Page(title="Bukan urusan pelatih", slug="lain"))
        jawaban = self.client.get(reverse("wagtailadmin_explore", args=[lain.pk]), follow=True)
        self.assertNotContains(jawaban, "Bukan urusan pelatih")
        self.assertEqual(self.client.get("/cms/bidang/").status_code, 302)
        self.masuk(self.citra)
        self.assertContains(self.client.get("/cms/bidang/"), "Surat dan TTE")

    def test_redaktur_menyunting_bidang_jalur_dan_rilis(self):
        self.masuk(self.citra)
        url = f"/cms/bidang/edit/{self.surat.pk}/"
        self.assertContains(self.client.get(url), "cetak-surat")
        isian = {
            "nama": "Cetak surat", "slug": "cetak-surat", "uraian": "", "induk": self.surat.induk_id, "huruf": "F1",
            "urutan": 301, "modul_opensid": "cetak-surat, surat-dinas",
        }  # fmt: skip
        self.assertRedirects(self.client.post(url, isian), "/cms/bidang/")
        self.assertIn(self.surat, Bidang.objects.untuk_modul("surat-dinas"))
        modul = buat_modul("M01")
        isian = nested_form_data(
            {"judul": "Jalur uji", "kode": "uji", "urutan": 1, "isi": inline_formset([{"modul": modul.pk}])}
        )
        self.assertRedirects(self.client.post("/cms/jalur/new/", isian), "/cms/jalur/")
        self.assertContains(self.client.get("/belajar/"), "Jalur uji")
        isian = {"edisi": "premium", "tahun": 26, "bulan": 10, "tanggal": "", "catatan": ""}
        self.assertRedirects(self.client.post("/cms/rilis/new/", isian), "/cms/rilis/")

    def test_penanggung_jawab_dipilih_dari_orang_redaksi_saja(self):
        self.masuk(self.dewi)
        url = reverse("wagtailadmin_pages:add", args=["modul_pelatihan", "modulpage", self.indeks.pk])
        isi = self.client.get(url).content.decode()
        self.assertIn(f'<option value="{self.dewi.pk}" selected>Dewi Anggraini</option>', isi)
        self.assertNotIn("Ani Marlina", isi)

    def test_pratinjau_pelajaran_terbuka_sebelum_terbit(self):
        self.masuk(self.dewi)
        modul = buat_modul("M01", live=False)
        pelajaran = buat_pelajaran(modul, "Naskah", isi=[("teks", "<p>Isi naskah.</p>")], live=False)
        pelajaran.save_revision()
        jawaban = self.client.get(reverse("wagtailadmin_pages:view_draft", args=[pelajaran.pk]))
        self.assertContains(jawaban, "Isi naskah.")
        for balok in (
            "teks",
            "langkah",
            "peringatan",
            "gambar",
            "praktik",
            "unduhan",
            "video",
            "istilah",
            "tonggak",
            "kuis",
            "catatan_pelatih",
        ):
            definisi = PelajaranPage.isi.field.stream_block.child_blocks[balok]
            self.assertTrue(definisi.is_previewable, balok)
            jawaban = self.client.get(reverse("wagtailadmin_block_preview"), {"id": definisi.definition_prefix})
            self.assertEqual(jawaban.status_code, 200, balok)

    def test_suntingan_yang_belum_terbit_tidak_dapat_dicari_dan_tidak_mengubah_pokok_yang_terbit(self):
        pelajaran = buat_pelajaran(buat_modul("M01"), "Cetak surat", modul_opensid=["cetak-surat"])
        self.masuk(self.dewi)
        isian = self.isian_pelajaran("Zamrud rahasia", modul_opensid="peta", slug=pelajaran.slug)
        jawaban = self.client.post(reverse("wagtailadmin_pages:edit", args=[pelajaran.pk]), isian)
        self.assertEqual(jawaban.status_code, 302)
        pelajaran = PelajaranPage.objects.get(pk=pelajaran.pk)
        self.assertEqual((pelajaran.title, pelajaran.draft_title), ("Cetak surat", "Zamrud rahasia"))
        self.assertEqual([satu.pk for satu in saran_pelajaran("zamrud")], [])
        self.assertFalse(KataCari.objects.filter(kata="zamrud").exists())
        self.assertEqual(list(pelajaran.slug_modul.values_list("slug", flat=True)), ["cetak-surat"])
        pelajaran.get_latest_revision().publish()
        self.assertEqual([satu.pk for satu in saran_pelajaran("zamrud")], [pelajaran.pk])
        self.assertEqual(list(pelajaran.slug_modul.values_list("slug", flat=True)), ["peta"])

    def test_menyiapkan_ruang_redaksi_lagi_tidak_menggandakan(self):
        sebelum = (Workflow.objects.count(), PeriksaVersiTask.objects.count(), IndeksModulPage.objects.count())
        siapkan()
        self.assertEqual(
            (Workflow.objects.count(), PeriksaVersiTask.objects.count(), IndeksModulPage.objects.count()), sebelum
        )
