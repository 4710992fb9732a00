"""How likely one word is another one, mistyped."""

from functools import cache

# Letters that lie side by side on an English keyboard; each row is shifted by half a key against the one above.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
# Letters that are taken for each other by their sound.
_SOUNDS = ("iy", "sc", "sz", "ck", "kq", "gj", "vw", "vf", "td", "bp", "mn", "xs")
# In place of 1 for any other error: errors that typists and poor spellers make most (Kernighan, Church and Gale 1990,
# "A spelling correction program based on a noisy channel model").
_SWAPPED = 0.5
_DOUBLED = 0.4
_LEFT_OUT = 0.7
_ADDED = 0.8
_NEAR = 0.7
_OTHER_VOWEL = 0.75
_VOWELS = frozenset("aeiouy")


@cache
def _near() -> frozenset[tuple[str, str]]:
    pairs = {pair for row in _ROWS for pair in zip(row, row[1:], strict=False)}
    for upper, lower in zip(_ROWS, _ROWS[1:], strict=False):
        pairs |= set(zip(upper, lower, strict=False)) | set(zip(upper[1:], lower, strict=False))
    pairs |= {(a, b) for sounds in _SOUNDS for a in sounds for b in sounds}
    return frozenset(pairs | {(b, a) for a, b in pairs})


def errors(typed: str, meant: str) -> tuple[int, float]:
    """How many typing errors lie between two words, and what they cost: the sum over them, each 0.4 to 1.

    An error is a letter too many, too few or wrong, or two neighbours exchanged: the Damerau-Levenshtein distance in
    the form in which no letter is part of two errors. Of all ways the one with the fewest errors counts.
    """
    rows: list[list[tuple[int, float]]] = [[(0, 0.0)]]
    for column in range(1, len(meant) + 1):
        rows[0].append(_plus(rows[0][-1], _gap(meant, column - 1, _LEFT_OUT)))
    for row in range(1, len(typed) + 1):
        rows.append([_plus(rows[row - 1][0], _gap(typed, row - 1, _ADDED))])
        for column in range(1, len(meant) + 1):
            rows[row].append(_best(rows, typed, meant, row, column))
    return rows[-1][-1]


def _best(
    rows: list[list[tuple[int, float]]], typed: str, meant: str, row: int, column: int
) -> tuple[int, float]:
    """The fewest and cheapest errors between the first `row` letters typed and the first `column` meant."""
    a, b = typed[row - 1], meant[column - 1]
    ways = [
        _plus(rows[row - 1][column], _gap(typed, row - 1, _ADDED)),
        _plus(rows[row][column - 1], _gap(meant, column - 1, _LEFT_OUT)),
    ]
    if a == b:
        ways.append(rows[row - 1][column - 1])
    else:
        ways.append(_plus(rows[row - 1][column - 1], _replaced(a, b)))
    if row > 1 and column > 1 and a != b and (a, b) == (meant[column - 2], typed[row - 2]):
        ways.append(_plus(rows[row - 2][column - 2], _SWAPPED))
    return min(ways)


def _plus(way: tuple[int, float], cost: float) -> tuple[int, float]:
    return way[0] + 1, way[1] + cost


def _replaced(typed: str, meant: str) -> float:
    if (typed, meant) in _near():
        return _NEAR
    return _OTHER_VOWEL if {typed, meant} <= _VOWELS else 1.0


def _gap(word: str, place: int, cost: float) -> float:
    """The cost of a letter that only one of the words has: less for the second of a double letter."""
    return _DOUBLED if place and word[place] == word[place - 1] else cost
