"""Halaman satu tiket: percakapan, garis waktu, dan fakta, dengan jumlah kueri tetap berapa pun panjangnya."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from akun.models import Pengguna

from ..keadaan import Keadaan
from ..layanan import dari_meja, pilihan_terusan, sebutan_tempat
from ..models import ArtikelBantuanPage, LampiranTiket, PeristiwaTiket, ProfilTiket, TautanTopik
from .artikel import Saran, saran
from .privasi import tautan_privasi

J = PeristiwaTiket.Jenis
_KALIMAT = {
    J.DIBUAT: "meminta bantuan",
    J.DIAMBIL: "mulai menangani",
    J.DILEPAS: "mengembalikan tiket ke antrean",
    J.SELESAI: "menjawab",
    J.DIKONFIRMASI: "menyatakan masalahnya beres",
    J.DIBUKA_LAGI: "membuka lagi tiket ini",
    J.DITUTUP: "menutup tiket",
}


@dataclass(frozen=True)
class Butir:
    """Satu baris percakapan: pesan (ada `isi`) atau peristiwa saja."""

    pada: datetime
    orang: Pengguna | None
    kalimat: str
    isi: str = ""
    meja: bool = False
    dalam: bool = False
    jawaban: bool = False
    lampiran: list[LampiranTiket] = field(default_factory=list)
    alasan: str = ""
    tamu: str = ""


def halaman_tiket(profil: ProfilTiket, *, oleh: Pengguna) -> dict:
    """Konteks lengkap untuk `tiket.html`; yang dalam hanya untuk yang menangani."""
    menangani = profil.boleh_ditangani(oleh=oleh)
    pihak_meja = dari_meja(profil, oleh)
    lampiran: dict[int | None, list[LampiranTiket]] = defaultdict(list)
    for satu in profil.lampiran.all():
        satu.profil = profil
        lampiran[satu.followup_id].append(satu)
    butir = _butir(profil, lampiran, menangani)
    return {
        "profil": profil,
        "privasi": tautan_privasi(profil, [satu.isi for satu in butir], oleh=oleh),
        "menangani": menangani,
        "pihak_meja": pihak_meja,
        "butir": butir,
        "janji": janji(profil),
        "fakta": fakta(profil, lengkap=menangani),
        "tempat": sebutan_tempat(profil),
        "bantu": _bantu(profil) if menangani else None,
        "topik": list(TautanTopik.objects.terlihat(oleh=oleh).filter(profil=profil).select_related("topik")),
        "terusan": pilihan_terusan(profil) if profil.boleh_diteruskan(oleh=oleh) else [],
        "artikel_asal": ArtikelBantuanPage.objects.filter(asal_tiket=profil.pk).first() if menangani else None,
        "hak": {
            "ambil": profil.boleh_diambil(oleh=oleh),
            "lepas": profil.terbuka and profil.pemegang_id == oleh.pk,
            "balas": profil.boleh_dibalas(oleh=oleh),
            "catat": profil.boleh_dicatati(oleh=oleh),
            "selesaikan": profil.boleh_diselesaikan(oleh=oleh) and pihak_meja,
            "konfirmasi": profil.boleh_dikonfirmasi(oleh=oleh),
            "buka_lagi": profil.boleh_dibuka_lagi(oleh=oleh),
            "draf": menangani and profil.keadaan in {Keadaan.SELESAI, Keadaan.DITUTUP},
        },
    }


def _butir(profil: ProfilTiket, lampiran: dict[int | None, list[LampiranTiket]], menangani: bool) -> list[Butir]:
    hasil = []
    for satu in profil.peristiwa.select_related("pelaku", "kontak", "followup", "simpul").order_by("pada", "pk"):
        susulan = satu.followup
        if satu.jenis == J.CATATAN and not menangani:
            continue
        hasil.append(
            Butir(
                pada=satu.pada,
                orang=satu.pelaku,
                kalimat=_kalimat(satu),
                isi=profil.uraian if satu.jenis == J.DIBUAT else (susulan.comment or "" if susulan else ""),
                meja=satu.dari_meja,
                dalam=satu.jenis == J.CATATAN,
                jawaban=satu.jenis == J.SELESAI,
                lampiran=lampiran.get(None if satu.jenis == J.DIBUAT else satu.followup_id, [])
                if satu.jenis == J.DIBUAT or satu.followup_id
                else [],
                alasan=satu.alasan if menangani else "",
                tamu=(satu.kontak.nama or "Pemohon") if satu.kontak else "",
            )
        )
    return hasil


def _kalimat(satu: PeristiwaTiket) -> str:
    if satu.jenis in {J.DISALURKAN, J.DITERUSKAN}:
        tempat = satu.simpul.nama if satu.simpul else satu.get_tingkat_display()
        return f"{'meneruskan' if satu.jenis == J.DITERUSKAN else 'Diteruskan'} ke {tempat}"
    if satu.jenis == J.BALASAN and satu.ke == Keadaan.MENUNGGU_PEMOHON and satu.dari_meja:
        return "bertanya"
    return _KALIMAT.get(satu.jenis, "")


def _bantu(profil: ProfilTiket) -> Saran:
    return saran(cari=profil.judul, bidang=profil.bidang)


def janji(profil: ProfilTiket) -> str:
    """Yang terjadi sekarang dan berikutnya, dengan kata biasa, untuk orang desa."""
    tempat = sebutan_tempat(profil)
    pemegang = profil.pemegang.nama if profil.pemegang else ""
    return {
        Keadaan.BARU: f"{tempat} sudah diberi tahu. Sasaran kami: jawaban pertama dalam satu hari kerja.",
        Keadaan.DITANGANI: f"{pemegang or tempat} sedang menangani tiket Anda.",
        Keadaan.MENUNGGU_PEMOHON: f"{pemegang or tempat} menunggu jawaban Anda. Balas di bawah supaya pekerjaan berlanjut.",
        Keadaan.MENUNGGU_GANGGUAN: "Ada gangguan yang sedang dipulihkan. Anda dikabari begitu selesai.",
        Keadaan.SELESAI: "Sudah dijawab. Coba dulu, lalu beri tahu kami: sudah beres atau belum?",
        Keadaan.DITUTUP: "Tiket ini sudah ditutup. Masalahnya muncul lagi dalam 30 hari? Buka lagi di bawah.",
    }[Keadaan(profil.keadaan)]


def fakta(profil: ProfilTiket, *, lengkap: bool) -> list[tuple[str, object]]:
    """Pasangan nama dan nilai untuk kolom samping; penangan melihat keadaan pemasangan ketika tiket dibuat."""
    daftar = [
        ("Desa", profil.nama_tempat),
        ("Kecamatan", profil.wilayah.induk.nama if profil.wilayah and profil.wilayah.induk else ""),
        ("Bidang", profil.bidang.nama),
        ("Dipegang", profil.pemegang.nama if profil.pemegang else "belum ada"),
        ("Berada di", sebutan_tempat(profil)),
        ("Dibuat", tanggal(profil.dibuat)),
    ]
    if lengkap:
        daftar += [
            (
                "Pemohon",
                f"{profil.nama_pemohon}, atas nama {profil.atas_nama}" if profil.atas_nama else profil.nama_pemohon,
            ),
            ("Lewat", profil.get_kanal_display()),
            ("Versi OpenSID", f"{profil.versi} {profil.get_rilis_display()}".strip()),
            ("Pemasangan", profil.get_hosting_display()),
            ("Alamat situs", profil.domain),
            ("Tema", profil.tema),
            ("Terakhir melapor", tanggal(profil.terakhir_lapor) if profil.terakhir_lapor else "belum pernah"),
        ]
    return daftar


def tanggal(saat: datetime) -> str:
    return date_format(localtime(saat), "j F Y H.i")
