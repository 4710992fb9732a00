"""Prints the rows that an answer rests on as an aligned table."""

from rich import box
from rich.table import Table
from rich.text import Text

from rag import AnswerCell, AnswerTable
from ui.cli.progress import out, plain


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
    width = None if out.is_terminal else max(out.measure(shown).maximum, 1)
    # The console leaves lines as they are, but cells that are not folded would be cut off.
    out.print(shown, soft_wrap=False, width=width, crop=out.is_terminal)


def _cell(cell: AnswerCell) -> Text:
    if cell.number is None:
        return Text(plain(cell.text))
    return Text(f"{plain(cell.text)} [{cell.number}]", style="bold")
