from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from akun.models import Pengguna, Peran
from modul_pelatihan.bacaan import lanjutkan
from modul_pelatihan.models import PelajaranPage
from replikasi.bacaan.angka import Angka
from replikasi.bacaan.perjalanan import Perjalanan, perjalanan_desa
from replikasi.models import KlaimTonggak, Rekap, RingkasDesa
from wilayah.models import Wilayah

from .bentuk import PALING_BANYAK, Bagian, Baris, Bilangan, rute

DIAM_HARI = 30
TONGGAK_TERBANYAK = 3


@dataclass(frozen=True)
class DesaSaya:
    desa: Wilayah
    ringkas: RingkasDesa | None
    perjalanan: Perjalanan | None
    url: str

    @property
    def tonggak(self) -> int:
        return self.perjalanan.jumlah if self.perjalanan else 0


def desa_saya(orang: Pengguna) -> DesaSaya | None:
    """Desa operator: sejauh mana, dari kesimpulan yang sama dengan halaman desanya."""
    desa = next((t.wilayah for t in orang.penugasan_berlaku if t.peran == Peran.OPERATOR and t.wilayah), None)
    if desa is None:
        return None
    perjalanan = perjalanan_desa(desa)
    ringkas = perjalanan.ringkas if perjalanan else RingkasDesa.objects.filter(wilayah=desa).first()
    return DesaSaya(desa, ringkas, perjalanan, rute("replikasi:wilayah", desa.kode))


def tonggak_berikut(milik: DesaSaya | None) -> Bagian:
    """Tonggak tahap kini yang masih bisa dikerjakan operator di desanya, menurut urutan buku panduan."""
    desa, perjalanan = (milik.desa, milik.perjalanan) if milik else (None, None)
    butir = [satu for satu in perjalanan.berikutnya if not satu.keadaan] if perjalanan else []
    baris = [
        Baris(satu.tonggak.judul, rute("replikasi:klaim-baru", desa.kode, satu.tonggak.slug),
              (f"Tahap {perjalanan.kini.nomor}: {perjalanan.kini.judul}",), None, "Berikutnya" if nomor == 0 else "")
        for nomor, satu in enumerate(butir[:TONGGAK_TERBANYAK])
    ]  # fmt: skip
    return Bagian(
        "Langkah desa berikutnya", "bendera", baris, len(butir),
        rute("replikasi:wilayah", desa.kode) if desa else "", "Lihat semua tonggak",
    )  # fmt: skip


def pelajaran_berikut(orang: Pengguna) -> PelajaranPage | None:
    return lanjutkan(orang)


def klaim_kembali(orang: Pengguna) -> Bagian:
    """Tonggak desa yang dikembalikan untuk dilengkapi."""
    milik = orang.q_kuasa(Peran.OPERATOR, jalur="penerapan__wilayah__kunci")
    himpunan = KlaimTonggak.objects.filter(milik, keadaan=KlaimTonggak.Keadaan.DIKEMBALIKAN)
    klaim = himpunan.select_related("tonggak", "penerapan__wilayah").order_by("-diajukan_pada")[:PALING_BANYAK]
    baris = [
        Baris(satu.tonggak.judul, satu.get_absolute_url(), (str(satu.penerapan.wilayah),), satu.diajukan_pada,
              "Perlu dilengkapi", "perhatian")
        for satu in klaim
    ]  # fmt: skip
    return Bagian("Tonggak yang dikembalikan", "bendera", baris, len(baris))


def klaim_menunggu(orang: Pengguna) -> Bagian:
    """Klaim tonggak yang boleh diputus orang ini, terlama dahulu."""
    himpunan = KlaimTonggak.objects.bisa_diputus(oleh=orang)
    klaim = himpunan.select_related("tonggak", "penerapan__wilayah").order_by("diajukan_pada", "pk")[:PALING_BANYAK]
    baris = [
        Baris(satu.tonggak.judul, satu.get_absolute_url(), (str(satu.penerapan.wilayah),), satu.diajukan_pada,
              "Perlu diperiksa", "perhatian")
        for satu in klaim
    ]  # fmt: skip
    return Bagian(
        "Tonggak menunggu pemeriksaan", "bendera", baris, himpunan, rute("replikasi:verifikasi"), "Periksa semua"
    )


def desa_diam(orang: Pengguna) -> Bagian:
    """Desa di wilayah pegiat yang pernah melapor lalu diam lebih dari 30 hari: patut ditelepon, yang terlama dahulu."""
    batas = timezone.localdate() - timedelta(days=DIAM_HARI)
    himpunan = RingkasDesa.objects.filter(orang.q_kuasa(Peran.PEGIAT), lapor_terakhir__lt=batas)
    baris = [
        Baris(
            str(satu.wilayah), rute("replikasi:wilayah", satu.wilayah.kode),
            (f"OpenSID {satu.versi}" if satu.versi else "versi belum diketahui",),
            None, f"{(timezone.localdate() - satu.lapor_terakhir).days} hari tanpa kabar", "perhatian",
        )
        for satu in himpunan.select_related("wilayah").order_by("lapor_terakhir", "pk")[:PALING_BANYAK]
    ]  # fmt: skip
    return Bagian(
        "Desa yang perlu dihubungi", "telepon", baris, himpunan, rute("replikasi:beranda"), "Lihat semua desa"
    )


def kemajuan_wilayah(orang: Pengguna) -> Bagian:
    """Manajer, pembina, pengelola: angka wilayahnya menurut rekap terbaru, sama dengan halaman wilayah itu."""
    peran = {Peran.MANAJER, Peran.PEMBINA, Peran.PENGELOLA}
    tugas = next((satu for satu in orang.penugasan_berlaku if satu.peran in peran), None)
    wilayah = tugas.wilayah if tugas else None
    kunci = wilayah.kunci if wilayah else Rekap.NASIONAL
    bulan = Rekap.objects.filter(kunci=Rekap.NASIONAL).aggregate(b=Max("bulan"))["b"]
    rekap = Rekap.objects.filter(kunci=kunci, bulan=bulan).first() if bulan else None
    if rekap is None:
        return Bagian("", "kemajuan")
    angka = Angka(rekap.isi, rekap.per)
    url = rute("replikasi:wilayah", wilayah.kode) if wilayah else rute("replikasi:beranda")
    return Bagian(
        f"Kemajuan {wilayah.nama_lengkap if wilayah else 'Indonesia'}", "kemajuan", url=url, tombol="Lihat rincian",
        bilangan=(
            Bilangan("aktif memakai OpenSID", angka.adopsi_semua, f"dari {angka.n_semua:,} desa dan kelurahan".replace(",", ".")),
            Bilangan("menjalani program", angka.penerapan, "desa yang sudah mulai"),
            Bilangan("tonggak terverifikasi", angka.tonggak_verif, f"{angka.tonggak_klaim} lagi menunggu pemeriksaan"),
        ),
    )  # fmt: skip
