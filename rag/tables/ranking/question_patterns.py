"""The words by which a question allows an operation: without them no formula with it is tried."""

import re
from collections.abc import Mapping

EXTREME = re.compile(
    r"\b(?:most|least|fewest|best|worst|top|bottom|first|last|latest|earliest|oldest|newest|final|initial|only|"
    r"max(?:imum)?|min(?:imum)?|(?!interest|west|east|guest|test|rest|forest|contest|invest|request)[a-z]+est|more|less|fewer|"
    r"higher|lower|longer|shorter|larger|smaller|bigger|greater|faster|slower|better|worse|older|younger|earlier|later|"
    r"[a-z]+er than|previous|recent|start|end|begin|lead|lowest|common|frequent|often)\b"
)
BESIDE = re.compile(
    r"\b(?:after|before|next|following|follow(?:ed|s)?|previous|preced\w+|prior|above|below|came|come|directly|right|"
    r"immediately|subsequent|succeed\w*|successor|predecessor)\b"
)
COUNT = re.compile(r"\b(?:how many|how much|how often|number|count|total|amount|times)\b")
SUM = re.compile(
    r"\b(?:total|sum|altogether|combined|all together|in all|how many|how much|amount|number|overall|together|both)\b"
)
MEAN = re.compile(r"\b(?:average|mean|per)\b")
DIFFERENCE = re.compile(
    r"\b(?:differen\w+|how (?:many|much|long|far|old)|more|less|fewer|longer|between|separat\w+|exceed\w*|gap|range|span|"
    r"higher|lower|larger|older|younger|later|earlier|apart|increas\w+|decreas\w+|chang\w+|grow\w*|grew|rise|rose|fall|fell|"
    r"drop\w*|declin\w+|elapsed|last(?:ed)?|spent)\b"
)
COMPARED = re.compile(
    r"\b(?:more|less|fewer|over|under|above|below|than|least|most|up to|exceed\w*|greater|higher|lower|after|before|since|"
    r"until|till|prior|later|earlier|between|from|beyond|older|younger|longer|shorter|larger|smaller|minimum|maximum|past|"
    r"through|to|beginning|starting)\b"
)
RATIO = re.compile(
    r"\b(?:ratio|percent\w*|proportion|share|times as|fraction|rate|change|chang\w+|growth)\b|%"
)
ALIKE = re.compile(r"\b(?:same|also|equal\w*|tied?|similar\w*|identical|other|another|share[sd]?|both)\b")
ALL_BESIDE = re.compile(
    r"\b(?:before|after|prior|previous\w*|preced\w+|above|below|follow\w*|since|until|subsequent\w*)\b"
)
NOT = re.compile(r"\b(?:not|no|without|never|other|except|besides|excluding|n't|neither|aside|else)\b")
ALLOWS: Mapping[str, re.Pattern[str]] = {
    "lacks": NOT,
    **dict.fromkeys(("over", "under", "at_least", "at_most"), COMPARED),
    **dict.fromkeys(("most", "least", "commonest", "first", "last", "highest", "lowest"), EXTREME),
    **dict.fromkeys(("after", "before"), BESIDE),
    **dict.fromkeys(("above", "below"), ALL_BESIDE),
    "alike": ALIKE,
    **dict.fromkeys(("count", "count_values"), COUNT),
    **dict.fromkeys(("sum", "total"), SUM),
    "mean": MEAN,
    **dict.fromkeys(("range", "difference"), DIFFERENCE),
    **dict.fromkeys(("ratio", "change"), RATIO),
}
"""What the words of a question must have of it for an operation; those that are not named are always allowed."""
