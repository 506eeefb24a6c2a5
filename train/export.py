#!/usr/bin/env python3
"""Writes the weight files that nlp/encoder reads, weights quantised to 8 bits.

  export.py words OUT.bin                              the base encoder's word pieces and their embeddings
  export.py --examples DIR reader READER.pt OUT.bin    what train.py left
  export.py --examples DIR names NAMES.pt OUT.bin      what names.py left

Each row of a table and each output of a linear map has a scale of its own. Numbers
are rounded so that what a map makes of real text changes least (GPTQ, Frantar et al.
2023): the error of each input's weight is made good by those after it, as far as
inputs go together in windows of the examples. Linear maps are laid out in panels of
16 outputs: for each pair of neighbouring inputs, both weights of output 0, of output
1, and so on.
"""

import argparse
import random
import struct
from pathlib import Path

import numpy as np
import torch

import examples
from base import tokenizer_file, vocabulary
from bert import load_base
from names import Names
from reader import Reader

COLUMNS = 16


def quantised(w):
    """Rows of 8-bit numbers, and their scales."""
    scale = np.abs(w).max(1) / 127
    q = np.rint(w / np.where(scale == 0, 1, scale)[:, None]).astype(np.int8)
    return scale.astype("<f4"), q


def table(w):
    scale, q = quantised(w)
    return scale.tobytes() + q.tobytes()


@torch.no_grad()
def calibrate(bert, batches, hints):
    """For each linear map of the layers, how its inputs go together: the mean of their
    products over the batches."""
    sums, hooks = {}, []

    def watch(name):
        def hook(_, args):
            x = args[0][keep[0]]
            sums[name] = sums.get(name, 0) + x.T @ x
        return hook

    keep = [None]
    for name, m in bert.layers.named_modules():
        if isinstance(m, torch.nn.Linear):
            hooks.append(m.register_forward_pre_hook(watch("layers." + name)))
    for b in batches:
        keep[0] = b.mask
        bert(b.ids, b.mask, b.hints if hints else None)
    for h in hooks:
        h.remove()
    return sums


def rounded(w, together):
    """Rows of 8-bit numbers for a map [out, in] whose inputs go together so."""
    w = torch.from_numpy(w).double()
    scale = w.abs().amax(1) / 127
    scale[scale == 0] = 1
    scale = scale.float().double()
    together = together.double()
    h = together + torch.eye(len(together)).double() * together.diag().mean() * 0.01
    inverse = torch.linalg.cholesky(torch.cholesky_inverse(torch.linalg.cholesky(h)), upper=True)
    q = torch.zeros_like(w)
    for i in range(w.shape[1]):
        q[:, i] = (w[:, i] / scale).round().clamp(-127, 127)
        error = (w[:, i] - q[:, i] * scale) / inverse[i, i]
        w[:, i + 1:] -= error[:, None] * inverse[i, i + 1:]
    return scale.numpy().astype("<f4"), q.numpy().astype(np.int8)


def linear(w, bias, together=None):
    out, inputs = w.shape
    pad = -out % COLUMNS
    scale, q = quantised(w) if together is None else rounded(w, together)
    scale, q = np.pad(scale, (0, pad)), np.pad(q, ((0, pad), (0, 0)))
    panels = q.reshape(-1, COLUMNS, inputs // 2, 2).transpose(0, 2, 1, 3)
    return scale.tobytes() + np.pad(bias, (0, pad)).astype("<f4").tobytes() + panels.tobytes()


def count(*ns):
    return struct.pack("<%dI" % len(ns), *ns)


def body(bert, config, together):
    """Sizes, places and layers."""
    s = {k: v.detach().numpy() for k, v in bert.state_dict().items()}
    floats = lambda k: s[k].astype("<f4").tobytes()
    out = [count(config["num_hidden_layers"], config["hidden_size"], config["num_attention_heads"],
                 config["intermediate_size"], len(s["places.weight"])),
           s["places.weight"].astype("<f2").tobytes(), floats("norm.weight"), floats("norm.bias")]
    for i in range(config["num_hidden_layers"]):
        p = f"layers.{i}."
        lin = lambda n: linear(s[p + n + ".weight"], s[p + n + ".bias"], together[p + n])
        out += [lin("qkv"), lin("out"), floats(p + "norm1.weight"), floats(p + "norm1.bias"),
                lin("up"), lin("down"), floats(p + "norm2.weight"), floats(p + "norm2.bias")]
    return b"".join(out)


def sample(folder, windows=128, follow=examples.after):
    """Batches of windows of the training examples."""
    docs, _, offsets = examples.read(Path(folder) / "train.jsonl", tokenizer_file(), follow)
    ws = [w for d in docs for w in examples.windows(d, 256)]
    random.Random(17).shuffle(ws)
    return [examples.Batch(b, offsets) for b in examples.batches(ws[:windows], 4096)]


def write_words(path):
    bert, _ = load_base()
    w = bert.words.weight.detach().numpy()
    with open(path, "wb") as f:
        f.write(b"HSE1" + count(len(vocabulary())) + vocabulary() + count(*w.shape) + table(w))


def read_reader(path):
    """The trained Reader and the sizes of its hints' columns."""
    saved = torch.load(path, weights_only=True)
    model = Reader(sum(saved["hint_sizes"]))
    model.load_state_dict(saved["reader"])
    return model.eval(), saved["hint_sizes"]


def write_reader(folder, trained, path):
    model, sizes = read_reader(trained)
    head = linear(model.head.weight.detach().numpy(), model.head.bias.detach().numpy())
    together = calibrate(model.bert, sample(folder), True)
    arcs = model.crf.arcs.detach().numpy().astype("<f4").reshape(-1)
    with open(path, "wb") as f:
        f.write(b"HSR1" + count(len(sizes), *sizes) + table(model.bert.hints.weight.detach().numpy()) +
                body(model.bert, model.config, together) + head + count(len(arcs)) + arcs.tobytes())


def write_names(folder, trained, path):
    saved = torch.load(trained, weights_only=True)
    model = Names(sum(saved["hint_sizes"]), saved["layers"])
    model.load_state_dict(saved["names"])
    model.eval()
    head = linear(model.head.weight.detach().numpy(), model.head.bias.detach().numpy())
    together = calibrate(model.bert, sample(folder, follow=lambda state, label: 0), True)
    sizes = saved["hint_sizes"]
    with open(path, "wb") as f:
        f.write(b"HSN1" + count(len(sizes), *sizes) + table(model.bert.hints.weight.detach().numpy()) +
                body(model.bert, model.config, together) + head + count(0))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--examples", help="what hearsay train --examples, or --name-examples, wrote")
    sub = ap.add_subparsers(required=True)
    p = sub.add_parser("words")
    p.add_argument("out")
    p.set_defaults(run=lambda a: write_words(a.out))
    for name, write in (("reader", write_reader), ("names", write_names)):
        p = sub.add_parser(name)
        p.add_argument("trained")
        p.add_argument("out")
        p.set_defaults(run=lambda a, write=write: write(a.examples, a.trained, a.out))
    a = ap.parse_args()
    a.run(a)


if __name__ == "__main__":
    main()
