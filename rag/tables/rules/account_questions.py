"""Questions about accounts: an item in a year, how it changed, its mean, its share of another.

Of annual reports people ask few things, in words that are much alike. So these questions are read by rules: which rows they name,
which years, and which word says what is to be computed. What the rules don't read is left to the trained model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

from rag.tables.cells.column_words import words_of
from rag.tables.cells.table import Table
from rag.tables.cells.table_index import TableIndex
from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call, Column, Constant
from rag.tables.language.results import CellValues, EvaluationError, Values
from rag.tables.rules.account_items import Named, named_items
from rag.tables.rules.account_patterns import (
    CHANGE,
    COMPARES,
    DIFFERENCE,
    MEAN,
    PERCENT,
    POINTS,
    SHARE,
    SHARE_OF_FIRST,
    SUM,
)
from rag.tables.rules.account_years import SAY_WHICH, asks_for_years, years_asked
from rag.tables.rules.accounts import PERIOD, YEAR, Account, accounts_of, by_year, in_order

_ROWS = Call("rows")
_OTHER_ASKED = re.compile(
    r"^\W*(?:why|how many|which|when|who|where|how (?:do|does|did|is|are|was|were)|warum|wann|wer|wie viele|pourquoi|quand|combien de)\b"
    r"|\b(?:reason|because|due to|caused?|explain|describe|primarily|mainly|defined?|meaning|consists? of|comprise[ds]?)\b",
    re.I,
)
_RANGE = re.compile(r"((?:19|20)\d\d)\s?(?:-|–|to|through|until|bis|à|a)\s?((?:19|20)\d\d)")
# A year of two halves is called by the one that ends it, as in `accounts`.
_SLASHED = re.compile(r"(?:19|20)\d\d/((?:19|20)\d\d)")
_NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountReading:
    """What a question about an account means.

    Attributes:
        index: The account, a row for each year and a column for each item.
        formula: What is looked up or computed of it.
        result: The values, and their cells.
        sure: Whether all of the question was found in the account, and nothing else there fits as well.
    """

    index: TableIndex
    formula: Call
    result: Values
    sure: bool


def account_reading(question: str, table: Table) -> AccountReading | None:
    """What a question asks of an account; None if it names no item and year of it, or the table is no account."""
    which = asks_for_years(question)
    accounts = [] if _OTHER_ASKED.search(question) and not which else accounts_of(table)
    account = _account(question, accounts) if accounts else None
    if account is None:
        return None
    named = named_items(question, account, SAY_WHICH if which else frozenset())
    return _of_years(question, named, account) if which else _of_items(question, named, account)


def _of_items(question: str, named: Named, account: Account) -> AccountReading | None:
    """The figures of items in the years of the question, or what is computed from them."""
    years = _years(question, named.rest, account)
    formula = _formula(named, list(map(account.called, years))) if named.items and years else None
    if formula is None:
        return None
    # "In 2019 and 2018, respectively" is answered in that order.
    index = TableIndex(in_order(account, years).table)
    result = _evaluated(formula, index)
    if result is None:
        return None
    return AccountReading(index=index, formula=formula, result=result, sure=named.sure)


def _of_years(question: str, named: Named, account: Account) -> AccountReading | None:
    """The years that have an item, or the most of it, or how many they are."""
    asked = years_asked(question, named.rest, account)
    if asked is None or len(named.items) != 1 or YEAR.search(named.rest):
        return None
    index = TableIndex(by_year(account).table)
    formula = asked.formula(Column(named.items[0].name))
    result = _evaluated(formula, index)
    if result is None:
        return None
    if asked.test == "has" and not asked.counted:
        # The cells with the figures are cited; what is asked for are their years.
        years = CellValues(index.column(0).values, result.seen[0].rows)
        result = Values(years, result.seen)
    # Of several years that have the most nobody knows which is meant.
    sure = named.sure and (asked.test not in ("most", "least") or len(result.values) == 1)
    return AccountReading(index=index, formula=formula, result=result, sure=sure)


def _evaluated(formula: Call, index: TableIndex) -> Values | None:
    """The values of a formula; None if it has none."""
    try:
        result = Evaluator(index).evaluate(formula)
    except EvaluationError:
        return None
    return result if isinstance(result, Values) else None


def _account(question: str, accounts: Sequence[Account]) -> Account | None:
    """The account of the kind of figures that the question names."""
    if len(accounts) == 1:
        return accounts[0]
    asked = set(words_of(question))
    shares = [(len(asked & (own := set(words_of(one.kind)))) / max(len(own), 1), one) for one in accounts]
    best = max(share for share, _ in shares)
    found = [one for share, one in shares if share == best]
    return found[0] if best > 0.5 and len(found) == 1 else None


def _years(question: str, rest: str, account: Account) -> list[str]:
    """The years of the question, as asked; without any both of an account of two. None if one is not in the account."""
    if any("/" in heading for heading in account.headings):
        rest = _SLASHED.sub(r"\1", rest)
    asked = list(dict.fromkeys(YEAR.findall(rest)))
    for pair in _RANGE.findall(rest) if len(asked) == 2 and not COMPARES.search(rest) else ():
        asked = [year for year in account.years if min(pair) <= year <= max(pair)]
        asked = asked if pair[0] <= pair[1] else asked[::-1]
    others = [number for number in _NUMBER.findall(YEAR.sub("", rest)) if len(number.strip(",.")) > 2]
    if others or not set(asked) <= set(account.years):
        return []
    if asked or not (CHANGE.search(rest) or MEAN.search(rest)):
        return asked
    return list(account.years) if len(account.years) == 2 or MEAN.search(rest) else []


def _formula(named: Named, years: Sequence[str]) -> Call | None:
    if len(named.items) == 2:
        return _of_two(named, years)
    if len(named.items) > 2:
        return None
    column, rest = Column(named.items[0].name), named.rest
    if len(years) == 1:
        computed = any(pattern.search(rest) for pattern in (COMPARES, MEAN, SHARE))
        return None if computed else Call("select", (_at(years[0]), column))
    if COMPARES.search(rest) and not MEAN.search(rest):
        return _compared(rest, years, column)
    every = reduce(lambda one, other: Call("either", (one, other)), map(_at, years))
    name = "mean" if MEAN.search(rest) else "sum" if SUM.search(rest) else "select"
    return Call(name, (every, column))


def _compared(rest: str, years: Sequence[str], column: Column) -> Call | None:
    """How an item changed from the earlier of two years to the later one."""
    if len(years) != 2:
        return None
    later, earlier = (Call("select", (_at(year), column)) for year in sorted(years, reverse=True))
    relative = CHANGE.search(rest) and PERCENT.search(rest) and not POINTS.search(rest)
    return Call("change" if relative else "difference", (later, earlier))


def _of_two(named: Named, years: Sequence[str]) -> Call | None:
    """The formula over two items in one year."""
    if len(years) != 1:
        return None
    pair = [Call("select", (_at(years[0]), Column(item.name))) for item in named.items]
    if SHARE.search(named.rest) or (PERCENT.search(named.rest) and not CHANGE.search(named.rest)):
        return Call("ratio", tuple(pair[::-1] if SHARE_OF_FIRST.search(named.rest) else pair))
    if DIFFERENCE.search(named.rest):
        return Call("difference", tuple(pair))
    return Call("total", tuple(pair)) if SUM.search(named.rest) else None


def _at(year: str) -> Call:
    return Call("has", (_ROWS, Column(PERIOD), Constant(year)))
