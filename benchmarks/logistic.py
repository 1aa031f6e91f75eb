"""Logistic regression with a ridge, by Newton's method: what the fitted models of this project are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

SETTLED = 1e-3  # of a weight: they are written with two decimals
CLOSE = 0.01  # part of the gradient that a step may leave


@dataclass(frozen=True, slots=True)
class Rows:
    """Sets of features as a sparse matrix of zeros and ones: row i has the columns `at[starts[i]:starts[i + 1]]`."""

    at: np.ndarray
    starts: np.ndarray
    columns: int

    def __getitem__(self, chosen: np.ndarray) -> Rows:
        """The rows where `chosen` is true."""
        lengths = np.diff(self.starts)
        starts = np.concatenate([[0], np.cumsum(lengths[chosen])])
        return Rows(self.at[np.repeat(chosen, lengths)], starts, self.columns)

    def dot(self, weights: np.ndarray) -> np.ndarray:
        """The sum of the weights of each row's columns; every row has at least one, the bias."""
        result: np.ndarray = np.add.reduceat(weights[self.at], self.starts[:-1])
        return result

    def back(self, values: np.ndarray) -> np.ndarray:
        """For each column the sum of the values of the rows that have it."""
        return np.bincount(self.at, np.repeat(values, np.diff(self.starts)), self.columns)


def matrix(rows: Sequence[Collection[str]], names: Sequence[str]) -> Rows:
    """One row for each set of features: a bias first, then those of `names` in it."""
    column = {name: i for i, name in enumerate(names, 1)}
    found = [[0, *sorted(column[name] for name in set(row) if name in column)] for row in rows]
    starts = np.concatenate([[0], np.cumsum([len(row) for row in found])]).astype(int)
    return Rows(np.array([i for row in found for i in row], dtype=int), starts, len(names) + 1)


def fit(x: Rows, y: np.ndarray, ridge: float) -> np.ndarray:
    """Weights, bias first; `ridge` holds down every weight but the bias."""
    penalty = np.full(x.columns, ridge)
    penalty[0] = 0.0
    w = np.zeros(x.columns)
    for _ in range(30):
        p = probability(x, w)
        step = _solve(x, p * (1 - p), penalty, x.back(y - p) - penalty * w)
        w = w + step
        if np.abs(step).max() < SETTLED:
            break
    return w


def _solve(x: Rows, weight: np.ndarray, penalty: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """What the Hessian takes to `goal`, by conjugate gradients: it is never written out, for many features."""
    out = np.zeros_like(goal)
    rest, way = goal.copy(), goal.copy()
    size = rest @ rest
    enough = CLOSE**2 * size
    for _ in range(2 * len(goal)):
        if size <= enough:
            break
        curved = x.back(weight * x.dot(way)) + penalty * way
        length = size / (way @ curved)
        out += length * way
        rest -= length * curved
        size, before = rest @ rest, size
        way = rest + size / before * way
    return out


def probability(x: Rows, w: np.ndarray) -> np.ndarray:
    """Of each row."""
    result: np.ndarray = 1 / (1 + np.exp(-x.dot(w)))
    return result
