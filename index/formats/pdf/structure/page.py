"""One page as it goes through the steps: its pieces of lines, and what was found out about it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from index.documents import Box
from index.formats.pdf.structure.lines import Line, pieces_of
from index.formats.pdf.words.hidden import SCAN, Drawing, visible
from index.formats.pdf.words.word import Word, across, is_right_to_left
from index.formats.pdf.words.words import read_words

# A picture of text may have a stamp or a page number beside it that is real text.
_NEARLY_NONE = 25
# Of a page without any text, in parts of the page.
_SOME_PICTURE = 0.05


@dataclass(slots=True)
class Sheet:
    """A page.

    Attributes:
        number: Counted from 1.
        pieces: Of lines, in the direction that most of its text has.
        turned: The same for each other direction.
        bottom: The page's lower end in the main direction.
        top: Its upper end.
        shown_height: Of the page as it is seen.
        right_to_left: Whether most of its text runs from right to left.
        hidden: How many characters it has that nobody sees.
        scanned: Whether it is a picture, with no or nearly no text.
        undecodable: Whether its fonts don't say what its characters mean.
        garbled: How many such characters were left out.
        pixels: Of its largest picture; 0 if nobody asked.
        extras: Values of form fields and comments, each with where it is.
    """

    number: int
    pieces: list[Line]
    turned: list[list[Line]]
    bottom: float
    top: float
    shown_height: float
    right_to_left: bool = False
    hidden: int = 0
    scanned: bool = False
    undecodable: bool = False
    garbled: int = 0
    pixels: int = 0
    extras: list[tuple[str, Box]] = field(default_factory=list)

    def replace_text(self, words: list[Word]) -> None:
        """Has these words, recognised on the page's picture, in place of its text."""
        self.pieces, self.turned = pieces_of(words, self.number), []
        # Words on a picture are as they are seen, whichever way the page is turned.
        self.bottom, self.top = -self.shown_height, 0.0


def read_sheet(page: Any, number: int) -> Sheet:
    """What stands on a pypdfium2 page."""
    drawing = Drawing(page)
    text_page = page.get_textpage()
    found = read_words(text_page)
    words, hidden = visible(found.words, drawing)
    text_page.close()
    main, turned = _by_direction(words)
    left, bottom, right, top = drawing.box
    turn = main[0].style.turn if main else 0
    heights = sorted((across(left, bottom, turn), across(right, top, turn)))
    letters = sum(len(word.text) for word in found.words)
    layer = any(word.style.invisible for word in words)
    scanned = (
        not layer and letters <= _NEARLY_NONE and drawing.pictured >= (SCAN if letters else _SOME_PICTURE)
    )
    return Sheet(
        number=number,
        pieces=pieces_of(main, number),
        # What is aslant has no lines of its own kind; its writer's order is the best there is.
        turned=[[Line(it, number)] if it[0].style.turn == -1 else pieces_of(it, number) for it in turned],
        bottom=heights[0],
        top=heights[1],
        shown_height=page.get_height(),
        right_to_left=2 * sum(is_right_to_left(word.text) for word in words) > len(words),
        hidden=hidden + found.hidden,
        scanned=scanned,
        undecodable=found.undecodable,
        garbled=found.garbled,
        pixels=drawing.pixels if scanned or found.undecodable else 0,
    )


def _by_direction(words: list[Word]) -> tuple[list[Word], list[list[Word]]]:
    """The words of the direction that most of the text has, and those of each other."""
    letters: Counter[int] = Counter()
    for word in words:
        letters[word.style.turn] += len(word.text)
    if len(letters) < 2:
        return words, []
    # Upright text wins against more of what is aslant: that is a watermark.
    ranked = sorted(letters, key=lambda turn: (turn != -1, letters[turn]), reverse=True)
    main, *others = ([it for it in words if it.style.turn == turn] for turn in ranked)
    return main, others
