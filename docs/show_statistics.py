"""Content for pictures of statistics: rules, outlets, classes of units, assignments, events, a correspondent and a
manager. Fictional, as all of `show_content`."""

import datetime as dt

CORRESPONDENT, MANAGER = "wendi", "guanshi"
OFFICE = "产业集群科"


def statistics(password: str) -> None:
    """Rules of the year, what is asked of units, dates to plan for, adoptions higher up; the quarter counted."""
    from django.contrib.auth.models import Group, User
    from django.utils import timezone

    from articles.models import Article, Department
    from articles.record.audit import Actor
    from issues.models import Adoption, Issue, Outlet, PlannedEvent, ScoringRules, UnitStanding
    from issues.statistics import assigning, running

    today, editor = timezone.localdate(), Actor(User.objects.get(username="qinghe"))
    office = Department.objects.get(name=OFFICE)
    for name, shown, role in ((CORRESPONDENT, "陆闻笛", "通讯员"), (MANAGER, "管事", "管理员")):
        person = User.objects.create_user(name, password=password, first_name=shown, is_staff=True)
        person.groups.add(Group.objects.get(name=role))
    office.members.add(User.objects.get(username=CORRESPONDENT))
    quota = {"every": "quarter", "minimum": 6, "base": "3", "per_missing": "1"}
    points = [["手机报", "", "1"], ["手机报", "综合", "1.5"], ["手机报", "约稿", "2"], ["省厅简报", "", "6"]]
    table = {"points": points, "instructions": {"省级": "10", "市级": "5"}, "quotas": {"科室": quota}, "share": "full"}
    ScoringRules.objects.create(name="2026年信息采用计分办法", start=dt.date(2026, 1, 1), table=table)
    Outlet.objects.create(name="手机报", own=True, position=1)
    higher = Outlet.objects.create(name="省厅简报", group="省厅", position=2)
    for unit in Department.objects.all():
        county = unit.name.endswith(("局", "经信办")) and unit.name[0] not in "市省"
        UnitStanding.objects.create(department=unit, unit_class="县区" if county else "科室")
    taken = Article.objects.published().filter(bylines__department=office).distinct()[:2]
    for number, article in enumerate(taken, start=31):
        Adoption.objects.create(
            article=article, outlet=higher, day=today - dt.timedelta(days=5), evidence=f"第{number}期"
        )
    units = list(Department.objects.filter(name__in=(OFFICE, "临溪县经信局", "安全生产科")))
    draft = Issue.objects.filter(number=48, year=2026).first()
    for days, topic, form in ((2, "光电产业链四季度进展", "综合"), (6, "岁末安全生产怎样抓", "调研")):
        assigning.assign(
            units=units, by=editor, topic=topic, form=form, due=today + dt.timedelta(days=days), length=300,
            issue_date=draft.date if draft and draft.date and draft.date >= today else today + dt.timedelta(days=7),
        )  # fmt: skip
    events = (
        ("年度工作会议", 14, "各科室年度总结，每科一条"), ("全市两会", 40, "产业数据、代表委员谈产业"),
        ("设备更新政策满一年", 75, "企业案例三篇"),
    )  # fmt: skip
    for name, days, note in events:
        PlannedEvent.objects.create(name=name, day=today + dt.timedelta(days=days), note=note)
    for title, status, why in (
        ("超薄玻璃公共检测平台开放半年记", Article.Status.RETURNED, "请补上检测费用的数字"),
        ("集群科组织链主企业对接", Article.Status.SUBMITTED, ""),
    ):
        Article.objects.create(title=title, body=f"<p>{title}。</p>", department=office, status=status,
                               returned_reason=why, byline_text="(产业集群科 陆闻笛)")  # fmt: skip
    running.refresh(force=True)
