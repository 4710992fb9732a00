"""What the models that read share: the encoder of the embedding model, whose word embeddings stay as they are."""

from collections.abc import Callable, Mapping, Set
from pathlib import Path
from typing import Protocol, TypeAlias, TypeVar

from torch import Tensor, nn

from index.embedding.bert import BertEncoder, sizes_of

# Half of MiniLM's parameters. They are frozen in training, so they are not shipped a second time.
_WORDS = "encoder.embeddings.word_embeddings.weight"
_ENCODER = "encoder."


class _Encoded(Protocol):
    @property
    def last_hidden_state(self) -> Tensor: ...


class Encoder(Protocol):
    """What reads the pieces: `BertEncoder`, or the `BertModel` of transformers that a training changes."""

    def __call__(
        self, *, input_ids: Tensor, attention_mask: Tensor | None, token_type_ids: Tensor
    ) -> _Encoded:
        """Vectors of shape (rows, tokens, dimensions)."""
        ...

    def bfloat16(self) -> "Encoder":
        """The encoder in bfloat16."""
        ...


MakeEncoder: TypeAlias = Callable[[Path, Mapping[str, Tensor]], Encoder]
"""From the folder of the embedding model, and the weights of an encoder, to the encoder."""


class EncoderModel(nn.Module):
    """An encoder; its heads are those of the class that is made of it."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def trained_state(self) -> dict[str, Tensor]:
        """What training changes: all except the word embeddings, which stay those of the embedding model."""
        return {name: tensor for name, tensor in self.state_dict().items() if name != _WORDS}


_Model = TypeVar("_Model", bound=EncoderModel)


def to_run(folder: Path, weights: Mapping[str, Tensor]) -> BertEncoder:
    """The encoder that answers questions; it can't be trained."""
    return BertEncoder(sizes_of(folder), weights)


def load_trained(
    kind: Callable[[Encoder, int], _Model],
    folder: Path,
    state: Mapping[str, Tensor],
    *,
    heads: Set[str] = frozenset(),
    encoder: MakeEncoder = to_run,
) -> _Model:
    """The model with the given `trained_state`; its word embeddings are read from `folder`.

    Args:
        kind: The class of the model: from its encoder and the dimensions of its vectors to the model.
        folder: Of the embedding model.
        state: What was trained.
        heads: Those that `state` does not have; they stay untrained.
        encoder: Makes the encoder.
    """
    from safetensors import safe_open

    # One tensor is wanted of a file of 91 MB.
    with safe_open(folder / "model.safetensors", framework="pt") as file:
        words = file.get_tensor(_WORDS.removeprefix(_ENCODER))
    # The shipped weights are in float16, half the size of float32.
    floats = {
        name: tensor.float() if tensor.is_floating_point() else tensor for name, tensor in state.items()
    }
    weights = {
        name.removeprefix(_ENCODER): tensor for name, tensor in floats.items() if name.startswith(_ENCODER)
    }
    weights[_WORDS.removeprefix(_ENCODER)] = words
    model = kind(encoder(folder, weights), words.shape[1])
    fill(
        model,
        {name: tensor for name, tensor in floats.items() if not name.startswith(_ENCODER)},
        missing={"encoder", *heads},
    )
    return model


def fill(model: nn.Module, state: Mapping[str, Tensor], *, missing: Set[str]) -> None:
    """Fills the model with `state`, which must have everything but the `missing` parts.

    Raises:
        KeyError: It lacks something.
    """
    # MiniLM's file has a pooler, too, which is left out.
    lacking, _ = model.load_state_dict(state, strict=False)
    # `position_ids` is no weight, and not every version of transformers saves it.
    unknown = {name for name in lacking if name.split(".")[0] not in missing and "position_ids" not in name}
    if unknown:
        raise KeyError(f"weights lack {', '.join(sorted(unknown))}")
