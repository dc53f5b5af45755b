"""Buttons that change a state: each asks on a page of its own, then calls the one function that may do it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.record import reasons
from articles.record.audit import actor_of, require
from articles.record.history import StaleEdit
from articles.record.open_points import OpenPoint, fingerprint
from articles.refusals import Refused

LONGEST_REASON = 200  # what the models keep of it


def _nothing_open(row: Any) -> Sequence[OpenPoint]:  # noqa: ARG001 - the signature of what tells
    return ()


def _nothing_to_note(row: Any) -> Sequence[str]:  # noqa: ARG001 - the signature of what tells
    return ()


@dataclass(frozen=True, slots=True)
class Step:
    """One state change as the admin offers it.

    name        part of the address, e.g. "publish"
    label       the button, e.g. 发布; `done` the past of it in the message, e.g. 已发布
    explain     one sentence on the asking page: what will happen
    permission  without it the button is not shown and the page refuses
    run         the workflow function, called as run(row, by=actor, reason=reason)
    offered     whether the step makes sense for a row as it stands
    reason_help who gets to read the reason
    picks_reason whether the desk's list of reasons is offered beside free text
    open_points  what is open in a row before the step: shown, and its warnings to be acknowledged
    facts        what exactly will happen to a row, in sentences of the form 名目：内容
    notes       what else to know of a row before the step: shown
    """

    name: str
    label: str
    done: str
    explain: str
    permission: str
    run: Callable[..., object]
    offered: Callable[[Any], bool]
    needs_reason: bool = False
    reason_help: str = "记入审计记录。"
    picks_reason: bool = False
    open_points: Callable[[Any], Sequence[OpenPoint]] = _nothing_open
    facts: Callable[[Any], Sequence[str]] = _nothing_open  # type: ignore[assignment]
    notes: Callable[[Any], Sequence[str]] = _nothing_to_note


class StepsMixin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Adds a page and a bulk action for each of `steps`."""

    steps: Sequence[Step] = ()

    def get_urls(self) -> list[URLPattern]:
        pages = [
            path(
                f"<int:pk>/{step.name}/",
                self.admin_site.admin_view(partial(self.step_page, step=step)),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{step.name}",
            )
            for step in self.steps
        ]
        return [*pages, *super().get_urls()]

    def steps_for(self, request: HttpRequest, row: models.Model) -> list[tuple[str, str]]:
        """(address, label) of the steps that this user may take with this row now."""
        base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return [
            (reverse(f"{base}_{step.name}", args=[row.pk]), step.label)
            for step in self.steps
            if request.user.has_perm(step.permission) and step.offered(row)
        ]

    def presses_for(self, request: HttpRequest, row: models.Model) -> list[tuple[str, str, bool]]:
        """As `steps_for`, with whether the step asks something first; one that does not is taken at one press."""
        asking = {step.label: step.needs_reason or bool(step.open_points(row)) for step in self.steps}
        return [(address, label, asking[label]) for address, label in self.steps_for(request, row)]

    def step_page(self, request: HttpRequest, pk: int, *, step: Step) -> HttpResponse:
        """Ask about one row, then take the step."""
        row = self.get_queryset(request).filter(pk=pk).first()
        if row is None:
            raise Http404("没有这一条")
        require(actor_of(request.user), step.permission, step.label)
        if request.method == "POST" and take(request, step, [row]):
            base = f"admin:{self.opts.app_label}_{self.opts.model_name}"
            gone = not self.model._default_manager.filter(pk=pk).exists()
            if gone or request.POST.get("back") == "list":
                return HttpResponseRedirect(reverse(f"{base}_changelist"))
            return HttpResponseRedirect(reverse(f"{base}_change", args=[pk]))
        return self._ask(request, step, [row])

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        offered: dict[str, Any] = super().get_actions(request)
        for step in self.steps:
            if request.user.has_perm(step.permission):
                action = partial(self._bulk, step=step)
                offered[step.name] = (action, step.name, step.label)
        return offered

    def _bulk(
        self, _admin: object, request: HttpRequest, rows: models.QuerySet[Any], *, step: Step
    ) -> HttpResponse | None:
        require(actor_of(request.user), step.permission, step.label)
        chosen = list(rows)
        if "confirmed" in request.POST and take(request, step, chosen):
            return None
        return self._ask(request, step, chosen, bulk=True)

    def _ask(self, request: HttpRequest, step: Step, rows: Sequence[Any], *, bulk: bool = False) -> HttpResponse:
        points = [(row, step.open_points(row)) for row in rows if step.offered(row)]
        context = {
            **self.admin_site.each_context(request),
            "points": [(row, told) for row, told in points if told],
            "acknowledge": fingerprint(point for _, told in points for point in told),
            "stopped": bool(points) and all(any(point.error for point in told) for _, told in points),
            "facts": [fact for row in rows if step.offered(row) for fact in step.facts(row)],
            "notes": [note for row in rows for note in step.notes(row)],
            "opts": self.opts,
            "title": step.label if len(rows) != 1 else f"{step.label}：{rows[0]}",
            "step": step,
            "rows": rows,
            "not_offered": [row for row in rows if not step.offered(row)],
            "reason": request.POST.get("reason", ""),
            "picked": request.POST.get("picked", ""),
            "reasons": reasons.offered() if step.picks_reason else [],
            "bulk": bulk,
            "back": request.get_full_path() if bulk else None,
        }
        return TemplateResponse(request, "admin/step.html", context)


def take(request: HttpRequest, step: Step, rows: Sequence[Any]) -> bool:
    """Take the step with each row, each whole or not at all; False where it must be asked about (again).

    The one door to a step: the admin's page and list, and the desk's pages come through it. Refused without the
    step's right. What was done and what was refused is told to the person.
    """
    require(actor_of(request.user), step.permission, step.label)
    try:
        reason = reasons.joined(request.POST.get("picked", ""), request.POST.get("reason", ""), longest=LONGEST_REASON)
    except ValidationError as error:
        messages.error(request, error.message)
        return False
    if step.needs_reason and not reason:
        messages.error(request, f"请写明{step.label}原因。")
        return False
    offered = [row for row in rows if step.offered(row)]
    open_now = fingerprint(point for row in offered for point in step.open_points(row))
    if open_now and request.POST.get("acknowledged") != open_now:
        messages.error(request, f"还有要留意的地方，请看过下面的提示，勾选“仍要{step.label}”。")
        return False
    done = 0
    for row in rows:
        try:
            step.run(row, by=actor_of(request.user), reason=reason)
            done += 1
        except (ValidationError, StaleEdit, Refused) as error:
            for sentence in error.messages if isinstance(error, ValidationError) else [str(error)]:
                messages.error(request, f"{row}：{sentence}")
    if done:
        names = str(rows[0]) if len(rows) == 1 else f"{done} 条"
        messages.success(request, f"{step.done}：{names}。")
    return bool(done) or len(rows) > 1
