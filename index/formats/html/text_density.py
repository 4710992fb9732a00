"""How much text each element of a page has, and how much of it is in links."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from index.formats.html.inline import is_unread
from index.formats.html.tree import HEADINGS, walk

# The start of the site, as its own pages link to it.
_HOME = re.compile(r"(?:(?:https?:)?//[^/]+)?/?(?:index\.\w+)?|\./", re.I)
_SENTENCE_ENDS = (".", "!", "?", "。", "！", "？", "؟", "…", ":")
# A text of this length that ends like a sentence is prose, not a label.
_PROSE = 40


@dataclass(slots=True)
class Size:
    """The text of an element in characters without spaces: all, in links, in sentences outside of links."""

    text: int = 0
    linked: int = 0
    prose: int = 0
    links: int = 0
    titles: int = 0
    headings: int = 0

    def add(self, other: "Size") -> None:
        """Adds another size to this one."""
        self.text += other.text
        self.linked += other.linked
        self.prose += other.prose
        self.links += other.links
        self.titles += other.titles
        self.headings += other.headings

    @property
    def density(self) -> float:
        """The share of the text that is links, 0 to 1."""
        return self.linked / self.text if self.text else 0.0


def sizes_of(root: LexborNode) -> dict[int, Size]:
    """The size of each element, by its `mem_id`; elements without words to read are left out."""
    sizes = {root.mem_id: Size()}
    above = [sizes[root.mem_id]]
    links = 0
    # One walk for all elements: each adds its size to the one around it when it ends.
    for node, begins in walk(root, is_unread):
        if node.is_text_node:
            _count(above[-1], node.text_content or "", linked=links > 0)
        elif begins:
            size = Size(titles=_is_title(node), headings=node.tag in HEADINGS)
            above.append(sizes.setdefault(node.mem_id, size))
            links += _leads_away(node)
        else:
            size = above.pop()
            if _leads_away(node):
                links -= 1
                size.links = 1
            above[-1].add(size)
    return sizes


def _leads_away(node: LexborNode) -> bool:
    """Whether an element is a link to another page; links within the page are a table of contents, not a menu."""
    if node.tag != "a":
        return False
    target = node.attributes.get("href") or ""
    # "#" alone leads nowhere: a script acts on the click, as in menus.
    return not target.startswith("#") or target == "#"


def _is_title(node: LexborNode) -> bool:
    """Whether an element is a heading of the first level; but not the name of the site, which links to its start."""
    if node.tag != "h1":
        return False
    link = node.css_first("a[href]") or node.parent
    target = link.attributes.get("href") if link is not None and link.tag == "a" else None
    return not (target and _HOME.fullmatch(target))


def _count(size: Size, text: str, *, linked: bool) -> None:
    words = text.split()
    length = sum(map(len, words))
    size.text += length
    if linked:
        size.linked += length
    elif length >= _PROSE and any(word.endswith(_SENTENCE_ENDS) for word in words):
        size.prose += length
