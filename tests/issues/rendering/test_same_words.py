"""One issue, one text: whatever the format, a reader finds the same words in the same order."""

import shutil

import pytest

from issues.rendering.formats import FORMATS
from tests.issues.rendering import documents
from tests.issues.rendering import extraction as extract

EXTRACTORS = {
    "html": extract.from_html,
    "wechat": extract.from_fragment,
    "docx": extract.from_docx,
    "epub": extract.from_epub,
    "pdf": extract.from_a4_pdf,
}


@pytest.mark.parametrize("name", documents.ALL)
@pytest.mark.parametrize("key", EXTRACTORS)
def test_every_format_says_the_words_of_the_plain_text(key: str, name: str) -> None:
    if key == "pdf" and not shutil.which("pdftotext"):
        pytest.skip("pdftotext (poppler-utils) is not installed")
    document = documents.ALL[name]()
    context = documents.context(site_url="", issue_url="")
    expected = extract.from_txt(FORMATS["txt"].render(document, context))
    found = EXTRACTORS[key](FORMATS[key].render(document, context))
    if key == "pdf":  # no font here may have an emoji; a missing sign cannot be copied out
        expected, found = _without_emoji(expected), _without_emoji(found)
    assert found == expected


@pytest.mark.parametrize("name", documents.ALL)
def test_both_parts_of_the_mail_say_the_words_of_the_plain_text(name: str) -> None:
    document = documents.ALL[name]()
    context = documents.context(site_url="", issue_url="")
    expected = extract.from_txt(FORMATS["txt"].render(document, context))
    assert extract.from_mail(FORMATS["email"].render(document, context)) == (expected, expected)


# In a PDF the subsets of its fonts are numbered by chance; its words are compared above.
@pytest.mark.parametrize("key", [key for key in FORMATS if not key.startswith("pdf")])
def test_the_same_issue_gives_the_same_bytes(key: str) -> None:
    first, second = (FORMATS[key].render(documents.rich(), documents.context()) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("key", FORMATS)
def test_characters_that_no_file_may_hold_are_left_out(key: str) -> None:
    document = documents.with_title("坏\x00字\x0b符\ud800\ufffe标题")
    assert FORMATS[key].render(document, documents.context())


def _without_emoji(text: str) -> str:
    return "".join(sign for sign in text if not "\U0001f000" <= sign <= "\U0001ffff")
