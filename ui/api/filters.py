"""Which documents a program asks, whatever protocol it speaks."""

from rag import Assistant, Filter, PinciteError

_MOST_NAMED = 20


class UnknownCollectionError(PinciteError):
    """There is no such collection: a search in it would look as if the documents had no answer."""


def check_collection(assistant: Assistant, name: str | None) -> None:
    """Looks whether there is a collection of this name; None is that of all documents.

    Raises:
        UnknownCollectionError: There is none; the message names those that there are.
    """
    if name is None or name in (names := assistant.index.collections()):
        return
    shown = [*list(names)[:_MOST_NAMED], *(["..."] if len(names) > _MOST_NAMED else [])]
    raise UnknownCollectionError(f"There is no collection “{name}”. There are: {', '.join(shown) or 'none'}.")


def checked(assistant: Assistant, where: Filter) -> Filter | None:
    """The filter; None if it lets all documents through, so that it is not blamed if nothing is found.

    Raises:
        UnknownCollectionError: There is no such collection.
    """
    check_collection(assistant, where.collection)
    return None if where == Filter() else where
