"""Documents in, passages out. Knows nothing of answers, models that write, or screens."""

from index.documents import Document, Hit, IngestProgress, IngestReport, Passage, Section, Span
from index.embedder import Embedder, MiniLmEmbedder
from index.engine import Index
from index.errors import (
    DerivedFileError,
    EmbedderChangedError,
    EvaluationSetError,
    IndexFolderError,
    IndexLockedError,
    ModelError,
    PinciteError,
    PromiseError,
    QuestionError,
    SourceError,
    UnknownDocumentError,
    WriterError,
)
from index.filters import Filter
from index.reembedding import reembed
from index.sources import TextSource
from index.words import stems

__all__ = [
    "DerivedFileError",
    "Document",
    "Embedder",
    "EmbedderChangedError",
    "EvaluationSetError",
    "Filter",
    "Hit",
    "Index",
    "IndexFolderError",
    "IndexLockedError",
    "IngestProgress",
    "IngestReport",
    "MiniLmEmbedder",
    "ModelError",
    "Passage",
    "PinciteError",
    "PromiseError",
    "QuestionError",
    "Section",
    "SourceError",
    "Span",
    "TextSource",
    "UnknownDocumentError",
    "WriterError",
    "reembed",
    "stems",
]
