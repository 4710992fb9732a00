"""An index with a small real embedder, and what the page does with it."""

import pytest

from bench.word_embedder import WordEmbedder
from index import Index, TextSource
from rag import Assistant
from ui.web.library import LibraryController
from ui.work.uploads import UploadFolder


@pytest.fixture
def assistant(tmp_path):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()))
    yield assistant
    assistant.close()


@pytest.fixture
def uploads(assistant):
    uploads = UploadFolder(assistant.index.folder)
    yield uploads
    uploads.close()


@pytest.fixture
def library(assistant, uploads):
    return LibraryController(assistant, uploads, local=True, folders=True)


@pytest.fixture
def add(assistant):
    """Adds a text by its source."""

    def add(source, text="The wheel of Ostrava turns at noon.", **more):
        assistant.add_texts([TextSource(source=source, title=source.partition(".")[0], text=text)], **more)
        return assistant.document(source).id

    return add
