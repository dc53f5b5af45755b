"""From what an editor hands in to a stored issue: read, looked at beside what is stored, confirmed, stored.

`examine` changes nothing; `take` stores one issue, and only if it is still the one the editor looked at.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction

from articles.models import Department, Publication, Section, Source
from articles.models.named import name_key
from articles.text.widths import match_key
from issues import numbering, states
from issues.assembly import Importer, Stored, document_of
from issues.comparison import Difference, differences
from issues.document import IssueDocument, Masthead, without_tags
from issues.models import Issue
from issues.parsing import warning_codes
from issues.parsing.decoding import checked as checked_text
from issues.parsing.readers import READERS, read
from issues.parsing.recognition import ImportWarning, LineKind, Recognition
from issues.parsing.text import parse_text

UNKNOWN_SECTION = "unknown_section"
UNKNOWN_SOURCE = "unknown_source"
OTHER_PUBLICATION = "other_publication"


class ChangedMeanwhile(Exception):
    """The stored issue is no longer the one the editor was shown. Nothing was stored."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What was handed in. `data` holds a file that is more than text (.docx, .html); then `text` only shows it."""

    text: str
    name: str = ""
    data: bytes | None = None

    def read(self) -> list[Recognition]:
        """The issues in it; UnreadableInput when there is none."""
        return read(self.data, self.name) if self.data is not None else parse_text(checked_text(self.text))


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the editor typed where the input states no number, or a wrong one. None leaves the input's own."""

    year: int | None = None
    number: int | None = None
    total_number: int | None = None
    date: dt.date | None = None

    def on(self, head: Masthead) -> Masthead:
        return replace(
            head,
            year=self.year or head.year,
            number=self.number or head.number,
            total_number=self.total_number or head.total_number,
            date=self.date or head.date,
        )


@dataclass(frozen=True, slots=True)
class Found:
    """One issue of the input beside what is stored.

    document     what would be stored, with the editor's corrections of the number
    warnings     the parser's, and those that only the database can give
    problems     why it cannot be stored, in sentences; empty when it can
    existing     the stored issue of the same number, with its `differences` from the input
    fixed        the stored issue can no longer be changed by an import
    seen         fingerprint of input and stored words: what the editor's confirmation is given for
    """

    recognition: Recognition
    document: IssueDocument
    warnings: tuple[ImportWarning, ...]
    problems: tuple[str, ...]
    existing: Issue | None
    differences: tuple[Difference, ...]
    seen: str

    @property
    def refuses_import(self) -> bool:
        return self.existing is not None and not states.OVERWRITE.fits(self.existing)

    @property
    def is_published(self) -> bool:
        """Whether its words change by a correction."""
        return self.existing is not None and states.CORRECT.fits(self.existing)

    @property
    def import_refusal(self) -> str:
        """What an editor can do instead of importing; "" where an import can change the stored issue."""
        return states.OVERWRITE.sentence(self.existing) if self.existing else ""

    @property
    def only_marks(self) -> int:
        """How many of the differences are in punctuation alone."""
        return sum(one.only_marks for one in self.differences)

    @property
    def text(self) -> str:
        """The lines of the input that belong to this issue."""
        return "\n".join(line.text for line in self.recognition.lines)


def handed_file(data: bytes, name: str) -> tuple[Handed, list[Recognition]]:
    """An uploaded file and the issues in it; UnreadableInput (Chinese, with the line) when it holds none."""
    found = read(data, name)
    text = "\n".join(line.text for one in found for line in one.lines)
    plain = READERS[-1].name == next(reader for reader in READERS if reader.accepts(data, name)).name
    return Handed(text, name, None if plain else data), found


def examine(recognitions: Sequence[Recognition], corrections: Sequence[Corrections] = ()) -> list[Found]:
    """Each issue of an input beside what is stored. Changes nothing."""
    typed = [*corrections, *[Corrections()] * (len(recognitions) - len(corrections))]
    names = _Names()
    return [_examine(one, fix, names) for one, fix in zip(recognitions, typed, strict=False)]


def take(importer: Importer, found: Found, *, name: str, overwrite: bool) -> Stored:
    """Store one issue as the editor confirmed it.

    ValidationError when it cannot be stored, ChangedMeanwhile when the stored issue was changed since `examine`,
    IssueDiffers when it has other words and `overwrite` is False.
    """
    if found.problems:
        raise ValidationError(list(found.problems))
    with transaction.atomic():
        wanted = numbering.number_of(found.document.masthead)
        existing = Issue.objects.select_for_update().filter(year=wanted.year, number=wanted.number).first()
        if _fingerprint(found.document, existing, document_of(existing) if existing else None) != found.seen:
            raise ChangedMeanwhile
        pictures = dict(found.recognition.pictures)
        return importer.store(
            found.document,
            text=found.text,
            name=name,
            remarks=found.warnings,
            overwrite=overwrite,
            pictures=pictures,
        )


def _examine(one: Recognition, fix: Corrections, names: "_Names") -> Found:
    document = replace(one.document, masthead=fix.on(one.document.masthead))
    problems: list[str] = []
    existing: Issue | None = None
    doubts: list[str] = []
    try:
        document = replace(document, masthead=numbering.checked(document.masthead))
    except ValidationError as error:
        problems = list(error.messages)
    else:
        wanted = numbering.number_of(document.masthead)
        existing = Issue.objects.filter(year=wanted.year, number=wanted.number).first()
        problems = numbering.objections(wanted, existing)
        doubts = list(numbering.doubts(wanted)) if existing is None else []
    line = _number_line(one)
    warnings = (
        *one.warnings,
        *other_publication(one),
        *(ImportWarning(warning_codes.NUMBER_OUT_OF_SEQUENCE, line, doubt) for doubt in doubts),
        *names.unknown(one),
    )
    stored = document_of(existing) if existing else None
    changed = tuple(differences(without_tags(stored), document)) if stored else ()
    return Found(one, document, warnings, tuple(problems), existing, changed, _fingerprint(document, existing, stored))


def other_publication(one: Recognition) -> tuple[ImportWarning, ...]:
    """A warning, at its line, when the masthead names another paper than the one of the site's settings."""
    name, ours = one.document.masthead.name, Publication.objects.filter(pk=1).values_list("name", flat=True).first()
    if not name or not ours or match_key(name) == match_key(ours):
        return ()
    line = next((line.number for line in one.lines if line.kind is LineKind.MASTHEAD), 0)
    message = f"刊名是“{name}”，本站是“{ours}”；请确认没有拿错文件。"
    return (ImportWarning(OTHER_PUBLICATION, line, message),)


def _number_line(one: Recognition) -> int:
    return next((line.number for line in one.lines if line.kind is LineKind.NUMBER), 0)


def _fingerprint(document: IssueDocument, existing: Issue | None, stored: IssueDocument | None) -> str:
    state = f"{existing.status} {stored.digest}" if existing and stored else "new"
    return hashlib.sha256(f"{document.digest} {state}".encode()).hexdigest()


class _Names:
    """Which sections, departments and sources are known, read once for all issues of an input."""

    def __init__(self) -> None:
        self.sections = Section.objects.all().by_name()
        self.departments = Department.objects.all().by_name()
        self.sources = Source.objects.all().by_name()

    def unknown(self, one: Recognition) -> Iterator[ImportWarning]:
        """A warning for each name that storing would create, at the line where it first stands."""
        told: set[tuple[str, str]] = set()
        last_lines = {line.item: line.number for line in one.lines if line.item is not None and line.text.strip()}
        heads = {name_key(line.text): line.number for line in one.lines if line.kind is LineKind.SECTION}
        for index, (section, item) in enumerate(one.document.items()):
            line = last_lines.get(index, 0)
            byline = item.byline
            at_section = next((number for text, number in heads.items() if section and name_key(section) in text), line)
            for kind, code, name, known, at in (
                ("栏目", UNKNOWN_SECTION, section, self.sections, at_section),
                ("科室", warning_codes.UNKNOWN_DEPARTMENT, byline.department, self.departments, line),
                ("来源", UNKNOWN_SOURCE, item.source or byline.source, self.sources, line),
            ):
                if name and name_key(name) not in known and (kind, name_key(name)) not in told:
                    told.add((kind, name_key(name)))
                    yield ImportWarning(code, at, f"{kind}“{name}”是新的，导入时会新建；若是写错或旧称，请先改正。")
