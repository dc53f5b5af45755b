"""`make audit`: a source that cannot be asked is never a clean result."""

from deploy.audit import said


def library(**more: object) -> dict[str, object]:
    return {"name": "lib", "version": "1.0", "vulns": [], **more}


def test_nothing_known() -> None:
    assert said("PyPI", {"dependencies": [library(), library()]}) == (0, "PyPI：2 个库，没有已知漏洞。")


def test_what_is_known_is_named() -> None:
    flaw = {"id": "CVE-2026-1", "fix_versions": ["1.1"]}
    status, sentence = said("PyPI", {"dependencies": [library(vulns=[flaw])]})
    assert status == 1
    assert "lib 1.0：CVE-2026-1，修正于 1.1" in sentence


def test_no_answer_and_half_an_answer_are_said_to_be_that() -> None:
    skipped = {"name": "x", "skip_reason": "Dependency not found on PyPI"}
    assert said("PyPI", None)[0] == 2
    assert said("PyPI", {"dependencies": [skipped]}) == (2, "PyPI：连不上漏洞库，没有比对。")
    assert said("PyPI", {"dependencies": [skipped, library()]})[0] == 2
