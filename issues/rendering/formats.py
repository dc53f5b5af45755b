"""Every format an issue goes out in, in one literal table. To add a format, add a row.

Heavy libraries (Word, PDF, pictures) are imported by the renderer that needs them, at its first use:
a web process that serves stored files never pays for them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from issues.document import IssueDocument
from issues.rendering import carried, email, epub, html_edition, json_edition, mms, pdf, sms, wechat
from issues.rendering.carried import Part
from issues.rendering.context import RenderContext
from issues.rendering.plain_text import render_plain_text
from issues.rendering.printable import printable

Renderer = Callable[[IssueDocument, RenderContext], bytes]


@dataclass(frozen=True, slots=True)
class Format:
    """One way out.

    key           its name in commands and addresses
    label         its name to an editor or reader
    content_type  what it is served as
    extension     of its file name, without the dot
    renderer      pure: the same document and context give the same bytes
    public        whether a published issue's page offers it to readers
    linked        served to whoever has the address, but not offered: pictures that chats show of a link
    suffix        parts the file names of formats that share an extension
    omits         what of the document it does not say; everything else it does
    note          what else an editor should know of it
    """

    key: str
    label: str
    content_type: str
    extension: str
    renderer: Renderer
    public: bool = False
    linked: bool = False
    suffix: str = ""
    omits: frozenset[Part] = carried.TAGS
    note: str = ""

    @property
    def told(self) -> str:
        """What the desk is told that this format leaves out; "" for nothing."""
        return "；".join(filter(None, (carried.omitted(self.omits), self.note)))

    @property
    def tail(self) -> str:
        """What follows the issue's number in its address: pdf, phone.pdf."""
        return f"{self.suffix}.{self.extension}" if self.suffix else self.extension

    def render(self, document: IssueDocument, context: RenderContext) -> bytes:
        """The document in this format. Characters that no XML may hold are left out first."""
        return self.renderer(printable(document), context)

    def file_name(self, stem: str) -> str:
        """2023-18.pdf, 2023-18.phone.pdf."""
        return f"{stem}.{self.tail}"


def _txt(document: IssueDocument, context: RenderContext) -> bytes:  # noqa: ARG001
    """The desk's own layout. A preview carries no mark inside: the text is what an editor imports again."""
    return render_plain_text(document).encode("utf-8")


def _docx(document: IssueDocument, context: RenderContext) -> bytes:
    from issues.rendering.word import render_docx  # python-docx: 0.15 s and 20 MB

    return render_docx(document, context)


def _card(document: IssueDocument, context: RenderContext) -> bytes:
    from issues.rendering.drawing.card import draw_issue_card  # Pillow

    return draw_issue_card(document, context)


def _article_card(document: IssueDocument, context: RenderContext) -> bytes:
    from issues.rendering.drawing.card import draw_article_card  # Pillow

    return draw_article_card(document, context)


def _long_picture(document: IssueDocument, context: RenderContext) -> bytes:
    from issues.rendering.drawing.long_picture import draw_long_picture  # Pillow

    return draw_long_picture(document, context)


CARD_NOTE = "标题多时只印前五条"
LONG_NOTE = "太长时各篇只印开头，图上会注明"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TEXT = "text/plain; charset=utf-8"
_HTML = "text/html; charset=utf-8"

FORMATS: dict[str, Format] = {
    "txt": Format("txt", "纯文本", _TEXT, "txt", _txt, public=True, omits=carried.TEXT),
    "docx": Format("docx", "Word 文档（简报版式）", _WORD, "docx", _docx, public=True),
    "pdf": Format("pdf", "PDF（A4 打印）", "application/pdf", "pdf", pdf.render_pdf, public=True),
    "pdf-phone": Format(
        "pdf-phone", "PDF（手机）", "application/pdf", "pdf", pdf.render_phone_pdf, public=True, suffix="phone"
    ),
    "epub": Format("epub", "电子书（EPUB）", "application/epub+zip", "epub", epub.render_epub, public=True),
    "html": Format("html", "网页（单个文件）", _HTML, "html", html_edition.render_html),
    "json": Format(
        "json",
        "JSON 数据",
        "application/json",
        "json",
        json_edition.render_json,
        public=True,
        omits=frozenset({Part.PICTURE}),
    ),
    "wechat": Format(
        "wechat", "微信公众号正文", _HTML, "html", wechat.render_wechat, suffix="wechat", omits=carried.PASTED
    ),
    "sms": Format("sms", "短信", _TEXT, "txt", sms.render_sms, suffix="sms", omits=carried.TITLES),
    "mms": Format(
        "mms", "彩信（逐帧图文）", "application/zip", "zip", mms.render_mms, suffix="mms", omits=carried.DRAWN
    ),
    "email": Format("email", "电子邮件", "message/rfc822", "eml", email.render_email),
    "card": Format(
        "card",
        "分享图（1200×630）",
        "image/png",
        "png",
        _card,
        linked=True,
        suffix="card",
        omits=carried.CARD,
        note=CARD_NOTE,
    ),
    "long": Format(
        "long",
        "长图（群聊用）",
        "image/png",
        "png",
        _long_picture,
        public=True,
        suffix="long",
        omits=carried.DRAWN,
        note=LONG_NOTE,
    ),
}

# Not a format of an issue, but kept and served like one.
ARTICLE_CARD = Format("article-card", "稿件分享图", "image/png", "png", _article_card)
