from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "稿件"

    def ready(self) -> None:
        from articles import database, signals
        from articles.record import chain, rights, sign_ins  # models are not loaded before ready()
        from articles.search import indexing

        signals.connect()
        rights.connect()
        sign_ins.connect()
        # The chain last: once its lock is taken, nothing else of the transaction is waited for.
        database.before_commit += [indexing.before_commit, chain.before_commit]
        pre_migrate.connect(_before_migrations, sender=self)
        post_migrate.connect(_after_migrations, sender=self)


def _before_migrations(*, using: str, plan: Any = (), **_: Any) -> None:
    from articles.record import guards
    from articles.search import indexing

    indexing.rest(using, back=any(backwards for _, backwards in plan))
    if plan:
        guards.uninstall(using)


def _after_migrations(*, using: str, **_: Any) -> None:
    from articles.record import guards
    from articles.search import indexing

    indexing.resume(using)
    guards.install(using)
