"""Production settings for a measured run: plain HTTP on the loopback interface, statements counted on demand."""

import os

from cms.settings.production import *  # noqa: F403
from cms.settings.production import MIDDLEWARE

if os.environ.get("BENCH_SQLCOUNT"):
    # sqlcount stands in the peer's folder, which the benchmark puts on the path.
    MIDDLEWARE = ["sqlcount.SqlCountMiddleware", *MIDDLEWARE]
