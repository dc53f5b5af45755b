"""The issue as one document, made into the text that the proof checks read. Pure."""

from articles.proofing.units import ArticleText, Field, IssueText, PictureText, Unit, UnitKey, article_text
from issues.document import IssueDocument, Item


def issue_text(document: IssueDocument, *, printed_lead: bool = True) -> IssueText:
    """The document's words; articles are numbered from 1 in body order.

    printed_lead  False where the document's lead was derived from its articles and so says nothing of its own
    """
    head = document.masthead
    lines = [head.name, *(f"{label}：{value}" for label, value in head.facts)]
    return IssueText(
        articles=tuple(item_text(item, number, name) for number, (name, item) in enumerate(document.items(), 1)),
        name=head.name,
        year=head.year,
        number=head.number,
        number_end=head.number_end,
        total_number=head.total_number,
        total_number_end=head.total_number_end,
        date=head.date,
        lead=tuple((line.section, line.title) for line in document.lead) if printed_lead else (),
        sections=tuple(section.name for section in document.sections if section.name),
        head=tuple(Unit(UnitKey(Field.MASTHEAD, number=i), line, 0) for i, line in enumerate(lines) if line),
        printed_lead=printed_lead and bool(document.lead),
    )


def item_text(item: Item, number: int | None = None, section: str | None = None) -> ArticleText:
    """One item's words."""
    return article_text(
        title=item.title,
        body=item.body,
        kicker=item.kicker,
        subtitle=item.subtitle,
        summary=item.summary,
        lead_title=item.lead_title,
        byline=item.byline,
        source=item.source,
        source_url=item.source_url,
        editor=item.editor,
        pictures=(PictureText(one.caption, one.alt, one.credit) for one in item.pictures),
        section=section,
        number=number,
    )
