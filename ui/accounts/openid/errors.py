"""Why nobody is signed in by a provider."""

from rag import PinciteError


class OpenIdError(PinciteError):
    """A provider can't be used, or what came from it or from the browser does not hold. For the log: it may name addresses."""
