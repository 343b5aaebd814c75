"""Writes vectors.tsv: what the reference implementation makes of texts that the
tests know or can find, so that the tests compare without it.

    pip install onnxruntime==1.32.0 tokenizers==0.23.3 numpy
    python3 vectors.py MODEL.onnx tokenizer.json STATEMENT.txt SHARED_CORPUS > vectors.tsv

A line: q or p (a question or a passage, each embedded with its own prefix), the
source, the first byte and the one after the last, and the vector as 16-bit floats
in base64. Texts of others stay out of the repository: a source below the shared
corpus is named, not quoted. STATEMENT.txt is the founding statement, and its
source is called "statement".
"""

import base64
import json
import os
import random
import re
import sys

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

PREFIX = {"q": "query: ", "p": "passage: "}
model, tokenizer, statement, corpus = sys.argv[1:]
here = os.path.dirname(os.path.abspath(__file__))
options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
session = onnxruntime.InferenceSession(model, options)
tok = Tokenizer.from_file(tokenizer)
rng = random.Random(2021)


def vector(kind, text):
    ids = np.array([tok.encode(PREFIX[kind] + text).ids], dtype=np.int64)
    assert ids.shape[1] <= 512, (ids.shape, text)
    feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    v = session.run(None, feeds)[0][0].mean(axis=0)
    return v / np.linalg.norm(v)


def emit(kind, source, data, start, end):
    v = vector(kind, data[start:end].decode()).astype("<f2")
    print(kind, source, start, end, base64.b64encode(v.tobytes()).decode(), sep="\t")


def runs(data, words):
    """Spans of whole lines or sentences, of about so many words."""
    ends = [m.end() for m in re.finditer(rb"[.!?](?=\s)|\n", data)] + [len(data)]
    start = 0
    for end in ends:
        if len(data[start:end].split()) >= words:
            lead = len(data[start:end]) - len(data[start:end].lstrip())
            yield start + lead, end
            start = end


def from_file(kind, source, path, words, count):
    data = open(path, "rb").read()
    spans = list(runs(data, words))
    for start, end in sorted(rng.sample(spans, min(count, len(spans)))):
        emit(kind, source, data, start, end)


own = open(os.path.join(here, "questions.txt"), "rb").read()
at = 0
for line in own.splitlines(keepends=True):
    emit("q", "questions.txt", own, at, at + len(line.rstrip()))
    at += len(line)

from_file("p", "statement", statement, 15, 12)
from_file("p", "statement", statement, 80, 12)
from_file("q", "statement", statement, 8, 16)

speeches = sorted(os.listdir(os.path.join(corpus, "ungdc")))
for i, name in enumerate(rng.sample(speeches, 36)):
    words = (20, 60, 110, 250)[i % 4]
    from_file("p", "ungdc/" + name, os.path.join(corpus, "ungdc", name), words, 2)

# XQuAD: the text of a string is found in the file as it is written there.
path = os.path.join(corpus, "xquad", "xquad.en.json")
raw = open(path, "rb").read()
paragraphs = [p for a in json.loads(raw)["data"] for p in a["paragraphs"]]


def in_json(text):
    for ascii_only in (True, False):
        needle = json.dumps(text, ensure_ascii=ascii_only)[1:-1].encode()
        at = raw.find(needle)
        if at >= 0 and needle.decode() == text:
            return at, at + len(needle)
    return None


for p in rng.sample(paragraphs, 60):
    if span := in_json(p["context"]):
        emit("p", "xquad/xquad.en.json", raw, *span)
    if span := in_json(p["qas"][0]["question"]):
        emit("q", "xquad/xquad.en.json", raw, *span)
