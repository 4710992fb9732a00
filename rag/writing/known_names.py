"""Short and long forms of names that a sentence may exchange, in lower case."""

# Spelled in full one has these, and the other way round; the initials of other names are found where they stand.
SHORT_FORMS = {
    "us": "united states",
    "usa": "united states",
    "america": "united states",
    "american": "united states",
    "uk": "united kingdom",
    "britain": "united kingdom",
    "british": "united kingdom",
    "un": "united nations",
    "eu": "european union",
}
# Said before the name of anybody.
TITLES = frozenset("mr mrs ms mx miss".split())
# A nation and its people whose words don't begin alike, and words that are cut short before or behind a name.
_GROUPS = """
    britain british uk/america american us usa/netherlands dutch holland/france french/switzerland swiss/denmark danish danes
    greece greek greeks/poland polish poles/ireland irish/wales welsh/scotland scottish scots/finland finnish finns/sweden swedish swedes
    turkey turkish turks/norway norwegian norwegians/spain spanish/england english/thailand thai/iceland icelandic/cyprus cypriot
    philippines filipino filipinos/iraq iraqi/israel israeli/czechia czech
    dr doctor/prof professor/st saint/mt mount/ltd limited/co company/corp corporation/inc incorporated/gen general/sen senator
    gov governor/rep representative/sgt sergeant/lt lieutenant/capt captain/col colonel/rev reverend/jr junior/sr senior/univ university
    dept department/ave avenue/rd road/gmbh gesellschaft
"""
SAME = {
    word: frozenset(group.split())
    for group in _GROUPS.replace("\n", "/").split("/")
    for word in group.split()
}
"""For each word the words that name the same."""
