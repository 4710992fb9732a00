"""The list of documents as a page gets it: whole at first, then what has changed."""

import pytest

from ui.web.documents.keeping import DocumentKeeping
from ui.web.documents.rows import FIELDS, DocumentRows, Seen


class PageList:
    """What a page does with the lists that it gets, in the order in which they arrive (documents.js)."""

    def __init__(self):
        self.rows = {}
        self.seen = Seen()

    def take(self, changes):
        begins, ends = changes["from"], changes["to"]
        if begins and (changes["epoch"] != self.seen.epoch or begins > self.seen.turn):
            return
        if changes["epoch"] == self.seen.epoch and ends <= self.seen.turn:
            return
        if not begins:
            self.rows.clear()
        self.rows.update({row[0]: row for row in changes["rows"]})
        for gone in changes["gone"]:
            self.rows.pop(gone, None)
        self.seen = Seen(epoch=changes["epoch"], turn=ends)

    @property
    def titles(self):
        return sorted(row[FIELDS.index("title")] for row in self.rows.values())


@pytest.fixture
def rows(assistant):
    return DocumentRows(assistant)


def test_a_page_gets_all_once_and_then_what_is_new_changed_or_gone(assistant, rows, add):
    first, second = add("a.txt"), add("b.txt")
    page = PageList()
    page.take(rows.since(page.seen))
    assert page.titles == ["a", "b"]
    assert rows.since(page.seen)["rows"] == []
    add("c.txt")
    assistant.index.document_list.rename(second, "Bee")
    assistant.remove(first)
    changes = rows.since(page.seen)
    assert len(changes["rows"]) == 2 and changes["gone"] == [first]
    page.take(changes)
    assert page.titles == ["Bee", "c"]


def test_lists_that_arrive_late_or_twice_change_nothing(assistant, rows, add):
    first = add("a.txt")
    page = PageList()
    page.take(rows.since(page.seen))
    begun = page.seen
    add("b.txt")
    early = rows.since(begun)
    assistant.remove(first)
    late = rows.since(begun)
    for changes in (late, early, late):
        page.take(changes)
    assert page.titles == ["b"]


def test_a_document_that_was_removed_and_put_back_is_there_again(assistant, rows, add):
    first = add("a.txt")
    page = PageList()
    page.take(rows.since(page.seen))
    keeping = DocumentKeeping(assistant)
    told = keeping.remove([first], visitor="v")
    page.take(rows.since(page.seen))
    assert page.titles == []
    keeping.put_back(told["removed"]["undo"], visitor="v")
    page.take(rows.since(page.seen))
    assert page.titles == ["a"]


def test_a_page_of_another_server_gets_all_again(assistant, add):
    add("a.txt")
    page = PageList()
    page.take(DocumentRows(assistant).since(page.seen))
    add("b.txt")
    changes = DocumentRows(assistant).since(page.seen)
    assert (changes["from"], len(changes["rows"])) == (0, 2)
    page.take(changes)
    assert page.titles == ["a", "b"]


@pytest.mark.parametrize("sent", [None, 7, [], ["x"], ["x", "7"], [1, 2], {"a": 1}, ["x", -5]])
def test_whatever_a_page_sends_it_gets_a_list(rows, add, sent):
    add("a.txt")
    assert len(rows.since(Seen.sent(sent))["rows"]) == 1


def test_what_could_not_be_read_comes_with_its_reason(assistant, rows, tmp_path):
    noise = tmp_path / "noise.bin"
    noise.write_bytes(b"\0\1\2\xff" * 100)
    assistant.add(noise)
    ((source, reason),) = rows.since(Seen())["unread"]
    assert source == str(noise) and reason
