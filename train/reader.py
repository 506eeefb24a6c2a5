"""Encoder, head and field together: what is trained."""

import torch
from torch import nn

from bert import load_base
from crf import CRF, LABELS


class Reader(nn.Module):
    """Scores of seven labels for each token, and the field over them."""

    def __init__(self, hints, dropout=0.1):
        super().__init__()
        self.bert, self.config = load_base(hints, dropout)
        self.drop = nn.Dropout(dropout)
        self.head = nn.Linear(self.config["hidden_size"], LABELS)
        self.crf = CRF()

    def scores(self, batch, hints=None):
        """Scores [sequences, tokens, LABELS] of a batch."""
        x = self.bert(batch.ids, batch.mask, batch.hints if hints is None else hints)
        x = x.float().view(-1, x.shape[-1])[batch.where]
        with torch.autocast("cpu", enabled=False):
            return self.head(self.drop(x))

    def loss(self, batch, hints=None):
        """Negative log-likelihood, summed over the batch's tokens."""
        return self.crf.loss(self.scores(batch, hints), batch.seams, batch.labels, batch.start)
