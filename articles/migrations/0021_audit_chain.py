"""The audit log's chain. What was written before is chained as it is found."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BATCH = 2000


def chain_what_is_there(apps, schema_editor):
    from articles import keys
    from articles.record.chain import FIELDS, digest_of

    alias = schema_editor.connection.alias
    Entry, Link = (apps.get_model("articles", name) for name in ("AuditEntry", "AuditLink"))
    key, position, previous, links = keys.current(), 0, "", []
    for values in Entry.objects.using(alias).order_by("pk").values(*FIELDS).iterator(BATCH):
        position += 1
        digest = digest_of(position, previous, values, key, settings.DIGEST)
        links.append(
            Link(
                position=position,
                entry_id=values["id"],
                previous=previous,
                digest=digest,
                key=key.name,
                algorithm=settings.DIGEST,
            )
        )
        previous = digest
        if len(links) >= BATCH:
            Link.objects.using(alias).bulk_create(links)
            links = []
    Link.objects.using(alias).bulk_create(links)


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_headline_breaks")]

    operations = [
        migrations.CreateModel(
            name="AuditArchive",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=200, unique=True, verbose_name="文件")),
                ("sha256", models.CharField(max_length=64)),
                ("first_position", models.BigIntegerField(verbose_name="首条")),
                ("last_position", models.BigIntegerField(unique=True, verbose_name="末条")),
                ("last_digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="时间")),
            ],
            options={
                "verbose_name": "审计归档",
                "verbose_name_plural": "审计归档",
                "ordering": ["last_position"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="AuditLink",
            fields=[
                ("position", models.BigIntegerField(primary_key=True, serialize=False)),
                ("previous", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("key", models.CharField(max_length=8)),
                ("algorithm", models.CharField(max_length=10)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="link", to="articles.auditentry"
                    ),
                ),
            ],
            options={"verbose_name": "审计链", "verbose_name_plural": "审计链", "default_permissions": ()},
        ),
        migrations.AlterModelOptions(
            name="auditentry",
            options={
                "default_permissions": ("view",),
                "ordering": ["-at", "-pk"],
                "permissions": [("export_auditentry", "可以导出审计记录")],
                "verbose_name": "审计记录",
                "verbose_name_plural": "审计记录",
            },
        ),
        migrations.RunPython(chain_what_is_there, migrations.RunPython.noop),
    ]
