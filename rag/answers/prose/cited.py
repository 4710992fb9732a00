"""Makes statements of aligned sentences: each place that is cited has one number in the whole answer."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answer import Citation, Statement
from rag.checking.align import Aligned


class CitedSentences:
    """The numbers of the citations of one answer, as sentences are added to it."""

    def __init__(self, citations: Sequence[Citation] = ()) -> None:
        """Places that are cited already keep their numbers; others get one when a sentence first cites them."""
        self._citations = {_place(one): one for one in citations}

    def statement(self, aligned: Aligned, part: str = "") -> Statement:
        """The statement of a sentence that something supports, in a part of the answer."""
        # Of equal sentences in several places one is enough to support another sentence.
        every = aligned.verdict != "supported"
        cited = [one for source in aligned.sources for one in source.citations[: None if every else 1]]
        derivations = [source.derivation for source in aligned.sources if source.computed]
        return Statement(
            text=aligned.text,
            citations=tuple({one.number: one for one in map(self._numbered, cited)}.values()),
            verdict=aligned.verdict,
            derivation=next(filter(None, derivations), None) if aligned.verdict == "computed" else None,
            part=part,
        )

    def _numbered(self, citation: Citation) -> Citation:
        number = max((one.number for one in self._citations.values()), default=0) + 1
        return self._citations.setdefault(_place(citation), replace(citation, number=number))


def renumbered(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with their citations numbered in the order in which they stand."""
    numbers: dict[tuple[str, int, int], int] = {}
    for statement in statements:
        for citation in statement.citations:
            numbers.setdefault(_place(citation), len(numbers) + 1)
    return [
        replace(
            statement,
            citations=tuple(replace(one, number=numbers[_place(one)]) for one in statement.citations),
        )
        for statement in statements
    ]


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.start, citation.end
