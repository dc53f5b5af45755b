"""What is open in an issue before it goes to its reviews: errors that stop it, and warnings to be acknowledged."""

from collections import Counter
from collections.abc import Iterator

from django.utils import timezone

from articles.models import Article
from articles.proofing.findings import Level
from articles.record.open_points import OpenPoint
from issues import numbering
from issues.assembly.findings import Findings, Found
from issues.document import IssueDocument
from issues.models import Entry, Issue
from issues.parsing import warning_codes as codes
from issues.workflow.standing import Standing, standing_of

ARTICLE, COMPOSE, REVIEW = "admin:articles_article_change", "admin:issues_issue_compose", "desk:review"
# Of an import's remarks, those that are worked out anew from what is stored, or were settled by storing it.
_SETTLED = frozenset(
    {
        codes.MISSING_NUMBER,
        codes.MISSING_NAME,
        codes.MISSING_YEAR,
        codes.MISSING_BYLINE,
        codes.EMPTY_ITEM,
        codes.NUMBER_OUT_OF_SEQUENCE,
        codes.NUMBERS_DISAGREE,
        codes.YEAR_DISAGREES,
    }
)


def open_points(issue: Issue, standing: Standing | None = None) -> list[OpenPoint]:
    """All that is open, errors first. Two dozen queries whatever the number of articles."""
    document = (standing or standing_of(issue)).document
    entries = list(issue.entries.select_related("article").defer("article__body").order_by("position"))
    errors = [OpenPoint(text, error=True) for text in problems_of(issue, document)]
    errors += [
        OpenPoint(_placeless(one), error=True, address=(COMPOSE, issue.pk)) for one in sectionless(issue, entries)
    ]
    found = proof_points(issue)
    return [
        *errors,
        *(point for point in found if point.error),
        *(OpenPoint(text) for text in doubts(issue, document)),
        *(point for point in found if not point.error),
        *withdrawn(issue, entries),
        *_drafts(entries),
        *_import_remarks(issue),
        *reviewers_remarks(issue),
    ]


def problems_of(issue: Issue, document: IssueDocument) -> list[str]:
    """Why the issue can be neither reviewed nor published, in sentences."""
    problems = [f"《{item.title}》没有正文。" for _, item in document.items() if not item.body]
    if not any(True for _ in document.items()):
        problems.append("本期还没有稿件。")
    returned = issue.articles.filter(status=Article.Status.RETURNED).values_list("title", flat=True)
    problems += [f"《{title}》已退稿，请先从本期移出。" for title in returned]
    nameless = issue.articles.filter(is_reprint=True, source__isnull=True).values_list("title", flat=True)
    return problems + [f"《{title}》是转载稿，没有注明来源，请补上。" for title in nameless]


def not_ready(issue: Issue, document: IssueDocument) -> list[str]:
    """Why the issue cannot be sent to its reviews, in sentences: its problems, and entries that stand in no section."""
    entries = list(issue.entries.select_related("article").defer("article__body").order_by("position"))
    serious = [point.text for point in proof_points(issue, fresh=True) if point.error]
    return problems_of(issue, document) + [_placeless(one) for one in sectionless(issue, entries)] + serious


def proof_points(issue: Issue, *, fresh: bool = False) -> list[OpenPoint]:
    """What the proof checks found and nobody has let stand: level A stops the issue, B is to be acknowledged, and that
    typos are still being looked for. Numbers and dates, which may be right for once (合刊、特刊), are acknowledged as
    the issue's own doubts.

    fresh  as the words stand now, whatever is kept
    """
    findings = Findings.of(issue, fresh=fresh)
    open_ones = [one for one in findings.found if one.judged.is_open and one.judged.finding.level is not Level.C]
    counted = Counter(
        (one.judged.stops, _proof_sentence(one))
        for one in open_ones
        if not one.judged.finding.code.startswith("issue.")  # `doubts` tells of numbers and dates
    )
    points = [
        OpenPoint(
            f"{said}（{times} 处）" if times > 1 else said,
            error=stops,
            address=(REVIEW, issue.pk),  # where it can be let stand, and which leads to the article
        )
        for (stops, said), times in counted.items()
    ]
    return [*points, OpenPoint(findings.typos, address=(REVIEW, issue.pk))] if findings.unfinished else points


def sectionless(issue: Issue, entries: list[Entry]) -> list[Entry]:
    """The entries without a section; none of an issue that was imported without any, as some papers have none."""
    found = [entry for entry in entries if entry.section_id is None]
    return [] if len(found) == len(entries) and issue.imported_digest else found


def doubts(issue: Issue, document: IssueDocument) -> list[str]:
    """What looks wrong and may be right, in sentences: the number beside its neighbours, bylines, the date."""
    found = list(numbering.doubts(numbering.IssueNumber(issue.year, issue.number, issue.total_number)))
    if bare := [item.title for _, item in document.items() if not item.byline.raw]:
        found.append(f"{len(bare)} 条没有署名：{'、'.join(bare[:3])}{'等' if len(bare) > 3 else ''}。")
    if issue.date and issue.date < timezone.localdate():
        found.append(f"出版日期 {issue.date:%Y-%m-%d} 已过，还没有发布。")
    return found


def _proof_sentence(one: Found) -> str:
    finding = one.judged.finding
    where = f"《{one.title}》" if one.title else "本期"
    words = f"“{finding.text[:30]}”" if finding.text else ""
    return f"校对：{where}{words}{finding.message}"


def _placeless(entry: Entry) -> str:
    return f"《{entry.article.title}》没有放进栏目，请在编排页移到栏目里。"


def withdrawn(issue: Issue, entries: list[Entry]) -> Iterator[OpenPoint]:
    """Articles taken off the site by themselves, not along with this issue: publishing it brings them back."""
    for article in (entry.article for entry in entries):
        if article.status == Article.Status.WITHDRAWN and article.withdrawn_reason != issue.withdrawn_reason:
            text = f"《{article.title}》已单独撤回（{article.withdrawn_reason}），随本期发布会重新公开。"
            yield OpenPoint(text, address=(ARTICLE, article.pk))


def _drafts(entries: list[Entry]) -> Iterator[OpenPoint]:
    waiting = (Article.Status.DRAFT, Article.Status.SUBMITTED, Article.Status.HELD)
    for article in (entry.article for entry in entries):
        if article.status in waiting:
            text = f"《{article.title}》还是“{article.get_status_display()}”，没有采用。"
            yield OpenPoint(text, address=(ARTICLE, article.pk))


def _import_remarks(issue: Issue) -> Iterator[OpenPoint]:
    last = issue.imports.only("remarks").first()
    for remark in last.remarks if last else ():
        if remark["code"] not in _SETTLED:
            at = f"第 {remark['line']} 行：" if remark["line"] else ""
            yield OpenPoint(f"导入时的提示：{at}{remark['message']}")


def reviewers_remarks(issue: Issue) -> Iterator[OpenPoint]:
    if count := issue.comments.filter(done_at__isnull=True).count():
        yield OpenPoint(f"有 {count} 条审核意见没有处理。", address=(REVIEW, issue.pk))
