"""Every public function that changes what is stored, made ready to be called for real.

A case sets up what the function needs and gives the call; whatever the call changes must then be on record.
"""

import datetime as dt
import io
import os
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from taggit.models import Tag

from articles import workflow
from articles.images import store_image
from articles.intake import drafting, illustrating, many_files, watching
from articles.intake.one_file import read_manuscript
from articles.intake.pages import fetch_page, fetcher, pasted_page
from articles.models import Article, Contributor, FeedItem, Section, WatchedFeed
from articles.record import rows
from articles.record.audit import OPERATOR
from articles.tagging import TagBook
from articles.workflow import deleting
from issues.assembly import Importer
from issues.assembly.examining import examine, handed_file
from issues.assembly.examining import take as take_issue
from issues.document import Picture
from issues.editions import mailing, signing_up
from issues.inspection import running, settling, storing
from issues.models import ArchiveFinding, Correction, Issue, Mailing, ReviewStep, Subscriber
from issues.workflow import (
    arranging,
    correcting,
    editing,
    publishing,
    remarks,
    reviewers,
    reviewing,
    rewording,
    tidying,
)
from issues.workflow.standing import standing_of
from tests import factories
from tests.issues.signing import fresh
from tests.published import a_document, an_item
from tests.recording.functions import name_of

Call = Callable[[], Any]
Case = Callable[[pytest.FixtureRequest], Call]
CASES: dict[str, Case] = {}


def case(*functions: Callable[..., Any] | str, named: str = "") -> Callable[[Case], Case]:
    """The case of a function, or of several that it calls as its parts; `named` tells a second one apart."""

    def add(made: Case) -> Case:
        for one in functions:
            CASES[(one if isinstance(one, str) else name_of(one)) + named] = made
        return made

    return add


def draft(**fields: object) -> Article:
    return factories.article(**({"status": Article.Status.DRAFT} | fields))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "PNG")
    return out.getvalue()


# Articles


@case(workflow.edit, workflow.finish_edit, "articles.credits.rederive", "articles.credits.Directory.credits",
      "articles.credits.Directory.department", "articles.credits.Directory.contributor",
      "articles.tagging.set_tags", "articles.tagging.tags_named", "articles.record.history.claim",
      "articles.record.audit.record", "articles.record.rows.resolve", "articles.record.rows.add")  # fmt: skip
def _(_: object) -> Call:
    """New words name a new office, a new person and new tags."""
    words = {"title": "另题", "byline_text": "(新设科 时雨晴)"}
    one = draft()
    return lambda: workflow.edit(article=one, based_on=1, changes=words, tags=["全新", "技改"], by=OPERATOR)


@case(workflow.restore)
def _(_: object) -> Call:
    one = draft()
    workflow.edit(article=one, based_on=1, changes={"title": "另题"}, tags=["旧标签"], by=OPERATOR)
    workflow.edit(article=one, based_on=2, changes={"byline_text": "(办公室)"}, tags=[], by=OPERATOR)
    Tag.objects.all().delete()
    return lambda: workflow.restore(article=one, version=2, based_on=3, by=OPERATOR)


@case(workflow.delete)
def _(_: object) -> Call:
    one = draft()
    one.tags.add("技改")
    return lambda: workflow.delete(article=one, by=OPERATOR)


@case(deleting.bring_back)
def _(_: object) -> Call:
    one = draft()
    one.tags.add("技改")
    number = one.pk
    workflow.delete(article=one, by=OPERATOR)
    return lambda: deleting.bring_back(object_id=number, by=OPERATOR)


@case(workflow.submit)
def _(_: object) -> Call:
    return lambda: workflow.submit(article=draft(), by=OPERATOR)


@case(workflow.accept)
def _(_: object) -> Call:
    return lambda: workflow.accept(article=draft(), by=OPERATOR)


@case(workflow.hold)
def _(_: object) -> Call:
    return lambda: workflow.hold(article=draft(), by=OPERATOR)


@case(workflow.return_)
def _(_: object) -> Call:
    return lambda: workflow.return_(article=factories.article(), reason="数字须核实", by=OPERATOR)


@case(workflow.withdraw, publishing.hide)
def _(_: object) -> Call:
    one = factories.article()
    factories.published(factories.issue(one))
    return lambda: workflow.withdraw(article=one, reason="有误", by=OPERATOR)


@case(workflow.publish, publishing.show_again)
def _(_: object) -> Call:
    one = factories.article()
    factories.published(factories.issue(one))
    workflow.withdraw(article=one, reason="有误", by=OPERATOR)
    return lambda: workflow.publish(article=one, by=OPERATOR)


@case("articles.tagging.TagBook.tag")
def _(_: object) -> Call:
    return lambda: TagBook(by=OPERATOR).tag("全新")


# Small tables


@case(rows.save)
def _(_: object) -> Call:
    return lambda: rows.save(row=Section(name="新栏目"), by=OPERATOR)


@case(rows.save, named=" (changed)")
def _(_: object) -> Call:
    row = factories.section()
    row.position = 3
    return lambda: rows.save(row=row, by=OPERATOR)


@case(rows.delete)
def _(_: object) -> Call:
    row = factories.section()
    return lambda: rows.delete(row=row, by=OPERATOR)


# Outside news and departments' files

PAGE = """全区小微企业融资对接会举行
来源：蒲塘新闻  2024-05-06
5月5日，全区小微企业融资对接会举行，十二家企业与银行签约。
"""


@case(drafting.keep_page)
def _(_: object) -> Call:
    return lambda: drafting.keep_page(handed=pasted_page(PAGE), by=OPERATOR)


def unread() -> FeedItem:
    feed = WatchedFeed.objects.create(name="某网", url="https://news.example/feed.xml")
    return FeedItem.objects.create(feed=feed, guid="1", url="https://news.example/1", title="一条消息")


@case(drafting.make_draft)
def _(_: object) -> Call:
    handed, item = pasted_page(PAGE), unread()
    page = drafting.keep_page(handed=handed, by=OPERATOR)
    return lambda: drafting.make_draft(
        story=handed.stories()[0], page=page, by=OPERATOR, source="从未用过的报", item=item
    )


@case(drafting.ignore_item)
def _(_: object) -> Call:
    item = unread()
    return lambda: drafting.ignore_item(item=item, by=OPERATOR)


@case(illustrating.take_pictures, "articles.images.attach")
def _(request: pytest.FixtureRequest) -> Call:
    web = request.getfixturevalue("web")
    handed = fetch_page(web.url("illustrated"))
    page = drafting.keep_page(handed=handed, by=OPERATOR)
    article = drafting.make_draft(story=handed.stories()[0], page=page, by=OPERATOR)
    wanted = [illustrating.Wanted(web.url("photo.jpg"), "会场"), illustrating.Wanted(web.url("missing"), "别处")]
    return lambda: illustrating.take_pictures(article=article, wanted=wanted, fetcher=fetcher(), by=OPERATOR)


@case(watching.look_now)
def _(request: pytest.FixtureRequest) -> Call:
    feed = WatchedFeed.objects.create(name="要闻", url=request.getfixturevalue("web").url("feed"))
    return lambda: watching.look_now(feed, fetcher(), by=OPERATOR)


@case(watching.poll)
def _(request: pytest.FixtureRequest) -> Call:
    WatchedFeed.objects.create(name="要闻", url=request.getfixturevalue("web").url("feed"))
    return lambda: watching.poll(fetcher())


FILE = "竹材仓储中心投入使用\n本周，竹材仓储中心投入使用，可存竹材三万吨。\n（新设局 文婧）\n".encode()


@case(many_files.take_file, many_files.take_files)
def _(_: object) -> Call:
    return lambda: many_files.take_file(data=FILE, name="甲.txt", by=OPERATOR)


@case(many_files.store)
def _(_: object) -> Call:
    return lambda: many_files.store(manuscript=read_manuscript(FILE, "甲.txt"), name="甲.txt", by=OPERATOR)


# Whole issues coming in

NEW = an_item("甲县竹纤维餐盒发运", byline="(新设局 文婧)", source="《从未用过的报》")


def importer() -> Importer:
    return Importer(by=OPERATOR)


@case("issues.assembly.storing.Importer.store", "issues.assembly.filling.Names.fill",
      "issues.assembly.filling.Names.section", "issues.assembly.pictures.illustrate",
      "articles.tagging.TagBook.attach")  # fmt: skip
def _(_: object) -> Call:
    """Everything that a file may name is new: section, office, person, source, tags; one picture has no file."""
    document = a_document(1, *_block(_pictured(NEW)))
    files = {"一.png": picture()}
    return lambda: importer().store(document, text="原文", name="甲.txt", tags=[["全新"]], pictures=files)


@case("issues.assembly.storing.Importer.store", named=" (again, other words)")
def _(_: object) -> Call:
    """Another import changes words, brings an article, and pictures to one whose words stay."""
    importer().store(a_document(1, *_block(NEW, an_item("乙", "签约12个项目。"))))
    other = a_document(1, *_block(_pictured(NEW), an_item("乙", "签约21个项目。"), an_item("丙")))
    return lambda: importer().store(other, overwrite=True, name="改.txt", pictures={"一.png": picture()})


@case("issues.assembly.examining.take")
def _(_: object) -> Call:
    text = "澄江工信手机报\n(2024年第3期•总第3期)\n【要闻】\n■甲企业投产\n5月5日，甲企业投产。\n(规划科 时雨)\n"
    handed, recognised = handed_file(text.encode(), "甲.txt")
    assert handed.text
    (found,) = examine(recognised)
    return lambda: take_issue(importer(), found, name="甲.txt", overwrite=False)


def _block(*items: Any) -> Any:
    from issues.document import SectionBlock

    return (SectionBlock("从未有过的栏目", items),)


def _pictured(item: Any) -> Any:
    from dataclasses import replace

    return replace(item, pictures=(Picture(name="一.png", caption="图为车间"), Picture(name="二.png")))


# The arrangement of an issue


def two() -> Issue:
    return factories.issue(factories.article("甲"), factories.article("乙"))


@case(arranging.put_in, editing.changing, editing.finish)
def _(_: object) -> Call:
    issue, more = two(), factories.article()
    section = factories.section().pk
    return lambda: arranging.put_in(
        issue=issue, article_id=more.pk, section_id=section, place=1, based_on=1, by=OPERATOR
    )


@case(arranging.take_out)
def _(_: object) -> Call:
    issue = two()
    entry = issue.entries.get(position=1).pk
    return lambda: arranging.take_out(issue=issue, entry_id=entry, based_on=1, by=OPERATOR)


@case(arranging.move)
def _(_: object) -> Call:
    issue, other = two(), factories.section("工信动态").pk
    entry = issue.entries.get(position=1).pk
    return lambda: arranging.move(issue=issue, entry_id=entry, section_id=other, place=None, based_on=1, by=OPERATOR)


@case(arranging.order_sections)
def _(_: object) -> Call:
    issue, other = two(), factories.section("工信动态").pk
    entry, first = issue.entries.get(position=2).pk, factories.section().pk
    arranging.move(issue=issue, entry_id=entry, section_id=other, place=None, based_on=1, by=OPERATOR)
    return lambda: arranging.order_sections(issue=issue, section_ids=[other, first], based_on=2, by=OPERATOR)


@case(arranging.set_lead_title)
def _(_: object) -> Call:
    issue = two()
    entry = issue.entries.get(position=1).pk
    return lambda: arranging.set_lead_title(issue=issue, entry_id=entry, lead_title="导读", based_on=1, by=OPERATOR)


@case(editing.restore, "issues.assembly.snapshots.put_back")
def _(_: object) -> Call:
    issue = two()
    entry = issue.entries.get(position=1).pk
    arranging.take_out(issue=issue, entry_id=entry, based_on=1, by=OPERATOR)
    return lambda: editing.restore(issue=issue, version=1, based_on=2, by=OPERATOR)


@case(editing.delete)
def _(_: object) -> Call:
    issue = two()
    return lambda: editing.delete(issue=issue, by=OPERATOR)


# Reviews


@case(reviewing.send)
def _(_: object) -> Call:
    issue = two()
    return lambda: reviewing.send(issue=issue, by=OPERATOR)


def sent() -> Issue:
    return reviewing.send(issue=two(), by=OPERATOR)


@case(reviewing.agree)
def _(_: object) -> Call:
    issue = sent()
    return lambda: factories.agree(issue)


@case(reviewing.return_)
def _(_: object) -> Call:
    issue, step = sent(), ReviewStep.objects.get(position=1)
    by, digest = factories.holder(step), standing_of(fresh(issue)).digest
    return lambda: reviewing.return_(issue=issue, step=step, digest=digest, reason="核实", by=by)


@case(reviewing.urge)
def _(_: object) -> Call:
    issue = sent()
    return lambda: reviewing.urge(issue=issue, by=OPERATOR)


@case(reviewing.recall)
def _(_: object) -> Call:
    issue = sent()
    return lambda: reviewing.recall(issue=issue, by=OPERATOR, reason="补一条")


@case(reviewing.declare_signed)
def _(_: object) -> Call:
    issue = two()
    return lambda: reviewing.declare_signed(issue=issue, by=OPERATOR, statement="纸质签发")


@case(reviewing.refresh, reviewing.refresh_holding)
def _(_: object) -> Call:
    """An edit lets the sign-offs lapse."""
    issue = factories.signed(two())
    article = issue.articles.get(title="甲")
    return lambda: workflow.edit(article=article, based_on=1, changes={"title": "改过"}, by=OPERATOR)


@case(reviewing.mark_seen)
def _(_: object) -> Call:
    issue, by = sent(), factories.actor("holder1", "初审")
    return lambda: reviewing.mark_seen(issue=issue, standing=standing_of(fresh(issue)), by=by)


@case(remarks.add)
def _(_: object) -> Call:
    issue, by = sent(), factories.actor("desk", "编辑")
    article = issue.articles.get(title="甲")
    return lambda: remarks.add(issue=issue, article=article, paragraph=1, text="核对", by=by)


@case(rewording.reword)
def _(_: object) -> Call:
    one = factories.article("甲", body="<p>一段。</p>")
    issue, by = factories.issue(one), factories.actor("青禾", "编辑")
    return lambda: rewording.reword(
        issue=issue, article=one, paragraph=1, was="一段。", text="另写。", based_on=1, by=by
    )


@case(tidying.tidy)
def _(_: object) -> Call:
    """A picture that was uploaded a month ago and never saved."""
    name = store_image(io.BytesIO(picture())).name
    month = (timezone.now() - dt.timedelta(days=31)).timestamp()
    os.utime(default_storage.path(name), (month, month))
    return lambda: tidying.tidy(by=OPERATOR)


@case(remarks.settle)
def _(_: object) -> Call:
    issue, by = sent(), factories.actor("desk", "编辑")
    comment = remarks.add(issue=issue, article=issue.articles.get(title="甲"), paragraph=1, text="核对", by=by)
    return lambda: remarks.settle(comment=comment, by=by)


@case(remarks.reply)
def _(_: object) -> Call:
    issue, by = sent(), factories.actor("desk", "编辑")
    comment = remarks.add(issue=issue, article=issue.articles.get(title="甲"), paragraph=1, text="核对", by=by)
    return lambda: remarks.reply(comment=comment, text="已核", by=by)


@case(reviewers.delete_step)
def _(_: object) -> Call:
    step = ReviewStep.objects.create(name="四审", position=4, group=ReviewStep.objects.all()[0].group)
    return lambda: reviewers.delete_step(step=step, by=OPERATOR)


# Publication


@case(publishing.publish, publishing.freeze, "articles.workflow.together.publish", "articles.record.history.keep_found")
def _(_: object) -> Call:
    """One article is out already with another issue, in another section."""
    shared = factories.article("两期都有")
    first = factories.issue(shared)
    first.entries.update(section=factories.section("工信动态"))
    factories.published(first)
    issue = factories.signed(factories.issue(shared, factories.article("甲"), factories.article("乙")))
    return lambda: publishing.publish(issue=issue, by=OPERATOR)


@case(publishing.publish_declared)
def _(_: object) -> Call:
    issue = two()
    return lambda: publishing.publish_declared(issue=issue, by=OPERATOR, statement="纸质签发")


@case(publishing.schedule)
def _(_: object) -> Call:
    issue = factories.signed(two())
    return lambda: publishing.schedule(issue=issue, at=timezone.now() + dt.timedelta(hours=1), by=OPERATOR)


def scheduled() -> Issue:
    by = factories.actor("publisher", "签发")
    return publishing.schedule(issue=factories.signed(two()), at=timezone.now() + dt.timedelta(hours=1), by=by)


@case(publishing.unschedule)
def _(_: object) -> Call:
    issue = scheduled()
    return lambda: publishing.unschedule(issue=issue, by=OPERATOR)


@case(publishing.publish_due)
def _(_: object) -> Call:
    scheduled()
    return lambda: list(publishing.publish_due(timezone.now() + dt.timedelta(hours=2)))


def out() -> Issue:
    issue = two()
    factories.published(issue)
    issue.refresh_from_db()
    return issue


@case(publishing.withdraw, "articles.workflow.together.withdraw")
def _(_: object) -> Call:
    issue = out()
    return lambda: publishing.withdraw(issue=issue, by=OPERATOR, reason="有误")


# Corrections


def proposed(issue: Issue) -> Correction:
    article = issue.articles.get(title="甲")
    words = {"title": "更正后", "byline_text": "(新设科)"}
    return correcting.propose(
        article=article, based_on=article.version, changes=words, what="标题", why="错字", by=OPERATOR
    )


@case(correcting.propose)
def _(_: object) -> Call:
    issue = out()
    return lambda: proposed(issue)


def reordered(issue: Issue) -> Correction:
    order = list(issue.entries.order_by("-position").values_list("article_id", flat=True))
    return correcting.propose_for_issue(
        issue=issue, based_on=issue.version, changes={"order": order}, what="次序", why="排错", by=OPERATOR
    )


@case(correcting.propose_for_issue)
def _(_: object) -> Call:
    issue = out()
    return lambda: reordered(issue)


@case(correcting.approve)
def _(_: object) -> Call:
    row = proposed(out())
    return lambda: correcting.approve(correction=row, by=OPERATOR)


@case(correcting.approve, "articles.workflow.together.reorder", named=" (of an issue)")
def _(_: object) -> Call:
    row = reordered(out())
    return lambda: correcting.approve(correction=row, by=OPERATOR)


@case("issues.workflow.refiling.refile")
def _(_: object) -> Call:
    article, other = out().articles.get(title="甲"), factories.section("工信动态")
    row = correcting.propose(
        article=article, based_on=article.version, changes={"section": {"id": other.pk, "name": other.name}},
        what="栏目", why="放错", by=factories.actor("proposer", "编辑"),
    )  # fmt: skip
    return lambda: correcting.approve(correction=row, by=OPERATOR)


@case(correcting.refuse)
def _(_: object) -> Call:
    row = proposed(out())
    return lambda: correcting.refuse(correction=row, by=OPERATOR, reason="原文无误")


# Mailing


@case(mailing.start)
def _(_: object) -> Call:
    issue = out()
    Subscriber.objects.create(address="li@example.test")
    return lambda: mailing.start(issue=issue, by=OPERATOR, site_url="https://example.test")


def started() -> Mailing:
    Subscriber.objects.create(address="li@example.test")
    return mailing.start(issue=out(), by=OPERATOR, site_url="https://example.test")


@case(mailing.retry)
def _(_: object) -> Call:
    row = started()
    row.deliveries.update(status="failed")
    return lambda: mailing.retry(mailing=row, by=OPERATOR)


@case(mailing.send_waiting)
def _(_: object) -> Call:
    started()
    return lambda: list(mailing.send_waiting())


@case(mailing.unsubscribe)
def _(_: object) -> Call:
    person = Subscriber.objects.create(address="li@example.test")
    return lambda: mailing.unsubscribe(person.token)


@case(signing_up.sign_up)
def _(_: object) -> Call:
    signing_up.forget_limits()
    return lambda: signing_up.sign_up(address="li@example.test", visitor="::1", site_url="https://example.test")


def asked(*, days_ago: int = 0) -> Subscriber:
    at = timezone.now() - dt.timedelta(days=days_ago)
    return Subscriber.objects.create(address="li@example.test", active=False, self_entered=True, asked_at=at)


@case(signing_up.confirm)
def _(_: object) -> Call:
    person = asked()
    return lambda: signing_up.confirm(person.token)


@case(signing_up.leave)
def _(_: object) -> Call:
    person = asked()
    return lambda: signing_up.leave(person)


@case(signing_up.forget_unanswered)
def _(_: object) -> Call:
    asked(days_ago=9)
    return signing_up.forget_unanswered


# The admin's forms, which save rows of their own


def signed_in(*groups: str) -> Client:
    client = Client()
    client.force_login(factories.person("管理", *groups))
    return client


ARTICLE = {
    "title": "新稿", "body": "<p>正文。</p>", "byline_text": "(新设科 时雨晴)", "department": "", "tags": "全新、技改",
    "images-TOTAL_FORMS": "1", "images-INITIAL_FORMS": "0", "bylines-TOTAL_FORMS": "1", "bylines-INITIAL_FORMS": "0",
    "images-0-alt": "车间", "images-0-after": "0", "bylines-0-person": "另一人",
}  # fmt: skip


def article_form(**more: object) -> dict[str, object]:
    return {**ARTICLE, "images-0-upload": SimpleUploadedFile("一.png", picture(), "image/png"), **more}


def inspected() -> ArchiveFinding:
    """An open row of the archive check."""
    article = factories.article(body="<p>联系电话13912345678。</p>", status="published", published_at=timezone.now())
    _inspect(article.pk)
    return ArchiveFinding.objects.get(code="privacy.mobile")


def _inspect(number: int) -> None:
    running.inspect([number], running.marks_now(), processes=1, told=lambda *_: None)


@case(running.inspect, storing.store)
def _(_: object) -> Call:
    row = inspected()
    type(row.article).objects.filter(pk=row.article_id).update(body="<p>甲。</p>", version=row.article.version + 1)
    return lambda: _inspect(row.article_id)


@case(settling.let_stand)
def _(_: object) -> Call:
    row = inspected()
    return lambda: settling.let_stand(row=row, reason="办公电话", by=factories.actor("desk", "编辑"))


@case(settling.check_off)
def _(_: object) -> Call:
    row, by = inspected(), factories.actor("desk", "编辑")
    settling.let_stand(row=row, reason="办公电话", by=by)
    return lambda: settling.check_off(row=row, by=by)


@case("admin: a new article")
def _(_: object) -> Call:
    client = signed_in("编辑")
    return lambda: _posted(client, "/admin/articles/article/add/", article_form())


@case("admin: an article's form")
def _(_: object) -> Call:
    client, one = signed_in("编辑"), draft()
    return lambda: _posted(client, f"/admin/articles/article/{one.pk}/change/", article_form(based_on=1))


@case("admin: a new issue")
def _(_: object) -> Call:
    client, head = signed_in("编辑"), {"year": 2024, "number": 1, "total_number": 1, "facts": ""}
    return lambda: _posted(client, "/admin/issues/issue/add/", {**head, "sure_of_number": "on"})


@case("admin: an issue's form")
def _(_: object) -> Call:
    client, issue = signed_in("编辑"), two()
    head = {"year": 2024, "number": issue.number, "total_number": issue.total_number, "facts": "", "based_on": 1,
            "date": "2024-05-06", "entries-TOTAL_FORMS": "0", "entries-INITIAL_FORMS": "0"}  # fmt: skip
    return lambda: _posted(client, f"/admin/issues/issue/{issue.pk}/change/", head)


@case("admin: a subscriber")
def _(_: object) -> Call:
    client = signed_in("管理员")
    return lambda: _posted(client, "/admin/issues/subscriber/add/", {"address": "li@example.test", "active": "on"})


@case("admin: a department's members")
def _(_: object) -> Call:
    client, office = signed_in("管理员"), factories.department()
    who = factories.person("小林", "通讯员").pk
    form = {"name": office.name, "aliases": "", "position": "5", "active": "on", "slug": office.slug, "members": [who]}
    return lambda: _posted(client, f"/admin/articles/department/{office.pk}/change/", form)


@case("admin: a person")
def _(_: object) -> Call:
    client = signed_in("管理员")
    form = {"name": "岳知秋", "note": "", "aliases": "", "active": "on", "department": ""}
    return lambda: (_posted(client, "/admin/articles/contributor/add/", form), Contributor.objects.get())


def _posted(client: Client, address: str, form: dict[str, object]) -> None:
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.content.decode()[:3000]
