"""What stands apart from the text of a Word document: notes, comments, headers and footers."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from index.formats.characters.numerals import numeral
from index.formats.word.names import ID, W, is_on, value

_KINDS = {"footnote": "decimal", "endnote": "lowerRoman"}  # and how they are numbered if nothing is said


class Note(NamedTuple):
    """A footnote or endnote: its paragraphs, and what it is called in a place: "footnote 3"."""

    element: Element
    name: str


class Notes:
    """The footnotes and endnotes of a document, numbered in the order in which they are referred to."""

    def __init__(self, parts: dict[str, Element | None], settings: Sequence[Element]) -> None:
        """Has numbered none yet.

        Args:
            parts: The roots of the parts of "footnote" and "endnote".
            settings: What may say how they are numbered: the settings of the document, and its sections.
        """
        self._notes = {kind: _by_id(root, kind) for kind, root in parts.items()}
        self._counts = dict.fromkeys(_KINDS, 0)
        self._forms = {kind: _form(settings, kind) for kind in _KINDS}

    def take(self, kind: str, reference: Element) -> Note | None:
        """The note that a reference is to, once; None if there is none."""
        element = self._notes.get(kind, {}).pop(reference.get(ID, ""), None)
        marked = reference.get(f"{W}customMarkFollows") in ("1", "true")
        if not marked:
            self._counts[kind] += 1
        if element is None:
            return None
        form = self._forms[kind]
        label = numeral(self._counts[kind], form) if form and not marked else None
        return Note(element, f"{kind} {label}" if label else kind)


def _by_id(root: Element | None, kind: str) -> dict[str, Element]:
    """The notes that a reference may be to: not the lines that set them off."""
    found = root.iterfind(f"{W}{kind}") if root is not None else ()
    return {it.get(ID, ""): it for it in found if it.get(f"{W}type", "normal") == "normal"}


def _form(settings: Sequence[Element], kind: str) -> str | None:
    """How notes are numbered; None where they begin anew on each page or in each section."""
    stated = [it for root in settings if (it := root.find(f"{W}{kind}Pr")) is not None]
    if any(
        value(it, f"{W}numRestart") not in (None, "continuous") or it.find(f"{W}numStart") is not None
        for it in stated
    ):
        return None
    forms = {form for it in stated if (form := value(it, f"{W}numFmt"))}
    return _KINDS[kind] if not forms else forms.pop() if len(forms) == 1 else None


def comments(root: Element | None) -> Iterator[tuple[str, Element]]:
    """The comments, each with what it is called in a place."""
    for it in root.iterfind(f"{W}comment") if root is not None else ():
        author = " ".join(it.get(f"{W}author", "").split())
        yield (f"comment by {author}" if author else "comment"), it


def header_ids(sections: Sequence[Element], settings: Element | None, kind: str) -> list[str]:
    """The ids of the headers, or of the footers, that are shown on some page."""
    facing = is_on(settings.find(f"{W}evenAndOddHeaders")) if settings is not None else False
    found = []
    for section in sections:
        shown = {
            "default",
            *(("even",) if facing else ()),
            *(("first",) if is_on(section.find(f"{W}titlePg")) else ()),
        }
        for it in section.iterfind(f"{W}{kind}Reference"):
            if it.get(f"{W}type", "default") in shown:
                found.append(it.get("{r}id", ""))
    return list(dict.fromkeys(found))
