"""What stands around a hit: lists with their items and markers, and whether they are about the question."""
