"""Measures answers against an evaluation set, without a model as judge."""

from rag.evaluation.compare import Difference, compare
from rag.evaluation.figures import Figure, certainty, is_right, scores, summarise
from rag.evaluation.metrics import holds, ndcg, recall, reciprocal_rank
from rag.evaluation.records import CitedSentence, Evaluation, Record
from rag.evaluation.run import EvaluationProgress, evaluate
from rag.evaluation.saved import as_json, load, save
from rag.evaluation.sets import EvaluationSet, read_questions, read_set
from rag.evaluation.statistics import Estimate, Floats, mean, percentile, reliability, risk_coverage
from rag.export.quotes import find_quote

__all__ = [
    "CitedSentence",
    "Difference",
    "Estimate",
    "Evaluation",
    "EvaluationProgress",
    "EvaluationSet",
    "Figure",
    "Floats",
    "Record",
    "as_json",
    "certainty",
    "compare",
    "evaluate",
    "find_quote",
    "holds",
    "is_right",
    "load",
    "mean",
    "ndcg",
    "percentile",
    "read_questions",
    "read_set",
    "recall",
    "reciprocal_rank",
    "reliability",
    "risk_coverage",
    "save",
    "scores",
    "summarise",
]
