from __future__ import annotations

from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import AbstractGroupApprovalTask, Page, TaskState

from akun.models import Pengguna, SuratKeluar
from forum.models import Tinjauan
from pusat_bantuan.bacaan.meja import hitung_terbatas
from pusat_bantuan.layanan.libur import libur_kurang
from replikasi.models import Kejanggalan, KodeTakDikenal

from .bentuk import PALING_BANYAK, Bagian, Baris, Bilangan, rute


def naskah_menunggu(orang: Pengguna) -> Bagian:
    """Naskah dalam alur kerja yang boleh diperiksa orang ini."""
    tugas = (
        _dapat_ditinjau(orang)
        .select_related("task", "revision", "revision__user")
        .order_by("started_at")[: PALING_BANYAK + 1]
    )
    baris = []
    for satu in tugas:
        penulis = satu.revision.user
        baris.append(
            Baris(
                satu.revision.object_str, reverse("wagtailadmin_pages:edit", args=[satu.revision.object_id]),
                (str(satu.task), str(penulis) if penulis else ""), satu.started_at, "Perlu diperiksa", "perhatian",
            )
        )  # fmt: skip
    url = reverse("wagtailadmin_reports:workflow_tasks")
    return Bagian("Naskah menunggu pemeriksaan Anda", "pena", baris[:PALING_BANYAK], len(baris), url, "Semua naskah")


def _dapat_ditinjau(orang: Pengguna) -> QuerySet[TaskState]:
    """Seperti `TaskState.objects.reviewable_by`, tetapi satu kueri: punya Wagtail menanyai tiap tugas satu per satu."""
    menunggu = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__active=True)
    if orang.is_superuser:
        return menunggu
    syarat = Q(pk__in=[])
    for jenis in AbstractGroupApprovalTask.__subclasses__():
        syarat |= Q(task__in=jenis.objects.filter(groups__user=orang).values("pk"))
    return menunggu.filter(syarat)


def draf_saya(orang: Pengguna) -> Bagian:
    """Halaman yang terakhir disunting orang ini dan perubahannya belum terbit."""
    himpunan = Page.objects.filter(latest_revision__user=orang, has_unpublished_changes=True)
    baris = [
        Baris(
            satu.get_admin_display_title(), reverse("wagtailadmin_pages:edit", args=[satu.pk]),
            ("sudah tayang" if satu.live else "belum tayang",), satu.latest_revision_created_at, "Draf", "netral",
        )
        for satu in himpunan.order_by("-latest_revision_created_at")[:PALING_BANYAK]
    ]  # fmt: skip
    return Bagian("Draf Anda", "pena", baris, himpunan, "/cms/", "Ruang redaksi")


def perlu_ditinjau(orang: Pengguna) -> Bagian:
    """Pengelola: kode desa tidak dikenal, data janggal, surat gagal terkirim, dan libur tahun depan yang belum dimuat."""
    daftar = [
        (
            "kode desa tidak dikenal",
            KodeTakDikenal.objects.terlihat(oleh=orang).filter(keadaan="baru"),
            rute("replikasi:tinjau"),
        ),
        ("data janggal", Kejanggalan.objects.terlihat(oleh=orang).terbuka(), rute("replikasi:tinjau")),
        ("surat gagal terkirim", SuratKeluar.objects.filter(keadaan=SuratKeluar.Keadaan.GAGAL), ""),
    ]
    jumlah = hitung_terbatas({nama: himpunan for nama, himpunan, _ in daftar})
    bilangan = [Bilangan(nama, jumlah[nama], "", url) for nama, _, url in daftar if jumlah[nama] != "0"]
    if kurang := libur_kurang():
        bilangan.append(
            Bilangan(f"tanggal libur {kurang.tahun} termuat", kurang.ada, "muat SKB-nya", rute("hari-libur:muat"))
        )
    return Bagian("Perlu ditinjau", "perisai", bilangan=tuple(bilangan))


def tulisan_dilaporkan(orang: Pengguna) -> Bagian:
    """Perkara terbuka di simpul yang dirawat orang ini."""
    himpunan = Tinjauan.objects.terlihat(oleh=orang).terbuka()
    url = rute("forum:tinjauan")
    baris = [
        Baris(satu.kiriman.topik.judul, url, (satu.get_sebab_display(),), satu.dibuat, "Perlu ditinjau", "perhatian")
        for satu in himpunan.select_related("kiriman__topik").order_by("-skor", "pk")[:PALING_BANYAK]
    ]
    return Bagian("Tulisan yang perlu ditinjau", "bendera", baris, himpunan, url, "Buka tinjauan")
