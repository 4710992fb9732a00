"""Prints the rows that an answer rests on as an aligned table."""

from rich import box
from rich.table import Table
from rich.text import Text

from rag import AnswerCell, AnswerTable
from ui.cli.console import out, plain

_WIDEST = 100_000  # characters; a table is no wider than its cells


def show_table(table: AnswerTable) -> None:
    """Prints the rows; the cells that the answer uses are bold, with their numbers behind them.

    A terminal gets as much width as it has: long cells are folded. A pipe gets each row on a line.
    """
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="dim")
    for name in table.columns:
        # `Text`, since a string would be taken for markup.
        shown.add_column(Text(plain(name)), overflow="fold")
    for row in table.rows:
        shown.add_row(*map(_cell, row))
    if out.is_terminal:
        # The console leaves lines as they are, but cells that are not folded would be cut off.
        out.print(shown, soft_wrap=False)
    else:
        parts = out.render(shown, out.options.update(width=_WIDEST))
        out.print("".join(part.text for part in parts), end="")


def _cell(cell: AnswerCell) -> Text:
    if cell.number is None:
        return Text(plain(cell.text))
    return Text(f"{plain(cell.text)} [{cell.number}]", style="bold")
