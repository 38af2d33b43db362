"""Uji: basis data berkas (dua sambungan benar-benar dua), sandi cepat, statis tanpa manifes."""

import atexit
import shutil
import tempfile
from pathlib import Path

from . import lingkungan as env
from .production import *  # noqa: F403
from .production import BASE_DIR, DATABASES, POSTGRES, STORAGES

_folder = Path(tempfile.mkdtemp(prefix="pusat-bantuan-uji-"))
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
if url := env.teks("DATABASE_URL_UJI"):
    DATABASES["default"] = env.basis_data(url, _folder)
    POSTGRES = DATABASES["default"]["ENGINE"].endswith("postgresql")
if POSTGRES:
    DATABASES["default"]["OPTIONS"]["options"] = "-c statement_timeout=60000 -c lock_timeout=20000"
    if "django.contrib.postgres" not in INSTALLED_APPS:
        INSTALLED_APPS.append("django.contrib.postgres")
else:
    DATABASES["default"] = env.sqlite(_folder / "default.sqlite3", sinkron="OFF")
    DATABASES["default"]["TEST"] = {"NAME": _folder / "uji-default.sqlite3"}
TEST_RUNNER = "tests.pelari.Pelari"
CETAKAN_UJI = BASE_DIR / "var" / "cetakan-uji"

SECRET_KEY = "kunci-uji-yang-panjang-dan-tidak-rahasia-0123456789-abcdefghij"
FIELD_KEY = "kunci-bidang-uji-yang-panjang-dan-tidak-rahasia"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STORAGES["pribadi"]["OPTIONS"]["location"] = _folder / "pribadi"
BERKAS_PRIBADI = _folder / "pribadi"
MEDIA_ROOT = _folder / "media"
FOLDER_CADANGAN = _folder / "cadangan"
WHITENOISE_AUTOREFRESH = True
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
SURAT_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WAJIB_MFA = False
ACCOUNT_RATE_LIMITS = {}
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"handlers": [], "level": "CRITICAL"}}
