"""Impor fakta desa dari XLSX: uji kering, galat bernomor baris, penerapan, pengurungan, dan jejaknya."""

from __future__ import annotations

import uuid
from datetime import datetime
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from replikasi.kalender import JAKARTA
from replikasi.models import ImporFakta, JejakWilayah, PengakuanStatus, RingkasDesa
from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa

KEPALA = ["kode", "per_tanggal", "url", "versi", "hosting", "keadaan"]
SULIKI, KURAI = "13.07.01.2004", "13.07.01.2001"


def lembar(*baris: list, kepala: list = KEPALA) -> SimpleUploadedFile:
    buku = Workbook()
    for satu in (kepala, *baris):
        buku.active.append(satu)
    keluar = BytesIO()
    buku.save(keluar)
    return SimpleUploadedFile("fakta.xlsx", keluar.getvalue())


class ImporFaktaDesa(DuniaUji):
    databases = "__all__"

    def setUp(self):
        self.masuk(self.fajar)

    def unggah(self, berkas, wilayah: str = "13.07", kunci: str = ""):
        data = {"wilayah": wilayah, "berkas": berkas, "kunci": kunci or str(uuid.uuid4())}
        return self.client.post(reverse("replikasi:impor-fakta-baru"), data, follow=True)

    def perbuat(self, nama: str) -> ImporFakta:
        satu = ImporFakta.objects.latest("pk")
        self.jawaban = self.client.post(reverse(f"replikasi:impor-fakta-{nama}", args=[satu.pk]), follow=True)
        satu.refresh_from_db()
        return satu

    def test_uji_kering_menyebut_perubahan_dan_galat_per_nomor_baris(self):
        FaktaDesa.objects.create(wilayah=self.wilayah[SULIKI], versi="2604.0.0")
        jawaban = self.unggah(
            lembar(
                [SULIKI, "2026-11-01", "https://suliki.desa.id", "2610.0.0", "siappakai", ""],
                ["17.03.01.2001", "", "", "2610.0.0", "", ""],
                ["13.07.4.2001", "", "", "", "", ""],
                [KURAI, "2099-01-01", "ftp://x", "", "awan", "mungkin"],
                [SULIKI, "", "", "2611.0.0", "", ""],
            )
        )
        self.assertContains(jawaban, "Baris 3")
        self.assertContains(jawaban, "kode 17.03.01.2001 tidak ada di Kabupaten Lima Puluh Kota")
        self.assertContains(jawaban, "bukan kode desa")
        for teks in (
            "url harus diawali",
            "hosting “awan” tidak dikenal",
            "keadaan “mungkin” tidak dikenal",
            "belum tiba",
        ):
            self.assertContains(jawaban, teks)
        self.assertContains(jawaban, f"kode {SULIKI} sudah ada di baris 2")
        self.assertContains(jawaban, "2604.0.0")
        self.assertEqual(FaktaDesa.objects.get().versi, "2604.0.0")
        self.assertEqual([satu["nomor"] for satu in ImporFakta.objects.get().galat], [3, 4, 5, 6])

    def test_diterapkan_sekali_lalu_diurungkan_kembali_seperti_semula(self):
        FaktaDesa.objects.create(wilayah=self.wilayah[SULIKI], versi="2604.0.0", sumber="telemetri")
        self.unggah(
            lembar(
                [SULIKI, "2026-11-01", "", "2610.0.0", "mandiri", "dipakai"],
                [KURAI, "2026-11-02", "https://kurai.desa.id", "", "", ""],
            )
        )
        for _ in range(2):
            self.perbuat("terapkan")
        fakta = FaktaDesa.objects.get(wilayah=self.wilayah[SULIKI])
        self.assertEqual((fakta.versi, fakta.hosting, fakta.sumber), ("2610.0.0", "mandiri", "impor"))
        pengakuan = PengakuanStatus.objects.get()
        self.assertEqual(
            (pengakuan.sumber, pengakuan.keadaan, str(pengakuan.tanggal)), ("impor", "dipakai", "2026-11-01")
        )
        self.assertEqual(RingkasDesa.objects.get(wilayah=self.wilayah[SULIKI]).sumber_lain, "impor")
        self.assertEqual(JejakWilayah.objects.count(), 3)
        impor = self.perbuat("urungkan")
        fakta.refresh_from_db()
        self.assertEqual(
            (fakta.versi, fakta.hosting, fakta.sumber, impor.keadaan), ("2604.0.0", "", "telemetri", "diurungkan")
        )
        self.assertEqual(FaktaDesa.objects.get(wilayah=self.wilayah[KURAI]).url, "")
        self.assertFalse(PengakuanStatus.objects.exists())
        self.assertEqual(JejakWilayah.objects.filter(tindakan__startswith="Impor").count(), 3)

    def test_yang_diubah_lagi_sesudah_impor_tidak_diurungkan(self):
        self.unggah(lembar([SULIKI, "2026-11-01", "", "2610.0.0", "mandiri", ""]))
        self.perbuat("terapkan")
        FaktaDesa.objects.update(versi="2611.0.0", sumber="telemetri")
        self.perbuat("urungkan")
        self.assertContains(self.jawaban, f"dibiarkan: {SULIKI}")
        self.assertEqual(FaktaDesa.objects.get().versi, "2611.0.0")

    def test_fakta_yang_lebih_baru_tidak_ditimpa(self):
        FaktaDesa.objects.create(
            wilayah=self.wilayah[SULIKI], versi="2611.0.0", dilaporkan_pada=datetime(2026, 11, 20, 9, tzinfo=JAKARTA)
        )
        self.assertContains(self.unggah(lembar([SULIKI, "2026-11-01", "", "2604.0.0", "", ""])), "sudah lebih baru")
        self.assertContains(self.unggah(lembar([SULIKI, "2026-11-01", "", "", "", "dipakai"])), "Terapkan 1 baris")

    def test_kode_tanpa_titik_dan_angka_lembar_kerja_terbaca(self):
        self.unggah(lembar([1307012004, "", "", "2610.0.0", "", ""], [1307012001.0, "", "", "2610.0.0", "", ""]))
        self.assertEqual([satu["kode"] for satu in ImporFakta.objects.get().baris], [SULIKI, KURAI])

    def test_berkas_yang_bukan_lembar_kerja_ditolak_dengan_cara_membetulkannya(self):
        for berkas, kata in (
            (SimpleUploadedFile("a.xlsx", b"bukan zip"), "bukan lembar kerja XLSX"),
            (lembar(["x"], kepala=["nama"]), "kolom “kode”"),
            (lembar(), "Tidak ada baris"),
        ):
            with self.subTest(kata):
                self.assertContains(self.unggah(berkas), kata, status_code=422)
        self.assertFalse(ImporFakta.objects.exists())

    def test_kirim_dua_kali_satu_impor_dan_dibuang_tanpa_bekas(self):
        kunci = str(uuid.uuid4())
        for _ in range(2):
            self.unggah(lembar([SULIKI, "", "", "2610.0.0", "", ""]), kunci=kunci)
        self.assertEqual(ImporFakta.objects.count(), 1)
        self.perbuat("buang")
        self.perbuat("terapkan")
        self.assertContains(self.jawaban, "sudah diputuskan")
        self.assertFalse(FaktaDesa.objects.exists())

    def test_templat_berisi_desa_wilayahnya_dan_dapat_diunggah_kembali(self):
        FaktaDesa.objects.create(wilayah=self.wilayah[SULIKI], alamat="=HYPERLINK(1)", versi="2610.0.0")
        isi = self.client.get(reverse("replikasi:impor-fakta-templat", args=["13.07"])).content
        baris = list(load_workbook(BytesIO(isi)).worksheets[0].iter_rows(values_only=True))
        self.assertEqual([satu[0] for satu in baris[1:]], [KURAI, SULIKI, "13.07.04.2001"])
        self.assertEqual(baris[2][6], "'=HYPERLINK(1)")
        self.assertContains(self.unggah(SimpleUploadedFile("t.xlsx", isi)), "Tidak ada yang berbeda")

    def test_wilayah_lain_tidak_dapat_diimpor_dilihat_atau_diterapkan(self):
        self.unggah(lembar([SULIKI, "", "", "2610.0.0", "", ""]))
        satu = ImporFakta.objects.get()
        self.assertContains(self.unggah(lembar([SULIKI]), wilayah="17.03"), "di luar wilayah tugas", status_code=422)
        for orang in (self.eko, self.ani, self.budi, self.gita):
            self.masuk(orang)
            self.assertEqual(self.client.get(satu.get_absolute_url()).status_code, 404)
            self.assertEqual(
                self.client.post(reverse("replikasi:impor-fakta-terapkan", args=[satu.pk])).status_code, 404
            )
            self.assertEqual(self.client.get(reverse("replikasi:impor-fakta-templat", args=["13.07"])).status_code, 404)
            self.assertEqual(self.client.get(reverse("replikasi:pemutakhiran")).status_code, 404)
