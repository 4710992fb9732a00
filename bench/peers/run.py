"""`python -m bench peers`: runs every library on the same samples and compares their figures."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.output import Results, Table
from bench.peers.declared import PEERS, PINCITE
from bench.peers.environments import Environment, Peer, UnavailableError, prepare
from bench.peers.metrics import FORMATS, figures
from bench.peers.process import adapter, drive, job
from bench.peers.sample import Sample, draw

# The first has a few long articles and quotes, the second many short abstracts and no quotes.
SETS = ("squad/valid", "scifact/train")
_INSTALLED = ("install MB", "import s", "start s")
_INSTALLED_NOTE = (
    "install: all of site-packages; Pincite's has the weights in it (92 MB), the others were given them. "
    "import: in a fresh process. start: from there until one document was searchable."
)
_SET_NOTE = (
    "Each run in a process of its own, 10 passages a question. nDCG is of documents, each at its first passage. "
    "Recall is of passages: questions with one that holds at least half of the quote's words in a row."
)
_RATIO_NOTE = "More is better for documents/s, MB/s, nDCG and recall, less for times, memory and size."

# The figures of one library on one set, or the reason why there are none.
Row = dict[str, float] | str


def peers(
    data: Path,
    cache: Path,
    *,
    questions: int = 200,
    documents: int = 1000,
    taking_part: Sequence[Peer] = PEERS,
) -> Results:
    """Measures every library on samples of `SETS`; the row of one that can't be measured gives the reason.

    Args:
        data: A folder with the folders `SETS`.
        cache: Where the environments are kept; the first run takes minutes to make them.
        questions: How many questions of each set.
        documents: How many documents of each set; more if the evidence of the questions needs them.
        taking_part: Pincite and the libraries to compare.
    """
    samples = [draw(data / name, questions, documents) for name in SETS]
    # All before the first measurement, so that pip does not run beside one.
    environments = {peer.name: _prepared(peer, cache) for peer in taking_part}
    rows = {
        sample.name: {peer.name: _row(peer, environments[peer.name], sample) for peer in taking_part}
        for sample in samples
    }
    return Results(
        name="peers",
        tables=_tables(rows, samples, _builds(environments)),
        data={
            "sets": [
                {
                    "name": sample.name,
                    "documents": len(sample.documents),
                    "bytes": sample.bytes,
                    "questions": len(sample.questions),
                }
                for sample in samples
            ],
            "figures": rows,
            "versions": {
                name: environment
                if isinstance(environment, str)
                else {"python": environment.python_version, **environment.versions}
                for name, environment in environments.items()
            },
        },
    )


def _report(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _prepared(peer: Peer, cache: Path) -> Environment | str:
    _report(f"{peer.name}: environment")
    try:
        return prepare(peer, cache)
    except UnavailableError as error:
        return str(error)


def _row(peer: Peer, environment: Environment | str, sample: Sample) -> Row:
    if isinstance(environment, str):
        return environment
    _report(
        f"{peer.name}: {len(sample.documents)} documents, {len(sample.questions)} questions of {sample.name}"
    )
    try:
        outcome = drive(environment.python, adapter(peer), job(sample), cores=os.cpu_count() or 1)
    except UnavailableError as error:
        _report(f"{peer.name}: {error}")
        return str(error)
    return {
        "install MB": environment.size_mb,
        "import s": outcome["import_s"],
        "start s": outcome["start_s"],
        **figures(outcome, sample),
    }


def _builds(environments: Mapping[str, Environment | str]) -> str:
    """Names the libraries that run with another Python or build of torch than Pincite."""
    builds = {
        name: f"Python {environment.python_version}, torch {environment.versions.get('torch')}"
        for name, environment in environments.items()
        if not isinstance(environment, str)
    }
    own = builds.get(PINCITE.name)
    return " ".join(
        f"{name} has {build} (Pincite: {own}), so its size does not compare."
        for name, build in builds.items()
        if own and build != own
    )


def _tables(rows: Mapping[str, Mapping[str, Row]], samples: Sequence[Sample], builds: str) -> list[Table]:
    measured = [name for name in FORMATS if name not in _INSTALLED]
    titles = {
        sample.name: f"{sample.name}: {len(sample.documents)} documents, {sample.bytes / 1e6:.2f} MB, {len(sample.questions)} questions"
        for sample in samples
    }
    # Importing and starting do not depend on the documents, so one set is enough.
    last = rows[samples[-1].name]
    note = f"{_INSTALLED_NOTE} {builds}".rstrip()
    tables = [absolute("Installed", last, _INSTALLED, note), ratio("Installed", last, _INSTALLED)]
    for name, group in rows.items():
        tables += [absolute(titles[name], group, measured, _SET_NOTE), ratio(titles[name], group, measured)]
    return tables


def absolute(title: str, rows: Mapping[str, Row], columns: Sequence[str], note: str) -> Table:
    """A table of the figures; a library without figures has its reason beside its name."""
    lines = []
    for name, row in rows.items():
        if isinstance(row, str):
            lines.append([f"{name}: {row}", *["-"] * len(columns)])
        else:
            lines.append([name, *(_written(row.get(column), FORMATS[column]) for column in columns)])
    return Table(title=title, columns=["", *columns], rows=lines, note=note)


def ratio(title: str, rows: Mapping[str, Row], columns: Sequence[str]) -> Table:
    """A table of the figures divided by Pincite's; it has no rows if Pincite has no figures."""
    own = rows.get(PINCITE.name, "")
    lines = []
    for name, row in rows.items():
        if not isinstance(row, str) and not isinstance(own, str):
            # A figure of Pincite may be missing or 0, by which nothing can be divided.
            ratios = (
                row[column] / own[column] if column in row and own.get(column) else None for column in columns
            )
            lines.append([name, *(_written(value, ".2f") for value in ratios)])
    return Table(title=f"{title}, Pincite = 1", columns=["", *columns], rows=lines, note=_RATIO_NOTE)


def _written(value: float | None, format_: str) -> str:
    return "-" if value is None else format(value, format_)
