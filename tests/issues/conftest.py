"""An issue of three articles, and the same sent to its first review."""

import pytest

from issues import reviews
from issues.models import Issue
from tests import factories


@pytest.fixture
def issue() -> Issue:
    return factories.issue(
        factories.article("甲企业投产"), factories.article("乙企业扩建"), factories.article("丙项目开工")
    )


@pytest.fixture
def sent(issue: Issue) -> Issue:
    return reviews.send(issue=issue, by=factories.actor("desk", "编辑"))
