#!/usr/bin/env python3
"""What the Go encoder is held against, by the reference implementations.

  reference.py pieces TEXTS.json OUT.json    word pieces and their offsets (tokenizers)
  reference.py labels EXAMPLES READER.pt OUT.gz   labels of each token of EXAMPLES/dev.jsonl
  reference.py corpora OUT.tsv FOLDER …      a digest of the word pieces of each text file below
"""

import argparse
import gzip
import hashlib
import json
import struct
from pathlib import Path


def tokenizer(words):
    """The reference tokenizer, with the word pieces of the weight file of the words."""
    from tokenizers import BertWordPieceTokenizer
    data = Path(words).read_bytes()
    (n,) = struct.unpack_from("<I", data, 4)
    lines = data[8:8 + n].decode().split("\n")[:-1]
    return BertWordPieceTokenizer({p: i for i, p in enumerate(lines)}, lowercase=True)


def pieces(a):
    tok = tokenizer(a.words)
    out = []
    for text in json.loads(Path(a.texts).read_text()):
        e = tok.encode(text, add_special_tokens=False)
        out.append({"text": text, "pieces": [[i, *o] for i, o in zip(e.ids, e.offsets)]})
    Path(a.out).write_text(json.dumps(out, separators=(",", ":")).replace("},", "},\n") + "\n")


def labels(a):
    import torch
    import examples
    from base import tokenizer_file
    from export import read_reader
    model, _ = read_reader(a.reader)
    docs, _, offsets = examples.read(Path(a.examples) / "dev.jsonl", tokenizer_file())
    with gzip.GzipFile(a.out, "wb", mtime=0) as f:
        for d in docs:
            line = []
            with torch.no_grad():
                for w in examples.windows(d, examples.READ):
                    b = examples.Batch([w], offsets)
                    live = b.labels >= 0
                    best = model.crf.best(model.scores(b), b.seams, live, b.start)
                    for row, n in zip(best.tolist(), live.sum(1).tolist()):
                        line.append("".join(map(str, row[:n])))
            f.write(("".join(line) + "\n").encode())


def corpora(a):
    tok = tokenizer(a.words)
    with open(a.out, "w") as f:
        for folder in a.folders:
            for path in sorted(Path(folder).rglob("*.txt")):
                e = tok.encode(path.read_text(encoding="utf-8", errors="replace"), add_special_tokens=False)
                text = " ".join("%d:%d:%d" % (i, *o) for i, o in zip(e.ids, e.offsets))
                f.write(f"{path}\t{len(e.ids)}\t{hashlib.sha256(text.encode()).hexdigest()}\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--words", default=Path(__file__).parent.parent / "model/weights/words.bin", help="weight file whose word pieces are used")
    sub = ap.add_subparsers(required=True)
    for run, names in ((pieces, ("texts", "out")), (labels, ("examples", "reader", "out"))):
        p = sub.add_parser(run.__name__)
        for n in names:
            p.add_argument(n)
        p.set_defaults(run=run)
    p = sub.add_parser("corpora")
    p.add_argument("out")
    p.add_argument("folders", nargs="+")
    p.set_defaults(run=corpora)
    a = ap.parse_args()
    a.run(a)


if __name__ == "__main__":
    main()
