"""Headlines as pages print them: broken between words where they are long enough to be broken at all."""

from django.utils.safestring import SafeString, mark_safe

from articles.text.headlines import marked

# Up to so many characters a headline stands on one line of a phone.
ONE_LINE = 12


def headline(title: str, breaks: str) -> SafeString:
    """The title as HTML, escaped; `breaks` as `Article.title_breaks` keeps them, "" where they are not known."""
    return mark_safe(marked(title, breaks if len(title) > ONE_LINE else ""))  # noqa: S308 - escaped by `marked`
