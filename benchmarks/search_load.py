"""Load a back catalogue for measuring search: as `import_archive --publish` stores it, but in bulk.

    DJANGO_SETTINGS_MODULE=cms.settings.development python -m benchmarks.search_load FILE.jsonl [--aside]

FILE.jsonl holds one issue a line in the form of the archive import. Every table a page reads is filled. The search
index fills itself, in the transaction of the articles; with --aside, for a million of them, its triggers are away
meanwhile, its documents are written from what is at hand by the same functions, and PostgreSQL's GIN index is made at
the end. Killed, such a load begins again on an empty database; `rebuild_search_index --check` says whether all agrees.
"""

import datetime as dt
import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from itertools import islice
from typing import Any

import django


def load(path: str, *, aside: bool = False) -> int:
    """Store and publish all issues of the file; returns the number of articles."""
    from django.db import transaction

    count, started = 0, time.monotonic()
    loader = Loader(aside=aside)
    with open(path, encoding="utf-8") as lines, _without_triggers() if aside else nullcontext():
        rows = map(json.loads, lines)
        while chunk := list(islice(rows, 40)):
            with transaction.atomic():
                count += loader.store(chunk)
            if count % 5000 < 500:
                print(f"{count} articles, {count / (time.monotonic() - started):.0f}/s", flush=True)
    return count


@contextmanager
def _without_triggers() -> Iterator[None]:
    """The search index left to the loader; afterwards it is whole again."""
    from django.db import DEFAULT_DB_ALIAS, connection, transaction

    from articles.search import indexing
    from articles.search.engines import engine_of

    engine = engine_of()
    with transaction.atomic():
        engine.uninstall_triggers()
        if connection.vendor == "postgresql":
            connection.cursor().execute("DROP INDEX search_tokens_published")
    yield
    with transaction.atomic():
        if connection.vendor == "postgresql":
            connection.cursor().execute("SET LOCAL maintenance_work_mem = '1GB'")
        indexing.resume(DEFAULT_DB_ALIAS)
    engine.optimise()


class Loader:
    """Stores issues in bulk; reads names once."""

    def __init__(self, *, aside: bool) -> None:
        from articles.credits import Directory
        from articles.models import Section
        from articles.record.audit import OPERATOR
        from articles.tagging import TagBook

        self.directory, self.tags, self.section = Directory(by=OPERATOR), TagBook(by=OPERATOR), Section
        self.sections: dict[str, Any] = {}
        self.aside = aside

    def store(self, issues: list[dict[str, Any]]) -> int:
        from articles.models import Article, Byline, SiteRevision
        from issues.models import Entry, Issue

        rows: list[tuple[Any, Any, dict[str, Any]]] = []
        made = Issue.objects.bulk_create(map(self._issue, issues))
        for issue, data in zip(made, issues, strict=True):
            rows += [(issue, article, item) for article, item in self._articles(issue, data)]
        Article.objects.bulk_create([article for _, article, _ in rows])
        positions: dict[int, int] = {}
        entries, bylines = [], []
        for issue, article, item in rows:
            positions[issue.pk] = positions.get(issue.pk, 0) + 1
            entries.append(Entry(issue=issue, article=article, section=article.section, position=positions[issue.pk]))
            office = self.directory.department(item["department"])
            person = self.directory.contributor(item["author"], office)
            bylines.append(
                Byline(article=article, department=office, department_name=office.name, contributor=person, position=1)
            )
        Entry.objects.bulk_create(entries)
        Byline.objects.bulk_create(bylines)
        self.tags.attach({article.pk: item["tags"] for _, article, item in rows})
        if self.aside:
            self._index([(article, byline, item) for (_, article, item), byline in zip(rows, bylines, strict=True)])
        SiteRevision.bump()
        return len(rows)

    def _index(self, rows: list[tuple[Any, Any, dict[str, Any]]]) -> None:
        """Write the articles' documents and learn their names, from what has just been stored."""
        from articles.search import naming
        from articles.search.engines import engine_of
        from articles.search.index_text import Credit, Named, Original, document_of

        originals = [
            Original(
                pk=article.pk,
                status=article.status,
                title=article.title,
                kicker=article.kicker,
                subtitle=article.subtitle,
                body=article.body,
                summary=article.summary,
                byline_text=article.byline_text,
                published_at=article.published_at,
                print_order=article.print_order,
                created_at=article.created_at,
                section=Named(article.section.pk, article.section.name),
                source=None,
                department=Named(article.department.pk, article.department.name),
                tags=[Named(tag.pk, tag.name) for tag in map(self.tags.tag, item["tags"])],
                credits=[Credit(Named(byline.department.pk, byline.department.name), byline.contributor.name)],
            )
            for article, byline, item in rows
        ]
        engine_of().write(list(map(document_of, originals)))
        naming.learn(originals)

    def _issue(self, data: dict[str, Any]) -> Any:
        from issues.models import Issue

        return Issue(
            year=data["year"],
            number=data["number"],
            total_number=data["total_number"],
            date=dt.date.fromisoformat(data["date"]),
            status=Issue.Status.PUBLISHED,
            published_at=_morning(data["date"]),
        )

    def _articles(self, issue: Any, data: dict[str, Any]) -> Iterator[tuple[Any, dict[str, Any]]]:
        from articles.models import Article

        for section in data["sections"]:
            name = section["name"]
            if name not in self.sections:
                self.sections[name] = self.section.objects.get_or_create(name=name)[0]
            for item in section["articles"]:
                article = Article(
                    title=item["title"],
                    body="".join(f"<p>{text}</p>" for text in item["body"].split("\n")),
                    byline_text=f"({item['department']} {item['author']})",
                    section=self.sections[name],
                    department=self.directory.department(item["department"]),
                    status=Article.Status.PUBLISHED,
                    published_at=issue.published_at,
                )
                article.prepare()
                yield article, item


def _morning(day: str) -> dt.datetime:
    from django.utils import timezone

    return dt.datetime.combine(dt.date.fromisoformat(day), dt.time(8), tzinfo=timezone.get_default_timezone())


if __name__ == "__main__":
    django.setup()
    print(load(sys.argv[1], aside="--aside" in sys.argv[2:]), "articles stored")
