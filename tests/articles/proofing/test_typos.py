"""The typo model: what it must find, what it must leave alone, what the archive and the registers add."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from articles.proofing.checking import check_article
from articles.proofing.findings import Finding
from articles.proofing.registers import NO_REGISTERS, Leader, Organisation, Registers
from articles.proofing.rules import Context
from articles.proofing.typos import archive, lexicon
from articles.proofing.typos.evidence import weights
from articles.proofing.typos.language import find_model
from articles.proofing.typos.model import TypoModel
from articles.proofing.typos.packages import Missing
from articles.proofing.units import plain_article

MUST_FIND = [
    ("市政府办公室印发了总休方案。", "休", "体"),
    ("健全科技创新的体制机智，激发企业活力。", "智", "制"),
    ("会议要求各部门认真落实主体责仁。", "仁", "任"),
    ("全市固定资产头资增长百分之八。", "头", "投"),
    ("各县区要加强安全生产监督官理。", "官", "管"),
    ("会上，企业家座坛会气氛热烈。", "坛", "谈"),
    ("深入惯彻落实会议精神。", "惯", "贯"),
    ("持续优化营商环景。", "景", "境"),
    ("加快建设现代化产业休系。", "休", "体"),
    ("2024年渡重点项目进展顺利。", "渡", "度"),
    ("国务院办公厅印发关于促进民间投姿的意见。", "姿", "资"),
]
MUST_LEAVE = [
    "市工业和信息化局召开专精特新企业培育座谈会。",
    "深入推进法治政府建设，提升法治宣传实效。",
    "常态化开展扫黑除恶斗争，加强社会治安综合治理。",
    "推动家政服务业提质扩容，做好保供稳价工作。",
    "严格落实河湖长制，统筹山水林田湖草沙系统治理。",
    "加强规上工业企业运行监测，帮助企业纾困解难。",
    "围绕链主企业强链补链，建设智算中心和绿电园区。",
    "2024年新入库项目30个。",
    "企业总数居全省首位。",
    "记者途经珠洲市、澄州市采访。",
    "在洪台区珞西街尤李社区召开座谈会。",
    "市政府副秘书长陆芃垚、工信局局长魏昶出席。",
    "各乡镇街道要压实属地责任，做好节前安全检查。",
]


def missing() -> str:
    """Why the model cannot be loaded here, "" where it can."""
    if importlib.util.find_spec("kenlm") is None:
        return "kenlm is not installed"
    try:
        find_model()
        lexicon.find_lexicon()
    except Missing as gone:
        return str(gone)
    return ""


needs_model = pytest.mark.skipif(bool(missing()), reason=missing() or "installed")


@pytest.fixture(scope="module")
def model() -> TypoModel:
    return TypoModel.load()


def findings(text: str, model: TypoModel, registers: Registers = NO_REGISTERS) -> list[Finding]:
    found = check_article(plain_article(text.split("\n")), registers, None, Context(typos=model))
    return [one for one in found if one.code.startswith("typo")]


@needs_model
@pytest.mark.parametrize(("text", "wrong", "right"), MUST_FIND)
def test_a_wrong_character_is_found_with_what_it_should_be(model: TypoModel, text: str, wrong: str, right: str) -> None:
    [found] = findings(text, model)
    assert (found.text, found.suggestion) == (wrong, right)
    assert text[found.start : found.end] == wrong
    assert "疑为" in found.message


@needs_model
@pytest.mark.parametrize("text", MUST_LEAVE)
def test_right_words_of_official_language_are_left_alone(model: TypoModel, text: str) -> None:
    assert findings(text, model) == []


@needs_model
def test_places_are_characters_also_behind_rare_ones_and_in_any_paragraph(model: TypoModel) -> None:
    text = "𠮷祥村举行文艺演出。\n𬭚是一种元素，市政府办公室印发了总休方案。"
    [found] = findings(text, model)
    assert found.paragraph == 2
    assert text.split("\n")[1][found.start : found.end] == "休"


@needs_model
def test_two_typos_in_a_sentence_are_both_found(model: TypoModel) -> None:
    found = findings("市政府办公室印发了总休方案，要求加强安全生产监督官理。", model)
    assert [(one.text, one.suggestion) for one in found] == [("休", "体"), ("官", "管")]


@needs_model
def test_registered_names_and_repeated_words_are_right_as_they_stand(model: TypoModel) -> None:
    text = "市政府办公室印发了总休方案。"
    registers = Registers(organisations=(Organisation(full="总休方案"),))
    assert findings(text, model, registers) == []
    registers = Registers(leaders=(Leader(name="了总休"),))
    assert findings(text, model, registers) == []
    assert len(findings(f"{text}\n总休方案已报市政府。", model)) == 2, "a typo in title and text"
    assert findings(f"{text}\n总休方案已报市政府，总休方案已印发，总休方案要落实。", model) == []


@needs_model
def test_what_the_desk_has_published_before_is_no_typo(model: TypoModel, tmp_path: Path) -> None:
    text = "记者从卡萨米亚食品厂了解到，扩建工程已完工。"
    assert [one.suggestion for one in findings(text, model)] == ["摩"]
    archive.write(tmp_path / "archive", ["卡萨米亚食品厂开工。卡萨米亚食品厂扩建。"] * 3)
    model.learn(archive.opened(tmp_path / "archive"))
    try:
        assert findings(text, model) == []
        [found] = findings(MUST_FIND[0][0], model)
        assert found.suggestion == "体", "what is wrong stays wrong"
    finally:
        model.learn(None)


def test_an_archive_counts_runs_and_says_what_it_was_made_of(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "archive"
    assert archive.opened(path) is None
    read = archive.write(path, ["工信局开会，工信局总结。", "工信局"], revision=7)
    found = archive.opened(path)
    assert found is not None
    assert (found.characters, found.revision) == (read, 7)
    assert found.count("工信") == found.count("工信局") == 3
    assert found.count("局开会") == 1
    assert found.count("会工") == 0, "nothing runs over a mark"
    assert archive.is_of(path, 7)
    assert not archive.is_of(path, 8)
    assert [one.name for one in path.parent.iterdir()] == ["archive"], "nothing is left beside it"


def test_a_file_that_is_no_archive_counts_as_none(tmp_path: Path) -> None:
    for content in (b"{}\n", b"\xff\xfe", b'{"format": 99, "sizes": [], "characters": 1}\n'):
        path = tmp_path / "archive"
        path.write_bytes(content)
        assert archive.opened(path) is None


def test_every_weight_is_named_once() -> None:
    assert len(weights()) > 20


def test_without_a_model_nothing_is_looked_for() -> None:
    found = check_article(plain_article([MUST_FIND[0][0]]), NO_REGISTERS, None, Context())
    assert [one for one in found if one.code.startswith("typo")] == []


def test_pages_of_readers_load_none_of_it() -> None:
    code = (
        "import django, os, sys; os.environ['DJANGO_SETTINGS_MODULE'] = 'cms.settings.test'; django.setup();"
        "from django.urls import get_resolver; get_resolver().url_patterns;"
        "print([name for name in sys.modules if name.split('.')[0] in ('kenlm', 'jieba') or name.endswith('typos.model')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
