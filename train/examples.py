"""Training examples, as `hearsay train --examples` writes them, packed into windows.

A document's blocks (paragraphs, headlines) are the sequences that are labelled; a
window is what the encoder reads at once: [CLS] block [SEP] block [SEP] … of whole
blocks, as in nlp/encoder.
"""

import json
import random

import numpy as np
import torch
from tokenizers import Tokenizer

from crf import after

CLS, SEP, PAD = 101, 102, 0

# The longest block that is read in one piece, in word pieces; see nlp/encoder.
LONGEST = 384


class Sequence:
    """One block: word pieces, the piece that stands for each token, and its labels."""

    __slots__ = ("ids", "hints", "first", "seams", "labels", "state")

    def __init__(self, ids, hints, first, seams, labels, state):
        self.ids, self.hints, self.first = ids, hints, first
        self.seams, self.labels, self.state = seams, labels, state


def read(path, vocabulary, follow=after):
    """The documents of one part, each a list of Sequences, and the sizes and offsets of the
    hints' columns. follow gives the field's state behind a label."""
    tok = Tokenizer.from_file(str(vocabulary))
    tok.no_truncation()
    tok.no_padding()
    docs = []
    with open(path, encoding="utf-8") as f:
        sizes = json.loads(f.readline())["hint_sizes"]
        offsets = np.cumsum([0] + sizes[:-1])
        for line in f:
            d = json.loads(line)
            docs.append([s for b in d["blocks"] for s in sequences(d, b, tok, offsets, follow)])
    return docs, sizes, offsets


def sequences(d, b, tok, offsets, follow):
    """The block as one Sequence, or as several where it is too long."""
    tokens = d["tokens"][b["first"]:b["last"]]
    lo, hi = tokens[0][0], tokens[-1][1]
    enc = tok.encode(d["text"][lo:hi], add_special_tokens=False)
    starts = np.array([s for s, _ in enc.offsets]) + lo
    begins = np.array([t[0] for t in tokens])
    # The token of each piece is the last that begins at or before it; the piece of
    # each token the first that begins at or after it and before the next, else the
    # one that covers its beginning.
    owner = np.maximum(np.searchsorted(begins, starts, "right") - 1, 0)
    first = np.searchsorted(starts, begins, "left")
    ends = np.array([t[1] for t in tokens])
    for i in range(len(tokens)):
        if first[i] >= len(starts) or starts[first[i]] >= ends[i]:
            first[i] = max(0, np.searchsorted(starts, begins[i], "right") - 1)
    hints = np.array(b["hints"])[owner] + offsets if len(owner) else np.zeros((0, len(offsets)), int)
    ids = np.array(enc.ids)
    seams, labels = np.array(b["seams"]), np.array(b["labels"])
    if len(ids) == 0:
        return []
    parts = -(-len(ids) // (LONGEST - 2))
    out, state, at = [], 0, 0
    for p in range(parts):
        a, e = len(ids) * p // parts, len(ids) * (p + 1) // parts
        n = at
        while n < len(tokens) and first[n] < e:
            n += 1
        if n > at:
            out.append(Sequence(ids[a:e], hints[a:e], first[at:n] - a, seams[at:n], labels[at:n], state))
        for y in labels[at:n]:
            state = follow(state, y)
        at = n
    return out


# Pieces of the windows in which the program reads; training sees sizes around it.
READ = 192


def windows(doc, limit):
    """Packs the sequences of a document into windows of up to limit pieces."""
    out, room = [], 0
    for s in doc:
        n = len(s.ids) + 1
        if not out or room < n:
            out.append([])
            room = limit - 1
        out[-1].append(s)
        room -= n
    return out


def length(window):
    """Word pieces of a window, marks included."""
    return 1 + sum(len(s.ids) + 1 for s in window)


def batches(ws, budget, rng=None):
    """Groups windows of like length into batches of about budget pieces, in random order."""
    order = sorted(range(len(ws)), key=lambda i: length(ws[i]) + (rng.random() * 24 if rng else 0))
    out, cur, longest = [], [], 0
    for i in order:
        longest = max(longest, length(ws[i]))
        if cur and longest * (len(cur) + 1) > budget:
            out.append(cur)
            cur, longest = [], length(ws[i])
        cur.append(ws[i])
    out.append(cur)
    if rng:
        rng.shuffle(out)
    return out


def epoch(docs, budget, seed):
    """The batches of one training epoch: windows of varied size, so that each block is
    seen with varied neighbours."""
    rng = random.Random(seed)
    ws = [w for d in docs for w in windows(d, rng.choice((128, 192, 256)))]
    return batches(ws, budget, rng)


class Batch:
    """A batch as tensors; sequences of all windows are laid out one after another."""

    def __init__(self, ws, offsets):
        n = max(length(w) for w in ws)
        seqs = [s for w in ws for s in w]
        t = max(len(s.first) for s in seqs)
        ids = np.full((len(ws), n), PAD)
        self.mask = torch.zeros(len(ws), n, dtype=torch.bool)
        hints = np.tile(offsets, (len(ws), n, 1))
        where = np.zeros((len(seqs), t), int)  # flat index of each token's piece
        seams, labels = np.zeros((len(seqs), t), int), np.full((len(seqs), t), -1)
        k = 0
        for i, w in enumerate(ws):
            ids[i, 0] = CLS
            at = 1
            for s in w:
                m, c = len(s.ids), len(s.first)
                ids[i, at:at + m] = s.ids
                hints[i, at:at + m] = s.hints
                ids[i, at + m] = SEP
                where[k, :c] = i * n + at + s.first
                seams[k, :c], labels[k, :c] = s.seams, s.labels
                at += m + 1
                k += 1
            self.mask[i, :at] = True
        self.ids, self.hints, self.where = torch.from_numpy(ids), torch.from_numpy(hints), torch.from_numpy(where)
        self.seams, self.labels = torch.from_numpy(seams), torch.from_numpy(labels)
        self.start = torch.tensor([s.state for s in seqs])
        self.pieces = int(self.mask.sum())
