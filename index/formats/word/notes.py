"""Notes, comments, headers and footers of a Word document."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.characters.numerals import numeral
from index.formats.word.styles import ID, W, is_on, value

_KINDS = {"footnote": "decimal", "endnote": "lowerRoman"}  # and how they are numbered by default


class Note(NamedTuple):
    """A footnote or endnote: its paragraphs, and the name of its section: "footnote 3"."""

    element: Element
    name: str


class Notes:
    """The footnotes and endnotes of a document, numbered in the order in which they are referred to."""

    def __init__(self, parts: dict[str, Element | None], settings: Sequence[Element]) -> None:
        """Numbers nothing yet.

        Args:
            parts: The roots of the parts of "footnote" and "endnote".
            settings: Where their numbering may be set: the settings of the document, and its sections.
        """
        self._notes = {kind: _by_id(root, kind) for kind, root in parts.items()}
        self._counts = dict.fromkeys(_KINDS, 0)
        self._forms = {kind: _form(settings, kind) for kind in _KINDS}

    def take(self, kind: str, reference: Element) -> Note | None:
        """The note of a reference, given only once; None if there is none."""
        # Taken out, since a note that refers to itself would be written again and again.
        element = self._notes.get(kind, {}).pop(reference.get(ID, ""), None)
        # A note with a mark of its own, such as *, takes no number from the others.
        marked = reference.get(f"{W}customMarkFollows") in ("1", "true")
        if not marked:
            self._counts[kind] += 1
        if element is None:
            return None
        form = self._forms[kind]
        label = numeral(self._counts[kind], form) if form and not marked else None
        return Note(element, f"{kind} {label}" if label else kind)


def _by_id(root: Element | None, kind: str) -> dict[str, Element]:
    """The notes by id, without the separator lines, which are kept as notes too."""
    found = root.iterfind(f"{W}{kind}") if root is not None else ()
    return {note.get(ID, ""): note for note in found if note.get(f"{W}type", "normal") == "normal"}


def _form(settings: Sequence[Element], kind: str) -> str | None:
    """How notes are numbered; None where numbering restarts on each page or in each section."""
    stated = [found for root in settings if (found := root.find(f"{W}{kind}Pr")) is not None]
    # Which page or section a reference stands in is not known here, and a wrong number is worse than none.
    if any(
        value(numbering, f"{W}numRestart") not in (None, "continuous")
        or numbering.find(f"{W}numStart") is not None
        for numbering in stated
    ):
        return None
    forms = {form for numbering in stated if (form := value(numbering, f"{W}numFmt"))}
    return _KINDS[kind] if not forms else forms.pop() if len(forms) == 1 else None


def comments(root: Element | None) -> Iterator[tuple[str, Element]]:
    """The comments, each with the name of its section."""
    for comment in root.iterfind(f"{W}comment") if root is not None else ():
        author = " ".join(comment.get(f"{W}author", "").split())
        yield (f"comment by {author}" if author else "comment"), comment


def header_ids(sections: Sequence[Element], settings: Element | None, kind: str) -> list[str]:
    """The ids of the headers, or of the footers, that are shown on some page."""
    # Headers for even and first pages stay in the file after they are turned off; nobody sees them then.
    of_all = {"default"}
    if settings is not None and is_on(settings.find(f"{W}evenAndOddHeaders")):
        of_all.add("even")
    ids = []
    for section in sections:
        shown = of_all | {"first"} if is_on(section.find(f"{W}titlePg")) else of_all
        references = section.iterfind(f"{W}{kind}Reference")
        ids += [found.get("{r}id", "") for found in references if found.get(f"{W}type", "default") in shown]
    return list(dict.fromkeys(ids))
