"""The text of OpenDocument paragraphs, and what is anchored in them: notes, text boxes, comments, page breaks."""

from xml.etree.ElementTree import Element

from index.formats.characters.superscripts import superscript
from index.formats.odf.names import DRAW, OFFICE, PRESENTATION, STYLE, SVG, TABLE, TEXT, plain_text
from index.formats.odf.styles import Styles

PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")

# What is not shown, or is made from the rest of the text.
SKIPPED = frozenset(
    f"{TEXT}{word}"
    for word in (
        "tracked-changes sequence-decls variable-decls user-field-decls dde-connection-decls script index-entry "
        "table-of-content illustration-index table-index object-index user-index alphabetical-index "
        "alphabetical-index-auto-mark-file note-citation ruby-text"
    ).split()
) | {
    f"{OFFICE}forms",
    f"{OFFICE}event-listeners",
    f"{OFFICE}binary-data",
    f"{OFFICE}annotation-end",
    f"{TABLE}calculation-settings",
    f"{TABLE}content-validations",
    f"{TABLE}tracked-changes",
    f"{PRESENTATION}notes",
    f"{STYLE}handout-master",
    f"{SVG}title",
    f"{SVG}desc",
}  # fmt: skip

# Fields whose text differs from page to page or from day to day, or repeats the title.
FIELDS = frozenset(
    f"{TEXT}{word}"
    for word in "page-number page-count page-continuation sheet-name title file-name date time".split()
)


class InlineText:
    """Collects the text of paragraphs.

    Attributes:
        breaks: Where in `text` a page ends.
        anchored: The notes, and the frames with text boxes, tables or pictures, in order.
        comments: The comments, in order.
        hidden: How many characters are not shown.
        fields: How many fields were dropped.
        bold: Whether all of the words so far are set in bold.
    """

    def __init__(self, styles: Styles, *, dropped: frozenset[str] = frozenset()) -> None:
        """Collects nothing yet; the text of fields with the names in `dropped` will be left out."""
        self._styles = styles
        self._dropped = dropped
        self._pieces: list[str] = []
        self._length = 0
        self.breaks: list[int] = []
        self.anchored: list[Element] = []
        self.comments: list[Element] = []
        self.hidden = 0
        self.fields = 0
        self.bold = True
        self._bold = False

    @property
    def text(self) -> str:
        """The text so far. Runs of white space mean one space."""
        return "".join(self._pieces)

    def add_paragraph(self, paragraph: Element) -> None:
        """Adds the text of one paragraph or heading, unless it is hidden."""
        if self._is_hidden_paragraph(paragraph):
            self._hide(paragraph)
            return
        self._bold = bool(self._styles.is_bold("paragraph", paragraph.get(f"{TEXT}style-name", "")))
        self._add(paragraph)

    def add_blocks(self, container: Element) -> None:
        """Adds all paragraphs inside an element, such as a cell of a table, each on a line."""
        for child in container:
            if child.tag in PARAGRAPHS:
                self._write("\n" if self._length else "")
                self.add_paragraph(child)
            elif not self._keep_apart(child):
                self.add_blocks(child)

    def add_value(self, text: str) -> None:
        """Adds text that stands in no paragraph."""
        self._write(text)

    def _is_hidden_paragraph(self, paragraph: Element) -> bool:
        style = paragraph.get(f"{TEXT}style-name", "")
        mark = next(paragraph.iter(f"{TEXT}hidden-paragraph"), None)
        marked = mark is not None and mark.get(f"{TEXT}is-hidden", "true") == "true"
        return marked or self._styles.hides_text("paragraph", style)

    def _add(self, element: Element) -> None:
        self._write(element.text)
        for child in element:
            if not self._keep_apart(child):
                self._add_child(child)
            self._write(child.tail)

    def _add_child(self, child: Element) -> None:
        outer = self._bold
        if child.tag == f"{TEXT}span":
            own = self._styles.is_bold("text", child.get(f"{TEXT}style-name", ""))
            self._bold = outer if own is None else own
        self._add_inline(child)
        self._bold = outer

    def _add_inline(self, child: Element) -> None:
        match child.tag.removeprefix(TEXT):
            # How many spaces a text:s stands for does not matter: runs of white space mean one.
            case "s" | "tab" | "line-break":
                self._write(" ")
            case "soft-page-break":
                self.breaks.append(self._length)
            case "span" if self._styles.hides_text("text", child.get(f"{TEXT}style-name", "")):
                self._hide(child)
            case "hidden-text" if child.get(f"{TEXT}is-hidden", "true") == "true":
                self.hidden += len(child.get(f"{TEXT}string-value") or plain_text(child))
            # Only a span without elements inside: a note or a field in it must not be lost.
            case "span" if self._styles.raises_text(child.get(f"{TEXT}style-name", "")) and not len(child):
                self._write(superscript(child.text or ""))
            case _:
                self._add(child)

    def _keep_apart(self, child: Element) -> bool:
        """Whether an element's text is not part of the paragraph; keeps notes, frames and comments for later."""
        if child.tag == f"{OFFICE}annotation":
            self.comments.append(child)
        # A draw:a is a link around a frame; what counts is the frame inside.
        elif child.tag == f"{TEXT}note" or (child.tag.startswith(DRAW) and child.tag != f"{DRAW}a"):
            self.anchored.append(child)
        elif child.tag in self._dropped:
            self.fields += 1
        else:
            return child.tag in SKIPPED
        return True

    def _hide(self, element: Element) -> None:
        """Leaves an element out, but not the pages that begin in it."""
        self.hidden += len(plain_text(element))
        self.breaks += [self._length for _ in element.iter(f"{TEXT}soft-page-break")]

    def _write(self, text: str | None) -> None:
        if text:
            self.bold = self.bold and (self._bold or not text.strip())
            self._pieces.append(text)
            self._length += len(text)


def is_hidden_section(element: Element) -> bool:
    """Whether an element is a section that is not shown."""
    display = element.get(f"{TEXT}display")
    # The program that wrote the file worked out the condition, and text:is-hidden is the result.
    return element.tag == f"{TEXT}section" and (
        display == "none" or (display == "condition" and element.get(f"{TEXT}is-hidden") == "true")
    )
