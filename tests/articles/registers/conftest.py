"""Each test's registers are its own."""

from collections.abc import Iterator

import pytest

from articles.registers import loading


@pytest.fixture(autouse=True)
def _fresh_registers() -> Iterator[None]:
    loading.forget()
    yield
    loading.forget()
