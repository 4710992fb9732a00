"""How questions are worded that ask how something is done."""

import re

_PEOPLE = r"(?:i|we|you|one|u|someone|somebody|people|users?|employees|staff|members|customers|developers|admins?|administrators?|tenants?|guests?|visitors?|students?)"
# "How is the town called?" asks for a name.
_NOT_DONE = r"(?:called|named|situated|located|spelled|spelt|pronounced|related|affected|known|regarded|used|viewed|seen|received|divided|organi[sz]ed|structured|connected|supposed|different|defined|treated)"
_DONE = rf"(?!{_NOT_DONE}\b)(?:\w+ed|built|written|made|taken|done|drawn|kept|sent|put|set|cut|read|paid|found|given|chosen|shut|sold|grown|cast|driven)"
# Words in -ing that begin no task: "during the war", "regarding the lease".
_NO_TASK = r"(?:during|regarding|concerning|according|including|following|considering|excluding|pending|being|having|nothing|something|anything|everything|spring|morning|evening|king|ring|string|thing|wing|building|pricing|opening|closing|heating|meaning|parking)"

STEPS = re.compile(
    rf"^how (?:do|does|can|could|should|would|must|may|shall|might|to) {_PEOPLE}\b(?! (?:have|cost|differ|compare|relate|mean|look like)\b)"
    r"|^how (?:do|does|can|could|should|must|may) (?:an?|the|every|each|new) (?:\w+ )?(?:student|employee|member|customer|tenant|applicant|visitor|user|patient|buyer|seller|guest|parent|teacher|manager|trustee|driver|person|admin|bidder|supplier|worker)s? (?!(?:have|cost|differ|compare|relate|mean|feel|look)\b)"
    r"|^how (?:can|could|should|must|may|do) \w[\w -]{1,60} (?:be|get) \w+|^how (?:to|2)\b|^how-?to\b|^how (?:is|are) (?:it|they|this|that) done\b|^how (?:would|do|should) (?:i|you|we|one) go about\b"
    rf"|^how (?:is|are) (?:the|an?|my|our|your|new|old|these|those|such) [\w -]{{1,40}}? {_DONE}\b"
    r"|\b(?:what now|what (?:do|should|must|can|shall|would) (?:i|we|you|u) (?:have to |need to )?do(?: now| next| first| then)?)\W*$"
    r"|^(?:what (?:are|is) |list |give (?:me )?|show |name )?(?:all )?(?:the |your |some )?(?:\w+ )?(?:steps?|instructions?|procedures?|step[- ]by[- ]step(?: \w+)?|walk ?through|how-?to|tutorial|guide)\b(?: (?:to|for|on|of|in|needed|required|i)\b|\W*$)"
    r"|^what is the (?:\w+ )?(?:process|procedure|way|method|right way|best way|command) (?:to|for|of|if|when|in case|after|here) "
    r"|^(?:what|which) (?:do|must|should|can|would|does) (?:i|we|you|one|a \w+|the \w+) (?:need to |have to )?(?:do|run|type|click|press|enter|execute)\b.{0,60}\b(?:to|if|for|when|before|after|with|about|during|in)\b"
    r"|^what (?:is|needs|has) to (?:be )?(?:do|done)\b|^what to do\b|^what (?:must|should|has to|needs to|ought to) be (?:done|checked|filled in|observed) (?:before|when|if|to|after|first|in)\b|^where (?:do|should|can) (?:i|we|you) (?:start|begin|(?:click|go|press|look) (?:to|if|for))\b|^(?:i|we|my [\w ]{2,20}?) (?:can[’]?t|cannot|could ?n[’]t|won[’]?t|does ?n[’]?t|forgot|lost|broke|locked)\b"
    r"|^(?:what|which) (?:are the )?(?:commands?|steps?)\b.{0,40}\b(?:to|for|do i)\b"
    r"|^(?:walk|guide|take) me through\b|^(?:teach|help) me\b|\bstep[- ]by[- ]step\b|\b(?:what|which) steps\b|\bwhat (?:is|are) the steps\b"
    r"|^i(?:'d| would| just)? ?(?:want|need|like|wanted|have|am trying|'m trying) to (?!know|see|understand|ask)\w+"
    r"|^i(?:'m| am) trying to \w+|^(?:trying|need|want|have|wanna|gotta) to \w+|^(?:i )?(?:wanna|gotta) \w+"
    rf"|^(?!{_NO_TASK}\b)\w{{2,}}ing (?:(?:up|out|off|in|on|back|down|over|started|rid)(?: with| of| from| for)? |for )?(?:the|an?|my|our|your|a new|new)\b[\w' -]{{0,80}}\W{{0,3}}$"
    r"|^(?:set up|turn (?:on|off)|switch (?:on|off)|sign up|log ?(?:in|out)|back up|roll back|hook up) \w|^(?:install|reset|change|replace|cancel|book|order|connect|configure|update|create|delete|remove|add|enable|disable|activate|register|submit|clean|fix|repair|renew|restore|adjust|assemble|mount|fill|drain|charge|pair|link|attach|remove|open|print|export|import|download|upload) (?:the|an?|my|our|your|new|old)\b"
    r"|^[\w -]{1,60} (?:steps|instructions|procedure|how-?to|howto|tutorial)\W*$"
    r"|^wie (?:\w+ )?(?:ich|man|wir|sie)\b|^wie (?:kann|muss|soll|darf|l[aä]sst)\b|^wie (?:wird|werden) .{1,60} (?:ge\w+|\w+iert|ver\w+|be\w+|ein\w+|aus\w+)\W*$|^(?:anleitung|schritte)\b|\banleitung\W*$"
    r"|^was (?:muss|soll|sollte|kann|mache?|tue) (?:ich|man|wir) (?:tun|machen|jetzt|bei|wenn|um|zuerst|als)\b|^was (?:ist )?(?:zu )?tun\b|^wo melde ich\b"
    r"|^comment (?:puis-je|peut-on|dois-je|doit-on|faire|on|je|faut-il|proc[eé]der|\w+(?:er|ir|re)\b|\w+(?:-t)?-on\b)|^(?:quelles? (?:sont|est) )?(?:les |la )?(?:[eé]tapes?|proc[eé]dure|marche [aà] suivre)\b"
    r"|^¿?c[oó]mo (?:se |puedo|puede|debo|hay que|tengo que|hago|hacer|\w+[aei]r\b|\w+o\b)|^(?:cu[aá]les son )?(?:los )?pasos\b|^instrucciones\b",
    re.I,
)
