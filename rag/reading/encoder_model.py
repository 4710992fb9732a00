"""What the models that read share: the encoder of the embedding model, whose word embeddings stay as they are."""

from collections.abc import Mapping, Set
from pathlib import Path
from typing import TypeVar

from torch import Tensor, nn
from transformers import BertConfig, BertModel

# Half of MiniLM's parameters. They are frozen in training, so they are not shipped a second time.
_WORDS = "encoder.embeddings.word_embeddings.weight"


class EncoderModel(nn.Module):
    """A BERT encoder; its heads are those of the class that is made of it."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        # No head uses BERT's pooled output.
        self.encoder = BertModel(config, add_pooling_layer=False)

    def trained_state(self) -> dict[str, Tensor]:
        """What training changes: all except the word embeddings, which stay those of the embedding model."""
        return {name: tensor for name, tensor in self.state_dict().items() if name != _WORDS}


_Model = TypeVar("_Model", bound=EncoderModel)


def load_base(kind: type[_Model], folder: Path, *, heads: Set[str]) -> _Model:
    """A model whose encoder is the embedding model in `folder`, its `heads` still untrained."""
    from safetensors.torch import load_file

    # Only files of this folder: no model may be looked up on the network.
    model = kind(BertConfig.from_pretrained(str(folder), local_files_only=True))
    base = {f"encoder.{name}": tensor for name, tensor in load_file(folder / "model.safetensors").items()}
    _load(model, base, missing=heads)
    return model


def load_trained(
    kind: type[_Model], folder: Path, state: Mapping[str, Tensor], *, heads: Set[str] = frozenset()
) -> _Model:
    """The model with the given `trained_state`; its word embeddings are read from `folder`.

    Args:
        kind: The class of the model.
        folder: Of the embedding model.
        state: What was trained.
        heads: Those that `state` does not have; they stay untrained.
    """
    from safetensors import safe_open

    model = kind(BertConfig.from_pretrained(str(folder), local_files_only=True))
    # One tensor is wanted of a file of 91 MB.
    with safe_open(folder / "model.safetensors", framework="pt") as file:
        words = file.get_tensor(_WORDS.removeprefix("encoder."))
    _load(model, {_WORDS: words, **state}, missing=heads)
    return model


def _load(model: nn.Module, state: Mapping[str, Tensor], *, missing: Set[str]) -> None:
    """Fills the model with `state`, which must have everything but the `missing` heads."""
    # The shipped weights are in float16, half the size of float32.
    floats = {
        name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()
    }
    # MiniLM's file has a pooler, too, which is left out.
    lacking, _ = model.load_state_dict(floats, strict=False)
    # `position_ids` is no weight, and not every version of transformers saves it.
    unknown = {name for name in lacking if name.split(".")[0] not in missing and "position_ids" not in name}
    if unknown:
        raise KeyError(f"weights lack {', '.join(sorted(unknown))}")
