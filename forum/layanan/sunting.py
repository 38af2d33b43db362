from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from forum.indeks import tulis_kiriman
from forum.jawaban import tulis_jawaban
from forum.models import Kiriman, RevisiKiriman, Topik
from forum.perender import VERSI
from forum.tasks import kabarkan_jawaban_disunting, kabarkan_kiriman
from modul_pelatihan.bahasa import catat_kosakata

from .angka import kunci_topik
from .galat import SudahBerubah, TidakBoleh
from .jatah import pakai_jatah
from .jejak import jejakkan
from .sanksi import pastikan_boleh_menulis
from .saring import buka_perkara, sebab_ditahan
from .tulisan import siapkan, siapkan_judul, tandai_samaran
from .unggah import kaitkan_lampiran


def sunting(
    *,
    kiriman: Kiriman,
    penyunting,
    sumber: str,
    judul: str | None = None,
    alasan: str = "",
    dari_sunting: int | None = None,
) -> Kiriman:
    """Mengganti isi dan menyimpan isi sebelumnya sebagai revisi; isi yang sama tidak membuat apa-apa.

    `dari_sunting`: suntingan keberapa yang dilihat saat formulir dibuka; bila sudah bukan itu, `SudahBerubah`.
    """
    hasil = siapkan(sumber)
    judul_baru = siapkan_judul(judul) if judul is not None and kiriman.nomor == 1 else None
    with transaction.atomic():
        topik = kunci_topik(kiriman.topik_id)
        baris = Kiriman.objects.select_for_update(of=("self",)).get(pk=kiriman.pk)
        baris.topik = topik
        if not baris.boleh_disunting(oleh=penyunting):
            raise TidakBoleh
        pastikan_boleh_menulis(penyunting, topik.ruang.simpul)
        if dari_sunting is not None and dari_sunting != baris.jumlah_sunting and hasil.sumber != baris.sumber:
            raise SudahBerubah("Kiriman ini baru saja disunting orang lain. Bandingkan dulu, lalu simpan lagi.")
        if judul_baru and judul_baru[0] != topik.judul:
            jejakkan(topik, penyunting, "ganti_judul", sebelum=topik.judul, sesudah=judul_baru[0], alasan=alasan)
            Topik.objects.filter(pk=topik.pk).update(judul=judul_baru[0], slug=judul_baru[1])
            topik.judul, topik.slug = judul_baru
        if hasil.sumber != baris.sumber:
            pakai_jatah(penyunting, "sunting")
            perlu = sebab_ditahan(penyunting, hasil, topik.ruang.simpul) if baris.tampil and topik.tampil else ""
            _ganti_isi(baris, penyunting, hasil, alasan)
            if perlu:  # yang akan ditahan bila baru ditulis tidak lolos lewat suntingan; percakapannya tetap terbaca
                buka_perkara(baris, perlu)
        # Kosakata dikunci sekali, berurutan, dan paling akhir: dua suntingan bersamaan tidak saling menunggu. Tulisannya sudah
        # pernah dihitung, jadi yang bertambah hanya kata baru; kata yang hilang tinggal sampai kosakata disusun ulang (0012).
        kata = tulis_kiriman([baris]) | (tulis_jawaban([topik.pk]) if topik.jawaban_id else set())
        catat_kosakata(kata, publik=True, hitung=False)
        return baris


def _ganti_isi(baris: Kiriman, penyunting, hasil, alasan: str) -> None:
    saat = timezone.now()
    RevisiKiriman.objects.create(
        kiriman=baris, n=baris.jumlah_sunting + 1, sumber=baris.sumber, penyunting=penyunting, alasan=alasan[:200],
        dibuat=saat,
    )  # fmt: skip
    baris.sumber, baris.html, baris.versi_perender = hasil.sumber, hasil.html, VERSI
    baris.jumlah_sunting += 1
    baris.disunting = saat
    baris.save(update_fields=["sumber", "html", "versi_perender", "jumlah_sunting", "disunting"])
    tandai_samaran(baris, hasil)
    kaitkan_lampiran(baris, hasil.html)
    if baris.topik.jawaban_id == baris.pk:
        kabarkan_jawaban_disunting.enqueue(baris.pk, penyunting.pk, baris.jumlah_sunting)
    if hasil.disebut and baris.tampil:
        kabarkan_kiriman.enqueue(baris.pk, hasil.disebut, hanya_sebutan=True)
