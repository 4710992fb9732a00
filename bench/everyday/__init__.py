"""Questions that people ask of everyday documents, judged by patterns and kinds: no model judges them."""
