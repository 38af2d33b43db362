"""Surat masuk sampai ke tiket: urutan bukti, golongan, batas, dan yang tidak boleh terjadi (domain helpdesk.md 4)."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

from allauth.account.models import EmailAddress
from django.core import mail
from django.db import OperationalError
from django.test import override_settings
from django.utils import timezone

from akun.models import SuratKeluar
from akun.surat import kirim_yang_menunggu
from modul_pelatihan.models import Bidang
from pusat_bantuan import arsip_surat
from pusat_bantuan.keadaan import Keadaan
from pusat_bantuan.layanan import IsiTiket, balas, buat_tiket, konfirmasi, selesaikan
from pusat_bantuan.layanan.terima_surat import olah, olah_yang_menunggu, terima
from pusat_bantuan.layanan.tindak_surat import tebak_bidang
from pusat_bantuan.models import Kontak, LampiranTiket, PeristiwaTiket, ProfilTiket, SuratMasuk, SuratTiket
from pusat_bantuan.surat_masuk.tanda import alamat_balasan, id_pesan, rujukan_isi
from tests.tokoh import DuniaUji

from .dunia import tiket_ani
from .surat_buruk import BURUK_RINGAN, PNG, b64, bagian, lampiran, multi, pantulan, semua, surat

EML = Path(__file__).parent / "data" / "eml"
ALAMAT = dict(
    SURAT_ALAMAT=["bantuan@opendesa.example", "helpdesk-kab@opendesa.example"],
    DEFAULT_FROM_EMAIL="Pusat Bantuan <bantuan@opendesa.example>",
)


def masuk(mentah: bytes) -> SuratMasuk:
    return olah(terima(mentah).pk)


def surat_keluar(kepada: str) -> list[SuratKeluar]:
    return list(SuratKeluar.objects.filter(kepada=kepada).order_by("pk"))


def isi_keluar(kepada: str) -> str:
    return "\n".join(bytes(satu.isi).decode("utf-8", "replace") for satu in surat_keluar(kepada))


@override_settings(**ALAMAT)
class Dasar(DuniaUji):
    def buktikan(self, orang, alamat: str):
        EmailAddress.objects.filter(user=orang).delete()
        return EmailAddress.objects.create(user=orang, email=alamat, verified=True, primary=True)

    def tiket_kontak(self, alamat: str = "siti@desa.example", judul: str = "Surat kosong") -> ProfilTiket:
        isi = IsiTiket(
            wilayah=None, bidang=Bidang.objects.get(slug="surat-tte"), uraian="Kosong.", judul=judul, kanal="surel"
        )
        return buat_tiket(kontak=Kontak.objects.dari_email(email=alamat, nama="Siti"), isi=isi)

    def segar(self, profil: ProfilTiket) -> ProfilTiket:
        return ProfilTiket.objects.untuk_daftar().get(pk=profil.pk)


class BerkasContoh(Dasar):
    """Setiap berkas contoh menurut `index.json`, berurutan, dua putaran."""

    def setUp(self):
        prasyarat = json.loads((EML / "index.json").read_text())["preconditions"]["tickets"]
        self.tiket = {}
        for satu in prasyarat:
            profil = self.tiket_kontak(satu["requester"], satu["subject"])
            self.tiket[satu["id"]] = profil
            for arah, kunci in (("masuk", "inbound_message_ids"), ("keluar", "outbound_message_ids")):
                for nomor in satu.get(kunci, []):
                    SuratTiket.objects.create(profil=profil, message_id=nomor, arah=arah, kontak=profil.kontak)
        balas(profil=self.tiket[1042], oleh=self.citra, isi="Mohon coba hapus cache.", tunggu_pemohon=True)
        selesaikan(profil=self.tiket[1043], oleh=self.citra, isi="Sudah direset.")
        SuratKeluar.objects.all().delete()

    def bita(self, satu: dict) -> bytes:
        """Nomor tiket di perihal contoh mengikuti nomor tiket uji."""
        mentah = (EML / satu["file"]).read_bytes()
        for nomor, profil in self.tiket.items():
            mentah = mentah.replace(f"[opensid-{nomor}]".encode(), f"[opensid-{profil.pk}]".encode())
        return mentah

    def potret(self) -> tuple:
        return (
            list(SuratMasuk.objects.values_list("pk", "keadaan", "hasil", "profil").order_by("pk")),
            PeristiwaTiket.objects.count(), ProfilTiket.objects.count(), SuratKeluar.objects.count(), Kontak.objects.count(),
            list(ProfilTiket.objects.values_list("pk", "keadaan", "dibuka_lagi").order_by("pk")),
        )  # fmt: skip

    def test_semua_menurut_harapan(self):
        daftar = json.loads((EML / "index.json").read_text())["files"]
        for satu in daftar:
            with self.subTest(berkas=satu["file"]):
                self._periksa(satu)
        sebelum = self.potret()
        for satu in daftar:
            masuk(self.bita(satu))
        self.assertEqual(self.potret(), sebelum)

    def _periksa(self, satu: dict) -> None:
        tiket, peristiwa = ProfilTiket.objects.count(), PeristiwaTiket.objects.filter(jenis="balasan").count()
        sudah_1043 = PeristiwaTiket.objects.filter(profil=self.tiket[1043]).count()
        baris = masuk(self.bita(satu))
        tiket_baru = ProfilTiket.objects.count() - tiket
        pesan_baru = PeristiwaTiket.objects.filter(jenis="balasan").count() - peristiwa
        harap = {"new-ticket": (1, 0), "append": (0, 1), "ignore": (0, 0)}[satu["expectation"]]
        self.assertEqual((tiket_baru, pesan_baru), harap)
        self.assertEqual(PeristiwaTiket.objects.filter(profil=self.tiket[1043]).count(), sudah_1043)
        self.assertEqual(self.segar(self.tiket[1043]).keadaan, Keadaan.SELESAI)
        if satu["expectation"] == "append":
            self.assertEqual(baris.profil, self.tiket[satu["ticket"]])
            isi = baris.peristiwa.followup.comment
        elif satu["expectation"] == "new-ticket":
            self.assertEqual((baris.profil.judul, baris.profil.kanal), (satu["expected_subject"], "surel"))
            isi = baris.profil.uraian
        else:
            return
        self.assertIn(satu["expected_body_snippet"], isi)
        for larangan in satu.get("must_not_contain", []):
            self.assertNotIn(larangan, isi)
        self.assertEqual(LampiranTiket.objects.filter(profil=baris.profil).count(), satu["attachments_count"])

    def test_balasan_otomatis_hanya_peristiwa_dalam(self):
        baris = masuk(self.bita({"file": "09-balasan-otomatis.eml"}))
        profil = self.segar(self.tiket[1042])
        self.assertEqual((baris.hasil, baris.profil, baris.peristiwa.jenis), ("otomatis", profil, "surat_otomatis"))
        self.assertEqual(profil.keadaan, Keadaan.MENUNGGU_PEMOHON)
        self.assertFalse(SuratKeluar.objects.exists())
        self.assertIsNone(baris.peristiwa.followup)

    def test_token_dicatut_tidak_menyentuh_dan_tidak_membocorkan(self):
        baris = masuk(self.bita({"file": "12-token-tiket-dicatut.eml"}))
        self.assertEqual(baris.terkait, self.tiket[1043])
        self.assertTrue(any("token pengirim tidak cocok" in satu for satu in baris.tanda))
        jawaban = isi_keluar("menang@penipu.example")
        self.assertIn(baris.profil.kode, jawaban)
        for rahasia in (self.tiket[1043].kode, "tanjungsari", "Sudah direset"):
            self.assertNotIn(rahasia, jawaban)

    def test_banyak_penerima_satu_tiket_tanpa_surat_ke_yang_lain(self):
        baris = masuk(self.bita({"file": "20-banyak-penerima.eml"}))
        self.assertTrue(any("gangguan" in satu.lower() for satu in baris.tanda))
        self.assertEqual(len(baris.penerima), 45)
        tujuan = set(SuratKeluar.objects.values_list("kepada", flat=True))
        self.assertFalse([satu for satu in tujuan if satu.startswith(("operator", "desa", "camat", "helpdesk"))])


class Identitas(Dasar):
    def setUp(self):
        self.tiket = self.tiket_kontak()

    def _tempel(self, mentah: bytes) -> SuratMasuk:
        baris = masuk(mentah)
        self.assertEqual((baris.hasil, baris.profil), ("balasan", self.tiket), baris.sebab)
        return baris

    def test_alamat_bertanda(self):
        self._tempel(surat(to=alamat_balasan(self.tiket.pk)))

    def test_message_id_bertanda_di_in_reply_to_dan_references(self):
        self._tempel(surat(in_reply_to=id_pesan(self.tiket.pk, 3, 4)))
        self._tempel(surat(message_id="<lain@x>", references=f"<x@y> {id_pesan(self.tiket.pk)} <z@w>"))

    def test_references_paling_dekat_dahulu(self):
        lain = self.tiket_kontak("siti@desa.example", "Tiket lain")
        self._tempel(surat(references=f"{id_pesan(lain.pk)} {id_pesan(self.tiket.pk)}"))

    def test_id_tersimpan_masuk_maupun_keluar(self):
        SuratTiket.objects.create(profil=self.tiket, message_id="<pernah@masuk>", arah="masuk")
        self._tempel(surat(references="<pernah@masuk>"))

    def test_tanda_di_isi(self):
        self._tempel(surat(f"Masih gagal.\r\n\r\n> Rujukan: {rujukan_isi(self.tiket.pk)}"))

    def test_perihal_hanya_untuk_orang_tiket_itu(self):
        self._tempel(surat(subject=f"Re: [{self.tiket.kode}] Surat"))
        asing = masuk(surat(dari="asing@lain.example", subject=f"Re: [{self.tiket.kode}] Surat", message_id="<as@ing>"))
        self.assertEqual((asing.hasil, asing.terkait), ("tiket_baru", self.tiket))

    def test_reply_to_milik_korban_tidak_cukup_untuk_perihal(self):
        baris = masuk(surat(dari="jahat@lain.example", reply_to="siti@desa.example", subject=f"[{self.tiket.kode}] x"))
        self.assertEqual(baris.hasil, "tiket_baru")

    def test_tanda_yang_dikarang_bukan_apa_apa(self):
        palsu = alamat_balasan(self.tiket.pk).replace(".", ".0", 1)
        for nomor, mentah in enumerate((
            surat(to=f"bantuan+t{self.tiket.pk}.0123456789abcdef@opendesa.example", dari="a@lain.example"),
            surat(to=palsu, dari="a@lain.example", subject="dua"),
            surat(in_reply_to=f"<tiket.{self.tiket.pk}.0123456789abcdef@opendesa.example>", dari="b@lain.example"),
            surat(f"Rujukan: t{self.tiket.pk}.0123456789abcdef", dari="c@lain.example"),
            surat(to=alamat_balasan(self.tiket.pk).replace("opendesa", "jahat"), dari="d@lain.example"),
        )):  # fmt: skip
            with self.subTest(nomor=nomor):
                baris = masuk(mentah.replace(b"<a1@", f"<a{nomor}@".encode()))
                self.assertEqual(baris.hasil, "tiket_baru")
                self.assertNotEqual(baris.profil, self.tiket)

    def test_tanda_sah_dari_alamat_asing_masuk_dengan_tanda_dan_tidak_disurati(self):
        baris = self._tempel(surat("Rahasia dibalas", dari="asing@lain.example", to=alamat_balasan(self.tiket.pk)))
        self.assertTrue(any("belum terverifikasi" in satu for satu in baris.tanda))
        balas(profil=self.tiket, oleh=self.citra, isi="Jawaban penangan")
        self.assertEqual(surat_keluar("asing@lain.example"), [])
        self.assertIn("Jawaban penangan", isi_keluar("siti@desa.example"))

    def test_alamat_asing_tidak_membuka_lagi_tiket_selesai_pemohon_membuka(self):
        selesaikan(profil=self.tiket, oleh=self.citra, isi="Sudah.")
        self._tempel(surat(dari="asing@lain.example", to=alamat_balasan(self.tiket.pk)))
        self.assertEqual(self.segar(self.tiket).keadaan, Keadaan.SELESAI)
        self._tempel(surat("Masih gagal", to=alamat_balasan(self.tiket.pk), message_id="<dua@x>"))
        self.assertEqual(self.segar(self.tiket).keadaan, Keadaan.DITANGANI)

    def test_akun_hanya_lewat_alamat_terbukti(self):
        EmailAddress.objects.create(user=self.ani, email="ani@desa.example", verified=False)
        baris = masuk(surat(dari="Ani <ani@desa.example>"))
        self.assertIsNone(baris.profil.pemohon)
        self.assertEqual(baris.profil.nama_tempat, "desa belum dikenali")
        EmailAddress.objects.filter(email="ani@desa.example").update(verified=True)
        baris = masuk(surat(dari="Ani <ani@desa.example>", message_id="<dua@x>", subject="Lain"))
        self.assertEqual((baris.profil.pemohon, baris.profil.wilayah), (self.ani, self.wilayah["13.07.01.2004"]))

    def test_asal_yang_dipalsukan_menurut_server_kita(self):
        with override_settings(SURAT_AUTHSERV="mx.opendesa.example"):
            baris = masuk(surat(
                subject=f"[{self.tiket.kode}] x", kepala="Authentication-Results: mx.opendesa.example; spf=fail; dmarc=fail",
            ))  # fmt: skip
        self.assertEqual((baris.hasil, baris.terkait), ("tiket_baru", self.tiket))
        self.assertTrue(any("dipalsukan" in satu for satu in baris.tanda))

    def test_tiket_yang_sudah_digabung_diikuti_sampai_ujung(self):
        ujung = self.tiket_kontak("siti@desa.example", "Ujung")
        ProfilTiket.objects.filter(pk=self.tiket.pk).update(digabung_ke=ujung)
        self.assertEqual(masuk(surat(to=alamat_balasan(self.tiket.pk))).profil, ujung)

    def test_penangan_membalas_dari_emailnya(self):
        tiket = tiket_ani(self)
        self.buktikan(self.budi, "budi@forsid.example")
        self.buktikan(self.ani, "ani@desa.example")
        masuk(surat("Coba hapus cache.", dari="budi@forsid.example", in_reply_to=id_pesan(tiket.pk, 1, self.budi.pk)))
        peristiwa = tiket.peristiwa.get(jenis="balasan")
        self.assertEqual((peristiwa.pelaku, peristiwa.dari_meja), (self.budi, True))
        self.assertIn("Coba hapus cache.", isi_keluar("ani@desa.example"))
        hanya_perihal = masuk(
            surat("Bocor?", dari="budi@forsid.example", subject=f"[{tiket.kode}]", message_id="<dua@x>")
        )
        self.assertEqual(hanya_perihal.hasil, "catatan")

    def test_tiket_lama_yang_ditutup_menjadi_tiket_baru_yang_menyebutnya(self):
        tiket = tiket_ani(self)
        self.buktikan(self.ani, "ani@desa.example")
        selesaikan(profil=tiket, oleh=self.budi, isi="Sudah.")
        konfirmasi(profil=tiket, oleh=self.ani)
        ProfilTiket.objects.filter(pk=tiket.pk).update(ditutup_pada=timezone.now() - timezone.timedelta(days=90))
        baris = masuk(surat(dari="ani@desa.example", to=alamat_balasan(tiket.pk)))
        self.assertEqual((baris.hasil, baris.terkait), ("tiket_baru", tiket))
        self.assertFalse(any("token" in satu for satu in baris.tanda))


class GolonganBertindak(Dasar):
    def setUp(self):
        self.tiket = self.tiket_kontak()
        self.keluar = SuratKeluar.objects.get(kepada="siti@desa.example")

    def test_gema_diabaikan(self):
        baris = masuk(bytes(self.keluar.isi))
        self.assertEqual((baris.keadaan, baris.hasil), ("diabaikan", "gema"))

    def test_otomatis_tanpa_tiket_diparkir(self):
        baris = masuk(surat(kepala="Auto-Submitted: auto-generated"))
        self.assertEqual((baris.keadaan, baris.profil), ("diparkir", None))
        self.assertEqual(ProfilTiket.objects.count(), 1)

    def test_pantulan_menandai_alamat_dan_tidak_dijawab(self):
        keluar = SuratKeluar.objects.count()
        baris = masuk(pantulan("5.1.1", gagal="siti@desa.example", asli=self.keluar.message_id, teks="Tidak sampai."))
        self.assertEqual((baris.hasil, baris.profil, baris.peristiwa.jenis), ("pantulan", self.tiket, "pantulan"))
        self.assertIn("WA", baris.peristiwa.alasan)
        self.assertIsNotNone(Kontak.objects.get(email="siti@desa.example").email_mati_pada)
        balas(profil=self.tiket, oleh=self.citra, isi="Halo")
        self.assertEqual(SuratKeluar.objects.filter(kepada="siti@desa.example").count(), 1)
        self.assertEqual(SuratKeluar.objects.count(), keluar)
        self.assertEqual(self.segar(self.tiket).dibuka_lagi, 0)

    def test_pantulan_akun_menandai_akun(self):
        self.buktikan(self.ani, "ani@desa.example")
        tiket = tiket_ani(self)
        nomor = surat_keluar("ani@desa.example")[0].message_id
        masuk(pantulan("5.1.1", gagal="ani@desa.example", asli=nomor, teks="x"))
        self.ani.refresh_from_db()
        self.assertIsNotNone(self.ani.email_mati_pada)
        balas(profil=tiket, oleh=self.budi, isi="Halo")
        self.assertEqual(len(surat_keluar("ani@desa.example")), 1)

    def test_pantulan_karangan_tidak_membungkam_siapa_pun(self):
        for nomor, asli in enumerate(("<karangan@x>", "<tiket.1.0123456789abcdef@opendesa.example>")):
            mentah = pantulan("5.1.1", gagal="siti@desa.example", asli=asli, teks="x").replace(
                b"<dsn1@", b"<dsn%d@" % nomor
            )
            self.assertEqual(masuk(mentah).keadaan, "diparkir")
        lain = pantulan("5.1.1", gagal="korban@desa.example", asli=self.keluar.message_id, teks="x").replace(
            b"<dsn1@", b"<dsn9@"
        )
        Kontak.objects.dari_email(email="korban@desa.example")
        masuk(lain)
        self.assertFalse(Kontak.objects.filter(email_mati_pada__isnull=False).exists())

    def test_pantulan_sementara_tidak_menandai(self):
        masuk(pantulan("4.2.2", gagal="siti@desa.example", asli=self.keluar.message_id, teks="x", tindakan="delayed"))
        self.assertIsNone(Kontak.objects.get(email="siti@desa.example").email_mati_pada)

    def test_tanpa_pengirim_diparkir(self):
        baris = masuk(surat(dari=""))
        self.assertEqual(baris.keadaan, "diparkir")
        self.assertIn("tidak terbaca", baris.sebab)


class Batas(Dasar):
    def test_sepuluh_tiket_per_jam_lalu_diparkir_dan_tiga_tanda_terima(self):
        hasil = [masuk(surat(message_id=f"<n{n}@x>", subject=f"Soal {n}")).keadaan for n in range(11)]
        self.assertEqual((hasil.count("diolah"), hasil[-1]), (10, "diparkir"))
        self.assertEqual(len(surat_keluar("siti@desa.example")), 3)

    def test_satu_tanda_terima_per_perihal(self):
        for n in range(2):
            masuk(surat(message_id=f"<n{n}@x>", subject=f"{'Re: ' * n}Sama"))
        self.assertEqual(len(surat_keluar("siti@desa.example")), 1)

    def test_surat_raksasa_ditolak_dengan_tautan(self):
        baris = olah(terima(surat("x"), ukuran=30_000_000).pk)
        self.assertEqual((baris.keadaan, baris.hasil, ProfilTiket.objects.count()), ("diabaikan", "ditolak", 0))
        isi = isi_keluar("siti@desa.example")
        self.assertIn("25 MB", isi)
        self.assertIn("/bantuan/tiket/baru/", isi)
        self.assertIn("Auto-Submitted: auto-replied", isi)

    def test_berkas_raksasa_tidak_menjatuhkan_yang_lain(self):
        besar = lampiran("besar.txt", b"a" * 10_600_000)
        baris = masuk(multi(bagian("text/plain", "Lihat."), besar, lampiran("kecil.txt", b"halo")))
        self.assertEqual([satu.nama for satu in baris.profil.lampiran.all()], ["kecil.txt"])
        self.assertEqual([satu["nama"] for satu in baris.ditahan], ["besar.txt"])
        self.assertIn("besar.txt", isi_keluar("siti@desa.example"))

    def test_yang_berbahaya_ditahan_tiketnya_tetap_jadi(self):
        for nama in ("akhiran ganda", "gambar svg", "lampiran html", "makro", "bom zip", "lampiran kosong"):
            with self.subTest(nama=nama):
                mentah = (
                    semua()[nama]
                    .replace(b"<a1@", f"<{abs(hash(nama))}@".encode())
                    .replace(b"siti@", f"s{abs(hash(nama))}@".encode())
                )
                baris = masuk(mentah)
                self.assertEqual((baris.hasil, len(baris.ditahan)), ("tiket_baru", 1), baris.sebab)
                self.assertFalse(baris.profil.lampiran.exists())

    def test_logo_berulang_dilipat(self):
        def berlogo(nomor: int, **lain) -> bytes:
            gambar = bagian(
                "image/png",
                b64(PNG),
                "Content-Transfer-Encoding: base64",
                "Content-ID: <l>",
                "Content-Disposition: inline",
            )
            return multi(
                bagian("text/html", f"<p>Pesan {nomor}</p><img src='cid:l'>"),
                gambar,
                jenis="related",
                message_id=f"<l{nomor}@x>",
                **lain,
            )

        tiket = masuk(berlogo(1)).profil
        masuk(berlogo(2, to=alamat_balasan(tiket.pk)))
        self.assertEqual(tiket.lampiran.count(), 1)

    def test_surat_terusan_disimpan_utuh(self):
        baris = masuk(semua()["surat terusan bertoken"])
        self.assertEqual(baris.hasil, "tiket_baru")
        satu = baris.profil.lampiran.get()
        self.assertIn(b"Isi terusan", satu.berkas.read())


class Tersimpan(Dasar):
    def test_bita_disimpan_dahulu_tersandi_dan_kembali_persis(self):
        mentah = surat(b"NIK 1307010101900001 \xff\x00")
        baris = terima(mentah)
        self.assertEqual(arsip_surat.buka(baris.mentah), mentah)
        with arsip_surat.tempat_pribadi().open(baris.mentah) as berkas:
            self.assertNotIn(b"1307010101900001", berkas.read())
        baris = olah(baris.pk)
        for teks in (baris.teks, baris.profil.uraian, baris.perihal):
            self.assertNotIn("1307010101900001", teks)

    def test_message_id_sama_isi_lain_diparkir_bukan_hilang(self):
        masuk(surat("satu"))
        for _ in range(2):
            baris = masuk(surat("dua"))
        self.assertEqual((baris.keadaan, SuratMasuk.objects.count()), ("diparkir", 2))
        self.assertEqual(arsip_surat.buka(baris.mentah), surat("dua"))

    def test_tanpa_message_id_tetap_satu(self):
        for _ in range(2):
            masuk(surat(message_id=None))
        self.assertEqual((SuratMasuk.objects.count(), ProfilTiket.objects.count()), (1, 1))

    def test_satu_gagal_diparkir_sisanya_jalan(self):
        for nomor in range(3):
            terima(surat(message_id=f"<n{nomor}@x>", subject=f"Soal {nomor}"))
        asli = buat_tiket

        def meledak(**lain):
            if lain["isi"].judul == "Soal 1":
                raise RuntimeError("boom")
            return asli(**lain)

        with patch("pusat_bantuan.layanan.tindak_surat.buat_tiket", meledak):
            self.assertEqual(olah_yang_menunggu(), 3)
        self.assertEqual(ProfilTiket.objects.count(), 2)
        rusak = SuratMasuk.objects.get(keadaan="diparkir")
        self.assertEqual((rusak.perihal, rusak.profil), ("Soal 1", None))
        SuratMasuk.objects.filter(pk=rusak.pk).update(keadaan="diterima")
        self.assertEqual(olah(rusak.pk).hasil, "tiket_baru")

    def test_basis_data_terkunci_menunda_bukan_memarkir(self):
        baris = terima(surat())
        terkunci = patch("pusat_bantuan.layanan.tindak_surat.buat_tiket", side_effect=OperationalError("terkunci"))
        with terkunci, self.assertRaises(OperationalError):
            olah(baris.pk)
        baris.refresh_from_db()
        self.assertEqual(baris.keadaan, "diterima")

    def test_semua_surat_buruk_tersimpan_dan_berakhir(self):
        for nama, mentah in semua().items():
            if nama in BURUK_RINGAN:
                with self.subTest(nama=nama):
                    self.assertNotEqual(masuk(mentah).keadaan, "diterima")

    def test_kode_desa_diusulkan_bukan_dipercaya(self):
        profil = masuk(surat("Kami dari 13.07.01.2001")).profil
        self.assertEqual((profil.wilayah, profil.wilayah_usul), (None, self.wilayah["13.07.01.2001"]))

    def test_templat_dan_jalur_disimpan_apa_adanya(self):
        profil = masuk(surat("C:\\xampp\\new {{ $x->y }} {% if %} {# a #} <b>")).profil
        self.assertEqual(profil.uraian, "C:\\xampp\\new {{ $x->y }} {% if %} {# a #} <b>")

    def test_tebakan_bidang(self):
        for teks, slug in (
            ("Surat kosong", "surat-tte"),
            ("Situs kami diretas", "keamanan"),
            ("Tanya saja", "panduan"),
        ):
            self.assertEqual(tebak_bidang(teks).slug, slug)


class Keluar(Dasar):
    def surat_ke(self, alamat: str):
        kirim_yang_menunggu()
        return next(satu for satu in reversed(mail.outbox) if satu.to == [alamat])

    def test_untaian_tanda_dan_dua_bentuk(self):
        baris = masuk(surat())
        ack = self.surat_ke("siti@desa.example").message()
        self.assertEqual(ack["In-Reply-To"], "<a1@desa.example>")
        self.assertIn("<a1@desa.example>", ack["References"])
        self.assertEqual(ack["Reply-To"], alamat_balasan(baris.profil.pk))
        self.assertEqual(ack["Auto-Submitted"], "auto-generated")
        balas(profil=baris.profil, oleh=self.citra, isi="Coba {{ ini }}")
        pesan = self.surat_ke("siti@desa.example").message()
        self.assertIsNone(pesan["Auto-Submitted"])
        self.assertEqual(pesan["In-Reply-To"], ack["Message-ID"])
        self.assertTrue(str(pesan["Subject"]).startswith(f"Re: [{baris.profil.kode}]"))
        self.assertIsNotNone(pesan["List-Id"])
        teks = bytes(surat_keluar("siti@desa.example")[-1].isi).decode()
        self.assertIn("-- Tulis balasan di atas baris ini --", teks)
        self.assertIn("Coba {{ ini }}", teks)
        self.assertLess(teks.index("text/plain"), teks.index("text/html"))

    def test_hp_saja_atau_tanpa_alamat_tidak_disurati(self):
        kontak = Kontak.objects.create(nama="Penelepon", hp="+62812")
        isi = IsiTiket(wilayah=None, bidang=Bidang.objects.get(slug="surat-tte"), uraian="Kosong.")
        buat_tiket(kontak=kontak, isi=isi)
        self.assertFalse(SuratKeluar.objects.filter(kepada="").exists())

    @override_settings(SURAT_ALAMAT=[])
    def test_tanpa_kotak_surat_tidak_menjanjikan_balasan(self):
        self.tiket_kontak()
        isi = isi_keluar("siti@desa.example")
        self.assertNotIn("\nReply-To", isi)
        self.assertNotIn("Tulis balasan di atas", isi)
