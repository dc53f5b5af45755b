"""Addresses of subscribers and mails are sealed: what is there is sealed as it is found."""

import articles.models.sealed
import django.core.validators
from django.db import migrations

BATCH = 500
ERASED = "erased-{}"


def seal(apps, schema_editor):
    from articles.models.sealed import lookups_of, seal_text

    def sealed(pk, text, purpose):
        if text in ("", ERASED.format(pk)):
            return "", None
        return seal_text(text, purpose), lookups_of(text, purpose)[0]

    rewrite(schema_editor, sealed)


def unseal(apps, schema_editor):
    """In plain again, erased ones under a name of their own: one mailing could not hold two empty addresses before.

    Needs every key under which an address was sealed (UnknownKey, and nothing is changed).
    """
    from articles.models.sealed import open_text

    rewrite(schema_editor, lambda pk, stored, purpose: (open_text(stored, purpose) or ERASED.format(pk), None))


def rewrite(schema_editor, made):
    """Give each row the address and the digest that `made` makes of its key, its address as stored and its purpose."""
    with schema_editor.connection.cursor() as cursor:
        for table, purpose in (("issues_subscriber", "subscriber address"), ("issues_delivery", "delivery address")):
            last = 0
            while True:
                cursor.execute(f"SELECT id, address FROM {table} WHERE id > %s ORDER BY id LIMIT {BATCH}", [last])
                rows = cursor.fetchall()
                if not rows:
                    break
                cursor.executemany(
                    f"UPDATE {table} SET address = %s, address_lookup = %s WHERE id = %s",
                    [(*made(pk, text, purpose), pk) for pk, text in rows],
                )
                last = rows[-1][0]


class Migration(migrations.Migration):
    dependencies = [("issues", "0021_late_told"), ("articles", "0022_account_requests")]

    operations = [
        migrations.RemoveConstraint("delivery", "delivery_once_for_an_address"),
        migrations.AlterModelOptions(
            "delivery",
            {
                "default_permissions": ("view",),
                "ordering": ["pk"],
                "verbose_name": "邮件",
                "verbose_name_plural": "邮件",
            },
        ),
        migrations.AlterModelOptions(
            "subscriber",
            {"ordering": ["-added_at", "-pk"], "verbose_name": "邮件订阅", "verbose_name_plural": "邮件订阅"},
        ),
        migrations.AddField(
            "subscriber",
            "address_lookup",
            articles.models.sealed.LookupField(editable=False, max_length=64, null=True, of="address"),
        ),
        migrations.AddField(
            "delivery",
            "address_lookup",
            articles.models.sealed.LookupField(editable=False, max_length=64, null=True, of="address"),
        ),
        migrations.AlterField(
            "subscriber",
            "address",
            articles.models.sealed.SealedField(
                longest=254,
                purpose="subscriber address",
                validators=[django.core.validators.EmailValidator("邮箱地址写得不对。")],
                verbose_name="邮箱",
            ),
        ),
        migrations.AlterField(
            "delivery",
            "address",
            articles.models.sealed.SealedField(longest=254, purpose="delivery address", verbose_name="邮箱"),
        ),
        migrations.RunPython(seal, unseal),
    ]
