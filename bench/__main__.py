"""`python -m bench NAME --data FOLDER`: runs one bench, prints its tables, and keeps JSON and plots."""

import argparse
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

# The names are those of the table in bench/README.md; a test compares them.
BENCHES = {
    "retrieval": "how good the search is: against reference figures, and for each setting",
    "ablations": "changes to the search that were tried, and what each gained or lost",
    "answers": "how good the answers are: built-in, local writer, and the plain recipe",
    "written": "the prose of a language model beside the quoted answer and the plain recipe; hidden instructions",
    "realdocs": "questions that people ask of real documents, in one index",
    "field": "questions on small inputs of many kinds, each in its own index",
    "statements": "what the statements of answers are: headings, questions; and false disagreements",
    "disfluent": "questions with slips of the tongue, beside the same ones without",
    "changes": "questions with one thing changed, which the documents don't answer: how many are refused",
    "reader": "how long the built-in reader takes: a passage, and a question over 10,000 passages",
    "tables": "questions of tables, each asked of its own: lookups, counts, sums, the most and the least",
    "followups": "whether questions of a conversation are made to stand alone as people do it",
    "thinking": "what a language model adds to the search: follow-ups, other words, looking further",
    "index": "how fast documents are indexed",
    "quantization": "what quantized vector search misses of exact search, on real vectors",
    "attack": "what other websites, strangers and guessers get of a served page, and of what programs reach",
    "users": "what people who share a server are shown of one another, and can change, on every interface",
    "crash-safety": "the index after a thousand kills, and read while it is written",
    "workers": "processes that read documents for one index and are killed: of a database's queue, and of Dask",
    "cluster": "one and two workers of Dask on this machine: how fast they read and embed",
    "faults": "a fault of the disk at every write, and a loss of power after each",
    "soak": "memory and descriptors of two readers and a writer over many changes",
    "scale": "time, memory and disk up to a million passages",
    "postgres": "an index in PostgreSQL beside one in a folder: how good, how fast, how large",
    "shards": "one database beside two that share the passages: whether they find the same, and how fast",
    "servers": "many people on two servers over one database: who waits how long, and who gets what is another's",
    "failover": "the primary of two servers of PostgreSQL, killed under load: what is lost, wrong or late",
    "parsing": "how much of files whose text is known the readers give back; then the files in FOLDER",
    "fuzz": "thousands of damaged files, those in FOLDER too: no crash, no hang",
    "growth": "whether reading takes twice as long for twice the text, whatever is repeated in it",
    "load": "many visitors of the page at once, with uploads going on, and askers who leave",
    "command": "what a start of the command costs, and a question with and without a running server",
    "page": "how fast the page comes, whether a keystroke waits, how a long PDF scrolls: in a real browser",
    "retrievers": "the examples for LangChain and LlamaIndex, with the real packages in an environment of their own",
    "programs": "what programs get of a server: what HTTP adds, searches a second, and what is malformed",
    "peers": "the same measurements of LangChain, LlamaIndex, Haystack, txtai and haiku.rag",
}

# The benches that need the evaluation sets: module and function.
_WITH_SETS = {
    "retrieval": "retrieval:retrieval",
    "ablations": "ablations:ablations",
    "answers": "answers:answers",
    "written": "writing.written:written",
    "realdocs": "everyday.realdocs:realdocs",
    "field": "everyday.field:field",
    "statements": "everyday.statements:statements",
    "disfluent": "everyday.disfluent:disfluent",
    "changes": "everyday.changes:changes",
    "reader": "reader:reader",
    "tables": "table_questions:tables",
    "followups": "followups:followups",
    "thinking": "thinking:thinking",
    "index": "indexing:indexing",
    "quantization": "quantization:quantization",
    "load": "load.load:load",
    "programs": "programs.programs:programs",
    "peers": "peers.run:peers",
}


def main() -> None:
    """Reads the command line and runs one bench."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="Measures Pincite.",
        epilog="\n".join(f"{name:<13} {what}" for name, what in BENCHES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument("folder", type=Path, nargs="?", help="real files, for parsing and fuzz")
    parser.add_argument(
        "--data",
        type=Path,
        help="the folder of evaluation sets that bench/README.md describes; some benches need none",
    )
    parser.add_argument("--out", type=Path, default=Path("bench/out"), help="where results and caches go")
    parser.add_argument("--inputs", type=int, default=20_000, help="fuzz: how many damaged files")
    parser.add_argument(
        "--seed", type=int, default=1, help="parsing, fuzz: a new seed makes another text and other damage"
    )
    parser.add_argument(
        "--minutes", type=float, help="fuzz, soak: the time, 20; load: how long, 3; servers: 5"
    )
    parser.add_argument("--visitors", type=int, default=50, help="load, servers: how many at once")
    parser.add_argument(
        "--keep", type=Path, help="fuzz: where to keep inputs that fail; by default a temporary folder"
    )
    parser.add_argument(
        "--only",
        nargs="+",
        default=[],
        help="realdocs: ids or kinds of questions; written: sets, realdocs, injection; field: names of cases; faults: operations; growth: formats",
    )
    parser.add_argument(
        "--model", default="smollm2", help="written, thinking: the language model, as --writer takes it"
    )
    parser.add_argument(
        "--questions", type=int, default=25, help="thinking: how many questions of each kind, at most"
    )
    parser.add_argument("--kills", type=int, default=20, help="failover: how often the primary is killed")
    parser.add_argument("--database", help="postgres, workers: an empty database, postgresql://...")
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="*",
        default=[100_000],
        help="postgres, shards: how many passages; several for several runs",
    )
    parser.add_argument(
        "--leave",
        action="store_true",
        help="postgres: leave the index in the database; the next run with this option only asks",
    )
    # parse_args would not find FOLDER behind options.
    arguments = parser.parse_intermixed_args()
    if arguments.bench in ("parsing", "fuzz", "growth"):
        raise SystemExit(_run_on_files(arguments))
    if arguments.bench in ("faults", "soak", "retrievers", "failover", "servers"):
        raise SystemExit(_run_on_disk(arguments))
    if arguments.data is None and arguments.bench not in (
        "scale",
        "postgres",
        "attack",
        "users",
        "crash-safety",
        "page",
        "command",
        "workers",
        "cluster",
        "shards",
    ):
        parser.error("--data is needed: the folder of evaluation sets")
    try:
        _run(arguments.bench, arguments.data, arguments.out, _chosen(arguments))
    except KeyboardInterrupt:
        raise SystemExit(
            "stopped; finished work is kept, and the same command continues from there"
        ) from None


def _chosen(arguments: argparse.Namespace) -> dict[str, Any]:
    """The arguments that only some benches take."""
    if arguments.bench in ("realdocs", "field"):
        return {"only": arguments.only}
    if arguments.bench == "thinking":
        return {"only": arguments.only, "model": arguments.model, "count": arguments.questions}
    if arguments.bench == "written":
        return {"only": arguments.only, "model": arguments.model}
    if arguments.bench == "postgres" and arguments.database is None:
        raise SystemExit("--database is needed: an empty database, postgresql://...")
    return {
        "load": {"visitors": arguments.visitors, "minutes": arguments.minutes or 3},
        "postgres": {
            "address": arguments.database,
            "sizes": arguments.sizes,
            "leave": arguments.leave,
        },
        "shards": {"sizes": arguments.sizes},
        "workers": {"database": arguments.database},
    }.get(arguments.bench, {})


def _run_on_files(arguments: argparse.Namespace) -> int:
    """Runs a bench that takes a folder of files, or nothing, instead of evaluation sets; returns the exit status."""
    from bench.output import publish

    if arguments.bench == "parsing":
        from bench.parsing.parsing import parsing

        publish(parsing(arguments.folder, seed=arguments.seed), arguments.out)
        return 0
    if arguments.bench == "growth":
        from bench.fuzzing.growth import reader_growth

        results, failed = reader_growth(arguments.only)
        publish(results, arguments.out)
        return int(failed)
    from bench.fuzzing.fuzz import fuzz

    limits = {"inputs": arguments.inputs, "seed": arguments.seed, "minutes": arguments.minutes or 20}
    results, failed = fuzz(arguments.folder, arguments.keep, **limits)
    publish(results, arguments.out)
    # A failure that was found is an exit status too, so that scripts notice it.
    return int(failed)


def _run_on_disk(arguments: argparse.Namespace) -> int:
    """Runs a bench that can find something wrong and takes no evaluation sets; returns the exit status."""
    from bench.output import publish

    folder = arguments.out / "cache" / arguments.bench
    if arguments.bench == "faults":
        from bench.faults.faults import faults

        results, failed = faults(folder, arguments.only)
    elif arguments.bench == "failover":
        from bench.postgres.failover import failover

        results, failed = failover(arguments.kills)
    elif arguments.bench == "servers":
        from bench.postgres.servers import servers

        results, failed = servers(folder, people=arguments.visitors, minutes=arguments.minutes or 5)
    elif arguments.bench == "retrievers":
        from bench.retrievers import retrievers

        # Where `peers` has its environments.
        results, failed = retrievers(arguments.out / "cache")
    else:
        from bench.soak import soak

        results, failed = soak(folder, minutes=arguments.minutes or 20)
    publish(results, arguments.out)
    return int(failed)


def _run(name: str, data: Path, out: Path, chosen: Mapping[str, Any]) -> None:
    # Imported late: --help needs neither torch nor scikit-learn.
    from bench.output import publish

    cache = out / "cache"
    if name == "crash-safety":
        from bench.crash_safety import crash_safety

        results = crash_safety(cache / name)
    elif name == "postgres":
        from bench.postgres.run import postgres

        results = postgres(data, cache, **chosen)
    elif name == "attack":
        from bench.attack.attack import attack

        results = attack(cache)
    elif name == "users":
        from bench.users.users import users

        results = users(cache)
    elif name == "page":
        from bench.page.page import page

        results = page(cache)
    elif name == "command":
        from bench.command import command

        results = command(cache)
    elif name == "workers":
        from bench.workers.workers import workers

        results = workers(cache / name, database=chosen["database"])
    elif name == "cluster":
        from bench.workers.speed import cluster

        results = cluster(cache / name)
    elif name == "shards":
        from bench.postgres.shards import shards

        results = shards(cache, **chosen)
    elif name == "scale":
        from bench.scale import scale

        results = scale(cache)
    else:
        module, _, function = _WITH_SETS[name].partition(":")
        results = getattr(import_module(f"bench.{module}"), function)(data, cache, **chosen)
    publish(results, out)


if __name__ == "__main__":
    main()
