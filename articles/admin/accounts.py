"""Accounts: what is done to them goes through `articles.record.accounts`, which asks a second person where it must."""

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join

from articles.admin.outside import ReadOnlyAdmin
from articles.admin.personal import PersonalMixin, erasing
from articles.admin.steps import Step, StepsMixin
from articles.models import AccountRequest
from articles.record import accounts, audit, personal
from articles.record.audit import actor_of, name_of
from articles.record.rights import fresh_accounts
from articles.text.numbers import whole_number

# What the form changes of an account.
_KEPT = ("username", "first_name", "last_name", "email", "is_active", "is_staff")

_LABELS = {
    "username": "账号", "email": "邮箱", "last_name": "姓", "first_name": "名", "is_active": "可以登录",
    "is_staff": "可以进后台", "groups": "角色",
}  # fmt: skip
_HELP = {
    "username": "登录用，字母、数字，以后少改。",
    "is_active": "离职、停用的去掉勾，当场生效；账号不删，签过的记录要留。",
    "is_staff": "编辑部的人都要勾上。",
    "groups": "通讯员、单位负责人、编辑当场生效；其余由安全管理同意后生效。系统管理、安全管理、审计员不兼其他角色。",
}

_STOCK = {"add": "可以新建", "change": "可以修改", "delete": "可以删除", "view": "可以查看"}


def _right_in_words(right: Permission) -> str:
    said = _STOCK.get(right.codename.partition("_")[0], "") if right.name.startswith("Can ") else ""
    return f"{right.content_type.app_labeled_name} | {said or right.name}"


class RightsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic for the stubs only
    """Rights to choose from, in Chinese; Django stores the names of its own four in English."""

    def label_from_instance(self, obj: Permission) -> str:
        """稿件 | 标签 | 可以新建"""
        return _right_in_words(obj)


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # generic for the stubs only
    """A password set by somebody else, without what Django leaves in English."""

    usable_password_help_text = "关闭后此人不能再用密码登录，现有的密码随即作废。"  # noqa: S105 - a help text
    waiting: AccountRequest | None = None

    def save(self, commit: bool = True) -> User:
        """Set it now, or once somebody else agrees: then `waiting` is the request."""
        password = self.cleaned_data["password1"] if self.cleaned_data["set_usable_password"] else None
        self.waiting = accounts.set_password(person=self.user, password=password, by=audit.current_actor())
        self.user.refresh_from_db(fields=["password"])  # what one's own session is checked against
        return cast(User, self.user)


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(PersonalMixin, UserAdmin):  # type: ignore[type-arg]
    """Rights come from roles only. Superusers are made at the server's command line; only they touch each other."""

    change_password_form = PasswordForm
    filter_horizontal = ()
    may_export = accounts.MAY_KEEP
    everything_of = staticmethod(personal.everything_of)
    steps = (
        erasing(
            "停用账号，抹去姓名、邮箱、密码、角色和没保存的文字，结束登录。他签过、改过、发布过的记录依法保留当时的姓名。",
            accounts.MAY_KEEP, personal.erase,
            offered=lambda person: not person.username.startswith(personal.ERASED),
        ),
    )  # fmt: skip
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("个人信息", {"fields": ["last_name", "first_name", "email"]}),
        ("角色", {"fields": ["is_active", "is_staff", "groups"]}),
        ("登录", {"fields": ["last_login", "date_joined"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        """The roles as boxes to tick: there are ten, and Django's two lists are unlabelled for a screen reader."""
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="姓名")
    def full_name(self, person: User) -> str:
        return name_of(person)

    @admin.display(description="角色")
    def roles(self, person: User) -> str:
        return "、".join(group.name for group in person.groups.all())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ["last_login", "date_joined"]
        if obj is not None and obj.pk == request.user.pk:
            fixed += ["groups", "is_staff", "is_active"]  # one's own roles are another's to give
        return fixed

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """With the rule of 三员分立 beside the field that breaks it."""
        kwargs |= {"labels": _LABELS, "help_texts": _HELP}
        base = super().get_form(request, obj, change=change, **kwargs)

        def clean_groups(form: Any) -> Any:
            groups = form.cleaned_data["groups"]
            held = form.instance.groups.values_list("name", flat=True)
            accounts.refuse_combination({group.name for group in groups}, set(held))
            return groups

        return type("AccountForm", (base,), {"clean_groups": clean_groups}) if "groups" in base.base_fields else base

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new account as typed, without a role; a changed one by `accounts.change`, which may ask somebody else."""
        if not change:
            obj.is_staff = True  # an account of the desk; without a role it may do nothing there
            super().save_model(request, obj, form, change)
            return
        groups = form.cleaned_data.get("groups")
        waiting = accounts.change(
            person=obj,
            fields={name: form.cleaned_data[name] for name in form.changed_data if name in _KEPT},
            groups=None if groups is None else {group.name for group in groups},
            by=actor_of(request.user),
        )
        _say(request, waiting)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """The roles are saved with the account."""
        if not change:
            super().save_related(request, form, formsets, change)

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        """Django's page; of a guarded account it says what waits for whom."""
        asked = AccountRequest.objects.filter(person_id=whole_number(id) or 0, status=AccountRequest.Status.WAITING)
        before = set(asked.values_list("pk", flat=True))
        answer: HttpResponse = super().user_change_password(request, id, form_url)
        waiting = asked.exclude(pk__in=before).first()
        if waiting is not None and request.method == "POST":
            list(messages.get_messages(request))  # “密码已修改” would be untrue
            _say(request, waiting)
        return answer

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """What a role may do stands in one table (`cms.roles`); here only a superuser changes it, until the next `migrate`.

    审计员 is told of each such change.
    """

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """To read, the rights stand in Chinese as they do in the form."""
        return ["name", "permissions" if _is_superuser(request) else "rights"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if _is_superuser(request) else ["rights"]

    @admin.display(description="权限")
    def rights(self, group: Group) -> str:
        return format_html_join("", "<br>{}", ((_right_in_words(one),) for one in _rights().filter(group=group)))

    def formfield_for_manytomany(self, db_field: Any, request: Any = None, **kwargs: Any) -> Any:
        if db_field.name == "permissions":
            kwargs |= {"form_class": RightsField, "queryset": _rights()}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return _is_superuser(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _is_superuser(request)


@admin.register(AccountRequest)
class AccountRequestAdmin(StepsMixin, ReadOnlyAdmin):
    """What waits for a second person, and what was decided."""

    steps = (
        Step(
            name="agree", label="同意", done="已同意，现在生效",
            explain="请先当面或打电话核实此人与申请，再同意；同意后立即生效，审计员会收到通知。",
            permission=accounts.MAY_AGREE, run=lambda row, by, **_: accounts.agree(request=row, by=by),
            offered=lambda row: row.status == AccountRequest.Status.WAITING,
        ),
        Step(
            name="refuse", label="不同意", done="已回复不同意", explain="不同意的，账号保持原样，申请人会看到原因。",
            permission=accounts.MAY_AGREE,
            run=lambda row, by, reason: accounts.refuse(request=row, by=by, reason=reason),
            offered=lambda row: row.status == AccountRequest.Status.WAITING,
            needs_reason=True, reason_help="申请人会看到，并记入审计记录。",
        ),
        Step(
            name="take-back", label="撤回申请", done="已撤回申请", explain="撤回后账号保持原样。",
            permission=accounts.MAY_KEEP, run=lambda row, by, **_: accounts.take_back(request=row, by=by),
            offered=lambda row: row.status == AccountRequest.Status.WAITING,
        ),
    )  # fmt: skip
    change_form_template = "admin/steps_form.html"
    list_display = ["account", "said_shown", "status", "by_name", "at", "decided_by_name", "decided_at"]
    list_display_links = ["account", "said_shown"]
    list_filter = ["status"]
    list_select_related = ["person"]
    fields = ("account", "said_shown", "status", "by_name", "at", "decided_by_name", "decided_at", "reason", "lately")
    readonly_fields = fields

    def change_view(self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None) -> Any:
        row = self.get_object(request, object_id)
        context = {"steps": self.steps_for(request, row) if row else []}
        return super().change_view(request, object_id, form_url, {**context, **(extra_context or {})})

    @admin.display(description="账号")
    def account(self, row: AccountRequest) -> str:
        return f"{name_of(row.person)}（{row.person.get_username()}）"

    @admin.display(description="改什么")
    def said_shown(self, row: AccountRequest) -> str:
        return row.said

    @admin.display(description="这个账号近来")
    def lately(self, row: AccountRequest) -> str:
        found = [(line,) for one in fresh_accounts([row.person]) for line in one.done]
        return format_html_join("", "<p>{}</p>", found) or "30 天内没有别的变更"


def _say(request: HttpRequest, waiting: AccountRequest | None) -> None:
    if waiting is not None:
        messages.warning(request, f"{waiting.said}：已提出申请，由另一人（安全管理）同意后生效。其余改动已生效。")


def _rights() -> Any:
    return Permission.objects.select_related("content_type").order_by(
        "content_type__app_label", "content_type__model", "codename"
    )


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    return person is None or not person.is_superuser or _is_superuser(request)
