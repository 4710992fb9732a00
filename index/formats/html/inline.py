"""The text inside one paragraph, heading or cell of a page."""

import re
from itertools import islice

from selectolax.lexbor import LexborNode

from index.formats.characters.superscripts import superscript
from index.formats.html.formulas import closing, opening
from index.formats.html.hidden import is_hidden
from index.formats.html.tree import HEADINGS, SKIPPED, class_words, is_block, walk

# Stands for a line break; lexbor leaves no such character in a text.
BREAK = "\0"

# Signs that only a program or a click makes sense of: link marks beside headings, "[edit]", names of icons,
# the numbers of notes and of lines of code, formulas that are there twice.
_SIGNS = frozenset(
    "headerlink anchor-link permalink mw-editsection mw-cite-backlink material-icons "
    "material-symbols-outlined material-symbols-rounded glyphicon katex-html noteref linenos lineno linenodiv gutter "
    "rouge-gutter line-numbers-rows blob-num".split()
)
# Not "fnref1" or "_ftnref1", which is where the note leads back to: its number stands before the note.
_NOTE = re.compile(r"_?(?:fn|ftn|edn|en|footnote|endnote|note)s?[-_:.]*(?:id)?[-_:.]*\d", re.I)
_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§])[\])]?")
# More nodes than are in any sign.
_A_SIGN = 50
_FORMULA = ("math", "tex", "latex", "equation", "formula")


def is_sign(node: LexborNode) -> bool:
    """Whether an element holds no words to read: controls, signs, numbers of notes, what was taken back."""
    tag = node.tag
    if tag in SKIPPED or tag == "del":
        return True
    attributes = node.attributes
    if tag == "button":
        return not _is_a_heading(node)
    if not attributes:
        return False
    if not _SIGNS.isdisjoint(class_words(node)) or _is_number_of_note(node):
        return True
    leads_to_a_place = tag == "a" and "#" in (attributes.get("href") or "")
    return (leads_to_a_place or attributes.get("aria-hidden") == "true") and not _has_words(node)


def _is_number_of_note(node: LexborNode) -> bool:
    """Whether an element says so, or is a link to what Word, pandoc and most who write by hand call a note's place."""
    attributes = node.attributes
    if attributes.get("role") == "doc-noteref" or "noteref" in (attributes.get("epub:type") or ""):
        return True
    if node.tag != "a":
        return node.tag == "sup" and "reference" in class_words(node)
    place = (attributes.get("href") or "").partition("#")[2]
    return _NOTE.match(place) is not None and _NUMBER.fullmatch(node.text().strip()) is not None


def _is_a_heading(button: LexborNode) -> bool:
    """Questions that unfold their answer are headings with a button, and nothing else in them."""
    parent = button.parent
    return (
        parent is not None
        and (parent.tag in HEADINGS or parent.tag in ("summary", "dt"))
        and parent.text().strip() == button.text().strip()
    )


def _has_words(node: LexborNode) -> bool:
    """Whether there is a letter or figure in an element; one with much in it surely has words."""
    inside = islice(walk(node, lambda it: it.tag in SKIPPED), _A_SIGN)
    texts = [it.text_content or "" if it.is_text_node else "" for it, _ in inside]
    return len(texts) == _A_SIGN or any(letter.isalnum() for letter in "".join(texts))


def own_text(node: LexborNode) -> str:
    """What a text node says."""
    text = node.text_content or ""
    return superscript(text) if node.parent is not None and node.parent.tag == "sup" else text


def before(node: LexborNode) -> str:
    """What an element that is no block puts before its text."""
    tag = node.tag
    if tag == "br":
        return BREAK
    if tag == "q":
        return "“"
    if tag == "img":
        return _formula(node)
    # Two links beside each other are two words.
    return " " if tag == "a" and node.prev is not None and node.prev.tag == "a" else opening(node)


def after(node: LexborNode) -> str:
    """What an element that is no block puts behind its text."""
    return "”" if node.tag == "q" else closing(node)


def _formula(node: LexborNode) -> str:
    """The alternative text of a picture, if it is a formula."""
    kind = (node.attributes.get("class") or "").lower()
    return f" {node.attributes.get('alt') or ''} " if any(it in kind for it in _FORMULA) else ""


def inline_text(top: LexborNode) -> str:
    """The text of an element on one line: a space between blocks, a semicolon between items of a list."""
    pieces: list[str] = []
    for node, begins in walk(top, lambda it: is_sign(it) or is_hidden(it)):
        if node.is_text_node:
            pieces.append(own_text(node))
        elif begins and node.tag in ("li", "tr"):
            _part(pieces)
        elif is_block(node):
            pieces.append(" ")
        else:
            pieces.append(before(node) if begins else after(node))
    return one_line("".join(pieces))


def _part(pieces: list[str]) -> None:
    """Parts the next item from one before it."""
    while pieces and not pieces[-1].strip():
        pieces.pop()
    if pieces:
        pieces[-1] = pieces[-1].rstrip()
        pieces.append("; " if pieces[-1][-1] not in ":;,." else " ")


def lines_of(text: str) -> str:
    """Lines as `<br>` breaks them, without those that are empty, each with single spaces."""
    return "\n".join(line for part in text.split(BREAK) if (line := " ".join(part.split())))


def one_line(text: str) -> str:
    """The same with single spaces, on one line."""
    return " ".join(text.replace(BREAK, " ").split())
