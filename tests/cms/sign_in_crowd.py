"""Several who act on accounts in the same moment, in threads with connections of their own:
`python -m tests.cms.sign_in_crowd ROUNDS CASE…`. Prints one line of JSON: of each case what its rounds gave.

A round's threads wait for one another before they act. What goes wrong otherwise than by a refusal ends the process
with its traceback.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - Django is set up first
from django.core.exceptions import ValidationError  # noqa: E402
from django.db import connection  # noqa: E402
from django_otp.oath import TOTP  # noqa: E402

from articles.keys.sealing import unseal  # noqa: E402
from articles.models import AccountRequest  # noqa: E402
from articles.record import accounts  # noqa: E402
from articles.record.audit import Actor  # noqa: E402
from articles.refusals import Refused  # noqa: E402
from cms.models import Authenticator, OutsideAccount, RecoveryCode  # noqa: E402
from cms.sign_in import second_factor  # noqa: E402
from cms.sign_in.outside import Person, account_of  # noqa: E402
from tests import factories  # noqa: E402

Acts = list[Callable[[], Any]]


def at_once(acts: Acts) -> list[Any]:
    """What each gave: its value, "refused" or "wrong"."""
    gate = threading.Barrier(len(acts))

    def one(act: Callable[[], Any]) -> Any:
        connection.ensure_connection()
        gate.wait(30)
        try:
            return act()
        except Refused:
            return "refused"
        except ValidationError:
            return "wrong"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


def shown(sealed: str) -> str:
    return f"{TOTP(unseal(sealed, second_factor.PURPOSE)).token():06d}"


def with_telephone(name: str) -> tuple[User, str, list[str]]:
    person, sealed = factories.person(name, "编辑"), second_factor.new_secret()
    codes = second_factor.enrol(user=person, sealed=sealed, code=shown(sealed), by=Actor(person))
    Authenticator.objects.filter(user=person).update(last_step=-1)
    return person, sealed, codes


def steady() -> None:
    """Not at the edge of a code's half minute."""
    if time.time() % 30 > 27:
        time.sleep(4)


def enrolling(n: str) -> dict[str, Any]:
    steady()
    person, secrets = factories.person(f"p{n}", "编辑"), [second_factor.new_secret() for _ in range(3)]
    got = at_once(
        [
            lambda s=s: len(second_factor.enrol(user=person, sealed=s, code=shown(s), by=Actor(person)))  # type: ignore[misc]
            for s in secrets
        ]
    )
    return {"got": got, "kept": RecoveryCode.objects.filter(user=person).count()}


def one_code(n: str) -> dict[str, Any]:
    steady()
    person, sealed, _ = with_telephone(f"p{n}")
    code = shown(sealed)
    return {"got": at_once([lambda: second_factor.passes(user=person, code=code, known=True)] * 4)}


def one_recovery_code(n: str) -> dict[str, Any]:
    steady()
    person, _, codes = with_telephone(f"p{n}")
    got = at_once([lambda: second_factor.passes(user=person, code=codes[0], known=True)] * 4)
    return {"got": got, "kept": RecoveryCode.objects.filter(user=person).count()}


def other_codes(n: str) -> dict[str, Any]:
    steady()
    person, _, _ = with_telephone(f"p{n}")
    got = at_once([lambda: len(second_factor.new_recovery_codes(user=person, by=Actor(person)))] * 3)
    return {"got": got, "kept": RecoveryCode.objects.filter(user=person).count()}


def first_time_from_outside(n: str) -> dict[str, Any]:
    person = Person("https://id.example.test", f"s{n}", f"p{n}", groups=["writers"])
    got = at_once([lambda: account_of(person).username] * 4)
    return {"got": got, "kept": OutsideAccount.objects.filter(subject=f"s{n}").count()}


def one_name_from_outside(n: str) -> dict[str, Any]:
    people = [Person("https://id.example.test", f"s{n}-{who}", f"p{n}", groups=["writers"]) for who in "ab"]
    return {"got": at_once([lambda p=p: account_of(p).username for p in people])}  # type: ignore[misc]


def deciding_about_each_other(n: str) -> dict[str, Any]:
    """Two who may consent agree to what is asked for the other, while each of two keepers changes the other."""
    guards = [factories.person(f"g{n}-{who}", "安全管理") for who in "ab"]
    keepers = [factories.person(f"k{n}-{who}", "系统管理") for who in "ab"]
    asked = [_asked(guard, keepers[0]) for guard in guards]
    for guard in guards:
        guard.username += "x"

    def agree(which: int) -> str:
        return accounts.agree(request=asked[which], by=Actor(guards[1 - which])).status

    def rename(which: int) -> str:
        fields = {"first_name": "新", "username": f"k{n}-{which}-new"}
        accounts.change(person=keepers[which], fields=fields, groups=None, by=Actor(keepers[1 - which]))
        return "changed"

    return {"got": at_once([lambda: agree(0), lambda: agree(1), lambda: rename(0), lambda: rename(1)])}


def asking_while_it_is_decided(n: str) -> dict[str, Any]:
    """An account's request is agreed to while somebody asks for more of the same account."""
    guard, signer = factories.person(f"g{n}", "安全管理"), factories.person(f"p{n}", "签发")
    keepers = [factories.person(f"k{n}-{who}", "系统管理") for who in "ab"]
    asked = _asked(signer, keepers[0])

    def ask(keeper: User) -> str:
        accounts.set_password(person=signer, password="另一个密码-很长-7", by=Actor(keeper))
        return "asked"

    acts: Acts = [lambda: accounts.agree(request=asked, by=Actor(guard)).status, *[lambda k=k: ask(k) for k in keepers]]  # type: ignore[misc]
    got = at_once(acts)
    return {"got": got, "kept": AccountRequest.objects.filter(person=signer, status="waiting").count()}


def _asked(person: User, keeper: User) -> AccountRequest:
    made = accounts.change(person=person, fields={"username": f"{person}x"}, groups=None, by=Actor(keeper))
    assert made is not None
    return made


def main(rounds: str, *cases: str) -> None:
    found = {case: [globals()[case](f"{case}-{n}") for n in range(int(rounds))] for case in cases}
    sys.stdout.write(json.dumps(found, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
