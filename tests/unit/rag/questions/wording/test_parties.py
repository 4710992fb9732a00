"""A question names a party of a contract, and the clauses call it by its role."""

import pytest

from rag.questions.analysis import analyse, with_aliases
from rag.questions.wording.parties import party_names

LEASE = 'This lease is made between Nordlicht Cold Storage Ltd, 4 Quay Road (the "Landlord") and Meyer Foods GmbH (the "Tenant").'


@pytest.mark.parametrize(
    ("question", "text", "names"),
    [
        ("When does Meyer Foods pay?", LEASE, {"Meyer": ("Tenant",), "Foods": ("Tenant",)}),
        ("Who insures the goods of Nordlicht?", LEASE, {"Nordlicht": ("Landlord",)}),
        ("What does the tenant pay?", LEASE, {"tenant": ("Meyer Foods GmbH",)}),
        (
            "Was liefert Hansen?",
            "Zwischen der Hansen Optik AG (nachfolgend „Lieferant“ genannt) und der Brandt KG („Käufer“)",
            {"Hansen": ("Lieferant",)},
        ),
        (
            "What does Ferrox owe?",
            'FERROX LIMITED (company no. 1234) of 9 Mill Lane ("Buyer")',
            {"Ferrox": ("Buyer",)},
        ),
        ("What does a Ltd owe?", LEASE, {}),
        ("When does Moe pay?", LEASE, {}),
        ("When does Meyer pay?", "Meyer (see page 4) pays.", {}),
    ],
)
def test_what_a_contract_calls_its_parties_is_their_name(question, text, names):
    assert party_names(question, [text]) == names


def test_a_clause_about_the_role_has_the_words_of_a_question_about_the_party():
    query = with_aliases(analyse("When does Meyer Foods pay the rent?"), [LEASE])
    clause = query.matched(query.stems_of("The Tenant shall pay the rent on the first day of each month."))
    other = query.matched(query.stems_of("The Landlord shall repair the roof."))
    assert set(query.terms) == clause
    assert other == frozenset()
