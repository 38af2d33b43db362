"""Dunia uji kamar replikasi: program bawaan, Suliki yang sedang menjalaninya, dan satu klaim yang menunggu."""

from __future__ import annotations

import uuid

from django.utils import timezone

from replikasi.bibit import SLUG_PROGRAM, isi_program
from replikasi.layanan.klaim import IsiKlaim, ajukan_klaim
from replikasi.layanan.program import mulai_penerapan, tetapkan_pendamping
from replikasi.models import (
    EdisiBobot,
    Kejanggalan,
    KlaimTonggak,
    KodeTakDikenal,
    Penerapan,
    PengakuanStatus,
    Program,
    Tahap,
    Tonggak,
)
from tests.tokoh import DuniaUji

SULIKI = "13.07.01.2004"


def program_bawaan() -> Program:
    """Program dari migrasi; ditanam lagi bila uji bertransaksi telah mengosongkannya."""
    isi_program(Program, EdisiBobot, Tahap, Tonggak)
    return Program.objects.get(slug=SLUG_PROGRAM)


def penerapan_suliki(dunia) -> Penerapan:
    return mulai_penerapan(program=program_bawaan(), wilayah=dunia.wilayah[SULIKI], oleh=dunia.fajar, percontohan=True)


def klaim(
    penerapan: Penerapan, slug: str, *, oleh, catatan: str = "Notula dan daftar hadir ada.", **isi
) -> KlaimTonggak:
    return ajukan_klaim(
        penerapan=penerapan, tonggak=Tonggak.objects.get(slug=slug), oleh=oleh, kunci=uuid.uuid4(),
        isi=IsiKlaim(catatan=catatan, **isi),
    )  # fmt: skip


class DuniaReplikasi(DuniaUji):
    databases = "__all__"

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.penerapan = penerapan_suliki(cls)


def isi_hak(dunia) -> None:
    """Objek kamar ini untuk uji hak yang dibangkitkan: klaim, putusan, pendampingan, pernyataan, daftar tinjau."""
    penerapan = penerapan_suliki(dunia)
    klaim(penerapan, "komitmen-pimpinan", oleh=dunia.ani)
    klaim(penerapan, "penilaian-awal", oleh=dunia.budi)
    tetapkan_pendamping(wilayah=dunia.wilayah[SULIKI], pendamping=dunia.budi, oleh=dunia.fajar)
    saat = timezone.now()
    for kode in (SULIKI, "17.03.01.2001"):
        PengakuanStatus.objects.create(
            wilayah=dunia.wilayah[kode], sumber="lapor_mandiri", keadaan="dipakai", tanggal=timezone.localdate()
        )
        Kejanggalan.objects.create(
            wilayah=dunia.wilayah[kode],
            produk="opensid",
            jenis="host_ganda",
            jumlah=1,
            pertama_pada=saat,
            terakhir_pada=saat,
        )
    KodeTakDikenal.objects.create(produk="opensid", kode="2004", jumlah=1, pertama_pada=saat, terakhir_pada=saat)
