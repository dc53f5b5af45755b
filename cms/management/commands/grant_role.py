"""grant_role NAME ROLE… : give an account roles from the server, where nobody in the admin can."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.management.base import CommandError, CommandParser

from articles.management.base import DeskCommand
from articles.record import accounts
from articles.record.audit import OPERATOR
from cms.roles import ROLES


class Command(DeskCommand):
    help = "在服务器上给账号加角色：初次设立三员，或没有人能在后台同意时用。记入审计记录，审计员会收到通知。"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="账号")
        parser.add_argument("roles", metavar="角色", nargs="+", choices=[role.name for role in ROLES])

    def handle(self, *args: Any, **options: Any) -> None:
        """Exit 1 where there is no such account or the roles exclude each other."""
        person = User.objects.filter(username=options["name"]).first()
        if person is None:
            raise CommandError(f"没有账号 {options['name']}。")
        held = set(person.groups.values_list("name", flat=True))
        try:
            fields = {"is_staff": True}
            accounts.change(person=person, fields=fields, groups=held | set(options["roles"]), by=OPERATOR)
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        self.stdout.write(f"{person.get_username()}：{'、'.join(sorted(held | set(options['roles'])))}")
