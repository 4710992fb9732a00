"""How questions are worded that ask for a list, for steps, or for a yes or a no."""

import re

# What people write before what they ask for: "please", "could you tell me", "I would like to know".
_ASKING = (
    r"(?:please|pls|so|and|but|ok(?:ay)?|hi|hello|hey|well|now|also|then|bitte|und|s'il (?:vous|te) pla[iî]t|por favor)\b\W*"
    r"|(?:can|could|would|will) (?:you|u) (?:please |kindly |maybe )?(?:help me (?:to )?)?(?:tell|explain|show|say|let me know|find|(?:please )?(?:provide|give)(?= (?:me|us|the)\b))\b(?: (?:to )?(?:me|us)\b)?\W*"
    r"|(?:can|could|would|will) (?:you|u) (?:please |kindly )?(?=(?:list|name|enumerate|summari[sz]e|compare|describe|define|outline|walk|guide|teach|help)\b)"
    r"|(?:tell|show|explain to|remind) (?:me|us)\b(?: please)?\W*|(?:please )?explain\b(?= (?:how|why|what|which))\W*"
    r"|i(?:'d| would| just)? ?(?:want|need|like|wanted|have) to (?:know|ask|see|understand|learn|find out)\b(?: about)?\W*"
    r"|i(?:'m| am) (?:wondering|looking for|not sure|curious)\b(?: about)?\W*|i wonder\b\W*|do (?:you|we) (?:happen to )?know\b\W*"
    r"|i (?:don't|do not|dont) (?:know|understand)\b\W*|(?:any idea|quick question|question|q)\b\W*|is there (?:any|a) way to (?:find out|know|see)\b\W*"
    r"|(?:kannst du|k[oö]nnen sie|k[oö]nnten sie) (?:mir )?(?:bitte )?(?:sagen|erkl[aä]ren|zeigen)?\W*|ich (?:m[oö]chte|will|w[uü]rde gerne?) wissen\b\W*"
    r"|(?:peux-tu|pouvez-vous) (?:me |m')?(?:dire|expliquer|montrer)?\W*|(?:me )?pued(?:e|es) (?:decirme|explicarme|mostrarme)\W*"
)
POLITE = re.compile(rf"^\W*(?:{_ASKING})*", re.I)

_PEOPLE = r"(?:i|we|you|one|u|someone|somebody|people|users?|employees|staff|members|customers|developers|admins?|administrators?)"
STEPS = re.compile(
    rf"^how (?:do|does|can|could|should|would|must|may|shall|might|to) {_PEOPLE}\b(?! (?:have|cost|differ|compare|relate|mean|look like)\b)"
    r"|^how (?:can|could|should|must|may) \w[\w -]{1,60} be \w+|^how (?:to|2)\b|^how-?to\b|^how (?:is|are) (?:it|they) done\b"
    r"|^(?:what (?:are|is) |list |give (?:me )?|show |name )?(?:all )?(?:the |your |some )?(?:\w+ )?(?:steps?|instructions?|procedures?|step[- ]by[- ]step(?: \w+)?|walk ?through|how-?to|tutorial|guide)\b(?: (?:to|for|on|of|in|needed|required|i)\b|\W*$)"
    r"|^(?:what is|what's) the (?:\w+ )?(?:process|procedure|way|method|right way|best way|command) (?:to|for|of) "
    r"|^(?:what|which) (?:do|must|should|can|would|does) (?:i|we|you|one|a \w+|the \w+) (?:need to |have to )?(?:do|run|type|click|press|enter|execute)\b.{0,60}\b(?:to|if|for|when|before|in order)\b"
    r"|^(?:what|which) (?:are the )?(?:commands?|steps?)\b.{0,40}\b(?:to|for|do i)\b"
    r"|^(?:walk|guide|take) me through\b|^(?:teach|help) me\b|\bstep[- ]by[- ]step\b|\b(?:what|which) steps\b"
    r"|^i(?:'d| would| just)? ?(?:want|need|like|wanted|have|am trying|'m trying) to (?!know|see|understand|ask)\w+"
    r"|^i(?:'m| am) trying to \w+|^(?:trying|need|want) to \w+"
    r"|^[\w -]{1,60} (?:steps|instructions|procedure|how-?to|howto|tutorial)\W*$"
    r"|^wie (?:\w+ )?(?:ich|man|wir|sie)\b|^wie (?:kann|muss|soll|darf|l[aä]sst)\b|^wie (?:wird|werden) .{1,60} (?:ge\w+|\w+iert|ver\w+|be\w+|ein\w+|aus\w+)\W*$|^(?:anleitung|schritte)\b|\banleitung\W*$"
    r"|^comment (?:puis-je|peut-on|dois-je|doit-on|faire|on|je|faut-il|proc[eé]der|\w+(?:er|ir|re)\b|\w+(?:-t)?-on\b)|^(?:quelles? (?:sont|est) )?(?:les |la )?(?:[eé]tapes?|proc[eé]dure|marche [aà] suivre)\b"
    r"|^¿?c[oó]mo (?:se |puedo|puede|debo|hay que|tengo que|hago|hacer|\w+[aei]r\b|\w+o\b)|^(?:cu[aá]les son )?(?:los )?pasos\b|^instrucciones\b",
    re.I,
)

_VERBS = r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would)"
YES_NO = re.compile(
    # "Is it paid or unpaid?" asks which of the two.
    rf"^(?!(?:is|are|was|were)\b.*\bor\b(?! not\b)|.*\bbefore or after\b|was (?:ist|sind|bedeutet|hei[sß]{{1,2}}t|kostet|macht|passiert|geh[oö]rt|enth[aä]lt)\b)(?:{_VERBS}(?:n['’]?t)?\b(?! (?:you|u) (?:please )?(?:tell|give|show|find|list|explain|say|name|describe|summari[sz]e)\b)"
    r"|(?:need|ought) (?:i|we)\b|is it true\b|(?:whether|if) .{3,}"
    r"|(?:ist|sind|war|waren|hat|haben|kann|k[oö]nnen|darf|d[uü]rfen|muss|m[uü]ssen|soll|sollen|wird|werden|gibt es|braucht|brauche|gilt|gelten|geh[oö]rt|bekomm\w+)\b"
    r"|(?:est-ce qu|y a-t-il|a-t-on|\w+(?:-t)?-(?:on|il|elle|ils|elles|je)\b|[\w' ]{2,40} \w+(?:-t)?-(?:il|elle|ils|elles)\b)"
    r"|¿?(?:puedo|puede|pueden|se puede|se pueden|se permite|debo|debe|deben|es|est[aá]n?|son|hay|tengo que|tiene|tienen|necesito|existe)\b)"
    r"|(?:,|\bis that) (?:right|correct|is that (?:right|so|correct|true)|isn't it|aren't they|yes or no|oder|non|verdad)\W*$|\byes or no\W*$|\ballowed\s*\?$"
    r"|^(?:allowed|permitted|ok|okay) to\b",
    re.I,
)

# A noun in the plural; "class", "status" and "analysis" are none.
_PLURAL = r"(?:(?!(?:was|does|has|is|its|this|his|whose|always|us|as|yes|less|process|address|access|business|series|news)\b)[\w'’/-]*[^\W\dsui]s|\w+(?:ies|ses|xes|ches|shes)|people|children|men|women|criteria|media|phenomena|data|staff|persons)"
_BEFORE = r"(?:(?!(?:is|was|are|were|do|does|did|has|have|had|can|could|will|would|should|must|may|of|the|a|an)\b)[\w'’/.-]+ ){0,4}?"
_THEN = r"(?= (?:are|were|do|did|does|can|could|may|might|must|shall|should|will|would|have|had|need|needs?|to|i|we|you|that|which|who|in|of|for|on|at|from|by|with|there|apply|exist|belong|support|offer|count|qualify|require|use|take|get|come|make|work|fall|play|contain|include|(?!(?:is|was|has)\b)\w+(?:ed|en|e))\b|\W*$)"
LISTS = re.compile(
    r"^(?:list|enumerate|itemi[sz]e)\b|^name (?:all|the|some|every|each|three|four|five|two|\d)\b|^(?:an? |the )?(?:complete |full )?list (?:of|all)\b"
    r"|^(?:give|show|tell|get|find)(?: me| us)? (?:a |the )?(?:full |complete )?(?:list|all|every)\b|^all (?:the |of the )?\w+"
    rf"|^(?:which|what) (?!(?:of|happens|makes|causes|needs|changes|comes|counts|works|means|remains|follows|goes|starts)\b){_BEFORE}{_PLURAL}{_THEN}"
    rf"|^(?:what|which|who) (?:are|were) (?:all |some |some of |the |key |its |their |our |your |my |examples? |different |popular |possible |available |main |other |various )+{_BEFORE}{_PLURAL}\b"
    r"|^what (?:all |else )?(?:is|are) (?:included|contained|covered|excluded|available|supported)\b"
    r"|^what (?:do|does|did|must|should|can|may|shall) .{2,80}? (?:include|contain|consist of|comprise(?: of)?|cover|offer|support|list)\W*$"
    r"|^what (?:kinds|types|sorts) of\b|^what (?:kind|type|sort) of (?:\w+ ){0,3}?(?:information|data|equipment|software|content|(?!(?:does|has|was|is)\b)\w+[^\Wsui]s)\b|^who all\b|^what all\b"
    r"|^welche[nrms]? [\w-]+(?: [\w-]+){0,4}? ?(?:sind|gibt es|haben|k[oö]nnen|werden|gelten|stehen|d[uü]rfen|m[uü]ssen|sollen|geh[oö]ren|brauch\w+)\b|^(?:nenne|liste|z[aä]hle|aufz[aä]hlung)\b|^was (?:geh[oö]rt|umfasst|enth[aä]lt)\b"
    r"|^(?:quels|quelles)\b(?! est\b)|^qui sont\b|^(?:[eé]num[eè]re|liste|cite|donne(?:z)?(?:-moi)? (?:la liste|tou\w+))\b"
    r"|^¿?(?:cu[aá]les|qui[eé]nes) son\b|^¿?qu[eé] \w+s (?:hay|son|tienen?|est[aá]n|puedo|se|ofrecen?|admite)\b|^(?:enumera|lista|nombra|dime (?:todos|todas|los|las))\b",
    re.I,
)
