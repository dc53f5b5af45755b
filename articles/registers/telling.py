"""What a table would change, line by line, as an editor says it."""

import datetime as dt
from typing import Any

from articles.models import AuditEntry, RegisterRow
from articles.registers.importing import Change, Plan


def said(plan: Plan) -> list[str]:
    """One sentence a change: 新增、改、止, with the row's line in the table."""
    lines = [f"新增　{change.row}{_days(change.row)}（第{change.line}行）" for change in plan.new]
    lines += [f"改　　{change.row}：{differences(change)}（第{change.line}行）" for change in plan.changed]
    lines += [f"止　　{change.row}：到 {change.row.until} 为止（第{change.line}行）" for change in plan.ended]
    return lines


def differences(change: Change) -> str:
    """职务 副局长→局长，止 （空）→2024-05-01."""
    meta = change.row._meta
    return "，".join(
        f"{meta.get_field(name).verbose_name} {_in_words(old)}→{_in_words(change.after[name])}"  # type: ignore[union-attr]
        for name, old in change.before.items()
    )


def _days(row: RegisterRow) -> str:
    if row.since is None and row.until is None:
        return ""
    return f"　{row.since or ''}至{row.until or ''}"


def _in_words(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value) if value not in (None, "") else "（空）"


def told_fields(model: type[RegisterRow], entry: AuditEntry) -> list[tuple[str, str, str]]:
    """(field, before, after) of what an audit row says changed."""
    labels = {field.name: str(field.verbose_name) for field in model._meta.concrete_fields} | {"line": "表格的行"}
    names = dict.fromkeys((*entry.before, *entry.after))
    return [
        (labels.get(name, name), _in_words(entry.before.get(name)), _in_words(entry.after.get(name))) for name in names
    ]
