"""Claims that a text supports, contradicts, or says nothing of."""

import json

import pytest

from index.sentences import sentence_spans
from rag.reading.span_reader import Context
from training.claims import epoch_claims
from training.examples import Examples, Question

TEXTS = [
    "General Moreau attacked Bern in 1804. The city surrendered to Moreau in 1806, after Marshal Ney had left it.",
    "The council of Basel built the oldest bridge in 1811. It may have been burnt by Prince Eugene in the winter.",
]


def context(text):
    return Context(title="Towns", text=text, sentences=tuple(sentence_spans(text, 0, len(text))))


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    data = tmp_path_factory.mktemp("data")
    for name in ("qamr", "policyqa"):
        (data / name / "train").mkdir(parents=True)
        document = {"id": "wiki:7:1:0", "title": "", "text": "The mayor of Ulm opened the new bridge in May."}
        question = {
            "id": "1",
            "question": "Who opened the bridge?",
            "answers": ["The mayor of Ulm"],
            "answerable": True,
            "evidence": [{"document": document["id"], "quote": document["text"]}],
        }
        for file, row in (("documents", document), ("questions", question)):
            (data / name / "train" / f"{file}.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    place = TEXTS[0].index("1806")
    questions = (
        Question(
            id="1",
            question="When did the city surrender to Moreau?",
            paragraph=(0, ((place, place + 4),)),
            right=(),
            wrong=(),
        ),
        Question(id="2", question="Who built the castle?", paragraph=(1, ()), right=(), wrong=()),
    )
    examples = Examples(contexts=tuple(map(context, TEXTS)), questions=questions)
    assert epoch_claims(examples, data, 1) == epoch_claims(examples, data, 1)
    return [claim for number in range(40) for claim in epoch_claims(examples, data, number)]


def sentences(claims, support):
    return {claim.sentence for claim in claims if claim.support == support}


def test_what_the_text_says_is_supported(claims):
    supported = sentences(claims, "supported")
    assert "General Moreau attacked Bern in 1804." in supported
    assert "The city surrendered to Moreau in 1806." in supported
    assert "The mayor of Ulm opened the bridge." in supported


def test_what_was_changed_is_contradicted_and_never_what_the_text_says(claims):
    contradicted = sentences(claims, "contradicted")
    assert "General Moreau attacked Bern in 1806." in contradicted
    assert "The council of Basel built the youngest bridge in 1811." in contradicted
    assert sorted(contradicted & sentences(claims, "supported")) == []


def test_what_is_surer_or_somebody_s_or_elsewhere_is_neither(claims):
    neither = sentences(claims, "neither")
    assert "It been burnt by Prince Eugene in the winter." in neither
    assert any(
        one.startswith(("According to ", "Prince Eugene said", "Prince Eugene wrote")) for one in neither
    )
    assert any(one.startswith("General Moreau attacked Bern in 1804, and ") for one in neither)


def test_the_text_of_a_supported_claim_holds_its_sentence_or_its_answer(claims):
    for claim in claims:
        if claim.support == "supported" and "1811" in claim.sentence:
            assert "1811" in claim.context.text
