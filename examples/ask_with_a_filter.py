"""Asks only some of the documents: those with a matching path that changed on or after a date.

python examples/ask_with_a_filter.py FOLDER "How long is the notice period?" "*/contracts/*" 2026-01-01

Documents are filtered before they are ranked: the best of the few are found however many others there are.
"""

import sys
from pathlib import Path

from rag import Assistant, Filter

if len(sys.argv) != 5:
    sys.exit(__doc__)
folder, question, pattern, date = Path(sys.argv[1]), *sys.argv[2:]
where = Filter(source=pattern, after=date)

assistant = Assistant.open(folder / ".pincite")
assistant.add(folder)

print("The nearest passages:")
for hit in assistant.search(question, k=3, where=where):
    print(f"{hit.rank}. {hit.passage.source} ({hit.score:.2f})")

print("The answer:")
print(assistant.ask(question, where=where).text)
