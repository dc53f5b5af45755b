from django.apps import AppConfig
from django.core.checks import register


class IssuesConfig(AppConfig):
    name = "issues"
    verbose_name = "手机报"

    def ready(self) -> None:
        from issues import checks, guards, signals  # models are not loaded before ready()
        from issues.public import direct

        signals.connect()
        guards.register()
        direct.install()
        register(checks.fonts)
        register(checks.emoji, deploy=True)
