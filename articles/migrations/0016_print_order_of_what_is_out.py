import datetime as dt

from django.db import migrations

BATCH = 200
STEP = dt.timedelta(microseconds=1)


def carry_over(apps, schema_editor):
    """The articles of an issue went out a microsecond apart, the first being the newest; now at one time, numbered.

    What stands a microsecond behind its neighbour at most belongs together. The order of all articles stays, and so does
    the moment that the search index sorts each by: the time less its place in microseconds.
    """
    rows = apps.get_model("articles", "Article").objects
    out = rows.filter(published_at__isnull=False).order_by("-published_at", "id")
    moved, newest, last = [], None, None
    for row in out.only("pk", "published_at").iterator(chunk_size=BATCH):
        at = row.published_at
        if last is None or last - at > STEP:
            newest = at
        elif at < newest:
            row.published_at, row.print_order = newest, (newest - at) // STEP
            moved.append(row)
        last = at
    rows.bulk_update(moved, ["published_at", "print_order"], batch_size=BATCH)


def hide_again(apps, schema_editor):
    """The order is told by microseconds again."""
    rows = apps.get_model("articles", "Article").objects
    moved = list(rows.filter(print_order__gt=0).only("pk", "published_at", "print_order"))
    for row in moved:
        row.published_at, row.print_order = row.published_at - row.print_order * STEP, 0
    rows.bulk_update(moved, ["published_at", "print_order"], batch_size=BATCH)


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_print_order")]
    operations = [migrations.RunPython(carry_over, hide_again, elidable=True)]
