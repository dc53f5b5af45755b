"""Bounds of seconds that hold on any machine: they stand for a quiet machine of 2026, two cores at some 2.5 GHz."""

import re
import time

import nh3

# What `_work` takes on that machine, in seconds of CPU.
_QUIET = 0.175


def _work() -> float:
    start = time.process_time()
    for _ in range(4):
        nh3.clean(re.sub("<", "&lt;", "<" * 100_000))
    assert sum(number % 7 for number in range(1_000_000)) > 0
    return time.process_time() - start


def within(seconds: float, bound: float) -> bool:
    """Whether work that took `seconds` of CPU here takes at most `bound` on the machine that bounds are set for.

    Only where it took longer is the pace of this one, as busy as it is now, measured.
    """
    return seconds <= bound or seconds <= bound * max(_work(), _work()) / _QUIET
