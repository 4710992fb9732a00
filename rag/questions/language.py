"""Tells whether a text is English, the language that the reader was trained on."""

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

_MIN_LATIN = 0.7
_ROW = " | "

NOT_ENGLISH = (
    "The reader was trained on English, and this text is in another language: look at the passages yourself."
)


def is_english(text: str) -> bool:
    """False for other scripts, and for a text with more of the common words of another language than of English.

    A text with neither, such as a receipt or two words of a question, counts as English.
    """
    # Rows of tables have hardly any common word in any language.
    prose = "\n".join(line for line in text.splitlines() if _ROW not in line)
    words = _WORD.findall(prose.lower())
    letters = "".join(words)
    latin = sum(unicodedata.name(character, "").startswith("LATIN") for character in letters)
    if letters and latin < _MIN_LATIN * len(letters):
        return False
    return sum(word in FUNCTION_WORDS for word in words) <= sum(word in _ONLY_ENGLISH for word in words)
