"""Tanggapan pembaca: jelas atau belum, laporan naskah, catatan pribadi, kata yang tidak ditemukan."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from akun.data_pribadi import samarkan
from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.models import CatatanBelajar, KataNihil, LaporanNaskah, PelajaranPage, SuaraPelajaran

KURANG_TERPANJANG = 500
CATATAN_TERPANJANG = 4000


def tanda_peramban(alamat: str, peramban: str) -> str:
    """Pengenal tamu tanpa kuki: sidik berkunci dari alamat dan nama peramban; keduanya tidak dapat dibaca kembali."""
    return salted_hmac("modul_pelatihan.suara", f"{alamat}|{peramban[:300]}", algorithm="sha256").hexdigest()[:32]


@transaction.atomic
def beri_suara(
    *, pelajaran: PelajaranPage, jelas: bool, oleh: Pengguna | None = None, tanda: str = "", kurang: str = ""
) -> SuaraPelajaran:
    """Suara atas revisi yang sedang terbit; yang kedua mengganti yang pertama, jadi tidak dapat ditumpuk.

    `kurang` (tersamar, terpotong) sampai kepada penanggung jawab naskahnya sekali per suara.
    """
    milik = {"orang": oleh, "tanda": ""} if oleh else {"orang": None, "tanda": tanda}
    kurang = _bersih(kurang, KURANG_TERPANJANG)
    isi = {"jelas": jelas} | ({"kurang": "" if jelas else kurang} if kurang or jelas else {})
    suara, _ = SuaraPelajaran.objects.update_or_create(
        pelajaran=pelajaran.uuid, revisi=pelajaran.live_revision_id or 0, **milik, defaults=isi
    )
    pemilik = penanggung_jawab(pelajaran)
    if kurang and not jelas and pemilik and pemilik != oleh:
        kabari(
            [pemilik], jenis="pelajaran_kurang", kunci=f"pelajaran:{pelajaran.pk}:kurang:{suara.pk}",
            url=pelajaran.get_url() or "", judul=f"Belum jelas pada “{pelajaran.title}”", isi=kurang,
        )  # fmt: skip
    return suara


@transaction.atomic
def laporkan_naskah(
    *, pelajaran: PelajaranPage, oleh: Pengguna, isi: str, kunci: UUID, versi: str = ""
) -> LaporanNaskah:
    """Naskah berbeda dari aplikasinya. Penanggung jawabnya dikabari; keadaan pelajaran baru berubah sesudah dipastikan."""
    laporan, baru = LaporanNaskah.objects.get_or_create(
        kunci=kunci,
        defaults={
            "pelajaran": pelajaran.uuid, "revisi": pelajaran.live_revision_id or 0, "oleh": oleh,
            "isi": _bersih(isi, KURANG_TERPANJANG), "versi": versi[:40],
        },
    )  # fmt: skip
    pemilik = penanggung_jawab(pelajaran)
    if baru and pemilik:
        kabari(
            [pemilik], jenis="pelajaran_laporan", kunci=f"laporan-naskah:{laporan.pk}", url="/cms/telaah/laporan/",
            judul=f"Laporan pembaca: {pelajaran.title}", isi=laporan.isi,
        )  # fmt: skip
    return laporan


@transaction.atomic
def putuskan_laporan(*, laporan: LaporanNaskah, oleh: Pengguna, benar: bool) -> LaporanNaskah:
    """Sekali putus tetap; pelapor diberi tahu hasilnya."""
    laporan = LaporanNaskah.objects.select_for_update().get(pk=laporan.pk)
    if laporan.keadaan != LaporanNaskah.Keadaan.BARU:
        return laporan
    laporan.keadaan = LaporanNaskah.Keadaan.BENAR if benar else LaporanNaskah.Keadaan.DITOLAK
    laporan.diputus_oleh, laporan.diputus_pada = oleh, timezone.now()
    laporan.save()
    halaman = PelajaranPage.objects.live().filter(uuid=laporan.pelajaran).first()
    if laporan.oleh and laporan.oleh != oleh and halaman:
        judul = "Laporan Anda benar, naskahnya akan diperbaiki" if benar else "Laporan Anda sudah diperiksa"
        kabari(
            [laporan.oleh], jenis="pelajaran_laporan", kunci=f"laporan-naskah:{laporan.pk}:putus", judul=judul,
            url=halaman.get_url() or "", isi=halaman.title if benar else f"{halaman.title}: naskahnya sudah sesuai.",
        )  # fmt: skip
    return laporan


@transaction.atomic
def simpan_catatan(*, orang: Pengguna, pelajaran: UUID, isi: str) -> CatatanBelajar | None:
    """Satu lembar per pelajaran; isi kosong menghapusnya."""
    isi = isi.replace("\x00", "").strip()[:CATATAN_TERPANJANG]
    if not isi:
        CatatanBelajar.objects.filter(orang=orang, pelajaran=pelajaran).delete()
        return None
    catatan, _ = CatatanBelajar.objects.update_or_create(orang=orang, pelajaran=pelajaran, defaults={"isi": isi})
    return catatan


def catat_nihil(kata: str) -> None:
    """Menghitung kata yang tidak menemukan apa pun; yang memuat data pribadi atau hanya angka tidak disimpan."""
    kata = " ".join(kata.lower().replace("\x00", " ").split())[:100]
    if len(kata) < 3 or not any(huruf.isalpha() for huruf in kata) or samarkan(kata).kena:
        return
    if KataNihil.objects.filter(kata=kata).update(jumlah=F("jumlah") + 1, terakhir=timezone.now()):
        return
    try:
        with transaction.atomic():
            KataNihil.objects.create(kata=kata)
    except IntegrityError:
        KataNihil.objects.filter(kata=kata).update(jumlah=F("jumlah") + 1, terakhir=timezone.now())


def penanggung_jawab(pelajaran: PelajaranPage) -> Pengguna | None:
    """Pemilik naskah itu, atau pemilik modulnya."""
    return pelajaran.pemilik or pelajaran.get_parent().specific.pemilik


def _bersih(teks: str, paling: int) -> str:
    return samarkan(teks.replace("\x00", "").strip()).teks[:paling]
