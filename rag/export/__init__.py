"""The one shape of an answer outside of Pincite: JSON with all that is needed to check its quotes again."""

from typing import TYPE_CHECKING

from index.late import late

if TYPE_CHECKING:
    from rag.export.answer_file import from_json, json_schema, read_answer, to_json, write_answer
    from rag.export.current import Current, CurrentDocuments, IndexDocuments
    from rag.export.exporter import Exporter
    from rag.export.fits import misfits
    from rag.export.folder_documents import FolderDocuments
    from rag.export.shape import (
        FORMAT,
        VERSION,
        ExportedAnswer,
        ExportedCitation,
        ExportedDocument,
        FragmentSelector,
        Models,
        ModelUsed,
        Selector,
        TextPositionSelector,
        TextQuoteSelector,
    )
    from rag.export.verified import Place, VerifiedAnswer, VerifiedQuote, VerifiedStatement
    from rag.export.verifying import verified_answer

__all__ = [
    "FORMAT",
    "VERSION",
    "Current",
    "CurrentDocuments",
    "ExportedAnswer",
    "ExportedCitation",
    "ExportedDocument",
    "Exporter",
    "FolderDocuments",
    "FragmentSelector",
    "IndexDocuments",
    "ModelUsed",
    "Models",
    "Place",
    "Selector",
    "TextPositionSelector",
    "TextQuoteSelector",
    "VerifiedAnswer",
    "VerifiedQuote",
    "VerifiedStatement",
    "from_json",
    "json_schema",
    "misfits",
    "read_answer",
    "to_json",
    "verified_answer",
    "write_answer",
]

__getattr__, __dir__ = late(__name__)
