"""reStructuredText."""

import pytest

from extracts import blocks
from index.documents import place
from index.formats import File, read_file


def read(name, text):
    return read_file(File(name=name, data=text.encode()))


def test_restructured_text_has_heading_paths_and_no_directives_in_its_blocks():
    extract = read(
        "a.rst", "Guide\n=====\n\n.. toctree::\n   a\n\nInstall\n-------\n\n* first item\n* second item\n"
    )
    assert blocks(extract) == ["Guide", "Install", "first item", "second item"]
    assert place(extract.sections, extract.text.index("second")) == "Guide > Install"


def test_fields_at_the_top_of_restructured_text_say_who_wrote_it_and_numbered_items_keep_their_numbers():
    fields = ":Author: Ada\n:Date: 1843-09-03\n:Version: 2\n"
    extract = read(
        "a.rst", f"Guide\n=====\n\n{fields}\nWords.\n\n1. open\n2. close\n\n   * in\n\n:Author: Bo\n"
    )
    assert extract.metadata == {"author": "Ada", "date": "1843-09-03"}
    assert blocks(extract)[5:] == ["1. open", "2. close", "in", "Author: Bo"]


def test_restructured_text_is_read_as_it_is_shown():
    page = """
.. |v| replace:: version 3

Hello **world**, *emph* and ``code_with_*``; see :ref:`the place <top>`, `docs <http://x>`_, Python_ and
|v| [1]_ of snake_case and 2 * 3. A\\ b. It came in
1868. No one knew::

    x = *1*

J. R. Kim left.

* one
  goes on

  #. inner

.. note:: Be
   careful.
.. code-block:: python
   :linenos:

   def f(x_): pass

.. figure:: y.png
   :width: 3

   The caption.

..

   A quotation.

.. [1] The note.

.. a comment
   of two lines
"""
    assert blocks(read("a.rst", page)) == [
        "Hello world, emph and code_with_*; see the place, docs, Python and version 3 of snake_case and 2 * 3. "
        "Ab. It came in 1868. No one knew:",
        "x = *1*",
        "J. R. Kim left.",
        "one goes on",
        "inner",
        "Be careful.",
        "def f(x_): pass",
        "The caption.",
        "A quotation.",
        "The note.",
    ]


def test_tables_that_restructured_text_draws_are_rows_that_name_their_columns():
    page = """
+------+-------------+
| Name | Year        |
|      +------+------+
|      | 2019 | 2020 |
+======+======+======+
| 中国 | 1    | two  |
|      |      | more |
+------+------+------+
| over both   | 4    |
+-------------+------+

===== ======
A     B
===== ======
1     long and
      more
2
===== ======

.. csv-table:: Parts
   :header: "N", "P"

   "x, y", 3

.. list-table::

   * - Part
     - Price
   * - bolt
     - 5
"""
    assert blocks(read("a.rst", page)) == [
        "Name | Year",
        "2019 | 2020",
        "Name: 中国 | Year 2019: 1 | Year 2020: two more",
        "Name: over both | Year 2019: over both | Year 2020: 4",
        "A | B",
        "A: 1 | B: long and more",
        "A: 2",
        "Parts",
        "N | P",
        "N: x, y | P: 3",
        "Part | Price",
        "Part: bolt | Price: 5",
    ]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (".. versionadded:: 3.2\n   The option *x*.", [("paragraph", "Added in version 3.2: The option x.")]),
        (".. versionchanged:: 3.3", [("paragraph", "Changed in version 3.3")]),
        (".. admonition:: Careful\n\n   Hot.", [("heading", "Careful"), ("paragraph", "Hot.")]),
        (
            ".. tab-set::\n\n   .. tab-item:: Linux\n\n      Run.",
            [("heading", "Linux"), ("paragraph", "Run.")],
        ),
        (".. only:: html\n\n   Shown.", [("paragraph", "Shown.")]),
        (".. autosummary::\n\n   a.b", []),
        ("See ``:py:mod:`a <b>```, ok.", [("paragraph", "See :py:mod:`a <b>`, ok.")]),
    ],
)
def test_directives_of_sphinx_show_their_words_and_no_names_of_their_own(written, shown):
    extract = read("a.rst", f"Before.\n\n{written}\n\nBehind.\n")
    kinds = [(block.kind, extract.text[block.start : block.end]) for block in extract.blocks]
    assert kinds == [("paragraph", "Before."), *shown, ("paragraph", "Behind.")]
