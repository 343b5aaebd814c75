"""Compares the speed of package encoder with ONNX Runtime's, one thread each, in
turns, so that both meet the same machine.

    pip install onnxruntime==1.32.0 numpy
    python3 retrieval/encoder/testdata/speed.py MODEL.onnx [QUANTIZED.onnx]

Run it in the repository's root. Processor time is what to compare on a machine that
does other things too.
"""

import os
import re
import subprocess
import sys
import tempfile
import time

import numpy as np
import onnxruntime

ROUNDS, RUNS = 5, 10

options = onnxruntime.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
ids = np.random.default_rng(1).integers(1000, 30000, (1, 128))
feeds = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}


def onnx(path):
    session = onnxruntime.InferenceSession(path, options)
    session.run(None, feeds)

    def measure():
        wall, cpu = time.perf_counter(), time.process_time()
        for _ in range(RUNS):
            session.run(None, feeds)
        return (time.perf_counter() - wall) / RUNS * 1e3, (time.process_time() - cpu) / RUNS * 1e3

    return measure


def go(binary, kernel):
    def measure():
        out = subprocess.run(
            [binary, "-test.run=^$", f"-test.bench=Passage128/{kernel}$", f"-test.benchtime={RUNS}x"],
            cwd="retrieval/encoder", capture_output=True, text=True, check=True, env={**os.environ, "GOMAXPROCS": "1"},
        ).stdout
        return (float(re.search(r"([\d.]+) ns/op", out)[1]) / 1e6, float(re.search(r"([\d.]+) cpu-ms/op", out)[1]))

    return measure


with tempfile.TemporaryDirectory() as tmp:
    binary = tmp + "/encoder.test"
    subprocess.run(["go", "test", "-c", "-o", binary, "./retrieval/encoder"], check=True)
    runners = {path: onnx(path) for path in sys.argv[1:]}
    runners["encoder, avx2"] = go(binary, "avx2")
    times = {name: [] for name in runners}
    for _ in range(ROUNDS):
        for name, measure in runners.items():
            times[name].append(measure())
print(f"a passage of 128 tokens, ms, the best of {ROUNDS} rounds of {RUNS}: by the clock, processor")
for name, t in times.items():
    print(f"{min(w for w, _ in t):8.1f} {min(c for _, c in t):8.1f}  {name}")
