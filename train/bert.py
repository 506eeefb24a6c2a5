"""The twelve-layer BERT of MiniLM (Wang et al. 2020) in plain PyTorch.

Only what the encoder of Hearsay needs: word, position and one segment embedding,
post-norm layers, GELU. Names of parameters are those of the base weights.
"""

import torch
import torch.nn.functional as F
from torch import nn

from base import base_weights


class Layer(nn.Module):
    """One transformer layer: self-attention and feed-forward, each with a residual."""

    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        b, n, w = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        p = self.dropout if self.training else 0.0
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(b, n, w))
        x = self.norm1(x + F.dropout(a, p, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(h, p, self.training))


class Bert(nn.Module):
    """Embeddings and layers; hints are further embeddings added to those of the pieces."""

    def __init__(self, config, hints=0, dropout=0.1):
        super().__init__()
        w = config["hidden_size"]
        self.dropout = dropout
        self.words = nn.Embedding(config["vocab_size"], w)
        self.places = nn.Embedding(config["max_position_embeddings"], w)
        self.hints = nn.Embedding(hints, w) if hints else None
        if hints:
            nn.init.zeros_(self.hints.weight)
        self.norm = nn.LayerNorm(w, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(w, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"]))

    def forward(self, ids, mask, hints=None):
        """ids [b, n]; mask [b, n] true for pieces; hints [b, n, columns] rows of the hint table."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        if hints is not None:
            b, n, c = hints.shape
            x = x + F.embedding_bag(hints.view(b * n, c), self.hints.weight, mode="sum").view(b, n, -1)
        x = F.dropout(self.norm(x), self.dropout, self.training)
        attend = torch.zeros(mask.shape, dtype=x.dtype).masked_fill_(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, attend)
        return x


def load_base(hints=0, dropout=0.1):
    """The base encoder, e5-small-v2."""
    config, raw = base_weights()
    model = Bert(config, hints, dropout)
    get = raw.__getitem__
    state = {
        "words.weight": get("embeddings.word_embeddings.weight"),
        # There is one segment; its embedding joins that of the place.
        "places.weight": get("embeddings.position_embeddings.weight") + get("embeddings.token_type_embeddings.weight")[0],
        "norm.weight": get("embeddings.LayerNorm.weight"),
        "norm.bias": get("embeddings.LayerNorm.bias"),
    }
    for i in range(config["num_hidden_layers"]):
        at, to = f"encoder.layer.{i}.", f"layers.{i}."
        for kind in ("weight", "bias"):
            state[to + "qkv." + kind] = torch.cat([get(at + f"attention.self.{n}." + kind) for n in ("query", "key", "value")])
            state[to + "out." + kind] = get(at + "attention.output.dense." + kind)
            state[to + "norm1." + kind] = get(at + "attention.output.LayerNorm." + kind)
            state[to + "up." + kind] = get(at + "intermediate.dense." + kind)
            state[to + "down." + kind] = get(at + "output.dense." + kind)
            state[to + "norm2." + kind] = get(at + "output.LayerNorm." + kind)
    missing, unexpected = model.load_state_dict(state, strict=False)
    assert set(missing) <= {"hints.weight"} and not unexpected, (missing, unexpected)
    return model, config
