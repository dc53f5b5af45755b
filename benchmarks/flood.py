"""How readers and staff fare while strangers post large forms: `python -m benchmarks.flood --seconds 600`.

Starts the shipped nginx and gunicorn, measures pages for a while in peace, then while CLIENTS connections post 54 MB of
form to pages of the desk without end, and prints the medians, the slowest twentieth, and the application's memory.

The clients would share the machine with the site, and on two cores sixteen of them that never stop cost every page more
than the site's own work does, which an attacker elsewhere does not. So they run at the lowest priority (nice 19) and
have what the site and the measuring leave; they come from an address of their own (127.0.0.2), as attackers do. What
the kernel does for what they send is in the figures all the same. The seconds of processor that each had are printed.

`--known` has them bring a made-up session, which nginx cannot tell from a colleague's.
"""

import argparse
import contextlib
import http.client
import multiprocessing
import os
import queue
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
ATTACKER = "127.0.0.2"
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


def posting(port: int, target: str, headers: dict[str, str], stop: Any, answers: Any) -> None:
    """One client that never tires, with what the machine has left over."""
    os.nice(19)
    while not stop.is_set():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60, source_address=(ATTACKER, 0))
        try:
            connection.request("POST", target, BODY, headers)
            status = connection.getresponse().status
        except OSError:
            status = 0  # cut off while it was still sending
        finally:
            connection.close()
        answers.put(status)


@contextlib.contextmanager
def crowd(port: int, headers: dict[str, str], counted: Counter[int]) -> Iterator[list[int]]:
    """CLIENTS that post to the port until the block ends, gives their processes' ids, and count the answers."""
    answers: Any = multiprocessing.Queue()
    stop = multiprocessing.Event()
    clients = [
        multiprocessing.Process(target=posting, args=(port, TARGETS[n % len(TARGETS)], headers, stop, answers))
        for n in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    yield [client.pid or 0 for client in clients]
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


def cost(*pids: int) -> tuple[int, float]:
    """Megabytes and seconds of processor of processes and their children."""
    pages, ticks = 0, 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(folder.name) in pids or int(fields[1]) in pids:
                pages += int((folder / "statm").read_text().split()[1])
                ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue
    return pages * 4096 // 2**20, ticks / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--known", action="store_true", help="the clients bring a made-up session")
    wanted = parser.parse_args()
    headers = {"Host": HOST, "Content-Type": "application/x-www-form-urlencoded"}
    headers |= {"Cookie": f"sessionid={'a' * 32}"} if wanted.known else {}
    with tempfile.TemporaryDirectory(prefix="flood-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with serving(Path(folder), content=content) as site:
            key = site.manage("shell", "-c", SESSION).rpartition("KEY ")[2].split()[0]
            measured(site, key, 3)  # warm
            peace = measured(site, key, min(30, max(5, wanted.seconds / 3)))
            parts = {"nginx": (site.nginx.pid,), "gunicorn": (site.gunicorn.pid,)}
            before, counted = {name: cost(*pids) for name, pids in parts.items()}, Counter[int]()
            with crowd(site.port, headers, counted) as clients:
                flood = measured(site, key, wanted.seconds)
                after, theirs = {name: cost(*pids) for name, pids in parts.items()}, cost(*clients)[1]
    tell(peace, flood)
    said = "、".join(f"{status or '断开'} {count} 次" for status, count in sorted(counted.items()))
    print(f"\n{CLIENTS} 个连接，{wanted.seconds} 秒：{said}。处理器：攻击端 {theirs:.0f} 秒。")
    for name in parts:
        spent = after[name][1] - before[name][1]
        print(f"{name}：处理器 {spent:.1f} 秒，内存 {before[name][0]} → {after[name][0]} MB。")


def tell(peace: dict[str, list[float]], flood: dict[str, list[float]]) -> None:
    """The table of both times."""
    print("| 页面 | 平时 中位 ms | 受攻击 | 比平时 | 平时 95% | 受攻击 95% |")
    print("|---|---|---|---|---|---|")
    for name in PAGES:
        quiet, under = statistics.median(peace[name]), statistics.median(flood[name])
        tails = [sorted(times[name])[int(len(times[name]) * 0.95)] for times in (peace, flood)]
        print(f"| {name} | {quiet:.1f} | {under:.1f} | {under / quiet:.2f} | {tails[0]:.1f} | {tails[1]:.1f} |")


if __name__ == "__main__":
    main()
