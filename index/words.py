"""Best passages by words: BM25 over stems, by tantivy."""

from collections.abc import Iterable
from functools import cache

import tantivy

_ANALYSER = "english"
_WRITER_BYTES = 50_000_000


class WordIndex:
    """Immutable BM25 search (k1 1.2, b 0.75) over English stems without stop words.

    It lives in memory and is made from the store: there is no file that could disagree with it.
    """

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        """`texts`: (id, text) of each passage."""
        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True)
        builder.add_text_field("text", tokenizer_name=_ANALYSER)
        self._schema = builder.build()
        index = tantivy.Index(self._schema)
        index.register_tokenizer(_ANALYSER, _english())
        # One thread, so that equal passages get equal places and ties fall the same way each time.
        writer = index.writer(_WRITER_BYTES, 1)
        for id_, text in texts:
            writer.add_document(tantivy.Document(id=id_, text=text))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def search(self, text: str, k: int) -> list[tuple[int, float]]:
        """The `k` best passages for the words of `text` as (id, BM25 score), highest first.

        Equal scores are in the order of their ids. Passages that share no word are left out.
        """
        # Built from analysed terms: tantivy's query parser raises on a user's brackets.
        terms = dict.fromkeys(stems(text))
        query = tantivy.Query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    tantivy.Query.term_query(self._schema, "text", term, index_option="freq"),
                )
                for term in terms
            ]
        )
        if not terms or k <= 0:
            return []
        found = self._searcher.search(query, k, count=False).hits
        pairs = [(int(self._searcher.doc(address)["id"][0]), float(score)) for score, address in found]
        return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def stems(text: str) -> list[str]:
    """The stems of the words of `text` as the index sees them: in order, without stop words."""
    return [str(stem) for stem in _english().analyze(text)]


@cache
def _english() -> tantivy.TextAnalyzer:
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .filter(tantivy.Filter.stopword("english"))
        .filter(tantivy.Filter.stemmer("english"))
        .build()
    )
