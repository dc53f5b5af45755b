"""How readers and staff fare while strangers post large forms: `python -m benchmarks.flood --seconds 600`.

Starts the shipped nginx and gunicorn, measures pages for a while in peace, then while CLIENTS connections post 54 MB of
form to pages of the desk without end, and prints the medians, the slowest twentieth, and the application's memory.
"""

import argparse
import contextlib
import http.client
import multiprocessing
import queue
import statistics
import sys
import tempfile
import time
from collections import Counter
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
person = User.objects.create_user("bench", password="一个很长的密码-77", is_staff=True)
person.groups.add(Group.objects.get(name="编辑"))
store = SessionStore()
store[SESSION_KEY], store[BACKEND_SESSION_KEY] = str(person.pk), "django.contrib.auth.backends.ModelBackend"
store[HASH_SESSION_KEY] = person.get_session_auth_hash()
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
            before, answers, stop = memory(site.gunicorn.pid), multiprocessing.Queue(), multiprocessing.Event()
            clients = [
                multiprocessing.Process(target=posting, args=(site.port, TARGETS[n % len(TARGETS)], stop, answers))
                for n in range(CLIENTS)
            ]
            for client in clients:
                client.start()
            flood = measured(site, key, wanted)
            after = memory(site.gunicorn.pid)
            stop.set()
            counted = Counter[int]()
            while any(client.is_alive() for client in clients) or not answers.empty():
                with contextlib.suppress(queue.Empty):
                    counted[answers.get(timeout=0.2)] += 1
    print("| 页面 | 平时 中位 ms | 受攻击 中位 ms | 倍数 | 平时 95% | 受攻击 95% |\n|---|---|---|---|---|---|")
    for name in PAGES:
        quiet, loud = peace[name], flood[name]
        middle, under = statistics.median(quiet), statistics.median(loud)
        tails = [sorted(times)[int(len(times) * 0.95)] for times in (quiet, loud)]
        print(f"| {name} | {middle:.1f} | {under:.1f} | {under / middle:.2f} | {tails[0]:.1f} | {tails[1]:.1f} |")
    said = "、".join(f"{status or '断开'} {count} 次" for status, count in sorted(counted.items()))
    print(f"\n{CLIENTS} 个连接，{wanted} 秒：{said}。gunicorn 内存 {before} → {after} MB。")


if __name__ == "__main__":
    main()
