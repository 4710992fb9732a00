"""The input of the span model: question, title and passage as one row of word pieces.

A passage that is too long for one row is read in windows that overlap by half, so that no character is lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index import Span

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

# The most word pieces of a row, as in training.
MAX_TOKENS = 384
# Of a longer question the two ends are read: people put what they ask first or last.
MAX_QUESTION = 96
MAX_TITLE = 24
# Of the vocabulary of BERT (uncased), which MiniLM has.
_CLS, _SEP = 101, 102


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """One row: [CLS] question [SEP] title [SEP] passage [SEP].

    Attributes:
        ids: The word pieces.
        types: For each piece 0 up to the question's [SEP], 1 behind it.
        first: Where in `ids` the passage's pieces begin.
        offsets: Of each of the passage's pieces, in characters of the passage's text.
        sentences: For each of the passage's sentences the places of its pieces in `ids`, end exclusive;
            both equal if the window does not hold the sentence.
    """

    ids: tuple[int, ...]
    types: tuple[int, ...]
    first: int
    offsets: tuple[Span, ...]
    sentences: tuple[Span, ...]


class SpanInput:
    """Makes windows. Any thread may use it."""

    def __init__(self, tokenizer_json: Path) -> None:
        """Loads nothing yet; `tokenizer_json` is that of the embedding model."""
        self._path = tokenizer_json

    def windows(
        self,
        question: str,
        title: str,
        text: str,
        sentences: Sequence[Span],
    ) -> list[Window]:
        """The rows that together hold all of `text`; none if the text has no word piece.

        Args:
            question: At most 96 word pieces of it are read.
            title: Of the passage's document, may be empty; at most 24 word pieces of it are read.
            text: The passage.
            sentences: Offsets in `text`.
        """
        question_pieces, title_pieces, body = self._tokenizer.encode_batch(
            [question, title, text], add_special_tokens=False
        )
        head = [_CLS, *_both_ends(question_pieces.ids), _SEP]
        name = [*title_pieces.ids[:MAX_TITLE], _SEP] if title_pieces.ids else []
        # One piece is left for the last [SEP].
        room = MAX_TOKENS - len(head) - len(name) - 1
        # What is no longer than half a window is whole in one of them.
        starts = (
            range(0, max(1, len(body) - room // 2), room // 2) if len(body) > room else range(len(body) > 0)
        )
        return [_window(head, name, body, start, start + room, sentences) for start in starts]

    def cut_question(self, text: str) -> list[str]:
        """The text in parts that fit into the place of the question, cut at spaces; none if it has no word piece."""
        pieces = self._tokenizer.encode(text, add_special_tokens=False)
        starts = pieces.offsets[::MAX_QUESTION]
        places = [max(text.rfind(" ", 0, start) + 1, 0) for start, _ in starts]
        ends = [*places[1:], len(text)] if places else []
        return [text[start:end].strip() for start, end in zip(places, ends, strict=True) if start < end]

    @cached_property
    def _tokenizer(self) -> "Tokenizer":
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(self._path))
        # The file of MiniLM says to cut and to pad at 128 pieces, for the embeddings.
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return tokenizer


def _both_ends(ids: Sequence[int]) -> Sequence[int]:
    return ids if len(ids) <= MAX_QUESTION else [*ids[: MAX_QUESTION // 2], *ids[-MAX_QUESTION // 2 :]]


def _window(
    head: Sequence[int],
    name: Sequence[int],
    body: "Encoding",
    start: int,
    end: int,
    sentences: Sequence[Span],
) -> Window:
    # A sentence at the edge of a window has only some of its pieces here, and the others in the next window.
    ids, offsets = body.ids[start:end], tuple(body.offsets[start:end])
    first = len(head) + len(name)
    return Window(
        ids=(*head, *name, *ids, _SEP),
        types=(0,) * len(head) + (1,) * (len(name) + len(ids) + 1),
        first=first,
        offsets=offsets,
        sentences=tuple(_places(offsets, first, sentence) for sentence in sentences),
    )


def _places(offsets: Sequence[Span], first: int, sentence: Span) -> Span:
    """The places of a sentence's pieces in the row."""
    inside = [
        place for place, (a, b) in enumerate(offsets, start=first) if a >= sentence[0] and b <= sentence[1]
    ]
    return (inside[0], inside[-1] + 1) if inside else (first, first)
