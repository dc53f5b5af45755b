"""定时任务: what runs by itself, when it last went well, and what stopped it since."""

from django.http import HttpRequest, HttpResponse

from articles.record import jobs, staff_mail
from issues.desk.pages import desk_page, render


@desk_page("articles.view_jobrun")
def regular_jobs(request: HttpRequest) -> HttpResponse:
    """Every job, in order. Two statements."""
    return render(request, "jobs", "定时任务", {"rows": jobs.shown(), "waiting": staff_mail.waiting()})
