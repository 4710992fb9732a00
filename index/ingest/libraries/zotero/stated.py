"""What Zotero states of an item, under the names that documents have for it."""

import re
from collections.abc import Iterator, Sequence

from index.ingest.libraries.about import About
from index.ingest.libraries.zotero.items import Item, Person

# Zotero has a field of its own for each kind of work; the first that is filled in counts (its schema.json, "baseField").
_TITLES = ("title", "caseName", "nameOfAct", "subject")
_DATES = ("date", "dateEnacted", "dateDecided", "issueDate", "filingDate")
_PUBLICATIONS = (
    "publicationTitle", "bookTitle", "proceedingsTitle", "encyclopediaTitle", "dictionaryTitle", "websiteTitle", "blogTitle",
    "forumTitle", "programTitle", "code", "reporter", "series", "conferenceName",
)  # fmt: skip
_PUBLISHERS = (
    "publisher", "university", "institution", "company", "label", "distributor", "studio", "network", "repository",
)  # fmt: skip
_NUMBERS = ("volume", "codeVolume", "reporterVolume")
_ISSUES = ("issue", "number", "reportNumber", "patentNumber", "docketNumber", "publicLawNumber")
_ALIKE = {
    "DOI": "doi", "ISBN": "isbn", "url": "url", "place": "place", "pages": "pages",
    "abstractNote": "abstract", "citationKey": "citation_key",
}  # fmt: skip
# Who counts as the author where there is nobody who is called so.
_AUTHORS = (
    "author", "presenter", "director", "artist", "performer", "programmer", "inventor", "interviewee", "podcaster",
    "cartographer", "sponsor", "bookAuthor", "contributor",
)  # fmt: skip
# Lines of "Extra" that stand for fields: "Citation Key: doe2017" is Better BibTeX's.
_EXTRA = re.compile(r"^\s*(citation key|doi|isbn)\s*:\s*(\S+)\s*$", re.I | re.M)
# "2017-06-12 June 12, 2017": a date with zeros for what is not known, and what was typed.
_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:\s|\Z)")
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
_LONGEST = 500


def about_item(item: Item, library: str, *, own: Item | None = None) -> About:
    """What is known of a work, for the document of one of its files; `own` is the attachment, which has tags of its own.

    A file without an item has only what it says itself, but for where it is filed.
    """
    people = list(_people(item.people))
    metadata = {
        "item": item.key,
        "kind": item.kind if item.kind != "attachment" else "",
        **{name: "; ".join(spoken) for name, spoken, _ in people},
        **{f"{name}_sorted": "; ".join(sorted_) for name, _, sorted_ in people},
        "publication": _first(item, _PUBLICATIONS),
        "publisher": _first(item, _PUBLISHERS),
        "volume": _first(item, _NUMBERS),
        "issue": _first(item, _ISSUES),
        **_extra(item.fields.get("extra", "")),
        **{ours: value for name, ours in _ALIKE.items() if (value := item.fields.get(name, ""))},
        "tags": "; ".join(dict.fromkeys((*item.tags, *(own.tags if own else ())))),
    }
    return About(
        library=library,
        # The title that a file alone has in Zotero is its name, which says less than the file.
        title=(_first(item, _TITLES) or None) if item.kind != "attachment" else None,
        date=date_of(_first(item, _DATES)),
        collections=filed(item),
        metadata={name: value[:_LONGEST] for name, value in metadata.items() if value},
    )


def filed(item: Item) -> frozenset[str]:
    """The collections of an item and those that they are inside of: "Thesis/Methods" and "Thesis"."""
    parts = (path.split("/") for path in item.collections)
    return frozenset("/".join(part[:count]) for part in parts for count in range(1, len(part) + 1))


def title_of(item: Item) -> str:
    """The title of a work, or "" if it has none."""
    return _first(item, _TITLES)


def date_of(stated: str) -> str | None:
    """A date of Zotero as ISO 8601, as far as it is known: "2017", "2017-06", "2017-06-12"; None if it names no year."""
    if (date := _DATE.match(stated)) and date[1] != "0000":
        known = [date[1], *([date[2]] if date[2] != "00" else [])]
        return "-".join([*known, date[3]] if len(known) > 1 and date[3] != "00" else known)
    year = _YEAR.search(stated)
    return year[1] if year else None


def _people(people: Sequence[Person]) -> Iterator[tuple[str, list[str], list[str]]]:
    """The fields "author" and "editor", each with the names as they are spoken and as they are sorted."""
    role = next((role for role in _AUTHORS if any(person.role == role for person in people)), "")
    for name, wanted in (("author", (role,)), ("editor", ("editor", "seriesEditor"))):
        if found := [person for person in people if person.role in wanted and person.last]:
            yield name, [_spoken(person) for person in found], [_sorted(person) for person in found]


def _spoken(person: Person) -> str:
    return _one_line(f"{'' if person.is_whole else person.first} {person.last}")


def _sorted(person: Person) -> str:
    """A name as "Doe, Jane"; the whole name of an organisation in braces, as BibTeX has those that are not to be taken apart."""
    if person.is_whole or not person.first:
        return f"{{{_one_line(person.last)}}}"
    return f"{_one_line(person.last)}, {_one_line(person.first)}"


def _one_line(name: str) -> str:
    # The names are joined by semicolons.
    return " ".join(name.replace(";", ",").split())


def _extra(lines: str) -> dict[str, str]:
    return {match[1].lower().replace(" ", "_"): match[2] for match in _EXTRA.finditer(lines)}


def _first(item: Item, names: Sequence[str]) -> str:
    return next((value for name in names if (value := " ".join(item.fields.get(name, "").split()))), "")
