"""Data untuk halaman-halaman akun."""

from __future__ import annotations

from django.db.models import Q
from django.db.models.query import QuerySet

from wilayah.models import Wilayah, q_rentang

from .models import PERAN_TIM, Pengguna, Penugasan, PilihanKabar


def pengajuan_menunggu(*, oleh: Pengguna) -> QuerySet[Penugasan]:
    """Pengajuan yang menanti putusan `oleh`, yang terlama dahulu."""
    return (
        Penugasan.objects.boleh_diputus(oleh=oleh).select_related("pengguna", "wilayah__induk").order_by("dibuat", "pk")
    )


def boleh_memutus(pengguna: Pengguna) -> bool:
    return bool(pengguna.peran_yang_boleh_diberi)


def tugas_saya(pengguna: Pengguna) -> list[Penugasan]:
    return list(pengguna.penugasan.select_related("wilayah__induk", "diberi_oleh").order_by("-pk"))


def wilayah_tim(oleh: Pengguna) -> QuerySet[Wilayah]:
    """Kabupaten, kecamatan, dan provinsi di dalam wilayah tim: pilihan saringan. Kuasa nasional: provinsi saja."""
    rentang = oleh.rentang_kuasa(*PERAN_TIM)
    tingkat = Wilayah.Tingkat
    dalam = Wilayah.objects.filter(q_rentang(rentang, "kunci"))
    luas = any(akhir - awal > 10**8 for awal, akhir in rentang)
    boleh = [tingkat.PROVINSI] if luas else [tingkat.PROVINSI, tingkat.KABUPATEN, tingkat.KOTA, tingkat.KECAMATAN]
    return dalam.filter(tingkat__in=boleh)


def tim_wilayah(
    *, oleh: Pengguna, cari: str = "", peran: str = "", wilayah: Wilayah | None = None
) -> QuerySet[Penugasan]:
    """Penugasan yang berlaku di wilayah `oleh`, urut wilayah lalu peran; satu baris per penugasan."""
    tim = Penugasan.objects.terlihat(oleh=oleh).berlaku().filter(oleh.q_kuasa(*PERAN_TIM))
    if peran:
        tim = tim.filter(peran=peran)
    if wilayah:
        tim = tim.filter(wilayah__kunci__range=wilayah.rentang)
    for kata in cari.split()[:4]:
        tim = tim.filter(Q(pengguna__first_name__icontains=kata) | Q(pengguna__username__icontains=kata))
    return tim.select_related("pengguna", "wilayah").order_by("wilayah__kunci", "peran", "pk")


def halaman_orang(orang: Pengguna, *, oleh: Pengguna) -> dict:
    """Tugas orang itu yang boleh dilihat `oleh`, dan kontaknya bila boleh."""
    tugas = list(orang.penugasan.terlihat(oleh=oleh).select_related("wilayah").order_by("-mulai", "-pk"))
    return {
        "orang": orang,
        "tugas_berlaku": [(satu, satu.boleh_dicabut(oleh=oleh)) for satu in tugas if satu.sedang_berlaku],
        "tugas_lama": [satu for satu in tugas if not satu.sedang_berlaku],
        "kontak": orang.boleh_dilihat_kontaknya(oleh=oleh),
        "konfirmasi_nomor": orang.boleh_dikonfirmasi_nomornya(oleh=oleh),
    }


def pilihan_kabar(pengguna: Pengguna) -> dict[str, str | int | None]:
    ada = dict(pengguna.pilihan_kabar.values_list("kelompok", "saluran"))
    saluran = {satu.value: ada.get(satu.value, PilihanKabar.Saluran.SURAT) for satu in PilihanKabar.Kelompok}
    return saluran | {"tenang_dari": pengguna.tenang_dari, "tenang_sampai": pengguna.tenang_sampai}
