from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "稿件"

    def ready(self) -> None:
        from articles import database, signals
        from articles.record import rights  # models are not loaded before ready()
        from articles.search import indexing

        signals.connect()
        rights.connect()
        database.before_commit.append(indexing.before_commit)
        pre_migrate.connect(_before_migrations, sender=self)
        post_migrate.connect(_after_migrations, sender=self)


def _before_migrations(*, using: str, **_: Any) -> None:
    from articles.search import indexing

    indexing.rest(using)


def _after_migrations(*, using: str, **_: Any) -> None:
    from articles.search import indexing

    indexing.resume(using)
