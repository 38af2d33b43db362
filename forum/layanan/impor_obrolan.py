"""Mengimpor ekspor obrolan ke arsip simpul: diperiksa dahulu, lalu dimuat sepotong demi sepotong oleh pekerja.

Berkas yang sama dua kali tidak menambah apa pun, ekspor yang lebih panjang menambah sisanya saja (forum.md 10.1).
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.text import slugify
from django_tasks import task

from forum.indeks import PESAN
from forum.models import ArsipObrolan, ImporObrolan, PesanImpor, PesertaObrolan, Simpul
from forum.models.obrolan import tempat_pribadi
from forum.obrolan import PESAN_MAKS, UKURAN_MAKS, Ekspor, ObrolanRusak, Penyamar, Pesan, buka_ekspor
from forum.obrolan.samaran import tanpa_data_pribadi

from .galat import TidakBoleh

log = logging.getLogger(__name__)
SEPOTONG = 500
SEKALI_JALAN = 90.0  # detik; sesudahnya tugasnya mengantre lagi, jauh di bawah sewa pekerja
PESERTA_MAKS = 5_000
Keadaan = ImporObrolan.Keadaan


def mulai_impor(
    *, simpul: Simpul, pelaku, sumber: str, nama: str, berkas: BinaryIO, ukuran: int, zona: str, urutan: str,
    persetujuan: str, persetujuan_pada: date, kunci_kirim: UUID,
) -> ImporObrolan:  # fmt: skip
    """Menyimpan berkasnya dan menyerahkannya kepada pekerja; kunci yang sama mengembalikan impor yang sama.

    `ObrolanRusak` berkalimat bila bukan ekspor yang dikenal: kepalanya diperiksa seketika, isinya oleh pekerja.
    """
    if lama := ImporObrolan.objects.filter(kunci_kirim=kunci_kirim, pengimpor=pelaku).first():
        return lama
    hak = simpul.hak(pelaku)
    if not (hak.anggota and hak.moderasi):
        raise TidakBoleh
    mentah = berkas.read(UKURAN_MAKS + 1)
    ekspor = buka_ekspor(mentah, sumber, zona=zona, urutan=urutan)
    next(ekspor.pesan, None)
    letak = tempat_pribadi().save(f"obrolan/{kunci_kirim}.ekspor", ContentFile(mentah))
    try:
        with transaction.atomic():
            arsip, _ = ArsipObrolan.objects.get_or_create(
                simpul=simpul, sumber=sumber, obrolan=ekspor.obrolan or slugify(nama)[:80] or "grup",
                defaults={"nama": nama or ekspor.nama or "Grup tanpa nama"},
            )  # fmt: skip
            impor = ImporObrolan.objects.create(
                arsip=arsip, kunci_kirim=kunci_kirim, pengimpor=pelaku, persetujuan=persetujuan,
                persetujuan_pada=persetujuan_pada, berkas=letak, ukuran=ukuran, zona=zona, urutan=urutan,
            )  # fmt: skip
            periksa_obrolan.enqueue(impor.pk)
            return impor
    except IntegrityError:
        tempat_pribadi().delete(letak)
        return ImporObrolan.objects.get(kunci_kirim=kunci_kirim)
    except BaseException:
        tempat_pribadi().delete(letak)
        raise


@task()
def periksa_obrolan(impor: int) -> None:
    periksa(impor)


@task()
def muat_obrolan(impor: int) -> None:
    muat(impor)


def periksa(pk: int) -> None:
    """Putaran pertama: menghitung pesan, mencatat peserta menurut kemunculannya, pesan pertama dan terakhir."""
    impor = ImporObrolan.objects.select_related("arsip").filter(pk=pk, keadaan=Keadaan.DIPERIKSA).first()
    if impor is None:
        return
    jati: dict[str, str] = {}
    jumlah = dilewati = 0
    pertama = terakhir = None
    try:
        for pesan in _buka(impor).pesan:
            if pesan is not None:
                jati.setdefault(pesan.jati, pesan.nama)
            if pesan is None or not pesan.teks:
                dilewati += 1
            else:
                jumlah += 1
                pertama, terakhir = min(pertama or pesan.pada, pesan.pada), max(terakhir or pesan.pada, pesan.pada)
            if jumlah > PESAN_MAKS or len(jati) > PESERTA_MAKS:
                raise ObrolanRusak("Pesannya lebih dari 100.000. Ekspor per tahun, lalu unggah satu per satu.")
        if not jumlah:
            raise ObrolanRusak(
                "Tidak ada pesan orang di dalamnya. Ekspor lagi dengan rentang tanggal yang lebih panjang."
            )
    except ObrolanRusak as galat:
        gagal_impor(impor, str(galat))
        return
    with transaction.atomic():
        catat_peserta(impor.arsip, jati)
        ImporObrolan.objects.filter(pk=pk, keadaan=Keadaan.DIPERIKSA).update(
            keadaan=Keadaan.PRATINJAU, jumlah=jumlah, dilewati=dilewati, pertama=pertama, terakhir=terakhir
        )


def catat_peserta(arsip: ArsipObrolan, jati: dict[str, str]) -> dict[str, PesertaObrolan]:
    """Nomor berikutnya bagi yang baru; `jati` sendiri tidak disimpan, hanya sidiknya."""
    ArsipObrolan.objects.select_for_update(of=("self",)).get(pk=arsip.pk)
    kenal = {satu.sidik: satu for satu in PesertaObrolan.objects.filter(arsip=arsip)}
    nomor = max((satu.nomor for satu in kenal.values()), default=0)
    hasil: dict[str, PesertaObrolan] = {}
    for satu, nama in jati.items():
        sidik = sidik_jati(arsip, satu)
        ada = next((kenal[calon] for calon in sidik if calon in kenal), None)
        if ada is None:
            nomor += 1
            ada = PesertaObrolan.objects.create(arsip=arsip, nomor=nomor, sidik=sidik[0], nama_asal=nama)
            kenal[sidik[0]] = ada
        elif not ada.nama_asal and nama:
            PesertaObrolan.objects.filter(pk=ada.pk).update(nama_asal=nama)
        hasil[satu] = ada
    return hasil


def sidik_jati(arsip: ArsipObrolan, jati: str) -> list[str]:
    """Menurut kunci rahasia yang berlaku, lalu yang lama: memutar kunci tidak menggandakan orang."""
    rahasia = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [
        salted_hmac("forum.obrolan", f"{arsip.garam}:{jati}", secret=satu, algorithm="sha256").hexdigest()
        for satu in rahasia
    ]


@transaction.atomic
def setujui_impor(*, impor: ImporObrolan, pelaku, tidak_ikut: set[int] = frozenset()) -> ImporObrolan:
    """Sesudah melihat pratinjau: peserta yang tidak setuju ditinggalkan, sisanya dimuat. Juga melanjutkan yang terhenti."""
    baris = ImporObrolan.objects.select_for_update(of=("self",)).select_related("arsip__simpul").get(pk=impor.pk)
    if not baris.boleh_dilihat(oleh=pelaku):
        raise TidakBoleh
    terhenti = baris.keadaan == Keadaan.GAGAL and baris.jumlah and baris.berkas
    if baris.keadaan != Keadaan.PRATINJAU and not terhenti:
        return baris
    if baris.keadaan == Keadaan.PRATINJAU:
        peserta = PesertaObrolan.objects.filter(arsip=baris.arsip)
        peserta.filter(nomor__in=tidak_ikut).update(ikut=False)
        peserta.exclude(nomor__in=tidak_ikut).update(ikut=True)
    baris.keadaan, baris.galat = Keadaan.JALAN, ""
    baris.save(update_fields=["keadaan", "galat"])
    muat_obrolan.enqueue(baris.pk)
    return baris


def muat(pk: int) -> None:
    """Putaran kedua, sepotong satu transaksi; yang terputus dilanjutkan dari potong terakhir yang tersimpan."""
    impor = ImporObrolan.objects.select_related("arsip").filter(pk=pk, keadaan=Keadaan.JALAN).first()
    if impor is None:
        return
    batas = time.monotonic() + SEKALI_JALAN
    penyamar = None
    try:
        for potong in _potongan(impor):
            penyamar = _muat_potong(impor, potong, penyamar)
            if penyamar is None:
                return
            if time.monotonic() > batas:
                muat_obrolan.enqueue(pk)
                return
    except ObrolanRusak as galat:
        gagal_impor(impor, str(galat))
        return
    except DatabaseError:
        raise  # pekerja mencobanya lagi
    except Exception:
        log.exception("impor obrolan %s terhenti", pk)
        gagal_impor(impor, "Terhenti karena gangguan di server. Tekan Lanjutkan; yang sudah masuk tidak digandakan.")
        return
    ImporObrolan.objects.filter(pk=pk, keadaan=Keadaan.JALAN).update(keadaan=Keadaan.SELESAI, terbaca=F("jumlah"))


def _potongan(impor: ImporObrolan) -> Iterator[list[tuple[str, Pesan, str]]]:
    """(kunci asal, pesan, teks tanpa data pribadi); potongan yang sudah tersimpan dilewati tanpa menyentuh basis data."""
    kembar: Counter[str] = Counter()
    potong, nomor = [], 0
    for pesan in _buka(impor).pesan:
        if pesan is None or not pesan.teks:
            continue
        nomor += 1
        kunci = pesan.id
        if kunci and nomor <= impor.terbaca:
            continue
        teks = tanpa_data_pribadi(pesan.teks)
        if not kunci:  # dihitung juga bagi yang sudah tersimpan: kembarannya harus bernomor sama
            dasar = f"{impor.arsip.garam}|{pesan.pada.isoformat()}|{sidik_jati(impor.arsip, pesan.jati)[-1]}|{teks}"
            kunci = hashlib.sha256(dasar.encode(errors="replace")).hexdigest()[:56]
            kembar[kunci] += 1
            kunci = f"{kunci}.{kembar[kunci]}"
        if nomor <= impor.terbaca:
            continue
        potong.append((kunci, pesan, teks))
        if len(potong) == SEPOTONG:
            yield potong
            potong = []
    if potong:
        yield potong


@transaction.atomic
def _muat_potong(
    impor: ImporObrolan, potong: list[tuple[str, Pesan, str]], penyamar: Penyamar | None
) -> Penyamar | None:
    """Di bawah kunci arsipnya: dua impor bergiliran. `None` bila impor ini dibuang atau dimuat pekerja lain."""
    arsip = impor.arsip
    peserta = catat_peserta(arsip, {pesan.jati: pesan.nama for _, pesan, _ in potong})
    milik = ImporObrolan.objects.filter(pk=impor.pk, keadaan=Keadaan.JALAN, terbaca=impor.terbaca)
    if not milik.update(terbaca=impor.terbaca + len(potong)):
        return None
    penyamar = penyamar_arsip(arsip, penyamar)
    ada = set(
        PesanImpor.objects.filter(arsip=arsip, id_sumber__in=[kunci for kunci, *_ in potong]).values_list(
            "id_sumber", flat=True
        )
    )
    kunci_unik = {kunci: (pesan, teks) for kunci, pesan, teks in reversed(potong) if kunci not in ada}
    baru = [
        PesanImpor(
            arsip=arsip, impor=impor, peserta=peserta[pesan.jati], id_sumber=kunci, pada=pesan.pada,
            teks=penyamar.samarkan(teks), balas_ke=pesan.balas,
        )
        for kunci, (pesan, teks) in reversed(kunci_unik.items())
        if peserta[pesan.jati].ikut
    ]  # fmt: skip
    PesanImpor.objects.bulk_create(baru)
    PESAN.tulis([(satu.pk, "", satu.teks) for satu in baru])
    ArsipObrolan.objects.filter(pk=arsip.pk).update(jumlah_pesan=F("jumlah_pesan") + len(baru))
    ImporObrolan.objects.filter(pk=impor.pk).update(baru=F("baru") + len(baru))
    impor.terbaca += len(potong)
    return penyamar


def penyamar_arsip(arsip: ArsipObrolan, lama: Penyamar | None = None) -> Penyamar:
    """`lama` dipakai terus selama nama peserta grupnya sama: sekali per impor, kecuali ada peserta baru."""
    peserta = PesertaObrolan.objects.filter(arsip=arsip).exclude(nama_asal="").order_by("nomor")
    nama = {asal: f"Anggota {nomor}" for asal, nomor in peserta.values_list("nama_asal", "nomor")}
    return lama if lama and lama.nama == nama else Penyamar(nama)


def _buka(impor: ImporObrolan) -> Ekspor:
    if not impor.berkas:
        raise ObrolanRusak("Berkasnya sudah dihapus sesudah tujuh hari. Unggah lagi.")
    try:
        with impor.berkas.open("rb") as berkas:
            mentah = berkas.read(UKURAN_MAKS + 1)
    except FileNotFoundError:
        raise ObrolanRusak("Berkasnya tidak ada lagi. Unggah lagi.") from None
    return buka_ekspor(mentah, impor.arsip.sumber, zona=impor.zona, urutan=impor.urutan)


def gagal_impor(impor: ImporObrolan, galat: str) -> None:
    ImporObrolan.objects.filter(pk=impor.pk).update(keadaan=Keadaan.GAGAL, galat=galat[:200])
