"""That a lead is to differ from its article's title is kept with the title it was said beside."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0026_kept_findings")]
    operations = [
        migrations.AddField(
            model_name="entry",
            name="lead_kept_for",
            field=models.CharField(blank=True, default="", editable=False, max_length=300),
            preserve_default=False,
        )
    ]
