"""Messages that ask nothing of the documents: greetings, thanks, and what this program can do."""

import re
from typing import Literal, TypeAlias

SmallTalk: TypeAlias = Literal["greeting", "thanks", "farewell", "about"]

_NAME = r"(?: (?:there|all|everyone|everybody|pincite|again|you|friend|team|zusammen|à tous))?"
_PATTERNS: tuple[tuple[SmallTalk, str], ...] = (
    ("greeting", rf"(?:hello|hi|hey|hiya|howdy|greetings|yo|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|servus"
                 rf"|grüezi|bonjour|salut|bonsoir|hola|buen(?:os|as) (?:d[ií]as|tardes|noches)|ciao|ol[aá]|hej){_NAME}"
                 rf"(?:\W+how (?:are|r) (?:you|u)(?: doing)?(?: today)?)?"),
    ("greeting", r"how (?:are|r) (?:you|u)(?: doing)?(?: today)?|what'?s up|how do you do|wie geht(?:'s| es dir| es ihnen)?"),
    ("greeting", r"test(?:ing)?|are you (?:there|here|alive|awake)|anybody there"),
    ("thanks", r"(?:ok(?:ay)?,? |great,? |perfect,? )?(?:many |a lot of )?(?:thanks|thank you|thx|ty|cheers|danke(?: schön| sehr)?|vielen dank|merci"
               r"(?: beaucoup)?|(?:muchas )?gracias|grazie)(?: (?:a lot|very much|so much|for (?:that|your help|the help|this)|you))?"),
    ("thanks", r"(?:ok(?:ay)?|great|perfect|nice|good|cool|awesome|well done|good (?:job|answer|bot))"),
    ("farewell", rf"(?:good ?)?bye(?: bye)?{_NAME}|see you(?: later)?|good night|tschüss|auf wiedersehen|au revoir|adi[oó]s"),
    ("about", r"(?:what|which questions?) can (?:you|pincite)(?: do| answer)?(?: (?:you|here|for me))?|what (?:do you|does pincite) do"),
    ("about", r"(?:who|what) (?:are|r) (?:you|u)|what is pincite|how (?:do you|does pincite|can i use (?:you|pincite)|do i use (?:you|pincite))(?: work)?"),
    ("about", r"help(?: me)?|what (?:can|should|could) i (?:ask|do)(?: (?:you|here))?|was kannst du|wer bist du|hilfe|aide|ayuda"),
)  # fmt: skip
_TALK = [(kind, re.compile(rf"\W*(?:{pattern})\W*", re.IGNORECASE)) for kind, pattern in _PATTERNS]
_LONGEST = 60  # characters; who writes more wants something


def small_talk(message: str) -> SmallTalk | None:
    """What kind of small talk a message is; None if it asks something."""
    line = " ".join(message.split())
    if len(line) > _LONGEST:
        return None
    return next((kind for kind, pattern in _TALK if pattern.fullmatch(line)), None)
