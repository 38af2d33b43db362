"""Invarian forum di bawah penulis sungguhan yang serentak, pada SQLite berkas dan PostgreSQL (forum.md 4.2)."""

from __future__ import annotations

import io
import random
import threading
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from unittest import mock

from django.db import connections
from django.test import TransactionTestCase
from django.utils import timezone

from akun.models import Pengguna
from forum import layanan
from forum.audit import periksa
from forum.layanan import impor_obrolan, jatah
from forum.models import (
    AnggotaSimpul,
    ArsipObrolan,
    ImporObrolan,
    Kehadiran,
    Kiriman,
    PesanImpor,
    PesertaObrolan,
    Reaksi,
    Simpul,
    SuaraJajak,
    Topik,
    TopikPengguna,
)

from .alat import buat_balasan, buat_ruang, buat_topik


class Bersamaan(TransactionTestCase):
    databases = {"default"}

    def setUp(self) -> None:
        self.simpul = Simpul.objects.create(
            slug="ramai", nama="Simpul Ramai", jenis="nasional", cara_gabung="terbuka", jumlah_anggota=1
        )
        self.orang = [Pengguna.objects.create(username=f"orang{n}") for n in range(6)]
        self.pengurus = Pengguna.objects.create(username="pengurus")
        AnggotaSimpul.objects.create(simpul=self.simpul, pengguna=self.pengurus, peran="koordinator")
        self.ruang = buat_ruang(self.simpul)
        self.topik = buat_topik(self.ruang, self.orang[0])
        self.batas = jatah.BATAS
        jatah.BATAS = dict.fromkeys(self.batas, (10000, 86400, "sehari"))

    def tearDown(self) -> None:
        jatah.BATAS = self.batas

    def serentak(self, *kerja: Callable[[], None]) -> list[BaseException]:
        galat: list[BaseException] = []

        def jalan(satu: Callable[[], None]) -> None:
            try:
                satu()
            except BaseException as sebab:  # dikumpulkan untuk utas utama
                galat.append(sebab)
            finally:
                connections.close_all()

        utas = [threading.Thread(target=jalan, args=(satu,)) for satu in kerja]
        for satu in utas:
            satu.start()
        for satu in utas:
            satu.join(120)
        return galat

    def test_nomor_tanpa_lubang_dan_angka_tepat(self):
        topik, ulang = self.topik, 12
        kedua = buat_topik(self.ruang, self.orang[1], "Topik kedua di ruang yang sama")

        def menulis(orang: Pengguna, tujuan: Topik):
            return lambda: [buat_balasan(tujuan, orang, f"balasan {n} dari {orang}") for n in range(ulang)]

        def menyembunyikan():
            acak = random.Random(5)
            for _ in range(ulang):
                kiriman = acak.choice(list(Kiriman.objects.filter(topik=topik)))
                layanan.sembunyikan(kiriman=kiriman, pelaku=self.pengurus, alasan="uji")
                layanan.pulihkan(kiriman=acak.choice([kiriman, kiriman, *Kiriman.objects.filter(topik=topik)[:1]]),
                                 pelaku=self.pengurus)  # fmt: skip

        def menerima():
            for n in range(ulang):
                try:
                    layanan.terima_jawaban(topik=topik, nomor=2 + n, pelaku=self.orang[0])
                except layanan.TidakBoleh:  # belum ada, atau sedang disembunyikan
                    continue

        def membaca():
            for n in range(ulang * 3):
                layanan.tandai_dibaca(topik=Topik.objects.get(pk=topik.pk), pengguna=self.orang[5], nomor=n)

        galat = self.serentak(
            *[menulis(orang, topik) for orang in self.orang[:4]],
            menulis(self.orang[4], kedua),
            menyembunyikan,
            menerima,
            membaca,
        )
        self.assertEqual([g for g in galat if not isinstance(g, layanan.TidakBoleh)], [])
        self.assertEqual(list(periksa()), [])
        # Penulis dapat tertolak hanya saat topiknya sedang disembunyikan; nomornya tetap rapat.
        nomor = list(Kiriman.objects.filter(topik=topik).order_by("nomor").values_list("nomor", flat=True))
        self.assertEqual(nomor, list(range(1, len(nomor) + 1)))
        self.assertEqual(Kiriman.objects.filter(topik=kedua).count(), ulang + 1)
        self.assertEqual(TopikPengguna.objects.filter(topik=topik, pengguna=self.orang[5]).count(), 1)

    def test_kursi_tidak_pernah_lebih_dari_kapasitas_dan_antrean_naik_berurutan(self):
        mulai = timezone.now() + timedelta(days=3)
        rincian = layanan.RincianAcara(mulai, mulai + timedelta(hours=2), "Asia/Jakarta", tempat="Aula", kapasitas=4)
        acara = buat_topik(self.ruang, self.pengurus, "Bimtek sehari penuh", jenis="acara", rincian=rincian).acara

        def sibuk(orang: Pengguna, biji: int):
            def kerja():
                acak = random.Random(biji)
                for _ in range(8):
                    try:
                        layanan.jawab_acara(
                            acara=acara, pengguna=orang, jawaban=acak.choice(["hadir", "hadir", "hadir", "tidak"]),
                            tamu=acak.randint(0, 2),
                        )  # fmt: skip
                    except layanan.KursiHabis:
                        continue

            return kerja

        self.assertEqual(self.serentak(*[sibuk(orang, n) for n, orang in enumerate(self.orang)]), [])
        self.assertEqual(list(periksa()), [])
        self.assertEqual(Kehadiran.objects.filter(acara=acara).count(), 6)

    def test_suara_dan_dukungan_serentak_terhitung_tepat(self):
        jajak = buat_topik(self.ruang, self.pengurus, "Hari apa bertemu", jenis="jajak",
                           rincian=layanan.RincianJajak(("Sabtu", "Minggu", "Senin"))).jajak  # fmt: skip
        usul = buat_topik(self.ruang, self.pengurus, "Usul bersama semua", jenis="usulan")
        pilihan = list(jajak.pilihan.values_list("pk", flat=True))

        def sibuk(orang: Pengguna, biji: int):
            def kerja():
                acak = random.Random(biji)
                for _ in range(6):
                    layanan.suarakan(jajak=jajak, pengguna=orang, pilihan=[acak.choice(pilihan)])
                    layanan.dukung(topik=usul, pengguna=orang)
                    if acak.random() < 0.3:
                        layanan.batal_dukung(topik=usul, pengguna=orang)

            return kerja

        self.assertEqual(self.serentak(*[sibuk(o, n) for n, o in enumerate(self.orang)], sibuk(self.orang[0], 99)), [])
        self.assertEqual(list(periksa()), [])
        self.assertEqual(SuaraJajak.objects.count(), 6)

    def test_formulir_terkirim_empat_kali_serentak_satu_kiriman(self):
        kunci, hasil = uuid.uuid4(), []

        def kirim():
            hasil.append(buat_balasan(self.topik, self.orang[1], kunci_kirim=kunci).pk)

        def mulai():
            hasil.append(-buat_topik(self.ruang, self.orang[1], "Satu topik saja", kunci_kirim=kunci_topik).pk)

        kunci_topik = uuid.uuid4()
        self.assertEqual(self.serentak(*[kirim] * 4, *[mulai] * 4), [])
        self.assertEqual(len(hasil), 8)
        self.assertEqual(len(set(hasil)), 2)
        self.assertEqual(Topik.objects.filter(judul="Satu topik saja").count(), 1)
        self.assertEqual(list(periksa()), [])

    def test_bergabung_keluar_dan_berterima_kasih_serentak(self):
        kiriman = buat_balasan(self.topik, self.orang[0])

        def sibuk(orang: Pengguna):
            def kerja():
                for _ in range(5):
                    layanan.gabung(simpul=self.simpul, pengguna=orang)
                    if orang != self.orang[0]:
                        layanan.suka(kiriman=kiriman, pengguna=orang)
                    layanan.keluar(simpul=self.simpul, pengguna=orang)
                layanan.gabung(simpul=self.simpul, pengguna=orang)

            return kerja

        self.assertEqual(self.serentak(*[sibuk(orang) for orang in self.orang], sibuk(self.orang[1])), [])
        self.assertEqual(list(periksa()), [])
        self.assertEqual(Reaksi.objects.filter(kiriman=kiriman).count(), 5)

    def test_berkas_obrolan_yang_sama_diimpor_serentak_tiap_pesan_sekali(self):
        """Dua impor berkas yang sama, salah satunya dikerjakan dua pekerja sekaligus."""
        isi = "".join(
            f"12/03/24 14.{n // 60:02}.{n % 60:02} - Rudi {n % 7}: pesan {n // 2}\n" for n in range(300)
        ).encode()
        impor = [
            layanan.mulai_impor(
                simpul=self.simpul, pelaku=self.pengurus, sumber="whatsapp", nama="Grup ramai", berkas=io.BytesIO(isi),
                ukuran=len(isi), zona="Asia/Jakarta", urutan="dmy", persetujuan="di grup", kunci_kirim=uuid.uuid4(),
                persetujuan_pada=date(2026, 11, 1),
            )
            for _ in range(2)
        ]  # fmt: skip
        self.assertEqual(self.serentak(*[partial(impor_obrolan.periksa, satu.pk) for satu in impor]), [])
        ImporObrolan.objects.update(keadaan="jalan")
        with (
            mock.patch.object(impor_obrolan, "SEPOTONG", 40),
            mock.patch.object(impor_obrolan, "Penyamar", wraps=impor_obrolan.Penyamar) as penyamar,
        ):
            galat = self.serentak(*[partial(impor_obrolan.muat, satu.pk) for satu in [*impor, impor[0]]])
        self.assertEqual(galat, [])
        arsip = ArsipObrolan.objects.get()
        self.assertEqual(
            (arsip.jumlah_pesan, PesanImpor.objects.count(), PesertaObrolan.objects.count()), (300, 300, 7)
        )
        for satu in ImporObrolan.objects.all():
            self.assertEqual((satu.keadaan, satu.terbaca), ("selesai", 300))
        self.assertEqual(sum(ImporObrolan.objects.values_list("baru", flat=True)), 300)
        self.assertLessEqual(penyamar.call_count, 3)  # sekali per jalan, bukan per potong
