"""Facts printed with a masthead or in the foot: 主办：… 编辑：… 准印证：… as (label, value) pairs. Pure."""

import re

from articles.text.widths import fold, squeeze

_LABELS = """
    主办单位 主办 承办单位 承办 协办单位 协办 指导单位 主管单位 主管 编印单位 编印 编发单位 编发 印发单位
    出品单位 出品 发行单位 发行 编辑部 责任编辑 执行编辑 本期编辑 值班编辑 编辑 责编 执行主编 主编 副主编
    总编辑 总编 校对 责任校对 审核 审校 审定 审签 初审 复审 终审 签发人 签发 核发 编审 监制 总监制 策划 统筹
    制作 美编 排版 准印证号 准印证 准印号 刊号 内刊号 登记号 印数 印刷单位 印刷 顾问 编委会 主任 副主任 撰稿
    供稿单位 期号 密级 发送范围 编 审
"""
_KNOWN = "|".join(r"\s*".join(label) for label in sorted(_LABELS.split(), key=len, reverse=True))
_LABEL = re.compile(rf"(?:^|(?<=[\s;,、|)]))(?P<label>{_KNOWN})\s*[:/|]\s*")
_ANY_LABEL = re.compile(r"(?P<label>[^\W\d_](?:\s*[^\W\d_]){1,7})\s*:\s*(?P<value>[^:]{1,60})")
_HOSTED = re.compile(r"(?P<value>[^,。;:]{3,30}?)\s*(?P<label>主办|编印|主编|承办|印发|编发|出品|编)")
FLAGS = re.compile(
    r"内部(?:资料|刊物|交流|参考|消息|信息|材料|文件|使用|传阅)|(?:严禁|不得|请勿|切勿)(?:外传|公开|翻印|复制|转载|传播|上网)|(?:注意|严格)保密|阅后(?:即焚|销毁|收回)|免费(?:交流|赠阅)|注意保存|仅供参考|赠阅|每[周旬月](?:.{1,6}(?:出刊|出版)|[一二三两]期)|交流材料"
)
INTERNAL = re.compile("内部(?:消息|信息|文件|材料|使用|传阅)|(?:严禁|不得|请勿|切勿)(?:外传|公开|上网|传播)|保密|阅后")
"""Markings of a paper that is not meant for the public; 内部资料 is what every registered paper prints."""
_LONGEST = 300
_BEFORE_FLAG = re.compile(rf"\s+(?={FLAGS.pattern})")

Fact = tuple[str, str]


def split_facts(text: str) -> tuple[Fact, ...]:
    """主办：甲　编辑：乙 as pairs; () when the line does not begin with a known label."""
    if len(text) > _LONGEST:
        return ()
    folded = fold(text)
    labels = list(_LABEL.finditer(folded))
    if not labels or folded[: labels[0].start()].strip():
        return ()
    facts: list[Fact] = []
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        value = text[label.end() : following.start() if following else len(text)].strip(" \u3000;；，,、|")
        first, *others = _BEFORE_FLAG.split(value)
        facts.append((squeeze(label["label"]), first.strip()))
        facts += [("", other.strip()) for other in others]
    return tuple(facts)


def cut_facts(text: str) -> tuple[str, tuple[Fact, ...]]:
    """(the text before the first known label, the facts from there on): 2023年第18期　编辑：张某."""
    label = _LABEL.search(fold(text[:_LONGEST]))
    if label is None:
        return text, ()
    return text[: label.start()].rstrip(), split_facts(text[label.start() :])


def any_fact(text: str) -> Fact | None:
    """A short line that opens with some label and a colon, as one pair: 本期策划：某科."""
    match = _ANY_LABEL.fullmatch(fold(text[:_LONGEST]))
    return (text[: match.end("label")], text[match.start("value") :].strip()) if match else None


def hosted_fact(text: str) -> Fact | None:
    """某市工信局主办 as (主办, 某市工信局)."""
    match = _HOSTED.fullmatch(fold(text[:_LONGEST]))
    return (match["label"], text[: match.end("value")].strip()) if match else None
