"""Words for counting, adding and comparing in German, French and Spanish, as the model knows them in English.

Only the words of a question that say what to do are put into English; names of columns and what stands in cells are matched as
they are.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_PAIRS = {
    "de": """
        wie viele|how many;wieviele|how many;wie viel|how much;wieviel|how much;wie oft|how often;wie lange|how long;wie|how;
        welcher|which;welche|which;welches|which;welchem|which;welchen|which;was|what;wer|who;wem|whom;wessen|whose;
        wann|when;wo|where;anzahl|number;zahl|number;summe|sum;insgesamt|total;gesamt|total;zusammen|together;
        gesamtzahl|total number;gesamtsumme|total;durchschnitt|average;durchschnittlich|average;durchschnittliche|average;
        mittelwert|mean;im mittel|average;unterschied|difference;differenz|difference;verhältnis|ratio;anteil|share;prozent|percent;
        die meisten|the most;am meisten|the most;meisten|most;meiste|most;die wenigsten|the fewest;am wenigsten|the least;
        wenigsten|fewest;größte|largest;größten|largest;größter|largest;kleinste|smallest;kleinsten|smallest;
        höchste|highest;höchsten|highest;höchster|highest;niedrigste|lowest;niedrigsten|lowest;geringste|lowest;geringsten|lowest;
        älteste|oldest;ältesten|oldest;jüngste|youngest;jüngsten|youngest;neueste|newest;neuesten|newest;früheste|earliest;
        frühesten|earliest;späteste|latest;spätesten|latest;längste|longest;längsten|longest;kürzeste|shortest;
        kürzesten|shortest;beste|best;besten|best;schlechteste|worst;schlechtesten|worst;schnellste|fastest;
        schnellsten|fastest;langsamste|slowest;teuerste|most expensive;teuersten|most expensive;billigste|cheapest;
        günstigste|cheapest;günstigsten|cheapest;schwerste|heaviest;leichteste|lightest;häufigsten|most often;häufigste|most common;
        zuerst|first;zuletzt|last;erste|first;ersten|first;erster|first;letzte|last;letzten|last;letzter|last;
        mehr als|more than;weniger als|less than;mindestens|at least;höchstens|at most;über|over;unter|under;mehr|more;
        weniger|less;größer|larger;kleiner|smaller;höher|higher;niedriger|lower;älter|older;jünger|younger;länger|longer;
        kürzer|shorter;als|than;zwischen|between;nach|after;vor|before;seit|since;bis|until;nächste|next;nächsten|next;
        vorherige|previous;danach|after;davor|before;nicht|not;ohne|without;kein|no;keine|no;keinen|no;außer|except;
        andere|other;anderen|other;gleiche|same;gleichen|same;derselben|same;dieselbe|same;selben|same;und|and;oder|or;
        der|the;die|the;das|the;den|the;dem|the;des|the;ein|a;eine|a;einen|a;einem|a;einer|a;im|in;in|in;am|on;an|at;
        aus|from;von|of;vom|of the;mit|with;für|for;auf|on;bei|at;zu|to;zum|to;zur|to;ist|is;sind|are;war|was;waren|were;
        hat|has;haben|have;hatte|had;hatten|had;wurde|was;wurden|were;wird|is;werden|are;gibt|are;es|there;alle|all;alles|all""",
    "fr": """
        combien de|how many;combien d|how many;combien|how many;quel est|what is;quelle est|what is;quel|which;quelle|which;
        quels|which;quelles|which;qui|who;quand|when;où|where;que|what;qu|what;nombre|number;somme|sum;au total|total;
        total|total;totale|total;ensemble|together;moyenne|average;moyen|average;en moyenne|average;différence|difference;
        écart|difference;rapport|ratio;proportion|proportion;part|share;pourcentage|percentage;
        le plus de|the most;la plus de|the most;le moins de|the least;le plus grand|the largest;la plus grande|the largest;
        le plus petit|the smallest;la plus petite|the smallest;le plus élevé|the highest;la plus élevée|the highest;
        le plus haut|the highest;la plus haute|the highest;le plus bas|the lowest;la plus basse|the lowest;
        le plus ancien|the oldest;la plus ancienne|the oldest;le plus vieux|the oldest;la plus vieille|the oldest;
        le plus récent|the newest;la plus récente|the newest;le plus long|the longest;la plus longue|the longest;
        le plus court|the shortest;la plus courte|the shortest;le plus cher|the most expensive;
        la plus chère|the most expensive;le moins cher|the cheapest;la moins chère|the cheapest;le plus souvent|the most often;
        le plus|the most;la plus|the most;les plus|the most;le moins|the least;la moins|the least;
        meilleur|best;meilleure|best;pire|worst;premier|first;première|first;dernier|last;dernière|last;maximum|maximum;
        minimum|minimum;plus de|more than;plus d|more than;moins de|less than;moins d|less than;au moins|at least;
        au plus|at most;plus que|more than;moins que|less than;plus|more;moins|less;entre|between;après|after;avant|before;
        depuis|since;jusqu|until;suivant|next;suivante|next;précédent|previous;précédente|previous;pas|not;sans|without;
        sauf|except;autre|other;autres|other;même|same;et|and;ou|or;le|the;la|the;les|the;l|the;un|a;une|a;des|of the;
        du|of the;de|of;d|of;à|at;au|at the;aux|at the;en|in;dans|in;sur|on;avec|with;pour|for;par|by;est|is;sont|are;
        était|was;étaient|were;a|has;ont|have;avait|had;il|there;y|there;ce|this;ces|these;tous|all;toutes|all""",
    "es": """
        cuántos|how many;cuántas|how many;cuánto|how much;cuánta|how much;cuál es|what is;cuál|which;cuáles|which;
        qué|which;quién|who;quiénes|who;cuándo|when;dónde|where;en qué|in which;número|number;cantidad|number;suma|sum;
        en total|total;total|total;juntos|together;juntas|together;promedio|average;media|average;en promedio|average;
        diferencia|difference;relación|ratio;porcentaje|percentage;proporción|proportion;
        el mayor|the largest;la mayor|the largest;el menor|the smallest;la menor|the smallest;el más alto|the highest;
        la más alta|the highest;el más bajo|the lowest;la más baja|the lowest;más antiguo|oldest;más antigua|oldest;
        más viejo|oldest;más joven|youngest;más nuevo|newest;más reciente|newest;más largo|longest;más larga|longest;
        más corto|shortest;más corta|shortest;más grande|largest;más pequeño|smallest;más pequeña|smallest;más caro|most expensive;
        más cara|most expensive;más barato|cheapest;más barata|cheapest;más alto|highest;más alta|highest;más bajo|lowest;
        más baja|lowest;mejor|best;peor|worst;mayor|largest;menor|smallest;máximo|maximum;mínimo|minimum;
        primero|first;primera|first;primer|first;último|last;última|last;más de|more than;menos de|less than;
        más que|more than;menos que|less than;al menos|at least;como máximo|at most;más|most;menos|least;entre|between;
        después|after;antes|before;desde|since;hasta|until;siguiente|next;anterior|previous;no|not;sin|without;excepto|except;
        otro|other;otra|other;otros|other;otras|other;mismo|same;misma|same;y|and;o|or;el|the;la|the;los|the;las|the;
        un|a;una|a;del|of the;de|of;en|in;a|to;al|to the;con|with;para|for;por|by;es|is;son|are;fue|was;fueron|were;
        era|was;tiene|has;tienen|have;hay|there are;todos|all;todas|all""",
}
_LONGEST = 3
_ACCENTS = str.maketrans("áéíóúñ", "aeioun")


class Word(NamedTuple):
    """A word of a question.

    Attributes:
        english: As the model knows it.
        asked: As written; empty for one that only the English has ("how many" for "cuántos").
    """

    english: str
    asked: str


def _lexicon(text: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    pairs = (pair.strip().split("|") for pair in re.split(r";\s*", text.strip()))
    return {tuple(words.split()): tuple(english.split()) for words, english in pairs}


_LEXICONS = {language: _lexicon(text) for language, text in _PAIRS.items()}
# Spanish and German are often typed without accents.
_LEXICONS["es"] |= {
    tuple(word.translate(_ACCENTS) for word in words): english for words, english in _LEXICONS["es"].items()
}
_ENGLISH = frozenset(
    "the of is are was were what which who when where how many much did does do has have had with from by and or than most least "
    "more less that this it for on".split()
)


def put_into_english(words: Sequence[str]) -> list[Word]:
    """The words of a question, in lower case, with those of another language that say what to do in English."""
    known = {language: sum((word,) in lexicon for word in words) for language, lexicon in _LEXICONS.items()}
    language = max(known, key=lambda name: known[name])
    # Of "total", "no" or a name nobody can tell the language.
    if known[language] < 2 or known[language] <= sum(word in _ENGLISH for word in words):
        return [Word(word, word) for word in words]
    return _replaced(words, _LEXICONS[language])


def _replaced(words: Sequence[str], lexicon: dict[tuple[str, ...], tuple[str, ...]]) -> list[Word]:
    found, at = list[Word](), 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            if english := lexicon.get(tuple(words[at : at + length])):
                found += _beside(english, words[at : at + length])
                break
        else:
            length = 1
            found.append(Word(words[at], words[at]))
        at += length
    return found


def _beside(english: Sequence[str], asked: Sequence[str]) -> list[Word]:
    """Both side by side; where one is longer the other is empty, so that no word of the question is lost."""
    size = max(len(english), len(asked))
    return [
        Word(*pair)
        for pair in zip(
            [*english, *[""] * (size - len(english))], [*asked, *[""] * (size - len(asked))], strict=True
        )
    ]
