import datetime as dt

from django.db import migrations
from django.db.models import Exists, F, OuterRef
from django.utils import timezone


def mend(apps, schema_editor):
    """Declared back numbers went out on their printed day, not on the day that they were put in here.

    Their articles keep their order among one another, which the microseconds of their times hold.
    """
    Issue, Review, Edition, Entry = (
        apps.get_model("issues", name) for name in ("Issue", "Review", "Edition", "Entry")
    )
    Article, Pending = apps.get_model("articles", "Article"), apps.get_model("articles", "SearchPending")
    declared = Review.objects.filter(issue=OuterRef("pk"), decision="declared")
    dated = Issue.objects.filter(Exists(declared), date__isnull=False, published_at__isnull=False)
    mended = set()
    for pk, day, put_in in list(dated.values_list("pk", "date", "published_at")):
        if timezone.localdate(put_in) <= day:
            continue
        went_out = timezone.make_aware(dt.datetime.combine(day, dt.time(8)))
        moment = (put_in, put_in + dt.timedelta(seconds=1))
        held = Entry.objects.filter(issue=pk).values("article")
        articles = list(Article.objects.filter(pk__in=held, published_at__range=moment))
        for article in articles:
            article.published_at = went_out + (article.published_at - put_in)
        Article.objects.bulk_update(articles, ["published_at"], batch_size=200)
        Edition.objects.filter(issue=pk, published_at=put_in).update(published_at=went_out)
        Issue.objects.filter(pk=pk).update(published_at=went_out)
        mended.update(article.pk for article in articles)
    # Triggers rest while migrations run, so the search index is told here.
    due = [Pending(article_id=pk) for pk in sorted(mended)]
    Pending.objects.bulk_create(due, ignore_conflicts=True, batch_size=500)
    if mended:
        apps.get_model("articles", "SiteRevision").objects.update(number=F("number") + 1, changed_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("articles", "0014_source_without_feed_address"), ("issues", "0017_archive_check")]
    operations = [migrations.RunPython(mend, migrations.RunPython.noop, elidable=True)]
