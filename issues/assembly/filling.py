"""An item's words into an article: the names in it become rows of departments, people, sections and sources."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError

from articles.credits import Directory
from articles.models import Article, Publication, Section, Source
from articles.models.named import name_key
from articles.record import rows
from articles.record.audit import Actor
from articles.text.blocks import to_html
from articles.text.dates import event_date
from issues import numbering
from issues.document import IssueDocument, Item, Masthead
from issues.models import Issue


class Names:
    """The rows that names stand for, read once for many articles; unknown ones are added in the name of `by`."""

    def __init__(self, *, by: Actor) -> None:
        self.by = by
        self.directory = Directory(by=by)
        self._sections = Section.objects.all().by_name()
        self._sources = Source.objects.all().by_name()

    def fill(self, article: Article, section: str | None, item: Item, head: Masthead) -> Article:
        """The article with the item's words; nothing is saved."""
        article.title, article.kicker, article.subtitle = item.title, item.kicker, item.subtitle
        article.summary = item.summary
        article.body = to_html(item.body)
        article.byline_text = item.byline.raw
        article.editor_name = item.editor or item.byline.editor or ""
        article.section = self.section(section)
        article.department = self.directory.department(item.byline.department) if item.byline.department else None
        source = item.source or item.byline.source
        article.source = self._source_named(source) if source else None
        article.source_url = item.source_url
        article.event_date = event_date(item.paragraphs[0] if item.body else "", head.date, head.year)
        try:
            article.clean_fields(exclude=["created_by", "section", "department", "source"])
        except ValidationError as error:
            raise ValidationError(list(_sentences(article, error))) from error
        return article

    def section(self, name: str | None) -> Section | None:
        """The section of that name, made when there is none; None for no name."""
        if name is None:
            return None
        if name_key(name) not in self._sections:
            self._sections[name_key(name)] = rows.resolve(Section, [name], by=self.by)[name]
        return self._sections[name_key(name)]

    def _source_named(self, name: str) -> Source:
        if name_key(name) not in self._sources:
            self._sources[name_key(name)] = rows.resolve(Source, [name], by=self.by)[name]
        return self._sources[name_key(name)]


def new_issue(document: IssueDocument) -> Issue:
    """An issue with the document's head; nothing is saved."""
    head = document.masthead
    numbered = numbering.number_of(head)
    return Issue(
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


def _sentences(article: Article, error: ValidationError) -> Iterator[str]:
    """Which field of which article is wrong: an issue has many of either."""
    for name, messages in error.message_dict.items():
        label = Article._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        yield from (f"《{article.title[:20]}》的{label}：{message}" for message in messages)
