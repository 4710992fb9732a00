"""English words for numbers and months, as both readers of numbers know them."""

from collections.abc import Iterable
from decimal import Decimal

ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
ORDINALS = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
TENS = {
    word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"dozen": 12, "hundred": 100} | {
    word: 1000**n for n, word in enumerate("thousand million billion trillion".split(), 1)
}
MONTHS = "January February March April May June July August September October November December".split()
SHORT_MONTHS = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"


# Decimal, since numbers are compared digit by digit: in floats 2.03 thousand is 2029.9999999999998.
def number_value(parts: Iterable[tuple[Decimal, bool]]) -> Decimal:
    """The value of the words of one number: "two hundred thousand ten" is 2 * 100 * 1,000 + 10.

    Args:
        parts: The value of each word in order, and whether it is one of `SCALES`.
    """
    total = current = Decimal(0)
    for value, is_scale in parts:
        if not is_scale:
            current += value
        # "hundred" multiplies what came since the last "thousand": "one thousand two hundred".
        elif value <= SCALES["hundred"]:
            current = (current or 1) * value
        elif total and not current:  # "two thousand million"
            total *= value
        else:
            total, current = total + (current or 1) * value, Decimal(0)
    return total + current
