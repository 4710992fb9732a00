"""The cells of a column as the items of a list: "Which departments are there?" in a table with a column "Department"."""

from collections.abc import Iterator, Sequence
from pathlib import PurePath

from index import Hit, Span, stems
from rag.answers.ways.way import Asked, Item
from rag.protocols import Reading
from rag.tables.found import FoundTable, tables_of

# Of the tables that hold most of the question so many are looked at.
_TABLES = 3
# What a column of a table says is what is asked for, if all other words name the table.
SURE_OF_COLUMN = 0.9
_MOST_ROWS = 100_000
# Where rows are chosen, too, all of their cells are looked at.
_MOST_FILTERED = 2_000
_SHOWN = 20
# They ask for the cells, and are in no table.
_ASK = frozenset(
    stems(
        "list name all every each there show give mention contain include have exist different distinct table sheet file document column row entry entries possible"
        " available kind type use appear tell liste nenne gibt alle tabelle"
    )
)


def column_items(asked: Asked) -> tuple[tuple[Item, ...], int] | None:
    """The different cells of the column that is asked for, each cited once, and how many they are; None if there is none."""
    for found in tables_of(asked.question, asked.plain.readings.hits, asked.documents)[:_TABLES]:
        for at, name in enumerate(found.table.names):
            rest = _beside_the_column(asked, found, name)
            if rest is None or len(found.table.rows) > (_MOST_FILTERED if rest else _MOST_ROWS):
                continue
            spans = list(_different(found, at, rest))
            items = tuple(item for span in spans[:_SHOWN] if (item := _item(asked, found, span)))
            if len(items) > 1 or (items and rest):
                return items, len(spans)
    return None


def _beside_the_column(asked: Asked, found: FoundTable, name: str) -> frozenset[str] | None:
    """The terms of a question that names a column, without those of the column, the table and its document; None if it does not."""
    column = frozenset(stems(name))
    terms = frozenset(asked.terms.terms)
    named = asked.terms.matched(column)
    if not column or not named or len(named) < len(column):
        return None
    called = f"{found.table.stored.title} {found.title}"
    source = next(iter(found.hits), None)
    if source is not None:
        called += f" {PurePath(source.passage.source).stem}"
    return terms - named - _ASK - asked.terms.matched(frozenset(stems(called)))


def _different(found: FoundTable, at: int, rest: frozenset[str]) -> Iterator[Span]:
    """Where each different cell of a column stands first, of the rows that `rest` names; rows that sum up others have none."""
    seen = set[str]()
    totals = found.table.totals
    columns = (
        [found.table.texts(other) for other in range(len(found.table.names)) if other != at] if rest else []
    )
    for row, text in enumerate(found.table.texts(at)):
        key = " ".join(text.split()).casefold()
        if (
            key
            and key not in seen
            and row not in totals
            and (not rest or _is_named([texts[row] for texts in columns], rest))
        ):
            seen.add(key)
            yield found.table.span(row, at)


def _is_named(cells: Sequence[str], rest: frozenset[str]) -> bool:
    """Whether some cells of a row, each as a whole, are just what is said: "Oslo" in "departments in Oslo"."""
    said = set[str]()
    for cell in cells:
        words = frozenset(stems(cell))
        if words <= rest:
            said |= words
    return said == rest


def _item(asked: Asked, found: FoundTable, span: Span) -> Item | None:
    passages = asked.documents.stretch(found.table.document_id, span).passages
    passage = next((one for one in passages if one.start <= span[0] and span[1] <= one.end), None)
    if passage is None:
        return None
    hit = next(
        (one for one in asked.plain.readings.hits if one.passage.id == passage.id),
        Hit(passage=passage, score=0.0, rank=0),
    )
    return Item(readings=(Reading(hit=hit, sentence=span, span=span, probability=1.0),), form="item")
