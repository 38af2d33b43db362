"""Ke mana tiket pergi: aturan murninya, lalu dunia kecil; naik dan turun tingkat."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.test import SimpleTestCase
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from akun.models import Kabar, Pengguna, Penugasan, Peran
from forum.layanan import atur_ketersediaan, sedang_tidak_bisa, tambah_cuti
from forum.models import AnggotaSimpul, Simpul
from modul_pelatihan.models import Bidang
from pusat_bantuan.keadaan import Keadaan
from pusat_bantuan.langkah import menunggu_sejak
from pusat_bantuan.layanan import (
    TidakDapat,
    ambil,
    balas,
    naikkan,
    naikkan_yang_menunggu,
    pilihan_terusan,
    selesaikan,
    teruskan,
    turunkan,
)
from pusat_bantuan.layanan.penyaluran import cari_tujuan
from pusat_bantuan.layanan.tenggat import hitung_ulang
from pusat_bantuan.models import PeristiwaTiket, ProfilTiket
from pusat_bantuan.rute import KABUPATEN, NASIONAL, SIMPUL, Calon, Tempat, putuskan
from pusat_bantuan.waktu_kerja import WaktuKerja
from tests.tokoh import DuniaUji

from .dunia import tiket_ani

WIB = ZoneInfo("Asia/Jakarta")
KINI = datetime(2026, 11, 2, 9, tzinfo=WIB)
SURAT, IMPOR = frozenset({1}), frozenset({2})


def calon(orang: int, **lain) -> Calon:
    return Calon(orang, f"Orang {orang}", **({"mulai": KINI} | lain))


def simpul(*orang: Calon, nama: str = "ForSID Kabupaten", pk: int = 1, dekat: int = 5) -> Tempat:
    return Tempat(SIMPUL, nama, dekat, pk, calon=orang)


def meja(*orang: Calon, tingkat: int = KABUPATEN) -> Tempat:
    return Tempat(tingkat, "Petugas", 5 if tingkat == KABUPATEN else 0, calon=orang)


class AturanRute(SimpleTestCase):
    def test_wilayah_tersempit_menang_walau_urutan_masukannya_terbalik(self):
        provinsi = simpul(calon(1), nama="ForSID Provinsi", pk=7, dekat=2)
        putusan = putuskan([meja(calon(3)), provinsi, simpul(calon(2))])
        self.assertEqual((putusan.tempat.nama, putusan.ditugasi), ("ForSID Kabupaten", None))

    def test_simpul_menawarkan_kepada_semua_yang_bisa_dan_meja_menugaskan_satu(self):
        orang = calon(1, beban=3), calon(2, beban=1), calon(3, beban=1), calon(4, mulai=None)
        self.assertEqual([satu.orang for satu in putuskan([simpul(*orang)]).ditawari], [2, 3, 1])
        self.assertEqual(putuskan([meja(*orang)]).ditugasi.orang, 2)

    def test_yang_menguasai_bidang_didahulukan_dan_yang_bukan_bidangnya_tidak_ditawari(self):
        orang = calon(1), calon(2, beban=5, bidang=SURAT), calon(3, bidang=IMPOR)
        self.assertEqual([satu.orang for satu in putuskan([simpul(*orang)], bidang=SURAT).ditawari], [2, 1])
        self.assertIsNone(putuskan([simpul(calon(3, bidang=IMPOR))], bidang=SURAT).tempat)

    def test_simpul_yang_tidak_ada_orangnya_dilewati_dengan_sebabnya(self):
        penuh = calon(1, beban=10), calon(2, mulai=None), calon(3, pihak_desa=True)
        putusan = putuskan([simpul(*penuh), simpul(nama="ForSID Provinsi", pk=2, dekat=2), meja(calon(9))])
        self.assertEqual((putusan.tempat.tingkat, putusan.ditugasi.orang), (KABUPATEN, 9))
        for kata in (
            "1 bebannya penuh",
            "1 sedang tidak bisa",
            "1 desanya sendiri",
            "ForSID Provinsi dilewati",
            "Orang 9",
        ):
            self.assertIn(kata, putusan.alasan)

    def test_soal_terbatas_tidak_pernah_ke_relawan(self):
        putusan = putuskan([simpul(calon(1)), meja(calon(2), tingkat=NASIONAL)], terbatas=True)
        self.assertEqual(putusan.tempat.tingkat, NASIONAL)

    def test_batas_tawar_tempat_menentukan_siapa_yang_sempat(self):
        besok = calon(1, mulai=KINI + timedelta(days=1))
        sempit = Tempat(SIMPUL, "A", 5, 1, batas=KINI + timedelta(hours=1), calon=(besok,))
        self.assertIsNone(putuskan([sempit]).tempat)
        longgar = Tempat(SIMPUL, "A", 5, 1, batas=KINI + timedelta(days=2), calon=(besok,))
        self.assertEqual(putuskan([longgar]).tempat, longgar)

    @given(
        st.lists(
            st.tuples(st.integers(1, 3), st.integers(0, 12), st.booleans(), st.booleans(), st.integers(0, 3)),
            max_size=12,
        ),
        st.booleans(), st.integers(1, 3),
    )  # fmt: skip
    def test_sifat_tetap_untuk_dunia_apa_pun(self, dunia, terbatas, mulai):
        tempat = [
            Tempat(
                tingkat, f"T{i}", 5 - tingkat, i,
                calon=(calon(i, beban=beban, mulai=KINI if bisa else None, pihak_desa=desa,
                             bidang=frozenset({bidang} - {0})),),
            )
            for i, (tingkat, beban, bisa, desa, bidang) in enumerate(dunia)
        ]  # fmt: skip
        putusan = putuskan(tempat, bidang=SURAT, terbatas=terbatas, mulai=mulai)
        self.assertEqual(putusan, putuskan(tempat[::-1], bidang=SURAT, terbatas=terbatas, mulai=mulai))
        for satu in putusan.ditawari:
            self.assertFalse(satu.halangan(SURAT))
        if putusan.tempat:
            self.assertGreaterEqual(putusan.tempat.tingkat, max(mulai, 2 if terbatas else 1))
            lebih_dekat = [satu for satu in tempat if mulai <= satu.tingkat < putusan.tempat.tingkat]
            if not terbatas:
                self.assertTrue(all(c.halangan(SURAT) for satu in lebih_dekat for c in satu.calon))
            self.assertEqual(putusan.ditugasi is None, putusan.tempat.tingkat == SIMPUL)


class MenungguSejak(SimpleTestCase):
    def test_pesan_desa_tidak_mengulang_masa_tawar_tetapi_pindah_tempat_mengulang(self):
        def p(jenis, ke, menit, tingkat=1):
            return PeristiwaTiket(jenis=jenis, ke=ke, pada=KINI + timedelta(minutes=menit), tingkat=tingkat)

        awal = [p("dibuat", "baru", 0), p("disalurkan", "baru", 0)]
        self.assertEqual(menunggu_sejak([*awal, p("balasan", "baru", 30)]), KINI)
        self.assertIsNone(menunggu_sejak([*awal, p("diambil", "ditangani", 5)]))
        kembali = [*awal, p("diambil", "ditangani", 5), p("dilepas", "baru", 15)]
        self.assertEqual(menunggu_sejak(kembali), KINI + timedelta(minutes=15))
        naik = [*kembali, p("naik", "baru", 60, tingkat=2)]
        self.assertEqual(menunggu_sejak(naik), KINI + timedelta(minutes=60))
        self.assertIsNone(menunggu_sejak([]))


class Penyaluran(DuniaUji):
    """Budi satu-satunya pegiat; Citra petugas nasional."""

    def petugas_kabupaten(self, orang: Pengguna) -> Pengguna:
        Penugasan.objects.create(pengguna=orang, peran=Peran.PETUGAS, wilayah=self.wilayah["13.07"])
        return orang

    def pegiat(self, orang: Pengguna, tempat: str = "13.07") -> Pengguna:
        Penugasan.objects.create(pengguna=orang, peran=Peran.PEGIAT, wilayah=self.wilayah[tempat])
        AnggotaSimpul.objects.get_or_create(simpul=self.simpul, pengguna=orang)
        return orang

    def sebab(self, profil: ProfilTiket) -> str:
        return profil.peristiwa.get(jenis="disalurkan").alasan

    def test_tiket_ditawarkan_kepada_simpul_dan_sebabnya_tercatat(self):
        profil = tiket_ani(self)
        self.assertEqual((profil.simpul, profil.tingkat, profil.pemegang), (self.simpul, 1, None))
        self.assertIn("1 dari 1 orang bisa; paling longgar Budi Santoso", self.sebab(profil))

    def test_pegiat_yang_cuti_dilewati_dan_tiket_ditugaskan_ke_atas(self):
        hari = timezone.localdate()
        tambah_cuti(pengguna=self.budi, mulai=hari - timedelta(days=1), selesai=hari + timedelta(days=30))
        profil = tiket_ani(self)
        self.assertEqual((profil.tingkat, profil.pemegang, profil.keadaan), (3, self.citra, "baru"))
        self.assertEqual(profil.tiket.assigned_to, self.citra)
        self.assertIn("1 sedang tidak bisa", self.sebab(profil))
        self.assertTrue(Kabar.objects.filter(penerima=self.citra).exists())
        self.assertFalse(Kabar.objects.filter(penerima=self.budi).exists())

    def test_sakelar_beban_penuh_dan_bidang_lain_membuat_simpul_dilewati(self):
        sedang_tidak_bisa(pengguna=self.budi, sampai=timezone.now() + timedelta(days=30))
        self.assertEqual(tiket_ani(self).tingkat, 3)
        sedang_tidak_bisa(pengguna=self.budi, sampai=None)
        atur_ketersediaan(pengguna=self.budi, jam=None, maks_tiket=1, bidang=[Bidang.objects.get(slug="surat-tte")])
        satu = tiket_ani(self, bidang="cadangan", uraian="Cadangan gagal")
        self.assertEqual(satu.tingkat, 3, "bukan bidangnya")
        dua = tiket_ani(self)
        self.assertEqual(dua.tingkat, 1)
        ambil(profil=dua, oleh=self.budi)
        tiga = tiket_ani(self, uraian="Lagi")
        self.assertEqual(tiga.tingkat, 3)
        self.assertIn("bebannya penuh", self.sebab(tiga))

    def test_simpul_kelompok_di_kecamatan_lebih_dekat_daripada_kabupaten(self):
        dekat = Simpul.objects.create(
            slug="suliki", nama="ForSID Suliki", jenis="kelompok", wilayah=self.wilayah["13.07.01"]
        )
        AnggotaSimpul.objects.create(simpul=dekat, pengguna=self.pegiat(self.dewi, "13.07.01"))
        self.assertEqual(tiket_ani(self).simpul, dekat)

    def test_petugas_yang_bebannya_paling_ringan_yang_ditugasi(self):
        AnggotaSimpul.objects.all().update(tersedia=False)
        fajar, gita = self.petugas_kabupaten(self.fajar), self.petugas_kabupaten(self.gita)
        tiket = [tiket_ani(self, uraian=f"Masalah {i}") for i in range(4)]
        self.assertEqual([satu.pemegang for satu in tiket], [fajar, gita, fajar, gita])
        self.assertEqual({satu.tingkat for satu in tiket}, {2})

    def test_petugas_yang_juga_operator_desa_itu_tidak_ditugasi(self):
        AnggotaSimpul.objects.all().update(tersedia=False)
        self.petugas_kabupaten(self.fajar)
        Penugasan.objects.create(pengguna=self.fajar, peran=Peran.OPERATOR, wilayah=self.wilayah["13.07.01.2004"])
        profil = tiket_ani(self)
        self.assertEqual((profil.tingkat, profil.pemegang), (3, self.citra))

    def test_tidak_seorang_pun_bisa_tetap_masuk_antrean_opendesa(self):
        for orang in (self.budi, self.citra):
            sedang_tidak_bisa(pengguna=orang, sampai=timezone.now() + timedelta(days=90))
        profil = tiket_ani(self)
        self.assertEqual((profil.tingkat, profil.pemegang), (3, None))
        self.assertTrue(Kabar.objects.filter(penerima=self.citra).exists(), "semua petugas nasional dikabari")

    def test_yang_ditugasi_memulai_dengan_satu_tekan_dan_rekannya_dapat_mengambil_alih(self):
        profil = tiket_ani(self, bidang="keamanan", uraian="Disusupi judi daring")
        self.assertEqual(profil.pemegang, self.citra)
        self.assertTrue(profil.boleh_diambil(oleh=self.citra))
        self.assertEqual(ambil(profil=profil, oleh=self.citra).keadaan, "ditangani")
        jumlah = profil.peristiwa.count()
        ambil(profil=profil, oleh=self.citra)
        self.assertEqual(profil.peristiwa.count(), jumlah, "menekan lagi tidak mengubah apa pun")

    def test_kueri_tetap_berapa_pun_anggotanya(self):
        desa, bidang = self.wilayah["13.07.01.2004"], Bidang.objects.get(slug="surat-tte")
        with self.assertNumQueries(10):
            cari_tujuan(wilayah=desa, pemohon=self.ani, bidang=bidang)
        banyak = Pengguna.objects.bulk_create(
            [Pengguna(username=f"p{i}", first_name=f"Pegiat {i}") for i in range(300)]
        )
        wilayah = self.wilayah["13.07"]
        Penugasan.objects.bulk_create([Penugasan(pengguna=o, peran="pegiat", wilayah=wilayah) for o in banyak])
        AnggotaSimpul.objects.bulk_create([AnggotaSimpul(simpul=self.simpul, pengguna=o) for o in banyak])
        with self.assertNumQueries(10):
            self.assertEqual(len(cari_tujuan(wilayah=desa, pemohon=self.ani, bidang=bidang).penerima), 301)


class NaikTurun(DuniaUji):
    def test_naik_memberi_tahu_kedua_regu_dan_desa_dan_peristiwanya_menjadi_ola(self):
        profil = ambil(profil=tiket_ani(self), oleh=self.budi)
        profil = naikkan(profil=profil, oleh=self.budi, alasan="Perlu perbaikan kode.")
        self.assertEqual((profil.tingkat, profil.simpul, profil.pemegang), (3, None, self.citra))
        peristiwa = profil.peristiwa.latest("pk")
        self.assertEqual((peristiwa.jenis, peristiwa.tingkat, peristiwa.ke), ("naik", 3, "baru"))
        self.assertTrue(peristiwa.alasan.startswith("Perlu perbaikan kode. Tim OpenDesa"))
        self.assertTrue(Kabar.objects.filter(penerima=self.citra, judul__contains="diteruskan kepada Anda").exists())
        self.assertTrue(Kabar.objects.filter(penerima=self.ani, judul__contains="tim OpenDesa").exists())

    def test_yang_menyerahkan_tetap_membaca_dan_mencatat_tetapi_tidak_menjawab(self):
        profil = naikkan(profil=tiket_ani(self), oleh=self.budi, alasan="Di luar kemampuan kami")
        self.assertTrue(profil.boleh_dilihat(oleh=self.budi) and profil.boleh_dicatati(oleh=self.budi))
        for hak in ("diambil", "dibalas", "diselesaikan", "diteruskan"):
            self.assertFalse(getattr(profil, f"boleh_{hak}")(oleh=self.budi), hak)
        balas(profil=profil, oleh=self.budi, isi="Versinya 2407.", dalam=True)
        with self.assertRaises(TidakDapat):
            selesaikan(profil=profil, oleh=self.budi, isi="Sudah")

    def test_turun_kembali_ke_simpul_dan_ditolak_bila_tidak_ada_orangnya(self):
        profil = naikkan(profil=tiket_ani(self), oleh=self.budi, alasan="Naik")
        with self.assertRaises(TidakDapat):
            turunkan(profil=profil, oleh=self.budi, alasan="Bukan haknya")
        with self.assertRaises(TidakDapat):
            turunkan(profil=profil, oleh=self.citra, alasan=" ")
        profil = turunkan(profil=profil, oleh=self.citra, alasan="Cukup setelan di desa")
        self.assertEqual((profil.tingkat, profil.simpul, profil.pemegang), (1, self.simpul, None))
        self.assertEqual(profil.peristiwa.latest("pk").jenis, "turun")
        profil = naikkan(profil=profil, oleh=self.budi, alasan="Naik lagi")
        sedang_tidak_bisa(pengguna=self.budi, sampai=timezone.now() + timedelta(days=60))
        with self.assertRaisesMessage(TidakDapat, "Belum ada yang bisa"):
            turunkan(profil=profil, oleh=self.citra, alasan="Turun")

    def test_formulir_teruskan_menyebut_arahnya(self):
        profil = tiket_ani(self)
        self.assertEqual(pilihan_terusan(profil), [("t3", "Naik ke tim OpenDesa (tingkat 3)")])
        profil = teruskan(profil=profil, oleh=self.budi, tingkat=3, alasan="Naik")
        self.assertEqual(profil.peristiwa.latest("pk").jenis, "naik")
        self.assertEqual(pilihan_terusan(profil), [(f"s{self.simpul.pk}", "Turun ke ForSID Lima Puluh Kota")])
        profil = teruskan(profil=profil, oleh=self.citra, simpul=self.simpul, alasan="Turun")
        self.assertEqual(profil.peristiwa.latest("pk").jenis, "turun")

    def test_di_tingkat_teratas_tidak_dapat_naik(self):
        profil = tiket_ani(self, bidang="keamanan", uraian="Disusupi")
        with self.assertRaisesMessage(TidakDapat, "teratas"):
            naikkan(profil=profil, oleh=self.citra, alasan="Naik")


class NaikSendiri(DuniaUji):
    SENIN = datetime(2026, 11, 2, 9, tzinfo=WIB)

    def tiket_pada(self, saat: datetime, **lain) -> ProfilTiket:
        profil = tiket_ani(self, **lain)
        ProfilTiket.objects.filter(pk=profil.pk).update(dibuat=saat)
        QuerySet.update(PeristiwaTiket.objects.filter(profil=profil), pada=saat)
        hitung_ulang(semua=True)
        return profil

    def test_naik_tepat_sesudah_masa_tawar_dan_hanya_sekali(self):
        profil = self.tiket_pada(self.SENIN)
        batas = WaktuKerja().batas_tawar(profil.wilayah.kode, self.SENIN, dampak="sedang", tingkat=1)
        self.assertEqual(naikkan_yang_menunggu(saat=batas - timedelta(seconds=1)), 0)
        self.assertEqual(naikkan_yang_menunggu(saat=batas), 1)
        profil.refresh_from_db()
        self.assertEqual((profil.tingkat, profil.pemegang), (3, self.citra))
        peristiwa = profil.peristiwa.latest("pk")
        self.assertEqual((peristiwa.jenis, peristiwa.pelaku), ("naik", None))
        self.assertEqual(naikkan_yang_menunggu(saat=batas + timedelta(minutes=1)), 0)

    def test_malam_dan_akhir_pekan_tidak_menaikkan(self):
        jumat = self.SENIN + timedelta(days=4)
        self.tiket_pada(jumat.replace(hour=15), dampak="kritis")
        self.assertEqual(naikkan_yang_menunggu(saat=jumat.replace(hour=22)), 0)
        self.assertEqual(naikkan_yang_menunggu(saat=jumat + timedelta(days=1)), 0)
        self.assertEqual(naikkan_yang_menunggu(saat=jumat + timedelta(days=3)), 1)

    def test_yang_sudah_diambil_atau_menunggu_desa_tidak_naik(self):
        diambil, bertanya = self.tiket_pada(self.SENIN), self.tiket_pada(self.SENIN)
        ambil(profil=diambil, oleh=self.budi)
        balas(profil=bertanya, oleh=self.budi, isi="Versi berapa?", tunggu_pemohon=True)
        self.assertEqual(naikkan_yang_menunggu(saat=self.SENIN + timedelta(days=2)), 0)
        bertanya.refresh_from_db()
        self.assertEqual(bertanya.keadaan, Keadaan.MENUNGGU_PEMOHON)

    def test_satu_tiket_yang_gagal_tidak_menahan_yang_lain(self):
        rusak, baik = self.tiket_pada(self.SENIN), self.tiket_pada(self.SENIN)
        ProfilTiket.objects.filter(pk=rusak.pk).update(dampak="aneh")
        with self.assertLogs("pusat_bantuan.layanan.giliran", "ERROR"):
            self.assertEqual(naikkan_yang_menunggu(saat=self.SENIN + timedelta(days=1)), 1)
        baik.refresh_from_db()
        self.assertEqual(baik.tingkat, 3)

    def test_hari_kerja_dihitung_utuh(self):
        jumat = datetime(2026, 11, 6, 15, tzinfo=WIB)
        hasil = WaktuKerja().sesudah_hari("13.07.01.2004", jumat, 1).astimezone(WIB)
        self.assertEqual((hasil.day, hasil.hour), (9, 16))
