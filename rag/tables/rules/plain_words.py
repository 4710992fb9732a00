"""The words of plain questions about a table: what each asks to be done, or that it says nothing."""

OPERATIONS = {
    word: name
    for name, words in {
        "sum": "total sum together altogether combined overall",
        "mean": "average mean",
        "highest": "highest largest biggest greatest maximum max most",
        "lowest": "lowest smallest least fewest minimum min",
        "difference": "difference",
    }.items()
    for word in words.split()
}
"""What each word asks to be computed."""
LIMITS = {
    tuple(phrase.split()): name
    for name, phrases in {
        "over": "more than;greater than;higher than;larger than;over;above;exceeding",
        "under": "less than;fewer than;lower than;smaller than;under;below",
        "at_least": "at least;no less than;no fewer than",
        "at_most": "at most;up to;no more than",
    }.items()
    for phrase in phrases.split(";")
}
"""The operation of each phrase before a figure."""
LONGEST_LIMIT = max(map(len, LIMITS))
# "How many more has the mill than the market?": two rows are compared.
COMPARING = {"more": "difference", "fewer": "fewer", "less": "fewer"}
# They stand in any question, and say nothing of what it asks for.
SAYING_NOTHING = frozenset(
    "a an the of in on for from to by with at as per and is are was were be been do does did has have had there all every each what which who "
    "whose where how many much tell give show list name me please we i you it they them this that these those in got get gets "
    "made make won win wins earned whole entire both between or their its".split()
)
# So do these, but where a column is called so.
ANY_VALUE = frozenset("value amount number figure values amounts numbers figures".split())
NUMBERS = dict(
    zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13), strict=True)
)
