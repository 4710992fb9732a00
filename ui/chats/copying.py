"""What is copied of an answer: plain text, Markdown with footnotes, and one citation alone."""

import re
from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from rag import Answer, AnswerTable, Citation
from ui.answer_places import path
from ui.chats.elements import Element, elements
from ui.chats.markdown_elements import escaped, footnote, markdown_lines

CopyForm: TypeAlias = Literal["text", "markdown"]

# Where each thing stands is said once, below: with its page, and not above each group of sentences.
_LEFT_OUT: Final = ("place", "searched")
_WORD: Final = re.compile(r"\w+")
_MARKER_WORDS: Final = 3  # "Step 2.1"
# "p. iv (page 6 of the file)": who looks it up in the printed document needs the first.
_COUNTED_PAGE: Final = re.compile(r" \(page \d+ of the file\)")

_TITLED: Final = re.compile(r"""\S+\s+(?:\(.*\)|".*"|'.*')""", re.DOTALL)


def copied(answer: Answer, form: CopyForm) -> str:
    """The answer with the places of its citations, as it is put on the clipboard."""
    return as_markdown(answer) if form == "markdown" else as_text(answer)


def as_text(answer: Answer) -> str:
    """The answer as plain text; the places follow by their numbers, and tables have a tab between cells."""
    shown = _shown(answer)
    lines = list(_text_lines(shown))
    if answer.citations:
        lines += ["", *_sources(answer, shown)]
    return "\n".join(lines).strip() + "\n"


def as_markdown(answer: Answer) -> str:
    """The answer as Markdown, with a footnote for each citation."""
    shown = _shown(answer)
    lines = [*markdown_lines(shown, footnote), ""]
    lines += [f"[^{citation.number}]: {_note(citation, shown)}" for citation in answer.citations]
    return "\n".join(lines).strip() + "\n"


def as_citation(citation: Citation) -> str:
    """One citation alone: “The bridge has 14 arches.” – Bridge, p. 4."""
    return quoted(citation.quote, citation.title, citation.section, citation.source)


def quoted(quote: str, title: str, section: str | None, source: str) -> str:
    """Words of a document with their place."""
    return f"“{_line(quote)}” – {cited_place(title, section, source)}"


def cited_place(title: str, section: str | None, source: str = "") -> str:
    """The title, the printed page or other place, and the address of the document if it is on the web."""
    inside = _COUNTED_PAGE.sub("", path(section)) if section else ""
    return ", ".join(_line(part) for part in (title, inside, web_address(source)) if part)


def web_address(source: str) -> str | None:
    """The address of a document that was fetched from the web; None for a file."""
    whole = source.startswith(("http://", "https://")) and not re.search(r"[\s<>\"\\]", source)
    return source if whole else None


def _sources(answer: Answer, shown: list[Element]) -> Iterator[str]:
    """Where the numbers lead, each place once with all numbers that lead there."""
    numbers = dict[str, list[int]]()
    for citation in answer.citations:
        numbers.setdefault(_source(citation, shown), []).append(citation.number)
    for place, leading in numbers.items():
        yield f"{''.join(f'[{number}]' for number in leading)} {place}"


def _note(citation: Citation, shown: list[Element]) -> str:
    """The text of a footnote."""
    place, address = _source(citation, shown, address=False), web_address(citation.source)
    if not address and (" " not in place or _TITLED.fullmatch(place)):
        # Programs without footnotes take one word behind the colon for the address of a link, and what is in brackets or quotes
        # behind that for its title.
        place = f"“{_line(citation.quote)}” – {place}"
    # Not escaped: its own characters are what makes a link of it.
    return f"{escaped(place)}{f', <{address}>' if address else ''}"


def _shown(answer: Answer) -> list[Element]:
    return [element for element in elements(answer) if element.kind not in _LEFT_OUT]


def _source(citation: Citation, shown: list[Element], *, address: bool = True) -> str:
    """The place, and before it the quote if the answer does not show it: of written sentences it is their evidence."""
    place = cited_place(citation.title, citation.section, citation.source if address else "")
    said = (element.text for element in shown if citation.number in element.numbers)
    in_table = any(element.table and _in_table(element.table, citation.number) for element in shown)
    if in_table or any(_is_whole(text, citation.quote) for text in said):
        return place
    return f"“{_line(citation.quote)}” – {place}"


def _is_whole(text: str, quote: str) -> bool:
    """Whether a text has all words of a quote, but for the number or letter that an item begins with."""
    words, quoted = _WORD.findall(text), _WORD.findall(quote)
    return bool(words) and quoted[-len(words) :] == words and len(quoted) - len(words) <= _MARKER_WORDS


def _in_table(table: AnswerTable, number: int) -> bool:
    return any(cell.number == number for row in table.rows for cell in row)


def _text_lines(shown: list[Element]) -> Iterator[str]:
    last = ""
    for element in shown:
        if not (element.kind == last and last in ("item", "nearest")):
            yield ""
        yield _text(element)
        last = element.kind


def _text(element: Element) -> str:
    numbers = "".join(f" [{number}]" for number in element.numbers)
    if element.table:
        return "\n".join(_rows(element.table))
    if element.kind == "code":
        return f"{element.text}\n{numbers.strip()}"
    if element.kind in ("item", "nearest"):
        return f"{'  ' * element.depth}{element.marker or '•'} {element.text}{numbers}"
    if element.kind == "struck":
        return f"{element.text}{numbers} (not supported by the documents)"
    return f"{element.text}{numbers}"


def _rows(table: AnswerTable) -> Iterator[str]:
    yield "\t".join(table.columns)
    for row in table.rows:
        yield "\t".join(
            _line(cell.text) + (f" [{cell.number}]" if cell.number is not None else "") for cell in row
        )


def _line(text: str) -> str:
    return " ".join(text.split())
