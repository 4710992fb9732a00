"""Which part of an answer a written sentence belongs to: the side of a comparison that it speaks of, or all of them."""

from collections.abc import Sequence
from dataclasses import replace

from rag.answer import Answer, Citation, Statement


def in_parts(quoted: Answer, written: Sequence[Statement], kept: Sequence[Statement]) -> list[Statement]:
    """The statements by the parts of the quoted answer: what is said of several stands first, then each part.

    Args:
        quoted: The answer by quotes; if it has no parts, the others stand in their order.
        written: A sentence belongs to the part whose places it cites, if it cites no other part.
        kept: What stays of the quotes, behind what was written of the part.
    """
    parts = list(dict.fromkeys(one.part for one in quoted.statements))
    if parts in ([], [""]):
        return [*written, *kept]
    part_of = {_place(citation): one.part for one in quoted.statements for citation in one.citations}
    placed = [replace(one, part=_part(one, part_of)) for one in written]
    if quoted.kind == "comparison":
        kept = [*kept, *_missing_sides(quoted, [*placed, *kept])]
    # Sorting keeps the order inside a part.
    order = {part: number for number, part in enumerate(["", *(part for part in parts if part)])}
    return sorted([*placed, *kept], key=lambda one: order[one.part])


def _missing_sides(quoted: Answer, shown: Sequence[Statement]) -> list[Statement]:
    """Of each side of which nothing is shown its first quote: what is said of both is not set beside one alone."""
    sides = {one.part for one in shown}
    first = {one.part: one for one in reversed(quoted.statements)}
    return [one for part, one in first.items() if part and part not in sides]


def _part(statement: Statement, part_of: dict[tuple[str, int, int], str]) -> str:
    # A place that the quoted answer does not have is of no part.
    parts = {part_of.get(_place(citation), "") for citation in statement.citations}
    return parts.pop() if len(parts) == 1 else ""


def _place(citation: Citation) -> tuple[str, int, int]:
    return citation.document_id, citation.start, citation.end
