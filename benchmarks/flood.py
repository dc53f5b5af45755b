"""How readers and staff fare while strangers post large forms: `python -m benchmarks.flood --seconds 600`.

Starts the shipped nginx and gunicorn, measures pages for a while in peace, then while CLIENTS connections post 54 MB of
form to pages of the desk without end, and prints the medians, the slowest twentieth, and the application's memory.

The clients share the machine with the site, which on two cores costs its pages more than the site's own work does. So
in between the same clients post to a sink that cuts them off at once and has nothing to do with the site: what is
slower than that is the site's.
"""

import argparse
import contextlib
import http.client
import multiprocessing
import queue
import socket
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.deploy.serving import HOST, Served, serving

CLIENTS = 16
BODY = b"a=" + b"%E4" * 18_000_000
TARGETS = ("/admin/issues/issue/import/", "/admin/articles/article/add/", "/admin/", "/admin/login/", "/")
PAGES = {
    "首页": "/",
    "往期": "/issues/",
    "搜索": "/search/?q={n}",
    "工作台": "/admin/",
    "稿件列表": "/admin/articles/article/",
}
SESSION = """
from django.contrib.auth.models import User, Group
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from cms.models import SignIn
person = User.objects.create_user("bench", password="一个很长的密码-77", is_staff=True)
person.groups.add(Group.objects.get(name="编辑"))
store = SessionStore()
store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), "django.contrib.auth.backends.ModelBackend"
store[HASH_SESSION_KEY] = person.get_session_auth_hash()
store["sign_in"] = SignIn.objects.create(user=person).pk
store.create()
print("KEY", store.session_key)
"""


def content(site: Served) -> None:
    site.publish(1)


def posting(port: int, target: str, stop: Any, answers: Any) -> None:
    """One client that never tires, in a process of its own: what it costs the measuring one is the machine's only."""
    while not stop.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            kind = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", target, BODY, kind)
            status = connection.getresponse().status
        except OSError:
            status = 0  # cut off while it was still sending
        finally:
            connection.close()
        answers.put(status)


def sink(port: Any) -> None:
    """Refuses whatever comes, as nginx does: after the head, with 413, the rest unread."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as server:
        port.put(server.getsockname()[1])
        while True:
            connection = server.accept()[0]
            with contextlib.suppress(OSError):
                connection.recv(65536)
                connection.sendall(b"HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            connection.close()


@contextlib.contextmanager
def crowd(port: int, counted: Counter[int]) -> Iterator[None]:
    """CLIENTS that post to the port until the block ends; what they were answered is counted."""
    answers: Any = multiprocessing.Queue()
    stop = multiprocessing.Event()
    clients = [
        multiprocessing.Process(target=posting, args=(port, TARGETS[n % len(TARGETS)], stop, answers))
        for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    yield
    stop.set()
    while any(client.is_alive() for client in clients) or not answers.empty():
        with contextlib.suppress(queue.Empty):
            counted[answers.get(timeout=0.2)] += 1


def measured(site: Served, cookie: str, seconds: float) -> dict[str, list[float]]:
    """Milliseconds of each page, asked in turn by one reader and one member of staff."""
    found: dict[str, list[float]] = {name: [] for name in PAGES}
    end, n = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        for name, address in PAGES.items():
            n += 1
            headers = {"Cookie": f"sessionid={cookie}"} if address.startswith("/admin/") else {}
            start = time.perf_counter()
            status, _, _ = site.get(address.format(n=n), **headers)
            found[name].append((time.perf_counter() - start) * 1000)
            if status not in (200, 429):
                sys.exit(f"{name}: {status}")
            time.sleep(0.1)
    return found


def memory(pid: int) -> int:
    """Megabytes of a process and its children."""
    pages = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            if int(folder.name) == pid or int(parent) == pid:
                pages += int((folder / "statm").read_text().split()[1])
        except OSError:
            continue
    return pages * 4096 // 2**20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600)
    wanted = parser.parse_args().seconds
    with tempfile.TemporaryDirectory(prefix="flood-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with serving(Path(folder), content=content) as site:
            key = site.manage("shell", "-c", SESSION).rpartition("KEY ")[2].split()[0]
            measured(site, key, 3)  # warm
            peace = measured(site, key, min(30, max(5, wanted / 4)))
            told: Any = multiprocessing.Queue()
            elsewhere = multiprocessing.Process(target=sink, args=(told,), daemon=True)
            elsewhere.start()
            with crowd(told.get(timeout=30), Counter()):
                busy = measured(site, key, min(60, max(5, wanted / 4)))
            elsewhere.terminate()
            before, counted = memory(site.gunicorn.pid), Counter[int]()
            with crowd(site.port, counted):
                flood = measured(site, key, wanted)
                after = memory(site.gunicorn.pid)
    print("| 页面 | 平时 中位 ms | 机器同样忙 | 受攻击 | 比同样忙 | 比平时 | 同样忙 95% | 受攻击 95% |")
    print("|---|---|---|---|---|---|---|---|")
    for name in PAGES:
        quiet, same, under = (statistics.median(times[name]) for times in (peace, busy, flood))
        tails = [sorted(times[name])[int(len(times[name]) * 0.95)] for times in (busy, flood)]
        ratios = f"{under / same:.2f} | {under / quiet:.2f}"
        print(f"| {name} | {quiet:.1f} | {same:.1f} | {under:.1f} | {ratios} | {tails[0]:.1f} | {tails[1]:.1f} |")
    said = "、".join(f"{status or '断开'} {count} 次" for status, count in sorted(counted.items()))
    print(f"\n{CLIENTS} 个连接，{wanted} 秒：{said}。gunicorn 内存 {before} → {after} MB。")


if __name__ == "__main__":
    main()
