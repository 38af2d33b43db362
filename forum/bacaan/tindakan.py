"""Yang boleh dilakukan seorang pembaca atas tiap kiriman: dihitung di sini, templat hanya menuliskannya."""

from __future__ import annotations

from typing import NamedTuple

from forum.alamat import alamat
from forum.hak import Hak
from forum.models import Keadaan, Kiriman, Topik


class Tindakan(NamedTuple):
    """Satu baris menu; yang `kirim` adalah tombol formulir, selain itu tautan. `nomor` ikut terkirim bila terisi."""

    ikon: str
    judul: str
    alamat: str
    kirim: bool = False
    nomor: str = ""


class Boleh(NamedTuple):
    """Hak pembaca atas satu topik, dihitung sekali untuk selembar kirimannya."""

    topik: Topik
    oleh: object
    hak: Hak
    balas: bool
    terima: bool
    usul_jawaban: bool
    rapikan: bool


def boleh_atas(topik: Topik, oleh, hak: Hak) -> Boleh:
    kunci = {"oleh": oleh, "hak": hak}
    return Boleh(
        topik,
        oleh,
        hak,
        balas=topik.boleh_dibalas(**kunci),
        terima=topik.boleh_diterima(**kunci),
        usul_jawaban=topik.boleh_diusuli_jawaban(**kunci),
        rapikan=topik.boleh_dirapikan(**kunci),
    )


def pasang_tindakan(kiriman: Kiriman, boleh: Boleh) -> None:
    """Memberi kiriman yang terbaca lencana, tombol, dan menunya."""
    topik, kunci = boleh.topik, {"oleh": boleh.oleh, "hak": boleh.hak}
    kiriman.pilihan = topik.jawaban_id == kiriman.pk
    kiriman.diusulkan = topik.jawaban_id is None and topik.nomor_diusulkan == kiriman.nomor
    kiriman.lencana = _lencana(kiriman)
    kiriman.boleh_lapor = kiriman.boleh_dilaporkan(**kunci)
    kiriman.boleh_riwayat = kiriman.jumlah_sunting > 0 and kiriman.boleh_dilihat_riwayatnya(**kunci)
    kiriman.boleh_kutip = boleh.balas and kiriman.tampil
    calon = boleh.terima and kiriman.nomor > 1 and kiriman.tampil
    kiriman.boleh_terima = calon and (topik.jawaban_id is None or kiriman.pilihan)
    kiriman.menu = _menu(kiriman, boleh, ganti_jawaban=calon and not kiriman.boleh_terima)
    kiriman.berkaki = bool(
        kiriman.jumlah_suka or kiriman.boleh_lapor or kiriman.boleh_kutip or kiriman.boleh_terima or kiriman.menu
    )


def _lencana(kiriman: Kiriman) -> list[tuple[str, str]]:
    """Pasangan (teks, jenis) untuk `{% lencana %}`."""
    lencana = []
    if kiriman.pilihan:
        lencana.append(("Jawaban diterima", "berhasil"))
    elif kiriman.diusulkan:
        lencana.append(("Diusulkan sebagai jawaban", "info"))
    if not kiriman.tampil:
        lencana.append((kiriman.get_keadaan_display(), "perhatian"))
    return lencana


def _menu(kiriman: Kiriman, boleh: Boleh, *, ganti_jawaban: bool) -> list[Tindakan]:
    oleh, hak, topik = boleh.oleh, boleh.hak, boleh.topik
    pk, sendiri = kiriman.pk, kiriman.penulis_id == oleh.pk
    menu = []
    if kiriman.boleh_disunting(oleh=oleh, hak=hak):
        menu.append(Tindakan("pena", "Sunting", alamat("forum:sunting", pk)))
    if boleh.usul_jawaban and kiriman.nomor > 1 and kiriman.boleh_lapor and not kiriman.diusulkan:
        judul = "Usulkan sebagai jawaban"
        menu.append(Tindakan("centang-lingkar", judul, alamat("forum:usul-jawaban", pk), kirim=True))
    if kiriman.boleh_dihapus(oleh=oleh, hak=hak):
        judul = "Tarik tulisan ini" if sendiri else "Hapus"
        menu.append(Tindakan("hapus", judul, alamat("forum:hapus", pk), kirim=sendiri))
    if kiriman.boleh_dikembalikan(oleh=oleh, hak=hak):
        menu.append(Tindakan("putar", "Kembalikan", alamat("forum:kembali", pk), kirim=True))
    if hak.moderasi and kiriman.penulis and kiriman.penulis.is_active and not sendiri:
        menu.append(Tindakan("perisai", "Beri sanksi", alamat("forum:sanksi-beri", pk)))
    if kiriman.boleh_lapor:
        menu.append(Tindakan("bendera", "Laporkan", alamat("forum:lapor", pk)))
    if hak.moderasi and kiriman.tampil and topik.tampil:
        judul = "Sembunyikan topik" if kiriman.nomor == 1 else "Sembunyikan"
        menu.append(Tindakan("tutup", judul, alamat("forum:sembunyikan", pk)))
    elif hak.moderasi and (kiriman.keadaan == Keadaan.DISEMBUNYIKAN or kiriman.nomor == 1):
        menu.append(Tindakan("putar", "Tampilkan lagi", alamat("forum:pulihkan", pk), kirim=True))
    if ganti_jawaban:
        tujuan = alamat("forum:jawaban", topik.pk)
        menu.append(Tindakan("centang-lingkar", "Jadikan jawaban", tujuan, kirim=True, nomor=str(kiriman.nomor)))
    return menu
