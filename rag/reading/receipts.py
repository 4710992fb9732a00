"""What an item of a receipt costs in the end: the amount that stands alone below the item and its discount.

Headphones, black      AUDIO-55 1 @ $349.99      Member discount $-50.00      $299.99
"""

import re
from collections.abc import Iterator, Sequence

from index import Passage, stems
from rag.questions.analysis import QuestionTerms
from rag.reading.evidence import Evidence

_ASKS = re.compile(
    r"\b(?:how much|what|price|cost|wie ?viel|was|combien|cuánto)\b.*\b(?:after|with|including|net of|less|minus|nach|mit|abzüglich|après|avec"
    r"|después|con)\b.*\b(?:discounts?|rebates?|reductions?|coupons?|vouchers?|deductions?|rabatte?s?|nachlass|remises?|réductions?|descuentos?)\b",
    re.IGNORECASE,
)
_DISCOUNT = re.compile(
    r"\b(?:discounts?|rebates?|reductions?|coupons?|vouchers?|savings?|rabatt|nachlass|remise|réduction|descuento)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"\s*(?:[A-Z]{3} |[$€£¥])?\s?\d[\d.,' ]*\s?(?:[$€£¥]|EUR|USD|GBP|CHF)?\s*")
_RULE = re.compile(r"[\s=_*.–—-]{4,}")
# A longer stretch before an amount is no item.
_MOST_LINES = 6
_GENERAL = frozenset(
    stems(
        "cost costs price pay paid payed much amount after net discount rebate reduction coupon voucher final end"
    )
)


def discounted(
    query: QuestionTerms, scored: Sequence[tuple[float, Evidence]]
) -> list[tuple[float, Evidence]]:
    """The amount of the item that the question names, then the item and its discount; none if it asks for no such."""
    if not _ASKS.search(query.text):
        return []
    pairs = {(pair[1].hit.passage.document_id, pair[1].sentence): pair for pair in scored}
    passages = {pair[1].hit.passage.id: pair[1].hit.passage for pair in scored}
    for passage in passages.values():
        for item, amount in _items(passage):
            if _is_asked(query, [passage.quote(passage.sentences[number]) for number in item]):
                places = [(passage.document_id, passage.sentences[number]) for number in (amount, *item)]
                return [pairs[place] for place in places if place in pairs]
    return []


def _items(passage: Passage) -> Iterator[tuple[list[int], int]]:
    """The sentences of each item, and the one that is nothing but its amount."""
    item: list[int] = []
    for number, span in enumerate(passage.sentences):
        text = passage.quote(span)
        if _AMOUNT.fullmatch(text):
            if 0 < len(item) <= _MOST_LINES:
                yield item, number
            item = []
        elif _RULE.fullmatch(text):
            item = []
        else:
            item.append(number)


def _is_asked(query: QuestionTerms, lines: Sequence[str]) -> bool:
    text = " ".join(lines)
    wanted = frozenset(query.terms) - _GENERAL
    return (
        bool(wanted) and _DISCOUNT.search(text) is not None and wanted <= query.matched(query.stems_of(text))
    )
