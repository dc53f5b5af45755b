"""The typo check's figures, and the weights of its evidence.

    python -m benchmarks.typos measure [--archive TEXT] [--part dev|held-out] [--clean TEXT]
    python -m benchmarks.typos fit --clean TEXT

Sentences: ../shared/data/csc/ecspell_*_train.tsv (flag, wrong, right), parted by a hash of the right sentence: `dev`
(six of ten) is for weights and rules, `held-out` is looked at when all is settled. TEXT is a file of clean official
text, a paragraph a line: for `--archive` it stands for the desk's archive, for `--clean` it has no typos to find.
`fit` writes articles/proofing/typos/weights.tsv and needs numpy.
"""

import argparse
import hashlib
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from articles.proofing.typos import archive, evidence
from articles.proofing.typos.confusion import Confusion
from articles.proofing.typos.found import Typo
from articles.proofing.typos.language import HAN, Language, find_model
from articles.proofing.typos.lattice import Gain, Lattice
from articles.proofing.typos.lexicon import Lexicon, find_lexicon
from articles.proofing.typos.model import SURE_ENOUGH, TypoModel
from articles.proofing.typos.wordlist import Wordlist

ROOT = Path(__file__).parent.parent
SENTENCES = ROOT.parent / "shared" / "data" / "csc"
WEIGHTS = ROOT / "articles" / "proofing" / "typos" / "weights.tsv"
SIZES = (0, 10_000, 50_000, 200_000)
LEAST = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
LAW_COUNTS = 0.3
CLEAN_COUNTS = 0.5


@dataclass(frozen=True)
class Pair:
    """A sentence as typed and as it should be."""

    typed: str
    right: str

    @property
    def hash(self) -> int:
        return int(hashlib.sha256(self.right.encode()).hexdigest(), 16)

    @property
    def is_dev(self) -> bool:
        return self.hash % 10 < 6

    @property
    def is_clean(self) -> bool:
        return self.typed == self.right


def sentences(kind: str) -> list[Pair]:
    """The pairs of equal length of one kind (odw, law)."""
    path = SENTENCES / f"ecspell_{kind}_train.tsv"
    rows = (line.rstrip("\n").split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [Pair(typed, right) for _, typed, right in rows if len(typed) == len(right)]


def taken(lines: Iterable[str], characters: int) -> Iterator[str]:
    """Lines until so many characters are full."""
    for line in lines:
        if characters <= 0:
            return
        characters -= len(line)
        yield line


def archive_of(lines: Iterable[str], characters: int, folder: Path) -> archive.Archive | None:
    """An archive of the first so many characters."""
    if not characters:
        return None
    path = folder / f"{characters}.bin"
    archive.write(path, taken(lines, characters))
    return archive.Archive(path)


def found_in(texts: list[str], model: TypoModel) -> list[list[Typo]]:
    """What is found in each text by itself, sure or not."""
    return [model.check([text], least=LEAST[0])[0] for text in texts]


def measure(pairs: list[Pair], found: list[list[Typo]], least: float) -> tuple[float, float, float]:
    """Precision, recall (characters put right) and false alarms in 10,000 characters of right sentences."""
    right = shown = alarms = 0
    for pair, typos in zip(pairs, found, strict=True):
        for typo in typos:
            for i, char in enumerate(typo.right, typo.start):
                if typo.likelihood >= least:
                    good = pair.typed[i] != pair.right[i] == char
                    shown += 1
                    right += good
                    alarms += pair.is_clean and not good
    wrong = sum(a != b for pair in pairs for a, b in zip(pair.typed, pair.right, strict=True))
    clean = sum(len(pair.typed) for pair in pairs if pair.is_clean)
    return right / max(shown, 1), right / max(wrong, 1), alarms * 10_000 / max(clean, 1)


def show(part: str, archive_text: list[str], clean: list[str]) -> None:
    """The table, archive size by archive size."""
    pairs = [pair for pair in sentences("odw") if pair.is_dev == (part == "dev")]
    model = TypoModel.load()
    print(f"{len(pairs)} sentences, {sum(len(p.typed) for p in pairs)} characters ({part}), shown at {SURE_ENOUGH}")
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            model.learn(archive_of(archive_text, size, Path(folder)))
            found = found_in([pair.typed for pair in pairs], model)
            alarms_found = [typo for typos in found_in(clean, model) for typo in typos]
            for least in LEAST:
                precision, recall, alarms = measure(pairs, found, least)
                count = sum(typo.likelihood >= least for typo in alarms_found)
                other = f"  clean text FA {count * 10_000 / sum(map(len, clean)):5.1f}" if clean else ""
                print(f"archive {size:7} at {least:.2f}  P {precision:.3f}  R {recall:.3f}  FA {alarms:5.1f}{other}")
        text = [pair.typed for pair in pairs if pair.is_clean]
        model.learn(archive_of(archive_text, SIZES[-1], Path(folder)))
        began = time.process_time()
        for line in text:
            model.check([line])
        print(f"{sum(map(len, text)) / (time.process_time() - began):.0f} characters a second (right sentences, cold)")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB at most, benchmark included")


class Finder:
    """The parts of the model, to see every change that it weighs."""

    def __init__(self) -> None:
        self.language = Language(find_model())
        self.lexicon = Lexicon(find_lexicon())
        self.confusion = Confusion(self.language.rarity)
        self.wordlist = Wordlist(self.language.words, self.confusion.regional)

    def evidence(self, gain: Gain, lattice: Lattice, known: archive.Archive | None) -> evidence.Evidence:
        return evidence.evidence(gain, lattice, self.language, self.confusion, self.lexicon, known)


def examples(clean: list[str]) -> Iterator[tuple[evidence.Evidence, bool, float]]:
    """(evidence, whether the change is right, how much it counts), each with archives of every size.

    A sentence is never in the archive that it is weighed with: each half of the sentences is the other's archive.
    """
    finder = Finder()
    kinds = {"odw": 1.0, "law": LAW_COUNTS}
    dev = {kind: [pair for pair in sentences(kind) if pair.is_dev] for kind in kinds}
    known, unseen = clean[::2], clean[1::2]
    with tempfile.TemporaryDirectory() as folder:
        halves = []
        for half in (0, 1):
            others = sorted({p.right for pairs in dev.values() for p in pairs if p.hash // 10 % 2 != half})
            mixed = [line for two in zip(others, known, strict=False) for line in two] + known[len(others) :]
            place = Path(folder) / str(half)
            halves.append([archive_of(mixed, size, place) for size in SIZES])
        for kind, counts in kinds.items():
            for pair in dev[kind]:
                yield from _weighed(finder, pair, halves[pair.hash // 10 % 2], counts)
        for line in taken(unseen, 80_000):
            yield from _weighed(finder, Pair(line, line), halves[0], CLEAN_COUNTS)


def _weighed(
    finder: Finder, pair: Pair, archives: list[archive.Archive | None], counts: float
) -> Iterator[tuple[evidence.Evidence, bool, float]]:
    for match in HAN.finditer(pair.typed):
        lattice = Lattice(match.group(), finder.language)
        for gain in lattice.gains(finder.confusion, finder.wordlist):
            right = all(pair.right[match.start() + i] == char for i, char in gain.change)
            for one in archives:
                yield finder.evidence(gain, lattice, one), right, counts / len(archives)


def fit(clean: list[str]) -> None:
    """Logistic regression by Newton's method; writes the weights."""
    try:
        import numpy as np
    except ImportError:
        sys.exit("fit needs numpy: uv pip install numpy")
    rows = list(examples(clean))
    names = sorted({name for numbers, _, _ in rows for name in numbers})
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, (numbers, _, _) in enumerate(rows):
        for name, value in numbers.items():
            x[i, at[name]] = value
    y = np.array([right for _, right, _ in rows], float)
    counts = np.array([count for _, _, count in rows])
    weight = np.zeros(len(names))
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ weight, -30, 30)))
        slope = x.T @ (counts * (y - p)) - weight
        bend = (x * (counts * p * (1 - p))[:, None]).T @ x + np.eye(len(names))
        step = np.linalg.solve(bend, slope)
        weight += step
        if abs(step).max() < 1e-4:
            break
    lines = [f"{name}\t{value:.3f}\n" for name, value in zip(names, weight, strict=True)]
    WEIGHTS.write_text("evidence\tweight\n" + "".join(lines), encoding="utf-8")
    print(f"{len(rows)} changes, {int(y.sum())} right, {len(names)} weights written to {WEIGHTS.relative_to(ROOT)}")


def _lines(path: str | None) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if path else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("measure", "fit"))
    parser.add_argument("--archive")
    parser.add_argument("--clean")
    parser.add_argument("--part", choices=("dev", "held-out"), default="dev")
    options = parser.parse_args()
    if options.what == "fit":
        fit(_lines(options.clean))
        return
    own = [pair.right for pair in sentences("odw") if pair.is_dev != (options.part == "dev")]
    show(options.part, [*dict.fromkeys(own), *_lines(options.archive)], _lines(options.clean))


if __name__ == "__main__":
    main()
