"""The page that takes a table into a register: paste or choose a file, look what it changes, store."""

import csv
import hashlib
import io
from dataclasses import dataclass, field

from django.contrib import messages
from django.contrib.admin.sites import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html

from articles.proofing.register_tables import COLUMNS, Table, TableError
from articles.record.audit import actor_of, require
from articles.registers.files import MOST_BYTES, read_file, read_text
from articles.registers.importing import MOST_ROWS, Plan, plan, store
from articles.registers.kinds import Register
from articles.registers.telling import differences

_MOST_SHOWN = 300


@dataclass(slots=True)
class Sheet:
    """What the page shows: what was typed, what is wrong with it, or what it would change."""

    text: str = ""
    errors: list[TableError] = field(default_factory=list)
    plan: Plan | None = None
    mark: str = ""
    changed_since: bool = False

    @property
    def shown_errors(self) -> list[str]:
        return [str(error) for error in self.errors[:_MOST_SHOWN]]

    @property
    def lists(self) -> list[tuple[str, list[tuple[int, str]]]]:
        """(heading, (line, what changes)) of what the table does, each list cut where it would not be read."""
        if self.plan is None:
            return []
        told = (
            ("新增", [(one.line, f"{one.row}　{one.row.since or ''}至{one.row.until or ''}") for one in self.plan.new]),
            ("改动", [(one.line, f"{one.row}：{differences(one)}") for one in self.plan.changed]),
            ("到期", [(one.line, f"{one.row}：到 {one.row.until} 为止") for one in self.plan.ended]),
        )
        return [
            (f"{heading} {len(lines)} 条" + ("（只列前面的）" if len(lines) > _MOST_SHOWN else ""), lines[:_MOST_SHOWN])
            for heading, lines in told
            if lines
        ]


def tell_concerned(request: HttpRequest, count: int) -> None:
    """Say how many published articles a change of the registers concerns, and where they are being checked again."""
    if count:
        words = "这次修改涉及已发布的稿件 {} 篇，已排队重新检查，结果见“<a href='{}'>存量检查</a>”。"
        messages.info(request, format_html(words, count, reverse("desk:archive_check")))


def import_page(request: HttpRequest, *, site: AdminSite, register: Register) -> HttpResponse:
    """Ask for a table, show what is new, changed and ended, store it when confirmed. A table with one bad row is not
    stored at all."""
    model = register.model
    require(actor_of(request.user), f"articles.add_{model._meta.model_name}", f"导入{model._meta.verbose_name}")
    sheet = Sheet()
    if request.method == "POST":
        sheet = _look(request, register)
        if sheet.plan is not None and "store" in request.POST and not sheet.changed_since:
            return _stored(request, sheet.plan)
    context = {
        **site.each_context(request),
        "title": f"导入{model._meta.verbose_name}",
        "opts": model._meta,
        "sheet": sheet,
        "columns": COLUMNS[register.kind],
        "most_rows": MOST_ROWS,
        "list_page": reverse(f"admin:articles_{model._meta.model_name}_changelist"),
    }
    return TemplateResponse(request, "admin/articles/register/import.html", context)


def _look(request: HttpRequest, register: Register) -> Sheet:
    text = request.POST.get("text", "").replace("\r\n", "\n")
    upload = request.FILES.get("file")
    if upload is not None:
        table = read_file(register.kind, upload.read(MOST_BYTES + 1))
        text = "" if table.errors else _as_csv(register, table)
    else:
        table = read_text(register.kind, text)
    sheet = Sheet(text, list(table.errors))
    if not sheet.errors:
        made = plan(register, table)
        sheet.errors = made.errors
        sheet.plan = None if made.errors else made
        sheet.mark = _mark(made)
        # What was looked at is what is stored: the register may have been changed by others in between.
        sheet.changed_since = "store" in request.POST and request.POST.get("mark") != sheet.mark
    return sheet


def _stored(request: HttpRequest, made: Plan) -> HttpResponse:
    store(made, by=actor_of(request.user))
    messages.success(request, f"已存入登记簿：{made.summary}")
    tell_concerned(request, made.concerned)
    return HttpResponseRedirect(reverse(f"admin:articles_{made.register.model._meta.model_name}_changelist"))


def _as_csv(register: Register, table: Table) -> str:
    """The table as text with its own columns, every row on the line it had, to be sent once more."""
    by_column = {register.column(stored): stored for stored in register.fields.values()}
    names = [name for name in table.columns if name in by_column] or list(by_column)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    line = 1
    for number, row in table.rows:
        out.write("\n" * (number - line - 1))
        values = register.as_values(row)
        writer.writerow([values[by_column[name]] for name in names])
        line = number
    return out.getvalue()


def _mark(made: Plan) -> str:
    told = [(one.line, str(one.row), one.row.since, one.row.until, one.before) for one in made.changes]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
