from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "稿件"

    def ready(self) -> None:
        from articles import changes, rights  # models are not loaded before ready()

        changes.connect()
        rights.connect()
