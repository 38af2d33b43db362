"""Orang asing tidak dapat membaca, menebak, menambah, atau membuka lagi tiket lewat kanal mana pun.

Satu tabel: tiap baris satu percobaan. Sesudah percobaan seseorang isi basis data tiket korban harus persis sama, dan tidak
satu pun kata rahasianya boleh ada di jawabannya. Rute baru yang memuat kode tiket ikut tercoba dengan sendirinya.
"""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from functools import partial

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import Client, tag
from django.urls import get_resolver
from django.utils import timezone
from helpdesk import urls as rute_pustaka
from helpdesk.models import FollowUp, Ticket, TicketCC, TicketChange

from akun.models import Kabar, Penugasan, SuratKeluar
from forum.models import Kiriman, Ruang, Topik
from forum.models.topik import Keadaan
from pusat_bantuan import models as isi_kamar
from pusat_bantuan import tautan_nilai, tautan_tamu
from pusat_bantuan.layanan import balas, selesaikan
from pusat_bantuan.layanan.sistem import buat_sistem, cabut_sistem
from pusat_bantuan.models import LampiranTiket, ProfilTiket, SistemLuar, SuratMasuk, TautanTopik
from pusat_bantuan.models.lampiran import tempat_pribadi
from pusat_bantuan.surat_masuk.tanda import alamat_balasan, id_pesan, rujukan_isi

from .dunia import tiket_ani, tiket_dari
from .surat_buruk import surat
from .test_penjaga import alamat as alamat_pustaka
from .test_surat_masuk import Dasar, masuk

RAHASIA = "RAHASIA-KOP-7391"
KOLOM_PROFIL = {
    isi_kamar.PeristiwaTiket: "profil", LampiranTiket: "profil", isi_kamar.Nilai: "profil", isi_kamar.IsiAsli: "profil",
    isi_kamar.TautanTiket: "dari", TautanTopik: "profil", isi_kamar.AnakGangguan: "profil", isi_kamar.SuratTiket: "profil",
    isi_kamar.KehadiranTiket: "profil", isi_kamar.ButirPeriksa: "profil", isi_kamar.Pencatatan: "profil",
    isi_kamar.KirimanSistem: "profil", SuratMasuk: "profil",
}  # fmt: skip


def rute_berkode(pola=None, awal: str = "", nama_awal: str = "") -> dict[str, str]:
    """Setiap rute kita yang alamatnya memuat kode tiket: nama → pola."""
    hasil = {}
    for satu in pola or get_resolver().url_patterns:
        jalur = awal + str(satu.pattern)
        if hasattr(satu, "url_patterns"):
            ruang = f"{satu.namespace}:" if satu.namespace else nama_awal
            hasil |= rute_berkode(satu.url_patterns, jalur, ruang)
        elif jalur.startswith("bantuan/tiket/<str:kode>"):
            hasil[satu.name] = jalur
    return hasil


class OrangAsing(Dasar):
    def setUp(self):
        cache.clear()
        self.buktikan(self.ani, "ani@desa.example")
        self.tiket = tiket_ani(self, judul=f"Judul {RAHASIA}", uraian=f"Uraian {RAHASIA}")
        self.lampiran = LampiranTiket.objects.create(
            profil=self.tiket, pengunggah=self.ani, nama=f"{RAHASIA}.txt", mime="text/plain", ukuran=20, sidik="0" * 64,
            berkas=tempat_pribadi().save("tiket/2026/11/korban.txt", ContentFile(f"isi {RAHASIA}".encode())),
        )  # fmt: skip
        balas(profil=self.tiket, oleh=self.budi, isi=f"Balasan {RAHASIA}")
        selesaikan(profil=self.tiket, oleh=self.budi, isi=f"Jawaban {RAHASIA}")
        self.tamu = self.tiket_kontak("siti@desa.example", f"Tamu {RAHASIA}")
        selesaikan(profil=self.tamu, oleh=self.citra, isi=f"Jawaban {RAHASIA}")
        self.eko_punya = tiket_dari(self.eko, self.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Tiket Eko")
        self.korban = [self.tiket.pk, self.tamu.pk]

    # --- Alat ---------------------------------------------------------------------------------------------------------
    def potret(self) -> dict:
        """Semua baris yang menyangkut tiket korban, dan semua surat dan kabar tentangnya."""
        isi = {
            model.__name__: list(model.objects.filter(**{f"{kolom}__in": self.korban}).order_by("pk").values())
            for model, kolom in KOLOM_PROFIL.items()
        }
        kode = list(ProfilTiket.objects.filter(pk__in=self.korban).values_list("kode", flat=True))
        return isi | {
            "profil": list(ProfilTiket.objects.filter(pk__in=self.korban).order_by("pk").values()),
            "tiket": list(Ticket.objects.filter(pk__in=self.korban).order_by("pk").values()),
            "susulan": list(FollowUp.objects.filter(ticket__in=self.korban).order_by("pk").values()),
            "perubahan": TicketChange.objects.filter(followup__ticket__in=self.korban).count(),
            "pengikut": TicketCC.objects.filter(ticket__in=self.korban).count(),
            "surat keluar": [SuratKeluar.objects.filter(perihal__contains=f"[{satu}]").count() for satu in kode],
            "kabar": [Kabar.objects.filter(judul__contains=satu).count() for satu in kode],
        }

    def orang(self) -> dict[str, Client]:
        """Orang asing dalam segala rupa: tanpa akun, operator desa lain, pelatih, pembaca jumlah, dan yang tugasnya habis."""
        hasil = {"tanpa akun": Client()}
        mantan = type(self.ani).objects.create(username="mantan")
        Penugasan.objects.create(
            pengguna=mantan, peran="petugas", wilayah=self.wilayah["13.07"], keadaan="aktif",
            mulai=timezone.localdate() - timedelta(days=90),
            selesai=timezone.localdate() - timedelta(days=1),
        )  # fmt: skip
        semua = {"eko": self.eko, "dewi": self.dewi, "fajar": self.fajar, "gita": self.gita, "mantan": mantan}
        for nama, orang in semua.items():
            hasil[nama] = Client()
            hasil[nama].force_login(orang)
        return hasil

    def isian(self, profil: ProfilTiket) -> dict:
        """Isian yang akan diterima bila haknya ada, untuk semua formulir tiket sekaligus."""
        kunci = str(uuid.uuid4())
        dasar = {
            "isi": "Disusupkan", "alasan": "Masih terjadi lagi", "kunci_kirim": kunci, "skor": "3", "kode": profil.kode,
            "ke": self.eko_punya.kode, "jenis": "terkait", "judul": "Baru", "perbuatan": "ambil", "dampak": "kritis",
            "aksi": "terbit", "sumber": "x", "orang": str(self.eko.pk), "tujuan": "naik", "komentar": "x", "menulis": "1",
        }  # fmt: skip
        awalan = ("balas", "buka", "lanjut", "catat", "selesai", "teruskan", "gabung", "pecah", "ubah", "taut")
        return dasar | {f"{satu}-{nama}": nilai for satu in awalan for nama, nilai in dasar.items()}

    def tolak(self, jawab, boleh=(404, 405)) -> None:
        if jawab.status_code == 302:
            self.assertIn("/akun/login/", jawab.url)
        else:
            self.assertIn(jawab.status_code, boleh)
        isi = b"".join(jawab.streaming_content) if jawab.streaming else jawab.content
        self.assertNotIn(RAHASIA.encode(), isi)
        self.assertNotIn(RAHASIA, str(jawab.headers))

    def periksa(self, baris, periksa=None) -> None:
        """Menjalankan baris `(nama, cara, alamat, isian)`; sesudah semuanya tiket korban harus tidak berubah."""
        awal = self.potret()
        for nama, cara, alamat, *isian in baris:
            with self.subTest(f"{nama} {getattr(cara, '__name__', '')} {alamat}"):
                (periksa or self.tolak)(cara(alamat, *isian))
        self.assertEqual(self.potret(), awal)

    # --- Halaman ------------------------------------------------------------------------------------------------------
    @tag("sqlite")  # haknya diputuskan di Python: cukup sekali
    def test_setiap_rute_tiket(self):
        rute = rute_berkode()
        self.assertGreater(len(rute), 30)
        for siapa, klien in self.orang().items():
            for profil in (self.tiket, self.tamu):
                isian = self.isian(profil)
                baris = []
                for nama, pola in rute.items():
                    url = "/" + pola.replace("<str:kode>", profil.kode).replace(
                        "<uuid:kunci>", str(self.lampiran.kunci)
                    )
                    url = url.replace("<int:pk>", "1")
                    self.assertNotIn("<", url)
                    baris += [(f"{siapa} {nama}", klien.get, url), (f"{siapa} {nama}", klien.post, url, isian)]
                self.periksa(baris)

    def test_daftar_pencarian_ekspor_dan_umpan(self):
        jalur = [
            "/bantuan/", "/bantuan/tiket/", f"/bantuan/tiket/?q={RAHASIA}", f"/bantuan/antrean/?q={RAHASIA}",
            f"/bantuan/antrean/csv/?q={RAHASIA}", f"/cari/?q={RAHASIA}", f"/bantuan/saran/?q={RAHASIA}",
            f"/bantuan/saran/?teks={RAHASIA}", f"/forum/cari/?q={RAHASIA}", "/bantuan/laporan/", "/bantuan/laporan/csv/",
            "/bantuan/laporan/xlsx/", f"/bantuan/laporan/13.07/{timezone.now():%Y-%m}/", "/bantuan/status/",
            "/bantuan/status/atom.xml", "/bantuan/surat/", "/bantuan/surat/1/", "/bantuan/pdp/", "/bantuan/gangguan/",
            "/bantuan/sistem/", "/kabar/", "/sitemap.xml", f"/bantuan/tiket/baru/?judul=x&topik={self.tiket.pk}",
            "/replikasi/desa/13.07.01.2004/", f"/bantuan/klaim/?kode={self.tiket.kode}",
        ]  # fmt: skip
        for siapa, klien in self.orang().items():
            self.periksa([(siapa, klien.get, url) for url in jalur], self._baca)
            isian = self.isian(self.tiket) | {"kode": [self.tiket.kode, self.tamu.kode]}
            kirim = [
                "/bantuan/antrean/massal/", "/bantuan/antrean/massal/jalankan/", "/bantuan/klaim/", "/bantuan/gangguan/baru/",
                "/bantuan/gangguan/1/masukkan/", "/bantuan/surat/1/tempel/", "/bantuan/surat/1/asli/", "/bantuan/sistem/",
            ]  # fmt: skip
            self.periksa([(siapa, klien.post, url, isian) for url in kirim], self._baca)

    def _baca(self, jawab) -> None:
        """Halaman boleh tampil, asal tanpa rahasia: kata yang dicari sendiri tidak dihitung."""
        self.assertIn(jawab.status_code, (200, 302, 404, 405, 422))
        isi = (b"".join(jawab.streaming_content) if jawab.streaming else jawab.content).decode("utf-8", "replace")
        for rahasia in (
            f"Judul {RAHASIA}",
            f"Uraian {RAHASIA}",
            f"Tamu {RAHASIA}",
            f"{RAHASIA}.txt",
            f"Jawaban {RAHASIA}",
        ):
            self.assertNotIn(rahasia, isi)
        self.assertNotIn(f"/bantuan/tiket/{self.tiket.kode}/", isi)

    # --- Lampiran -----------------------------------------------------------------------------------------------------
    def test_alamat_lampiran(self):
        kunci, milik_eko = self.lampiran.kunci, f"/bantuan/tiket/{self.eko_punya.kode}/lampiran"
        tamu_eko = self.tiket_kontak("lain@desa.example", "Tamu lain")
        jalur = [
            f"{milik_eko}/{kunci}/", f"{milik_eko}/{kunci}/?unduh", f"{tautan_tamu.jalur(tamu_eko)}lampiran/{kunci}/",
            f"{tautan_tamu.jalur(self.tamu)}lampiran/{kunci}/", f"{milik_eko}/{uuid.uuid4()}/", f"{milik_eko}/{self.lampiran.pk}/",
            f"{milik_eko}/../../{self.tiket.kode}/lampiran/{kunci}/", f"/media/{self.lampiran.berkas.name}",
            f"/media/images/{self.lampiran.berkas.name}", "/media/images/..%2f..%2f" + self.lampiran.berkas.name,
            "/media/images/../../pribadi/" + self.lampiran.berkas.name, f"/pribadi/{self.lampiran.berkas.name}",
            f"/static/../pribadi/{self.lampiran.berkas.name}", f"/dokumen/{self.lampiran.pk}/{self.lampiran.nama}",
            f"/media/helpdesk/attachments/bantuan-{self.tiket.pk}/{self.tiket.tiket.secret_key}/{self.lampiran.nama}",
        ]  # fmt: skip
        for siapa, klien in self.orang().items():
            self.periksa([(siapa, klien.get, url) for url in jalur], partial(self.tolak, boleh=(400, 404)))

    # --- Tautan tamu dan penilaian --------------------------------------------------------------------------------------
    @tag("sqlite")  # haknya diputuskan di Python: cukup sekali
    def test_tautan_tamu(self):
        benar = tautan_tamu.token(self.tamu)
        geser = benar[:5] + ("A" if benar[5] != "A" else "B") + benar[6:]
        ProfilTiket.objects.filter(pk=self.tamu.pk).update(tautan_ke=2)  # dicabut: yang lama mati
        self.tamu.refresh_from_db()
        baru = tautan_tamu.token(self.tamu)
        coba = [
            (self.tamu.kode, satu) for satu in (benar, geser, baru[:-1], baru + "x", baru.swapcase(), "x" * 32, "..%2f..", "null")
        ]  # fmt: skip
        coba += [(self.tiket.kode, satu) for satu in (baru, tautan_tamu.token(self.tiket))] + [("ZZ-9999", baru)]
        for siapa, klien in self.orang().items():
            baris = []
            for kode, token in coba:
                for akhir in ("", "balas/", "beres/", "buka-lagi/", f"lampiran/{self.lampiran.kunci}/"):
                    url = f"/bantuan/t/{kode}/{token}/{akhir}"
                    baris += [(siapa, klien.get, url), (siapa, klien.post, url, self.isian(self.tamu))]
            self.periksa(baris, partial(self.tolak, boleh=(404, 405, 429)))

    def test_tautan_tamu_yang_sudah_berakhir_hanya_berkata_berakhir(self):
        ProfilTiket.objects.filter(pk=self.tamu.pk).update(
            keadaan="ditutup", ditutup_pada=timezone.now() - timedelta(days=90)
        )
        url, klien = tautan_tamu.jalur(ProfilTiket.objects.get(pk=self.tamu.pk)), Client()
        isian = self.isian(self.tamu)
        baris = [
            ("baca", klien.get, url),
            *(("isi", klien.post, url + a, isian) for a in ("balas/", "beres/", "buka-lagi/")),
        ]
        self.periksa(baris, partial(self.tolak, boleh=(410,)))

    def test_tautan_penilaian(self):
        sah = tautan_nilai.jalur(self.tiket)
        nomor, _, sisa = sah.removeprefix("/bantuan/nilai/").partition("~")
        lain = tautan_nilai.jalur(self.eko_punya).removeprefix("/bantuan/nilai/").partition("~")[2]
        coba = [
            f"/bantuan/nilai/{self.tamu.pk}~{sisa}", f"/bantuan/nilai/{nomor}~{lain}", sah[:-2] + "/", sah[:-1] + "x/",
            f"/bantuan/nilai/{nomor}~0/", "/bantuan/nilai/x/", f"/bantuan/nilai/{nomor}~0~AAAA~" + "A" * 43 + "/",
        ]  # fmt: skip
        klien = Client()
        self.periksa([("nilai", klien.post, url, {"skor": "1"}) for url in coba])
        self.periksa([("nilai", klien.get, url) for url in coba])

    # --- Email --------------------------------------------------------------------------------------------------------
    def test_email_yang_dicatut_menjadi_tiket_tersendiri_dan_tidak_menyentuh_korban(self):
        t, asing = self.tiket, "asing@lain.example"
        masuk_lama = masuk(surat(message_id="<tebak1@desa.example>", dari="tani@desa.example")).profil
        self.korban.append(masuk_lama.pk)
        sah = alamat_balasan(t.pk)
        ubah = sah.replace("+t", "+t1", 1)
        sidik = sah.partition(".")[2].partition("@")[0]
        pesan_sah = id_pesan(t.pk, 1, 2)
        baris = {
            "kode di perihal": dict(subject=f"Re: [{t.kode}] Surat"),
            "kode tanpa kurung": dict(subject=f"{t.kode}"),
            "nomor di perihal": dict(subject=f"Re: [bantuan-{t.pk}] Surat"),
            "nomor dengan slug lain": dict(subject=f"[opensid-{t.pk}] Surat"),
            "kode bersandi": dict(subject=f"=?utf-8?Q?Re=3A_[{t.kode}]?="),
            "In-Reply-To karangan": dict(in_reply_to=f"<tiket.{t.pk}.1.2.0123456789abcdef@opendesa.example>"),
            "In-Reply-To sidik tiket lain": dict(in_reply_to=pesan_sah.replace(f".{t.pk}.", f".{self.tamu.pk}.")),
            "In-Reply-To host lain": dict(in_reply_to=pesan_sah.replace("opendesa.example", "jahat.example")),
            "References karangan": dict(references=f"<a@b> <tiket.{t.pk}.aaaaaaaaaaaaaaaa@opendesa.example>"),
            "In-Reply-To ID desa yang tertebak": dict(in_reply_to="<tebak1@desa.example>"),
            "References ID desa yang tertebak": dict(references="<x@y> <tebak1@desa.example>"),
            "alamat bertanda diubah nomornya": dict(to=ubah),
            "alamat bertanda diubah sidiknya": dict(to=sah.replace(sidik, sidik[::-1])),
            "alamat bertanda dipotong": dict(to=sah.replace(sidik, sidik[:8])),
            "alamat bertanda di host lain": dict(to=sah.replace("opendesa.example", "jahat.example")),
            "sidik alamat tiket lain": dict(to=alamat_balasan(self.tamu.pk).replace(f"t{self.tamu.pk}.", f"t{t.pk}.")),
            "tanda isi karangan": dict(isi=f"Rujukan: t{t.pk}.0123456789abcdef"),
            "tanda isi tiket lain": dict(isi=rujukan_isi(self.tamu.pk).replace(f"t{self.tamu.pk}.", f"t{t.pk}.")),
            "Reply-To korban": dict(reply_to="ani@desa.example", subject=f"[{t.kode}]"),
            "nama tampil alamat korban": dict(dari=f'"ani@desa.example" <{asing}>', subject=f"[{t.kode}]"),
            "From ganda": dict(dari=f"{asing}, ani@desa.example", subject=f"[{t.kode}]"),
            "alamat serupa": dict(dari="ani@desa.example.jahat.example", subject=f"[{t.kode}]"),
            "akun yang belum membuktikan alamat": dict(dari="eko@desa.example", subject=f"[{t.kode}]"),
            "token di surat terusan": dict(
                isi="--b\r\nContent-Type: text/plain\r\n\r\nTolong\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                f"From: ani@desa.example\r\nIn-Reply-To: {pesan_sah}\r\nSubject: [{t.kode}]\r\n\r\nx\r\n--b--\r\n",
                kepala='MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"',
            ),
        }  # fmt: skip
        self._coba_surat(baris, asing)

    def test_alamat_yang_dipalsukan_menurut_dmarc_tidak_dipercaya(self):
        with self.settings(SURAT_AUTHSERV="mx.opendesa.example"):
            kepala = "Authentication-Results: mx.opendesa.example; spf=pass; dkim=none; dmarc=fail"
            self._coba_surat(
                {"kode di perihal": dict(dari="ani@desa.example", kepala=kepala, subject=f"[{self.tiket.kode}]")}, ""
            )

    def _coba_surat(self, baris: dict, asing: str) -> None:
        awal = self.potret()
        for nomor, (nama, isian) in enumerate(baris.items()):
            with self.subTest(nama):
                isi = isian.pop("isi", "Buka lagi tiketnya")
                dari = isian.pop("dari", asing).replace(asing or "\0", f"asing{nomor}@lain.example")
                hasil = masuk(surat(isi, dari=dari, message_id=f"<s{nomor}@lain.example>", **isian))
                self.assertNotIn(hasil.profil_id, self.korban)
                self.assertIn(hasil.hasil, {"tiket_baru", ""})
                self.assertEqual(self.potret(), awal)
                for keluar in SuratKeluar.objects.filter(kepada=f"asing{nomor}@lain.example"):
                    self.assertNotIn(RAHASIA, bytes(keluar.isi).decode("utf-8", "replace"))

    def test_operator_yang_tugasnya_berakhir_kehilangan_tiket_desanya_lewat_email_juga(self):
        mantan = type(self.ani).objects.create(username="mantan-operator")
        tugas = Penugasan.objects.create(
            pengguna=mantan, peran="operator", wilayah=self.wilayah["13.07.01.2004"], mulai=timezone.localdate() - timedelta(days=90)
        )  # fmt: skip
        self.buktikan(mantan, "mantan@desa.example")
        dulu = masuk(surat("x", dari="mantan@desa.example", subject=f"[{self.tiket.kode}]", message_id="<dulu@x>"))
        self.assertEqual(dulu.profil, self.tiket)
        Penugasan.objects.filter(pk=tugas.pk).update(selesai=timezone.localdate() - timedelta(days=1))
        self._coba_surat({"kode di perihal": dict(dari="mantan@desa.example", subject=f"[{self.tiket.kode}]")}, "")

    def test_tanda_sah_dari_alamat_asing_masuk_bertanda_tanpa_membuka_lagi_dan_tanpa_surat_balik(self):
        """Pemegang tanda (domain 4.2): pesannya sampai kepada penangan, tetapi keadaan dan penerimanya tidak berubah."""
        keadaan = ProfilTiket.objects.get(pk=self.tiket.pk).keadaan
        for nomor, isian in enumerate((
            dict(to=alamat_balasan(self.tiket.pk)), dict(in_reply_to=id_pesan(self.tiket.pk, 1, 2)),
            dict(isi=f"> Rujukan: {rujukan_isi(self.tiket.pk)}\r\nTolong"),
        )):  # fmt: skip
            isi = isian.pop("isi", "Tolong")
            baris = masuk(surat(isi, dari="asing@lain.example", message_id=f"<v{nomor}@x>", **isian))
            self.assertEqual(baris.profil, self.tiket)
            self.assertIn("Pengirim belum terverifikasi", baris.tanda)
        profil = ProfilTiket.objects.get(pk=self.tiket.pk)
        self.assertEqual((profil.keadaan, profil.dibuka_lagi), (keadaan, 0))
        self.assertFalse(SuratKeluar.objects.filter(kepada="asing@lain.example").exists())

    def test_balasan_otomatis_dan_pantulan_asing(self):
        t = self.tiket
        baris = {
            "otomatis berkode": dict(kepala="Auto-Submitted: auto-replied", subject=f"[{t.kode}]"),
            "daftar berkode": dict(kepala="List-Id: <a.b>", subject=f"[{t.kode}]"),
            "pantulan karangan": dict(
                kepala='Content-Type: multipart/report; report-type="delivery-status"; boundary="b"', return_path="<>",
                isi="--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: "
                "rfc822; ani@desa.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n"
                f"Message-ID: <tiket.{t.pk}.1.2.0123456789abcdef@opendesa.example>\r\n\r\nx\r\n--b--\r\n",
            ),
        }  # fmt: skip
        self._coba_surat(baris, "asing@lain.example")
        self.ani.refresh_from_db()
        self.assertIsNone(self.ani.email_mati_pada)

    # --- API ----------------------------------------------------------------------------------------------------------
    def test_api(self):
        def buat(nama, wilayah="13.07", lingkup=tuple(SistemLuar.Lingkup.values), **lain):
            return buat_sistem(
                nama=nama, pemilik="x", wilayah=self.wilayah[wilayah] if wilayah else None, lingkup=list(lingkup),
                oleh=self.hadi, **lain,
            )  # fmt: skip

        dicabut, token_dicabut = buat("Dicabut")
        cabut_sistem(sistem=dicabut, oleh=self.hadi)
        token = {
            "tanpa": "", "karangan": "pb_" + "a" * 43, "dicabut": token_dicabut,
            "lewat": buat("Lewat", kedaluwarsa=timezone.now() - timedelta(minutes=1))[1],
            "wilayah lain": buat("Bengkulu", wilayah="17")[1],
            "kiriman sendiri saja": buat("Sendiri", lingkup=("tiket:buat", "tiket:baca", "tiket:balas"))[1],
            "lingkup kurang": buat("Buat saja", lingkup=("tiket:buat",))[1],
        }  # fmt: skip
        klien = Client()
        for siapa, satu in token.items():
            baris = []
            for kode in (self.tiket.kode, str(self.tiket.pk), self.tamu.kode, "..", f"{self.tiket.kode}%00"):
                for cara, jalur, badan in (
                    ("get", f"tiket/{kode}", None), ("post", f"tiket/{kode}/pesan", {"isi": "x"}),
                    ("get", f"tiket/{kode}/lampiran/{self.lampiran.kunci}", None), ("put", f"tiket/{kode}", {"keadaan": "baru"}),
                    ("delete", f"tiket/{kode}", None), ("patch", f"tiket/{kode}", {"keadaan": "baru"}),
                    ("get", f"tiket?rujukan={kode}", None), ("get", f"tiket?keadaan=selesai&sesudah={kode}", None),
                ):  # fmt: skip
                    baris.append((siapa, partial(self._api, klien, cara, satu), jalur, badan))
            cache.clear()
            self.periksa(baris, self._tolak_api)

    def _api(self, klien: Client, cara: str, token: str, jalur: str, badan: dict | None):
        kirim = {"data": json.dumps(badan), "content_type": "application/json"} if badan else {}
        kepala = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k"} if token else {}
        return getattr(klien, cara)(f"/api/v1/{jalur}", headers=kepala, **kirim)

    def _tolak_api(self, jawab) -> None:
        self.tolak(jawab, (200, 400, 401, 403, 404, 405, 422))
        if jawab.status_code == 200:
            self.assertEqual(jawab.json()["hasil"], [])

    # --- Alamat pustaka -----------------------------------------------------------------------------------------------
    @tag("sqlite")  # haknya diputuskan di Python: cukup sekali
    def test_alamat_pustaka(self):
        rahasia, orang = self.tiket.tiket.secret_key, self.orang()
        tanya = f"ticket=bantuan-{self.tiket.pk}&email=ani@desa.example&key={rahasia}"
        tambahan = [
            f"/meja/view/?{tanya}", f"/meja/view/?{tanya}&close=1", f"/meja/view/?{tanya}&mutating=1",
            f"/meja/tickets/{self.tiket.pk}/", f"/meja/tickets/{self.tiket.pk}/?take", f"/meja/tickets/{self.tiket.pk}/?close",
            f"/meja/tickets/{self.tiket.pk}/?subscribe", "/meja/api/tickets/", f"/meja/api/tickets/{self.tiket.pk}/",
            f"/meja/api/tickets/{self.tiket.pk}.json", "/meja/api/user_tickets/", "/meja/api/followups/",
            "/meja/api/followups-attachments/", "/meja/api/users/", "/meja/rss/", f"/meja/rss/user/{self.ani.username}/",
            "/meja/rss/queue/bantuan/", "/meja/rss/unassigned/", "/meja/rss/recent_activity/", "/meja/raw/ticket/",
            f"/meja/datatables_ticket_list/e30=?search[value]={RAHASIA}", "/meja/reports/daysuntilticketclosedbymonth/",
            f"/meja/orang/{self.ani.pk}/", "/cms/snippets/pusat_bantuan/profiltiket/", "/cms/helpdesk/ticket/",
        ]  # fmt: skip
        nama = {satu.name for satu in rute_pustaka.urlpatterns}
        for siapa, klien in orang.items():
            baris = []
            for url in [
                *tambahan,
                *(alamat_pustaka(n).replace("tickets/1/", f"tickets/{self.tiket.pk}/") for n in nama),
            ]:
                baris += [(siapa, klien.get, url), (siapa, klien.post, url, self.isian(self.tiket))]
            self.periksa(baris, self.tolak_pustaka)
        masuk_dasar = Client(headers={"Authorization": "Basic YW5pOnJhaGFzaWE="})
        self.tolak(masuk_dasar.get("/meja/api/tickets/"))

    def tolak_pustaka(self, jawab) -> None:
        """404, pintu masuk, atau dialihkan ke halaman kita yang memeriksa haknya sendiri; kodenya pun tidak bocor."""
        if jawab.status_code in {301, 302}:
            self.assertNotIn(self.tiket.kode, jawab.url)
            self.assertTrue(jawab.url.startswith(("/akun/login/", "/bantuan/", "/cms/login/", "/")))
            return
        self.tolak(jawab, (403, 404, 405))

    # --- Forum --------------------------------------------------------------------------------------------------------
    def test_dari_dan_ke_forum(self):
        ruang = Ruang.objects.create(simpul=self.simpul, slug="ruang-uji", nama="Ruang uji")
        topik = Topik.objects.create(
            ruang=ruang, judul=f"Topik {RAHASIA}", slug="t", penulis=self.budi, keadaan=Keadaan.DISEMBUNYIKAN
        )
        Kiriman.objects.create(topik=topik, nomor=1, penulis=self.budi, sumber=f"Isi {RAHASIA}", html="x")
        TautanTopik.objects.create(profil=self.tiket, topik=topik)
        for siapa, klien in self.orang().items():
            isian = self.isian(self.tiket) | {"topik": topik.pk}
            self.periksa(
                [
                    (siapa, klien.get, f"/bantuan/tiket/baru/?topik={topik.pk}"),
                    (siapa, klien.post, "/bantuan/tiket/baru/", isian),
                ],
                self._tanpa,
            )
            self.periksa([
                (siapa, klien.post, f"/bantuan/topik/{topik.pk}/draf-artikel/"), (siapa, klien.get, f"/forum/t/{topik.pk}-t/"),
            ])  # fmt: skip

    def _tanpa(self, jawab) -> None:
        self.assertIn(jawab.status_code, (200, 302, 422, 429))
        self.assertNotIn(RAHASIA.encode(), jawab.content)
