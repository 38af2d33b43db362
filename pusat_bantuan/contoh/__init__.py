"""Dunia contoh pusat bantuan: tiket rekaan dalam setiap keadaan, dan delapan artikel yang paling sering diperlukan.

Ditulis lewat tabel dan catatan peristiwa yang sama dengan tiket sungguhan, bertanggal mundur, tanpa mengabari siapa pun.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from helpdesk.models import Queue, Ticket

from akun.models import Pengguna, Penugasan, Peran
from forum.models import Topik
from modul_pelatihan.models import Bidang
from wilayah.models import Wilayah

from ..cari import indekskan_tiket
from ..keadaan import Keadaan
from ..kode import acak
from ..layanan.buat_tiket import BIDANG_TERBATAS, PRIORITAS
from ..layanan.jejak import catat
from ..layanan.penyaluran import cari_tujuan, petugas
from ..layanan.rekap import susun_semua
from ..layanan.tenggat import hitung
from ..models import LangkahPdp, PeristiwaTiket, PermintaanPdp, ProfilTiket, TautanTopik
from ..pemasangan import ANTREAN
from .artikel import isi_artikel, isi_telusur
from .asal import isi_asal
from .gangguan import isi_gangguan
from .meja import isi_meja
from .surat import isi_surat
from .waktu import isi_waktu

DATA = Path(__file__).resolve().parents[1] / "contoh_data"
J = PeristiwaTiket.Jenis


def isi(*, lapor: Callable[[str], None] = print) -> None:
    bidang = {satu.slug: satu for satu in Bidang.objects.select_related("induk")}
    artikel = isi_artikel(bidang)
    tiket = sum(_isi_tiket(naskah, urut, bidang) for urut, naskah in enumerate(_naskah("tiket")))
    tiket += isi_asal()
    isi_telusur()
    isi_meja(bidang)
    _isi_pdp()
    surat = isi_surat()
    isi_gangguan(bidang, lambda naskah: _tiket_gangguan(naskah, bidang))
    lapor(f"Pusat bantuan: {tiket} tiket, {artikel} artikel, dan {surat} surat contoh baru.")
    isi_waktu()
    susun_semua()


def _isi_pdp() -> None:
    """Satu permintaan data pribadi yang masih berjalan dan satu yang sudah dijawab."""
    kini = timezone.now()
    for nomor, (jenis, nama, uraian, jawaban) in enumerate(_PDP, start=1):
        permintaan, baru = PermintaanPdp.objects.get_or_create(
            kunci_kirim=uuid.UUID(int=nomor),
            defaults={
                "jenis": jenis, "nama": nama, "hubungi": f"warga{nomor}@contoh.example", "uraian": uraian,
                "diterima_pada": kini - timedelta(hours=20 if not jawaban else 200),
            },
        )  # fmt: skip
        if not baru:
            continue
        LangkahPdp.objects.create(permintaan=permintaan, isi="Permintaan diterima", pada=permintaan.diterima_pada)
        if jawaban:
            selesai = permintaan.diterima_pada + timedelta(hours=26)
            permintaan.jawaban, permintaan.keadaan = jawaban, PermintaanPdp.Keadaan.SELESAI
            permintaan.selesai_pada = selesai
            permintaan.save()
            LangkahPdp.objects.create(permintaan=permintaan, isi="Dijawab", pada=selesai)


def _tiket_gangguan(naskah: dict, bidang: dict[str, Bidang]) -> ProfilTiket | None:
    """Satu tiket di dalam gangguan contoh; kosong bila desanya tidak ada di dunia ini."""
    _isi_tiket(naskah, 1, bidang)
    kode = acak(random.Random(f"contoh:{naskah['kunci']}"))
    return ProfilTiket.objects.untuk_daftar().filter(kode=kode).first()


def _naskah(nama: str) -> list[dict]:
    return json.loads((DATA / f"{nama}.json").read_text(encoding="utf-8"))


_PDP = (
    ("insiden", "Warga contoh", "Foto KTP saya terlihat pada gambar di sebuah topik forum. Mohon dihapus.", ""),
    (
        "akses", "Operator contoh", "Saya ingin salinan semua tiket yang pernah saya kirim lewat email.",
        "Salinannya sudah kami kirim ke alamat Anda.",
    ),
)  # fmt: skip


@transaction.atomic
def _isi_tiket(naskah: dict, urut: int, bidang: dict[str, Bidang]) -> bool:
    kode = acak(random.Random(f"contoh:{naskah['kunci']}"))
    wilayah = Wilayah.objects.filter(kode=naskah["wilayah"]).select_related("induk").first()
    if wilayah is None or ProfilTiket.objects.filter(kode=kode).exists():
        return False
    pemohon = _pemohon(naskah["pemohon"], wilayah)
    sekarang = timezone.now()
    dibuat = _jam_wajar(sekarang - timedelta(days=naskah["hari"] + 1) + timedelta(minutes=37 * urut))
    if naskah["hari"] == 0:
        dibuat = sekarang - timedelta(minutes=40 + 25 * (urut % 5))
    terbatas = naskah["bidang"] == BIDANG_TERBATAS
    dampak = "kritis" if terbatas else naskah["dampak"]
    tujuan = cari_tujuan(
        wilayah=wilayah, pemohon=pemohon, terbatas=terbatas, bidang=bidang[naskah["bidang"]], dampak=dampak
    )
    tiket = Ticket.objects.create(
        title=naskah["judul"], description=naskah["uraian"], queue=Queue.objects.get(slug=ANTREAN),
        priority=PRIORITAS[dampak], assigned_to=tujuan.penangan,
    )  # fmt: skip
    profil = ProfilTiket.objects.create(
        tiket=tiket, kode=kode, wilayah=wilayah, pemohon=pemohon, bidang=bidang[naskah["bidang"]], dampak=dampak,
        terbatas=terbatas, simpul=tujuan.simpul, tingkat=tujuan.tingkat, pemegang=tujuan.penangan,
        dibuat=dibuat, aktivitas=dibuat, contoh=True,
        **{nama: naskah.get(nama, "") for nama in ("versi", "rilis", "hosting", "tema", "sudah_dicoba")},
    )  # fmt: skip
    awal = dict(profil=profil, ke=Keadaan.BARU, tingkat=profil.tingkat, simpul=profil.simpul, pada=dibuat)
    PeristiwaTiket.objects.create(jenis=J.DIBUAT, pelaku=pemohon, **awal)
    PeristiwaTiket.objects.create(jenis=J.DISALURKAN, dari=Keadaan.BARU, alasan=tujuan.alasan[:500], **awal)
    indekskan_tiket(profil, baru=True)
    hitung(profil)
    _jalankan(profil, naskah["jejak"], dibuat, list(tujuan.penerima))
    Ticket.objects.filter(pk=tiket.pk).update(created=dibuat, modified=profil.aktivitas)
    if topik := Topik.objects.filter(judul=naskah.get("topik", "")).first():
        TautanTopik.objects.create(profil=profil, topik=topik, peran=TautanTopik.Peran.TERKAIT)
    return True


def _pemohon(nama: str, wilayah: Wilayah) -> Pengguna:
    """Ani atau Eko; selain itu operator rekaan desa itu, tanpa sandi yang dapat dipakai."""
    if tokoh := Pengguna.objects.filter(username=nama, contoh=True).first():
        return tokoh
    orang, baru = Pengguna.objects.get_or_create(
        username=f"{slugify(nama)}.contoh", defaults={"first_name": nama, "contoh": True, "zona": wilayah.zona}
    )
    if baru:
        orang.set_unusable_password()
        orang.save(update_fields=["password"])
        Penugasan.objects.create(pengguna=orang, peran=Peran.OPERATOR, wilayah=wilayah, jabatan="Operator SID")
    return orang


def _jalankan(profil: ProfilTiket, jejak: list[list], dibuat: datetime, penangan: list[Pengguna]) -> None:
    """Tiap langkah: [perbuatan, pihak, jam sesudah langkah sebelumnya, tulisan]."""
    sekarang, pada = timezone.now(), dibuat
    sisa = len(jejak)
    for perbuatan, pihak, jam, tulisan in jejak:
        sisa -= 1
        pada = min(_jam_wajar(pada + timedelta(hours=jam, minutes=13)), sekarang - timedelta(minutes=3 + 6 * sisa))
        if not penangan:
            penangan = list(petugas(None))
        meja = pihak == "m"
        pelaku = (profil.pemegang or (penangan[0] if penangan else None)) if meja else profil.pemohon
        if pelaku is None:
            return
        if perbuatan == "naik":
            profil.simpul, profil.tingkat, penangan = None, ProfilTiket.Tingkat.NASIONAL, list(petugas(None))
        elif perbuatan == "buka":
            profil.dibuka_lagi += 1
            profil.tiket.resolution = None
        elif perbuatan == "selesai":
            profil.tiket.resolution = tulisan
        jenis, ke, pemegang, publik = _terjemahkan(perbuatan, profil, pelaku, meja)
        if meja and publik:
            profil.dijawab_pada = profil.dijawab_pada or pada
        catat(
            profil, jenis=jenis, pelaku=pelaku, ke=ke, pemegang=pemegang, publik=publik, dari_meja=meja, pada=pada,
            isi=tulisan if perbuatan != "naik" else None, alasan=tulisan if perbuatan == "naik" else "",
        )  # fmt: skip


def _jam_wajar(saat: datetime) -> datetime:
    """Pukul tujuh sampai dua puluh WIB; di luar itu digeser ke pagi berikutnya."""
    setempat = saat.astimezone(ZoneInfo("Asia/Jakarta"))
    if 7 <= setempat.hour < 20:
        return saat
    besok = setempat + timedelta(days=1 if setempat.hour >= 20 else 0)
    return besok.replace(hour=8, minute=5 + setempat.minute // 2)


def _terjemahkan(perbuatan: str, profil: ProfilTiket, pelaku: Pengguna, meja: bool) -> tuple:
    """Jenis peristiwa, keadaan tujuan, pemegang, dan terbuka tidaknya, untuk satu perbuatan di naskah."""
    tetap = "tetap" if profil.pemegang_id or not meja else pelaku
    lanjut = Keadaan.DITANGANI if meja or profil.pemegang_id else Keadaan.BARU
    return {
        "ambil": (J.DIAMBIL, Keadaan.DITANGANI, pelaku, False),
        "balas": (J.BALASAN, lanjut, tetap, True),
        "tunggu": (J.BALASAN, Keadaan.MENUNGGU_PEMOHON, tetap, True),
        "catat": (J.CATATAN, None, "tetap", False),
        "selesai": (J.SELESAI, Keadaan.SELESAI, tetap, True),
        "beres": (J.DIKONFIRMASI, Keadaan.DITUTUP, "tetap", True),
        "buka": (J.DIBUKA_LAGI, lanjut, "tetap", True),
        "naik": (J.DITERUSKAN, Keadaan.BARU, None, False),
    }[perbuatan]
