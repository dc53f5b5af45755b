"""Wrong arguments of our commands: said in Chinese with the usage, and status 2."""

import re

import pytest
from django.core.management import CommandError, call_command, get_commands, load_command_class

from articles.management.base import DeskCommand, in_chinese

OURS = {"articles", "issues", "cms"}
COMMANDS = sorted((app, name) for name, app in get_commands().items() if app in OURS)


def complaint(capsys: pytest.CaptureFixture[str], name: str, *arguments: str) -> str:
    """What the command says before it ends with status 2."""
    app = {name: app for app, name in COMMANDS}[name]
    with pytest.raises(SystemExit) as ended:
        load_command_class(app, name).run_from_argv(["manage.py", name, *arguments])
    assert ended.value.code == 2
    return capsys.readouterr().err


@pytest.mark.parametrize(("app", "name"), COMMANDS)
def test_every_command_of_ours_complains_in_chinese(capsys: pytest.CaptureFixture[str], app: str, name: str) -> None:
    assert isinstance(load_command_class(app, name), DeskCommand)
    said = complaint(capsys, name, "--nonsense")
    assert said.startswith(f"用法：manage.py {name}")
    assert re.search(r"没有这样的参数：--nonsense。|缺少参数：", said)
    assert not re.search(r"usage|error|required|argument", said)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("import_issue",), "缺少参数：FILE。"),
        (("export_issue", "2023-18", "--format", "xls"), "--format 不能是 'xls'，可用：'card'"),
        (("export_issue", "2023-18", "--format"), "--format 后面要有一个值。"),
        (("export_issue", "第18期"), "期号应写作 2023-18，现为 第18期。"),
        (("export_issue", "2023-" + "9" * 30), "期号应写作 2023-18"),
        (("send_mailings", "--limit", "多"), "--limit 要是整数，现为 '多'。"),
        (("import_issue", "a.txt", "--json=1"), "--json 不带值，现为 '1'。"),
    ],
)
def test_what_is_wrong_is_named(capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str) -> None:
    assert said in complaint(capsys, *arguments)


def test_a_program_that_calls_a_command_wrongly_gets_the_same_words() -> None:
    with pytest.raises(CommandError, match="缺少参数：FILE") as raised:
        call_command("import_issue")
    assert raised.value.returncode == 2


def test_help_is_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        load_command_class("issues", "import_issue").run_from_argv(["manage.py", "import_issue", "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert not re.search(r"usage|options:|positional|show this|Show|Display", text)


def test_what_argparse_has_never_said_is_passed_on() -> None:
    assert in_chinese("something new") == "something new"
