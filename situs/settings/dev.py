"""Pengembangan dan coba-coba di satu komputer: halaman galat rinci, surat ke konsol, MFA tidak dipaksa."""

from .production import *  # noqa: F403
from .production import DATA_DIR
from . import lingkungan as env

DEBUG = env.boolean("DEBUG", False)
globals().update(env.surel(env.teks("EMAIL_URL", "console:"), DATA_DIR / "surat"))
WAJIB_MFA = env.boolean("WAJIB_MFA", False)
ALLOWED_HOSTS = env.daftar("ALLOWED_HOSTS", ("*",)) if DEBUG else ALLOWED_HOSTS
