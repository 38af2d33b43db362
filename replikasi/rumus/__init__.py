"""Aritmetika pelacak: murni, bilangan bulat, `Fraction`, dan tanggal, tanpa ORM (domain tracker.md 1–9).

Satu fungsi per aturan, bernama sama dengan kode aturannya; tabelnya di docs/rumus.md. Memutuskan dengan nilai tepat,
menampilkan nilai bulat: setengah ke atas, sekali, di tepi (`bulat`). Pembagian dengan nol menghasilkan `None` ("tidak
dapat dihitung"), tidak pernah 0 atau 100.
"""

from .adopsi import adoption_rate, denominator_change, kabkota_adoption, opendk_ready, rollup_ratio, share, target_count
from .bulat import bulat, bulat_atas, persen, tambah_bulan, tepat
from .kemajuan import progress, progress_rollup, saat_tertahan, stalled
from .kesiapan import menyimpang, readiness, sensitivity, tie_break
from .kode import code_history, dedupe_codes
from .laju import dispersion, grade_forecast, hit_rate, next_goal, projection, publication, required_rate
from .mutu import accuracy_wilson, butir_terbit, service_time, transparency, working_minutes
from .pantau import (
    AKTIF,
    BELUM_TERPASANG,
    JARANG,
    TIDAK_AKTIF,
    TIDUR,
    batas_tidak_aktif,
    dapat_melapor_otomatis,
    hari_melapor,
    lapor_terakhir_pada,
    lenyap_serentak,
    ping_status,
    source_precedence,
    usage,
    version_age,
)
from .perjanjian import agreement, agreement_reminders
from .replika import generasi, melingkar, reproduction

VERSI = "1"  # disimpan bersama ramalan yang terbit dan deret angka; naik bila satu definisi berubah

__all__ = [
    "AKTIF",
    "BELUM_TERPASANG",
    "JARANG",
    "TIDAK_AKTIF",
    "TIDUR",
    "VERSI",
    "accuracy_wilson",
    "adoption_rate",
    "agreement",
    "agreement_reminders",
    "batas_tidak_aktif",
    "bulat",
    "bulat_atas",
    "butir_terbit",
    "code_history",
    "dapat_melapor_otomatis",
    "dedupe_codes",
    "denominator_change",
    "dispersion",
    "generasi",
    "grade_forecast",
    "hari_melapor",
    "hit_rate",
    "kabkota_adoption",
    "lapor_terakhir_pada",
    "lenyap_serentak",
    "melingkar",
    "menyimpang",
    "next_goal",
    "opendk_ready",
    "persen",
    "ping_status",
    "progress",
    "progress_rollup",
    "projection",
    "publication",
    "readiness",
    "reproduction",
    "required_rate",
    "rollup_ratio",
    "sensitivity",
    "service_time",
    "share",
    "source_precedence",
    "saat_tertahan",
    "stalled",
    "tambah_bulan",
    "target_count",
    "tepat",
    "tie_break",
    "transparency",
    "usage",
    "version_age",
    "working_minutes",
]
