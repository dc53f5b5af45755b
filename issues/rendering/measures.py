"""How long an issue is for each channel, against the channel's limits. Pure."""

from dataclasses import dataclass

from issues.document import IssueDocument
from issues.rendering.context import RenderContext
from issues.rendering.plain_text import render_plain_text
from issues.rendering.sms import short_message
from issues.rendering.wechat import wechat_article


@dataclass(frozen=True, slots=True)
class Measure:
    """One count. `limit` None where there is none; `state` is fine, near (from `warn_at` of the limit) or over."""

    label: str
    used: int
    unit: str
    limit: int | None = None
    state: str = "fine"


def measures(document: IssueDocument, context: RenderContext) -> list[Measure]:
    """Characters of the whole, bytes of a 彩信, parts of a 短信, and what WeChat limits."""
    limits = context.limits
    text = render_plain_text(document)
    message = short_message(document, context)
    return [
        Measure("全文", len("".join(text.split())), "字"),
        _limited("彩信文字", len(text.encode()), "字节", limits.mms_bytes, limits.warn_at),
        Measure("短信", len(message.parts), f"条（{message.characters} 字）"),
        *(
            _limited(f"微信{one.label}", one.used, one.unit, one.limit, limits.warn_at)
            for one in wechat_article(document, context).measures
        ),
    ]


def _limited(label: str, used: int, unit: str, limit: int, warn_at: float) -> Measure:
    state = "over" if used > limit else "near" if used >= limit * warn_at else "fine"
    return Measure(label, used, unit, limit, state)
