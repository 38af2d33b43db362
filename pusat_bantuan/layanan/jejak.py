"""Menulis satu tindakan: susulan dan perubahan di tabel pustaka, peristiwa di tabel kita, keadaan di keduanya.

Teks orang tidak pernah melewati `helpdesk.update_ticket()`, yang merendernya sebagai templat Django
(domain helpdesk.md 1, cacat 17; stack.md 4, jebakan 9).
"""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from helpdesk.models import FollowUp, TicketChange
from helpdesk.signals import update_ticket_done

from akun import brankas
from akun.data_pribadi import samarkan
from akun.models import Pengguna

from ..cari import indekskan_tiket
from ..keadaan import DIJEDA, Keadaan, boleh_pindah, status_pustaka
from ..models import IsiAsli, Kontak, PeristiwaTiket, ProfilTiket
from .galat import TidakDapat
from .kabar_sistem import antre_kabar
from .tenggat import hitung

Jenis = PeristiwaTiket.Jenis
_BERKABAR = (Jenis.BALASAN, Jenis.CATATAN, Jenis.SELESAI)  # pemegang sudah bekerja: pegangannya menjadi tetap


class TeksBersih(str):
    """Teks tersamar yang masih membawa aslinya (`asli`, kosong bila tidak ada yang disamarkan) sampai disimpan tersandi.

    Yang dibaca, dicari, dan dikirim selalu teks ini sendiri; aslinya hanya dipungut `simpan_asli`.
    """

    asli: str = ""

    @classmethod
    def dari(cls, teks: str) -> TeksBersih:
        rapi = teks.replace("\r\n", "\n").replace("\r", "\n")
        rapi = "".join(huruf for huruf in rapi if huruf in "\n\t" or (ord(huruf) >= 32 and ord(huruf) != 127)).strip()
        samaran = samarkan(rapi)
        hasil = cls(samaran.teks)
        hasil.asli = rapi if samaran.kena else ""
        return hasil


def bersihkan(teks: str) -> TeksBersih:
    """Teks apa adanya: baris baru diseragamkan, aksara kendali dibuang, NIK dan rahasia disamarkan."""
    return TeksBersih.dari(teks)


def simpan_asli(profil: ProfilTiket, teks: str, bagian: str, peristiwa: PeristiwaTiket | None = None) -> None:
    """Menyimpan asli dari teks yang tersamar, tersandi; tidak berbuat apa pun bila tidak ada yang disamarkan."""
    if asli := getattr(teks, "asli", ""):
        IsiAsli.objects.create(profil=profil, peristiwa=peristiwa, bagian=bagian, sandi=brankas.sandikan(asli))


def kunci_tiket(profil: ProfilTiket) -> ProfilTiket:
    """Baris terbaru, terkunci; dipanggil di dalam `atomic()`."""
    return ProfilTiket.objects.kunci(profil.pk)


def saat_sampai(profil: ProfilTiket, diterima: datetime | None) -> datetime:
    """Kapan pesan itu dihitung: saat suratnya sampai (helpdesk.md 3.3), tidak pernah sebelum peristiwa terakhir tiketnya."""
    sekarang = timezone.now()
    if diterima is None:
        return sekarang
    terakhir = profil.peristiwa.aggregate(terakhir=Max("pada"))["terakhir"]
    return min(max(diterima, terakhir or diterima), sekarang)


def sudah_dikirim(pelaku: Pengguna, kunci: uuid.UUID | None) -> PeristiwaTiket | None:
    if kunci is None:
        return None
    return PeristiwaTiket.objects.select_related("followup").filter(pelaku=pelaku, kunci_kirim=kunci).first()


def catat(
    profil: ProfilTiket,
    *,
    jenis: str,
    pelaku: Pengguna | None,
    ke: str | None = None,
    pemegang: Pengguna | None | str = "tetap",
    isi: str | None = None,
    publik: bool = False,
    dari_meja: bool = False,
    alasan: str = "",
    kunci_kirim: uuid.UUID | None = None,
    pada: datetime | None = None,
    kontak: Kontak | None = None,
    susulan: bool = True,
    sampai: datetime | None = None,
) -> PeristiwaTiket:
    """Satu tindakan atas tiket yang sudah dikunci. `isi` sudah dibersihkan pemanggilnya.

    `susulan=False` untuk peristiwa yang bukan pesan dan tidak mengubah keadaan: tidak menulis apa pun di tabel pustaka.
    """
    pada = pada or timezone.now()
    tiket, dari, lama = profil.tiket, profil.keadaan, profil.pemegang
    ke = ke or dari
    if ke != dari and not boleh_pindah(dari, ke):
        raise TidakDapat("Keadaan tiket sudah berubah. Muat ulang halamannya, lalu coba lagi.")
    status_lama = tiket.get_status_display()
    profil.keadaan = ke
    if pemegang != "tetap":
        profil.pemegang = tiket.assigned_to = pemegang
        profil.diambil_pada = pada if pemegang else None
        profil.pegangan_sampai = sampai
    elif pelaku and pelaku.pk == profil.pemegang_id and jenis in _BERKABAR:
        profil.pegangan_sampai = None
    if ke == Keadaan.SELESAI:
        profil.selesai_pada = pada
    profil.ditutup_pada = (profil.ditutup_pada if ke == dari else pada) if ke == Keadaan.DITUTUP else None
    profil.aktivitas = max(profil.aktivitas, pada)
    profil.save()
    ditulis = None
    if susulan or ke != dari or pemegang != "tetap":
        ditulis = _susulan(profil, jenis, pelaku, isi or "", publik, pada, status_lama, lama)
    peristiwa = PeristiwaTiket.objects.create(
        profil=profil, jenis=jenis, pada=pada, pelaku=pelaku, kontak=kontak, dari_meja=dari_meja, dari=dari, ke=ke,
        tingkat=profil.tingkat, simpul=profil.simpul, alasan=alasan[:500], followup=ditulis, kunci_kirim=kunci_kirim,
    )  # fmt: skip
    if ditulis and isi:
        simpan_asli(profil, isi, IsiAsli.Bagian.PESAN, peristiwa)
    hitung(profil, peristiwa=peristiwa)
    antre_kabar(peristiwa)
    return peristiwa


def _susulan(
    profil: ProfilTiket,
    jenis: str,
    pelaku: Pengguna | None,
    isi: str,
    publik: bool,
    pada: datetime,
    status_lama: str,
    pemegang_lama: Pengguna | None,
) -> FollowUp:
    """Bayangan tindakan itu di tabel pustaka: FollowUp dan TicketChange."""
    tiket = profil.tiket
    tiket.status = status_pustaka(profil.keadaan, dibuka_lagi=profil.dibuka_lagi)
    tiket.on_hold = profil.keadaan in DIJEDA
    berganti = tiket.get_status_display() != status_lama
    susulan = FollowUp(
        ticket=tiket, date=pada, title=PeristiwaTiket.Jenis(jenis).label.capitalize(), comment=isi,
        public=publik, user=pelaku, new_status=tiket.status if berganti else None,
    )  # fmt: skip
    susulan.save()  # menyimpan `tiket` juga
    if publik and isi:
        indekskan_tiket(profil)
    ubah = [("Status", status_lama, tiket.get_status_display())] if berganti else []
    if pemegang_lama != profil.pemegang:
        ubah.append(("Pemegang", str(pemegang_lama or ""), str(profil.pemegang or "")))
    TicketChange.objects.bulk_create(
        [TicketChange(followup=susulan, field=nama, old_value=dulu, new_value=kini) for nama, dulu, kini in ubah]
    )
    transaction.on_commit(lambda: update_ticket_done.send_robust(sender="pusat_bantuan", followup=susulan))
    return susulan
