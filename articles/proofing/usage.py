"""Words used wrongly: 截止/截至, 做/作, 赴我市. Pure."""

import re
from collections.abc import Iterator

from articles.proofing.rules import Hit, Scope

_UNTIL = re.compile(
    r"截止(?:到|至)?(?=(?:今年|去年|当年|本月|上月|当月|目前|当前|现在|此时|发稿|记者|昨[天日]|今[天日]|年底|年末|月底|月末)"
    r"|[\d一二三四五六七八九十〇两]{1,4}(?:年|月|日|时|点|季度)|第?[一二三四]季度|上半年|下半年)"
)
# 截止 with its object before it is right: 报名截止5月底 is short for 报名截止到5月底.
_STOPS = re.compile(
    r"(?:报名|申报|征集|投稿|征稿|报送|提交|投票|受理|活动|缴费|申请|登记|时间|日期)(?:时间|日期)?(?:将|已|于|均)?$"
)


def until(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """截止5月底 → 截至5月底."""
    for found in _UNTIL.finditer(text):
        if not _STOPS.search(text, max(found.start() - 8, 0), found.start()):
            yield Hit(*found.span(), "截至")


_SPEECH = re.compile(
    r"做(?=了?(?:[一-鿿]{0,6}?)(?:讲话|发言|报告|批示|指示|部署讲话|动员讲话|说明|介绍|点评|致辞|主旨演讲|辅导报告|专题报告|贡献))"
)


def make(text: str, scope: Scope) -> Iterator[Hit]:  # noqa: ARG001
    """做总结讲话 → 作总结讲话."""
    for found in _SPEECH.finditer(text):
        yield Hit(*found.span(), "作")
