"""Evaluation sets in memory: passages, their vectors, and the product's own search over them.

There is no store on disk: trying settings (weights, candidates, lengths) needs only arrays. The vectors are cached
by the hash of their texts, chunk by chunk, so that an interrupted run continues.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import numpy as np
from rich.progress import track

from bench.model import model_folder
from index import MiniLmEmbedder, Span
from index.chunking.passages import cut_passages, searched_text
from index.embedding.embedder import Vectors
from index.embedding.precision import Precision, prefers_bfloat16
from index.embedding.threads import set_up_libraries
from index.formats import File
from index.formats.text.plain import read_plain
from index.search.local.snapshot import SearchSnapshot
from rag.evaluation import find_quote, read_set
from rag.evaluation.sets import SetDocument, SetQuestion
from rag.questions.followups.followup import rewritings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Texts in one file of the cache: an interruption loses the work on one chunk.
_CHUNK = 512
Titles: TypeAlias = Literal["nowhere", "words", "both"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A passage, or a whole document as one passage; offsets are characters of the document's text."""

    document: str
    title: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The pieces of an evaluation set, ready to be searched.

    Attributes:
        pieces: In the order of the documents.
        piece_vectors: Of the pieces, shape (pieces, 384).
        snapshot: The product's search over them; row i is piece i.
        questions: The answerable questions that have evidence.
        vectors: Of the questions, shape (questions, 384).
        relevant_documents: For each question.
        relevant_pieces: For each question the rows that contain a whole gold quote (possibly none);
            None if the set has no quote for the question.
    """

    pieces: Sequence[Piece]
    piece_vectors: Vectors
    snapshot: SearchSnapshot
    questions: Sequence[str]
    vectors: Vectors
    relevant_documents: Sequence[frozenset[str]]
    relevant_pieces: Sequence[frozenset[str] | None]


def load_corpus(
    folder: Path,
    cache: Path,
    *,
    cut: Callable[[SetDocument], list[Piece]],
    dtype: str = "float32",
    most: int = 2000,
    titles: Titles = "words",
) -> Corpus:
    """Reads, cuts and embeds a set.

    Args:
        folder: The folder of the set.
        cache: Where vectors are kept.
        cut: Cuts a document into pieces.
        dtype: The precision in which vectors are computed.
        most: The most questions; of a larger set every n-th answerable question is taken.
        titles: Which search sees the document's title in each piece: none, by words, or both.
    """
    set_ = read_set(folder)
    pieces = [piece for document in set_.documents for piece in cut(document)]
    asked = [question for question in set_.questions if question.answerable and question.evidence]
    # Evenly spread, because questions of one document are often together; `-(-a // b)` rounds up.
    asked = asked[:: -(-len(asked) // most)]
    # MTRAG has questions that only their earlier turns make clear.
    questions = [rewritings(question.question, question.turns)[0] for question in asked]
    plain = [piece.text for piece in pieces]
    titled = [searched_text(piece.title, piece.text) for piece in pieces]
    vectors = embed(
        titled if titles == "both" else plain, cache, dtype, f"{set_.name}, {len(pieces):,} pieces"
    )
    return Corpus(
        pieces=pieces,
        piece_vectors=vectors,
        snapshot=SearchSnapshot.of(np.arange(len(pieces)), vectors, plain if titles == "nowhere" else titled),
        questions=questions,
        vectors=embed(questions, cache, dtype, "questions"),
        relevant_documents=[
            frozenset(evidence.document for evidence in question.evidence) for question in asked
        ],
        relevant_pieces=_relevant(asked, pieces),
    )


def whole(document: SetDocument) -> list[Piece]:
    """Title and text as one piece."""
    text = f"{document.title}\n{document.text}".strip()
    # The title is in the text, and must not be searched a second time.
    return [Piece(document=document.id, title="", start=0, end=len(text), text=text)]


def sentences(smallest: int, largest: int) -> Callable[[SetDocument], list[Piece]]:
    """Returns a function that cuts as the product does.

    Args:
        smallest: The fewest tokens of a passage, where the text allows.
        largest: The most tokens of a passage.
    """

    def cut(document: SetDocument) -> list[Piece]:
        extract = read_plain(File(name=document.id, data=document.text.encode()))
        passages = cut_passages(extract, _embedder().count_tokens, smallest=smallest, largest=largest)
        spans: list[Span] = [(sentences[0][0], sentences[-1][1]) for sentences in passages]
        return [
            Piece(document=document.id, title=document.title, start=a, end=b, text=extract.text[a:b])
            for a, b in spans
        ]

    return cut


def _relevant(asked: Sequence[SetQuestion], pieces: Sequence[Piece]) -> list[frozenset[str] | None]:
    # Quotes are looked for in their own document only, as other texts may hold the same words.
    by_document: dict[str, list[int]] = {}
    for row, piece in enumerate(pieces):
        by_document.setdefault(piece.document, []).append(row)

    def rows_with_quote(question: SetQuestion) -> frozenset[str] | None:
        quotes = [
            (evidence.document, evidence.quote)
            for evidence in question.evidence
            if evidence.quote is not None
        ]
        # A quote counts only if it is whole in the piece: the search can't show what the cut has divided.
        rows = {
            str(row)
            for document, quote in quotes
            for row in by_document.get(document, [])
            if find_quote(quote, pieces[row].text)
        }
        return frozenset(rows) if quotes else None

    return [rows_with_quote(question) for question in asked]


def embed(texts: Sequence[str], cache: Path, dtype: str, what: str) -> Vectors:
    """Embeds with MiniLM in `dtype`: unit vectors of shape (texts, 384). Chunks embedded before come from `cache`."""
    chunks = [texts[first : first + _CHUNK] for first in range(0, len(texts), _CHUNK)]
    return np.concatenate([_embedded(chunk, cache, dtype) for chunk in track(chunks, f"{what} ({dtype})")])


def _embedded(texts: Sequence[str], cache: Path, dtype: str) -> Vectors:
    # The separator counts where one text ends: other texts with the same characters get another hash.
    digest = hashlib.sha256("\0".join([dtype, *texts]).encode()).hexdigest()
    path = cache / "vectors" / f"{digest}.npy"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        # There the embedder's own bfloat16 is slower than float32 (see index/embedding/precision.py).
        if dtype == "bfloat16" and not prefers_bfloat16():
            vectors = rounded_model().encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
        else:
            vectors = _embedder(cast("Precision", dtype)).embed(texts)
        # Renamed when it is complete, so that an interrupted run leaves no half file under this name.
        unfinished = path.with_suffix(".part")
        with unfinished.open("wb") as file:
            np.save(file, np.asarray(vectors, dtype=np.float32))
        unfinished.rename(path)
    return np.asarray(np.load(path, allow_pickle=False), dtype=np.float32)


@cache
def _embedder(precision: Precision = "float32") -> MiniLmEmbedder:
    return MiniLmEmbedder(precision=precision)


@cache
def rounded_model() -> "SentenceTransformer":
    """MiniLM that emulates bfloat16 on a processor without native support."""
    # It has no effect after torch is imported.
    set_up_libraries()
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(model_folder()), device="cpu", local_files_only=True)
    _round_to_bf16(model)
    return model


def _round_to_bf16(model: "SentenceTransformer") -> None:
    """Rounds weights, inputs and outputs of each layer to bfloat16, and computes in float32.

    Native bfloat16 does the same: it multiplies rounded numbers and adds them up in float32.
    """
    import torch

    def rounded(value: object) -> object:
        return (
            value.to(torch.bfloat16).float()
            if torch.is_tensor(value) and value.is_floating_point()
            else value
        )

    for parameter in model.parameters():
        parameter.data = parameter.data.to(torch.bfloat16).float()
    for module in model.modules():
        # Only the innermost layers compute; the others call them.
        if not list(module.children()):
            module.register_forward_pre_hook(lambda _, inputs: tuple(map(rounded, inputs)))
            module.register_forward_hook(lambda _, __, output: rounded(output))
