"""The bench of attacks, run for real against one server."""

from bench.attack.attack import attack
from bench.attack.serving import ways
from bench.output import markdown


def test_a_served_page_obeys_its_own_page_and_nobody_else_and_programs_need_a_key(tmp_path):
    results = attack(tmp_path, served=ways()[:1], questions=2)
    (found,) = results.data["foreign"].values()
    assert len(found) == 20
    assert [title for title, kind in found.items() if kind["other"]] == []
    assert [kind["own"] for kind in found.values() if kind["own"] is not None] == [True] * 7
    (programs,) = results.data["programs"].values()
    assert {sender: one["let in"] for sender, one in programs.items() if sender != "the right key"} == {
        "other websites": [],
        "no key": [],
        "a wrong key": [],
    }
    assert len(programs["the right key"]["let in"]) == programs["the right key"]["tried"] > 20
    assert programs["no key"]["tried"] >= 50
    assert results.data["strangers"] == {"tried": 2, "read": 0, "lost": 0}
    assert "| 127.0.0.1 | 20 | 0 | 7 of 7 |" in markdown(results.tables[0])


def test_the_five_ways_to_serve_differ_and_two_of_them_have_a_password():
    assert len({way.title for way in ways()}) == 5
    assert [way.title for way in ways() if way.password] == [
        "a network address, with a password",
        "behind a name, with a password",
    ]
