"""Kuis untuk dibaca: soal tanpa kunci, riwayat, hasil, antrean koreksi, statistik butir."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Count, Q, QuerySet

from akun.models import Pengguna
from modul_pelatihan import naskah_soal
from modul_pelatihan.models import ButirKuis, JawabanPercobaan, Kuis, Percobaan
from modul_pelatihan.penilaian import Kebijakan, daya_beda, nilai_butir, pilih_nilai, tampil_persen

SEDIKIT = 5  # statistik butir di bawah ini tidak berarti apa-apa


def soal_latihan(kuis: Kuis) -> list[tuple[ButirKuis, dict[str, Any]]]:
    """Soal terbit sebuah latihan dengan salinan naskahnya (berkunci: tidak untuk keluaran). Urutan tetap."""
    baris = (
        ButirKuis.objects.filter(kuis=kuis, butir__live=True)
        .exclude(butir__in=kuis.pembatalan.values("butir"))
        .select_related("butir")
        .prefetch_related("butir__pilihan")
        .order_by("sort_order", "pk")
    )
    return [(satu, naskah_soal.salin(satu.butir, acak=None)) for satu in baris]


def latihan(kuis: Kuis) -> dict[str, Any]:
    """Isi balok latihan di dalam pelajaran: `soal` tanpa kunci, `kunci` kiriman baru."""
    soal = [
        {"tanda": str(satu.butir.tanda), "nomor": nomor, "isi": None, **naskah_soal.untuk_peserta(naskah)}
        for nomor, (satu, naskah) in enumerate(soal_latihan(kuis), start=1)
    ]
    return {"kuis": kuis, "soal": soal, "kunci": str(uuid.uuid4())}


def nilai_dipakai(percobaan: list[Percobaan]) -> Fraction | None:
    """Menurut kebijakan yang dibekukan pada percobaan pertama; yang menunggu koreksi tidak ikut."""
    if not percobaan:
        return None
    nilai = [satu.rasio for satu in percobaan if satu.keadaan == Percobaan.Keadaan.DINILAI and satu.rasio is not None]
    return pilih_nilai(nilai, Kebijakan(percobaan[0].kebijakan))


def riwayat(orang: Pengguna, kuis: Kuis) -> dict[str, Any]:
    """Percobaan di luar kelas milik orang itu, nilai yang dipakai, dan sisa kesempatan."""
    punya = list(Percobaan.objects.filter(orang=orang, kuis=kuis, tes=None).order_by("nomor"))
    sisa = None if kuis.kuota is None else max(0, kuis.kuota - len(punya))
    berjalan = next((satu for satu in punya if satu.keadaan == Percobaan.Keadaan.BERJALAN and not satu.lewat()), None)
    return {
        "percobaan": punya, "nilai": nilai_dipakai(punya), "sisa": sisa, "berjalan": berjalan,
        "lulus": any(satu.lulus for satu in punya),
    }  # fmt: skip


def lembar_soal(percobaan: Percobaan, isi: dict[str, Any] | None = None) -> list[dict[str, Any]]:
    """Soal satu percobaan tanpa kunci; `isi` jawaban mentah dari formulir yang ditolak menang atas yang tersimpan."""
    hasil = []
    for satu in percobaan.jawaban.select_related("butir"):
        tanda = str(satu.butir.tanda)
        jawaban = satu.isi if isi is None or tanda not in isi else isi[tanda]
        hasil.append(
            {"tanda": tanda, "nomor": satu.urut, "isi": jawaban, "bobot": satu.bobot,
             **naskah_soal.untuk_peserta(satu.naskah)}
        )  # fmt: skip
    return hasil


def hasil(percobaan: Percobaan, *, pengurus: bool = False) -> list[dict[str, Any]]:
    """Jawaban yang sudah dikirim. Kunci dan penjelasan hanya untuk latihan, atau bagi yang menilai."""
    terbuka = pengurus or (percobaan.kuis.formatif and percobaan.keadaan != Percobaan.Keadaan.BERJALAN)
    baris = []
    for satu in percobaan.jawaban.select_related("butir"):
        baris.append(
            {
                "jawaban": satu, "nomor": satu.urut, "soal": satu.naskah["soal"], "jenis": satu.naskah["jenis"],
                "dijawab": naskah_soal.kata_jawaban(satu.naskah, satu.isi), "dianulir": satu.dianulir,
                "menunggu": satu.menunggu, "ulasan": satu.ulasan,
                "nilai": nilai_butir(satu.fraksi, satu.bobot, percobaan.denda) if not satu.menunggu else None,
                "bobot": satu.bobot, "penuh": satu.fraksi == 1, "sebagian": bool(satu.fraksi) and satu.fraksi != 1,
                "kunci": naskah_soal.kata_kunci(satu.naskah) if terbuka else [],
                "penjelasan": satu.naskah["penjelasan"] if terbuka else "",
                "rubrik": satu.naskah.get("rubrik", "") if pengurus else "",
            }
        )  # fmt: skip
    return baris


def menunggu_koreksi(oleh: Pengguna) -> QuerySet[Percobaan]:
    """Uraian yang menunggu orang ini, terlama dahulu; bukan miliknya sendiri."""
    return (
        Percobaan.objects.terlihat(oleh=oleh)
        .menunggu()
        .exclude(orang=oleh)
        .select_related("kuis", "orang", "tes__angkatan")
        .order_by("dikirim", "pk")
    )


@dataclass(frozen=True)
class StatistikButir:
    baris: ButirKuis
    n: int
    rata: Fraction | None
    beda: Fraction | None
    kosong: int
    dianulir: bool

    @property
    def sukar(self) -> str:
        """Kata untuk tingkat kesukaran: rata-rata pecahan di bawah 0,3 sukar, di atas 0,8 mudah."""
        if self.rata is None or self.n < SEDIKIT:
            return "belum cukup data"
        return "sukar" if self.rata < Fraction(3, 10) else "mudah" if self.rata > Fraction(4, 5) else "sedang"

    @property
    def persen(self) -> str:
        return tampil_persen(self.rata) if self.n >= SEDIKIT else "-"

    @property
    def tampil_beda(self) -> str:
        return "-" if self.beda is None else f"{round(self.beda * 100) / 100:.2f}".replace(".", ",")


def statistik(kuis: Kuis) -> list[StatistikButir]:
    """Kesukaran dan daya beda tiap soal menurut percobaan yang sudah dinilai; tiga kueri."""
    kumpul: dict[int, list[tuple[Fraction | None, Fraction]]] = defaultdict(list)
    jawaban = JawabanPercobaan.objects.filter(percobaan__kuis=kuis, percobaan__keadaan=Percobaan.Keadaan.DINILAI)
    for butir, fraksi, rasio in jawaban.values_list("butir_id", "fraksi", "percobaan__rasio"):
        kumpul[butir].append((fraksi, rasio if rasio is not None else Fraction(0)))
    batal = set(kuis.pembatalan.values_list("butir_id", flat=True))
    hasil = []
    for baris in kuis.butir.select_related("butir").order_by("sort_order", "pk"):
        data = [(fraksi or Fraction(0), rasio) for fraksi, rasio in kumpul[baris.butir_id]]
        rata = sum((satu for satu, _ in data), Fraction(0)) / len(data) if data else None
        kosong = sum(fraksi is None for fraksi, _ in kumpul[baris.butir_id])
        hasil.append(StatistikButir(baris, len(data), rata, daya_beda(data), kosong, baris.butir_id in batal))
    return hasil


def daftar_kuis(oleh: Pengguna) -> QuerySet[Kuis]:
    """Kuis yang boleh diurus, dengan hitungan percobaannya; satu kueri."""
    return (
        Kuis.objects.terlihat(oleh=oleh)
        .annotate(
            n_percobaan=Count("percobaan", distinct=True),
            n_menunggu=Count("percobaan", filter=Q(percobaan__keadaan=Percobaan.Keadaan.MENUNGGU), distinct=True),
        )
        .select_related("modul")
        .order_by("judul", "pk")
    )
