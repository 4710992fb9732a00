"""Words of one kind of which a thing is seldom two: "a film" and "a painting", "romantic" and "historical", "copper" and "iron".

Data only, from general knowledge: semicolons between groups, slashes between words that may be meant alike and are not exchanged.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from rag.questions.number_words import MONTHS
from rag.questions.wording.countries import COUNTRIES

_TERMS = """
film/movie, novel/book, song/track, album, painting, play, poem, opera, sculpture, video game, magazine, newspaper, television series/series/sitcom, podcast;
actor/actress, singer, dancer, director, producer, writer/author/novelist, poet, painter, composer, guitarist, drummer, comedian, journalist, model;
politician, scientist, physicist, chemist, biologist, engineer, lawyer/attorney, doctor/physician, teacher, soldier/general, priest, farmer, banker, architect, historian,
philosopher, economist, mathematician, astronomer, philanthropist, businessman, cricketer, footballer, boxer, swimmer, tennis player, golfer, wrestler;
comedy, drama, horror, thriller, romance, documentary, western, science fiction, fantasy; romantic, comic, historical, psychological, biographical, animated, musical;
rock, jazz, pop, hip hop, country, classical, punk, folk, blues, soul, reggae, techno; city, village, county, province, island, mountain, river, lake, desert, forest,
continent, peninsula, valley, suburb; company, university, school, museum, hospital, church, library, bank, hotel, restaurant, prison, airport, theatre, stadium,
nightclub, football club; king, queen, prince, president, prime minister, emperor, mayor, governor, ambassador, bishop, pope; father, mother, brother, sister, son,
daughter, uncle, aunt, cousin, wife, husband, grandfather; dog, cat, horse, cow, sheep, pig, bird, fish, snake, whale, bear, wolf; gold, silver, copper, iron, steel, lead,
aluminium, tin, zinc, bronze; wood, stone, glass, paper, plastic, leather, concrete, brick, cotton, wool, silk; oxygen, hydrogen, nitrogen, carbon, helium, sulfur, chlorine;
red, green, blue, yellow, black, white, orange, purple, brown, grey, pink; football, cricket, tennis, basketball, baseball, hockey, rugby, golf, boxing, swimming;
piano, violin, guitar, drums, flute, trumpet, cello, organ, harp; Christianity, Islam, Judaism, Buddhism, Hinduism; Christian, Muslim, Jewish, Buddhist, Hindu;
Catholic, Protestant, Orthodox; democracy, monarchy, dictatorship, republic; liberal, conservative, socialist, communist; cancer, malaria, pneumonia, tuberculosis, influenza,
cholera, diabetes, plague; earthquake, flood, fire, volcano, storm, drought, famine; breakfast, lunch, dinner; bread, rice, meat, fruit, cheese, sugar, salt, butter, milk; wine, beer,
tea, coffee, water, juice; car, train, bicycle, ship, aeroplane, bus, tram, lorry; spring, summer, autumn, winter; morning, afternoon, evening, night; week, month, year, day,
hour, minute, decade, century; kilometres, metres, miles, feet, inches; kilograms, tonnes, pounds, grams; million, billion, thousand; mathematics, physics, chemistry, biology, history,
law, medicine, music, philosophy, economics, geography; army, navy, air force; hand, foot, head, arm, leg, heart, lung, liver, eye, ear; murder, theft, fraud, arson, kidnapping,
bribery, treason; copied, destroyed, repaired, sold, painted, burned, hidden; wrote, directed, produced, translated, reviewed; bought, rented, stole, inherited; mayor, deputy, secretary,
treasurer, chairman; tenant, landlord, owner, guest; seller, buyer; plaintiff, defendant, judge, witness; employer, employee; euros, dollars, pounds, francs, yen; percent, euros; phone, e-mail,
fax, letter; cash, card, cheque; deposit, rent, fine, fee, tax, bonus; roof, cellar, kitchen, garden, garage, balcony, bathroom; server, printer, router, laptop, keyboard, screen;
written, oral; monthly, weekly, daily, yearly; free, paid; optional, mandatory; public, private; temporary, permanent; real, fictional; alive, dead; single, married, divorced; rich, poor; primary school,
secondary school, university; economic, military, political, religious, scientific, artistic, legal, medical
"""

_CALLED = re.compile(r"(?:an|ish|ese|ch|ek|ss|i)$")


def with_coordinate_term(sentence: str) -> Iterator[str]:
    """The sentence with one word replaced by another of its kind; "a" becomes "an" where it must."""
    words = list(re.finditer(r"[^\W\d_][\w'’-]*", sentence))
    for first in range(len(words)):
        for more in (0, 1):
            if first + more >= len(words):
                continue
            start, end = words[first].start(), words[first + more].end()
            for other in _of_its_kind(sentence[start:end]):
                # What it is already named beside is no change: "an actor and singer".
                if not re.search(rf"\b{re.escape(other)}\b", sentence):
                    yield _with_article(sentence[:start], other) + sentence[end:]


def _of_its_kind(word: str) -> Sequence[str]:
    found = _groups().get(word)
    if found is None and word.endswith("s") and word[:-1] in _groups():
        return [f"{other}s" for other in _groups()[word[:-1]] if not other.endswith(("s", "y", "h"))]
    return found or ()


def _with_article(before: str, word: str) -> str:
    article = "an" if word[0].lower() in "aeio" or word.startswith("un") else "a"
    return re.sub(r"\b(a)n?( )$", lambda found: f"{article}{found[2]}", before) + word


@cache
def _groups() -> Mapping[str, Sequence[str]]:
    groups = [
        [entry.strip().split("/") for entry in " ".join(line.split()).split(",")]
        for line in _TERMS.split(";")
    ]
    groups.append([[month] for month in MONTHS])
    groups.append(
        [["Monday"], ["Tuesday"], ["Wednesday"], ["Thursday"], ["Friday"], ["Saturday"], ["Sunday"]]
    )
    # Of a country its first name, and what is called after it: "India" for "France", "Indian" for "French".
    groups.append([[names[0]] for names in COUNTRIES])
    groups.append(
        [called for names in COUNTRIES if (called := [name for name in names[1:] if _CALLED.search(name)])]
    )
    found: dict[str, list[str]] = defaultdict(list)
    for group in groups:
        for entry in group:
            for word in entry:
                found[word] += [other[0] for other in group if other is not entry]
    return found
