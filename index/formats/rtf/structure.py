r"""Sends RTF's paragraphs, rows, notes, text boxes, headers and comments to flows."""

import re
from collections.abc import Callable

from index.formats.rtf.flow import Flow, RowState
from index.formats.rtf.group_state import Capture, Group
from index.formats.rtf.text import RtfText

# A note in a text box in a note ... What is deeper goes to the flow around it.
_MAX_FLOWS = 8
# Fields whose text differs from page to page, or from day to day.
_OF_PAGES = ("PAGE", "NUMPAGES", "SECTIONPAGES", "DATE", "TIME", "FILENAME")
# "3." or "(b)". A bullet is "•", or a letter of a font in which that letter is drawn as one.
_NUMBER = re.compile(r"\d|[^\W_].*[^\w\s]|[^\w\s].*[^\W_]")


class Structure:
    """The flows of one document.

    Attributes:
        body: Its paragraphs and tables.
        apart: Its headers, footers and comments, in order.
    """

    def __init__(self, text: RtfText) -> None:
        """Has an empty body.

        Args:
            text: What turns bytes into text; it is flushed where anything ends.
        """
        self.body = Flow("body")
        self.apart: list[Flow] = []
        self._text = text
        self._row = RowState()
        self._rows_around: list[RowState] = []
        self._author = Capture()
        self._instruction = Capture()

    def finish(self) -> None:
        """Ends the body."""
        self._text.flush()
        self.body.finish()

    def begin_apart(self, group: Group, name: str) -> None:
        """A header, footer or comment begins in a group."""
        self._text.flush()
        flow = self._begin(group, Flow(name, self._author.text if name == "comment" else ""))
        if flow is not None:
            self.apart.append(flow)
            # An author's name stands before the comment, and belongs to it alone: the next one may have none.
            self._author = Capture()

    def begin_aside(self, group: Group, name: str) -> None:
        """A note or text box begins in a group; it is anchored in the paragraph around it."""
        around = group.target if group.target is not None else group.outer if group.opens else None
        if isinstance(around, Flow):
            group.target = around
            flow = self._begin(group, Flow(name))
            if flow is not None:
                around.attach(flow)

    def _begin(self, group: Group, flow: Flow) -> Flow | None:
        if not isinstance(group.target, Flow) or group.owns or len(self._rows_around) >= _MAX_FLOWS:
            return None
        self._text.flush()
        # The row around goes on after it; tables inside have rows of their own.
        self._rows_around.append(self._row)
        self._row = RowState()
        group.target = group.owns = flow
        group.reset_paragraph()
        return flow

    def begin_label(self, group: Group) -> None:
        """A group is the number or the bullet of a list item."""
        if isinstance(group.target, Flow) and group.owns is None:
            self._text.flush()
            # Only the whole label tells whether it is a number, which stays, or a bullet, which does not.
            group.outer = group.target
            group.target = group.owns = Capture()

    def end_group(self, group: Group) -> None:
        """A group ends, and with it the flow or label that began in it."""
        if group.owns is None:
            return
        self._text.flush()
        if isinstance(group.owns, Flow):
            group.owns.finish()
            self._row = self._rows_around.pop()
        elif isinstance(group.outer, Flow):
            label = group.owns.text
            group.outer.begin_item(label if _NUMBER.search(label) else "")

    def capture_author(self, group: Group) -> None:
        """A group names the author of the next comment."""
        group.target = self._author = Capture()

    def capture_instruction(self, group: Group) -> None:
        """A group says what a field shows."""
        self._text.flush()
        group.target = self._instruction = Capture()

    def begin_result(self, group: Group) -> None:
        """A group is what a field shows."""
        self._text.flush()
        # The instruction is in a group before the result, so it is complete by now.
        words = self._instruction.text.split()
        if words and words[0].upper() in _OF_PAGES:
            self.drop_field(group)

    def drop_field(self, group: Group) -> None:
        """Leaves a field out if it is in a header or footer, where it differs from page to page."""
        if isinstance(group.target, Flow) and group.target.name in ("header", "footer"):
            group.target.fields = True
            group.leave_out()

    def set_row(self, word: str, number: int) -> None:
        """Takes what a control word says of the current row."""
        match word:
            # Nothing that was said of the row before holds any longer (RTF specification).
            case "trowd":
                self._row = RowState(open=True)
            case "trhdr":
                self._row.header = True
            case "clmrg":
                self._row.joined = True
            case "clvmrg":
                self._row.below = True
            case "cellx":
                self._row.end_cell(number)

    def end_paragraph(self, group: Group) -> None:
        """A paragraph ends."""
        flow, styles = self._flow(group), self._text.styles
        if flow is None:
            return
        # A table of contents repeats the headings, with numbers of pages that this text does not have.
        if styles.is_contents(group.style):
            flow.drop_paragraph()
        else:
            in_table = group.in_table or self._row.open
            flow.end_paragraph(
                styles.level(group),
                title=styles.is_title(group.style),
                kind=styles.kind(group.style),
                in_table=in_table,
            )

    def end_cell(self, group: Group) -> None:
        """A cell ends."""
        if flow := self._flow(group):
            flow.end_cell(self._text.styles.level(group))

    def end_row(self, group: Group) -> None:
        """A row ends."""
        if flow := self._flow(group):
            flow.end_row(self._row)
            self._row.open = False

    def end_nested(self, group: Group, end: Callable[[Flow], None]) -> None:
        """A cell or row of a table in a cell ends, which `end` tells the flow."""
        if flow := self._flow(group):
            end(flow)

    def _flow(self, group: Group) -> Flow | None:
        self._text.flush()
        return group.target if isinstance(group.target, Flow) else None
