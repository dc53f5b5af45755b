"""The desk's own published words: how often each run of two to five Han characters stands in them. Pure.

One file: a line of JSON, then for each length the sorted hashes of the runs (64 bits) and their counts (8 bits, 255 =
that often or more). It is mapped, so processes share it, and looked up by bisection.
"""

import json
import mmap
import os
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from articles.proofing.typos.language import HAN

LENGTHS = (2, 3, 4, 5)
LIMIT = 2_000_000
"""Characters that are learnt from, the newest first: more would take minutes and betters little."""
_FORMAT = 1
_MOST = 255
_PRIME, _BITS = 0x100000001B3, (1 << 64) - 1


class Archive:
    """The counts of a file that `write` wrote. `characters` were read for it. Raises ValueError for another file."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        head, _, _ = bytes(self._data[:4096]).partition(b"\n")
        try:
            said = json.loads(head)
            sizes, self.characters = said["sizes"], int(said["characters"])
            self.revision = int(said.get("revision", 0))
            if said["format"] != _FORMAT:
                raise ValueError(f"{path}: another format")
        except (KeyError, TypeError) as error:
            raise ValueError(f"{path}: no archive of words") from error
        self._keys, self._counts = {}, {}
        at = _aligned(len(head) + 1)
        for length, size in zip(LENGTHS, sizes, strict=True):
            self._keys[length] = self._data[at : at + 8 * size].cast("Q")
            self._counts[length] = self._data[at + 8 * size : at + 9 * size]
            at = _aligned(at + 9 * size)

    def count(self, run: str) -> int:
        """How often the run stands in the archive, up to 255."""
        keys = self._keys[len(run)]
        key = _key(run)
        at = bisect_left(keys, key)
        return self._counts[len(run)][at] if at < len(keys) and keys[at] == key else 0


def opened(path: Path | None) -> Archive | None:
    """The archive of a file; None where there is none or another version wrote it."""
    if path is None or not path.exists():
        return None
    try:
        return Archive(path)
    except ValueError:
        return None


def is_of(path: Path, revision: int) -> bool:
    """Whether the file was written of this revision of what is published."""
    found = opened(path)
    return found is not None and found.revision == revision


def write(path: Path, texts: Iterable[str], revision: int = 0) -> int:
    """Counts the texts (the newest first) and puts the file in place at once. Gives how many characters were read."""
    runs: list[str] = []
    read = 0
    for text in texts:
        if read >= LIMIT:
            break
        read += len(text)
        runs += HAN.findall(text)
    parts, sizes = [], []
    for length in LENGTHS:
        keys, counts = _counted(runs, length)
        sizes.append(len(keys))
        parts.append((keys, counts))
    head = json.dumps({"format": _FORMAT, "characters": read, "sizes": sizes, "revision": revision}).encode() + b"\n"
    new = path.with_name(f"{path.name}.{os.getpid()}.new")
    path.parent.mkdir(parents=True, exist_ok=True)
    with new.open("wb") as file:
        file.write(head)
        for keys, counts in parts:
            file.write(b"\0" * (_aligned(file.tell()) - file.tell()))
            keys.tofile(file)
            file.write(counts)
    new.replace(path)
    return read


def _counted(runs: list[str], length: int) -> "tuple[array[int], bytes]":
    every = sorted(_key(run[i : i + length]) for run in runs for i in range(len(run) - length + 1))
    keys, counts = array("Q"), bytearray()
    for key, same in groupby(every):
        keys.append(key)
        counts.append(min(sum(1 for _ in same), _MOST))
    return keys, bytes(counts)


def _key(run: str) -> int:
    value = len(run)
    for char in run:
        value = (value * _PRIME + ord(char)) & _BITS
    return value


def _aligned(at: int) -> int:
    return (at + 7) // 8 * 8
