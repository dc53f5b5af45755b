"""The hostile server, allowed as the one private host."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from articles.intake import pages
from tests.articles.intake.net.hostile_server import HostileServer, running


@pytest.fixture
def web(settings: Settings) -> Iterator[HostileServer]:
    """A local web site that our fetcher may visit."""
    with running() as server:
        settings.INTAKE_PRIVATE_HOSTS = frozenset({server.host})
        settings.INTAKE_SECONDS = 3
        pages._ROBOTS._rules.clear()
        yield server
