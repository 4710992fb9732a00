"""Language models behind one protocol: on a server, in a GGUF file, in a folder of Hugging Face; which of them are there."""

from rag.models.installing import add_file, install_model, remove_model
from rag.models.loading import (
    Choice,
    goes_to,
    installed_writers,
    leaves_for,
    load_writer,
    try_writer,
    writer_choices,
)
from rag.models.packaged import installed_models, model_names
from rag.models.settings import chosen_writer

__all__ = [
    "Choice",
    "add_file",
    "chosen_writer",
    "goes_to",
    "install_model",
    "installed_models",
    "installed_writers",
    "leaves_for",
    "load_writer",
    "model_names",
    "remove_model",
    "try_writer",
    "writer_choices",
]
