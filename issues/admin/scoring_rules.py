"""The form of a scoring table: the rules as an office writes them down, rows typed or pasted."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from issues.models import Outlet, ScoringRules, UnitStanding
from issues.statistics.rules import (
    FORMS,
    INSTRUCTION_LEVELS,
    PENALTIES,
    BadRules,
    Every,
    Lateness,
    RuleBook,
    Several,
    Share,
    from_json,
    overlap,
)

_PARTS = re.compile(r"[\t,，、\s]+")
# What else is entered by these names (`issues.admin.adoption`); rules for other ones would never apply.
KNOWN = {"instructions": INSTRUCTION_LEVELS, "factors": FORMS, "penalties": PENALTIES}
MOST_DIGITS = 4
# What units without a class are called in a quota's row.
UNCLASSED = "各单位"
EVERY = {"每月": Every.MONTH, "每季度": Every.QUARTER, "每季": Every.QUARTER, "每年": Every.YEAR}


class RowsField(forms.CharField):
    """Rows of a small table typed or pasted, a row a line, cells apart by blanks, tabs or commas."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, columns: str, cells: tuple[int, int], **options: Any) -> None:
        super().__init__(required=False, help_text=f"一行一条：{columns}。可从表格里整块粘贴。", **options)
        self.columns, self.cells = columns, cells

    def to_python(self, value: Any) -> Any:
        rows = []
        for number, line in enumerate((value or "").splitlines(), start=1):
            cells = [cell for cell in _PARTS.split(line.strip()) if cell]
            if not cells:
                continue
            if not self.cells[0] <= len(cells) <= self.cells[1]:
                raise ValidationError(f"第{number}行应写作“{self.columns}”，现为“{line.strip()}”。")
            rows.append(cells)
        return rows

    def run_validators(self, value: Any) -> None:
        """`to_python` has said what is wrong."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join("  ".join(map(str, row)) for row in value) if isinstance(value, list) else value


class ScoringRulesForm(forms.ModelForm):  # type: ignore[type-arg]
    """The rules as an office writes them down; stored as one table."""

    points = RowsField(label="分值", columns="载体 形式 分值（不分形式就只写载体和分值）", cells=(2, 3))
    share = forms.ChoiceField(label="共同署名的单位", choices=[(one.value, one.label) for one in Share])
    main_share = forms.IntegerField(
        label="主要单位占（%）", initial=60, min_value=0, max_value=100, help_text="“主次分摊”时用。"
    )
    people_share = forms.ChoiceField(
        label="共同署名的作者", choices=[(one.value, one.label.replace("单位", "作者")) for one in Share]
    )
    several = forms.ChoiceField(label="多处采用", choices=[(one.value, one.label) for one in Several])
    cap = forms.DecimalField(
        label="每篇封顶分", required=False, min_value=0, decimal_places=2, help_text="留空不封顶。"
    )
    instructions = RowsField(label="批示加分", columns="级别 分值", cells=(2, 2))
    factors = RowsField(label="批示倍数", columns="形式 倍数（如 调研 2）", cells=(2, 2))
    penalties = RowsField(label="扣分", columns="种类 分值（写正数）", cells=(2, 2))
    quotas = RowsField(
        label="报送任务",
        columns="单位类别 周期 条数 基础分 缺一条扣 采用率下限 低于则扣（后面的可以不写）",
        cells=(3, 7),
    )
    late = forms.ChoiceField(label="逾期的稿件", choices=[(one.value, one.label) for one in Lateness], required=False)
    missed_limit = forms.IntegerField(label="约稿未交几次清零", initial=0, min_value=0, help_text="0 表示不清零。")
    brief_length = forms.IntegerField(
        label="一句话信息的字数上限", initial=0, min_value=0, max_value=80, help_text="0 表示不分。"
    )
    joint_from = forms.IntegerField(label="几家合写算综合", initial=0, min_value=0, help_text="0 表示不分。")

    class Meta:
        model = ScoringRules
        fields = ["name", "start", "end"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table: Mapping[str, Any] = self.instance.table or {}
        for name in (
            "share",
            "main_share",
            "people_share",
            "several",
            "cap",
            "missed_limit",
            "brief_length",
            "joint_from",
            "late",
        ):
            if name in table:
                self.fields[name].initial = table[name]
        self.fields["points"].initial = [[cell for cell in row if cell] for row in table.get("points", [])]
        for name in ("instructions", "factors", "penalties"):
            self.fields[name].initial = [[key, value] for key, value in table.get(name, {}).items()]
        self.fields["quotas"].initial = [_quota_row(name, row) for name, row in table.get("quotas", {}).items()]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        for name in ("instructions", "factors", "penalties", "quotas"):
            _refuse_unheard(str(self.fields[name].label), data[name], KNOWN.get(name))
        table = {
            "name": data["name"],
            "start": data["start"].isoformat(),
            "end": data["end"].isoformat() if data["end"] else None,
            "points": [[row[0], row[1] if len(row) == 3 else "", row[-1]] for row in data["points"]],
            **{name: dict(data[name]) for name in ("instructions", "factors", "penalties")},
            "quotas": dict(_quota(number, row) for number, row in enumerate(data["quotas"], start=1)),
            **{name: data[name] for name in ("share", "main_share", "people_share", "several")},
            **{name: data[name] for name in ("missed_limit", "brief_length", "joint_from")},
            "late": data["late"] or Lateness.NONE.value,
            "cap": str(data["cap"]) if data["cap"] is not None else None,
        }
        try:
            book = from_json(table)
        except BadRules as error:
            raise ValidationError(str(error)) from error
        self._refuse_unknown(data["points"])
        _refuse_no_class(data["quotas"])
        others = [rule_book(row) for row in ScoringRules.objects.exclude(pk=self.instance.pk)]
        if pair := overlap([*others, book]):
            raise ValidationError(f"与“{next(one.name for one in pair if one is not book)}”的有效期重叠。")
        self.instance.table = table
        return data

    def _refuse_unknown(self, rows: Sequence[Sequence[str]]) -> None:
        known = set(Outlet.objects.values_list("name", flat=True))
        for number, row in enumerate(rows, start=1):
            if row[0] not in known:
                raise ValidationError(f"分值表第{number}行的“{row[0]}”不是已有的载体，请先在“采用载体”里添加。")
            if len(row) == 3 and row[1] not in FORMS:
                raise ValidationError(f"分值表第{number}行的“{row[1]}”不是形式（{'、'.join(FORMS)}）。")


def rule_book(row: ScoringRules) -> RuleBook:
    """The stored rules as they are counted by."""
    return from_json({**row.table, "name": row.name, "start": row.start.isoformat(),
                      "end": row.end.isoformat() if row.end else None})  # fmt: skip


def _refuse_unheard(what: str, rows: Sequence[Sequence[str]], known: Sequence[str] | None) -> None:
    """A row named twice would lose one of its figures, and one that nothing is ever entered as would never count."""
    names = [row[0] for row in rows]
    for number, name in enumerate(names, start=1):
        if known and name not in known:
            raise ValidationError(f"{what}第{number}行的“{name}”不在{'、'.join(known)}之中。")
        if name in names[: number - 1]:
            raise ValidationError(f"{what}第{number}行与前面重复：{name}。")


def _refuse_no_class(rows: Sequence[Sequence[str]]) -> None:
    """A quota of a class that no unit is in would never count."""
    classes = list(dict.fromkeys(UnitStanding.objects.order_by("unit_class").values_list("unit_class", flat=True)))
    for number, row in enumerate(rows, start=1):
        if row[0] not in (UNCLASSED, *classes):
            there = f"已有的类别是{'、'.join(classes)}" if classes else "还没有登记过类别"
            raise ValidationError(
                f"报送任务第{number}行的“{row[0]}”不是单位类别（{there}）。请改正，或先在“单位类别”里登记；"
                f"不分类别的单位写“{UNCLASSED}”。"
            )


def _quota(number: int, row: Sequence[str]) -> tuple[str, dict[str, Any]]:
    name, every, minimum, *rest = row
    if every not in EVERY:
        raise ValidationError(f"报送任务第{number}行的周期要写每月、每季度或每年，现为“{every}”。")
    numbers = dict(zip(("base", "per_missing", "least_rate", "rate_penalty"), rest, strict=False))
    for text in (minimum, numbers.get("least_rate", "0").rstrip("%")):
        if not (text.isascii() and text.isdigit()):
            raise ValidationError(f"报送任务第{number}行的“{text}”不是整数。")
        if len(text) > MOST_DIGITS:
            raise ValidationError(f"报送任务第{number}行的数太大，请核对。")
    if "least_rate" in numbers:
        numbers["least_rate"] = numbers["least_rate"].rstrip("%")
    return "" if name == UNCLASSED else name, {"every": EVERY[every].value, "minimum": minimum, **numbers}


def _quota_row(name: str, row: Mapping[str, Any]) -> list[str]:
    numbers = [str(row.get(key, 0)) for key in ("minimum", "base", "per_missing", "least_rate", "rate_penalty")]
    while len(numbers) > 1 and numbers[-1] == "0":
        numbers.pop()
    return [name or UNCLASSED, Every(row["every"]).label, *numbers]
