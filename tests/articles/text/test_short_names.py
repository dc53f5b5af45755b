"""Names of offices, firms and places as they are mostly said."""

import pytest

from articles.text.short_names import GROUPS, without_form, without_people, without_place


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("青江省工信厅", "省工信厅"),
        ("澄江市财政局", "市财政局"),
        ("市财政局", "市财政局"),
        ("澄江市", "澄江市"),
        ("超市办公室", "超市办公室"),
    ],
)
def test_an_office_as_its_own_province_or_city_calls_it(name: str, said: str) -> None:
    assert without_place(name) == said


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("澄江轴承集团有限公司", "澄江轴承"),
        ("澄江轴承公司", "澄江轴承"),
        ("澄轴集团", "澄轴"),
        ("集团", "集团"),
        ("公司", "公司"),
    ],
)
def test_a_firm_without_its_legal_form(name: str, said: str) -> None:
    assert without_form(name) == said


@pytest.mark.parametrize(
    ("name", "said"), [("澄河回族区", "澄河区"), ("青陂土家族苗族自治县", "青陂县"), ("民族区", "民族区")]
)
def test_a_place_without_the_people_it_is_named_for(name: str, said: str) -> None:
    assert without_people(name) == said


def test_no_short_form_means_two_things() -> None:
    forms = [form for group in GROUPS for form in group]
    assert len(forms) == len(set(forms))
