"""The title of a document: what it calls itself, else what people see at its top, else its file's name."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

from index.documents import Block
from index.formats.characters.clean import clean
from index.formats.extract import Extract
from index.ingest.libraries.vaults import note_name

_LONGEST = 150
_PATH = " > "
# Parts of a document, rather than what it is about: "1. Scope", "Chapter 3", "Introduction".
_PART = re.compile(
    r"[\W_]*(?:\d|[ivxlc]+\.|(?:chapter|section|part|article|kapitel|abschnitt|teil|artikel|chapitre|partie|capítulo|parte"
    r"|sheet|slide|page|introduction|summary|abstract|contents|table of contents|preface|foreword|overview|einleitung"
    r"|zusammenfassung|inhalt|inhaltsverzeichnis|vorwort|sommaire|avant-propos|introducción|resumen|índice|notes?)\b)",
    re.I,
)
_ENCODED = re.compile(r"%[0-9A-Fa-f]{2}")
_WORD = re.compile(r"[^\W\d_]+")
# Whether a word is a name shows in the first of its places.
_LOOKED_AT = 200_000


def title_of(extract: Extract, source: str, *, is_note: bool = False) -> str:
    """The title of what was read from a source; never empty.

    A note of a vault is called as its file, which is how its owner and all links name it, unless its front matter says otherwise.
    """
    stated = " ".join(clean(extract.title or "")[0].split())
    if is_note and not stated and (name := note_name(Path(source).name)):
        stated = " ".join(clean(name)[0].split())
    # The name of a file of code is a name in that code.
    text = "" if extract.blocks and all(block.kind == "code" for block in extract.blocks) else extract.text
    return stated or _shown(extract) or _named(source, text)


def _shown(extract: Extract) -> str:
    """The heading that all of the document stands below; "" if there is none."""
    blocks = [block for block in extract.blocks if block.kind not in ("furniture", "contents")]
    if not blocks or blocks[0].kind not in ("title", "heading"):
        return ""
    text = " ".join(extract.text[blocks[0].start : blocks[0].end].split())
    is_title = any(map(str.isalpha, text)) and len(text) <= _LONGEST and not _PART.match(text)
    return text if is_title and _is_alone(extract, blocks) else ""


def _is_alone(extract: Extract, blocks: list[Block]) -> bool:
    """Whether the first heading is above all of the others, and some text."""
    paths = [section for section in extract.sections if section.kind == "heading"]
    tops = {section.name.partition(_PATH)[0] for section in paths if section.start >= blocks[0].start}
    # One heading for each sheet or slide is that of its sheet.
    divided = sum(section.kind in ("sheet", "slide") for section in extract.sections) > 1
    below = any(block.kind not in ("title", "heading") for block in blocks)
    return below and not divided and len(tops) <= 1


def _named(source: str, text: str) -> str:
    """The file's name without its suffix, as people would write it: "north-korea" is "North Korea"; or all of it."""
    name = Path(source).stem
    name = unquote(name) if _ENCODED.search(name) else name
    # A file name can have line ends in it, and characters that change the direction of the text.
    words = " ".join(clean(name)[0].replace("_", " ").replace("-", " ").split())
    if not words:
        return source
    return _capitalised(words, text) if words == words.lower() and text else words


def _capitalised(words: str, text: str) -> str:
    """A name in small letters with large ones where the text has them always, and at its beginning."""
    spelled: dict[str, Counter[str]] = {}
    wanted = {word.casefold() for word in _WORD.findall(words)}
    for found in _WORD.finditer(text, 0, _LOOKED_AT):
        if (key := found[0].casefold()) in wanted:
            spelled.setdefault(key, Counter())[found[0]] += 1

    def shown(match: re.Match[str]) -> str:
        forms = spelled.get(match[0].casefold(), Counter())
        # A word that is also written small is no name; where it is large, a sentence began.
        return match[0] if not forms or match[0] in forms else forms.most_common(1)[0][0]

    title = _WORD.sub(shown, words)
    return title[:1].upper() + title[1:]
