"""Formulas that somebody proposes for a question, such as a language model: which of its words each of them stands for.

Nothing that is proposed counts for itself. It must have a value over this table, do and look for nothing that the question does not
say, and leave out nothing that the question says of the table; then it is one candidate more.
"""

from collections.abc import Sequence

from rag.tables.cells.column_words import holds, words_of
from rag.tables.language.evaluate import Evaluator
from rag.tables.language.formula import Call, Column, Constant, Formula
from rag.tables.language.results import EvaluationError, Values
from rag.tables.ranking.candidates import MOST_LISTED, Candidate
from rag.tables.ranking.confidence import columns_of
from rag.tables.ranking.linking import FUNCTION_WORDS, Linked, Phrase
from rag.tables.ranking.question_patterns import ALLOWS

# "How many times" asks for no column "Time".
_COUNTS = FUNCTION_WORDS | {"times"}


def proposed_candidates(linked: Linked, formulas: Sequence[Call]) -> list[Candidate]:
    """Those of the formulas that may be what the question means, each once, in their order."""
    evaluator, found = Evaluator(linked.index), dict[Call, Candidate]()
    # The ranker knows no operation without its words, and can't tell how improbable it is.
    for formula in (one for one in formulas if _is_allowed(linked, one)):
        grounded = _Grounded(linked)
        call = grounded.call(formula)
        try:
            result = evaluator.evaluate(call)
        except EvaluationError:
            continue
        if isinstance(result, Values) and 0 < len(result.values) <= MOST_LISTED and not grounded.invents:
            used, numbers = dict.fromkeys(grounded.used), dict.fromkeys(grounded.numbers)
            found.setdefault(call, Candidate(call, result, tuple(used), tuple(numbers)))
    return [candidate for candidate in found.values() if not leaves_out(linked, candidate)]


def _is_allowed(linked: Linked, formula: Call) -> bool:
    """Whether the question has words for each operation."""
    pattern = ALLOWS.get(formula.name)
    return (pattern is None or pattern.search(" ".join(linked.words)) is not None) and all(
        _is_allowed(linked, inner) for inner in formula.arguments if isinstance(inner, Call)
    )


class _Grounded:
    """Puts the words of the question in place of those that a formula looks for.

    Attributes:
        used: The phrases that it rests on.
        numbers: The places, among the question's words, of the numbers that it uses.
        invents: Whether it looks for what the question does not say.
    """

    def __init__(self, linked: Linked) -> None:
        self._linked = linked
        self.used, self.numbers, self.invents = list[Phrase](), list[int](), False

    def call(self, formula: Call) -> Call:
        """The formula with the words of the question."""
        column, arguments = "", list[Formula]()
        for argument in formula.arguments:
            if isinstance(argument, Call):
                arguments.append(self.call(argument))
            elif isinstance(argument, Column):
                column = argument.name
                arguments.append(argument)
            else:
                arguments.append(self._constant(column, argument))
        return Call(formula.name, tuple(arguments))

    def _constant(self, column: str, constant: Constant) -> Constant:
        if phrase := self._phrase(self._linked.index.at[column], constant):
            self.used.append(phrase)
            return constant if isinstance(constant.value, float) else Constant(phrase.text)
        at = self._place(constant)
        if at is None:
            self.invents = True
        else:
            self.numbers.append(at)
        return constant

    def _phrase(self, at: int, constant: Constant) -> Phrase | None:
        """The longest phrase of the question that stands for words in a column: it has them, or finds the same cells."""
        words, wanted = self._linked.index.column(at).words, words_of(_said(constant))
        for phrase in self._linked.phrases:
            asked = self._linked.asked_stems[phrase.start : phrase.end]
            alike = phrase.column == at and (holds(asked, wanted) or holds(wanted, asked))
            if alike and words.holding(wanted) == words.holding(asked):
                return phrase
        return None

    def _place(self, constant: Constant) -> int | None:
        """Where the question has a number."""
        try:
            value = float(_said(constant).replace(",", ""))
        except ValueError:
            return None
        return next((number.at for number in self._linked.numbers if number.value == value), None)


def _said(constant: Constant) -> str:
    return constant.value if isinstance(constant.value, str) else f"{constant.value:.15g}"


def leaves_out(linked: Linked, candidate: Candidate) -> bool:
    """Whether the question has a number, all the words of a cell, or a column's name, and a formula does not use it."""
    used = _used(linked, candidate)
    numbers = {number.at for number in linked.numbers if linked.words[number.at][:1].isdigit()}
    cells = {
        at
        for phrase in linked.phrases
        if phrase.whole == 1 and not linked.named_word(phrase)
        for at in range(phrase.start, phrase.end)
    }
    names = _whole_names(linked)
    if isinstance(candidate.result, Values) and candidate.result.computed:
        # "How many teams" counts rows, which are called as the column that names them.
        names -= set(linked.name_stems[linked.index.table.names[0]])
    return bool((numbers | cells) - used) or any(
        at not in used and word not in _COUNTS and linked.asked_stems[at] in names
        for at, word in enumerate(linked.words)
    )


def _used(linked: Linked, candidate: Candidate) -> set[int]:
    """The places of the question's words that a formula uses."""
    named = {word for name in columns_of(candidate.formula) for word in linked.name_stems[name]}
    used = {at for phrase in candidate.used for at in range(phrase.start, phrase.end)}
    in_names = {at for at, stem in enumerate(linked.asked_stems) if stem in named}
    # The first word of "game date" says which date, and not that a column "Game" is meant.
    return used | in_names | {*candidate.numbers} | {at - 1 for at in in_names}


def _whole_names(linked: Linked) -> set[str]:
    """The stems of the names of columns that the question has in whole."""
    names = zip(linked.index.table.names, linked.named, strict=True)
    return {stem for name, share in names if share == 1 for stem in linked.name_stems[name]}
