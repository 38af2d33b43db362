"""Artikel contoh: yang paling sering diperlukan, dengan peninjau, penilaian pembaca, satu draf, dan empat pekan penelusuran."""

from __future__ import annotations

import json
import random
import uuid
from datetime import timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.html import escape
from wagtail.rich_text import RichText

from akun.models import Pengguna
from modul_pelatihan.models import Bidang

from ..layanan.artikel import rak_artikel
from ..models import ArtikelBantuanPage, BacaanSaran, ProfilTiket, SuaraArtikel, TelusurSaran

DATA = Path(__file__).resolve().parents[1] / "contoh_data" / "artikel.json"
_DRAF = {
    "title": "Kop surat hilang sesudah pindah hosting",
    "ringkas": "Logo tersimpan di folder desa; folder itu harus ikut dipindah.",
    "masalah": "<p>Sesudah pindah hosting, surat tercetak tanpa kop.</p>",
}


def isi_artikel(bidang: dict[str, Bidang]) -> int:
    """Menjawab banyaknya artikel baru; yang sudah ada dilewati."""
    rak, baru = rak_artikel(), []
    ada = set(ArtikelBantuanPage.objects.child_of(rak).values_list("slug", flat=True))
    tokoh = {
        satu.username: satu for satu in Pengguna.objects.filter(contoh=True, username__in=["citra", "dewi", "budi"])
    }
    for urut, naskah in enumerate(json.loads(DATA.read_text(encoding="utf-8"))):
        if naskah["slug"] in ada:
            continue
        langkah = [("peringatan", {"tingkat": "perhatian", "teks": _paragraf(naskah["peringatan"])})]
        langkah = langkah if naskah["peringatan"] else []
        langkah += [("langkah", {"tindakan": _paragraf(aksi), "hasil": hasil}) for aksi, hasil in naskah["langkah"]]
        halaman = ArtikelBantuanPage(
            title=naskah["judul"], slug=naskah["slug"], bidang=bidang[naskah["bidang"]], ringkas=naskah["ringkas"],
            masalah=f"<p>{escape(naskah['masalah'])}</p>", langkah=langkah, kata_kunci=naskah["kata_kunci"],
            versi_dari=naskah["versi_dari"], versi_sampai=naskah["versi_sampai"],
            pemilik=tokoh.get("dewi" if urut % 2 else "citra"), ditinjau_oleh=tokoh.get("citra" if urut % 2 else "dewi"),
            ditinjau_pada=timezone.localdate() - timedelta(days=11 + 9 * urut),
            dijawab_oleh=tokoh.get("budi") if urut % 3 == 0 else None,
        )  # fmt: skip
        rak.add_child(instance=halaman)
        halaman.save_revision().publish()
        baru.append(ArtikelBantuanPage.objects.get(pk=halaman.pk))
    if baru:
        _isi_draf(rak, bidang, tokoh.get("budi"))
        _isi_suara(baru)
    return len(baru)


def isi_telusur() -> None:
    """Empat pekan terakhir: sebagian terjawab, sebagian tetap mengirim tiket (dan tiketnya menyimpan yang dibaca)."""
    if TelusurSaran.objects.exists():
        return
    acak, kini = random.Random("telusur"), timezone.now()
    artikel = list(ArtikelBantuanPage.objects.live().order_by("pk"))
    tiket = list(ProfilTiket.objects.filter(contoh=True, wilayah__isnull=False).order_by("-dibuat")[:12])
    for nomor in range(40):
        profil = tiket[nomor // 3] if nomor % 3 == 0 and nomor // 3 < len(tiket) else None
        terjawab = profil is None and acak.random() < 0.6
        pada = profil.dibuat if profil else kini - timedelta(days=acak.uniform(0, 27))
        telusur = TelusurSaran.objects.create(
            kunci=uuid.UUID(int=acak.getrandbits(128), version=4), dibuat=pada - timedelta(minutes=4), profil=profil,
            hasil="dikirim" if profil else "terjawab" if terjawab else "", hasil_pada=pada if profil or terjawab else None,
            wilayah=profil.wilayah if profil else tiket[nomor % len(tiket)].wilayah if tiket else None,
        )  # fmt: skip
        if artikel and (terjawab or nomor % 2 == 0):
            BacaanSaran.objects.create(
                telusur=telusur, artikel=acak.choice(artikel), menjawab=terjawab, pada=pada - timedelta(minutes=2)
            )


def _isi_draf(rak, bidang: dict[str, Bidang], penulis: Pengguna | None) -> None:
    draf = ArtikelBantuanPage(
        slug="draf-kop-pindah-hosting", bidang=bidang["surat-tte"], live=False, owner=penulis, pemilik=penulis, **_DRAF,
        langkah=[("teks", "<p>Salin folder desa dari hosting lama, lalu muat ulang halaman surat.</p>")],
    )  # fmt: skip
    rak.add_child(instance=draf)
    draf.save_revision(user=penulis)


def _isi_suara(artikel: list[ArtikelBantuanPage]) -> None:
    acak = random.Random("suara")
    SuaraArtikel.objects.bulk_create(
        SuaraArtikel(
            artikel=satu, revisi=satu.live_revision_id, membantu=acak.random() < 0.85, tanda=f"{acak.getrandbits(128):032x}"
        )
        for satu in artikel for _ in range(acak.randint(4, 18))
    )  # fmt: skip
    SuaraArtikel.objects.create(
        artikel=artikel[0], revisi=artikel[0].live_revision_id, membantu=False, tanda=f"{acak.getrandbits(128):032x}",
        kurang="Belum disebut di mana menu catatan rilisnya.",
    )  # fmt: skip


def _paragraf(teks: str) -> RichText:
    return RichText(f"<p>{escape(teks)}</p>")
