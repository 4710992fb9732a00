"""What answers by its form: a command that installs, an instruction ("Take it before breakfast"), a task on a list.

The reader was trained on prose and does not know these forms: a command has no words of the question but one.
"""

import re
from collections.abc import Sequence
from typing import TypeAlias

from index import stems
from rag.questions.analysis import QuestionTerms
from rag.reading.evidence import Evidence

Scored: TypeAlias = tuple[float, Evidence]

_INSTALL = re.compile(
    r"^\W*(?:and |so )?(?:how|what|which|wie|womit|comment|cómo|come)\b.*\b(?:install(?:ed|ing|ation|ier\w*|e[rz]?|o|are)?|instal(?:o|a|ar|amos))\b",
    re.IGNORECASE,
)
_INSTALLS = re.compile(
    r"(?:^|[\s`$>(])(?:sudo +)?(?:"
    r"(?:pip3?|pipx|uv(?: pip| tool)?|conda|mamba|npm|pnpm|yarn(?: global)?|bun|apt|apt-get|dnf|yum|zypper|apk|brew|port|snap|flatpak"
    r"|choco|winget|scoop|cargo|go|gem|composer|dotnet(?: tool)?|helm|luarocks|cpanm?|opam|cabal|stack|poetry|pdm)"
    r" +(?:-\S+ +)*(?:install|i|add|get|require)\b(?: +\S+)"
    r"|pacman +-S\w* +\S+|python3? +-m +pip +install +\S+|python3? +setup\.py +install|make +install|install\.packages\(\S+|docker +pull +\S+"
    r"|curl +[^|\n]{1,200}\| *(?:sudo +)?(?:ba|z)?sh\b|nix-env +-i\w* +\S+)"
)
# Words of such a question that no command or heading has to have.
_GENERAL = frozenset(
    stems(
        "install installed installing installation installieren installiere installiert installer installe instalar instalo command package program software line use"
    )
)
_INSTRUCTS = re.compile(
    r"^\W*(?:and |so )?(?P<wh>when|how often|how long|how much|how|where|with what) "
    r"(?:(?:should|must|can|may|do|does|shall) (?:i|you|we|one) (?P<active>[a-z]+) |(?:should|must|may|shall|can|has to|have to) (?:i|you|we|one )?)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\bbe (?P<verb>[a-z]+)\b", re.IGNORECASE)
_TIMES = re.compile(
    r"\b(?:before|after|during|until|every|each|daily|weekly|monthly|once|twice|times|hours?|minutes?|days?|weeks?|months?|years?|morning"
    r"|evening|noon|night|bedtime|breakfast|lunch|dinner|meals?|stomach|when|whenever|if|as soon as|at \d)\b",
    re.IGNORECASE,
)
# What may stand before the verb of an instruction: a mark, a label, a condition, a politeness.
_BEFORE_VERB = re.compile(
    r"^\W*(?:\d{1,2}[.)] )?(?:[\w -]{1,40}: )?(?:(?:please|always|never|only|first|then|do not|don['’]t|you (?:should|must|can)) )*",
    re.IGNORECASE,
)
_FIRST = re.compile(r"[^\W\d_]+")
_TASKS = re.compile(
    r"\b(?:tasks?|to-?dos?|todos?|action items?|items?|things?|chores?|points?)\b.*\b(?P<state>open|left|undone|unfinished|outstanding|pending"
    r"|remain(?:s|ing)?|to do|to be done|not (?:yet )?(?:done|finished|completed|ticked)|done|finished|completed|ticked)\b"
    r"|\b(?P<before>open|unfinished|outstanding|pending|remaining|finished|completed) (?:tasks?|to-?dos?|action items?|items?|chores?)\b"
    r"|\bwhat (?:is|['’]s|has|needs) (?:still |left )*(?P<left>left to do|to be done|to do|open)\b"
    r"|\b(?:Aufgaben|Punkte|Todos) .*\b(?P<german>offen|erledigt|fertig)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"(?:done|finished|completed|ticked|erledigt|fertig)", re.IGNORECASE)
_NOT = re.compile(r"\bnot\b|\bnoch nicht\b", re.IGNORECASE)
_TASK = re.compile(r"^\s*(?:[-*+] )?\[(?P<mark>[ xX])\] |^\s*(?P<sign>[☐☑☒✓✔])")
_OF_TASKS = frozenset(
    stems(
        "task tasks todo todos to-do to-dos action item items thing things chore point still open left undone unfinished outstanding pending"
    )
) | frozenset(
    stems(
        "remain remaining remains do done finished completed ticked yet list aufgaben punkte todos offen erledigt fertig noch"
    )
)
MOST_TASKS = 3


def by_form(query: QuestionTerms, scored: Sequence[Scored]) -> list[Scored]:
    """The sentences that answer by their form, the best first; none if the question asks for no such form."""
    return commands(query, scored) or instructions(query, scored) or tasks(query, scored)


def commands(query: QuestionTerms, scored: Sequence[Scored]) -> list[Scored]:
    """The commands that install what the question speaks of, those first that have most of its words around them."""
    if not _INSTALL.match(query.text):
        return []
    wanted = frozenset(query.terms) - _GENERAL
    found = [pair for pair in scored if _INSTALLS.search(pair[1].text)]
    documents = {evidence.hit.passage.document_id for _, evidence in found}
    # Without a name it can't be told which of several programs is meant.
    if not wanted and len(documents) > 1:
        return []
    known = [(len(wanted & _around(query, evidence)), (score, evidence)) for score, evidence in found]
    most = max((count for count, _ in known), default=0)
    if most < len(wanted):
        return []
    return [pair for count, pair in known if count == most][:1]


def instructions(query: QuestionTerms, scored: Sequence[Scored]) -> list[Scored]:
    """The instruction whose verb is that of the question, below a title or heading that has its other words."""
    asked = _INSTRUCTS.match(query.text)
    passive = _PASSIVE.search(query.text, asked.end()) if asked else None
    verb = (asked and asked["active"]) or (passive and passive["verb"])
    if not asked or not verb:
        return []
    verbs = _forms(query, verb)
    wanted = frozenset(query.terms) - verbs
    timed = asked["wh"].lower() in ("when", "how often", "how long")
    return [
        (score, evidence)
        for score, evidence in scored
        if _begins_with(verbs, evidence.text)
        and wanted
        and wanted <= _around(query, evidence)
        and (not timed or _TIMES.search(evidence.text))
    ][:1]


def tasks(query: QuestionTerms, scored: Sequence[Scored]) -> list[Scored]:
    """The open tasks of lists, or those that are done, if the question asks for them, in their order."""
    asked = _TASKS.search(query.text)
    if not asked:
        return []
    state = next(filter(None, asked.groups()), "")
    done = _DONE.fullmatch(state) is not None and not _NOT.search(asked[0])
    found = [pair for pair in scored if _is_task(pair[1].text, done=done)]
    if wanted := frozenset(query.terms) - _OF_TASKS:
        found = [pair for pair in found if wanted <= _around(query, pair[1])]
    found.sort(key=lambda pair: (pair[1].hit.passage.source, pair[1].sentence))
    return found[:MOST_TASKS]


def _around(query: QuestionTerms, evidence: Evidence) -> frozenset[str]:
    """The question's words in a sentence and in what it stands under."""
    under = evidence.hit.passage.context(evidence.sentence[0])
    return query.matched(query.stems_of(f"{under} {evidence.hit.passage.source} {evidence.text}"))


def _forms(query: QuestionTerms, verb: str) -> frozenset[str]:
    """The stems of the forms of a verb of the question: "take" for "taken"."""
    own = frozenset(stems(verb))
    return own.union(*(query.variants.get(stem, ()) for stem in own))


def _begins_with(verbs: frozenset[str], text: str) -> bool:
    """Whether the text begins as an instruction with one of the verbs does."""
    before = _BEFORE_VERB.match(text)
    starts = {0, before.end() if before else 0}
    words = [found[0] for start in starts if (found := _FIRST.search(text, start))]
    return any(not verbs.isdisjoint(stems(word)) for word in words)


def _is_task(text: str, *, done: bool) -> bool:
    match = _TASK.match(text)
    if match is None:
        return False
    is_done = match["mark"] in ("x", "X") if match["mark"] else match["sign"] != "☐"
    return is_done == done
