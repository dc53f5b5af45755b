"""What is logged where."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from articles.record.syslog import parsed


def logging_of(*, audit_file: str, audit_syslog: str) -> dict[str, Any]:
    """Django's LOGGING: everything to the console, the audit log's rows to the file and the syslog server given."""
    handlers: dict[str, Any] = {"console": {"class": "logging.StreamHandler", "formatter": "line"}}
    if audit_file:
        Path(audit_file).parent.mkdir(parents=True, exist_ok=True)
        handlers["audit_file"] = {
            # Opened anew when logrotate moved it away.
            "class": "logging.handlers.WatchedFileHandler", "filename": audit_file, "encoding": "utf-8",
            "formatter": "bare", "delay": True,
        }  # fmt: skip
    if audit_syslog:
        handlers["audit_syslog"] = {
            "class": "articles.record.syslog.SyslogHandler", "address": _address(audit_syslog), "formatter": "bare",
        }  # fmt: skip
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "bare": {"format": "{message}", "style": "{"},
        },
        "handlers": handlers,
        "root": {"handlers": ["console"], "level": "INFO"},
        "loggers": {
            "axes": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
            "audit": {"handlers": [name for name in handlers if name != "console"], "propagate": False},
        },
    }


def _address(text: str) -> str:
    try:
        parsed(text)
    except ValueError:
        message = f"环境变量 AUDIT_SYSLOG 应为 主机:端口、tcp://主机:端口 或 /dev/log，现为 {text!r}。"
        raise ImproperlyConfigured(message) from None
    return text
