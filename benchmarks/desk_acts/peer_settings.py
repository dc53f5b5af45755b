"""The peer's settings for a browser: the server itself gives out style sheets and scripts."""

from peer.settings import *  # type: ignore[import-not-found]  # noqa: F403
from peer.settings import STORAGES

DEBUG = True  # the only way in which Django's own server gives out static files of every app
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
