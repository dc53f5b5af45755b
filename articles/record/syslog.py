"""Lines of the audit log to a syslog server, so that nobody at the desk ever waits for it. Pure: the standard library.

A thread of each process sends (RFC 5424; by TCP in the octet frames of RFC 6587). Where the server is away or slow it
tries again and again with the line it has, while up to MOST_WAITING lines wait behind it; beyond that, lines are only
in the database, and `verify_audit --log` names those that a copy lacks.
"""

import atexit
import datetime as dt
import errno
import logging
import os
import queue
import socket
import sys
import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit

MOST_WAITING = 10_000
SECONDS = 5.0  # for one connection and one line
LONGEST_PAUSE = 30.0  # between two tries
LAST_SECONDS = 2.0  # that a process which ends gives to what still waits
_PRIORITY = 10 * 8 + 6  # authpriv, informational
_NAME = "cms"


def parsed(address: str) -> tuple[str, str, int]:
    """/dev/log, host:port, udp://host:port, tcp://host:port → (kind, path or host, port). ValueError for others."""
    if address.startswith("/"):
        return "unix", address, 0
    parts = urlsplit(address if "://" in address else f"udp://{address}")
    try:
        host, port = parts.hostname, parts.port
        (host or "").encode("idna")  # what looking it up does, in the thread that sends
    except ValueError:  # no number, or a name that cannot be one
        host = port = None
    if parts.scheme not in ("udp", "tcp") or not host or not port or parts.path:
        raise ValueError(address)
    return parts.scheme, host, port


class SyslogHandler(logging.Handler):
    """Hands each line on and returns at once, whatever the server does."""

    def __init__(self, address: str) -> None:
        super().__init__()
        self.kind, self.host, self.port = parsed(address)
        self._waiting: queue.Queue[bytes] = queue.Queue(MOST_WAITING)
        self._process = 0
        self._socket: socket.socket | None = None
        self._stopped = threading.Event()
        atexit.register(self.finish)

    def emit(self, record: logging.LogRecord) -> None:
        """Put the line behind those that wait; beyond MOST_WAITING it is left out, and said so on standard error."""
        if self._process != os.getpid():  # a worker that was forked has no thread yet
            self._waiting, self._process = queue.Queue(MOST_WAITING), os.getpid()
            self._disconnect()  # a connection that two processes write to would mix their lines
            threading.Thread(target=self._run, name="audit-syslog", daemon=True).start()
        try:
            self._waiting.put_nowait(self._framed(self.format(record)))
        except queue.Full:
            sys.stderr.write("审计的 syslog 副本少了一行：接收端不通，等着的行太多。\n")

    def finish(self, seconds: float = LAST_SECONDS) -> None:
        """Give what waits some seconds more, then stop."""
        end = time.monotonic() + seconds
        while self._process == os.getpid() and self._waiting.unfinished_tasks and time.monotonic() < end:
            time.sleep(0.02)
        self._stopped.set()

    def close(self) -> None:
        """Stop, and forget what waits."""
        self._stopped.set()
        super().close()

    def _framed(self, line: str) -> bytes:
        now = dt.datetime.now().astimezone().isoformat(timespec="milliseconds")
        told = f"<{_PRIORITY}>1 {now} {socket.gethostname()} {_NAME} {os.getpid()} audit - {line}".encode()
        return b"%d %b" % (len(told), told) if self.kind == "tcp" else told

    def _run(self) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Empty):
                line = self._waiting.get(timeout=1)
                self._deliver(line)
                self._waiting.task_done()

    def _deliver(self, line: bytes) -> None:
        pause = 0.5
        while not self._stopped.is_set():
            try:
                self._connected().sendall(line)
                return
            except OSError as error:
                self._disconnect()
                if error.errno == errno.EMSGSIZE:
                    sys.stderr.write("审计的 syslog 副本少了一行：它比一个数据报长。\n")
                    return
                self._stopped.wait(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    def _connected(self) -> socket.socket:
        if self._socket is None:
            if self.kind == "tcp":
                self._socket = socket.create_connection((self.host, self.port), timeout=SECONDS)
            elif self.kind == "udp":
                family, kind, _, _, address = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_DGRAM)[0]
                self._socket = socket.socket(family, kind)
                self._socket.connect(address)
            else:
                made = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
                made.settimeout(SECONDS)
                made.connect(self.host)
                self._socket = made
        return self._socket

    def _disconnect(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
