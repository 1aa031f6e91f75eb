"""Points of an article by latitude, to find the nearest one without measuring the way to all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from math import inf, pi

from dateline.engines.places.gazetteer import EARTH_RADIUS_KM, distance_km

Point = tuple[float, float]  # lat, lon in degrees

KM_PER_DEGREE = EARTH_RADIUS_KM * pi / 180  # of latitude: two points lie at least as far apart


class PointIndex:
    """Points in the order of their latitudes."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._points = sorted(points)

    def nearest(self, at: Point, wanted: Callable[[Point], bool], degrees: float = inf) -> float:
        """Kilometres to the nearest wanted point less than so many degrees of latitude away; infinite without one."""
        best, middle = inf, bisect_left(self._points, at)
        for side in (range(middle, len(self._points)), range(middle - 1, -1, -1)):
            for i in side:
                point = self._points[i]
                apart = abs(point[0] - at[0])
                if apart >= degrees or apart * KM_PER_DEGREE > best:
                    break
                if wanted(point):
                    best = min(best, distance_km(at, point))
        return best
