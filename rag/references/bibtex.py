"""Entries of BibTeX (Patashnik, "BibTeXing", 1988; fields and types of appendix B in Lamport's "LaTeX", 1994)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rag.references.people import Person

if TYPE_CHECKING:
    from rag.references.reference import Reference

# By what Zotero calls it; everything else is "misc".
_TYPES = {
    "journalArticle": "article", "magazineArticle": "article", "newspaperArticle": "article", "preprint": "misc",
    "book": "book", "bookSection": "incollection", "encyclopediaArticle": "incollection", "dictionaryEntry": "incollection",
    "conferencePaper": "inproceedings", "thesis": "phdthesis", "report": "techreport", "manuscript": "unpublished",
}  # fmt: skip
_IN_BOOK = ("incollection", "inproceedings")
_PUBLISHERS = {"phdthesis": "school", "techreport": "institution"}
_ESCAPED = {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", **{sign: f"\\{sign}" for sign in "&%$#_"},
    # Behind a stroke they would be no braces for LaTeX, and still be counted by BibTeX.
    "{": r"\textbraceleft{}", "}": r"\textbraceright{}",
}  # fmt: skip
_SPECIAL = re.compile("|".join(map(re.escape, _ESCAPED)))
_DASH = re.compile(r"\s*[-‐-―−]+\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_KEY_WORD = re.compile(r"[a-z0-9]+")
# No word of a title by which people tell works apart.
_SMALL = frozenset(
    "a an the on of in for and or to from with by at as is are how what why when do does can towards toward about into"
    " der die das ein eine und von zur zum im le la les un une des du et sur".split()
)
_NOT_IN_KEY = re.compile(r"[\s,{}()\"'#%~\\=@]+")
_LONG = 4  # letters from which on a word has a capital where all words of a title have
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}


def entry(reference: "Reference") -> str:
    """A work as an entry, a field a line. Words that begin with capitals in a title keep them."""
    type_ = _TYPES.get(reference.kind, "misc")
    fields = [(name, value) for name, value in _fields(reference, type_) if value]
    lines = [f"  {name} = {{{value}}}" if name != "month" else f"  month = {value}" for name, value in fields]
    return f"@{type_}{{{key(reference)},\n" + ",\n".join(lines) + "\n}\n"


def key(reference: "Reference") -> str:
    """The key of an entry: that of the library, or author, year and the first word of the title: "doe2017flight".

    It is made of the reference alone, so that the same work always has the same.
    """
    if given := _NOT_IN_KEY.sub("", reference.citation_key):
        return given
    people = (*reference.authors, *reference.editors)
    family = _ascii(people[0].family) if people else ""
    words = _KEY_WORD.findall(_ascii(reference.title, spaces=True))
    # A letter alone is left of an abbreviation, or of a word in other letters.
    word = next((word for word in words if word not in _SMALL and len(word) > 1), "")
    # Some programs take no key that begins with a figure.
    return (f"{family}{reference.year}{word}" if family else f"{word}{reference.year}") or "untitled"


def escaped(text: str) -> str:
    """A text with the characters that LaTeX takes for commands written as such."""
    return _SPECIAL.sub(lambda sign: _ESCAPED[sign[0]], " ".join(text.split()))


def _fields(reference: "Reference", type_: str) -> Iterator[tuple[str, str]]:
    yield "title", _title(reference.title)
    yield "author", _people(reference.authors)
    yield "editor", _people(reference.editors)
    publication = escaped(reference.publication)
    yield (
        ("journal" if type_ == "article" else "booktitle" if type_ in _IN_BOOK else "howpublished"),
        publication,
    )
    yield _PUBLISHERS.get(type_, "publisher"), escaped(reference.publisher)
    yield "year", reference.year
    yield "month", _month(reference.date)
    yield "volume", escaped(reference.volume)
    yield "number", escaped(reference.issue)
    yield "pages", _DASH.sub("--", escaped(reference.pages))
    # These are addresses, and taken as they are; a brace would end the field.
    yield "doi", _address(reference.doi)
    yield "isbn", escaped(reference.isbn)
    yield "url", _address(reference.url)


def _title(title: str) -> str:
    """A title, with braces around words whose capitals a style for small letters must not take away.

    Where all longer words begin with one, a capital at the beginning says nothing, and only those inside a word count.
    """
    long = [word for word in _WORD.findall(title)[1:] if len(word) >= _LONG and word.lower() not in _SMALL]
    is_headline = all(any(map(str.isupper, word)) for word in long)
    shown: list[str] = []
    before = 0
    for number, word in enumerate(_WORD.finditer(title)):
        shown.append(_spaced(title[before : word.start()]))
        capital = any(map(str.isupper, word[0][1:])) or (
            number > 0 and not is_headline and word[0][0].isupper()
        )
        shown.append(f"{{{escaped(word[0])}}}" if capital else escaped(word[0]))
        before = word.end()
    return "".join([*shown, _spaced(title[before:])]).strip()


def _spaced(signs: str) -> str:
    """What stands between two words, with single spaces."""
    return re.sub(r"\s+", " ", _SPECIAL.sub(lambda sign: _ESCAPED[sign[0]], signs))


def _people(people: Sequence[Person]) -> str:
    return " and ".join(map(_name, people))


def _name(person: Person) -> str:
    family, given = escaped(person.family), escaped(person.given)
    # Without braces BibTeX takes the last word of an organisation for its family name, and "and" for the end of a name.
    if not given or re.search(r"\band\b|,", family, re.I):
        family = f"{{{family}}}"
    return f"{family}, {given}" if given else family


def _month(date: str) -> str:
    found = re.match(r"\d{4}-(\d\d)", date)
    number = int(found[1]) if found else 0
    return _MONTHS[number - 1] if 0 < number <= len(_MONTHS) else ""


def _address(address: str) -> str:
    return "".join(address.split()).replace("\\", "%5C").replace("{", "%7B").replace("}", "%7D")


def _ascii(text: str, *, spaces: bool = False) -> str:
    """A text in small Latin letters without accents, and with nothing else than figures, and spaces if wanted."""
    plain = "".join(_LETTERS.get(letter, letter) for letter in text.lower())
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9 ]" if spaces else r"[^a-z0-9]", "", plain.replace("-", " "))
