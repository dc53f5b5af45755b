"""An address once on the list, and once in a mailing: by its digest."""

import articles.models.sealed
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("issues", "0022_sealed_addresses")]

    operations = [
        migrations.AlterField(
            "subscriber",
            "address_lookup",
            articles.models.sealed.LookupField(editable=False, max_length=64, null=True, of="address", unique=True),
        ),
        migrations.AddConstraint(
            "delivery",
            models.UniqueConstraint(fields=("mailing", "address_lookup"), name="delivery_once_for_an_address"),
        ),
    ]
