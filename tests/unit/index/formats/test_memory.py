"""Which errors mean that memory ran out, whatever they are called."""

import pytest
from selectolax.lexbor import SelectolaxError

from index.formats.memory import is_out_of_memory


@pytest.mark.parametrize("error", [MemoryError(), SelectolaxError("Can't locate elements.")])
def test_a_parser_of_pages_fails_only_where_it_gets_no_memory(error):
    assert is_out_of_memory(error)
    assert not is_out_of_memory(ValueError(str(error)))
