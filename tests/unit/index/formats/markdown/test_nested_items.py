"""An item inside of an item is set in, so that it can be told from those beside it; spans stay those of the words."""

import pytest

from index.formats import File, read_file

MARKDOWN = "- doors\n    - gate\n        - key\n- boats\n"
PAGE = "<ul><li>doors<ul><li>gate<ul><li>key</li></ul></li></ul></li><li>boats</li></ul>"


@pytest.mark.parametrize(("name", "data"), [("a.md", MARKDOWN), ("a.html", PAGE)])
def test_an_item_inside_of_another_is_set_in_by_two_columns(name, data):
    extract = read_file(File(data=data.encode(), name=name))
    assert extract.text == "doors\n\n  gate\n\n    key\n\nboats"
    assert [extract.text[block.start : block.end] for block in extract.blocks] == [
        "doors",
        "gate",
        "key",
        "boats",
    ]
