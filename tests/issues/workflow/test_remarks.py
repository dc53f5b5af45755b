"""Remarks on a paragraph: by reviewers and the desk, with the words they were made on."""

import pytest

from articles.models import Article, AuditEntry
from articles.refusals import Refused
from issues.models import Issue, ReviewComment
from issues.workflow import remarks
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_remark_keeps_the_words_it_was_made_on(sent: Issue) -> None:
    article = Article.objects.get(title="甲企业投产")
    anna = factories.actor("anna", "初审")
    written = remarks.add(issue=sent, article=article, paragraph=2, text="用时请核实", by=anna)
    assert written.quote == "改造用时三个月。"
    assert remarks.settle(comment=written, by=factories.actor("desk")).done_by_name == "desk"
    with pytest.raises(Refused):
        remarks.add(issue=sent, article=article, paragraph=0, text="看看", by=factories.actor("reader", "审计员"))


def test_two_who_settle_one_remark_leave_the_first_name_and_one_record(sent: Issue) -> None:
    article = Article.objects.get(title="甲企业投产")
    pk = remarks.add(issue=sent, article=article, paragraph=2, text="请核实", by=factories.actor("anna", "初审")).pk
    one, another = (ReviewComment.objects.get(pk=pk) for _ in range(2))  # both pages were open
    remarks.settle(comment=one, by=factories.actor("desk"))
    assert remarks.settle(comment=another, by=factories.actor("anna")).done_by_name == "desk"
    assert AuditEntry.objects.filter(action="settle_remark").count() == 1
