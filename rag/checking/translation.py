"""What a translation must share with the sentence that was checked: numbers, months, names, denials, and its language.

The checker reads English only, so nothing tells whether a translation says the same. What can be compared by rules is
compared; a translation is therefore called translated, and never supported.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from index import language_of
from rag.questions.number_words import MONTHS
from rag.writing.names import unknown_names
from rag.writing.quantities import plain, quantities


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    """Words of a language as `plain` gives them, without accents.

    Attributes:
        name: In English.
        months: In order, as their letters begin.
        days: Of the week, from Monday on, in the same way.
        numbers: From one on; several words for a number have "|" between them.
        denials: A pattern of the words that deny.
    """

    name: str
    months: tuple[str, ...]
    days: tuple[str, ...]
    numbers: tuple[str, ...]
    denials: str


def _language(name: str, months: str, days: str, numbers: str, denials: str) -> _Language:
    return _Language(
        name=name,
        months=tuple(months.split()),
        days=tuple(days.split()),
        numbers=tuple(numbers.split()),
        denials=denials,
    )


_LANGUAGES = {
    "de": _language(
        "German",
        "januar februar marz april mai juni juli august september oktober november dezember",
        "montag dienstag mittwoch donnerstag freitag samstag|sonnabend sonntag",
        "ein|eins|eine|einen|einem|einer|eines zwei|beide|beiden drei vier funf sechs sieben acht neun zehn elf zwolf",
        r"nicht|nichts|kein\w*|nie|niemals|niemand|weder|ohne|un\w+bar",
    ),
    "fr": _language(
        "French",
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "un|une deux trois quatre cinq six sept huit neuf dix onze douze",
        r"ne|n'\w+|non|pas|jamais|aucune?|sans|ni|rien|personne",
    ),
    "es": _language(
        "Spanish",
        "enero febrero marzo abril mayo junio julio agosto se(?:p?)tiembre octubre noviembre diciembre",
        "lunes martes miercoles jueves viernes sabado domingo",
        "un|uno|una dos|ambos|ambas tres cuatro cinco seis siete ocho nueve diez once doce",
        r"no|nunca|jamas|ningun\w*|sin|ni|nada|nadie",
    ),
    "it": _language(
        "Italian",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "lunedi martedi mercoledi giovedi venerdi sabato domenica",
        "un|uno|una|un' due tre quattro cinque sei sette otto nove dieci undici dodici",
        r"non|mai|nessun\w*|senza|ne|niente|nulla",
    ),
    "pt": _language(
        "Portuguese",
        "janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
        "segunda terca quarta quinta sexta sabado domingo",
        "um|uma dois|duas tres quatro cinco seis sete oito nove dez onze doze",
        r"nao|nunca|jamais|nenhum\w*|sem|nem|nada|ninguem",
    ),
    "nl": _language(
        "Dutch",
        "januari februari maart april mei juni juli augustus september oktober november december",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf",
        r"niet|niets|geen|nooit|niemand|zonder|noch",
    ),
}
_DENIES = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|neither|nor|without|cannot)\b|n't\b", re.IGNORECASE
)
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+\b|\d+(?:[.,']\d+)*")
_MONTH = re.compile(rf"(?<=\d )(?:{'|'.join(MONTHS)})\b|\b(?:{'|'.join(MONTHS)})(?= \d)", re.IGNORECASE)
_PERCENT = re.compile(r"%|prozent|pour ?cent|por ?ciento|por ?cento|per ?cento|procent", re.IGNORECASE)
_MONTHS = [month.casefold() for month in MONTHS]
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b", re.IGNORECASE)
_SAME_WORDS = 0.6  # a text that has more of the words of the sentence was not translated
# A translation is longer than its sentence, and not much.
_SHORTEST, _LONGEST = 0.4, 2.5
_SAME_BEGINNING = 4  # letters: "Korea" in "Nordkorea", "Ukraine" and "Ukrainisch"


def language_name(code: str) -> str:
    """The name in English of a language that sentences can be translated into; "" for others."""
    return _LANGUAGES[code].name if code in _LANGUAGES else ""


def differs(sentence: str, translation: str, code: str) -> str | None:
    """What a translation does not share with its sentence, in a few words; None if nothing was found.

    Args:
        sentence: In English.
        translation: In the language.
        code: Of a language that `language_name` knows.
    """
    return next(_differences(plain(sentence), plain(translation), code), None)


def _differences(ours: str, theirs: str, code: str) -> Iterator[str]:
    language = _LANGUAGES[code]
    if not _SHORTEST <= len(theirs) / max(len(ours), 1) <= _LONGEST or ours == theirs:
        yield "it is no translation"
    if language_of(theirs) not in (code, "en") or _share(ours, theirs) > _SAME_WORDS:
        yield "it is in another language"
    if number := _other_number(ours, theirs, language):
        yield f"the number {number} is not in both"
    for pattern, names, known in ((_MONTH, _MONTHS, language.months), (_DAY, _DAYS, language.days)):
        for said in pattern.findall(ours):
            if not re.search(rf"\b(?:{known[names.index(said.casefold())]})", theirs, re.IGNORECASE):
                yield f"{said} is not in both"
    folded = theirs.casefold()
    for name in unknown_names(_with_names_only(ours), theirs):
        if not all(part[:_SAME_BEGINNING] in folded for part in name.split() if part.isalpha()):
            yield f"the name {name} is not in both"
    if bool(_DENIES.search(ours)) != bool(re.search(rf"\b(?:{language.denials})\b", theirs, re.IGNORECASE)):
        yield "only one of them denies"


def _with_names_only(text: str) -> str:
    """The text with small letters where a capital makes no name: at its beginning, of months, of days."""
    text = _DAY.sub(lambda day: day[0].lower(), _MONTH.sub(lambda month: month[0].lower(), text))
    alone = re.match(r"\W*[A-Z][^\W\d_]*(?!\s+[A-Z])", text)
    return text[: alone.end()].lower() + text[alone.end() :] if alone else text


def _share(ours: str, theirs: str) -> float:
    """The share of the longer words in small letters that stand in the other text, too, 0 to 1."""
    words = set(re.findall(r"\b[a-z]{4,}\b", ours))
    return len(words & set(re.findall(r"\b[a-z]{4,}\b", theirs))) / max(len(words), 1)


def _other_number(ours: str, theirs: str, language: _Language) -> str | None:
    """A number that only one of two sentences has; "one" may be an article."""
    left = [match[0] for match in _NUMBER.finditer(theirs)]
    words = theirs.casefold().split()
    for quantity in quantities(ours):
        value = quantity.value.rstrip("%")
        if quantity.value.endswith("%") and not _PERCENT.search(theirs):
            return ours[quantity.start : quantity.end]
        if same := next((one for one in left if _may_mean(one, value)), None):
            left.remove(same)
        elif not _is_worded(value, words, language):
            return ours[quantity.start : quantity.end]
    return left[0] if left else None


def _may_mean(written: str, value: str) -> bool:
    """Whether digits may be written so for a value: "1.500" for 1500, "1,5" for 1.5, "1990er" for "1990s"."""
    digits = re.sub(r"\D", "", written)
    if not re.fullmatch(r"-?\d+(?:\.\d+)?", value):
        return digits == re.sub(r"\D", "", value)
    groups = re.split(r"\D", written)
    readings = [digits] if all(len(group) == 3 for group in groups[1:]) else []
    if len(groups) > 1:
        readings.append(f"{''.join(groups[:-1])}.{groups[-1]}")
    return any(Decimal(one) == abs(Decimal(value)) for one in readings or [digits])


def _is_worded(value: str, words: list[str], language: _Language) -> bool:
    if value == "1":
        return True
    if not value.isdigit() or not 0 < int(value) <= len(language.numbers):
        return False
    known = language.numbers[int(value) - 1].split("|")
    return any(word.strip(".,;:!?") in known for word in words)
