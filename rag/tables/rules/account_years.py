"""Which years of an account are asked for: those that have an item, that have the most of it, or more or less than a figure."""

import re
from dataclasses import dataclass

from rag.tables.cells.cell_values import plain_number
from rag.tables.cells.column_words import words_of
from rag.tables.language.formula import Call, Column, Constant
from rag.tables.rules.accounts import PERIOD, Account

_ROWS = Call("rows")
_YEAR = r"(?:(?:fiscal|financial|business) )?(?:years?|periods?)"
_ASKED = re.compile(
    rf"^\W*(?:(?:in|for|during|of) )?(?:which|what) {_YEAR}\b|^\W*(?:in |für )?welche[mnrs]? (?:geschäfts)?jahre?n?\b"
    r"|^\W*(?:en |pour )?quelles? ann[ée]es?\b|^\W*¿?(?:en )?qu[ée] años?\b",
    re.I,
)
_COUNTED = re.compile(
    rf"^\W*(?:in |for )?how many {_YEAR}\b|^\W*(?:in )?wie vielen? jahren?\b|^\W*combien d['’]années\b|^\W*¿?cuántos años\b",
    re.I,
)
_MOST = re.compile(
    r"\b(?:largest|larger|highest|higher|greatest|greater|biggest|bigger|most|maximum|peak\w*|"
    r"höchsten?|höher|größten?|größer|meisten|plus (?:élevée?s?|grande?s?|hauts?)|mayor(?:es)?|más alt[oa]s?|máxim[oa])\b",
    re.I,
)
_LEAST = re.compile(
    r"\b(?:smallest|smaller|lowest|lower|least|fewest|minimum|niedrigsten?|niedriger|kleinsten?|kleiner|geringsten?|"
    r"moins (?:élevée?s?|grande?s?)|plus (?:basse?s?|faibles?|petite?s?)|menor(?:es)?|más baj[oa]s?|mínim[oa])\b",
    re.I,
)
_OVER = re.compile(
    r"\b(?:exceed(?:s|ed|ing)?|over|above|(?:more|greater|higher|larger|bigger) than|surpass(?:es|ed)?|über|mehr als|höher als|"
    r"größer als|plus de|supérieure?s? à|dépass\w+|más de|superior(?:es)? a)\s+(?=\D{0,4}\d)",
    re.I,
)
_UNDER = re.compile(
    r"\b(?:below|under|(?:less|lower|smaller|fewer) than|unter|weniger als|niedriger als|kleiner als|moins de|inférieure?s? à|"
    r"menos de|inferior(?:es)? a)\s+(?=\D{0,4}\d)",
    re.I,
)
_NEGATIVE = re.compile(r"\b(?:negative|a loss|negativ|négative?|negativ[oa])\b(?= ?\W*$)", re.I)
_POSITIVE = re.compile(r"\b(?:positive|positiv|positive?|positiv[oa])\b(?= ?\W*$)", re.I)
_HAS = re.compile(
    r"\b(?:calculated|reported|provided?|provides?|given|shown?|disclosed|recorded|presented|stated|listed|available|included|"
    r"information|data|figures|angegeben|ausgewiesen|indiquée?s?|indicad[oa]s?)\b",
    re.I,
)
_LIMIT = re.compile(
    r"[^\d-]{0,4}(?P<digits>-?\d[\d,. ]{0,20}\d|-?\d)\s?(?P<scale>thousands?|millions?|billions?|trillions?|mn|bn|[kmb]\b)?",
    re.I,
)
SAY_WHICH = frozenset(
    words_of(
        "which what how many for in during did does the table there is year years period periods exceed exceeds exceeded over above more "
        "greater higher larger bigger surpass surpassed than below under less lower smaller fewer largest highest greatest biggest most "
        "smallest lowest least fewest maximum minimum negative positive calculated reported provided provide provides given shown show "
        "disclosed recorded presented stated listed available included information data figures welchem welchen jahr jahren war waren am "
        "im en quelle année année était est la le plus qué año fue más thousand thousands million millions billion billions"
    )
)
"""The stems of words that say which years are asked for, and nothing of the item."""
_SCALES = {"t": 1e3, "k": 1e3, "m": 1e6, "b": 1e9, "tr": 1e12}
_SCALE_SAID = re.compile(r"\b(thousand|million|billion|trillion)s?\b|['’]?\b(000)s?\b", re.I)


@dataclass(frozen=True, slots=True)
class YearsAsked:
    """What a question asks of the years of an account.

    Attributes:
        counted: Whether only their number is.
        test: "most" or "least" of the item, "over" or "under" a figure, or "has" it.
        limit: The figure, in the units of the table.
    """

    counted: bool
    test: str
    limit: float = 0.0

    def formula(self, column: Column) -> Call:
        """The years, or how many they are, as a formula over a turned account; of years that have an item its figures."""
        if self.test == "has":
            return Call("count" if self.counted else "select", (_ROWS,) if self.counted else (_ROWS, column))
        limit = (Constant(self.limit),) if self.test in ("over", "under") else ()
        rows = Call(self.test, (_ROWS, column, *limit))
        return Call("count", (rows,)) if self.counted else Call("select", (rows, Column(PERIOD)))


def asks_for_years(question: str) -> bool:
    """Whether a question asks for years, or how many they are."""
    return bool(_ASKED.search(question) or _COUNTED.search(question))


def years_asked(question: str, rest: str, account: Account) -> YearsAsked | None:
    """What is asked of the years; None if that is not understood.

    Args:
        question: One for which `asks_for_years`.
        rest: The question without the names of items.
        account: The account that it is about; its table says the units.
    """
    counted = bool(_COUNTED.search(question))
    for test, pattern in (("over", _OVER), ("under", _UNDER)):
        if found := pattern.search(rest):
            limit = _limit(rest[found.end() :], account)
            return None if limit is None else YearsAsked(counted, test, limit)
    for test, pattern in (("under", _NEGATIVE), ("over", _POSITIVE)):
        if pattern.search(rest):
            return YearsAsked(counted, test)
    extremes = [test for test, pattern in (("most", _MOST), ("least", _LEAST)) if pattern.search(rest)]
    if len(extremes) == 1 and not counted:
        return YearsAsked(counted, extremes[0])
    return YearsAsked(counted, "has") if not extremes and _HAS.search(rest) else None


def _limit(text: str, account: Account) -> float | None:
    """The figure that a text begins with, in the units of the table; None if these are not the same kind of units."""
    found = _LIMIT.match(text)
    if not found:
        return None
    number = plain_number(found["digits"].lstrip("-").replace(" ", "").rstrip(",."))
    number = -number if found["digits"].startswith("-") else number
    scale = (found["scale"] or "").casefold()
    if not scale:
        return number
    own = _SCALE_SAID.search(f"{account.table.title} {' '.join(account.headings)}")
    asked = _SCALES["tr" if scale.startswith("tr") else scale[0]]
    return number * asked / _scale_of(own) if own else None


def _scale_of(found: re.Match[str]) -> float:
    word = (found[1] or "thousand").casefold()
    return _SCALES["tr" if word.startswith("tr") else word[0]]
