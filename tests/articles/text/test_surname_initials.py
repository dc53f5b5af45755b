"""Under which letter an index lists a person."""

import pytest
from pypinyin import Style, pinyin

from articles.text.pinyin import surname_initial

COMMON = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武戴莫孔向汤"
)


def test_every_common_surname_has_the_letter_of_one_of_its_readings() -> None:
    for surname in COMMON:
        readings = {sound[0].upper() for sound in pinyin(surname, heteronym=True, style=Style.NORMAL)[0]}
        assert surname_initial(surname + "明") in readings, surname


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("曾子墨", "Z"),
        ("单雄信", "S"),
        ("解缙", "X"),
        ("仇英", "Q"),
        ("乐毅", "Y"),
        ("尉迟恭", "Y"),
        ("尉健行", "W"),
        ("长孙无忌", "Z"),
        ("万俟咏", "M"),
        ("万家宝", "W"),
        ("奚啸伯", "X"),
        ("Ａda", "A"),
        ("bob", "B"),
        ("〇某", "#"),
        ("𠮷田", "#"),
        ("", "#"),
    ],
)
def test_surnames_read_otherwise_than_the_word(name: str, letter: str) -> None:
    assert surname_initial(name) == letter
