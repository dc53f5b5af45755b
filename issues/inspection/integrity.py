"""Whether what is stored is whole: what one place says is compared with what another does. Changes nothing.

For an operator after a failover, a restore or a crash. Everything is read once, a few rows at a time.
"""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.models import Count, F, Max, Min

from articles.images import rendition_name
from articles.models import Article, ArticleImage, Reading, Revision, TopReading
from articles.record import guards, verifying
from articles.search import indexing
from articles.snapshots import WORDS
from issues.document import from_json
from issues.models import Edition, Entry, Hiding, Issue, Review, Subscriber, Wording

BATCH = 200


def problems() -> Iterator[str]:
    """What does not agree, a sentence each; nothing where all is whole."""
    for part in (_database, _guards, _audit, _editions, _issues, _reviews, _revisions, _files, _addresses, _counts):
        try:
            yield from part()
        except DatabaseError as error:
            yield f"数据库读不下去（{part.__name__.strip('_')}）：{error}".splitlines()[0]
    yield from (finding.message for finding in indexing.check())


def _database() -> Iterator[str]:
    """The engine's own look at its pages and references."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA quick_check")
            yield from (f"数据库文件损坏：{said}" for (said,) in cursor.fetchall() if said != "ok")
            cursor.execute("PRAGMA foreign_key_check")
            yield from (f"{row[0]} 第 {row[1]} 行指向的 {row[2]} 已不存在。" for row in cursor.fetchall())
            return
        cursor.execute(
            "SELECT conrelid::regclass, conname FROM pg_constraint WHERE NOT convalidated "
            "UNION ALL SELECT indrelid::regclass, indexrelid::regclass::name FROM pg_index WHERE NOT indisvalid"
        )
        yield from (f"{table} 的 {name} 没有生效。" for table, name in cursor.fetchall())
        cursor.execute(
            "SELECT c.conrelid::regclass::text, a.attname, c.confrelid::regclass::text, b.attname FROM pg_constraint c "
            "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
            "JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = c.confkey[1] WHERE c.contype = 'f'"
        )
        for table, column, other, key in cursor.fetchall():
            cursor.execute(
                f"SELECT count(*) FROM {table} t WHERE t.{column} IS NOT NULL "  # noqa: S608 - the catalogue's names
                f"AND NOT EXISTS (SELECT 1 FROM {other} o WHERE o.{key} = t.{column})"
            )
            if lost := cursor.fetchone()[0]:
                yield f"{table} 有 {lost} 行指向的 {other} 已不存在。"


def _guards() -> Iterator[str]:
    yield from (f"{guard.table} 缺少防改触发器，请运行 migrate。" for guard in guards.missing())


def _audit() -> Iterator[str]:
    if broken := verifying.verify().first_break:
        yield f"审计链{broken}"


def _editions() -> Iterator[str]:
    """Each edition against its digest, its articles and its number."""
    known = set(Article.objects.values_list("pk", flat=True))
    for edition in Edition.objects.select_related("issue").order_by("pk").iterator(BATCH):
        name = f"{edition.issue.label}第{edition.number}版定稿"
        try:
            document = from_json(edition.document)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield f"{name}读不出来：{error}"
            continue
        if document.digest != edition.digest:
            yield f"{name}的文字与摘要不符。"
        if sum(len(section.items) for section in document.sections) != len(edition.article_ids):
            yield f"{name}的条数与稿件数不符。"
        if lost := set(edition.article_ids) - known:
            yield f"{name}里的稿件{sorted(lost)[0]}已不存在。"
    numbered = Edition.objects.values("issue").annotate(n=Count("pk"), last=Max("number")).exclude(n=F("last"))
    for row in numbered.order_by("issue"):
        yield f"{Issue.objects.get(pk=row['issue']).label}的定稿缺了第{row['last']}版以前的一版。"


def _issues() -> Iterator[str]:
    """What is published has an edition and shows articles that are published, or says why it does not."""
    hidden = set(Hiding.objects.values_list("edition", "article"))
    published = set(Article.objects.published().values_list("pk", flat=True))
    for issue in Issue.objects.filter(status=Issue.Status.PUBLISHED).order_by("pk"):
        last = issue.editions.order_by("-number").only("article_ids").first()
        if last is None:
            yield f"{issue.label}已发布，却没有定稿。"
            continue
        if issue.published_at is None:
            yield f"{issue.label}已发布，却没有发布时间。"
        for pk in last.article_ids:
            if pk not in published and (last.pk, pk) not in hidden:
                yield f"{issue.label}里的稿件{pk}没有发布，定稿里却还看得到。"
    gaps = Entry.objects.values("issue").annotate(n=Count("pk"), last=Max("position")).exclude(n=F("last"))
    for row in gaps.order_by("issue"):
        yield f"{Issue.objects.get(pk=row['issue']).label}的条目顺序有空缺。"
    for article in Article.objects.published().filter(published_at=None).order_by("pk"):
        yield f"稿件{article.pk}已发布，却没有发布时间。"


def _reviews() -> Iterator[str]:
    """The words of each decision are kept, and are those of its digest."""
    for row in Wording.objects.select_related("issue").order_by("pk").iterator(BATCH):
        try:
            whole = from_json(row.document).digest == row.digest
        except (ValueError, KeyError, TypeError, AttributeError):
            whole = False
        if not whole:
            yield f"{row.issue.label}的送审文本（{row.digest[:8]}）与摘要不符。"
    kept = set(Wording.objects.values_list("issue", "digest"))
    for review in Review.objects.filter(decision=Review.Decision.AGREED).select_related("issue").order_by("pk"):
        if kept and (review.issue_id, review.digest) not in kept:
            yield f"{review.issue.label}“{review.step_name}”所签的文本不见了。"


def _revisions() -> Iterator[str]:
    """Histories without a gap, whose last says what the row does."""
    spans = Revision.objects.values("kind", "object_id").annotate(n=Count("pk"), a=Min("version"), z=Max("version"))
    last: dict[tuple[str, int], int] = {}
    for row in spans.order_by("kind", "object_id").iterator(BATCH):
        last[row["kind"], row["object_id"]] = row["z"]
        if row["n"] != row["z"] - row["a"] + 1:
            yield f"{'稿件' if row['kind'] == 'article' else '期'}{row['object_id']}的历史版本缺了一版。"
    words = [name for name in WORDS if name != "source"]
    for article in Article.objects.order_by("pk").iterator(BATCH):
        newest = last.get(("article", article.pk))
        if newest is None:
            continue
        if newest != article.version:
            yield f"稿件{article.pk}是第{article.version}版，历史记到第{newest}版。"
            continue
        snapshot = Revision.objects.values_list("snapshot", flat=True).get(
            kind="article", object_id=article.pk, version=newest
        )
        if any(name in snapshot and (snapshot[name] or "") != (getattr(article, name) or "") for name in words):
            yield f"稿件{article.pk}的文字与最后一次保存的不同：不是在后台改的。"
    for issue in Issue.objects.only("version").order_by("pk"):
        if (newest := last.get(("issue", issue.pk))) is not None and newest != issue.version:
            yield f"期{issue.pk}是第{issue.version}版，历史记到第{newest}版。"


def _files() -> Iterator[str]:
    """Each picture's file is there, is the one that was stored, and has its smaller forms."""
    for image in ArticleImage.objects.order_by("pk").iterator(BATCH):
        try:
            with default_storage.open(image.name) as file:
                digest = hashlib.sha256(file.read()).hexdigest()
        except OSError:
            yield f"稿件{image.article_id}的图片文件不见了：{image.name}"
            continue
        if digest != image.digest:
            yield f"稿件{image.article_id}的图片文件与摘要不符：{image.name}"
        for width in image.widths:
            if not default_storage.exists(rendition_name(image, width)):
                yield f"稿件{image.article_id}的图片缺少 {width} 像素宽的一份：{image.name}"


def _addresses() -> Iterator[str]:
    """Subscribers' addresses open with the keys that are set."""
    for pk in Subscriber.objects.order_by("pk").values_list("pk", flat=True).iterator(BATCH):
        try:
            _ = Subscriber.objects.get(pk=pk).address
        except (LookupError, ValueError) as error:
            yield f"订阅人{pk}的邮箱解不开：{error}"


def _counts() -> Iterator[str]:
    for row in Reading.objects.filter(count__lt=0).order_by("pk"):
        yield f"稿件{row.article_id}在{row.day}的阅读次数小于 0。"
    ranks = list(TopReading.objects.order_by("rank").values_list("rank", flat=True))
    if ranks != list(range(1, len(ranks) + 1)):
        yield "阅读排行的名次有空缺。"
