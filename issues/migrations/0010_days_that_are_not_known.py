from django.db import migrations, models
from django.db.models import Exists, OuterRef
from django.db.models.functions import ExtractYear


def mark(apps, schema_editor):
    """Back numbers of earlier years that were put in without a printed date."""
    Issue, Review = apps.get_model("issues", "Issue"), apps.get_model("issues", "Review")
    declared = Review.objects.filter(issue=OuterRef("pk"), decision="declared")
    undated = Issue.objects.filter(Exists(declared), date__isnull=True, published_at__isnull=False)
    undated.filter(year__lt=ExtractYear("published_at")).update(day_unknown=True)


class Migration(migrations.Migration):
    dependencies = [("issues", "0009_who_keeps_synonyms")]
    operations = [
        migrations.AddField("issue", "day_unknown", models.BooleanField(default=False, editable=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
