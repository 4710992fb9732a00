"""`python -m bench evidence --data FOLDER`: fits the built-in reader and prints what it reaches."""

import argparse
from pathlib import Path


def main() -> None:
    """Reads the command line and runs one bench."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="What Pincite measures itself by.")
    parser.add_argument("bench", choices=["evidence"])
    parser.add_argument("--data", type=Path, required=True, help="a folder with SQuAD in train/ and valid/")
    parser.add_argument("--cache", type=Path, default=Path("bench/out"), help="where indexes are kept")
    arguments = parser.parse_args()
    # Imported late: --help needs neither torch nor scikit-learn.
    from bench.evidence import main as evidence

    evidence(arguments.data, arguments.cache)


if __name__ == "__main__":
    main()
