import time

import pytest

from index.chunking.passages import searched_text
from index.definitions import called, defined_terms, defines_term, search_term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("(2) 'provider' means a body that stores files;", "provider"),
        ('1.1 "Purpose" shall mean the evaluation of a lens.', "Purpose"),
        ("(1) „Vermieter“ bezeichnet die Person, die vermietet.", "Vermieter"),
        ("„Nebenkosten“ sind die laufenden Kosten.", "Nebenkosten"),
        ("b) « usager » : toute personne qui utilise le port.", "usager"),
        ("«Junta»: el órgano que dirige.", "Junta"),
    ],
)
def test_a_term_in_quotation_marks_that_is_explained_is_defined(text, term):
    assert list(defined_terms(text)) == [term]
    assert defines_term(term.lower(), text)
    assert not called(term, text)


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ('Marlow & Pike Ltd, Leeds (the "Recipient").', "Recipient"),
        ("der Nordlicht GmbH, Kiel (nachfolgend „Lieferant“ genannt)", "Lieferant"),
        ("la société Blanc (ci-après le « Preneur »)", "Preneur"),
    ],
)
def test_a_party_is_called_by_the_name_in_brackets(text, term):
    assert called(term, text)
    assert not called("Supplier", text)


@pytest.mark.parametrize(
    "text", ['He said "no" and left.', '"Why?" she asked.', "The 'provider' shall pay.", "It's a dog's life."]
)
def test_a_quotation_defines_nothing(text):
    assert list(defined_terms(text)) == []


def test_where_a_term_is_defined_is_searched_by_a_word_that_its_uses_have_not():
    assert search_term("Trade Marks") == search_term("trade mark")
    assert search_term("owner") in searched_text("Law", '"Owner" means a keeper of dogs.').split()
    assert search_term("owner") not in searched_text("Law", "The owner shall pay.").split()


@pytest.mark.parametrize("part", ['"', '("', '"a ', '(the "a', "'a' "])
def test_time_grows_with_the_length_of_the_text(part):
    def seconds(count):
        text = part * count
        begin = time.process_time()
        list(defined_terms(text))
        return time.process_time() - begin

    assert min(seconds(16_000) for _ in range(3)) < 8 * min(seconds(4_000) for _ in range(3)) + 0.2
