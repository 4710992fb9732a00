"""People who share an index see their own documents and no others: in a folder and in PostgreSQL alike."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from index import (
    Access,
    DatabaseError,
    IndexFolderError,
    NoRoomError,
    Room,
    TextSource,
    UnknownDocumentError,
    opened_index,
)
from index.search.filters import Filter
from places import also_over_shards


@pytest.fixture
def index(place, word_embedder):
    index = opened_index(place, embedder=word_embedder)
    yield index
    index.close()


def seen(index, *reads, writes):
    return index.seen_by(Access(reads=frozenset(reads), writes=writes))


@pytest.fixture
def ann(index):
    return seen(index, "", "user:ann", "group:mill", writes="user:ann")


@pytest.fixture
def bob(index):
    return seen(index, "", "user:bob", writes="user:bob")


def add(index, source, text, title="Report"):
    return index.add_texts([TextSource(source=source, title=title, text=text)])


def found(index, question, where=None):
    return {hit.passage.text for hit in index.search(question, 10, where=where)}


def test_two_people_have_a_document_of_one_name_each(index, ann, bob):
    add(ann, "report.txt", "Apples of Ann are red.")
    add(bob, "report.txt", "Pears of Bob are green.")
    assert [document.text for document in ann.documents()] == ["Apples of Ann are red."]
    assert [document.text for document in bob.documents()] == ["Pears of Bob are green."]
    assert len({document.id for document in index.documents()}) == 2
    # The very same file, too.
    add(bob, "report.txt", "Apples of Ann are red.")
    assert (ann.count(), bob.count(), index.count()) == (1, 1, 2)
    assert index.check().problems == ()


@also_over_shards
def test_nobody_finds_or_opens_what_is_not_theirs_by_any_method(index, ann, bob):
    add(ann, "secret.txt", "The zeppelin of Ann lands at nine.", title="Zeppelin")
    add(bob, "note.txt", "The boat of Bob sails at nine.")
    secret = ann.document("secret.txt")
    assert found(ann, "zeppelin nine") == {"The zeppelin of Ann lands at nine."}
    assert found(bob, "zeppelin nine") == {"The boat of Bob sails at nine."}
    assert found(bob, "zeppelin", Filter(sources=("secret.txt",))) == set()
    assert bob.passage_counts(["zeppelin", "nine"]) == [0, 1] and ann.passage_counts(["zeppelin"]) == [1]
    assert bob.similar_words("zepelin") == [] and ann.similar_words("zepelin") == ["zeppelin"]
    for key in (secret.id, secret.source):
        with pytest.raises(UnknownDocumentError):
            bob.document(key)
        with pytest.raises(UnknownDocumentError):
            bob.remove(key)
        with pytest.raises(UnknownDocumentError):
            bob.document_list.rename(key, "Mine now")
        with pytest.raises(UnknownDocumentError):
            bob.document_list.remove([key])
    assert bob.passages(secret.id) == [] == bob.sentence_vectors(secret.id) == list(bob.tables(secret.id))
    assert bob.content_hashes([secret.id]) == {} == bob.unread([secret.id])
    assert bob.stretch(secret.id, (0, 5)).passages == () and bob.page_words(secret.id) is None
    assert bob.mentions("zeppelin") == [] and len(bob.openings(10)) == 1 and len(bob.titles()) == 1
    assert [entry.title for entry in bob.document_list.entries()] == ["Report"]
    assert ann.document(secret.id) == secret


def test_collections_of_others_are_not_listed(ann, bob):
    ann.add_texts([TextSource(source="a", title="A", text="Apples.")], collection="Ann's divorce")
    bob.add_texts([TextSource(source="b", title="B", text="Pears.")], collection="fruit")
    assert (ann.collections(), bob.collections()) == ({"Ann's divorce": 1}, {"fruit": 1})


def test_what_a_group_shares_is_read_by_its_members_and_changed_by_its_editors(index, ann, bob):
    editor = seen(index, "group:mill", writes="group:mill")
    add(editor, "plan.txt", "The wheel turns at noon.")
    plan = editor.document("plan.txt")
    assert ann.document(plan.id) == plan and found(ann, "wheel") == {plan.text}
    with pytest.raises((UnknownDocumentError, IndexFolderError)):
        ann.remove(plan.id)
    add(ann, "plan.txt", "My own plan.")
    assert editor.document(plan.id) == plan and found(bob, "wheel") == set()
    editor.remove(plan.id)
    assert [document.text for document in ann.documents()] == ["My own plan."]


def test_a_change_that_forgets_to_ask_is_stopped_by_the_database(index, ann, bob):
    add(ann, "secret.txt", "The zeppelin of Ann lands at nine.")
    secret = ann.document("secret.txt")
    store = bob._store
    statements = (
        ("UPDATE main.documents SET title = 'mine' WHERE id = ?", (secret.id,)),
        ("UPDATE main.documents SET space = 'user:bob' WHERE id = ?", (secret.id,)),
        ("DELETE FROM main.documents WHERE id = ?", (secret.id,)),
        ("DELETE FROM main.passages WHERE document_id = ?", (secret.id,)),
        ("DELETE FROM main.embeddings WHERE row > ?", (0,)),
        ("UPDATE main.passages SET text = 'x' WHERE document_id = ?", (secret.id,)),
        ("INSERT INTO main.collections VALUES ('mine', ?)", (secret.id,)),
        ("INSERT INTO main.sources VALUES ('x', 1, 1, NULL, NULL, NULL, ?)", ("user:ann",)),
    )
    for statement, values in statements:
        changed = 0
        # SQLite stops it with an error; for PostgreSQL the row is not there.
        try:
            with store.writing() as connection:
                changed = connection.execute(statement, values).rowcount
        except IndexFolderError:
            changed = 0
        assert changed <= 0, statement
    assert ann.document(secret.id) == secret and found(ann, "zeppelin") == {secret.text}
    assert ann.collections() == {"default": 1} and index.check().problems == ()


def test_a_read_that_forgets_to_ask_shows_nothing_of_others(ann, bob):
    add(ann, "secret.txt", "The zeppelin of Ann lands at nine.")
    add(bob, "note.txt", "The boat of Bob sails at nine.")
    with bob._store.reading() as transaction:
        for table in ("documents", "passages", "collections", "embeddings", "sentence_embeddings"):
            (rows,) = transaction.connection.execute(f"SELECT count(*) FROM {table}").fetchone()
            assert rows == 1, table


def test_who_has_no_access_to_anything_sees_and_changes_nothing(index, ann):
    add(ann, "secret.txt", "The zeppelin of Ann lands at nine.")
    nobody = seen(index, writes="user:nobody")
    assert nobody.documents() == [] == nobody.search("zeppelin", 3) and nobody.count() == 0


@pytest.mark.parametrize("name", ["a'b", 'a"b', "a{b},c", "a\\b", "*", "ü ☃"])
def test_a_space_may_have_any_name_and_opens_no_other(index, ann, name):
    add(ann, "secret.txt", "The zeppelin of Ann lands at nine.")
    other = seen(index, name, writes=name)
    assert other.documents() == []
    add(other, "note.txt", "The boat sails.")
    assert [document.text for document in other.documents()] == ["The boat sails."]


@pytest.mark.parametrize("place", ["postgres"], indirect=True)
def test_people_are_not_kept_apart_by_a_user_of_the_database_who_sees_everything(place, word_embedder):
    index = opened_index(place.replace("pincite@", "postgres@"), embedder=word_embedder)
    assert index.documents() == []
    with pytest.raises(DatabaseError, match="no superuser"):
        seen(index, "user:ann", writes="user:ann").documents()
    index.close()


def test_the_same_file_of_two_people_is_two_documents_which_say_whose_they_are(index, ann, bob):
    for person in (ann, bob):
        assert add(person, "report.txt", "Apples are red.").added == ("report.txt",)
    assert {entry.space for entry in index.document_list.entries()} == {"user:ann", "user:bob"}
    (own,) = ann.document_list.entries()
    assert own.space == "user:ann"
    ann.document_list.remove([own.id])
    assert found(ann, "apples") == set() and found(bob, "apples") == {"Apples are red."}


def test_what_somebody_has_is_erased_with_the_names_and_nothing_else(index, ann, bob):
    add(ann, "diary.txt", "The diary of Ann.")
    add(ann, "letter.txt", "A letter of Ann.")
    add(bob, "report.txt", "Pears of Bob are green.")
    ann.document_list.remove([ann.document("letter.txt").id])
    assert ann.document_list.erase() == 1
    assert ann.documents() == [] and [one.source for one in bob.documents()] == ["report.txt"]
    assert ann.document_list.unread() == {}


def test_of_no_documents_there_are_no_hashes(index, ann):
    assert ann.content_hashes([]) == {} and ann.unread([]) == {}


def bound(index, **room):
    return index.seen_by(Access(reads=frozenset({"user:ann"}), writes="user:ann", room=Room(**room)))


def test_what_would_be_too_much_is_refused_by_itself_and_the_rest_is_added(index, ann, bob, tmp_path):
    add(bob, "large.txt", "x" * 2000)
    files = [tmp_path / name for name in ("one.txt", "large.txt", "two.txt")]
    for file, size in zip(files, (10, 2000, 10), strict=True):
        file.write_text("Nine boats. " + "x" * size)
    report = bound(index, bytes=1500).add(*files)
    assert [source for source, _ in report.failed] == [str(files[1])] and "1 MB together" in report.failed[0][
        1
    ]
    assert [document.source for document in ann.documents()] == [str(files[0]), str(files[2])]
    report = bound(index, documents=2).add_texts(
        [
            TextSource(source=str(files[0]), title="one", text="Another one."),
            TextSource(source="x", title="x", text="X."),
        ]
    )
    # One in place of another is no more than there was, also where there is more than there may be now.
    assert (report.updated, report.failed[0][0]) == ((str(files[0]),), "x")
    assert bound(index, documents=1).add(files[0]).updated == (str(files[0]),)
    assert index.check().problems == ()


# One query for both databases.
@pytest.mark.parametrize("place", ["folder"], indirect=True)
def test_an_archive_counts_once_whatever_is_in_it(index, tmp_path):
    import zipfile

    with zipfile.ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(4):
            archive.writestr(f"{number}.txt", f"Boat {number} sails at nine.")
    size = (tmp_path / "many.zip").stat().st_size
    assert bound(index, bytes=size).add(tmp_path / "many.zip").failed == []
    assert bound(index, bytes=size).add_texts([TextSource(source="x", title="x", text="X.")]).failed


def test_of_many_that_add_at_once_no_more_come_in_than_may(index, ann):
    def one(number):
        text = TextSource(source=f"note {number}", title="note", text=f"Boat {number} sails at nine.")
        return bound(index, documents=3).add_texts([text])

    with ThreadPoolExecutor(6) as threads:
        reports = list(threads.map(one, range(6)))
    assert sum(len(report.added) for report in reports) == ann.count() == 3
    # Nor by undoing a removal.
    removed = ann.document_list.remove([ann.documents()[0].id])
    add(ann, "other", "The house is tall.")
    with pytest.raises(NoRoomError):
        bound(index, documents=3).document_list.put_back(removed)
    assert ann.count() == 3


def test_no_score_tells_whether_others_have_a_word(index, ann, bob):
    # All have four words: how long passages are on average still counts over all.
    add(bob, "note.txt", "The zeppelin of Bob lands at nine.")
    add(bob, "other.txt", "The boat of Bob sails at nine.")

    def scores():
        questions = ("zeppelin", "boat", "zeppelin sails nine")
        return [[(hit.word_score, hit.score) for hit in bob.search(question, 10)] for question in questions]

    before = scores()
    for number in range(5):
        add(ann, f"{number}.txt", "The zeppelin of Ann lands at nine.")
    after = scores()
    # Of three times more passages with it, the word would weigh a fifth.
    assert after == before and after[0][0][0] == after[1][0][0] > 0
    ann.document_list.remove([document.id for document in ann.documents()])
    assert scores() == before
