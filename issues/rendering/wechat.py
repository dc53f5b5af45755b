"""The issue for a WeChat official account (公众号): inline styles, within the limits, with warnings. Pure.

The editor strips scripts, style sheets, classes, ids and outside links, and drops outside pictures: so none
are written. Pictures are uploaded there by hand; the warnings say which and where.
"""

from dataclasses import dataclass

from issues.document import IssueDocument
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.limits import Limits
from issues.rendering.markup import Walker

_QUIET, _ACCENT = "#6b6b6b", "#174a7c"
STYLES = {
    "masthead": "text-align:center;border-bottom:2px solid #c8102e;padding:8px 0 12px",
    "name": "margin:0;font-size:24px;line-height:1.4;color:#c8102e;letter-spacing:1px",
    "number": f"margin:4px 0 0;font-size:14px;color:{_QUIET}",
    "date": f"margin:2px 0 0;font-size:14px;color:{_QUIET}",
    "fact": f"margin:2px 0 0;font-size:14px;color:{_QUIET}",
    "lead": "padding:12px 0;border-bottom:1px solid #ddd",
    "lead-heading": "margin:0 0 6px;font-size:17px;color:#c8102e",
    "lead-section": f"margin:8px 0 2px;font-size:15px;color:{_QUIET}",
    "lead-list": "margin:0;padding:0;list-style:none",
    "lead-title": "margin:0;padding:3px 0;font-size:16px;line-height:1.6",
    "section-name": f"margin:28px 0 0;padding:6px 0 0;font-size:17px;border-top:2px solid {_ACCENT};color:{_ACCENT}",
    "kicker": f"margin:18px 0 -12px;font-size:15px;line-height:1.6;color:{_QUIET}",
    "title": "margin:18px 0 8px;font-size:19px;line-height:1.5",
    "subtitle": f"margin:0 0 8px;font-size:16px;color:{_QUIET}",
    "summary": f"margin:0 0 10px;padding:8px 12px;font-size:15px;line-height:1.7;background:#f3f3f0;color:{_QUIET}",
    "paragraph": "margin:0 0 10px;font-size:16px;line-height:1.8;text-align:justify;text-indent:2em",
    "heading": "margin:12px 0 6px;font-size:16px;line-height:1.8",
    "quote": f"margin:8px 0;padding-left:12px;border-left:3px solid #ccc;font-size:16px;line-height:1.8;color:{_QUIET}",
    "list": "margin:0 0 10px;padding-left:2em;font-size:16px;line-height:1.8",
    "table": "width:100%;border-collapse:collapse;margin:8px 0;font-size:14px",
    "head-cell": "border:1px solid #bbb;padding:5px;text-align:left;background:#f3f3f0",
    "cell": "border:1px solid #bbb;padding:5px;text-align:left",
    "figure": "margin:12px 0;text-align:center",
    "caption": f"margin:4px 0;font-size:14px;color:{_QUIET};text-align:center",
    "byline": f"color:{_QUIET}",
    "byline-line": f"margin:0 0 10px;font-size:15px;color:{_QUIET};text-align:right",
    "editor": f"margin:0 0 10px;font-size:15px;color:{_QUIET};text-align:right",
    "source": f"margin:0 0 10px;font-size:15px;color:{_QUIET};text-align:right",
}
_WALKER = Walker(
    dress=lambda role: f' style="{STYLES[role]}"' if role in STYLES else "",
    links=False,
    anchors=False,
    container="section",
)


@dataclass(frozen=True, slots=True)
class Measure:
    """One limited field: what is used and what is allowed."""

    label: str
    used: int
    limit: int
    unit: str = "字"

    @property
    def is_over(self) -> bool:
        return self.used > self.limit

    @property
    def over(self) -> int:
        """By how much, 0 when it is not."""
        return max(self.used - self.limit, 0)


@dataclass(frozen=True, slots=True)
class WeChatArticle:
    """What the draft editor asks for, its measures against the limits, and what the editor should know (Chinese)."""

    title: str
    author: str
    digest: str
    content: str
    measures: tuple[Measure, ...]
    warnings: tuple[str, ...]


def wechat_article(document: IssueDocument, context: RenderContext) -> WeChatArticle:
    """The issue as one 图文. Nothing is cut: what is too long is said, with how much."""
    limits = context.limits
    title = labels.document_title(document)
    author = document.masthead.name[: limits.wechat_author]
    digest = _digest(document, limits)
    content = wechat_content(document, context)
    measures = (
        Measure("标题", len(title), limits.wechat_title),
        Measure("作者", len(document.masthead.name), limits.wechat_author),
        Measure("摘要", len(digest), limits.wechat_digest),
        Measure("正文（连同标签）", len(content), limits.wechat_characters),
        Measure("正文大小", len(content.encode("utf-8", "replace")), limits.wechat_bytes, "字节"),
    )
    warnings = [warning for measure in measures if (warning := _warning(measure, limits))]
    return WeChatArticle(title, author, digest, content, measures, (*warnings, *_picture_notes(document)))


def wechat_content(document: IssueDocument, context: RenderContext) -> str:
    """The draft's content: a fragment of HTML with inline styles."""
    mark = f'<p style="color:#c8102e;text-align:center">{context.preview}</p>' if context.preview else ""
    return "".join((mark, _WALKER.masthead(document), _WALKER.lead(document), _WALKER.sections(document)))


def render_wechat(document: IssueDocument, context: RenderContext) -> bytes:
    """The content as UTF-8, to paste into the editor's source view or through the admin's copy button."""
    return wechat_content(document, context).encode("utf-8", "replace")


def _digest(document: IssueDocument, limits: Limits) -> str:
    """The first titles that fit, whole."""
    chosen = ""
    for title in [line.title for line in document.lead] or [item.title for _, item in document.items()]:
        longer = f"{chosen}；{title}" if chosen else title
        if len(longer) > limits.wechat_digest:
            break
        chosen = longer
    return chosen


def _warning(measure: Measure, limits: Limits) -> str:
    state = f"{measure.label}现有{measure.used:,}{measure.unit}，公众号最多{measure.limit:,}{measure.unit}"
    if measure.is_over:
        parts = -(-measure.used // measure.limit)
        advice = f"；请删减，或分成{parts}篇发布" if measure.label.startswith("正文") else "；请改短"
        return f"{state}，超出{measure.used - measure.limit:,}{measure.unit}{advice}。"
    return f"{state}，快到上限了。" if measure.used >= measure.limit * limits.warn_at else ""


def _picture_notes(document: IssueDocument) -> list[str]:
    return [
        f"《{item.title}》有{len(item.pictures)}张图片：公众号不收外来图片，请在编辑器里上传后放到图片说明处。"
        for _, item in document.items()
        if item.pictures
    ]
