"""Listed words, set phrases, documents, fallen officials: must flag and must not. Names are invented."""

import datetime as dt

import pytest

from articles.proofing.listed_words import CODES
from articles.proofing.register_tables import read_csv
from articles.proofing.registers import Registers
from tests.articles.proofing.examples import findings, flagged

WORDS = """词,级别,建议,类别,例外,起,止,依据
攻府,A,政府,错误表述,,,,
扫黑险恶,A,扫黑除恶,错别字,,,,
残废,B,残疾,禁用词,,,,新华社用语规定
亲自,C,,慎用词,,,,
最佳,C,,慎用词,最佳实践、最佳案例,,,
罪犯,B,犯罪嫌疑人,禁用词,判决,,,
老板,B,,慎用词,,,,
国家级,C,,广告用语,国家级专精特新、国家级经开区,,,广告法
中港,A,内地与香港,港澳台,,,,
广西省,A,广西壮族自治区,民族,,,,
二十大报告会,B,,,,,2023-01-01,
四个意识,A,,固定表述,,,,
两个维护,A,,固定表述,,,,
政治意识、大局意识、核心意识、看齐意识,A,,固定表述,,,,
中国特色社会注意,A,中国特色社会主义,固定表述,,,,
澄州市推进制造业高质量发展若干措施,C,,文件,,,,
关于加快光电产业链发展的实施意见,C,,文件名,,,,
白敬山,A,,落马,,2022-06-01,,
"""
LEADERS = "姓名,单位,职务,起,止,备注\n程文涛,市政府,副市长,2015-01-01,2021-08-31,落马\n"
DAY = dt.date(2023, 5, 22)
REGISTERS = Registers(
    words=tuple(row for _, row in read_csv("words", WORDS).rows),  # type: ignore[misc]
    leaders=tuple(row for _, row in read_csv("leaders", LEADERS).rows),  # type: ignore[misc]
)


def all_found(text: str, date: dt.date = DAY, title: str = "") -> list[tuple[str, str, str | None]]:
    return [
        (code, *one)
        for code in (*CODES, "fallen", "title.doc")
        for one in flagged(code, text, registers=REGISTERS, date=date, title=title)
    ]


@pytest.mark.parametrize(
    ("text", "code", "word", "right"),
    [
        ("市攻府办公室。", "word.wrong-form", "攻府", "政府"),
        ("深入开展扫黑险恶斗争。", "word.wrong-form", "扫黑险恶", "扫黑除恶"),
        ("帮扶残废人就业。", "word.forbidden", "残废", "残疾"),
        ("市长亲自带队。", "word.caution", "亲自", None),
        ("获评最佳企业。", "word.caution", "最佳", None),
        ("这款国家级产品。", "word.advert", "国家级", None),
        ("促进中港合作。", "hk-tw-nation", "中港", "内地与香港"),
        ("广西省来考察。", "hk-tw-nation", "广西省", "广西壮族自治区"),
        ("抓获罪犯三名。", "word.forbidden", "罪犯", "犯罪嫌疑人"),
        ("增强“四个意思”。", "", "", None),
        ("增强“四个意识识”。", "", "", None),
        ("增强“四各意识”。", "politics.fixed", "四各意识", "四个意识"),
        ("做到“两个唯护”。", "politics.fixed", "两个唯护", "两个维护"),
        ("做到“两个维户”。", "politics.fixed", "两个维户", "两个维护"),
        ("做到“两维护”。", "politics.fixed", "两维护", "两个维护"),
        ("高举中国特色社会注意旗帜。", "politics.fixed", "中国特色社会注意", "中国特色社会主义"),
        ("高举中国特社会主义旗帜。", "politics.fixed", "中国特社会主义", "中国特色社会主义"),
        (
            "牢固树立政治意识、核心意识、大局意识、看齐意识。",
            "politics.fixed",
            "政治意识、核心意识、大局意识、看齐意识",
            "政治意识、大局意识、核心意识、看齐意识",
        ),
        ("副市长白敬山出席。", "fallen", "白敬山", None),
        ("白敬山指出，要加快。", "fallen", "白敬山", None),
        ("市领导程文涛参加。", "fallen", "程文涛", None),
        ("该厂由白敬山引进，现有职工300人。", "fallen", "白敬山", None),
        ("白敬山当年主持修建的水库仍在使用。", "fallen", "白敬山", None),
        ("馆内悬挂程文涛题写的匾额。", "fallen", "程文涛", None),
        ("感谢白敬山的关心支持。", "fallen", "白敬山", None),
        ("由白敬山引进的项目因环境违法被查。", "fallen", "白敬山", None),
        ("程文涛到警示教育基地参观。", "fallen", "程文涛", None),
        (
            "印发《澄州市推进制造业高质量发展若干措拖》。",
            "title.doc",
            "澄州市推进制造业高质量发展若干措拖",
            "澄州市推进制造业高质量发展若干措施",
        ),
        ("《关于加快光电产业发展的实施意见》", "title.doc", "关于加快光电产业发展的实施意见", "关于加快光电产业链发展的实施意见"),
    ],
)  # fmt: skip
def test_listed_words_are_flagged(text: str, code: str, word: str, right: str | None) -> None:
    assert all_found(text) == ([(code, word, right)] if code else [])


@pytest.mark.parametrize(
    "text",
    [
        "市政府办公室。",
        "总结最佳实践，推广最佳案例。",
        "获评国家级专精特新“小巨人”企业，入驻国家级经开区。",
        "她的母亲自愿捐款。",
        "建成码头三座，其中港口泊位12个。",
        "稿件把“政府”误写成“攻府”，已通报批评。",
        "“残废”应为“残疾”。",
        "增强“四个意识”、坚定“四个自信”、做到“两个维护”。",
        "增强政治意识、大局意识。",  # a part of the list
        "一个意识，两个维度。",
        "四个意思，三个意识。",
        "市纪委通报白敬山严重违纪违法案。",
        "技术员白敬山介绍了工艺。",
        "决定给予白敬山开除党籍处分。",
        "白敬山受贿案一审开庭。",
        "检察机关依法对白敬山提起公诉。",
        "白敬山利用职务便利，为他人提供帮助，被开除党籍。",
        "白敬山路改造工程开工。",
        "法院判决罪犯张某有期徒刑三年。",
        "《澄州市推进制造业高质量发展若干措施》",
        "《澄州市推进制造业高质量发展若干措施（试行）》",
        "《澄州日报》刊发。",
        "《总则》《附则》两章。",
    ],
)
def test_right_uses_are_not(text: str) -> None:
    assert all_found(text) == []


def test_a_word_counts_on_its_days() -> None:
    assert all_found("举办二十大报告会。", dt.date(2022, 12, 1)) == [("word.forbidden", "二十大报告会", None)]
    assert all_found("举办二十大报告会。") == []
    assert all_found("副市长白敬山出席。", dt.date(2022, 5, 1)) == []


def test_the_case_in_the_title_is_known_in_the_text() -> None:
    assert all_found("白敬山曾任多地领导。", title="白敬山接受审查调查") == []


def test_a_finding_has_the_rows_level_and_basis() -> None:
    (found,) = findings("word.forbidden", "帮扶残废人就业。", registers=REGISTERS, date=DAY)
    assert (str(found.level), found.message) == ("B", "“残废”不宜使用，应为“残疾”（新华社用语规定）。")
