"""The forms of articles and of the small tables beside them."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from articles.admin.editor import BodyWidget, OneLine
from articles.admin.fields import NamesField, VersionedForm
from articles.models import Article, Department
from articles.record.audit import name_of
from articles.snapshots import FILING, WORDS

_LINE = {"class": "words-line"}


def _https(field: "models.Field[Any, Any]", **options: Any) -> forms.Field | None:
    """A form field; addresses typed without a scheme are https."""
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    return field.formfield(**options)


NO_DEPARTMENT = "您的账号还没有归入科室，这里没有可选的，稿件存不了：请找管理员在“科室”里把您加为通讯员。"


class ArticleForm(VersionedForm):
    """The words of an article. `departments` limits a correspondent to the offices they write for."""

    departments: QuerySet[Department] | None = None

    class Meta:
        model = Article
        formfield_callback = _https
        fields = [*WORDS, *FILING, "tags"]
        widgets = {
            "title": OneLine(_LINE | {"placeholder": "标题"}),
            "kicker": OneLine(_LINE | {"placeholder": "引题（没有就空着）"}),
            "subtitle": OneLine(_LINE | {"placeholder": "副题（没有就空着）"}),
            "byline_text": forms.TextInput(_LINE),
            "summary": forms.Textarea({"rows": 2}),
            "body": BodyWidget(),
            "internal_note": forms.Textarea({"rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields.get("department")
        if isinstance(field, forms.ModelChoiceField) and self.departments is not None:
            field.queryset, field.required = self.departments, True
            own = list(self.departments[:2])
            if len(own) == 1 and not self.instance.pk:
                field.initial = own[0].pk
            if not own:
                field.help_text = field.error_messages["required"] = NO_DEPARTMENT

    def clean_title(self) -> str:
        title: str = self.cleaned_data["title"].strip()
        if not title:
            raise ValidationError("请填写标题。")
        return title


class NamedForm(forms.ModelForm):  # type: ignore[type-arg]
    """A thing with aliases."""

    aliases = NamesField(
        label="别名", required=False, max_length=60, help_text="简称、曾用名，用、隔开；导入时认作同一个。"
    )


class DepartmentForm(NamedForm):
    """A department with who writes for it and who heads it: people by their names, the account beside."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("members", "head"):
            field = self.fields.get(name)
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = User.objects.order_by("last_name", "first_name", "username")
                field.label_from_instance = named_account  # type: ignore[method-assign, assignment]


def named_account(person: User) -> str:
    """孟主任（mengzr）; the account alone where it is the name."""
    name, account = name_of(person), person.get_username()
    return name if name == account else f"{name}（{account}）"


class ContributorForm(forms.ModelForm):  # type: ignore[type-arg]
    """A person with pen names."""

    aliases = NamesField(label="别名", required=False, max_length=40, help_text="笔名、曾用名，用、隔开。")
