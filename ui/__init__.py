"""What people and programs touch: the page and the command. No retrieval, no models, no prompts."""
