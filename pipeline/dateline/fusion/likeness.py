"""How far two tellings tell one happening: points for each kind of evidence, or a veto."""

from __future__ import annotations

from dateline.fusion.identity import Actors, alike
from dateline.fusion.units import Figure, Telling, sure
from dateline.fusion.weights import weights

Reasons = dict[str, float]
Sides = tuple[tuple[str, ...], tuple[str, ...]]  # who acts or gains, who suffers or loses


def likeness(a: Telling, b: Telling, actors: Actors) -> Reasons | None:
    """Points by kind of evidence ("time.same": 2.5); None where the two exclude each other.

    Symmetric. A string alone decides nothing: a name that two places share is one kind of evidence among others.
    """
    if a.told != b.told or a.days is None or b.days is None:
        return None
    out: Reasons = {}
    w = weights()
    types = [
        points for left in a.types for right in b.types if (points := w.of_types(left, right)) is not None
    ]
    if not types or (a.types != b.types and _flees(a) != _flees(b)):
        return None
    out["type"] = max(types)
    if not w.rare.isdisjoint(a.types) and not w.rare.isdisjoint(b.types) and _one_country(a, b):
        out["type.rare"] = w.points("type", "rare")
    time = _time(a, b)
    if time is None:
        return None
    out[time[0]] = time[1]
    place = _place(a, b)
    if place is None:
        return None
    out[place[0]] = place[1]
    who = _who(a, b, actors)
    if who is None:
        return None
    out |= who
    out |= _figures(a.figures, b.figures)
    if a.types[0] in w.many_a_day and b.types[0] in w.many_a_day:
        out["many_a_day"] = -w.points("type", "same")
    return out


def _one_country(a: Telling, b: Telling) -> bool:
    """Whether both places are known to be in one country."""
    return bool(a.place and b.place and a.place.country and a.place.country == b.place.country)


def _flees(telling: Telling) -> bool:
    """Whether only persons by name leave: their flight is not the other side of a capture."""
    if not weights().leaving.issuperset(telling.types) or not telling.affected:
        return False
    return all(name.startswith("person:") for name in telling.affected)


def is_doubtful(reasons: Reasons) -> bool:
    """Whether some of what both tell does not agree, rather than that they leave much open."""
    return not weights().doubts.isdisjoint(reasons)


def is_coarse(days: tuple[int, int]) -> bool:
    """Whether a stretch of days is too long to tell one day from another."""
    return days[1] - days[0] >= weights().points("time", "fine")


def _time(a: Telling, b: Telling) -> tuple[str, float] | None:
    w = weights()
    assert a.days and b.days
    gap = max(a.days[0], b.days[0]) - min(a.days[1], b.days[1])
    if is_coarse(a.days) or is_coarse(b.days):
        if gap > 0:
            return None
        length = max(days[1] - days[0] + 1 for days in (a.days, b.days))
        points = next((p for most, p in w.table["time"]["coarse"] if length <= most), None)
        if points is None:
            return None
        points += w.points("time", "one_stretch") if a.days == b.days else 0.0
        many = any(t in w.many_a_month for t in (*a.types, *b.types))
        name = "time.coarse" if length <= w.points("time", "long") else "time.long"
        return name, points + (w.points("time", "many_a_month") if many else 0.0)
    if gap > w.points("time", "largest_gap"):
        return None
    if gap > 0:
        return "time.gap", w.table["time"]["gaps"][gap - 1]
    return (
        ("time.same", w.points("time", "same"))
        if a.days == b.days
        else ("time.overlap", w.points("time", "overlap"))
    )


def _place(a: Telling, b: Telling) -> tuple[str, float] | None:
    w = weights()
    placeless = all(t in w.placeless for t in (*a.types, *b.types))
    if a.place and b.place:
        name, points = alike(a.place, b.place)
        if placeless and (points is None or points < 0):
            return "place.placeless", w.points("place", "placeless")
        if points is None:
            return None
        if name != "missing":
            return f"place.{name}", points
    name = "missing" if placeless else "none_in_common"
    return f"place.{name}", w.points("place", name)


def _who(a: Telling, b: Telling, actors: Actors) -> Reasons | None:
    """Points of who takes part; None where the sides are exchanged."""
    w = weights()
    out: Reasons = {}
    if a.parties or b.parties:
        return _level(a.actors, b.actors, actors)
    side = w.points("actors", "side")
    ours, theirs, inferred = (a.doers, a.affected), (b.doers, b.affected), (a.inferred, b.inferred)
    if _exchanged(ours, theirs, actors):
        if _struck_back(a, b):
            ours, inferred = (a.affected, a.doers), ((a.inferred[1], a.inferred[0]), b.inferred)
        elif _struck_back(b, a):
            theirs, inferred = (b.affected, b.doers), (a.inferred, (b.inferred[1], b.inferred[0]))
        if _exchanged(ours, theirs, actors):
            return None
        out["actors.struck_back"] = w.points("actors", "struck_back")
    guesses = [
        [(*named, *guessed) for named, guessed in zip(x, y, strict=True)]
        for x, y in zip((ours, theirs), inferred, strict=True)
    ]
    if _exchanged((guesses[0][0], guesses[0][1]), (guesses[1][0], guesses[1][1]), actors):
        out["actors.exchanged"] = w.points("actors", "exchanged")
    for n, name in enumerate(("doer", "affected")):
        left, right = ours[n], theirs[n]
        best = actors.best(left, right)
        if best:
            out[f"actors.{name}"] = round(w.points("actors", name) * best, 3)
            if name == "affected" and best >= side and _fate(a, b, actors):
                out["actors.person"] = w.points("actors", "person")
        elif (named := sure(left)) and (others := sure(right)) and actors.strangers(named, others):
            out[f"actors.other_{name}"] = w.points("actors", f"other_{name}")
        elif not left or not right:
            best = actors.best(guesses[0][n], guesses[1][n]) * w.points("actors", "inferred")
            if best:
                out[f"actors.inferred_{name}"] = round(w.points("actors", name) * best, 3)
    return out


def _struck_back(repulse: Telling, attack: Telling) -> bool:
    """Whether one tells how an attack was beaten back and the other an attack: it may be the counter-attack."""
    w = weights()
    return w.beaten_back.issuperset(repulse.types) and w.striking_back.issuperset(attack.types)


def _fate(a: Telling, b: Telling, actors: Actors) -> bool:
    """Whether both tell what befell a person with a name."""
    if not any(t in weights().fate for t in a.types) or not any(t in weights().fate for t in b.types):
        return False
    side = weights().points("actors", "side")
    ours, theirs = ([i for i in x.affected if actors.is_person(i)] for x in (a, b))
    return actors.best(ours, theirs) >= side


def _exchanged(ours: Sides, theirs: Sides, actors: Actors) -> bool:
    """Whether who acts in one suffers in the other, and does not act there."""
    side = weights().points("actors", "side")
    (doers, affected), (other_doers, other_affected) = ours, theirs

    def turned(acts: tuple[str, ...], suffers: tuple[str, ...], others: tuple[str, ...]) -> bool:
        return actors.best(sure(acts), sure(suffers)) >= side and actors.best(sure(acts), sure(others)) < side

    return turned(doers, other_affected, other_doers) or turned(other_doers, affected, doers)


def _level(left: tuple[str, ...], right: tuple[str, ...], actors: Actors) -> Reasons:
    w = weights()
    if not left or not right:
        return {}
    few, many = sorted((sorted(set(left)), sorted(set(right))), key=lambda side: (len(side), side))
    shared = sorted((actors.best([actor], many) for actor in few), reverse=True)[:2]
    if any(shared):
        return {"actors.level": round(w.points("actors", "level") * sum(shared), 3)}
    return {"actors.other_level": w.points("actors", "other_level")} if sure(left) and sure(right) else {}


def _figures(left: tuple[Figure, ...], right: tuple[Figure, ...]) -> Reasons:
    """Points of the figures of loss: of each kind those of the pair that agrees best."""
    w = weights()
    out: Reasons = {}
    if not left or not right:
        return out
    for kind in sorted({figure[0] for figure in left}):
        found = [_figure(a, b) for a in left for b in right if a[0] == b[0] == kind]
        told = [(w.points("figures", name), f"figures.{name}") for name in found if name != "other"]
        if told:
            points, name = max(told)
            out[name] = round(out.get(name, 0.0) + points, 3)
    if any(points > 0 for points in out.values()):
        out.pop("figures.apart", None)
    return out


def _figure(a: Figure, b: Figure) -> str:
    w = weights()
    mine, theirs = stated(a), stated(b)
    if mine is None or theirs is None:
        return "other"
    if mine == theirs:
        return "equal" if mine >= w.points("figures", "telling") else "small"
    if overlap(a, b):
        return "overlap"
    return "apart" if max(mine, theirs) > w.points("figures", "factor") * min(mine, theirs) else "other"


def stated(figure: Figure) -> int | None:
    """The figure that stands for a range: the best, else the lowest, else the highest."""
    return next((value for value in (figure[2], figure[1], figure[3]) if value is not None), None)


def overlap(a: Figure, b: Figure) -> bool:
    """Whether two ranges have a number in common; an open end reaches some way beyond what is stated."""
    return max(_ends(a)[0], _ends(b)[0]) <= min(_ends(a)[1], _ends(b)[1])


def _ends(figure: Figure) -> tuple[float, float]:
    """The least and the greatest number that a figure stands for."""
    low, high = figure[1], figure[3]
    value = stated(figure) or 0
    return low if low is not None else 0, high if high is not None else value * weights().points(
        "figures", "open"
    )
