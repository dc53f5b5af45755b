from django.apps import AppConfig


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = "手机报"

    def ready(self) -> None:
        from issues import listening  # models are not loaded before ready()

        listening.connect()
