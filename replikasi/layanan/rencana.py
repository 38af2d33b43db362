"""Terapkan di nagari ini: buku panduan menjadi tugas bertanggal dari satu edisi yang dipegang (training.md 5)."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from akun.models import Pengguna
from replikasi.hari_kerja import hari_kerja_ke, kalender_desa
from replikasi.models import (
    AnggotaTim,
    EdisiBuku,
    JawabanEdisi,
    Jeda,
    JejakRencana,
    KlaimTonggak,
    LangkahEdisi,
    Penerapan,
    RencanaKerja,
    Tugas,
)

from .edisi_buku import bandingkan, edisi_terbaru
from .rekap import catat_perubahan

SUDAH_DIKLAIM = [KlaimTonggak.Keadaan.DIAJUKAN, KlaimTonggak.Keadaan.DIVERIFIKASI]


@transaction.atomic
def terapkan(
    *, penerapan: Penerapan, oleh: Pengguna | None, edisi: EdisiBuku | None = None, mulai: date | None = None
) -> RencanaKerja:
    """Satu tugas bertanggal per langkah, dari edisi yang dipegang. Rencana yang sudah ada dikembalikan apa adanya.

    `edisi` kosong berarti edisi terbaru; `mulai` kosong berarti hari penerapan dimulai. Langkah pada tahap yang tidak
    berlaku di desa itu, dan tonggak program lain, tidak menjadi tugas.
    """
    if ada := RencanaKerja.objects.filter(penerapan=penerapan).first():
        return ada
    edisi = edisi or edisi_terbaru()
    if edisi is None:
        raise ValidationError("Buku panduan belum punya edisi. Minta pengelola menerbitkan edisinya dahulu.")
    rencana, baru = RencanaKerja.objects.get_or_create(
        penerapan=penerapan, defaults={"edisi": edisi, "mulai": mulai or penerapan.mulai, "oleh": oleh}
    )
    if not baru:
        return rencana
    lewat = penerapan.tahap_dilewati.values("pk")
    langkah = edisi.langkah.filter(tonggak__tahap__program=penerapan.program_id).exclude(tonggak__tahap__in=lewat)
    tugas = _tugas(rencana, list(langkah))
    Tugas.objects.bulk_create(tugas)
    _jejak(rencana, f"Rencana kerja dibuat dari {edisi}: {len(tugas)} tugas, mulai {rencana.mulai:%d-%m-%Y}.", oleh)
    return rencana


def _tugas(rencana: RencanaKerja, langkah: list[LangkahEdisi]) -> list[Tugas]:
    tanggal = _tenggat(rencana, [satu.hari_kerja for satu in langkah])
    return [
        Tugas(rencana=rencana, tonggak_id=satu.tonggak_id, langkah=satu, tenggat=tanggal[max(1, satu.hari_kerja)])
        for satu in langkah
    ]


def _tenggat(rencana: RencanaKerja, hari: list[int]) -> dict[int, date]:
    jeda = rencana.penerapan.jeda.values_list("mulai", "selesai")
    return hari_kerja_ke(kalender_desa(rencana.penerapan.wilayah.kode), rencana.mulai, hari, jeda)


def _jejak(rencana: RencanaKerja, teks: str, oleh: Pengguna | None, tugas: Tugas | None = None) -> None:
    JejakRencana.objects.create(rencana=rencana, tugas=tugas, teks=teks[:300], oleh=oleh)


def _kunci(rencana: RencanaKerja) -> RencanaKerja:
    return (
        RencanaKerja.objects.select_for_update(of=("self",))
        .select_related("penerapan__wilayah", "edisi")
        .get(pk=rencana.pk)
    )


def tanggalkan_ulang(rencana: RencanaKerja) -> None:
    """Tenggat yang tidak ditetapkan desa dihitung lagi (sesudah jeda berubah); yang sudah diklaim tidak disentuh."""
    sudah = rencana.penerapan.klaim.filter(keadaan__in=SUDAH_DIKLAIM).values("tonggak")
    tugas = list(
        rencana.tugas.filter(tenggat_sendiri=False, dicabut_di=None)
        .exclude(tonggak__in=sudah)
        .select_related("langkah")
    )
    tanggal = _tenggat(rencana, [satu.langkah.hari_kerja for satu in tugas])
    for satu in tugas:
        satu.tenggat = tanggal[max(1, satu.langkah.hari_kerja)]
    Tugas.objects.bulk_update(tugas, ["tenggat"])


@transaction.atomic
def atur_tugas(*, tugas: Tugas, oleh: Pengguna, tenggat: date, pemilik: AnggotaTim | None) -> Tugas:
    """Desa mengubah tenggat atau pemilik satu tugas; yang lama tetap terbaca di riwayat."""
    rencana = _kunci(tugas.rencana)
    tugas = Tugas.objects.select_related("langkah", "pemilik").get(pk=tugas.pk)
    if pemilik and pemilik.wilayah_id != rencana.penerapan.wilayah_id:
        raise ValidationError("Pemilik tugas anggota tim desa ini sendiri.")
    ubah = []
    if tenggat != tugas.tenggat:
        ubah.append(f"tenggat {tugas.tenggat:%d-%m-%Y} menjadi {tenggat:%d-%m-%Y}")
        tugas.tenggat_sendiri = True
    if pemilik != tugas.pemilik:
        ubah.append(f"pemilik menjadi {pemilik}" if pemilik else "pemilik kembali menurut peran")
    if ubah:
        tugas.tenggat, tugas.pemilik = tenggat, pemilik
        tugas.save(update_fields=["tenggat", "tenggat_sendiri", "pemilik"])
        _jejak(rencana, f"{tugas.langkah.kode}: {'; '.join(ubah)}.", oleh, tugas)
    return tugas


@transaction.atomic
def catat_jeda(*, rencana: RencanaKerja, oleh: Pengguna, mulai: date, selesai: date, alasan: str) -> Jeda:
    """Masa yang tidak dihitung macet; tenggat yang belum diklaim bergeser sebanyak hari kerjanya."""
    rencana = _kunci(rencana)
    if selesai < mulai:
        raise ValidationError("Akhir jeda mendahului awalnya.")
    jeda, baru = Jeda.objects.get_or_create(
        penerapan=rencana.penerapan, mulai=mulai, selesai=selesai, defaults={"alasan": alasan.strip()[:200]}
    )
    if baru:
        tanggalkan_ulang(rencana)
        catat_perubahan(wilayah=rencana.penerapan.wilayah)
        _jejak(rencana, f"Jeda {mulai:%d-%m-%Y} sampai {selesai:%d-%m-%Y}: {alasan.strip()}", oleh)
        catat_perubahan(wilayah=rencana.penerapan.wilayah)
    return jeda


@transaction.atomic
def akhiri_jeda(*, jeda: Jeda, oleh: Pengguna, pada: date) -> Jeda:
    """Desa bergerak lagi lebih cepat: hari terakhir jeda `pada`, paling awal hari pertamanya."""
    rencana = _kunci(jeda.penerapan.rencana)
    akhir = max(jeda.mulai, pada)
    if akhir < jeda.selesai:
        jeda.selesai = akhir
        jeda.save(update_fields=["selesai"])
        tanggalkan_ulang(rencana)
        catat_perubahan(wilayah=rencana.penerapan.wilayah)
        _jejak(rencana, f"Jeda sejak {jeda.mulai:%d-%m-%Y} berakhir {akhir:%d-%m-%Y}.", oleh)
        catat_perubahan(wilayah=rencana.penerapan.wilayah)
    return jeda


def butir_edisi(rencana: RencanaKerja, baru: EdisiBuku) -> list[tuple[str, LangkahEdisi, LangkahEdisi | None]]:
    """Yang ditanyakan kepada desa: (jenis, langkah, langkah lama). Tugas yang sudah diklaim tidak ditanya dan tetap."""
    program = rencana.penerapan.program_id
    lewat = set(rencana.penerapan.tahap_dilewati.values_list("pk", flat=True))
    dipegang = [
        satu.langkah for satu in rencana.tugas.filter(dicabut_di=None).select_related("langkah__tonggak__tahap")
    ]
    selesai = set(rencana.penerapan.klaim.filter(keadaan__in=SUDAH_DIKLAIM).values_list("tonggak", flat=True))
    kini = [
        satu
        for satu in baru.langkah.select_related("tonggak__tahap")
        if satu.tonggak.tahap.program_id == program and satu.tonggak.tahap_id not in lewat
    ]
    beda = bandingkan(dipegang, kini)
    hasil = [(JawabanEdisi.Jenis.TAMBAH, satu, None) for satu in beda.tambah]
    hasil += [(JawabanEdisi.Jenis.UBAH, satu, lama) for lama, satu in beda.ubah]
    hasil += [(JawabanEdisi.Jenis.CABUT, satu, None) for satu in beda.cabut]
    sudah = set(rencana.jawaban.filter(edisi=baru).values_list("tonggak", flat=True))
    return [satu for satu in hasil if satu[1].tonggak_id not in selesai | sudah]


@transaction.atomic
def jawab_edisi(
    *, rencana: RencanaKerja, edisi: EdisiBuku, jawaban: dict[int, bool], oleh: Pengguna
) -> list[JawabanEdisi]:
    """Jawaban per tonggak: mengikuti edisi baru atau tetap. Semua terjawab: rencana memegang edisi baru.

    Yang selesai tetap selesai; yang dicabut ditandai, tidak dihapus; butir yang tidak dijawab tetap ditanyakan.
    """
    rencana = _kunci(rencana)
    if edisi.nomor <= rencana.edisi.nomor:
        return []
    butir = butir_edisi(rencana, edisi)
    hasil = []
    for jenis, langkah, _ in butir:
        if langkah.tonggak_id not in jawaban:
            continue
        pakai = jawaban[langkah.tonggak_id]
        hasil.append(
            JawabanEdisi.objects.create(
                rencana=rencana, edisi=edisi, tonggak_id=langkah.tonggak_id, jenis=jenis, dipakai=pakai, oleh=oleh
            )
        )
        if pakai:
            _ikuti(rencana, edisi, jenis, langkah)
        tekad = "mengikuti" if pakai else "tidak mengikuti"
        _jejak(rencana, f"{edisi}, {jenis.label} {langkah.kode}: {tekad}.", oleh)
    if len(hasil) == len(butir):
        rencana.edisi = edisi
        rencana.save(update_fields=["edisi"])
        _jejak(rencana, f"Rencana kini memegang {edisi}.", oleh)
    return hasil


def _ikuti(rencana: RencanaKerja, edisi: EdisiBuku, jenis: str, langkah: LangkahEdisi) -> None:
    tugas = rencana.tugas.filter(tonggak=langkah.tonggak_id)
    if jenis == JawabanEdisi.Jenis.CABUT:
        tugas.update(dicabut_di=edisi)
    elif ada := tugas.first():
        ada.langkah, ada.dicabut_di = langkah, None
        if not ada.tenggat_sendiri:
            ada.tenggat = _tenggat(rencana, [langkah.hari_kerja])[max(1, langkah.hari_kerja)]
        ada.save(update_fields=["langkah", "dicabut_di", "tenggat"])
    else:
        Tugas.objects.bulk_create(_tugas(rencana, [langkah]))
