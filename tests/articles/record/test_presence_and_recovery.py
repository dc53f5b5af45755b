"""What an open form leaves on the server: who has it open, and what was typed and not saved."""

import datetime as dt

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Presence, RecoveryBuffer, Revision
from articles.record import presence, recovery
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return factories.person("ada", "编辑")


@pytest.fixture
def bo() -> User:
    return factories.person("bo", "编辑")


def typed(person: User, based_on: int, title: str) -> RecoveryBuffer:
    return recovery.store(kind="article", object_id=7, person=person, based_on=based_on, fields={"title": title})


def test_two_people_with_one_page_open_see_each_other_and_since_when(ada: User, bo: User) -> None:
    assert presence.beat(kind="article", object_id=7, person=ada) == []
    others = presence.beat(kind="article", object_id=7, person=bo)
    assert [one.name for one in others] == ["ada"]
    assert timezone.now() - others[0].since < dt.timedelta(minutes=1)
    assert presence.others(kind="article", object_id=8, person=bo) == []


def test_somebody_silent_is_gone_and_somebody_leaving_at_once(ada: User, bo: User) -> None:
    presence.beat(kind="article", object_id=7, person=ada)
    Presence.objects.update(seen_at=timezone.now() - dt.timedelta(minutes=5))
    assert presence.beat(kind="article", object_id=7, person=bo) == []
    presence.leave(kind="article", object_id=7, person=bo)
    assert presence.beat(kind="article", object_id=7, person=ada) == []


def test_there_is_one_buffer_a_person_and_object_and_no_history_of_it(ada: User, bo: User) -> None:
    typed(ada, 1, "一")
    typed(ada, 1, "二")
    typed(bo, 1, "别人的")
    held = recovery.held_for(kind="article", object_id=7, person=ada)
    assert held is not None
    assert held.fields == {"title": "二"}
    assert RecoveryBuffer.objects.count() == 2
    assert not Revision.objects.exists()


def test_an_old_tab_does_not_overwrite_what_a_newer_one_typed(ada: User) -> None:
    typed(ada, 3, "新窗口")
    with pytest.raises(recovery.TooOld):
        typed(ada, 2, "旧窗口")
    held = recovery.held_for(kind="article", object_id=7, person=ada)
    assert held is not None
    assert held.fields == {"title": "新窗口"}


def test_the_token_of_the_form_is_not_kept(ada: User) -> None:
    recovery.store(
        kind="article", object_id=7, person=ada, based_on=1, fields={"csrfmiddlewaretoken": "x", "title": "t"}
    )
    held = recovery.held_for(kind="article", object_id=7, person=ada)
    assert held is not None
    assert held.fields == {"title": "t"}


def test_a_buffer_that_no_form_can_hold_is_refused(ada: User) -> None:
    with pytest.raises(recovery.TooMuch):
        typed(ada, 1, "长" * (recovery.LARGEST + 1))
