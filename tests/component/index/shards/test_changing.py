"""Files that are added, synced and removed over two and three databases, and databases that join and leave."""

import threading
from pathlib import Path

import pytest

from index import Access, DatabaseError, Index, Room, TextSource, opened_index
from index.shards import spreading
from index.stopping import StoppedError, stoppable
from zip_files import zipped


@pytest.fixture(autouse=True)
def nobody_asks_meanwhile(monkeypatch):
    monkeypatch.setattr(spreading, "GRACE", 0.0)


@pytest.fixture
def pair(postgres):
    return [postgres.new_database() for _ in range(2)]


@pytest.fixture
def databases(pair, postgres):
    return [*pair, postgres.new_database()]


@pytest.fixture
def opened(word_embedder):
    """Opens databases as one index, and closes all at the end."""
    made = []

    def opened(*addresses, **how):
        made.append(opened_index(" ".join(addresses), embedder=word_embedder, **how))
        return made[-1]

    yield opened
    for index in made:
        index.close()


@pytest.fixture
def docs(tmp_path):
    folder = tmp_path / "docs"
    folder.mkdir()
    # So many that none of three databases gets nothing, whatever their names are: that happens once in 100,000 times.
    for number in range(30):
        (folder / f"{number}.txt").write_text(f"The boat of number {number} sails at six.")
    (folder / "notes.zip").write_bytes(
        zipped(("one.txt", "The first note of Ostrava."), ("two.txt", "The second note of Ostrava."))
    )
    (folder / "noise.bin").write_bytes(b"\0\1\2\xff" * 100)
    return folder


def sources(index):
    return sorted(Path(document.source).name for document in index.documents())


def test_a_folder_is_kept_in_step_while_a_database_joins_and_leaves(databases, opened, docs):
    two = opened(*databases[:2])
    report = two.sync(docs)
    assert len(report.added) == 32 and [Path(source).name for source, _ in report.failed] == ["noise.bin"]
    assert all(shard.count() for shard in two.shards) and two.check().problems == ()
    # What an archive has goes with it.
    assert len({two.having(one.id).place for one in two.documents() if one.container}) == 1
    before, generation = two.documents(), two.generation

    three = opened(*databases)
    assert "run: pincite spread" in " ".join(three.check().problems)
    report = three.spread()
    assert report.moved == three.shards[2].count() == report.documents[three.shards[2].place] > 0
    assert three.check().problems == () and three.documents() == before and three.generation > generation
    again = three.sync(docs)
    assert len(again.unchanged) == 31 and not again.added and not again.updated and not again.removed
    assert [Path(source).name for source, _ in again.failed] == ["noise.bin"]

    number = three.shards.index(three.membership.home)
    with pytest.raises(DatabaseError, match="chats, accounts and keys"):
        three.spread(without=number)
    leaving = (number + 1) % 3
    assert three.spread(without=leaving).documents[three.shards[leaving].place] == 0
    rest = opened(*(address for place, address in enumerate(databases) if place != leaving))
    assert sorted(map(repr, rest.documents())) == sorted(map(repr, before)) and rest.check().problems == ()
    assert opened(databases[leaving]).count() == 0


def test_a_new_version_and_a_new_name_meet_what_was_there_in_another_database(
    databases, opened, docs, word_embedder, monkeypatch
):
    two = opened(*databases[:2])
    two.sync(docs, collection="boats")
    three = opened(*databases)
    stray = next(one for one in map(str, docs.glob("*.txt")) if three.place_of(one) == 2)
    Path(stray).write_text("The boat of nobody sails at nine.")
    assert list(three.add(stray).updated) == [stray] and three.document(stray).collections == ("boats",)
    assert three.having(stray) is three.shards[2] and three.count() == 32
    # A name that belongs elsewhere than the one before.
    old = next(one for one in docs.glob("?.txt") if str(one) != stray)
    new = next(
        name
        for name in (old.with_name(f"new{number}.txt") for number in range(99))
        if three.place_of(str(name)) != three.place_of(str(old))
    )
    old.rename(new)
    monkeypatch.setattr(word_embedder, "embed_passages", lambda *_: pytest.fail("it is embedded again"))
    report = three.sync(docs)
    assert list(report.added) == [str(new)] and list(report.removed) == [str(old)]
    assert three.document(str(new)).collections == ("boats",) and three.check().problems == ()


def test_what_was_stopped_in_the_middle_is_neither_lost_nor_there_twice(pair, opened, docs):
    index, stop = opened(*pair), threading.Event()
    seen = []

    def show(progress):
        if progress.files_kept > 3:
            stop.set()

    with stoppable(stop), pytest.raises(StoppedError):
        index.add(docs, progress=show)
    kept = index.count()
    index.add(docs, progress=lambda progress: seen.append((progress.share, progress.files_total)))
    assert 0 < kept < 32 == index.count()
    # The progress is that of all files, and never goes back.
    assert seen == sorted(seen) and seen[-1] == (1.0, 32) and index.check().problems == ()


def test_a_database_that_is_missing_strange_or_named_twice_is_refused(databases, opened, postgres):
    first, second, third = databases
    two = opened(first, second)
    two.add_texts([TextSource(source="a.txt", title="A", text="The harbour is old.")])
    with pytest.raises(DatabaseError, match="has only a part of an index of 2 databases"):
        opened(first)
    with pytest.raises(DatabaseError, match="did not name"):
        opened(second, third)
    with pytest.raises(DatabaseError, match="name each once"):
        opened(first, second, second)
    alone = opened(third)
    alone.add_texts([TextSource(source="b.txt", title="B", text="The windmill is new.")])
    with pytest.raises(DatabaseError, match="of an index of its own"):
        opened(first, second, third)
    alone.remove("b.txt")
    three = opened(first, second, third)
    # It joins with the first change; then whoever does not know it can't answer completely.
    assert two.search("harbour", 1)
    three.remove("a.txt")
    with pytest.raises(DatabaseError, match="did not name"):
        two.search("harbour", 1)
    with pytest.raises(DatabaseError, match="did not name"):
        two.add_texts([TextSource(source="c.txt", title="C", text="The mill is old.")])


def test_an_index_that_runs_on_one_database_notices_that_it_is_a_part_now(pair, opened, word_embedder):
    alone = opened(pair[0])
    alone.add_texts([TextSource(source="a.txt", title="A", text="The harbour is old.")])
    # The new one stands first: the other is the home all the same.
    two = opened(pair[1], pair[0])
    assert two.membership.home is two.shards[1] and two.document("a.txt").title == "A"
    with pytest.raises(DatabaseError, match="has only a part"):
        alone.search("harbour", 1)


def test_what_is_kept_beside_stays_where_it_is_whatever_the_order_of_the_addresses(pair, opened):
    steps = {1: "CREATE TABLE notes (text TEXT NOT NULL) STRICT;"}
    one, other = opened(pair[0], pair[1]), opened(pair[1], pair[0])
    with one.app_database("notes", steps).writing() as connection:
        connection.execute("INSERT INTO notes VALUES ('kept')")
    assert other.has_app_database("notes")
    with other.app_database("notes", steps).reading() as connection:
        assert connection.execute("SELECT text FROM notes").fetchall() == [("kept",)]


def test_each_moves_and_sees_only_their_own(databases, opened):
    two = opened(*databases[:2])
    ann, bob = (two.seen_by(Access(reads=frozenset({name}), writes=name)) for name in ("ann", "bob"))
    texts = [
        TextSource(source=f"{number}.txt", title="N", text=f"The boat of {number}.") for number in range(30)
    ]
    ann.add_texts(texts)
    bob.add_texts(texts)
    three = opened(*databases)
    ann = three.seen_by(Access(reads=frozenset({"ann"}), writes="ann"))
    stray = next(text for text in texts if three.place_of(text.source) == 2)
    ann.add_texts([TextSource(source=stray.source, title="N", text="The boat of Ann.")])
    assert (ann.count(), three.count(), three.shards[2].count()) == (30, 60, 1)
    three.spread()
    assert (ann.count(), three.count()) == (30, 60) and three.check().problems == ()
    assert ann.document(stray.source).text == "The boat of Ann."


def test_a_quota_counts_what_is_in_all_databases(pair, opened):
    two = opened(*pair)
    ann = two.seen_by(Access(reads=frozenset({"ann"}), writes="ann", room=Room(documents=8)))
    texts = [
        TextSource(source=f"{number}.txt", title="N", text=f"The boat of {number}.") for number in range(12)
    ]
    report = ann.add_texts(texts)
    assert len(report.added) == 8 and "8 documents" in report.failed[0][1] and ann.count() == 8


def test_one_database_is_an_index_as_ever(pair, opened):
    index = opened(f" {pair[0]} ")
    assert type(index) is Index and index.is_shared
