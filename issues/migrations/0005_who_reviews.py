"""Who may do what in the reviews, and the three steps that a desk begins with (三审三校)."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GRANTED = {
    "通讯员": ["submit_article"],
    "编辑": [
        "submit_article", "decide_article", "submit_issue", "correct_issue", "view_returnreason", "add_returnreason",
        "change_returnreason", "view_revision", "view_review", "view_reviewcomment", "view_correction",
    ],
    "初审": ["view_revision", "view_review", "view_reviewcomment", "view_correction"],
    "复审": ["view_revision", "view_review", "view_reviewcomment", "view_correction"],
    "签发": ["view_revision", "view_review", "view_reviewcomment", "view_correction", "approve_correction"],
    "管理员": [
        "submit_article", "decide_article", "submit_issue", "correct_issue", "approve_correction", "view_returnreason",
        "add_returnreason", "change_returnreason", "delete_returnreason", "view_revision", "view_review",
        "view_reviewcomment", "view_correction", "view_reviewstep", "add_reviewstep", "change_reviewstep",
        "delete_reviewstep",
    ],
    "审计员": ["view_revision", "view_review", "view_reviewcomment", "view_correction", "view_reviewstep"],
}  # fmt: skip
# A correspondent has no business in an issue that is not out yet: it holds other departments' drafts.
TAKEN = {"通讯员": ["view_issue"]}
STEPS = [(1, "初审"), (2, "复审"), (3, "终审")]
HOLDERS = {"终审": "签发"}
REASONS = ["缺时间、地点或姓名，请补充", "内容与已用稿重复", "篇幅过长，请压缩到250字以内", "不属于本刊报道范围", "图片不清晰或缺说明"]


def grant(apps, schema_editor):
    for label in ("articles", "issues"):
        config = apps.get_app_config(label)
        config.models_module = True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = None
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    ours = Permission.objects.filter(content_type__app_label__in=["articles", "issues"])
    for name, codenames in GRANTED.items():
        found = ours.filter(codename__in=codenames)
        if missing := set(codenames) - set(found.values_list("codename", flat=True)):
            raise RuntimeError(f"{name}: no permission named {sorted(missing)}")
        Group.objects.get_or_create(name=name)[0].permissions.add(*found)
    for name, codenames in TAKEN.items():
        Group.objects.get(name=name).permissions.remove(*ours.filter(codename__in=codenames))


def first_steps(apps, schema_editor):
    Group, Step = apps.get_model("auth", "Group"), apps.get_model("issues", "ReviewStep")
    for position, name in STEPS:
        group, _ = Group.objects.get_or_create(name=HOLDERS.get(name, name))
        Step.objects.get_or_create(position=position, defaults={"name": name, "group": group})
    Reason = apps.get_model("articles", "ReturnReason")
    for position, text in enumerate(REASONS, start=1):
        Reason.objects.get_or_create(text=text, defaults={"position": position})


def nothing(apps, schema_editor):
    """Groups and their rights are left as they are."""


class Migration(migrations.Migration):
    dependencies = [
        ("issues", "0004_desk"),
        ("issues", "0003_who_sees_all_articles"),
        ("articles", "0004_audit_is_append_only"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]
    operations = [migrations.RunPython(grant, nothing), migrations.RunPython(first_steps, nothing)]
