"""What is known of a work, as people refer to it: "Doe and Roe (2017), p. 47", or as an entry of BibTeX."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index import Document
from rag.references.people import Person, people_in

_YEAR = re.compile(r"\d{4}")
_PAGE = re.compile(r"\bp\. [^,()]*[^,()\s]")
_COUNTED = re.compile(r" \(page \d+ of the file\)")
_NAMED = 2  # authors; of more only the first is named


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A work that a document is the text of, as far as its library or its file tells.

    Attributes:
        kind: What it is, as Zotero calls it: "journalArticle", "book", ...; "" if nobody has said.
        title: Its title.
        authors: Who wrote it, in order.
        editors: Who edited it.
        date: When it was published, ISO 8601 as far as it is known: "2017-06"; "" if it is not.
        publication: The journal, book or website that it is in.
        publisher: Who published it; of a thesis the university.
        volume: Of a journal.
        issue: Of a journal; of a report its number.
        pages: The pages that it has in the publication.
        doi: Its DOI.
        isbn: Its ISBN.
        url: Where it is on the web.
        citation_key: The key that its library gives it, or "".
    """

    kind: str = ""
    title: str
    authors: Sequence[Person] = ()
    editors: Sequence[Person] = ()
    date: str = ""
    publication: str = ""
    publisher: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    doi: str = ""
    isbn: str = ""
    url: str = ""
    citation_key: str = ""

    @property
    def year(self) -> str:
        """The year of its date; "" if that is not known."""
        year = _YEAR.match(self.date)
        return year[0] if year else ""

    def short(self, section: str | None = None) -> str:
        """The reference in a sentence: "Doe and Roe (2017), p. 47"; without authors by its editors, or its title.

        Args:
            section: The place of a citation: its page counts, or else its headings.
        """
        who = _enumerated(self.authors) or _enumerated(self.editors) or self.title
        return ", ".join(filter(None, (f"{who} ({self.year or 'n.d.'})", _place(section or ""))))

    def bibtex(self) -> str:
        """The work as an entry of BibTeX."""
        # Late: most who ask for a reference show it in a sentence.
        from rag.references.bibtex import entry

        return entry(self)


def reference_of(document: Document) -> Reference:
    """The reference of a document. The time when its file was saved says nothing of the work, and is no date of it."""
    known = document.metadata
    web = document.source if document.source.startswith(("http://", "https://")) else ""
    return Reference(
        kind=known.get("kind", ""),
        title=known.get("work") or known.get("own_title") or document.title,
        authors=people_in(known.get("author_sorted") or known.get("author", "")),
        editors=people_in(known.get("editor_sorted") or known.get("editor", "")),
        date=known.get("date", ""),
        publication=known.get("publication", ""),
        publisher=known.get("publisher", ""),
        volume=known.get("volume", ""),
        issue=known.get("issue", ""),
        pages=known.get("pages", ""),
        doi=known.get("doi", ""),
        isbn=known.get("isbn", ""),
        url=known.get("url", "") or web,
        citation_key=known.get("citation_key", ""),
    )


def _enumerated(people: Sequence[Person]) -> str:
    if len(people) > _NAMED:
        return f"{people[0].family} et al."
    return " and ".join(person.family for person in people)


def _place(section: str) -> str:
    """The printed page of a place, or its headings."""
    page = _PAGE.search(section)
    return page[0] if page else " › ".join(_COUNTED.sub("", section).split(" > "))
