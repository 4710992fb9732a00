"""What the command costs: processor time of a start, and how long a question takes with and without a running server."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.output import Results, Table
from bench.server import served
from rag import Assistant, seed_files

_COLD_ROUNDS, _WARM_ROUNDS = 5, 20
_MAIN = "from ui.cli.command import main; main()"
# As every question began until 2026-11-30: the embedder imported both, and `import rag` all of what answers.
_BEFORE = f"import sentence_transformers, transformers; {_MAIN}"
_QUESTION = "How many sappers will be sent?"
# One that was asked before is answered from memory by the server, so each is asked once.
_QUESTIONS = (
    "How many construction workers are sent?",
    "Who approved the deployment?",
    "Where are the sappers sent?",
    "What will the sappers do?",
    "How many troops were sent in late 2024?",
    "How many soldiers were killed or wounded?",
    "What did Ukrainian officials say of the losses?",
    "What does North Korea receive in return?",
    "Who is Soo Kim?",
    "What did South Korea's Foreign Ministry say?",
    "What did the State Department warn of?",
    "When was the treaty signed?",
    "Who signed the defense treaty?",
    "What did Shigeru Ishiba say?",
    "Where was the aerial exercise held?",
    "How many North Koreans operate in Russia?",
    "What has Russia supplied to Pyongyang?",
    "What will both nations build?",
    "When was the closed-door briefing?",
    "What is the name of Kim's wife?",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run took, in seconds: `cpu` of all its processors together, `wall` from its start to its end."""

    cpu: float
    wall: float


def command(cache: Path) -> Results:
    """Runs the real command in processes of its own, over an index of the seeds."""
    index = cache / "command"
    if not index.exists():
        assistant = Assistant.open(index)
        assistant.add(*seed_files())
        assistant.close()
    runs = {
        "pincite --help": _median([_run(index, ["--help"]) for _ in range(_COLD_ROUNDS)]),
        "pincite list": _median([_run(index, ["list"]) for _ in range(_COLD_ROUNDS)]),
        "pincite ask, as until 2026-11-30": _median(
            [_run(index, ["ask", "--cold", _QUESTION], _BEFORE) for _ in range(_COLD_ROUNDS)]
        ),
        "pincite ask, models loaded": _median(
            [_run(index, ["ask", "--cold", _QUESTION]) for _ in range(_COLD_ROUNDS)]
        ),
    }
    with served(index, "--no-page"):
        # The models are loaded with it.
        _run(index, ["ask", _QUESTION])
        runs["pincite ask, by a running server"] = _median(
            [_run(index, ["ask", question]) for question in _QUESTIONS[:_WARM_ROUNDS]]
        )
    rows = [(name, f"{cost.cpu:.2f} s", f"{cost.wall:.2f} s") for name, cost in runs.items()]
    table = Table(
        title="The command",
        columns=("", "processor time", "time"),
        rows=rows,
        note=f"Medians of {_COLD_ROUNDS} runs, of a server {_WARM_ROUNDS} questions; the server's own time is not counted",
    )
    return Results(name="command", tables=[table], data={name: asdict(cost) for name, cost in runs.items()})


def _run(index: Path, arguments: Sequence[str], script: str = _MAIN) -> Cost:
    before, started = os.times(), time.perf_counter()
    # 1 says that the documents do not answer.
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        env={**os.environ, "PINCITE_DATA": str(index)},
        stdout=subprocess.DEVNULL,
        check=False,
    )
    wall, after = time.perf_counter() - started, os.times()
    if done.returncode > 1:
        raise SystemExit(f"pincite {' '.join(arguments)} failed")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Cost(cpu=cpu, wall=wall)


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(
        cpu=statistics.median(cost.cpu for cost in costs), wall=statistics.median(cost.wall for cost in costs)
    )
