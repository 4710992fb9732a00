"""Which part of a page is its main text, and what stands around it: menus, banners, footers, lists of links.

What surely is around the text is taken away, rather than what looks like text picked out: a heading, table or
short answer in the middle of a page looks like nothing in particular, and stays. Four steps, each a plain rule:

1. Elements that say that they are furniture: by their tag (`nav`), their role, or words in their class or id. Words
   that content has too ("header", "menu") count only where the text is short or mostly links.
2. If the page says where its main text is (`main`, `article`, an id such as "content"), what is outside of that.
3. Otherwise boxes that are mostly links, if enough is left without them: the page may be a list of links itself.
4. Headings that name only what was taken away.

A page that is short is kept whole, and so is one of which too little would be left.

Link density (the share of characters that are in links) and text length as the features that tell boilerplate
from content are those of Kohlschütter, Fankhauser and Nejdl, "Boilerplate Detection using Shallow Text
Features" (WSDM 2010), who found that these two alone come close to all that were tried; their threshold of 1/3 is
used for short boxes. Words in class names as evidence are as in Arc90's Readability (2009).
"""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from index.formats.html.boilerplate import Evidence, evidence
from index.formats.html.text_density import Size, sizes_of
from index.formats.html.tree import BLOCKS, HEADINGS, ancestors, common, walk

# A shorter page is a note rather than an article in a site; in characters without spaces.
_SHORT_PAGE = 250
# What may go at most: of all, by words in a name; of all, if it is mostly links.
_LARGEST_NAMED, _LARGEST_LINKED = 0.45, 0.9
_LINKED = 1 / 3
_LINK_LIST = 0.5
_FEW = 200
# Of more parts than this, the first and the last tell where all are.
_MANY = 50
_MAIN_IDS = (
    "#content, #main, #main-content, #maincontent, #page-content, #article, #primary, #bodyContent, #readme"
)


def beside_main_text(root: LexborNode) -> frozenset[int]:
    """The `mem_id` of each element that is not part of the main text; what is in it is not either."""
    sizes = sizes_of(root)
    whole = sizes[root.mem_id]
    if whole.text < _SHORT_PAGE:
        return frozenset()
    page = _Page(root, sizes)
    page.leave_out_furniture()
    if not page.keep_main_part():
        page.leave_out_link_lists()
    page.leave_out_bare_headings()
    left = page.left()
    enough = left.text >= whole.text / 4 or left.prose >= _SHORT_PAGE or left.text >= 2 * _SHORT_PAGE
    return frozenset(page.left_out) if enough else frozenset()


class _Page:
    """A page, and what of it is left out so far."""

    def __init__(self, root: LexborNode, sizes: dict[int, Size]) -> None:
        self._root = root
        self._sizes = sizes
        self._whole = sizes[root.mem_id]
        self.left_out: set[int] = set()

    def _size(self, node: LexborNode) -> Size:
        return self._sizes.get(node.mem_id) or Size()

    def _passes(self, node: LexborNode) -> bool:
        return node.mem_id in self.left_out or node.mem_id not in self._sizes

    def left(self) -> Size:
        """The size of what is left."""
        left = Size()
        left.add(self._whole)
        for node in self._left_out_nodes():
            size = self._size(node)
            left.text -= size.text
            left.linked -= size.linked
            left.prose -= size.prose
        return left

    def _left_out_nodes(self) -> Iterator[LexborNode]:
        found: list[LexborNode] = []

        def passes(node: LexborNode) -> bool:
            if node.mem_id in self.left_out:
                found.append(node)
            return self._passes(node)

        for _ in walk(self._root, passes):
            yield from found
            found.clear()
        yield from found

    def leave_out_furniture(self) -> None:
        """Step 1."""
        articles: list[LexborNode] = []

        def passes(node: LexborNode) -> bool:
            # What is inside a heading or code is part of it, whatever its links and colours are called.
            within = node.tag in HEADINGS or node.tag == "pre"
            return within or self._passes(node) or self._is_furniture(node, in_article=bool(articles))

        for node, begins in walk(self._root, passes):
            if node.is_element_node and node.tag == "article" and begins:
                articles.append(node)
            elif node.is_element_node and node.tag == "article":
                articles.pop()

    def _is_furniture(self, node: LexborNode, *, in_article: bool) -> bool:
        size = self._size(node)
        found = evidence(node, in_article=in_article)
        if found is Evidence.NONE or not self._may_go(node, size):
            return False
        if found is Evidence.WEAK and not self._is_beside(node, size):
            return False
        self.left_out.add(node.mem_id)
        return True

    def _is_beside(self, node: LexborNode, size: Size) -> bool:
        """Whether an element whose name may be one of furniture or of content is the first."""
        small = size.text < _FEW and size.prose < _FEW / 2 and not size.headings
        return (node.tag in BLOCKS or node.tag == "label") and (small or size.density > _LINKED)

    def _may_go(self, node: LexborNode, size: Size) -> bool:
        """Whether an element is no frame around the text."""
        if node.tag in ("html", "body", "main", "article", *HEADINGS):
            return False
        if size.titles and (self._whole.titles == size.titles):
            return False
        largest = _LARGEST_LINKED if size.density > _LINK_LIST and size.prose < _FEW else _LARGEST_NAMED
        return size.text <= largest * self._whole.text

    def keep_main_part(self) -> bool:
        """Step 2. Whether the page says where its main text is."""
        if self._keep("main, [role=main]", 0.25):
            # An article in it that is nearly all of it is meant; else all of it is.
            self._keep("article", 0.7)
            return True
        return self._keep("article", 0.5) or self._keep(_MAIN_IDS, 0.6)

    def _keep(self, selector: str, share: float) -> bool:
        """Leaves out all but one part, if it has that share of what is left."""
        found = self._root.css(selector)
        part = common([it for it in (*found[:_MANY], *found[_MANY:][-_MANY:]) if self._is_left(it)])
        if (
            part is None
            or part.tag in ("html", "body")
            or self._left_of(part) < share * self._left_of(self._root)
        ):
            return False
        titles = [] if self._size(part).titles else self._root.css("h1")[:_MANY]
        around = {above for title in (part, *titles) for above in ancestors(title)}
        self._leave_out_beside({title.mem_id for title in (part, *titles)}, around)
        return True

    def _is_left(self, node: LexborNode) -> bool:
        return node.mem_id in self._sizes and self.left_out.isdisjoint((node.mem_id, *ancestors(node)))

    def _left_of(self, part: LexborNode) -> int:
        """How much text of an element is left."""
        inside = walk(part, self._passes)
        return sum(len("".join((it.text_content or "").split())) for it, _ in inside if it.is_text_node)

    def _leave_out_beside(self, kept: set[int], around: set[int]) -> None:
        def passes(node: LexborNode) -> bool:
            if node.mem_id in kept:
                return True
            if node.mem_id not in around:
                self.left_out.add(node.mem_id)
            return node.mem_id not in around

        for _ in walk(self._root, passes):
            pass

    def leave_out_link_lists(self) -> None:
        """Step 3."""
        lists: list[LexborNode] = []
        left = self.left()

        def passes(node: LexborNode) -> bool:
            found = not self._passes(node) and self._is_link_list(node)
            if found:
                lists.append(node)
            return found or self._passes(node)

        for _ in walk(self._root, passes):
            pass
        linked = sum(self._size(it).text for it in lists)
        if left.text - linked >= left.text / 3:
            self.left_out.update(it.mem_id for it in lists)

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
        events: list[
            tuple[int, int]
        ] = []  # of a heading its level and id; of a text 0; of what is left out -1

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
    """The ids of headings, below the first level, that are followed by what is left out and by nothing else."""
    cut = False
    following = 1  # at its end, a page has no more text to name
    for level, name in reversed(events):
        if level == -1:
            cut = True
        elif level == 0:
            following, cut = 0, False
        elif level > 1 and cut and 0 < following <= level:
            yield name
        else:
            following, cut = level, False
