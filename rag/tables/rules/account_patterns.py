"""The words by which questions about accounts say what is to be computed."""

import re

CHANGE = re.compile(
    r"\b(?:change[sd]?|increas\w+|decreas\w+|growth|grow|grew|rise|rose|fell|fall|decline[sd]?|drop(?:ped)?|reduction|"
    r"veränder\w+|änderung|zunahme|abnahme|wachstum|gestiegen|gesunken|variation|évolution|cambio|variación|aumento)\b",
    re.I,
)
PERCENT = re.compile(r"\bper ?cent(?:age)?\b|%|\bprozent\w*|\bpour ?cent\w*|\bporcent\w+", re.I)
# Of figures that are per cents already: by how many points.
POINTS = re.compile(
    r"\b(?:absolute|nominal|points?)\b|\b(?:change|increase|decrease|difference) in (?:the )?(?:percent(?:age)?|share|proportion)\b",
    re.I,
)
DIFFERENCE = re.compile(
    r"\b(?:differences?|differ|how much (?:more|less|higher|lower)|exceed\w*|unterschied|différence|diferencia)\b",
    re.I,
)
COMPARES = re.compile(f"{CHANGE.pattern}|{DIFFERENCE.pattern}", re.I)
MEAN = re.compile(r"\b(?:averages?|mean|durchschnitt\w*|mittelwert|moyenne|promedio|media)\b", re.I)
SUM = re.compile(r"\b(?:sum|total|combined|together|altogether|zusammen|summe|somme|suma)\b", re.I)
SHARE = re.compile(
    r"\b(?:proportion|ratio|share|percentage of|percent of|divided by|anteil|verhältnis|proporción)\b", re.I
)
SHARE_OF_FIRST = re.compile(
    r"\b(?:percentage|percent|proportion|share) of\b.*\b(?:represented by|is|was|are|were|made up|constitut\w+|comes? from|from)\b",
    re.I,
)
