"""Checks without Pincite that each quote of an exported answer stands in its document, to the character.

python examples/check_an_answer.py FOLDER answer.json

FOLDER has plain text files. Of other documents the text comes out of the answer, if it has texts (ask --with-texts).
Exits with 1 if a quote is not where it should be, or there is no text to look in.
"""

import hashlib
import json
import sys
from pathlib import Path

if len(sys.argv) != 3:
    sys.exit(__doc__)
answer = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
own = [document for document in answer["documents"] if document["text"]]
texts = {f"the answer's own copy of {document['source']}": document["text"].encode() for document in own}
texts |= {str(file): file.read_bytes() for file in Path(sys.argv[1]).rglob("*") if file.is_file()}
# The hash tells which text was cited, whatever its file is called now: a later name comes before the answer's own copy.
found = {hashlib.sha256(text).hexdigest(): (name, text) for name, text in texts.items()}
wrong = 0
for citation in answer["citations"]:
    name, text = found.get(citation["text_sha256"], ("no text has the hash of the cited one", b""))
    exact = text.decode()[citation["start"] : citation["end"]] == citation["quote"] if text else False
    wrong += not exact
    print(f"[{citation['number']}] {'exact' if exact else 'NOT THERE'}: {citation['title']} ({name})")
sys.exit(int(wrong > 0))
