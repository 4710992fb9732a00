"""Runs the examples for LangChain and LlamaIndex with the real packages, in an environment of their own."""

import os
import subprocess
from pathlib import Path

from bench.output import Results, Table
from bench.peers.declared import RETRIEVERS
from bench.peers.environments import CHECKOUT, UnavailableError, prepare

_TESTS = "tests/component/project/test_retrievers.py"
_PACKAGES = ("pincite", "langchain-core", "llama-index-core")


def retrievers(cache: Path) -> tuple[Results, bool]:
    """The table of versions and outcome, and whether a test failed; environments are kept in `cache`."""
    try:
        environment = prepare(RETRIEVERS, cache)
    except UnavailableError as error:
        raise SystemExit(f"the environment can't be made: {error}") from None
    # Pincite is what pip has put beside the others; the checkout adds only tests and benches.
    done = subprocess.run(
        [str(environment.python), "-m", "pytest", "-q", "-p", "no:cacheprovider", _TESTS],
        cwd=CHECKOUT,
        # Skipped tests would say nothing here.
        env=os.environ | {"PINCITE_REQUIRE_RETRIEVERS": "1"},
        check=False,
    )
    failed = done.returncode != 0
    versions = {name: environment.versions.get(name, "missing") for name in _PACKAGES}
    table = Table(
        title="Retrievers of other libraries over Pincite",
        columns=("tests", *versions),
        rows=[("failed" if failed else "passed", *versions.values())],
    )
    return Results(
        name="retrievers", tables=[table], data={"passed": not failed, "versions": versions}
    ), failed
