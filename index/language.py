"""Tells whether a text is English, the language that the models that come with Pincite were trained on."""

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+")
# The most frequent words of English: a third or more of its prose.
_ENGLISH = frozenset(
    """
    the of and to in a is that for it as was with be by on not he i this are or his from at which but have an had
    they you were their one all we can her has there been if more when will would who so no what how why where did
    does do many much she him its than into about after some other your my me our
    """.split()
)
# The most frequent words of other languages with Latin letters, without those that are English words too.
_OTHERS = {
    "de": "der die das und ist nicht ein eine einen einem den dem des mit für auf von zu wie wer wo wann warum was welche "
    "welcher welches sich auch im wird werden sind bei nach oder hat ich sie er es wir zum zur",
    "fr": "le la les des et est une un dans pour que qui quel quelle quels quelles où quand comment pourquoi du au aux sur "
    "pas avec par ce cette sont il elle nous vous leur combien",
    "es": "el la los las y es una un en para que qué quién cuál cuándo cómo dónde por del al con no se su sus cuánto cuánta "
    "cuántos cuántas está son como más",
    "it": "il lo la gli le e è una un in per che chi quale quando come dove perché di del della dei con non si sono quanto "
    "quanti nel alla",
    "pt": "o a os as e é uma um em para que quem qual quando como onde por do da dos das com não se são quanto quantos no na",
    "nl": "de het een en is van in op te dat die voor met niet zijn wie wat waar wanneer hoe waarom welke aan ook bij naar",
    "sv": "och att det som en ett är på av för med den till inte vem vad var när hur varför vilken vilket har från om",
    "da": "og at det som en et er på af for med den til ikke hvem hvad hvor hvornår hvordan hvorfor hvilken har fra om",
    "pl": "i w na z się nie jest to do że co kto gdzie kiedy jak dlaczego który która które ile od za po dla są",
}
_OTHER_WORDS = frozenset(word for words in _OTHERS.values() for word in words.split())
# "was" and "in" are words of several languages: they tell nothing.
_ONLY_ENGLISH = _ENGLISH - _OTHER_WORDS
FUNCTION_WORDS = _OTHER_WORDS - _ENGLISH
"""Words of other languages that only hold a sentence together or ask."""

# Frequent words of further languages that English does not have, for texts long enough to have some of them: a question is
# too short to be told by so few.
_FURTHER = frozenset(
    """
    se že jako jsou také nebo byl byla které pouze však jeho sú sa ktoré alebo bol je su koji koja nije biti što također
    és hogy nem az volt csak vagy azt ja että ei ovat oli myös kuin mutta joka hän ning ka see oma
    ve bir bu için ile olarak daha çok gibi kadar olan değil și în cu pentru sunt mai sau după fost această
    og på av ikke til ble eller yang dan untuk dari pada ini tidak dalam adalah atau và của các là được trong cho không với
    amb els per és són aquest ir kad bet ar tai yra kas na sa ang mga ng
    """.split()
)
_SAMPLE = 6_000
# Of running text more than this share and number are such words.
_RUNNING, _FEW = 0.1, 2

_MIN_LATIN = 0.7
_ROW = " | "


def is_english(text: str) -> bool:
    """False for other scripts, and for a text with more of the common words of another language than of English.

    A text with neither, such as a receipt or two words of a question, counts as English.
    """
    words = _words(text)
    return _is_latin(words) and _count(words, FUNCTION_WORDS) <= _count(words, _ONLY_ENGLISH)


def language_of(text: str) -> str:
    """The code of the language that most of the common words are of ("de"); "en" where none are, "" for other scripts."""
    words = _words(text)
    if not _is_latin(words):
        return ""
    if is_english(text):
        return "en"
    return max(_OTHERS, key=lambda code: _count(words, frozenset(_OTHERS[code].split())))


def is_english_document(text: str) -> bool:
    """The same for a document, of which the beginning and the middle are looked at, and for more languages.

    A list of names has a few such words, too; running text of another language has many.
    """
    middle = max(len(text) // 2, _SAMPLE)
    words = _words(text[:_SAMPLE] + "\n" + text[middle : middle + _SAMPLE])
    others = max(_count(words, FUNCTION_WORDS), _count(words, _FURTHER))
    return _is_latin(words) and others <= max(_count(words, _ONLY_ENGLISH), _RUNNING * len(words), _FEW)


def _words(text: str) -> list[str]:
    # Rows of tables have hardly any common word in any language.
    return _WORD.findall("\n".join(line for line in text.splitlines() if _ROW not in line).lower())


def _is_latin(words: list[str]) -> bool:
    letters = "".join(words)
    latin = sum(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    return latin >= _MIN_LATIN * len(letters)


def _count(words: list[str], known: frozenset[str]) -> int:
    return sum(word in known for word in words)
