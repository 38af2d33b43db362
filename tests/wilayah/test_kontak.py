from django.contrib.auth.models import AnonymousUser

from tests.tokoh import DuniaUji
from wilayah.models import FaktaDesa, KontakDesa


class Kontak(DuniaUji):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.kontak = [
            KontakDesa.objects.create(wilayah=cls.wilayah[kode], email="kantor@contoh.example", nama="Nama Uji")
            for kode in ("13.07.01.2004", "13.07.04.2001", "17.03.01.2001")
        ]

    def test_kontak_hanya_bagi_yang_membawahi_wilayahnya(self):
        harap = {
            "ani": {"13.07.01.2004"}, "budi": {"13.07.01.2004", "13.07.04.2001"}, "dewi": set(), "gita": set(),
            "eko": {"17.03.01.2001"}, "fajar": {"13.07.01.2004", "13.07.04.2001"},
            "citra": {k.wilayah.kode for k in self.kontak}, "hadi": {k.wilayah.kode for k in self.kontak},
        }  # fmt: skip
        for nama, kode in harap.items():
            orang = getattr(self, nama)
            with self.subTest(orang=nama):
                self.assertEqual(
                    set(KontakDesa.objects.terlihat(oleh=orang).values_list("wilayah__kode", flat=True)), kode
                )

    def test_set_dan_kalimat_sepakat(self):
        for orang in (
            self.ani,
            self.budi,
            self.citra,
            self.dewi,
            self.eko,
            self.fajar,
            self.gita,
            self.hadi,
            AnonymousUser(),
        ):
            terlihat = set(KontakDesa.objects.terlihat(oleh=orang))
            self.assertEqual(terlihat, {satu for satu in self.kontak if satu.boleh_dilihat(oleh=orang)})

    def test_fakta_terbuka_dan_versinya_terurai(self):
        fakta = FaktaDesa.objects.create(wilayah=self.wilayah["13.07.01.2004"], versi="2410.1.0")
        self.assertIn(fakta, FaktaDesa.objects.terlihat(oleh=AnonymousUser()))
        self.assertTrue(fakta.boleh_dilihat(oleh=AnonymousUser()))
        self.assertEqual(str(fakta.rilis), "24.10")
