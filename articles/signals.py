"""Changes to what the public reads, announced in one place.

Whatever alters a public page ends in `announce()`: it bumps the site's revision inside the
transaction, which makes validators change and processes forget what they worked out.
"""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from taggit.models import Tag

from articles.models import (
    Contributor,
    Department,
    Publication,
    Section,
    SiteRevision,
    Source,
    Synonyms,
)

# Sent before an article's row is locked: article. Issues that hold it lock themselves first, so that an edit and a
# publication always take their locks in one order (issue, then article) and cannot wait for each other for ever.
about_to_lock = Signal()
# Sent inside the transaction when words of an article may have changed: article, by (Actor). Issues listen,
# so that sign-offs lapse at once and not only when somebody next looks.
words_changed = Signal()
# Sent inside the transaction when drafts were handed in, or taken up as they were (采用, 备用, 发布): articles, by.
# Assignments that it answers are answered by now.
handed_in = Signal()
# Asked for what a list of articles says of its rows: articles (their numbers). A receiver answers with what those of
# them that came late came too late for, by number.
asks_which_late = Signal()
# Sent inside the transaction when published articles were taken off the site: articles, reason, by (Actor); and when
# one that was taken off is published again by itself: article, by.
taken_off = Signal()
back_on = Signal()
# Asked before an article is published by itself: article. A receiver answers True when these words were signed.
asks_whether_signed = Signal()
# Asked before an article is taken out of use (returned, deleted): article. A receiver answers with the reason
# why it cannot be, or None.
asks_whether_in_use = Signal()
# Sent inside the transaction when rows of the registers changed: articles (the numbers of the published ones that the
# change can concern), what (the change in a line), by.
registers_changed = Signal()
# Sent inside the transaction when a second person has agreed that an account may sign in without its second factor:
# person, by (Actor).
factor_reset_agreed = Signal()


def announce() -> None:
    """Say that a public page may have changed. Call it in the transaction of the change."""
    SiteRevision.bump()


def _announce_saved(**_: Any) -> None:
    announce()


def connect() -> None:
    """Have the small tables whose names are printed on public pages announce themselves."""
    for model in (Contributor, Department, Publication, Section, Source, Synonyms, Tag):
        post_save.connect(_announce_saved, sender=model, dispatch_uid=f"announce-{model.__name__}")
        post_delete.connect(_announce_saved, sender=model, dispatch_uid=f"announce-{model.__name__}-gone")
