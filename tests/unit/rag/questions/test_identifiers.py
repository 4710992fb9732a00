"""Identifiers in questions, and where a text has just the one that is asked for."""

import pytest

from rag.questions.identifiers import has_identifier, has_neighbour, identifiers, spellings


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What does ERR-4012 mean?", ("ERR-4012",)),
        ("What is CVE-2024-1234?", ("CVE-2024-1234",)),
        ("What does RFC 9110 say?", ("RFC 9110",)),
        ("What does --no-cache do?", ("--no-cache",)),
        ("What does create() return, and max_retries?", ("create", "max_retries")),
        ("Which user has 65534?", ("65534",)),
        ("Which invoices are over 10000 euro?", ()),
        ("Who earns more than 50000?", ()),
        ("Which town has 12500 inhabitants?", ()),
        ("Welche Rechnung liegt über 10000?", ()),
        ("Which order is 48213?", ("48213",)),
        ("Does COVID-19 count on 2024-01-15, or in 2019?", ()),
    ],
)
def test_codes_options_and_names_of_programs_are_identifiers(question, found):
    assert identifiers(question) == found


def test_only_the_whole_identifier_counts_however_it_is_joined():
    assert has_identifier("ERR-4012", "See ERR 4012.") and has_identifier("HX2000", "the HX-2000")
    assert has_identifier("65534", "the 65,534 users")
    assert not has_identifier("ERR-4012", "ERR-40123 or ERR-401")
    assert not has_identifier("--no-cache", "--no-cache-dir")
    assert "HX 2000" in spellings("HX-2000")


def test_another_of_the_same_form_is_a_neighbour():
    assert has_neighbour("ERR-4012", "ERR-4013: the disk is full")
    assert not has_neighbour("ERR-4012", "ERR-4012: the disk is full")
    assert not has_neighbour("max_retries", "min_retries")


@pytest.mark.parametrize(
    "text", ["65,534 ids", "65.534 Kennungen", "65 534 id", "65’534", "65\u202f534 id", "65534"]
)
def test_a_number_is_the_same_with_any_sign_between_thousands(text):
    assert has_identifier("65534", text)
    assert not has_identifier("65535", text) and not has_identifier("5534", text)


@pytest.mark.parametrize("asked", ["HX-2000", "HX_2000", "HX 2000", "HX2000"])
@pytest.mark.parametrize("written", ["HX-2000", "HX_2000", "HX 2000", "HX2000"])
def test_however_its_parts_are_joined_it_is_the_same_identifier(asked, written):
    assert has_identifier(asked, f"The {written} is heavy.")
    assert written in spellings(asked)
