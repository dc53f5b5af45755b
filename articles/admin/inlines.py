"""What stands below an article's form: its pictures and its credits."""

import re
from dataclasses import asdict
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import HttpRequest
from django.utils.html import format_html

from articles.admin.ordered import OrderedForm, OrderedFormSet
from articles.admin.reframing import Frame, reframed
from articles.images import StoredImage, rendition_name, store_image
from articles.models import Article, ArticleImage, Byline, Contributor
from articles.record import rows
from articles.record.audit import actor_of

_PLACE = re.compile(r"-(\d+)$")
_SALT = "articles.admin.kept-picture"
_KEPT_FOR = 7 * 24 * 3600


class ImageForm(OrderedForm):
    """A picture: the file is checked and stored while the form is checked, so its errors stand at its field."""

    upload = forms.FileField(
        label="图片文件",
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text="拍摄地点等信息会自动去除。",
    )

    # A browser forgets the chosen file when the form comes back with an error: what was stored is named here, signed.
    kept = forms.CharField(label="已选的图片", required=False, widget=forms.HiddenInput)
    # How the picture is turned and cut (`articles.admin.reframing.Frame`), drawn by static/desk/work-pictures.js.
    frame = forms.CharField(label="转动和裁剪", required=False, widget=forms.HiddenInput)

    class Meta:
        model = ArticleImage
        fields = ["alt", "caption", "credit", "after"]

    stored: StoredImage | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = _PLACE.search(self.prefix or "")
        number = f"第{int(place[1]) + 1}张图片" if place else "这张图片"
        self.fields["alt"].error_messages["required"] = f"{number}没有填替代文字：图里有谁、在做什么。"

    def clean_upload(self) -> Any:
        upload = self.cleaned_data.get("upload")
        if upload is not None:
            self.stored = store_image(upload, size=upload.size)
        elif token := self.data.get(self.add_prefix("kept")):
            self.stored = _kept(token)
        if self.stored is None and not self.instance.pk:
            raise ValidationError("请选择图片文件。")
        return upload

    def clean_frame(self) -> str:
        typed: str = self.cleaned_data["frame"]
        base = self.stored or (StoredImage.of(self.instance) if self.instance.pk else None)
        if typed and base is not None:
            self.stored = reframed(base, Frame.of(typed))
        return typed

    def full_clean(self) -> None:
        """With an error anywhere in the row the picture stays chosen, and the row says so."""
        super().full_clean()
        if self.stored is not None:
            # What was turned and cut is so already.
            self.data = {**self.data, self.add_prefix("kept"): token_of(self.stored), self.add_prefix("frame"): ""}
            self["upload"].help_text = "图片已收到，不必再选；要换就另选一个文件。"

    def picture(self) -> ArticleImage:
        """The row as the form has it, the new file if one was chosen; not saved."""
        return self.stored.fill(self.instance) if self.stored is not None else self.instance

    def save(self, commit: bool = True) -> ArticleImage:
        self.picture()
        image: ArticleImage = super().save(commit=commit)
        return image


def token_of(image: StoredImage) -> str:
    """A stored picture, signed, so that a form can name it."""
    return signing.dumps(asdict(image), salt=_SALT)


def _kept(token: str) -> StoredImage | None:
    """The picture that an earlier try stored; None for what this site did not sign, and where its file is gone."""
    try:
        fields = signing.loads(token, salt=_SALT, max_age=_KEPT_FOR)
    except signing.BadSignature:
        return None
    image = StoredImage(**{**fields, "widths": tuple(fields["widths"])})
    return image if default_storage.exists(image.name) else None


class ImageFormSet(OrderedFormSet):
    """Pictures; what of a file was not kept is told."""

    def kept_forms(self) -> list[Any]:
        """The forms of the pictures that stay, in their order."""
        return self._in_order()

    def prepare(self, request: HttpRequest) -> None:
        forms: list[Any] = self.forms
        for form in forms:
            if form.stored is not None and form.stored.note and form not in self.deleted_forms:
                messages.warning(request, f"图片“{form.instance.alt}”：{form.stored.note}")


class WordsOfArticleInline(admin.options.InlineModelAdmin):  # type: ignore[type-arg]
    """Rows that readers see: they follow the article's own rule on who may edit it and when."""

    def _open(self, request: HttpRequest, article: Any) -> bool:
        owner = self.admin_site.get_model_admin(Article)
        return article is None or owner.may_change_words(request, article)  # type: ignore[attr-defined]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and self._open(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._open(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._open(request, obj)


class ImageInline(WordsOfArticleInline, admin.StackedInline):  # type: ignore[type-arg]
    model = ArticleImage
    form = ImageForm
    formset = ImageFormSet
    extra = 0
    readonly_fields = ["thumbnail"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ["thumbnail", "alt", "caption", "credit", "after"]
        if not self.has_change_permission(request, obj):
            return shown
        return [*shown[:1], "upload", *shown[1:], "order", "kept", "frame"]

    @admin.display(description="预览")
    def thumbnail(self, image: ArticleImage) -> str:
        if not image.widths:
            return "保存后显示"
        return format_html(
            '<img src="{}" alt="{}" width="{}" height="{}" class="thumbnail">',
            default_storage.url(rendition_name(image, image.widths[0])),
            image.alt,
            160,
            max(1, round(160 * image.height / image.width)),
        )


class BylineForm(OrderedForm):
    """One credit. The person is typed by name; a name new to the department becomes a new person."""

    person = forms.CharField(label="作者", max_length=40, required=False, widget=forms.TextInput({"list": "people"}))

    class Meta:
        model = Byline
        fields = ["department", "department_name", "role"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.contributor:
            self.fields["person"].initial = str(self.instance.contributor)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        department, person = cleaned.get("department"), (cleaned.get("person") or "").strip()
        if not department and not person:
            raise ValidationError("请填科室或作者，至少一项。")
        if department and not cleaned.get("department_name"):
            cleaned["department_name"] = department.name
        self.instance.contributor = _person(person, department) if person else None
        if self.instance.contributor and not self.instance.contributor.name:
            raise ValidationError(f"“{person}”没有姓名，应写作“姓名”或“姓名（区别）”。")
        return cleaned


def _person(typed: str, department: Any) -> Contributor:
    """The person as typed, “姓名” or “姓名（区别）”: of this department if there, else saved with the row."""
    name, _, note = typed.rstrip("）)").replace("(", "（").partition("（")
    found = Contributor.objects.filter(name=name.strip(), note=note.strip(), department=department).first()
    return found or Contributor(name=name.strip(), note=note.strip(), department=department)


class BylineFormSet(OrderedFormSet):
    """Credits; people who are new are added before it is saved."""

    def prepare(self, request: HttpRequest) -> None:
        """Store the people who are new, each once however many rows name them."""
        by = actor_of(request.user)
        for form in self.forms:
            person = form.instance.contributor if form.has_changed() else None
            if person is None or person.pk is not None or form in self.deleted_forms:
                continue
            same = {"name": person.name, "note": person.note, "department": person.department}
            known = Contributor.objects.filter(**same).first()
            if known is None:
                rows.add(row=person, by=by)
            form.instance.contributor = known or person


class BylineInline(WordsOfArticleInline, admin.TabularInline):  # type: ignore[type-arg]
    model = Byline
    form = BylineForm
    formset = BylineFormSet
    extra = 0
    verbose_name_plural = "署名归属（由署名自动认出，可改）"

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        shown = ["department", "department_name", "person", "role"]
        return [*shown, "order"] if self.has_change_permission(request, obj) else shown

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).select_related("department", "contributor")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [] if self.has_change_permission(request, obj) else ["person"]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The departments read once for all rows, not once a row."""
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        if field is not None:
            field.choices = list(field.choices)  # type: ignore[arg-type]
        return field

    @admin.display(description="作者")
    def person(self, byline: Byline) -> str:
        return str(byline.contributor or "—")
