"""The retrievers in examples/ with the real LangChain and LlamaIndex: `python -m bench retrievers` runs this where both are."""

import asyncio
import importlib.util
import os
import runpy
import sys
import threading

import pytest

from held import held
from index import Index
from own_loop import in_own_loop
from rag import Assistant, AsyncAssistant
from repository import ROOT

# Theirs are none of our doing.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
QUESTION = "When was the Steyregger bridge opened?"
SCRIPTS = {"langchain_core": "langchain_retriever.py", "llama_index": "llama_index_retriever.py"}


@pytest.fixture(params=SCRIPTS)
def run(request, monkeypatch, tmp_path, capsys):
    """Runs a script on a folder; returns its names and what it printed."""
    if importlib.util.find_spec(request.param) is None:
        reason = f"{request.param} is not installed; python -m bench retrievers runs this test where both libraries are"
        pytest.fail(reason) if os.environ.get("PINCITE_REQUIRE_RETRIEVERS") else pytest.skip(reason)
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "bridge.txt").write_text("The Steyregger bridge was opened in 1979.\n")
    (folder / "museum.txt").write_text("The museum of glass has 12,000 objects.\n")
    monkeypatch.setattr(sys, "argv", [SCRIPTS[request.param], str(folder), QUESTION])
    names = runpy.run_path(str(ROOT / "examples" / SCRIPTS[request.param]), run_name="__main__")
    return names, capsys.readouterr().out, folder


def retrieved(names, assistant, *, wait=False):
    """What the retriever finds by its own library's way: text, metadata and whatever else it has."""
    pincite = AsyncAssistant(assistant)
    if "document" in names:
        retriever = names["PinciteRetriever"](pincite=pincite, k=1)
        found = in_own_loop(retriever.ainvoke(QUESTION)) if wait else retriever.invoke(QUESTION)
        return [(one.page_content, one.metadata, one.metadata["score"]) for one in found]
    retriever = names["PinciteRetriever"](pincite, k=1)
    found = in_own_loop(retriever.aretrieve(QUESTION)) if wait else retriever.retrieve(QUESTION)
    return [(one.text, one.metadata, one.score) for one in found]


def test_passages_come_with_the_place_of_their_characters_in_the_document(run):
    names, printed, folder = run
    source = str(folder / "bridge.txt")
    assert printed.startswith(f"{source} 0 ")
    assistant = Assistant.open(folder / ".pincite")
    ((text, metadata, score),) = retrieved(names, assistant)
    document = assistant.document(source)
    assert document.text[metadata["start"] : metadata["end"]] == text
    assert (metadata["source"], metadata["title"], metadata["page"]) == (source, document.title, None)
    assert metadata["document_id"] == document.id and score > 0
    assert retrieved(names, assistant, wait=True) == retrieved(names, assistant)


def test_what_is_awaited_and_cancelled_stops_searching(run):
    names, _, folder = run
    pincite = AsyncAssistant(Assistant.open(folder / ".pincite"))
    is_langchain = "document" in names
    retriever = names["PinciteRetriever"](pincite=pincite)
    before = threading.active_count()

    async def main():
        with held(Index, "search"):
            asked = retriever.ainvoke(QUESTION) if is_langchain else retriever.aretrieve(QUESTION)
            task = asyncio.create_task(asked)
            await asyncio.sleep(0.2)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            # Closing waits for the thread, which would wait for ever if it went on.
            await asyncio.wait_for(pincite.close(), 5)

    in_own_loop(main())
    assert threading.active_count() <= before + 1
