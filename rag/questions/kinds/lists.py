"""How questions are worded that ask for all of some things."""

import re

# A noun in the plural; "class", "status" and "analysis" are none.
_PLURAL = (
    r"(?:(?!(?:was|does|has|is|its|this|his|whose|always|us|as|yes|less|process|address|access|business|series|news)\b)"
    r"[\w'’/-]*[^\W\dsui]s|\w+(?:ies|ses|xes|ches|shes)|people|children|men|women|criteria|media|phenomena|data|staff|persons)"
)
_NO_VERB = (
    r"(?:(?!(?:is|was|are|were|do|does|did|has|have|had|can|could|will|would|should|must|may|of|the|a|an)\b)"
)
_BEFORE = rf"{_NO_VERB}[\w'’/.-]+ ){{0,4}}?"
# "Which banks accept the card?", but not "what drives the pump?".
_VERB_IN_PLURAL = r"(?!(?:is|was|has|the|an?|my|our|your|this|that|its|each)\b)[a-z]{1,20}[^\Ws] (?:the|an?|my|our|your|this|it|its|with|to|no|any|all|at|in|on|for|from|by|you|us|me|people|both|out|up|off)\b"
_THEN = (
    r"(?= (?:are|were|do|did|does|can|could|may|might|must|shall|should|will|would|have|had|need|needs?|to|i|we|you|that|which|who|in|of|for|on|at"
    r"|from|by|with|there|apply|exist|belong|support|offer|count|qualify|require|use|take|get|come|make|work|fall|play|contain|include"
    r"|(?:is|was) (?:the|my|our|your|this|it|he|she)\b|(?!(?:is|was|has)\b)\w+(?:ed|en|e)\b"
    rf"|{_VERB_IN_PLURAL})|\W*$)"
)
# Things of which one asks for several with a word in the singular.
_SEVERAL = r"(?:paperwork|documentation|equipment|gear|clothing|identification|id|evidence|proof|information|data|furniture|luggage|hardware|software|food)"
_ONE = r"(?:i|we|you|one|u|people|someone|anyone|a \w+|an \w+|the \w+|tenants?|members?|employees|staff|visitors?|customers?|users?|guests?)"
# "What do I have to bring?", but "what should I do?" asks for steps.
_NEEDED = (
    r"(?:bring|take along|wear|pack|prepare|submit|provide|send in|hand in|buy|consider|check|enclose|attach|carry|show|observe|avoid|watch out for|look out for"
    r"|claim|deduct|use|eat|drink|order|choose|choose from|pay for|sign|deliver|supply|return|know|include|report|store|keep|expect|get|receive|need|require|need to know)"
)
# Figures have names in the plural: "costs of the bridge" are one.
_FIGURES = (
    r"(?:sales|earnings|revenues|proceeds|costs?|expenses|wages|news|assets|liabilities|details|contents|address|pages|dimensions|coordinates|results|status|access|times|hours|deaths|visitors"
    r"|thanks|minutes|seconds|days|weeks|months|years|class|process|analysis|basis|business|series|means|progress|loss|press|mass|gas|bus|canvas|always|previous|various)"
)

LISTS = re.compile(
    r"^(?:list|enumerate|itemi[sz]e)\b|^name (?:all|the|some|every|each|three|four|five|two|\d)\b|^(?:an? |the )?(?:complete |full |whole )?list (?:of|all)\b"
    r"|^(?:give|show|tell|get|find)(?: me| us)? (?:a |the )?(?:full |complete )?(?:list|all|every)\b|^(?:all|every|each)(?: the| of the| single)? \w+"
    r"|^(?:the )?names of (?:all|the|every|each)\b|^(?:some )?examples (?:of|for)\b"
    rf"|^(?:(?:on|in|at|for|from|to|with|under|by|against|of) )?(?:which|what) (?!(?:of|happens|makes|causes|needs|changes|comes|counts|works|means|remains|follows|goes|starts)\b){_BEFORE}{_PLURAL}{_THEN}"
    r"|^(?:the |all )?(?:things|stuff|items|documents|papers|tools) (?:that |which )?(?:i|we|you|to)\b|^what (?:things|stuff|items)\b|^what else (?:is|are|do|does|can|should|must)\b"
    r"|^what (?:should|must|may|can|cannot|can['’]?t|will|does|do) (?:not )?(?:be|go|come|belong|get) (?:in|into|on|onto|with|under)\b|^what (?:do|does) (?:you|they|we|the \w+|it) (?:have|offer|sell|serve|stock|make|teach)\b"
    r"|^what (?:is|are) (?:also )?part of\b|^who (?:gets|qualifies|pays|benefits)\b|^any \w*[^\Wsui]s (?:for|of|on|in|to|with)\b|^where (?:all )?can .{2,60}, which\b"
    r"|^(?:which|what) of (?:the|these|those|our|my|your|its|their) [\w' -]{2,60}? (?:are|were|have|need|require|can|could|must|do|may|should|apply|include)\b"
    rf"|^(?:which|what) (?:\w+ )?{_SEVERAL} (?:is|are|do|does|can|must|should|has|have|needed|required)\b"
    rf"|^(?:what|which|who) (?:are|were) (?:all |some |some of |the |key |its |their |our |your |my |examples? |different |popular |possible |available |main |other |various )+{_BEFORE}{_PLURAL}\b"
    r"|^what (?:all |else )?(?:is|are|was|were) (?:not )?(?:included|contained|covered|excluded|available|supported|allowed|permitted|forbidden|prohibited|banned|needed|required|exempt(?:ed)?|deductible|reimbursed|refundable)\b"
    r"|^what (?:do|does|did|must|should|can|may|shall) .{2,80}? (?:include|contain|consist of|comprise(?: of)?|cover|offer|support|list|require)\W*$"
    r"|^what .{2,60}? (?:includes?|contains?|consists? of|comprises?|covers?|offers?|supports?)\W*$"
    rf"|^what (?:(?:all|else|exactly) )?(?:do|does|did|must|should|can|may|shall|might|could|cannot|can['’]?t|mustn['’]?t) {_ONE} (?:not |also )?(?:(?:have|need|get|want) to )?(?:not )?{_NEEDED}\b"
    r"|^what (?:all |else )?(?:can|could|may|must|should|cannot|can['’]?t|mustn['’]?t|shall) (?:not )?be \w+(?:ed|en|wn|de|ld|nt|t)\b"
    r"|^what (?:all )?(?:counts|qualifies|passes) (?:as|for)\b|^what (?:all )?(?:goes|belongs|comes|fits) (?:in|into|with|to|under)\b"
    r"|^what (?:am|are|is) (?:i|we|you|one|a \w+|the \w+) (?:supposed|allowed|required|expected|permitted|able|entitled|obliged) to (?!do\b)\w+|^what (?:can|could|might) (?:go|break|happen)\b"
    r"|^who (?:all )?(?:is|are) (?:not )?(?:exempt|eligible|entitled|allowed|excluded|invited|insured|covered|affected|permitted)\b|^who (?:can|may) \w+"
    r"|^what(?: all| else)? (?:is|was|are|were) (?:there )?(?:in|inside|on) (?:the|my|our|your|this|a|an) [\w' -]{2,40}\W{0,3}$|^what (?:all )?is there to\b"
    r"|^who (?:all )?(?:sits|sit|serves|serve|is|are|was|were) (?:on|in|part of|an? member of|members of) (?:the|our|your|my|its)\b|^who belongs to\b|^who (?:are|were) (?:in|on)\b"
    r"|^what (?:kinds|types|sorts) of\b|^what (?:kind|type|sort) of (?:\w+ ){0,3}?(?:information|data|equipment|software|content|(?!(?:does|has|was|is)\b)\w+[^\Wsui]s)\b|^who all\b|^what all\b"
    rf"|^(?!.*\b(?:is|are|was|were|do|does|did|has|had|which|what|who|where|when|how|why)\b)(?:the |all |some |possible |known |main )?(?!{_FIGURES}\b){_NO_VERB}[\w'’/-]+ ){{0,2}}?(?!{_FIGURES}\b){_PLURAL} (?:of|for|to|in|on|against|from|with|covered|included|allowed|accepted|needed|required|offered|supported) [\w' -]{{2,60}}\W{{0,3}}$"
    r"|^welche[nrms]? [\w-]+(?: [\w-]+){0,4}? ?(?:sind|gibt es|haben|k[oö]nnen|kann|werden|gelten|stehen|d[uü]rfen|darf|m[uü]ssen|muss|sollen|soll|geh[oö]ren|brauch\w+|ben[oö]tig\w+)\b"
    r"|^(?:nenne?n?|liste|z[aä]hle|aufz[aä]hlung)\b|^was (?:alles )?(?:geh[oö]rt|umfasst|enth[aä]lt|beinhaltet)\b|^wer (?:alles |geh[oö]rt|sitzt|ist mitglied)|^alle \w+"
    r"|^was (?:alles )?(?:muss|m[uü]ssen|soll|sollte|darf|d[uü]rfen|kann|k[oö]nnen|brauch\w*|ben[oö]tig\w*) (?:alles )?(?:ich|man|wir|ein\w* \w+) .*(?:mitbringen|mitnehmen|beachten|einreichen|vorlegen|anziehen|einpacken|vorbereiten|mit(?:zu)?f[uü]hren|absetzen)\b"
    r"|^was (?:darf|muss|kann|soll|geh[oö]rt|kommt) (?:alles )?(?:nicht )?(?:in|ins|mit|rein|hinein|auf|unter|zum?r?)\b"
    r"|^was (?:alles )?(?:brauch|ben[oö]tig)\w* (?:ich|man|wir)\b|^was ist (?:alles )?(?:(?:im|in|bei|beim|nicht) .{2,50}?)?(?:enthalten|dabei|erlaubt|verboten|inbegriffen)\W*$"
    r"|^(?:quels|quelles)\b(?! est\b)|^qui sont\b|^(?:[eé]num[eè]re|liste|cite|donne(?:z)?(?:-moi)? (?:la liste|tou\w+))\b"
    r"|^¿?(?:cu[aá]les|qui[eé]nes) son\b|^¿?qu[eé] \w+s (?:hay|son|tienen?|est[aá]n|puedo|se|ofrecen?|admite)\b|^(?:enumera|lista|nombra|dime (?:todos|todas|los|las))\b",
    re.I,
)
