"""What an error of the database tells, and whom."""

import pytest

from index import Access, DatabaseError, Index, TextSource


def test_people_who_share_an_index_are_told_no_address_and_the_log_is(postgres, word_embedder, caplog):
    address = postgres.new_database()
    index = Index(address, embedder=word_embedder)
    index.add_texts([TextSource(source="a.txt", title="A", text="The harbour is old.")])
    person = index.seen_by(Access(reads=frozenset({"anna"}), writes="anna"))
    person.add_texts([TextSource(source="b.txt", title="B", text="The harbour is new.")])
    postgres.execute("DROP TABLE pincite_search.gone", database=address.split("/")[3].split("?")[0])
    with pytest.raises(DatabaseError, match=r"^postgresql://.*does not exist"):
        index.search("harbour")
    assert not caplog.records
    with pytest.raises(DatabaseError) as raised:
        person.search("harbour")
    assert "postgresql://" not in str(raised.value) and "gone" not in str(raised.value)
    assert index.place in caplog.text and "does not exist" in caplog.text
    # What is merged is not this one's business: the change is saved.
    assert person.add_texts([TextSource(source="c.txt", title="C", text="New.")]).added == ("c.txt",)
    index.close()
