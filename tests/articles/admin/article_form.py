"""The article form of the admin, as the tests of its pages send it."""

from articles.models import Article
from articles.text.tags import join_tags

LIST = "/admin/articles/article/"
ALL = f"{LIST}?view=all"


def page(article: Article) -> str:
    return f"{LIST}{article.pk}/change/"


def form(article: Article | None = None, *, images: int = 0, bylines: int = 0, **typed: object) -> dict[str, object]:
    """The form of an article as the browser would send it back unchanged, with `typed` on top."""
    data: dict[str, object] = {
        "title": "新稿",
        "body": "<p>正文。</p>",
        "byline_text": "",
        "department": "",
        "tags": "",
    }
    if article is not None:
        for name in ("title", "kicker", "subtitle", "body", "summary", "byline_text", "editor_name", "internal_note"):
            data[name] = getattr(article, name)
        data |= {"department": article.department_id or "", "section": article.section_id or ""}
        data |= {"tags": join_tags(article.tags.all()), "based_on": article.version}
    for prefix, initial in (("images", images), ("bylines", bylines)):
        data |= {f"{prefix}-TOTAL_FORMS": initial, f"{prefix}-INITIAL_FORMS": initial}
    return {**data, **typed}
