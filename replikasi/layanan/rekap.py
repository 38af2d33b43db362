"""Menghitung ulang rekap wilayah: selalu utuh dari anak-anaknya, tidak pernah dengan selisih.

Perbuatan orang menghitung jalurnya di transaksi yang sama, jadi angka di atas langsung berubah; laporan otomatis
menandai kecamatannya kotor dan dikuras pekerja. Fungsi yang sama menghitung bulan lampau dari ringkasan akhir bulannya
(domain tracker.md 10).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from django.db import connection, transaction
from django.db.models import Max, Q
from django.utils import timezone

from replikasi.hitung import indikator_kecamatan, jumlahkan
from replikasi.kalender import akhir_bulan, bulan_ini, hari_ini
from replikasi.models import Rekap, RekapKotor
from wilayah.kode import SELURUH_INDONESIA
from wilayah.models import RiwayatKode, Wilayah
from wilayah.models.wilayah import q_rentang

from .bahan import isi_kecamatan, isi_openkab, rilis_terbaru
from .bulan import bekukan_yang_lewat
from .ringkas import perbarui_ringkas

__all__ = [
    "catat_perubahan", "hitung_jalur", "hitung_semua", "isi_polos", "kuras_kotor", "rilis_terbaru",
    "sesudah_kode_berubah", "tandai_kotor",
]  # fmt: skip
TINGKAT_INDUK = {"kecamatan": ("kabupaten", 10**6), "kabupaten": ("provinsi", 10**8), "provinsi": ("nasional", 10**10)}


def kecamatan_dari(kunci: int) -> int:
    return kunci // 10**4 * 10**4


def tandai_kotor(*, wilayah_id: Iterable[int]) -> None:
    """Kecamatan yang memuat wilayah ini; untuk kabupaten (OpenKab) cukup satu jalur di bawahnya."""
    wilayah = Wilayah.objects.filter(pk__in=set(wilayah_id)).values_list("kunci", "tingkat")
    kotor = {
        kunci + 10**4 if tingkat in {"kabupaten", "kota"} else kecamatan_dari(kunci)
        for kunci, tingkat in wilayah
        if tingkat != "provinsi"
    }
    RekapKotor.objects.bulk_create([RekapKotor(kunci=satu) for satu in sorted(kotor)], ignore_conflicts=True)


def kuras_kotor(*, paling_banyak: int = 200) -> int:
    """Menghitung ulang kecamatan yang kotor; pada hari baru semuanya dihitung sekali, sebab umur laporan bertambah."""
    if not Rekap.objects.filter(kunci=Rekap.NASIONAL, bulan=bulan_ini(), per=hari_ini()).exists():
        if not Wilayah.objects.exists():
            return 0
        hitung_semua()
    kunci = list(RekapKotor.objects.order_by("sejak").values_list("pk", flat=True)[:paling_banyak])
    if kunci:
        with transaction.atomic():
            RekapKotor.objects.filter(pk__in=kunci).delete()
            hitung_jalur(kunci=kunci)
    return len(kunci)


@transaction.atomic
def catat_perubahan(*, wilayah: Wilayah) -> None:
    """Sesudah perbuatan orang atas satu desa: ringkasannya dan semua angka di atasnya, di transaksi yang sama."""
    perbarui_ringkas(wilayah_id=[wilayah.pk])
    hitung_jalur(kunci=[kecamatan_dari(wilayah.kunci)])


def hitung_semua(*, bulan: date | None = None) -> None:
    """Semua tingkat dari desa ke atas: tiap hari sekali, sesudah memuat wilayah, dan untuk satu bulan lampau.

    Per provinsi satu transaksi, supaya kunci tulisnya pendek. Yang terputus di tengah diulang: `per` nasional baru
    berganti bila semua provinsi sudah dihitung.
    """
    mulai = timezone.now()
    if bulan is None or bulan == bulan_ini():
        bulan = bulan_ini()
        for lampau in bekukan_yang_lewat():
            hitung_semua(bulan=lampau)
    for kunci in Wilayah.objects.filter(tingkat="provinsi").order_by("kunci").values_list("kunci", flat=True):
        rentang = (kunci, kunci + 10**8 - 1)
        kecamatan = Wilayah.objects.filter(tingkat="kecamatan", berlaku=True, kunci__range=rentang)
        with transaction.atomic():
            _tahan(bulan)
            _hitung(list(kecamatan.values_list("kunci", flat=True)), bulan, rentang=[rentang], nasional=False)
    with transaction.atomic():
        _tahan(bulan)
        # Wilayah yang kodenya pindah atau melebur tidak meninggalkan angka lama.
        Rekap.objects.filter(bulan=bulan, dihitung__lt=mulai).exclude(kunci=Rekap.NASIONAL).delete()
        _naik("provinsi", bulan, [SELURUH_INDONESIA])


@transaction.atomic
def hitung_jalur(*, kunci: Iterable[int]) -> None:
    """Kecamatan-kecamatan ini dan jalurnya sampai nasional, bulan berjalan."""
    bulan = bulan_ini()
    if not Rekap.objects.filter(kunci=Rekap.NASIONAL, bulan=bulan).exists() and not _salin_bulan_lalu(bulan):
        hitung_semua()  # pertama kali sama sekali
    else:
        _tahan(bulan)
        _hitung(sorted(set(kunci)), bulan)


def sesudah_kode_berubah(*, wilayah_id: Iterable[int]) -> None:
    """Kode atau induk berubah: kecamatan lama dan baru wilayah itu dihitung lagi pada semua bulan, jalur lainnya tidak."""
    wilayah = Wilayah.objects.filter(pk__in=set(wilayah_id))
    kode = set(wilayah.values_list("kode", flat=True))
    riwayat = RiwayatKode.objects.filter(Q(wilayah__in=wilayah) | Q(asal__in=wilayah)).exclude(jenis="ganti_nama")
    for lama, baru in riwayat.values_list("kode_lama", "kode_baru"):
        kode |= {lama, baru}
    rentang = {(_kunci(satu), _kunci(satu) + 10 ** (10 - len(satu.replace(".", ""))) - 1) for satu in kode}
    for bulan in sorted(set(Rekap.objects.filter(kunci=Rekap.NASIONAL).values_list("bulan", flat=True))):
        with transaction.atomic():
            _tahan(bulan)
            _hitung(_kecamatan_di(rentang, bulan), bulan)


def _kunci(kode: str) -> int:
    return int(kode.replace(".", "").ljust(10, "0"))


def _kecamatan_di(rentang: Iterable[tuple[int, int]], bulan: date) -> list[int]:
    """Kecamatan yang ada sekarang atau pernah berbaris pada bulan itu di dalam rentang-rentang ini."""
    melebar = [(kecamatan_dari(awal), akhir) for awal, akhir in rentang]
    kini = Wilayah.objects.filter(q_rentang(melebar, "kunci"), tingkat="kecamatan").values_list("kunci", flat=True)
    dahulu = Rekap.objects.filter(q_rentang(melebar, "kunci"), bulan=bulan, tingkat="kecamatan")
    return sorted({*kini, *dahulu.values_list("kunci", flat=True)})


def isi_polos(bulan: date) -> dict[int, Counter[str]]:
    """Pembanding: semua tingkat dijumlahkan langsung dari desa dalam ingatan, tanpa membaca satu pun rekap."""
    hasil: dict[int, Counter[str]] = defaultdict(Counter)
    kecamatan = list(Wilayah.objects.filter(tingkat="kecamatan", berlaku=True).values_list("kunci", flat=True))
    for kunci, isi in isi_kecamatan(kecamatan, bulan, [SELURUH_INDONESIA]).items():
        isi.update(indikator_kecamatan(isi))
        for lebar in (10**4, 10**6, 10**8, 10**10):
            hasil[kunci // lebar * lebar].update(isi)
    for kunci in [k for k in hasil if k % 10**6 == 0 and k % 10**8]:
        tambahan = Counter({"kab_dimuat": int(bool(hasil[kunci]["n_desa"] or hasil[kunci]["n_kelurahan"]))})
        for lebar in (10**6, 10**8, 10**10):
            hasil[kunci // lebar * lebar].update(tambahan)
    for kunci, isi in isi_openkab([SELURUH_INDONESIA], bulan).items():
        for lebar in (10**6, 10**8, 10**10):
            hasil[kunci // lebar * lebar].update(isi)
    return {kunci: +isi for kunci, isi in hasil.items()}


def _tahan(bulan: date) -> None:
    """Satu baris nasional sebagai kunci bersama: dua hitungan jalur tidak saling menimpa pada PostgreSQL."""
    awal = {"tingkat": "nasional", "per": bulan, "isi": {}}
    Rekap.objects.get_or_create(kunci=Rekap.NASIONAL, bulan=bulan, defaults=awal)
    Rekap.objects.select_for_update().get(kunci=Rekap.NASIONAL, bulan=bulan)


def _salin_bulan_lalu(bulan: date) -> bool:
    """Bulan baru yang belum dihitung semuanya mulai dari angka bulan lalu; `per`-nya menyebut tanggal yang sebenarnya."""
    lalu = Rekap.objects.filter(kunci=Rekap.NASIONAL, bulan__lt=bulan).aggregate(b=Max("bulan"))["b"]
    if lalu is None:
        return False
    kolom = "kunci, tingkat, wilayah_id, per, isi"
    with connection.cursor() as kursor:
        kursor.execute(
            f"INSERT INTO replikasi_rekap ({kolom}, bulan, dihitung) SELECT {kolom}, %s, %s FROM replikasi_rekap"
            " WHERE bulan = %s ON CONFLICT DO NOTHING",
            [bulan, timezone.now(), lalu],
        )
    return True


def _hitung(kecamatan: list[int], bulan: date, *, rentang=None, nasional: bool = True) -> None:
    """Kecamatan ini dan induk-induknya. `rentang` bila kecamatannya memenuhi satu rentang utuh."""
    dalam = rentang or [(k, k + 9999) for k in kecamatan]
    isi = isi_kecamatan(kecamatan, bulan, dalam)
    for satu in isi.values():
        satu.update(indikator_kecamatan(satu))
    per = min(hari_ini(), akhir_bulan(bulan))
    _simpan({kunci: (satu, per) for kunci, satu in isi.items()}, "kecamatan", bulan)
    _hapus_yang_hilang(kecamatan, bulan)
    for tingkat, lebar in (("kecamatan", 10**6), ("kabupaten", 10**8)):
        if rentang is None:
            dalam = sorted({(k // lebar * lebar, k // lebar * lebar + lebar - 1) for k in kecamatan})
        _naik(tingkat, bulan, dalam)
    if nasional:
        _naik("provinsi", bulan, [SELURUH_INDONESIA])


def _naik(anak: str, bulan: date, rentang: list[tuple[int, int]]) -> None:
    """Induk di dalam `rentang` menjadi jumlah anak-anaknya; `per` yang paling lama di antara mereka."""
    tingkat, lebar = TINGKAT_INDUK[anak]
    isi: dict[int, list] = defaultdict(list)
    baris = Rekap.objects.filter(q_rentang(rentang, "kunci"), bulan=bulan, tingkat=anak)
    for kunci, nilai, per in baris.values_list("kunci", "isi", "per"):
        isi[kunci // lebar * lebar].append((nilai, per))
    hasil = {kunci: (jumlahkan(n for n, _ in nilai), min(p for _, p in nilai)) for kunci, nilai in isi.items()}
    kosong = (Counter(), min(hari_ini(), akhir_bulan(bulan)))
    if tingkat == "nasional":
        hasil.setdefault(Rekap.NASIONAL, kosong)
    if tingkat == "kabupaten":  # supaya penyebut di atasnya dapat menyebut seberapa lengkap ia
        for nilai, _ in hasil.values():
            nilai["kab_dimuat"] = int(bool(nilai["n_desa"] or nilai["n_kelurahan"]))
        for kunci, tambahan in isi_openkab(rentang, bulan).items():
            hasil.setdefault(kunci, (Counter(), kosong[1]))[0].update(tambahan)
    lama = Rekap.objects.filter(q_rentang(rentang, "kunci"), bulan=bulan, tingkat=tingkat)
    lama.exclude(kunci__in=hasil).exclude(kunci=Rekap.NASIONAL).delete()
    _simpan(hasil, tingkat, bulan)


def _hapus_yang_hilang(kecamatan: list[int], bulan: date) -> None:
    """Kecamatan yang tidak ada lagi tidak meninggalkan baris."""
    for awal in range(0, len(kecamatan), 400):
        potong = set(kecamatan[awal : awal + 400])
        ada = set(
            Wilayah.objects.filter(kunci__in=potong, tingkat="kecamatan", berlaku=True).values_list("kunci", flat=True)
        )
        if hilang := potong - ada:
            Rekap.objects.filter(kunci__in=hilang, bulan=bulan).delete()


def _simpan(isi: dict[int, tuple[Counter[str], date]], tingkat: str, bulan: date) -> None:
    wilayah = (
        dict(Wilayah.objects.filter(kunci__in=isi).values_list("kunci", "pk"))
        if len(isi) < 400
        else dict(Wilayah.objects.exclude(tingkat="desa").values_list("kunci", "pk"))
    )
    Rekap.objects.bulk_create(
        [
            Rekap(
                kunci=kunci, tingkat=tingkat, wilayah_id=wilayah.get(kunci), bulan=bulan, per=per, isi=dict(+nilai),
                dihitung=timezone.now(),
            )
            for kunci, (nilai, per) in isi.items()
        ],
        update_conflicts=True,
        unique_fields=["kunci", "bulan"],
        update_fields=["isi", "per", "dihitung", "wilayah", "tingkat"],
        batch_size=500,
    )  # fmt: skip
