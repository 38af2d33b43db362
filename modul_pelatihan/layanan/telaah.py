"""Perbuatan ruang redaksi atas hasil telaah: menyatakan diperiksa, radar rilis."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from akun.kabar import kabari
from akun.models import Pengguna
from modul_pelatihan.bacaan.telaah import usang
from modul_pelatihan.models import CatatanRilis, PelajaranPage, RilisOpenSID
from modul_pelatihan.versi import Edisi


class BelumDapat(Exception):
    """Perbuatan itu belum dapat dilakukan; pesannya menyebut langkah berikutnya."""


@transaction.atomic
def nyatakan_diperiksa(*, pelajaran: PelajaranPage, oleh: Pengguna, rilis: RilisOpenSID) -> bool:
    """Isinya sudah dicoba pada rilis itu dan tetap benar, tanpa suntingan. Benar bila langsung terbit.

    Yang boleh menerbitkan langsung terbit; yang lain lewat alur pemeriksa, jadi tidak memeriksa naskahnya sendiri.
    Mengulang untuk rilis yang sama tidak membuat revisi baru.
    """
    pelajaran = PelajaranPage.objects.select_for_update(of=("self",)).get(pk=pelajaran.pk)
    if (
        pelajaran.versi_terverifikasi == str(rilis.versi)
        and pelajaran.edisi == rilis.edisi
        and pelajaran.diperiksa_oleh
    ):
        return True
    if pelajaran.workflow_in_progress:
        raise BelumDapat("Naskah ini sedang menunggu pemeriksa. Sebut rilisnya di sana.")
    if pelajaran.has_unpublished_changes:
        raise BelumDapat("Ada suntingan yang belum terbit. Buka naskahnya, lalu terbitkan bersama rilisnya.")
    naskah = pelajaran.get_latest_revision_as_object() if pelajaran.latest_revision_id else pelajaran
    naskah.versi_terverifikasi, naskah.edisi = str(rilis.versi), rilis.edisi
    naskah.diperiksa_oleh, naskah.diperiksa_pada = oleh, timezone.localdate()
    naskah.tingkat_perubahan, naskah.ringkasan_perubahan = "kecil", ""
    revisi = naskah.save_revision(user=oleh, changed=True)
    if pelajaran.permissions_for_user(oleh).can_publish():
        revisi.publish(user=oleh)
        return True
    alur = pelajaran.get_workflow()
    if alur:
        alur.start(PelajaranPage.objects.get(pk=pelajaran.pk), oleh)
    return False


def radar_rilis() -> int:
    """Rilis atau catatan baru → naskah yang tidak lagi cocok → satu kabar bagi tiap penanggung jawab, sekali per perubahan."""
    terbaru = RilisOpenSID.objects.terbaru()
    if not terbaru:
        return 0
    catatan = CatatanRilis.objects.pasti().aggregate(n=Max("dipastikan_pada"))["n"]
    tanda = ".".join(f"{edisi}-{rilis.pk}" for edisi, rilis in sorted(terbaru.items()))
    if catatan:
        tanda += f".{catatan:%Y%m%d%H%M%S}"
    punya: dict[Pengguna, int] = defaultdict(int)
    for satu in usang():
        if satu.pemilik:
            punya[satu.pemilik] += 1
    umum = terbaru.get(Edisi.UMUM) or next(iter(terbaru.values()))
    for orang, banyak in punya.items():
        kabari(
            [orang], jenis="modul_radar", kunci=f"radar:{tanda}:{orang.pk}", url="/cms/telaah/usang/?milik=saya",
            judul=f"{banyak} naskah Anda perlu diperiksa untuk rilis {umum.versi}",
            isi="Coba langkahnya pada rilis itu. Yang tetap benar cukup dinyatakan diperiksa, tanpa menyunting.",
        )  # fmt: skip
    return len(punya)
