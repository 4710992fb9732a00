"""The title and metadata of a page: who wrote it and when, in which language."""

import re
from collections.abc import Sequence, Set

from selectolax.lexbor import LexborNode

from index.formats.dates import iso_date
from index.formats.html.inline import inline_text
from index.formats.html.tree import ancestors

_AUTHOR = "author article:author dc.creator dcterms.creator citation_author parsely-author byl".split()
# When a page was published comes before when it was changed; the first name that is there counts.
_DATE = (
    "article:published_time datepublished citation_publication_date citation_date dc.date.issued dcterms.issued "
    "dc.date dcterms.date dcterms.created date pubdate publish-date parsely-pub-date article:modified_time "
    "dcterms.modified last-modified"
).split()
_LANGUAGE = "content-language dc.language dcterms.language og:locale language".split()
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Searched for and not parsed: linked data nests its objects in many ways, and this date is all we need.
_LINKED_DATA = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_SEPARATOR = re.compile(r"\s+[|·•–—»«:/-]+\s+|\s*[|»]\s*|:\s+")
_MOST_HEADINGS = 10
_SPACES = re.compile(r"\s+")


class Head:
    """The metadata in the head of a page, and in its body."""

    def __init__(self, root: LexborNode, left_out: Set[int] = frozenset()) -> None:
        """Reads it. Headings in elements of `left_out` are the name of the site, not of the page."""
        self._root = root
        self._left_out = left_out
        self._stated: dict[str, list[str]] = {}
        for node in root.css("meta[content]"):
            attributes = node.attributes
            value = _line(attributes.get("content"))
            for key in ("name", "property", "http-equiv", "itemprop"):
                # Dublin Core is written with a colon or a dot.
                name = (attributes.get(key) or "").lower().replace("dc:", "dc.").strip()
                if name and value:
                    self._stated.setdefault(name, []).append(value)

    @property
    def title(self) -> str | None:
        """The title, without the name of the site if the page shows which part that is."""
        node = self._root.css_first("head > title, title")
        title = _line(node.text()) if node is not None else ""
        headings = [
            text
            for heading in self._root.css("h1")[:_MOST_HEADINGS]
            if self._left_out.isdisjoint((heading.mem_id, *ancestors(heading)))
            and 2 < len(text := inline_text(heading)) <= 300
        ]
        og_title = self._first(["og:title"]) or ""
        for heading in headings:
            if _same(heading, title) or _same(heading, og_title):
                return heading
        # For social media a page often states its title without the name of the site.
        if og_title and og_title.casefold() in title.casefold():
            title = og_title
        return _without_site(title, self._first(["og:site_name"])) or og_title or next(iter(headings), None)

    @property
    def metadata(self) -> dict[str, str]:
        """As `Extract.metadata`."""
        metadata = {
            "author": self._author(),
            "date": self._date(),
            "language": self._language(),
            "subject": self._first(["description", "og:description", "dc.description"]),
            "keywords": self._first(["keywords", "citation_keywords"]),
        }
        return {key: value for key, value in metadata.items() if value}

    def _first(self, names: Sequence[str]) -> str | None:
        return next((self._stated[name][0] for name in names if name in self._stated), None)

    def _author(self) -> str | None:
        for name in _AUTHOR:
            # `article:author` is mostly the address of a profile (Open Graph protocol).
            people = [person for person in self._stated.get(name, ()) if "://" not in person]
            if people:
                return "; ".join(dict.fromkeys(people))
        node = self._root.css_first("[rel~=author], [itemprop=author] [itemprop=name], [itemprop=author]")
        text = inline_text(node) if node is not None else ""
        return text if 2 < len(text) <= 80 else None

    def _date(self) -> str | None:
        stated = [value for name in _DATE for value in self._stated.get(name, ())]
        for node in self._root.css("[itemprop=datePublished], time[pubdate]")[:3]:
            stated.append(node.attributes.get("datetime") or node.attributes.get("content") or node.text())
        for node in self._root.css('script[type="application/ld+json"]')[:5]:
            stated.extend(_LINKED_DATA.findall(node.text()))
        times = {node.attributes.get("datetime") or "" for node in self._root.css("time[datetime]")[:50]}
        if len(times) == 1:  # one of several could be the date of anything
            stated.extend(times)
        return next((date for text in stated if (date := iso_date(text))), None)

    def _language(self) -> str | None:
        html = self._root.attributes
        stated = html.get("lang") or html.get("xml:lang") or self._first(_LANGUAGE) or ""
        tag = _TAG.fullmatch(stated.split(",")[0].strip())
        return tag[0].replace("_", "-") if tag else None


def _line(text: str | None) -> str:
    return _SPACES.sub(" ", text or "").strip()


def _same(heading: str, title: str) -> bool:
    """Whether a heading is the title, or one of its parts between separators."""
    # The start of the title counts too, but a short heading may be the same by chance.
    parts = {title.casefold(), *(part.casefold() for part in _SEPARATOR.split(title))}
    whole = heading.casefold()
    return whole in parts or (len(whole) >= 12 and title.casefold().startswith(whole))


def _without_site(title: str, site: str | None) -> str:
    whole, name = title.casefold(), (site or "").casefold()
    if not name or whole == name:
        return title
    if whole.endswith(name):
        title = title[: -len(name)]
    elif whole.startswith(name):
        title = title[len(name) :]
    return title.strip(" |·•–—»«:/-")
