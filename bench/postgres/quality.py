"""How good the search in PostgreSQL is, beside that of this process, on questions of SciFact."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import fmean

from bench.corpus import Corpus, Piece, load_corpus, sentences
from bench.retrieval import Ranking, documents_ndcg, search
from bench.scale_collections import PreparedEmbedder
from index import Index
from index.chunking.passages import MAX_TOKENS, MIN_TOKENS
from index.documents import Document, Passage
from index.embedding.embedder import PassageVectors, Vectors
from index.search.postgres.searched import PostgresState
from index.store.saving import NewDocument

_SAVED = 50  # documents in one change


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """nDCG@10 in percent.

    Attributes:
        questions: How many.
        local: Of the search in this process.
        postgres: Of that in PostgreSQL.
        local_words: Of the words' side alone.
        postgres_words: The same in PostgreSQL.
        same: The share of questions for which the first ten passages are the same, in the same order.
    """

    questions: int
    local: float
    postgres: float
    local_words: float
    postgres_words: float
    same: float


def quality(folder: Path, cache: Path, address: str) -> Quality:
    """Measures one set in an empty database."""
    corpus = load_corpus(folder, cache, cut=sentences(MIN_TOKENS, MAX_TOKENS))
    index = Index(address, embedder=PreparedEmbedder())
    documents = list(_documents(corpus))
    for first in range(0, len(documents), _SAVED):
        index._store.save(documents[first : first + _SAVED])
    local = search(corpus)
    ours, our_words = _searched(index, corpus)
    index.close()
    local_words = [
        [row for row, _ in corpus.snapshot.words.search(question, 20)] for question in corpus.questions
    ]
    return Quality(
        questions=len(corpus.questions),
        local=_percent(corpus, local),
        postgres=_percent(corpus, ours),
        local_words=_percent(corpus, local_words),
        postgres_words=_percent(corpus, our_words),
        same=fmean([a[:10] == b[:10] for a, b in zip(local, ours, strict=True)]),
    )


def _percent(corpus: Corpus, rankings: Sequence[Ranking]) -> float:
    return 100 * fmean(documents_ndcg(corpus, rankings))


def _searched(index: Index, corpus: Corpus) -> tuple[list[Ranking], list[Ranking]]:
    """For each question the pieces found, and those found by words alone."""
    found: list[Ranking] = []
    words: list[Ranking] = []
    with index._searcher.current() as (transaction, state):
        assert isinstance(state, PostgresState)
        (first,) = transaction.connection.execute("SELECT min(row) FROM passages").fetchone()
        for question, vector in zip(corpus.questions, corpus.vectors, strict=True):
            found.append([candidate.row - first for candidate in state.search(question, vector, 20)])
            words.append([row - first for row, _ in state.words.search(question, 20)])
    return found, words


def _documents(corpus: Corpus) -> Iterator[NewDocument]:
    """The pieces as documents to save, in their order, so that rows follow one another as pieces do."""
    pieces = zip(corpus.pieces, corpus.piece_vectors, strict=True)
    for name, group in groupby(pieces, key=lambda pair: pair[0].document):
        members = list(group)
        yield _document(name, [piece for piece, _ in members], [vector for _, vector in members])


def _document(name: str, pieces: Sequence[Piece], vectors: Sequence[Vectors]) -> NewDocument:
    passages, text = [], ""
    for piece in pieces:
        start = len(text)
        text += f"{piece.text}\n"
        span = (start, start + len(piece.text))
        passages.append(
            Passage(
                id="",
                document_id=name,
                title=piece.title,
                source=name,
                sections=(),
                start=span[0],
                end=span[1],
                text=piece.text,
                sentences=(span,),
            )
        )
    document = Document(id=name, title=pieces[0].title, source=name, text=text)
    return NewDocument(
        document=document,
        content_hash=name,
        passages=passages,
        vectors=[PassageVectors(whole=vector, sentences=vector[None, :]) for vector in vectors],
    )
