"""The models that clients choose from: all documents or a collection, quoted or written by a language model.

pincite                          quotes, from all documents
pincite/COLLECTION               quotes, from the documents of a collection
pincite+WRITER                   a language model writes, and each of its sentences is checked
pincite/COLLECTION+WRITER        both
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from rag import PinciteError
from rag.models import chosen_writer
from rag.models.choices import goes_to
from rag.models.loading import installed_writers
from ui.api.openai_protocol.problems import OpenAiError
from ui.work.writers import Writers

ALL = "pincite"
"""The model that quotes from all documents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelName:
    """What the name of a model means.

    Attributes:
        collection: Whose documents are asked; None for all.
        writer: The language model that writes; None if the answer is quoted.
    """

    collection: str | None = None
    writer: str | None = None

    @property
    def leaves_for(self) -> str | None:
        """The host that the question, and the sentences found for it, are sent to; None if they stay on this machine."""
        try:
            return None if self.writer is None else goes_to(self.writer)
        except PinciteError:
            # Nothing is sent by a writer whose settings are wrong.
            return None

    def __str__(self) -> str:
        below = "" if self.collection is None else f"/{self.collection}"
        return f"{ALL}{below}{'' if self.writer is None else f'+{self.writer}'}"


def parsed(name: str, collections: Container[str]) -> ModelName | None:
    """What a name means, or None if it is the name of no model.

    Args:
        name: As the client sent it.
        collections: Those that there are. They, and writers, may have "+" and "/" in their names.
    """
    if not name.startswith(ALL):
        return None
    collection, behind = None, name.removeprefix(ALL)
    if behind.startswith("/"):
        # The longest one, so that of "/a+b" the collection "a+b" comes before a writer "b".
        ends = [at for at in range(len(behind), 0, -1) if at == len(behind) or behind[at] == "+"]
        found = next((at for at in ends if behind[1:at] in collections), None)
        if found is None:
            return None
        collection, behind = behind[1:found], behind[found:]
    if behind and not (behind.startswith("+") and len(behind) > 1):
        return None
    return ModelName(collection=collection, writer=behind[1:] or None)


def listed(collections: Sequence[str]) -> list[ModelName]:
    """The models that are listed: those that can be named without asking another server.

    Args:
        collections: Those that there are; one alone has all documents, and is not listed apart from them.
    """
    try:
        chosen = chosen_writer()
        writers = dict.fromkeys([*([chosen] if chosen else []), *installed_writers()])
    except PinciteError:
        # `pincite doctor` says what is wrong with the settings; quotes need none.
        writers = {}
    return [
        ModelName(collection=collection, writer=writer)
        for collection in (None, *(collections if len(collections) > 1 else ()))
        for writer in (None, *writers)
    ]


def check_writer(name: str, writers: Writers) -> None:
    """Looks whether there is such a language model; may ask the servers of the settings, for two seconds at most.

    A name is never an address or a path: a request could have this machine reach what only it can reach.

    Raises:
        OpenAiError: There is none.
    """
    if any(view["name"] == name for view in writers.listed()):
        return
    if all(view["name"] != name for view in writers.all_listed()):
        raise unknown(f"{ALL}+{name}")


def unknown(name: str) -> OpenAiError:
    """There is no model of that name."""
    message = f"The model {name[:200]!r} does not exist. GET /v1/models lists those that do."
    return OpenAiError(404, message, param="model", code="model_not_found")
