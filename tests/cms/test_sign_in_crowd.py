"""What happens to an account twice in one moment happens once, and nobody waits for ever (both engines)."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.own_database import own_database, run

ROUNDS = 6


@pytest.mark.django_db(transaction=True)
def test_acts_of_one_moment(tmp_path: Path) -> None:
    expected: dict[str, dict[str, Any]] = {
        "enrolling": {"got": [8, "wrong", "wrong"], "kept": 8},
        "one_code": {"got": [False, False, False, True]},
        "one_recovery_code": {"got": [False, False, False, True], "kept": 7},
        "other_codes": {"got": [8, 8, 8], "kept": 8},
        "first_time_from_outside": {"got": ["p{n}"] * 4, "kept": 1},
        "one_name_from_outside": {"got": ["p{n}", "refused"]},
        "deciding_about_each_other": {"got": ["agreed", "agreed", "changed", "changed"]},
    }
    with own_database(tmp_path) as environment:
        environment |= {"SSO_GROUPS": "writers=编辑"}
        cases = [*expected, "asking_while_it_is_decided"]
        done = json.loads(run(environment, "-m", "tests.cms.sign_in_crowd", str(ROUNDS), *cases))
    for case, round_ in expected.items():
        for n, found in enumerate(done[case]):
            wanted = json.loads(json.dumps(round_).replace("{n}", f"{case}-{n}"))
            assert {**found, "got": sorted(found["got"], key=str)} == {
                **wanted,
                "got": sorted(wanted["got"], key=str),
            }, case
    for found in done["asking_while_it_is_decided"]:
        agreed, *asked = found["got"]
        assert agreed in ("agreed", "wrong")  # or replaced before it could be
        assert (asked, found["kept"]) == (["asked", "asked"], 1)
