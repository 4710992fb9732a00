"""Writes an evaluation as one self-contained HTML file that loads nothing."""

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from string import Template
from typing import Any

from rag.evaluation import CitedSentence, Evaluation, Figure, Record, certainty, holds, is_right, summarise
from rag.reading.calibration import load_calibration
from ui.answer_places import also_in, path
from ui.cli.measuring.plots import calibration_plot, confidence_plot, risk_plot

_ANSWERED, _REFUSED, _WRONG, _MISSED = "answered", "refused", "wrong", "missed"
_KINDS = {
    _WRONG: "Wrong sentence",
    _MISSED: "Passage not found",
    _REFUSED: "Refused, but answerable",
    _ANSWERED: "Answered, but unanswerable",
}
_WHY = {
    _WRONG: "The passage was found, but the sentence shown from it does not answer the question.",
    _MISSED: "None of the evidence was among the passages that were read.",
    _REFUSED: "Refused, although the documents have the answer.",
    _ANSWERED: "Answered, although the documents do not have the answer.",
}


def html_report(evaluation: Evaluation) -> str:
    """The whole page."""
    assets = files("ui") / "assets" / "report"
    text = {kind: (assets / f"report.{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")}
    confidence, right = certainty(evaluation.records)
    answerable = [record.answerable for record in evaluation.records]
    plots = [
        confidence_plot(confidence, answerable, _threshold(evaluation)),
        risk_plot(confidence, right, _threshold(evaluation), load_calibration().curve),
        calibration_plot(confidence, right),
    ]
    return Template(text["html"]).substitute(
        css=text["css"], js=text["js"], plots="\n".join(plots), data=_as_script(_payload(evaluation))
    )


def _as_script(value: Mapping[str, Any]) -> str:
    """JSON that can't end the script element around it."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _threshold(evaluation: Evaluation) -> float:
    return float(evaluation.settings["threshold"])


def _payload(evaluation: Evaluation) -> dict[str, Any]:
    figures = summarise(evaluation)
    failures = list(filter(None, map(_failure, evaluation.records)))
    return {
        "name": evaluation.set_name,
        "about": f"{evaluation.date[:10]}, Pincite {evaluation.version}, {counted(len(evaluation.records))}, "
        f"refused below a confidence of {_threshold(evaluation):g}",
        "sentences": sentences(figures),
        "problems": list(evaluation.problems),
        "groups": [
            _group(name, list(rows)) for name, rows in groupby(figures, key=lambda figure: figure.group)
        ],
        "kinds": list(_KINDS.items()),
        "failures": sorted(failures, key=lambda failure: -failure["badness"]),
    }


def sentences(figures: Sequence[Figure]) -> list[str]:
    """The results in words; a figure that was not measured is left out."""
    by_name = {(figure.group, figure.name): figure.estimate for figure in figures}

    def hundred(group: str, name: str) -> str | None:
        found = by_name.get((group, name))
        if found is None:
            return None
        return f"{100 * found.value:.0f} in 100 ({100 * found.low:.0f} to {100 * found.high:.0f})"

    texts = {
        "The passage that answers was among the first five for {}.": ("Finding passages", "Recall@5"),
        "Of the questions that the documents answer, {} were answered with a sentence that does.": (
            "Answers",
            "Answered, with a sentence that answers",
        ),
        "Of the questions that the documents don't answer, {} were refused.": (
            "Refusing",
            "Recall of refusing",
        ),
        "Of all answers, {} were wrong.": ("Refusing", "Wrong among those answered"),
        "Of all quotes, {} are the exact characters of their document.": (
            "Citations",
            "Quotes that are their document's characters",
        ),
    }
    # The keys are names of `summarise`: if one changes there, its sentence is missing here.
    return [text.format(share) for text, key in texts.items() if (share := hundred(*key))]


def counted(questions: int) -> str:
    """The number of questions, in words."""
    return f"{questions:,} question{'' if questions == 1 else 's'}"


def _group(name: str, rows: Sequence[Figure]) -> dict[str, Any]:
    return {
        "name": name,
        "shares": all(not row.unit for row in rows),
        "rows": [{"name": row.name, **shown(row)} for row in rows],
    }


def shown(figure: Figure) -> Mapping[str, Any]:
    """A figure as text (value, range, number of questions), and the numbers for a bar."""
    estimate, unit = figure.estimate, f" {figure.unit}" if figure.unit else ""
    digits = 0 if figure.unit == "MB" else 1 if figure.unit in ("ms", "/s") else 3
    return {
        "shown": f"{estimate.value:,.{digits}f}{unit}",
        # A figure that was measured only once, such as the memory, has no interval.
        "range": ""
        if estimate.low == estimate.high == estimate.value and figure.unit
        else f"{estimate.low:,.{digits}f} to {estimate.high:,.{digits}f}",
        "n": f"{estimate.n:,}",
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
    }


def _failure(record: Record) -> dict[str, Any] | None:
    """The data of a question that went wrong; None if it went right."""
    kind = _kind(record)
    if kind is None:
        return None
    refused = record.status == "not_found"
    why = _WHY[kind]
    # Then a lower threshold would have helped, and not another search.
    if kind == _REFUSED and is_right(record):
        why += " The sentences that were not shown are right."
    texts = [record.question, *record.golds, *record.quotes, *(cited.quote for cited in record.cited)]
    return {
        "kind": kind,
        "why": why,
        "question": record.question,
        "golds": list(dict.fromkeys(record.golds)),
        "quotes": list(record.quotes),
        # As people saw it: the short answer leads.
        "short": "" if refused else record.short,
        "cited": _cited(record.cited),
        "refused": refused,
        "confidence": f"{record.confidence:.2f}",
        # A wrong answer is worse the higher its confidence is.
        "badness": 1 - record.confidence if refused else record.confidence,
        # The page searches in this text; it makes the words of the reader lower case too.
        "text": " ".join(texts).lower(),
    }


def _cited(sentences: Sequence[CitedSentence]) -> list[dict[str, Any]]:
    """The sentences; those that are equal are one, with the place of the first and the number of the others."""
    by_quote: dict[str, list[CitedSentence]] = {}
    for sentence in sentences:
        by_quote.setdefault(" ".join(sentence.quote.split()), []).append(sentence)
    return [
        {
            "quote": same[0].quote,
            "place": path(same[0].place),
            "also": also_in(same[1:]) if same[1:] else "",
            "supports": any(sentence.supports for sentence in same),
        }
        for same in by_quote.values()
    ]


def _kind(record: Record) -> str | None:
    refused = record.status == "not_found"
    if not record.answerable:
        return None if refused else _ANSWERED
    # Before the refusal: without the passage it is right to refuse, and the search is at fault.
    if _is_missed(record):
        return _MISSED
    if refused:
        return _REFUSED
    return None if is_right(record) else _WRONG


def _is_missed(record: Record) -> bool:
    """Whether evidence is known, none of it was among the passages read, and no right answer was shown."""
    # The answer may also be in a passage that the set does not name.
    if any(holds(cited.quote, record.golds) for cited in record.cited):
        return False
    # Evidence without quotes names only documents.
    if record.relevant_passages:
        return not set(record.relevant_passages) & set(record.found_passages)
    return bool(record.relevant_documents) and not set(record.relevant_documents) & set(
        record.found_documents
    )
