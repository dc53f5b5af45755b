"""Zip containers (docx, epub) with the same bytes for the same content. Pure."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterable


def packed(members: Iterable[tuple[str, bytes, bool]], made_at: dt.datetime) -> bytes:
    """A zip of (name, data, compressed) members in the order given, all dated `made_at`."""
    out = io.BytesIO()
    stamp = max(made_at.timetuple()[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(out, "w") as archive:
        for name, data, compressed in members:
            info = zipfile.ZipInfo(name, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
            info.external_attr = 0o644 << 16
            archive.writestr(info, data)
    return out.getvalue()


def repacked(archive: bytes, made_at: dt.datetime) -> bytes:
    """The same members with their dates set, so that equal content gives equal bytes. For our own archives only."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return packed(((name, source.read(name), True) for name in source.namelist()), made_at)
