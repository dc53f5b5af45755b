"""A word put right where an issue is read: a paragraph or title of one of its articles, as a version of that."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from articles import workflow
from articles.models import Article
from articles.record.audit import Actor
from articles.text.blocks import Block, from_html, to_html
from articles.text.bodies import strip_control
from articles.text.rewording import reworded
from issues.models import Issue

TITLE = 0  # as the number of a paragraph


def may_be_reworded(block: Block, body: str) -> bool:
    """Whether a paragraph can be changed by its words alone: no table, and no table with merged cells beside it, whose
    form blocks do not keep."""
    return block.kind != "table" and "span=" not in body


def reword(*, issue: Issue, article: Article, paragraph: int, was: str, text: str, based_on: int, by: Actor) -> Article:
    """Give a paragraph (0: the title) other words; bold, links and raised characters stay where their words do.

    was       the words that the page showed there: refused when others stand there now
    based_on  the version of the article that the page showed

    As `articles.workflow.edit`: a version, on record; agreements given for the old words lapse by themselves.
    Words that stand there already, as when it is pressed twice, change nothing.
    """
    if not issue.entries.filter(article=article).exists():
        raise ValidationError("这篇稿件不在本期。")
    text = strip_control(text.replace("\r\n", "\n")).strip()
    if not text:
        raise ValidationError("文字是空的。要删去整段，请打开稿件改。")
    if _words_at(article, paragraph) == text:
        return article
    changes = {"title": text} if paragraph == TITLE else {"body": body_with(article, paragraph, was, text)}
    return workflow.edit(article=article, based_on=based_on, changes=changes, by=by)


def body_with(article: Article, paragraph: int, was: str, text: str) -> str:
    """The article's body with `text` in that paragraph; ValidationError where the page showed other words."""
    blocks: Sequence[Block] = from_html(article.body)
    block = blocks[paragraph - 1] if 1 <= paragraph <= len(blocks) else None
    if block is None or block.text.strip() != was.replace("\r\n", "\n").strip():
        raise ValidationError("这一段刚被别人改过，您写的还在下面：请看过现在的文字再改。")
    if not may_be_reworded(block, article.body):
        raise ValidationError("这篇有表格，请打开稿件改。")
    changed = Block(block.kind, reworded(block.html, text))
    return to_html([*blocks[: paragraph - 1], changed, *blocks[paragraph:]])


def _words_at(article: Article, paragraph: int) -> str | None:
    """What stands at a paragraph now (0: the title); None where there is none."""
    lines = [article.title, *(block.text.strip() for block in from_html(article.body))]
    return lines[paragraph] if 0 <= paragraph < len(lines) else None
