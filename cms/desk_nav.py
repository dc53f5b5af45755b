"""Where everything on the desk stands: by the acts of the week, as far as a person's rights reach.

The one table of the top bar, of the row of sister pages below it, of 设置 and of the commands that search offers.
A page is named by its address; it also stands for what lies below that address.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.urls import reverse

from articles.record.audit import name_of


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the desk: its name in the bar, its address, and the rights of which one is needed; none: for all."""

    label: str
    name: str
    rights: tuple[str, ...] = ()
    args: tuple[int, ...] = ()

    @property
    def address(self) -> str:
        """Where it is."""
        return reverse(self.name, args=self.args)

    def open_to(self, user: AbstractBaseUser | AnonymousUser) -> bool:
        """Whether this person may see it."""
        return isinstance(user, User) and (not self.rights or any(user.has_perm(right) for right in self.rights))


@dataclass(frozen=True, slots=True)
class Area:
    """An act of the week with its pages; the first one a person may see is where the bar leads.

    `groups` parts the pages under headings; "" for none.
    """

    label: str
    groups: tuple[tuple[str, tuple[Page, ...]], ...]

    @property
    def pages(self) -> Iterable[Page]:
        """All of them, in order."""
        return (page for _, pages in self.groups for page in pages)


def _list(label: str, app: str, model: str) -> Page:
    """A list of Django's admin, for those who may see its rows."""
    return Page(label, f"admin:{app}_{model}_changelist", (f"{app}.view_{model}", f"{app}.change_{model}"))


def _area(label: str, *pages: Page) -> Area:
    return Area(label, (("", pages),))


AREAS = (
    _area(
        "稿件",
        _list("稿件", "articles", "article"),
        Page("从文件取稿", "admin:articles_article_files", ("articles.add_article",)),
        Page("取网页、粘贴", "admin:articles_feeditem_take", ("articles.take_page",)),
        _list("线索", "articles", "feeditem"),
        Page("约稿", "desk:assignments", ("issues.view_assignment",)),
        Page("图片库", "desk:pictures", ("articles.view_article",)),
        _list("转载记录", "articles", "reprint"),
        _list("原始网页", "articles", "capturedpage"),
    ),
    _area(
        "本期",
        Page("编排", "desk:this_issue", ("issues.change_issue",)),
        _list("各期", "issues", "issue"),
        Page("整期导入", "admin:issues_issue_import", ("issues.import_issue",)),
    ),
    _area(
        "审签",
        Page("待审", "desk:to_review", ("issues.view_issue",)),
        Page("更正", "desk:corrections", ("issues.view_correction",)),
    ),
    _area(
        "发布",
        Page("发布与导出", "desk:to_publish", ("issues.publish_issue", "issues.send_mailing")),
        _list("邮件发送", "issues", "mailing"),
        _list("邮件订阅", "issues", "subscriber"),
    ),
    _area(
        "统计",
        Page("采用统计", "desk:statistics", ("issues.view_closing",)),
        _list("采用登记", "issues", "adoption"),
        _list("领导批示", "issues", "instruction"),
        _list("加扣分", "issues", "deduction"),
        _list("上报登记", "issues", "forwarding"),
        _list("年度节点", "issues", "plannedevent"),
        _list("给负责人的信", "issues", "unitletter"),
    ),
    _area("存量检查", Page("存量检查", "desk:archive_check", ("issues.view_archivefinding",))),
    Area(
        "设置",
        (
            ("", (Page("全部设置", "admin:settings", ("articles.view_section",)),)),
            ("基础资料", (
                _list("栏目", "articles", "section"),
                _list("科室", "articles", "department"),
                _list("作者", "articles", "contributor"),
                _list("来源", "articles", "source"),
                _list("标签", "taggit", "tag"),
                _list("同义词", "articles", "synonyms"),
                _list("关注的来源", "articles", "watchedfeed"),
                _list("稿源单位", "articles", "allowedsource"),
            )),
            ("登记簿", (
                _list("领导", "articles", "leader"),
                _list("地名", "articles", "place"),
                _list("机构", "articles", "organisation"),
                _list("用语", "articles", "listedword"),
                _list("放行词句", "articles", "exemption"),
                _list("放行记录", "articles", "waiver"),
                _list("数据指标", "articles", "indicator"),
                _list("指标数值", "articles", "indicatorfigure"),
                _list("县区地图", "articles", "county"),
            )),
            ("计分", (
                _list("采用载体", "issues", "outlet"),
                _list("计分办法", "issues", "scoringrules"),
                _list("单位类别", "issues", "unitstanding"),
            )),
            ("刊物与人员", (
                _list("刊物设置", "articles", "publication"),
                _list("简报版式", "issues", "bulletinform"),
                _list("审核步骤", "issues", "reviewstep"),
                _list("退回原因", "articles", "returnreason"),
                _list("用户", "auth", "user"),
                _list("账号变更申请", "articles", "accountrequest"),
                _list("角色", "auth", "group"),
                _list("审计记录", "articles", "auditentry"),
                Page("定时任务", "desk:jobs", ("articles.view_jobrun",)),
            )),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page as the bar shows it. `now`: the one that is open, or that what is open lies below."""

    label: str
    address: str
    now: bool = False


@dataclass(frozen=True, slots=True)
class ShownArea:
    """An act as the bar shows it: it leads to the first of its pages."""

    label: str
    address: str
    groups: tuple[tuple[str, tuple[ShownPage, ...]], ...]
    now: bool = False

    @property
    def pages(self) -> list[ShownPage]:
        """All of them, in order."""
        return [page for _, pages in self.groups for page in pages]

    @property
    def sisters(self) -> list[ShownPage]:
        """The pages beside the open one: those of its group, after the ones that stand under no heading."""
        group = next((pages for name, pages in self.groups if name and any(page.now for page in pages)), ())
        return [*(page for name, pages in self.groups if not name for page in pages), *group]


@dataclass(frozen=True, slots=True)
class Nav:
    """The bar for one person on one page.

    person   their name
    at_home  whether the page is the desk's first
    """

    areas: list[ShownArea] = field(default_factory=list)
    person: str = ""
    at_home: bool = False

    @property
    def open(self) -> ShownArea | None:
        """The act that is open; None on the desk's first page."""
        return next((area for area in self.areas if area.now), None)


def nav_for(user: AbstractBaseUser | AnonymousUser, path: str) -> Nav:
    """The acts and pages that `user` may see, marked for the page at `path`. The rights are read once a request."""
    shown = [
        (area, [(name, [(page, page.address) for page in pages if page.open_to(user)]) for name, pages in area.groups])
        for area in AREAS
    ]
    addresses = [address for _, groups in shown for _, pages in groups for _, address in pages]
    here = _beside(path)
    if here not in addresses:
        here = max((one for one in addresses if path.startswith(one)), key=len, default=None) or _area_of(path)
    areas = []
    for area, groups in shown:
        kept = tuple(
            (name, tuple(ShownPage(page.label, address, address == here) for page, address in pages))
            for name, pages in groups
            if pages
        )
        if kept:
            now = any(page.now for _, pages in kept for page in pages)
            areas.append(ShownArea(area.label, kept[0][1][0].address, kept, now))
    return Nav(areas, name_of(user) if isinstance(user, User) else "", at_home=path == reverse("admin:index"))


# Pages that lie below another page of the bar than their address says.
_BESIDE = (
    (re.compile(r"/admin/issues/issue/\d+/compose/"), "desk:this_issue"),
    (re.compile(r"/admin/issues/issue/\d+/(?:export|wechat)/"), "desk:to_publish"),
)
# Pages that lie below no page of the bar, and the page that stands for them there.
_BELOW = (
    ("/admin/desk/issues/", "desk:to_review"),
    ("/admin/desk/articles/", "admin:articles_article_changelist"),
    ("/admin/desk/history/article/", "admin:articles_article_changelist"),
    ("/admin/desk/history/issue/", "admin:issues_issue_changelist"),
    ("/admin/desk/compare/article/", "admin:articles_article_changelist"),
)


def _beside(path: str) -> str | None:
    return next((reverse(name) for pattern, name in _BESIDE if pattern.match(path)), None)


def _area_of(path: str) -> str | None:
    return next((reverse(name) for start, name in _BELOW if path.startswith(start)), None)
