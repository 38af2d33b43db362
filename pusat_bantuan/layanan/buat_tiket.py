from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from helpdesk.models import Queue, Ticket
from helpdesk.signals import new_ticket_done

from akun.kabar import surel_terbukti
from akun.models import Pengguna
from modul_pelatihan.models import Bidang
from wilayah.models import FaktaDesa, Wilayah

from .. import kode as aturan_kode
from ..berkas import BerkasBersih
from ..cari import indekskan_tiket
from ..isian import UMUM
from ..models import IsiAsli, KirimanSistem, Kontak, Pencatatan, PeristiwaTiket, ProfilTiket, SistemLuar
from ..pemasangan import ANTREAN
from .galat import TidakDapat
from .jejak import bersihkan, simpan_asli
from .lampirkan import buang_berkas, simpan_berkas, tempelkan
from .penyaluran import Tujuan, cari_tujuan, penerima_desa, taruh
from .surat import beri_tahu
from .telusur import catat_dikirim
from .tenggat import hitung

PRIORITAS = {"kritis": 1, "utama": 2, "sedang": 3, "ringan": 4}
BIDANG_TERBATAS = "keamanan"
BATAS_PER_JAM = 20
PANJANG_JUDUL = 200
_TAK_DISAMARKAN = {satu.nama for satu in UMUM if satu.jenis in {"pilihan", "tautan", "slug"}}


@dataclass(frozen=True)
class Wakil:
    """Orang yang meminta lewat pencatat, dan bunyi persetujuannya. Pencatatnya bukan pemohon: ia boleh menanganinya."""

    oleh: Pengguna
    nama: str
    persetujuan: str


@dataclass(frozen=True)
class Kiriman:
    """Sistem luar yang mengirim, dengan sidik badan kirimannya (kunci yang sama, isi lain: ditolak)."""

    sistem: SistemLuar
    sidik_isi: str
    rujukan: str = ""


@dataclass(frozen=True)
class IsiTiket:
    """Yang diceritakan pemohon, dari kanal mana pun."""

    wilayah: Wilayah | None
    bidang: Bidang
    uraian: str
    judul: str = ""
    dampak: str = ProfilTiket.Dampak.SEDANG
    kanal: str = ProfilTiket.Kanal.WEB
    atas_nama: str = ""
    sudah_dicoba: str = ""
    versi: str = ""
    rilis: str = ""
    hosting: str = ""
    tema: str = ""
    wilayah_usul: Wilayah | None = None
    domain: str = ""
    isian: dict[str, str] = field(default_factory=dict)
    wakil: Wakil | None = None
    kiriman: Kiriman | None = None


def buat_tiket(
    *,
    isi: IsiTiket,
    pemohon: Pengguna | None = None,
    kontak: Kontak | None = None,
    kunci_kirim: uuid.UUID | None = None,
    lampiran: Sequence[BerkasBersih] = (),
    tanda_terima: bool = True,
    kabari_meja: bool = True,
    diterima: datetime | None = None,
) -> ProfilTiket:
    """Satu pintu masuk semua kanal: simpan, lengkapi, salurkan, kabari. Kunci kirim yang sama menghasilkan tiket yang sama.

    `pemohon` punya akun dan diperiksa haknya atas desanya; `kontak` tidak, dan haknya terbatas pada tiketnya sendiri.
    Yang dicatatkan orang lain (`isi.wakil`) pemohonnya `kontak` itu; yang diperiksa hak pencatatnya. Tanpa wilayah, tiket menunggu
    petugas nasional menetapkan desanya (`tempatkan`). `kabari_meja` padam untuk tiket yang langsung masuk gangguan.
    `diterima`: saat permintaannya sampai bila kanalnya baru diolah kemudian (email); jamnya mulai di sana
    (helpdesk.md 3.3, "Mail clock skew"), tidak pernah di masa depan.
    Galat: `TidakDapat` bila pemohon bukan orang desa itu, atau terlalu banyak tiket dalam sejam.
    """
    if pemohon is None and kontak is None:
        raise ValueError("Tiket perlu pemohon atau kontak.")
    if ada := _yang_sudah_dikirim(pemohon, kontak, kunci_kirim):
        return ada
    penanggung = isi.wakil.oleh if isi.wakil else pemohon
    if penanggung and isi.wilayah and not ProfilTiket.boleh_dibuat(oleh=penanggung, wilayah=isi.wilayah):
        raise TidakDapat("Anda belum terdaftar di desa itu. Pilih desa tempat Anda bertugas.")
    tersimpan = simpan_berkas(lampiran)
    try:
        with transaction.atomic():
            profil = _tulis(pemohon, kontak, isi, kunci_kirim, diterima)
            tempelkan(profil, tersimpan, pengunggah=pemohon)
            indekskan_tiket(profil, baru=True)
            catat_dikirim(profil)
            tujuan = _salurkan(profil, pemohon)
            _kabari(profil, tujuan, tanda_terima, kabari_meja)
    except BaseException as galat:
        buang_berkas(tersimpan)
        if isinstance(galat, IntegrityError) and (ada := _yang_sudah_dikirim(pemohon, kontak, kunci_kirim)):
            return ada
        raise
    new_ticket_done.send_robust(sender="pusat_bantuan", ticket=profil.tiket)
    return profil


def judul_dari(judul: str, uraian: str) -> str:
    """Judul yang ditulis, atau baris pertama uraian; dipotong per aksara menjadi paling banyak 200."""
    teks = " ".join((judul or next(iter(uraian.strip().splitlines()), "")).split()) or "(tanpa judul)"
    return teks if len(teks) <= PANJANG_JUDUL else f"{teks[: PANJANG_JUDUL - 3]}..."


def _yang_sudah_dikirim(pemohon: Pengguna | None, kontak: Kontak | None, kunci: uuid.UUID | None) -> ProfilTiket | None:
    if kunci is None:
        return None
    peminta = {"pemohon": pemohon}  # tanpa akun: kunci acak 122 bit itu sendiri yang menentukan
    return ProfilTiket.objects.untuk_daftar().filter(kunci_kirim=kunci, **peminta).first()


def _tulis(
    pemohon: Pengguna | None,
    kontak: Kontak | None,
    isi: IsiTiket,
    kunci: uuid.UUID | None,
    diterima: datetime | None,
) -> ProfilTiket:
    sekarang = timezone.now()
    mulai = min(diterima or sekarang, sekarang)
    peminta = {"pemohon": pemohon} if pemohon else {"kontak": kontak}
    sejam = ProfilTiket.objects.filter(dibuat__gt=sekarang - timedelta(hours=1), **peminta)
    if sejam.count() >= BATAS_PER_JAM:
        raise TidakDapat("Sudah banyak tiket dalam satu jam ini. Tunggu sebentar, atau gabungkan dalam satu tiket.")
    uraian = bersihkan(isi.uraian)
    judul_tulis = bersihkan(isi.judul)
    judul = judul_dari(judul_tulis, uraian)
    terbatas = BIDANG_TERBATAS in {isi.bidang.slug, isi.bidang.induk.slug if isi.bidang.induk else ""}
    dampak = ProfilTiket.Dampak.KRITIS if terbatas else isi.dampak
    tiket = Ticket.objects.create(
        title=judul, description=uraian, queue=Queue.objects.get(slug=ANTREAN), priority=PRIORITAS[dampak],
        submitter_email=(surel_terbukti(pemohon) if pemohon else kontak.email) or None,
    )  # fmt: skip
    profil = ProfilTiket.objects.create(
        tiket=tiket, kode=_kode_baru(), wilayah=isi.wilayah, wilayah_usul=isi.wilayah_usul,
        pemohon=pemohon, kontak=kontak, atas_nama=bersihkan(isi.atas_nama)[:120],
        bidang=isi.bidang, dampak=dampak, kanal=isi.kanal, terbatas=terbatas, kunci_kirim=kunci,
        sudah_dicoba=bersihkan(isi.sudah_dicoba), dibuat=mulai, aktivitas=sekarang,
        isian=isian_bersih(isi.isian), **perkaya(isi),
    )  # fmt: skip
    simpan_asli(profil, judul_tulis, IsiAsli.Bagian.JUDUL)
    simpan_asli(profil, uraian, IsiAsli.Bagian.URAIAN)
    if isi.wakil:
        Pencatatan.objects.create(
            profil=profil, oleh=isi.wakil.oleh, cara=isi.kanal, nama=bersihkan(isi.wakil.nama)[:120],
            persetujuan=isi.wakil.persetujuan[:300], pada=sekarang,
        )  # fmt: skip
    if isi.kiriman:
        KirimanSistem.objects.create(
            profil=profil, sistem=isi.kiriman.sistem, rujukan=bersihkan(isi.kiriman.rujukan)[:100],
            sidik_isi=isi.kiriman.sidik_isi,
        )  # fmt: skip
    return profil


def isian_bersih(isian: dict[str, str]) -> dict[str, str]:
    """Jawaban yang ditulis orang disamarkan seperti uraian; pilihan dan tautan tetap."""
    return {nama: nilai if nama in _TAK_DISAMARKAN else bersihkan(nilai) for nama, nilai in isian.items() if nilai}


def perkaya(isi: IsiTiket) -> dict:
    """Keadaan pemasangan saat ini: yang diketik operator menang, selebihnya dari laporan terakhir desanya."""
    fakta = (isi.wilayah and FaktaDesa.objects.filter(wilayah=isi.wilayah).first()) or FaktaDesa()
    return {
        "versi": (isi.versi or fakta.versi)[:40],
        "rilis": isi.rilis or (ProfilTiket.Rilis.PREMIUM if "premium" in fakta.versi.lower() else ""),
        "hosting": isi.hosting or fakta.hosting,
        "domain": (bersihkan(isi.domain) or fakta.url)[:200],
        "tema": (isi.tema or fakta.tema)[:60],
        "terakhir_lapor": fakta.dilaporkan_pada,
    }


def _kode_baru() -> str:
    for _ in range(8):
        kode = aturan_kode.baru()
        if not ProfilTiket.objects.filter(kode=kode).exists():
            return kode
    raise TidakDapat("Kode tiket belum dapat dibuat. Coba kirim sekali lagi.")


def _salurkan(profil: ProfilTiket, pemohon: Pengguna | None) -> Tujuan:
    tujuan = cari_tujuan(
        wilayah=profil.wilayah, pemohon=pemohon, terbatas=profil.terbatas, bidang=profil.bidang, dampak=profil.dampak
    )
    taruh(profil, tujuan)
    profil.save(update_fields=["simpul", "tingkat", "pemegang"])
    if tujuan.penangan:
        profil.tiket.save(update_fields=["assigned_to"])
    return tujuan


def _kabari(profil: ProfilTiket, tujuan: Tujuan, tanda_terima: bool, kabari_meja: bool) -> None:
    catatan = dict(profil=profil, ke=profil.keadaan, tingkat=profil.tingkat, simpul=profil.simpul)
    dibuat = PeristiwaTiket.objects.create(
        jenis=PeristiwaTiket.Jenis.DIBUAT,
        pada=profil.dibuat,
        pelaku=profil.pemohon,
        kunci_kirim=profil.kunci_kirim,
        kontak=None if profil.pemohon else profil.kontak,
        **catatan,
    )
    disalurkan = PeristiwaTiket.objects.create(
        jenis=PeristiwaTiket.Jenis.DISALURKAN,
        pelaku=None,
        dari=profil.keadaan,
        alasan=tujuan.alasan[:500],
        pada=profil.aktivitas,
        **catatan,
    )
    hitung(profil)
    beri_tahu(
        tujuan.penerima if kabari_meja else (), peristiwa=dibuat, kutip=profil.uraian, ajakan="Buka dan ambil tiket",
        kalimat=f"{profil.nama_tempat} meminta bantuan",
    )  # fmt: skip
    if tanda_terima:
        kabari_pemohon(profil, disalurkan)


def kabari_pemohon(profil: ProfilTiket, peristiwa: PeristiwaTiket, *, surat: bool = True) -> None:
    """Tanda terima kepada pihak desa; `surat=False` bila kanalnya sudah terlalu sering dijawab."""
    beri_tahu(
        penerima_desa(profil), peristiwa=peristiwa, ajakan="Lihat tiket", surat=surat,
        kalimat=f"Tiket Anda sudah kami terima dan diteruskan ke {sebutan_tempat(profil)}",
    )  # fmt: skip


def sebutan_tempat(profil: ProfilTiket) -> str:
    """Di meja siapa tiket berada, dalam kata yang dipahami operator."""
    if profil.simpul_id:
        return profil.simpul.nama
    return "petugas kabupaten" if profil.tingkat == ProfilTiket.Tingkat.KABUPATEN else "tim OpenDesa"
