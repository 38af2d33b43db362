"""Data terstruktur untuk mesin pencari, hanya simpul publik (domain forum.md 11)."""

from __future__ import annotations

import json

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from forum.models import Acara, Kiriman, Topik

from .topik import HalamanTopik

TEKS_MAKS = 5_000
_LOLOS = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def json_ld(data: dict) -> SafeString:
    """JSON yang tidak dapat menutup elemennya sendiri: `<`, `>`, `&` selalu terlolos."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_LOLOS))


def data_topik(hal: HalamanTopik) -> SafeString | str:
    """QAPage bila ada jawaban tampil, DiscussionForumPosting untuk diskusi; selain itu kosong."""
    topik = hal.topik
    if not (topik.ruang.simpul.publik and topik.tampil):
        return ""
    if acara := getattr(topik, "acara", None):
        return json_ld(_acara(topik, acara))
    if topik.bertanya:
        return json_ld(_tanya(hal)) if topik.jumlah_kiriman > 1 else ""
    return json_ld(_diskusi(hal))


def boleh_diindeks(topik: Topik) -> bool:
    """Pertanyaan tanpa jawaban dan yang tertahan tidak diindeks."""
    return topik.ruang.simpul.publik and topik.tampil and (not topik.bertanya or topik.jumlah_kiriman > 1)


def _tanya(hal: HalamanTopik) -> dict:
    topik = hal.topik
    tampil = [satu for satu in hal.kiriman if satu.tampil]
    soal: dict[str, object] = {
        "@type": "Question",
        "name": topik.judul,
        "answerCount": topik.jumlah_balasan,
        "datePublished": topik.dibuat.isoformat(),
        "author": _orang(topik.penulis),
        "suggestedAnswer": [_jawaban(topik, s) for s in tampil if s.nomor > 1 and s.pk != topik.jawaban_id],
    }
    if pertama := next((satu for satu in tampil if satu.nomor == 1), None):
        soal["text"] = pertama.teks[:TEKS_MAKS]
    if topik.jawaban:
        soal["acceptedAnswer"] = _jawaban(topik, topik.jawaban)
    return {"@context": "https://schema.org", "@type": "QAPage", "mainEntity": soal}


def _acara(topik: Topik, acara: Acara) -> dict:
    """Event dengan selisih zona; alamat daringnya tidak disebut, sebab hanya bagi yang hadir."""
    keadaan = "EventCancelled" if acara.batal else "EventScheduled"
    daring = {"@type": "VirtualLocation", "url": settings.SITE_URL + topik.get_absolute_url()}
    cara = "Offline" if acara.tempat and not acara.tautan else "Mixed" if acara.tempat else "Online"
    return {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": topik.judul,
        "startDate": acara.mulai_setempat.isoformat(),
        "endDate": acara.selesai_setempat.isoformat(),
        "eventStatus": f"https://schema.org/{keadaan}",
        "eventAttendanceMode": f"https://schema.org/{cara}EventAttendanceMode",
        "location": {"@type": "Place", "name": acara.tempat, "address": acara.tempat} if acara.tempat else daring,
        "organizer": _orang(topik.penulis),
        "url": settings.SITE_URL + topik.get_absolute_url(),
    }


def _jawaban(topik: Topik, kiriman: Kiriman) -> dict:
    return {
        "@type": "Answer",
        "text": kiriman.teks[:TEKS_MAKS],
        "datePublished": kiriman.dibuat.isoformat(),
        "upvoteCount": kiriman.jumlah_suka,
        "url": settings.SITE_URL + topik.alamat_kiriman(kiriman.nomor),
        "author": {"@type": "Person", "name": kiriman.nama_penulis},
    }


def _diskusi(hal: HalamanTopik) -> dict:
    topik = hal.topik
    tampil = [satu for satu in hal.kiriman if satu.tampil]
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "DiscussionForumPosting",
        "headline": topik.judul,
        "url": settings.SITE_URL + topik.get_absolute_url(),
        "datePublished": topik.dibuat.isoformat(),
        "author": _orang(topik.penulis),
        "comment": [
            {
                "@type": "Comment",
                "text": satu.teks[:TEKS_MAKS],
                "datePublished": satu.dibuat.isoformat(),
                "author": {"@type": "Person", "name": satu.nama_penulis},
            }
            for satu in tampil
            if satu.nomor > 1
        ],
    }
    if pertama := next((satu for satu in tampil if satu.nomor == 1), None):
        data["text"] = pertama.teks[:TEKS_MAKS]
    return data


def _orang(orang) -> dict:
    return {"@type": "Person", "name": orang.nama if orang else "Anggota terhapus"}
