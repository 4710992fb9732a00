import pytest

from index.store.postgres.dialect import translated


@pytest.mark.parametrize(
    ("sql", "expected"),
    [
        ("SELECT 1 FROM documents WHERE id = ?", "SELECT 1 FROM documents WHERE id = %s"),
        ("WHERE id = :key OR source = :key", "WHERE id = %(key)s OR source = %(key)s"),
        ("CAST(x AS TEXT) || '?:a%'", "CAST(x AS TEXT) || '?:a%%'"),
        ("SELECT x::text, 7 % ?", "SELECT x::text, 7 %% %s"),
        ("DELETE FROM main.documents", "DELETE FROM pincite.documents"),
        ("source GLOB ? AND text LIKE ?", "source OPERATOR(pincite.@~) %s AND text ILIKE %s"),
        ('SELECT "end", "a?b" FROM t', 'SELECT "end", "a?b" FROM t'),
    ],
)
def test_marks_and_words_become_those_of_postgresql_and_quoted_text_stays(sql, expected):
    assert translated(sql) == expected
