"""A question without what is said to the assistant around it: greetings, thanks, insults, swear words, "can you tell me".

"oi dumb bot where the hell is the key" asks where the key is. What may carry meaning stays: "What is Hell's Kitchen?", "Where is the
Damn river?", "How does the machine work?". So something is taken off at the beginning only where a question follows, and inside only a
swear word in small letters that no document has.
"""

import re
from collections.abc import Callable

_ASKS = r"(?:what|which|who|whom|whose|where|when|why|how|wat|whats|wheres|hows|whos|was|welche\w*|wer|wo|wann|warum|wie|quel\w*|qui|quand|où|comment|qué|quién|cuándo|dónde|cómo)"
_VERB = r"(?:is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|should|will|would|am)"
_WHOM = r"(?:i|we|you|u|it|he|she|they|there|this|that|these|those|the|an?|my|our|your|any|one|people)"
_TASK = r"(?:list|name|summari[sz]e|compare|explain|describe|define|tell|show|give|find)"
# Where a question begins.
_QUESTION = rf"(?:{_ASKS}\b|{_VERB}(?:n['’]?t)?\s+{_WHOM}\b|{_TASK}\s|(?:wtf|wth)\s+{_VERB}\b|[iu]['’]?[dm]\b|in which|at what|on which)"

_INSULTING = (
    r"(?:stupid|dumb|useless|silly|idiotic|worthless|fucking|bloody|damn(?:ed)?|goddamn|shitty|crappy|lazy)"
)
_KIND = r"(?:dear|good|smart|clever|little|old|lovely|nice|bad|my)"
_BOT = r"(?:bot|robot|chat ?bot|ai|a\.i\.|assistant)"
_NAME_CALLED = r"(?:idiot|moron|dumb ?ass|dumbo|asshole|arsehole|bastard|bitch|jerk|loser|fool|dummy|dickhead|twat|wanker|piece of (?:crap|shit|junk|garbage|rubbish|trash))"
_ADDRESSED = (
    r"(?:bot|robot|chat ?bot|machine|computer|program(?:me)?|ai|a\.i\.|assistant|app|thing|software|system)"
)
_FRIEND = r"(?:there|all|everyone|everybody|again|guys|folks|team|mate|bro|bruh|dude|man|buddy|pal|friend|sir|madam|pincite|siri|alexa|chatgpt|gpt|bot|robot|chat ?bot|assistant|ai|u|you)"
_CALLED = rf"(?:(?:you|u|ya)\s+(?:{_INSULTING}\s+)*(?:{_ADDRESSED}|{_NAME_CALLED})|(?:{_INSULTING}\s+)+(?:{_ADDRESSED}|{_NAME_CALLED})|(?:{_KIND}\s+)+{_BOT}|{_NAME_CALLED})s?"
_HELLO = r"(?:hi+|hello|hey+|hiya|howdy|oi|yo|greetings|hallo|hola|bonjour|salut|moin|good (?:morning|afternoon|evening|day)|guten (?:tag|morgen|abend))"
_SAID = (
    rf"(?:{_HELLO}(?:[\s,]+{_FRIEND})*|(?:wtf|wth)(?!\s+{_VERB}\b)"
    rf"|{_CALLED}"
    r"|(?:dude|bro|bruh|mate|buddy|pal|man|guys|folks)"
    r"|please|pls+|plz|plea?se|kindly|bitte|s['’]il (?:vous|te) pla[iî]t|por favor"
    r"|(?:so |very |i['’]?m )?sorry(?: (?:to (?:bother|bug|disturb|interrupt) (?:you|u)|for (?:bothering|the bother|asking|disturbing)(?: (?:you|u))?))?|excuse me|pardon(?: me)?|forgive me"
    r"|ok(?:ay)?|alright|right|well|listen(?: up)?|look|come on|c['’]?mon|seriously|honestly|jeez|geez|gosh|omg|omfg|lol|lmao|ffs|ugh+|argh+|gah|hm+|umm*|uhh*|er+m*|oh|ah|aha|wow|damn(?: it)?|dammit|shit|fuck|fucking hell|bloody hell|what the (?:hell|heck|fuck)(?=\s*[,.!?])"
    r"|for (?:fuck|god|heaven|christ|pete|goodness)['’]?s? ?sakes?|oh my god|my god|jesus(?: christ)?"
    r"|(?:a |just a |one )?(?:quick|short|simple|stupid|silly|dumb) question|(?:i have |i['’]ve got |got )(?:a |one )(?:(?:quick|short|simple|stupid|silly|dumb|little|small) )?question(?: for (?:you|u))?|question(?=\s*[:,-])|q(?=\s*:)"
    r"|(?:just |now )?answer me(?: this)?|help me(?: out)?(?=\s*[,:.!])|i need (?:your |some )?help(?=\s*[,:.!])"
    r"|thanks(?: (?:a lot|so much|in advance))?|thank you(?: (?:so|very) much)?|thx|ty"
    r")"
)
# These ask to be told; a question must follow at once: "Tell me about bees" has none.
_TELL = (
    r"(?:(?:just |now )?(?:(?:can|could|would|will) (?:you|u) (?:please |pls |kindly |maybe |just |possibly )*)?(?:tell|show|remind) (?:me|us)(?: please| pls| now)?"
    r"|(?:i |we )(?:just |only |really |'?d |['’]d |would )*(?:want|need|like|love|have)(?:ed)? to (?:know|ask(?: you)?|find out|understand|see)"
    r"|i['’]?d (?:just |really )?(?:like|love) to (?:know|ask(?: you)?|find out|understand|see)"
    r"|(?:i |we )(?:was|were|am|are) (?:just )?(?:wondering|curious|asking myself)|i['’]?m (?:just )?(?:wondering|curious|asking myself)|(?:just )?wondering|i wonder"
    r"|(?:do|does|did|would) (?:you|u|anyone|anybody|someone) (?:happen to )?know|(?:any|got any|have you any) (?:idea|clue)|let me know|gimme|i have no idea|no idea|(?:i )?(?:don['’]?t|do not) know"
    r"|ich (?:m[oö]chte|will|w[uü]rde gerne?) wissen|(?:kannst du|k[oö]nnen sie|k[oö]nnten sie) (?:mir |uns )?(?:bitte )?sagen|wei(?:ß|ss)t du"
    r"|(?:peux-tu|pouvez-vous) (?:me|nous) dire|(?:me )?pued(?:e|es) decirme)"
)
_GAP = r"[\s,;:.!?…—–-]{1,20}"
_SAYS = re.compile(rf"{_SAID}{_GAP}", re.I)
# "but", "so" and "just" join what is said to the question.
_JOINS = re.compile(rf"(?:but|so|and|now|just|then)\b{_GAP}", re.I)
_TELLS = re.compile(rf"{_TELL}{_GAP}(?:(?:please|pls|plz|about|now)\b{_GAP}){{0,2}}(?={_ASKS}\b)", re.I)
_BEGINS = re.compile(_QUESTION, re.I)
_NO_WORD = re.compile(r"[^\w¿¡]{0,20}")
# More is no chatter any more; and a long message must not take long.
_MOST, _LONGEST = 8, 120
_THANKS = r"(?:(?:many |a lot of )?thanks(?: (?:a lot|a million|so much|very much|in advance|for (?:your|the) help|again))*|thank (?:you|u)(?: (?:a lot|so much|very much|in advance|for your help|kindly))*|thx|thnx|tysm|ty|please|pls+|plz|lol|lmao|haha+|ffs|asap|bitte|danke(?: schön| sehr)?|merci(?: beaucoup)?|gracias|por favor|s['’]il (?:vous|te) pla[iî]t)"
_AFTER_COMMA = rf"(?:{_THANKS}|cheers|mate|bro|bruh|dude|man|buddy|pal|sir|guys|folks|{_CALLED}|bot|robot|chat ?bot|pincite|you (?:there|hear)|ok(?:ay)?|right now|for (?:fuck|god|heaven|christ|pete|goodness)['’]?s? ?sakes?|wtf|damn it|dammit|omg|hurry(?: up)?|i (?:beg|need to know)(?: you)?)"
# Whoever is asked, by any name: ", you nosy box?". No part of a sentence: that has a verb, or a word that joins.
_NO_NAME = rf"(?:{_ASKS}|{_VERB}|{_WHOM}|be|been|get|gets|got|give|have|need|want|use|pay|or|and|but|nor|not|no|if|as|than|to|of|in|on|at|by|for|from|with|without|about|into|onto|over|under|only|also|too|both|yourself|yourselves|who|me|us|them|him)"
_ANY_NAME = rf",\s*(?:you|ya)(?:\s+(?!{_NO_NAME}\b)[a-z][a-z'’-]+){{1,3}}"
_AFTER = re.compile(
    rf"(?:[\s,;:.!?…—–-]+{_THANKS}|\s*{_ANY_NAME}|\s*[,;:.!?…—–-]+\s*{_AFTER_COMMA}(?:[\s,]+(?:mate|bro|dude|man|all|you|bot|buddy))?|\s+you (?:{_INSULTING}\s+)*(?:{_ADDRESSED}|{_NAME_CALLED}))[\s.,!?…:;)(-]{{0,20}}$",
    re.I,
)
# Behind these something is still to come: "What is the meaning of lol?"
_OPEN_END = re.compile(
    r"(?:\b(?:of|the|an?|for|to|by|about|called|mean|and|or|with|words?|say|says|said|saying|gave|give|giving|give|term|phrase|abbreviation|my|your)|[\"“„«'‘])\s*$",
    re.I,
)
# "where the hell", "what on earth", "who exactly"; "Hell" with a capital is a name.
_STRESS = re.compile(
    r"\b(?P<asks>(?i:what|who|how|why|where|when|which|whose|was|wer|wie|warum)) (?:exactly|actually|precisely|really|on earth|in the world|(?:(?:in|the|in the) )?(?:hell|heck|fuck|devil|dickens)|in god['’]s name|the bloody hell|tf|eigentlich|genau)(?= )"
)
_WTF = re.compile(rf"^(?:wtf|wth)(?=\s+{_VERB}\b)", re.I)
_SWEARS = "fucking|fuckin|freaking|frigging|friggin|goddamn|goddamned|damn|damned|bloody|effing|fckin|fckn"
_SWEAR = re.compile(
    rf"(?P<before>\b(?i:the|an?|my|our|your|this|that|these|those|so|is|are|do|does|did|can|may|too|{_ASKS})) (?P<swear>{_SWEARS}) (?=[a-zäöüß])"
)
_AMBIGUOUS = re.compile(r"\b(?:it|its|he|him|his|she|her|they|them|their)\b", re.I)

_CAPITAL_NAME = re.compile(
    rf"^\W*(?:Idiot|Moron|Bastard|Bitch|Jerk|Loser|Fool|Man|Hello|Yo)s?(?:\s*:|\s+(?={_ASKS}\b))"
)
_FEWEST = 3  # words: "What is lol?" asks what is behind the first two
_MARK = re.compile(r"[?!.]{1,20}$")


def without_chatter(question: str, is_known: Callable[[str], bool] = lambda word: False) -> str:
    """The question itself; unchanged if nothing else is said, or nothing would be left.

    Args:
        question: On one line.
        is_known: Whether the documents have a word. A swear word that they have is theirs.
    """
    asked = _without_end(_without_beginning(question))
    stress = re.compile(_STRESS.pattern, re.I) if asked.isupper() else _STRESS
    asked = _WTF.sub("what", stress.sub(r"\g<asks>", asked))
    asked = _SWEAR.sub(lambda found: found[0] if is_known(found["swear"]) else f"{found['before']} ", asked)
    return asked if any(map(str.isalnum, asked)) else question


def _without_beginning(question: str) -> str:
    begins = _beginning(question)
    # "Idiot: who wrote it?" names what is meant.
    rest = question[begins:]
    is_name = _CAPITAL_NAME.match(question) and _AMBIGUOUS.search(rest)
    return question if is_name or len(rest.split()) < _FEWEST - 1 else rest


def _beginning(question: str) -> int:
    """Where the question begins; 0 if nothing that is said before it is known."""
    first = _NO_WORD.match(question)
    at = first.end() if first else 0
    edges = [at]
    for _ in range(_MOST):
        found = _SAYS.match(question, at) or (_JOINS.match(question, at) if len(edges) > 1 else None)
        if not found:
            break
        at = found.end()
        edges.append(at)
    for edge in reversed(edges):
        told = _TELLS.match(question, edge)
        begins = told.end() if told else edge
        if _BEGINS.match(question, begins):
            # What only asks to be told is none that was said: "Can you ...?" begins so itself.
            return begins if told or edge != edges[0] else 0
    return 0


def _without_end(question: str) -> str:
    """The question without what is said behind it, with its question mark."""
    rest = question
    for _ in range(_MOST):
        found = _AFTER.search(rest, max(0, len(rest) - _LONGEST))
        if not found or not found.start() or _OPEN_END.search(rest[: found.start()][-_LONGEST:]):
            break
        rest = rest[: found.start()]
    if rest == question or len(rest.split()) < _FEWEST:
        return question
    marked = "?" in question[len(rest) :] and not rest.endswith("?")
    return _MARK.sub("", rest) + "?" if marked else rest
