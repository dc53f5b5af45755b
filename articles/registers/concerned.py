"""Which published articles a change of the registers concerns: those that hold a name or word of the rows."""

from collections.abc import Iterable, Iterator

from django.db.models import Q

from articles.models import Exemption, Leader, ListedWord, Organisation, Place, RegisterRow, SearchDocument
from articles.proofing.matching import Words
from articles.record.audit import Actor
from articles.signals import registers_changed
from articles.text.folding import search_form

# With more words than this the texts are read once instead of asked for each word.
_MOST_ASKED = 12
_NAMES: dict[type[RegisterRow], tuple[str, ...]] = {
    Exemption: ("words",),
    Leader: ("name",),
    Organisation: ("name", "short_names", "former_names"),
    Place: ("name", "short_names"),
}


def articles_concerned(rows: Iterable[RegisterRow], *, most: int = 20_000) -> list[int]:
    """The numbers of published articles that hold a name or word of these rows, newest first, at most `most`.

    One query. 10,000 articles take about a second, however many the rows.
    """
    words = sorted({search_form(word) for row in rows for word in words_of_row(row)} - {""})
    documents = SearchDocument.objects.filter(published=True).order_by("-dated", "article_id")
    if not words:
        return []
    if len(words) <= _MOST_ASKED:
        asked = Q()
        for word in words:
            asked |= Q(text__contains=word)
        return list(documents.filter(asked).values_list("article_id", flat=True)[:most])
    known, found = Words(words), list[int]()
    for number, text in documents.values_list("article_id", "text").iterator(chunk_size=500):
        if next(known.find(text), None) is not None:
            found.append(number)
            if len(found) == most:
                break
    return found


def tell(rows: Iterable[RegisterRow], *, what: str, by: Actor) -> int:
    """Say that rows changed (`articles.signals.registers_changed`); how many published articles that can concern.

    rows  as they are and, where a name or word changed, as they were
    """
    numbers = articles_concerned(rows)
    registers_changed.send(sender=RegisterRow, articles=numbers, what=what, by=by)
    return len(numbers)


def words_of_row(row: RegisterRow) -> Iterator[str]:
    """The names or words that an article must hold for a row to say anything of it."""
    if isinstance(row, ListedWord):
        yield row.word
        # A set phrase is found by its slips, a list by its items: its halves stand for both.
        if len(row.word) >= 4 and not row.suggestion and "固定" in row.category:
            half = len(row.word) // 2
            yield from (row.word[:half], row.word[half:])
        return
    for field in _NAMES[type(row)]:
        yield from (name for name in str(getattr(row, field)).split("、") if name)
