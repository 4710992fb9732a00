"""What OpenTelemetry is told, and that without it nothing is made."""

import subprocess
import sys

import pytest

from bench.word_embedder import WordEmbedder
from fixed_writer import FixedWriter
from index import Index, TextSource
from rag import Assistant

TEXT = "The north bridge has 14 arches and 20 lamps. Anna Berg, who built it, was born in Ulm."
QUESTION = "How many arches has the north bridge?"


@pytest.fixture
def spans(monkeypatch):
    """The spans that ended, with OpenTelemetry set up as a program would."""
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    # A program sets it once; these tests set it and take it back.
    monkeypatch.setattr("index.tracing._tracer", lambda: provider.get_tracer("pincite"))
    yield exporter
    # Other tests run as where nobody has set it up.
    sys.modules.pop("opentelemetry.sdk.trace")


@pytest.fixture
def assistant(tmp_path):
    assistant = Assistant(Index(tmp_path / "index", embedder=WordEmbedder()))
    yield assistant
    assistant.close()


def test_a_question_is_one_span_around_its_search_and_what_is_written(spans, assistant):
    assistant.add_texts([TextSource(source="bridge.txt", title="bridge", text=TEXT)])
    spans.clear()
    answer = assistant.ask(QUESTION, writer=FixedWriter("It has 14 arches. [1]"))
    ended = {span.name: span for span in spans.get_finished_spans()}
    whole = ended["invoke_workflow pincite"]
    assert whole.attributes["pincite.status"] == answer.status == "answered"
    for name in ("retrieval", "chat fixed"):
        assert ended[name].parent.span_id == whole.context.span_id, name
    assert ended["embeddings words"].parent.span_id == ended["retrieval"].context.span_id
    assert ended["retrieval"].attributes["gen_ai.retrieval.top_k"] > 0
    told = "\n".join(span.to_json() for span in spans.get_finished_spans())
    assert "arches" not in told and "bridge" not in told


def test_what_is_embedded_when_documents_are_added_is_told(spans, assistant):
    assistant.add_texts([TextSource(source="bridge.txt", title="bridge", text=TEXT)])
    (span,) = spans.get_finished_spans()
    assert (span.name, span.attributes["pincite.texts"]) == ("embeddings words", 1)


def test_a_stream_that_is_left_ends_its_span(spans, assistant):
    assistant.add_texts([TextSource(source="bridge.txt", title="bridge", text=TEXT)])
    spans.clear()
    stream = assistant.stream(QUESTION)
    next(stream)
    stream.close()
    assert "invoke_workflow pincite" in {span.name for span in spans.get_finished_spans()}


def test_an_error_is_the_error_of_its_span(spans, assistant, monkeypatch):
    assistant.add_texts([TextSource(source="bridge.txt", title="bridge", text=TEXT)])
    spans.clear()

    def failing(*_arguments):
        raise ZeroDivisionError

    monkeypatch.setattr(assistant.index._searcher, "_search", failing)
    with pytest.raises(ZeroDivisionError):
        assistant.search(QUESTION)
    assert not spans.get_finished_spans()[0].status.is_ok


def test_where_nobody_set_it_up_nothing_of_it_is_imported(tmp_path):
    script = (
        "import sys; from bench.word_embedder import WordEmbedder; from index import Index, TextSource\n"
        f"index = Index({str(tmp_path / 'index')!r}, embedder=WordEmbedder())\n"
        "index.add_texts([TextSource(source='a', title='a', text='The bridge has arches.')])\n"
        "index.search('arches')\n"
        "print([name for name in sys.modules if name.startswith('opentelemetry')])"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
