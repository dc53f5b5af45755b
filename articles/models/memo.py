"""What a process remembers of the site at one revision. Nothing outlives its revision, so nothing is ever stale."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

V = TypeVar("V")

# Values kept per process; the longest are lists of ids, 0.8 MB at 100,000 articles.
KEPT = 512


class RevisionMemo:
    """Values worked out for one revision of the site; all forgotten when the revision moves on."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._revision = 0
        self._values: OrderedDict[object, Any] = OrderedDict()

    def get(self, revision: int, key: object, work_out: Callable[[], V]) -> V:
        """The value for `key` at `revision`, worked out when this process has not got it."""
        with self._lock:
            if revision > self._revision:
                self._values.clear()
                self._revision = revision
            if revision == self._revision and key in self._values:
                self._values.move_to_end(key)
                value: V = self._values[key]
                return value
        value = work_out()
        with self._lock:
            if revision == self._revision:
                self._values[key] = value
                while len(self._values) > KEPT:
                    self._values.popitem(last=False)
        return value

    def clear(self) -> None:
        """Forget everything; for tests, whose revisions start over."""
        with self._lock:
            self._revision = 0
            self._values.clear()


memo = RevisionMemo()
