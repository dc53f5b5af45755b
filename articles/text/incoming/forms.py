"""Report forms (信息报送单): a table of labels and what was written beside them. Pure."""

import re
from collections.abc import Sequence

TITLE, CONTENT, UNIT, AUTHOR, OTHER = "title", "content", "unit", "author", "other"
_LABELS = {
    TITLE: "标题 题目 信息标题 信息题目 稿件标题 稿件题目 文章标题",
    CONTENT: "内容 正文 信息内容 稿件内容 信息正文 稿件正文 具体内容 主要内容 文章内容",
    UNIT: "单位 部门 科室 报送单位 报送部门 报送科室 供稿单位 来稿单位 投稿单位 撰稿单位 单位名称 信息来源",
    AUTHOR: "撰稿人 撰稿 作者 供稿人 投稿人 执笔人 拟稿人 撰写人 信息员 通讯员 报送人 作者姓名",
    OTHER: (
        "报送时间 报送日期 日期 时间 投稿时间 审核人 审核 审签人 审签 签发人 签发 负责人 联系人 联系电话 电话 手机 "
        "邮箱 备注 编号 期号 序号 类别 信息类别 栏目 领导批示 批示 领导意见 审核意见 处理意见 "
        "采用情况 采用意见 字数 附件"
    ),
}
_KINDS = {label: kind for kind, labels in _LABELS.items() for label in labels.split()}
_NO_WORDS = re.compile(r"[\s:：（）()*＊]+")

# 领导签批, 分管领导意见, 单位（盖章）, 科室审核意见: where somebody else writes.
_SIGNED_OFF = re.compile(
    r"(?:(?:单位|部门|科室|处室|分管|主要|主管|局)?(?:领导|负责人)|单位|部门|科室|处室|办公室)"
    r"(?:(?:签批|签字|签发|签章|盖章|批示|审[核批签定])(?:意见)?|意见)"
)


def label_kind(words: str) -> str:
    """What a cell or line that is nothing but a label asks for; "" for any other words."""
    if len(words) > 20:
        return ""
    label = _NO_WORDS.sub("", words)
    return _KINDS.get(label) or (OTHER if _SIGNED_OFF.fullmatch(label) else "")


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is a form to be filled in: a title's label and a content's, each at the head of a row of its own.

    rows  the cells' words
    """
    heads = [label_kind(row[0]) for row in rows if row]
    return TITLE in heads and CONTENT in heads
