"""Several processes that do the same at once: forked from one that has Django ready, each with its own connections."""

import os
import sys
import traceback
from collections.abc import Callable


def at_once(people: int, act: Callable[[int], None]) -> int:
    """Run `act(seed)` in as many processes as there are people; how many ended with an error, which they print.

    To be called before anything is asked of a database: connections are not to be shared.
    """
    children = []
    for seed in range(people):
        if child := os.fork():
            children.append(child)
            continue
        try:
            act(seed)
        except BaseException:  # noqa: BLE001 - whatever it was, it is printed and counted
            traceback.print_exc()
            sys.stderr.flush()
            os._exit(1)
        os._exit(0)
    return sum(os.waitpid(child, 0)[1] != 0 for child in children)


def say(line: str) -> None:
    """Print a line whole, whoever else prints."""
    os.write(1, f"{line}\n".encode())
