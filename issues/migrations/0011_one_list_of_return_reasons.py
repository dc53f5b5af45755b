from django.db import migrations

# Two migrations each made a list to start from; what both of them said is kept once.
SAME = {
    "内容与已用稿重复": "与已发稿件内容重复",
    "篇幅过长，请压缩到250字以内": "篇幅过长，请压缩到 250 字以内",
}
IN_ORDER = (
    "缺时间、地点或姓名，请补充",
    "缺署名或供稿科室",
    "数字、人名或职务须核实",
    "与已发稿件内容重复",
    "篇幅过长，请压缩到 250 字以内",
    "不属于本刊报道范围",
    "图片不清晰或缺说明",
    "转载稿没有注明来源",
    "涉及内部事项，不宜公开",
)


def tidy(apps, schema_editor):
    """Only where the list is still the one that it started as: the desk's own order is the desk's."""
    reasons = apps.get_model("articles", "ReturnReason").objects
    if set(reasons.values_list("text", flat=True)) != {*IN_ORDER, *SAME}:
        return
    reasons.filter(text__in=SAME).delete()
    for number, text in enumerate(IN_ORDER, start=1):
        reasons.filter(text=text).update(position=number * 10)


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_words_of_earlier_versions"), ("issues", "0010_days_that_are_not_known")]
    operations = [migrations.RunPython(tidy, migrations.RunPython.noop)]
