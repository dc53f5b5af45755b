"""The audit log's copy to a syslog server: to real receivers, by every way, that are there, away, slow, back again."""

import contextlib
import json
import logging
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import AuditEntry
from articles.record import copying, syslog
from articles.record.audit import OPERATOR, tell
from articles.record.syslog import SyslogHandler

WAITED = 3  # seconds that a busy machine may take; one try to connect or to send takes five
WAYS = ("unix", "udp", "tcp")
LINE = re.compile(rb"<86>1 \d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d \S+ cms \d+ audit - (.*)", re.DOTALL)


class Receiver:
    """A syslog server on this machine; it may be started late, stopped, and started again at the same address."""

    def __init__(self, way: str, folder: Path) -> None:
        self.way, self.path, self.port = way, str(folder / "log"), 0
        self.lines: list[str] = []
        self.server: socket.socket | None = None
        self.start()
        self.stop()

    @property
    def address(self) -> str:
        return self.path if self.way == "unix" else f"{self.way}://127.0.0.1:{self.port}"

    def start(self, *, reads: bool = True) -> None:
        kind = socket.SOCK_STREAM if self.way == "tcp" else socket.SOCK_DGRAM
        server = socket.socket(socket.AF_UNIX if self.way == "unix" else socket.AF_INET, kind)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096 if not reads else 1 << 20)
        Path(self.path).unlink(missing_ok=True)
        server.bind(self.path if self.way == "unix" else ("127.0.0.1", self.port))
        if self.way != "unix":
            self.port = server.getsockname()[1]
        if self.way == "tcp":
            server.listen()
        self.server = server
        if reads:
            threading.Thread(target=self._read, args=(server,), daemon=True).start()

    def stop(self) -> None:
        if self.server is not None:
            with contextlib.suppress(OSError):
                self.server.shutdown(socket.SHUT_RDWR)
            self.server.close()
        Path(self.path).unlink(missing_ok=True)

    def _read(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            if self.way != "tcp":
                while data := server.recv(65536):
                    self._take(data)
            while self.way == "tcp":
                connection = server.accept()[0]
                threading.Thread(target=self._frames, args=(connection,), daemon=True).start()

    def _frames(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        with contextlib.suppress(OSError):
            while length := b"".join(iter(lambda: stream.read(1).replace(b" ", b""), b"")):
                self._take(stream.read(int(length)))

    def _take(self, data: bytes) -> None:
        found = LINE.fullmatch(data)
        self.lines.append(found[1].decode() if found else f"not RFC 5424: {data!r}")

    def has(self, count: int, seconds: float = 20) -> list[str]:
        end = time.monotonic() + seconds
        while len(self.lines) < count and time.monotonic() < end:
            time.sleep(0.02)
        return self.lines


@pytest.fixture(params=WAYS)
def receiver(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Receiver]:
    made = Receiver(request.param, tmp_path)
    yield made
    made.stop()


@pytest.fixture
def sent(receiver: Receiver) -> Iterator[Callable[[int], float]]:
    """Hands on so many lines to the audit log's logger; how long each took at most, in seconds."""
    handler = SyslogHandler(receiver.address)
    copying.logger.addHandler(handler)
    level, copying.logger.level = copying.logger.level, logging.INFO

    def send(count: int) -> float:
        longest = 0.0
        for n in range(count):
            start = time.perf_counter()
            copying.logger.info(json.dumps({"n": n, "text": "签发" * 50}, ensure_ascii=False))
            longest = max(longest, time.perf_counter() - start)
        return longest

    yield send
    copying.logger.removeHandler(handler)
    copying.logger.level = level
    handler.close()


def numbers(lines: list[str]) -> list[int]:
    return [json.loads(line)["n"] for line in lines]


def test_lines_arrive_whole_in_order_each_once(receiver: Receiver, sent: Callable[[int], float]) -> None:
    receiver.start()
    sent(200)
    assert numbers(receiver.has(200)) == list(range(200))


def test_while_it_is_away_nobody_waits_and_what_waited_arrives_when_it_is_back(
    receiver: Receiver, sent: Callable[[int], float]
) -> None:
    assert sent(50) < WAITED
    time.sleep(0.3)
    receiver.start()
    # Of datagrams nobody says whether they arrived: the one that met nobody may be gone, and no more.
    least = 49 if receiver.way == "udp" else 50
    assert set(numbers(receiver.has(50, seconds=8))) >= set(range(50 - least, 50))


def test_who_takes_nothing_in_holds_nobody_up(receiver: Receiver, sent: Callable[[int], float]) -> None:
    receiver.start(reads=False)
    assert sent(3000) < WAITED


def test_gone_in_between_and_back_again(receiver: Receiver, sent: Callable[[int], float]) -> None:
    receiver.start()
    sent(5)
    receiver.has(5)
    receiver.stop()
    receiver.lines.clear()
    time.sleep(0.1)
    receiver.start()
    sent(20)
    assert numbers(receiver.has(20, seconds=8))[-1] == 19


def test_beyond_what_may_wait_lines_are_only_in_the_database(
    receiver: Receiver,
    sent: Callable[[int], float],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(syslog, "MOST_WAITING", 10)
    assert sent(30) < WAITED
    if receiver.way != "udp":  # a datagram to nobody is gone, and waits for nothing
        assert "少了一行" in capsys.readouterr().err


def test_a_worker_that_was_forked_has_a_connection_of_its_own(
    receiver: Receiver, sent: Callable[[int], float], monkeypatch: pytest.MonkeyPatch
) -> None:
    receiver.start()
    sent(1)
    receiver.has(1)
    handler = next(one for one in copying.logger.handlers if isinstance(one, SyslogHandler))
    before = handler._socket
    assert before is not None
    monkeypatch.setattr(handler, "_process", 0)  # as a fork finds it
    sent(1)
    assert len(receiver.has(2)) == 2
    assert handler._socket is not before


@pytest.mark.django_db(transaction=True)
def test_the_table_lacks_nothing_whatever_the_copy_does(
    receiver: Receiver, sent: Callable[[int], float], settings: Any
) -> None:
    settings.AUDIT_SYSLOG = receiver.address
    before = AuditEntry.objects.count()
    start = time.perf_counter()
    for n in range(20):
        tell(by=OPERATOR, action="export", name=f"第{n}次")
    assert time.perf_counter() - start < 10  # no try of seconds for any of them
    assert AuditEntry.objects.count() == before + 20
    receiver.start()
    call_command("verify_audit", stdout=(out := StringIO()))
    assert "审计链完整" in out.getvalue()
    assert len(receiver.has(19, seconds=8)) >= 19


@pytest.mark.parametrize(
    "address",
    ["", "host", "host:", ":514", "http://host:80", "tcp://host", "tcp://host:1/x", "host:x", "tcp://a..b:514"],
)
def test_an_address_that_is_none_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(address)}$"):
        syslog.parsed(address)
