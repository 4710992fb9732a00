"""Embeds passages, those of similar length together."""

from collections.abc import Callable, Sequence

from index.documents import Passage
from index.embedding.embedder import Embedder, PassageVectors
from index.formats.memory import is_out_of_memory
from index.tracing import embedding_span

# Passages embedded between two reports of progress: about a second on two cores.
_TOGETHER = 64


def embed_passages(
    embedder: Embedder,
    passages: Sequence[Passage],
    *,
    before: Callable[[], None] = lambda: None,
    after: Callable[[int, int], None] = lambda done, more: None,
) -> list[PassageVectors]:
    """The vectors of the passages, in their order.

    Args:
        embedder: The model.
        passages: Of any number of documents.
        before: Called before each batch; what it raises ends the work.
        after: Called after each batch with how many are embedded, and how many of them since the last call.

    Raises:
        MemoryError: There is not enough memory for a batch.
    """
    # A batch is padded to its longest text, so that mixed lengths would waste time.
    order = sorted(range(len(passages)), key=lambda position: -len(passages[position].text))
    vectors: dict[int, PassageVectors] = {}
    for first in range(0, len(order), _TOGETHER):
        before()
        positions = order[first : first + _TOGETHER]
        embedded = _embedded(embedder, [passages[position] for position in positions])
        vectors.update(zip(positions, embedded, strict=True))
        after(len(vectors), len(positions))
    return [vectors[position] for position in range(len(passages))]


def _embedded(embedder: Embedder, batch: Sequence[Passage]) -> Sequence[PassageVectors]:
    sentences = [
        [(start - passage.start, end - passage.start) for start, end in passage.sentences]
        for passage in batch
    ]
    # Without the title and the headings above it, which only words are searched in: with them the vectors
    # found some passages sooner and as many later.
    texts = [passage.text for passage in batch]
    try:
        with embedding_span(embedder.name, len(texts)):
            return embedder.embed_passages(texts, sentences)
    except RuntimeError as error:
        if is_out_of_memory(error):
            raise MemoryError(str(error)) from error
        raise
