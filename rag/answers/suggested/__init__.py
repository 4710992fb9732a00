"""Questions that the documents can answer."""
