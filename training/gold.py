"""Where a gold quote probably stands in a document whose text differs from the file."""

from collections.abc import Sequence

from index import Passage, Span, stems
from rag.evaluation import holds

# The share of the words of a quote, or of the sentence if that has fewer, that both have.
_SHARED = 0.5


def likely_places(quote: str, answers: Sequence[str], passages: Sequence[Passage]) -> list[Span]:
    """The sentences that hold an answer and the most words of the quote, at least half; those that are equal, all.

    A row of a table is read as "price: 4.99 | colour: red", which no file holds, and markup is left out: the quote is
    then nowhere in the document's text.

    Args:
        quote: Words of the file.
        answers: The gold answers.
        passages: The document's.
    """
    shares = {
        span: share
        for passage in passages
        for span in passage.sentences
        if holds(sentence := passage.quote(span), answers) and (share := _shared(quote, sentence)) >= _SHARED
    }
    return [span for span, share in shares.items() if share == max(shares.values())]


def _shared(quote: str, sentence: str) -> float:
    """The share of the content words of the shorter one that the other has, too."""
    first, second = frozenset(stems(quote)), frozenset(stems(sentence))
    return len(first & second) / (min(len(first), len(second)) or 1)
