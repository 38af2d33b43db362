from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from akun.batas import batasi
from modul_pelatihan import bacaan
from modul_pelatihan.ekspor import BENTUK, berkas_modul
from modul_pelatihan.models import ModulPage

from .ambil import menurut_nomor


@require_safe
@batasi("unduh_modul")
def unduh(request: HttpRequest, nomor: int, bentuk: str) -> HttpResponse:
    """Satu modul sebagai PDF, EPUB, atau ZIP, dengan kata setempat pembacanya."""
    if bentuk not in BENTUK:
        raise Http404
    modul = menurut_nomor(ModulPage.objects.terlihat(oleh=request.user), nomor)
    isi = berkas_modul(modul, bacaan.sebutan_pembaca(request.user), bentuk)
    jawaban = HttpResponse(isi, content_type=BENTUK[bentuk])
    nama = slugify(f"{modul.kode or ''} {modul.title}")[:80] or "modul"
    jawaban["Content-Disposition"] = f'attachment; filename="{nama}.{bentuk}"'
    return jawaban
