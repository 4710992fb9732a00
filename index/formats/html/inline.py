"""The text inside one paragraph, heading or table cell of a page."""

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from index.formats.characters.superscripts import superscript
from index.formats.html.formulas import closing, opening
from index.formats.html.hidden import is_hidden
from index.formats.html.tree import HEADINGS, SKIPPED, class_words, is_block, is_skipped, walk

# Stands for a line break; this character never remains in a text after lexbor.
BREAK = "\0"

# Classes of signs that are not to be read: link signs beside headings, "[edit]", names of icons, numbers of notes and
# of lines of code, formulas that are on the page twice.
_SIGNS = frozenset(
    "headerlink anchor-link permalink mw-editsection mw-cite-backlink material-icons "
    "material-symbols-outlined material-symbols-rounded glyphicon katex-html noteref linenos lineno linenodiv gutter "
    "rouge-gutter line-numbers-rows blob-num".split()
)
# Not "fnref1" or "_ftnref1": such a link leads back from the note, and is its number.
_NOTE = re.compile(r"_?(?:fn|ftn|edn|en|footnote|endnote|note)s?[-_:.]*(?:id)?[-_:.]*\d", re.I)
_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§])[\])]?")
# A sign has fewer nodes than this.
_MAX_SIGN = 50
_FORMULA = ("math", "tex", "latex", "equation", "formula")


def is_sign(node: LexborNode) -> bool:
    """Whether an element has no words to read: controls, signs, numbers of notes, deleted text."""
    tag = node.tag
    if tag in SKIPPED or tag == "del":
        return True
    attributes = node.attributes
    if tag == "button":
        return not _is_heading(node)
    if not attributes:
        return False
    if not _SIGNS.isdisjoint(class_words(node)) or _is_number_of_note(node):
        return True
    leads_to_a_place = tag == "a" and "#" in (attributes.get("href") or "")
    return (leads_to_a_place or attributes.get("aria-hidden") == "true") and not _has_words(node)


def _is_number_of_note(node: LexborNode) -> bool:
    """Whether an element is marked as the number of a note, or is a link to a usual name of a note."""
    attributes = node.attributes
    if attributes.get("role") == "doc-noteref" or "noteref" in (attributes.get("epub:type") or ""):
        return True
    if node.tag != "a":
        return node.tag == "sup" and "reference" in class_words(node)
    place = (attributes.get("href") or "").partition("#")[2]
    return _NOTE.match(place) is not None and _NUMBER.fullmatch(node.text().strip()) is not None


def _is_heading(button: LexborNode) -> bool:
    """Whether a button is all that a heading contains, as for questions that unfold their answer."""
    parent = button.parent
    if parent is None or parent.tag not in (*HEADINGS, "summary", "dt"):
        return False
    # The text of the whole heading would be put together again for each of many buttons in it.
    return bool(button.text().strip()) and not any(_has_text(beside) for beside in _siblings(button))


def _siblings(node: LexborNode) -> Iterator[LexborNode]:
    """The nodes beside a node, the nearest first on each side."""
    before, after = node.prev, node.next
    while before is not None or after is not None:
        if before is not None:
            yield before
            before = before.prev
        if after is not None:
            yield after
            after = after.next


def _has_text(node: LexborNode) -> bool:
    return bool(((node.text_content if node.is_text_node else node.text()) or "").strip())


def _has_words(node: LexborNode) -> bool:
    """Whether an element has a letter or digit; one with many nodes is not searched, and has."""
    nodes = [inner for inner, _ in islice(walk(node, is_skipped), _MAX_SIGN)]
    texts = (inner.text_content or "" for inner in nodes if inner.is_text_node)
    return len(nodes) == _MAX_SIGN or any(character.isalnum() for character in "".join(texts))


def is_unread(node: LexborNode) -> bool:
    """Whether an element has no words that a person reads."""
    return is_sign(node) or is_hidden(node)


def own_text(node: LexborNode) -> str:
    """The text of a text node."""
    text = node.text_content or ""
    # Without a mark 10<sup>2</sup> would be 102.
    return superscript(text) if node.parent is not None and node.parent.tag == "sup" else text


def before(node: LexborNode) -> str:
    """What an inline element adds before its text."""
    tag = node.tag
    if tag == "br":
        return BREAK
    if tag == "q":
        return "“"
    if tag == "img":
        return _formula(node)
    # Two adjacent links are two words.
    return " " if tag == "a" and node.prev is not None and node.prev.tag == "a" else opening(node)


def after(node: LexborNode) -> str:
    """What an inline element adds after its text."""
    return "”" if node.tag == "q" else closing(node)


def _formula(node: LexborNode) -> str:
    """The alternative text of a picture, if it is a formula."""
    kind = (node.attributes.get("class") or "").lower()
    return f" {node.attributes.get('alt') or ''} " if any(name in kind for name in _FORMULA) else ""


def inline_text(top: LexborNode) -> str:
    """The text of an element on one line: a space between blocks, a semicolon between items of a list."""
    pieces: list[str] = []
    for node, begins in walk(top, is_unread):
        if node.is_text_node:
            pieces.append(own_text(node))
        elif begins and node.tag in ("li", "tr"):
            _end_item(pieces)
        elif is_block(node):
            pieces.append(" ")
        else:
            pieces.append(before(node) if begins else after(node))
    return one_line("".join(pieces))


def _end_item(pieces: list[str]) -> None:
    """Ends the item of a list before the next one."""
    while pieces and not pieces[-1].strip():
        pieces.pop()
    if pieces:
        pieces[-1] = pieces[-1].rstrip()
        pieces.append("; " if pieces[-1][-1] not in ":;,." else " ")


def lines_of(text: str) -> str:
    """The lines between `<br>` tags, without empty ones, each with single spaces."""
    return "\n".join(line for part in text.split(BREAK) if (line := " ".join(part.split())))


def one_line(text: str) -> str:
    """All the text on one line, with single spaces."""
    return " ".join(text.replace(BREAK, " ").split())
