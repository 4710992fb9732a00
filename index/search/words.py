"""Word search: BM25 over stems, with tantivy (https://github.com/quickwit-oss/tantivy)."""

import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, cached_property, lru_cache
from itertools import islice
from pathlib import Path

import numpy as np
import tantivy

from index.search.rarity import DIGITS, weight
from index.search.terms import searchable
from index.search.vocabulary import Vocabulary
from index.store.permissions import keep_private
from index.store.rows import ALL_ROWS, Rows, RowSet

_ANALYSER, _AS_WRITTEN = "english", "as-written"
# Memory of a writer; when it is full, tantivy writes to disk.
_WRITER_BYTES = 50_000_000
# A filter of up to this many rows is part of the query; with more, results are filtered until there are enough.
_MAX_FILTER_ROWS = 10_000
# A word of more passages than these is no secret of anybody, and counting those that are seen would take long.
_MOST_COUNTED = 2_000


class WordIndex:
    """Immutable BM25 search (k1 1.2, b 0.75) over English stems without stop words."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()

    @classmethod
    def of(cls, texts: Iterable[tuple[int, str]]) -> "WordIndex":
        """An index in memory of (row, text)."""
        return WordWriter.in_memory().change(texts, ())

    @classmethod
    def in_folder(cls, folder: Path) -> "WordIndex":
        """The index that `WordWriter.in_folder` wrote, for reading only."""
        index = cls(_with_analyser(tantivy.Index.open(str(folder))))
        keep_private(folder)  # tantivy has just made a file for its lock
        return index

    def __len__(self) -> int:
        """How many passages there are."""
        return int(self._searcher.num_docs)

    def search(
        self, text: str, k: int, rows: RowSet = ALL_ROWS, among: RowSet = ALL_ROWS
    ) -> list[tuple[int, float]]:
        """The `k` best passages in `rows` for the words of `text` as (row, BM25 score), highest first.

        Equal scores are in the order of their rows. Passages without any of the words are left out.
        Removed rows are no longer in this index, so that of `rows` only `only` counts. How rare a word is counts among the
        passages in `among`, which has those in `rows`.
        """
        query = self._query(text, among=among)
        if query is None or k <= 0:
            return []
        found = self._found(query, k, rows)
        return found if among.only is None else [(row, round(score, DIGITS)) for row, score in found]

    def _found(self, query: tantivy.Query, k: int, rows: RowSet) -> list[tuple[int, float]]:
        if rows.only is None:
            return self._best(query, k)
        if len(rows.only) <= _MAX_FILTER_ROWS:
            return self._best(self._within(query, rows.only), k)
        count = k
        while True:
            count *= 8
            found = self._best(query, count)
            inside = rows.contains(np.array([row for row, _ in found], dtype=np.int64))
            kept = [pair for pair, is_inside in zip(found, inside, strict=True) if is_inside]
            if len(kept) >= k or len(found) < count:
                return kept[:k]

    def passage_count(self, word: str, rows: RowSet = ALL_ROWS) -> int:
        """In how many passages in `rows` all stems of `word` stand; the number of all those passages if it has none."""
        query = self._query(word, tantivy.Occur.Must)
        if query is None:
            return len(self) if rows.only is None else len(rows.only)
        return self._count(query, rows)

    def similar_words(self, word: str, k: int, rows: RowSet = ALL_ROWS) -> list[str]:
        """The best `k` words of the passages in `rows`, as written in lower case, that are like `word`; see `Vocabulary`."""
        present = (
            other
            for other in self._vocabulary.similar(word)
            # The list of words still has those of passages that were removed since the last merge.
            if self._count(
                tantivy.Query.term_query(self._schema, "written", other, index_option="basic"), rows
            )
        )
        return list(islice(present, k))

    @cached_property
    def _vocabulary(self) -> Vocabulary:
        return Vocabulary(self._searcher.terms_with_prefix("written", ""))

    def _count(self, query: tantivy.Query, rows: RowSet = ALL_ROWS) -> int:
        if rows.only is not None:
            query = self._within(query, rows.only)
        # Not `doc_freq`, which still counts passages that were removed. The type stubs lack the attribute.
        with _os_errors("searched"):
            return int(self._searcher.search(query, 1, count=True).count)  # type: ignore[attr-defined]

    def _best(self, query: tantivy.Query, k: int) -> list[tuple[int, float]]:
        with _os_errors("searched"):
            found = self._searcher.search(query, k, count=False).hits
            rows = self._searcher.fast_field_values("row", [address for _, address in found])
        pairs = [(int(row or 0), float(score)) for row, (score, _) in zip(rows, found, strict=True)]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))

    def _query(
        self, text: str, occur: tantivy.Occur = tantivy.Occur.Should, among: RowSet = ALL_ROWS
    ) -> tantivy.Query | None:
        # Built from analysed terms: tantivy's query parser raises on a user's brackets.
        terms = dict.fromkeys(stems(text))
        if not terms:
            return None
        return tantivy.Query.boolean_query([(occur, self._term(term, among)) for term in terms])

    def _term(self, term: str, among: RowSet) -> tantivy.Query:
        query = tantivy.Query.term_query(self._schema, "text", term, index_option="freq")
        if among.only is None:
            return query
        total = self._searcher.doc_freq("text", term)
        if not 0 < total <= _MOST_COUNTED:
            return query
        found = self._best(query, total)
        having = int(among.contains(np.array([row for row, _ in found], dtype=np.int64)).sum())
        with _os_errors("searched"):
            factor = weight(self._searcher, query, len(among.only), having)
        return tantivy.Query.boost_query(query, factor)

    def _within(self, query: tantivy.Query, rows: Rows) -> tantivy.Query:
        allowed = tantivy.Query.term_set_query(self._schema, "row", rows.tolist())
        return tantivy.Query.boolean_query(
            [
                # With a score of 0, the filter does not change the ranking.
                (tantivy.Occur.Must, tantivy.Query.const_score_query(allowed, 0.0)),
                (tantivy.Occur.Must, query),
            ]
        )


class WordWriter:
    """Changes a word index; one thread at a time. The indexes that it returned before do not change."""

    def __init__(self, index: tantivy.Index) -> None:
        self._index = _with_analyser(index)
        # One thread, so that the order of passages, and with it that of ties, is always the same.
        self._writer = self._index.writer(_WRITER_BYTES, 1)

    @classmethod
    def in_memory(cls) -> "WordWriter":
        """An empty index without a file."""
        return cls(tantivy.Index(_schema()))

    @classmethod
    def in_folder(cls, folder: Path) -> "WordWriter":
        """The index in `folder`, or an empty one.

        Raises:
            OSError: The disk is full, or the folder can't be read or written.
        """
        with _os_errors():
            if tantivy.Index.exists(str(folder)):
                return cls(tantivy.Index.open(str(folder)))
            return cls(tantivy.Index(_schema(), path=str(folder)))

    def change(self, added: Iterable[tuple[int, str]], removed: Sequence[tuple[int, int]]) -> WordIndex:
        """Removes the rows of each range (first, last) in `removed`, and adds (row, text).

        Raises:
            OSError: The disk is full, or the folder can't be written.
        """
        with _os_errors():
            return self._changed(added, removed)

    def finish(self) -> None:
        """Waits for the background threads. After this no more changes are possible."""
        with _os_errors():
            self._writer.wait_merging_threads()

    def _changed(self, added: Iterable[tuple[int, str]], removed: Sequence[tuple[int, int]]) -> WordIndex:
        for first, last in removed:
            in_range = tantivy.Query.range_query(
                _schema(), "row", tantivy.FieldType.Integer, lower_bound=first, upper_bound=last
            )
            self._writer.delete_documents_by_query(in_range)
        for row, text in added:
            words = searchable(text)
            self._writer.add_document(tantivy.Document(row=row, text=words, written=words))
        self._writer.commit()
        self._index.reload()
        # It has the searcher of this commit; indexes that were returned before keep their own.
        return WordIndex(self._index)


@contextmanager
def _os_errors(done: str = "written") -> Iterator[None]:
    """Turns a `ValueError` into an `OSError`: tantivy raises it for every error of the disk, and of threads."""
    try:
        yield
    except ValueError as error:
        raise OSError(errno.EIO, f"the word index can't be {done} ({error})") from error


def write_words(folder: Path, texts: Iterable[tuple[int, str]]) -> None:
    """Writes an index of (row, text) into an empty folder.

    Raises:
        OSError: The disk is full, or the folder can't be written.
    """
    writer = WordWriter.in_folder(folder)
    writer.change(texts, ())
    # Otherwise a merge in the background could change files after their checksums are taken.
    writer.finish()


def stems(text: str) -> list[str]:
    """The stems of the words of `text`, as the index has them: in order, without stop words."""
    return list(_stems(text))


# The reader looks at the same sentences of a question's hits for each of its features.
@lru_cache(maxsize=2_000)
def _stems(text: str) -> tuple[str, ...]:
    return tuple(_english().analyze(searchable(text)))


def indexed(text: str) -> tuple[list[str], set[str]]:
    """What an index has of a text: its stems in order, without stop words, and its words as they are written."""
    words = searchable(text)
    return _english().analyze(words), set(_as_written().analyze(words))


@cache
def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("row", indexed=True, fast=True)
    # Without positions, which only phrases need, the index is smaller.
    builder.add_text_field("text", tokenizer_name=_ANALYSER, index_option="freq")
    # Stems are no words: a misspelt word is compared with these.
    builder.add_text_field("written", tokenizer_name=_AS_WRITTEN, index_option="basic")
    return builder.build()


def _with_analyser(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer(_ANALYSER, _english())
    index.register_tokenizer(_AS_WRITTEN, _as_written())
    return index


@cache
def _english() -> tantivy.TextAnalyzer:
    # The order matters: tantivy's stop words are in lower case and not stemmed.
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))  # longer strings are data, not words
        .filter(tantivy.Filter.lowercase())
        # "café" and "cafe" are one word.
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )


@cache
def _as_written() -> tantivy.TextAnalyzer:
    return (
        # Letters only: things with digits are names, each as good as its neighbour.
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.regex(r"\p{L}{4,40}"))
        .filter(tantivy.Filter.lowercase())
        # Half of the size, and nothing that is searched for.
        .filter(tantivy.Filter.stopword("english"))
        .build()
    )
