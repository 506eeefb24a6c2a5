"""The linear-chain conditional random field of nlp/attrib, in PyTorch.

Ten states: outside after no span, a source, a cue, a content; then beginning and
inside of each role. Transitions are told apart by the class of the seam between
two tokens.
"""

import torch
from torch import nn

LABELS, STATES, SEAMS = 7, 10, 10
STATE_LABEL = [0, 0, 0, 0, 1, 2, 3, 4, 5, 6]
FORBIDDEN = -1e4


def after(state, label):
    """The state that label leads to from state."""
    if label:
        return label + 3
    return state if state < 4 else (STATE_LABEL[state] + 1) // 2


def list_arcs():
    """The pairs of states that may follow each other, in the order of nlp/attrib."""
    arcs = []
    for to in range(STATES):
        y = STATE_LABEL[to]
        for frm in range(STATES):
            prev = STATE_LABEL[frm]
            if (y == 0 or y % 2 == 1 or prev in (y, y - 1)) and after(frm, y) == to:
                arcs.append((frm, to))
    return arcs


ARCS = list_arcs()


class CRF(nn.Module):
    """Transitions [SEAMS, len(ARCS)], and the likelihood and best path under them."""

    def __init__(self):
        super().__init__()
        self.arcs = nn.Parameter(torch.zeros(SEAMS, len(ARCS)))
        flat = [f * STATES + t for f, t in ARCS]
        self.register_buffer("flat", torch.tensor(flat), persistent=False)
        self.register_buffer("label", torch.tensor(STATE_LABEL), persistent=False)
        nxt = [[after(s, y) for y in range(LABELS)] for s in range(STATES)]
        self.register_buffer("next", torch.tensor(nxt), persistent=False)

    def matrix(self):
        """Transitions as [SEAMS, from, to]."""
        full = torch.full((SEAMS, STATES * STATES), FORBIDDEN)
        return full.index_copy(1, self.flat, self.arcs).view(SEAMS, STATES, STATES)

    def loss(self, emit, seams, labels, start):
        """Negative log-likelihood, summed; emit [S, T, LABELS], labels -1 beyond the end."""
        n, t, _ = emit.shape
        tr = self.matrix()
        e = emit[..., self.label]
        alpha = torch.full((n, STATES), FORBIDDEN).scatter(1, start[:, None], 0.0)
        state, gold = start, torch.zeros(n)
        for i in range(t):
            m = tr[seams[:, i]]
            step = torch.logsumexp(alpha[:, :, None] + m, 1) + e[:, i]
            live = labels[:, i] >= 0
            alpha = torch.where(live[:, None], step, alpha)
            y = labels[:, i].clamp(min=0)
            nxt = self.next[state, y]
            score = m[torch.arange(n), state, nxt] + emit[torch.arange(n), i, y]
            gold = gold + torch.where(live, score, 0.0)
            state = torch.where(live, nxt, state)
        return (torch.logsumexp(alpha, 1) - gold).sum()

    @torch.no_grad()
    def best(self, emit, seams, live, start):
        """The best labels [S, T]."""
        n, t, _ = emit.shape
        tr = self.matrix()
        e = emit[..., self.label]
        alpha = torch.full((n, STATES), FORBIDDEN).scatter(1, start[:, None], 0.0)
        back = []
        for i in range(t):
            top, frm = (alpha[:, :, None] + tr[seams[:, i]]).max(1)
            ok = live[:, i, None]
            alpha = torch.where(ok, top + e[:, i], alpha)
            back.append(torch.where(ok, frm, torch.arange(STATES)))
        s = alpha.argmax(1)
        out = torch.zeros(n, t, dtype=torch.long)
        for i in range(t - 1, -1, -1):
            out[:, i] = self.label[s]
            s = back[i].gather(1, s[:, None])[:, 0]
        return out
