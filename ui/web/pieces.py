"""Splits a text into pieces with a kind each (quote, mark, plain), as plain JSON.

The scripts of the page make text nodes of the pieces, never markup and never a template: Gradio 6.31 evaluates what
Handlebars has rendered a second time, as a JavaScript template literal, so `${...}` in a document would run (seen on
2026-11-23).
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
Span: TypeAlias = tuple[int, int]


def split(text: str, offset: int, spans: Iterable[tuple[Span, str]], rest: str = "plain") -> list[Json]:
    """Cuts `text` into pieces, each with its kind.

    Args:
        text: The characters to cut.
        offset: The document offset of the first character.
        spans: Document offsets and their kind; later ones win where they overlap.
        rest: The kind of characters outside all spans.

    Returns:
        Pieces in order; their texts joined are `text`.
    """
    inside = ((max(s - offset, 0), min(e - offset, len(text)), kind) for (s, e), kind in spans)
    clipped = [span for span in inside if span[0] < span[1]]
    # Between two edges the kind can't change.
    edges = sorted({0, len(text), *(s for s, _, _ in clipped), *(e for _, e, _ in clipped)})
    pieces: list[Json] = []
    for start, end in pairwise(edges):
        kinds = [kind for s, e, kind in clipped if s <= start and end <= e]
        kind = kinds[-1] if kinds else rest
        if pieces and pieces[-1]["kind"] == kind:
            pieces[-1]["text"] += text[start:end]
        else:
            pieces.append({"text": text[start:end], "kind": kind})
    return pieces
