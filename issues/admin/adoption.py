"""采用统计 in the admin: outlets, scoring rules, classes of units, and what is entered by hand."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from articles.admin.recorded import RegisterAdmin
from articles.images import FORMATS_SHOWN, reencoded
from articles.record.audit import Change, actor_of, record
from issues.admin.scoring_rules import ScoringRulesForm, rule_book
from issues.models import (
    Adoption,
    AdoptionCredit,
    AdoptionScan,
    Deduction,
    Forwarding,
    Instruction,
    Outlet,
    ScoringRules,
    UnitStanding,
)
from issues.statistics import proofs
from issues.statistics.closing import closed_on
from issues.statistics.examples import examples
from issues.statistics.importing import EARLIEST
from issues.statistics.printing import html_table, rules_shown
from issues.statistics.rules import (
    FORMS,
    INSTRUCTION_LEVELS,
    PENALTIES,
)


@admin.register(Outlet)
class OutletAdmin(RegisterAdmin):
    list_display = ["name", "group", "position", "own", "counts", "active"]
    fields = ["name", "group", "position", "own", "counts", "active"]


@admin.register(ScoringRules)
class ScoringRulesAdmin(RegisterAdmin):
    form = ScoringRulesForm
    list_display = ["name", "start", "end"]
    readonly_fields = ["points_shown", "worked_examples"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may not change the rules sees the points as a table: the form's own fields are no fields of the row."""
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        shown = [name for name in super().get_fields(request, obj) if name != "points_shown"]
        return shown if may else ["name", "start", "end", "points_shown", "worked_examples"]

    @admin.display(description="分值")
    def points_shown(self, row: ScoringRules) -> SafeString:
        return SafeString(html_table(rules_shown(rule_book(row))))

    @admin.display(description="算例")
    def worked_examples(self, row: ScoringRules) -> SafeString | str:
        """What each rule gives, computed by the functions that count."""
        if not row.pk:
            return "保存以后，这里按每条规则算一个例子。"
        lines = [(one.rule, one.case, one.result) for one in examples(rule_book(row))]
        body = format_html_join("", "<tr><th scope=row>{}</th><td>{}</td><td>{}</td></tr>", lines)
        head = mark_safe("<tr><th scope=col>规则</th><th scope=col>例子</th><th scope=col>得分</th></tr>")
        return format_html('<table class="worked"><thead>{}</thead><tbody>{}</tbody></table>', head, body)


@admin.register(UnitStanding)
class UnitStandingAdmin(RegisterAdmin):
    list_display = ["department", "unit_class", "counts_for", "start", "end"]
    list_filter = ["unit_class"]
    list_select_related = ["department", "counts_for"]
    search_fields = ["department__name", "unit_class"]
    fields = ["department", "unit_class", "counts_for", "start", "end"]


class CreditInline(admin.TabularInline):  # type: ignore[type-arg]
    """Who is credited, where the item is not in the archive."""

    model = AdoptionCredit
    extra = 1
    fields = ["department", "contributor", "position"]
    autocomplete_fields = ["contributor"]
    verbose_name_plural = "署名（稿件在库里时不用填，按稿件的署名计）"

    # Part of the adoption: who may enter that may say whose it is. Credits have no rights of their own.
    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("issues.view_adoption")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("issues.change_adoption" if obj else "issues.add_adoption")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("issues.change_adoption")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm("issues.change_adoption")


def _choices(values: Sequence[str], empty: str) -> Callable[[], list[tuple[str, str]]]:
    return lambda: [("", empty), *((value, value) for value in values)]


class EnteredForm(forms.ModelForm):  # type: ignore[type-arg]
    """Something that has happened: its day is not to come."""

    def clean_day(self) -> dt.date:
        day: dt.date = self.cleaned_data["day"]
        if not EARLIEST <= day <= timezone.localdate():
            raise ValidationError("日期在将来或太早，请核对。")
        return day


class AdoptionForm(EnteredForm):
    form = forms.ChoiceField(label="形式", required=False, choices=_choices(FORMS, "（自动）"))
    new_scan = forms.FileField(
        label="扫描件", required=False, help_text=f"采用页的照片或扫描图（{FORMATS_SHOWN}）；只有编辑部的人能看。"
    )
    drop_scan = forms.BooleanField(label="删掉扫描件", required=False)

    class Meta:
        model = Adoption
        fields = ["article", "title", "outlet", "form", "day", "evidence"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if file := data.get("new_scan"):
            self._check(file)
        if not data.get("article") and not (data.get("title") or "").strip():
            raise ValidationError("请选稿件；稿件不在库里就写标题。")
        return data

    def _check(self, file: Any) -> None:
        """Say at the field what is no picture; nothing is stored then."""
        try:
            reencoded(file, size=file.size, longest=100)
        except ValidationError as error:
            self.add_error("new_scan", error)
        file.seek(0)


class EnteredAdmin(RegisterAdmin):
    """Something entered by hand: the name of whoever entered it is kept."""

    date_hierarchy = "day"
    list_per_page = 50

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.by_name = actor_of(request.user).name
        super().save_model(request, obj, form, change)
        if not isinstance(obj, Forwarding) and (label := closed_on(obj.day)):  # what is sent up does not count
            messages.warning(request, f"{label}已经结算：结果不变，这一条只列为差异。")


@admin.register(Adoption)
class AdoptionAdmin(EnteredAdmin):
    form = AdoptionForm
    list_display = ["shown", "outlet", "form", "day", "evidence", "by_name"]
    list_filter = ["outlet"]
    list_select_related = ["article", "outlet"]
    search_fields = ["title", "article__title", "evidence"]
    autocomplete_fields = ["article"]
    inlines = [CreditInline]
    readonly_fields = ["scan_shown"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """With what may be done to the scan as it is."""
        may = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        kept = obj is not None and AdoptionScan.objects.filter(adoption=obj).exists()
        upload = ["new_scan", *(["drop_scan"] if kept else [])] if may else []
        return ["article", "title", "outlet", "form", "day", "evidence", *(["scan_shown"] if kept else []), *upload]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        by, file = actor_of(request.user), form.cleaned_data.get("new_scan")
        if file:
            proofs.keep_scan(adoption=obj, file=file, size=file.size, by=by)
        elif form.cleaned_data.get("drop_scan"):
            proofs.drop_scan(adoption=obj, by=by)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """With whose points they are, on record as the rest."""
        before = _credited(form.instance)
        super().save_related(request, form, formsets, change)
        after = _credited(form.instance)
        if before != after:
            told = Change(form.instance, before={"credits": before}, after={"credits": after})
            record(told, by=actor_of(request.user), action="change" if change else "create")

    @admin.display(description="扫描件")
    def scan_shown(self, row: Adoption) -> SafeString:
        address = reverse("desk:adoption_scan", args=[row.pk])
        return format_html('<a href="{}" target="_blank" rel="noopener">打开扫描件</a>', address)

    @admin.display(description="稿件", ordering="title")
    def shown(self, row: Adoption) -> str:
        return str(row.article or row.title)


def _credited(row: Adoption) -> list[str]:
    """Who is credited, in order: 产业科 时雨."""
    return [str(one) for one in AdoptionCredit.objects.filter(adoption=row).select_related("department", "contributor")]


@admin.register(Forwarding)
class ForwardingAdmin(EnteredAdmin):
    """What was sent up, to whom and when."""

    form = EnteredForm
    list_display = ["article", "outlet", "day", "note", "by_name"]
    list_filter = ["outlet"]
    list_select_related = ["article", "outlet"]
    search_fields = ["article__title", "note"]
    autocomplete_fields = ["article"]
    fields = ["article", "outlet", "day", "note"]


class InstructionForm(EnteredForm):
    level = forms.ChoiceField(label="级别", choices=_choices(INSTRUCTION_LEVELS, "请选择"))


@admin.register(Instruction)
class InstructionAdmin(EnteredAdmin):
    form = InstructionForm
    list_display = ["article", "level", "leader", "day", "follow_up"]
    list_filter = ["level"]
    list_select_related = ["article"]
    search_fields = ["article__title", "leader"]
    autocomplete_fields = ["article"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The words of a 批示 are for few; whoever enters it has the paper before them and may type them in."""
        words = ["words"] if obj is None or request.user.has_perm("issues.see_instruction") else []
        return ["article", "level", "leader", "day", *words, "follow_up"]


class DeductionForm(EnteredForm):
    kind = forms.ChoiceField(label="种类", choices=_choices([*PENALTIES, "补记"], "请选择"))


@admin.register(Deduction)
class DeductionAdmin(EnteredAdmin):
    form = DeductionForm
    list_display = ["department", "kind", "points", "day", "why", "by_name"]
    list_filter = ["kind"]
    list_select_related = ["department"]
    search_fields = ["department__name", "why"]
    fields = ["department", "kind", "day", "why", "points"]
