"""What `import_register` and `import_places` share: a table shown, and stored unless only looked at."""

from django.core.management.base import BaseCommand, CommandError

from articles.proofing.register_tables import Table
from articles.record.audit import OPERATOR
from articles.registers.importing import Plan, plan, store
from articles.registers.kinds import Register
from articles.registers.telling import said

_MOST_SHOWN = 200


def take(command: BaseCommand, register: Register, table: Table, name: str, *, dry_run: bool) -> Plan:
    """Show what the table changes and store it. CommandError, with every bad line, when it is refused."""
    made = plan(register, table)
    errors = [*table.errors, *made.errors]
    if errors:
        listed = "\n".join(str(error) for error in errors[:_MOST_SHOWN])
        more = f"\n……共 {len(errors)} 处。" if len(errors) > _MOST_SHOWN else ""
        raise CommandError(f"{name}：没有导入。\n{listed}{more}")
    lines = said(made)
    for line in lines[:_MOST_SHOWN]:
        command.stdout.write(line)
    if len(lines) > _MOST_SHOWN:
        command.stdout.write(f"……其余 {len(lines) - _MOST_SHOWN} 条从略。")
    if not dry_run:
        store(made, by=OPERATOR)
    command.stdout.write(f"{register.model._meta.verbose_name}：{made.summary}{'（只看，没有存）' if dry_run else ''}")
    return made
