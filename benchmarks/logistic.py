"""Logistic regression with a ridge, by Newton's method: what the fitted models of this project are."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np


def matrix(rows: Sequence[Collection[str]], names: Sequence[str]) -> np.ndarray:
    """One row for each set of features: a bias first, then 1 for each of `names` in it."""
    return np.array([[1.0, *(name in row for name in names)] for row in rows])


def fit(x: np.ndarray, y: np.ndarray, ridge: float) -> np.ndarray:
    """Weights, bias first; `ridge` holds down every weight but the bias."""
    penalty = ridge * np.eye(x.shape[1])
    penalty[0, 0] = 0.0
    w = np.zeros(x.shape[1])
    for _ in range(30):
        p = probability(x, w)
        hessian = x.T @ (x * (p * (1 - p))[:, None]) + penalty
        w = w + np.linalg.solve(hessian, x.T @ (y - p) - penalty @ w)
    return w


def probability(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Of each row."""
    result: np.ndarray = 1 / (1 + np.exp(-x @ w))
    return result
