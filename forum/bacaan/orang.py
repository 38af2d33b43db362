from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Sum

from akun.models import Pengguna
from forum.lencana import Jasa, Lencana, lencana
from forum.models import Acara, AnggotaSimpul, Kiriman, Topik, Usulan

HITUNG_MAKS = 1_000


@dataclass
class HalamanOrang:
    """Yang boleh diketahui pembaca ini tentang seseorang; semua angka dihitung atas yang boleh ia baca."""

    orang: Pengguna
    keanggotaan: list[AnggotaSimpul]
    kiriman: list[Kiriman]
    jumlah_kiriman: int
    jasa: Jasa

    @property
    def lencana(self) -> list[Lencana]:
        return lencana(self.jasa)

    @property
    def banyak(self) -> bool:
        return self.jumlah_kiriman >= HITUNG_MAKS


def halaman_orang(pk: int, oleh) -> HalamanOrang | None:
    """None bila orangnya tidak ada atau tidak ada apa pun miliknya yang boleh dilihat: kita bukan daftar akun."""
    tulisan = Kiriman.objects.terbaca(oleh=oleh).filter(penulis=pk)
    kiriman = list(tulisan.select_related("topik__ruang__simpul").order_by("-dibuat")[:10])
    keanggotaan = list(
        AnggotaSimpul.objects.aktif()
        .terlihat(oleh=oleh)
        .filter(pengguna=pk)
        .select_related("simpul", "pengguna")
        .order_by("simpul__nama")[:20]
    )
    orang = Pengguna.objects.filter(pk=pk, is_active=True).first()
    dikenal = kiriman or keanggotaan or (orang and oleh.pk == orang.pk)
    if orang is None or not (dikenal or Kiriman.objects.terlihat(oleh=oleh).filter(penulis=pk).exists()):
        return None  # pengurus masih sampai ke orang yang semua kirimannya disembunyikan
    jasa = _jasa(pk, oleh, tulisan)
    return HalamanOrang(orang, keanggotaan, kiriman, tulisan.order_by()[:HITUNG_MAKS].count(), jasa)


def _jasa(pk: int, oleh, tulisan) -> Jasa:
    topik = Topik.objects.terbaca(oleh=oleh)
    baru = tulisan.order_by("-dibuat").values("pk")[:HITUNG_MAKS]
    return Jasa(
        jawaban_diterima=topik.filter(jawaban__penulis=pk).order_by()[:HITUNG_MAKS].count(),
        terima_kasih=Kiriman.objects.filter(pk__in=baru).aggregate(n=Sum("jumlah_suka"))["n"] or 0,
        catatan_acara=Acara.objects.filter(notulen__penulis=pk, topik__in=topik.values("pk")).count(),
        usul_jadi=topik.filter(penulis=pk, usulan__status=Usulan.Status.SELESAI).count(),
    )
