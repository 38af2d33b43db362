"""Aritmetika pelacak: murni, bilangan bulat dan `Fraction`, tanpa ORM (domain tracker.md 1–8).

Memutuskan dengan nilai tepat, menampilkan nilai bulat: pembulatan setengah ke atas, sekali, di tepi.
Pembagian dengan nol menghasilkan `None` ("tidak dapat dihitung"), tidak pernah 0 atau 100.
"""

from .adopsi import adoption_rate, denominator_change, kabkota_adoption, opendk_ready, rollup_ratio, share, target_count
from .bulat import bulat, bulat_atas, persen, tambah_bulan
from .kemajuan import progress, progress_rollup, stalled
from .kesiapan import readiness, sensitivity, tie_break
from .kode import dedupe_codes
from .laju import projection, required_rate
from .mutu import accuracy_wilson, service_time, transparency
from .pantau import (
    AKTIF,
    BELUM_TERPASANG,
    JARANG,
    TIDAK_AKTIF,
    TIDUR,
    batas_tidak_aktif,
    dapat_melapor_otomatis,
    ping_status,
    source_precedence,
    usage,
    version_age,
)
from .perjanjian import agreement

__all__ = [
    "AKTIF",
    "BELUM_TERPASANG",
    "JARANG",
    "TIDAK_AKTIF",
    "TIDUR",
    "accuracy_wilson",
    "adoption_rate",
    "agreement",
    "batas_tidak_aktif",
    "bulat",
    "bulat_atas",
    "dapat_melapor_otomatis",
    "dedupe_codes",
    "denominator_change",
    "kabkota_adoption",
    "opendk_ready",
    "persen",
    "ping_status",
    "progress",
    "progress_rollup",
    "projection",
    "readiness",
    "required_rate",
    "rollup_ratio",
    "sensitivity",
    "service_time",
    "share",
    "source_precedence",
    "stalled",
    "tambah_bulan",
    "target_count",
    "tie_break",
    "transparency",
    "usage",
    "version_age",
]
