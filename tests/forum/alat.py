"""Pembuat bahan uji forum, lewat perbuatan yang sama dengan orang."""

from __future__ import annotations

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from forum.layanan import balas, mulai_topik
from forum.models import AnggotaSimpul, Kiriman, Ruang, Simpul, Topik


def buat_ruang(simpul: Simpul, slug: str = "tanya", **isi) -> Ruang:
    isi.setdefault("nama", "Tanya operator")
    isi.setdefault("jenis_topik", ["tanya", "diskusi", "pengumuman", "acara", "usulan", "jajak"])
    return Ruang.objects.create(simpul=simpul, slug=slug, **isi)


def buat_simpul(nama: str, keterlihatan: str, *anggota, pengurus=None) -> Simpul:
    simpul = Simpul.objects.create(slug=nama, nama=nama, jenis="kelompok", keterlihatan=keterlihatan)
    for orang in anggota:
        AnggotaSimpul.objects.create(simpul=simpul, pengguna=orang)
    if pengurus:
        AnggotaSimpul.objects.create(simpul=simpul, pengguna=pengurus, peran="koordinator")
    Simpul.objects.filter(pk=simpul.pk).update(jumlah_anggota=len(anggota) + bool(pengurus))
    return simpul


def buat_topik(ruang: Ruang, penulis, judul: str = "Cetak surat tidak keluar", **isi) -> Topik:
    isi.setdefault("sumber", "Setelah diperbarui, **Cetak Surat** kosong.")
    return mulai_topik(ruang=ruang, penulis=penulis, judul=judul, jenis=isi.pop("jenis", "tanya"), **isi)


def buat_balasan(topik: Topik, penulis, sumber: str = "Coba bersihkan singgahan peramban.", **isi) -> Kiriman:
    return balas(topik=topik, penulis=penulis, sumber=sumber, **isi)


def kerjakan_tugas() -> int:
    """Mengerjakan semua tugas yang menunggu dengan pekerja pustaka; galat di dalamnya menggagalkan uji."""
    pekerja = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="uji", excluded_queue_names=[],
    )  # fmt: skip
    n = 0
    while tugas := DBTaskResult.objects.ready().order_by("enqueued_at").first():
        tugas.claim("uji")
        pekerja.run_task(tugas)
        tugas.refresh_from_db()
        assert tugas.status == "SUCCESSFUL", tugas.traceback
        n += 1
    return n
