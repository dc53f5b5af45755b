"""Credits: which departments and people a printed byline names."""

from collections.abc import Iterable

from django.db import transaction

from articles.models import Article, Byline, Contributor, Department
from articles.models.named import name_key, require_room
from articles.record import rows
from articles.record.audit import Actor
from articles.text import byline as printed
from articles.text.byline_parsing import parse_byline


class Directory:
    """Departments and contributors by every name they go by, read once and added to when new names come.

    One directory serves one import: `credits` costs no query for names that are known. New rows are added in the
    name of `by`.
    """

    def __init__(self, *, by: Actor) -> None:
        self.by = by
        self.departments = Department.objects.all().by_name()
        self.contributors: dict[tuple[int | None, str], Contributor] = {}
        for person in Contributor.objects.order_by("-pk"):
            for name in [*person.aliases, person.name]:
                self.contributors[(person.department_id, name_key(name))] = person

    def department(self, name: str) -> Department:
        """The department of this name or alias; created when there is none."""
        key = name_key(name)
        if key not in self.departments:
            self.departments[key] = rows.resolve(Department, [name], by=self.by)[name]
        return self.departments[key]

    def contributor(self, name: str, department: Department | None) -> Contributor:
        """The person of that name in that department; created when there is none.

        ValidationError when it is too long for a name.
        """
        key = (department.pk if department else None, name_key(name))
        if key not in self.contributors:
            person = Contributor(name=name.strip(), department=department)
            require_room(person, "name", "作者")
            rows.add(row=person, by=self.by)
            self.contributors[key] = person
        return self.contributors[key]

    def credits(self, article: Article, byline: printed.Byline) -> list[Byline]:
        """Unsaved credit rows for what a byline says: the department with each person, or either alone."""
        office = self.department(byline.department) if byline.department else None
        people: list[tuple[str, str]] = [(name, dict(byline.roles).get(name, "")) for name in byline.names]
        people += [(name, role) for name, role in byline.roles if name not in byline.names]
        credited = [
            Byline(
                article=article,
                department=office,
                department_name=byline.department or "",
                contributor=self.contributor(name, office),
                role=role,
            )
            for name, role in people
        ]
        if office and not credited:
            credited = [Byline(article=article, department=office, department_name=byline.department or "")]
        return _numbered(credited)


def _numbered(credited: Iterable[Byline]) -> list[Byline]:
    numbered = list(credited)
    for position, row in enumerate(numbered, start=1):
        row.position = position
    return numbered


@transaction.atomic
def rederive(article: Article, *, by: Actor) -> list[Byline]:
    """Read the article's printed byline again and replace its credit rows. Returns the new rows.

    Part of a change of the article, whose revision the caller keeps.

    The department is filled in where the article had none.
    """
    byline = parse_byline(article.byline_text)
    credited = Directory(by=by).credits(article, byline)
    article.bylines.all().delete()
    Byline.objects.bulk_create(credited)
    office = next((row.department for row in credited if row.department), None)
    if office and not article.department_id:
        article.department = office
        article.save(update_fields=["department"])
    return credited
