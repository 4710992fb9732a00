"""Which documents a question is asked of: what a person has ticked on the page, as a filter."""

from rag import Filter

MOST = 10_000
"""Ticks of one question: of more, a folder or a collection is ticked."""


def scope_filter(ticked: object) -> Filter | None:
    """The filter for what was ticked, of which any may match; None for all documents.

    Args:
        ticked: A list of `{"kind": "document" | "folder" | "collection", "name": ...}`, as the page sent it. The name of a
            document is its source, which stays when a newer version takes its place.
    """
    if not isinstance(ticked, list):
        return None
    names: dict[str, list[str]] = {"document": [], "folder": [], "collection": []}
    for one in ticked[:MOST]:
        match one:
            case {"kind": ("document" | "folder" | "collection") as kind, "name": str(name)}:
                names[str(kind)].append(name)
    parts = [
        *([Filter(sources=tuple(names["document"]))] if names["document"] else []),
        *(Filter(folder=name) for name in names["folder"]),
        *(Filter(collection=name) for name in names["collection"]),
    ]
    return Filter(any_of=tuple(parts)) if parts else None
