from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin import apps as admin_apps
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, post_save


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "站点"

    def ready(self) -> None:
        from axes.signals import user_locked_out
        from django.contrib.auth.models import User
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from articles.signals import factor_reset_agreed
        from cms import checks, desk_words, direct_pages  # models are not loaded before ready()
        from cms.sign_in import locks, second_factor, sessions

        register(checks.roles, Tags.database)
        register(checks.guarded, Tags.database)
        register(checks.separated, Tags.database)
        register(checks.second_factor, Tags.security, deploy=True)
        post_migrate.connect(_after_migrations)
        direct_pages.install()
        user_locked_out.connect(locks.on_lock, dispatch_uid="sign-in-locked")
        desk_words.install()
        factor_reset_agreed.connect(second_factor.on_reset_agreed, dispatch_uid="factor-reset")
        user_logged_in.connect(sessions.on_sign_in, dispatch_uid="sign-in-begins")
        user_logged_out.connect(sessions.on_sign_out, dispatch_uid="sign-in-ends")
        post_save.connect(sessions.on_account_saved, sender=User, dispatch_uid="sign-in-account-saved")


def _after_migrations(*, sender: AppConfig, **_: Any) -> None:
    """Bring the roles in line, once the last app has stored its rights.

    Not in a database without any group, which is being emptied, nor in one that is not wholly migrated.
    """
    from django.contrib.auth.models import Group

    from cms import roles

    last = [config for config in apps.get_app_configs() if config.models_module is not None][-1]
    if sender is last and Group.objects.exists() and not roles.unknown():
        roles.sync()


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site in place of the stock one."""

    default = False
    default_site = "cms.desk_site.DeskSite"
