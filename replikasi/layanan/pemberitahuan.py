"""Pemberitahuan bagi admin OpenSID: jawaban tiket, gangguan, pengumuman, dan titipan hulu (opensid.md 12, 13).

Yang dari kita hanya teks polos tanpa data orang, hanya kepada pemasangan yang kode dan alamatnya dipastikan orang, dan
masing-masing sekali per desa.
"""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from akun.models import Pengguna
from pusat_bantuan.models import Gangguan, PeristiwaTiket
from replikasi import balasan
from replikasi.models import KeadaanPasang, PemasanganSah, PemberitahuanDesa, Produk
from replikasi.models.balasan import boleh_mengirim_pemberitahuan
from wilayah.models import FaktaDesa, Wilayah

SERVER = "Pusat Bantuan"
SEKALI_JAWAB = 10
JENDELA = timedelta(days=14)  # yang lebih tua tidak diberitahukan lagi
SIMPAN = timedelta(days=180)
Sumber, Jenis = PemberitahuanDesa.Sumber, PemberitahuanDesa.Jenis
_BERITA = (PeristiwaTiket.Jenis.BALASAN, PeristiwaTiket.Jenis.SELESAI)


@transaction.atomic
def pastikan_pemasangan(*, wilayah: Wilayah, host: str, oleh: Pengguna) -> PemasanganSah:
    """Orang yang bertugas di wilayahnya memastikan alamat situs desa itu; yang lama diganti."""
    if not PemasanganSah(wilayah=wilayah).boleh_dilihat(oleh=oleh):
        raise PermissionDenied
    dilaporkan = KeadaanPasang.objects.filter(wilayah=wilayah, produk=Produk.OPENSID, lokal=False).exclude(host="")
    if host not in dilaporkan.values_list("host", flat=True):
        raise ValidationError("Alamat itu bukan yang terakhir dilaporkan desa ini. Muat ulang halamannya.")
    return PemasanganSah.objects.update_or_create(wilayah=wilayah, defaults={"host": host, "oleh": oleh})[0]


@transaction.atomic
def umumkan(*, judul: str, isi: str, wilayah: Wilayah | None, jenis: str, kunci: str, oleh: Pengguna) -> int:
    """Pengumuman pengelola bagi semua pemasangan yang dipastikan di `wilayah` (kosong: di mana pun); banyaknya desa."""
    if not boleh_mengirim_pemberitahuan(oleh=oleh):
        raise PermissionDenied
    sah = PemasanganSah.objects.all()
    if wilayah:
        sah = sah.filter(wilayah__kunci__range=wilayah.rentang)
    return _buat(
        PemberitahuanDesa(wilayah_id=pk, kode=f"pb-umum-{kunci}", judul=judul, isi=isi, jenis=jenis, oleh=oleh)
        for pk in sah.values_list("pk", flat=True)
    )


def siapkan_pemberitahuan() -> int:
    """Dijalankan pekerja: jawaban tiket dan gangguan yang belum diberitahukan, lalu dipasang. Banyaknya yang baru."""
    n = _buat((*_dari_tiket(), *_dari_gangguan()))
    pasang_balasan()
    return n


@transaction.atomic
def _buat(baris: Iterable[PemberitahuanDesa]) -> int:
    """Hanya yang belum pernah ada: (desa, kode) sekali seumur hidup."""
    baris = list(baris)
    ada = set(
        PemberitahuanDesa.objects.filter(kode__in={satu.kode for satu in baris}).values_list("wilayah_id", "kode")
    )
    baru = [satu for satu in baris if (satu.wilayah_id, satu.kode) not in ada]
    for satu in baru:
        satu.server = satu.server or SERVER
    PemberitahuanDesa.objects.bulk_create(baru, batch_size=500, ignore_conflicts=True)
    return len(baru)


def _dari_tiket() -> Iterable[PemberitahuanDesa]:
    """Jawaban meja bantuan sesudah pemasangannya dipastikan: hanya nomor tiket dan alamatnya, tanpa judul dan isi."""
    peristiwa = PeristiwaTiket.objects.filter(
        jenis__in=_BERITA,
        dari_meja=True,
        pada__gt=timezone.now() - JENDELA,
        pada__gte=F("profil__wilayah__pemasangan_sah__pada"),
    )
    for pk, kode, wilayah_id in peristiwa.values_list("pk", "profil__kode", "profil__wilayah_id").order_by("pk"):
        yield PemberitahuanDesa(
            wilayah_id=wilayah_id, kode=f"pb-tiket-{kode}-{pk}", judul=f"Tiket {kode} dijawab",
            isi=f"Tiket {kode} dari desa Anda sudah dijawab. Baca jawabannya di "
            f"{settings.SITE_URL}{reverse('pusat_bantuan:tiket', args=[kode])}",
        )  # fmt: skip


def _dari_gangguan() -> Iterable[PemberitahuanDesa]:
    """Gangguan terbuka yang menimpa desa itu; sesudah pulih, kabar baik bagi yang pernah menerima kabar buruknya."""
    for gangguan in Gangguan.objects.terbuka().filter(publik=True).select_related("wilayah", "bidang"):
        kode = f"pb-gangguan-{gangguan.pk}"
        sudah = PemberitahuanDesa.objects.filter(kode=kode).values("wilayah_id")
        fakta = FaktaDesa.objects.filter(wilayah__pemasangan_sah__isnull=False).exclude(wilayah_id__in=sudah)
        for satu in fakta.select_related("wilayah"):
            if _menimpa(gangguan, satu):
                yield PemberitahuanDesa(
                    wilayah_id=satu.pk, kode=kode, jenis=Jenis.PERINGATAN,
                    judul=f"Gangguan: {gangguan.judul}"[:100],
                    isi=f"{gangguan.judul} ({gangguan.jangkauan}). Anda tidak perlu melapor lagi. Perkembangannya: "
                    f"{settings.SITE_URL}{gangguan.get_absolute_url()}",
                )  # fmt: skip
    pulih = Gangguan.objects.filter(publik=True, pulih_pada__gte=timezone.now() - JENDELA)
    for gangguan in pulih:
        kode = f"pb-gangguan-{gangguan.pk}"
        cabut_pemberitahuan(kode=kode)
        for pk in PemberitahuanDesa.objects.filter(kode=kode).values_list("wilayah_id", flat=True):
            yield PemberitahuanDesa(
                wilayah_id=pk, kode=f"{kode}-pulih", judul=f"Pulih: {gangguan.judul}"[:100],
                isi=f"{gangguan.judul}: sudah pulih. Terima kasih sudah menunggu.",
            )  # fmt: skip


def _menimpa(gangguan: Gangguan, fakta: FaktaDesa) -> bool:
    """Aturan yang sama dengan `Gangguan.objects.mengenai`, tanpa satu kueri per desa; induk domain ikut disaring."""
    if gangguan.hosting and gangguan.hosting != fakta.hosting:
        return False
    if gangguan.versi and gangguan.versi != fakta.versi:
        return False
    host = fakta.url.partition("://")[2]
    if gangguan.domain and host != gangguan.domain and not host.endswith(f".{gangguan.domain}"):
        return False
    if gangguan.wilayah is None:
        return True
    awal, akhir = gangguan.wilayah.rentang
    return awal <= fakta.wilayah.kunci <= akhir


@transaction.atomic
def cabut_pemberitahuan(*, kode: str) -> int:
    """Yang belum dibawa desa ditarik; yang sudah dibawa tinggal tercatat."""
    catat_penyerahan()
    menunggu = PemberitahuanDesa.objects.filter(kode=kode, diserahkan_pada=None).select_related("wilayah")
    ditarik = []
    for satu in menunggu:
        lapor = _kode_lapor([satu.wilayah_id]).get(satu.wilayah_id, satu.wilayah.kode)
        if not balasan.terpasang(lapor) or balasan.cabut(lapor):
            ditarik.append(satu.pk)
    return PemberitahuanDesa.objects.filter(pk__in=ditarik).delete()[0]


def _kode_lapor(wilayah_id: Iterable[int]) -> dict[int, str]:
    """Kode yang terakhir dikirim desa itu: bisa kode lama atau kode yang ditautkan orang."""
    return dict(
        KeadaanPasang.objects.filter(wilayah_id__in=wilayah_id, produk=Produk.OPENSID)
        .exclude(kode_lapor="")
        .values_list("wilayah_id", "kode_lapor")
    )


def pasang_balasan() -> int:
    """Memasang yang menunggu ke berkas balasan desanya. Urutannya menjamin tiap pemberitahuan dibawa sekali saja.

    Hanya fungsi ini yang memasang. Desa yang berkasnya sudah tidak ada dicatat dahulu, baru penyerahannya dibaca, baru
    sisanya dipasang: berkas yang diambil di tengah-tengah selalu sudah terbaca sebagai penyerahan.
    """
    menunggu = PemberitahuanDesa.objects.filter(diserahkan_pada=None)
    desa = list(menunggu.values_list("wilayah_id", flat=True).distinct())
    if not desa and not balasan.folder().is_dir():
        return 0
    kode = dict(Wilayah.objects.filter(pk__in=desa).values_list("pk", "kode")) | _kode_lapor(desa)
    kosong = [pk for pk in desa if not balasan.terpasang(kode[pk])]
    catat_penyerahan()
    sah = dict(PemasanganSah.objects.filter(pk__in=kosong).values_list("pk", "host"))
    per_desa: dict[tuple[int, str], list[PemberitahuanDesa]] = defaultdict(list)
    for satu in menunggu.filter(wilayah_id__in=kosong).order_by("pk"):
        host = satu.host if satu.sumber == Sumber.HULU else sah.get(satu.wilayah_id, "")
        if host:
            per_desa[satu.wilayah_id, host].append(satu)
    n = 0
    for (wilayah_id, host), daftar in per_desa.items():
        isi = list(islice(daftar, SEKALI_JAWAB))
        n += balasan.pasang(
            kode[wilayah_id], host=host, larik=[_bentuk(satu) for satu in isi], pk=[satu.pk for satu in isi]
        )
    return n


def _bentuk(satu: PemberitahuanDesa) -> dict:
    """Bentuk yang dibaca OpenSID. `isi` dirender sebagai HTML di sana, jadi teks kita disandikan."""
    hulu = satu.sumber == Sumber.HULU
    bentuk = {
        "kode": satu.kode, "judul": satu.judul if hulu else html.escape(satu.judul)[:100], "jenis": satu.jenis,
        "isi": satu.isi if hulu else html.escape(satu.isi), "server": satu.server, "frekuensi": satu.frekuensi, "aktif": 1,
    }  # fmt: skip
    return bentuk | {nama: nilai for nama in ("aksi_ya", "aksi_tidak") if (nilai := getattr(satu, nama))}


@transaction.atomic
def catat_penyerahan() -> int:
    """Berkas yang sudah diambil desa menjadi catatan penyerahan."""
    n = 0
    for berkas, pk in balasan.diserahkan():
        n += PemberitahuanDesa.objects.filter(pk__in=pk, diserahkan_pada=None).update(diserahkan_pada=timezone.now())
        transaction.on_commit(lambda berkas=berkas: berkas.unlink(missing_ok=True))
    return n


@transaction.atomic
def buang_pemberitahuan_lama() -> int:
    """Yang tak kunjung dibawa selama dua minggu ditarik, supaya kabar basi tidak muncul; catatannya tinggal setengah tahun."""
    batas = timezone.now()
    for kode in set(
        PemberitahuanDesa.objects.filter(diserahkan_pada=None, dibuat__lt=batas - JENDELA * 2).values_list(
            "kode", flat=True
        )
    ):
        cabut_pemberitahuan(kode=kode)
    return PemberitahuanDesa.objects.filter(diserahkan_pada__lt=batas - SIMPAN).delete()[0]
