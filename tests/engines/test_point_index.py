"""The nearest of many points is the one that measuring the way to all of them gives."""

from math import inf
from random import Random

import pytest

from dateline.engines.places.gazetteer import distance_km
from dateline.engines.places.point_index import PointIndex

ANYWHERE = Random(3)
POINTS = [(ANYWHERE.uniform(-80, 80), ANYWHERE.uniform(-180, 180)) for _ in range(300)]


@pytest.mark.parametrize("at", [(0.0, 0.0), (79.9, 179.9), (-33.9, 18.4), POINTS[7]])
def test_nearest(at: tuple[float, float]) -> None:
    index = PointIndex(POINTS)
    assert index.nearest(at, lambda p: True) == min(distance_km(at, p) for p in POINTS)
    northern = [distance_km(at, p) for p in POINTS if p[0] > 0 and abs(p[0] - at[0]) < 10]
    assert index.nearest(at, lambda p: p[0] > 0, 10) == min(northern, default=inf)


def test_no_points() -> None:
    assert PointIndex(()).nearest((0.0, 0.0), lambda p: True) == inf
