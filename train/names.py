#!/usr/bin/env python3
"""Fine-tunes the lower layers of the base encoder to tell names and their kinds.

  names.py --examples DIR --out DIR [--layers N] [--epochs N] [--seed N] …

DIR of --examples is what `hearsay train --name-examples` wrote. --out gets
checkpoint.pt after every epoch (from which an interrupted run goes on), log.tsv and, at
the end, names.pt, which export.py quantises. The words' embeddings stay as they are: all
encoders share them.
"""

import argparse
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

import examples
from base import tokenizer_file
from bert import load_base

LABELS = 9


class Names(nn.Module):
    """Scores of nine labels for each token: outside, begin and inside of four kinds."""

    def __init__(self, hints, layers, dropout=0.1):
        super().__init__()
        self.bert, self.config = load_base(hints, dropout)
        self.bert.layers = self.bert.layers[:layers]
        self.config["num_hidden_layers"] = layers
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(self.config["hidden_size"], LABELS)

    def scores(self, batch, hints=None):
        """Scores [sequences, tokens, LABELS] of a batch."""
        x = self.bert(batch.ids, batch.mask, batch.hints if hints is None else hints)
        return self.head(self.drop(x.view(-1, x.shape[-1])[batch.where]))


def names(labels):
    """(kind, first, last) of every person, organization and place in BIO labels."""
    out, i = set(), 0
    while i < len(labels):
        y = labels[i]
        j = i + 1
        if y > 0:
            kind = (y + 1) // 2
            while j < len(labels) and labels[j] == 2 * kind:
                j += 1
            if kind < 4:
                out.add((kind, i, j))
        i = j
    return out


@torch.no_grad()
def measure(model, docs, offsets):
    """F1 of exact spans with their kinds, and of spans alone, in per cent: by the best
    label of each token, without a field."""
    model.eval()
    tp = spans = pred = gold = 0
    for b in examples.batches([w for d in docs for w in examples.windows(d, examples.READ)], 4096):
        batch = examples.Batch(b, offsets)
        guess = model.scores(batch).argmax(-1)
        for g, p, n in zip(batch.labels.tolist(), guess.tolist(), (batch.labels >= 0).sum(1).tolist()):
            g, p = names(g[:n]), names(p[:n])
            tp += len(g & p)
            spans += len({s[1:] for s in g} & {s[1:] for s in p})
            pred += len(p)
            gold += len(g)
    model.train()
    return 200 * tp / max(1, pred + gold), 200 * spans / max(1, pred + gold)


def groups(model, o):
    """Parameters with their rates: less for lower layers, more for what is new."""
    depth = len(model.bert.layers)
    out = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        if name.startswith("bert.layers."):
            rate = o.rate * o.layer_decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("bert.hints"):
            rate = o.hint_rate
        elif name.startswith("bert."):
            rate = o.rate * o.layer_decay ** depth
        else:
            rate = o.head_rate
        out.setdefault((rate, o.decay if p.dim() > 1 else 0.0), []).append(p)
    return [{"params": ps, "lr": r, "weight_decay": d, "peak": r} for (r, d), ps in out.items()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--examples", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--layers", type=int, default=6)
    ap.add_argument("--epochs", type=int, default=5)
    ap.add_argument("--seed", type=int, default=5)
    ap.add_argument("--budget", type=int, default=2048, help="word pieces a batch")
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--layer-decay", type=float, default=0.9)
    ap.add_argument("--hint-rate", type=float, default=1e-3)
    ap.add_argument("--head-rate", type=float, default=1e-3)
    ap.add_argument("--decay", type=float, default=0.01)
    ap.add_argument("--warmup", type=int, default=60)
    o = ap.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(o.seed)
    random.seed(o.seed)
    alone = lambda state, label: 0  # there is no field to learn here
    train, sizes, offsets = examples.read(o.examples / "train.jsonl", tokenizer_file(), alone)
    dev, _, _ = examples.read(o.examples / "dev.jsonl", tokenizer_file(), alone)
    model = Names(sum(sizes), o.layers)
    model.bert.words.weight.requires_grad_(False)
    opt = torch.optim.AdamW(groups(model, o), fused=True)
    steps = sum(len(examples.epoch(train, o.budget, o.seed * 1000 + e)) for e in range(o.epochs))
    begin = step = 0
    checkpoint = o.out / "checkpoint.pt"
    if checkpoint.exists():
        c = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(c["model"])
        opt.load_state_dict(c["opt"])
        torch.set_rng_state(c["rng"])
        begin, step = c["epoch"], c["step"]
    log = open(o.out / "log.tsv", "a")
    model.train()
    for e in range(begin, o.epochs):
        start, loss_sum, tokens = time.time(), 0.0, 0
        for b in examples.epoch(train, o.budget, o.seed * 1000 + e):
            batch = examples.Batch(b, offsets)
            share = min((step + 1) / o.warmup, max(0.0, (steps - step) / max(1, steps - o.warmup)))
            for g in opt.param_groups:
                g["lr"] = g["peak"] * share
            loss = F.cross_entropy(model.scores(batch).flatten(0, 1), batch.labels.flatten(), ignore_index=-1, reduction="sum")
            n = int((batch.labels >= 0).sum())
            (loss / n).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            opt.zero_grad()
            step += 1
            loss_sum += loss.item()
            tokens += n
        f, spans = measure(model, dev, offsets)
        line = f"epoch {e + 1}\tloss {loss_sum / tokens:.4f} a token\tnames {f:.1f} spans {spans:.1f}\t{time.time() - start:.0f} s"
        print(line, flush=True)
        log.write(line + "\n")
        log.flush()
        part = checkpoint.with_suffix(".part")
        torch.save({"model": model.state_dict(), "opt": opt.state_dict(), "rng": torch.get_rng_state(), "epoch": e + 1, "step": step}, part)
        part.replace(checkpoint)
    torch.save({"names": model.state_dict(), "hint_sizes": sizes, "layers": o.layers}, o.out / "names.pt")


if __name__ == "__main__":
    main()
