"""One page on its way through the steps: its pieces of lines, and what was found out about it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from index.documents import Box
from index.formats.pdf.structure.lines import Line, pieces_of
from index.formats.pdf.structure.rules import Rule, rules_of
from index.formats.pdf.words.hidden import SCAN, PageGraphics, visible
from index.formats.pdf.words.page_words import PageWords
from index.formats.pdf.words.pdfium_calls import Rect
from index.formats.pdf.words.word import Word, across, count_letters, is_right_to_left

# A picture of text may have a stamp or a page number beside it that is real text.
_NEARLY_NONE = 25
# So many words over a picture may be labels that were added to it.
_LABELS = 3
_MOST_PICTURES = 6
# Of a page without any text, in parts of the page.
_SOME_PICTURE = 0.05


@dataclass(slots=True)
class ParsedPage:
    """The text of a page."""

    number: int  # counted from 1
    pieces: list[Line]  # of lines, in the direction that most of the page's text has
    rotated: list[list[Line]]  # the same for each other direction
    bottom: float  # the page's lower end in the main direction
    top: float  # its upper end
    shown_height: float  # height of the page as it is shown
    rules: list[Rule] = field(default_factory=list)  # lines drawn along its text, from the top down
    right_to_left: bool = False  # whether most of its text runs from right to left
    hidden: int = 0  # how many characters it has that nobody sees
    scanned: bool = False  # whether it is a picture, with no or nearly no text
    undecodable: bool = False  # whether its fonts don't say what its characters mean
    garbled: int = 0  # how many such characters were left out
    pixels: int = 0  # size of its largest picture; 0 if it was not needed
    annotations: list[tuple[str, Box]] = field(default_factory=list)  # form fields and comments
    plain: list[str] = field(default_factory=list)  # its paragraphs, if its layout could not be read
    pictures: list[Rect] = field(
        default_factory=list
    )  # where pictures are beside its text, if that was asked
    pictured: list["ParsedPage"] = field(default_factory=list)  # the text that was recognised on these
    is_picture: bool = False  # whether a picture covers it, whatever text lies over that

    @classmethod
    def of_plain(cls, number: int, plain: list[str]) -> "ParsedPage":
        """A page of which nothing is known but its text."""
        return cls(number, [], [], bottom=0.0, top=0.0, shown_height=0.0, plain=plain)

    @classmethod
    def of_picture(cls, number: int, words: list[Word]) -> "ParsedPage":
        """The text that was recognised on a picture of a page."""
        height = max(-word.baseline for word in words)
        return cls(number, pieces_of(words, number), [], bottom=-height, top=0.0, shown_height=height)

    def replace_text(self, words: list[Word]) -> None:
        """Replaces its text by words that were recognised on the page's picture."""
        self.pieces, self.rotated = pieces_of(words, self.number), []
        # Words on a picture are as they are shown, whichever way the page is turned.
        self.bottom, self.top = -self.shown_height, 0.0


def parse_page(page: Any, number: int, most_pixels: int = 0) -> ParsedPage:
    """Reads a pypdfium2 page, and finds the pictures beside its text that have at most so many pixels."""
    graphics = PageGraphics(page)
    text_page = page.get_textpage()
    page_words = PageWords(text_page)
    words, hidden = visible(page_words.words, graphics)
    text_page.close()
    main, others = _by_direction(words)
    left, low, right, high = graphics.box
    rotation = main[0].style.rotation if main else 0
    bottom, top = sorted((across(left, low, rotation), across(right, high, rotation)))
    letters = count_letters(page_words.words)
    has_ocr_layer = any(word.style.invisible for word in words)
    may_be_scan = not has_ocr_layer and letters <= _NEARLY_NONE
    scanned = may_be_scan and graphics.pictured >= (SCAN if letters else _SOME_PICTURE)
    return ParsedPage(
        number=number,
        pieces=pieces_of(main, number),
        # For text aslant, the order of the file is the best there is.
        rotated=[
            [Line(group, number)] if group[0].style.rotation == -1 else pieces_of(group, number)
            for group in others
        ],
        bottom=bottom,
        top=top,
        shown_height=page.get_height(),
        rules=rules_of(graphics.rules, rotation),
        right_to_left=2 * sum(is_right_to_left(word.text) for word in words) > len(words),
        hidden=hidden + page_words.hidden,
        scanned=scanned,
        undecodable=page_words.undecodable,
        garbled=page_words.garbled,
        pixels=graphics.pixels if scanned or page_words.undecodable else 0,
        # Places on a page that is turned would have to be turned, too.
        pictures=[] if scanned or page.get_rotation() else _pictures(graphics, words, most_pixels),
        is_picture=letters <= _NEARLY_NONE and graphics.pictured >= SCAN,
    )


def _pictures(graphics: PageGraphics, words: list[Word], most_pixels: int) -> list[Rect]:
    """Where pictures are that have no text over them: under text lies a background, or a scan that was recognised."""
    middles = [
        ((left + right) / 2, (low + high) / 2) for left, low, right, high in (word.box for word in words)
    ]
    found: list[Rect] = []
    for rect in graphics.legible(most_pixels):
        covered = sum(rect[0] < x < rect[2] and rect[1] < y < rect[3] for x, y in middles)
        if covered <= _LABELS and not any(_holds(other, rect) for other in found):
            found.append(rect)
    return found[:_MOST_PICTURES]


def _holds(outer: Rect, inner: Rect) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _by_direction(words: list[Word]) -> tuple[list[Word], list[list[Word]]]:
    """The words of the direction that most of the text has, and those of each other."""
    letters: Counter[int] = Counter()
    for word in words:
        letters[word.style.rotation] += len(word.text)
    # Text in a right angle wins against more of what is aslant: that is a watermark.
    ranked = sorted(letters, key=lambda rotation: (rotation != -1, letters[rotation]), reverse=True)
    groups = [[word for word in words if word.style.rotation == rotation] for rotation in ranked]
    return (groups[0], groups[1:]) if groups else ([], [])
