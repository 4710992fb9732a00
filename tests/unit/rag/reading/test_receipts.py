"""An amount that stands alone on a receipt is that of the item above it."""

import pytest

from index import Hit
from rag.questions.analysis import analyse
from rag.reading.evidence import Evidence
from rag.reading.receipts import discounted
from rag.reading.span_reader import SentenceScores
from readings import passage_of

LINES = (
    "Cashier: Ann Lee", "-----------", "Desk lamp, brass LMP-55 1 @ $89.99", "Member discount $-10.00", "$79.99",
    "Wool rug 2 @ $40.00", "$80.00", "Kettle", "KET-7 1 @ $30.00", "Coupon $-5.00", "$25.00", "TOTAL $184.99",
)  # fmt: skip


def found(question: str) -> list[str]:
    hit = Hit(passage=passage_of(*LINES), score=0.5, rank=1)
    scores = SentenceScores(logit=0.0, span_logit=0.0, span=None)
    pairs = [(0.0, Evidence(hit=hit, number=at, scores=scores, features={})) for at in range(len(LINES))]
    return [evidence.text for _, evidence in discounted(analyse(question), pairs)]


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        ("How much did the lamp cost after the member discount?", [LINES[4], LINES[2], LINES[3]]),
        ("What was the price of the kettle with the coupon?", [LINES[10], *LINES[7:10]]),
        ("How much did the rug cost after the discount?", []),
        ("How much did the sofa cost after the discount?", []),
        ("How much did the lamp cost?", []),
    ],
)
def test_what_an_item_costs_after_its_discount_is_the_amount_below_both(question, lines) -> None:
    assert found(question) == lines
