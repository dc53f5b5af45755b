"""Typos in stored words: what the model found, kept by the words, so that a page reads it and never waits for it."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone

from articles.proofing.typos.remembered import Remembered, digest_of, from_json, to_json
from articles.proofing.typos.rule import units_read
from articles.proofing.units import ArticleText
from articles.registers.typos import lacking, learnt_revision
from issues.models import TypoCheck

if TYPE_CHECKING:
    from articles.proofing.typos.model import TypoModel

_KEPT = dt.timedelta(days=60)


def looked_for() -> bool:
    """Whether typos are looked for here: neither switched off nor a package missing."""
    return bool(settings.TYPOS_WHILE_WRITING) and not lacking()


def remembered(articles: Iterable[ArticleText], model: "TypoModel | None" = None) -> Remembered | None:
    """What is known of these articles' typos, with the model to find the rest; None where it is switched off or a
    package is missing. One query.

    model  also reads again what it read before it learnt the newest of what is published
    """
    if not looked_for():
        return None
    digests = {digest_of(unit.text for unit in units_read(article)) for article in articles}
    rows = TypoCheck.objects.filter(digest__in=digests)
    if model is not None:
        rows = rows.filter(archive=learnt_revision())
    return Remembered({digest: from_json(found) for digest, found in rows.values_list("digest", "found")}, model)


def keep(checked: Remembered) -> None:
    """Store what the model has found anew; what nobody asked for in two months is forgotten."""
    now, archive = timezone.now(), learnt_revision()
    TypoCheck.objects.filter(at__lt=now - _KEPT).delete()
    TypoCheck.objects.bulk_create(
        (TypoCheck(digest=one, found=to_json(found), archive=archive, at=now) for one, found in checked.new.items()),
        update_conflicts=True,
        unique_fields=["digest"],
        update_fields=["found", "archive", "at"],
    )


def said(unfinished: int) -> str:
    """What a page says of the typo check where it is not complete; "" where it is, or is switched off."""
    if not settings.TYPOS_WHILE_WRITING:
        return ""
    if missing := lacking():
        return f"错别字未检查：{missing}"
    return f"错别字检查未完成：还有 {unfinished} 篇，正在后台查，一两分钟后刷新再看。" if unfinished else ""
