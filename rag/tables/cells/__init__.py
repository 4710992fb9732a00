"""Tables of typed cells: what each cell says, its unit, and the tables of the index as such."""
