"""What a sentence and the text that it cites must share, whatever a model says of them: numbers, names, their roles, denials, hedges.

Pure functions. A checker (`rag.protocols.Checker`) decides the rest: whether the text says it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.checking.cells import number_of_another_column
from rag.protocols import SupportKind
from rag.questions.wording.likeness import (
    content_stems,
    drops_hedge,
    is_content,
    is_negation_mismatch,
    stem,
    swaps_opposite,
)
from rag.writing.names import swaps_entities, unknown_names
from rag.writing.quantities import Quantity, plain, quantities

_WORD = re.compile(r"[^\W_]+")
# Of the internet: nobody is to be led where the documents don't lead.
_ADDRESS = re.compile(
    r"\b(?:https?://|ftp://|www\.)[^\s<>\"')\]]{2,200}(?<![.,;:!?])|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+"
    r"|\b(?:[a-z0-9-]{1,63}\.){1,4}(?:com|net|org|info|io|xyz|ru|cn|co|biz|site|online|shop|top|app|dev|ai)\b(?:/[^\s<>\"')\]]{0,200})?",
    re.IGNORECASE,
)
# Not the first word: it is no name for that.
_CAPITALISED = re.compile(r"(?<!^)\b[A-Z][^\W_]*")
_AROUND = " \"'.!?;:"
_CLAUSE_END = re.compile(r"[.,;:()]")
_CURRENCIES = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}
# How far behind a number its noun may be, in characters.
_COUNTED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """Why a text does not support a sentence.

    Attributes:
        support: Whether the text says otherwise, or says nothing of it.
        reason: In a few words.
    """

    support: SupportKind
    reason: str


def is_quotation(sentence: str, text: str) -> bool:
    """Whether the sentence stands in the text word for word, whatever the rules would say of it."""
    return plain(sentence).casefold() in plain(text).casefold()


def is_out_of_context(sentence: str, text: str) -> bool:
    """Whether the words of a quotation are only a part of a sentence that, as a whole, denies or doubts them."""
    ours, theirs = plain(sentence), plain(text)
    place = theirs.casefold().find(ours.casefold())
    before, behind = theirs[:place].rstrip(" \"'"), theirs[place + len(ours) :].lstrip(" \"'")
    if (not before or before[-1] in ".!?:;") and (not behind or behind[0] in ".!?;" or ours[-1:] in ".!?"):
        return False
    return is_negation_mismatch(ours, theirs) or drops_hedge(ours, theirs)


def same_words(sentence: str, text: str) -> bool:
    """Whether a sentence is the whole of a text, but for spaces, quotation marks around it, and its last mark."""
    ours, theirs = (plain(one).strip(_AROUND).casefold() for one in (sentence, text))
    return bool(ours) and ours == theirs


def is_reworded(sentence: str, text: str, title: str = "") -> bool:
    """Whether a sentence has content words that the text and its title lack; names and numbers have rules of their own."""
    known = set(content_stems(plain(f"{title}. {text}")))
    return any(stem not in known for stem in content_stems(_CAPITALISED.sub(" ", plain(sentence))))


def objection(sentence: str, text: str, title: str = "") -> Objection | None:
    """The first objection to a sentence that cites `text`, or None.

    Args:
        sentence: Without markers.
        text: What it cites, as one text; each row of a table on a line of its own.
        title: Of the document; a name in it may stand for "he" or "it" in the text.
    """
    ours, theirs = plain(sentence), plain(text)
    found = next(_objections(ours, theirs, plain(f"{title}. {text}")), None)
    if found is None and (other := number_of_another_column(sentence, text)):
        return Objection(support="neither", reason=f"the number {other[0]} stands under “{other[1]}”")
    return found


def _objections(ours: str, theirs: str, titled: str) -> Iterator[Objection]:
    if not content_stems(ours):
        yield Objection(support="neither", reason="it says nothing")
    if number := _wrong_number(ours, theirs):
        yield Objection(
            support="neither", reason=f"the number {number} is not in the source, or not for this"
        )
    if address := next(
        (one[0] for one in _ADDRESS.finditer(ours) if one[0].casefold() not in theirs.casefold()), None
    ):
        yield Objection(support="neither", reason=f"the address {address} is not in the source")
    if names := unknown_names(ours, titled):
        yield Objection(support="neither", reason=f"the name {names[0]} is not in the source")
    if swaps_entities(ours, theirs):
        yield Objection(support="contradicted", reason="names or numbers changed places")
    if is_negation_mismatch(ours, theirs) or swaps_opposite(ours, theirs):
        yield Objection(support="contradicted", reason="it says the opposite of the source")
    if drops_hedge(ours, theirs):
        yield Objection(support="neither", reason="it is more certain than the source")


def _wrong_number(written: str, evidence: str) -> str | None:
    """A number of `written` that `evidence` does not have, has with another bound, or has for other things."""
    known = quantities(evidence)
    for quantity in quantities(written):
        same = [other for other in known if (other.value, other.bound) == (quantity.value, quantity.bound)]
        if not same or _counts_another(quantity, written, known, evidence):
            return written[quantity.start : quantity.end]
    return None


def _counts_another(quantity: Quantity, written: str, known: Sequence[Quantity], evidence: str) -> bool:
    """Whether `evidence` counts something else: "5,000 sappers" for "1,000 sappers and 5,000 workers"."""
    directly = re.match(r"\s([^\W\d_]+)", written[quantity.end :])
    if directly and is_content(directly[1]) and stem(directly[1]) not in content_stems(evidence):
        return _CURRENCIES.get(stem(directly[1]), "none") not in evidence
    noun = content_stems(_clause_behind(quantity, written))[:1]
    places = [match.start() for match in _WORD.finditer(evidence) if stem(match[0]) in noun]
    counts = [_count_before(place, known, evidence) for place in places]
    # One place where the evidence counts it alike, or not at all, is enough to let it pass.
    return bool(counts) and all(count is not None and count.value != quantity.value for count in counts)


def _clause_behind(quantity: Quantity, written: str) -> str:
    """The text behind the number in its clause; nothing if another number shares the noun."""
    behind = written[quantity.end : quantity.end + _COUNTED]
    ends = [other.start - quantity.end for other in quantities(written) if other.start >= quantity.end]
    clause = re.split(_CLAUSE_END, behind[: min(ends, default=_COUNTED)])[0]
    return clause if not ends or ends[0] > len(clause) else ""


def _count_before(place: int, known: Sequence[Quantity], evidence: str) -> Quantity | None:
    """The nearest number before `place` in its clause."""
    before = [quantity for quantity in known if quantity.end <= place]
    between = evidence[before[-1].end : place] if before else ""
    return before[-1] if before and len(between) <= _COUNTED and not _CLAUSE_END.search(between) else None
