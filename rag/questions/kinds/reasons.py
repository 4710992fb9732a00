"""How questions are worded that ask why, or what for."""

import re

# "The boiling point of water" has none.
_BARE = r"(?:point|use|sense|idea|goal|logic)"
_NOUN = r"(?:reasons?|causes?|purpose|rationale|motivation|motives?|aim|thinking|justification|explanation|grounds?)"
REASONS = re.compile(
    r"^(?:why|for (?:what|which) reasons?|how come|what for)\b|^what (?:is|are|was|were) .{1,60} for\W*$"
    rf"|^(?:what|which) (?:is|are|was|were) (?:the |its |their |your )?(?:(?:\w+ )?{_NOUN}|{_BARE})(?: (?:for|of|behind|in|to|why|that|the|an?|this|it|we|you|they|i|my|our)\b|\W{{0,3}}$)|^what (?:is|was|lies) behind\b"
    rf"|^(?:the )?{_NOUN} (?:for|of|behind|why) (?:the|this|that|my|our|a|an)\b"
    r"|^what (?:caused|causes(?! of\b)|is causing|led to|leads to|explains|explained|made|makes|triggered|prompted|drove|motivated)\b|^what is .{1,60} due to\W*$"
    r"|^(?:warum|wieso|weshalb|weswegen|wozu|wof[uü]r)\b|^aus welche[mn] gr[uü]nd|^was (?:ist|war|sind|waren) (?:der|die) (?:grund|gr[uü]nde|ursachen?|zweck|sinn)\b|^was (?:f[uü]hrte|hat) .{1,60}(?:zu|verursacht|ausgel[oö]st)\b"
    r"|^pourquoi\b|^pour quelles? raisons?\b|^¿?por qu[eé]\b|^¿?para qu[eé]\b",
    re.I,
)
