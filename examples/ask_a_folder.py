"""Asks one question of all files in a folder, and prints the answer with its sources.

python examples/ask_a_folder.py FOLDER "When was the bridge opened?"

The index is kept in FOLDER/.pincite, so the next question does not read the same files again.
"""

import sys
from pathlib import Path

from rag import Assistant

if len(sys.argv) != 3:
    sys.exit(__doc__)
folder, question = Path(sys.argv[1]), sys.argv[2]
assistant = Assistant.open(folder / ".pincite")

report = assistant.add(folder)
for source, reason in report.failed:
    print(f"could not be read: {source}: {reason}")

# An answer whose status is "not_found" has a text too: it says that the documents do not answer.
answer = assistant.ask(question)
# What is asked for, if it is short: "1979".
if answer.short:
    print(answer.short)
print(answer.text)
for citation in answer.citations:
    place = ", ".join(filter(None, (citation.source, citation.section)))
    print(f'[{citation.number}] {place}: "{citation.quote}"')
