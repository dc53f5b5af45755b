"""Lighthouse on the home page, an issue, an article and a list: performance, accessibility, best practices, SEO.

    npm install --prefix var/lighthouse lighthouse@12
    python benchmarks/lighthouse.py --lighthouse var/lighthouse/node_modules/.bin/lighthouse [--site http://…]

Without --site it starts deploy/nginx.conf and gunicorn with the sample issues, as `cached_pages.py` does. Needs
Debian's Chromium. A simulated phone on a slow line, Lighthouse's default; the median of three runs. Ends with status 1
when a score is below 98.
"""

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.cached_pages import fill
from tests.deploy.serving import serving

WANTED = 98
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LINKS = {
    "issue": r'href="(/issues/\d+/\d+/)"',
    "article": r'href="(/articles/\d+/)"',
    "list": r'href="(/sections/[\w-]+/)"',
}


@contextmanager
def site_of(address: str | None) -> Iterator[str]:
    """The site at that address, or one of our own for as long as the block lasts."""
    if address:
        yield address.rstrip("/")
        return
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), content=fill, host="127.0.0.1") as site:
        yield f"http://127.0.0.1:{site.port}"


def audit(lighthouse: str, address: str) -> dict[str, object]:
    """One report."""
    options = ["--quiet", "--output=json", "--chrome-flags=--headless=new --no-sandbox"]
    options.append(f"--only-categories={','.join(CATEGORIES)}")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    done = subprocess.run(
        [lighthouse, address, *options], capture_output=True, check=True, env=os.environ | {"CHROME_PATH": chromium}
    )
    report: dict[str, object] = json.loads(done.stdout)
    return report


def complaints(report: dict) -> list[str]:
    """What cost points, worst first."""
    refs = [ref for category in report["categories"].values() for ref in category["auditRefs"] if ref["weight"]]
    scores = {ref["id"]: report["audits"][ref["id"]]["score"] for ref in refs}
    return [f"{name} {score}" for name, score in sorted(scores.items(), key=lambda s: s[1] or 0) if (score or 0) < 0.9]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lighthouse", default="lighthouse")
    parser.add_argument("--site")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    lowest = 100.0
    print("| page | " + " | ".join(CATEGORIES) + " |\n|---|" + "---|" * len(CATEGORIES))
    with site_of(options.site) as site:
        with urlopen(site + "/") as page:
            home = page.read().decode()
        found = {kind: re.search(pattern, home) for kind, pattern in LINKS.items()}
        pages = {"home": "/"} | {kind: match[1] for kind, match in found.items() if match}
        for kind, path in pages.items():
            reports = [audit(options.lighthouse, site + path) for _ in range(options.runs)]
            scores = [
                100 * statistics.median(report["categories"][name]["score"] or 0 for report in reports)  # type: ignore[index]
                for name in CATEGORIES
            ]
            lowest = min(lowest, *scores)
            print(f"| {kind} | " + " | ".join(f"{score:.0f}" for score in scores) + " |", flush=True)
            for line in complaints(reports[0]):
                print(f"  {kind}: {line}", file=sys.stderr)
    return int(lowest < WANTED)


if __name__ == "__main__":
    sys.exit(main())
