"""People, articles and issues as tests need them. Everything goes through the product's own functions."""

from itertools import count

from django.contrib.auth.models import Group, User

from articles.models import Article, Department, Section, Source
from articles.record.audit import Actor
from issues.models import GATES, Edition, Entry, Issue, ReviewStep
from issues.workflow import publishing, reviewing
from issues.workflow.standing import standing_of

_numbers = count(1)


def person(name: str, *groups: str, department: Department | None = None, **fields: object) -> User:
    """A staff account in the named groups, writing for `department` if given; its password is "密码-" + name."""
    user = User.objects.create_user(name, f"{name}@example.test", f"密码-{name}", is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    if department:
        department.members.add(user)
    return user


def actor(name: str, *groups: str, department: Department | None = None) -> Actor:
    """`person` as one who acts; the same person when asked again."""
    user = User.objects.filter(username=name).first()
    return Actor(user or person(name, *groups, department=department))


def section(name: str = "要闻") -> Section:
    return Section.objects.get_or_create(name=name)[0]


def department(name: str = "规划科") -> Department:
    return Department.objects.get_or_create(name=name)[0]


def source(name: str = "澄州日报") -> Source:
    return Source.objects.get_or_create(name=name)[0]


def article(title: str = "", **fields: object) -> Article:
    """An accepted article of two paragraphs."""
    number = next(_numbers)
    values: dict[str, object] = {
        "title": title or f"第{number}家企业完成改造",
        "body": f"<p>第{number}家企业日前完成改造。</p><p>改造用时三个月。</p>",
        "byline_text": "(规划科 时雨)",
        "status": Article.Status.ACCEPTED,
    }
    return Article.objects.create(**(values | fields))


def issue(*articles: Article, **fields: object) -> Issue:
    """An issue being composed, holding the articles in order in one section."""
    last = Issue.objects.order_by("-total_number").values_list("total_number", flat=True).first() or 0
    values: dict[str, object] = {"year": 2024, "number": last + 1, "total_number": last + 1}
    made = Issue.objects.create(**(values | fields))
    Entry.objects.bulk_create(
        Entry(issue=made, article=one, section=section(), position=n) for n, one in enumerate(articles, start=1)
    )
    return made


def holder(step: ReviewStep) -> Actor:
    """Somebody who holds a step and no other."""
    return actor(f"holder{step.position}", step.group.name)


def agree(made: Issue, *, by: Actor | None = None) -> None:
    """The agreement that is next."""
    standing = standing_of(Issue.objects.get(pk=made.pk))
    assert standing.current is not None
    reviewing.agree(
        issue=made, step=standing.current, digest=standing.digest, gates=GATES, by=by or holder(standing.current)
    )


def signed(made: Issue) -> Issue:
    """The issue sent to its reviews and signed by a different person at each step."""
    made.refresh_from_db()
    if made.status in (Issue.Status.COMPOSING, Issue.Status.WITHDRAWN):
        reviewing.send(issue=made, by=actor("desk", "编辑"))
    while standing_of(Issue.objects.get(pk=made.pk)).current is not None:
        agree(made)
    made.refresh_from_db()
    return made


def published(made: Issue) -> Edition:
    """The issue signed and published."""
    return publishing.publish(issue=signed(made), by=actor("publisher", "签发"))
