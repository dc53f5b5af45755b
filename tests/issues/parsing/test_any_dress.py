"""Whatever a desk prints around it, the same issue is read."""

from dataclasses import replace

from hypothesis import given, note

from articles.text.byline import Byline
from articles.text.widths import squeeze
from issues.document import IssueDocument
from issues.parsing.lines import split_lines
from issues.parsing.readers import read
from issues.parsing.text import parse_text
from issues.rendering.plain_text import render_plain_text
from tests.issues.parsing.dresses import Dress, as_printed, documents, dressed, examples, facts


@given(examples())
def test_the_document_is_read_from_any_dress(example: tuple[IssueDocument, Dress]) -> None:
    document, dress = example
    data = dressed(document, dress)
    note(data.decode(dress.encoding))
    (recognition,) = read(data, "期.txt")
    expected = as_printed(document, dress)
    assert recognition.document.lead == expected.lead
    assert spaceless(recognition.document) == spaceless(
        replace(expected, masthead=replace(expected.masthead, facts=facts(dress)))
    )
    text = data.decode(dress.encoding).removeprefix("\ufeff")
    assert [line.text for line in recognition.lines] == split_lines(text)


def spaceless(document: IssueDocument) -> IssueDocument:
    """The document without the spaces inside printed bylines: a line broken at one leaves no trace of it."""
    sections = tuple(
        replace(section, items=tuple(replace(item, byline=closed_up(item.byline)) for item in section.items))
        for section in document.sections
    )
    return replace(document, sections=sections)


def closed_up(byline: Byline) -> Byline:
    return replace(byline, raw=squeeze(byline.raw))


@given(documents())
def test_the_plain_text_edition_reads_back_as_the_same_document(document: IssueDocument) -> None:
    (recognition,) = parse_text(render_plain_text(document))
    assert recognition.document == document
