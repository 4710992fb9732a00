"""Says how much of what a model wrote was left out."""

from collections.abc import Sequence

from rag.answer import LeftOut


def left_out_note(left_out: Sequence[LeftOut]) -> str:
    """A sentence for people that says how many sentences were left out; empty if none was."""
    if not left_out:
        return ""
    many = f"{len(left_out)} sentences were" if len(left_out) > 1 else "1 sentence was"
    return f"{many} left out, because the documents don't say so."
