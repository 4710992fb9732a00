"""Questions about accounts: an item in a year, how it changed, its mean, its share of another.

Of annual reports people ask few things, in words that are much alike. So these questions are read by rules: which rows they name,
which years, and which word says what is to be computed. What the rules don't read is left to the trained model.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations

from rag.tables.accounts import PERIOD, YEAR, Account, Item, accounts_of, in_order
from rag.tables.evaluate import Evaluator
from rag.tables.formula import Call, Column, Constant
from rag.tables.results import EvaluationError, Values
from rag.tables.table import Table
from rag.tables.table_index import TableIndex, words_of

_ROWS = Call("rows")
_OTHER_ASKED = re.compile(
    r"^\W*(?:why|how many|which|when|who|where|how (?:do|does|did|is|are|was|were)|warum|wann|wer|wie viele|pourquoi|quand|combien de)\b"
    r"|\b(?:reason|because|due to|caused?|explain|describe|primarily|mainly|defined?|meaning|consists? of|comprise[ds]?)\b",
    re.I,
)
_CHANGE = re.compile(
    r"\b(?:change[sd]?|increas\w+|decreas\w+|growth|grow|grew|rise|rose|fell|fall|decline[sd]?|drop(?:ped)?|reduction|"
    r"veränder\w+|änderung|zunahme|abnahme|wachstum|gestiegen|gesunken|variation|évolution|cambio|variación|aumento)\b",
    re.I,
)
_PERCENT = re.compile(r"\bper ?cent(?:age)?\b|%|\bprozent\w*|\bpour ?cent\w*|\bporcent\w+", re.I)
# Of figures that are per cents already: by how many points.
_POINTS = re.compile(
    r"\b(?:absolute|nominal|points?)\b|\b(?:change|increase|decrease|difference) in (?:the )?(?:percent(?:age)?|share|proportion)\b",
    re.I,
)
_DIFFERENCE = re.compile(
    r"\b(?:differences?|differ|how much (?:more|less|higher|lower)|exceed\w*|unterschied|différence|diferencia)\b",
    re.I,
)
_COMPARES = re.compile(f"{_CHANGE.pattern}|{_DIFFERENCE.pattern}", re.I)
_MEAN = re.compile(r"\b(?:averages?|mean|durchschnitt\w*|mittelwert|moyenne|promedio|media)\b", re.I)
_SUM = re.compile(r"\b(?:sum|total|combined|together|altogether|zusammen|summe|somme|suma)\b", re.I)
_SHARE = re.compile(
    r"\b(?:proportion|ratio|share|percentage of|percent of|divided by|anteil|verhältnis|proporción)\b", re.I
)
_SHARE_OF_FIRST = re.compile(
    r"\b(?:percentage|percent|proportion|share) of\b.*\b(?:represented by|is|was|are|were|made up|constitut\w+|comes? from|from)\b",
    re.I,
)
_RANGE = re.compile(r"((?:19|20)\d\d)\s?(?:-|–|to|through|until|bis|à|a)\s?((?:19|20)\d\d)")
_NUMBER = re.compile(r"\d[\d,.]*")
# Words of labels and questions that say nothing alone.
_EMPTY = frozenset(
    words_of(
        "the a an of in on and or for to from by with at as per total other net is was were are be been what how much did do does "
        "company companies group year years fiscal ended end ending december june september march amount amounts value figure "
        "both respectively between its their million thousand billion dollars dollar usd it during which that reported"
    )
)
_STEMS = ("chang", "averag", "percent", "differ", "increas", "decreas", "ratio", "proport", "repres")
_MOST_UNCOVERED = 1


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


@dataclass(frozen=True, slots=True)
class _Named:
    """The items that a question names, what else it says, and whether that is all of it."""

    items: tuple[Item, ...]
    rest: str
    sure: bool


def account_reading(question: str, table: Table) -> AccountReading | None:
    """What a question asks of an account; None if it names no item and year of it, or the table is no account."""
    if _OTHER_ASKED.search(question):
        return None
    accounts = accounts_of(table)
    if not accounts or (account := _account(question, accounts)) is None:
        return None
    named = _named(question, account)
    years = _years(question, named.rest, account)
    formula = _formula(named, years) if named.items and years else None
    if formula is None:
        return None
    # "In 2019 and 2018, respectively" is answered in that order.
    index = TableIndex(in_order(account, years).table)
    try:
        result = Evaluator(index).evaluate(formula)
    except EvaluationError:
        return None
    if not isinstance(result, Values):
        return None
    return AccountReading(index=index, formula=formula, result=result, sure=named.sure)


def _account(question: str, accounts: Sequence[Account]) -> Account | None:
    """The account of the kind of figures that the question names."""
    if len(accounts) == 1:
        return accounts[0]
    asked = set(words_of(question))
    shares = [(len(asked & (own := set(words_of(one.kind)))) / max(len(own), 1), one) for one in accounts]
    best = max(share for share, _ in shares)
    found = [one for share, one in shares if share == best]
    return found[0] if best > 0.5 and len(found) == 1 else None


def _named(question: str, account: Account) -> _Named:
    """The items that a question names, in its order."""
    asked = words_of(question)
    found = []
    for item in account.items:
        words = words_of(item.label)
        says = set(words) - _EMPTY or re.search(rf"(?<!^)(?<!\w){re.escape(item.label)}(?!\w)", question)
        if says:
            found += [(at, at + len(words), item) for at in _places(words, asked)]
    # Of names inside others the longest is meant: "total sales" and not "sales".
    found = [one for one in found if not any(_is_inside(one, other) for other in found)]
    found.sort(key=lambda one: (one[0], one[1]))
    if not found:
        return _likest(question, asked, account)
    covered = {at for start, end, _ in found for at in range(start, end)}
    left = [word for at, word in enumerate(asked) if at not in covered]
    items = _of_groups(list(dict.fromkeys(item for _, _, item in found)), set(left))
    apart = all(one[1] <= other[0] or one[:2] == other[:2] for one, other in combinations(found, 2))
    sure = apart and all(_is_meant(item, set(left)) for item in items)
    return _Named(tuple(items), _without(question, items), sure and _is_covered(left, items, account))


def _of_groups(items: Sequence[Item], left: set[str]) -> list[Item]:
    """The items, of those with one label only that whose group the question names."""
    kept: list[Item] = []
    for item in items:
        same = [other for other in items if other.label == item.label]
        best = max(same, key=lambda other: len(left & set(words_of(other.group)) - _EMPTY))
        if best not in kept:
            kept.append(best)
    return kept


def _is_meant(item: Item, left: set[str]) -> bool:
    """Whether an item is the only one with its label, or the question names its group."""
    return item.alone or bool(left & set(words_of(item.group)) - _EMPTY)


def _is_covered(left: Sequence[str], items: Sequence[Item], account: Account) -> bool:
    """Whether hardly anything of the question is left that the items, the title and the words of computing don't say."""
    said = set(words_of(" ".join([account.table.title, account.kind, *(item.group for item in items)])))
    said.update(word for cell in account.table.column(0) for word in words_of(cell.text))
    rest = [word for word in left if word not in said and word not in _EMPTY and not YEAR.fullmatch(word)]
    return sum(not _says_how(word) for word in rest) <= _MOST_UNCOVERED


def _says_how(word: str) -> bool:
    """Whether the stem of a word says what is to be computed."""
    return word.startswith(_STEMS) or any(pattern.match(word) for pattern in (_COMPARES, _MEAN, _SUM, _SHARE))


def _likest(question: str, asked: Sequence[str], account: Account) -> _Named:
    """The item that shares most of its words with the question, if no other shares as many."""
    words = frozenset(asked)
    shares = []
    for item in account.items:
        own = frozenset(words_of(item.label)) - _EMPTY
        common = own & words
        if len(common) >= 2 and 3 * len(common) >= 2 * len(own):
            shares.append((len(common) / len(own), len(common), item))
    shares.sort(key=lambda one: one[:2], reverse=True)
    if not shares:
        return _Named((), question, sure=False)
    item = shares[0][2]
    left = [word for word in asked if word not in words_of(item.label)]
    alone = len(shares) == 1 or shares[0][:2] > shares[1][:2]
    sure = alone and item.alone and _is_covered(left, [item], account)
    return _Named((item,), _without(question, [item]), sure)


def _without(question: str, items: Sequence[Item]) -> str:
    """The question without the labels of items, whose words say nothing of what is to be computed."""
    for item in sorted(items, key=lambda item: -len(item.label)):
        question = re.sub(re.escape(item.label), " … ", question, flags=re.I)
    return question


def _years(question: str, rest: str, account: Account) -> list[str]:
    """The years of the question, as asked; without any both of an account of two. None if one is not in the account."""
    asked = list(dict.fromkeys(YEAR.findall(rest)))
    for pair in _RANGE.findall(rest) if len(asked) == 2 and not _COMPARES.search(rest) else ():
        asked = [year for year in account.years if min(pair) <= year <= max(pair)]
    others = [number for number in _NUMBER.findall(YEAR.sub("", rest)) if len(number.strip(",.")) > 2]
    if others or not set(asked) <= set(account.years):
        return []
    if asked or not (_CHANGE.search(rest) or _MEAN.search(rest)):
        return asked
    return list(account.years) if len(account.years) == 2 or _MEAN.search(rest) else []


def _formula(named: _Named, years: Sequence[str]) -> Call | None:
    if len(named.items) == 2:
        return _of_two(named, years)
    if len(named.items) > 2:
        return None
    column, rest = Column(named.items[0].name), named.rest
    if len(years) == 1:
        computed = any(pattern.search(rest) for pattern in (_COMPARES, _MEAN, _SHARE))
        return None if computed else Call("select", (_at(years[0]), column))
    if _COMPARES.search(rest) and not _MEAN.search(rest):
        return _compared(rest, years, column)
    every = reduce(lambda one, other: Call("either", (one, other)), map(_at, years))
    name = "mean" if _MEAN.search(rest) else "sum" if _SUM.search(rest) else "select"
    return Call(name, (every, column))


def _compared(rest: str, years: Sequence[str], column: Column) -> Call | None:
    """How an item changed from the earlier of two years to the later one."""
    if len(years) != 2:
        return None
    later, earlier = (Call("select", (_at(year), column)) for year in sorted(years, reverse=True))
    relative = _CHANGE.search(rest) and _PERCENT.search(rest) and not _POINTS.search(rest)
    return Call("change" if relative else "difference", (later, earlier))


def _of_two(named: _Named, years: Sequence[str]) -> Call | None:
    """The formula over two items in one year."""
    if len(years) != 1:
        return None
    pair = [Call("select", (_at(years[0]), Column(item.name))) for item in named.items]
    if _SHARE.search(named.rest) or (_PERCENT.search(named.rest) and not _CHANGE.search(named.rest)):
        return Call("ratio", tuple(pair[::-1] if _SHARE_OF_FIRST.search(named.rest) else pair))
    if _DIFFERENCE.search(named.rest):
        return Call("difference", tuple(pair))
    return Call("total", tuple(pair)) if _SUM.search(named.rest) else None


def _at(year: str) -> Call:
    return Call("has", (_ROWS, Column(PERIOD), Constant(year)))


def _places(words: Sequence[str], asked: Sequence[str]) -> list[int]:
    """Where the words stand in the question, one behind another."""
    places = range(len(asked) - len(words) + 1) if words else ()
    return [at for at in places if tuple(asked[at : at + len(words)]) == tuple(words)]


def _is_inside(one: tuple[int, int, Item], other: tuple[int, int, Item]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0]
