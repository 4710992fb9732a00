"""Questions that name a numbered part of a document: "What does Article 33(1) say?", "§ 5 Abs. 2 Satz 1 Nr. 3"."""

import re
from collections.abc import Sequence
from itertools import pairwise

from index import PROVISION_CLASSES, PROVISION_RANKS, Provision, plain_number, provision_term

# Words for parts inside of others, by how deep these are.
_INNER = {
    4: "paragraph paragraphs para paras absatz abs subsection subsections subs apartado apdo al alinéa alinea párrafo parrafo"
    " comma lid ziffer ziff",
    5: "satz sentence phrase frase",
    6: "nr nummer no number n° num núm point points pt lit litera letter lettre let buchstabe buchst letra item items punto"
    " punkt sub-paragraph subparagraph subclause sub-clause inciso",
}
# The "item" of a form may be an inner part of anything else.
_DEPTHS = {word: PROVISION_RANKS.get(name, 1) for word, name in PROVISION_CLASSES.items()} | {
    word: depth for depth, words in _INNER.items() for word in words.split()
}
_SENTENCE = 5
# What can't be meant without an outer part: "number 5", "letter b".
_ONLY_INSIDE = frozenset(
    "nr nummer no number n° num núm lit litera letter lettre let buchstabe buchst letra satz sentence phrase frase"
    " abs s comma lid ch".split()
)
_WORD = "|".join(sorted(map(re.escape, _DEPTHS), key=len, reverse=True))
_NUMBER = r"(?-i:(?:[LRDA]\.?\s?)?\d{1,4}(?:[.-]\d{1,4}){0,4}(?:er|[a-z]{1,2}(?!\w)|[A-Z](?!\w))?|[IVXLC]{1,7}(?!\w)|[A-Z](?!\w)|(?<=\s)[a-z](?!\w))"
_MENTION = re.compile(
    rf"(?<![\w-])(?P<word>{_WORD})(?:\.\s?|\s|(?<=§))\s?(?P<number>{_NUMBER}|\(\w{{1,4}}\))(?P<subs>(?:\s?\(\w{{1,4}}\))*)(?!\w)",
    re.IGNORECASE,
)
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st premier première primer primera", "second 2nd deuxième segundo segunda", "third 3rd troisième tercer tercera",
         "fourth 4th quatrième cuarto", "fifth 5th cinquième quinto"), start=1
    )
    for word in words.split()
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}) (?P<word>paragraph|subparagraph|subsection|point|item|alinéa|párrafo|apartado)\b",
    re.IGNORECASE,
)
_FORWARD = re.compile(r"\s*,?\s*")
_BACKWARD = re.compile(
    r"\s*,?\s*(?:of|in|from|to|under|de|del|du|des|von|der|des|aus|di|van)(?:\s(?:the|la|los|las))?\s+(?:l['’])?\s*",
    re.IGNORECASE,
)
_SUB = re.compile(r"\((\w{1,4})\)")
_ONLY_ASKS = frozenset(
    "what does do did is are was were say said says state states provide provides require requires allow allows permit permits"
    " contain contains mean means cover covers regulate regulates about in under of the a an happens happen stand stands there"
    " show me quote read give tell us please text content contents rules and according to which"
    " was steht sagt regelt bestimmt besagt enthält lautet heißt in im nach der die das zeige gib mir den wortlaut von"
    " que dit prévoit dispose contient est ce qu l le la les du de texte cite"
    " qué dice establece dispone prevé contiene el los".split()
)
# What is asked about a part that the question names is answered there: "Who pays under clause 3?"
_WITHIN = re.compile(
    r"\b(?:under|according to|in|per|pursuant to|says?|nach|gemäß|laut|in|selon|dans|según|en)\b[^?]{0,12}\Z",
    re.IGNORECASE,
)
# The law is named behind its part: "§ 433 BGB", "Art. 6 of the GDPR".
_LAW = re.compile(r"^,?\s+(?:of the |der |des |du |de la |del )?[A-ZÄÖÜ]\w{0,6}[A-ZÄÖÜ]\b")
_TOKEN = re.compile(r"\w+")


def cited_parts(question: str) -> tuple[Provision, ...]:
    """The part that a question names, in each way in which its numbers may be meant; empty if it names none.

    "Art. 33(1)" is article 33, 1; "paragraph 2 of Article 18" is article 18, 2; "art. 5.2" is article 5.2, or 5, 2.
    """
    found = _mentions(question)
    if not found:
        return ()
    chain, _ = found
    name = PROVISION_CLASSES.get(chain[0][0], "")
    numbers = tuple(number for word, numbers in chain if _DEPTHS[word] != _SENTENCE for number in numbers)
    if not numbers:
        return ()
    ways = [numbers]
    if "." in numbers[0]:
        ways.append((*numbers[0].split("."), *numbers[1:]))
    return tuple(Provision(name=name, numbers=way) for way in ways)


def is_lookup(question: str) -> bool:
    """Whether a question asks only what a numbered part says: "Article 18 paragraph 2", "What does clause 7.1 provide?"."""
    found = _mentions(question)
    if not found:
        return False
    start, end = found[1]
    rest = f"{question[:start]} {_LAW.sub(' ', question[end:], count=1)}"
    return all(word in _ONLY_ASKS for word in _TOKEN.findall(rest.lower()))


def is_within(question: str) -> bool:
    """Whether the answer stands in the part that the question names: "Who pays under clause 3?"."""
    found = _mentions(question)
    return found is not None and _WITHIN.search(question[: found[1][0]]) is not None


def part_words(question: str) -> tuple[str, ...]:
    """Words by which word search finds the passages of the part that a question names, and of those around it."""
    return tuple(
        dict.fromkeys(
            provision_term(way.numbers[:length])
            for way in cited_parts(question)
            for length in range(len(way.numbers), 0, -1)
        )
    )


def _mentions(question: str) -> tuple[list[tuple[str, tuple[str, ...]]], tuple[int, int]] | None:
    """The words and numbers of the part that a question names first, from the outer to the inner, and where they stand."""
    found: list[tuple[int, int, str, tuple[str, ...]]] = []
    for match in _MENTION.finditer(question):
        number = plain_number(match["number"].strip("()"))
        subs = tuple(sub.lower() for sub in _SUB.findall(match["subs"]))
        found.append((*match.span(), match["word"].lower(), (number, *subs)))
    for match in _ORDINAL.finditer(question):
        found.append((*match.span(), match["word"].lower(), (str(_ORDINALS[match["ordinal"].lower()]),)))
    found.sort()
    if not found:
        return None
    chain = [found[0]]
    backward = False
    for before, mention in pairwise(found):
        between = question[before[1] : mention[0]]
        if _BACKWARD.fullmatch(between) and _DEPTHS[mention[2]] < _DEPTHS[before[2]]:
            backward = True
        elif not _FORWARD.fullmatch(between):
            break
        chain.append(mention)
    ordered = chain[::-1] if backward else chain
    if ordered[0][2] in _ONLY_INSIDE:
        return None
    return [mention[2:] for mention in ordered], (chain[0][0], chain[-1][1])


def is_in_part(asked: Sequence[Provision], there: Sequence[Provision], text: str) -> bool:
    """Whether a sentence is in the part that is asked for.

    Args:
        asked: From `cited_parts`.
        there: The parts that the sentence is in, from the outer to the inner.
        text: The sentence, which may hold points of its own: "The fee is due (a) in May; (b) in June."
    """
    for way in asked:
        if any(part.matches(way) for part in there):
            return True
        outer = Provision(name=way.name, numbers=way.numbers[:-1])
        if there and there[-1].matches(outer) and _has_point(way.numbers[-1], text):
            return True
    return False


def _has_point(number: str, text: str) -> bool:
    return (
        re.search(rf"(?<![\w)])(?:\({re.escape(number)}\)|{re.escape(number)}\))\s", text, re.IGNORECASE)
        is not None
    )


def is_in_unmarked_part(numbers: Sequence[str], above: str, text: str) -> bool:
    """Whether a sentence of a document whose parts are not known is in the part with these numbers.

    Args:
        numbers: From the outer to the inner, not empty.
        above: The headings that the sentence stands under and what introduces it, joined by " > " or spaces.
        text: The sentence.
    """
    first, *inner = numbers
    label = _begins(first, text)
    if not (label or _names(first, above)):
        return False
    # The innermost number stands at the beginning of the sentence: "1. ...", "(c) ..."; those between may be above it.
    if inner:
        return any(_begins(inner[-1], rest) for rest in (text, text[len(first) :] if label else text))
    return True


def _names(number: str, above: str) -> bool:
    """Whether one of the headings has the number: "Article 33", "7. Termination", "7.2 The landlord may"."""
    return (
        re.search(
            rf"(?:(?:^|> |\s)(?:{_WORD})\.?\s?|(?:^|> |\n)){re.escape(number)}(?![\w.]*\d)(?!\w)",
            above,
            re.IGNORECASE,
        )
        is not None
    )


def _begins(number: str, text: str) -> bool:
    """Whether the text begins with the number as a label."""
    pattern = rf"\s*[*#-]{{0,4}}\s*(?:(?:{_WORD})\.?\s?)?\(?{re.escape(number)}(?:[.):]|\s|$)"
    return re.match(pattern, text, re.IGNORECASE) is not None
