"""The import page: paste or upload, look at what was recognised, confirm. Nothing is stored before that."""

import base64
import binascii
import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.admin.sites import AdminSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.proofing.findings import Finding
from articles.record.audit import actor_of, require
from articles.refusals import Refused
from articles.text.numbers import whole_number
from issues.assembly import Importer, Outcome, Stored
from issues.assembly.examining import ChangedMeanwhile, Corrections, Found, Handed, examine, handed_file, take
from issues.assembly.proofreading import check_document
from issues.desk.recognised import Block, blocks
from issues.desk.showing import ShownChange, shown_differences
from issues.models import Issue
from issues.parsing.punctuation import Restoration, restore
from issues.parsing.recognition import Recognition, UnreadableInput
from issues.workflow import publishing

KEEP, TAKE = "keep", "take"
PASTED = "粘贴的内容.html"


@dataclass(slots=True)
class Shown:
    """One issue of the input as the page shows it."""

    index: int
    found: Found
    blocks: list[Block]
    choice: str = ""
    errors: list[str] = field(default_factory=list)
    restorations: tuple[Restoration, ...] = ()
    findings: Sequence[tuple[str, Finding]] = ()

    @property
    def changes(self) -> list[ShownChange]:
        """The differences from the stored issue, to the character."""
        return shown_differences(self.found.differences)


@dataclass(slots=True)
class Sheet:
    """The page's contents: what was handed in, what was found, what went wrong."""

    handed: Handed
    shown: list[Shown] = field(default_factory=list)
    error: str = ""
    error_line: int = 0


def import_page(request: HttpRequest, *, site: AdminSite) -> HttpResponse:
    """Ask for a text, show what was recognised, store what was confirmed."""
    require(actor_of(request.user), "issues.import_issue", "导入")
    sheet = Sheet(Handed(""))
    if request.method == "POST":
        sheet = _read(request)
        if sheet.shown and "confirm" in request.POST and _is_what_was_seen(request, sheet):
            stored = _store(request, sheet)
            if stored and not any(shown.errors for shown in sheet.shown):
                return HttpResponseRedirect(_where(stored))
    return TemplateResponse(request, "admin/issues/issue/import.html", _context(request, site, sheet))


def _context(request: HttpRequest, site: AdminSite, sheet: Sheet) -> dict[str, Any]:
    handed = sheet.handed
    return {
        **site.each_context(request),
        "title": "导入整期",
        "opts": Issue._meta,
        "sheet": sheet,
        "may_publish": request.user.has_perms(["issues.publish_issue", "issues.declare_signed"]),
        "statement": request.POST.get("statement", ""),
        "max_bytes": settings.IMPORT_MAX_BYTES,
        "max_megabytes": settings.IMPORT_MAX_BYTES // 1024 // 1024,
        "text_seen": _digest(handed.text),
        "carried": base64.b64encode(handed.data).decode() if handed.data is not None else "",
        "restore": "restore" in request.POST,
        "restorations": [(shown, shown.restorations) for shown in sheet.shown if shown.restorations],
        "ready": any(not shown.found.problems for shown in sheet.shown),
    }


def _read(request: HttpRequest) -> Sheet:
    """What was handed in and what is in it; an error where it cannot be read, with the text kept."""
    upload = request.FILES.get("file")
    if upload is None and (rich := _rich_paste(request)) is not None:
        handed, recognitions = rich
        return Sheet(handed, _show(request, recognitions, fresh=True))
    try:
        if upload is not None:
            if (upload.size or 0) > settings.IMPORT_MAX_BYTES:
                raise UnreadableInput(f"文件超过 {settings.IMPORT_MAX_BYTES // 1024 // 1024} MB，不像一期手机报。")
            handed, recognitions = handed_file(upload.read(), upload.name or "")
        else:
            handed = _pasted(request)
            if not handed.text.strip():
                return Sheet(handed, error="请粘贴整期文字，或选择文件。")
            recognitions = handed.read()
    except UnreadableInput as error:
        pasted = Handed(_text(request), request.POST.get("name", ""))
        return Sheet(pasted, error=error.message, error_line=error.line)
    return Sheet(handed, _show(request, recognitions, fresh=upload is not None))


def _show(request: HttpRequest, recognitions: Sequence[Recognition], *, fresh: bool) -> list[Shown]:
    typed = [] if fresh else [_corrections(request, index) for index in range(len(recognitions))]
    restored = [restore(one.document) for one in recognitions]
    if "restore" in request.POST:
        recognitions = [
            replace(one, document=document) for one, (document, _) in zip(recognitions, restored, strict=True)
        ]
    return [
        Shown(
            index,
            found,
            blocks(found),
            choice="" if fresh else request.POST.get(f"choice-{index}", ""),
            restorations=restored[index][1],
            findings=check_document(found.document),
        )
        for index, found in enumerate(examine(recognitions, typed))
    ]


def _text(request: HttpRequest) -> str:
    """The text area's words with the line ends that were typed; browsers send CR LF."""
    return request.POST.get("text", "").replace("\r\n", "\n")


def _rich_paste(request: HttpRequest) -> tuple[Handed, list[Recognition]] | None:
    """The HTML that came with the pasted words, and its issues; None where the words alone are to be read."""
    data = request.POST.get("pasted_html", "").encode("utf-8", "surrogatepass")
    if not data.strip() or len(data) > settings.IMPORT_MAX_BYTES:
        return None
    try:
        return handed_file(data, PASTED)
    except UnreadableInput:
        return None


def _pasted(request: HttpRequest) -> Handed:
    """The text area; or the file carried along since its upload, as long as its text was not edited."""
    text, name = _text(request), request.POST.get("name", "")
    carried = request.POST.get("carried", "")
    if carried and request.POST.get("text_seen") == _digest(text):
        try:
            return Handed(text, name, base64.b64decode(carried, validate=True))
        except (binascii.Error, ValueError):
            return Handed(text, name)
    return Handed(text, name)


def _corrections(request: HttpRequest, index: int) -> Corrections:
    def number(name: str) -> int | None:
        return whole_number(request.POST.get(f"{name}-{index}", "").strip(), digits=6)

    try:
        date = dt.date.fromisoformat(request.POST.get(f"date-{index}", ""))
    except ValueError:
        date = None
    return Corrections(number("year"), number("number"), number("total"), date)


def _is_what_was_seen(request: HttpRequest, sheet: Sheet) -> bool:
    """Whether the text and the stored issues are those that the editor looked at; says so where not."""
    if request.POST.get("text_seen") != _digest(sheet.handed.text):
        messages.warning(request, "文字改过了，已重新辨认。请再核对一遍，然后确认。")
        return False
    for shown in sheet.shown:
        if request.POST.get(f"seen-{shown.index}") != shown.found.seen:
            messages.warning(request, "期号改过，或库里的这一期刚刚有了变动，已重新比对。请再核对一遍，然后确认。")
            return False
    return True


def _store(request: HttpRequest, sheet: Sheet) -> list[Issue]:
    """Store each issue, whole or not at all; what went wrong stands at the issue."""
    importer = Importer(by=actor_of(request.user))
    stored = []
    for shown in sheet.shown:
        if shown.found.differences and shown.choice not in (KEEP, TAKE):
            shown.errors.append("这一期已经有了，内容不同：请选保留现有的，还是改用这份的。")
        elif shown.found.differences and shown.choice == KEEP and shown.found.existing:
            messages.info(request, f"{shown.found.existing.label}保持原样。")
            stored.append(shown.found.existing)
        else:
            try:
                stored.append(_store_one(request, importer, shown, sheet.handed.name))
            except ValidationError as error:
                shown.errors.extend(error.messages)
            except ChangedMeanwhile:
                shown.errors.append("库里的这一期刚刚被改动，没有导入。请重新辨认后再核对。")
    return stored


def _store_one(request: HttpRequest, importer: Importer, shown: Shown, name: str) -> Issue:
    if shown.found.problems:
        raise ValidationError(list(shown.found.problems))
    result = take(importer, shown.found, name=name, overwrite=shown.choice == TAKE)
    words = {Outcome.CREATED: "已导入", Outcome.REPLACED: "已按这份更新", Outcome.UNCHANGED: "早已导入，没有改动"}
    messages.success(request, f"{result.issue.label}{words[result.outcome]}。")
    for note in result.notes:
        messages.warning(request, note)
    if request.POST["confirm"] == "publish" and result.issue.status != Issue.Status.PUBLISHED:
        _publish(request, result)
    return result.issue


def _publish(request: HttpRequest, stored: Stored) -> None:
    """Publish an issue that was signed elsewhere; what stands in the way is told, the import stands."""
    try:
        publishing.publish_declared(
            issue=stored.issue,
            by=actor_of(request.user),
            statement=request.POST.get("statement", ""),
            digest=stored.digest,
        )
        messages.success(request, f"{stored.issue.label}已发布。")
    except (Refused, ValidationError) as error:
        for sentence in getattr(error, "messages", [str(error)]):
            messages.error(request, f"{stored.issue.label}已导入，但没有发布：{sentence}")


def _where(stored: Sequence[Issue]) -> str:
    if len(stored) == 1:
        return reverse("admin:issues_issue_change", args=[stored[0].pk])
    return reverse("admin:issues_issue_changelist")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
