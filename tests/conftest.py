"""Fixtures that every test may use."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from articles.listing import memo
from tests.append_only import allow_flush

SHARED = Path(__file__).resolve().parents[2] / "shared"

# The same examples every time, so that a change is judged by itself; `thorough` looks for new ones.
settings.register_profile("default", deadline=None, max_examples=100, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

allow_flush()


@pytest.fixture(autouse=True)
def _fresh_memo() -> Iterator[None]:
    """Each test's database starts its revisions over, so what the process remembers must go."""
    memo.clear()
    yield
    memo.clear()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real issue and pages; tests that need it say so when it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} is absent: the real samples are kept outside the repository")
    return SHARED
