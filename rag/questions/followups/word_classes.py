"""English words by class: the closed classes of function words, and what the endings of other words tell."""

import re
from typing import Literal, NamedTuple, TypeAlias

# A word that is none of the others is "content": a noun, an adjective, or a verb that is not listed.
Tag: TypeAlias = Literal[
    "determiner", "preposition", "be", "do", "wh", "pronoun", "joint", "adverb", "mark", "genitive", "content"
]


class Word(NamedTuple):
    """A word or a mark of a text, with its offsets."""

    text: str
    lower: str
    start: int
    end: int
    tag: Tag

    @property
    def name_like(self) -> bool:
        """Whether it begins with a capital letter or holds a digit."""
        return self.text[0].isupper() or any(character.isdigit() for character in self.text)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


DETERMINERS = _set(
    "a an the this that these those my your our his her its their some any no every each all both many much "
    "more most several few another such what which whose"
)
PREPOSITIONS = _set(
    "of in on at by for with from to into onto about against between among through during before after above "
    "below under over since until till without within along across behind beyond near off up down out around "
    "per via versus vs like as than besides despite except towards toward upon regarding instead"
)
BE = _set(
    "is are was were be been being am isn't aren't wasn't weren't has have had hasn't haven't hadn't 's 're 've"
)
DO = _set(
    "do does did don't doesn't didn't will would can could should shall may might must won't wouldn't can't "
    "cannot couldn't shouldn't 'll 'd"
)
WH = _set("who whom whose what which when where why how")
PRONOUNS = _set(
    "i me you we us he him she it they them there one ones myself yourself himself herself itself themselves "
    "someone somebody anyone anybody everyone everybody something anything everything nothing mine yours ours "
    "hers theirs else i'm i've i'll i'd"
)
JOINTS = _set("and or but nor so if because while although though whether unless then")
ADVERBS = _set(
    "not very too also just only even still yet ever never always often usually typically currently now again "
    "already once soon together apart well much more most less least so there here instead really ago "
    "away back later earlier long far please ok okay yes oh right exactly besides"
)
_CLASSES: tuple[tuple[Tag, frozenset[str]], ...] = (
    ("adverb", ADVERBS),
    ("joint", JOINTS),
    ("pronoun", PRONOUNS),
    ("preposition", PREPOSITIONS),
    ("determiner", DETERMINERS),
    ("do", DO),
    ("be", BE),
    ("wh", WH),
)
# Of a word in two classes the later counts.
_TAGS: dict[str, Tag] = {word: tag for tag, members in _CLASSES for word in members}
# Verbs that questions are made of. Needed where a verb follows its subject with no mark between: "do bees make honey".
_VERBS = _set(
    "accept achieve act adapt add affect agree aim allow announce answer apply approve arrive ask attack attract avoid "
    "become begin believe belong break bring build buy calculate call cancel carry catch cause change charge "
    "choose claim come compare compete consider consist contain contribute cook cost cover create cut damage "
    "deal decide define deliver depend derive describe design destroy develop die differ discover drink drive "
    "drop earn eat enable end enter establish expect expire explain fail fall feel fight fill find finish fit "
    "fix flow fly follow form found function get give go grow handle happen help hire hold improve include "
    "increase influence inspire install invent involve join keep kill know last lay lead learn leave let lie list live look "
    "lose love make manage matter mean measure meet move name need occur offer open operate originate own pay perform "
    "play prepare prevent produce protect prove provide publish put raise reach react read receive recommend "
    "record reduce refer reject relate release remain remove rent repair replace report represent require reset "
    "respond result return rise rule run say score see sell send serve set settle shape show sign sing sit "
    "sleep speak spend spoil spread stand start state stay stop store study succeed suffer suggest support "
    "surrender survive take talk teach tell terminate think trade train travel treat try turn understand use "
    "vary visit vote wait want warn wear weigh win work write "
    "abandon access accuse acquire adjust admit adopt advise afford age amend appeal appoint argue arrange arrest assess assume "
    "assign attach attend award bake ban base bear bite blow boil boot borrow burn bury cast cease celebrate chase check "
    "clean climb close collect combine command comment commit communicate compile complain complete compute concern conclude "
    "conduct configure confirm connect conquer consult consume contact control convert convince correct count cross crash "
    "debug declare decrease defeat defend delay delete deny deploy deserve detect determine disable disappear discuss "
    "distribute divide dissolve double download draw earn edit educate elect eliminate emerge employ encourage estimate evaluate "
    "evolve examine exceed exist expand expose export extend face fail feed file flee force forget freeze fund gain gather "
    "generate govern grant guarantee guess hang hate heal hear heat hide hit honor hope host hunt hurt identify ignore imagine "
    "implement import impose infect inform inherit inject inspect insure integrate intend interact interpret introduce invade invest "
    "invite issue judge jump justify kick land launch lift limit link load lock maintain march marry melt merge migrate "
    "mine miss mix monitor mount multiply negotiate notice notify obtain order organize oppose overcome owe park participate pass "
    "perceive permit persuade pick plan plant pour practice predict prefer present preserve press process promise promote "
    "propose protest pull purchase push qualify quit rank rate recall recognize recover recruit refuse register reign "
    "reject release rely remember render request rescue research resign resist restore restrict retain retire retrieve "
    "return reveal review revise ride rob roll save search seek separate share shoot shut slow smell solve sort "
    "sound specialize specify split spot steal stick stir store strike structure submit sue supply surround suspect swim switch "
    "taste tend test throw tie touch track transfer transform translate transmit trigger trust update upgrade urge value "
    "view violate walk wash watch waste wish witness wonder worry yield"
)
_PAST = _set(
    "ate became began broke brought built bought came caught chose cut died did drank drew drove fell felt fought found "
    "gave got went grew held kept knew lay led left lost made meant met paid put ran read said sang saw sold "
    "sent set shot slept spoke spent stood took taught told thought understood won wore wrote"
)
_PARTICIPLES = _set(
    "born made built known written found held kept sold sent taught thought paid won lost led left met read "
    "run set put cut hurt shot given taken seen done gone shown grown thrown broken chosen spoken stolen "
    "driven eaten drawn worn torn begun sung drunk bought brought caught fought felt told said meant spent "
    "stood understood become come hidden laid due"
)
_NO_PARTICIPLES = _set(
    "red bed seed feed need speed weed king ring thing wing spring string ceiling wedding building"
)
_ADJECTIVES = _set(
    "big small good bad safe free new old high low long short early late hot cold dry wet cheap dear rich poor "
    "legal illegal useful common rare similar different true false real fair full empty open closed strong weak "
    "large great popular better worse best worst expensive tall deep wide fast slow heavy light ready worth "
    "available necessary important dangerous poisonous edible allowed alive dead convenient sick ill married"
)
_NO_ADJECTIVES = _set("vegetable timetable variable handful chemical medical spoonful unless")
_PARTICIPLE_ENDING = re.compile(r"(?:ed|ing)$")
_ADJECTIVE_ENDING = re.compile(r"[a-z]{2}(?:able|ible|ful|ous|less|ical)$")
_NO_ADVERBS = _set(
    "monthly weekly daily yearly quarterly hourly family supply reply assembly italy july anomaly jelly belly rally "
    "bully butterfly monopoly homily lily"
)
_LY = re.compile(r"[a-z]{2,}ly$")
PLURALS = _set(
    "people fish sheep deer children men women police mice feet teeth geese cattle bacteria criteria alumni staff media they them"
)
_SINGULAR_ENDING = re.compile(
    r"(?:ss|us|is|physics|mathematics|economics|politics|athletics|news|series|species)$"
)

_WORD = re.compile(
    r"\b(?:Dr|Mr|Mrs|Ms|St|Prof|No|vs)\.|[^\W_]+(?:n['’]t|[-&.,/][^\W_]+|['’](?!s\b|re\b|ve\b|ll\b|d\b)[^\W_]+)*|['’](?:s|re|ve|ll|d)\b|(?<=s)['’](?=\s)|[^\w\s]"
)


def words(text: str) -> list[Word]:
    """The words and marks of a text, each with its class."""
    found: list[Word] = []
    for match in _WORD.finditer(text):
        lower = match[0].lower().replace("’", "'")
        found.append(Word(match[0], lower, *match.span(), _tag(lower, found)))
    return found


def _tag(lower: str, before: list[Word]) -> Tag:
    if lower in ("'s", "'"):
        # "what's" is "what is", and "Ann's" is of Ann.
        return "be" if (before and before[-1].tag in ("wh", "pronoun")) or _after_that(before) else "genitive"
    if tag := _TAGS.get(lower):
        return tag
    if not lower[0].isalnum():
        return "mark"
    return "adverb" if _LY.fullmatch(lower) and lower not in _NO_ADVERBS else "content"


def _after_that(before: list[Word]) -> bool:
    return bool(before) and before[-1].lower in ("that", "this", "there", "here")


def is_verb(lower: str) -> bool:
    """Whether the word can be a form of a common verb."""
    if lower in _VERBS or lower in _PAST:
        return True
    for ending, replaced in (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("d", "")):
        if lower.endswith(ending) and lower.removesuffix(ending) + replaced in _VERBS:
            return True
    return False


def is_base_verb(lower: str) -> bool:
    """Whether the word can be the plain form of a common verb."""
    return lower in _VERBS


def is_past(lower: str) -> bool:
    """Whether the word can be the past of a verb."""
    return lower in _PAST or lower.endswith("ed")


def is_participle(lower: str) -> bool:
    """Whether the word can be a participle: "born", "processed", "dying"."""
    return lower in _PARTICIPLES or (bool(_PARTICIPLE_ENDING.search(lower)) and lower not in _NO_PARTICIPLES)


def is_adjective(lower: str) -> bool:
    """Whether the word is an adjective beyond much doubt."""
    return lower in _ADJECTIVES or (bool(_ADJECTIVE_ENDING.search(lower)) and lower not in _NO_ADJECTIVES)


def is_plural(lower: str) -> bool:
    """Whether a noun looks like more than one."""
    return lower in PLURALS or (len(lower) > 3 and lower.endswith("s") and not _SINGULAR_ENDING.search(lower))
