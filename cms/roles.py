"""The roles (groups) and what each may do: the one table, from which the groups are made and checked.

A new role or a new right is a line here; no migration. `migrate` and `sync_roles` bring the groups in line, and
`check --database default` names what differs. Migrations up to issues 0013 set the groups up as they were then.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission, User
from django.db.models import Q

Rights = frozenset[str]


def _of(app: str, verbs: str, models: str) -> Rights:
    """Django's own rights: _of("articles", "view add", "section source") → articles.view_section, …"""
    return frozenset(f"{app}.{verb}_{model}" for verb in verbs.split() for model in models.split())


def _named(*rights: str) -> Rights:
    """Rights of our own, by their full names."""
    return frozenset(rights)


@dataclass(frozen=True, slots=True)
class Role:
    """A group and its rights.

    of_old  the role whose members had these rights before the group was made: they are put into it when it is
    """

    name: str
    rights: Rights
    of_old: str = ""


_REGISTERS = "leader place organisation listedword exemption"

_ENTERED = "adoption instruction deduction forwarding plannedevent"
_COUNTING = "outlet scoringrules unitstanding"

# What everybody in the house may read.
_READING = (
    _of("issues", "view", f"{_ENTERED} {_COUNTING} assignment closing objection circular")
    | _of("articles", "view", "allowedsource article articleimage byline capturedpage contributor department feeditem")
    | _of("articles", "view", "reprint revision section source waiver watchedfeed")
    | _of("issues", "view", "correction edition entry importrecord issue review reviewcomment")
    | _of("taggit", "view", "tag")
    | _named("articles.see_all_articles")
)
_READING_MAILINGS = _of("issues", "view", "bulletinform delivery mailing subscriber unitletter")
_SEEING_INSPECTION = _of("issues", "view", "archivefinding")
_WAIVING = _named("articles.waive_finding", "articles.waive_serious_finding")

_CORRESPONDENT = (
    _of("articles", "view add change", "article articleimage")
    | _of("articles", "delete", "articleimage")
    | _named("articles.submit_article", "issues.raise_objection")
)
# Heads see their unit's drafts and agree to them; they write nothing themselves.
_HEAD = _of("articles", "view", "article articleimage") | _named("articles.submit_article", "issues.raise_objection")
_REVIEWER = _READING | _WAIVING
_SIGNER = (
    _REVIEWER
    | _SEEING_INSPECTION
    | _READING_MAILINGS
    | _named("articles.publish_article", "articles.withdraw_article", "issues.publish_issue", "issues.withdraw_issue")
    | _named("issues.approve_correction", "issues.send_mailing", "issues.sign_circular", "issues.see_instruction")
)
_EDITOR = (
    _READING
    | _SEEING_INSPECTION
    | _READING_MAILINGS
    | _WAIVING
    | _of("articles", "add change delete", "article articleimage byline taggedarticle")
    | _of("articles", "add change", "contributor source watchedfeed")
    | _of("articles", "view add change delete", "synonyms")
    | _of("articles", "view add change", f"returnreason {_REGISTERS}")
    | _of("articles", "view add change delete", "indicator indicatorfigure county")
    | _of("articles", "change", "feeditem")
    | _named("articles.decide_article", "articles.submit_article", "articles.take_page")
    | _of("issues", "add change delete", "issue entry")
    | _of("issues", "add change", f"subscriber assignment {_ENTERED}")
    | _of("issues", "change", "circular")
    | _named("issues.correct_issue", "issues.import_issue", "issues.send_mailing", "issues.submit_issue")
    | _named("issues.settle_archive_finding")
    | _of("taggit", "add change", "tag")
)
_MANAGER = (
    _EDITOR
    | _SIGNER
    | _of("articles", "add change delete", "section department allowedsource")
    | _of("articles", "delete", f"contributor source watchedfeed feeditem returnreason {_REGISTERS}")
    | _of("articles", "view add change", "publication")
    | _of("issues", "add change delete", _COUNTING)
    | _of("issues", "delete", _ENTERED)
    | _named("issues.close_period", "issues.raise_objection", "issues.answer_objection")
    | _of("issues", "delete", "subscriber")
    | _of("issues", "add change", "bulletinform")
    | _of("articles", "view", "jobrun")
    | _of("issues", "view", "reviewstep")
    | _of("taggit", "delete", "tag")
)
# 三员分立: accounts, rights and audit are three people's, none of whom works on content.
_ACCOUNTS = (
    _of("auth", "view add change", "user")
    | _of("auth", "view", "group")
    | _of("articles", "view", "accountrequest jobrun")
)
_SECURITY = (
    _of("auth", "view", "user group")
    | _of("articles", "view", "accountrequest")
    | _named("articles.agree_account")
    | _of("issues", "view add change delete", "reviewstep")
)
_AUDITOR = (
    _READING
    | _SEEING_INSPECTION
    | _READING_MAILINGS
    | _of("articles", "view", f"auditentry {_REGISTERS}")
    | _named("articles.export_auditentry")
    | _of("issues", "view", "reviewstep")
    | _of("auth", "view", "user group")
    | _of("articles", "view", "accountrequest jobrun")
)

ROLES = (
    Role("通讯员", _CORRESPONDENT),
    Role("单位负责人", _HEAD),
    Role("编辑", _EDITOR),
    Role("初审", _REVIEWER),
    Role("复审", _REVIEWER),
    Role("签发", _SIGNER),
    Role("管理员", _MANAGER),
    Role("系统管理", _ACCOUNTS, of_old="管理员"),
    Role("安全管理", _SECURITY),
    Role("审计员", _AUDITOR),
)


@dataclass(frozen=True, slots=True)
class Drift:
    """A role whose group is not as the table says: rights that it lacks and rights that it has besides."""

    role: Role
    missing: Rights
    besides: Rights

    def __str__(self) -> str:
        said = [f"少 {'、'.join(sorted(self.missing))}"] if self.missing else []
        said += [f"多 {'、'.join(sorted(self.besides))}"] if self.besides else []
        return f"角色“{self.role.name}”的权限与表不符：{'；'.join(said)}"


def drifts() -> list[Drift]:
    """The roles that are not as the table says. Two queries."""
    rows = Group.permissions.through.objects.filter(group__name__in=[role.name for role in ROLES])
    names = ("group__name", "permission__content_type__app_label", "permission__codename")
    held: dict[str, set[str]] = {}
    for name, app, codename in rows.values_list(*names):
        held.setdefault(name, set()).add(f"{app}.{codename}")
    found = [(role, frozenset(held.get(role.name, ()))) for role in ROLES]
    return [Drift(role, role.rights - now, now - role.rights) for role, now in found if now != role.rights]


def sync() -> list[Drift]:
    """Make the groups as the table says; what differed. Each change is put on record by the watch on rights.

    LookupError for a right that the database does not know (yet).
    """
    found = drifts()
    known = _permissions(right for role in ROLES for right in role.rights) if found else {}
    for one in found:
        group, made = Group.objects.get_or_create(name=one.role.name)
        group.permissions.set([known[right] for right in sorted(one.role.rights)])
        if made and one.role.of_old:
            for person in User.objects.filter(groups__name=one.role.of_old, is_active=True).order_by("pk"):
                person.groups.add(group)
    return found


def unknown() -> Rights:
    """Rights of the table that the database has no row for: misspelt, or their migration has not run."""
    wanted = {right for role in ROLES for right in role.rights}
    return frozenset(wanted - set(_stored(wanted)))


def _permissions(rights: Iterable[str]) -> dict[str, Permission]:
    wanted = set(rights)
    found = _stored(wanted)
    if lacking := sorted(wanted - set(found)):
        raise LookupError("、".join(lacking))
    return found


def _stored(rights: set[str]) -> dict[str, Permission]:
    apps, codenames = (sorted({right.split(".")[n] for right in rights}) for n in (0, 1))
    rows = Permission.objects.filter(Q(content_type__app_label__in=apps), codename__in=codenames)
    return {f"{row.content_type.app_label}.{row.codename}": row for row in rows.select_related("content_type")}
