"""Corrections (更正) of published words: one proposes, another approves, a new edition stands beside the old.

Nothing of what readers saw changes between the two acts. The new words are signed by the approval itself:
the edition that it freezes names the correction, and the correction names who approved.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from articles import workflow as articles_workflow
from articles.credits import rederive
from articles.models import Article
from articles.record import history
from articles.record.audit import Actor, Change, record, require
from articles.refusals import Refused, whole
from articles.signals import announce, words_changed
from articles.snapshots import WORDS, assign, put_pictures
from articles.snapshots import snapshot_of as article_snapshot
from articles.tagging import set_tags
from articles.text.bodies import sanitise
from articles.text.tags import fold_tag
from articles.workflow import together
from issues import states
from issues.assembly.loading import item_of
from issues.assembly.snapshots import snapshot_of as issue_snapshot
from issues.document import IssueDocument, derive_lead, from_json, in_sections, item_at
from issues.models import Correction, Edition, Entry, Issue
from issues.workflow import mails, refiling, reviewing
from issues.workflow.in_words import in_words
from issues.workflow.publishing import freeze

Applied = Correction.Status.APPLIED
# What of an item follows from a field of its article, where the two are not called alike.
_IN_ITEM = {"byline_text": ("byline", "editor"), "source": ("byline",), "editor_name": ("editor",),
            "images": ("pictures",), "section": ()}  # fmt: skip
_LONGEST_LEAD_TITLE = Entry._meta.get_field("lead_title").max_length or 0


@transaction.atomic
def propose(
    *,
    article: Article,
    based_on: int,
    changes: Mapping[str, Any],
    what: str,
    why: str,
    by: Actor,
    public: bool = True,
) -> Correction:
    """Propose new words for a published article; nothing public changes yet.

    changes  field → value, of `articles.snapshots.WORDS`, "tags", a list of names, "images", all of its pictures
             as `articles.snapshots.picture_row` gives them, and "section", {"id", "name"}: where it is printed
    what     what readers are told, e.g. 第二段“5月16日”应为“5月17日”; kept on record also when not public;
             "" where the difference of a few words says it by itself

    Refused without "issues.correct_issue"; StaleEdit when the article changed since `based_on`;
    ValidationError when it is not published, nothing changes, or what or why is missing.
    """
    states.CORRECT.require_right(by)
    row = articles_workflow.locked(article)
    if row.version != based_on:
        history.claim(row=row, based_on=based_on, snapshot=article_snapshot)
    if row.status != Article.Status.PUBLISHED:
        raise ValidationError("稿件没有发布，直接修改即可，不用更正。")
    before = article_snapshot(row) | {"tags": printed_tags(row), "section": refiling.printed_section(row)}
    wanted = _cleaned(changes)
    changed = {name: value for name, value in wanted.items() if before[name] != value}
    what = what if what.strip() else in_words(changed, before)
    return _propose(
        Correction(article=row, based_on=based_on, public=public),
        changes=changed,
        before={name: before[name] for name in changed},
        what=what,
        why=why,
        by=by,
    )


@transaction.atomic
def propose_for_issue(
    *, issue: Issue, based_on: int, changes: Mapping[str, Any], what: str, why: str, by: Actor, public: bool = True
) -> Correction:
    """Propose another order or other lead titles for a published issue. Errors as for `propose`.

    changes  {"order": [article ids]} and/or {"lead_titles": {article id as text: title}}
    """
    states.CORRECT.require_right(by)
    row = reviewing.locked(issue)
    if row.version != based_on:
        history.claim(row=row, based_on=based_on, snapshot=issue_snapshot)
    states.CORRECT.require(row)
    entries = list(row.entries.order_by("position"))
    before: dict[str, Any] = {
        "order": [entry.article_id for entry in entries],
        "lead_titles": {str(entry.article_id): entry.lead_title for entry in entries},
    }
    wanted: dict[str, Any] = {"order": before["order"], "lead_titles": {}} | dict(changes)
    if sorted(wanted["order"]) != sorted(before["order"]):
        raise ValidationError("更正只能调整次序，不能增减稿件。")
    if too_long := [title for title in wanted["lead_titles"].values() if len(title) > _LONGEST_LEAD_TITLE]:
        raise ValidationError(f"导读标题“{too_long[0][:20]}……”太长，最多 {_LONGEST_LEAD_TITLE} 字。")
    wanted["lead_titles"] = before["lead_titles"] | wanted["lead_titles"]
    changed = {name: wanted[name] for name in before if wanted[name] != before[name]}
    return _propose(
        Correction(issue=row, based_on=based_on, public=public),
        changes=changed,
        before={name: before[name] for name in changed},
        what=what,
        why=why,
        by=by,
    )


def printed_tags(article: Article) -> list[str]:
    """The tags that a published article's page prints: those of its edition, whatever it was filed under since."""
    edition = Edition.objects.showing(article.pk).first()
    return list(item_at(edition.document, edition.article_ids.index(article.pk))[1].tags) if edition else []


@transaction.atomic
def approve(*, correction: Correction, by: Actor, comment: str = "") -> Correction:
    """Approve a proposed correction: the words change, and each published issue that holds them gets a new edition.

    Refused without "issues.approve_correction" or for one's own proposal (a setting may allow that);
    StaleEdit when the words changed since it was proposed; ValidationError when it was decided before.
    """
    row = _open(correction, by)
    issues = _published_issues(row)
    row.status, row.reviewer, row.reviewer_name = Applied, by.user, by.name
    row.reviewed_at, row.review_comment = timezone.now(), whole(comment, longest=300, what="意见")
    row.save()
    changed = _apply_to_article(row, by) if row.article else _apply_to_issue(row, issues[0], by)
    if "section" in row.changes:
        for issue in issues:
            refiling.refile(issue=issue, article_id=row.article_id or 0, section=row.changes["section"], by=by)
    told = [changed, _decided(row)]
    for issue in issues:
        document, ids = _corrected(issue, row)
        edition = freeze(issue, document, ids, at=row.reviewed_at, by=by, reason=f"更正：{row.what}", correction=row)
        if issue is not changed.subject:
            told.append(Change(issue, after={"edition": edition.number, "digest": edition.digest}))
    record(*told, by=by, action="correct", reason=f"{row.what}（{row.why}）", note=row.what)
    announce()
    return row


@transaction.atomic
def refuse(*, correction: Correction, by: Actor, reason: str) -> Correction:
    """Refuse a proposed correction, with the reason; nothing changes."""
    row = _open(correction, by)
    if not reason.strip():
        raise ValidationError("请写明不采纳的原因。")
    row.status, row.reviewer, row.reviewer_name = Correction.Status.REFUSED, by.user, by.name
    row.reviewed_at, row.review_comment = timezone.now(), whole(reason, longest=300, what="原因")
    row.save()
    record(_decided(row), by=by, action="refuse_correction", reason=reason.strip())
    return row


def _propose(
    correction: Correction, *, changes: dict[str, Any], before: dict[str, Any], what: str, why: str, by: Actor
) -> Correction:
    if not what.strip() or not why.strip():
        raise ValidationError("请写明更正了什么、为什么更正。")
    if not changes:
        raise ValidationError("文字没有改动，不用更正。")
    correction.changes, correction.before = changes, before
    correction.what = whole(what, longest=300, what="“更正了什么”")
    correction.why = whole(why, longest=300, what="原因")
    correction.by, correction.by_name = by.user, by.name
    correction.save()
    record(Change(correction, before, changes), by=by, action="propose_correction", reason=correction.why)
    mails.correction_proposed(correction)
    return correction


def _open(correction: Correction, by: Actor) -> Correction:
    """The proposal under lock, once it is sure that `by` may decide it. Issues are locked before articles."""
    require(by, "issues.approve_correction")
    row = Correction.objects.select_for_update().get(pk=correction.pk)
    if row.status != Correction.Status.PROPOSED:
        raise ValidationError(f"这项更正{row.get_status_display()}（{row.reviewer_name}），不能再定。")
    if by.user is not None and row.by_id == by.user.pk and not settings.REVIEW_SAME_PERSON:
        raise Refused("自己提出的更正须由别人审定。")
    return row


def _published_issues(correction: Correction) -> list[Issue]:
    """The published issues that the correction changes, under lock."""
    published = Issue.objects.select_for_update(of=("self",)).published()
    if correction.article_id:
        return list(published.filter(entries__article=correction.article_id).order_by("pk"))
    found = list(published.filter(pk=correction.issue_id or 0))
    if not found:
        raise ValidationError("这一期已不在发布中，不能更正。")
    return found


def _decided(correction: Correction) -> Change:
    return Change(correction, {"status": Correction.Status.PROPOSED}, {"status": correction.status})


def _audit_values(correction: Correction) -> dict[str, Any]:
    return {**correction.changes, "correction": correction.pk, "public": correction.public}


def _apply_to_article(correction: Correction, by: Actor) -> Change:
    assert correction.article is not None  # noqa: S101 - the table's constraint; tells the type checker
    row = articles_workflow.locked(correction.article)
    history.claim(row=row, based_on=correction.based_on, snapshot=article_snapshot)
    if row.status != Article.Status.PUBLISHED:
        raise ValidationError("稿件已不在发布中，不能更正。")
    assign(row, {name: value for name, value in correction.changes.items() if name not in ("tags", "images")})
    row.clean_fields(exclude=["created_by", "tags"])
    row.save()
    if "tags" in correction.changes:
        set_tags(row, correction.changes["tags"], by=by)
    if "images" in correction.changes:
        put_pictures(row, correction.changes["images"])
    if "byline_text" in correction.changes:
        rederive(row, by=by)
    words_changed.send(sender=Article, article=row, by=by)  # an issue under review may hold it too
    return Change(row, correction.before, _audit_values(correction), article_snapshot(row))


def _apply_to_issue(correction: Correction, issue: Issue, by: Actor) -> Change:
    history.claim(row=issue, based_on=correction.based_on, snapshot=issue_snapshot)
    entries = {entry.article_id: entry for entry in issue.entries.all()}
    order = correction.changes.get("order") or sorted(entries, key=lambda pk: entries[pk].position)
    for article_id, title in correction.changes.get("lead_titles", {}).items():
        entries[int(article_id)].lead_title = title
    rows = [
        Entry(
            issue=issue, article_id=pk, section_id=entries[pk].section_id, lead_title=entries[pk].lead_title, position=n
        )
        for n, pk in enumerate(order, start=1)
    ]
    issue.entries.all().delete()
    Entry.objects.bulk_create(rows)
    if "order" in correction.changes and issue.published_at:
        together.reorder(article_ids=order, at=issue.published_at, by=by, note=correction.what)
    return Change(issue, correction.before, _audit_values(correction), issue_snapshot(issue))


def _corrected(issue: Issue, correction: Correction) -> tuple[IssueDocument, list[int]]:
    """The newest edition's words, and its articles, with the correction made and nothing else changed.

    A section, a source or the publication that was renamed since keeps the name that was signed: of the corrected
    article too only what the correction names is taken.
    """
    last = issue.editions.order_by("-number")[0]
    document = from_json(last.document)
    items = dict(zip(last.article_ids, document.items(), strict=True))
    entries = list(issue.entries.order_by("position").select_related("article__source"))
    for entry in entries:
        section, item = items[entry.article_id]
        if entry.article_id == correction.article_id:
            now = item_of(entry)
            section = correction.changes["section"]["name"] if "section" in correction.changes else section
            names = {name for field in correction.changes for name in _IN_ITEM.get(field, (field,))}
            item = replace(item, **{name: getattr(now, name) for name in names})
        items[entry.article_id] = (section, replace(item, lead_title=entry.lead_title))
    ids = [entry.article_id for entry in entries]
    sections = in_sections(items[pk] for pk in ids)
    return replace(document, sections=sections, lead=derive_lead(sections)), ids


def _cleaned(changes: Mapping[str, Any]) -> dict[str, Any]:
    if strange := sorted(set(changes) - {*WORDS, "tags", "images", "section"}):
        raise ValidationError(f"更正只改读者看到的文字，不含：{'、'.join(strange)}。")
    wanted = dict(changes)
    if "tags" in wanted:
        wanted["tags"] = sorted(filter(None, map(fold_tag, wanted["tags"])))
    for number, image in enumerate(wanted.get("images", ()), start=1):
        if not image["alt"].strip():
            raise ValidationError(f"更正后第{number}张图片没有替代文字。")
    if "body" in wanted:
        wanted["body"] = sanitise(wanted["body"])
        if not wanted["body"]:
            raise ValidationError("更正后正文为空；要整篇拿下请用撤回。")
    if "section" in wanted and not wanted["section"]:
        raise ValidationError("更正后没有栏目。")
    if "title" in wanted and not wanted["title"].strip():
        raise ValidationError("更正后标题为空。")
    return wanted
