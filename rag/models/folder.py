"""A writer that runs a model of a Hugging Face folder in this process, by transformers. Safetensors only, no code."""

import os
import threading
from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from index.embedding.precision import prefers_bfloat16
from index.embedding.threads import set_up_libraries
from index.errors import ModelError, WriterError
from index.stopping import raise_if_stopped
from rag.protocols import Message, Usage

if TYPE_CHECKING:
    import torch
    from transformers import Cache, PreTrainedModel, PreTrainedTokenizerBase

_Loaded: TypeAlias = "tuple[PreTrainedModel, PreTrainedTokenizerBase]"

_CONTEXT = 8_192
# Tokens that are read between two looks at whether to stop.
_BATCH = 64
# The first half of a character of two tokens decodes to this; the next token completes it.
_HALF = "\ufffd"


class FolderWriter:
    """Writes with a causal language model of a local folder, the likeliest word each time; satisfies `rag.protocols.Writer`.

    It is loaded when it is first needed, once for all threads. Any number of threads may write.
    """

    destination = None

    def __init__(self, name: str, folder: Path) -> None:
        """Reads nothing yet.

        Args:
            name: What people call the writer.
            folder: Holds safetensors, config and tokenizer.
        """
        self.name = name
        self._folder = folder
        self._loading = threading.Lock()

    @property
    def context(self) -> int:
        """That of the model, but no more than is worth its memory."""
        model, _ = self._load()
        return min(int(getattr(model.config, "max_position_embeddings", _CONTEXT)), _CONTEXT)

    def count(self, text: str) -> int:
        """The number of tokens."""
        _, tokenizer = self._load()
        return len(tokenizer.encode(text, add_special_tokens=False))

    def write(
        self, messages: Sequence[Message], *, at_most: int, schema: Mapping[str, object] | None = None
    ) -> Generator[str, None, Usage]:
        """Yields pieces of the reply, as `Writer.write` says; a token is computed when the next piece is asked for."""
        model, tokenizer = self._load()
        try:
            chat = [{"role": message.role, "content": message.text} for message in messages]
            prompt = str(tokenizer.apply_chat_template(chat, add_generation_prompt=True, tokenize=False))
            tokens = tokenizer.encode(prompt, add_special_tokens=False)
            self._raise_if_too_long(len(tokens))
            written: list[int] = []
            sent = ""
            for token in _greedy(model, tokens, min(at_most, self.context - len(tokens))):
                written.append(token)
                text = str(tokenizer.decode(written, skip_special_tokens=True))
                if len(text) > len(sent) and not text.endswith(_HALF):
                    yield text[len(sent) :]
                    sent = text
        except (RuntimeError, ValueError, IndexError, TypeError) as error:
            raise WriterError(f"the model {self.name} failed: {error}; the quoted answer stands") from error
        if not sent:
            raise WriterError(f"the model {self.name} wrote nothing; try again, or choose another model")
        return Usage(prompt=len(tokens), reply=len(written))

    def _raise_if_too_long(self, tokens: int) -> None:
        if tokens >= self.context:
            raise WriterError(
                f"the question and its sentences have {tokens:,} tokens, and the model {self.name} reads {self.context:,}; "
                f"choose one with a longer context"
            )

    def _load(self) -> _Loaded:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> _Loaded:
        # huggingface_hub reads this when it is first imported: nothing may be looked up on the network.
        os.environ["HF_HUB_OFFLINE"] = "1"
        set_up_libraries()
        try:
            import torch
            from transformers import AutoModelForCausalLM, AutoTokenizer
            from transformers.utils import logging

            torch.set_num_threads(1)  # as for all models: see index/embedding/threads.py
            # A progress bar would end up in the log of whoever runs Pincite.
            untyped: Any = logging
            untyped.disable_progress_bar()
            # Nothing is fetched from a network, no code that comes with a model is run, and no pickle is read.
            source: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
            dtype = torch.bfloat16 if prefers_bfloat16() else torch.float32
            tokenizer = AutoTokenizer.from_pretrained(self._folder, **source)
            model = AutoModelForCausalLM.from_pretrained(
                self._folder, dtype=dtype, use_safetensors=True, **source
            )
        except (ImportError, OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(
                f"{self._folder}: this model can't be loaded ({error}); download it again"
            ) from error
        if not tokenizer.chat_template:
            raise ModelError(
                f"{self._folder}: this model has no chat template; choose one that follows instructions"
            )
        return model, tokenizer


def _greedy(model: "PreTrainedModel", prompt: Sequence[int], at_most: int) -> Iterator[int]:
    """Token ids, each the likeliest, until the model ends its turn.

    Our own loop in place of `generate`, which would need a thread to stream and a flag to stop.
    """
    import torch

    ends = model.generation_config.eos_token_id if model.generation_config else None
    stop = set(ends if isinstance(ends, list) else [] if ends is None else [ends])
    cache, token = None, 0
    for start in range(0, len(prompt), _BATCH):
        raise_if_stopped()
        token, cache = _step(model, torch.tensor([list(prompt[start : start + _BATCH])]), cache)
    for _ in range(at_most):
        if token in stop:
            return
        yield token
        raise_if_stopped()
        token, cache = _step(model, torch.tensor([[token]]), cache)


def _step(
    model: "PreTrainedModel", tokens: "torch.Tensor", cache: "Cache | None"
) -> "tuple[int, Cache | None]":
    """The likeliest next token, and the keys and values so far."""
    import torch

    # In this function and not in the generator: the mode would stay on in the caller's thread between two tokens.
    with torch.inference_mode():
        output = model(input_ids=tokens, past_key_values=cache, use_cache=True, logits_to_keep=1)
        return int(output.logits[0, -1].argmax()), output.past_key_values
