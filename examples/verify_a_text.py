"""Asks one question of a folder, and checks a text of your own against what the answer quotes.

python examples/verify_a_text.py FOLDER "When was the bridge opened?" "It was opened in 1979 [1]. It is made of steel [1]."

Exits with 1 if a sentence is not supported.
"""

import sys
from pathlib import Path

from rag import Assistant

if len(sys.argv) != 4:
    sys.exit(__doc__)
folder, question, text = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
assistant = Assistant.open(folder / ".pincite")
assistant.add(folder)

answer = assistant.ask(question)
checked = assistant.verify(text, answer.citations)
for sentence in checked:
    # "supported", "contradicted", or "neither": the quotes say nothing of it.
    print(f"{sentence.judgement.support}: {sentence.text}")
    if sentence.judgement.reason:
        print(f"    {sentence.judgement.reason}")
sys.exit(int(any(sentence.judgement.support != "supported" for sentence in checked)))
