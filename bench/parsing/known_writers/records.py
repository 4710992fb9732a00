"""Known text as data: JSON, JSON lines, a notebook, subtitles."""

import json
from typing import Any

from bench.parsing.known_files import Answers, KnownFile
from bench.parsing.known_text import Heading, KnownText, ListItem, Paragraph, Table

_CUE_SECONDS = 4
# Longer sentences are cut into two cues, as in real subtitles.
_CUE_WORDS = 16


def write_json(text: KnownText) -> KnownFile:
    """Writes one object: chapters with their paragraphs and tables as records."""
    answers = Answers()
    answers.text(text.title)
    chapters = []
    for parts in text.chapters():
        content: list[Any] = []
        for _, element in parts[1:]:
            match element:
                case Table():
                    # The names of columns are keys, repeated in each record, so only cells are noted.
                    content.append([dict(zip(element.header, row, strict=True)) for row in element.rows])
                    for row in element.rows:
                        answers.text(*row)
                case Heading():
                    content.append({"heading": element.text})
                    answers.text(element.text)
                case Paragraph() | ListItem():
                    content.append({"text": " ".join(element.sentences)})
                    for sentence in element.sentences:
                        answers.sentence(sentence)
        chapters.append({"chapter": parts[0][0][0], "content": content})
    whole = {"title": text.title, "author": text.author, "chapters": chapters}
    # The name of a chapter comes before its content, but the content was noted without it.
    answers.words = _in_order(text)
    return answers.file("json", "known.json", json.dumps(whole, indent=1).encode())


def _in_order(text: KnownText) -> list[str]:
    answers = Answers()
    answers.text(text.title)
    for _, element in text.parts():
        if isinstance(element, Table):
            for row in element.rows:
                answers.text(*row)
        else:
            answers.element(element, None)
    return answers.words


def write_jsonl(text: KnownText) -> KnownFile:
    """Writes a record for each paragraph."""
    answers = Answers()
    lines = []
    for path, element in text.parts():
        if isinstance(element, Paragraph | ListItem):
            lines.append(json.dumps({"under": " / ".join(path), "text": " ".join(element.sentences)}))
            for sentence in element.sentences:
                answers.sentence(sentence)
    return answers.file("jsonl", "known.jsonl", "\n".join(lines).encode() + b"\n")


def write_ipynb(text: KnownText) -> KnownFile:
    """Writes a notebook: prose in Markdown cells, tables as the output of code."""
    answers = Answers()
    cells: list[dict[str, Any]] = []
    for path, element in text.parts():
        if isinstance(element, Table):
            answers.element(element, None)
            printed = "\n".join("\t".join(row) for row in (element.header, *element.rows))
            # As Jupyter writes text: a list of lines with their ends.
            output = {"output_type": "stream", "name": "stdout", "text": printed.splitlines(keepends=True)}
            cells.append(_cell("code", "print(table)", outputs=[output], execution_count=1))
        elif isinstance(element, Heading):
            answers.element(element, None)
            cells.append(_cell("markdown", f"{'#' * element.level} {element.text}"))
        elif isinstance(element, Paragraph | ListItem):
            for sentence in element.sentences:
                answers.sentence(sentence, path)
            cells.append(_cell("markdown", "\n".join(element.sentences)))
    about = {"kernelspec": {"name": "python3", "language": "python"}}
    book = {"nbformat": 4, "nbformat_minor": 5, "metadata": about, "cells": cells}
    return answers.file("ipynb", "known.ipynb", json.dumps(book, indent=1).encode())


def _cell(kind: str, source: str, **more: object) -> dict[str, Any]:
    return {"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True), **more}


def write_srt(text: KnownText) -> KnownFile:
    """Writes numbered subtitles of at most two lines."""
    answers, cues = _cues(text)
    blocks = [
        f"{number}\n{_time(at)},000 --> {_time(at + _CUE_SECONDS - 1)},500\n{words}"
        for number, (at, words) in enumerate(cues, start=1)
    ]
    return answers.file("srt", "known.srt", "\n\n".join(blocks).encode() + b"\n")


def write_vtt(text: KnownText) -> KnownFile:
    """Writes WebVTT with a note, a style and voices."""
    answers, cues = _cues(text)
    blocks = ["WEBVTT", "NOTE made up", "STYLE\n::cue { color: white }"]
    blocks += [
        f"{_time(at)}.000 --> {_time(at + _CUE_SECONDS - 1)}.500 align:start\n"
        # WebVTT is markup, in which these two characters are escaped.
        f"<v Ada>{words.replace('&', '&amp;').replace('<', '&lt;')}</v>"
        for at, words in cues
    ]
    return answers.file("vtt", "known.vtt", "\n\n".join(blocks).encode() + b"\n", ("made up", "::cue"))


def _cues(text: KnownText) -> tuple[Answers, list[tuple[int, str]]]:
    """The time in seconds and the words of each cue; a long sentence has two cues."""
    answers = Answers()
    cues: list[tuple[int, str]] = []
    for _, element in text.parts():
        for sentence in getattr(element, "sentences", ()):
            words = sentence.split(" ")
            answers.sentence(sentence, None, ("time", _time(len(cues) * _CUE_SECONDS)))
            cut = len(words) if len(words) <= _CUE_WORDS else len(words) // 2
            for piece in (words[:cut], words[cut:]):
                if piece:
                    half = (len(piece) + 1) // 2
                    lines = " ".join(piece[:half]), " ".join(piece[half:])
                    cues.append((len(cues) * _CUE_SECONDS, "\n".join(line for line in lines if line)))
    return answers, cues


def _time(seconds: int) -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
