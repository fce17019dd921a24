"""Settings, read from the environment; a wrong value stops the start with one sentence.

Everything the program writes lies under one folder, `GONGKAI_VAR` (by default `var/`).
"""

import os
import secrets
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env.str("GONGKAI_VAR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(parents=True, exist_ok=True)


def _secret_key() -> str:
    """The key from the environment, else one made for this installation and kept with its data."""
    given: str = env.str("SECRET_KEY", default="")
    if given:
        if len(given) < 32:
            raise ImproperlyConfigured("SECRET_KEY must have at least 32 characters.")
        return given
    kept = VAR_DIR / "secret-key"
    try:
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return kept.read_text(encoding="ascii").strip()
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        key = secrets.token_urlsafe(48)
        file.write(key)
    return key


SECRET_KEY = _secret_key()
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

ROOMS = [
    "audit",
    "accounts",
    "protection",
    "calendars",
    "ledgers",
    "web",
    "agencies",
    "catalog",
    "search",
    "publication",
    "channels",
    "reading_rooms",
    "applications",
    "fees",
    "remedies",
    "casework",
    "supervision",
    "subscriptions",
    "upkeep",
    "reports",
    "portal",
    "desk",
    "commands",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    *(f"gongkai.{room}" for room in ROOMS),
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.web.middleware.NullMiddleware",
    "gongkai.web.middleware.TodayMiddleware",
    "gongkai.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            BASE_DIR / "templates",
            *sorted(BASE_DIR.glob("gongkai/*/templates")),
        ],
        "OPTIONS": {
            "environment": "gongkai.web.jinja.environment",
            "context_processors": [
                "gongkai.web.jinja.shared",
                "gongkai.desk.navigation.shared",
            ],
        },
    },
]

_SQLITE = f"sqlite:///{VAR_DIR / 'gongkai.sqlite3'}"
DATABASES = {"default": env.db_url("DATABASE_URL", default=_SQLITE)}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
# To open the database anew for each request costs more than most pages.
DATABASES["default"]["CONN_MAX_AGE"] = 60
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        # A transaction that will write takes the write lock at once; two that
        # read first and write later would refuse each other instead of waiting.
        "transaction_mode": "IMMEDIATE",
        "timeout": 60,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;"
            "PRAGMA temp_store=MEMORY;PRAGMA mmap_size=134217728;"
        ),
    }
elif DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
    raise ImproperlyConfigured("DATABASE_URL must name SQLite or PostgreSQL.")

CACHES = {
    "default": {
        # Files, so that all workers see the progress of an import another one runs.
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
    }
}

# What public pages may take in the memory of each worker; none are kept while templates change.
PAGE_CACHE_BYTES = 0 if DEBUG else env.int("GONGKAI_PAGE_CACHE_MB", default=64) * 1024 * 1024

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "portal:home"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns of a missing folder at every start
STATICFILES_DIRS = [BASE_DIR / "static"]
# Served from the sources without a collecting step: one command less on the user's machine.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = VAR_DIR / "media"

# What one uploaded file, and all files of one item together, may take.
UPLOAD_BYTES = env.int("GONGKAI_UPLOAD_MB", default=50) * 1024 * 1024
# Days that a file read in stays until its draft is confirmed.
UPLOAD_DAYS = env.int("GONGKAI_UPLOAD_DAYS", default=30)
if UPLOAD_DAYS < 1:
    raise ImproperlyConfigured("GONGKAI_UPLOAD_DAYS must be at least 1.")
ITEM_FILES_BYTES = env.int("GONGKAI_ITEM_FILES_MB", default=200) * 1024 * 1024

DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
HTTPS = env.bool("GONGKAI_HTTPS", default=False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# How many proxies in front have each added to X-Forwarded-For whom they saw.
PROXIES = env.int("GONGKAI_PROXIES", default=int(HTTPS))
# How many numbers a browser tries at most before it may post a public form.
PROOF_WORK = env.int("GONGKAI_PROOF_WORK", default=400_000)
if PROXIES < 0 or PROOF_WORK < 1:
    raise ImproperlyConfigured("GONGKAI_PROXIES is at least 0, GONGKAI_PROOF_WORK at least 1.")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# The mail server; without one, mails are written to the terminal.
vars().update(env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("GONGKAI_EMAIL_FROM", default="noreply@localhost")
# The address of the licence under which the catalog may be used again; none is invented.
OPEN_DATA_LICENCE = env.str("GONGKAI_DATA_LICENCE", default="")
# Where the portal stands, for links in mails; a page takes it from its request.
SITE_ADDRESS = env.str("GONGKAI_ADDRESS", default="http://127.0.0.1:8000").rstrip("/")

# Keys of encrypted personal data: outside the database, so that a copy of it tells nothing.
GONGKAI_KEYS = Path(env.str("GONGKAI_KEYS", default=str(VAR_DIR / "keys" / "ring.json")))
DEFAULT_EXCEPTION_REPORTER = "gongkai.protection.error_reports.MaskedReporter"
DEFAULT_EXCEPTION_REPORTER_FILTER = "gongkai.protection.error_reports.NothingEntered"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"personal_data": {"()": "gongkai.protection.logs.PersonalDataFilter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["personal_data"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # Django's own handlers know no filter, and one of them mails what was entered.
        "django": {"handlers": [], "level": "INFO"},
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
}

# A folder of official fonts of the office (仿宋_GB2312, 方正小标宋简体), used before all others.
GONGKAI_FONTS = env.str("GONGKAI_FONTS", default="")
