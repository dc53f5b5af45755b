"""For the test suite: SQLite unless DATABASE_URL names a PostgreSQL server."""

import tempfile
from pathlib import Path

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES

DEBUG = False
SECRET_KEY = "test-only-key-that-never-leaves-the-test-suite"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
SCRATCH = tempfile.TemporaryDirectory(prefix="cms-test-")  # removed when the process ends
MEDIA_ROOT, STATIC_ROOT, GENERATED_ROOT = (Path(SCRATCH.name, name) for name in ("media", "static", "generated"))
for folder in (MEDIA_ROOT, STATIC_ROOT, GENERATED_ROOT):  # WhiteNoise warns when one is absent
    folder.mkdir()
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STAFF_MAIL_AT_ONCE = True  # nothing runs the job here; its own test does
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
TYPOS_WHILE_WRITING = False  # its own test switches it on
AXES_ENABLED = False  # the lock-out test switches it on
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    # A file, as in production: a database in memory is one connection that all threads of a live server share, and
    # two people at once would then run into each other's transactions. Nobody needs a test's data after a power cut.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(SCRATCH.name, "test.sqlite3"))}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
