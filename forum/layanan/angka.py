"""Satu-satunya tempat yang mengubah angka dan penanda terakhir Topik dan Ruang (uji mencari pelanggarnya).

Semua fungsi di sini dipanggil di dalam `atomic()` dengan baris Topik sudah terkunci; Ruang disentuh paling akhir.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import BigIntegerField, Case, F, Q, Sum, Value, When

from forum.models import Keadaan, Kiriman, Ruang, Topik


def kunci_topik(pk: int) -> Topik:
    """Topik beserta ruang dan simpulnya, baris topiknya terkunci sampai transaksi selesai."""
    return (
        Topik.objects.select_for_update(of=("self",))
        .select_related("ruang__simpul__wilayah", "kiriman_akhir")
        .get(pk=pk)
    )


def catat_topik_baru(topik: Topik, pertama: Kiriman) -> None:
    Topik.objects.filter(pk=topik.pk).update(
        nomor_tertinggi=1,
        nomor_akhir=1,
        jumlah_kiriman=1,
        kiriman_akhir=pertama,
        penulis_akhir=pertama.penulis_id,
        dibalas_pada=pertama.dibuat,
    )
    if topik.tampil:
        _tambah_ruang(topik.ruang_id, topik=topik.pk, pada=pertama.dibuat, jumlah_topik=1, jumlah_kiriman=1)


def catat_tertahan(topik: Topik) -> None:
    """Nomornya terpakai, tetapi kirimannya belum tampil: hanya nomor tertinggi yang naik."""
    Topik.objects.filter(pk=topik.pk).update(nomor_tertinggi=F("nomor_tertinggi") + 1)


def catat_balasan(topik: Topik, kiriman: Kiriman) -> None:
    Topik.objects.filter(pk=topik.pk).update(
        nomor_tertinggi=F("nomor_tertinggi") + 1,
        nomor_akhir=kiriman.nomor,
        jumlah_kiriman=F("jumlah_kiriman") + 1,
        kiriman_akhir=kiriman,
        penulis_akhir=kiriman.penulis_id,
        dibalas_pada=kiriman.dibuat,
    )
    _tambah_ruang(topik.ruang_id, topik=topik.pk, pada=kiriman.dibuat, jumlah_topik=0, jumlah_kiriman=1)


def _tambah_ruang(ruang: int, *, topik: int, pada: datetime, jumlah_topik: int, jumlah_kiriman: int) -> None:
    lebih_baru = Q(dibalas_pada__isnull=True) | Q(dibalas_pada__lte=pada)
    Ruang.objects.filter(pk=ruang).update(
        jumlah_topik=F("jumlah_topik") + jumlah_topik,
        jumlah_kiriman=F("jumlah_kiriman") + jumlah_kiriman,
        topik_akhir=Case(When(lebih_baru, then=Value(topik)), default=F("topik_akhir"), output_field=BigIntegerField()),
        dibalas_pada=Case(When(lebih_baru, then=Value(pada)), default=F("dibalas_pada")),
    )


def catat_tampil(topik: Topik, kiriman: Kiriman, *, tampil: bool) -> None:
    """Satu kiriman (bukan yang pertama) muncul atau hilang: penanda terakhir mundur atau maju, jawaban ikut lepas."""
    akhir = kiriman_tampil_terakhir(topik)
    beda = 1 if tampil else -1
    perubahan: dict[str, object] = {"jumlah_kiriman": F("jumlah_kiriman") + beda}
    if not tampil and topik.jawaban_id == kiriman.pk:
        perubahan["jawaban"] = None
    if akhir:
        perubahan |= {
            "kiriman_akhir": akhir,
            "nomor_akhir": akhir.nomor,
            "penulis_akhir": akhir.penulis_id,
            "dibalas_pada": akhir.dibuat,
        }
    Topik.objects.filter(pk=topik.pk).update(**perubahan)
    if topik.tampil:
        hitung_ulang_akhir(topik.ruang_id, jumlah_kiriman=beda)


def catat_topik_tampil(topik: Topik, *, tampil: bool) -> None:
    """Seluruh topik muncul atau hilang dari ruangnya."""
    beda = 1 if tampil else -1
    hitung_ulang_akhir(topik.ruang_id, jumlah_topik=beda, jumlah_kiriman=beda * topik.jumlah_kiriman)


def hitung_ulang_akhir(ruang: int, *, jumlah_topik: int = 0, jumlah_kiriman: int = 0) -> None:
    """Menggeser angka ruang dan mencari lagi topik terakhirnya: satu langkah di indeks, di bawah kunci ruang."""
    Ruang.objects.select_for_update(of=("self",)).get(pk=ruang)
    akhir = Topik.objects.filter(ruang=ruang, keadaan=Keadaan.TAMPIL).terbaru().first()
    Ruang.objects.filter(pk=ruang).update(
        jumlah_topik=F("jumlah_topik") + jumlah_topik,
        jumlah_kiriman=F("jumlah_kiriman") + jumlah_kiriman,
        topik_akhir=akhir,
        dibalas_pada=akhir.dibalas_pada if akhir else None,
    )


def kiriman_tampil_terakhir(topik: Topik) -> Kiriman | None:
    return Kiriman.objects.filter(topik=topik, keadaan=Keadaan.TAMPIL).order_by("-nomor").first()


def hitung_ulang_topik(topik: Topik) -> dict[str, object]:
    """Angka yang seharusnya, dihitung dari barisnya (untuk pemeriksaan dan perbaikan)."""
    akhir = kiriman_tampil_terakhir(topik)
    nomor = Kiriman.objects.filter(topik=topik).order_by("-nomor").values_list("nomor", flat=True).first() or 0
    return {
        "nomor_tertinggi": max(nomor, topik.nomor_tertinggi),
        "jumlah_kiriman": Kiriman.objects.filter(topik=topik, keadaan=Keadaan.TAMPIL).count(),
        "nomor_akhir": akhir.nomor if akhir else 0,
        "kiriman_akhir_id": akhir.pk if akhir else None,
        "penulis_akhir_id": akhir.penulis_id if akhir else None,
        "dibalas_pada": akhir.dibuat if akhir else topik.dibuat,
    }


def hitung_ulang_ruang(ruang: Ruang) -> dict[str, object]:
    tampil = Topik.objects.filter(ruang=ruang, keadaan=Keadaan.TAMPIL)
    akhir = tampil.terbaru().first()
    return {
        "jumlah_topik": tampil.count(),
        "jumlah_kiriman": tampil.aggregate(n=Sum("jumlah_kiriman"))["n"] or 0,
        "topik_akhir_id": akhir.pk if akhir else None,
        "dibalas_pada": akhir.dibalas_pada if akhir else None,
    }


def perbaiki(baris: Topik | Ruang, seharusnya: dict[str, object]) -> None:
    type(baris).objects.filter(pk=baris.pk).update(**seharusnya)
