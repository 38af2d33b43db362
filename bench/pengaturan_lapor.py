"""Pengaturan `bench.lapor`: server produksi apa adanya, ditambah dua jalur kosong sebagai pembanding."""

from bench.pengaturan import *  # noqa: F403
from bench.pengaturan import MIDDLEWARE

MIDDLEWARE = ["bench.jalur_kosong.KosongDepan", *MIDDLEWARE]
ROOT_URLCONF = "bench.jalur_kosong"
