"""The proof checks on the held-out set: planted faults caught by kind, false alarms on the clean twins, typos.

    [PROOFING_SET=DIR] python -m benchmarks.proofing [--issues 01 02 …] [--typos] [--misses] [--var DIR]

The set is benchmarks/proofing/heldout, or another of its make (heldout3 beside it): NN.clean.txt and NN.faulty.txt are
one issue without and with planted faults, NN.key.json names them ({kind, item, paragraph, start, end, wrong, right,
level, head, lead}; kind is the row of the catalogue), registers/ are the desk's in the contract's columns, typos/
passages with wrong characters. A database of
its own below --var: registers and places are imported, then issue after issue is checked and its clean twin published,
so that each has those before it as its archive. --misses prints what was not caught and every false alarm.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OWN_SET = ROOT / "benchmarks" / "proofing" / "heldout"
SET = Path(os.environ.get("PROOFING_SET", OWN_SET))
REGISTERS = ("leaders", "places", "organisations", "words")
# Faults of a whole item or issue: a finding of the same family in the item (or the head) catches them too.
FAMILIES: dict[int, tuple[str, ...]] = {
    10: ("place.short",), 12: ("org.full",), 16: ("number.sum",), 17: ("number.percent",), 24: ("number.same-fact",),
    25: ("number.vs-past",), 30: ("date.stale",), 31: ("date.none",), 58: ("title.length",), 59: ("title.body",),
    60: ("lead.",), 61: ("issue.",), 62: ("issue.",), 63: ("item.duplicate",), 64: ("item.ran",), 65: ("byline",),
    66: ("byline",), 67: ("source", "byline.none"), 68: ("sentence",), 69: ("caption",),
}  # fmt: skip
IN_ANY_ITEM = (60, 61, 62, 63)
WHOLE_PARAGRAPH = (63, 64)  # a whole paragraph is replaced: an overlap alone proves nothing

Key = dict[str, Any]
Found = dict[str, Any]


def caught(key: Key, finding: Found) -> bool:
    """Whether a finding is of a planted fault: it overlaps it, or is of its family in its item."""
    family = FAMILIES.get(key["kind"], ())
    of_family = bool(family) and str(finding["code"]).startswith(family)
    if key.get("head") or key.get("lead"):
        return (finding["article"] is None and of_family) or (
            bool(key.get("lead")) and str(finding["code"]).startswith("lead.")
        )
    same = finding["article"] == key["item"]
    if key["kind"] in WHOLE_PARAGRAPH and not of_family:
        return False
    overlaps = finding["start"] < key["end"] and key["start"] < finding["end"]
    if same and finding["paragraph"] == key["paragraph"] and key["wrong"] and overlaps:
        return True
    return of_family and (same or key["kind"] in IN_ANY_ITEM)


@dataclass
class Tally:
    """What came out of some issues."""

    issues: int = 0
    planted: Counter[int] = field(default_factory=Counter)
    found: Counter[int] = field(default_factory=Counter)
    alarms: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    told: list[str] = field(default_factory=list)

    def add(self, number: str, keys: list[Key], faulty: list[Found], clean: list[Found]) -> None:
        """One issue's."""
        self.issues += 1
        for key in keys:
            self.planted[key["kind"]] += 1
            if any(caught(key, finding) for finding in faulty):
                self.found[key["kind"]] += 1
            else:
                self.told.append(f"missed {number}/{key['item']} {key['kind']} {key['wrong']} ({key['right']})")
        for finding in clean:
            self.alarms[finding["level"]] += 1
            self.told.append(f"alarm {number}/{finding['article']} {finding['code']} {finding['text']}")

    def lines(self) -> list[str]:
        """The table."""
        caught_all, planted = self.found.total(), self.planted.total()
        hard = (self.alarms["A"] + self.alarms["B"]) / max(self.issues, 1)
        kinds = " ".join(f"{kind}:{self.found[kind]}/{self.planted[kind]}" for kind in sorted(self.planted))
        return [
            f"{self.issues} issues: caught {caught_all}/{planted} = {caught_all / max(planted, 1):.1%}",
            f"false alarms an issue: A+B {hard:.2f}, C {self.alarms['C'] / max(self.issues, 1):.2f}",
            f"CPU time: {self.seconds:.1f} s",
            f"by kind: {kinds}",
        ]


def main() -> None:
    """Runs what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--issues", nargs="+", default=sorted(path.name[:2] for path in SET.glob("*.key.json")))
    parser.add_argument("--typos", action="store_true", help="the typo model too (slow to load)")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--var", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        os.environ["VAR_DIR"] = str(arguments.var or made)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
        sys.path.insert(0, str(ROOT))
        import django

        django.setup()
        prepare()
        tally = Tally()
        for path in sorted(SET.glob("*.key.json")):
            number = path.name[:2]
            if number in arguments.issues:
                check(number, tally, typos=arguments.typos)
            publish(SET / f"{number}.clean.txt")
        print("\n".join([*tally.lines(), *(tally.told if arguments.misses else [])]))
        if arguments.typos and (SET / "typos").is_dir():
            print("\n".join(typo_lines()))


def prepare() -> None:
    """An empty database with the set's registers and the national list of places."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    with open(os.devnull, "w") as nowhere:
        for kind in REGISTERS:
            call_command("import_register", kind, str(SET / "registers" / f"{kind}.csv"), stdout=nowhere)
        call_command("import_places", stdout=nowhere)


def check(number: str, tally: Tally, *, typos: bool) -> None:
    """Proofs an issue's two twins."""
    keys: list[Key] = json.loads((SET / f"{number}.key.json").read_text("utf-8"))
    start = time.process_time()
    faulty, clean = (findings(SET / f"{number}.{twin}.txt", typos=typos) for twin in ("faulty", "clean"))
    tally.seconds += time.process_time() - start
    tally.add(number, keys, faulty, clean)


def findings(path: Path, *, typos: bool) -> list[Found]:
    """What `manage.py proof` gives for a file."""
    from django.core.management import call_command

    from issues.management.commands import proof

    if not typos:
        setattr(proof, "typo_model", lambda: None)  # noqa: B010 (not part of its face)
    out = io.StringIO()
    with contextlib.suppress(SystemExit):  # there was an A
        call_command("proof", str(path), json=True, stdout=out, stderr=io.StringIO())
    found: list[Found] = json.loads(out.getvalue())
    return found


def publish(path: Path) -> None:
    """Stores and publishes an issue, so that later ones have it before them."""
    from django.core.management import call_command

    call_command("import_issue", str(path), publish=True, stdout=io.StringIO(), stderr=io.StringIO())


def typo_lines() -> list[str]:
    """Recall and precision of the typo model on the passages."""
    keys = json.loads((SET / "typos" / "key.json").read_text("utf-8"))
    faulty, clean = (
        [one for one in findings(SET / "typos" / f"all.{twin}.txt", typos=True) if one["code"].startswith("typo")]
        for twin in ("faulty", "clean")
    )

    def hits(key: Key, one: Found) -> bool:
        return one["paragraph"] == key["passage"] and bool(one["start"] <= key["char"] < one["end"])

    got = sum(any(hits(key, one) for one in faulty) for key in keys)
    good = sum(any(hits(key, one) for key in keys) for one in faulty)
    characters = len((SET / "typos" / "all.clean.txt").read_text("utf-8"))
    return [
        f"typos: recall {got}/{len(keys)}, precision {good}/{len(faulty)}",
        f"false alarms on clean passages: {len(clean)} in {characters} characters",
    ]


if __name__ == "__main__":
    main()
