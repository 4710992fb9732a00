"""An index over several databases has all that an index has: no method that is added there is forgotten here."""

import inspect

from index import Index, ShardedIndex
from index.contents import Contents
from index.ingest.document_list import DocumentList
from index.shards.document_list import ShardedDocumentList

# What goes by other methods of the same object; and what a worker of a cluster asks of the one database that it saves to.
GOES_BY_OTHERS = {"boxes", "read_elsewhere"}


def names(of):
    return {name for name in dir(of) if not name.startswith("_")}


def made_by(method):
    """The names that a method gives to `self`."""
    return {name for name in method.__code__.co_names if f"self.{name}" in inspect.getsource(method)}


def test_each_method_and_each_value_of_an_index_is_made_anew_for_several():
    wanted = names(Index) | {name for name in made_by(Index._use) if not name.startswith("_")}
    inherited = {name for name in names(Index) if getattr(ShardedIndex, name) is getattr(Index, name)}
    made = (names(ShardedIndex) - inherited) | made_by(ShardedIndex._use_all)
    assert wanted - made == GOES_BY_OTHERS
    assert names(Contents) <= names(Index)


def test_each_method_of_the_document_list_is_made_anew_for_several():
    assert names(DocumentList) - set(vars(ShardedDocumentList)) == set()
