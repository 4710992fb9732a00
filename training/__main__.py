"""`python -m training NAME --data FOLDER --out FOLDER`: makes the files of `rag/weights`, and measures them."""

import argparse
from pathlib import Path


def main() -> None:
    """Reads the command line and runs one training."""
    parser = argparse.ArgumentParser(prog="python -m training", description="From data to weights.")
    parser.add_argument(
        "what", choices=["reader", "checker", "decision", "measure", "measure-checker", "tables", "manuals"]
    )
    parser.add_argument(
        "--data", type=Path, required=True, help="the evaluation sets, as bench/README.md says"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("training/out"),
        help="where the weights, a log and the state between runs are kept",
    )
    # The shipped weights took four in their second leg (`training/README.md`).
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--start", type=Path, help="weights of an earlier training to begin with")
    parser.add_argument(
        "--at-most", type=int, metavar="ROWS", help="of the reader's rows an epoch, beside those of manuals"
    )
    parser.add_argument(
        "--files", type=Path, help="the documents that `training/manuals/documents.json` names"
    )
    parser.add_argument(
        "--cases",
        type=Path,
        default=Path(__file__).parent / "cases",
        help="questions on documents of many kinds, which the decision is fitted on beside the sets",
    )
    arguments = parser.parse_args()
    # Imported late: --help needs no torch.
    try:
        if arguments.what == "reader":
            from training.reader import train_reader

            train_reader(
                arguments.data,
                arguments.out,
                epochs=arguments.epochs,
                start=arguments.start,
                at_most=arguments.at_most,
            )
        elif arguments.what == "checker":
            from training.checker import train_checker

            train_checker(arguments.data, arguments.out, epochs=arguments.epochs, start=arguments.start)
        elif arguments.what == "manuals":
            from training.manuals import make_sets

            make_sets(arguments.files or parser.error("--files says where the documents are"), arguments.data)
        elif arguments.what == "tables":
            from training.tables import train_tables

            train_tables(arguments.data, arguments.out)
        elif arguments.what == "measure-checker":
            from training.check_measure import print_check_measure

            trained = arguments.out / "checker.safetensors"
            print_check_measure(arguments.data, trained if trained.exists() else None)
        elif arguments.what == "measure":
            from training.measure import print_measure

            print_measure(arguments.data)
        else:
            from training.fitting import fit_decision

            fit_decision(arguments.data, arguments.out, arguments.cases)
    except KeyboardInterrupt:
        raise SystemExit("stopped; the same command continues from there") from None


if __name__ == "__main__":
    main()
