"""Issues in the admin: numbers, the head, steps."""

import pytest
from django.db.models.signals import pre_save
from django.urls import reverse

from issues.models import Issue
from issues.workflow import publishing
from tests import factories

pytestmark = pytest.mark.django_db
LIST = "/admin/issues/issue/"


@pytest.fixture
def editor(client):
    person = factories.person("青禾", "编辑")
    client.force_login(person)
    return person


@pytest.fixture
def last():
    return factories.issue(year=2023, number=18, total_number=229)


def head(year=2023, number=19, total=230, **more) -> dict[str, object]:
    return {"year": year, "number": number, "total_number": total, "name": "", "facts": "", "internal_note": "", **more}


def add(client, **fields) -> str:
    return client.post(f"{LIST}add/", head(**fields)).content.decode()


def test_the_next_number_is_proposed(client, editor, last, settings):
    initial = client.get(f"{LIST}add/").context["adminform"].form.initial
    assert initial["total_number"] == 230
    assert (initial["year"], initial["number"]) in {(2023, 19), (initial["year"], 1)}


def test_a_number_taken_while_the_form_is_being_saved_is_checked_once_more(client, editor, last):
    attempts = []

    def somebody_is_faster(**_):
        attempts.append(1)
        if len(attempts) == 1:
            Issue.objects.bulk_create([Issue(year=2023, number=19, total_number=230)])

    pre_save.connect(somebody_is_faster, sender=Issue)
    try:
        response = client.post(f"{LIST}add/", head())
    finally:
        pre_save.disconnect(somebody_is_faster, sender=Issue)
    # The other one went with our transaction here; in life it stays, and the form says who has the number.
    assert (response.status_code, len(attempts)) == (302, 2)
    assert Issue.objects.filter(total_number=230).count() == 1


def test_a_taken_number_is_refused_with_the_reason(client, editor, last):
    assert "2023年第18期已经有了" in add(client, number=18, total=230)
    assert "总第229期已经是2023年第18期" in add(client, total=229)
    assert Issue.objects.count() == 1


def test_a_gap_is_refused_until_the_editor_is_sure(client, editor, last):
    assert "总期号不连续" in add(client, number=21, total=232)
    assert Issue.objects.count() == 1
    add(client, number=21, total=232, sure_of_number="on")
    assert Issue.objects.filter(total_number=232).exists()


def test_a_combined_issue_takes_both_ends(client, editor, last):
    assert "都填上" in add(client, number_end=20)
    add(client, number_end=20, total_number_end=231)
    made = Issue.objects.get(total_number=230)
    assert made.label == "2023年第19-20期•总第230-231期"
    assert "已经有了" in add(client, number=20, total=232)


def test_the_second_end_of_a_combined_issue_may_not_be_taken(client, editor, last):
    add(client)
    assert "已经有了" in add(client, number=17, number_end=18, total=227, total_number_end=228, sure_of_number="on")


def test_facts_are_typed_a_line_each(client, editor, last):
    add(client, facts="主办：澄江市工信局\n编辑:青禾\n")
    assert Issue.objects.get(total_number=230).facts == [["主办", "澄江市工信局"], ["编辑", "青禾"]]
    assert "第1行应写作" in add(client, number=20, total=231, facts="没有冒号")


def test_editing_a_head_keeps_a_revision_and_refuses_an_older_version(client, editor, last):
    address = f"{LIST}{last.pk}/change/"
    inlines = {"entries-TOTAL_FORMS": 0, "entries-INITIAL_FORMS": 0}
    form = head(2023, 18, 229, based_on=last.version, internal_note="甲", **inlines)
    assert client.post(address, form).status_code == 302
    assert client.post(address, {**form, "internal_note": "乙"}).status_code == 409
    last.refresh_from_db()
    assert last.internal_note == "甲"


def test_the_list_opens_in_the_same_few_queries(client, editor, django_assert_max_num_queries):
    for _ in range(30):
        factories.issue(factories.article())
    with django_assert_max_num_queries(15):
        assert client.get(LIST).status_code == 200


def test_an_issue_is_sent_to_review_from_its_form(client, editor):
    made = factories.issue(factories.article())
    client.post(f"{LIST}{made.pk}/send/")
    made.refresh_from_db()
    assert made.status == Issue.Status.IN_REVIEW


def test_an_unsigned_issue_is_not_published_by_any_button(client):
    made = factories.issue(factories.article())
    client.force_login(factories.person("主任", "签发"))
    response = client.post(f"{LIST}{made.pk}/publish/", follow=True)
    assert "没有签发，不能发布" in response.content.decode()
    bulk = {"action": "publish", "_selected_action": [made.pk], "confirmed": "1"}
    client.post(LIST, bulk)
    made.refresh_from_db()
    assert made.status == Issue.Status.COMPOSING


def test_a_reader_and_a_published_issue_show_the_head_only(client):
    made = factories.issue(factories.article())
    client.force_login(factories.person("审", "初审"))
    assert client.get(f"{LIST}{made.pk}/change/").status_code == 200
    factories.published(made)
    client.force_login(factories.person("青禾", "编辑"))
    html = client.get(f"{LIST}{made.pk}/change/").content.decode()
    assert 'name="number"' not in html
    assert "sure_of_number" not in html


def test_a_published_issue_leads_to_the_site_and_to_its_exports(client):
    made = factories.issue(factories.article())
    factories.signed(made)
    client.force_login(factories.person("陈", "签发"))
    pressed = client.post(reverse("desk:publish", args=[made.pk]), follow=True).content.decode()
    form = client.get(f"{LIST}{made.pk}/change/").content.decode()
    for html in (pressed, form):
        assert f'href="{made.get_absolute_url()}">在网站上看' in html
        assert f'href="{LIST}{made.pk}/export/"' in html
        assert "要改请发“更正”" in html


def test_a_withdrawn_issue_says_what_readers_see_and_what_can_be_done(client):
    made = factories.issue(article := factories.article())
    factories.published(made)
    by = factories.actor("陈", "签发", "管理员")
    publishing.withdraw(issue=made, by=by, reason="数字有误")
    client.force_login(by.user)
    for address in (f"{LIST}{made.pk}/change/", reverse("desk:review", args=[made.pk])):
        html = client.get(address).content.decode()
        assert "本期已撤回" in html
        assert "数字有误。要再发布：先把稿件改好，然后重新送审" in html
        assert "在网站上看" not in html
    html = client.get(f"/admin/articles/article/{article.pk}/change/").content.decode()
    assert "可以“重新发布”" in html
    assert "数字有误" in html


def test_a_row_that_cannot_be_taken_out_has_no_button_for_it(client, editor):
    """Django's script puts one on each row that it takes for a new one."""
    made = factories.issue(factories.article())
    assert 'class="form-row has_original"' in client.get(f"{LIST}{made.pk}/change/").content.decode()
