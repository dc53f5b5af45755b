"""Settings common to development, production and tests."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from cms.settings import env
from cms.settings.logs import logging_of
from issues.rendering.limits import Limits

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

INSTALLED_APPS = [
    "cms",
    "issues",
    "articles",
    "taggit",
    "django_prose_editor",
    "csp",
    "axes",
    "cms.apps.DeskAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.middleware.PublicGZipMiddleware",
    "cms.middleware.PublicHeadersMiddleware",
    "cms.variants.VariantMiddleware",
    "cms.middleware.PrivateCSPMiddleware",
    "cms.typed.TypedWordsMiddleware",
    "cms.middleware.PrivateSessionMiddleware",
    "cms.middleware.PrivateAuthenticationMiddleware",
    "cms.bodies.BodySizeMiddleware",  # before anything reads a form
    "cms.middleware.PlainTextMiddleware",
    "cms.typed.ReturningMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "cms.middleware.PrivateMessageMiddleware",
    "cms.sign_in.sessions.SignInMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "articles.record.middleware.ClientAddressMiddleware",
    "axes.middleware.AxesMiddleware",
    "cms.looking.LookMiddleware",
]
# Everything below these belongs to staff: sessions, accounts, nonces. All other pages are public.
PRIVATE_PREFIXES = ("/admin/",)
ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
DATABASES = {"default": env.database("DATABASE_URL", default_path=VAR_DIR / "db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = [
    "cms.sign_in.locks.LocksBackend",
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "cms.sign_in.backends.OutsideBackend",
    "cms.sign_in.directory.DirectoryBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "cms.sign_in.passwords.NameValidator"},
    {"NAME": "cms.sign_in.passwords.LengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "cms.sign_in.passwords.VarietyValidator", "OPTIONS": {"least": 5}},
    {"NAME": "cms.sign_in.passwords.OwnWordsValidator"},
    {"NAME": "cms.sign_in.passwords.CommonValidator"},
    {"NAME": "cms.sign_in.passwords.DigitsValidator"},
    {"NAME": "cms.sign_in.passwords.HistoryValidator", "OPTIONS": {"last": 5}},
]
PASSWORD_WORDS = env.words("PASSWORD_WORDS")  # what no password here is made of, beside the paper's own names
# A password older than this is changed at the next sign-in; 0 for no limit.
PASSWORD_DAYS = env.integer("PASSWORD_DAYS", default=90)
# Five wrong passwords or codes lock the pair of account and address for a quarter of an hour, or the browser in which
# the account was signed in before (cms/sign_in/locks.py).
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # who goes on trying does not make a lock longer
AXES_LOCKOUT_PARAMETERS = "cms.sign_in.locks.counted_by"
AXES_CLIENT_IP_CALLABLE = "cms.sign_in.locks.counted_address"
AXES_USERNAME_CALLABLE = "cms.sign_in.locks.counted_name"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "otp_code"]
# So many accounts failing from one address within that time stop the address for it; so many failures of one account,
# from wherever, stop the account for all browsers but those it is known in.
SIGN_IN_NAMES = env.integer("SIGN_IN_NAMES", default=12, minimum=3)
SIGN_IN_FAILURES = env.integer("SIGN_IN_FAILURES", default=30, minimum=10)
AXES_RESET_ON_SUCCESS = True
AXES_ENABLE_ADMIN = False  # its tables speak of middleware; the audit log tells editors what they need
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
# Django's own phrases as an editor says them.
LOCALE_PATHS = [BASE_DIR / "cms" / "locale"]
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
# Whether nginx hands out a picture that the application lets go (X-Accel-Redirect), or the application itself.
MEDIA_BY_NGINX = False
# Generated files (Word, PDF, …): may be deleted at any time, they are made again. Not below MEDIA_ROOT: a file of a
# withdrawn issue must not stay reachable.
GENERATED_ROOT = VAR_DIR / "generated"
# A whole issue is pasted into one form field; images come as files. Who may send how much where: cms/bodies.py.
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.text.tags.split_tags"
TAGGIT_STRING_FROM_TAGS = "articles.text.tags.join_tags"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "frame-src": [SELF],
        "object-src": [NONE],
    },
}
# For browsers without CSP. Where there is CSP its frame-ancestors rules: the composer shows the issue in a frame.
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_HTTPONLY = True
RETURNING_COOKIE_NAME = "desk"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
LOGIN_URL = "admin:login"
# Roles that must have a second factor (a code from the telephone), separated by commas; 超级用户 for superusers. And
# whether it is asked also of who signs in elsewhere (OpenID Connect, LDAP), where they have shown one already.
SECOND_FACTOR_ROLES = env.words("SECOND_FACTOR_ROLES")
SSO_SECOND_FACTOR = env.flag("SSO_SECOND_FACTOR", default=False)
# Signing in elsewhere; local accounts stay for emergencies. An OpenID Connect provider, by its address:
OIDC_ISSUER = env.text("OIDC_ISSUER", "")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID", "")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET", "")
OIDC_NAME = env.text("OIDC_NAME", "单位统一登录")  # what the button says
OIDC_NAME_CLAIM = env.text("OIDC_NAME_CLAIM", "preferred_username")
OIDC_GROUPS_CLAIM = env.text("OIDC_GROUPS_CLAIM", "groups")
# A directory (LDAP): the account that searches it, where people and groups stand, how a name is looked for.
LDAP_URL = env.text("LDAP_URL", "")
LDAP_START_TLS = env.flag("LDAP_START_TLS", default=True)
LDAP_BIND_DN = env.text("LDAP_BIND_DN", "")
LDAP_BIND_PASSWORD = env.text("LDAP_BIND_PASSWORD", "")
LDAP_BASE = env.text("LDAP_BASE", "")
LDAP_GROUP_BASE = env.text("LDAP_GROUP_BASE", "")
LDAP_FILTER = env.text("LDAP_FILTER", "(uid={name})")
LDAP_NAME_ATTRIBUTE = env.text("LDAP_NAME_ATTRIBUTE", "uid")
# Which role a group there gives here (group=role, …), and whether an account here of the same name is theirs.
SSO_GROUPS = env.pairs("SSO_GROUPS")
SSO_LINK_BY_NAME = env.flag("SSO_LINK_BY_NAME", default=False)
# Without anything done for so long one is signed out, and after so long in any case (cms/sign_in/sessions.py).
SESSION_IDLE_SECONDS = 60 * env.integer("SESSION_IDLE_MINUTES", default=30, minimum=2)
SESSION_SECONDS = SESSION_COOKIE_AGE = 3600 * env.integer("SESSION_HOURS", default=12, minimum=1)
CSRF_FAILURE_VIEW = "cms.errors.csrf_failure"

EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.integer("EMAIL_PORT", default=25, minimum=1)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS", default=False)
EMAIL_TIMEOUT = 30
STAFF_MAIL_AT_ONCE = False  # staff's mail waits for the job that sends it
EMAIL_BACKEND = env.text("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")

# Under what addresses and the audit log's chain are kept: secrets, the newest first (articles/keys/). Unset:
# SECRET_KEY. And with which digest (sha256, or sm3 where OpenSSL has it).
DATA_KEYS = env.secrets("DATA_KEYS")
DIGEST = env.digest("DIGEST")
# The first hashes new passwords; others go on working until their owners sign in next.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
PASSWORD_HASHERS.insert(0 if DIGEST == "sm3" else 1, "cms.hashers.PBKDF2SM3PasswordHasher")
# Where each row of the audit log is copied to as a line of JSON, besides the database: a file, a syslog server
# (host:port, udp) or socket (/dev/log). Looks at the same thing within so many minutes are one row.
AUDIT_FILE = env.text("AUDIT_FILE", "")
AUDIT_SYSLOG = env.text("AUDIT_SYSLOG", "")
AUDIT_LOOK_MINUTES = env.integer("AUDIT_LOOK_MINUTES", default=15, minimum=1)

LOGGING = logging_of(audit_file=AUDIT_FILE, audit_syslog=AUDIT_SYSLOG)

ISSUES_PER_PAGE = 15
ARTICLES_PER_PAGE = 20
FEED_LENGTH = 20
# A WebSub hub that feeds announce and that is told when something was published; "" for none.
WEBSUB_HUB = env.text("WEBSUB_HUB", "")
# Uploaded images: bytes and pixels above which a file is refused, and the widths renditions are made at.
# Whole pages that a process remembers while nothing is published.
KEPT_PAGES_BYTES = env.integer("KEPT_PAGES_BYTES", default=32 * 1024 * 1024)
IMAGE_MAX_BYTES = env.integer("IMAGE_MAX_BYTES", default=15 * 1024 * 1024, minimum=1)
IMAGE_MAX_PIXELS = env.integer("IMAGE_MAX_PIXELS", default=40_000_000, minimum=1)
IMAGE_WIDTHS = (480, 960, 1600)
# A pasted or uploaded issue above this is refused with the reason.
IMPORT_MAX_BYTES = env.integer("IMPORT_MAX_BYTES", default=20 * 1024 * 1024, minimum=1)
# What the channels take (LIMIT_WECHAT_TITLE, LIMIT_MMS_BYTES, …), and the share of it (percent) from which is warned.
_LIMITS = Limits()
CHANNEL_LIMITS = Limits(
    wechat_title=env.integer("LIMIT_WECHAT_TITLE", default=_LIMITS.wechat_title, minimum=1),
    wechat_author=env.integer("LIMIT_WECHAT_AUTHOR", default=_LIMITS.wechat_author, minimum=1),
    wechat_digest=env.integer("LIMIT_WECHAT_DIGEST", default=_LIMITS.wechat_digest, minimum=1),
    wechat_characters=env.integer("LIMIT_WECHAT_CHARACTERS", default=_LIMITS.wechat_characters, minimum=1000),
    wechat_bytes=env.integer("LIMIT_WECHAT_BYTES", default=_LIMITS.wechat_bytes, minimum=1000),
    mms_bytes=env.integer("LIMIT_MMS_BYTES", default=_LIMITS.mms_bytes, minimum=10_000),
    sms_single=env.integer("LIMIT_SMS_SINGLE", default=_LIMITS.sms_single, minimum=20),
    sms_part=env.integer("LIMIT_SMS_PART", default=_LIMITS.sms_part, minimum=20),
    warn_at=env.integer("LIMIT_WARN_PERCENT", default=round(_LIMITS.warn_at * 100), minimum=1) / 100,
)
# Outside news: hosts of our own network that may be visited all the same ("name" or "name:port"), the time a fetch
# may take, the size a page may have.
INTAKE_PRIVATE_HOSTS = frozenset(env.words("INTAKE_PRIVATE_HOSTS"))
INTAKE_SECONDS = env.integer("INTAKE_SECONDS", default=20, minimum=1)
INTAKE_MAX_BYTES = env.integer("INTAKE_MAX_BYTES", default=6_000_000, minimum=10_000)
# The typo model in the editor: about 100 MB in each process of the desk that was asked for it.
TYPOS_WHILE_WRITING = env.flag("TYPOS_WHILE_WRITING", default=True)
# 三审三校: one person does not take two steps of one issue. Where a small office must allow it, the record says so.
REVIEW_SAME_PERSON = env.flag("REVIEW_SAME_PERSON", default=False)
# Somebody silent for this long has closed the page.
PRESENCE_SECONDS = env.integer("PRESENCE_SECONDS", default=45, minimum=10)
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "手机报编辑部 <noreply@localhost>")
# Who may ask /readyz: load balancers and what watches the site. Others get 404.
PROBE_ADDRESSES = env.networks("PROBE_ADDRESSES", default="127.0.0.0/8,::1")
# Where links in e-mails point, e.g. https://news.example.gov.cn ; empty: the e-mails name the page only.
# Traditional characters as Taiwan ("tw") or Hong Kong ("hk") writes them.
TRADITIONAL_FORM = env.choice("TRADITIONAL_FORM", among=("tw", "hk"))
SITE_URL = env.text("SITE_URL", "").rstrip("/")
