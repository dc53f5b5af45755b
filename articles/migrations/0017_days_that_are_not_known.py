from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0016_print_order_of_what_is_out")]
    operations = [migrations.AddField("article", "day_unknown", models.BooleanField(default=False, editable=False))]
