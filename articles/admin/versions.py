"""Forms that know which version they were opened at, and what happens when somebody saved in between.

Whatever refuses a save (a newer version, a deletion, a right or a state that changed meanwhile) ends on a page
that shows the typed words, and they are kept in their writer's recovery buffer besides.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.shown import shown_fields
from articles.models import RecoveryBuffer
from articles.record import presence, recovery
from articles.record.audit import actor_of
from articles.record.history import Side, StaleEdit, revisions_of
from articles.refusals import Refused
from articles.text.conflicts import FieldConflict, conflicts, merged
from articles.text.numbers import number_in
from articles.text.tags import join_tags

# Fields of a posted form that are no words of its writer's.
_NOT_TYPED = ("csrfmiddlewaretoken", "based_on", "_merge", "_base", "_theirs", "_save", "_continue", "_addanother")


@dataclass(frozen=True, slots=True)
class ShownConflict:
    """A field in which two sides differ, with its label."""

    label: str
    field: FieldConflict


class VersionedAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Turns a refused save into a page that shows both texts; nothing typed is thrown away."""

    def snapshot(self, row: Any) -> dict[str, Any]:
        """The row as its revisions keep it."""
        raise NotImplementedError

    def hidden_fields(self, request: HttpRequest) -> frozenset[str]:
        """Fields that this person does not see: sent all the same, they are not compared with what is stored."""
        return frozenset()

    def based_on(self, form: Any) -> int:
        """The version that the posted form was opened at; 0, which no row has, when it does not say."""
        return form.cleaned_data.get("based_on") or 0

    @property
    def kind(self) -> str:
        return str(self.opts.model_name)

    def get_urls(self) -> list[URLPattern]:
        page = self.admin_site.admin_view(self.recovered_page)
        name = f"{self.opts.app_label}_{self.kind}_recovered"
        return [path("recovered/<int:pk>/", page, name=name), *super().get_urls()]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the hidden version, unless the page is only for reading."""
        sets: list[tuple[Any, dict[str, Any]]] = [
            (name, dict(options)) for name, options in super().get_fieldsets(request, obj)
        ]
        if obj is not None and self.has_change_permission(request, obj):
            sets[0][1]["fields"] = [*sets[0][1]["fields"], "based_on"]
        return sets

    # Opening and saving

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().add_view(request, form_url, {**self._open_page(request, None), **(extra_context or {})})
        if request.method == "POST" and response.status_code == 302:
            self._saved(request, 0)
        return response

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        posted = request.method == "POST"
        row = self.get_object(request, object_id)
        if posted and row is not None and "_merge" in request.POST:
            request.POST = self._merged(request, row)  # type: ignore[assignment]
        try:
            context = {**self._open_page(request, row), **(extra_context or {})}
            response: HttpResponse = super().change_view(request, object_id, form_url, context)
        except StaleEdit as stale:
            return self._stale(request, stale)
        except (ValidationError, PermissionDenied) as refused:
            if not posted or row is None:
                raise
            return self._refused(request, row.pk, refused)
        if posted and response.status_code == 302 and row is not None:
            self._saved(request, row.pk)
        return response

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """A form whose object was deleted meanwhile comes back with its words; a mere visit is 404."""
        pk = number_in({"pk": object_id}, "pk")
        gone_now = pk and not self.model._default_manager.filter(pk=pk).exists()
        if request.method == "POST" and gone_now and self.has_change_permission(request):
            gone = StaleEdit(kind=self.kind, object_id=pk, based_on=number_in(request.POST, "based_on"),
                             base=None, theirs=None)  # fmt: skip
            return self._stale(request, gone)
        raise Http404("没有这一条")

    def _saved(self, request: HttpRequest, pk: int) -> None:
        """What was saved need not be kept for recovery; and the same form sent once more is known again."""
        person = actor_of(request.user).user
        if person is not None:
            recovery.discard(kind=self.kind, object_id=pk, person=person)
            presence.leave(kind=self.kind, object_id=pk, person=person)
        request.session["last_saved"] = _fingerprint(request)

    def _open_page(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """What the page tells static/desk/open-page.js, and the unsaved text that it offers back."""
        person = actor_of(request.user).user
        if request.method != "GET" or person is None:
            return {}
        pk = row.pk if row is not None else 0
        if not (self.has_change_permission(request, row) if row is not None else self.has_add_permission(request)):
            return {}
        held = recovery.held_for(kind=self.kind, object_id=pk, person=person)
        if held is not None and not self._worth_offering(held, row):
            held = None
        return {
            "open_page": {"kind": self.kind, "pk": pk, "version": row.version if row is not None else 0},
            "unsaved": held,
            "unsaved_page": reverse(f"admin:{self.opts.app_label}_{self.kind}_recovered", args=[pk]),
            "others": presence.others(kind=self.kind, object_id=pk, person=person) if pk else [],
        }

    # What was refused

    def _stale(self, request: HttpRequest, stale: StaleEdit) -> HttpResponse:
        if stale.theirs is not None and request.session.get("last_saved") == _fingerprint(request):
            messages.info(request, "刚才已经保存过了，没有重复保存。")
            return HttpResponseRedirect(request.path)
        self._keep_typed(request, stale.object_id, stale.based_on)
        row = self.model._default_manager.filter(pk=stale.object_id).first()
        theirs = stale.theirs
        typed = self._seen(request, _typed(request.POST))
        context = {
            "stale": stale,
            "theirs": theirs,
            "base_version": stale.based_on,
            "changes": self._conflicts(stale.base, typed, theirs) if theirs else [],
            "gone": theirs is None,
            "inline_prefixes": sorted({name.split("-")[0] for name in typed if name.endswith("-TOTAL_FORMS")}),
            "published": getattr(row, "status", "") == "published",
            "object_id": stale.object_id,
            "add_page": reverse(f"admin:{self.opts.app_label}_{self.kind}_add"),
        }
        return self._conflict_page(request, "别人先保存了" if theirs else "这一篇已被删除", context, status=409)

    def _refused(self, request: HttpRequest, pk: int, refused: Exception) -> HttpResponse:
        sentences = (
            refused.messages if isinstance(refused, ValidationError) else [str(refused) or "您现在不能改这一页。"]
        )
        for sentence in sentences:
            messages.error(request, sentence)
        self._keep_typed(request, pk, number_in(request.POST, "based_on"))
        row = self.model._default_manager.filter(pk=pk).first()
        context = {"refused": True, "published": getattr(row, "status", "") == "published", "object_id": pk}
        status = 409 if isinstance(refused, ValidationError) else 403
        return self._conflict_page(request, "没有保存", context, status=status)

    def _conflict_page(
        self, request: HttpRequest, title: str, context: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in _NOT_TYPED]
        frame = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": title,
            "typed": typed,
            "words": [(self._label(name), value) for name, value in typed if value.strip() and self._is_field(name)],
        }
        return TemplateResponse(request, "admin/conflict.html", {**frame, **context}, status=status)

    def _keep_typed(self, request: HttpRequest, pk: int, based_on: int) -> None:
        person = actor_of(request.user).user
        if person is None:
            return
        try:
            recovery.store(kind=self.kind, object_id=pk, person=person, based_on=based_on, fields=_typed(request.POST))
        except (recovery.TooOld, recovery.TooMuch):
            return  # a newer tab's text is held already; this one's stands on the page that follows

    # Merging

    def _conflicts(self, base: Side | None, typed: Mapping[str, str], theirs: Side) -> list[ShownConflict]:
        sides = [self._as_typed(side.snapshot) if side else {} for side in (base, theirs)]
        found = conflicts(sides[0], {name: typed[name] for name in typed if name in sides[1]}, sides[1])
        return [ShownConflict(self._label(one.name), one) for one in found]

    def _merged(self, request: HttpRequest, row: Any) -> QueryDict:
        """The posted form with each stretch as it was picked, based on the version that was shown as theirs."""
        sent = request.POST.copy()
        base, theirs = (self._as_typed(self._version(row, number_in(sent, name))) for name in ("_base", "_theirs"))
        mine = {name: value for name, value in _typed(sent).items() if name in theirs}
        picks = {name.removeprefix("pick-"): str(value) for name, value in sent.items() if name.startswith("pick-")}
        for name, value in merged(base, mine, theirs, picks).items():
            sent[name] = value
        sent["based_on"] = sent.get("_theirs", "")
        for name in [name for name in sent if name.startswith("pick-") or name in ("_merge", "_base", "_theirs")]:
            del sent[name]
        return sent

    def _seen(self, request: HttpRequest, typed: Mapping[str, str]) -> dict[str, str]:
        hidden = self.hidden_fields(request)
        return {name: text for name, text in typed.items() if name not in hidden}

    def _version(self, row: Any, version: int) -> dict[str, Any]:
        kept = revisions_of(row).filter(version=version).first()
        if kept is not None:
            snapshot: dict[str, Any] = kept.snapshot
            return snapshot
        return self.snapshot(row) if row.version == version else {}

    def _as_typed(self, snapshot: Mapping[str, Any]) -> dict[str, str]:
        """A snapshot's fields as a form would send them; what hangs on the object is not among them."""
        return {name: _as_text(value) for name, value in snapshot.items() if self._is_field(name)}

    def _is_field(self, name: str) -> bool:
        return name in (self.form.base_fields if self.form else {}) and name != "based_on"

    def _label(self, name: str) -> str:
        field = self.form.base_fields.get(name)
        return str((field and field.label) or name)

    # Unsaved text

    def recovered_page(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The person's unsaved text beside what is stored; from here it is saved (which may conflict) or discarded."""
        person = actor_of(request.user).user
        row = self.get_object(request, str(pk)) if pk else None
        if pk and row is None and self.model._default_manager.filter(pk=pk).exists():
            raise Http404("没有这一条")
        if not (self.has_change_permission(request, row) if row else self.has_add_permission(request)):
            raise Refused("您不能修改这一页。")
        held = recovery.held_for(kind=self.kind, object_id=pk, person=person) if person else None
        if held is None or person is None:
            messages.info(request, "没有未保存的文字。")
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.kind}_changelist"))
        name = "change" if row else "add"
        back = reverse(f"admin:{self.opts.app_label}_{self.kind}_{name}", args=[pk] if row else [])
        if request.method == "POST":
            recovery.discard(kind=self.kind, object_id=pk, person=person)
            messages.info(request, "未保存的文字已丢弃。")
            return HttpResponseRedirect(back)
        stored = Side(self.snapshot(row), row.version) if row else Side({}, 0)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "未保存的文字",
            "held": held,
            "back": back,
            "changes": self._conflicts(stored, self._seen(request, held.fields), stored) if row else [],
            "typed": list(held.fields.items()),
            "words": shown_fields(held.fields, self.form.base_fields, self._is_field),
            "older": row is not None and held.based_on != row.version,
        }
        return TemplateResponse(request, "admin/recovered.html", context)

    def _worth_offering(self, held: RecoveryBuffer, row: Any) -> bool:
        """Whether the buffer holds words that are not stored; an autosave that lost the race with a save does not."""
        if row is None:
            return any(text.strip() for name, text in held.fields.items() if self._is_field(name))
        stored = self._as_typed(self.snapshot(row))
        return bool(conflicts(stored, {n: t for n, t in held.fields.items() if n in stored}, stored))


def _typed(sent: QueryDict) -> dict[str, str]:
    return {name: str(value) for name, value in sent.items() if name not in _NOT_TYPED and not name.startswith("pick-")}


def _fingerprint(request: HttpRequest) -> str:
    """Of a posted form, files aside: the same form sent twice has the same."""
    words = sorted((name, value) for name, values in request.POST.lists() for value in values
                   if name != "csrfmiddlewaretoken")  # fmt: skip
    return hashlib.sha256(repr((request.path, words)).encode("utf-8", "surrogatepass")).hexdigest()


def _as_text(value: Any) -> str:
    """A snapshot's value as the form's field sends it."""
    if value is None:
        return ""
    if isinstance(value, dict):
        return str(value["id"])
    if isinstance(value, list):
        pairs = all(isinstance(one, list) for one in value)
        return "\n".join(f"{one[0]}：{one[1]}" for one in value) if pairs and value else join_tags(value)
    return str(value)
