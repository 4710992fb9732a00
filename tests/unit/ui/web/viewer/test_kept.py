"""The newest of what is asked for is kept."""

from ui.web.viewer.kept import Kept


def test_those_that_were_not_asked_for_the_longest_go_first_and_are_closed():
    gone = []
    kept = Kept(10, len, gone.append)
    kept.put("a", "aaaa")
    kept.put("b", "bbbb")
    assert kept.get("a") == "aaaa"
    kept.put("c", "cccc")
    assert gone == ["bbbb"] and kept.get("b") is None and kept.get("a") == "aaaa"
    kept.put("c", "c")
    assert gone == ["bbbb", "cccc"]
    kept.put("d", "d" * 20)
    assert kept.get("d") and kept.get("a") is None and kept.get("c") is None
    kept.clear()
    assert len(gone) == 5


def test_what_is_old_is_let_go():
    gone = []
    kept = Kept(10, lambda _: 1, gone.append)
    kept.put("a", 1)
    kept.put("b", 2)
    kept.remove_if(lambda value: value < 2)
    kept.remove("a")
    assert gone == [1] and kept.get("b") == 2
