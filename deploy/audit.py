"""What is known against the pinned libraries: `make audit`.

Asks PyPI's advisories, then OSV. 0: asked about every library and nothing known; 1: something known, each named; 2: no
source answered, or not for every library, which is said and never taken for a clean result.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SOURCES = {"pypi": "PyPI", "osv": "OSV"}


def asked(source: str, pins: Path) -> dict[str, Any] | None:
    """pip-audit's answer; None where the source could not be reached."""
    command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", source, "--format", "json"]
    command += ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--timeout", "15", "-r", str(pins)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return None
    return answer


def said(name: str, answer: dict[str, Any] | None) -> tuple[int, str]:
    """The exit status and the sentences for one source's answer."""
    libraries = answer["dependencies"] if answer else []
    known = [(one, flaw) for one in libraries for flaw in one.get("vulns", ())]
    skipped = [one["name"] for one in libraries if "skip_reason" in one]
    lines = [
        f"{one['name']} {one['version']}：{flaw['id']}，修正于 {'、'.join(flaw['fix_versions']) or '（还没有）'}"
        for one, flaw in known
    ]
    if known:
        return 1, "\n".join([f"{name}：已知漏洞 {len(known)} 个", *lines])
    if not libraries or len(skipped) == len(libraries):
        return 2, f"{name}：连不上漏洞库，没有比对。"
    if skipped:
        return 2, f"{name}：{len(skipped)} 个库没有比对到：{'、'.join(skipped)}"
    return 0, f"{name}：{len(libraries)} 个库，没有已知漏洞。"


def main(pins: Path) -> int:
    """Ask the sources in turn until one has answered for everything or knows of something."""
    for source, name in SOURCES.items():
        status, sentence = said(name, asked(source, pins))
        print(sentence)
        if status != 2:
            return status
    print("没有一个漏洞库比对完全：请在能上网的机器上再运行 make audit。")
    return 2


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "requirements.txt"))
