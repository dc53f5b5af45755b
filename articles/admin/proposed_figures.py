"""Figures that published articles tell and no series has yet: proposed to the desk, which takes them by one press."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.timezone import localtime

from articles.models import Article, Indicator, IndicatorFigure
from articles.proofing.series import Told, figures_told
from articles.record import rows
from articles.record.audit import Actor, actor_of, require
from articles.text.blocks import from_html

# How far back is read, and how many figures are shown.
MOST_ARTICLES, MOST_SHOWN = 1000, 200


@dataclass(frozen=True, slots=True)
class Proposal:
    """A figure with the article that tells it; `key` names it in the form."""

    told: Told
    article: Article

    @property
    def key(self) -> str:
        return f"{self.article.pk}|{self.told.name}|{self.told.day}"


@dataclass(frozen=True, slots=True)
class Group:
    """The figures of one series; `indicator` where the desk has that already."""

    name: str
    unit: str
    indicator: Indicator | None
    proposals: tuple[Proposal, ...]


def proposed() -> list[Group]:
    """What can be taken, series of the desk first, then those with most figures; oldest figure first in each."""
    indicators = {_plain(one.name): one for one in Indicator.objects.all()}
    have = set(IndicatorFigure.objects.values_list("indicator", "day"))
    seen: dict[tuple[str, str, object], Proposal] = {}
    for one in _told():
        indicator = indicators.get(_plain(one.told.name))
        if indicator and (indicator.unit not in ("", one.told.unit) or (indicator.pk, one.told.day) in have):
            continue
        seen.setdefault((one.told.name, one.told.unit, one.told.day), one)  # the newest article's
    shown = sorted(list(seen.values())[:MOST_SHOWN], key=lambda one: (one.told.name, one.told.unit, one.told.day))
    groups = [
        Group(name, unit, indicators.get(_plain(name)), tuple(them))
        for (name, unit), them in groupby(shown, key=lambda one: (one.told.name, one.told.unit))
    ]
    return sorted(groups, key=lambda group: (group.indicator is None, -len(group.proposals), group.name))


def _plain(name: str) -> str:
    """Names that mean one series are one: 规模以上工业增加值同比增长 and 规上工业增加值增速."""
    for long, short in (
        ("规模以上", "规上"),
        ("同比", ""),
        ("增长率", "增速"),
        ("增长", "增速"),
        ("全市", ""),
        ("增幅", "增速"),
    ):
        name = name.replace(long, short)
    return name


def _told() -> Iterator[Proposal]:
    articles = (
        Article.objects.published().filter(day_unknown=False).newest_first().only("title", "body", "published_at")
    )
    for article in articles[:MOST_ARTICLES]:
        day = localtime(article.published_at).date() if article.published_at else timezone.localdate()
        text = "\n".join(block.text for block in from_html(article.body))
        yield from (Proposal(told, article) for told in figures_told(text, day.year, day.month))


@transaction.atomic
def _take(keys: list[str], by: Actor) -> int:
    """Store the proposals with these keys, their series where it is new. ValidationError for one that does not hold."""
    taken = 0
    for group in proposed():
        wanted = [one for one in group.proposals if one.key in keys]
        indicator = group.indicator
        if wanted and indicator is None:
            indicator = Indicator(name=group.name, unit=group.unit)
            indicator.full_clean()
            rows.save(row=indicator, by=by)
        for one in wanted:
            told = one.told
            figure = IndicatorFigure(
                indicator=indicator, day=told.day, said=told.said, value=told.value, article=one.article
            )
            figure.full_clean()
            rows.save(row=figure, by=by)
            taken += 1
    return taken


def proposals_page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """The sentences with their figures; one press takes a figure, or all of a series."""
    by = actor_of(request.user)
    require(by, "articles.add_indicatorfigure", "收入数据")
    if request.method == "POST":
        try:
            taken = _take(request.POST.getlist("take"), by)
        except ValidationError as error:
            messages.error(request, "没有收入：" + "；".join(error.messages))
        except IntegrityError:  # the constraint that a day has one figure; a second press at the same moment
            messages.error(request, "没有收入：有人刚刚收入了同样的数据，请看过现在的列表再收。")
        else:
            if taken:
                messages.success(request, f"已收入 {taken} 个数据，读者在“数据”页可以看到。")
            else:
                messages.warning(request, "没有收入数据：选的已经收过，或者原文已经改了。")
        return HttpResponseRedirect(request.path)
    context = {
        **site.each_context(request),
        "title": "稿件里的数据",
        "opts": IndicatorFigure._meta,
        "groups": proposed(),
        "most_articles": MOST_ARTICLES,
    }
    return TemplateResponse(request, "admin/articles/indicatorfigure/proposed.html", context)
