"""Empat catatan dari sumbernya: Lima Puluh Kota, NTB, Lampung, Bengkulu Utara (tracker.md 13). Bukan data contoh.

Angka dan kata-katanya dari naskah; yang tidak disebut naskah dibiarkan kosong, catatan redaksinya ditulis di tempatnya.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.db import transaction

from replikasi.kalender import hari_ini
from replikasi.layanan.capaian import Hitung
from replikasi.layanan.target import kerjakan_target, nilai_ramalan, pada, terbitkan_ramalan
from replikasi.models import (
    AngkaPernyataan,
    ButirLingkup,
    Kesepakatan,
    Kewajiban,
    Organisasi,
    Pertemuan,
    PihakKesepakatan,
    Target,
    TindakLanjut,
)
from wilayah.models import Wilayah

_RUANG_NAMA = uuid.UUID("6f1d7c52-0a6e-5a0e-9c47-3b1f9c1d2a10")


def kunci(nama: str) -> uuid.UUID:
    """Kunci tetap, supaya isi ulang tidak menggandakan."""
    return uuid.uuid5(_RUANG_NAMA, nama)


def isi_janji(*, lapor: Callable[[str], None] = print) -> None:
    """Boleh diulang; wilayah yang belum dimuat dilewati."""
    data = json.loads((Path(__file__).parent.parent / "contoh_data" / "kesepakatan.json").read_text(encoding="utf-8"))
    with transaction.atomic():
        for satu in data["kesepakatan"]:
            if wilayah := Wilayah.objects.filter(kode=satu["wilayah"]).first():
                _kesepakatan(satu, wilayah)
        for satu in data["kunjungan"]:
            wilayah = Wilayah.objects.filter(kode=satu["wilayah"]).first()
            tuan_rumah = Wilayah.objects.filter(kode=satu["tuan_rumah"]).first()
            if wilayah and tuan_rumah:
                _pertemuan(satu, wilayah, satu["judul"], tuan_rumah=tuan_rumah)
        if wilayah := Wilayah.objects.filter(kode="13.07").first():
            _target_contoh(wilayah)
    kerjakan_target()
    _ramalkan_mundur()
    lapor(f"replikasi: {Kesepakatan.objects.count()} kesepakatan, {Target.objects.count()} target")


def _tanggal(teks: str | None) -> date | None:
    return date.fromisoformat(teks) if teks else None


def _kesepakatan(satu: dict, wilayah: Wilayah) -> None:
    kesepakatan, baru = Kesepakatan.objects.get_or_create(
        kunci=kunci(satu["slug"]),
        defaults={
            "jenis": satu["jenis"], "judul": satu["judul"], "wilayah": wilayah, "tahap": satu["tahap"],
            "tanggal": _tanggal(satu.get("tanggal")), "cara": satu.get("cara", ""), "uraian": satu["uraian"],
            "sumber": satu["sumber"], "catatan_redaksi": "\n".join(satu["catatan"]), "terbit": True,
        },
    )  # fmt: skip
    if not baru:
        return
    pihak = [_pihak(kesepakatan, n, isian) for n, isian in enumerate(satu["pihak"], start=1)]
    for nomor, (teks, penanggung) in enumerate(satu["butir"], start=1):
        butir = ButirLingkup.objects.create(kesepakatan=kesepakatan, nomor=nomor, teks=teks)
        Kewajiban.objects.create(butir=butir, judul=teks[:200], pihak=pihak[penanggung])
    _angka(satu["angka"], kesepakatan=kesepakatan)
    for isian in satu.get("target", []):
        _target(isian, kesepakatan, wilayah)
    for anak in satu.get("turunan", []):
        bawah = _turunan(kesepakatan, anak["slug"], anak["judul"], wilayah, "pks")
        _pihak(bawah, 1, ["pihak", anak["lembaga"], "opd", "", "", "", ""])
    if satu.get("kabkota"):
        for kab in Wilayah.objects.filter(induk=wilayah, berlaku=True, tingkat__in=["kabupaten", "kota"]).order_by(
            "kunci"
        ):
            bawah = _turunan(
                kesepakatan, f"{satu['slug']}-{kab.kode}", f"MoU {kab.nama_lengkap} dan OpenDesa", kab, "mou"
            )
            _pihak(bawah, 1, ["pihak", f"Pemerintah {kab.nama_lengkap}", "pemerintah", "", "Sekretaris Daerah", "", ""])
    _pertemuan(satu["pertemuan"] | {"sumber": satu["sumber"]}, wilayah, satu["slug"], kesepakatan=kesepakatan)


def _turunan(induk: Kesepakatan, slug: str, judul: str, wilayah: Wilayah, jenis: str) -> Kesepakatan:
    """Direncanakan atau sedang diteruskan menurut sumbernya; belum ada bukti tanda tangan, jadi pembahasan."""
    return Kesepakatan.objects.create(
        kunci=kunci(slug), induk=induk, jenis=jenis, judul=judul, wilayah=wilayah, tahap="pembahasan", terbit=True,
        sumber=induk.sumber, uraian="Direncanakan di bawah kesepakatan induknya; sumbernya tidak menyebut tanda tangan.",
    )  # fmt: skip


def _pihak(kesepakatan: Kesepakatan, urutan: int, isian: list) -> PihakKesepakatan:
    peran, nama, jenis, penanda_tangan, jabatan, mewakili, pernyataan = isian
    organisasi, _ = Organisasi.objects.get_or_create(nama=nama, defaults={"jenis": jenis})
    return PihakKesepakatan.objects.create(
        kesepakatan=kesepakatan, organisasi=organisasi, peran=peran, penanda_tangan=penanda_tangan, jabatan=jabatan,
        mewakili=mewakili, pernyataan=pernyataan, pernyataan_pada=kesepakatan.tanggal if pernyataan else None, urutan=urutan,
    )  # fmt: skip


def _angka(daftar: list[list], **induk: object) -> None:
    for urutan, (nama, nilai, satuan, perkiraan, tanggal, kutipan, catatan) in enumerate(daftar, start=1):
        AngkaPernyataan.objects.create(
            nama=nama, nilai=nilai, satuan=satuan, perkiraan=perkiraan, tanggal=_tanggal(tanggal), kutipan=kutipan,
            catatan=catatan, urutan=urutan, **induk,
        )  # fmt: skip


def _target(isian: dict, kesepakatan: Kesepakatan, wilayah: Wilayah) -> None:
    Target.objects.create(
        kunci=kunci(isian["judul"]), judul=isian["judul"], jenis=isian["jenis"], wilayah=wilayah, kesepakatan=kesepakatan,
        satuan=isian["satuan"], ukuran=isian["ukuran"], persen=Decimal(isian["persen"]), penyebut_awal=isian["penyebut"],
        n_awal=isian.get("n_awal"), n_awal_perkiraan=isian.get("perkiraan", False), tanggal_awal=_tanggal(isian["tanggal"]),
        tenggat=_tanggal(isian.get("tenggat")), tenggat_kata=isian.get("kata", ""),
        tenggat_anggapan=isian.get("anggapan", False), sumber=kesepakatan.sumber, catatan_redaksi=isian["catatan"], terbit=True,
    )  # fmt: skip


def _target_contoh(wilayah: Wilayah) -> None:
    """Satu target rekaan, ditandai, supaya halaman ramalan yang terbit dan yang sudah dinilai ada contohnya."""
    hari = hari_ini()
    Target.objects.get_or_create(
        kunci=kunci("target contoh lima puluh kota"),
        defaults={
            "judul": "Sembilan dari sepuluh nagari memakai OpenSID (data contoh)", "wilayah": wilayah, "persen": Decimal(90),
            "penyebut_awal": 79, "tanggal_awal": hari - timedelta(days=180), "tenggat": hari + timedelta(days=365),
            "contoh": True, "terbit": True,
        },
    )  # fmt: skip


def _ramalkan_mundur() -> None:
    """Ramalan target rekaan pada beberapa pekan lalu, oleh fungsi yang sesungguhnya dari capaian sampai hari itu, lalu dinilai."""
    hari = hari_ini()
    for target in Target.objects.filter(contoh=True, kunci=kunci("target contoh lima puluh kota")):
        capaian = list(target.capaian.all())
        if awal := pada(capaian, target.tanggal_awal):
            Target.objects.filter(pk=target.pk).update(n_awal=awal.n)
        for pekan in (16, 12, 8):
            lalu = hari - timedelta(weeks=pekan)
            if kini := pada(capaian, lalu):
                terbitkan_ramalan(target=target, kini=Hitung(kini.n, kini.penyebut, lalu, kini.contoh), hari=lalu)
    nilai_ramalan(hari=hari)


def _pertemuan(
    satu: dict,
    wilayah: Wilayah,
    nama: str,
    *,
    kesepakatan: Kesepakatan | None = None,
    tuan_rumah: Wilayah | None = None,
) -> None:
    pertemuan, baru = Pertemuan.objects.get_or_create(
        kunci=kunci(f"pertemuan {nama}"),
        defaults={
            "jenis": satu["jenis"], "judul": satu["judul"], "tanggal": _tanggal(satu["tanggal"]), "tempat": satu["tempat"],
            "cara": satu["cara"], "wilayah": wilayah, "tuan_rumah": tuan_rumah, "kesepakatan": kesepakatan,
            "hadir": [dict(zip(("nama", "jabatan", "lembaga"), orang, strict=True)) for orang in satu["hadir"]],
            "bahasan": satu["bahasan"], "keputusan": satu.get("keputusan", ""), "hasil": satu.get("hasil", ""),
            "sumber": satu["sumber"], "catatan_redaksi": "\n".join(satu.get("catatan", [])), "terbit": True,
        },
    )  # fmt: skip
    if baru:
        _angka(satu.get("angka", []), pertemuan=pertemuan)
        for teks, penanggung in satu.get("tindak", []):
            TindakLanjut.objects.create(pertemuan=pertemuan, teks=teks, penanggung=penanggung)
