"""Bagian pusat bantuan dari dunia uji: tiket dalam tiap keadaan, dan dunia hak untuk uji peran × obyek × tindakan."""

from __future__ import annotations

from akun.models import Pengguna
from modul_pelatihan.models import Bidang
from pusat_bantuan.layanan import IsiTiket, ambil, balas, buat_tiket, buka_gangguan, konfirmasi, nilai, selesaikan
from pusat_bantuan.models import (
    AnakGangguan,
    ButirPeriksa,
    IsiAsli,
    KehadiranTiket,
    LampiranTiket,
    ProfilTiket,
    SematanTampilan,
    TampilanTersimpan,
    TautanTiket,
    TindakanMassal,
    UsulGangguan,
)
from wilayah.models import Wilayah

from .dunia_asal import isi_asal


def tiket_ani(dunia, *, bidang: str = "surat-tte", uraian: str = "Surat kosong saat dicetak.", **lain) -> ProfilTiket:
    """Tiket Ani, operator Nagari Suliki."""
    return tiket_dari(dunia.ani, dunia.wilayah["13.07.01.2004"], bidang=bidang, uraian=uraian, **lain)


def tiket_dari(orang: Pengguna, wilayah: Wilayah, *, bidang: str, uraian: str, kunci_kirim=None, **lain) -> ProfilTiket:
    isi = IsiTiket(wilayah=wilayah, bidang=Bidang.objects.get(slug=bidang), uraian=uraian, **lain)
    return buat_tiket(pemohon=orang, isi=isi, kunci_kirim=kunci_kirim)


def tiket_dalam_tiap_keadaan(dunia) -> dict[str, ProfilTiket]:
    """Satu tiket Ani untuk tiap keadaan, ditambah tiket terbatas dan tiket Eko."""
    hasil = {
        "baru": tiket_ani(dunia, uraian="Baru"),
        "ditangani": tiket_ani(dunia, uraian="Ditangani"),
        "menunggu_pemohon": tiket_ani(dunia, uraian="Menunggu pemohon"),
        "selesai": tiket_ani(dunia, uraian="Selesai"),
        "ditutup": tiket_ani(dunia, uraian="Ditutup"),
        "terbatas": tiket_ani(dunia, bidang="keamanan", uraian="Situs disusupi judi daring"),
        "eko": tiket_dari(dunia.eko, dunia.wilayah["17.03.01.2001"], bidang="surat-tte", uraian="Tiket Eko"),
    }
    ambil(profil=hasil["ditangani"], oleh=dunia.budi)
    balas(profil=hasil["menunggu_pemohon"], oleh=dunia.budi, isi="Versi berapa?", tunggu_pemohon=True)
    for nama in ("selesai", "ditutup"):
        selesaikan(profil=hasil[nama], oleh=dunia.budi, isi="Coba langkah ini.")
    konfirmasi(profil=hasil["ditutup"], oleh=dunia.ani)
    return {nama: ProfilTiket.objects.untuk_daftar().get(pk=profil.pk) for nama, profil in hasil.items()}


def isi_hak(dunia) -> dict[str, list]:
    """Obyek pusat bantuan untuk uji hak yang dibangkitkan."""
    tiket = tiket_dalam_tiap_keadaan(dunia)
    balas(profil=tiket["ditangani"], oleh=dunia.budi, isi="Catatan untuk sesama penangan", dalam=True)
    catatan = tiket["ditangani"].tiket.followup_set.filter(public=False).latest("pk")
    lampiran = [
        LampiranTiket.objects.create(
            profil=tiket["ditangani"], followup=followup, pengunggah=dunia.budi, berkas="tiket/uji.txt", nama="uji.txt",
            mime="text/plain", ukuran=3, sidik="0" * 64,
        )
        for followup in (None, catatan)
    ]  # fmt: skip
    return {
        "tiket": list(tiket.values()),
        "lampiran": lampiran,
        "meja": isi_meja(dunia, tiket),
        "rahasia": isi_asal(dunia),
        "gangguan": isi_gangguan(dunia, tiket),
        "privasi": [IsiAsli.objects.create(profil=tiket["ditangani"], bagian="uraian", sandi=b"x")],
    }


def isi_meja(dunia, tiket: dict[str, ProfilTiket]) -> list:
    """Satu baris untuk tiap catatan meja penangan."""
    tampilan = TampilanTersimpan.objects.create(nama="Kop surat", pemilik=dunia.budi, kueri="bidang=surat-tte")
    tim = TampilanTersimpan.objects.create(
        nama="Tim kita", pemilik=dunia.budi, untuk_peran="pegiat", wilayah=dunia.wilayah["13.07"]
    )
    return [
        tampilan, tim, SematanTampilan.objects.create(orang=dunia.budi, tampilan=tampilan, bawaan=True),
        TindakanMassal.objects.create(pelaku=dunia.budi, perbuatan="ambil", hasil=[]),
        KehadiranTiket.objects.create(profil=tiket["ditangani"], orang=dunia.budi),
        KehadiranTiket.objects.create(profil=tiket["terbatas"], orang=dunia.citra),
        ButirPeriksa.objects.create(profil=tiket["ditangani"], teks="Tanya versi"),
        TautanTiket.objects.create(dari=tiket["ditangani"], ke=tiket["terbatas"], oleh=dunia.citra),
        TautanTiket.objects.create(dari=tiket["baru"], ke=tiket["ditangani"], jenis="duplikat", oleh=dunia.budi),
    ]  # fmt: skip


def isi_gangguan(dunia, tiket: dict[str, ProfilTiket]) -> list:
    """Gangguan umum, setempat, dan yang tidak diumumkan; anaknya, usul, dan penilaian."""
    bidang = Bidang.objects.get(slug="pembaruan")
    umum = buka_gangguan(oleh=dunia.citra, judul="Situs putih", bidang=bidang, isi="Kami periksa.")
    setempat = buka_gangguan(
        oleh=dunia.citra, judul="Server kabupaten mati", bidang=bidang, isi="Kami periksa.", publik=False,
        wilayah=dunia.wilayah["13.07"],
    )  # fmt: skip
    return [
        umum, setempat, AnakGangguan.objects.create(gangguan=umum, profil=tiket["baru"], perlu=False),
        UsulGangguan.objects.create(
            kunci="uji", bidang=bidang, hosting="siappakai", jumlah=9, desa=6, ambang="2.0", sejak=umum.mulai
        ),
        nilai(profil=tiket["ditutup"], skor=3, oleh=dunia.ani),
    ]  # fmt: skip
