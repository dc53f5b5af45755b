"""An editor's acts on our desk now, as it was before it was rebuilt, and on the Wagtail peer: clicks, keys, page loads.

    python -m benchmarks.desk --before CHECKOUT --peer ../shared/peers/wagtail --peer-python PEER_VENV/bin/python \\
        --peer-var FOLDER [--rounds 5] [--table FILE] [--only ours before peer] [--acts WORDS]

CHECKOUT is a checkout of commit 4c74982, the last before the desk was rebuilt, with `.venv` linked. Each desk runs on
gunicorn on a database of its own in a temporary folder and is driven in Chromium at 1366 × 768 by who knows it best:
counted are clicks, keys that are not text, and pages that load. Seconds are from the first act until what was wanted is
there, the median of the rounds, with all three measured in one run; an act that a desk does not have is a dash.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

from benchmarks.desk_acts import before, ours, peer
from benchmarks.desk_acts.hand import Counts, Hand

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 40  # seconds
Acts = dict[str, tuple[str, str, ours.Act]]


@dataclass
class Desk:
    """A running server with what the acts need: its address, the numbers of its content, how to sign in."""

    name: str
    site: str
    ids: dict[str, Any]
    acts: Acts
    login: str = "/admin/login/"
    submit: str = "input[type=submit]"


@contextmanager
def served(
    command: list[str],
    cwd: Path,
    environment: dict[str, str],
    folder: Path,
    bind: tuple[str, ...] = ("-w", "2", "-b"),
) -> Iterator[str]:
    """A server on a free port; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with (folder / "server.log").open("ab") as log:
        process = subprocess.Popen([*command, *bind, address], cwd=cwd, env=environment, stdout=log, stderr=log)
    try:
        for _ in range(PATIENCE * 20):
            with suppress(URLError, OSError):
                urlopen(f"http://{address}/admin/login/", timeout=5)
                break
            time.sleep(0.2)
        yield f"http://{address}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def our_desk(name: str, root: Path, acts: Acts, rounds: int) -> Iterator[Desk]:
    """A checkout of ours on a new database."""
    with tempfile.TemporaryDirectory(prefix=f"desk-{name}-") as made:
        folder = Path(made)
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "VAR_DIR": made,
            "DJANGO_SETTINGS_MODULE": "tests.real_server_settings",
        }
        environment.pop("PYTHONPATH", None)
        python = str(ROOT / ".venv" / "bin" / "python")
        subprocess.run([python, "manage.py", "migrate", "-v0"], cwd=root, env=environment, check=True)
        prepare = [python, str(ROOT / "benchmarks" / "desk_acts" / "prepare.py"), str(rounds)]
        said = subprocess.run(prepare, cwd=root, env=environment, check=True, capture_output=True, text=True).stdout
        with served([python, "-m", "gunicorn", "cms.wsgi"], root, environment, folder) as site:
            yield Desk(name, site, json.loads(said.splitlines()[-1]), acts)


@contextmanager
def peer_desk(options: argparse.Namespace) -> Iterator[Desk]:
    """The peer on a copy of a database that its setup.sh has made."""
    with tempfile.TemporaryDirectory(prefix="desk-peer-") as made:
        shutil.copy(options.peer_database, Path(made) / "db.sqlite3")
        environment = os.environ | {
            "PEER_VAR": str(options.peer_database.parent),
            "PEER_SQLITE": f"{made}/db.sqlite3",
            "PEER_DB": "sqlite",
            "DJANGO_SETTINGS_MODULE": "benchmarks.desk_acts.peer_settings",
            "PYTHONPATH": f"{ROOT}:{options.peer}",
        }
        prepare = (ROOT / "benchmarks" / "desk_acts" / "prepare_peer.py").read_text(encoding="utf-8")
        shell = [options.peer_python, "manage.py", "shell", "--no-imports", "-c", prepare]
        environment["ROUNDS"] = str(options.rounds)
        said = subprocess.run(
            shell, cwd=options.peer, env=environment, check=True, capture_output=True, text=True
        ).stdout
        ids = json.loads(said.splitlines()[-1])
        command = [options.peer_python, "manage.py", "runserver", "--noreload"]
        with served(command, options.peer, environment, Path(made), bind=()) as site:
            yield Desk("peer", site, ids, peer.ACTS, submit="button[type=submit]")


def signed_in(browser: Browser, desk: Desk, person: str) -> Page:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", timezone_id="Asia/Shanghai")
    context.set_default_timeout(PATIENCE * 1000)
    context.route(lambda address: not address.startswith((desk.site, "data:", "blob:")), lambda route: route.abort())
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(f"{desk.site}{desk.login}?next=/admin/")
    page.fill("input[name=username]", person)
    page.fill("input[name=password]", f"密码-{person}")
    page.click(desk.submit)
    page.wait_for_url("**/admin/")
    return page


def at(desk: Desk, start: str, n: int) -> str:
    """Where an act begins: the round's own number where there are several."""
    own = {key: value[n] if isinstance(value, list) else value for key, value in desk.ids.items()}
    return desk.site + start.format(**own)


def done(desk: Desk, hands: dict[str, Hand], act: str, n: int) -> tuple[Counts, float]:
    """One round of one act: what it took and the seconds."""
    person, start, way = desk.acts[act]
    hand = hands[person]
    if start:
        hand.page.goto(at(desk, start, n))
        hand.page.wait_for_load_state("networkidle")
    hand.page.wait_for_timeout(100)  # events of the page before are told now
    hand.rest()
    began = time.perf_counter()
    way(hand, desk.ids, n)
    return hand.done, time.perf_counter() - began


def measured(desk: Desk, browser: Browser, acts: list[str], rounds: int) -> dict[str, tuple[Counts, float]]:
    """Each act's counts (the fewest, if rounds differ) and the median of its seconds."""
    hands = {person: Hand(signed_in(browser, desk, person)) for person in {who for who, _, _ in desk.acts.values()}}
    found: dict[str, list[tuple[Counts, float]]] = {}
    for n in range(rounds):
        for act in acts:
            if act not in desk.acts:
                continue
            try:
                found.setdefault(act, []).append(done(desk, hands, act, n))
            except (AssertionError, Error) as error:
                sys.stderr.write(f"{desk.name}: {act}, round {n}: {str(error)[:400]}\n")
    return {
        act: (
            min((one for one, _ in rows), key=lambda one: one.clicks + one.keys),
            statistics.median(s for _, s in rows),
        )
        for act, rows in found.items()
        if rows
    }


def table(found: dict[str, dict[str, tuple[Counts, float]]], acts: list[str]) -> str:
    """A row an act: clicks + keys, page loads, seconds, of each desk."""
    lines = [
        "| act | " + " | ".join(f"{name}: clicks + keys | loads | s" for name in found) + " |",
        "|---|" + "---|---|---|" * len(found),
    ]
    for act in acts:
        cells = []
        for rows in found.values():
            if act in rows:
                counts, seconds = rows[act]
                cells += [f"{counts.clicks} + {counts.keys}", str(counts.loads), f"{seconds:.1f}"]
            else:
                cells += ["–", "–", "–"]
        lines.append(f"| {act} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--peer", type=Path, default=ROOT.parent / "shared" / "peers" / "wagtail")
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--peer-database", type=Path, help="NAME.sqlite3 in the folder that setup.sh was given")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="+", default=["before", "ours", "peer"])
    parser.add_argument("--acts", nargs="*", help="only the acts of these names")
    parser.add_argument("--table", type=Path)
    return parser.parse_args()


def main() -> None:
    options = arguments()
    expect.set_options(timeout=PATIENCE * 1000)
    acts = options.acts or list(ours.ACTS)
    found: dict[str, dict[str, tuple[Counts, float]]] = {}
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for name in options.only:
            if name == "peer":
                desk = stack.enter_context(peer_desk(options))
            elif name == "before":
                desk = stack.enter_context(our_desk(name, options.before.resolve(), before.ACTS, options.rounds))
            else:
                desk = stack.enter_context(our_desk(name, ROOT, ours.ACTS, options.rounds))
            found[name] = measured(desk, browser, acts, options.rounds)
            sys.stderr.write(f"{name}: {len(found[name])} of {len(acts)} acts\n")
    said = table(found, acts)
    sys.stdout.write(said)
    if options.table:
        options.table.write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
