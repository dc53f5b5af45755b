"""Proof checks in an open form: what is typed is checked and nothing of it stored; findings let stand with a reason.

JSON in, JSON out, for static/desk/proof.js.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from articles import access
from articles.models import Article
from articles.proofing.findings import Finding
from articles.proofing.stored import StoredBody
from articles.proofing.units import ArticleText, Field, PictureText, UnitKey, article_text
from articles.proofing.waivers import Judged, judged, waiver_key
from articles.record.audit import actor_of
from articles.refusals import Refused
from articles.registers.typos import LOADING, model_at_hand
from articles.registers.waiving import waive as let_stand
from articles.registers.waiving import waivers_of
from articles.text.bodies import sanitise
from issues.assembly.proofreading import check_words
from issues.desk.pages import desk_page, has_text_fields, json_of

MAY = ("articles.change_article", "articles.add_article", "issues.correct_issue")
LONGEST = 400_000  # characters of a form: a body's limit and what stands around it
# Form field that holds the words of a unit.
INPUTS = {
    Field.TITLE: "title",
    Field.KICKER: "kicker",
    Field.SUBTITLE: "subtitle",
    Field.SUMMARY: "summary",
    Field.BYLINE: "byline_text",
    Field.EDITOR: "editor_name",
    Field.BODY: "body",
    Field.HEADING: "body",
    Field.CELL: "body",
}
# Which register a name of this kind of finding belongs into.
REGISTERS = {"leader": "leader", "place": "place", "org": "organisation"}


@desk_page(*MAY)
@require_POST
def check(request: HttpRequest) -> JsonResponse:
    """The findings for what is typed: {"article": 12 or null, "fields": {…}, "pictures": [{…}]}.

    "typos" says why no typos are looked for, "" where they are; with "again" it is worth asking again in a moment.
    """
    typed = _form_of(request)
    if typed is None:
        return JsonResponse({"error": "不是表单内容。"}, status=400)
    article = _article(request, typed.get("article"))
    fields = typed["fields"]
    if sum(len(value) for value in fields.values()) > LONGEST:
        return JsonResponse({"error": "内容太长，没有校对。"}, status=413)
    body = sanitise(fields.get("body", ""))
    text = _text(article, {**fields, "body": body}, typed.get("pictures", []))
    typos, off = model_at_hand()
    findings = check_words(text, article, typos=typos)
    waivers = waivers_of("article", [article.pk]).get(article.pk, {}) if article else {}
    places = StoredBody(body), {unit.key: unit.offset for unit in text.units}
    shown = [_as_json(one, *places) for one in judged(findings, waivers)]
    return JsonResponse({"findings": shown, "typos": off, "again": off == LOADING})


@desk_page("articles.waive_finding")
@require_POST
def waive(request: HttpRequest) -> JsonResponse:
    """Let one finding of a saved article stand: what `check` was sent, with the finding's "key" and the "reason"."""
    typed = _form_of(request)
    article = _article(request, typed.get("article")) if typed else None
    if typed is None or article is None:
        return JsonResponse({"error": "请先保存稿件，再放行。"}, status=400)
    body = sanitise(typed["fields"].get("body", ""))
    text = _text(article, {**typed["fields"], "body": body}, typed.get("pictures", []))
    findings = check_words(text, article, typos=model_at_hand()[0])
    found = next((one for one in findings if waiver_key(one) == typed.get("key")), None)
    if found is None:
        return JsonResponse({"error": "这一处的文字刚刚改过，请再看一下。"}, status=409)
    try:
        let_stand(subject=article, finding=found, reason=str(typed.get("reason", "")), by=actor_of(request.user))
    except ValidationError as error:
        return JsonResponse({"error": "".join(error.messages)}, status=400)
    except Refused as error:
        return JsonResponse({"error": str(error)}, status=403)
    return JsonResponse({"waived": True})


def _text(article: Article | None, fields: Mapping[str, str], pictures: Any) -> ArticleText:
    """The typed words as the checks read them; what the form does not show stays as it is stored."""

    def words(name: str) -> str:
        stored: str = getattr(article, name, "") or ""
        return fields.get(name, stored).strip()

    return article_text(
        title=words("title"),
        kicker=words("kicker"),
        subtitle=words("subtitle"),
        summary=words("summary"),
        source_url=words("source_url"),
        body=fields["body"],
        byline=fields.get("byline_text", "").strip(),
        source=article.source.name if article and article.source else "",
        editor=fields.get("editor_name", "").strip(),
        is_reprint=article.is_reprint if article else False,
        event_date=article.event_date if article else None,
        pictures=[_picture(one) for one in pictures if isinstance(one, dict)][:50]
        if isinstance(pictures, list)
        else [],
    )


def _picture(one: Mapping[str, Any]) -> PictureText:
    return PictureText(*(str(one.get(name, ""))[:500] for name in ("caption", "alt", "credit")))


def _as_json(one: Judged, stored: StoredBody, offsets: Mapping[UnitKey, int]) -> dict[str, Any]:
    finding = one.finding
    key = finding.unit
    shown: dict[str, Any] = {
        "key": waiver_key(finding),
        "code": finding.code,
        "level": str(finding.level),
        "message": finding.message,
        "text": finding.text,
        "suggestion": finding.suggestion,
        "source": finding.source,
        "field": INPUTS.get(key.field) if key else None,
        "waived": f"{one.waived.by_name}：{one.waived.reason}" if one.waived else "",
        "reopen": reverse("desk:waiver_reopen", args=[one.waived.number]) if one.waived else "",
        "everywhere": reverse("desk:waiver_everywhere", args=[one.waived.number])
        if one.waived and finding.text
        else "",
        "register": _register(finding),
    }
    if key is None:
        return shown
    if key.field in (Field.CAPTION, Field.ALT, Field.CREDIT):
        return shown | {"picture": key.number, "part": str(key.field), "from": finding.start, "to": finding.end}
    if shown["field"] != "body":
        return shown | {"from": finding.start, "to": finding.end}
    try:
        offset = offsets.get(key, 0)  # a table's cells count in the table's text
        first, last = stored.counted(key, finding.start - offset, finding.end - offset)
    except LookupError:
        return shown
    return shown | {"from": first, "to": last}


def _register(finding: Finding) -> str:
    """The page on which an unknown name is put into its register, the name filled in; "" for none."""
    kind, _, rest = finding.code.partition(".")
    if kind not in REGISTERS or rest not in ("unknown", "similar", "old", "renamed") or not finding.text:
        return ""
    return f"{reverse(f'admin:articles_{REGISTERS[kind]}_add')}?{urlencode({'name': finding.text[:40]})}"


def _article(request: HttpRequest, number: Any) -> Article | None:
    """The article that is open, for those who see it; 404 otherwise; None for a new one."""
    if not number:
        return None
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < 2**63:
        raise Http404("没有这一页")
    row = access.visible_to(request.user).select_related("source").filter(pk=number).first()
    if row is None:
        raise Http404("没有这一页")
    return row


def _form_of(request: HttpRequest) -> dict[str, Any] | None:
    data = json_of(request)
    return data if data and has_text_fields(data) else None
