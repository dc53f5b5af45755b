from django.apps import AppConfig
from django.core.checks import register


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = "手机报"

    def ready(self) -> None:
        from issues import checks, signals  # models are not loaded before ready()

        signals.connect()
        register(checks.fonts)
        register(checks.emoji, deploy=True)
