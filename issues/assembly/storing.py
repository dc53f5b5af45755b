"""A document into the database: whole or not at all, the same input twice changing nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from articles import audit
from articles.audit import Actor
from articles.credits import Directory
from articles.models import Article, Byline, Publication, Section, Source
from articles.models.named import name_key
from articles.tagging import TagBook
from articles.text.blocks import to_html
from articles.text.dates import event_date
from issues import numbering
from issues.assembly.pictures import attach
from issues.assembly.reading import document_of
from issues.comparison import Difference, differences, pair_items
from issues.document import IssueDocument, Item, Masthead
from issues.models import Entry, ImportRecord, Issue


class Outcome(StrEnum):
    """What came of storing a document."""

    CREATED = "created"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"  # the same words are stored already, or the same input came before


@dataclass(frozen=True, slots=True)
class Stored:
    """The issue and what happened.

    kept   where an editor's later changes were left standing
    notes  sentences about pictures that could not be stored
    """

    issue: Issue
    outcome: Outcome
    kept: Sequence[Difference] = ()
    notes: Sequence[str] = ()


class IssueDiffers(Exception):
    """The issue is stored with other words. Nothing was changed; ask, then store with overwrite=True."""

    def __init__(self, issue: Issue, found: Sequence[Difference]) -> None:
        super().__init__(f"{issue.label}已经导入过，现有内容与这份有{len(found)}处不同。")
        self.issue = issue
        self.differences = found


class Importer:
    """Stores documents. One importer reads departments, people, sections, sources and tags once for many issues."""

    def __init__(self, *, by: Actor) -> None:
        if not by.may("issues.import_issue"):
            raise PermissionError("您没有导入的权限。")
        self.by = by
        self._forget()

    def _forget(self) -> None:
        self.directory = Directory()
        self.sections = Section.objects.all().by_name()
        self.sources = Source.objects.all().by_name()
        self.tags = TagBook()

    def store(
        self,
        document: IssueDocument,
        *,
        text: str = "",
        name: str = "",
        overwrite: bool = False,
        tags: Sequence[Sequence[str]] = (),
        pictures: Mapping[str, bytes] | None = None,
    ) -> Stored:
        """Store one issue, whole or not at all.

        text, name  the input as handed in, kept with the issue
        overwrite   take the document's words where the stored issue has others
        tags        the tags of each item in reading order, where the input has them
        pictures    the bytes of pictures that came inside the input, by the name that the document gives them

        ValidationError (Chinese sentences) when the number is missing, taken or implausible, or the issue is
        past changing. IssueDiffers when other words are stored and `overwrite` is False. Storing the same
        input again changes nothing, even where an editor has changed words since.
        """
        document = replace(document, masthead=checked(document.masthead))
        try:
            with transaction.atomic():
                stored = self._store(document, text=text, name=name, overwrite=overwrite, tags=tags)
                return replace(stored, notes=self._attach(stored, document, pictures or {}))
        except IntegrityError as error:
            self._forget()
            raise ValidationError("同一期正由别人导入，请稍候再试。") from error
        except BaseException:
            self._forget()  # rows that the rollback took away must not be remembered
            raise

    def _store(
        self, document: IssueDocument, *, text: str, name: str, overwrite: bool, tags: Sequence[Sequence[str]]
    ) -> Stored:
        existing = self._existing(document.masthead)
        if existing is None:
            return Stored(self._create(document, text=text, name=name, tags=tags), Outcome.CREATED)
        stored = document_of(existing)
        found = differences(stored, document)
        if not found or (existing.imported_digest == document.digest and not overwrite):
            return Stored(existing, Outcome.UNCHANGED, found)
        if not overwrite:
            raise IssueDiffers(existing, found)
        self._overwrite(existing, stored, document, text=text, name=name)
        return Stored(existing, Outcome.REPLACED)

    def _attach(self, stored: Stored, document: IssueDocument, pictures: Mapping[str, bytes]) -> Sequence[str]:
        items = [item for _, item in document.items()]
        if stored.outcome is Outcome.UNCHANGED or not any(item.pictures for item in items):
            return ()
        entries = stored.issue.entries.select_related("article").order_by("position")
        return attach([entry.article for entry in entries], items, pictures)

    def _existing(self, head: Masthead) -> Issue | None:
        wanted = numbering.number_of(head)
        existing = Issue.objects.select_for_update().filter(year=wanted.year, number=wanted.number).first()
        if existing is None:
            if problems := list(numbering.conflicts(wanted)):
                raise ValidationError(problems)
        elif existing.total_number != head.total_number:
            raise ValidationError(
                f"{existing.year}年第{existing.number}期已有，是总第{existing.total_number}期，"
                f"与这份的总第{head.total_number}期不符。"
            )
        return existing

    def _create(self, document: IssueDocument, *, text: str, name: str, tags: Sequence[Sequence[str]]) -> Issue:
        head = document.masthead
        numbered = numbering.number_of(head)
        issue = Issue(
            name="" if head.name == Publication.current().name else head.name,
            year=numbered.year,
            number=numbered.number,
            number_end=head.number_end,
            total_number=numbered.total_number,
            total_number_end=head.total_number_end,
            date=head.date,
            facts=[list(fact) for fact in head.facts],
            imported_digest=document.digest,
        )
        issue.full_clean(validate_unique=False, validate_constraints=False)
        issue.save()
        self._keep_input(issue, document, text=text, name=name)
        items = list(document.items())
        articles = [self._filled(Article(), section, item, head) for section, item in items]
        for article in articles:
            article.status = Article.Status.ACCEPTED
            article.created_by = self.by.user
            article.prepare()
        Article.objects.bulk_create(articles)
        Byline.objects.bulk_create(
            row
            for article, (_, item) in zip(articles, items, strict=True)
            for row in self.directory.credits(article, item.byline)
        )
        self.tags.attach(dict(zip((article.pk for article in articles), tags, strict=False)))
        self._arrange(issue, articles, document)
        audit.record(by=self.by, action="import", subject=issue, after={"articles": len(articles), "name": name})
        return issue

    def _overwrite(self, issue: Issue, stored: IssueDocument, document: IssueDocument, *, text: str, name: str) -> None:
        """Bring a stored issue to the document's words. Articles that the document no longer has stay as drafts."""
        if issue.status != Issue.Status.COMPOSING:
            raise ValidationError(
                f"{issue.label}现为“{issue.get_status_display()}”，不能用导入覆盖；请退回编辑或发更正。"
            )
        before = [entry.article for entry in issue.entries.select_related("article").order_by("position")]
        items = list(document.items())
        articles: list[Article] = []
        for pair in pair_items(stored, document):
            if pair.after is None:
                continue
            section, item = items[pair.after]
            article = before[pair.before] if pair.before is not None else Article(status=Article.Status.ACCEPTED)
            self._filled(article, section, item, document.masthead).version += 1
            article.save()
            article.bylines.all().delete()
            Byline.objects.bulk_create(self.directory.credits(article, item.byline))
            articles.append(article)
        issue.entries.all().delete()
        self._arrange(issue, articles, document)
        head = document.masthead
        issue.date, issue.facts = head.date, [list(fact) for fact in head.facts]
        issue.number_end, issue.total_number_end = head.number_end, head.total_number_end
        issue.imported_digest = document.digest
        issue.version += 1
        issue.save()
        self._keep_input(issue, document, text=text, name=name)
        audit.record(by=self.by, action="import_again", subject=issue, after={"articles": len(articles), "name": name})

    def _filled(self, article: Article, section: str | None, item: Item, head: Masthead) -> Article:
        """The article with the item's words; nothing is saved."""
        article.title, article.subtitle = item.title, item.subtitle
        article.body = to_html(item.body)
        article.byline_text = item.byline.raw
        article.editor_name = item.byline.editor or ""
        article.section = self._section(section)
        article.department = self.directory.department(item.byline.department) if item.byline.department else None
        source = item.source or item.byline.source
        article.source = self._source(source) if source else None
        article.source_url = item.source_url
        article.event_date = event_date(item.paragraphs[0] if item.body else "", head.date, head.year)
        article.clean_fields(exclude=["created_by", "section", "department", "source"])
        return article

    def _arrange(self, issue: Issue, articles: Sequence[Article], document: IssueDocument) -> None:
        Entry.objects.bulk_create(
            Entry(
                issue=issue,
                article=article,
                section=self._section(section),
                position=position,
                lead_title=item.lead_title,
            )
            for position, (article, (section, item)) in enumerate(zip(articles, document.items(), strict=True), start=1)
        )

    def _section(self, name: str | None) -> Section | None:
        if name is None:
            return None
        if name_key(name) not in self.sections:
            self.sections[name_key(name)] = Section.objects.resolve([name])[name]
        return self.sections[name_key(name)]

    def _source(self, name: str) -> Source:
        if name_key(name) not in self.sources:
            self.sources[name_key(name)] = Source.objects.resolve([name])[name]
        return self.sources[name_key(name)]

    def _keep_input(self, issue: Issue, document: IssueDocument, *, text: str, name: str) -> None:
        if text:
            ImportRecord.objects.create(
                issue=issue, name=name[:200], text=text, digest=document.digest, by=self.by.user
            )


def checked(head: Masthead) -> Masthead:
    """The masthead with the year taken from the date where it has none; ValidationError naming what is missing."""
    head = replace(head, year=head.year or (head.date.year if head.date else None))
    missing = [
        label
        for label, value in (("年份", head.year), ("期号", head.number), ("总期号", head.total_number))
        if not value
    ]
    if missing:
        raise ValidationError(
            f"没有找到{'、'.join(missing)}，无法确定是哪一期。请在刊头写明，如“(2023年第18期•总第229期)”。"
        )
    for label, value, least, most in (
        ("年份", head.year, 1949, 2199),
        ("期号", head.number, 1, 999),
        ("总期号", head.total_number, 1, 999_999),
    ):
        if value is None or not least <= value <= most:
            raise ValidationError(f"{label}应在{least}到{most}之间，现为{value}。")
    return head
