"""Memutus seleksi: satu salinan beku dari semua yang mendasarinya (tracker.md 4, K-099)."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.db import transaction

from akun.models import Pengguna
from replikasi.bacaan.seleksi import BarisCalon, TabelNilai, tabel_nilai
from replikasi.kalender import hari_ini
from replikasi.models import Panggilan, Seleksi
from replikasi.models.kriteria import MAKS
from replikasi.rumus import VERSI, menyimpang


@dataclass(frozen=True)
class IsiPutusan:
    """`dipilih` kode wilayah; `alasan` kode → kalimat untuk tiap pilihan yang menyimpang dari urutan."""

    dipilih: Sequence[str]
    keputusan: str
    tanggal: date
    hadir: Sequence[Mapping[str, str]] = ()
    alasan: Mapping[str, str] = field(default_factory=dict)


@transaction.atomic
def putuskan_seleksi(
    *, panggilan: Panggilan, isi: IsiPutusan, oleh: Pengguna, kunci: uuid.UUID, mengoreksi: Seleksi | None = None
) -> Seleksi:
    """Sesudah panggilan ditutup; hanya yang layak, paling banyak sebanyak kuota. Koreksi menyebut keputusan terakhir yang digantinya."""
    if ada := Seleksi.objects.filter(kunci=kunci).first():
        return ada
    panggilan = (
        Panggilan.objects.select_for_update(of=("self",))
        .select_related("program", "wilayah", "edisi")
        .get(pk=panggilan.pk)
    )
    terakhir = panggilan.seleksi.order_by("-nomor").first()
    if terakhir and (mengoreksi is None or mengoreksi.pk != terakhir.pk):
        raise ValidationError("Panggilan ini sudah diputus. Keputusan tidak diubah; buat koreksi atas yang terakhir.")
    if terakhir is None and not panggilan.sudah_tutup:
        raise ValidationError("Panggilan ini masih menerima calon. Tutup dahulu, lalu putuskan.")
    tabel = tabel_nilai(panggilan)
    _periksa(panggilan, tabel, isi)
    return Seleksi.objects.create(
        panggilan=panggilan, nomor=(terakhir.nomor if terakhir else 0) + 1, mengoreksi=mengoreksi, tanggal=isi.tanggal,
        keputusan=isi.keputusan.strip(), hadir=[dict(satu) for satu in isi.hadir], isi=salinan(tabel, isi), oleh=oleh,
        kunci=kunci, contoh=panggilan.contoh,
    )  # fmt: skip


def _periksa(panggilan: Panggilan, tabel: TabelNilai, isi: IsiPutusan) -> None:
    dipilih = set(isi.dipilih)
    nama = {satu.kode: satu.calon.wilayah.nama_lengkap for satu in tabel.semua}
    if not dipilih:
        raise ValidationError("Pilih paling sedikit satu calon.")
    if asing := dipilih - set(tabel.urutan):
        sebut = ", ".join(sorted(nama.get(kode, kode) for kode in asing))
        raise ValidationError(f"Belum layak dipilih: {sebut}. Gerbang dan cakupan tidak dapat diganti alasan.")
    if len(dipilih) > panggilan.kuota:
        raise ValidationError(f"Paling banyak {panggilan.kuota} yang dipilih; sekarang {len(dipilih)}.")
    if not isi.keputusan.strip():
        raise ValidationError("Tulis bunyi keputusannya.")
    if isi.tanggal > hari_ini():
        raise ValidationError("Tanggal keputusan belum tiba.")
    kosong = [k for k in menyimpang(tabel.urutan, dipilih, panggilan.kuota) if not isi.alasan.get(k, "").strip()]
    if kosong:
        sebut = ", ".join(nama[kode] for kode in kosong)
        raise ValidationError(f"Tulis alasan pilihan yang menyimpang dari urutan: {sebut}.")


def salinan(tabel: TabelNilai, isi: IsiPutusan) -> dict:
    """Salinan beku: pecahan tepat ditulis "66/1", yang dibaca orang ditulis "66,0"."""
    p, edisi = tabel.panggilan, tabel.edisi
    simpang = set(menyimpang(tabel.urutan, set(isi.dipilih), p.kuota))
    return {
        "versi_rumus": VERSI,
        "program": {"slug": p.program.slug, "nama": p.program.nama, "unit": p.program.unit},
        "wilayah": {"kode": p.wilayah.kode, "nama": p.wilayah.nama_lengkap},
        "panggilan": {
            "judul": p.judul, "buka": p.buka.isoformat(), "tutup": p.tutup.isoformat(), "kuota": p.kuota,
        },
        "edisi": {
            "nomor": edisi.nomor, "sejak": edisi.sejak.isoformat(), "cakupan_min": edisi.cakupan_min,
            "delta": edisi.delta, "maks": MAKS,
            "kriteria": [
                {"kode": k.kode, "nama": k.nama, "bobot": k.bobot, "gerbang": k.gerbang} for k in tabel.kriteria
            ],
        },
        "kepekaan": {"jalan": tabel.jalan, "n": p.kuota, "delta": edisi.delta},
        "calon": [_calon(satu, isi, simpang) for satu in tabel.semua],
    }  # fmt: skip


def _calon(satu: BarisCalon, isi: IsiPutusan, simpang: set[str]) -> dict:
    w, h = satu.calon.wilayah, satu.hasil
    return {
        "kode": w.kode, "nama": w.nama_lengkap, "induk": w.induk.nama_ringkas if w.induk else "", "urutan": satu.urutan,
        "terpilih": w.kode in set(isi.dipilih), "menyimpang": w.kode in simpang,
        "alasan": isi.alasan.get(w.kode, "").strip() if w.kode in simpang else "",
        "layak": h.layak, "sebab": satu.sebab_tidak_layak, "seri": satu.seri,
        "tepat": {"nilai": _pecahan(h.nilai), "rendah": _pecahan(h.rendah), "tinggi": _pecahan(h.tinggi),
                  "cakupan": _pecahan(h.cakupan), "kokoh": _pecahan(satu.kokoh_persen)},
        "nilai": _tulis(satu.nilai), "rendah": _tulis(satu.rendah), "tinggi": _tulis(satu.tinggi),
        "cakupan": _tulis(satu.cakupan), "kokoh_persen": _tulis(satu.bagian_kokoh), "kokoh": satu.kokoh,
        "skor": [
            {
                "kode": s.kriteria.kode, "mandiri": s.mandiri, "nilai": s.nilai,
                "bukti": s.penilaian.bukti if s.penilaian else "", "tautan": s.penilaian.tautan if s.penilaian else "",
                "berkas": s.penilaian.nama_asli if s.penilaian else "",
                "pemeriksa": s.penilaian.diperiksa_oleh.nama if s.penilaian and s.penilaian.diperiksa_oleh else "",
                "catatan": s.penilaian.catatan if s.penilaian else "",
            }
            for s in satu.sel
        ],
    }  # fmt: skip


def _pecahan(nilai: Fraction | None) -> str | None:
    return None if nilai is None else f"{nilai.numerator}/{nilai.denominator}"


def _tulis(nilai: object) -> str:
    return "" if nilai is None else str(nilai).replace(".", ",")
