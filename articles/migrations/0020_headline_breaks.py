"""Headlines know where they may end a line, and excerpts of bodies with tables no longer run the cells together."""

from typing import Any

from django.db import migrations, models

from articles.text.blocks import from_html, opening_words
from articles.text.headlines import breaks

BATCH = 500
LENGTH = 80


def work_out(apps: Any, schema_editor: Any) -> None:  # noqa: ARG001
    """Both for every article that is stored."""
    table = apps.get_model("articles", "Article")
    batch = []
    for row in table.objects.only("pk", "title", "summary", "body", "excerpt").iterator(chunk_size=BATCH):
        row.title_breaks = ",".join(map(str, breaks(row.title)))
        if "<table" in row.body and not row.summary:
            words = opening_words(from_html(row.body))
            row.excerpt = words[:LENGTH] + ("…" if len(words) > LENGTH else "")
        batch.append(row)
        if len(batch) == BATCH:
            table.objects.bulk_update(batch, ["title_breaks", "excerpt"])
            batch = []
    table.objects.bulk_update(batch, ["title_breaks", "excerpt"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_job_runs")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="title_breaks",
            field=models.CharField(blank=True, editable=False, max_length=900),
        ),
        migrations.RunPython(work_out, migrations.RunPython.noop),
    ]
