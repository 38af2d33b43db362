"""Gelombang, mentor, jejaring, dan catatan pendampingan."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from akun.batas import batasi
from akun.models import Peran
from replikasi import lembar
from replikasi.bacaan.ekspor import Tabel
from replikasi.bacaan.gelombang import anggota_terpilih, angka_r, halaman_gelombang, jejaring
from replikasi.forms_gelombang import FormAnggota, FormGelombang, FormMentor
from replikasi.kalender import hari_ini
from replikasi.layanan import gelombang as layanan
from replikasi.models import Bimbingan, Gelombang, Hubungan, Program
from replikasi.models.program import PERAN_PEMBACA

from .kesepakatan import isian
from .program import Ruang, program_milik
from .saringan import wilayah_dari
from .unduh import sajikan


def gelombang_terlihat(request: HttpRequest, pk: int) -> Gelombang:
    semua = Gelombang.objects.terlihat(oleh=request.user).select_related(
        "wilayah", "program__acuan", "program__wilayah", "seleksi"
    )
    return get_object_or_404(semua, pk=pk)


def gelombang_milik(request: HttpRequest, pk: int) -> Gelombang:
    satu = gelombang_terlihat(request, pk)
    if not satu.boleh_diubah(oleh=request.user):
        raise Http404
    return satu


@require_safe
def jejaring_program(request: HttpRequest, slug: str) -> HttpResponse:
    """Siapa membimbing siapa, dan angka R tiap gelombang; terbuka sejauh gelombangnya terbit."""
    program = get_object_or_404(Program.objects.select_related("acuan", "wilayah"), slug=slug)
    return render(
        request, "replikasi/jejaring.html",
        {"program": program, "j": jejaring(program, oleh=request.user), "angka": angka_r(program, oleh=request.user),
         "boleh_baca": program.boleh_dibaca_dalamnya(oleh=request.user)},
    )  # fmt: skip


@require_safe
@batasi("unduh_replikasi")
def jejaring_unduh(request: HttpRequest, slug: str, bentuk: str) -> HttpResponse:
    program = get_object_or_404(Program.objects.select_related("acuan", "wilayah"), slug=slug)
    j = jejaring(program, oleh=request.user)
    angkatan = {s.wilayah.pk: s.generasi for s in j.simpai}
    baris = [
        [b.gelombang.nama, b.mentor.kode, b.mentor.nama_lengkap, b.dampingan.kode, b.dampingan.nama_lengkap,
         "utama" if b.utama else "kedua", angkatan[b.dampingan_id] if angkatan[b.dampingan_id] is not None else "", b.mulai,
         b.selesai or ""]
        for b in (t.bimbingan for t in j.tepi)
    ]  # fmt: skip
    tabel = Tabel(
        f"jejaring-{program.slug}", f"Siapa membimbing siapa: {program.nama}", "Satu baris satu bimbingan.",
        ["gelombang", "kode_mentor", "mentor", "kode_dampingan", "dampingan", "peran", "generasi_dampingan", "mulai", "selesai"],
        baris, [6], ["Generasi: satu lebih dari generasi mentor utamanya; yang tidak bermentor nol."],
    )  # fmt: skip
    return sajikan(lembar.tulis(tabel, bentuk), bentuk, tabel.nama_berkas)


@require_safe
def gelombang(request: HttpRequest, pk: int) -> HttpResponse:
    satu = gelombang_terlihat(request, pk)
    boleh = satu.boleh_diubah(oleh=request.user)
    return render(
        request, "replikasi/gelombang.html",
        {"h": halaman_gelombang(satu, oleh=request.user), "boleh": boleh,
         "dalam": satu.boleh_dilihat_dalamnya(oleh=request.user), "terpilih": len(anggota_terpilih(satu)) if boleh else 0},
    )  # fmt: skip


@require_safe
@batasi("unduh_replikasi")
def gelombang_unduh(request: HttpRequest, pk: int, bentuk: str) -> HttpResponse:
    h = halaman_gelombang(gelombang_terlihat(request, pk), oleh=request.user)
    baris = [
        [b.anggota.wilayah.kode, b.anggota.wilayah.nama_lengkap, b.anggota.wilayah.induk.nama,
         "ya" if b.anggota.penerapan_id else "tidak", "" if b.maju is None else b.maju, "ya" if b.sampai else "tidak",
         "; ".join(m.mentor.nama_lengkap for m in b.mentor)]
        for b in h.anggota
    ]  # fmt: skip
    arti = ["Sampai tahap 6: semua tonggak layanan surat terverifikasi."]
    tabel = Tabel(
        f"gelombang-{pk}", f"{h.gelombang.nama}: {h.gelombang.program.nama}",
        f"R {h.angka.r if h.angka.r is not None else '–'}: {h.angka.sampai} desa dibagi {h.angka.mentor} mentor.",
        ["kode", "desa", "kecamatan", "sudah_mulai", "kemajuan_terverifikasi_persen", "sampai_tahap_6", "mentor"], baris, [4],
        ["Data contoh: nama wilayahnya resmi, isinya rekaan.", *arti] if h.gelombang.contoh else arti,
    )  # fmt: skip
    return sajikan(lembar.tulis(tabel, bentuk), bentuk, tabel.nama_berkas)


@login_required
def gelombang_baru(request: HttpRequest, slug: str) -> HttpResponse:
    program = program_milik(request, slug)
    terakhir = program.gelombang.aggregate(n=Max("nomor"))["n"]
    awal = {"wilayah": program.wilayah, "nomor": 1 if terakhir is None else terakhir + 1, "mulai": hari_ini()}
    form = FormGelombang(request.POST or None, oleh=request.user, program=program, initial=awal)
    return isian(
        request, form,
        lambda f: layanan.simpan_gelombang(program=program, isi=f.isi(), kunci=f.cleaned_data["kunci"]),
        judul="Gelombang baru", kembali=Ruang(program).get_absolute_url(), di=Ruang(program).remah, tombol="Simpan gelombang",
        kabar="Gelombang tersimpan. Pilih desa-desanya.",
    )  # fmt: skip


@login_required
def gelombang_ubah(request: HttpRequest, pk: int) -> HttpResponse:
    satu = gelombang_milik(request, pk)
    form = FormGelombang(
        request.POST or None, oleh=request.user, program=satu.program, instance=gelombang_milik(request, pk)
    )
    return isian(
        request, form, lambda f: layanan.simpan_gelombang(program=satu.program, isi=f.isi(), gelombang=satu),
        judul="Ubah gelombang", kembali=satu, di=(satu.nama, satu.get_absolute_url()), kabar="Gelombang diubah.",
    )  # fmt: skip


@login_required
def gelombang_desa(request: HttpRequest, pk: int) -> HttpResponse:
    satu = gelombang_milik(request, pk)
    form = FormAnggota(request.POST or None, gelombang=satu)
    return isian(
        request, form, lambda f: layanan.tambah_anggota(gelombang=satu, kode=f.pilihan()), judul="Tambah desa", kembali=satu,
        di=(satu.nama, satu.get_absolute_url()), tombol="Tambahkan", kabar="Desanya ditambahkan.",
    )  # fmt: skip


@login_required
@require_POST
def gelombang_terpilih(request: HttpRequest, pk: int) -> HttpResponse:
    """Anggota dari keputusan seleksi yang mendasarinya, sekali ketuk."""
    satu = gelombang_milik(request, pk)
    return _laksanakan(
        request, satu, lambda: layanan.tambah_anggota(gelombang=satu, kode=anggota_terpilih(satu)),
        lambda hasil: f"{len(hasil)} desa dari keputusan seleksi ditambahkan.",
    )  # fmt: skip


@login_required
@require_POST
def gelombang_keluarkan(request: HttpRequest, pk: int) -> HttpResponse:
    satu = gelombang_milik(request, pk)
    desa = wilayah_dari(request.POST.get("kode", ""))
    return _laksanakan(
        request, satu, lambda: layanan.keluarkan_anggota(gelombang=satu, wilayah=desa),
        lambda _: f"{desa.nama_lengkap} dikeluarkan.",
    )  # fmt: skip


@login_required
@require_POST
def gelombang_mulai(request: HttpRequest, pk: int) -> HttpResponse:
    """Semua desa mulai dengan rencana kerjanya, dalam satu perbuatan."""
    satu = gelombang_milik(request, pk)
    return _laksanakan(
        request, satu, lambda: layanan.mulai_gelombang(gelombang=satu, oleh=request.user),
        lambda hasil: f"{len(hasil)} desa mulai dengan rencana kerjanya." if hasil else "Semua desa sudah mulai.",
    )  # fmt: skip


def _laksanakan(request: HttpRequest, satu: Gelombang, tindakan, kalimat) -> HttpResponse:
    try:
        hasil = tindakan()
    except ValidationError as galat:
        messages.error(request, " ".join(galat.messages))
    else:
        messages.success(request, kalimat(hasil))
    return redirect(satu)


@login_required
def mentor_baru(request: HttpRequest, pk: int) -> HttpResponse:
    satu = gelombang_milik(request, pk)
    form = FormMentor(request.POST or None, gelombang=satu)

    def simpan(f: FormMentor) -> None:
        d = f.cleaned_data
        with transaction.atomic():
            for dampingan in d["dampingan"]:
                layanan.tetapkan_mentor(
                    gelombang=satu, mentor=d["mentor"], dampingan=dampingan, utama=d["utama"], oleh=request.user
                )

    return isian(
        request, form, simpan, judul="Tetapkan mentor", kembali=satu, di=(satu.nama, satu.get_absolute_url()),
        tombol="Tetapkan", kabar="Mentornya ditetapkan.",
        pengantar="Desa yang sudah berjalan membimbing desa gelombang ini. Tidak boleh melingkar.",
    )  # fmt: skip


@login_required
@require_POST
def mentor_akhiri(request: HttpRequest, pk: int) -> HttpResponse:
    satu = get_object_or_404(
        Bimbingan.objects.terlihat(oleh=request.user).select_related("gelombang__wilayah", "mentor", "dampingan"), pk=pk
    )
    if satu.selesai is None and not satu.boleh_diakhiri(oleh=request.user):
        raise Http404
    layanan.akhiri_mentor(bimbingan=satu, alasan=request.POST.get("alasan", "").replace("\x00", ""))
    messages.success(request, "Bimbingan diakhiri; riwayatnya tetap.")
    return redirect(satu.gelombang)


def _catatan(request: HttpRequest, kode: str):
    """Catatan yang terlihat orang ini, di satu wilayah bila disebut."""
    orang = request.user
    if not orang.berperan(Peran.OPERATOR, *PERAN_PEMBACA):
        raise Http404
    semua = Hubungan.objects.terlihat(oleh=orang).select_related("wilayah__induk", "oleh", "bimbingan__mentor")
    wilayah = wilayah_dari(kode) if kode else None
    return wilayah, semua.filter(wilayah__kunci__range=wilayah.rentang) if wilayah else semua


@login_required
@require_safe
def pendampingan(request: HttpRequest) -> HttpResponse:
    """Buku pendampingan: kunjungan dan telepon, temuan, langkah berikutnya, lamanya (K-082)."""
    wilayah, semua = _catatan(request, request.GET.get("wilayah", ""))
    return render(
        request, "replikasi/pendampingan.html",
        {"hal": Paginator(semua, 30).get_page(request.GET.get("halaman")), "wilayah": wilayah, "hari": hari_ini()},
    )  # fmt: skip


@login_required
@require_safe
@batasi("unduh_replikasi")
def pendampingan_unduh(request: HttpRequest, bentuk: str) -> HttpResponse:
    wilayah, semua = _catatan(request, request.GET.get("wilayah", ""))
    baris = (
        [s.tanggal, s.wilayah.kode, s.wilayah.nama_lengkap, s.get_cara_display(), s.get_hasil_display(), s.menit or "", s.catatan,
         s.temuan, s.langkah, s.langkah_tempo or "", s.bimbingan.mentor.nama_lengkap if s.bimbingan else "",
         "ya" if s.contoh else "tidak"]
        for s in semua.iterator(chunk_size=1000)
    )  # fmt: skip
    tabel = Tabel(
        f"pendampingan-{wilayah.kode if wilayah else 'semua'}", "Buku pendampingan", "Satu baris satu hubungan dengan desa.",
        ["tanggal", "kode", "desa", "cara", "hasil", "menit", "catatan", "temuan", "langkah", "tempo", "atas_nama_mentor", "data_contoh"],
        baris, [5], [],
    )  # fmt: skip
    return sajikan(lembar.alirkan(tabel, bentuk), bentuk, tabel.nama_berkas)
