"""On a server. Refuses to start without SECRET_KEY, ALLOWED_HOSTS and, unless ALLOW_SQLITE is set, DATABASE_URL."""

from django.core.exceptions import ImproperlyConfigured

from cms.settings import env
from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES

DEBUG = env.flag("DEBUG", default=False)
if DEBUG:
    raise ImproperlyConfigured("正式环境不得打开 DEBUG。")
SECRET_KEY = env.secret("SECRET_KEY")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("环境变量 ALLOWED_HOSTS 应列出本站域名，例如 news.example.gov.cn，不可为空或 *。")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
if "sqlite3" in DATABASES["default"]["ENGINE"] and not env.flag("ALLOW_SQLITE", default=False):
    raise ImproperlyConfigured("正式环境请用 DATABASE_URL 指定 PostgreSQL；确要用 SQLite 请设 ALLOW_SQLITE=true。")

HTTPS = env.flag("HTTPS", default=True)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
if HTTPS:  # browsers take such a name only from this very host, by TLS (RFC 6265bis)
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, RETURNING_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken", "__Host-desk"
MEDIA_BY_NGINX = env.flag("BEHIND_PROXY", default=False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
