"""The writer that runs a folder of Hugging Face, on a tiny real one, where something is wrong with it."""

import shutil

import pytest

from index import ModelError, WriterError
from rag.models import load_writer
from rag.protocols import Message
from tiny_model import make_tiny_model

ASKED = [Message(role="user", text="How many sappers?")]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return make_tiny_model(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def copy(tiny, tmp_path):
    return shutil.copytree(tiny, tmp_path / "model")


def write(folder):
    return "".join(load_writer(str(folder)).write(ASKED, at_most=5))


def test_it_leaves_the_callers_gradients_alone(tiny):
    import torch

    reply = load_writer(str(tiny)).write(ASKED, at_most=5)
    next(reply)
    assert not torch.is_inference_mode_enabled()
    reply.close()


def test_a_folder_without_a_model_is_an_error_that_names_it(tmp_path):
    with pytest.raises(ModelError, match=str(tmp_path)):
        write(tmp_path)


def test_weights_that_can_hold_code_are_not_read(copy):
    import torch
    from safetensors.torch import load_file

    (weights,) = copy.glob("*.safetensors")
    torch.save(load_file(weights), copy / "pytorch_model.bin")
    weights.unlink()
    with pytest.raises(ModelError, match="can't be loaded"):
        write(copy)


def test_code_that_comes_with_a_model_is_not_run(copy, tmp_path):
    ran = tmp_path / "ran"
    (copy / "own.py").write_text(f"open({str(ran)!r}, 'w')\nclass Own: pass\n")
    config = (copy / "config.json").read_text()
    own = '{"auto_map": {"AutoConfig": "own.Own", "AutoModelForCausalLM": "own.Own"},'
    (copy / "config.json").write_text(config.replace("{", own, 1).replace('"llama"', '"own"'))
    with pytest.raises(ModelError):
        write(copy)
    assert not ran.exists()


def test_a_model_without_a_template_for_conversations_is_refused(copy):
    for file in copy.glob("chat_template*"):
        file.unlink()
    with pytest.raises(ModelError, match="no chat template"):
        write(copy)


def test_a_model_that_fails_while_it_writes_is_a_writer_error(copy):
    from transformers import AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(copy)
    tokenizer.add_tokens(["sappers"])  # a token that the model has no embedding for
    tokenizer.save_pretrained(copy)
    with pytest.raises(WriterError, match="quoted answer"):
        write(copy)
