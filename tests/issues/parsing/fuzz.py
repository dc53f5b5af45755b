"""Looks for input that the parsers crash on, lose a line of or take too long over: text, Word and HTML.

    python -m tests.issues.parsing.fuzz MINUTES [text|docx|html]

Runs until the time is over and prints what it tried; stops at the first input that fails, kept in a file whose name
it prints. The ordinary tests hold a short form of the same (test_hostile_input.py, test_ten_megabytes.py).
"""

import io
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx

from issues.parsing.readers import read
from issues.parsing.recognition import UnreadableInput
from tests.issues.parsing.desks.test_desks import LAYOUTS
from tests.issues.parsing.test_hostile_input import PIECES

SLOWEST = 2.0
SEEDS = [layout.text for layout in LAYOUTS]
ODD = ["\u2028", "\x0c", "\u200b", *"（）【】■第期：；｜《”", "1.", "\t", "　", "𬭎", "😀"]


def mutated(chance: random.Random, text: str) -> str:
    """`text` with a few lines doubled, dropped, swapped, joined, cut or strewn with odd characters."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 12)):
        place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
        what = chance.randrange(8)
        if what == 0:
            lines.insert(place, lines[other])
        elif what == 1 and len(lines) > 1:
            del lines[place]
        elif what == 2:
            lines[place], lines[other] = lines[other], lines[place]
        elif what == 3:
            lines[place] += lines[other]
        elif what == 4:
            cut = chance.randint(0, len(lines[place]))
            lines[place : place + 1] = [lines[place][:cut], lines[place][cut:]]
        elif what == 5:
            lines.insert(place, chance.choice(PIECES))
        elif what == 6:
            cut = chance.randint(0, len(lines[place]))
            lines[place] = lines[place][:cut] + chance.choice(ODD) * chance.choice((1, 1, 3, 500)) + lines[place][cut:]
        else:
            lines[place] = lines[place] * chance.choice((2, 2, 200))
    return "\n".join(lines)


def as_text(chance: random.Random) -> tuple[bytes, str]:
    text = mutated(chance, chance.choice(SEEDS))
    return text.encode(chance.choice(("utf-8", "utf-8", "gb18030", "utf-16")), "replace"), "期.txt"


def as_html(chance: random.Random) -> tuple[bytes, str]:
    tags = ["p", "div", "section", "h2", "li", "blockquote", "td", "span"]
    lines = mutated(chance, chance.choice(SEEDS)).split("\n")
    page = "".join(f"<{chance.choice(tags)}>{line}</{chance.choice(tags)}>" for line in lines)
    data = bytearray(f"<html><meta charset=utf-8><body><table><tr>{page}".encode())
    for _ in range(chance.randint(0, 20)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data), "期.html"


def as_docx(chance: random.Random) -> tuple[bytes, str]:
    document = docx.Document()
    for line in mutated(chance, chance.choice(SEEDS)).split("\n"):
        document.add_paragraph("".join(char for char in line if char.isprintable()))
    whole = io.BytesIO()
    document.save(whole)
    if chance.random() < 0.5:
        return whole.getvalue(), "期.docx"
    return _damaged(chance, whole.getvalue()), "期.docx"


def _damaged(chance: random.Random, data: bytes) -> bytes:
    """The file with bytes of its text changed, or of the archive itself."""
    if chance.random() < 0.3:
        torn = bytearray(data)
        for _ in range(chance.randint(1, 30)):
            torn[chance.randrange(len(torn))] = chance.randrange(256)
        return bytes(torn)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            part = bytearray(source.read(name))
            if name == "word/document.xml":
                for _ in range(chance.randint(1, 8)):
                    part[chance.randrange(len(part))] = chance.randrange(256)
            target.writestr(name, bytes(part))
    return out.getvalue()


def judge(data: bytes, name: str) -> str:
    """ "" or what is wrong with how the input was read."""
    start = time.process_time()
    try:
        found = read(data, name)
    except UnreadableInput:
        found = []
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
        return f"{type(error).__name__}: {error}"
    if (seconds := time.process_time() - start) > SLOWEST:
        return f"{seconds:.1f} s for {len(data)} bytes"
    lines = [line for recognition in found for line in recognition.lines]
    if found and [line.number for line in lines] != list(range(1, len(lines) + 1)):
        return "lines are missing"
    return ""


def run(minutes: float, forms: list[Callable[[random.Random], tuple[bytes, str]]]) -> int:
    """Tries inputs until the time is over; 1 when one fails, which is then kept."""
    seed, end, slowest = random.randrange(2**32), time.monotonic() + 60 * minutes, 0.0
    chance, tried = random.Random(seed), 0
    while time.monotonic() < end:
        data, name = chance.choice(forms)(chance)
        start = time.process_time()
        wrong = judge(data, name)
        slowest = max(slowest, time.process_time() - start)
        tried += 1
        if wrong:
            kept = Path(tempfile.mkdtemp()) / name
            kept.write_bytes(data)
            sys.stdout.write(f"{wrong}\n{kept}  (seed {seed}, input {tried})\n")
            return 1
    sys.stdout.write(f"{tried} inputs, slowest {slowest:.2f} s, seed {seed}: nothing found\n")
    return 0


FORMS = {"text": as_text, "docx": as_docx, "html": as_html}

if __name__ == "__main__":
    chosen = [FORMS[name] for name in sys.argv[2:]] or list(FORMS.values())
    sys.exit(run(float(sys.argv[1]), chosen))
