"""Pengaturan produksi; `dev` dan `test` menurunkannya. Semua yang berbeda per tempat datang dari lingkungan."""

from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from . import lingkungan as env

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(env.teks("DATA_DIR") or BASE_DIR / "var")
DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)

DEBUG = False
SECRET_KEY = env.rahasia("SECRET_KEY", DATA_DIR / "rahasia")
SECRET_KEY_FALLBACKS = env.daftar("SECRET_KEY_FALLBACKS")
VAPID_KEY = env.rahasia("VAPID_KEY", DATA_DIR / "rahasia")  # mengenalkan situs kepada layanan pemberitahuan peramban
FIELD_KEY = env.rahasia("FIELD_KEY", DATA_DIR / "rahasia")  # menyandikan rahasia TOTP

SITE_URL = env.teks("SITE_URL", "http://127.0.0.1:8000").rstrip("/")
_situs = urlsplit(SITE_URL)
if not (_situs.scheme in {"http", "https"} and _situs.hostname):
    raise ImproperlyConfigured("SITE_URL harus alamat lengkap, misalnya https://bantuan.contoh.desa.id.")
HTTPS = _situs.scheme == "https"
ALLOWED_HOSTS = env.daftar("ALLOWED_HOSTS", (_situs.hostname, "127.0.0.1", "localhost", "[::1]"))
CSRF_TRUSTED_ORIGINS = [SITE_URL]

DATABASES = {"default": env.basis_data(env.teks("DATABASE_URL"), DATA_DIR)}
POSTGRES = DATABASES["default"]["ENGINE"].endswith("postgresql")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

WAGTAIL = [
    "wagtail.contrib.forms", "wagtail.contrib.redirects", "wagtail.contrib.settings", "wagtail.embeds",
    "wagtail.sites", "akun.redaksi_pengguna.PenggunaRedaksiConfig", "wagtail.snippets", "wagtail.documents",
    "wagtail.images",
    "wagtail.search", "wagtail.admin", "wagtail",
]  # fmt: skip
INSTALLED_APPS = [
    "situs", "replikasi", "pusat_bantuan", "forum", "modul_pelatihan", "akun", "wilayah",
    "helpdesk", "rest_framework",
    "allauth", "allauth.account", "allauth.mfa", "allauth.usersessions",
    "django_tasks", "django_tasks_db",
    *WAGTAIL,
    "taggit", "modelcluster", "django_filters", "csp",
    "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.forms", "django.contrib.staticfiles", "django.contrib.sites", "django.contrib.sitemaps", "django.contrib.humanize",
]  # fmt: skip
if POSTGRES:
    INSTALLED_APPS.append("django.contrib.postgres")

MIDDLEWARE = [
    "replikasi.penjaga.JalurLapor",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "situs.keamanan.KebijakanIsiMiddleware",
    "situs.keamanan.KepalaKeamananMiddleware",
    "situs.galat.JawabanBerkalimat",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "akun.penjaga.SesiTercatatMiddleware",
    "akun.penjaga.UmurSesiMiddleware",
    "akun.penjaga.ZonaWaktuMiddleware",
    "akun.penjaga.WajibMfaMiddleware",
    "pusat_bantuan.penjaga.PenjagaHelpdesk",
    "pusat_bantuan.penjaga.PenjagaKiriman",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]
ROOT_URLCONF = "situs.urls"
WSGI_APPLICATION = "situs.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.static",
                "wagtail.contrib.settings.context_processors.settings",
                "situs.konteks.bingkai",
            ],
            "builtins": ["django.templatetags.static", "situs.templatetags.bingkai"],
        },
    }
]
FORM_RENDERER = "situs.formulir.PerenderFormulir"

# --- Bahasa dan waktu -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia")]
LOCALE_PATHS = [BASE_DIR / "situs" / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = True

# --- Berkas -----------------------------------------------------------------------------------------------------
STATIC_URL = "statis/"
STATIC_ROOT = DATA_DIR / "statis"
MEDIA_URL = "media/"
MEDIA_ROOT = Path(env.teks("MEDIA_ROOT") or DATA_DIR / "media")
BERKAS_PRIBADI = DATA_DIR / "pribadi"  # lampiran tiket dan bukti: hanya lewat tampilan yang memeriksa hak
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "pribadi": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": BERKAS_PRIBADI, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640
FOLDER_CADANGAN = Path(env.teks("FOLDER_CADANGAN") or DATA_DIR / "cadangan")  # sebaiknya di cakram lain
PEMINDAI_LAMPIRAN = env.teks("PEMINDAI_LAMPIRAN")  # misalnya "clamdscan --fdpass --no-summary"; kosong: tanpa pemindai
LAYANAN_DORONG = env.daftar(  # layanan dorong milik pembuat peramban; titik di depan: juga subdomainnya
    "LAYANAN_DORONG",
    ("fcm.googleapis.com", ".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com"),
)
KABAR_SISTEM_HTTP = env.daftar("KABAR_SISTEM_HTTP")  # tuan rumah jaringan dalam yang boleh dikabari tanpa https
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
LURING = env.boolean("LURING", True)  # saklar darurat: 0 mencabut pekerja layanan dan membuang simpanan di perangkat

CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env.teks("CACHE_URL")}
        if env.teks("CACHE_URL")
        else {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "singgahan"}
    ),
    # Ingatan satu proses, beberapa menit: hanya bagi yang boleh dikerjakan lagi oleh proses lain.
    "proses": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "proses",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}

# --- Surat: semua masuk kotak keluar dahulu, dikirim oleh pekerja --------------------------------------------------
EMAIL_BACKEND = "akun.surat.KotakKeluarBackend"
globals().update(env.surel(env.teks("EMAIL_URL"), DATA_DIR / "surat"))
DEFAULT_FROM_EMAIL = env.teks("DEFAULT_FROM_EMAIL", f"Pusat Bantuan <bantuan@{_situs.hostname}>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Alamat kotak bantuan; yang pertama menjadi alamat balasan. Kotaknya (dengan sandi) hanya di SURAT_MASUK.
SURAT_ALAMAT = env.daftar("SURAT_ALAMAT", (parseaddr(DEFAULT_FROM_EMAIL)[1],))
SURAT_MASUK = env.daftar("SURAT_MASUK")
SURAT_AUTHSERV = env.teks("SURAT_AUTHSERV")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "mail", "media"]}}

# --- Orang dan pintu masuk (domain: satu pintu untuk kata sandi) ---------------------------------------------------
AUTH_USER_MODEL = "akun.Pengguna"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda"
LOGOUT_REDIRECT_URL = "beranda"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "akun.sandi.KataSetempatValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
ACCOUNT_ADAPTER = "akun.adapter.AdapterAkun"
ACCOUNT_LOGIN_METHODS = {"username", "email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email", "phone*", "password1*"]  # nama penggunanya dari sistem
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_PHONE_VERIFICATION_ENABLED = False
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_RATE_LIMITS = {"login_failed": "30/m/ip,5/300s/key"}
ACCOUNT_FORMS = {"login": "akun.forms.FormMasuk", "signup": "akun.forms.FormDaftar"}
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Pusat Bantuan] "
MFA_ADAPTER = "akun.adapter.AdapterMfa"
MFA_FORMS = {
    "authenticate": "akun.forms.FormKodeKedua", "reauthenticate": "akun.forms.FormKodeKeduaUlang",
    "add_webauthn": "akun.forms.FormKunciBaru", "edit_webauthn": "akun.forms.FormNamaKunci",
}  # fmt: skip
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Pusat Bantuan OpenDesa"
WAJIB_MFA = True
USERSESSIONS_TRACK_ACTIVITY = True
SITE_ID = 1

# --- Sesi, kuki, kepala --------------------------------------------------------------------------------------------
TRUSTED_PROXIES = env.bilangan("TRUSTED_PROXIES", 0)
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "situs.galat.csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sesi" if HTTPS else "sesi"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "csrf"
SECURE_SSL_REDIRECT = HTTPS
# Jalur mesin tidak pernah dialihkan: POST akan menjadi GET dan kehilangan isinya (domain: kontrak OpenSID).
SECURE_REDIRECT_EXEMPT = [r"^$", r"^(index\.php/)?api/", r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 63072000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.boolean("HSTS_SUBDOMAIN", False)
SECURE_HSTS_PRELOAD = False
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Sengaja tidak dinyalakan: subdomain lain milik pemilik domain, bukan kita.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- Masa tiket: hari kerja desanya, kecuali disebut lain; satu tempat untuk semuanya (docs/pasang.md) ---------------
MASA_TIKET = {
    nama: env.bilangan(f"TIKET_{nama.upper()}", bawaan)
    for nama, bawaan in {
        "ingatkan_hari": 5,  # menunggu jawaban desa: diingatkan sekali
        "tunggu_hari": 8,  # lalu dianggap selesai
        "konfirmasi_hari": 5,  # sudah dijawab, tidak ada kabar: ditutup
        "buka_lagi_hari": 30,  # hari kalender sesudah ditutup; sesudahnya tiket lanjutan
        "nilai_hari": 60,  # hari kalender: umur tautan penilaian di email
        "usul_diam_jam": 6,  # usul gangguan yang ditolak tidak diusulkan lagi selama ini
    }.items()
}

# --- Laporan OpenSID (docs/pasang.md) --------------------------------------------------------------------------------
# Alamat situs yang wajar dipakai banyak desa sekaligus: tidak ditandai janggal.
HOST_BERSAMA = env.daftar("HOST_BERSAMA")
# Server pantau hulu yang diberi terusan tiap laporan; kosong: tidak ada relai. Hanya dari sini, tidak dari halaman mana pun.
RELAI_PANTAU = env.teks("RELAI_PANTAU").rstrip("/")
RELAI_TOKEN = env.teks(
    "RELAI_TOKEN",  # bawaannya tetapan yang tercetak di kode terbuka OpenSID, sama untuk semua desa
    "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpZCI6bnVsbCwidGltZXN0YW1wIjoxNjAzNDY2MjM5fQ."
    "HVCNnMLokF2tgHwjQhSIYo6-2GNXB4-Kf28FSIeXnZw",
)
_hulu = urlsplit(RELAI_PANTAU)
if RELAI_PANTAU and not (_hulu.hostname and _hulu.scheme == "https" and _hulu.hostname != _situs.hostname):
    raise ImproperlyConfigured("RELAI_PANTAU harus alamat https server lain, misalnya https://pantau.opensid.my.id.")

# --- django-helpdesk: lemari simpan tiket, halamannya dijaga (docs/keputusan/0005-helpdesk.md) -----------------------
HELPDESK_TEAMS_MODE_ENABLED = False
HELPDESK_API_ENABLED = False
HELPDESK_KANBAN_ENABLED = False
HELPDESK_ENABLE_PASSWORD_RESET = False
HELPDESK_ENABLE_DEPENDENCIES_ON_TICKET = False
HELPDESK_TICKETS_TIMELINE_ENABLED = False
HELPDESK_STAFF_ONLY_TICKET_OWNERS = True
HELPDESK_STAFF_ONLY_TICKET_CC = True
HELPDESK_ENABLE_PER_QUEUE_STAFF_PERMISSION = True
HELPDESK_ENABLE_BACKLINKS = False
HELPDESK_GET_NEW_TICKET_WEBHOOK_URLS = lambda: []  # noqa: E731 - nama pengaturan pustaka, isinya harus callable
HELPDESK_GET_FOLLOWUP_WEBHOOK_URLS = lambda: []  # noqa: E731
HELPDESK_EMAIL_FALLBACK_LOCALE = "id"
HELPDESK_USE_HTTPS_IN_EMAIL_LINK = HTTPS
# Isi tiket yang ditutup lebih lama dari ini dihapus; hitungannya tinggal (docs/pasang.md, "Masa simpan").
MASA_SIMPAN_TIKET_TAHUN = env.bilangan("MASA_SIMPAN_TIKET_TAHUN", 5)
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_THROTTLE_CLASSES": ["rest_framework.throttling.UserRateThrottle"],
    "DEFAULT_THROTTLE_RATES": {"user": "60/min"},
}

# --- Wagtail -------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Pusat Bantuan OpenDesa"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "/akun/login/"
WAGTAIL_FRONTEND_LOGIN_URL = "/akun/login/"
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILDOCS_PRIVATE_COLLECTION_OPTIONS = {"SHARED_PASSWORD": False}
WAGTAILADMIN_PERMITTED_LANGUAGES = [("id", "Bahasa Indonesia")]
WAGTAILADMIN_USER_PASSWORD_RESET_FORM = "django.contrib.auth.forms.PasswordResetForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "odt", "ods", "csv", "txt", "zip"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "avif", "webp": "webp"}
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 24_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "indonesian"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "baris": {"()": "situs.catatan_log.BarisTersamar", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"konsol": {"class": "logging.StreamHandler", "formatter": "baris"}},
    "root": {"handlers": ["konsol"], "level": env.teks("LOG_LEVEL", "INFO")},
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "django_tasks": {"level": "WARNING"},
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
