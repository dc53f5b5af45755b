import datetime as dt

from django.db import migrations
from django.db.models import F
from django.utils import timezone


def new_year(year):
    return timezone.make_aware(dt.datetime(year, 1, 1))


def place(of_year, year, number, now):
    """Between the numbers before and after it, in proportion: as `issues.workflow.days.place_among`."""
    known = ("number", "published_at")
    before = of_year.filter(number__lt=number).order_by("-number").values_list(*known).first()
    after = of_year.filter(number__gt=number).order_by("number").values_list(*known).first()
    first, low = before or (0, new_year(year))
    last, high = after or (number + 53, now)
    high = min(high, new_year(year + 1), now)
    return low + max(high - low, dt.timedelta(0)) * (number - first) / (last - first)


def mend(apps, schema_editor):
    """Articles of back numbers whose day nobody wrote down name none and stand where their issue stands."""
    Issue, Entry = apps.get_model("issues", "Issue"), apps.get_model("issues", "Entry")
    Article, Pending = apps.get_model("articles", "Article"), apps.get_model("articles", "SearchPending")
    undated = Issue.objects.filter(day_unknown=True, published_at__isnull=False).order_by("year", "number")
    waiting = list(undated.values_list("pk", "year", "number", "published_at"))
    placed, now, mended = [], timezone.now(), set()
    for pk, year, number, put_in in waiting:
        out = Issue.objects.filter(year=year, status="published")
        of_year = out.filter(day_unknown=False) | out.filter(pk__in=placed)
        moment = (put_in, put_in + dt.timedelta(seconds=1))
        held = Entry.objects.filter(issue=pk).values("article")
        articles = list(Article.objects.filter(pk__in=held, published_at__range=moment))
        at = place(of_year, year, number, now)
        for article in articles:
            article.published_at, article.day_unknown = at + (article.published_at - put_in), True
        Article.objects.bulk_update(articles, ["published_at", "day_unknown"], batch_size=200)
        Issue.objects.filter(pk=pk).update(published_at=at)
        placed.append(pk)
        mended.update(article.pk for article in articles)
    due = [Pending(article_id=pk) for pk in sorted(mended)]
    Pending.objects.bulk_create(due, ignore_conflicts=True, batch_size=500)
    if mended:
        apps.get_model("articles", "SiteRevision").objects.update(number=F("number") + 1, changed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0017_days_that_are_not_known"),
        ("issues", "0018_printed_days_of_back_numbers"),
    ]
    operations = [migrations.RunPython(mend, migrations.RunPython.noop, elidable=True)]
