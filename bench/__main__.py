"""`python -m bench NAME --data FOLDER`: measures, prints a table, and keeps JSON and plots."""

import argparse
from importlib import import_module
from pathlib import Path

BENCHES = {
    "retrieval": "what is found: against published figures, and by each setting",
    "ablations": "what else was tried to find more, and what it gave",
    "answers": "what is answered: built-in, local writer, and the plain recipe",
    "reader": "how long the built-in reader takes, a passage and a question over 10,000",
    "index": "how fast documents are indexed",
    "quantization": "what approximate vector search misses, on real vectors",
    "crash-safety": "killed a thousand times, and read while it is written",
    "scale": "time, memory and disk up to a million passages",
    "parsing": "what comes back of files whose text is known, and of those in FOLDER",
    "fuzz": "damaged files by the ten thousand, and those in FOLDER damaged: no crash, no hang",
    "peers": "the same with LangChain, LlamaIndex, Haystack, txtai and haiku.rag",
}

# Where those are that need the evaluation sets.
_WITH_SETS = {
    "retrieval": "retrieval:retrieval",
    "ablations": "ablations:ablations",
    "answers": "answers:answers",
    "reader": "reader:reader",
    "index": "indexing:indexing",
    "quantization": "quantization:quantization",
    "peers": "peers.run:peers",
}


def main() -> None:
    """Reads the command line and runs one bench."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="What Pincite measures itself by.",
        epilog="\n".join(f"{name:<13} {what}" for name, what in BENCHES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument("folder", type=Path, nargs="?", help="real files, for parsing and fuzz")
    parser.add_argument(
        "--data",
        type=Path,
        help="the evaluation sets, as bench/README.md says; scale and crash-safety need none",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("bench/out"), help="results, and what is kept between runs"
    )
    parser.add_argument("--inputs", type=int, default=20_000, help="fuzz: how many")
    parser.add_argument("--seed", type=int, default=1, help="parsing, fuzz: another text, other damage")
    parser.add_argument("--minutes", type=float, default=20, help="fuzz: how long at most")
    parser.add_argument(
        "--keep", type=Path, help="fuzz: where inputs that fail are kept; else a temporary folder"
    )
    # FOLDER may stand behind options: parse_args would take it for none that was given.
    arguments = parser.parse_intermixed_args()
    if arguments.bench in ("parsing", "fuzz"):
        raise SystemExit(_run_on_files(arguments))
    if arguments.data is None and arguments.bench not in ("scale", "crash-safety"):
        parser.error("--data is needed: the folder of evaluation sets")
    try:
        _run(arguments.bench, arguments.data, arguments.out)
    except KeyboardInterrupt:
        raise SystemExit(
            "stopped; what is finished is kept, and the same command goes on from there"
        ) from None


def _run_on_files(arguments: argparse.Namespace) -> int:
    """The benches of readers: no evaluation sets, but a folder of files. The exit status."""
    from bench.output import publish

    if arguments.bench == "parsing":
        from bench.parsing.parsing import parsing

        publish(parsing(arguments.folder, seed=arguments.seed), arguments.out)
        return 0
    from bench.fuzzing.fuzz import fuzz

    limits = {"inputs": arguments.inputs, "seed": arguments.seed, "minutes": arguments.minutes}
    results, failed = fuzz(arguments.folder, arguments.keep, **limits)
    publish(results, arguments.out)
    return int(failed)


def _run(name: str, data: Path, out: Path) -> None:
    # Imported late: --help needs neither torch nor scikit-learn.
    from bench.output import publish

    cache = out / "cache"
    if name == "crash-safety":
        from bench.crash_safety import crash_safety

        results = crash_safety(cache / name)
    elif name == "scale":
        from bench.scale import scale

        results = scale(cache)
    else:
        module, _, function = _WITH_SETS[name].partition(":")
        results = getattr(import_module(f"bench.{module}"), function)(data, cache)
    publish(results, out)


if __name__ == "__main__":
    main()
