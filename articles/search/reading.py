"""How a query was taken that is not found as it stands. Pure."""

from dataclasses import dataclass

from articles.search.query import Query


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to take a query.

    corrected   the words as they were corrected; "" where none was
    dropped     words that were left out
    either      the parts of a list were looked for one without the other
    listed      the section, department, person, … whose articles are listed; "" for none
    behind      another reading, whose matches stand behind the few of this one
    """

    query: Query
    corrected: str = ""
    dropped: tuple[str, ...] = ()
    either: bool = False
    listed: str = ""
    behind: "Reading | None" = None
