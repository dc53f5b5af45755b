"""The mailing list and the results of each sending."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest

from articles.admin.personal import PersonalMixin, erasing
from articles.admin.recorded import RegisterAdmin
from articles.models.sealed import SealedField
from articles.record.audit import actor_of
from issues.editions import mailing, subscribers
from issues.models import Delivery, Mailing, Subscriber


@admin.register(Subscriber)
class SubscriberAdmin(PersonalMixin, RegisterAdmin):
    """Addresses that issues are sent to."""

    may_export = subscribers.MAY_READ
    everything_of = staticmethod(subscribers.everything_of)
    steps = (
        erasing(
            "从邮件订阅里删去，历次发送结果里的邮箱一并抹去（条数保留）。只是不想再收，用“退订”即可。",
            subscribers.MAY_ERASE,
            subscribers.erase,
        ),
    )

    list_display = ["address_shown", "name", "active", "added_at", "unsubscribed_at"]
    list_filter = ["active"]
    formfield_overrides = {SealedField: {"widget": AdminTextInputWidget}}
    search_fields = ["name"]  # what shows the box; an address is found whole
    search_help_text = "查姓名或单位；邮箱要写全。"
    readonly_fields = ["unsubscribed_at"]
    fields = ["address", "name", "active", "unsubscribed_at"]
    list_per_page = 100
    show_full_result_count = False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        if "@" in search_term:
            return queryset.filter(pk__in=Subscriber.objects.holding(search_term).values("pk")), False
        return super().get_search_results(request, queryset, search_term)

    @admin.display(description="邮箱")
    def address_shown(self, person: Subscriber) -> str:
        return str(person.address)


class DeliveryInline(admin.TabularInline):  # type: ignore[type-arg]
    """The result for each address, to read; failed ones first."""

    model = Delivery
    fields = ("address", "status", "attempts", "sent_at", "not_before", "error")
    readonly_fields = fields
    ordering = ["status", "pk"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Mailing)
class MailingAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Sendings and how far they are."""

    list_display = ["edition", "at", "by_name", "total", "sent", "waiting", "failed"]
    fields = ("edition", "at", "by_name")
    readonly_fields = fields
    inlines = [DeliveryInline]
    actions = ["send_again"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mailing]:
        counts = {
            f"n_{status}": Count("deliveries", filter=Q(deliveries__status=status)) for status in mailing.Status.values
        }
        rows: QuerySet[Mailing] = super().get_queryset(request).select_related("edition__issue")
        return rows.annotate(n_all=Count("deliveries"), **counts)

    @admin.display(description="地址")
    def total(self, row: Any) -> int:
        return int(row.n_all)

    @admin.display(description="已发")
    def sent(self, row: Any) -> int:
        return int(row.n_sent)

    @admin.display(description="待发")
    def waiting(self, row: Any) -> int:
        return int(row.n_waiting)

    @admin.display(description="失败")
    def failed(self, row: Any) -> int:
        return int(row.n_failed)

    @admin.action(description="把失败的重新发送", permissions=["send"])
    def send_again(self, request: HttpRequest, queryset: QuerySet[Mailing]) -> None:
        count = sum(mailing.retry(mailing=row, by=actor_of(request.user)) for row in queryset)
        messages.success(request, f"{count}个地址重新排队，由定时任务发出。")

    def has_send_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("issues.send_mailing")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
