#!/usr/bin/env python3
"""Fine-tunes the encoder on annotated articles.

  train.py --examples DIR --out DIR [--epochs N] [--seed N] …

DIR of --examples is what `hearsay train --examples` wrote. --out gets checkpoint.pt
(from which an interrupted run goes on), log.tsv and, at the end, reader.pt: the
averaged weights that export.py quantises.
"""

import argparse
import copy
import random
import time
from pathlib import Path

import torch

import examples
from base import tokenizer_file
from reader import Reader


def spans(labels):
    """(role, first, last) of every span in BIO labels."""
    out, i = set(), 0
    while i < len(labels):
        y = labels[i]
        j = i + 1
        if y:
            role = (y + 1) // 2
            while j < len(labels) and labels[j] == 2 * role:
                j += 1
            out.add((role, i, j))
        i = j
    return out


@torch.no_grad()
def measure(model, docs, offsets, lean=0.0, window=examples.READ, bf16=False):
    """Exact-span F1 in per cent on the project's own tokens: source, cue, content."""
    model.eval()
    ws = [w for d in docs for w in examples.windows(d, window)]
    tp, pred, gold = [0] * 4, [0] * 4, [0] * 4
    for b in examples.batches(ws, 4096):
        batch = examples.Batch(b, offsets)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
            emit = model.scores(batch)
        emit[..., [1, 3, 5]] += lean
        live = batch.labels >= 0
        guess = model.crf.best(emit, batch.seams, live, batch.start)
        for g, p, n in zip(batch.labels.tolist(), guess.tolist(), live.sum(1).tolist()):
            g, p = spans(g[:n]), spans(p[:n])
            for r in (1, 2, 3):
                a, b2 = {s for s in g if s[0] == r}, {s for s in p if s[0] == r}
                tp[r] += len(a & b2)
                pred[r] += len(b2)
                gold[r] += len(a)
    model.train()
    return [200 * tp[r] / max(1, pred[r] + gold[r]) for r in (1, 2, 3)]


def groups(model, o):
    """Parameters with their rates: less for lower layers, more for what is new."""
    depth = len(model.bert.layers)
    out = {}
    for name, p in model.named_parameters():
        if not p.requires_grad:
            continue
        rate = o.rate
        if name.startswith("bert.layers."):
            rate *= o.layer_decay ** (depth - 1 - int(name.split(".")[2]))
        elif name.startswith("bert.hints"):
            rate = o.hint_rate
        elif name.startswith("bert."):
            rate *= o.layer_decay ** depth
        elif name.startswith("head"):
            rate = o.head_rate
        elif name.startswith("crf"):
            rate = o.crf_rate
        decay = o.decay if p.dim() > 1 and not name.startswith("crf") else 0.0
        out.setdefault((rate, decay), []).append(p)
    return [{"params": ps, "lr": r, "weight_decay": d, "peak": r} for (r, d), ps in out.items()]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--examples", type=Path, required=True)
    ap.add_argument("--out", type=Path, required=True)
    ap.add_argument("--begin", type=Path, help="a reader.pt to go on from instead of the base weights")
    ap.add_argument("--epochs", type=int, default=4)
    ap.add_argument("--stop", type=int, default=0, help="end after this epoch, for trials")
    ap.add_argument("--seed", type=int, default=17)
    ap.add_argument("--budget", type=int, default=3072, help="word pieces a batch")
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--layer-decay", type=float, default=0.9)
    ap.add_argument("--hint-rate", type=float, default=1e-3)
    ap.add_argument("--head-rate", type=float, default=2e-3)
    ap.add_argument("--crf-rate", type=float, default=5e-3)
    ap.add_argument("--decay", type=float, default=0.01)
    ap.add_argument("--dropout", type=float, default=0.1)
    ap.add_argument("--hint-dropout", type=float, default=0.1, help="share of windows read without hints")
    ap.add_argument("--warmup", type=int, default=100)
    ap.add_argument("--average", type=float, default=0.998, help="decay of the weights' moving average")
    ap.add_argument("--precision", choices=("bf16", "fp32"), default="bf16")
    o = ap.parse_args()
    o.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(o.seed)
    random.seed(o.seed)

    vocabulary = tokenizer_file()
    train, sizes, offsets = examples.read(o.examples / "train.jsonl", vocabulary)
    dev, _, _ = examples.read(o.examples / "dev.jsonl", vocabulary)
    none = torch.from_numpy(offsets)
    model = Reader(sum(sizes), o.dropout)
    # Words stay as they are: the base and all fine-tuned encoders share them, and words
    # that the training text lacks keep their place among those that it has.
    model.bert.words.weight.requires_grad_(False)
    if o.begin:
        model.load_state_dict(torch.load(o.begin, weights_only=True)["reader"])
    averaged = copy.deepcopy(model)
    opt = torch.optim.AdamW(groups(model, o), fused=True)
    steps = sum(len(examples.epoch(train, o.budget, o.seed * 1000 + e)) for e in range(o.epochs))
    bf16 = o.precision == "bf16"

    at, begin, step = 0, 0, 0
    checkpoint = o.out / "checkpoint.pt"
    if checkpoint.exists():
        c = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(c["model"])
        averaged.load_state_dict(c["averaged"])
        opt.load_state_dict(c["opt"])
        torch.set_rng_state(c["rng"])
        at, begin, step = c["epoch"], c["batch"], c["step"]
        print(f"going on from epoch {at + 1}, batch {begin}", flush=True)
    log = open(o.out / "log.tsv", "a")

    def save(epoch, batch):
        part = checkpoint.with_suffix(".part")
        torch.save({"model": model.state_dict(), "averaged": averaged.state_dict(), "opt": opt.state_dict(),
                    "rng": torch.get_rng_state(), "epoch": epoch, "batch": batch, "step": step}, part)
        part.replace(checkpoint)

    def tell(line):
        print(line, flush=True)
        log.write(line + "\n")
        log.flush()

    model.train()
    for e in range(at, o.epochs):
        if o.stop and e >= o.stop:
            break
        plan = examples.epoch(train, o.budget, o.seed * 1000 + e)
        start, pieces, loss_sum, tokens = time.time(), 0, 0.0, 0
        for k in range(begin, len(plan)):
            batch = examples.Batch(plan[k], offsets)
            share = min((step + 1) / o.warmup, (steps - step) / max(1, steps - o.warmup))
            for g in opt.param_groups:
                g["lr"] = g["peak"] * share
            bare = torch.rand(len(batch.ids)) < o.hint_dropout
            hints = torch.where(bare[:, None, None], none, batch.hints)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=bf16):
                loss = model.loss(batch, hints)
            n = int((batch.labels >= 0).sum())
            (loss / n).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step()
            opt.zero_grad()
            step += 1
            with torch.no_grad():
                keep = min(o.average, (1 + step) / (10 + step))
                torch._foreach_lerp_(list(averaged.parameters()), list(model.parameters()), 1 - keep)
            pieces += batch.pieces
            loss_sum += loss.item()
            tokens += n
            if step % 100 == 0:
                tell(f"epoch {e + 1}\tstep {step}/{steps}\tloss {loss_sum / tokens:.4f} a token\t"
                     f"{pieces / (time.time() - start):.0f} pieces/s")
            if step % 200 == 0:
                save(e, k + 1)
        begin = 0
        save(e + 1, 0)
        for name, m in (("now", model), ("averaged", averaged)):
            for lean in (0.0, 0.3):
                f = measure(m, dev, offsets, lean, bf16=bf16)
                tell(f"epoch {e + 1}\t{name}, lean {lean}\tsource {f[0]:.1f} cue {f[1]:.1f} content {f[2]:.1f}")
    torch.save({"reader": averaged.state_dict(), "hint_sizes": sizes}, o.out / "reader.pt")


if __name__ == "__main__":
    main()
