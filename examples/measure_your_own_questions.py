"""Measures how well your own questions are answered from your own documents.

python examples/measure_your_own_questions.py FOLDER

FOLDER holds questions.jsonl and a folder documents (docs/evaluate.md shows their form). It does the same as
`pincite eval FOLDER`, from Python.
"""

import sys
from pathlib import Path

from rag.evaluation import evaluate, is_right, read_set, summarise

if len(sys.argv) != 2:
    sys.exit(__doc__)
folder = Path(sys.argv[1])
evaluation = evaluate(read_set(folder), cache=folder / ".pincite")
for problem in evaluation.problems:
    print(f"note: {problem}")

for figure in summarise(evaluation):
    value, low, high = figure.estimate.value, figure.estimate.low, figure.estimate.high
    print(f"{figure.group}: {figure.name}: {value:.2f} {figure.unit} ({low:.2f} to {high:.2f})")

for record in evaluation.records:
    right = is_right(record) if record.answerable else record.status == "not_found"
    if not right:
        print(f"wrong: {record.question} ({record.status})")
