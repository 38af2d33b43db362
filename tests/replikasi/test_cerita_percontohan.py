"""Satu cerita utuh lewat halamannya: panggilan, nilai, keputusan, gelombang, rencana kerja, klaim, verifikasi, R."""

from __future__ import annotations

import uuid

from django.urls import reverse

from akun.models import Kabar
from replikasi.bibit import isi_kriteria
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.edisi_buku import edisi_terbaru
from replikasi.models import (
    Calon,
    EdisiKriteria,
    Gelombang,
    KlaimTonggak,
    Kriteria,
    Panggilan,
    Program,
    RencanaKerja,
    Seleksi,
    Tonggak,
)
from tests.tokoh import DuniaUji

from .dunia import program_bawaan

KURAI, SULIKI = "13.07.01.2001", "13.07.01.2004"


class CeritaPercontohan(DuniaUji):
    databases = "__all__"

    def setUp(self):
        isi_kriteria(Program, EdisiKriteria, Kriteria)
        if edisi_terbaru() is None:
            terbitkan_buku()
        self.program = Program.objects.create(
            slug="daerah", nama="Percontohan Lima Puluh Kota", wilayah=self.wilayah["13.07"], acuan=program_bawaan()
        )

    def kirim(self, rute: str, /, *arg, **data):
        jawaban = self.client.post(reverse(f"replikasi:{rute}", args=arg), data)
        self.assertEqual(jawaban.status_code, 302, f"{rute}: {jawaban.context and jawaban.context.get('form')}")
        return jawaban

    def nilai(self, calon: Calon, angka: int, *kirim: str) -> dict:
        data = dict.fromkeys(kirim, "1")
        for k in calon.panggilan.edisi.kriteria.all():
            data |= {f"nilai_{k.pk}": str(angka), f"bukti_{k.pk}": "Ada berkasnya."}
        return data

    def test_dari_panggilan_sampai_r(self):
        # Manajer memanggil; operator menilai nagarinya; pegiat memastikan; manajer memutus.
        self.masuk(self.fajar)
        self.kirim(
            "panggilan-baru", "daerah", judul="Panggilan", wilayah="13.07", buka="2026-01-01", tutup="2099-01-01", kuota=1,
            terbit="on", kunci=uuid.uuid4(),
        )  # fmt: skip
        panggilan = Panggilan.objects.get()
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, url=panggilan.get_absolute_url()).exists())
        self.assertFalse(Kabar.objects.filter(penerima=self.eko, jenis="replikasi_panggilan").exists())
        self.masuk(self.ani)
        self.kirim("calon-baru", panggilan.pk, kode=SULIKI)
        calon = Calon.objects.get()
        self.kirim("calon", calon.pk, **self.nilai(calon, 3, "kirim"))
        self.masuk(self.budi)
        self.kirim("calon", calon.pk, **self.nilai(calon, 3))
        self.masuk(self.fajar)
        self.kirim("panggilan-tutup", panggilan.pk)
        self.kirim(
            "putuskan-seleksi",
            panggilan.pk,
            dipilih=SULIKI,
            keputusan="Ditetapkan.",
            tanggal="2026-02-01",
            kunci=uuid.uuid4(),
        )
        # Yang terpilih menjadi gelombang dan mulai dengan rencana kerjanya, tanpa diketik lagi.
        self.kirim(
            "gelombang-baru", "daerah", nama="Percontohan", nomor=1, wilayah="13.07", mulai="2026-03-02", terbit="on",
            seleksi=Seleksi.objects.get().pk, kunci=uuid.uuid4(),
        )  # fmt: skip
        satu = Gelombang.objects.get()
        self.assertContains(self.client.get(satu.get_absolute_url()), "memilih 1 desa")
        self.kirim("gelombang-terpilih", satu.pk)
        self.kirim("gelombang-mulai", satu.pk)
        penerapan = satu.anggota.get().penerapan
        self.assertEqual(RencanaKerja.objects.get().penerapan, penerapan)
        # Desa mengklaim layanan suratnya, orang kedua memastikan, lalu ia membimbing gelombang berikutnya.
        tonggak = Tonggak.objects.filter(tahap__program=penerapan.program, tahap__nomor=6)
        self.masuk(self.ani)
        for t in tonggak:
            self.kirim("klaim-baru", SULIKI, t.slug, catatan="Surat keluar dari OpenSID.", kunci=uuid.uuid4())
        self.masuk(self.budi)
        for klaim in KlaimTonggak.objects.filter(tonggak__in=tonggak):
            self.kirim("putuskan", klaim.pk, putusan="diterima")
        self.masuk(self.fajar)
        self.kirim(
            "gelombang-baru", "daerah", nama="Berikutnya", nomor=2, wilayah="13.07", mulai="2026-09-01", terbit="on",
            kunci=uuid.uuid4(),
        )  # fmt: skip
        dua = Gelombang.objects.get(nomor=2)
        self.kirim("gelombang-desa", dua.pk, kode=KURAI)
        self.kirim("gelombang-mulai", dua.pk)
        self.kirim("mentor-baru", dua.pk, mentor=self.wilayah[SULIKI].pk, dampingan=self.wilayah[KURAI].pk, utama="on")
        self.client.logout()
        self.assertContains(self.client.get(f"/replikasi/{KURAI}/"), "<h3>Mentor</h3>")
        halaman = self.client.get(reverse("replikasi:jejaring", args=["daerah"]))
        angka = {a.gelombang.nomor: (a.sampai, a.mentor, a.r) for a in halaman.context["angka"]}
        self.assertEqual(angka, {1: (1, 0, None), 2: (0, 1, 0)})
        self.assertContains(halaman, "✓ Suliki")

    def test_kabupaten_yang_terpilih_berarti_semua_desanya(self):
        self.program.unit = Program.Unit.KABUPATEN
        self.program.save()
        edisi = program_bawaan().edisi_kriteria.first()
        panggilan = Panggilan.objects.create(
            program=self.program,
            wilayah=self.wilayah["13"],
            judul="x",
            buka="2026-01-01",
            tutup="2026-02-01",
            edisi=edisi,
        )
        seleksi = Seleksi.objects.create(
            panggilan=panggilan, tanggal=panggilan.seleksi.model._meta.get_field("tanggal").to_python("2026-02-02"),
            keputusan="x", isi={"calon": [{"kode": "13.07", "terpilih": True}]},
        )  # fmt: skip
        satu = Gelombang.objects.create(
            program=self.program,
            wilayah=self.wilayah["13.07"],
            nomor=1,
            nama="Kab",
            mulai="2026-03-01",
            seleksi=seleksi,
        )
        self.masuk(self.fajar)
        self.kirim("gelombang-terpilih", satu.pk)
        self.assertEqual(satu.anggota.count(), 3)
        self.assertTrue(panggilan.cocok_unit(self.wilayah["13.07"]))
        self.assertFalse(panggilan.cocok_unit(self.wilayah[SULIKI]))
