"""Each register: its table, its columns, and the way between a stored row and the pure one that checks read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from articles.models import Exemption, Leader, ListedWord, Organisation, Place, RegisterRow
from articles.proofing import register_rows
from articles.proofing import registers as pure

PureRow = register_rows.Row


@dataclass(frozen=True, slots=True)
class Register:
    """One register.

    kind      as in `articles.proofing.register_tables` and `import_register`
    make      the pure row's class
    fields    field of the pure row → field of the table
    identity  the table's fields that say which row it is (with `since`)
    remarks   the table's fields that no check reads: they are put right in place
    """

    kind: register_rows.Kind
    model: type[RegisterRow]
    make: Callable[..., PureRow]
    fields: dict[str, str]
    identity: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    def column(self, stored: str) -> str:
        """The printed name of a field of the table: 姓名."""
        return str(self.model._meta.get_field(stored).verbose_name)  # type: ignore[union-attr]

    def as_values(self, row: PureRow) -> dict[str, Any]:
        """A pure row as the table's values; lists are written with 、."""
        return {stored: _written(getattr(row, name)) for name, stored in self.fields.items()}

    def as_pure(self, values: Mapping[str, Any]) -> PureRow:
        """The table's values as checks read them."""
        return self.make(**{name: values[stored] for name, stored in self.fields.items()})


def _written(value: Any) -> Any:
    return "、".join(value) if isinstance(value, tuple) else value


def _names(*names: str, **renamed: str) -> dict[str, str]:
    return {name: name for name in (*names, "since", "until")} | renamed


LEADERS = Register(
    "leaders",
    Leader,
    pure.Leader,
    _names("name", "unit", "post", "short_post", "level", "rank", "source", "note"),
    ("name", "unit", "post"),
    ("source", "note"),
)
PLACES = Register(
    "places",
    Place,
    pure.Place,
    _names("name", "code", "parent", "now", short="short_names"),
    ("name", "parent", "code"),
)
ORGANISATIONS = Register(
    "organisations",
    Organisation,
    lambda short, former, **values: pure.Organisation(short=_several(short), former=_several(former), **values),
    _names(full="name", short="short_names", former="former_names"),
    ("name",),
)
WORDS = Register(
    "words",
    ListedWord,
    lambda exceptions, **values: pure.Word(exceptions=_several(exceptions), **values),
    _names("word", "level", "suggestion", "category", "exceptions", "basis"),
    ("word",),
    ("basis",),
)
EXEMPTIONS = Register(
    "exemptions", Exemption, pure.Exemption, _names("words", "code", "reason"), ("words", "code"), ("reason",)
)
REGISTERS = {one.kind: one for one in (LEADERS, PLACES, ORGANISATIONS, WORDS, EXEMPTIONS)}
BY_MODEL: dict[type[RegisterRow], Register] = {one.model: one for one in REGISTERS.values()}


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split("、") if part)
