"""The arrangement of an issue: which articles stand in it, in which section, in which order.

Every change names the version of the issue it was made on and goes through `editing.changing`: it is refused
when somebody else changed the issue in between, kept as a revision, and lets sign-offs for other words lapse.
Positions count 1, 2, 3 … through the whole issue, and entries of one section stand together.
"""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db.models import BigIntegerField, Case, F, Prefetch, Value, When, prefetch_related_objects

from articles.models import Article, Section
from articles.models.querysets import USABLE
from articles.record.audit import Actor
from issues.models import Entry, Issue
from issues.workflow import editing

# Entries step aside by this much before they take their new places: no two may hold one at any moment.
ASIDE = 1_000_000
# What an outline shows of an article; the body for its length.
SHOWN = ("title", "status", "byline_text", "version", "body")


def put_in(
    *, issue: Issue, article_id: int, section_id: int | None, place: int | None, based_on: int, by: Actor
) -> Issue:
    """Put an article into the issue, as the `place`-th entry of the section (from 1; None: last).

    ValidationError when it stands in the issue already or is returned or withdrawn; else as `editing.changing`.
    """
    with editing.changing(issue=issue, based_on=based_on, by=by, action="put_in", note=lambda: str(now)) as row:
        now = _usable(article_id)
        entries = entries_of(row)
        if any(entry.article_id == now.pk for entry in entries):
            raise ValidationError(f"《{now.title}》已在本期。")
        new = Entry(issue=row, article=now, section=_section(entries, section_id), position=len(entries) + 1 + ASIDE)
        new.save()
        _store(row, _placed(entries, new, place), new)
    return row


def take_out(*, issue: Issue, entry_id: int, based_on: int, by: Actor) -> Issue:
    """Take an entry out of the issue; the article itself stays as it is."""
    with editing.changing(issue=issue, based_on=based_on, by=by, action="take_out", note=lambda: str(gone)) as row:
        entries = entries_of(row)
        gone = _find(entries, entry_id)
        gone.delete()
        _store(row, [one for one in entries if one is not gone])
    return row


def move(*, issue: Issue, entry_id: int, section_id: int | None, place: int | None, based_on: int, by: Actor) -> Issue:
    """Make an entry the `place`-th of a section (from 1; None: last), its own or another."""
    with editing.changing(issue=issue, based_on=based_on, by=by, action="move", note=lambda: str(moved)) as row:
        entries = entries_of(row)
        moved = _find(entries, entry_id)
        rest = [one for one in entries if one is not moved]
        moved.section = _section(entries, section_id)
        _store(row, _placed(rest, moved, place), moved)
    return row


def order_sections(*, issue: Issue, section_ids: Sequence[int | None], based_on: int, by: Actor) -> Issue:
    """Bring the issue's sections into this order; sections that are not named keep theirs, after the named ones."""
    with editing.changing(issue=issue, based_on=based_on, by=by, action="order_sections") as row:
        entries = entries_of(row)
        present = list(dict.fromkeys(entry.section_id for entry in entries))
        order = [pk for pk in section_ids if pk in present] + [pk for pk in present if pk not in section_ids]
        _store(row, sorted(entries, key=lambda entry: order.index(entry.section_id)))
    return row


def set_lead_title(*, issue: Issue, entry_id: int, lead_title: str, based_on: int, by: Actor) -> Issue:
    """Give an entry a title of its own in the contents list (导读); "" takes the article's title again.

    That it is to differ from the article's title as it reads now is kept: the composer asks again when that changes.
    """
    with editing.changing(issue=issue, based_on=based_on, by=by, action="lead_title", note=lead_title) as row:
        held = _find(entries_of(row), entry_id)
        held.lead_title = "" if lead_title.strip() == held.article.title else lead_title.strip()
        held.lead_kept_for = held.article.title if held.lead_title else ""
        held.clean_fields(exclude=["issue", "article", "section"])
        held.save(update_fields=["lead_title", "lead_kept_for"])
    return row


def entries_of(issue: Issue) -> list[Entry]:
    """The entries in order, read once: the revision that the change leaves is made from these very objects."""
    shown = Entry.objects.select_related("article", "section").only(
        "issue", "position", "lead_title", "lead_kept_for", "section__name", *(f"article__{name}" for name in SHOWN)
    )
    prefetch_related_objects([issue], Prefetch("entries", shown.order_by("position")))
    return list(issue.entries.all())


def _find(entries: Sequence[Entry], wanted: int) -> Entry:
    found = next((entry for entry in entries if entry.pk == wanted), None)
    if found is None:
        raise ValidationError("这一条已不在本期，请刷新页面。")
    return found


def _usable(article_id: int) -> Article:
    article = Article.objects.select_for_update().filter(pk=article_id).first()
    if article is None:
        raise ValidationError("这篇稿件已被删除。")
    if article.status not in USABLE:
        raise ValidationError(f"《{article.title}》现为“{article.get_status_display()}”，不能编入。")
    return article


def _section(entries: Sequence[Entry], section_id: int | None) -> Section | None:
    """The section of that number; one that the issue has already costs no query."""
    if section_id is None:
        return None
    known = next((entry.section for entry in entries if entry.section_id == section_id), None)
    section = known or Section.objects.filter(pk=section_id).first()
    if section is None:
        raise ValidationError("这个栏目已被删除。")
    return section


def _placed(rest: Sequence[Entry], moved: Entry, place: int | None) -> list[Entry]:
    """`rest` with `moved` as the `place`-th of its section; a section new to the issue comes last."""
    mine = [index for index, entry in enumerate(rest) if entry.section_id == moved.section_id]
    if not mine:
        at = len(rest)
    elif place is None or place > len(mine):
        at = mine[-1] + 1
    else:
        at = mine[max(place, 1) - 1]
    return [*rest[:at], moved, *rest[at:]]


def _store(issue: Issue, entries: Sequence[Entry], moved: Entry | None = None) -> None:
    """Write positions, and the section of `moved`, in two statements that touch only the entries that change."""
    changed = [(entry, at) for at, entry in enumerate(entries, start=1) if entry.position != at or entry is moved]
    if changed:
        rows = Entry.objects.filter(pk__in=[entry.pk for entry, _ in changed])
        rows.filter(position__lt=ASIDE).update(position=F("position") + ASIDE)
        places = {"position": Case(*(When(pk=entry.pk, then=Value(at)) for entry, at in changed))}
        if moved is not None:
            number = Value(moved.section_id, output_field=BigIntegerField())
            places["section"] = Case(
                When(pk=moved.pk, then=number), default=F("section"), output_field=BigIntegerField()
            )
        rows.update(**places)
    for entry, at in changed:
        entry.position = at
    issue._prefetched_objects_cache["entries"] = list(entries)  # type: ignore[attr-defined]
