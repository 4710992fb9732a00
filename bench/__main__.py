"""`python -m bench NAME --data FOLDER`: measures, prints a table, and keeps JSON and plots."""

import argparse
from pathlib import Path

BENCHES = {
    "retrieval": "what is found: against published figures, and by each setting",
    "trials": "what else was tried to find more, and what it gave",
    "answers": "what is answered: built-in, local writer, and the plain recipe",
    "reader": "how long the built-in reader takes, a passage and a question over 10,000",
    "index": "how fast documents are indexed",
    "nearest": "what approximate vector search misses, on real vectors",
    "torn": "killed a thousand times, and read while it is written",
    "scale": "time, memory and disk up to a million passages",
    "peers": "the same with LangChain, LlamaIndex, Haystack, txtai and haiku.rag",
}


def main() -> None:
    """Reads the command line and runs one bench."""
    parser = argparse.ArgumentParser(
        prog="python -m bench",
        description="What Pincite measures itself by.",
        epilog="\n".join(f"{name:<10} {what}" for name, what in BENCHES.items()),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("bench", choices=BENCHES)
    parser.add_argument(
        "--data", type=Path, help="the evaluation sets, as bench/README.md says; scale and torn need none"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("bench/out"), help="results, and what is kept between runs"
    )
    arguments = parser.parse_args()
    if arguments.data is None and arguments.bench not in ("scale", "torn"):
        parser.error("--data is needed: the folder of evaluation sets")
    try:
        _run(arguments.bench, arguments.data, arguments.out)
    except KeyboardInterrupt:
        raise SystemExit(
            "stopped; what is finished is kept, and the same command goes on from there"
        ) from None


def _run(name: str, data: Path, out: Path) -> None:
    # Imported late: --help needs neither torch nor scikit-learn.
    from bench.output import publish

    cache = out / "cache"
    if name == "retrieval":
        from bench.retrieval import retrieval

        publish(retrieval(data, cache), out)
    elif name == "trials":
        from bench.trials import trials

        publish(trials(data, cache), out)
    elif name == "answers":
        from bench.answers import answers

        publish(answers(data, cache), out)
    elif name == "reader":
        from bench.reading import reading

        publish(reading(data, cache), out)
    elif name == "index":
        from bench.indexing import indexing

        publish(indexing(data, cache), out)
    elif name == "nearest":
        from bench.nearest import nearest

        publish(nearest(data, cache), out)
    elif name == "torn":
        from bench.torn import torn

        publish(torn(cache / "torn"), out)
    elif name == "scale":
        from bench.scale import scale

        publish(scale(cache), out)
    else:
        from bench.peers.run import peers

        publish(peers(data, cache), out)


if __name__ == "__main__":
    main()
