"""What a writer makes of an answer, as it grows, each sentence checked against what it cites."""

import re
import time
from collections.abc import Iterator, Sequence
from itertools import chain

from rag.answer import Answer, Statement
from rag.answers.compose import completed, rewritten
from rag.checking.written import check_written
from rag.protocols import Checker, Writer
from rag.writing.prompt import answer_from

# "]" ends a marker, which may come behind the full stop: "She left. [2]"
_SENTENCE_END = re.compile(r"[.!?\]\n]")
_END_OF_TEXT = ""
# Five sentences have some 150 tokens.
_MOST_TOKENS = 300


def written_answers(
    quoted: Answer, statements: Sequence[Statement], writer: Writer, checker: Checker
) -> Iterator[Answer]:
    """Answers with the sentences written so far.

    Args:
        quoted: The answer that is written anew.
        statements: What it quotes.
        writer: It gets these and nothing else.
        checker: Tells whether a written sentence is supported by what it cites.

    Raises:
        WriterError: The writer failed.
        ModelError: The checker's weights are missing or altered.
    """
    clock = time.perf_counter()
    text = ""
    messages = answer_from(quoted.standalone_question, statements)
    for piece in chain(writer.write(messages, at_most=_MOST_TOKENS), [_END_OF_TEXT]):
        text += piece
        # Until a sentence ends there is nothing new to check, and a check costs a reading.
        if piece is _END_OF_TEXT or _SENTENCE_END.search(piece):
            # All of the text again, since a new marker may belong to a sentence that was already there.
            written = check_written(text, statements, checker)
            # Only at the end: until then the writer may still come to what it seems to leave out.
            if piece is _END_OF_TEXT:
                written = completed(written, statements)
            yield rewritten(quoted, written, time.perf_counter() - clock)
