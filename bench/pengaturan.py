"""Pengaturan produksi di atas basis data bench; hanya yang bergantung pada tempat yang diganti."""

from __future__ import annotations

import os
from pathlib import Path

os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000")

from situs.settings.production import *  # noqa: F403
from situs.settings.production import CACHES, DATABASES, INSTALLED_APPS, STORAGES

_folder = Path(os.environ["DATA_DIR"])
DEBUG = False
ALLOWED_HOSTS = ["*"]
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
WAJIB_MFA = False
BATAS_LAJU = {"cari": "1000000/m/ip"}
STATIC_ROOT = _folder / "statis"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
LOGGING = {"version": 1, "disable_existing_loggers": False, "root": {"handlers": [], "level": "CRITICAL"}}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Satu proses server per kueri, bagi kita dan bagi pustaka: waktu prosesornya terhitung seluruhnya.
    DATABASES["default"]["OPTIONS"] = {"options": "-c max_parallel_workers_per_gather=0"}
POSTGRES = DATABASES["default"]["ENGINE"].endswith("postgresql")
if POSTGRES and "django.contrib.postgres" not in INSTALLED_APPS:
    INSTALLED_APPS.append("django.contrib.postgres")
