"""The interfaces of Pincite: the web page and the command. They hold no retrieval, no models and no prompts."""
