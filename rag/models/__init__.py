"""Language models behind one protocol: on a server, in a GGUF file, in a folder of Hugging Face; which of them are there."""

from typing import TYPE_CHECKING

from index.late import late

if TYPE_CHECKING:
    from rag.models.choices import Choice, goes_to, remote_choices, remote_servers, writer_choices
    from rag.models.installing import add_file, install_model, remove_model
    from rag.models.loading import installed_writers, leaves_for, load_writer, loaded_from, try_writer
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
    "loaded_from",
    "model_names",
    "remote_choices",
    "remote_servers",
    "remove_model",
    "try_writer",
    "writer_choices",
]

__getattr__, __dir__ = late(__name__)
