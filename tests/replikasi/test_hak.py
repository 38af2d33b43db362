"""`terlihat` pada kumpulan dan `boleh_dilihat` pada objek selalu sepakat, untuk tiap orang dan tiap objek."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from replikasi.models import Hubungan, Kejanggalan, KlaimTonggak, KodeTakDikenal, Pendampingan, PengakuanStatus
from tests.tokoh import DuniaUji

from .dunia import isi_hak


class HakKamarReplikasi(DuniaUji):
    databases = "__all__"

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        isi_hak(cls)

    def orang(self):
        return [AnonymousUser(), self.ani, self.budi, self.citra, self.dewi, self.eko, self.fajar, self.gita, self.hadi]

    def test_kumpulan_dan_objek_sepakat(self):
        for model in (KlaimTonggak, PengakuanStatus, Pendampingan, Kejanggalan, KodeTakDikenal, Hubungan):
            for orang in self.orang():
                terlihat = set(model.objects.terlihat(oleh=orang).values_list("pk", flat=True))
                boleh = {satu.pk for satu in model.objects.all() if satu.boleh_dilihat(oleh=orang)}
                self.assertEqual(terlihat, boleh, f"{model.__name__} · {orang}")

    def test_yang_bisa_diputus_sama_dengan_yang_boleh_diverifikasi(self):
        for orang in self.orang():
            kumpulan = set(KlaimTonggak.objects.bisa_diputus(oleh=orang).values_list("pk", flat=True))
            boleh = {satu.pk for satu in KlaimTonggak.objects.all() if satu.boleh_diverifikasi(oleh=orang)}
            self.assertEqual(kumpulan, boleh, orang)

    def test_eko_dan_tamu_tidak_melihat_apa_pun_milik_lima_puluh_kota(self):
        for orang in (AnonymousUser(), self.eko):
            for model in (KlaimTonggak, PengakuanStatus, Kejanggalan, Hubungan):
                self.assertFalse(
                    model.objects.terlihat(oleh=orang).filter(pk__in=self._milik_suliki(model)).exists(), model.__name__
                )

    def _milik_suliki(self, model) -> list[int]:
        jalur = "penerapan__wilayah__kode" if model is KlaimTonggak else "wilayah__kode"
        return list(model.objects.filter(**{jalur: "13.07.01.2004"}).values_list("pk", flat=True))
