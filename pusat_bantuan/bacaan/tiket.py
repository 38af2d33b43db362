"""Halaman satu tiket: percakapan (dengan gabungannya), garis waktu, dan fakta, berapa pun panjangnya kuerinya tetap."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.formats import date_format
from django.utils.timezone import localtime

from akun.models import Pengguna

from ..jam_tiket import bahan_dari
from ..keadaan import Keadaan
from ..layanan import dari_meja, sebutan_tempat, yang_hadir
from ..models import LampiranTiket, PeristiwaTiket, ProfilTiket, TautanTiket, TautanTopik
from .artikel import artikel_tiket
from .janji import jam_meja, janji, kata_pengingat
from .privasi import tautan_privasi
from .surat import keterangan_surat, kutipan_surat

J = PeristiwaTiket.Jenis
PER_GARIS = 60
FAKTA_UTAMA = {"Pemohon", "Bidang", "Dipegang", "Versi OpenSID", "Pemasangan"}
PESAN = (J.DIBUAT, J.BALASAN, J.SELESAI, J.DIBUKA_LAGI, J.KABAR_GANGGUAN, J.TUTUP_OTOMATIS)
GARIS = {"semua": "Semua", "pesan": "Pesan", "catatan": "Catatan", "peristiwa": "Peristiwa"}
# Pekerjaan di belakang meja: tidak tampil bagi pihak desa.
DALAM = (
    J.CATATAN, J.DITUGASKAN, J.GANTI_JUDUL, J.DITAUTKAN, J.DISEBUT, J.INGATKAN, J.ARTIKEL, J.RINGKASAN,
    J.SURAT_OTOMATIS, J.PANTULAN, J.TANDA,
)  # fmt: skip
_KALIMAT = {
    J.DIBUAT: "meminta bantuan",
    J.DIAMBIL: "mulai menangani",
    J.DILEPAS: "mengembalikan tiket ke antrean",
    J.DITUGASKAN: "menyerahkan tiket",
    J.SELESAI: "menjawab",
    J.DIKONFIRMASI: "menyatakan masalahnya beres",
    J.DIBUKA_LAGI: "membuka lagi tiket ini",
    J.DITUTUP: "menutup tiket",
    J.GANTI_BIDANG: "mengganti bidang",
    J.GANTI_DAMPAK: "mengganti dampak",
    J.GANTI_JUDUL: "membetulkan keterangan",
    J.DIGABUNG: "menggabung tiket",
    J.DIPECAH: "memecah tiket",
    J.DITAUTKAN: "menautkan tiket",
    J.RINGKASAN: "membuat ringkasan untuk laporan",
    J.TEMPATKAN: "menetapkan desanya",
    J.GANGGUAN: "memasukkan tiket ini ke gangguan",
    J.GANGGUAN_LEPAS: "melepas tiket ini dari gangguan",
    J.KABAR_GANGGUAN: "mengabarkan gangguan",
    J.NILAI: "menilai jawaban",
    J.BUKA_ASLI: "membuka yang aslinya",
    J.INGATKAN: "Desa diingatkan",
    J.TUTUP_OTOMATIS: "Ditutup otomatis",
}


GABUNG_TERDALAM, GABUNG_TERBANYAK = 6, 150
_TABEL = ProfilTiket._meta.db_table
_TURUN = f"""
    WITH RECURSIVE turun(pk, dalam) AS (
        SELECT tiket_id, 1 FROM {_TABEL} WHERE digabung_ke_id = %s
        UNION SELECT anak.tiket_id, dalam + 1 FROM {_TABEL} anak JOIN turun ON anak.digabung_ke_id = turun.pk
        WHERE dalam < %s
    ) SELECT pk FROM turun"""
PINDAH = (J.DISALURKAN, J.DITERUSKAN, J.NAIK, J.TURUN)


@dataclass(frozen=True)
class Butir:
    """Satu baris percakapan: pesan (ada `isi`) atau peristiwa saja."""

    pada: datetime
    orang: Pengguna | None
    kalimat: str
    isi: str = ""
    meja: bool = False
    dalam: bool = False
    jawaban: bool = False
    lampiran: list[LampiranTiket] = field(default_factory=list)
    alasan: str = ""
    tamu: str = ""
    nomor: int = 0
    dari: ProfilTiket | None = None
    baru: bool = False
    kutipan: str = ""


def halaman_tiket(
    profil: ProfilTiket, *, oleh: Pengguna, garis: str = "semua", lengkap: bool = False, terbaca: int | None = None
) -> dict:
    """Konteks untuk `tiket.html`; yang dalam hanya untuk yang menangani. `terbaca`: sesudahnya ditandai baru."""
    menangani = profil.boleh_ditangani(oleh=oleh)
    pihak_meja = dari_meja(profil, oleh)
    gabungan = _gabungan(profil, oleh)
    peristiwa, terpotong = _peristiwa(profil, gabungan, menangani, garis, lengkap)
    butir = _butir(profil, gabungan, peristiwa, menangani, terbaca, oleh)
    utuh = menangani and garis == "semua" and not terpotong
    bahan = bahan_dari(profil, gabungan.values(), peristiwa) if utuh else None
    return {
        "profil": profil,
        "privasi": tautan_privasi(profil, [satu.isi for satu in butir], oleh=oleh),
        "surat": keterangan_surat(profil, oleh=oleh) if menangani else None,
        "menangani": menangani,
        "pihak_meja": pihak_meja,
        "hanya_baca": menangani and profil.terbuka and not profil.boleh_dikerjakan(oleh=oleh),
        "butir": butir,
        "terpotong": terpotong,
        "garis": [(nama, judul, nama == garis) for nama, judul in GARIS.items()] if menangani else [],
        "nomor_terakhir": max((satu.pk for satu in peristiwa if satu.profil_id == profil.pk), default=0),
        "gabungan": gabungan,
        "sebab_pindah": next((satu.alasan.rstrip(". ") for satu in reversed(peristiwa) if satu.jenis in PINDAH), ""),
        "digabung_ke": _utama(profil, oleh),
        "janji": janji(profil),
        "jam": jam_meja(profil, oleh=oleh, bahan=bahan) if menangani else [],
        **_dua_fakta(profil, menangani),
        "tempat": sebutan_tempat(profil),
        "topik": list(TautanTopik.objects.terlihat(oleh=oleh).filter(profil=profil).select_related("topik")),
        "artikel": artikel_tiket(profil, menangani=False) if not menangani else None,
        "tautan": _tautan(profil, oleh),
        "periksa": list(profil.butir_periksa.select_related("selesai_oleh")) if menangani else [],
        "hadir": yang_hadir(profil, kecuali=oleh) if menangani and profil.terbuka else [],
        "hak": hak(profil, oleh, menangani=menangani, pihak_meja=pihak_meja),
    }


def hak(profil: ProfilTiket, oleh: Pengguna, *, menangani: bool, pihak_meja: bool) -> dict[str, bool]:
    return {
        "ambil": profil.boleh_diambil(oleh=oleh),
        "lepas": profil.terbuka and profil.pemegang_id == oleh.pk,
        "balas": profil.boleh_dibalas(oleh=oleh),
        "catat": profil.boleh_dicatati(oleh=oleh),
        "selesaikan": profil.boleh_diselesaikan(oleh=oleh) and pihak_meja,
        "konfirmasi": profil.boleh_dikonfirmasi(oleh=oleh),
        "buka_lagi": profil.boleh_dibuka_lagi(oleh=oleh),
        "draf": menangani and profil.keadaan in {Keadaan.SELESAI, Keadaan.DITUTUP},
    }


def _gabungan(profil: ProfilTiket, oleh: Pengguna) -> dict[int, ProfilTiket]:
    """Tiket yang digabung ke sini, sedalam-dalamnya enam tingkat, dan boleh dibaca `oleh`; satu kueri, menuruni indeks."""
    semua = ProfilTiket.objects.filter(pk__in=RawSQL(_TURUN, [profil.pk, GABUNG_TERDALAM]))
    baris = semua.select_related("tiket", "wilayah").order_by("pk")[:GABUNG_TERBANYAK]
    return {satu.pk: satu for satu in baris if satu.boleh_dilihat(oleh=oleh)}


def _utama(profil: ProfilTiket, oleh: Pengguna) -> ProfilTiket | None:
    if profil.digabung_ke_id is None:
        return None
    return ProfilTiket.objects.terlihat(oleh=oleh).select_related("tiket").filter(pk=profil.digabung_ke_id).first()


def _tautan(profil: ProfilTiket, oleh: Pengguna) -> list[dict]:
    semua = TautanTiket.objects.terlihat(oleh=oleh).filter(Q(dari=profil) | Q(ke=profil))
    return [
        {"pk": satu.pk, "kalimat": satu.kalimat(profil), "tiket": satu.seberang(profil)}
        for satu in semua.select_related("dari__tiket", "ke__tiket")[:30]
    ]


def _peristiwa(
    profil: ProfilTiket, gabungan: dict[int, ProfilTiket], menangani: bool, garis: str, lengkap: bool
) -> tuple[list[PeristiwaTiket], bool]:
    """Peristiwa terbaru menurut saringan garis waktu, tertua dahulu; dan apakah masih ada yang lebih lama."""
    semua = PeristiwaTiket.objects.filter(profil__in=[profil.pk, *gabungan])
    if not menangani:
        semua = semua.exclude(jenis__in=DALAM)
    if garis == "pesan":
        semua = semua.filter(jenis__in=PESAN)
    elif garis == "catatan":
        semua = semua.filter(jenis=J.CATATAN)
    elif garis == "peristiwa":
        semua = semua.exclude(jenis__in=[*PESAN, J.CATATAN])
    semua = semua.select_related("pelaku", "kontak", "followup", "simpul__wilayah", "surat_masuk").order_by(
        "-pada", "-pk"
    )
    hasil = list(semua if lengkap else semua[: PER_GARIS + 1])
    terpotong = not lengkap and len(hasil) > PER_GARIS
    return (hasil[:PER_GARIS] if terpotong else hasil)[::-1], terpotong


def _butir(
    profil: ProfilTiket, gabungan: dict[int, ProfilTiket], peristiwa: list[PeristiwaTiket], menangani: bool,
    terbaca: int | None, oleh: Pengguna,
) -> list[Butir]:  # fmt: skip
    lampiran: dict[tuple[int, int | None], list[LampiranTiket]] = defaultdict(list)
    pemilik = {profil.pk: profil, **gabungan}
    for satu in LampiranTiket.objects.filter(profil__in=pemilik).order_by("pk"):
        satu.profil = pemilik[satu.profil_id]
        satu.kunci_bagi = satu.terkunci(oleh=oleh)
        lampiran[satu.profil_id, satu.followup_id].append(satu)
    hasil = []
    kutipan = kutipan_surat(peristiwa)
    for satu in peristiwa:
        asal, susulan = pemilik[satu.profil_id], satu.followup
        pertama = satu.jenis == J.DIBUAT
        hasil.append(
            Butir(
                pada=satu.pada,
                orang=satu.pelaku,
                kalimat=_kalimat(satu),
                isi=asal.uraian if pertama else (susulan.comment or "" if susulan else ""),
                meja=satu.dari_meja,
                dalam=satu.jenis == J.CATATAN,
                jawaban=satu.jenis == J.SELESAI,
                lampiran=lampiran.get((asal.pk, None if pertama else satu.followup_id), [])
                if pertama or satu.followup_id
                else [],
                alasan=satu.alasan if satu.jenis == J.BUKA_ASLI or (menangani and satu.jenis != J.INGATKAN) else "",
                tamu=(satu.kontak.nama or "Pemohon") if satu.kontak else "",
                nomor=satu.pk,
                kutipan=kutipan.get(satu.pk, ""),
                dari=asal if asal.pk != profil.pk else None,
                baru=terbaca is not None and asal.pk == profil.pk and satu.pk > terbaca and satu.jenis in PESAN,
            )
        )
    return hasil


def _kalimat(satu: PeristiwaTiket) -> str:
    if satu.jenis in {J.DISALURKAN, J.DITERUSKAN, J.NAIK, J.TURUN}:
        tempat = satu.simpul.nama if satu.simpul else satu.get_tingkat_display()
        kata = {J.NAIK: "menaikkan", J.TURUN: "menurunkan"}.get(satu.jenis, "meneruskan")
        return f"{kata if satu.pelaku_id and satu.jenis != J.DISALURKAN else 'Diteruskan'} ke {tempat}"
    if satu.jenis == J.BALASAN and satu.ke == Keadaan.MENUNGGU_PEMOHON and satu.dari_meja:
        return "bertanya"
    if satu.jenis == J.DILEPAS and satu.pelaku_id is None:
        return "Kembali ke antrean"
    if satu.jenis == J.INGATKAN:
        return kata_pengingat(satu)
    return "" if satu.jenis == J.BALASAN else _KALIMAT.get(satu.jenis, satu.get_jenis_display())


def _dua_fakta(profil: ProfilTiket, menangani: bool) -> dict[str, list[tuple[str, object]]]:
    """Bagi penangan: yang dipakai menjawab di atas, selebihnya dilipat."""
    semua = fakta(profil, lengkap=menangani)
    lain = [satu for satu in semua if menangani and satu[0] not in FAKTA_UTAMA]
    return {"fakta": [satu for satu in semua if satu not in lain], "fakta_lain": lain}


def fakta(profil: ProfilTiket, *, lengkap: bool) -> list[tuple[str, object]]:
    """Pasangan nama dan nilai untuk kolom samping; penangan melihat keadaan pemasangan ketika tiket dibuat."""
    daftar = [
        ("Desa", profil.nama_tempat),
        ("Kecamatan", profil.wilayah.induk.nama if profil.wilayah and profil.wilayah.induk else ""),
        ("Bidang", profil.bidang.nama),
        ("Dipegang", profil.pemegang.nama if profil.pemegang else "belum ada"),
        ("Berada di", sebutan_tempat(profil)),
        ("Dibuat", tanggal(profil.dibuat)),
    ]
    if lengkap:
        daftar += [
            (
                "Pemohon",
                f"{profil.nama_pemohon}, atas nama {profil.atas_nama}" if profil.atas_nama else profil.nama_pemohon,
            ),
            ("Lewat", profil.get_kanal_display()),
            ("Versi OpenSID", f"{profil.versi} {profil.get_rilis_display()}".strip()),
            ("Pemasangan", profil.get_hosting_display()),
            ("Alamat situs", profil.domain),
            ("Tema", profil.tema),
            ("Terakhir melapor", tanggal(profil.terakhir_lapor) if profil.terakhir_lapor else "belum pernah"),
        ]
    return daftar


def tanggal(saat: datetime) -> str:
    return date_format(localtime(saat), "j F Y H.i")
