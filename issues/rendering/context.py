"""What a renderer may know beside the document: who publishes, where the issue stands, how to read a picture."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from issues.rendering.limits import Limits

# Zip members and PDF dates need a time; a fixed one keeps the bytes of an undated document the same.
EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Imprint:
    """The form's own words of a 简报: the issuer under the red head, and the foot (版记). Empty ones are not printed.

    issuer     编印单位, left under the number; the date stands right
    report_to  报：…
    send_to    送：…
    copies     共印N份, None when not stated
    """

    issuer: str = ""
    report_to: str = ""
    send_to: str = ""
    copies: int | None = None

    @property
    def has_foot(self) -> bool:
        return bool(self.report_to or self.send_to or self.copies)


def no_pictures(name: str) -> bytes | None:  # noqa: ARG001 - the signature of a picture reader
    """The picture reader of a context that has none."""
    return None


@dataclass(frozen=True, slots=True)
class RenderContext:
    """Everything a renderer needs that is not a word of the document.

    site_name, site_url  the site, its address without a final slash; "" when unknown
    issue_url            the issue's own page, absolute; "" for a preview
    made_at              when the edition was frozen; dates inside files come from here: equal input, equal bytes
    read_picture         a picture's bytes by `Picture.name`, or None when there is no such file
    preview              the mark of an unsigned preview, e.g. 预览稿，未签发; "" for a frozen edition
    """

    site_name: str = ""
    site_url: str = ""
    issue_url: str = ""
    made_at: dt.datetime = EPOCH
    read_picture: Callable[[str], bytes | None] = no_pictures
    preview: str = ""
    imprint: Imprint = field(default_factory=Imprint)
    limits: Limits = field(default_factory=Limits)
