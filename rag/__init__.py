"""A question in, a cited answer out. Knows nothing of screens."""

from index import (
    Document,
    EmbedderChangedError,
    Filter,
    Hit,
    IndexFolderError,
    IndexLockedError,
    IngestProgress,
    IngestReport,
    ModelError,
    Passage,
    PinciteError,
    QuestionError,
    Section,
    SourceError,
    TextSource,
    UnknownDocumentError,
    WriterError,
    reembed,
)
from rag.answer import Answer, Citation, Statement, Turn
from rag.assistant import Assistant, default_folder
from rag.protocols import Reader, Reading, Retriever, Writer
from rag.seeds import seed_files

__all__ = [
    "Answer",
    "Assistant",
    "Citation",
    "Document",
    "EmbedderChangedError",
    "Filter",
    "Hit",
    "IndexFolderError",
    "IndexLockedError",
    "IngestProgress",
    "IngestReport",
    "ModelError",
    "Passage",
    "PinciteError",
    "QuestionError",
    "Reader",
    "Reading",
    "Retriever",
    "Section",
    "SourceError",
    "Statement",
    "TextSource",
    "Turn",
    "UnknownDocumentError",
    "Writer",
    "WriterError",
    "default_folder",
    "reembed",
    "seed_files",
]
