"""The notes' experiment in NumPy: for every line on stdin naming an activation, runs it once and
prints the milliseconds. float64, and as many threads as the environment allows."""

import sys
import time

import numpy as np

ACTIVATIONS = {"tanh": np.tanh, "relu": lambda z: np.maximum(z, 0)}
GAINS = {"tanh": 1.0, "relu": 2.0}
ROWS, WIDTH, DEPTH, BINS = 1000, 500, 10, 30


def run(act):
    x = np.random.randn(ROWS, WIDTH)
    for _ in range(DEPTH):
        w = np.random.randn(WIDTH, WIDTH) * np.sqrt(GAINS[act] / WIDTH)
        x = ACTIVATIONS[act](x @ w)
        x.mean(), x.std(), np.histogram(x, BINS, (-1, 1))


for line in sys.stdin:
    start = time.perf_counter()
    run(line.strip())
    print((time.perf_counter() - start) * 1e3, flush=True)
