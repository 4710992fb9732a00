"""How questions are worded that ask for a yes or a no."""

import re

_AUXILIARY = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would)"
)
_ASKED_WHAT = r"(?:what|which|who|whom|whose|where|when|why|how|was|wer|wie|wo|wann|warum|welche\w*|list|name|all|qui|que|quel\w*|comment|qu[eé]|cu[aá]l\w*|c[oó]mo)"
# "Was" asks for a thing in German.
_GERMAN_WAS = r"was (?:ist|sind|bedeutet|hei[sß]{1,2}t|kostet|macht|mache|passiert|geschieht|geh[oö]rt|enth[aä]lt|umfasst|muss|m[uü]ssen|soll|sollte|darf|d[uü]rfen|kann|k[oö]nnen|wird|wurde|hat|haben|steht|tun|tue|brauche?|braucht|ben[oö]tig\w*|fehlt|kommt|gilt|gibt|alles|versteht|meint|bringt)\b"
_ALLOWED = r"(?:allowed|permitted|included|required|possible|available|forbidden|prohibited|mandatory|necessary|needed|okay|ok|compulsory|optional|covered|refundable|tax[- ]deductible|erlaubt|verboten|m[oö]glich|inklusive|inbegriffen|n[oö]tig|pflicht)"

YES_NO = re.compile(
    # "Is it paid or unpaid?" asks which of the two.
    rf"^(?!(?:is|are|was|were)\b.*\bor\b(?! not\b)|.*\bbefore or after\b|{_GERMAN_WAS})(?:{_AUXILIARY}(?:n['’]?t)?\b(?! (?:you|u) (?:please )?(?:tell|give|show|find|list|explain|say|name|describe|summari[sz]e)\b)"
    r"|(?:need|ought) (?:i|we)\b|is it true\b|(?:whether|if) .{3,}"
    r"|(?:ist|sind|war|waren|hat|haben|kann|k[oö]nnen|darf|d[uü]rfen|muss|m[uü]ssen|soll|sollen|wird|werden|gibt es|gibts|braucht|brauche|gilt|gelten|geh[oö]rt|bekomm\w+|bin|habe|hast|d[uü]rfte|k[oö]nnte)\b"
    r"|(?:est-ce qu|y a-t-il|a-t-on|\w+(?:-t)?-(?:on|il|elle|ils|elles|je)\b|[\w' ]{2,40} \w+(?:-t)?-(?:il|elle|ils|elles)\b)"
    r"|¿?(?:puedo|puede|pueden|se puede|se pueden|se permite|debo|debe|deben|es|est[aá]n?|son|hay|tengo que|tiene|tienen|necesito|existe)\b)"
    r"|(?:,|\bis that) (?:right|correct|true|yes|no|is that (?:right|so|correct|true)|isn't it|aren't they|yes or no|oder|non|verdad|nicht wahr|gell)\W*$|\byes or no\W*$|\ballowed\s*\?$"
    rf"|, ?{_AUXILIARY}(?:n['’]?t)? (?:it|he|she|they|we|i|you|there|that)\W*$"
    rf"|^(?!{_ASKED_WHAT}\b)[\w'’ -]{{2,50}}? {_ALLOWED}\b[\w'’ -]{{0,60}}\?$"
    r"|^(?!list|name)[a-z]+(?: [a-z]+)? (?:paid|reimbursed|insured|taxed|free|open|safe|legal|supported)\s?\?$"
    r"|^(?:allowed|permitted|ok|okay|possible|any|erlaubt|m[oö]glich) (?:to|for|that|if|chance|zu)\b",
    re.I,
)
