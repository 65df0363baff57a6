"""The notes' experiment in NumPy: for every line on stdin, "tanh float64" or the like, runs it once
and prints the milliseconds. As many threads as the environment allows."""

import sys
import time

import numpy as np

ACTIVATIONS = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
GAINS = {"tanh": 1.0, "relu": 2.0}
ROWS, WIDTH, DEPTH, BINS = 1000, 500, 10, 30


def normals(generator, shape, dtype):
    # float64 as the notes draw them; NumPy draws float32 only with its newer generators.
    if dtype == np.float32:
        return generator.standard_normal(shape, dtype=np.float32)
    return np.random.randn(*shape)


def run(act, dtype):
    generator = np.random.default_rng()
    x = normals(generator, (ROWS, WIDTH), dtype)
    for _ in range(DEPTH):
        scale = dtype(np.sqrt(GAINS[act] / WIDTH))
        w = normals(generator, (WIDTH, WIDTH), dtype) * scale
        x = ACTIVATIONS[act](x @ w)
        x.mean(), x.std(), np.histogram(x, BINS, (-1, 1))


for line in sys.stdin:
    act, dtype = line.split()
    start = time.perf_counter()
    run(act, getattr(np, dtype))
    print((time.perf_counter() - start) * 1e3, flush=True)
