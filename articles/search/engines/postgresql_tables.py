"""PostgreSQL's tables of the index: how they are made, and written in one statement.

`articles_searchdocument` is Django's, with each document's texts. `articles_searchindex` is ours: the same documents'
facts and tokens.
"""

from collections.abc import Iterable, Sequence

from articles.search.documents import Document
from articles.search.engines.base import DOCUMENT_COLUMNS
from articles.search.engines.triggers import Watched, name_of
from articles.search.tokens import token_code

TABLE = "articles_searchdocument"
INDEX = "articles_searchindex"
PENDING = "articles_searchpending"
# What both tables have: all but the texts.
FACTS = DOCUMENT_COLUMNS[: DOCUMENT_COLUMNS.index("title")]
# PostgreSQL moves values out of a row only where it is longer than 2 KB: this many tokens make it so.
FEWEST = 256


def token_codes(document: Document) -> list[int]:
    """The document's tokens as they are stored: in order, and never so few that they would stay in the row.

    A token stored twice is indexed once.
    """
    codes = sorted(map(token_code, document.tokens()))
    return codes + codes[-1:] * (FEWEST - len(codes))


def array_of(numbers: Iterable[int]) -> str:
    """Numbers as PostgreSQL reads a list of them; the driver would take its time over each."""
    return f"{{{','.join(map(str, numbers))}}}"


def facts_of(row: str) -> str:
    """The columns of the facts, of that table's row."""
    return ", ".join(f"{row}.{name}" for name in FACTS)


_TYPES = {
    "article_id": "bigint",
    "published": "boolean",
    "dated": "timestamptz",
    "year": "smallint",
    "month": "integer",
    "section_id": "bigint",
    "source_id": "bigint",
}
# The parameters of one document: its columns and its tokens.
MARKS = "(" + ", ".join(f"%s::{_TYPES.get(name, 'text')}" for name in DOCUMENT_COLUMNS) + ", %s::bigint[])"


def _upsert(table: str, columns: Sequence[str]) -> str:
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns[1:])
    listed = ", ".join(columns)
    return f"INSERT INTO {table} ({listed}) SELECT {listed} FROM given ON CONFLICT (article_id) DO UPDATE SET {updates}"


# Both tables in one statement, since a save waits for each; {} is a list of `MARKS`.
WRITE = (
    f"WITH given ({', '.join(DOCUMENT_COLUMNS)}, tokens) AS (VALUES {{}}), "
    f"texts AS ({_upsert(TABLE, DOCUMENT_COLUMNS)}) {_upsert(INDEX, (*FACTS, 'tokens'))}"
)
CREATE = (
    f"CREATE TABLE IF NOT EXISTS {INDEX} (article_id bigint PRIMARY KEY, published boolean NOT NULL, "
    "dated timestamptz NOT NULL, year smallint NOT NULL, month integer NOT NULL, section_id bigint, source_id bigint, "
    "department_ids text NOT NULL, tag_ids text NOT NULL, tokens bigint[] NOT NULL) WITH (toast_tuple_target = 128)"
)
# The tokens once were a column of the documents' table. They are moved, and with them the indexes, made anew.
HAS_TOKENS_ELSEWHERE = (
    "SELECT EXISTS (SELECT FROM information_schema.columns WHERE table_schema = current_schema() "
    f"AND table_name = '{TABLE}' AND column_name = 'tokens')"
)
MOVE_TOKENS = (
    f"INSERT INTO {INDEX} ({', '.join(FACTS)}, tokens) SELECT {', '.join(FACTS)}, tokens || "
    f"array_fill(tokens[cardinality(tokens)], ARRAY[greatest(0, {FEWEST} - cardinality(tokens))]) FROM {TABLE} "
    "WHERE tokens IS NOT NULL ORDER BY dated, article_id ON CONFLICT DO NOTHING",
    f"ALTER TABLE {TABLE} DROP COLUMN tokens",
)
COMPLETE = (
    # Tables that were flushed leave their tokens behind.
    f"DELETE FROM {INDEX} WHERE NOT EXISTS (SELECT FROM {TABLE})",
    # A long pending list would be searched by every query and flushed by some unlucky save.
    f"CREATE INDEX IF NOT EXISTS search_tokens_published ON {INDEX} USING gin (tokens) "
    "WITH (fastupdate = on, gin_pending_list_limit = 512) WHERE published",
    f"CREATE INDEX IF NOT EXISTS search_tokens_unpublished ON {INDEX} USING gin (tokens) WHERE NOT published",
)


def trigger_statements(watched: Watched, event: str) -> tuple[str, str]:
    """The function of a trigger, and the trigger itself: each takes the place of the one before."""
    rows = ("OLD", "NEW") if event == "UPDATE" else ("OLD",) if event == "DELETE" else ("NEW",)
    name = name_of(watched, event)
    marks = "".join(
        f"INSERT INTO {PENDING} (article_id, rebuild) SELECT a.*, false FROM ({watched.article.format(row=row)}) a "
        "ORDER BY 1 ON CONFLICT (article_id) DO UPDATE SET rebuild = false; "
        for row in rows
    )
    of = f" OF {', '.join(watched.columns)}" if event == "UPDATE" and watched.columns else ""
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN {marks} RETURN NULL; END$$",
        f"CREATE OR REPLACE TRIGGER {name} AFTER {event}{of} ON {watched.table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
