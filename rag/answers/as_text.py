"""The text of an answer, as people read it where there is nothing but text: a terminal's pipe, a copy, the next question."""

from collections.abc import Sequence

from rag.answer import Statement
from rag.reading.context import is_item
from rag.reading.labels import BAR


def as_text(statements: Sequence[Statement], lead: str = "") -> str:
    """The statements with their citations behind them; items, steps, lines of code and rows below one another.

    Args:
        statements: They are shown as fact, but for those that nothing supports, which are left out.
        lead: What stands above them, and is not said again.
    """
    # An unsupported sentence stays in the statements, where it is marked, but the text is read as fact.
    shown = [statement for statement in statements if statement.verdict != "unsupported"]
    texts = [with_numbers(statement) for statement in shown]
    # Rows of a table are put below one another, as in the document; so are items, steps and lines of code.
    below = any(statement.form != "sentence" or statement.part for statement in shown)
    between = "\n" if below or any(BAR in text for text in texts) else " "
    above = [f"{lead}\n"] if lead and not (shown and shown[0].text == lead) else []
    return "".join(above) + between.join(_under_parts(shown, texts))


def _under_parts(statements: Sequence[Statement], texts: Sequence[str]) -> list[str]:
    """The texts, with the name of a part before its first one."""
    lines, last = list[str](), ""
    for statement, text in zip(statements, texts, strict=True):
        if statement.part != last and lines:
            # Parts are apart from each other.
            lines.append("")
        if statement.part and statement.part != last:
            lines.append(f"{statement.part}:")
        lines.append(text)
        last = statement.part
    return lines


def with_numbers(statement: Statement) -> str:
    """A statement as it stands in the text: its words, and behind them its `markers`."""
    text = statement.text
    if statement.form in ("item", "step"):
        # What stands inside of an item is set in below it.
        text = text.replace("\n", "\n  ")
    # A bullet that the document has stands in its text already.
    bullet = "- " if statement.form == "item" and not is_item(text) else ""
    # The lines of code are for use: nothing of ours stands in them.
    space = "\n" if statement.form == "code" else " "
    return f"{bullet}{text}{space}{markers(statement)}"


def markers(statement: Statement) -> str:
    """What stands behind the words of a statement: "[1]", "[1][2]", or "[1] (also in 2 other places)"."""
    if statement.verdict != "quoted":
        return "".join(f"[{citation.number}]" for citation in statement.citations)
    # The other citations are places with the same words: a reader needs one of them.
    first, *others = statement.citations
    also = f" (also in {len(others)} other place{'s' if len(others) > 1 else ''})" if others else ""
    return f"[{first.number}]{also}"
