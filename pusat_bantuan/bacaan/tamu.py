"""Percakapan satu tiket bagi pihak desa tanpa akun (tautan tamu) dan bagi sistem luar: hanya yang terbuka."""

from __future__ import annotations

from collections import defaultdict

from akun.models import Pengguna

from ..models import LampiranTiket, PeristiwaTiket, ProfilTiket, TautanTopik
from ..tautan_tamu import bertautan
from .tiket import Butir, janji

J = PeristiwaTiket.Jenis
# Daftar putih: jenis baru tidak tampil sampai seseorang memutuskannya di sini.
_KALIMAT = {
    J.DIBUAT: "meminta bantuan", J.DIAMBIL: "mulai menangani", J.BALASAN: "menulis", J.SELESAI: "menjawab",
    J.DIKONFIRMASI: "menyatakan masalahnya beres", J.DIBUKA_LAGI: "membuka lagi tiket ini", J.DITUTUP: "menutup tiket",
    J.TUTUP_OTOMATIS: "Ditutup karena tidak ada kabar lagi", J.KABAR_GANGGUAN: "memberi kabar gangguan",
    J.DISALURKAN: "", J.DITERUSKAN: "", J.NAIK: "", J.TURUN: "",
}  # fmt: skip


def lampiran_terbuka(profil: ProfilTiket) -> list[LampiranTiket]:
    """Lampiran uraian pertama dan pesan terbuka; catatan dalam tidak pernah ikut."""
    hasil = [
        satu for satu in profil.lampiran.select_related("followup") if satu.followup is None or satu.followup.public
    ]
    for satu in hasil:
        satu.profil = profil
    return hasil


def percakapan_terbuka(profil: ProfilTiket) -> list[Butir]:
    """Dua kueri, berapa pun panjangnya."""
    lampiran: dict[int | None, list[LampiranTiket]] = defaultdict(list)
    for satu in lampiran_terbuka(profil):
        lampiran[satu.followup_id].append(satu)
    daftar = profil.peristiwa.filter(jenis__in=_KALIMAT).select_related("pelaku", "kontak", "followup", "simpul")
    hasil = []
    for satu in daftar.order_by("pada", "pk"):
        susulan = satu.followup
        if susulan is not None and susulan.comment and not susulan.public:
            continue
        pertama = satu.jenis == J.DIBUAT
        tamu = (
            satu.pelaku is None
            and not satu.dari_meja
            and satu.jenis in {J.DIBUAT, J.BALASAN, J.DIBUKA_LAGI, J.DIKONFIRMASI}
        )
        hasil.append(
            Butir(
                pada=satu.pada, orang=satu.pelaku, kalimat=_kalimat(satu), meja=satu.dari_meja,
                isi=profil.uraian if pertama else (susulan.comment or "" if susulan else ""),
                jawaban=satu.jenis == J.SELESAI, tamu=profil.kontak.sebutan if tamu and profil.kontak else "",
                lampiran=lampiran.get(None if pertama else satu.followup_id, []) if pertama or satu.followup_id else [],
            )
        )  # fmt: skip
    return hasil


def asal_tiket(profil: ProfilTiket, *, oleh: Pengguna, menangani: bool, topik: list[TautanTopik]) -> dict:
    """Untuk kartu samping, dari `profil` yang dibaca dengan `berasal()`; tanpa kueri."""
    ditanyakan = any(satu.peran == TautanTopik.Peran.DITANYAKAN for satu in topik)
    return {
        "pencatatan": getattr(profil, "pencatatan", None) if menangani else None,
        "kiriman": getattr(profil, "kiriman", None) if menangani else None,
        "bertautan": menangani and bertautan(profil),
        "menangani": menangani,
        "boleh_ditanyakan": not ditanyakan and profil.boleh_ditanyakan(oleh=oleh),
    }


def _kalimat(satu: PeristiwaTiket) -> str:
    if satu.jenis in {J.DISALURKAN, J.DITERUSKAN, J.NAIK, J.TURUN}:
        return f"Diteruskan ke {satu.simpul.nama if satu.simpul else satu.get_tingkat_display()}"
    return _KALIMAT[satu.jenis]


def janji_tamu(profil: ProfilTiket) -> str:
    """Kalimat keadaan bagi yang membaca tanpa akun: sama dengan bagi operator."""
    return janji(profil)
