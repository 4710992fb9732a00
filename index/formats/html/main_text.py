"""Finds the boilerplate of a page: the menus, banners, footers and lists of links around its main text.

We remove what is certainly boilerplate, and do not pick out what looks like text: a heading, table or short answer in
the middle of a page does not look like much, but must stay. There are four steps, each a simple rule. They remove:

1. Elements whose tag (`nav`), role, class or id says that they are boilerplate. Words that are also used for content
   ("header", "menu") count only if the text is short or mostly links.
2. If the page marks its main text (`main`, `article`, an id such as "content"): everything outside of it.
3. Otherwise, boxes that are mostly links, if enough is left without them: the page may be a list of links itself.
4. Headings of which the whole content was removed.

A short page is kept completely, and so is a page of which too little would be left.

Link density (the share of characters in links) and text length as features are from Kohlschütter, Fankhauser and
Nejdl, "Boilerplate Detection using Shallow Text Features" (WSDM 2010). They found that these two alone come close to
all features together; we use their threshold of 1/3 for short boxes. Words in class names as evidence are from Arc90's
Readability (2009).
"""

from collections import deque
from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborNode

from index.formats.html.boilerplate import Evidence, evidence
from index.formats.html.text_density import Size, sizes_of
from index.formats.html.tree import BLOCKS, HEADINGS, ancestors, common, letters, texts_in, walk

# A shorter page, in characters without spaces, is a note and not an article of a site.
_SHORT_PAGE = 250
# The largest share of the page that may be removed because of a name, or because it is mostly links.
_LARGEST_NAMED, _LARGEST_LINKED = 0.45, 0.9
_LINKED = 1 / 3
_LINK_LIST = 0.5
_FEW = 200
# Of more parts than twice this, only the first and the last are used to find the element around all.
_MANY = 50
_MAIN_IDS = (
    "#content, #main, #main-content, #maincontent, #page-content, #article, #primary, #bodyContent, #readme"
)


def find_boilerplate(root: LexborNode) -> frozenset[int]:
    """The `mem_id` of each element that is not part of the main text, and nor is anything inside it."""
    sizes = sizes_of(root)
    whole = sizes[root.mem_id]
    if whole.text < _SHORT_PAGE:
        return frozenset()
    page = _Page(root, sizes)
    page.leave_out_marked()
    if not page.keep_main_part():
        page.leave_out_link_lists()
    page.leave_out_bare_headings()
    left = page.left()
    # Leaving out too much is worse than leaving out nothing.
    enough = left.text >= whole.text / 4 or left.prose >= _SHORT_PAGE or left.text >= 2 * _SHORT_PAGE
    return frozenset(page.left_out) if enough else frozenset()


class _Page:
    """A page, and the elements of it that are left out so far."""

    def __init__(self, root: LexborNode, sizes: dict[int, Size]) -> None:
        self._root = root
        self._sizes = sizes
        self._whole = sizes[root.mem_id]
        self.left_out: set[int] = set()

    def _size(self, node: LexborNode) -> Size:
        return self._sizes.get(node.mem_id) or Size()

    def _passes(self, node: LexborNode) -> bool:
        return node.mem_id in self.left_out or node.mem_id not in self._sizes

    def _walk(self, passes: Callable[[LexborNode], bool]) -> None:
        """Walks over the page only to call `passes`."""
        deque(walk(self._root, passes), maxlen=0)

    def left(self) -> Size:
        """The size of what is not left out."""
        left = Size(text=self._whole.text, prose=self._whole.prose)

        def passes(node: LexborNode) -> bool:
            if node.mem_id in self.left_out:
                left.text -= self._size(node).text
                left.prose -= self._size(node).prose
            return self._passes(node)

        self._walk(passes)
        return left

    def leave_out_marked(self) -> None:
        """Step 1."""
        articles = 0

        def passes(node: LexborNode) -> bool:
            # Inside headings and code, classes name links and colours.
            within = node.tag in HEADINGS or node.tag == "pre"
            return within or self._passes(node) or self._leave_out_if_marked(node, in_article=articles > 0)

        for node, begins in walk(self._root, passes):
            if node.tag == "article":
                articles += 1 if begins else -1

    def _leave_out_if_marked(self, node: LexborNode, *, in_article: bool) -> bool:
        size = self._size(node)
        stated = evidence(node, in_article=in_article)
        if stated is Evidence.NONE or not self._is_removable(node, size):
            return False
        if stated is Evidence.WEAK and not self._is_short_or_linked(node, size):
            return False
        self.left_out.add(node.mem_id)
        return True

    def _is_short_or_linked(self, node: LexborNode, size: Size) -> bool:
        """Whether an element whose name is used for boilerplate and for content is boilerplate."""
        small = size.text < _FEW and size.prose < _FEW / 2 and not size.headings
        return (node.tag in BLOCKS or node.tag == "label") and (small or size.density > _LINKED)

    def _is_removable(self, node: LexborNode, size: Size) -> bool:
        """Whether an element is not the frame around the main text."""
        if node.tag in ("html", "body", "main", "article", *HEADINGS):
            return False
        # It has the only titles of the page.
        if size.titles and (self._whole.titles == size.titles):
            return False
        largest = _LARGEST_LINKED if size.density > _LINK_LIST and size.prose < _FEW else _LARGEST_NAMED
        return size.text <= largest * self._whole.text

    def keep_main_part(self) -> bool:
        """Step 2. Returns whether the page marks its main text."""
        if self._keep("main, [role=main]", 0.25):
            # If one article in it is nearly all of it, only that is kept.
            self._keep("article", 0.7)
            return True
        return self._keep("article", 0.5) or self._keep(_MAIN_IDS, 0.6)

    def _keep(self, selector: str, share: float) -> bool:
        """Leaves out everything else than one part, if that has at least this share of what is left."""
        matches = self._root.css(selector)
        part = common([node for node in (*matches[:_MANY], *matches[_MANY:][-_MANY:]) if self._is_left(node)])
        if part is None or part.tag in ("html", "body"):
            return False
        if self._left_of(part) < share * self._left_of(self._root):
            return False
        # A title above the main text belongs to it.
        kept = [part, *([] if self._size(part).titles else self._root.css("h1")[:_MANY])]
        kept_ids = {node.mem_id for node in kept}
        around = {above for node in kept for above in ancestors(node)}

        def passes(node: LexborNode) -> bool:
            if node.mem_id not in kept_ids and node.mem_id not in around:
                self.left_out.add(node.mem_id)
            return node.mem_id in kept_ids or node.mem_id not in around

        self._walk(passes)
        return True

    def _is_left(self, node: LexborNode) -> bool:
        return node.mem_id in self._sizes and self.left_out.isdisjoint((node.mem_id, *ancestors(node)))

    def _left_of(self, part: LexborNode) -> int:
        """How much text of an element is left."""
        return letters(texts_in(part, self._passes))

    def leave_out_link_lists(self) -> None:
        """Step 3."""
        lists: list[LexborNode] = []
        left = self.left()

        def passes(node: LexborNode) -> bool:
            if self._passes(node):
                return True
            if is_list := self._is_link_list(node):
                lists.append(node)
            return is_list

        self._walk(passes)
        linked = sum(self._size(node).text for node in lists)
        if left.text - linked >= left.text / 3:
            self.left_out.update(node.mem_id for node in lists)

    def _is_link_list(self, node: LexborNode) -> bool:
        size = self._size(node)
        return (
            node.tag in BLOCKS
            and node.tag not in HEADINGS
            and size.links >= 3
            and size.density > _LINK_LIST
            and not size.titles
            and size.prose < _FEW
        )

    def leave_out_bare_headings(self) -> None:
        """Step 4."""
        # (level, id) for a heading, (0, 0) for a text, (-1, 0) for an element that is left out.
        events: list[tuple[int, int]] = []

        def passes(node: LexborNode) -> bool:
            if node.mem_id in self.left_out and self._size(node).text:
                events.append((-1, 0))
            if node.tag in HEADINGS and not self._passes(node):
                events.append((HEADINGS[node.tag], node.mem_id))
                return True
            return self._passes(node)

        for node, _ in walk(self._root, passes):
            if node.is_text_node and (node.text_content or "").strip():
                events.append((0, 0))
        self.left_out.update(_bare(events))


def _bare(events: list[tuple[int, int]]) -> Iterator[int]:
    """The ids of headings, below the first level, of which all content is left out."""
    cut = False
    following = 1  # after the end there is no more text
    for level, heading in reversed(events):
        if level == -1:
            cut = True
        elif level == 0:
            following, cut = 0, False
        elif level > 1 and cut and 0 < following <= level:
            yield heading
        else:
            following, cut = level, False
