from django.db import migrations

FIRST = (
    "缺署名或供稿科室",
    "数字、人名或职务须核实",
    "与已发稿件内容重复",
    "篇幅过长，请压缩到 250 字以内",
    "转载稿没有注明来源",
    "涉及内部事项，不宜公开",
)


def first_reasons(apps, schema_editor):
    """A list to start from; the desk edits it as it likes."""
    reasons = apps.get_model("articles", "ReturnReason").objects
    if not reasons.exists():
        for number, text in enumerate(FIRST, start=1):
            reasons.create(text=text, position=number * 10)


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_search_rows_outlive_articles")]
    operations = [
        migrations.AlterModelOptions(
            name="returnreason",
            options={"ordering": ["position", "pk"], "verbose_name": "退回原因", "verbose_name_plural": "退回原因"},
        ),
        migrations.RunPython(first_reasons, migrations.RunPython.noop),
    ]
