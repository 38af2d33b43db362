from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse

from modul_pelatihan.models import Sertifikat
from wilayah.zona import info_zona

KONTEKS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)


def alamat(jalur: str) -> str:
    return f"{settings.SITE_URL}{jalur}"


def alamat_penerbit() -> str:
    return alamat(reverse("modul_pelatihan:penerbit"))


def _saat(hari: date, zona: str) -> str:
    """Awal hari itu di zona penerbit, sebagai UTC."""
    return f"{datetime.combine(hari, time.min, info_zona(zona)).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def kredensial(sertifikat: Sertifikat) -> dict[str, Any]:
    """OpenBadgeCredential tanpa tanda tangan; isinya hanya dari baris yang tersegel, jadi selalu sama.

    Hari terakhir masih berlaku: validUntil adalah detik terakhir hari itu di zona penerbit.
    """
    periksa = alamat(sertifikat.get_absolute_url())
    pengenal: list[dict[str, Any]] = [
        {"type": "IdentityObject", "hashed": False, "identityType": "name", "identityHash": sertifikat.nama}
    ]
    if sertifikat.sidik_email:
        pengenal.append(
            {"type": "IdentityObject", "hashed": True, "identityType": "emailAddress",
             "identityHash": sertifikat.sidik_email, "salt": sertifikat.garam}
        )  # fmt: skip
    isi: dict[str, Any] = {
        "@context": list(KONTEKS),
        "id": periksa,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": f"{sertifikat.kursus}, nomor {sertifikat.nomor}",
        "issuer": {"id": alamat_penerbit(), "type": ["Profile"], "name": sertifikat.penerbit},
        "validFrom": _saat(sertifikat.terbit, sertifikat.zona),
        "credentialSubject": {
            "id": f"urn:uuid:{sertifikat.tanda}",
            "type": ["AchievementSubject"],
            "identifier": pengenal,
            "achievement": {
                "id": f"{periksa}#capaian",
                "type": ["Achievement"],
                "achievementType": "Certificate",
                "name": sertifikat.kursus,
                "description": sertifikat.capaian,
                "criteria": {
                    "narrative": f"Memenuhi syarat kehadiran, tes, dan praktik; {sertifikat.jp} jam pelajaran."
                },
            },
        },
    }
    if sertifikat.berlaku_sampai:
        sesudah = datetime.combine(sertifikat.berlaku_sampai, time.max, info_zona(sertifikat.zona)).replace(
            microsecond=0
        )
        isi["validUntil"] = f"{sesudah.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    return isi
