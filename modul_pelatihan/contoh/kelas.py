"""Dunia contoh kelas: bank soal, latihan tiap modul, satu kelas selesai bersertifikat, satu berjalan, satu dibuka."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from akun.models import Pengguna, Penugasan, Peran
from modul_pelatihan import layanan
from modul_pelatihan.layanan.catat_hadir import catat_hadir
from modul_pelatihan.layanan.kelas import (
    atur_tes,
    beri_umpan_balik,
    buat_angkatan,
    nilai_praktik,
    simpan_sesi,
    ubah_keadaan,
)
from modul_pelatihan.layanan.kursi import daftarkan
from modul_pelatihan.layanan.putuskan_kelulusan import putuskan_kelulusan
from modul_pelatihan.layanan.tugas import kirim_setoran, simpan_tugas, telaah_setoran
from modul_pelatihan.models import (
    Angkatan,
    ButirKuis,
    ButirLembar,
    ButirSoal,
    Kuis,
    LembarPraktik,
    ModulPage,
    Peserta,
    PilihanSoal,
    Sesi,
)
from modul_pelatihan.penilaian import urai_angka
from wilayah.models import Wilayah

from . import pelatih

SOAL = Path(__file__).resolve().parents[1] / "contoh_data" / "soal.json"
RUANG = uuid.UUID("0d6a5c3e-8a51-4a6b-9a0e-6d3b1c2f4a5b")
# (jenis, modul) menurut paket: sama banyak, sama berat.
PAKET = {"A": [0, 2, 4, 7, 9], "B": [1, 3, 5, 6, 8]}
PRAKTIK = [
    ("Identitas pada surat sama dengan data penduduk", True), ("Nomor surat sesuai buku agenda", True),
    ("Pejabat penanda tangan benar", False), ("Pratinjau diperiksa sebelum dicetak", False),
    ("Arsip tersimpan dan dapat dicari", False),
]  # fmt: skip
# operator kedua di nagari yang sudah menjalani program: sasarannya dua orang tiap nagari
KEDUA = [
    ("roza.linda", "Roza Linda", "13.07.01.2004"), ("indra.saputra", "Indra Saputra", "13.07.04.2001"),
    ("yeni.marlina", "Yeni Marlina", "13.07.05.2001"), ("doni.kurniawan", "Doni Kurniawan", "13.07.11.2003"),
    ("hasnah.yusuf", "Hasnah Yusuf", "13.07.13.2001"), ("arif.budiman", "Arif Budiman", "13.07.04.2002"),
]  # fmt: skip
# peserta ke-: soal benar pada pra dan pasca, butir praktik, hadir dari dua sesi
JALAN = [(2, 5, 5, 2), (1, 4, 5, 2), (3, 5, 5, 2), (2, 4, 4, 2), (1, 3, 5, 2), (2, 5, 3, 2), (2, 4, 5, 1), (3, 5, 5, 2)]


def tanda(kata: str) -> uuid.UUID:
    return uuid.uuid5(RUANG, kata)


def isi() -> int:
    """Mengembalikan banyak kelas baru; boleh diulang."""
    dewi = Pengguna.objects.filter(username="dewi").first()
    kabupaten = Wilayah.objects.filter(kode="13.07").first()
    modul = {satu.kode: satu for satu in ModulPage.objects.filter(kode__isnull=False)}
    if dewi is None or kabupaten is None or "M05" not in modul:
        return 0
    with transaction.atomic():
        tes, lembar = _tes(_soal(modul)), _lembar(modul)
        if Angkatan.objects.filter(kunci=tanda("kelas-1")).exists():
            return 0
        peserta = _peserta(kabupaten)
        _selesai(dewi, kabupaten, modul, tes, lembar, [*_kedua(), *peserta])
        _berjalan(dewi, kabupaten, modul, tes, lembar, peserta)
        _dibuka(dewi, kabupaten, modul, tes)
        pelatih.isi(peserta)
    return 3


def _soal(modul: dict[str, ModulPage]) -> list[ButirSoal]:
    hasil = []
    for urut, data in enumerate(json.loads(SOAL.read_text())):
        butir = ButirSoal.objects.filter(tanda=tanda(f"soal-{urut}")).first()
        if butir is None:
            angka = urai_angka(data["kunci"][0]) if data["jenis"] == "isian-angka" else None
            butir = ButirSoal(
                tanda=tanda(f"soal-{urut}"), jenis=data["jenis"], soal=data["soal"], modul=modul.get(data["modul"]),
                kunci_angka=angka,
            )  # fmt: skip
            butir.pilihan = [
                PilihanSoal(teks=teks, sort_order=ke, benar=data["jenis"] != "urut" and ke in data["kunci"])
                for ke, teks in enumerate(data["opsi"])
            ]
            butir.save()
        hasil.append(butir)
    return hasil


def _kuis(slug: str, soal: list[tuple[ButirSoal, str]], **isi) -> Kuis:
    kuis = Kuis.objects.filter(slug=slug).first()
    if kuis is None:
        kuis = Kuis(slug=slug, **isi)
        kuis.butir = [
            ButirKuis(butir=butir, paket=paket, bobot=Decimal(1), sort_order=urut)
            for urut, (butir, paket) in enumerate(soal)
        ]
        kuis.save()
    return kuis


def latihan(modul: dict[str, ModulPage]) -> dict[str, Kuis]:
    """Latihan tiap modul yang punya soal, menurut kode modulnya."""
    soal, hasil = _soal(modul), {}
    for kode, halaman in modul.items():
        if punya := [(satu, "") for satu in soal if satu.modul_id == halaman.pk]:
            hasil[kode] = _kuis(
                f"latihan-{kode.lower()}", punya, judul=f"Latihan {kode}", modul=halaman,
                pengantar="Periksa pemahaman Anda; boleh diulang sesuka hati.",
            )  # fmt: skip
    return hasil


def _tes(soal: list[ButirSoal]) -> Kuis:
    isi = [(soal[urut], paket) for paket, daftar in PAKET.items() for urut in daftar]
    return _kuis(
        "tes-operator-dasar", isi, judul="Tes operator dasar", jenis=Kuis.Jenis.SUMATIF, kuota=2, batas_menit=30,
        pengantar="Lima soal dari modul M01 sampai M05, dua paket setara.",
    )  # fmt: skip


def _lembar(modul: dict[str, ModulPage]) -> LembarPraktik:
    lembar = LembarPraktik.objects.filter(judul="Praktik layanan surat").first()
    if lembar is None:
        lembar = LembarPraktik(judul="Praktik layanan surat", modul=modul["M04"])
        lembar.butir = [
            ButirLembar(teks=teks, kritis=kritis, sort_order=ke) for ke, (teks, kritis) in enumerate(PRAKTIK)
        ]
        lembar.save()
    return lembar


def _peserta(kabupaten: Wilayah) -> list[Pengguna]:
    semua = (
        Pengguna.objects.filter(
            contoh=True, penugasan__peran=Peran.OPERATOR, penugasan__keadaan="aktif",
            penugasan__wilayah__kunci__range=kabupaten.rentang,
        )
        .exclude(username="ani")
        .distinct()
        .order_by("pk")[: len(JALAN) + 4]
    )  # fmt: skip
    return list(semua)


def _kedua() -> list[Pengguna]:
    sandi, hasil = make_password(None), []
    for username, nama, kode in KEDUA:
        if desa := Wilayah.objects.filter(kode=kode).first():
            orang, _ = Pengguna.objects.get_or_create(
                username=username, defaults={"first_name": nama, "contoh": True, "password": sandi, "zona": desa.zona}
            )
            Penugasan.objects.get_or_create(
                pengguna=orang, peran=Peran.OPERATOR, wilayah=desa, defaults={"jabatan": "Kaur tata usaha"}
            )
            hasil.append(orang)
    return hasil


def _kelas(nama: str, dewi, kabupaten, modul, kode: list[str], tes=None, **isi) -> Angkatan:
    bawaan = {
        "tempat": "Aula kantor camat Suliki", "bentuk": "luring", "penyelenggara": "ForSID Lima Puluh Kota",
        "uraian": "Kelas contoh untuk memperlihatkan cara situs ini bekerja.", "kuota": 30,
    }  # fmt: skip
    return buat_angkatan(
        oleh=dewi,
        kunci=tanda(nama),
        wilayah=kabupaten,
        modul=[modul[satu] for satu in kode],
        pra=tes,
        pasca=tes,
        **bawaan | isi,
    )


def _sesi(kelas: Angkatan, dewi, mulai, banyak: int = 2) -> list[Sesi]:
    return [
        simpan_sesi(
            angkatan=kelas, oleh=dewi, judul=f"Sesi {ke + 1}", kunci=tanda(f"sesi-{kelas.pk}-{ke}"),
            mulai=mulai + timedelta(hours=3 * ke), selesai=mulai + timedelta(hours=3 * ke + 2, minutes=15),
        )
        for ke in range(banyak)
    ]  # fmt: skip


def _kerjakan(orang, tes, benar: int) -> None:
    satu = layanan.mulai_percobaan(orang=orang, kuis=tes.kuis, kunci=uuid.uuid4(), tes=tes)
    jawaban = [
        (str(baris.butir.tanda), baris.naskah["kunci"] if baris.naskah["opsi"] else [baris.naskah["kunci"]])
        for baris in satu.jawaban.select_related("butir").order_by("urut")[:benar]
    ]
    layanan.kirim_jawaban(percobaan=satu, oleh=orang, kunci=uuid.uuid4(), jawaban=jawaban)


def _selesai(dewi, kabupaten, modul, tes, lembar, peserta: list[Pengguna]) -> None:
    kelas = _kelas(
        "kelas-1", dewi, kabupaten, modul, ["M01", "M02", "M03", "M04", "M05"], tes, judul="Operator dasar, angkatan I",
        lembar_praktik=lembar,
    )  # fmt: skip
    mulai = (timezone.now() - timedelta(days=32)).replace(hour=2, minute=0, second=0, microsecond=0)
    sesi = _sesi(kelas, dewi, mulai)
    ubah_keadaan(angkatan=kelas, oleh=dewi, keadaan="berjalan")
    tugas = simpan_tugas(
        angkatan=kelas, oleh=dewi, judul="SOP surat keluar", wajib=False,
        petunjuk="Tulis SOP satu halaman untuk surat yang paling sering diminta di kantor Anda.",
    )  # fmt: skip
    anggota: list[tuple[Peserta, tuple[int, int, int, int]]] = [
        (daftarkan(angkatan=kelas, orang=orang, oleh=dewi), jalan) for orang, jalan in zip(peserta, JALAN, strict=False)
    ]
    for ke, satu in enumerate(sesi):
        catat_hadir(
            sesi=satu, oleh=dewi,
            isi={baris.pk: "hadir" if ke < jalan[3] else "izin" for baris, jalan in anggota},
        )  # fmt: skip
    for urut, jenis in enumerate(("pra", "pasca")):
        satu = atur_tes(tes=kelas.tes.get(jenis=jenis), oleh=dewi, buka=True)
        for baris, jalan in anggota:
            _kerjakan(baris.orang, satu, jalan[urut])
    butir = list(lembar.butir.values_list("pk", flat=True))
    for urut, (baris, jalan) in enumerate(anggota):
        nilai_praktik(
            angkatan=kelas,
            peserta=baris,
            lembar=lembar,
            oleh=dewi,
            kunci=uuid.uuid4(),
            terpenuhi=set(butir[: jalan[2]]),
        )
        beri_umpan_balik(
            peserta=baris, oleh=baris.orang, isi=4 + urut % 2, pelatih=5 - urut % 2, tempat=3 + urut % 3,
            saran="Lebih banyak waktu untuk latihan surat." if urut == 1 else "",
        )  # fmt: skip
    for urut, (baris, _) in enumerate(anggota[:2]):
        kirim = kirim_setoran(
            tugas=tugas,
            oleh=baris.orang,
            kunci=uuid.uuid4(),
            teks="SOP surat keterangan usaha: terima, periksa, cetak.",
        )
        if urut == 0:
            telaah_setoran(setoran=kirim, oleh=dewi, terima=True, ulasan="Runtut dan singkat.")
    putuskan_kelulusan(angkatan=kelas, oleh=dewi)


def _berjalan(dewi, kabupaten, modul, tes, lembar, peserta: list[Pengguna]) -> None:
    kelas = _kelas(
        "kelas-2", dewi, kabupaten, modul, ["M01", "M02"], tes, judul="Menyiapkan aplikasi dan data dasar",
        lembar_praktik=lembar, bentuk="campuran", tautan="https://rapat.contoh.example/suliki",
    )  # fmt: skip
    _sesi(kelas, dewi, timezone.now().replace(second=0, microsecond=0) - timedelta(hours=3, minutes=30))
    ubah_keadaan(angkatan=kelas, oleh=dewi, keadaan="berjalan")
    ani = Pengguna.objects.filter(username="ani").first()
    for orang in [*([ani] if ani else []), *peserta[len(JALAN) :]]:
        daftarkan(angkatan=kelas, orang=orang, oleh=dewi)
    atur_tes(tes=kelas.tes.get(jenis="pra"), oleh=dewi, buka=True)


def _dibuka(dewi, kabupaten, modul, tes) -> None:
    kelas = _kelas(
        "kelas-3",
        dewi,
        kabupaten,
        modul,
        ["M03", "M04"],
        tes,
        judul="Layanan surat yang cepat dan dapat ditelusuri",
        kuota=24,
    )
    mulai = (timezone.now() + timedelta(days=12)).replace(hour=2, minute=0, second=0, microsecond=0)
    _sesi(kelas, dewi, mulai)
    ubah_keadaan(angkatan=kelas, oleh=dewi, keadaan="dibuka")
