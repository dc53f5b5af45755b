"""The issue as an e-mail: plain text and HTML that holds in mail clients, pictures inside. Pure.

Mail clients drop style sheets and know little CSS: a table of 640 px for the frame, inline styles, no script.
"""

from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from issues.document import IssueDocument, Picture
from issues.rendering import labels
from issues.rendering.context import RenderContext
from issues.rendering.markup import Walker
from issues.rendering.pictures import PictureFile, load_picture
from issues.rendering.plain_text import render_plain_text
from issues.rendering.wechat import STYLES

PICTURE_WIDTH = 600
UNSUBSCRIBE = "{unsubscribe_url}"  # replaced for each address when the issue is sent
_FONT = "font-family:'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',sans-serif"
_PICTURE = "display:block;max-width:100%;height:auto;margin:0 auto"


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes into a message. `images` are (content id, file) pairs that the HTML names as cid:…."""

    subject: str
    text: str
    html: str
    images: tuple[tuple[str, PictureFile], ...]


def mail_of(document: IssueDocument, context: RenderContext, *, unsubscribe: bool = False) -> Mail:
    """The issue's mail; with `unsubscribe`, both bodies end in a line with the placeholder UNSUBSCRIBE."""
    images: dict[str, tuple[str, PictureFile]] = {}

    def source(picture: Picture) -> str | None:
        if picture.name not in images:
            file = load_picture(picture, context, max_width=PICTURE_WIDTH)
            if file is None:
                return None
            images[picture.name] = (f"picture-{len(images) + 1}", file)
        return f"cid:{images[picture.name][0]}"

    walker = Walker(dress=_dress, picture_source=source, container="div")
    body = walker.masthead(document) + walker.lead(document) + walker.sections(document)
    preview = f"{context.preview} " if context.preview else ""
    text = render_plain_text(document)
    foot = _foot(context, unsubscribe=unsubscribe)
    return Mail(
        subject=preview + labels.document_title(document),
        text=text + ("\n\n--\n" + "\n".join(foot) if foot else ""),
        html=_frame(labels.document_title(document), body, foot),
        images=tuple(images.values()),
    )


def render_email(document: IssueDocument, context: RenderContext) -> bytes:
    """The mail as an .eml file without addresses: a draft that mail programs open."""
    mail = mail_of(document, context)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(context.made_at)
    message["X-Unsent"] = "1"
    message.set_content(mail.text)
    message.add_alternative(mail.html, subtype="html")
    html_part = message.get_payload()[1]  # type: ignore[index]
    for name, file in mail.images:
        html_part.add_related(  # type: ignore[union-attr]
            file.data,
            "image",
            file.extension.replace("jpg", "jpeg"),
            cid=f"<{name}>",
            filename=f"{name}.{file.extension}",
        )
    _fix_boundaries(message, document.digest)
    return message.as_bytes()


def _fix_boundaries(message: EmailMessage, seed: str) -> None:
    """Boundaries from the digest, not from chance: the same issue gives the same bytes."""
    for number, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{seed[:32]}_{number}")


def _dress(role: str) -> str:
    if role == "picture":
        return f' style="{_PICTURE}"'
    return f' style="{STYLES[role]}"' if role in STYLES else ""


def _foot(context: RenderContext, *, unsubscribe: bool) -> list[str]:
    lines = [f"在网上阅读：{context.issue_url}"] if context.issue_url else []
    return lines + ([f"不想再收到：{UNSUBSCRIBE}"] if unsubscribe else [])


def _frame(title: str, body: str, foot: list[str]) -> str:
    links = "".join(f'<p style="margin:4px 0">{_linked(line)}</p>' for line in foot)
    closing = f'<div style="padding:16px 0;font-size:13px;color:#6b6b6b">{links}</div>' if links else ""
    return (
        f'<!DOCTYPE html><html lang="zh-Hans"><head><meta charset="utf-8"/><title>{escape(title)}</title></head>'
        '<body style="margin:0;padding:0;background:#ffffff">'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center">'
        '<table role="presentation" width="640" cellpadding="0" cellspacing="0" border="0" '
        f'style="width:100%;max-width:640px;text-align:left;color:#1c1c1a;{_FONT}"><tr><td style="padding:16px">'
        f"{body}{closing}</td></tr></table></td></tr></table></body></html>"
    )


def _linked(line: str) -> str:
    words, _, address = line.partition("：")
    return f'{escape(words)}：<a href="{escape(address)}" style="color:#174a7c">{escape(address)}</a>'
