"""Superlatives that say what is measured: "the heaviest boat" is the one with the highest weight."""

import re
from typing import Literal, NamedTuple

from rag.tables.cells.column_words import words_of
from rag.tables.cells.table_index import TableIndex
from rag.tables.lexicon import put_into_english

End = Literal["highest", "lowest"]

_WEIGHT = "weight mass gewicht masse poids peso"
_LENGTH = "length distance länge distanz longueur"
_HEIGHT = "height elevation altitude höhe größe hauteur altura"
_WIDTH, _DEPTH = "width breite largeur", "depth tiefe profondeur"
_LASTING = "duration length runtime dauer durée"
_SPEED, _TIME = "speed velocity geschwindigkeit vitesse velocidad", "time duration zeit temps tiempo"
_AGE = "age alter âge edad"
_SINCE = "built year founded born birth birthday established opened introduced released launched commissioned baujahr jahr gegründet geboren année"
_PRICE = "price cost fee rent preis kosten prix precio"
_WARMTH = "temperature temp temperatur température temperatura"
_VALUE = "value worth wert valeur"

# What is measured, each with the end that is meant; the first that the table has a column for.
_MEASURES: dict[str, tuple[tuple[str, End], ...]] = {
    "heaviest": ((_WEIGHT, "highest"),),
    "lightest": ((_WEIGHT, "lowest"),),
    "longest": ((_LENGTH, "highest"), (_LASTING, "highest")),
    "shortest": ((_LENGTH, "lowest"), (_LASTING, "lowest"), (_HEIGHT, "lowest")),
    "tallest": ((_HEIGHT, "highest"),),
    "widest": ((_WIDTH, "highest"),),
    "narrowest": ((_WIDTH, "lowest"),),
    "deepest": ((_DEPTH, "highest"),),
    "shallowest": ((_DEPTH, "lowest"),),
    "fastest": ((_SPEED, "highest"), (_TIME, "lowest")),
    "slowest": ((_SPEED, "lowest"), (_TIME, "highest")),
    "oldest": ((_AGE, "highest"), (_SINCE, "lowest")),
    "youngest": ((_AGE, "lowest"), (_SINCE, "highest")),
    "newest": ((_AGE, "lowest"), (_SINCE, "highest")),
    "cheapest": ((_PRICE, "lowest"),),
    "most expensive": ((_PRICE, "highest"),),
    "least expensive": ((_PRICE, "lowest"),),
    "dearest": ((_PRICE, "highest"),),
    "hottest": ((_WARMTH, "highest"),),
    "warmest": ((_WARMTH, "highest"),),
    "coldest": ((_WARMTH, "lowest"),),
    "coolest": ((_WARMTH, "lowest"),),
    "weighs the most": ((_WEIGHT, "highest"),),
    "weighs the least": ((_WEIGHT, "lowest"),),
    "costs the most": ((_PRICE, "highest"),),
    "costs the least": ((_PRICE, "lowest"),),
    "is worth the most": ((_VALUE, "highest"),),
    "is worth the least": ((_VALUE, "lowest"),),
}
_SUPERLATIVE = re.compile(rf"\b(?:{'|'.join(_MEASURES)})\b")
# "What is the heaviest boat?" asks which boat; "the heaviest" alone is left as it is.
_WHAT_IS = rf"(?:what|which|who) (?:is|are|was|were) (?:the )?(?:{'|'.join(_MEASURES)}) (?P<things>\w.*)"
_WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")


class Measured(NamedTuple):
    """A question that says which column is meant, and that column's number."""

    question: str
    column: int


def with_measure(question: str, index: TableIndex) -> Measured | None:
    """The question with "highest weight" for "heaviest"; None if it has no such word, or the table not just one such column."""
    asked = " ".join(w.english for w in put_into_english(_WORD.findall(question.casefold())) if w.english)
    found = _SUPERLATIVE.findall(asked)
    measure = _measure(found[0], index) if len(found) == 1 else None
    if measure is None:
        return None
    column, end = measure
    phrase = f"{end} {index.table.names[column]}"
    plain = asked.rstrip(" ?.!")
    what_is = re.fullmatch(_WHAT_IS, plain)
    if what_is:
        return Measured(f"which {what_is['things']} has the {phrase}", column)
    return Measured(plain.replace(found[0], f"has the {phrase}" if " the " in found[0] else phrase), column)


def _measure(superlative: str, index: TableIndex) -> tuple[int, End] | None:
    for names, end in _MEASURES[superlative]:
        stems = frozenset(words_of(names))
        fitting = [
            at
            for at, name in enumerate(index.table.names)
            if index.kind(at) in ("number", "date") and stems & set(words_of(name))
        ]
        if fitting:
            return (fitting[0], end) if len(fitting) == 1 else None
    return None
