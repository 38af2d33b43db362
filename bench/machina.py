"""Proses django-machina: mengisi tabelnya dengan percakapan yang sama, lalu membuka halaman yang diminta lewat masukan baku.

Satu baris masukan: nama halaman. Satu baris keluaran: `Ukuran` sekali buka sebagai JSON. Tanpa perantara keamanan, CSP, dan
bahasa milik kita: lebih ringan baginya.
"""

from __future__ import annotations

import json
import os
import sys
from functools import cache
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, transaction

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 - sesudah setup
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from machina.apps.forum.models import Forum  # noqa: E402
from machina.apps.forum_conversation.models import Post, Topic  # noqa: E402
from machina.apps.forum_tracking.models import ForumReadTrack, TopicReadTrack  # noqa: E402

from bench.percakapan import (  # noqa: E402
    HALAMAN,
    JARANG,
    KINI,
    LEMBAR_JAUH,
    ORANG,
    RUANG_PER_SIMPUL,
    SIMPUL,
    TIADA,
    UMUM,
    Skala,
    TopikBuatan,
    kiriman_buatan,
    terbaca,
    topik_buatan,
)  # fmt: skip
from bench.simpan import betulkan_urutan, simpan  # noqa: E402
from bench.ukur import sekali, waktu  # noqa: E402

Orang = get_user_model()


def isi(skala: Skala) -> None:
    """Sekali; semuanya dalam satu transaksi, jadi pengisian yang terputus tidak berbekas."""
    if connection.vendor == "postgresql":
        with connection.cursor() as kursor:
            kursor.execute("CREATE SCHEMA IF NOT EXISTS machina")
    call_command("migrate", verbosity=0)
    if Post.objects.exists():
        return
    topik = topik_buatan(skala)
    with transaction.atomic():
        simpan(Orang, (Orang(pk=pk, username=f"orang{pk}", password="!") for pk in range(1, ORANG + 2)))
        simpan(Forum, _papan(topik))
        simpan(Topic, (
            Topic(
                pk=t.pk, forum_id=_kunci(t.ruang), poster_id=t.penulis, subject=t.judul, slug=f"t{t.pk}", type=0, status=0,
                posts_count=t.banyak, first_post_id=t.pertama, last_post_id=t.pertama + t.banyak - 1, last_post_on=t.akhir,
                created=t.mulai, updated=t.akhir,
            )
            for t in topik
        ))  # fmt: skip
        simpan(Post, (
            Post(
                pk=kunci, topic_id=t.pk, poster_id=penulis, subject=t.judul if nomor == 1 else f"Re: {t.judul}",
                content=teks, _content_rendered=f"<p>{teks}</p>", created=saat, updated=saat,
            )
            for kunci, t, nomor, penulis, teks, saat in kiriman_buatan(topik)
        ))  # fmt: skip
        simpan(
            TopicReadTrack,
            (TopicReadTrack(user_id=siapa, topic_id=t.pk, mark_time=KINI) for siapa, t in terbaca(topik)),
        )
    for satu in (Orang, Forum, Topic, Post):
        betulkan_urutan(satu)
    with connection.cursor() as kursor:
        kursor.execute("ANALYZE")


def _kunci(ruang: int) -> int:
    """Kunci papan: kategori dahulu, lima papan sesudahnya."""
    return (ruang - 1) // RUANG_PER_SIMPUL + ruang + 1


def _papan(topik: list[TopikBuatan]) -> list[Forum]:
    """Dua puluh kategori berisi lima papan beserta angkanya, sebagaimana tersimpan sesudah kiriman terakhirnya."""
    baris, milik = [], {}
    for t in topik:
        milik.setdefault(t.ruang, []).append(t)
    for s in range(SIMPUL):
        pohon, induk = {"tree_id": s + 1}, _kunci(s * RUANG_PER_SIMPUL + 1) - 1
        ujung = 2 + 2 * RUANG_PER_SIMPUL
        baris.append(
            Forum(pk=induk, name=f"Simpul {s + 1}", slug=f"s{s + 1}", type=1, lft=1, rght=ujung, level=0, **pohon)
        )
        for r in range(RUANG_PER_SIMPUL):
            nomor = s * RUANG_PER_SIMPUL + r + 1
            isi_papan = milik.get(nomor, [])
            akhir = max(isi_papan, key=lambda t: t.akhir, default=None)
            baris.append(
                Forum(
                    pk=_kunci(nomor), parent_id=induk, name=f"Ruang {nomor}", slug=f"r{nomor}", type=0, lft=2 + 2 * r,
                    rght=3 + 2 * r, level=1, direct_topics_count=len(isi_papan),
                    direct_posts_count=sum(t.banyak for t in isi_papan),
                    last_post_id=akhir and akhir.pertama + akhir.banyak - 1, last_post_on=akhir and akhir.akhir, **pohon,
                )
            )  # fmt: skip
    return baris


def alamat() -> dict[str, str]:
    """Kembaran `bench.forum.alamat`, menurut namanya."""
    ruang = reverse("forum:forum", args=["r1", _kunci(1)])
    utas = reverse("forum_conversation:topic", args=["r1", _kunci(1), "t1", 1])
    cari, lembar = reverse("forum_search:search"), -(-Topic.objects.get(pk=1).posts_count // 20)
    jauh = min(LEMBAR_JAUH, Topic.objects.filter(forum=_kunci(1)).count() // 25)
    belum = reverse("forum_tracking:unread_topics")
    ketiganya = (f"{cari}?q={kata}" for kata in (UMUM, JARANG, TIADA))
    return dict(zip(HALAMAN, (
        reverse("forum:index"), ruang, f"{ruang}?page={jauh}", utas, f"{utas}?page={lembar}", utas, belum, belum, *ketiganya,
    ), strict=True))  # fmt: skip


def main(topik: int, kiriman: int) -> None:
    isi(Skala(topik, kiriman))
    peramban = {False: Client(), True: Client()}
    peramban[False].force_login(Orang.objects.get(pk=1))
    peramban[True].force_login(Orang.objects.get(pk=ORANG + 1))
    halaman = alamat()

    def lupa() -> None:
        for satu in (TopicReadTrack, ForumReadTrack):
            satu.objects.filter(user=ORANG + 1).delete()

    @cache
    def tetap(nama: str) -> tuple[int, float]:
        return sekali(lambda: [peramban["baru" in nama].get(halaman[nama])], lupa)[:2]

    print("siap", flush=True)
    for baris in sys.stdin:
        nama = baris.strip()
        kueri, kb = tetap(nama)
        ms, dinding = waktu(lambda: [peramban["baru" in nama].get(halaman[nama])], lupa)  # noqa: B023
        print(json.dumps({"ms": ms * 1000, "dinding": dinding * 1000, "kueri": kueri, "kb": kb}), flush=True)


if __name__ == "__main__":
    Path(os.environ["DATA_DIR"], "machina").mkdir(parents=True, exist_ok=True)
    main(int(sys.argv[1]), int(sys.argv[2]))
