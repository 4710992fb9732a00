"""The head of a GGUF file, with facts and no weights: enough to be told from other files, not to be run."""

import struct
from pathlib import Path

_UINT32, _STRING = 4, 8


def tiny_gguf(path: Path, *, context: int = 2048, chats: bool = True) -> Path:
    facts = [_text("llama.context_length") + struct.pack("<II", _UINT32, context)]
    if chats:
        facts.append(_text("tokenizer.chat_template") + struct.pack("<I", _STRING) + _text("{{ messages }}"))
    path.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, len(facts)) + b"".join(facts))
    return path


def _text(value: str) -> bytes:
    return struct.pack("<Q", len(value)) + value.encode()
