"""`python -m bench answers`: the built-in answer and the local writer against the recipe most people write.

The plain recipe: the first three passages and the question into a small instruction model, which is told to
cite as [1] and to say "I don't know". All three answer from the same retrieval.
"""

import json
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rich.progress import Progress, track

from bench.output import Results, Table
from bench.thresholds import threshold_scan, threshold_table
from rag import Answer, Assistant, ModelError
from rag.evaluation import Evaluation, evaluate, holds, mean, percentile, read_set
from rag.evaluation.scratch import Scratch, code_digest
from rag.evaluation.sets import SetQuestion
from rag.writing.models import SMOLLM2, check_weights, load_writer

_SET = "squad/valid"
# Those with enough unanswerable questions to choose a threshold on.
_REFUSING = ("squad/valid", "clapnq/valid")
_ANSWERABLE, _UNANSWERABLE = 50, 25
_PASSAGES = 3
_TOKENS = 80
_PLAIN = """Answer the question from these passages only. Cite the passage that you use as [1], [2] or [3]. \
If they don't say, answer "I don't know".

{passages}

Question: {question}"""
_REFUSAL = re.compile(
    r"\b(?:don't|do not|doesn't|does not|didn't|not) (?:know|say|mention|provide|specif|contain|state|include|answer)"
    r"|\b(?:cannot|can't|unable|no information|not (?:mentioned|provided|specified|stated|available|given))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one recipe said to one question.

    Attributes:
        text: The answer.
        cited: The texts that it cites, as far as they exist.
        refused: Whether it says that the documents don't.
        seconds: From the question to the whole answer.
    """

    text: str
    cited: list[str]
    refused: bool
    seconds: float


Recipe = Callable[[str], tuple[str, list[str], bool]]


def answers(data: Path, cache: Path) -> Results:
    """Asks the same questions by each recipe. Answers are kept, so an interrupted run goes on."""
    evaluations = {name: _evaluated(data / name, cache) for name in _REFUSING}
    scan = threshold_scan(evaluations)
    set_ = read_set(data / _SET)
    scratch = Scratch.of(set_, cache)
    with scratch.locked():
        scratch.indexed(set_, lambda _: None)
        assistant = Assistant.open(scratch.folder / "index")
        questions = [
            *_spread([question for question in set_.questions if question.answerable], _ANSWERABLE),
            *_spread([question for question in set_.questions if not question.answerable], _UNANSWERABLE),
        ]
        said = {
            name: _ask(name, recipe, questions, scratch.folder)
            for name, recipe in _recipes(assistant).items()
        }
    return Results(
        name="answers",
        tables=[threshold_table(scan), _table(questions, said)],
        data={"thresholds": scan}
        | {
            name: [
                {"id": question.id, "question": question.question, **asdict(one)}
                for question, one in zip(questions, some, strict=True)
            ]
            for name, some in said.items()
        },
    )


def _evaluated(folder: Path, cache: Path) -> Evaluation:
    set_ = read_set(folder)
    with Progress() as bar:
        task = bar.add_task(set_.name)
        return evaluate(
            set_, cache=cache, progress=lambda it: bar.update(task, completed=it.done, total=it.total)
        )


def _spread(questions: Sequence[SetQuestion], count: int) -> list[SetQuestion]:
    """`count` of them at equal distances, so that every article has its share."""
    return [questions[int(place)] for place in np.linspace(0, len(questions) - 1, count)]


def _recipes(assistant: Assistant) -> dict[str, Recipe]:
    """The recipes that can run here."""
    recipes: dict[str, Recipe] = {"built-in answer": lambda question: _of(assistant.ask(question))}
    try:
        check_weights(SMOLLM2)
        writer = load_writer(SMOLLM2.name)
    except ModelError as error:
        print(f"only the built-in answer is measured: {error}")
        return recipes
    return recipes | {
        "local writer": lambda question: _of(assistant.ask(question, writer=writer)),
        "plain recipe": _plain_recipe(assistant),
    }


def _of(answer: Answer) -> tuple[str, list[str], bool]:
    return answer.text, [citation.quote for citation in answer.citations], answer.status == "not_found"


def _plain_recipe(assistant: Assistant) -> Recipe:
    """Three passages into SmolLM2, greedily, as a tutorial does it."""
    loaded: list[Any] = []

    def answer(question: str) -> tuple[str, list[str], bool]:
        if not loaded:
            loaded.extend(_smollm2())
        model, tokenizer = loaded
        passages = [hit.passage.text for hit in assistant.search(question, _PASSAGES)]
        numbered = "\n\n".join(f"[{number}] {text}" for number, text in enumerate(passages, start=1))
        chat = [{"role": "user", "content": _PLAIN.format(passages=numbered, question=question)}]
        tokens = tokenizer.apply_chat_template(
            chat, add_generation_prompt=True, return_tensors="pt", return_dict=True
        )
        written = model.generate(**tokens, do_sample=False, max_new_tokens=_TOKENS)
        text = tokenizer.decode(written[0, tokens["input_ids"].shape[1] :], skip_special_tokens=True).strip()
        numbers = {int(number) for number in re.findall(r"\[(\d)\]", text)}
        cited = [passages[number - 1] for number in sorted(numbers) if 1 <= number <= len(passages)]
        return text, cited, bool(_REFUSAL.search(text))

    return answer


def _smollm2() -> tuple[Any, Any]:
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    path = check_weights(SMOLLM2)
    where: dict[str, Any] = {"gguf_file": path.name, "local_files_only": True}
    tokenizer = AutoTokenizer.from_pretrained(path.parent, **where)
    model = AutoModelForCausalLM.from_pretrained(
        path.parent, **where, dtype="float32", quantization_config=GgufConfig(dequantize=True)
    )
    return model, tokenizer


def _ask(name: str, recipe: Recipe, questions: Sequence[SetQuestion], folder: Path) -> list[Said]:
    """What the recipe says to each question; what it said before to the same comes from the journal."""
    code = code_digest("index", "rag", "bench.answers")[:12]
    journal = folder / f"said-{name.replace(' ', '-')}-{code}.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines() if journal.exists() else []
    known: dict[str, dict[str, Any]] = dict(json.loads(line) for line in lines if line.endswith("]"))
    with journal.open("a", encoding="utf-8") as file:
        for question in track(questions, name):
            if question.id not in known:
                started = time.perf_counter()
                text, cited, refused = recipe(question.question)
                said = Said(text=text, cited=cited, refused=refused, seconds=time.perf_counter() - started)
                known[question.id] = asdict(said)
                file.write(json.dumps([question.id, asdict(said)]) + "\n")
                file.flush()
    return [Said(**known[question.id]) for question in questions]


def _table(questions: Sequence[SetQuestion], said: Mapping[str, Sequence[Said]]) -> Table:
    rows: dict[str, Callable[[SetQuestion, Said], bool | None]] = {
        "the answer holds a right answer": lambda it, one: (
            None if not it.answerable else holds(one.text, it.answers)
        ),
        "what it cites holds a right answer": lambda it, one: (
            None if not it.answerable else any(holds(text, it.answers) for text in one.cited)
        ),
        "it cites at all": lambda it, one: bool(one.cited) if it.answerable else None,
        "answerable, but refused": lambda it, one: one.refused if it.answerable else None,
        "unanswerable and refused": lambda it, one: None if it.answerable else one.refused,
    }
    shares = [
        (
            name,
            *(
                _share([measure(question, one) for question, one in zip(questions, some, strict=True)])
                for some in said.values()
            ),
        )
        for name, measure in rows.items()
    ]
    return Table(
        title=f"{_ANSWERABLE} answerable and {_UNANSWERABLE} unanswerable questions of {_SET}, all articles in one index",
        columns=("", *said),
        rows=[*shares, ("median time of a question", *(_median(some) for some in said.values()))],
        note="95% intervals. The unanswerable ones were written to look answerable from one paragraph.",
    )


def _share(values: Sequence[bool | None]) -> str:
    it = mean([float(value) for value in values if value is not None])
    return f"{100 * it.value:.0f}% ({100 * it.low:.0f} to {100 * it.high:.0f})" if it else ""


def _median(said: Sequence[Said]) -> str:
    it = percentile([one.seconds for one in said], 50)
    return f"{it.value:.2f} s" if it else ""
