"""Whether the tag, role, class or id of an element says that it is a menu, a banner, a footer or the like."""

import re
from enum import IntEnum

from selectolax.lexbor import LexborNode


class Evidence(IntEnum):
    """How strong the evidence is that an element is not part of the main text."""

    NONE = 0
    WEAK = 1
    STRONG = 2


_TAGS = {
    **dict.fromkeys(("nav", "menu", "dialog"), Evidence.STRONG),
    **dict.fromkeys(("form", "label"), Evidence.WEAK),
}
# Landmarks of a page (WAI-ARIA 1.2); inside an article they are part of it.
_LANDMARKS = frozenset("header footer aside".split())
_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tooltip "
    "doc-toc doc-pagelist".split()
)
_STRONG = frozenset(
    "ad ads adsense advert adverts advertisement advertising banner breadcrumb breadcrumbs carousel catlinks colophon "
    "crumb crumbs comments commentlist consent cookie cookies disqus dropdown editsection footer gdpr lightbox masthead megamenu "
    "modal navbar navbox navigation newsletter noprint offcanvas onetrust outbrain overlay paginate pagination "
    "paginator pager paywall popup printfooter promo promotion recommendation recommendations recommended related "
    "relatedposts respond share sharebar sharedaddy sharing sidebar sidenav signup skip skiplink skiplinks social "
    "sponsor sponsored subscribe subscription taboola toast toc toolbar topbar trending upsell".split()
)
_WEAK = frozenset(
    "actions back badge bar buttons categories category controls copyright edit feedback filters "
    "follow foot head header jumpbox latest legal links login menu more nav next popular postprofile prev previous print "
    "rating recent register search skyscraper stats tabs tag tags tools top utilities utility vote votes widget "
    "widgets".split()
)
# Also within longer words, as in "leftsidebar".
_SIDE = ("sidebar", "breadcrumb", "navbar", "cookie", "newsletter")
# Cuts "site-footer" and "siteFooter" alike into words.
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
# "no-sidebar" and "has-toc" describe the frame around everything.
_DESCRIBES_FRAME = re.compile(r"(?:no|has|with|without|show|hide|is)[-_]")
_NOTES = frozenset(
    "note notes admonition callout tip hint warning caution danger important info pullquote".split()
)
# Words for content, which count more than words for boilerplate in the same name.
_CONTENT = frozenset(
    "content entry article main body text post question answer answers product recipe abstract footnotes footnote "
    "endnotes references section chapter".split()
)


def evidence(node: LexborNode, *, in_article: bool) -> Evidence:
    """The evidence in an element's tag, role, class and id.

    Args:
        node: The element.
        in_article: Whether it is inside an `article`, whose header and footer are part of it.
    """
    tag = node.tag or ""
    attributes = node.attributes
    names = [*(attributes.get("class") or "").split(), *_id_of(node)]
    words = {
        word.lower() for name in names if not _DESCRIBES_FRAME.match(name) for word in _WORD.findall(name)
    }
    if attributes.get("role") in _ROLES or attributes.get("aria-modal") == "true":
        return Evidence.STRONG
    if tag in _TAGS:
        return _TAGS[tag]
    if tag in _LANDMARKS:
        return _landmark(node, words, in_article)
    return _named(words, in_article)


def _id_of(node: LexborNode) -> list[str]:
    """The words of an element's id; none if a program made it from the content: `method.skip_while`, a title."""
    attributes = node.attributes
    name = attributes.get("id") or ""
    is_generated = "." in name or (node.tag == "section" and not attributes.get("class"))
    return [] if is_generated else name.split()


def _landmark(node: LexborNode, words: set[str], in_article: bool) -> Evidence:
    of_figure = node.parent is not None and node.parent.tag in ("blockquote", "figure")
    if of_figure or not words.isdisjoint(_NOTES):
        return Evidence.NONE
    if not in_article:
        return Evidence.NONE if _is_title_block(node, words) else Evidence.STRONG
    return Evidence.NONE if node.tag == "header" else max(Evidence.WEAK, _named(words, in_article))


def _is_title_block(node: LexborNode, words: set[str]) -> bool:
    """Whether a header has the title of the page in it, and not the name of the site."""
    heading = node.css_first("h1") if node.tag == "header" else None
    # A heading that is a link is mostly the name of the site, and leads to its start.
    if heading is None or heading.css_first("a") is not None or words & _STRONG:
        return False
    top = node
    while top.parent is not None:
        top = top.parent
    title = top.css_first("title")
    text = " ".join(heading.text().split())
    return title is not None and bool(text) and " ".join(title.text().split()).startswith(text)


def _named(words: set[str], in_article: bool) -> Evidence:
    if not words:
        return Evidence.NONE
    strong = words & _STRONG or any(side in word for word in words for side in _SIDE)
    if strong and words.isdisjoint(_CONTENT):
        return Evidence.WEAK if in_article and words <= {"footer", "banner", "toc"} else Evidence.STRONG
    return Evidence.WEAK if strong or words & _WEAK else Evidence.NONE
