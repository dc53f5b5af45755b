"""Pages from the shipped nginx's cache beside a static file of the same size from the same nginx, in one run.

    python benchmarks/cached_pages.py [--seconds 5] [--rounds 3]

Needs nginx and wrk (Debian: nginx-light, wrk). Starts deploy/nginx.conf and deploy/gunicorn.conf.py in a folder of
their own with the sample issues, and measures the home page, an issue and an article in turn with their static twins,
plain and with gzip. The static twin of a page holds the page's own bytes: compressed ones for gzip, as nginx would
serve them with gzip_static.
"""

import argparse
import gzip
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.deploy.serving import HOST, ROOT, Served, serving

ENCODINGS = {"plain": "identity", "gzip": "gzip"}


def fill(site: Served) -> None:
    """The sample issues, published."""
    site.manage("import_issue", *map(str, sorted((ROOT / "sample_content").glob("*.txt"))), "--publish")


def rate(site: Served, path: str, encoding: str, seconds: int) -> float:
    """Requests per second over sixteen kept connections."""
    headers = ["-H", f"Host: {HOST}", "-H", f"Accept-Encoding: {encoding}"]
    command = ["wrk", "-t1", "-c16", f"-d{seconds}", *headers, f"http://127.0.0.1:{site.port}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{path}: {said}")
    found = re.search(r"Requests/sec:\s*([\d.]+)", said)
    assert found is not None, said
    return float(found[1])


def twin(site: Served, path: str, number: int) -> str:
    """A static file with the bytes of the page, and its compressed form beside it; its address."""
    body = site.get(path)[2]
    folder = site.folder / "var" / "static"
    (folder / f"twin{number}.html").write_bytes(body)
    (folder / f"twin{number}.html.gz").write_bytes(gzip.compress(body, 6))
    return f"/static/twin{number}.html"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("| page | sent as | bytes | from the cache, req/s | static file, req/s | ratio |\n|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), content=fill) as site:
        home = site.get("/")[2].decode()
        pages = {"home": "/"}
        for kind, pattern in (("issue", r'href="(/issues/\d+/\d+/)"'), ("article", r'href="(/articles/\d+/)"')):
            found = re.search(pattern, home)
            assert found is not None, kind
            pages[kind] = found[1]
        for number, (kind, path) in enumerate(pages.items()):
            static = twin(site, path, number)
            for name, encoding in ENCODINGS.items():
                size = len(site.get(path, Accept_Encoding=encoding)[2])
                ours, file = [], []
                for _ in range(options.rounds):
                    ours.append(rate(site, path, encoding, options.seconds))
                    file.append(rate(site, static, encoding, options.seconds))
                ratio = statistics.median(a / b for a, b in zip(ours, file, strict=True))
                cells = (kind, name, size, f"{statistics.median(ours):.0f}", f"{statistics.median(file):.0f}")
                print("|", " | ".join(map(str, cells)), f"| {ratio:.2f} |", flush=True)


if __name__ == "__main__":
    main()
