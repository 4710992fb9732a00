"""What the blocks in an element are, by its tag, its role and its class."""

import re

from selectolax.lexbor import LexborNode

from index.documents import BlockKind
from index.formats.html.tree import class_words

_ROLES: dict[str, BlockKind] = {
    **dict.fromkeys(("doc-footnote", "doc-endnote", "doc-footnotes", "doc-endnotes"), "note"),
    **dict.fromkeys(("doc-toc", "doc-index", "navigation", "doc-pagelist"), "contents"),
}
_EPUB_TYPES: dict[str, BlockKind] = {
    **dict.fromkeys(("footnote", "endnote", "rearnote", "footnotes", "endnotes", "rearnotes"), "note"),
    **dict.fromkeys(("toc", "index", "landmarks", "page-list", "lot", "loi"), "contents"),
}
_CLASSES: dict[str, BlockKind] = {
    **dict.fromkeys(("footnote", "footnotes", "endnote", "endnotes", "footnote-list", "reflist"), "note"),
    **dict.fromkeys(
        ("toc", "contents", "table-of-contents", "toctree-wrapper", "tableofcontents"), "contents"
    ),
}
# What programs call a note that stands in a list or a paragraph: "fn1", "_ftn2", "cite_note-3", "footnote-4".
_NOTE_ID = re.compile(r"_?(?:fn|ftn|edn|footnote|endnote|cite_note)[-_:]?\d+", re.I)
_TAGS: dict[str, BlockKind] = {"figcaption": "caption", "nav": "contents", "menu": "contents"}
_MAY_BE_NOTES = frozenset(("li", "p", "div", "aside", "dd"))
# The code of a drawing; Markdown marks it by its fence, a page by its class.
_DRAWINGS = frozenset(
    f"{mark}{language}"
    for language in ("mermaid", "dot", "graphviz", "plantuml", "puml", "ditaa", "svgbob", "d2")
    for mark in ("", "language-", "lang-")
)
_BOLD = frozenset(("b", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.I)


def kind_of(node: LexborNode) -> BlockKind | None:
    """What the blocks inside an element are; None if it does not say."""
    if (found := _TAGS.get(node.tag or "")) is not None:
        return found
    attributes = node.attributes
    if not attributes:
        return None
    types = (attributes.get("epub:type") or "").split()
    found = _ROLES.get(attributes.get("role") or "") or next(filter(None, map(_EPUB_TYPES.get, types)), None)
    if found is None and "class" in attributes:
        found = next(filter(None, map(_CLASSES.get, class_words(node))), None)
    is_note = node.tag in _MAY_BE_NOTES and _NOTE_ID.fullmatch(attributes.get("id") or "") is not None
    return "note" if is_note else found


def kind_of_preformatted(node: LexborNode) -> BlockKind:
    """What preformatted text is: code, or the caption that the words of a drawing are."""
    nodes = [node, *([node.child] if node.child else [])]
    is_drawing = any("class" in one.attributes and _DRAWINGS.intersection(class_words(one)) for one in nodes)
    return "caption" if is_drawing else "code"


def is_bold(node: LexborNode) -> bool:
    """Whether an element sets the text in it in bold."""
    return node.tag in _BOLD or _BOLD_STYLE.search(node.attributes.get("style") or "") is not None
