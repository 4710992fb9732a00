"""What a writer makes of an answer, as it grows, each sentence checked against what it cites."""

import re
import time
from collections.abc import Iterator, Sequence
from itertools import chain

from index import Embedder
from rag.answer import Answer, Statement
from rag.answers.compose import completed, rewritten
from rag.protocols import Writer
from rag.reading.similarity_reader import likeness
from rag.writing.verification import check_written

# "]" ends a marker, which may come behind the full stop: "She left. [2]"
_SENTENCE_END = re.compile(r"[.!?\]\n]")
_END_OF_TEXT = ""


def written_answers(
    quoted: Answer, statements: Sequence[Statement], writer: Writer, embedder: Embedder
) -> Iterator[Answer]:
    """Answers with the sentences written so far.

    Args:
        quoted: The answer that is written anew.
        statements: What it quotes.
        writer: It gets these and nothing else.
        embedder: Compares a written sentence with what it cites.

    Raises:
        WriterError: The writer failed.
    """

    def similarity(first: str, second: str) -> float:
        vectors = embedder.embed([first, second])
        # Embeddings have length 1, so their product is the cosine.
        return likeness(float(vectors[0] @ vectors[1]), embedder.name)

    clock = time.perf_counter()
    text = ""
    for piece in chain(writer.write(quoted.standalone_question, statements), [_END_OF_TEXT]):
        text += piece
        # Until a sentence ends there is nothing new to check, and a check costs an embedding.
        if piece is _END_OF_TEXT or _SENTENCE_END.search(piece):
            # All of the text again, since a new marker may belong to a sentence that was already there.
            written = check_written(text, statements, similarity)
            # Only at the end: until then the writer may still come to what it seems to leave out.
            if piece is _END_OF_TEXT:
                written = completed(written, statements)
            yield rewritten(quoted, written, time.perf_counter() - clock)
