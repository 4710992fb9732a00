"""Documents in, passages out. Knows nothing of answers, models that write, or screens."""

from typing import TYPE_CHECKING

from index.late import late

if TYPE_CHECKING:
    from index.boxes import PageWords
    from index.check import CheckReport
    from index.cluster.cluster import Cluster
    from index.cluster.connection import Certificates
    from index.definitions import called, defines_term, parties
    from index.definitions import search_term as definition_term
    from index.documents import (
        CONTEXT_KINDS,
        Block,
        BlockKind,
        Box,
        Document,
        DocumentEntry,
        ExtractionReport,
        Hit,
        PageShape,
        Passage,
        Placement,
        Section,
        Span,
        Stretch,
        WordBox,
        place,
    )
    from index.embedding.e5 import MultilingualE5Embedder
    from index.embedding.embedder import Embedder
    from index.embedding.mini_lm import MiniLmEmbedder
    from index.engine import Index
    from index.errors import (
        AnswerFileError,
        AppDatabaseError,
        ClusterError,
        CopyError,
        DatabaseError,
        DerivedFileError,
        DocumentChangedError,
        EmbedderChangedError,
        EvaluationSetError,
        IndexFolderError,
        IndexLockedError,
        ModelError,
        NoIndexError,
        NoRoomError,
        PasswordError,
        PinciteError,
        QuestionError,
        SettingsError,
        SourceError,
        SourceTakenError,
        StoppedError,
        TargetRiskError,
        UnknownDocumentError,
        WriterError,
    )
    from index.formats.quality import summary, warnings
    from index.ingest.changes import ReadOptions
    from index.ingest.copying import CopyReport, ShowCopy
    from index.ingest.document_list import Removed
    from index.ingest.folders import files_in
    from index.ingest.queue.records import JobState
    from index.ingest.reading import FileReader, ReadFile
    from index.ingest.reembedding import reembed
    from index.ingest.reports import IngestProgress, IngestReport
    from index.ingest.texts import TextSource
    from index.language import FUNCTION_WORDS, is_english, is_english_document, language_of
    from index.parsing.pages import FilePages
    from index.parsing.process import Limits
    from index.provisions import CLASSES as PROVISION_CLASSES
    from index.provisions import KIND as PROVISION
    from index.provisions import RANKS as PROVISION_RANKS
    from index.provisions import Provision, plain_number, provision_of, provisions_at
    from index.provisions import search_term as provision_term
    from index.search.filters import Filter
    from index.search.words import stems
    from index.shards.opening import opened_index
    from index.shards.sharded import ShardedIndex
    from index.shards.spreading import SpreadReport
    from index.stopping import raise_if_stopped, stoppable
    from index.store.access import Access, Room
    from index.store.app_database import AppDatabase, AppNotice, SchemaSteps
    from index.store.catalogue import Mention
    from index.store.connection import Connection
    from index.store.peeking import collections_in, documents_below, embedder_in
    from index.store.places import addresses_in, folder_of, is_address
    from index.tables import CellSpans, DocumentTable
    from index.tracing import is_traced, traced_steps

__all__ = [
    "CONTEXT_KINDS",
    "FUNCTION_WORDS",
    "PROVISION",
    "PROVISION_CLASSES",
    "PROVISION_RANKS",
    "Access",
    "AnswerFileError",
    "AppDatabase",
    "AppDatabaseError",
    "AppNotice",
    "Block",
    "BlockKind",
    "Box",
    "CellSpans",
    "Certificates",
    "CheckReport",
    "Cluster",
    "ClusterError",
    "Connection",
    "CopyError",
    "CopyReport",
    "DatabaseError",
    "DerivedFileError",
    "Document",
    "DocumentChangedError",
    "DocumentEntry",
    "DocumentTable",
    "Embedder",
    "EmbedderChangedError",
    "EvaluationSetError",
    "ExtractionReport",
    "FilePages",
    "FileReader",
    "Filter",
    "Hit",
    "Index",
    "IndexFolderError",
    "IndexLockedError",
    "IngestProgress",
    "IngestReport",
    "JobState",
    "Limits",
    "Mention",
    "MiniLmEmbedder",
    "ModelError",
    "MultilingualE5Embedder",
    "NoIndexError",
    "NoRoomError",
    "PageShape",
    "PageWords",
    "Passage",
    "PasswordError",
    "PinciteError",
    "Placement",
    "Provision",
    "QuestionError",
    "ReadFile",
    "ReadOptions",
    "Removed",
    "Room",
    "SchemaSteps",
    "Section",
    "SettingsError",
    "ShardedIndex",
    "ShowCopy",
    "SourceError",
    "SourceTakenError",
    "Span",
    "SpreadReport",
    "StoppedError",
    "Stretch",
    "TargetRiskError",
    "TextSource",
    "UnknownDocumentError",
    "WordBox",
    "WriterError",
    "addresses_in",
    "called",
    "collections_in",
    "defines_term",
    "definition_term",
    "documents_below",
    "embedder_in",
    "files_in",
    "folder_of",
    "is_address",
    "is_english",
    "is_english_document",
    "is_traced",
    "language_of",
    "opened_index",
    "parties",
    "place",
    "plain_number",
    "provision_of",
    "provision_term",
    "provisions_at",
    "raise_if_stopped",
    "reembed",
    "stems",
    "stoppable",
    "summary",
    "traced_steps",
    "warnings",
]

__getattr__, __dir__ = late(__name__)
