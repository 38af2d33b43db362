"""Dunia uji kamar replikasi: program bawaan, Suliki yang sedang menjalaninya, dan satu klaim yang menunggu."""

from __future__ import annotations

import uuid

from django.utils import timezone

from replikasi.bibit import SLUG_PROGRAM, isi_kriteria, isi_program
from replikasi.layanan.buku import terbitkan_buku
from replikasi.layanan.klaim import IsiKlaim, ajukan_klaim, putuskan_klaim
from replikasi.layanan.praktik import IsiPraktik, kirim_telaah, tulis_praktik
from replikasi.layanan.program import mulai_penerapan, tetapkan_pendamping
from replikasi.layanan.rencana import terapkan
from replikasi.models import (
    AdopsiPraktik,
    AnggotaTim,
    BekuTelemetri,
    Bimbingan,
    Bukti,
    Calon,
    CatatanSetempat,
    EdisiBobot,
    EdisiKriteria,
    EdisiWilayah,
    Gelombang,
    Hubungan,
    ImporFakta,
    ImporLayanan,
    ImporPantau,
    InformasiWajib,
    JejakWilayah,
    Kejanggalan,
    Kesepakatan,
    KlaimTonggak,
    KodeTakDikenal,
    Kriteria,
    Panggilan,
    PemasanganSah,
    PemberitahuanDesa,
    PemeriksaanAparatur,
    PemeriksaanData,
    Penerapan,
    PengakuanStatus,
    PengukuranLayanan,
    Pertemuan,
    Program,
    RelaiLaporan,
    Seleksi,
    Tahap,
    Target,
    Tonggak,
)
from tests.tokoh import DuniaUji

from .laporan import AntreanSendiri

SULIKI = "13.07.01.2004"


def program_bawaan() -> Program:
    """Program dari migrasi; ditanam lagi bila uji bertransaksi telah mengosongkannya."""
    isi_program(Program, EdisiBobot, Tahap, Tonggak)
    return Program.objects.get(slug=SLUG_PROGRAM)


def penerapan_suliki(dunia) -> Penerapan:
    return mulai_penerapan(program=program_bawaan(), wilayah=dunia.wilayah[SULIKI], oleh=dunia.fajar, percontohan=True)


def klaim(
    penerapan: Penerapan, slug: str, *, oleh, catatan: str = "Notula dan daftar hadir ada.", **isi
) -> KlaimTonggak:
    return ajukan_klaim(
        penerapan=penerapan, tonggak=Tonggak.objects.get(slug=slug), oleh=oleh, kunci=uuid.uuid4(),
        isi=IsiKlaim(catatan=catatan, **isi),
    )  # fmt: skip


class DuniaReplikasi(AntreanSendiri, DuniaUji):
    databases = "__all__"

    @classmethod
    def setUpTestData(cls) -> None:
        super().setUpTestData()
        cls.penerapan = penerapan_suliki(cls)


def isi_hak(dunia) -> list:
    """Objek kamar ini untuk uji hak yang dibangkitkan; mengembalikan yang hanya milik Lima Puluh Kota."""
    penerapan = penerapan_suliki(dunia)
    menunggu = klaim(penerapan, "komitmen-pimpinan", oleh=dunia.ani)
    tercapai = klaim(penerapan, "penilaian-awal", oleh=dunia.budi)
    putuskan_klaim(klaim=tercapai, oleh=dunia.fajar, diterima=True)
    kembali = klaim(penerapan, "sasaran", oleh=dunia.ani)
    putuskan_klaim(klaim=kembali, oleh=dunia.budi, diterima=False, alasan="Belum lengkap.")
    bukti = Bukti.objects.create(
        klaim=menunggu, jenis="pdf", berkas="bukti/x.pdf", nama_asli="x.pdf", ukuran=1, sidik="x"
    )
    pendampingan = tetapkan_pendamping(wilayah=dunia.wilayah[SULIKI], pendamping=dunia.budi, oleh=dunia.fajar)
    saat = timezone.now()
    rahasia = [menunggu, tercapai, kembali, bukti, pendampingan]
    terbitkan_buku()
    rahasia.append(terapkan(penerapan=penerapan, oleh=dunia.ani))
    for kode in (SULIKI, "17.03.01.2001"):
        anggota = AnggotaTim.objects.create(wilayah=dunia.wilayah[kode], nama="Rahmi", peran="operator")
        catatan = CatatanSetempat.objects.create(
            wilayah=dunia.wilayah[kode], halaman=uuid.uuid4(), balok=uuid.uuid4(), teks="x", sidik_dasar="x"
        )
        isi = IsiPraktik("Surat cepat", "a", "b", "c")
        telaah = tulis_praktik(
            jenis="praktik", wilayah=dunia.wilayah[kode], isi=isi, oleh=dunia.ani, kunci=uuid.uuid4()
        )
        kirim_telaah(telaah=telaah, oleh=dunia.ani)
        adopsi = AdopsiPraktik.objects.create(halaman_id=telaah.pk, wilayah=dunia.wilayah[kode], catatan="x")
        rahasia += [anggota, catatan, telaah, adopsi] if kode == SULIKI else []
    for kode in (SULIKI, "17.03.01.2001"):
        pengakuan = PengakuanStatus.objects.create(
            wilayah=dunia.wilayah[kode], sumber="lapor_mandiri", keadaan="dipakai", tanggal=timezone.localdate()
        )
        janggal = Kejanggalan.objects.create(
            wilayah=dunia.wilayah[kode],
            produk="opensid",
            jenis="host_ganda",
            jumlah=1,
            pertama_pada=saat,
            terakhir_pada=saat,
        )
        hubungan = Hubungan.objects.create(
            wilayah=dunia.wilayah[kode], oleh=dunia.budi, tanggal=timezone.localdate(), cara="telepon", hasil="janji"
        )
        rahasia += [pengakuan, janggal, hubungan] if kode == SULIKI else []
        sah = PemasanganSah.objects.create(wilayah=dunia.wilayah[kode], host="a.example", oleh=dunia.hadi)
        kabar = PemberitahuanDesa.objects.create(wilayah=dunia.wilayah[kode], kode="x", judul="x", isi="x")
        relai = RelaiLaporan.objects.create(wilayah=dunia.wilayah[kode], hari=saat.date(), saat=saat)
        beku = BekuTelemetri.objects.create(wilayah=dunia.wilayah[kode[:5]], mulai=saat.date(), harapan=20, datang=1)
        rahasia += [sah, kabar, relai, beku] if kode == SULIKI else []
    rahasia.append(ImporPantau.objects.create(berkas="impor-pantau/x.bin", nama_asli="x.csv", oleh=dunia.fajar))
    rahasia += isi_janji_hak(dunia)
    rahasia += isi_seleksi_hak(dunia)
    rahasia += isi_replika_hak(dunia)
    kode = KodeTakDikenal.objects.create(produk="opensid", kode="2004", jumlah=1, pertama_pada=saat, terakhir_pada=saat)
    return [*rahasia, kode]


def isi_janji_hak(dunia) -> list:
    """Kesepakatan, pertemuan, dan target: yang terbit milik umum, yang belum terbit hanya milik wilayahnya."""
    rahasia, hari = [], timezone.localdate()
    for kode in ("13.07", "17.03", "13"):
        for terbit in (True, False):
            wilayah = dunia.wilayah[kode]
            umum = {"wilayah": wilayah, "terbit": terbit}
            kesepakatan = Kesepakatan.objects.create(judul=f"MoU {kode}", tahap="ditandatangani", tanggal=hari, **umum)
            pertemuan = Pertemuan.objects.create(judul=f"Rapat {kode}", tanggal=hari, **umum)
            target = Target.objects.create(
                judul=f"Target {kode}", persen=70, penyebut_awal=79, tanggal_awal=hari, **umum
            )
            if kode == "13.07" and not terbit:
                rahasia += [kesepakatan, pertemuan, target]
        impor = ImporFakta.objects.create(wilayah=wilayah, nama_berkas="fakta.xlsx")
        jejak = JejakWilayah.objects.create(wilayah=wilayah, tindakan="Fakta diimpor", impor=impor)
        rahasia += [impor, jejak] if kode == "13.07" else []
    rahasia.append(EdisiWilayah.objects.create(nama="Edisi", dasar="x", tanggal=hari, nama_berkas="a.csv"))
    return rahasia


def isi_seleksi_hak(dunia) -> list:
    """Panggilan, calon, dan keputusan di dua wilayah, terbit dan tidak."""
    isi_kriteria(Program, EdisiKriteria, Kriteria)
    program, hari, rahasia = program_bawaan(), timezone.localdate(), []
    edisi = program.edisi_kriteria.first()
    for kode, desa in (("13.07", SULIKI), ("17.03", "17.03.01.2001")):
        for terbit in (True, False):
            panggilan = Panggilan.objects.create(
                program=program, wilayah=dunia.wilayah[kode], judul=f"Panggilan {kode}", buka=hari, tutup=hari, edisi=edisi,
                terbit=terbit,
            )  # fmt: skip
            calon = Calon.objects.create(panggilan=panggilan, wilayah=dunia.wilayah[desa])
            if kode == "13.07":
                rahasia += [calon] if terbit else [calon, panggilan]
        for keadaan in ("dikirim", "diperiksa", "mundur"):
            lain = Panggilan.objects.create(
                program=program, wilayah=dunia.wilayah[kode], judul=keadaan, buka=hari, tutup=hari, edisi=edisi
            )
            Calon.objects.create(
                panggilan=lain,
                wilayah=dunia.wilayah[desa],
                keadaan=keadaan,
                dikirim_oleh=dunia.budi if kode == "13.07" else None,
            )
        putusan = Seleksi.objects.create(panggilan=lain, tanggal=hari, keputusan="x", isi={"calon": []})
        rahasia += [putusan] if kode == "13.07" else []
    return rahasia


def isi_replika_hak(dunia) -> list:
    """Bukti layanan dan gelombang di dua wilayah; bimbingan Suliki ke Kurai dengan catatan operatornya."""
    hari, saat, rahasia, program = timezone.localdate(), timezone.now(), [], program_bawaan()
    for nomor, (kab, kode) in enumerate((("13.07", SULIKI), ("17.03", "17.03.01.2001"))):
        desa = dunia.wilayah[kode]
        ukur = PengukuranLayanan.objects.create(wilayah=desa, fase="sebelum", layanan="x", mulai=saat, selesai=saat)
        data = PemeriksaanData.objects.create(
            wilayah=desa, fase="sebelum", himpunan="aset", tanggal=hari, diperiksa=10, salah=1
        )
        orang = PemeriksaanAparatur.objects.create(
            wilayah=desa, fase="sebelum", tanggal=hari, aparatur=9, dilatih=2, mampu=0, komputer=2, bantuan=4
        )
        wajib = InformasiWajib.objects.create(wilayah=desa, tahun=2026, judul="APB", tempo=hari)
        impor = ImporLayanan.objects.create(wilayah=desa, nama_berkas="x.xlsx")
        gelombang = Gelombang.objects.create(
            program=program, wilayah=dunia.wilayah[kab], nomor=nomor, nama=kab, mulai=hari, terbit=False
        )
        if kab == "13.07":
            tepi = Bimbingan.objects.create(
                gelombang=gelombang, mentor=desa, dampingan=dunia.wilayah["13.07.01.2001"], mulai=hari
            )
            catatan = Hubungan.objects.create(
                wilayah=dunia.wilayah["13.07.01.2001"], oleh=dunia.ani, tanggal=hari, cara="kunjungan", hasil="janji",
                bimbingan=tepi,
            )  # fmt: skip
            rahasia += [ukur, data, orang, wajib, impor, gelombang, tepi, catatan]
    terbit = Gelombang.objects.create(
        program=program, wilayah=dunia.wilayah["13.07"], nomor=9, nama="Terbit", mulai=hari, terbit=True
    )
    Bimbingan.objects.create(
        gelombang=terbit,
        mentor=dunia.wilayah["13.07.04.2001"],
        dampingan=dunia.wilayah[SULIKI],
        mulai=hari,
        selesai=hari,
    )
    return rahasia
