"""Corrections (更正): proposing new words for what is published, and deciding on them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_POST

from articles.admin.editor import BodyWidget
from articles.admin.inlines import ImageForm, ImageFormSet
from articles.images import rendition_name
from articles.models import Article, ArticleImage
from articles.models.web_address import WEB_ADDRESS
from articles.proofing.waivers import Judged, judged
from articles.record.audit import actor_of
from articles.record.history import StaleEdit
from articles.registers.waiving import waivers_of
from articles.snapshots import WORDS, label_of, lines_of, picture_row
from articles.text.diffing import compare_lines
from articles.text.numbers import number_in, whole_number
from articles.text.tags import join_tags
from issues.assembly.proofreading import check_words
from issues.assembly.texts import text_of_article
from issues.desk.pages import desk_page, render, tell
from issues.desk.showing import ShownChange
from issues.models import Correction, Issue
from issues.workflow import correcting, refiling

PER_PAGE = 30
_REASONS = ("what", "why", "public")


class CorrectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """What readers see of an article, to be put right, with what is told to them."""

    what = forms.CharField(
        label="更正说明",
        max_length=300,
        required=False,
        help_text="公开时读者会看到，如：第二段“5月16日”应为“5月17日”。只改几个字的可以不填，系统照改动写明。",
    )
    why = forms.CharField(
        label="原因",
        max_length=300,
        widget=forms.TextInput({"data-quick": "", "aria-keyshortcuts": "Control+Enter"}),
        help_text="只记录，不公开。写完按 Ctrl+Enter 提出。",
    )
    public = forms.BooleanField(
        label="公开更正说明", required=False, initial=True, help_text="错别字等小处可以不公开，记录里会注明。"
    )

    source_url = forms.URLField(
        label="原文网址", required=False, max_length=500, assume_scheme="https", validators=[WEB_ADDRESS]
    )

    class Meta:
        model = Article
        fields = ["section", *WORDS, "tags"]
        widgets = {"body": BodyWidget({"data-first": ""}), "summary": forms.Textarea({"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["tags"] = join_tags(correcting.printed_tags(self.instance))
        self.printed = refiling.printed_section(self.instance)
        self.initial["section"] = self.printed["id"] if self.printed else None

    def changes(self, pictures: Any) -> dict[str, Any]:
        """The words, and the pictures of their own forms, as `issues.workflow.correcting.propose` takes them."""
        words = {name: value for name, value in self.cleaned_data.items() if name not in _REASONS}
        source = words.pop("source", None)
        section = words.pop("section", None)
        if section and (not self.printed or section.pk != self.printed["id"]):  # an old name in print stays as it is
            words["section"] = {"id": section.pk, "name": section.name}
        words |= {"source": {"id": source.pk, "name": source.name} if source else None}
        if not pictures.is_bound:
            return words
        rows = [picture_row(form.picture()) for form in pictures.kept_forms()]
        return words | {"images": [{**row, "position": position} for position, row in enumerate(rows, start=1)]}


PicturesFormSet = forms.inlineformset_factory(
    Article, ArticleImage, form=ImageForm, formset=ImageFormSet, extra=0, can_delete=True, max_num=0
)


@desk_page("issues.view_correction", "issues.correct_issue", "issues.approve_correction")
def corrections_page(request: HttpRequest) -> HttpResponse:
    """All corrections, newest first; those that wait are at the top of the desk."""
    rows = Correction.objects.select_related("article", "issue").order_by("-at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "corrections", "更正", {"page": page, "rows": page.object_list})


@desk_page("issues.correct_issue")
def correct_article(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose new words for a published article. Typed words stay on the page when something is refused."""
    article = get_object_or_404(Article.objects.published(), pk=pk)
    based_on = article.version
    form = CorrectionForm(request.POST or None, instance=article)
    pictures = _pictures(request, article)
    if request.method == "POST" and all([form.is_valid(), not pictures.is_bound or pictures.is_valid()]):
        data = form.cleaned_data
        try:
            made = correcting.propose(
                article=Article.objects.get(pk=pk),
                based_on=number_in(request.POST, "based_on"),
                changes=form.changes(pictures),
                what=data["what"],
                why=data["why"],
                public=data["public"],
                by=actor_of(request.user),
            )
            messages.success(request, "更正已提出，待审定后生效。")
            return HttpResponseRedirect(reverse("desk:correction", args=[made.pk]))
        except StaleEdit as error:
            form.add_error(None, f"{error}请对照现文再提一次。")
        except ValidationError as error:
            form.add_error(None, error)
    context = {"form": form, "pictures": pictures, "article": article, "based_on": based_on}
    return render(request, "correct", f"更正：{article}", context)


def _pictures(request: HttpRequest, article: Article) -> Any:
    """The forms of the article's pictures, each with an address to show it from."""
    sent = request.POST if "images-TOTAL_FORMS" in request.POST else None
    pictures: Any = PicturesFormSet(sent, request.FILES if sent else None, instance=article, prefix="images")
    for form in pictures:
        row = form.instance
        form.shown = default_storage.url(rendition_name(row, row.widths[0])) if row.pk and row.widths else ""
    return pictures


@desk_page("issues.correct_issue")
def correct_issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose another order or other lead titles for a published issue."""
    issue = get_object_or_404(Issue.objects.published(), pk=pk)
    entries = list(issue.entries.select_related("article").order_by("position"))
    sent = request.POST
    typed = [(one, sent.get(f"order-{one.pk}", str(one.position)), sent.get(f"lead-{one.pk}", one.lead_title))
             for one in entries]  # fmt: skip
    if request.method == "POST":
        try:
            order = [one.article_id for one, _, _ in sorted(typed, key=lambda row: _number(row[1]))]
            made = correcting.propose_for_issue(
                issue=issue,
                based_on=number_in(sent, "based_on"),
                changes={"order": order, "lead_titles": {str(one.article_id): lead.strip() for one, _, lead in typed}},
                what=sent.get("what", ""),
                why=sent.get("why", ""),
                public="public" in sent,
                by=actor_of(request.user),
            )
            messages.success(request, "更正已提出，待审定后生效。")
            return HttpResponseRedirect(reverse("desk:correction", args=[made.pk]))
        except StaleEdit as error:
            messages.error(request, f"{error}请对照现在的次序再提一次。")
        except ValidationError as error:
            tell(request, error)
    context = {"issue": issue, "typed": typed, "what": sent.get("what", ""), "why": sent.get("why", ""),
               "public": request.method == "GET" or "public" in sent}  # fmt: skip
    return render(request, "correct_issue", f"更正：{issue.label}", context)


@desk_page("issues.view_correction", "issues.correct_issue", "issues.approve_correction")
def correction_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One correction: what it changes, and its decision."""
    row = get_object_or_404(Correction.objects.select_related("article", "issue"), pk=pk)
    open_to_me = row.status == Correction.Status.PROPOSED and request.user.has_perm("issues.approve_correction")
    own = row.by_id == request.user.pk and not settings.REVIEW_SAME_PERSON
    context = {
        "row": row,
        "changes": _changes(row),
        "findings": _findings(row) if row.status == Correction.Status.PROPOSED else [],
        "may_decide": open_to_me and not own,
        "own": open_to_me and own,
        "editions": row.editions.all(),
    }
    return render(request, "correction", "更正", context)


@desk_page("issues.approve_correction")
@require_POST
def decide_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve or refuse, as the pressed button says."""
    row = get_object_or_404(Correction, pk=pk)
    words, by = request.POST.get("comment", ""), actor_of(request.user)
    try:
        if request.POST.get("decision") == "approve":
            correcting.approve(correction=row, by=by, comment=words)
            messages.success(request, "更正已生效，新的一版已定稿，原版保留。")
        else:
            correcting.refuse(correction=row, by=by, reason=words)
            messages.success(request, "已记为不采纳。")
    except StaleEdit as error:
        messages.error(request, f"{error}这项更正是按旧文提的，请退回重提。")
    except ValidationError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("desk:correction", args=[pk]))


def _changes(row: Correction) -> list[ShownChange]:
    if row.article:
        return [
            ShownChange("", label_of(name), compare_lines(lines_of(name, row.before.get(name)), lines_of(name, new)))
            for name, new in row.changes.items()
        ]
    titles = {str(pk): title for pk, title in row.issue.articles.values_list("pk", "title")} if row.issue else {}
    shown = []
    for name, new in row.changes.items():
        old = row.before.get(name)
        if name == "order":
            before, after = ([titles.get(str(pk), str(pk)) for pk in side] for side in (old, new))
            shown.append(ShownChange("", "次序", compare_lines(before, after)))
        else:
            changed = [pk for pk in new if new[pk] != old.get(pk, "")]
            before, after = (
                [side.get(pk) or f"（同标题）{titles.get(pk, pk)}" for pk in changed] for side in (old, new)
            )
            shown.append(ShownChange("", "导读标题", compare_lines(before, after)))
    return shown


def _findings(row: Correction) -> list[Judged]:
    """What the proof checks find in an article as it would be after the correction; what it has waivers for is told."""
    if row.article is None:
        return []
    corrected = Article.objects.select_related("section", "source").get(pk=row.article.pk)
    for name, value in row.changes.items():
        if isinstance(value, str):
            setattr(corrected, name, value)
    known = waivers_of("article", [corrected.pk]).get(corrected.pk, {})
    return judged(check_words(text_of_article(corrected), corrected), known)


def _number(typed: str) -> int:
    number = whole_number(typed.strip())
    return 10_000 if number is None else number
