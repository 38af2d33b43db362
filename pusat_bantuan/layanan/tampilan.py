"""Tampilan tersimpan: menyimpan, menyematkan, mengurutkan, dan menjadikan bawaan."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.http import QueryDict

from akun.models import Pengguna

from ..models import SematanTampilan, TampilanTersimpan
from ..saringan import Saringan
from .galat import TidakDapat

PERBUATAN_TAMPILAN = ("sematkan", "lepas", "naik", "turun", "bawaan", "hapus")
PALING_BANYAK = 40
_LAIN = ("tampilan", "urut")


def bakukan_kueri(kueri: str) -> str:
    """Hanya yang kita kenal, dalam urutan tetap; yang lain dibuang."""
    data = QueryDict(kueri.lstrip("?"))
    return Saringan.dari(data).alamat(**{nama: data.get(nama, "")[:20] for nama in _LAIN})[1:]


def simpan_tampilan(
    *, oleh: Pengguna, nama: str, kueri: str, untuk_peran: str = "", wilayah_id: int | None = None
) -> TampilanTersimpan:
    """Nama yang sama milik orang yang sama diperbarui, bukan digandakan. Yang baru langsung disematkan pembuatnya."""
    nama, kueri = " ".join(nama.split())[:60], bakukan_kueri(kueri)
    if not nama:
        raise TidakDapat("Beri nama tampilannya.")
    if untuk_peran and (untuk_peran, wilayah_id) not in {(t.peran, t.wilayah_id) for t in oleh.penugasan_berlaku}:
        raise TidakDapat("Anda tidak bertugas di tim itu.")
    if oleh.tampilan.count() >= PALING_BANYAK:
        raise TidakDapat(f"Anda sudah punya {PALING_BANYAK} tampilan. Hapus yang tidak terpakai dulu.")
    isi = {"kueri": kueri, "untuk_peran": untuk_peran, "wilayah_id": wilayah_id if untuk_peran else None}
    try:
        with transaction.atomic():
            tampilan, _ = TampilanTersimpan.objects.update_or_create(pemilik=oleh, nama=nama, defaults=isi)
            _sematkan(tampilan, oleh)
    except IntegrityError:
        raise TidakDapat("Nama itu baru saja dipakai. Coba nama lain.") from None
    return tampilan


def _sematkan(tampilan: TampilanTersimpan, oleh: Pengguna) -> SematanTampilan:
    akhir = SematanTampilan.objects.filter(orang=oleh).order_by("-urutan").values_list("urutan", flat=True).first()
    satu, _ = SematanTampilan.objects.get_or_create(
        orang=oleh, tampilan=tampilan, defaults={"urutan": min((akhir or 0) + 1, 30_000)}
    )
    return satu


@transaction.atomic
def ubah_tampilan(*, tampilan: TampilanTersimpan, oleh: Pengguna, perbuatan: str) -> str:
    """Menjalankan satu perbuatan; mengembalikan kalimat untuk pemakainya."""
    if not tampilan.boleh_dilihat(oleh=oleh):
        raise TidakDapat("Tampilan itu tidak ada.")
    sematan = SematanTampilan.objects.filter(orang=oleh, tampilan=tampilan)
    if perbuatan == "hapus":
        if not tampilan.boleh_diubah(oleh=oleh):
            raise TidakDapat("Hanya pembuatnya yang dapat menghapus tampilan ini.")
        tampilan.delete()
        return f"Tampilan “{tampilan.nama}” dihapus."
    if perbuatan == "lepas":
        sematan.delete()
        return f"“{tampilan.nama}” tidak lagi di atas antrean."
    satu = _sematkan(tampilan, oleh)
    if perbuatan == "bawaan":
        jadi = not satu.bawaan
        SematanTampilan.objects.filter(orang=oleh, bawaan=True).update(bawaan=False)
        sematan.update(bawaan=jadi)
        return f"Antrean sekarang {'dibuka dengan' if jadi else 'tidak lagi dibuka dengan'} “{tampilan.nama}”."
    if perbuatan in {"naik", "turun"}:
        _geser(oleh, satu, -1 if perbuatan == "naik" else 1)
    return f"“{tampilan.nama}” ada di atas antrean."


def _geser(oleh: Pengguna, satu: SematanTampilan, langkah: int) -> None:
    semua = list(SematanTampilan.objects.select_for_update().filter(orang=oleh).order_by("urutan", "pk"))
    letak = semua.index(satu)
    tujuan = max(0, min(letak + langkah, len(semua) - 1))
    semua.insert(tujuan, semua.pop(letak))
    for urutan, sematan in enumerate(semua, start=1):
        sematan.urutan = urutan
    SematanTampilan.objects.bulk_update(semua, ["urutan"])
