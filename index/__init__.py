"""Documents in, passages out. Knows nothing of answers, models that write, or screens."""

from index.documents import (
    Box,
    Document,
    ExtractionReport,
    Hit,
    Passage,
    Section,
    Span,
    place,
)
from index.embedder import Embedder
from index.engine import Index
from index.errors import (
    DerivedFileError,
    EmbedderChangedError,
    EvaluationSetError,
    IndexFolderError,
    IndexLockedError,
    ModelError,
    PasswordError,
    PinciteError,
    PromiseError,
    QuestionError,
    SourceError,
    UnknownDocumentError,
    WriterError,
)
from index.filters import Filter
from index.mini_lm import MiniLmEmbedder
from index.parsing import Limits
from index.quality import summary, warnings
from index.reading import ReadOptions
from index.reembedding import reembed
from index.reports import IngestProgress, IngestReport
from index.sources import TextSource
from index.words import stems

__all__ = [
    "Box",
    "DerivedFileError",
    "Document",
    "Embedder",
    "EmbedderChangedError",
    "EvaluationSetError",
    "ExtractionReport",
    "Filter",
    "Hit",
    "Index",
    "IndexFolderError",
    "IndexLockedError",
    "IngestProgress",
    "IngestReport",
    "Limits",
    "MiniLmEmbedder",
    "ModelError",
    "Passage",
    "PasswordError",
    "PinciteError",
    "PromiseError",
    "QuestionError",
    "ReadOptions",
    "Section",
    "SourceError",
    "Span",
    "TextSource",
    "UnknownDocumentError",
    "WriterError",
    "place",
    "reembed",
    "stems",
    "summary",
    "warnings",
]
