"""Response bodies unpacked piece by piece, so that a small file that unpacks to gigabytes is stopped on its way."""

import zlib
from typing import Any

_STEP = 64 * 1024


class TooMuch(ValueError):
    """The unpacked body passed the limit."""


class Unpacker:
    """Unpacks `encoding` ("", gzip, deflate) up to `limit` bytes. ValueError for another encoding or bad data."""

    def __init__(self, encoding: str, limit: int) -> None:
        self.limit = limit
        self.parts: list[bytes] = []
        self.size = 0
        self._inflater = self._make(encoding.strip().lower())

    @staticmethod
    def _make(encoding: str) -> Any:  # zlib's own type has no public name
        if encoding in ("", "identity"):
            return None
        if encoding in ("gzip", "x-gzip"):
            return zlib.decompressobj(16 + zlib.MAX_WBITS)
        if encoding == "deflate":
            return zlib.decompressobj()
        raise ValueError(f"不认识的压缩方式 {encoding}")

    def feed(self, data: bytes) -> None:
        """Takes the next piece of the body as sent."""
        if self._inflater is None:
            self._keep(data)
            return
        while data:
            try:
                self._keep(self._inflater.decompress(data, _STEP))
            except zlib.error as error:
                raise ValueError("压缩数据损坏") from error
            data = self._inflater.unconsumed_tail

    def _keep(self, piece: bytes) -> None:
        self.size += len(piece)
        if self.size > self.limit:
            raise TooMuch
        if piece:
            self.parts.append(piece)

    def body(self) -> bytes:
        """All that was unpacked."""
        return b"".join(self.parts)
