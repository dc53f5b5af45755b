"""What the commands share: usage, help and complaints about arguments in Chinese. Wrong arguments end with status 2."""

import re
from argparse import Action
from collections.abc import Iterable
from functools import partial
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser, DjangoHelpFormatter

from articles.record import jobs

# What argparse says, as patterns; its words are formatted before anybody else sees them.
_SAID = tuple(
    (re.compile(pattern, re.DOTALL), words)
    for pattern, words in (
        (r"the following arguments are required: (.*)", r"缺少参数：\1"),
        (r"unrecognized arguments: (.*)", r"没有这样的参数：\1"),
        (r"argument (.*?): (?:expected one argument)", r"\1 后面要有一个值"),
        (r"argument (.*?): expected at least one argument", r"\1 后面至少要有一个值"),
        (r"argument (.*?): expected at most one argument", r"\1 后面最多一个值"),
        (r"argument (.*?): expected (\d+) arguments?", r"\1 后面要有 \2 个值"),
        (r"argument (.*?): invalid choice: (.*?) \(choose from (.*)\)", r"\1 不能是 \2，可用：\3"),
        (r"argument (.*?): invalid int value: (.*)", r"\1 要是整数，现为 \2"),
        (r"argument (.*?): invalid \w+ value: (.*)", r"\1 不能是 \2"),
        (r"argument (.*?): not allowed with argument (.*)", r"\1 不能与 \2 同用"),
        (r"argument (.*?): ignored explicit argument (.*)", r"\1 不带值，现为 \2"),
        (r"one of the arguments (.*) is required", r"要有其中一个参数：\1"),
        (r"ambiguous option: (.*?) could match (.*)", r"\1 写得不全，可能是：\2"),
        (r"argument (.*?): (.*)", r"\1：\2"),
    )
)
_STOCK_HELP = {
    "--version": "显示 Django 的版本",
    "--verbosity": "说多少：0 最少，1 平常，2 多，3 最多",
    "--settings": "设置模块，如 cms.settings.production；不给则用环境变量 DJANGO_SETTINGS_MODULE",
    "--pythonpath": "加进 Python 搜索路径的目录",
    "--traceback": "出错时显示调用过程",
    "--no-color": "输出不用颜色",
    "--force-color": "输出一定用颜色",
}
_HEADINGS = (
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示这段说明"),
    ("Skip system checks.", "不做系统检查"),
)


class ChineseHelp(DjangoHelpFormatter):
    """Usage under 用法."""

    def add_usage(
        self, usage: str | None, actions: Iterable[Action], groups: Iterable[Any], prefix: str | None = None
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(CommandParser):
    """Says in Chinese what is wrong with the arguments."""

    def error(self, message: str) -> NoReturn:
        """Usage, what is wrong, status 2; CommandError where the command was called by a program."""
        said = in_chinese(message)
        if self.called_from_command_line:
            self.exit(2, f"{self.format_usage()}{self.prog}：{said}。\n")
        raise CommandError(said, returncode=2)

    def format_help(self) -> str:
        text = super().format_help()
        for english, chinese in _HEADINGS:
            text = text.replace(english, chinese)
        return text


class DeskCommand(BaseCommand):
    """A command of ours."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Django's parser as the parent of one that speaks Chinese: it names its own class and takes no other."""
        parent = super().create_parser(prog_name, subcommand, **kwargs)
        return ChineseParser(
            prog=parent.prog,
            description=parent.description,
            formatter_class=ChineseHelp,
            parents=[parent],
            add_help=False,
            called_from_command_line=parent.called_from_command_line,
        )

    def execute(self, *args: Any, **options: Any) -> str | None:
        """As Django's; how a regular job went is noted for the desk."""
        regular = options.get("pending", True)  # a check of everything by hand is none, whatever it ends with
        name = type(self).__module__.rpartition(".")[2] if regular else ""
        return jobs.noted(name, partial(super().execute, *args, **options))

    def add_base_argument(self, parser: CommandParser, *args: Any, **kwargs: Any) -> None:
        """Django's own arguments with their help in Chinese."""
        kwargs["help"] = _STOCK_HELP.get(args[-1], kwargs.get("help"))
        super().add_base_argument(parser, *args, **kwargs)


def in_chinese(message: str) -> str:
    """What argparse says, in Chinese; what it has not been known to say, as it is."""
    for pattern, words in _SAID:
        if found := pattern.fullmatch(message):
            return found.expand(words)
    return message
