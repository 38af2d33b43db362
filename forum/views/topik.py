from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from akun.isian import kata_cari
from forum import layanan
from forum.bacaan.cari import topik_serupa
from forum.bacaan.jenis import panel_acara, panel_jajak
from forum.bacaan.kartu import pasang_kartu
from forum.bacaan.terstruktur import boleh_diindeks, data_topik
from forum.bacaan.topik import PER_HALAMAN, alamat_sesudah_pindah, halaman_dari_nomor, halaman_topik, nomor_belum_dibaca
from forum.bacaan.tulis import ruang_untuk_menulis
from forum.forms import PETUNJUK, POLA, FormBalas, FormTopik, jenis_pilihan
from forum.forms_jenis import form_topik
from forum.layanan.tulisan import siapkan
from forum.models import Draf, Kiriman, TopikPengguna
from forum.perender import TulisanDitolak
from forum.slot import Kaitan, kaitan_topik, panel
from modul_pelatihan.models import PelajaranPage
from wilayah.models import Wilayah

from .ambil import ambil_ruang, ambil_topik, bilangan, kunci_baru, masuk_dulu
from .menulis import lolos_perangkap, sisipkan_gambar

MENUNGGU = (
    "Tulisan Anda menunggu pengurus simpul memeriksanya. Biasanya tidak lama; Anda sendiri sudah dapat melihatnya."
)


def topik(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    nomor = bilangan(request, "nomor")
    try:
        baris, hak = ambil_topik(pk, request.user)
    except Http404:
        baris = None
    mungkin_pindah = bool(nomor) or baris is None or baris.digabung_ke_id is not None
    if mungkin_pindah and (dialihkan := alamat_sesudah_pindah(pk, nomor, request.user)):
        return HttpResponseRedirect(dialihkan, status=301)
    if baris is None:
        raise Http404
    if slug != baris.slug:
        return HttpResponseRedirect(_alamat(request, baris), status=301)
    halaman = halaman_dari_nomor(nomor) if nomor else bilangan(request, "halaman") or 1
    hal = halaman_topik(baris, request.user, hak, halaman)
    pasang_kartu(hal.kiriman, baris, request)
    terbaca = min(hal.nomor_terakhir_tampil, baris.nomor_akhir)
    if request.user.is_authenticated and terbaca > (baris.dibaca or 0):
        layanan.tandai_dibaca(topik=baris, pengguna=request.user, nomor=terbaca)
    konteks = {
        "hal": hal,
        "topik": baris,
        "ruang": baris.ruang,
        "simpul": baris.ruang.simpul,
        "hak": hak,
        "form": FormBalas(initial={"kunci_kirim": kunci_baru(), "sumber": hal.draf}) if hal.boleh.balas else None,
        "tingkat": TopikPengguna.Tingkat.choices,
        "panel": panel("panel_topik", baris, request),
        "boleh_mulai": not request.user.is_authenticated or hak.tulis(baris.ruang.siapa_mulai),
        **_bagian_jenis(request, baris, hak),
        "data_terstruktur": "" if request.user.is_authenticated else data_topik(hal),  # perayap tidak pernah masuk
        "noindex": not boleh_diindeks(baris),
        "halaman_sebelum": hal.halaman - 1 if hal.halaman > 1 else None,
        "halaman_sesudah": hal.halaman + 1 if hal.halaman < hal.halaman_terakhir else None,
        "per_halaman": PER_HALAMAN,
    }
    return render(request, "forum/topik.html", konteks)


def _bagian_jenis(request: HttpRequest, baris, hak) -> dict[str, object]:
    """Panel acara, jajak, dan dukungan; kueri tambahan hanya pada jenis yang memakainya."""
    J = baris.Jenis
    usulan = getattr(baris, "usulan", None) if baris.jenis == J.USULAN else None
    return {
        "acara": panel_acara(baris, request.user, hak) if baris.jenis == J.ACARA and hasattr(baris, "acara") else None,
        "jajak": panel_jajak(baris, request.user, hak) if baris.jenis == J.JAJAK and hasattr(baris, "jajak") else None,
        "usulan": usulan,
        "gabungan": _gabungan(usulan, request.user) if usulan else None,
        "boleh_putus": usulan.boleh_diputus(oleh=request.user, hak=hak) if usulan else False,
        "boleh_dukung": baris.boleh_didukung(oleh=request.user, hak=hak),
        "saya_dukung": getattr(baris, "saya_dukung", False),
    }


def _gabungan(usulan, oleh):
    """Topik usul yang menerima gabungan, bila pembaca ini boleh melihatnya."""
    tujuan = usulan.digabung_ke
    return tujuan.topik if tujuan and tujuan.topik.boleh_dilihat(oleh=oleh) else None


def _alamat(request: HttpRequest, baris) -> str:
    kueri = request.GET.urlencode()
    return baris.get_absolute_url() + (f"?{kueri}" if kueri else "")


@masuk_dulu
def topik_lanjut(request: HttpRequest, pk: int) -> HttpResponse:
    """Melompat ke kiriman pertama yang belum dibaca."""
    baris, _ = ambil_topik(pk, request.user)
    return redirect(baris.alamat_kiriman(nomor_belum_dibaca(baris)))


@masuk_dulu
def tulis(request: HttpRequest) -> HttpResponse:
    """Memilih ruang untuk topik baru: simpul sendiri dan yang terdekat lebih dulu."""
    pilihan = ruang_untuk_menulis(request.user)
    return render(request, "forum/tulis.html", {"pilihan": pilihan, "kueri": request.GET.urlencode()})


@masuk_dulu
def topik_baru(request: HttpRequest, slug: str, ruang: str) -> HttpResponse:
    baris, hak = ambil_ruang(slug, ruang, request.user)
    if not hak.tulis(baris.siapa_mulai):
        raise Http404
    kunci_draf = f"baru:{baris.pk}"
    isian = {"ruang": baris, "hak": hak, "desa": _desa(request), "pelajaran": _pelajaran(request)}
    tentang = kaitan_topik(request)
    pilihan = jenis_pilihan(baris, hak)
    jenis = _jenis(request, pilihan)
    pratinjau, serupa, draf = None, [], None
    if request.method == "POST":
        form = form_topik(jenis)(request.POST, request.FILES, **isian)
        if form.is_valid() and lolos_perangkap(request, form) and sisipkan_gambar(request, form):
            try:
                if request.POST.get("aksi") == "pratinjau":
                    pratinjau = siapkan(form.cleaned_data["sumber"])
                    layanan.simpan_draf(
                        pengguna=request.user, kunci=kunci_draf, hasil=pratinjau, judul=form.cleaned_data["judul"]
                    )
                    serupa = topik_serupa(form.cleaned_data["judul"], request.user)
                else:
                    return redirect(_kirim_topik(request, baris, form, kunci_draf, tentang))
            except (TulisanDitolak, layanan.TerlaluSering) as galat:
                form.add_error("sumber", str(galat))
    else:
        draf = Draf.objects.filter(pengguna=request.user, kunci=kunci_draf).first()
        awal = {"kunci_kirim": kunci_baru(), "judul": draf.judul if draf else request.GET.get("judul", "")[:160]}
        awal |= {"sumber": draf.sumber if draf else POLA.get(jenis, ""), "jenis": jenis}
        if len(isian["desa"]) == 1 and "desa" in request.GET:
            awal["desa"] = isian["desa"][0]
        awal["pelajaran"] = isian["pelajaran"]
        form = form_topik(jenis)(initial={k: v for k, v in awal.items() if v}, **isian)
    konteks = {
        "ruang": baris, "simpul": baris.simpul, "form": form, "pratinjau": pratinjau,
        "pilihan_jenis": _tab_jenis(request, pilihan, jenis), "petunjuk": PETUNJUK[jenis] if jenis else "",
        "pelajaran": isian["pelajaran"], "tentang": tentang, "serupa": serupa, "draf_ada": draf is not None,
    }  # fmt: skip
    return render(request, "forum/topik_baru.html", konteks)


def _jenis(request: HttpRequest, pilihan: list[tuple[str, str]]) -> str:
    """Jenis yang diminta bila boleh, selain itu yang pertama boleh."""
    diminta = request.POST.get("jenis") or request.GET.get("jenis") or ""
    kode = [satu for satu, _ in pilihan]
    return diminta if diminta in kode else (kode[0] if kode else "")


def _tab_jenis(request: HttpRequest, pilihan: list[tuple[str, str]], jenis: str) -> list[dict[str, object]]:
    """Tautan ganti jenis; kueri lain (desa, pelajaran) ikut."""
    kueri = request.GET.copy()
    hasil = []
    for kode, nama in pilihan:
        kueri["jenis"] = kode
        hasil.append({"judul": nama, "url": f"?{kueri.urlencode()}", "kini": kode == jenis})
    return hasil if len(hasil) > 1 else []


@require_safe
@masuk_dulu
def mirip(request: HttpRequest) -> HttpResponse:
    """Topik serupa untuk judul yang sedang diketik: potongan untuk htmx, halaman utuh tanpa skrip."""
    daftar = topik_serupa(kata_cari(request, paling=160, nama="judul"), request.user)
    templat = "forum/_serupa.html" if request.headers.get("HX-Request") else "forum/mirip.html"
    return render(request, templat, {"serupa": daftar})


def _kirim_topik(request: HttpRequest, ruang, form: FormTopik, kunci_draf: str, tentang: Kaitan | None):
    """Membuka topik lalu membuang drafnya."""
    data = form.cleaned_data
    baru = layanan.mulai_topik(
        ruang=ruang,
        penulis=request.user,
        jenis=data["jenis"],
        judul=data["judul"],
        sumber=data["sumber"],
        bidang=[data["bidang"]] if data["bidang"] else [],
        wilayah=[data["desa"]] if data.get("desa") else [],
        pelajaran=[data["pelajaran"]] if data.get("pelajaran") else [],
        rincian=form.rincian() if hasattr(form, "rincian") else None,
        pasang=tentang.pasang if tentang else None,
        kunci_kirim=layanan.kunci_untuk_isi(penulis=request.user, kunci=data["kunci_kirim"], sumber=data["sumber"]),
    )
    layanan.buang_draf(pengguna=request.user, kunci=kunci_draf)
    if baru.tampil:
        messages.success(request, "Topik Anda terbit. Anda dikabari bila ada yang membalas.")
    else:
        messages.info(request, MENUNGGU)
    return baru


def _desa(request: HttpRequest) -> list[Wilayah]:
    """Desa penugasan sendiri, ditambah desa yang disebut alamatnya (dari tombol di halaman desa)."""
    desa = {
        tugas.wilayah_id: tugas.wilayah
        for tugas in request.user.penugasan_berlaku
        if tugas.wilayah and tugas.wilayah.tingkat == Wilayah.Tingkat.DESA
    }
    kode = request.GET.get("desa", "")[:13]
    if kode and (satu := Wilayah.objects.desa().filter(kode=kode).first()):
        desa = {satu.pk: satu}
    return list(desa.values())


def _pelajaran(request: HttpRequest) -> PelajaranPage | None:
    pk = bilangan(request, "pelajaran")
    return PelajaranPage.objects.live().public().filter(pk=pk).first() if pk else None


@masuk_dulu
def balas(request: HttpRequest, pk: int) -> HttpResponse:
    baris, hak = ambil_topik(pk, request.user)
    if not baris.boleh_dibalas(oleh=request.user, hak=hak):
        if baris.terkunci:
            messages.error(request, "Topik ini sudah dikunci pengurus, jadi tidak menerima balasan lagi.")
            return redirect(baris)
        raise Http404
    kunci_draf, pratinjau = f"topik:{baris.pk}", None
    if request.method == "POST":
        form = FormBalas(request.POST, request.FILES)
        if form.is_valid() and lolos_perangkap(request, form) and sisipkan_gambar(request, form):
            try:
                if request.POST.get("aksi") == "pratinjau":
                    pratinjau = siapkan(form.cleaned_data["sumber"])
                    layanan.simpan_draf(pengguna=request.user, kunci=kunci_draf, hasil=pratinjau)
                else:
                    data = form.cleaned_data
                    data["kunci_kirim"] = layanan.kunci_untuk_isi(
                        penulis=request.user, kunci=data["kunci_kirim"], sumber=data["sumber"]
                    )
                    kiriman = layanan.balas(topik=baris, penulis=request.user, **data)
                    layanan.buang_draf(pengguna=request.user, kunci=kunci_draf)
                    if not kiriman.tampil:
                        messages.info(request, MENUNGGU)
                    return redirect(baris.alamat_kiriman(kiriman.nomor))
            except (TulisanDitolak, layanan.TerlaluSering) as galat:
                form.add_error("sumber", str(galat))
    else:
        kutip = bilangan(request, "kutip")
        awal = {
            "kunci_kirim": kunci_baru(),
            "balasan_untuk": kutip,
            "sumber": _dengan_draf(getattr(baris, "draf", "") or "", _kutipan(baris, kutip, request.user, hak)),
        }
        form = FormBalas(initial=awal)
    konteks = {
        "topik": baris, "ruang": baris.ruang, "simpul": baris.ruang.simpul, "form": form, "pratinjau": pratinjau,
        "draf_ada": bool(getattr(baris, "draf", "")),
    }  # fmt: skip
    return render(request, "forum/balas.html", konteks)


def _dengan_draf(draf: str, kutipan: str) -> str:
    """Kutipan baru menyusul draf yang belum dikirim, tidak menimpanya."""
    return f"{draf.rstrip()}\n\n{kutipan}" if draf and kutipan and kutipan.strip() not in draf else draf or kutipan


def _kutipan(topik, nomor: int | None, oleh, hak) -> str:
    """Isi kiriman sebagai kutipan Markdown; hanya yang boleh dibaca pengutip."""
    kiriman = Kiriman.objects.select_related("penulis").filter(topik=topik, nomor=nomor).first() if nomor else None
    if kiriman is None:
        return ""
    kiriman.topik = topik
    if not (kiriman.tampil and kiriman.boleh_dilihat(oleh=oleh, hak=hak)):
        return ""
    isi = kiriman.sumber if len(kiriman.sumber) <= 600 else kiriman.sumber[:600].rsplit(" ", 1)[0] + " …"
    nama = f"@{kiriman.penulis.username}" if kiriman.penulis else kiriman.nama_penulis
    baris = "\n".join(f"> {satu}".rstrip() for satu in isi.splitlines())
    return f"> {nama} [menulis]({topik.alamat_kiriman(nomor)}):\n>\n{baris}\n\n"


@require_POST
@masuk_dulu
def jawaban(request: HttpRequest, pk: int) -> HttpResponse:
    """Menerima jawaban (`nomor`) atau membatalkannya (tanpa nomor)."""
    baris, hak = ambil_topik(pk, request.user)
    if not baris.boleh_diterima(oleh=request.user, hak=hak):
        raise Http404
    nomor = bilangan(request, "nomor")
    if nomor is None:
        layanan.batalkan_jawaban(topik=baris, pelaku=request.user)
        messages.success(request, "Pertanyaan ini terbuka lagi.")
        return redirect(baris)
    layanan.terima_jawaban(topik=baris, nomor=nomor, pelaku=request.user)
    messages.success(request, "Jawaban diterima. Orang lain dengan masalah sama akan menemukannya di atas.")
    return redirect(baris)


@require_POST
@masuk_dulu
def tingkat(request: HttpRequest, pk: int) -> HttpResponse:
    baris, _ = ambil_topik(pk, request.user)
    pilihan = request.POST.get("tingkat", "")
    if pilihan in TopikPengguna.Tingkat.values:
        layanan.atur_tingkat(tempat=baris, pengguna=request.user, tingkat=pilihan)
        messages.success(request, f"Kabar topik ini: {TopikPengguna.Tingkat(pilihan).label}.")
    return redirect(baris)
