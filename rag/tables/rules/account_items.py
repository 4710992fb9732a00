"""The items of an account that a question names: those whose labels stand in it, else the one that is most like it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from rag.tables.cells.column_words import words_of
from rag.tables.rules.account_patterns import COMPARES, MEAN, SHARE, SUM
from rag.tables.rules.accounts import YEAR, Account, Item

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


@dataclass(frozen=True, slots=True)
class Named:
    """The items that a question names.

    Attributes:
        items: In the order of the question.
        rest: What else it says.
        sure: Whether that is all of the question, and nothing else there fits as well.
    """

    items: tuple[Item, ...]
    rest: str
    sure: bool


def named_items(question: str, account: Account, saying: frozenset[str]) -> Named:
    """The items that a question names, in its order.

    Args:
        question: It stands alone.
        account: What it may be about.
        saying: The stems of words that say what is asked for, and name no item.
    """
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
        return _likest(question, asked, account, saying)
    covered = {at for start, end, _ in found for at in range(start, end)}
    left = [word for at, word in enumerate(asked) if at not in covered]
    items = _of_groups(list(dict.fromkeys(item for _, _, item in found)), set(left))
    apart = all(one[1] <= other[0] or one[:2] == other[:2] for one, other in combinations(found, 2))
    sure = apart and all(_is_meant(item, set(left)) for item in items)
    return Named(tuple(items), _without(question, items), sure and _is_covered(left, items, account, saying))


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


def _is_covered(left: Sequence[str], items: Sequence[Item], account: Account, saying: frozenset[str]) -> bool:
    """Whether hardly anything of the question is left that the items, the title and the words of computing don't say."""
    said = set(words_of(" ".join([account.table.title, account.kind, *(item.group for item in items)])))
    said.update(word for cell in account.table.column(0) for word in words_of(cell.text))
    if saying:
        said |= saying | {word for word in left if word.isdigit()}
    rest = [word for word in left if word not in said and word not in _EMPTY and not YEAR.fullmatch(word)]
    return sum(not _says_how(word) for word in rest) <= _MOST_UNCOVERED


def _says_how(word: str) -> bool:
    """Whether the stem of a word says what is to be computed."""
    return word.startswith(_STEMS) or any(pattern.match(word) for pattern in (COMPARES, MEAN, SUM, SHARE))


def _likest(question: str, asked: Sequence[str], account: Account, saying: frozenset[str]) -> Named:
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
        return Named((), question, sure=False)
    item = shares[0][2]
    left = [word for word in asked if word not in words_of(item.label)]
    alone = len(shares) == 1 or shares[0][:2] > shares[1][:2]
    sure = alone and item.alone and _is_covered(left, [item], account, saying)
    return Named((item,), _without(question, [item]), sure)


def _without(question: str, items: Sequence[Item]) -> str:
    """The question without the labels of items, whose words say nothing of what is to be computed."""
    for item in sorted(items, key=lambda item: -len(item.label)):
        question = re.sub(re.escape(item.label), " … ", question, flags=re.I)
    return question


def _places(words: Sequence[str], asked: Sequence[str]) -> list[int]:
    """Where the words stand in the question, one behind another."""
    places = range(len(asked) - len(words) + 1) if words else ()
    return [at for at in places if tuple(asked[at : at + len(words)]) == tuple(words)]


def _is_inside(one: tuple[int, int, Item], other: tuple[int, int, Item]) -> bool:
    return other[0] <= one[0] and one[1] <= other[1] and other[1] - other[0] > one[1] - one[0]
