"""Proof of an entered adoption: the scan, looked at, re-encoded and kept out of readers' reach; what was sent up."""

import datetime as dt
import hashlib
from typing import IO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.images import reencoded
from articles.models import Article
from articles.record import audit
from articles.record.audit import Actor, Change, require
from articles.refusals import whole
from issues.models import Adoption, AdoptionScan, Forwarding, Outlet

# Pixels of the longer side: an A4 page of small print stays legible.
LONGEST_SIDE = 2400


@transaction.atomic
def keep_scan(*, adoption: Adoption, file: IO[bytes], size: int | None, by: Actor) -> AdoptionScan:
    """Keep a picture as the proof, in place of the one before. Nothing that the camera wrote beside it is kept.

    Refused without "issues.add_adoption" or "issues.change_adoption"; ValidationError for what is no picture or too
    large.
    """
    if not by.may("issues.add_adoption"):
        require(by, "issues.change_adoption", "登记采用")
    data, _ = reencoded(file, size=size, longest=LONGEST_SIDE)
    told = {"data": data, "digest": hashlib.sha256(data).hexdigest(), "at": timezone.now(), "by_name": by.name}
    row, _ = AdoptionScan.objects.update_or_create(adoption=adoption, defaults=told)
    audit.record(Change(adoption, after={"scan": row.digest}), by=by, action="keep_scan")
    return row


@transaction.atomic
def drop_scan(*, adoption: Adoption, by: Actor) -> None:
    """Take the scan away, say when it was the wrong one. Refused without "issues.change_adoption"."""
    require(by, "issues.change_adoption", "登记采用")
    row = AdoptionScan.objects.filter(adoption=adoption).first()
    if row is not None:
        audit.record(Change(adoption, before={"scan": row.digest}), by=by, action="drop_scan")
        row.delete()


@transaction.atomic
def forward(*, article: Article, outlet: Outlet, day: dt.date, by: Actor, note: str = "") -> Forwarding:
    """Put down that an article was sent up to an outlet (上报).

    Refused without "issues.add_forwarding"; ValidationError for the own paper, a day to come and what is there already.
    """
    require(by, "issues.add_forwarding", "登记上报")
    if outlet.own:
        raise ValidationError("本刊的采用自动计，不用上报。")
    if day > timezone.localdate():
        raise ValidationError("上报日期还没有到。")
    note = whole(note, longest=200, what="说明")
    try:
        with transaction.atomic():
            row = Forwarding.objects.create(article=article, outlet=outlet, day=day, note=note, by_name=by.name)
    except IntegrityError:
        raise ValidationError(f"当天已登记过报{outlet}。") from None
    audit.record(Change(row, after={"outlet": outlet.name, "day": day.isoformat()}), by=by, action="forward")
    return row
