"""An issue of three articles, and the same sent to its first review; an editor and a signer."""

import pytest

from articles.record.audit import Actor
from issues.models import Issue
from issues.workflow import reviewing
from tests import factories


@pytest.fixture
def issue() -> Issue:
    return factories.issue(
        factories.article("甲企业投产"), factories.article("乙企业扩建"), factories.article("丙项目开工")
    )


@pytest.fixture
def sent(issue: Issue) -> Issue:
    return reviewing.send(issue=issue, by=factories.actor("desk", "编辑"))


@pytest.fixture
def publisher() -> Actor:
    return factories.actor("chen", "签发")


@pytest.fixture
def desk() -> Actor:
    return factories.actor("desk", "编辑")
