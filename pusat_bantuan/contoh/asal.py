"""Dunia contoh: tiket dari tamu, yang dicatatkan orang, yang dikirim sistem lain, dan jawaban menurut bidang."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from helpdesk.models import Queue, Ticket

from akun.models import Pengguna
from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah

from ..api.token import sidik, token_baru
from ..cari import indekskan_tiket
from ..forms.tiket_baru import PERSETUJUAN
from ..keadaan import Keadaan
from ..kode import acak
from ..layanan.buat_tiket import PRIORITAS
from ..layanan.penyaluran import cari_tujuan
from ..models import KirimanSistem, Kontak, Pencatatan, PeristiwaTiket, ProfilTiket, SistemLuar
from ..pemasangan import ANTREAN

_J = PeristiwaTiket.Jenis
# kunci, kode wilayah, bidang, kanal, jam lalu, nama kontak, judul, uraian, isian
_NASKAH = [
    (
        "tamu", "13.07.01.2001", "login-otp", "web", 5, "Yusnita", "Tidak bisa masuk siteman sesudah ganti petugas",
        "Petugas lama sudah pindah. Kata sandi siteman tidak ada yang tahu, dan saya belum punya akun di sini.",
        {"pesan_layar": "Nama pengguna atau sandi salah", "peran_akun": "administrator"},
    ),
    (
        "telepon", "13.07.04.2001", "cadangan", "telepon", 9, "Pak Jasmir, sekretaris nagari", "Cadangan .SID berhenti di 0 KB",
        "Menelepon pukul sembilan pagi. Setiap mencadangkan, folder desa di dalam berkasnya 0 KB.",
        {"ukuran": "sekitar 300 MB", "tempat_simpan": "komputer kantor"},
    ),
    (
        "sistem", "13.07.01.2004", "sinkronisasi", "api", 20, "Petugas loket kabupaten", "Data penduduk tidak tampil di OpenKab",
        "Laporan dari loket aduan kabupaten: jumlah penduduk di OpenKab masih angka bulan lalu.",
        {"tujuan": "OpenKab kabupaten", "waktu_kirim": "tiga hari lalu"},
    ),
]  # fmt: skip
_ISIAN = {
    "surat-tte": {"jenis_surat": "Surat keterangan usaha", "templat": "tinymce", "langkah": "Buka Cetak Surat, pilih jenisnya, tekan Cetak."},
    "pembaruan": {"dari_versi": "2405", "ke_versi": "2410", "sudah_cadangkan": "ya"},
    "impor-kependudukan": {"baris_gagal": "Baris 14 sampai 30, kolom agama kosong", "berkas_contoh": "ya"},
}  # fmt: skip


def isi_asal() -> int:
    """Menambah yang belum ada; tidak mengabari siapa pun. Mengembalikan jumlah tiket baru."""
    for slug, isian in _ISIAN.items():
        ProfilTiket.objects.filter(contoh=True, isian={}, bidang__slug=slug).update(isian=isian)
    return sum(_buat(*naskah) for naskah in _NASKAH)


@transaction.atomic
def _buat(kunci, kode_wilayah, slug, kanal, jam, nama, judul, uraian, isian) -> bool:
    kode = acak(random.Random(f"contoh-asal:{kunci}"))
    wilayah = Wilayah.objects.filter(kode=kode_wilayah).first()
    if wilayah is None or ProfilTiket.objects.filter(kode=kode).exists():
        return False
    saat = timezone.now() - timedelta(hours=jam)
    kontak = Kontak.objects.create(nama=nama)
    pencatat = Pengguna.objects.filter(username="budi", contoh=True).first() if kanal == "telepon" else None
    tujuan = cari_tujuan(wilayah=wilayah, pemohon=None, terbatas=False)
    tiket = Ticket.objects.create(
        title=judul, description=uraian, queue=Queue.objects.get(slug=ANTREAN), priority=PRIORITAS["sedang"]
    )
    profil = ProfilTiket.objects.create(
        tiket=tiket, kode=kode, wilayah=wilayah, pemohon=None, kontak=kontak, bidang=Bidang.objects.get(slug=slug),
        kanal=kanal, simpul=tujuan.simpul, tingkat=tujuan.tingkat, dibuat=saat, aktivitas=saat, contoh=True, isian=isian,
        atas_nama=nama if pencatat else "",
    )  # fmt: skip
    awal = dict(profil=profil, ke=Keadaan.BARU, tingkat=profil.tingkat, simpul=profil.simpul, pada=saat)
    PeristiwaTiket.objects.create(jenis=_J.DIBUAT, pelaku=None, kontak=kontak, **awal)
    PeristiwaTiket.objects.create(jenis=_J.DISALURKAN, dari=Keadaan.BARU, **awal)
    indekskan_tiket(profil, baru=True)
    Ticket.objects.filter(pk=tiket.pk).update(created=saat, modified=saat)
    if pencatat:
        Pencatatan.objects.create(
            profil=profil, oleh=pencatat, cara=kanal, nama=nama, persetujuan=PERSETUJUAN, pada=saat
        )
    if kanal == "api":
        KirimanSistem.objects.create(profil=profil, sistem=_sistem(), rujukan="LAP-2026-0017", sidik_isi="0" * 64)
    return True


def _sistem() -> SistemLuar:
    """Tokennya dibuat lalu dibuang: tidak ada yang dapat memakainya."""
    kunci = uuid.uuid5(uuid.NAMESPACE_URL, "contoh:sistem-aduan")
    pengelola = Pengguna.objects.filter(username="hadi", contoh=True).first() or Pengguna.objects.order_by("pk").first()
    token = token_baru()
    sistem, _ = SistemLuar.objects.get_or_create(
        kunci_kirim=kunci,
        defaults={
            "nama": "Aduan Lima Puluh Kota (contoh)", "pemilik": "Diskominfo Kabupaten Lima Puluh Kota",
            "wilayah": Wilayah.objects.filter(kode="13.07").first(), "lingkup": ["tiket:buat", "tiket:baca", "tiket:balas"],
            "sidik": sidik(token), "awalan": token[:8], "dibuat_oleh": pengelola,
            "kedaluwarsa": timezone.now() + timedelta(days=300), "terakhir_dipakai": timezone.now() - timedelta(hours=20),
        },
    )  # fmt: skip
    return sistem
