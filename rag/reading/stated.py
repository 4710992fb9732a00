"""The question and its answer as a statement: does the sentence that they are from support it?

"Who built the mill?" and "Ann Lee" are "Ann Lee built the mill.", which "Ann Lee sold the mill" does not support. The span model
reads a question whose name or relation is another as if it were the one that the sentence answers; a checker has seen both.
"""

import math

from rag.protocols import Pair, Support
from rag.questions.statements import statement
from rag.reading.evidence import Evidence

# Beyond these odds the checker says no more.
_MAX_LOGIT = 6.0


def stated(question: str, best: Evidence) -> Pair | None:
    """The statement with its sentence; None if no words are marked, or no rule makes a statement of the question."""
    span = best.scores.span
    if span is None:
        return None
    answer, sentence = (" ".join(text.split()) for text in (best.hit.passage.quote(span), best.text))
    made = statement(question, answer, sentence)
    return Pair(sentence=made, text=sentence, title=best.hit.passage.title) if made else None


def stated_features(support: Support | None) -> dict[str, float]:
    """Features of the confidence: whether there is a statement, and the log-odds that it is supported and contradicted."""
    if support is None:
        return {"stated": 0.0, "said": 0.0, "denied": 0.0}
    return {"stated": 1.0, "said": _logit(support.supported), "denied": _logit(support.contradicted)}


def _logit(probability: float) -> float:
    least = 1 / (1 + math.exp(_MAX_LOGIT))
    kept = min(1 - least, max(least, probability))
    return math.log(kept / (1 - kept))
