"""A question without what people write around it: "please", "could you tell me", "I would like to know"."""

import re

from rag.questions.wording.chatter import without_chatter

_ASKING = (
    r"(?:please|pls|plz|so|and|but|ok(?:ay)?|hi|hello|hey|well|now|also|then|sorry|thanks|um+|bitte|und|also|hallo|s'il (?:vous|te) pla[iî]t|por favor)\b\W*"
    r"|(?:can|could|would|will) (?:you|u) (?:please |kindly |maybe )?(?:help me (?:to )?)?(?:tell|explain|show|say|let me know|find|(?:please )?(?:provide|give)(?= (?:me|us|the)\b))\b(?: (?:to )?(?:me|us)\b)?\W*"
    r"|(?:can|could|would|will) (?:you|u) (?:please |kindly )?(?=(?:list|name|enumerate|summari[sz]e|compare|describe|define|outline|walk|guide|teach|help)\b)"
    r"|(?:can|could|may|might) (?:i|we) (?:please |just )?(?:get|have|see)\W+(?=(?:an? |the |all |some |your )?(?:\w+ )?(?:lists?|summary|summaries|overview|outline|gist|steps|instructions|names?|table|guide|comparison|definition)\b)"
    r"|(?:tell|show|explain to|remind) (?:me|us)\b(?: please)?\W*|(?:please )?explain\b(?= (?:how|why|what|which))\W*"
    r"|i(?:'d| would| just)? ?(?:want|need|like|wanted|have) to (?:know|ask|see|understand|learn|find out)\b(?: about)?\W*"
    r"|i(?:'m| am) (?:wondering|looking for|not sure|curious|interested in)\b(?: about)?\W*|i wonder\b\W*|do (?:you|we) (?:happen to )?know\b\W*"
    r"|i (?:don't|do not|dont) (?:know|understand|get)\b\W*|(?:any idea|quick question|question|q)\b\W*|is there (?:any|a) way to (?:find out|know|see)\b\W*"
    r"|(?:kannst du|k[oö]nnen sie|k[oö]nnten sie) (?:mir )?(?:bitte )?(?:sagen|erkl[aä]ren|zeigen)?\W*|ich (?:m[oö]chte|will|w[uü]rde gerne?) wissen\b\W*"
    r"|(?:sag|sagen sie|erkl[aä]re?|zeig) (?:mir|uns)\b(?: bitte| mal)?\W*|wei(?:ß|ss)t du\b\W*"
    r"|(?:peux-tu|pouvez-vous) (?:me |m')?(?:dire|expliquer|montrer)?\W*|(?:me )?pued(?:e|es) (?:decirme|explicarme|mostrarme)\W*"
)
_POLITE = re.compile(rf"^\W*(?:{_ASKING})*", re.I)
# "whats", "how's", "where's"; but not "whose".
_SHORTENED = re.compile(r"\b(what|who|where|when|how|why)(?:['’]s|s)\b", re.I)
_CONTRACTED = re.compile(r"\b(what|who|where|when|how|why)['’]re\b", re.I)


def without_politeness(question: str) -> str:
    """The question itself, with "what is" for "whats" and "what's"."""
    asked = _POLITE.sub("", without_chatter(" ".join(question.split())), count=1)
    return _CONTRACTED.sub(r"\1 are", _SHORTENED.sub(r"\1 is", asked))
