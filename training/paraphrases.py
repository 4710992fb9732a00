"""What a sentence supports in other words or with less said, and what it denies by its numbers and dates."""

import random
import re
from collections.abc import Iterator, Sequence

from rag.questions.number_words import MONTHS
from training.rewordings import other_words

_MONTH = "|".join(MONTHS)
_DATE = re.compile(
    rf"\bon (?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{_MONTH}) (?P<year>\d{{4}})|(?P<month2>{_MONTH}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?, (?P<year2>\d{{4}}))\b"
)
_IN_YEAR = re.compile(rf"\bin (?:(?:{_MONTH}) )?(?P<year>1[5-9]\d\d|20\d\d)\b(?!s|-|–)")
_AMOUNT = re.compile(
    r"(?<![\w.,$€£-])(?P<number>\d{1,3}(?:,\d{3})+|\d{2,})(?![\w.,:%-]|,? \d{4}| (?:"
    + _MONTH
    + r"))(?= [a-z])"
)
_YEARS = range(1500, 2100)
# "He" for a name in front of a verb: how evidence speaks of what its document is about.
_SUBJECT = re.compile(
    r"^(?:The )?[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+)*(?= (?:is|was|has|had|became|began|made|won|also|later|then|would|could|[a-z]+ed|wrote|took|left|went|held)\b)"
)
_PRONOUNS = ("He", "She", "It", "It", "They", "This")


def paraphrases(sentence: str, text: str, random_: random.Random) -> list[str]:
    """The sentence in other words, with dates in other forms or in less detail, and with limits for its amounts."""
    return [
        *dict.fromkeys(
            [
                *other_words(sentence, text, random_),
                *_dates(sentence),
                *_limits(sentence, random_, above=False),
            ]
        )
    ]


def beyond(sentence: str, random_: random.Random) -> list[str]:
    """The sentence with another year, or with a limit that its amount does not reach."""
    return list(dict.fromkeys([*_other_years(sentence, random_), *_limits(sentence, random_, above=True)]))


def with_pronoun(sentence: str, random_: random.Random) -> tuple[str, str] | None:
    """The sentence with a pronoun for the name that it begins with, and that name; None if it begins with none."""
    found = _SUBJECT.match(sentence)
    if found is None:
        return None
    return random_.choice(_PRONOUNS) + sentence[found.end() :], found[0].removeprefix("The ")


def shortened(sentence: str) -> Sequence[str]:
    """Shorter sentences that the sentence supports: without what stands in brackets, between commas, or behind the last one."""
    found = [
        re.sub(r"\s*\([^()]*\)", "", sentence),
        re.sub(r",\s(?:which|who|where|whose|including|such as)\b[^,]*(?:,|(?=[.!]))", "", sentence),
        re.sub(
            r",\s(?:and|but|while|although|because|since|which|who|when|after|before)\b[^,]*(?=[.]$)",
            "",
            sentence,
        ),
        re.sub(
            r"^(?:In|On|At|After|Before|During|As|By|From|Since|Until|According to)\b[^,]{3,60},\s",
            "",
            sentence,
        ),
    ]
    return [
        line[:1].upper() + line[1:]
        for line in dict.fromkeys(found)
        if line != sentence and len(line.split()) >= _LEAST_LEFT and not re.search(r"^(?:and|but)\b", line)
    ]


# With fewer words hardly anything is said.
_LEAST_LEFT = 5


def _dates(sentence: str) -> Iterator[str]:
    for date in _DATE.finditer(sentence):
        day, month, year = (
            date["day"] or date["day2"],
            date["month"] or date["month2"],
            date["year"] or date["year2"],
        )
        for other in (
            f"on {day} {month} {year}",
            f"on {month} {day}, {year}",
            f"in {month} {year}",
            f"in {year}",
        ):
            yield _put(sentence, date.span(), other)
    for date in _IN_YEAR.finditer(sentence):
        yield _put(sentence, date.span(), f"in {date['year']}")
        yield _put(sentence, date.span(), f"in the {date['year'][:3]}0s")


def _other_years(sentence: str, random_: random.Random) -> Iterator[str]:
    for year in re.finditer(r"(?<![\w,.-])(?:1[5-9]|20)\d\d(?![\w,.]\d|\w)", sentence):
        other = int(year[0]) + random_.choice([-30, -20, -10, -7, -4, -3, -2, -1, 1, 2, 3, 5, 8, 10, 20, 40])
        yield _put(sentence, year.span(), str(other))
    for date in _IN_YEAR.finditer(sentence):
        other = int(date["year"][:3]) + random_.choice([-3, -2, -1, 1, 2])
        yield _put(sentence, date.span(), f"in the {other}0s")


def _limits(sentence: str, random_: random.Random, *, above: bool) -> Iterator[str]:
    """Limits of amounts: "258 boats" is more than 200 and fewer than 300 of them; `above` gives limits on the other side."""
    for found in _AMOUNT.finditer(sentence):
        number = int(found["number"].replace(",", ""))
        if number in _YEARS or re.search(
            r"(?:than|over|about|least|most|to|around|nearly|almost)\s$", sentence[: found.start()]
        ):
            continue
        step = 10 ** (len(str(number)) - 1)
        low, high = (number - 1) // step * step, (number // step + random_.randint(1, 2)) * step
        more = random_.choice(["more than", "over", "at least"])
        fewer = random_.choice(["less than", "fewer than", "under"])
        least, most = (high, low) if above else (low, high)
        if least:
            yield _put(sentence, found.span("number"), f"{more} {least:,}")
        if most:
            yield _put(sentence, found.span("number"), f"{fewer} {most:,}")


def _put(text: str, span: tuple[int, int], other: str) -> str:
    return text[: span[0]] + other + text[span[1] :]
