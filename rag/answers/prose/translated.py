"""Puts what a model wrote into the language of the question, sentence by sentence, once it was checked in English."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

from index import ModelError, WriterError
from rag.answer import Answer, Statement
from rag.answers.compose import restated
from rag.checking.translation import differs, language_name
from rag.protocols import Writer
from rag.writing.translation_prompt import translate, translation_tokens, translations

_WRITTEN = ("supported", "computed")


def translated_answers(answer: Answer, language: str, writer: Writer) -> Iterator[Answer]:
    """The answer, and if its language is another one then with its written sentences translated; quotes stay as they are.

    A translation with another number, name or denial than the sentence that was checked is not shown: the sentence stays in
    English, and a note counts those.

    Args:
        answer: Written and checked, in English.
        language: The code of the language.
        writer: The model.

    Raises:
        StoppedError: Nobody waits for it any more.
    """
    name = language_name(language)
    written = [one for one in answer.statements if one.verdict in _WRITTEN]
    if not name or not written:
        yield answer
        return
    yield replace(answer, activity=f"Translating into {name}")
    texts = [one.text for one in written]
    reply = ""
    try:
        with closing(writer.write(translate(texts, name), at_most=translation_tokens(texts))) as pieces:
            for piece in pieces:
                reply += piece
    except (WriterError, ModelError) as error:
        note = f"The answer stays in English: {error}"
        yield replace(answer, notes=(*answer.notes, note if note.endswith(".") else f"{note}."))
        return
    by_number = translations(reply, len(texts))
    found = [
        _translated(one, by_number.get(number, ""), language) for number, one in enumerate(written, start=1)
    ]
    new = {id(old): one for old, one in zip(written, found, strict=True)}
    left = sum(one.verdict != "translated" for one in found)
    notes = (*answer.notes, *([_note(left)] if left else []))
    yield replace(
        restated(answer, [new.get(id(one), one) for one in answer.statements], answer.letter), notes=notes
    )


def _translated(statement: Statement, translation: str, language: str) -> Statement:
    if not translation or differs(statement.text, translation, language):
        return statement
    return replace(statement, text=translation, verdict="translated", original=statement.text)


def _note(left: int) -> str:
    sentences = "1 sentence stays" if left == 1 else f"{left} sentences stay"
    return f"{sentences} in English: no translation had the same numbers, names and denials."
