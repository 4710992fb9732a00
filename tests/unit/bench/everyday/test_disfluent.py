"""The table of questions with slips of the tongue."""

from bench.everyday.disfluent import table


def test_questions_with_slips_are_counted_beside_the_same_ones_without():
    rows = table([(True, True), (True, False), (False, True), (False, False)]).rows
    assert [(row[0], row[1]) for row in rows] == [
        ("without slips", "2"),
        ("with slips", "2"),
        ("with slips, of those right without", "1"),
    ]
