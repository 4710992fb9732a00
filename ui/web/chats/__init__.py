"""The chats of the page: what is asked is kept, listed, opened again, changed, exported and imported."""
