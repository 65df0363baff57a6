"""The training lab's default run in NumPy: 64-(100 x 9)-10, tanh, Xavier, batch 100, 300 steps of
gradient descent, on numbers like the digits'. For every line on stdin, "float64" or the like, runs
it once and prints the milliseconds. As many threads as the environment allows."""

import sys
import time

import numpy as np

WIDTHS = [64] + [100] * 9 + [10]
ROWS, BATCH, STEPS, RATE = 1500, 100, 300, 0.01


def prepare(dtype):
    generator = np.random.default_rng(1)
    x = generator.standard_normal((ROWS, WIDTHS[0])).astype(dtype)
    labels = generator.integers(0, WIDTHS[-1], ROWS)
    weights = [
        (generator.standard_normal((n, m)) * np.sqrt(2 / (n + m))).astype(dtype)
        for n, m in zip(WIDTHS, WIDTHS[1:])
    ]
    return x, labels, weights, [np.zeros(m, dtype) for m in WIDTHS[1:]]


def train(x, labels, weights, biases, dtype):
    losses = []
    rows = np.arange(BATCH)
    for step in range(STEPS):
        first = step * BATCH % ROWS
        a = [x[first : first + BATCH]]
        target = labels[first : first + BATCH]
        for w, b in zip(weights[:-1], biases[:-1]):
            a.append(np.tanh(a[-1] @ w + b))
        logits = a[-1] @ weights[-1] + biases[-1]
        logits -= logits.max(axis=1, keepdims=True)
        p = np.exp(logits)
        p /= p.sum(axis=1, keepdims=True)
        losses.append(-np.log(p[rows, target]).mean())
        p[rows, target] -= 1
        g = p / dtype(BATCH)
        for layer in range(len(weights) - 1, -1, -1):
            dw, db = a[layer].T @ g, g.sum(axis=0)
            if layer > 0:
                g = (g @ weights[layer].T) * (1 - a[layer] * a[layer])
            weights[layer] -= dtype(RATE) * dw
            biases[layer] -= dtype(RATE) * db
    return losses


for line in sys.stdin:
    dtype = getattr(np, line.strip())
    given = prepare(dtype)
    start = time.perf_counter()
    train(*given, dtype)
    print((time.perf_counter() - start) * 1e3, flush=True)
