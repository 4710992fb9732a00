"""What speaks for a formula and against it: features by which a log-linear model ranks the candidates of a question.

The kinds of features are those of Pasupat and Liang, "Compositional Semantic Parsing on Semi-Structured Tables" (2015):
words of the question with operations, words with names of columns, and what the result looks like.
"""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from rag.tables.cells.column_words import stem_of
from rag.tables.language.formula import Call, Column
from rag.tables.language.results import Rows
from rag.tables.ranking.asked import asked_noun, asked_number, question_word
from rag.tables.ranking.candidates import Candidate
from rag.tables.ranking.linking import Linked, Phrase

DIMENSIONS = 1 << 18
"""How many weights there are; features share one where their hashes are equal."""

# What a column is for, by the operation that it stands in; others are their own.
_GROUPS = {"has": "test", "lacks": "test", "most": "extreme", "least": "extreme"} | dict.fromkeys(
    ("equal", "over", "under", "at_least", "at_most"), "limit"
)
_LIMITS = frozenset(name for name, group in _GROUPS.items() if group == "limit")
_MEETS_WORDS = frozenset(("extreme", "sum", "mean", "select", "highest", "lowest", "limit"))
_IS_ORDERED = frozenset(("extreme", "limit", "sum", "highest", "lowest"))


class Features:
    """The features of the candidates of one question; what candidates share is made once."""

    def __init__(self, linked: Linked) -> None:
        """Makes none yet."""
        self._linked = linked
        self._wh, self._noun = question_word(linked.words), asked_noun(linked)
        self._number = asked_number(linked.words)
        self._made: dict[tuple[object, ...], frozenset[int]] = {}

    def ids(self, candidate: Candidate) -> set[int]:
        """The numbers of a candidate's features, 0 to `DIMENSIONS`."""
        found: set[int] = set()
        for key, names in self._parts(candidate):
            if key not in self._made:
                self._made[key] = frozenset(zlib.crc32(name.encode()) % DIMENSIONS for name in names())
            found |= self._made[key]
        return found

    def names(self, candidate: Candidate) -> set[str]:
        """The names of a candidate's features, to look at."""
        return {name for _, names in self._parts(candidate) for name in names()}

    def _parts(
        self, candidate: Candidate
    ) -> Iterator[tuple[tuple[object, ...], Callable[[], Iterable[str]]]]:
        """Groups of features, each with all that it depends on."""
        shape = _shape(candidate.formula)
        covered = frozenset(at for phrase in candidate.used for at in range(phrase.start, phrase.end))
        roles = tuple(_roles(candidate.formula))
        yield ("words", shape, covered), lambda: self._words(candidate.formula, shape, covered)
        for role, name in roles:
            yield ("column", role, name), partial(self._column, role, name)
        yield ("roles", roles), lambda: self._all_columns(roles)
        for phrase in candidate.used:
            yield ("phrase", phrase), partial(self._phrase, phrase)
        yield (
            ("covered", candidate.used, candidate.numbers),
            lambda: self._left(candidate, covered),
        )
        limits = tuple(name for name in _calls(candidate.formula) if name in _LIMITS)
        yield ("limits", limits, candidate.numbers), lambda: self._limits(limits, candidate.numbers)
        names = list(self._result(candidate, shape))
        yield ("result", *names), lambda: names

    def _words(self, formula: Call, shape: str, covered: frozenset[int]) -> Iterator[str]:
        """Words of the question with operations; those that a phrase of a cell explains say nothing of them."""
        yield f"shape {shape}"
        yield f"wh {self._wh} {shape}"
        rest = [word for at, word in enumerate(self._linked.stems) if at not in covered]
        marks = sorted({name for name in _calls(formula) if name not in ("rows", "select")}) or ["none"]
        # Not strict: where phrases explain every word, there is no first one.
        for first, second in zip(rest, [*rest[1:], "$"], strict=False):
            for mark in marks:
                yield f"w {first} {mark}"
                yield f"b {first} {second} {mark}"
            yield f"ws {first} {shape}"
        yield f"start {' '.join(rest[:2])} {shape}"
        yield f"start {' '.join(rest[:3])} {shape}"
        yield f"end {' '.join(rest[-1:])} {shape}"

    def _column(self, role: str, name: str) -> Iterator[str]:
        """What a column is used for, beside the words of its name and of the question."""
        linked, at = self._linked, self._linked.index.at[name]
        group, noun, words = _GROUPS.get(role, role), self._noun, linked.name_stems[name]
        share = linked.named[at]
        yield f"named {group} {0 if share == 0 else 1 if share == 1 else 2}"
        yield f"kind {group} {linked.index.table.kinds[at]} {self._wh}"
        yield f"kind {role} {linked.index.table.kinds[at]}"
        yield f"place {group} {min(at, 3)}{'e' if at == len(linked.index.table.names) - 1 else ''}"
        yield f"noun {group} {bool(noun) and noun in words}"
        yield f"noun first {group} {noun in words[:1]} {noun in words[-1:]}"
        for word in words:
            yield f"role name {role} {word}"
            yield f"wh name {group} {self._wh} {word}"
            yield f"noun name {group} {noun} {word}"
        if group in _MEETS_WORDS:
            yield from (f"qn {group} {word} {part}" for word in set(linked.stems) for part in words)
        if group in _IS_ORDERED:
            yield f"ordered {group} {at == _first_ordered(linked)}"

    def _all_columns(self, roles: tuple[tuple[str, str], ...]) -> Iterator[str]:
        linked = self._linked
        covered = {word for _, name in roles for word in linked.name_stems[name]}
        named = {word for word in linked.asked_stems if word in linked.all_name_stems}
        yield f"names left {min(len(named - covered), 4)}"
        yield f"names used {min(len(named & covered), 4)}"
        yield f"columns {len({name for _, name in roles})} of {len(roles)}"
        # A column that is named in whole, and used for nothing.
        whole = {
            name for name, share in zip(linked.index.table.names, linked.named, strict=True) if share == 1
        }
        yield f"whole names left {min(len(whole - {name for _, name in roles}), 3)}"

    def _phrase(self, phrase: Phrase) -> Iterator[str]:
        linked = self._linked
        kind = linked.index.table.kinds[phrase.column]
        yield f"whole {phrase.whole == 1} {min(phrase.end - phrase.start, 3)}"
        yield f"part {round(phrase.whole * 4)}"
        yield f"phrase rows {min(phrase.rows, 5)}"
        yield f"phrase named {linked.named[phrase.column] > 0}"
        others = [other for other in linked.phrases if other.start < phrase.end and phrase.start < other.end]
        yield f"phrase best {phrase == max(others, key=lambda o: (o.end - o.start, o.whole))}"
        if phrase.start:
            yield f"before {linked.words[phrase.start - 1]} {kind}"
            yield from (
                f"before {linked.words[phrase.start - 1]} name {word}"
                for word in linked.name_stems[linked.index.table.names[phrase.column]]
            )
        yield f"shadow {linked.named_word(phrase)}"

    def _left(self, candidate: Candidate, covered: frozenset[int]) -> Iterator[str]:
        """What the question says of the table and the formula does not use."""
        linked = self._linked
        best = {at for phrase in linked.phrases for at in range(phrase.start, phrase.end)}
        strong = {
            at for phrase in linked.phrases if phrase.whole == 1 for at in range(phrase.start, phrase.end)
        }
        numbers = {number.at for number in linked.numbers}
        yield f"phrases {len(candidate.used)}"
        yield f"left {min(len(best - covered), 5)}"
        yield f"strong left {min(len(strong - covered), 4)}"
        yield f"covered {min(len(covered), 6)}"
        yield f"numbers left {min(len(numbers - set(candidate.numbers) - covered), 3)}"

    def _limits(self, limits: tuple[str, ...], numbers: tuple[int, ...]) -> Iterator[str]:
        """The words beside a number with what the formula makes of it."""
        words = self._linked.words
        for at in numbers:
            for name in limits:
                if at:
                    yield f"limit {name} {words[at - 1]}"
                if at > 1:
                    yield f"limit {name} {words[at - 2]} {words[at - 1]}"
                if at + 1 < len(words):
                    yield f"limit next {name} {words[at + 1]}"

    def _result(self, candidate: Candidate, shape: str) -> Iterator[str]:
        """What the result looks like."""
        result = candidate.result
        if isinstance(result, Rows):
            return
        count = len(result.values)
        size = str(count) if count < 3 else "few" if count < 6 else "many"
        yield f"size {size} {self._wh}"
        yield f"size {size} {shape}"
        yield f"size {size} plural {self._number}"
        first = result.values[0]
        kind = "date" if first.date and first.date.month else "number" if first.number is not None else "text"
        yield f"answer {kind} {self._wh}"
        yield f"answer {kind} {self._wh} {self._noun}"
        if count > 1:
            yield f"alike {len({value.text for value in result.values}) == 1}"
        if result.computed and first.number is not None:
            yield f"zero {first.number == 0}"
            yield f"negative {first.number < 0}"
            yield f"one {first.number == 1}"
            yield f"year {1000 < first.number < 2100}"
            yield f"whole {first.number == int(first.number)} {shape}"
        asked = set(self._linked.asked_stems)
        # Cells of many words are no echo of a question.
        texts = [value.text for value in result.values[:3]]
        echoed = all(set(map(stem_of, re.findall(r"[^\W_]+", text[:200]))) <= asked for text in texts)
        yield f"echoed {echoed} {'or' in self._linked.words}"


def _shape(formula: Call) -> str:
    """The operations of a formula without columns and words."""
    inner = [_shape(argument) for argument in formula.arguments if isinstance(argument, Call)]
    return f"{formula.name}({','.join(inner)})" if inner else formula.name


def _calls(formula: Call) -> Iterator[str]:
    """The operations of a formula, as often as they stand in it."""
    yield formula.name
    for argument in formula.arguments:
        if isinstance(argument, Call):
            yield from _calls(argument)


def _roles(formula: Call) -> Iterator[tuple[str, str]]:
    """The columns of a formula, each with the operation that it stands in."""
    for argument in formula.arguments:
        if isinstance(argument, Column):
            yield formula.name, argument.name
        elif isinstance(argument, Call):
            yield from _roles(argument)


def _first_ordered(linked: Linked) -> int:
    return next((at for at, kind in enumerate(linked.index.table.kinds) if kind != "text"), -1)
