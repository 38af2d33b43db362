"""Dunia contoh forum: simpul, ruang, dan percakapan rekaan. Boleh diulang; yang sudah ada dilewati."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from akun.models import Pengguna, Penugasan
from modul_pelatihan.models import Bidang, PelajaranPage
from wilayah.models import Wilayah

from .audit import betulkan
from .jawaban import indekskan_jawaban
from .layanan import (
    RincianAcara,
    RincianJajak,
    atur_ketersediaan,
    balas,
    mulai_impor,
    mulai_topik,
    setujui_impor,
    tambah_cuti,
)
from .layanan.impor_obrolan import muat, periksa
from .models import (
    AnggotaSimpul,
    BatasBaca,
    DukunganTopik,
    ImporObrolan,
    JejakTopik,
    Keadaan,
    Kehadiran,
    Kiriman,
    Reaksi,
    Ruang,
    Simpul,
    SuaraJajak,
    Tinjauan,
    Topik,
)
from .models.ketersediaan import PERAN_PENANGAN
from .models.ruang import semua_jenis

NASKAH = ("percakapan.json", "lima_puluh_kota.json")
TANDA = uuid.UUID("3a1f0c6e-7c57-4a0f-9d2b-5b9d5d0f4c11")
KETERLIHATAN = {"public": "publik", "members": "anggota"}
BIDANG = {
    "impor": "impor-penduduk", "surat": "cetak-surat", "pembaruan": "naik-versi", "luring": "memilih-hosting",
    "cadangan": "membuat-cadangan", "token": "perpanjangan-token", "opendk": "kirim-opendk", "server": "server-php",
    "dampingan": "melatih", "tata-krama": "kerahasiaan-data", "layanan-mandiri": "pin-warga", "kopi-darat": "melatih",
    "koordinasi": "tim-peran", "perangkat": "perangkat-lembaga", "usul": "cara-pakai", "bimtek": "melatih",
}  # fmt: skip
KANTOR, SABTU, MALAM = [(480, 960)], [(540, 720)], [(1140, 1260)]
# Jam mingguan, beban terbanyak, bidang yang dikuasai
JADWAL = (
    ([KANTOR] * 5 + [SABTU, []], 12, ()),
    ([KANTOR] * 5 + [[], []], 20, ()),
    ([MALAM] * 5 + [SABTU, SABTU], 4, ("surat-tte", "pembaruan")),
    ([[(780, 1020)]] * 5 + [[], []], 6, ("impor-kependudukan", "token-layanan", "sinkronisasi")),
)
PELAJARAN = {"impor-data-penduduk": "impor-penduduk", "layanan-mandiri": "pin-warga"}


def isi(*, lapor: Callable[[str], object] = print) -> None:
    baru = 0
    for nama in NASKAH:
        naskah = json.loads((Path(__file__).parent / "contoh_data" / nama).read_text())
        orang = {satu["username"]: _orang(satu["username"], satu["name"]) for satu in naskah["people"]}
        for satu in naskah["spaces"]:
            _simpul(satu)
        _keanggotaan(naskah["people"], orang)
        _kelompok()
        for letak, satu in enumerate(naskah["topics"]):
            baru += _topik(satu, orang, letak)
    if baru:
        betulkan()
        _mulai_membaca()
    _jadwal()
    _arsip()
    lapor(f"Forum: {baru} topik baru, {Topik.objects.count()} topik di {Simpul.objects.count()} simpul.")


def _arsip() -> None:
    """Ekspor grup contoh di kelompok tertutup, dimuat lewat jalan yang sama dengan unggahan orang."""
    simpul = Simpul.objects.filter(slug="kesepakatan-lima-puluh-kota").first()
    koordinator = Pengguna.objects.filter(username="budi").first()
    if simpul is None or koordinator is None or ImporObrolan.objects.filter(kunci_kirim=TANDA).exists():
        return
    mentah = (Path(__file__).parent / "contoh_data" / "grup_telegram.json").read_bytes()
    impor = mulai_impor(
        simpul=simpul, pelaku=koordinator, sumber="telegram", nama="", berkas=io.BytesIO(mentah), ukuran=len(mentah),
        zona="Asia/Jakarta", urutan="dmy", persetujuan="Disetujui anggota grup", kunci_kirim=TANDA,
        persetujuan_pada=timezone.localdate() - timedelta(days=30),
    )  # fmt: skip
    periksa(impor.pk)
    setujui_impor(impor=impor, pelaku=koordinator)
    muat(impor.pk)


def _jadwal() -> None:
    """Jam mingguan yang berbeda-beda bagi pegiat dan petugas contoh; satu di antaranya sedang cuti."""
    tugas = Penugasan.objects.berlaku().filter(peran__in=PERAN_PENANGAN, pengguna__contoh=True)
    orang = Pengguna.objects.filter(pk__in=tugas.values("pengguna"), ketersediaan__isnull=True).order_by("pk")
    bidang = {satu.slug: satu for satu in Bidang.objects.pokok()}
    hari_ini = timezone.localdate()
    for urut, satu in enumerate(orang):
        jam, maks, keahlian = JADWAL[urut % len(JADWAL)]
        kuasai = [bidang[slug] for slug in keahlian if slug in bidang]
        atur_ketersediaan(pengguna=satu, jam=jam, maks_tiket=maks, bidang=kuasai, tampil_bidang=bool(kuasai))
        if urut == 0:
            tambah_cuti(pengguna=satu, mulai=hari_ini + timedelta(days=24), selesai=hari_ini + timedelta(days=26))
        elif urut % 3 == 2:
            tambah_cuti(pengguna=satu, mulai=hari_ini, selesai=hari_ini + timedelta(days=2))


def _orang(username: str, nama: str) -> Pengguna:
    """Orang dari `akun.contoh`; yang belum ada dibuat tanpa kata sandi, hanya sebagai penulis."""
    orang, _ = Pengguna.objects.get_or_create(
        username=username, defaults={"first_name": nama, "contoh": True, "password": make_password(None)}
    )
    return orang


def _simpul(naskah: dict) -> None:
    wilayah = Wilayah.objects.filter(kode=naskah["wilayah"]).first() if "wilayah" in naskah else None
    if "wilayah" in naskah and wilayah is None:
        return
    simpul, _ = Simpul.objects.get_or_create(
        slug=naskah["slug"],
        defaults={
            "nama": naskah["name"], "jenis": naskah["kind"], "wilayah": wilayah, "contoh": True,
            "keterlihatan": KETERLIHATAN[naskah["visibility"]], "uraian": naskah.get("about", ""),
        },
    )  # fmt: skip
    for urutan, papan in enumerate(naskah["boards"]):
        pengurus = papan.get("who_starts") == "petugas"
        bawaan = ["pengumuman", "diskusi"] if pengurus else semua_jenis()
        Ruang.objects.get_or_create(
            simpul=simpul,
            slug=papan["slug"],
            defaults={
                "nama": papan["name"], "urutan": urutan, "uraian": papan.get("about", ""),
                "siapa_mulai": "pengurus" if pengurus else "semua", "jenis_topik": papan.get("kinds", bawaan),
            },
        )  # fmt: skip


def _keanggotaan(naskah: list[dict], orang: dict[str, Pengguna]) -> None:
    """Koordinator dan moderator menurut naskahnya; petugas menjaga simpul nasional; semua operator di simpulnya."""
    ntb = Simpul.objects.filter(slug="ntb").first()
    for satu in naskah:
        simpul = Simpul.objects.filter(slug=satu["space"]).first()
        if simpul is None or satu["role"] == "baru":
            continue
        peran = {"koordinator": "koordinator", "moderator": "moderator", "petugas": "moderator"}.get(satu["role"])
        _anggota(simpul, orang[satu["username"]], peran or "anggota")
        if ntb and simpul.pk != ntb.pk and satu["role"] == "koordinator" and simpul.slug != "forsid-lima-puluh-kota":
            _anggota(ntb, orang[satu["username"]], "moderator")


def _anggota(simpul: Simpul, orang: Pengguna, peran: str) -> None:
    AnggotaSimpul.objects.get_or_create(
        simpul=simpul,
        pengguna=orang,
        defaults={
            "peran": peran, "keadaan": "aktif", "tampil_publik": peran != "anggota", "tersedia": peran != "anggota",
            "sejak": timezone.now() - timedelta(days=200),
        },
    )  # fmt: skip


def _kelompok() -> None:
    """Kelompok kesepakatan: tertutup, lewat undangan, dengan orang pemerintah di dalamnya (K-085)."""
    wilayah, koordinator = (
        Wilayah.objects.filter(kode="13.07").first(),
        Pengguna.objects.filter(username="budi").first(),
    )
    if wilayah is None or koordinator is None:
        return
    kelompok, _ = Simpul.objects.get_or_create(
        slug="kesepakatan-lima-puluh-kota",
        defaults={
            "nama": "Kelompok Kesepakatan Lima Puluh Kota", "jenis": "kelompok", "wilayah": wilayah, "contoh": True,
            "keterlihatan": "anggota", "cara_gabung": "undangan",
            "uraian": "Pegiat dan pemerintah kabupaten menyiapkan kesepakatan penerapan SID.",
        },
    )  # fmt: skip
    Ruang.objects.get_or_create(
        simpul=kelompok, slug="naskah", defaults={"nama": "Naskah dan jadwal", "siapa_mulai": "anggota"}
    )
    for username, peran, mewakili in (
        ("budi", "koordinator", "ForSID Lima Puluh Kota"),
        ("gita", "anggota", "Diskominfo Lima Puluh Kota"),
        ("fajar", "anggota", "Tim program kabupaten"),
    ):
        if orang := Pengguna.objects.filter(username=username).first():
            _anggota(kelompok, orang, peran)
            AnggotaSimpul.objects.filter(simpul=kelompok, pengguna=orang, mewakili="").update(mewakili=mewakili)


def _topik(naskah: dict, orang: dict[str, Pengguna], letak: int) -> int:
    ruang = Ruang.objects.filter(simpul__slug=naskah["space"], slug=naskah["board"]).select_related("simpul").first()
    kunci = uuid.uuid5(TANDA, str(naskah["id"]))
    if ruang is None or Kiriman.objects.filter(kunci_kirim=kunci).exists():
        return 0
    mulai = timezone.now() - timedelta(days=naskah.get("days_ago", 24 - 1.5 * letak))
    topik = mulai_topik(
        ruang=ruang, penulis=orang[naskah["by"]], jenis=_jenis(naskah, ruang), judul=naskah["title"],
        sumber=naskah["body"], kunci_kirim=kunci, pada=mulai, rincian=_rincian(naskah),
        bidang=_bidang(naskah["tags"]), wilayah=_desa(naskah["links"]), pelajaran=_pelajaran(naskah["links"]),
    )  # fmt: skip
    for nomor, satu in enumerate(naskah["replies"], 2):
        saat = min(mulai + timedelta(hours=satu["after_hours"]), timezone.now())
        kiriman = balas(
            topik=topik,
            penulis=orang[satu["by"]],
            sumber=satu["body"],
            pada=saat,
            kunci_kirim=uuid.uuid5(kunci, str(nomor)),
        )
        _sesudah_balas(topik, kiriman, satu, list(orang.values()))
    _jawaban_acara(topik, naskah, orang)
    if naskah.get("pinned"):
        Topik.objects.filter(pk=topik.pk).update(disematkan_sampai=timezone.now() + timedelta(days=30))
    Tinjauan.objects.filter(kiriman__topik=topik).delete()  # naskah contoh menyebut token tanpa memuatnya
    return 1


def _jenis(naskah: dict, ruang: Ruang) -> str:
    jenis = "jajak" if "poll" in naskah else naskah["kind"]
    return jenis if jenis in ruang.jenis_topik else ruang.jenis_topik[0]


def _sesudah_balas(topik: Topik, kiriman: Kiriman, naskah: dict, orang: list[Pengguna]) -> None:
    suka = [satu for satu in orang if satu.pk != kiriman.penulis_id][: naskah.get("likes", 0)]
    Reaksi.objects.bulk_create([Reaksi(kiriman=kiriman, pengguna=satu, dibuat=kiriman.dibuat) for satu in suka])
    if naskah.get("accepted"):
        Topik.objects.filter(pk=topik.pk).update(jawaban=kiriman)
        indekskan_jawaban([topik.pk])
        JejakTopik.objects.create(
            topik=topik, pelaku=topik.penulis, kata_kerja="terima_jawaban", nomor=kiriman.nomor, dibuat=kiriman.dibuat
        )
    if naskah.get("state") == "hidden":
        Kiriman.objects.filter(pk=kiriman.pk).update(keadaan=Keadaan.DISEMBUNYIKAN)


def _rincian(naskah: dict) -> RincianAcara | RincianJajak | None:
    """Acara contoh selalu di depan mata: hari dalam pekannya tetap, tanggalnya digeser ke dua pekan lagi."""
    if acara := naskah.get("event"):
        mulai, selesai = (datetime.fromisoformat(acara[nama]) for nama in ("starts", "ends"))
        geser = timedelta(weeks=max(0, -(-(timezone.now() + timedelta(days=13) - mulai).days // 7)))
        return RincianAcara(
            mulai + geser, selesai + geser, acara["tz"], tempat=acara["place"], kapasitas=acara["capacity"]
        )
    if jajak := naskah.get("poll"):
        return RincianJajak(tuple(jajak["options"]), jajak["multiple"], rahasia=False)
    return None


def _jawaban_acara(topik: Topik, naskah: dict, orang: dict[str, Pengguna]) -> None:
    """Jawaban hadir, suara, dan dukungan menurut naskahnya; langsung ke tabel, angkanya dihitung `betulkan`."""
    for jawaban, nama in naskah.get("event", {}).get("rsvp", {}).items():
        Kehadiran.objects.bulk_create(
            [Kehadiran(acara=topik.acara, pengguna=orang[satu], jawaban=jawaban) for satu in nama]
        )
    semua = [satu for satu in orang.values() if satu.pk != topik.penulis_id]
    if "poll" in naskah:
        pilihan = list(topik.jajak.pilihan.all())
        SuaraJajak.objects.bulk_create(
            SuaraJajak(jajak=topik.jajak, pilihan=pilihan[(n + m) % len(pilihan)], pengguna=satu, maks=3)
            for n, satu in enumerate(semua[:7])
            for m in range(1 + n % 3)
        )
    DukunganTopik.objects.bulk_create(
        DukunganTopik(topik=topik, pengguna=satu) for satu in semua[: naskah.get("votes", 0)]
    )


def _bidang(tanda: list[str]) -> list[Bidang]:
    slug = {BIDANG[satu] for satu in tanda if satu in BIDANG}
    return list(Bidang.objects.filter(slug__in=slug)[:2])


def _desa(tautan: list[dict]) -> list[Wilayah]:
    """Desa rekaan (.99.9xxx) tidak ada di daftar resmi dan tidak dibuatkan: tautannya dilewati."""
    return list(Wilayah.objects.filter(kode__in=[satu["key"] for satu in tautan if satu["kind"] == "village"]))


def _pelajaran(tautan: list[dict]) -> list[PelajaranPage]:
    hasil = []
    for satu in tautan:
        if satu["kind"] == "lesson" and satu["key"] in PELAJARAN:
            bidang = PELAJARAN[satu["key"]]
            hasil += PelajaranPage.objects.live().filter(bidang__slug=bidang).order_by("pk")[:1]
    return hasil


def _mulai_membaca() -> None:
    """Orang contoh sudah lama di sini, jadi percakapan tiga hari terakhir tampak belum dibaca."""
    batas = timezone.now() - timedelta(days=6)
    pembaca = Pengguna.objects.filter(contoh=True)
    BatasBaca.objects.filter(pengguna__in=pembaca).delete()
    BatasBaca.objects.bulk_create([BatasBaca(pengguna=satu, dibaca_sebelum=batas) for satu in pembaca])
