"""Checks the sentences of an exported answer: by its quotes where these are enough, else by the rules and the checker."""

from collections.abc import Mapping, Sequence

from rag.answer import Statement
from rag.checking.judge import judged
from rag.checking.rules import is_out_of_context, is_quotation
from rag.export.shape import ExportedAnswer
from rag.export.verified import VerifiedQuote, VerifiedStatement
from rag.protocols import Checker, Pair


def verified_statements(
    answer: ExportedAnswer,
    quotes: Mapping[int, VerifiedQuote],
    titles: Mapping[int, str],
    checker: Checker | None,
) -> tuple[VerifiedStatement, ...]:
    """Each sentence that the answer shows as fact; before them its short answer, if nothing in it says that.

    Args:
        answer: The answer.
        quotes: What became of its quotes, by number.
        titles: The titles of the documents as they are now, by the number of the citation.
        checker: Decides what the rules leave open; None: sentences that are no quotes are not checked.
    """
    shown = [statement for statement in answer.statements if statement.verdict != "unsupported"]
    found = [_by_quotes(statement, quotes) for statement in shown]
    left = [at for at, one in enumerate(found) if one is None]
    pairs = [_pair(shown[at], titles) for at in left]
    judgements = judged(pairs, checker) if checker and pairs else [None] * len(left)
    for at, judgement in zip(left, judgements, strict=True):
        holds = None if judgement is None else judgement.support == "supported"
        reason = "not checked: only quotes were" if judgement is None else judgement.reason or ""
        found[at] = _statement(shown[at], holds=holds, reason=reason)
    return (*_short(answer), *(one for one in found if one is not None))


def _by_quotes(statement: Statement, quotes: Mapping[int, VerifiedQuote]) -> VerifiedStatement | None:
    """What its quotes alone say of a statement; None if a model has to tell whether they support it."""
    gone = [one.number for one in statement.citations if quotes[one.number].state == "gone"]
    # Equal sentences of several documents are one statement: each of them is enough.
    enough = statement.verdict == "quoted" and len(gone) < len(statement.citations)
    if gone and not enough:
        named = "".join(f"[{number}]" for number in gone)
        return _statement(statement, holds=False, reason=f"it rests on {named}, which is gone")
    if not statement.citations:
        return _statement(statement, holds=False, reason="it cites nothing")
    if statement.verdict == "computed":
        return _statement(
            statement, holds=None, reason="not checked: its cells are there, the sum is not made anew"
        )
    if statement.verdict == "quoted" and any(
        _is_said_by(one.quote, statement) for one in statement.citations
    ):
        return _statement(statement, holds=True)
    return None


def _is_said_by(quote: str, statement: Statement) -> bool:
    """Whether a quote is the sentence, or has all of it and nothing around it that turns it round."""
    said, words = " ".join(quote.split()), " ".join(statement.text.split())
    return said == words or (is_quotation(words, said) and not is_out_of_context(words, said))


def _statement(statement: Statement, *, holds: bool | None, reason: str = "") -> VerifiedStatement:
    return VerifiedStatement(
        text=statement.text,
        verdict=statement.verdict,
        citations=tuple(citation.number for citation in statement.citations),
        holds=holds,
        reason=reason,
    )


def _pair(statement: Statement, titles: Mapping[int, str]) -> Pair:
    """The sentence, or what it was translated from, with its quotes."""
    quotes = " ".join(" ".join(citation.quote.split()) for citation in statement.citations)
    title = titles.get(statement.citations[0].number, "")
    return Pair(sentence=statement.original or statement.text, text=quotes, title=title)


def _short(answer: ExportedAnswer) -> list[VerifiedStatement]:
    """The short answer, if it stands in no sentence of the answer and in no quote, although it is said to."""
    told = [*(statement.text for statement in answer.statements), *(one.quote for one in answer.citations)]
    parts = [answer.short or "", *(answer.short or "").split("; ")]
    if answer.kind not in ("fact", "sentences", "list", "steps") or not answer.short:
        return []
    if any(_has(text, parts[0].split()) for text in told):
        return []
    if all(any(_has(text, part.split()) for text in told) for part in parts[1:]):
        return []
    numbers = tuple(citation.number for citation in answer.citations)
    return [
        VerifiedStatement(
            text=answer.short,
            verdict="quoted",
            citations=numbers,
            holds=False,
            reason="none of the sentences has these words",
        )
    ]


def _has(text: str, words: Sequence[str]) -> bool:
    """Whether words stand in a text, one behind another."""
    return " ".join(words) in " ".join(text.split())
