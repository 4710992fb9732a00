"""Keeps an index in step with a folder until you press Enter.

python examples/follow_a_folder.py FOLDER
"""

import sys
import threading
from pathlib import Path

from rag import Assistant, IngestReport

if len(sys.argv) != 2:
    sys.exit(__doc__)
folder, stop = Path(sys.argv[1]), threading.Event()


def stop_on_enter() -> None:
    """Ends the loop below."""
    input("Press Enter to stop.\n")
    stop.set()


threading.Thread(target=stop_on_enter, daemon=True).start()
assistant = Assistant.open(folder / ".pincite")
# The first round is what `assistant.sync(folder)` does; one more follows each change.
for report in assistant.watch(folder, stop=stop):
    if isinstance(report, IngestReport):
        print(f"{len(report.added)} added, {len(report.updated)} updated, {len(report.removed)} removed")
    else:
        print(f"nothing was changed, the next round tries again: {report}")
