from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "站点"

    def ready(self) -> None:
        from cms import direct_pages  # models are not loaded before ready()

        direct_pages.install()


class DeskAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site in place of the stock one."""

    default = False
    default_site = "cms.desk_site.DeskSite"
