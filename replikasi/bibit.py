"""Isi bawaan: program Nagari Percontohan dengan sepuluh tahap dan tiga puluh empat tonggak (domain tracker.md 3).

Tonggaknya dari buku panduan (`contoh_data/buku.json`): langkah buku dan tonggak pelacak memakai slug yang sama.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

SLUG_PROGRAM = "nagari-percontohan"
# nomor, judul, bobot, tonggak
TAHAP = [
    (1, "Komitmen dan kesepakatan", 10,
     ["komitmen-pimpinan", "penilaian-awal", "garis-dasar", "sasaran", "dokumen-payung"]),
    (2, "Penetapan dan Tim Teknis", 10, ["calon-tim", "sk-tim", "rencana-kerja", "jadwal-damping"]),
    (3, "Instalasi dan hosting", 10, ["hosting-diputuskan", "aplikasi-terpasang", "uji-pulih", "pembaruan-rutin"]),
    (4, "Pelatihan operator", 10, ["tim-terlatih", "kunjungan-tercatat", "bantuan-dipakai"]),
    (5, "Data dasar masuk: kependudukan, potensi, aset", 20,
     ["sumber-terdaftar", "wilayah-lengkap", "data-cocok", "data-bersih", "kerahasiaan"]),
    (6, "Layanan surat berjalan", 15, ["surat-berjalan", "mandiri-aktif"]),
    (7, "Transparansi anggaran dan kebijakan", 10, ["informasi-terbit", "pengaduan-tertangani"]),
    (8, "Peraturan Nagari tentang SOP", 5, ["sop-rancangan", "sop-dibahas", "pernag-terbit"]),
    (9, "Mandiri", 5, ["mandiri", "ukur-ulang"]),
    (10, "Praktik baik dan menjadi mentor", 5, ["inovasi-lokal", "modul-terbit", "studi-banding", "direplikasi"]),
]  # fmt: skip
# Hari kerja ke berapa sejak mulai tiap langkah ditargetkan selesai: setahun kerja dari komitmen sampai membimbing (†).
HARI_KERJA = {
    "komitmen-pimpinan": 5, "penilaian-awal": 15, "garis-dasar": 25, "sasaran": 30, "dokumen-payung": 30,
    "calon-tim": 30, "sk-tim": 40, "rencana-kerja": 50, "jadwal-damping": 45,
    "hosting-diputuskan": 40, "aplikasi-terpasang": 55, "uji-pulih": 65, "pembaruan-rutin": 125,
    "tim-terlatih": 85, "kunjungan-tercatat": 70, "bantuan-dipakai": 90,
    "sumber-terdaftar": 60, "wilayah-lengkap": 65, "data-cocok": 110, "data-bersih": 130, "kerahasiaan": 70,
    "surat-berjalan": 140, "mandiri-aktif": 165, "informasi-terbit": 120, "pengaduan-tertangani": 150,
    "sop-rancangan": 75, "sop-dibahas": 90, "pernag-terbit": 115,
    "mandiri": 215, "ukur-ulang": 220, "inovasi-lokal": 225, "modul-terbit": 235, "studi-banding": 240,
    "direplikasi": 250,
}  # fmt: skip
# kode, nama, bobot, gerbang, bukti, arti angka 0–4 (usulan; tracker.md 4)
KRITERIA = [
    ("kepemimpinan", "Komitmen kepemimpinan", 30, 2, "Surat komitmen, anggaran yang disahkan, kehadiran wali nagari",
     ["Belum ada pernyataan apa pun", "Pernyataan lisan", "Surat komitmen ditandatangani wali nagari",
      "Surat komitmen dan anggaran sudah disahkan", "Surat, anggaran, dan wali nagari hadir sendiri dalam pembahasan"]),
    ("sdm", "Operator dan perangkat", 20, None, "Nama jabatan operator, surat tugas, sertifikat pelatihan",
     ["Belum ada operator", "Ada operator, merangkap dan belum bertugas resmi", "Satu operator bersurat tugas",
      "Operator bersurat tugas dan pernah dilatih", "Dua operator atau lebih, terlatih, saling menggantikan"]),
    ("internet", "Internet dan perangkat kerja", 20, None, "Foto perangkat, hasil uji kecepatan, tagihan langganan",
     ["Tidak ada komputer yang berjalan", "Ada komputer, tanpa internet", "Komputer dan internet seluler",
      "Komputer, pencetak, dan internet langganan", "Sarana lengkap dengan cadangan listrik atau internet"]),
    ("data", "Data awal", 15, None, "Buku induk penduduk, contoh berkas data, daftar aset",
     ["Belum ada data terkumpul", "Data di kertas, belum lengkap", "Data di kertas, lengkap",
      "Data sudah di lembar kerja komputer", "Data di komputer, diperbarui dalam enam bulan terakhir"]),
    ("anggaran", "Anggaran", 15, None, "Halaman APB nagari yang memuat kegiatannya",
     ["Belum direncanakan", "Ada dalam rencana kerja", "Ada dalam rancangan APB", "Disahkan untuk satu tahun",
      "Disahkan dan berkelanjutan lebih dari satu tahun"]),
]  # fmt: skip
MINTA_DOKUMEN = {"dokumen-payung", "sk-tim", "pernag-terbit"}


@cache
def buku() -> dict:
    """Naskah buku panduan: judul, bab, langkah."""
    return json.loads((Path(__file__).parent / "contoh_data" / "buku.json").read_text(encoding="utf-8"))


def langkah_buku() -> dict[str, dict]:
    """slug tonggak → langkah."""
    return {langkah["tonggak"]: langkah for bab in buku()["bab"] for langkah in bab["langkah"]}


@cache
def naskah_langkah() -> dict[str, list[dict]]:
    """slug tonggak → balok naskah; tanda baloknya tetap, supaya catatan setempat tidak lepas dari dasarnya."""
    hasil: dict[str, list[dict]] = {}
    slug = ""
    for baris in (Path(__file__).parent / "contoh_data" / "naskah_buku.txt").read_text(encoding="utf-8").splitlines():
        if baris.startswith("@"):
            slug = baris[1:]
            hasil[slug] = []
            continue
        if baris.startswith("! "):
            balok = {"type": "peringatan", "value": {"tingkat": "perhatian", "teks": f"<p>{baris[2:]}</p>"}}
        else:
            tindakan, _, luaran = baris.partition(" > ")
            balok = {"type": "langkah", "value": {"tindakan": f"<p>{tindakan}</p>", "hasil": luaran, "gambar": None}}
        hasil[slug].append(balok | {"id": str(uuid5(NAMESPACE_URL, f"panduan/{slug}/{len(hasil[slug])}"))})
    return hasil


def isi_program(Program, EdisiBobot, Tahap, Tonggak) -> None:
    """Membuat yang belum ada; dipanggil migrasi (dengan model sejarahnya) dan uji. Yang sudah disunting tidak ditimpa."""
    program, _ = Program.objects.get_or_create(
        slug=SLUG_PROGRAM,
        defaults={
            "nama": "Nagari Percontohan",
            "uraian": "Nagari menerapkan OpenSID dari komitmen sampai mandiri, lalu membimbing nagari berikutnya.",
        },
    )
    EdisiBobot.objects.get_or_create(
        program=program, nomor=1,
        defaults={"bobot": {str(nomor): bobot for nomor, _, bobot, _ in TAHAP}, "catatan": "Bobot awal (usulan)"},
    )  # fmt: skip
    langkah = langkah_buku()
    for nomor, judul, _, slug_tonggak in TAHAP:
        tahap, _ = Tahap.objects.get_or_create(program=program, nomor=nomor, defaults={"judul": judul})
        for urutan, slug in enumerate(slug_tonggak, start=1):
            satu = langkah[slug]
            Tonggak.objects.get_or_create(
                slug=slug,
                defaults={
                    "kode": satu["kode"], "tahap": tahap, "judul": satu["judul"], "uraian": satu["tindakan"],
                    "bukti_diminta": satu["bukti"], "penanggung_jawab": satu["penanggung_jawab"],
                    "templat": satu["templat"], "modul_terkait": satu["modul_terkait"],
                    "minta_dokumen": slug in MINTA_DOKUMEN, "urutan": urutan,
                },
            )  # fmt: skip


def isi_kriteria(Program, EdisiKriteria, Kriteria) -> None:
    """Edisi pertama kriteria program bawaan; dipanggil migrasi dan uji. Yang sudah ada tidak disentuh."""
    program = Program.objects.get(slug=SLUG_PROGRAM)
    if EdisiKriteria.objects.filter(program=program).exists():
        return
    edisi = EdisiKriteria.objects.create(program=program, nomor=1, catatan="Kriteria awal (usulan)")
    for urutan, (kode, nama, bobot, gerbang, bukti, skala) in enumerate(KRITERIA, start=1):
        Kriteria.objects.create(
            edisi=edisi,
            kode=kode,
            nama=nama,
            bobot=bobot,
            gerbang=gerbang,
            bukti_diminta=bukti,
            skala=skala,
            urutan=urutan,
        )
