"""What speaks for a formula and against it: features by which a log-linear model ranks the candidates of a question.

The kinds of features are those of Pasupat and Liang, "Compositional Semantic Parsing on Semi-Structured Tables" (2015):
words of the question with operations, words with names of columns, and what the result looks like.
"""

import re
import zlib
from collections.abc import Iterator

from rag.tables.candidates import Candidate
from rag.tables.formula import Call, Column
from rag.tables.linking import Linked
from rag.tables.results import Rows
from rag.tables.table_index import stem_of

DIMENSIONS = 1 << 18
"""How many weights there are; features share one where their hashes are equal."""

_WH = ("how many", "how much", "how long", "how often", "how old", "what", "which", "who", "whom", "whose", "when",
       "where", "why", "how", "is", "was", "did", "does", "do", "are", "were", "name", "list", "tell")  # fmt: skip


def feature_ids(linked: Linked, candidate: Candidate) -> list[int]:
    """The numbers of a candidate's features, each once, ascending."""
    return sorted({zlib.crc32(name.encode()) % DIMENSIONS for name in features(linked, candidate)})


def features(linked: Linked, candidate: Candidate) -> Iterator[str]:
    """The names of a candidate's features."""
    shape = _shape(candidate.formula)
    operations = set(_operations(candidate.formula))
    wh = _wh(linked)
    yield f"shape {shape}"
    yield f"wh {wh} {shape}"
    # Words that a phrase or the name of a column explains say nothing of the operation.
    linked_words = {at for phrase in candidate.used for at in range(phrase.start, phrase.end)}
    rest = [word for at, word in enumerate(linked.stems) if at not in linked_words]
    marks = sorted(operations) or ["none"]
    for first, second in zip(rest, [*rest[1:], "$"], strict=True):
        for mark in marks:
            yield f"w {first} {mark}"
            yield f"b {first} {second} {mark}"
        yield f"ws {first} {shape}"
    yield from _columns(linked, candidate, wh)
    yield from _conditions(linked, candidate)
    yield from _result(linked, candidate, wh, shape)


def _shape(formula: Call) -> str:
    """The operations of a formula without columns and words."""
    inner = [_shape(argument) for argument in formula.arguments if isinstance(argument, Call)]
    return f"{formula.name}({','.join(inner)})" if inner else formula.name


def _operations(formula: Call) -> Iterator[str]:
    if formula.name not in ("rows", "select"):
        yield formula.name
    for argument in formula.arguments:
        if isinstance(argument, Call):
            yield from _operations(argument)


def _wh(linked: Linked) -> str:
    for length in (2, 1):
        for at in range(len(linked.words) - length + 1):
            text = " ".join(linked.words[at : at + length])
            if text in _WH:
                return text
    return "none"


def _wh_noun(linked: Linked) -> str:
    """The stem of the word after the first "what", "which" or "how many"."""
    for at, word in enumerate(linked.words[:-1]):
        if word in ("what", "which", "whose"):
            return linked.stems[at + 1]
        if word == "many" and at:
            return linked.stems[at + 1]
    return ""


def _roles(formula: Call) -> Iterator[tuple[str, str]]:
    """The columns of a formula and what each is for: selected, compared, tested."""
    for argument in formula.arguments:
        if isinstance(argument, Column):
            yield formula.name, argument.name
        elif isinstance(argument, Call):
            yield from _roles(argument)


_TESTS = frozenset(("has", "lacks"))
_LIMITS = frozenset(("equal", "over", "under", "at_least", "at_most"))
_EXTREMES = frozenset(("most", "least"))


def _columns(linked: Linked, candidate: Candidate, wh: str) -> Iterator[str]:
    table, noun = linked.index.table, _wh_noun(linked)
    asked = linked.stems
    covered = {
        word for name in (name for _, name in _roles(candidate.formula)) for word in linked.name_stems[name]
    }
    for role, name in _roles(candidate.formula):
        at = linked.index.at[name]
        group = (
            "test"
            if role in _TESTS
            else "limit"
            if role in _LIMITS
            else "extreme"
            if role in _EXTREMES
            else role
        )
        kind = table.kinds[at]
        words = linked.name_stems[name]
        share = linked.named[at]
        yield f"named {group} {0 if share == 0 else 1 if share == 1 else 2}"
        yield f"kind {group} {kind} {wh}"
        yield f"place {group} {min(at, 3)}{'e' if at == len(table.names) - 1 else ''}"
        if noun:
            yield f"noun {group} {noun in words}"
            yield f"noun first {group} {noun in words[:1]} {noun in words[-1:]}"
        for word in words:
            yield f"wh name {group} {wh} {word}"
            if noun:
                yield f"noun name {group} {noun} {word}"
        if group in ("extreme", "sum", "mean", "select", "highest", "lowest", "limit"):
            for word in set(asked):
                for part in words:
                    yield f"qn {group} {word} {part}"
        if group in ("extreme", "limit", "sum", "highest", "lowest"):
            yield f"ordered {group} {at == _first_ordered(linked)}"
    named = {word for word in asked if word in linked.all_name_stems}
    yield f"names left {min(len(named - covered), 4)}"
    yield f"names used {min(len(named & covered), 4)}"


def _first_ordered(linked: Linked) -> int:
    return next((at for at, kind in enumerate(linked.index.table.kinds) if kind != "text"), -1)


def _conditions(linked: Linked, candidate: Candidate) -> Iterator[str]:
    covered = {at for phrase in candidate.used for at in range(phrase.start, phrase.end)}
    best = {at for phrase in linked.phrases for at in range(phrase.start, phrase.end)}
    strong = {at for phrase in linked.phrases if phrase.whole == 1 for at in range(phrase.start, phrase.end)}
    yield f"phrases {len(candidate.used)}"
    yield f"left {min(len(best - covered), 5)}"
    yield f"strong left {min(len(strong - covered), 4)}"
    yield f"covered {min(len(covered), 6)}"
    for phrase in candidate.used:
        yield f"whole {phrase.whole == 1} {min(phrase.end - phrase.start, 3)}"
        yield f"part {round(phrase.whole * 4)}"
        yield f"phrase rows {min(phrase.rows, 5)}"
        yield f"phrase named {linked.named[phrase.column] > 0}"
        others = [other for other in linked.phrases if other.start < phrase.end and phrase.start < other.end]
        yield f"phrase best {phrase == max(others, key=lambda o: (o.end - o.start, o.whole))}"
        if phrase.start:
            yield f"before {linked.words[phrase.start - 1]} {linked.index.table.kinds[phrase.column]}"
        yield f"shadow {linked.named_word(phrase)}"
    numbers = {number.at for number in linked.numbers}
    yield f"numbers left {min(len(numbers - set(candidate.numbers) - covered), 3)}"
    for at in candidate.numbers:
        for name in _limits(candidate.formula):
            if at:
                yield f"limit {name} {linked.words[at - 1]}"
            if at > 1:
                yield f"limit {name} {linked.words[at - 2]} {linked.words[at - 1]}"
            if at + 1 < len(linked.words):
                yield f"limit next {name} {linked.words[at + 1]}"


def _limits(formula: Call) -> Iterator[str]:
    if formula.name in _LIMITS:
        yield formula.name
    for argument in formula.arguments:
        if isinstance(argument, Call):
            yield from _limits(argument)


def _result(linked: Linked, candidate: Candidate, wh: str, shape: str) -> Iterator[str]:
    result = candidate.result
    if isinstance(result, Rows):
        return
    count = len(result.values)
    size = str(count) if count < 3 else "few" if count < 6 else "many"
    yield f"size {size} {wh}"
    yield f"size {size} {shape}"
    plural = _wh_noun_plural(linked)
    yield f"size {size} plural {plural}"
    first = result.values[0]
    kind = "date" if first.date and first.date.month else "number" if first.number is not None else "text"
    yield f"answer {kind} {wh}"
    yield f"answer {kind} {wh} {_wh_noun(linked)}"
    if result.computed and first.number is not None:
        yield f"zero {first.number == 0}"
        yield f"negative {first.number < 0}"
        yield f"one {first.number == 1}"
        yield f"year {1000 < first.number < 2100}"
        yield f"whole {first.number == int(first.number)} {shape}"
    asked = set(linked.stems)
    echoed = all(set(map(stem_of, re.findall(r"[^\W_]+", value.text))) <= asked for value in result.values)
    yield f"echoed {echoed} {'or' in linked.words}"


def _wh_noun_plural(linked: Linked) -> str:
    for at, word in enumerate(linked.words[:-1]):
        if word in ("what", "which"):
            noun = linked.words[at + 1]
            return (
                "s"
                if noun.endswith("s") and not noun.endswith("ss")
                else noun
                if noun in ("are", "were", "is", "was")
                else "-"
            )
    return "-"
