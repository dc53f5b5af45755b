"""栏目, 科室, 标签 of many articles at once: each whole or not at all, one version each, what failed said by name."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.html import format_html

from articles import workflow
from articles.models import Article, Department, Section
from articles.record.audit import actor_of
from articles.record.history import StaleEdit
from articles.refusals import Refused
from articles.text.numbers import number_in
from articles.text.tags import split_tags


def refile(request: HttpRequest, articles: Sequence[Article]) -> None:
    """Give the articles the section, department and tags that the form names; what it leaves empty stays as it is."""
    changes: dict[str, object] = {}
    for name, model in (("section", Section), ("department", Department)):
        pk = number_in(request.POST, f"to_{name}")
        if pk and (row := model._default_manager.filter(pk=pk).first()) is not None:
            changes[name] = row
    tags = split_tags(request.POST.get("to_tags", ""))
    if not changes and not tags:
        messages.warning(request, "什么也没有改：请选栏目、科室，或写要加的标签。")
        return
    done = [article for article in articles if _refiled(request, article, changes, tags)]
    if done:
        said = "、".join([*(str(one) for one in changes.values()), *tags])
        messages.success(request, f"{len(done)} 篇已归入“{said}”。")


def _refiled(request: HttpRequest, article: Article, changes: dict[str, object], tags: Sequence[str]) -> bool:
    try:
        with transaction.atomic():
            names = [*article.tags.names(), *tags] if tags else None
            workflow.edit(
                article=article, based_on=article.version, changes=changes, by=actor_of(request.user), tags=names
            )
    except (ValidationError, StaleEdit, Refused) as error:
        sentences = error.messages if isinstance(error, ValidationError) else [str(error)]
        messages.error(request, format_html("《{}》没有改：{}", article.title, "".join(sentences)))
        return False
    return True
