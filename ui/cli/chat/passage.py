"""Opens a citation: the passage that it is from, with the quote marked."""

from rich.text import Text

from rag import Answer, Citation, PinciteError
from ui.answer_places import path
from ui.cli.console import out, plain

_BEFORE, _BEHIND = ">>", "<<"
"""Around the quote where there is no bold text."""


def show_passage(answer: Answer | None, number: int) -> None:
    """Prints what stands around the quote with that number.

    Raises:
        PinciteError: The answer has no such citation.
    """
    citations = answer.citations if answer else ()
    citation = next((one for one in citations if one.number == number), None)
    if answer is None or citation is None:
        known = " ".join(f"[{one.number}]" for one in citations) or "none"
        raise PinciteError(f"the last answer has no citation {number}; it has {known}")
    section = f", {path(citation.section)}" if citation.section else ""
    out.print(Text(plain(f"[{number}] {citation.title}{section}"), style="bold"))
    out.print(Text(plain(f"{citation.source}, characters {citation.start}-{citation.end}"), style="dim"))
    before, behind = _around(answer, citation)
    marked = out.is_terminal
    shown = Text()
    shown.append(_lines(before))
    shown.append("" if marked else _BEFORE)
    shown.append(_lines(citation.quote), style="bold reverse" if marked else None)
    shown.append("" if marked else _BEHIND)
    shown.append(_lines(behind))
    out.print(shown)
    out.print()


def _around(answer: Answer, citation: Citation) -> tuple[str, str]:
    """What stands before and behind the quote in its passage; nothing if the passage is not at hand."""
    passage = next((hit.passage for hit in answer.hits if hit.passage.id == citation.passage_id), None)
    if passage is None or not passage.start <= citation.start <= citation.end <= passage.end:
        return "", ""
    start, end = citation.start - passage.start, citation.end - passage.start
    return passage.text[:start], passage.text[end:]


def _lines(text: str) -> str:
    # Line by line, since `plain` makes one line of each text. A tab would become one space.
    return "\n".join(plain(line.expandtabs(4)) for line in text.split("\n"))
