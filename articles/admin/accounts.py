"""Accounts: who manages people may give them roles, but nobody rights beyond the roles, nor oneself a role."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.http import HttpRequest
from django.utils.html import format_html_join

from articles.record.audit import name_of

_STOCK = {"add": "可以新建", "change": "可以修改", "delete": "可以删除", "view": "可以查看"}


def _said(right: Permission) -> str:
    said = _STOCK.get(right.codename.partition("_")[0], "") if right.name.startswith("Can ") else ""
    return f"{right.content_type.app_labeled_name} | {said or right.name}"


class RightsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic for the stubs only
    """Rights to choose from, in Chinese; Django stores the names of its own four in English."""

    def label_from_instance(self, obj: Permission) -> str:
        """稿件 | 标签 | 可以新建"""
        return _said(obj)


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # generic for the stubs only
    """A password set by somebody else, without what Django leaves in English."""

    usable_password_help_text = "关闭后此人不能再用密码登录，现有的密码随即作废。"  # noqa: S105 - a help text


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class AccountAdmin(UserAdmin):  # type: ignore[type-arg]
    """Only a superuser makes superusers, grants single rights or touches a superuser's account."""

    change_password_form = PasswordForm
    list_display = ["username", "full_name", "roles", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("个人信息", {"fields": ["last_name", "first_name", "email"]}),
        ("角色", {"fields": ["is_active", "is_staff", "groups"]}),
        ("单独的权限", {"fields": ["is_superuser", "user_permissions"]}),
        ("登录", {"fields": ["last_login", "date_joined"]}),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "user_permissions":
            kwargs |= {"form_class": RightsField, "queryset": _rights()}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="姓名")
    def full_name(self, person: User) -> str:
        return name_of(person)

    @admin.display(description="角色")
    def roles(self, person: User) -> str:
        return "、".join(group.name for group in person.groups.all())

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        sets = super().get_fieldsets(request, obj)
        return sets if _is_superuser(request) else [one for one in sets if one[0] != "单独的权限"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = ["last_login", "date_joined"]
        if obj is not None and obj.pk == request.user.pk and not _is_superuser(request):
            fixed += ["groups", "is_staff", "is_active"]  # one's own roles are another's to give
        return fixed

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """What a role may do stands in one table (`cms.roles`).

    Here only a superuser changes it: 管理员 could give themselves any right.
    """

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """To read, the rights stand in Chinese as they do in the form."""
        return ["name", "permissions" if _is_superuser(request) else "rights"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [] if _is_superuser(request) else ["rights"]

    @admin.display(description="权限")
    def rights(self, group: Group) -> str:
        return format_html_join("", "<br>{}", ((_said(one),) for one in _rights().filter(group=group)))

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


def _rights() -> Any:
    return Permission.objects.select_related("content_type").order_by(
        "content_type__app_label", "content_type__model", "codename"
    )


def _is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def _may_touch(request: HttpRequest, person: User | None) -> bool:
    return person is None or not person.is_superuser or _is_superuser(request)
