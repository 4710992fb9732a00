"""Writes the text of a page block by block: a pure walk over its tree, as a browser would print it.

What stands in one line stays one line: `<b>H</b>ello` is one word, and only a block or a `<br>` parts words.
"""

from collections.abc import Container

from selectolax.lexbor import LexborNode

from index.formats.builder import TextBuilder
from index.formats.html.anchors import Mark, Marks
from index.formats.html.hidden import is_hidden, letters
from index.formats.html.inline import BREAK, after, before, is_sign, lines_of, one_line, own_text
from index.formats.html.layout_tables import is_data, marked_lines
from index.formats.html.main_text import beside_main_text
from index.formats.html.table_rows import write_table
from index.formats.html.tables import read_table
from index.formats.html.tree import HEADINGS, is_block, parse_page, walk

# Longer ones are paragraphs in a heading's place: a tag that was not closed, or a taste in style.
_LONGEST_HEADING = 300
# A term and what it stands for are one line, "Weight: 1.2 kg", if both are short.
_SHORT_TERM, _SHORT_MEANING = 60, 200
_WHOLE = frozenset((*HEADINGS, "pre", "listing", "xmp", "dt"))
_PARTS_OF_TEXT = frozenset("p ul ol dl table pre blockquote hr".split()) | HEADINGS.keys()


def write_html(
    builder: TextBuilder,
    markup: str | bytes,
    *,
    main_only: bool,
    below: int = 0,
    wanted: Container[str] = (),
) -> list[Mark]:
    """Writes the text of a page, or of a piece of one, into `builder`.

    Args:
        builder: What nobody sees is counted in its `hidden`.
        markup: Bytes are UTF-8.
        main_only: Whether menus, footers and the like are left out; see `main_text`.
        below: How many levels of headings are above the page's own.
        wanted: The ids whose places are told; "" for where the page itself begins.

    Returns:
        The places of wanted ids and of page breaks, in order.

    Raises:
        UnreadableError: It is nested too deeply, or holds too much.
    """
    root = parse_page(markup)
    return write_blocks(
        builder, root, beside_main_text(root) if main_only else (), below=below, wanted=wanted
    )


def write_blocks(
    builder: TextBuilder,
    root: LexborNode,
    left_out: Container[int] = (),
    *,
    below: int = 0,
    wanted: Container[str] = (),
) -> list[Mark]:
    """As `write_html`, for a page that is parsed; `left_out` holds the `mem_id` of elements to pass by."""
    blocks = _Blocks(builder, left_out, below, wanted)
    for node, begins in walk(root, blocks.passes):
        if node.is_text_node:
            blocks.text(node)
        elif begins:
            blocks.begin(node)
        else:
            blocks.end(node)
    blocks.finish()
    return blocks.marks.found


class _Blocks:
    """The block at hand, and what waits to be written with it."""

    def __init__(
        self, builder: TextBuilder, left_out: Container[int], below: int, wanted: Container[str]
    ) -> None:
        self._builder = builder
        self._left_out = left_out
        self._below = below
        self._pieces: list[str] = []
        self._whole: LexborNode | None = None  # the heading, term or preformatted text that it is in
        self._terms: list[str] = []
        self.marks = Marks(wanted)

    def passes(self, node: LexborNode) -> bool:
        """Whether nothing is to be written of an element, or all of it was."""
        if (
            node.mem_id in self._left_out
            or self.marks.is_page_break(node, len(self._pieces))
            or is_sign(node)
        ):
            return True
        if is_hidden(node):
            self._builder.hidden += letters(node)
            return True
        return node.tag == "table" and self._whole is None and self._wrote_table(node)

    def text(self, node: LexborNode) -> None:
        self._pieces.append(own_text(node))

    def begin(self, node: LexborNode) -> None:
        if not is_block(node):
            self.marks.note(node, len(self._pieces))
            self._inline(before(node))
            return
        if (
            self._whole is not None
            and self._whole.tag in HEADINGS
            and node.tag in _PARTS_OF_TEXT
            and self._has_text()
        ):
            self._end_whole()
        if self._whole is not None:
            self._new_line()
        else:
            self._flush()
            if node.tag in _WHOLE or node.attributes.get("role") == "heading":
                self._whole = node
        self.marks.note(node, len(self._pieces))

    def end(self, node: LexborNode) -> None:
        if self._whole is not None and node.mem_id == self._whole.mem_id:
            self._end_whole()
        elif not is_block(node):
            self._pieces.append(after(node))
        elif self._whole is not None:
            self._new_line()
        else:
            self._flush()
        if node.tag == "dl":
            self._write_terms()

    def finish(self) -> None:
        self._flush()
        self._write_terms()
        self.marks.finish()

    def _inline(self, sign: str) -> None:
        if sign == BREAK and self._whole is None and self._follows_break():
            self._flush()
        elif sign:
            self._pieces.append(sign)

    def _follows_break(self) -> bool:
        """Whether nothing stands between here and another break: an empty line."""
        while self._pieces and not self._pieces[-1].strip():
            self._pieces.pop()
        return bool(self._pieces) and self._pieces[-1] == BREAK

    def _new_line(self) -> None:
        """A block in what is written whole: a space, or in preformatted text a line."""
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self._pieces.append("\n")

    def _has_text(self) -> bool:
        return any(piece.strip(f" \n\t{BREAK}") for piece in self._pieces)

    def _flush(self) -> None:
        """Writes a paragraph."""
        pieces, self._pieces = self._pieces, []
        text = lines_of("".join(pieces))
        if not text:
            self.marks.pass_over()
        elif (line := self._with_term(text)) is not None:
            self.marks.place(self._builder.paragraph(line), [], text)
        else:
            self._write_terms()
            self.marks.place(self._builder.preformatted(text), pieces, text)

    def _with_term(self, text: str) -> str | None:
        if (
            len(self._terms) != 1
            or "\n" in text
            or len(text) > _SHORT_MEANING
            or len(self._terms[0]) > _SHORT_TERM
        ):
            return None
        term = self._terms.pop()
        return f"{term}{'' if term.endswith(':') else ':'} {text}"

    def _write_terms(self) -> None:
        """Terms that are said before their meaning; like a heading, each stays with what follows."""
        for term in self._terms:
            self.marks.place(self._builder.paragraph(term, heading=True), [], term)
        self._terms = []

    def _end_whole(self) -> None:
        node, self._whole = self._whole, None
        pieces, self._pieces = self._pieces, []
        text = "".join(pieces)
        if node is None:
            return
        if node.tag == "dt":
            self._terms.extend(filter(None, [one_line(text)]))
            return
        if node.tag not in ("pre", "listing", "xmp") and len(text.strip()) > _LONGEST_HEADING:
            self._pieces = pieces
            self._flush()
            return
        self._write_terms()
        if node.tag in ("pre", "listing", "xmp"):
            self.marks.place(self._builder.preformatted(text.replace(BREAK, "\n").expandtabs(4)), [], text)
        else:
            self.marks.place(
                self._builder.heading(one_line(text), _level(node) + self._below), pieces, one_line(text)
            )

    def _wrote_table(self, node: LexborNode) -> bool:
        """Writes a table, unless it is the layout of a page, whose cells are blocks like others."""
        lines = marked_lines(node)
        if lines is None and not is_data(node):
            return False
        self._flush()
        self._write_terms()
        self.marks.note(node, len(self._pieces))
        if lines is None:
            self.marks.place(write_table(self._builder, read_table(node)), [], "")
        for line in lines or ():
            self.marks.place(self._builder.paragraph(line), [], line)
        return True


def _level(node: LexborNode) -> int:
    stated = node.attributes.get("aria-level") or ""
    return HEADINGS.get(node.tag or "") or (int(stated) if stated in tuple("123456") else 2)
