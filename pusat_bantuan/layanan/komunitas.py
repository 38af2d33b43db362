"""Dari tiket ke forum: pertanyaan tersamar di ruang simpul, sesudah orangnya membaca dan menyetujui pratinjaunya."""

from __future__ import annotations

import re
import uuid
from urllib.parse import urlsplit

from akun.models import Pengguna
from forum import layanan as layanan_forum
from forum.models import Ruang, Topik

from ..models import ProfilTiket, TautanTopik
from .artikel import anonimkan
from .galat import TidakDapat


def naskah_pertanyaan(profil: ProfilTiket) -> tuple[str, str]:
    """Judul dan isi awal tanpa nama, nomor, desa, dan alamat situsnya; orangnya masih membaca dan membetulkan."""
    versi = f"OpenSID {profil.versi} {profil.get_rilis_display()}".strip() if profil.versi else ""
    bagian = [
        anonimkan(profil.uraian, profil), f"Sudah dicoba: {anonimkan(profil.sudah_dicoba, profil)}" if profil.sudah_dicoba else "",
        " · ".join(filter(None, (versi, profil.get_hosting_display(), profil.tema and f"tema {profil.tema}"))),
    ]  # fmt: skip
    return _tanpa_situs(anonimkan(profil.judul, profil), profil)[:160], _tanpa_situs(
        "\n\n".join(filter(None, bagian)), profil
    )


def _tanpa_situs(teks: str, profil: ProfilTiket) -> str:
    host = urlsplit(profil.domain).hostname or profil.domain
    return re.sub(rf"(?:https?://)?{re.escape(host)}\S*", "[situs desa]", teks, flags=re.I) if host else teks


def tanyakan(
    *, profil: ProfilTiket, oleh: Pengguna, ruang: Ruang, judul: str, sumber: str, kunci_kirim: uuid.UUID
) -> Topik:
    """Membuka topik "tanya" tanpa menyebut tiket atau desanya; tautannya hanya tampak bagi yang boleh membaca tiketnya."""
    if (
        ada := TautanTopik.objects.filter(profil=profil, peran=TautanTopik.Peran.DITANYAKAN)
        .select_related("topik")
        .first()
    ):
        return ada.topik
    if not profil.boleh_ditanyakan(oleh=oleh):
        raise TidakDapat("Tiket ini tidak dapat ditanyakan ke forum.")
    topik = layanan_forum.mulai_topik(
        ruang=ruang, penulis=oleh, jenis="tanya", judul=_tanpa_situs(anonimkan(judul, profil), profil),
        sumber=_tanpa_situs(anonimkan(sumber, profil), profil), bidang=[profil.bidang], kunci_kirim=kunci_kirim,
    )  # fmt: skip
    TautanTopik.objects.get_or_create(
        profil=profil, topik=topik, defaults={"peran": TautanTopik.Peran.DITANYAKAN, "oleh": oleh}
    )
    return topik
