"""Akar kata, padanan lapangan, salah ketik, dan peringkat: aturan murni yang dipakai semua pencarian."""

from django.test import SimpleTestCase
from hypothesis import given
from hypothesis import strategies as st

from modul_pelatihan.bahasa import Tanya, akar, akar_kata, kata_bermakna, peringkat
from modul_pelatihan.bahasa.ejaan import buang_satu, selisih_ketikan
from modul_pelatihan.bahasa.penganalisis import HENTI

SEAKAR = """
kirim mengirim pengiriman terkirim kirimkan
tulis menulis penulis ditulis penulisan tulisan
tutup menutup penutupan tertutup
tampil menampilkan ditampilkan tampilan penampilan
kosong mengosongkan dikosongkan kekosongan putih blank
cetak mencetak pencetakan dicetak cetakan tercetaknya print
tekan menekan ditekan penekanan
terbit menerbitkan penerbitan diterbitkan
simpan menyimpan penyimpanan tersimpan disimpan
galat error eror gagal kegagalan menggagalkan
lambat macet lemot melambat kelambatan
perbarui pembaruan diperbarui memperbarui update diupdate
desa nagari gampong pekon
penduduk kependudukan
latih pelatihan melatih dilatih
layan pelayanan layanan melayani
damping mendampingi pendampingan
periksa memeriksa pemeriksaan diperiksa
impor mengimpor diimpor import
pulih pemulihan memulihkan restore
cadang cadangan pencadangan backup mencadangkan
pasang memasang pemasangan terpasang instalasi install
pakai memakai pemakaian dipakai
tanya bertanya menanyakan pertanyaan
salin menyalin salinan disalin
pindah memindahkan perpindahan dipindah
sinkron sinkronisasi menyinkronkan
aktif mengaktifkan diaktifkan
sandi password sandinya
""".strip().splitlines()
BERBEDA = [
    "surat",
    "cetak",
    "kirim",
    "impor",
    "galat",
    "lambat",
    "penduduk",
    "desa",
    "layan",
    "simpan",
    "tutup",
    "masuk",
    "keluar",
    "peta",
    "tema",
    "kop",
    "anggaran",
    "tombol",
]
HURUF = st.text("abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)


class Akar(SimpleTestCase):
    def test_bentuk_dan_padanan_satu_kata_bertemu(self):
        for baris in SEAKAR:
            kata = baris.split()
            with self.subTest(kata=kata[0]):
                self.assertEqual({satu: akar(satu) for satu in kata}, dict.fromkeys(kata, akar(kata[0])))

    def test_kata_berbeda_tidak_tercampur(self):
        self.assertEqual(len({akar(satu) for satu in BERBEDA}), len(BERBEDA))

    def test_versi_ditulis_dengan_cara_apa_pun(self):
        for teks in ("25.08", "v25.08", "2508", "v2508.0.1", "2508.0.0-premium"):
            self.assertIn("2508", akar_kata(f"sesudah naik ke {teks} halaman putih"), teks)
        self.assertEqual(akar_kata("error 500"), ["galat", "500"])

    def test_kata_henti_tidak_diindeks(self):
        self.assertEqual(kata_bermakna("mohon bantu yang di ke dari untuk"), ["bantu"])
        self.assertFalse(HENTI & set(BERBEDA))

    def test_nomor_panjang_dan_yang_tersamar_tidak_pernah_menjadi_kata(self):
        for teks in ("1307044505900001", "1307••••••••0001", "sandi [disamarkan]", "a" * 40):
            self.assertEqual([satu for satu in akar_kata(teks) if satu != "sandi"], [], teks)

    @given(st.text(max_size=300))
    def test_akar_hanya_huruf_dan_angka_sehingga_tidak_menjadi_sintaks(self, teks):
        for satu in akar_kata(teks):
            self.assertRegex(satu, r"\A[a-z0-9]{1,32}\Z")

    @given(st.text("abcdefghijklmnopqrstuvwxyz ", max_size=80))
    def test_urutan_kata_dan_huruf_besar_tidak_mengubah_himpunan(self, teks):
        self.assertEqual(set(akar_kata(teks.upper())), set(akar_kata(" ".join(reversed(teks.split())))))


class Ejaan(SimpleTestCase):
    @given(
        HURUF,
        st.integers(0, 11),
        st.sampled_from(["hilang", "lebih", "tertukar", "bergeser"]),
        st.sampled_from("abcxyz"),
    )
    def test_satu_salah_ketik_selalu_bertemu_sesudah_dibuang_satu_huruf(self, kata, letak, jenis, huruf):
        i = letak % len(kata)
        salah = {
            "hilang": kata[:i] + kata[i + 1 :],
            "lebih": kata[:i] + huruf + kata[i:],
            "tertukar": kata[:i] + huruf + kata[i + 1 :],
            "bergeser": kata[:i] + kata[i : i + 2][::-1] + kata[i + 2 :],
        }[jenis]
        self.assertTrue(buang_satu(salah) & buang_satu(kata))
        self.assertLessEqual(selisih_ketikan(salah, kata, 2), 1)

    @given(HURUF, HURUF)
    def test_selisih_simetris_dan_nol_hanya_bila_sama(self, satu, dua):
        self.assertEqual(selisih_ketikan(satu, dua, 3), selisih_ketikan(dua, satu, 3))
        self.assertEqual(selisih_ketikan(satu, dua, 3) == 0, satu == dua)


class Peringkat(SimpleTestCase):
    def urut(self, tanya: Tanya, **baris: tuple[str, str]) -> list[str]:
        return peringkat(tanya, baris, akar=lambda nama: baris[nama])

    def test_judul_lalu_kata_langka_lalu_yang_paling_banyak_cocok(self):
        tanya = Tanya((("urat",), ("kop",)))
        hasil = self.urut(
            tanya, isi=("x", "x urat kop"), judul=("urat kop", "urat kop"), satu=("urat", "urat"), tidak=("x", "x")
        )
        self.assertEqual(hasil[0], "judul")
        self.assertNotIn("tidak", hasil)

    def test_tebakan_kalah_dari_yang_tepat(self):
        tanya = Tanya((("kop", "kopi"),))
        self.assertEqual(self.urut(tanya, tebakan=("kopi", "kopi"), tepat=("kop", "kop"))[0], "tepat")
