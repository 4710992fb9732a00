"""The documents of the page: their list and its changes, what is asked, and the ways to add some."""
