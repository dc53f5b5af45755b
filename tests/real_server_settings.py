"""The test suite's settings for a server in a process of its own, which serves its style sheets and scripts itself."""

from cms.settings.test import *  # noqa: F403

WHITENOISE_USE_FINDERS = True
