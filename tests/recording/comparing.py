"""Tables before and after a function ran: which rows changed, and whether the record tells of each."""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db import models

from articles.models import AuditEntry, Revision

Row = dict[str, Any]
Tables = dict[type[models.Model], dict[int, Row]]

# What is no content of the desk's, or is a record itself.
UNWATCHED = {
    "AuditEntry": "the record",
    "AuditLink": "the record's chain",
    "AuditArchive": "what was taken out of the record, which the record tells of",
    "Revision": "the record",
    "SiteRevision": "counts public changes",
    "RegisterRevision": "counts changes of registers",
    "Heartbeat": "that a write goes through",
    "RecoveryBuffer": "one person's unsaved text, never part of the history",
    "Presence": "who has a page open",
    "Look": "which words a reviewer last had before them",
    "Wording": "the words of a digest that the audit row of the decision names; kept once, never changed",
    "Delivery": "the log of a mailing, a row an address",
    "JobRun": "how the regular jobs went last",
    "StaffMail": "mail on its way, gone when it was sent",
    "RunningCount": "derived",
    "Reading": "counts of readers",
    "TopReading": "derived from the counts",
    "SearchDocument": "derived",
    "SearchToken": "derived",
    "SearchPast": "derived",
    "SearchPending": "derived",
    "SearchName": "derived",
    "SearchState": "derived",
    "RelatedArticle": "derived",
    "Fingerprint": "derived",
    "SketchState": "derived",
    "ArchiveCheck": "which words of an article were checked",
    "TypoCheck": "derived",
    "KeptFindings": "derived",
    "Recheck": "the queue that follows from a register's change, which is on record",
}
# Rows that belong to another: it is told of that one.
OWNERS = {
    "Byline": [("article", "article_id")],
    "ArticleImage": [("article", "article_id")],
    "TaggedArticle": [("article", "content_object_id")],
    "Reprint": [("article", "article_id")],
    "ArchiveFinding": [("article", "article_id"), ("archivefinding", "id")],
    "Entry": [("issue", "issue_id")],
    "Edition": [("issue", "issue_id")],
    "ImportRecord": [("issue", "issue_id")],
    "Review": [("issue", "issue_id")],
    "Hiding": [("article", "article_id")],
    "ReviewComment": [("issue", "issue_id")],
    "Waiver": [("article", "object_id"), ("issue", "object_id")],
    "AssignmentUnit": [("assignmentunit", "id"), ("assignment", "assignment_id")],
    "AdoptionCredit": [("adoption", "adoption_id")],
    "AdoptionScan": [("adoption", "adoption_id")],
    "Deduction": [("deduction", "id"), ("objection", "objection_id")],
    "FeedItem": [("feeditem", "id"), ("watchedfeed", "feed_id")],
}
# Times and counters that the machine keeps of its own doings.
NOT_COMPARED = {
    "UnitLetter": {"sent_at", "attempts", "not_before", "error"},
    "WatchedFeed": {"checked_at", "next_check_at", "failures", "problem", "etag", "last_modified"},
}
# Changes of these leave the version as it is: they are no content.
STATE = {
    "Article": {"updated_at", "excerpt", "published_at", "print_order", "day_unknown"},
    "Issue": {"updated_at", "status", "status_since", "step_id", "review_round", "publish_at", "publish_by_id",
              "published_at",
              "imported_digest"},
}  # fmt: skip


def watched() -> list[type[models.Model]]:
    """All tables of ours but the unwatched, and the tags."""
    ours = [*apps.get_app_config("articles").get_models(), *apps.get_app_config("issues").get_models()]
    return [*(model for model in ours if model.__name__ not in UNWATCHED), apps.get_model("taggit", "Tag")]


def tables() -> Tables:
    """Every row of every watched table."""
    return {
        model: {
            row["id"]: {name: value for name, value in row.items() if name not in NOT_COMPARED.get(model.__name__, ())}
            for row in model._default_manager.values()
        }
        for model in watched()
    }


def unrecorded(before: Tables, after: Tables, *, since: tuple[int, int]) -> list[str]:
    """What changed between the two without an audit row, or without a revision where versions are kept.

    since  the last audit entry and the last revision before
    """
    audited = set(AuditEntry.objects.filter(pk__gt=since[0]).values_list("kind", "object_id"))
    revised = set(Revision.objects.filter(pk__gt=since[1]).values_list("kind", "object_id", "version"))
    missing = []
    for model in after:
        name, kind = model.__name__, str(model._meta.model_name)
        for pk, old, new in _changed(before[model], after[model]):
            owners = OWNERS.get(name, [(kind, "id")])
            if not any((owner, (new or old or {})[field]) in audited for owner, field in owners):
                missing.append(f"{name} {pk}: no audit row")
            if name in STATE:
                missing += [f"{name} {pk}: {what}" for what in _versions(name, kind, pk, old, new, revised)]
    return missing


def last_records() -> tuple[int, int]:
    """The numbers of the last audit entry and the last revision."""
    return tuple(  # type: ignore[return-value]
        model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
        for model in (AuditEntry, Revision)
    )


def changed_tables(before: Tables, after: Tables) -> set[str]:
    """The names of the tables in which a row came, went or changed."""
    return {model.__name__ for model in after if any(_changed(before[model], after[model]))}


def _changed(before: dict[int, Row], after: dict[int, Row]) -> Iterable[tuple[int, Row | None, Row | None]]:
    for pk in sorted({*before, *after}):
        if before.get(pk) != after.get(pk):
            yield pk, before.get(pk), after.get(pk)


def _versions(
    name: str, kind: str, pk: int, old: Row | None, new: Row | None, revised: set[tuple[str, int, int]]
) -> Iterable[str]:
    if new is None:
        if not any((one[0], one[1]) == (kind, pk) for one in revised):
            yield "deleted without a last revision"
        return
    content = {field for field in new if old is None or old[field] != new[field]} - STATE[name]
    if content and old is not None and old["version"] == new["version"]:
        yield f"{sorted(content)} changed at the same version"
    versions = range(new["version"] if old is None else old["version"] + 1, new["version"] + 1)
    yield from (f"no revision {version}" for version in versions if (kind, pk, version) not in revised)
