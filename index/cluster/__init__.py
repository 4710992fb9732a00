"""Reading and embedding by the workers of a Dask cluster. Knows nothing of the store's tables."""
