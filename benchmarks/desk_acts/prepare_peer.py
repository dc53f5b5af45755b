# Content for the acts on the peer: run by its `manage.py shell`, with ROUNDS in the environment; prints the numbers.
import datetime as dt
import json
import os

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from news.models import ArticlePage, IssueIndexPage, IssuePage, Section
from wagtail.models import Comment, Page, Workflow, WorkflowPage

rounds = int(os.environ["ROUNDS"])
people = {}
for name in ("qinghe", "anna", "chen"):
    people[name] = get_user_model().objects.create_superuser(name, f"{name}@example.test", f"密码-{name}")
if not WorkflowPage.objects.exists():
    WorkflowPage.objects.create(workflow=Workflow.objects.first(), page=Page.get_first_root_node())
parent = IssuePage(title="试做一期", slug="trial", year=2026, number=99, total_number=9999, date=dt.date(2026, 12, 1))
IssueIndexPage.objects.first().add_child(instance=parent)
sections = list(Section.objects.all()[:2])


def article(title, body="<p>第7个竹纤维项目日前点火，会议要求抓好落实。</p><p>各县区要跟进。</p>", live=True):
    page = ArticlePage(title=title, section=sections[0], date=dt.date(2026, 11, 1), body=body, live=live)
    parent.add_child(instance=page)
    revision = page.save_revision(user=people["qinghe"])
    if live:
        revision.publish()
    return page


told = {"parent": parent.pk, "sections": [[one.pk, str(one)] for one in sections]}
told["found"] = article("要找的稿", "<p>石坪镇蜂窝纸板生产线试产，月产二十万张。</p>").pk
old = article("草稿", live=False)
told["old"] = old.pk
for n in range(3):
    old.body = old.body.replace("点火", f"点火{n}")
    old.save_revision(user=people["qinghe"], log_action=True)
told["ordered"] = parent.pk
for key in ("correct", "withdraw"):
    told[key] = [article(f"{key}{n}").pk for n in range(rounds)]
for key in ("move", "send", "publish", "schedule", "returned", "settle"):
    told[key] = [article(f"{key}{n}", live=False).pk for n in range(rounds)]
for pk in told["returned"]:
    page = ArticlePage.objects.get(pk=pk)
    page.get_workflow().start(page, people["qinghe"])
told["remarked"] = article("批注", live=False).pk
for pk in told["settle"]:
    page = ArticlePage.objects.get(pk=pk)
    Comment.objects.create(page=page, user=people["anna"], text="语气再斟酌", contentpath="section")
    page.get_latest_revision_as_object().save_revision(user=people["anna"])
told["loose"] = [article(f"归类{n}", live=False).pk for n in range(22)]
ContentType.objects.clear_cache()
print(json.dumps(told))
