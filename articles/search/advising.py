"""What else to try when a query cannot be answered even in part: those of its words that the site does know."""

from articles.models import SiteRevision
from articles.search.finding import Found
from articles.search.understanding import known_words

MOST = 4


def instead(found: Found, revision: SiteRevision) -> list[str]:
    """Words of the query that do occur, as other queries; at most `MOST`, none where time was up."""
    if not found.outline.complete:
        return []
    return known_words(found.query, revision)[:MOST]
