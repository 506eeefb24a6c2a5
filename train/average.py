#!/usr/bin/env python3
"""The mean of the weights of readers that were trained on from one another.

  average.py OUT.pt READER.pt READER.pt …
"""

import sys

import torch


def main():
    out, *paths = sys.argv[1:]
    if len(paths) < 2:
        sys.exit(__doc__)
    read = [torch.load(p, weights_only=True) for p in paths]
    mean = {k: sum(r["reader"][k] for r in read) / len(read) for k in read[0]["reader"]}
    torch.save({"reader": mean, "hint_sizes": read[0]["hint_sizes"]}, out)


if __name__ == "__main__":
    main()
