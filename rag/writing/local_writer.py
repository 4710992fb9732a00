"""The local writer: a transformers model on this machine that shortens the chosen sentences.

It gets one sentence at a time (`rag.writing.prompt` says why), so the marker behind each is set by us and always names the
sentence that the model was shown. Decoding is greedy, over the tokens of that sentence and glue words: the same input gives
the same words, and hardly any that the document does not have.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import sentencex

from index.embedding.precision import prefers_bfloat16
from index.errors import ModelError, WriterError
from rag.answer import Statement
from rag.writing.prompt import as_data, shorten

if TYPE_CHECKING:
    import torch
    from transformers import Cache, PreTrainedModel, PreTrainedTokenizerBase

_Loaded: TypeAlias = "tuple[PreTrainedModel, PreTrainedTokenizerBase]"

# A sentence up to this length is kept as it is; the model would only lose facts.
_SHORT = 70
# A shorter text needs no more tokens than the text has; these are for a word or two of the model's own.
_SPARE_TOKENS = 8
# Words that join the remaining words.
_GLUE = """
    a an and are as at by for from had has have in is it its of on or that the to was were which with , . ; "
""".split()
# These characters are held back while the text streams, since a marker may have to go before them.
_TAIL = " \t\"'”’.!?…"


class LocalWriter:
    """Writes with a causal language model from a local folder; satisfies `rag.protocols.Writer`.

    The model is loaded when it first writes, once for all threads. Any number of threads may write.
    """

    def __init__(self, folder: Path, *, gguf_file: str | None = None) -> None:
        """Keeps the path of the model; reads nothing yet.

        Args:
            folder: Holds the model: a GGUF file, or safetensors with config and tokenizer.
            gguf_file: Name of the GGUF in `folder`; None for safetensors.
        """
        self._folder = folder
        self._gguf_file = gguf_file
        self._loading = threading.Lock()
        self._loaded: _Loaded | None = None

    def write(self, question: str, statements: Sequence[Statement]) -> Iterator[str]:
        """Yields pieces of text: a shorter form of each statement, in order, each ending with its [n].

        Closing the iterator stops the model: it computes a token only when the next piece is asked for.

        Args:
            question: Not shown to the model, which shortens better without it.
            statements: The chosen sentences, a few at most; n is the number of the first citation of each.

        Raises:
            ModelError: The model can't be loaded.
            WriterError: The model failed while it wrote.
        """
        separator = ""
        for statement in statements:
            if statement.citations:
                marker = f" [{statement.citations[0].number}]."
                for piece in self._sentence(as_data(statement.text), marker):
                    yield separator + piece
                    separator = ""
                separator = " "

    def _sentence(self, text: str, marker: str) -> Iterator[str]:
        """Pieces of one written sentence, its marker before the full stop; none if the model wrote nothing."""
        if len(text) <= _SHORT:
            yield text.rstrip(_TAIL) + marker
            return
        sent = written = ""
        for written in self._growing(text):
            piece = written.rstrip(_TAIL)[len(sent) :]
            if piece:
                yield piece
                sent += piece
        if sent:
            yield _closing_quote(sent, written) + marker

    def _growing(self, text: str) -> Iterator[str]:
        """The first sentence that the model writes, one token longer each time."""
        model, tokenizer = self._load()
        try:
            prompt = tokenizer.apply_chat_template(shorten(text), add_generation_prompt=True, tokenize=False)
            tokens = tokenizer.encode(str(prompt), add_special_tokens=False)
            written: list[int] = []
            at_most = len(tokenizer.encode(text)) + _SPARE_TOKENS
            for token in _greedy(model, tokens, _vocabulary(model, tokenizer, text), at_most):
                written.append(token)
                sentence, ended = _first_sentence(str(tokenizer.decode(written, skip_special_tokens=True)))
                # The first half of a character of two tokens decodes to U+FFFD; the next token completes it.
                if not sentence.endswith("\ufffd"):
                    yield sentence
                if ended:
                    return
        except (RuntimeError, ValueError, IndexError) as error:
            raise WriterError(f"the local writer failed: {error}; the quoted answer stands") from error

    def _load(self) -> "_Loaded":
        """The model and its tokenizer."""
        with self._loading:
            if self._loaded is None:
                self._loaded = _from_folder(self._folder, self._gguf_file)
            return self._loaded


def _from_folder(folder: Path, gguf_file: str | None) -> "_Loaded":
    """Reads a model and its tokenizer; about 20 s for a GGUF of 98 MB.

    Raises:
        ModelError: Something is missing or can't be read; the message says what.
    """
    # huggingface_hub reads this when it is first imported: nothing may be looked up on the network.
    os.environ["HF_HUB_OFFLINE"] = "1"
    # Waiting threads of OpenMP sleep, as `index/embedding/threads.py` explains.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig
        from transformers.utils import logging

        # A progress bar would end up in the log of whoever runs Pincite.
        untyped: Any = logging
        untyped.disable_progress_bar()
        # Nothing is fetched from a network, and no code that comes with a model is run.
        source: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        options: dict[str, Any] = {"dtype": torch.bfloat16 if prefers_bfloat16() else torch.float32}
        if gguf_file is None:
            # Pickled weights can hold code, these can't.
            options["use_safetensors"] = True
        else:
            source["gguf_file"] = gguf_file
            # Quantised weights would be multiplied by kernels that are downloaded from a hub.
            options["quantization_config"] = GgufConfig(dequantize=True)
        tokenizer = AutoTokenizer.from_pretrained(folder, **source)
        model = AutoModelForCausalLM.from_pretrained(folder, **source, **options)
    except (ImportError, OSError, ValueError, KeyError, RuntimeError) as error:
        raise ModelError(f"{folder}: this model can't be loaded ({error}); install it again") from error
    if not tokenizer.chat_template:
        raise ModelError(f"{folder}: this model has no chat template; choose one that follows instructions")
    return model, tokenizer


def _vocabulary(model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase", text: str) -> "torch.Tensor":
    """The token ids that a shorter form of `text` may use, shape (n,): of its words, glue words, and ends.

    From "1,000 sappers" a small model writes "1,000 soldiers"; with these tokens it can't. Restricting a decoder to the
    words of its input goes back to copy mechanisms (See et al. 2017, "Get To The Point").
    """
    import torch

    words = {*text.split(), *_GLUE}
    # A tokenizer has other tokens for a word with a capital, and for one behind a space.
    cased = {form for word in words for form in (word, word.lower(), word[:1].upper() + word[1:])}
    forms = [form for word in cased for form in (word, f" {word}")]
    tokens = {token for form in forms for token in tokenizer.encode(form, add_special_tokens=False)}
    return torch.tensor(sorted(tokens | _ends(model)))


def _ends(model: "PreTrainedModel") -> set[int]:
    """The tokens that end the model's turn."""
    ends = model.generation_config.eos_token_id
    return set(ends if isinstance(ends, list) else [] if ends is None else [ends])


def _greedy(
    model: "PreTrainedModel", prompt: Sequence[int], allowed: "torch.Tensor", at_most: int
) -> Iterator[int]:
    """Token ids, each the likeliest, until the model ends its turn.

    Our own loop in place of `generate`, which would need a thread to stream and a flag to stop.

    Args:
        model: A causal language model.
        prompt: Its token ids.
        allowed: The token ids to choose from, shape (n,).
        at_most: How many tokens to give.
    """
    import torch

    stop = _ends(model)
    tokens, cache = torch.tensor([prompt]), None
    for _ in range(at_most):
        token, cache = _step(model, tokens, allowed, cache)
        if int(token) in stop:
            return
        yield int(token)
        tokens = token.reshape(1, 1)


def _step(
    model: "PreTrainedModel", tokens: "torch.Tensor", allowed: "torch.Tensor", cache: "Cache | None"
) -> "tuple[torch.Tensor, Cache | None]":
    """The likeliest next token of `allowed`, and the keys and values so far."""
    import torch

    # In this function and not in the generator: the mode would stay on in the caller's thread between two tokens.
    with torch.inference_mode():
        output = model(input_ids=tokens, past_key_values=cache, use_cache=True, logits_to_keep=1)
        return allowed[output.logits[0, -1, allowed].argmax()], output.past_key_values


def _first_sentence(text: str) -> tuple[str, bool]:
    """The first sentence of the text so far, and whether more text follows it."""
    lines = text.strip().split("\n", 1)
    sentences = sentencex.segment("en", lines[0])
    first = sentences[0].strip() if sentences else ""
    return first, len(lines) > 1 or len(sentences) > 1


def _closing_quote(sent: str, written: str) -> str:
    """The quotation mark that was held back behind `sent`, if a quotation is still open there."""
    tail = written[len(sent) :]
    return '"' if '"' in tail and sent.count('"') % 2 else "”" if "”" in tail and "“" in sent else ""
