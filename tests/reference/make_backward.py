#!/usr/bin/env python3
"""Writes backward.json: gradients of small networks in float64, NumPy only.

Independent of the C++: normalization goes back through its whole Jacobian matrix, row by row or
unit by unit, and for analytic activations everything is checked here against complex-step
derivatives (Squire & Trapp 1998), exact to rounding. Inputs and weights come from a linear
congruential generator that tests/core/network/backward_reference_test.cpp repeats; its numbers are floats.
"""
import json
import os

import numpy as np

EPS = 1e-5
ROWS = 5
WIDTHS = [4, 6, 6, 3]
SCALE = 0.75


class Lcg:
    def __init__(self, state):
        self.state = state

    def next(self):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 40) * 2.0**-23 - 1.0

    def matrix(self, rows, cols):
        return np.array([[self.next() for _ in range(cols)] for _ in range(rows)])


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


C = np.sqrt(2 / np.pi)
ACTIVATIONS = {  # phi, phi', analytic
    "tanh": (np.tanh, lambda z: 1 - np.tanh(z) ** 2, True),
    "silu": (lambda z: z * sigmoid(z), lambda z: sigmoid(z) * (1 + z * (1 - sigmoid(z))), True),
    "sin": (np.sin, np.cos, True),
    "gelu-tanh": (
        lambda z: 0.5 * z * (1 + np.tanh(C * (z + 0.044715 * z**3))),
        lambda z: 0.5 * (1 + np.tanh(C * (z + 0.044715 * z**3)))
        + 0.5 * z * (1 - np.tanh(C * (z + 0.044715 * z**3)) ** 2) * C * (1 + 3 * 0.044715 * z**2),
        True,
    ),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z: np.where(z > 0, 1.0, 0.0), False),
    "elu": (lambda z: np.where(z > 0, z, np.expm1(z)), lambda z: np.where(z > 0, 1.0, np.exp(z)),
            False),
}


def norm_vector(kind, v):
    centred = v - v.mean() if kind != "rms" else v
    return centred / np.sqrt((centred**2).mean() + EPS)


def norm_jacobian(kind, v):
    n = len(v)
    centre = np.eye(n) - (np.ones((n, n)) / n if kind != "rms" else 0)
    c = centre @ v
    s = np.sqrt((c**2).mean() + EPS)
    return (np.eye(n) / s - np.outer(c, c) / (n * s**3)) @ centre


def normalize(kind, z):
    if kind == "none":
        return z
    if kind == "batch":
        return np.stack([norm_vector("batch", z[:, u]) for u in range(z.shape[1])], axis=1)
    return np.stack([norm_vector(kind, row) for row in z])


def normalize_back(kind, z, dn):
    if kind == "none":
        return dn
    if kind == "batch":
        return np.stack([norm_jacobian("batch", z[:, u]).T @ dn[:, u] for u in range(z.shape[1])],
                        axis=1)
    return np.stack([norm_jacobian(kind, row).T @ d for row, d in zip(z, dn)])


def forward(case, x, weights, biases):
    phi = ACTIVATIONS[case["act"]][0]
    a, zs, activations, ns = x, [], [x], []
    for w, b in zip(weights, biases):
        z = a @ w + b
        n = normalize(case["norm"], z)
        skip = case["residual"] and w.shape[0] == w.shape[1]
        a = a + case["branch_scale"] * phi(n) if skip else phi(n)
        zs.append(z)
        ns.append(n)
        activations.append(a)
    return zs, ns, activations


def loss_value(case, a, targets, labels):
    if case["loss"] == "random":
        return (a * targets).sum()
    if case["loss"] == "mse":
        return ((a - targets) ** 2).mean() / 2
    return -(a[range(ROWS), labels] - np.log(np.exp(a).sum(axis=1))).mean()


def loss_back(case, a, targets, labels):
    if case["loss"] == "random":
        return targets
    if case["loss"] == "mse":
        return (a - targets) / a.size
    p = np.exp(a) / np.exp(a).sum(axis=1, keepdims=True)
    return (p - np.eye(a.shape[1])[labels]) / ROWS


def backward(case, x, weights, biases, targets, labels):
    slope = ACTIVATIONS[case["act"]][1]
    zs, ns, activations = forward(case, x, weights, biases)
    g = loss_back(case, activations[-1], targets, labels)
    dzs, dws = [], []
    for l in reversed(range(len(weights))):
        w = weights[l]
        skip = case["residual"] and w.shape[0] == w.shape[1]
        dz = normalize_back(case["norm"], zs[l],
                            (case["branch_scale"] if skip else 1) * g * slope(ns[l]))
        dzs.insert(0, dz)
        dws.insert(0, activations[l].T @ dz)
        g = dz @ w.T + (g if skip else 0)
    return activations[-1], dzs, dws


def check(case, x, weights, biases, targets, labels, dws):
    for l, w in enumerate(weights):
        for i in range(w.shape[0]):
            for j in range(w.shape[1]):
                moved = [m.astype(complex) for m in weights]
                moved[l][i, j] += 1e-30j
                a = forward(case, x, moved, biases)[2][-1]
                exact = np.imag(loss_value(case, a, targets, labels)) / 1e-30
                assert abs(exact - dws[l][i, j]) <= 1e-12 * (1 + abs(exact)), (case, l, i, j)


def digits(matrix):
    return [float("%.11g" % v) for v in matrix.ravel()]


def main():
    cases = []
    losses = ["random", "mse", "cross-entropy"]
    for act, (_, _, analytic) in ACTIVATIONS.items():
        for norm in ["none", "batch", "layer", "rms"]:
            for residual in [False, True]:
                number = len(cases)
                case = {"act": act, "norm": norm, "residual": residual,
                        "branch_scale": 0.5 if residual else 1.0, "loss": losses[number % 3],
                        "seed": number + 1}
                lcg = Lcg(case["seed"])
                x = lcg.matrix(ROWS, WIDTHS[0])
                weights = [SCALE * lcg.matrix(m, n) for m, n in zip(WIDTHS, WIDTHS[1:])]
                biases = [lcg.matrix(1, n)[0] for n in WIDTHS[1:]]
                targets = lcg.matrix(ROWS, WIDTHS[-1])
                labels = [int((lcg.next() + 1) / 2 * WIDTHS[-1]) for _ in range(ROWS)]
                a, dzs, dws = backward(case, x, weights, biases, targets, labels)
                if analytic:
                    check(case, x, weights, biases, targets, labels, dws)
                case["output"] = digits(a)
                case["dz"] = [digits(m) for m in dzs]
                case["dw"] = [digits(m) for m in dws]
                cases.append(case)
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "backward.json")
    with open(path, "w", encoding="utf-8") as file:
        lines = ",\n".join(json.dumps(c) for c in cases)
        file.write('{"rows": %d, "widths": %s, "scale": %s, "cases": [\n%s\n]}\n'
                   % (ROWS, json.dumps(WIDTHS), SCALE, lines))


if __name__ == "__main__":
    main()
