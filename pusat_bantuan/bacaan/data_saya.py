"""Bagian pusat bantuan dari salinan "Data saya" (UU PDP, domain operations.md 6): tulisan dan berkas orang itu sendiri."""

from __future__ import annotations

from django.db.models import F

from akun.models import Pengguna

from ..models import LampiranTiket, Nilai, PeristiwaTiket, PermintaanPdp, ProfilTiket, SuaraArtikel


def data_bantuan(orang: Pengguna) -> dict[str, object]:
    """Tiket yang dimintanya, pesan dan catatan yang ditulisnya, lampiran yang diunggahnya, penilaian, dan permintaannya.

    Pesan orang lain tidak ikut. Tiket desa yang sudah ditinggalkannya bukan lagi miliknya; tulisannya sendiri tetap ikut.
    """
    tiket = ProfilTiket.objects.terlihat(oleh=orang).filter(pemohon=orang).order_by("dibuat", "pk")
    pesan = PeristiwaTiket.objects.filter(pelaku=orang).exclude(followup=None).exclude(followup__comment="")
    lampiran = LampiranTiket.objects.filter(pengunggah=orang).order_by("pk")
    return {
        "tiket.json": list(
            tiket.values(
                "kode", "keadaan", "dampak", "kanal", "atas_nama", "versi", "hosting", "domain", "tema", "sudah_dicoba",
                "isian", "dibuat", "selesai_pada", "ditutup_pada", judul=F("tiket__title"),
                uraian=F("tiket__description"), desa=F("wilayah__nama"), kode_desa=F("wilayah__kode"),
                nama_bidang=F("bidang__nama"),
            )
        ),
        "pesan.json": list(
            pesan.order_by("pada", "pk").values(
                "jenis", "pada", tiket=F("profil__kode"), isi=F("followup__comment"), terbuka=F("followup__public")
            )
        ),
        "lampiran.json": list(
            lampiran.values("nama", "mime", "ukuran", "sidik", "keadaan", "dibuat", tiket=F("profil__kode"))
        ),
        "penilaian.json": {
            "tiket": list(Nilai.objects.filter(oleh=orang).values("skor", "komentar", "pada", tiket=F("profil__kode"))),
            "artikel": list(
                SuaraArtikel.objects.filter(pengguna=orang).values(
                    "membantu", "kurang", "dibuat", judul=F("artikel__title")
                )
            ),
        },
        "permintaan_data_pribadi.json": list(
            PermintaanPdp.objects.filter(pengguna=orang)
            .order_by("pk")
            .values("jenis", "nama", "hubungi", "uraian", "keadaan", "diterima_pada", "selesai_pada", "jawaban")
        ),
    }  # fmt: skip
