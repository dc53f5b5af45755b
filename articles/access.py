"""Who may see and change which articles. One rule for admin, previews, history and downloads."""

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, User
from django.db.models import Q, QuerySet

from articles.models import Article, Department
from articles.models.querysets import ArticleQuerySet

# While one of these, an article is still its department's own; afterwards only the desk edits it.
OPEN_TO_DEPARTMENT = {Article.Status.DRAFT, Article.Status.RETURNED}

Visitor = AbstractBaseUser | AnonymousUser


def sees_all(user: Visitor) -> bool:
    """Whether the user works for the desk and sees the articles of every department."""
    return isinstance(user, User) and user.has_perm("articles.see_all_articles")


def hidden_from(user: Visitor) -> frozenset[str]:
    """The fields of an article that the user may neither see nor change: the desk's notes to itself."""
    return frozenset() if sees_all(user) else frozenset({"internal_note"})


def own_departments(user: Visitor) -> QuerySet[Department]:
    """The departments that the user writes for or heads."""
    return Department.objects.filter(Q(members=user.pk) | Q(head=user.pk)).distinct()


def visible_to(user: Visitor) -> ArticleQuerySet:
    """The articles that the user may see in the admin: all, or those of the departments they write for
    or head."""
    if sees_all(user):
        return Article.objects.all()
    if not isinstance(user, User) or not user.has_perm("articles.view_article"):
        return Article.objects.none()
    return Article.objects.filter(department__in=own_departments(user))


def may_see(user: Visitor, article: Article) -> bool:
    """Whether the user may see this article in the admin; one query for a correspondent."""
    return visible_to(user).filter(pk=article.pk).exists() if not sees_all(user) else True


def may_edit(user: Visitor, article: Article) -> bool:
    """Whether the user may change the article: the desk always, its department until it is submitted.

    What readers see of a published article changes by a correction only (`articles.workflow.edit` refuses it).
    """
    if not isinstance(user, User) or not user.has_perm("articles.change_article"):
        return False
    return sees_all(user) or (article.status in OPEN_TO_DEPARTMENT and may_see(user, article))
