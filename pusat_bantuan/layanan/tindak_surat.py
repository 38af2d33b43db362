"""Yang dilakukan atas satu surat yang sudah dibaca, di dalam satu transaksi (domain helpdesk.md 4.3–4.6)."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta

from django.utils import timezone

from akun.models import Pengguna
from forum.alamat_surat import untuk_forum
from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah

from ..models import Kontak, PeristiwaTiket, ProfilTiket, SuratMasuk, SuratTiket
from ..surat_masuk import Golongan
from . import kenali
from .baca_surat import BATAS_SURAT, Bahan
from .berkas_surat import (
    ASAL_PALSU,
    BELUM_TERVERIFIKASI,
    beri_tahu_pengirim,
    lipat_logo,
    saring_jatah_surat,
    tolak_surat,
)
from .buat_tiket import IsiTiket, buat_tiket, kabari_pemohon
from .galat import TidakDapat
from .jejak import bersihkan, catat, kunci_tiket, saat_sampai
from .kenali import Pengirim, Tujuan, kenali_pengirim, kenali_tiket, nomor_simpan
from .pantulan import tindak_pantulan
from .penutupan import lanjutkan
from .percakapan import balas
from .serahkan_forum import serahkan_ke_forum
from .surat import boleh_tanda_terima
from .terima import terima_balasan

Keadaan, Hasil, Jenis = SuratMasuk.Keadaan, SuratMasuk.Hasil, PeristiwaTiket.Jenis
TIKET_PER_JAM = 10
BIDANG_UMUM = "panduan"
TANPA_TEKS = "(surat ini tidak berisi teks)"
TOKEN_ASING = "Mencurigakan: token pengirim tidak cocok"
BANYAK_DESA = "Mungkin gangguan: menyangkut banyak desa sekaligus"
_BANYAK = re.compile(
    r"\b(?:semua|seluruh|beberapa|banyak|berbagai|sejumlah)\s+(?:desa|nagari|gampong|kampung|pekon)\b", re.I
)
_NAMA_RUANG = uuid.UUID("6f1c7d0e-6d0a-5c58-9d9e-0d6c1f6f7a11")


def tindak(baris: SuratMasuk, bahan: Bahan) -> None:
    """Urutan tetap: kembar, gema, pantulan, otomatis, kenali, tindak. Tidak ada yang terjadi sebelum digolongkan."""
    if baris.id_kembar:
        raise TidakDapat("Message-ID surat ini sama dengan surat lain, tetapi isinya berbeda.")
    if bahan.golongan == Golongan.GEMA:
        baris.keadaan, baris.hasil = Keadaan.DIABAIKAN, Hasil.GEMA
        return
    if bahan.golongan == Golongan.PANTULAN:
        tindak_pantulan(baris, bahan)
        return
    pengirim = kenali_pengirim(bahan.surat)
    if alamat := next((satu for satu in bahan.surat.tiba_di if untuk_forum(satu)), ""):
        serahkan_ke_forum(baris, bahan, pengirim, alamat)
        return
    tujuan = kenali_tiket(bahan.surat, pengirim)
    if bahan.golongan == Golongan.OTOMATIS:
        _otomatis(baris, tujuan, pengirim)
        return
    if pengirim is None:
        raise TidakDapat("Alamat pengirimnya tidak terbaca, jadi jawabannya tidak dapat dikirim.")
    _catat_pengirim(baris, pengirim)
    if baris.ukuran > BATAS_SURAT:
        dikenal = tujuan.profil and pengirim.bagian_dari(tujuan.profil)
        tolak_surat(baris, pengirim, tujuan.profil if dikenal else None)
    elif tujuan.profil:
        tempel(baris, bahan, pengirim, tujuan)
    else:
        tiket_baru(baris, bahan, pengirim, terkait=tujuan.terkait)


def kunci(baris: SuratMasuk) -> uuid.UUID:
    """Kunci kirim yang tetap untuk surat ini, di kanal mana pun ia diolah."""
    return uuid.uuid5(_NAMA_RUANG, baris.klaim)


# --- Tanpa percakapan -----------------------------------------------------------------------------------------------------
def _otomatis(baris: SuratMasuk, tujuan: Tujuan, pengirim: Pengirim | None) -> None:
    """Peristiwa dalam saja: keadaan, jeda, dan janji SLA tidak berubah, tidak ada yang dikabari."""
    if tujuan.profil is None:
        raise TidakDapat("Balasan otomatis atau surat massal tanpa tiket.")
    profil = kunci_tiket(tujuan.profil)
    if pengirim:
        _catat_pengirim(baris, pengirim)
    baris.peristiwa = PeristiwaTiket.objects.create(
        profil=profil, jenis=Jenis.SURAT_OTOMATIS, pelaku=None, kontak=baris.kontak, dari=profil.keadaan,
        ke=profil.keadaan, tingkat=profil.tingkat, simpul=profil.simpul, alasan=f"{baris.pengirim}: {baris.perihal}"[:500],
    )  # fmt: skip
    baris.profil, baris.keadaan, baris.hasil = profil, Keadaan.DIABAIKAN, Hasil.OTOMATIS


def _catat_pengirim(baris: SuratMasuk, pengirim: Pengirim) -> None:
    baris.pengguna, baris.kontak = pengirim.pengguna, pengirim.kontak
    if pengirim.asal_palsu:
        baris.tanda.append(ASAL_PALSU)


def _kontak(baris: SuratMasuk, pengirim: Pengirim) -> Kontak:
    nama = bersihkan(pengirim.nama)[:120]
    if pengirim.email:
        baris.kontak = pengirim.kontak or Kontak.objects.dari_email(email=pengirim.email, nama=nama)
    else:
        baris.kontak = Kontak.objects.create(nama=nama)
    return baris.kontak


# --- Tiket baru -----------------------------------------------------------------------------------------------------------
def tiket_baru(
    baris: SuratMasuk, bahan: Bahan, pengirim: Pengirim, *, terkait: ProfilTiket | None = None, paksa: bool = False
) -> ProfilTiket:
    """Galat: `TidakDapat` (surat diparkir) bila pengirim sudah membuat sepuluh tiket dalam sejam."""
    if not paksa:
        _periksa_laju(pengirim)
    surat = bahan.surat
    usul = Wilayah.objects.filter(kode__in=surat.kode_desa, tingkat=Wilayah.Tingkat.DESA).first()
    wilayah = _desa_akun(pengirim.pengguna)
    ack = bahan.golongan == Golongan.ORANG and not pengirim.asal_palsu and boleh_tanda_terima(baris)
    isi = IsiTiket(
        wilayah=wilayah, bidang=tebak_bidang(f"{surat.judul}\n{surat.pesan[:2000]}"), uraian=surat.pesan or TANPA_TEKS,
        judul=surat.judul, kanal=ProfilTiket.Kanal.SUREL, wilayah_usul=None if wilayah else usul,
    )  # fmt: skip
    siapa = {"pemohon": pengirim.pengguna} if pengirim.pengguna else {"kontak": _kontak(baris, pengirim)}
    saring_jatah_surat(bahan, pengirim, wilayah)
    profil = buat_tiket(
        isi=isi, kunci_kirim=kunci(baris), lampiran=bahan.lampiran, tanda_terima=False,
        diterima=baris.diterima, **siapa,
    )  # fmt: skip
    if terkait and terkait.pk != profil.pk:
        baris.terkait = terkait
        baris.tanda.append(TOKEN_ASING)
    if _banyak_desa(baris, bahan):
        baris.tanda.append(BANYAK_DESA)
    return _jadi_tiket(baris, bahan, profil, pengirim, ack)


def _jadi_tiket(baris: SuratMasuk, bahan: Bahan, profil: ProfilTiket, pengirim: Pengirim, ack: bool) -> ProfilTiket:
    peristiwa = profil.peristiwa.filter(jenis=Jenis.DIBUAT).first()
    _selesai(baris, bahan, profil, peristiwa, Hasil.TIKET_BARU)
    kabari_pemohon(profil, profil.peristiwa.filter(jenis=Jenis.DISALURKAN).first(), surat=ack)
    if ack:
        baris.diakui_pada = timezone.now()
    beri_tahu_pengirim(baris, bahan, pengirim, profil=profil)
    return profil


def _periksa_laju(pengirim: Pengirim) -> None:
    sejam = timezone.now() - timedelta(hours=1)
    baru = SuratMasuk.objects.filter(
        pengirim_email=pengirim.email, hasil=Hasil.TIKET_BARU, diolah_pada__gt=sejam
    ).count()
    if baru >= TIKET_PER_JAM:
        raise TidakDapat(f"Lebih dari {TIKET_PER_JAM} tiket dari alamat ini dalam satu jam.")


def _desa_akun(pengguna: Pengguna | None) -> Wilayah | None:
    """Desa operator yang hanya bertugas di satu desa; selain itu menunggu ditetapkan."""
    desa = ProfilTiket.desa_pilihan(oleh=pengguna) if pengguna else []
    return desa[0] if len(desa) == 1 and ProfilTiket.boleh_dibuat(oleh=pengguna, wilayah=desa[0]) else None


def _banyak_desa(baris: SuratMasuk, bahan: Bahan) -> bool:
    surat = bahan.surat
    return (
        len(baris.penerima) >= 6
        or len(surat.kode_desa) >= 3
        or bool(_BANYAK.search(f"{surat.perihal}\n{surat.pesan[:5000]}"))
    )


_KATA_BIDANG = (
    ("keamanan", r"diretas|diheck|dihack|disusupi|judi (?:online|daring)|deface|backdoor"),
    ("pembaruan", r"migrasi|(?:setelah|habis|gagal|saat) (?:update|upgrade|pembaruan|perbarui|naik versi)|naik versi"),
    ("token-layanan", r"token|layanan pelanggan|perpanjang"),
    ("cadangan", r"cadang(?:an|kan)|backup|restore|pulihkan|berkas sid"),
    ("sinkronisasi", r"opendk|openkab|sinkron"),
    ("keuangan", r"siskeudes|apbdes|keuangan|anggaran"),
    ("login-otp", r"login|masuk siteman|kata sandi|password|\botp\b|lupa sandi"),
    ("surat-tte", r"surat|\btte\b|kop|cetak|template surat"),
    ("impor-kependudukan", r"penduduk|\bkk\b|keluarga|\bnik\b|impor"),
    ("tema-tampilan", r"tema|tampilan|artikel|menu|slider"),
    ("peta-status", r"\bpeta\b|\bidm\b|sdgs|analisis"),
    ("layanan-mandiri", r"layanan mandiri|anjungan|\bpin\b"),
    ("instalasi-hosting", r"instal|pasang|hosting|xampp|\bphp\b|server|lambat|halaman putih|\b500\b"),
)


def tebak_bidang(teks: str) -> Bidang:
    """Bidang dari kata yang khas; yang tidak jelas menjadi pertanyaan umum. Penangan dapat menggantinya."""
    slug = next((slug for slug, pola in _KATA_BIDANG if re.search(pola, teks, re.IGNORECASE)), BIDANG_UMUM)
    return Bidang.objects.filter(slug=slug).first() or Bidang.objects.get(slug=BIDANG_UMUM)


# --- Balasan --------------------------------------------------------------------------------------------------------------
def tempel(baris: SuratMasuk, bahan: Bahan, pengirim: Pengirim, tujuan: Tujuan) -> PeristiwaTiket:
    """Pesan pada tiket yang sudah ada, menurut siapa pengirimnya dan seberapa kuat buktinya."""
    profil, surat = tujuan.profil, bahan.surat
    lipat_logo(bahan, profil)
    saring_jatah_surat(bahan, pengirim, profil.wilayah)
    isi = surat.pesan or ("" if bahan.lampiran else TANPA_TEKS)
    bagian_dari = pengirim.bagian_dari(profil)
    penangan = pengirim.pengguna if bagian_dari and _penangan(profil, pengirim.pengguna) else None
    hasil = Hasil.BALASAN
    if penangan:
        dalam = tujuan.cara not in {kenali.BERTANDA, kenali.TERSIMPAN} or not profil.boleh_dibalas(oleh=penangan)
        hasil = Hasil.CATATAN if dalam else Hasil.BALASAN
        peristiwa = balas(
            profil=profil, oleh=penangan, isi=isi or "(lampiran saja)", dalam=dalam, kunci_kirim=kunci(baris),
            lampiran=bahan.lampiran, diterima=baris.diterima,
        )  # fmt: skip
    elif bagian_dari:
        siapa = {"pengguna": pengirim.pengguna} if pengirim.pengguna else {"kontak": pengirim.kontak}
        if not profil.terbuka and not profil.masih_dapat_dibuka:
            return _tiket_lanjutan(baris, bahan, pengirim, profil, siapa).peristiwa.first()
        peristiwa = terima_balasan(
            profil=profil, isi=isi, kunci_kirim=kunci(baris), lampiran=bahan.lampiran, diterima=baris.diterima, **siapa
        )
    else:
        baris.tanda.append(BELUM_TERVERIFIKASI)
        peristiwa = _dari_orang_lain(baris, bahan, pengirim, profil, isi)
    _selesai(baris, bahan, profil, peristiwa, hasil)
    beri_tahu_pengirim(baris, bahan, pengirim, profil=profil if bagian_dari else None)
    return peristiwa


def _penangan(profil: ProfilTiket, orang: Pengguna | None) -> bool:
    return bool(orang) and profil.boleh_ditangani(oleh=orang) and not profil.pihak_pemohon(orang)


def _tiket_lanjutan(
    baris: SuratMasuk, bahan: Bahan, pengirim: Pengirim, profil: ProfilTiket, siapa: dict
) -> ProfilTiket:
    """Tiketnya sudah terlalu lama ditutup: suratnya menjadi tiket baru yang bertaut ke yang lama (3.3, "Late reopen")."""
    _periksa_laju(pengirim)
    ack = boleh_tanda_terima(baris)
    baru = lanjutkan(
        profil=profil, isi=bahan.surat.pesan or TANPA_TEKS, kunci_kirim=kunci(baris), kanal=ProfilTiket.Kanal.SUREL,
        lampiran=bahan.lampiran, tanda_terima=False, diterima=baris.diterima, **siapa,
    )  # fmt: skip
    baris.terkait = profil
    return _jadi_tiket(baris, bahan, baru, pengirim, ack)


def _dari_orang_lain(
    baris: SuratMasuk, bahan: Bahan, pengirim: Pengirim, profil: ProfilTiket, isi: str
) -> PeristiwaTiket:
    """Buktinya sah tetapi alamatnya tidak dikenal: pesannya masuk, tiket yang sudah selesai tidak terbuka lagi."""
    kontak = _kontak(baris, pengirim)
    if profil.terbuka:
        return terima_balasan(
            profil=profil, isi=isi, kontak=kontak, kunci_kirim=kunci(baris), lampiran=bahan.lampiran,
            diterima=baris.diterima,
        )  # fmt: skip
    terkunci = kunci_tiket(profil)
    return catat(
        terkunci, jenis=Jenis.BALASAN, pelaku=None, kontak=kontak, isi=bersihkan(isi) or "(lampiran saja)", publik=True,
        kunci_kirim=kunci(baris), pada=saat_sampai(terkunci, baris.diterima),
    )  # fmt: skip


def _selesai(
    baris: SuratMasuk, bahan: Bahan, profil: ProfilTiket, peristiwa: PeristiwaTiket | None, hasil: str
) -> None:
    baris.profil, baris.peristiwa = profil, peristiwa
    baris.keadaan, baris.hasil, baris.sebab = Keadaan.DIOLAH, hasil, ""
    if bahan.surat.message_id:
        SuratTiket.objects.get_or_create(
            message_id=nomor_simpan(bahan.surat.message_id),
            defaults=dict(profil=profil, arah=SuratTiket.Arah.MASUK, orang=baris.pengguna, kontak=baris.kontak),
        )
