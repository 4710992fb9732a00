"""A noun phrase of a question, and whether it can mean a person."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from rag.questions.followups.word_classes import Word

# What a phrase is in its question. "asked" is what the question asks for: "which club".
Role: TypeAlias = Literal["subject", "topic", "object", "oblique", "asked", "answer"]
COUNTS = frozenset(
    ("these", "those", "many", "several", "few", "both", "all", "two", "three", "four", "five")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NounPhrase:
    """A noun phrase in a text.

    Attributes:
        text: Its words, with the article; without "which", "what" or a word that counts.
        start: Offset of its first character.
        end: Offset behind its last character.
        words: Its content words.
        role: What it is in its question.
        plural: Whether it looks like more than one.
        preposition: The preposition in front of it, or "".
        parts: The phrases that "and" joins, if it is several.
        kept: Whether a pronoun stood there before it was replaced: what the conversation stays with.
        called: "he", "she" or "it", if a pronoun of the conversation said so.
    """

    text: str
    start: int
    end: int
    words: tuple[Word, ...]
    role: Role
    plural: bool
    preposition: str = ""
    parts: tuple["NounPhrase", ...] = ()
    kept: bool = False
    called: str = ""

    @property
    def head(self) -> str:
        """The noun that says what it is: the last word."""
        return self.words[-1].lower

    @property
    def bare(self) -> str:
        """The phrase without its article or number."""
        counted = len(self.words) > 1 and self.words[0].lower in COUNTS
        return self.text[self.words[counted].start - self.start :] if self.end else self.text

    @property
    def named(self) -> bool:
        """Whether its last word has a capital letter or a digit."""
        return self.words[-1].name_like

    @property
    def definite(self) -> bool:
        """Whether it begins with "the"."""
        return self.text[:4].lower() == "the "


# "Their" is also said of one of these.
GROUPS = frozenset(
    "company firm team band club group government family school university police department service app site website "
    "agency bank party army council committee couple person someone everyone anybody user customer organization "
    "organisation country nation state crew staff board court church industry store shop business provider".split()
)
_TITLES = frozenset(
    "mr mrs ms miss dr sir lord lady king queen prince princess president pope saint st".split()
)
_ROLES = frozenset(
    "man woman boy girl king queen president mother father wife husband son daughter brother sister author writer actor "
    "actress singer doctor nurse teacher professor director manager tenant landlord owner buyer seller employee employer "
    "trustee chairman chairwoman minister leader founder inventor patient guest customer judge lawyer pilot captain "
    "chef ceo cto cfo friend child person student player coach artist painter poet scientist physicist composer general emperor".split()
)
# What a name ends with, or begins with, that is no person's.
_NO_PERSON = frozenset(
    "university college school company inc ltd llc gmbh corp corporation group bank museum river lake sea ocean mountain "
    "mount island street road avenue city county state kingdom republic party club cup league series war battle treaty act "
    "law agreement court union association society committee commission council ministry department agency office house "
    "church hall tower bridge park station airport prize award north south east west northern southern eastern western new "
    "united model version type plan system network project program programme team band channel times post journal "
    "january february march april may june july august september october november december".split()
)


def could_be_person(phrase: NounPhrase) -> int:
    """How likely a phrase means a person: 0 hardly, 1 perhaps, 2 likely."""
    lower = [word.lower.strip(".") for word in phrase.words if word.tag == "content"]
    if phrase.parts:
        return 0
    if lower[0] in _TITLES or lower[-1] in _ROLES or lower[-1].endswith(("ist", "ian", "woman", "man")):
        return 2 if not phrase.plural else 0
    if not phrase.named or _NO_PERSON.intersection(lower):
        return 0
    capital = all(word.text[0].isupper() for word in phrase.words if word.tag == "content")
    letters = all(
        word.text.replace(".", "").replace("-", "").isalpha()
        for word in phrase.words
        if word.tag == "content"
    )
    acronym = len(phrase.words) == 1 and phrase.text.isupper()
    if not capital or not letters or acronym or phrase.definite:
        return 0
    return 2 if 2 <= len(lower) <= 4 else 1


_MALE = frozenset("mr sir lord king prince father husband son brother man boy actor chairman emperor".split())
_FEMALE = frozenset(
    "mrs ms miss lady queen princess mother wife daughter sister woman girl actress chairwoman".split()
)
SHE = frozenset(("she", "her", "hers"))


def said_of(phrase: NounPhrase) -> str:
    """Which of "he" and "she", if the words or the conversation tell which; or ""."""
    if phrase.called in ("he", "she"):
        return phrase.called
    told = {phrase.words[0].lower.strip("."), phrase.head}
    return "he" if told & _MALE else "she" if told & _FEMALE else ""
