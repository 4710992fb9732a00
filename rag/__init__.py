"""A question in, a cited answer out. Knows nothing of screens."""

from typing import TYPE_CHECKING

# What a caller needs of `index` is handed on: `ui` may not import `index` itself (pyproject.toml).
from index import (
    AnswerFileError,
    Block,
    Box,
    Document,
    DocumentChangedError,
    DocumentEntry,
    DocumentTable,
    Embedder,
    EmbedderChangedError,
    ExtractionReport,
    FilePages,
    Filter,
    Hit,
    IndexFolderError,
    IndexLockedError,
    IngestProgress,
    IngestReport,
    Limits,
    ModelError,
    NoIndexError,
    PageShape,
    PageWords,
    Passage,
    PasswordError,
    PinciteError,
    Placement,
    QuestionError,
    ReadOptions,
    Removed,
    Section,
    SettingsError,
    SourceError,
    SourceTakenError,
    StoppedError,
    TargetRiskError,
    TextSource,
    UnknownDocumentError,
    WordBox,
    WriterError,
    stoppable,
    summary,
    warnings,
)

# None of these modules loads torch, faiss or scipy: `tests/component/project/test_imports.py` checks it.
from rag.answer import Answer, AnswerCell, AnswerTable, Citation, LeftOut, Letter, Statement, Step, Turn
from rag.answers.rounds import LookFurther
from rag.assistant import Assistant, reembed
from rag.checking.judge import Judgement
from rag.checking.written import Verified
from rag.folders import default_folder
from rag.protocols import Checker, Pair, Reader, Reading, Readings, Retriever, Support, Writer
from rag.seeds import seed_files

if TYPE_CHECKING:
    from rag.asynchronous import AsyncAssistant

__all__ = [
    "Answer",
    "AnswerCell",
    "AnswerFileError",
    "AnswerTable",
    "Assistant",
    "AsyncAssistant",
    "Block",
    "Box",
    "Checker",
    "Citation",
    "Document",
    "DocumentChangedError",
    "DocumentEntry",
    "DocumentTable",
    "Embedder",
    "EmbedderChangedError",
    "ExtractionReport",
    "FilePages",
    "Filter",
    "Hit",
    "IndexFolderError",
    "IndexLockedError",
    "IngestProgress",
    "IngestReport",
    "Judgement",
    "LeftOut",
    "Letter",
    "Limits",
    "LookFurther",
    "ModelError",
    "NoIndexError",
    "PageShape",
    "PageWords",
    "Pair",
    "Passage",
    "PasswordError",
    "PinciteError",
    "Placement",
    "QuestionError",
    "ReadOptions",
    "Reader",
    "Reading",
    "Readings",
    "Removed",
    "Retriever",
    "Section",
    "SettingsError",
    "SourceError",
    "SourceTakenError",
    "Statement",
    "Step",
    "StoppedError",
    "Support",
    "TargetRiskError",
    "TextSource",
    "Turn",
    "UnknownDocumentError",
    "Verified",
    "WordBox",
    "Writer",
    "WriterError",
    "default_folder",
    "reembed",
    "seed_files",
    "stoppable",
    "summary",
    "warnings",
]


def __getattr__(name: str) -> object:
    # Imported late: only programs with an event loop need asyncio.
    if name == "AsyncAssistant":
        from rag.asynchronous import AsyncAssistant

        return AsyncAssistant
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
