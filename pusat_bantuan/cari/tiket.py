from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from helpdesk.models import FollowUp

from modul_pelatihan.bahasa import catat_kosakata, kata_bermakna, lupakan_kata, susun_tanya

from .. import kode as aturan_kode
from ..indeks_cari import TIKET
from ..models import ProfilTiket
from ..models.tiket import ProfilTiketQuerySet

PALING_PANJANG = 200
TEKS_TERPANJANG = 30_000  # huruf per tiket yang diindeks; selebihnya biasanya log


def cari_tiket(teks: str, *, oleh, daftar: ProfilTiketQuerySet | None = None) -> ProfilTiketQuerySet:
    """Tiket yang boleh dibaca `oleh` dan memuat semua kata itu, dalam bentuk kata apa pun; atau tiket berkode itu.

    Hasilnya himpunan biasa: saring lagi, urutkan, dan halamankan seperti daftar lain (`bacaan.lembar`). `daftar` mempersempit
    ("antrean saya") dan sudah hanya berisi yang boleh dibaca `oleh`, seperti `antrean` dan `tiket_desa`. Menyusunnya satu kueri (kosakata); tulisan tanpa kata bermakna tidak menemukan apa pun.
    """
    terlihat = ProfilTiket.objects.terlihat(oleh=oleh) if daftar is None else daftar
    if not oleh.is_authenticated:
        return terlihat
    syarat = TIKET.syarat(susun_tanya(teks[:PALING_PANJANG]))
    if kode := aturan_kode.normalkan(teks):
        syarat |= Q(kode=kode)
    return terlihat.filter(syarat)


def indekskan_tiket(profil: ProfilTiket, *, baru: bool = False) -> None:
    """Menulis ulang satu tiket di indeks; dipanggil di dalam transaksi yang mengubah judul, uraian, atau pesan terbukanya."""
    indekskan_banyak([profil], hitung=baru)


def indekskan_banyak(profil: Iterable[ProfilTiket], *, hitung: bool) -> None:
    """Judul, uraian, pesan terbuka, dan nama desa; catatan dalam tidak pernah. Satu kueri baca berapa pun tiketnya."""
    profil = list(profil)
    pesan: dict[int, list[str]] = {satu.pk: [] for satu in profil}
    terbuka = FollowUp.objects.filter(ticket__in=pesan, public=True).exclude(comment="").exclude(comment=None)
    for tiket, isi in terbuka.order_by("pk").values_list("ticket_id", "comment"):
        pesan[tiket].append(isi)
    baris, kata = [], set()
    for satu in profil:
        tempat = satu.wilayah.nama if satu.wilayah_id else ""
        isi = "\n".join([satu.uraian, *pesan[satu.pk], tempat])[:TEKS_TERPANJANG]
        baris.append((satu.pk, satu.judul, isi))
        kata.update(kata_bermakna(f"{satu.judul} {isi}"))
    TIKET.tulis(baris)
    catat_kosakata(kata, publik=False, hitung=hitung)


def lupakan_tiket(nomor: Iterable[int]) -> None:
    """Menghapus tiket dari indeks: saat isinya dihapus karena permintaan orang atau habis masa simpannya.

    Kata yang hanya ada di sana (nama, alamat) ikut hilang dari kosakata, jadi tidak lagi menjadi tebakan ejaan.
    """
    nomor = list(nomor)
    akar = TIKET.akar_baris(nomor)
    TIKET.buang(nomor)
    lupakan_kata(akar - TIKET.yang_ada(akar))
