"""Content for the acts, written by a checkout's own functions: run in it as `python prepare.py ROUNDS`; prints numbers.

Works on this code and on the one before the desk was rebuilt: both have these test factories.
"""

import json
import os
import sys
from typing import Any

sys.path.insert(0, os.getcwd())

import django

django.setup()

from issues.models import Issue  # noqa: E402
from tests import factories  # noqa: E402

try:
    from issues.workflow import remarks, reviewing
except ImportError:  # the rooms of the house were built after the older checkout
    from issues import remarks  # type: ignore[attr-defined, no-redef]
    from issues import reviews as reviewing  # type: ignore[attr-defined, no-redef]

BODY = "<p>第{n}个竹纤维项目日前点火，会议要求抓好落实。</p><p>各县区要跟进。</p>"


def articles(label: str, count: int) -> list[Any]:
    """Accepted articles with a section and a body."""
    return [factories.article(f"{label}{n}", body=BODY.format(n=n), section=factories.section()) for n in range(count)]


def main(rounds: int) -> dict[str, Any]:
    """The numbers of what the acts use up, a list where each round has its own."""
    for name, role in (("qinghe", "编辑"), ("anna", "初审"), ("chen", "签发")):
        factories.person(name, role)
    editor = factories.actor("desk", "编辑")
    out = factories.issue(*articles("已发布", 2 * rounds))
    factories.published(out)
    old = factories.article("草稿", status="draft", body=BODY.format(n=7), section=factories.section())
    found = factories.article("要找的稿", body="<p>石坪镇蜂窝纸板生产线试产，月产二十万张。</p>", status="draft")
    ordered = factories.issue(*articles("编排", 6))
    ordered.entries.filter(position__gt=3).update(section=factories.section("工信动态"))
    loose = [factories.article(f"归类{n}", status="draft", section=factories.section()) for n in range(24)]
    told: dict[str, Any] = {
        "found": found.pk, "old": old.pk, "ordered": ordered.pk, "published": out.pk,
        "loose": [one.pk for one in loose],
        "correct": [], "withdraw": [], "send": [], "returned": [], "publish": [],
    }  # fmt: skip
    published = list(out.entries.order_by("position").values_list("article_id", flat=True))
    told["correct"], told["withdraw"] = published[:rounds], published[rounds:]
    for n in range(rounds):
        told["send"].append(factories.issue(*articles(f"送审{n}-", 2)).pk)
        back = factories.issue(*articles(f"退回{n}-", 2))
        reviewing.send(issue=back, by=editor)
        told["returned"].append(back.pk)
        told["publish"].append(factories.signed(factories.issue(*articles(f"待发{n}-", 2))).pk)
    told["schedule"] = factories.signed(factories.issue(*articles("定时", 2))).pk
    seen = articles("批注", 2)
    review = factories.issue(*seen)
    reviewing.send(issue=review, by=editor)
    told |= {"review": review.pk, "remarked": seen[0].pk}
    for _ in range(rounds):
        remarks.add(issue=review, article=seen[0], paragraph=2, text="语气再斟酌", by=factories.actor("anna", "初审"))
    assert Issue.objects.count() > rounds
    return told


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
