"""How a work is referred to: in a sentence, and as an entry of BibTeX."""

from rag.references.people import Person
from rag.references.reference import Reference, reference_of

__all__ = ["Person", "Reference", "reference_of"]
