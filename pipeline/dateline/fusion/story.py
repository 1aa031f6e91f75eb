"""The story of one place: its news read in order, and the stretches of time in which the same actors held it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from dateline.fusion.identity import Actors
from dateline.fusion.likeness import is_coarse
from dateline.fusion.models import Beginning, Contradiction, ContradictionKind, Evidence
from dateline.fusion.news import GAIN, HOLD, LEAVE, News, Town, maybe_one_side, one_side, within
from dateline.fusion.units import sure
from dateline.fusion.weights import weights


@dataclass(slots=True)
class Stretch:
    """A holding in the making; it lasts until the next begins."""

    holders: tuple[str, ...]
    since: News | None
    begun: Beginning | None
    evidence: list[News] = field(default_factory=list)


class Story:
    """Reads the news of one place in order.

    Only what the narrator vouches for, or a party admits against its own interest, changes who holds the place. What
    a party claims for itself or denies, what is reported, planned or asked for is a claim.
    """

    def __init__(self, town: Town, actors: Actors) -> None:
        self.town, self.actors = town, actors
        self.stretches: list[Stretch] = []
        self.claims: list[News] = []
        self._found: dict[tuple[ContradictionKind, str], tuple[str | None, dict[str, Evidence]]] = {}
        self.unused: list[News] = []
        self.retold = self.told_coarsely()
        again = {news.event.id for retold in self.retold.values() for news in retold}
        self.rivals = {a for n in town.news if n.event.event_type != LEAVE for a in (*n.actors, *n.losers)}
        for news in town.news:
            if not news.at_place:
                self.unused.append(news)
            elif not news.happened and not self.admitted(news):
                self.claims.append(news)
            elif news.days is None:
                self.unused.append(news)
            elif news.event.id not in again:
                {GAIN: self.gained, HOLD: self.held, LEAVE: self.left}[news.event.event_type](news)

    def told_coarsely(self) -> dict[str, list[News]]:
        """Record → news with a coarse date (`in 2012`, `late January`) that tell the same capture."""
        gains = [
            n for n in self.town.news if n.event.event_type == GAIN and n.at_place and n.happened and n.days
        ]
        out: dict[str, list[News]] = {}
        for news in gains:
            finer = [n for n in gains if within(n.days, news.days) and self.one_capture(n, news)]
            if finer:
                nearest = min(finer, key=lambda n: (abs(n.position - news.position), n.event.id))
                out.setdefault(nearest.event.id, []).append(news)
        return out

    def one_capture(self, fine: News, coarse: News) -> bool:
        """Whether two captures can be one, by who took and who lost the place."""
        if coarse.actors:
            return one_side(self.actors, fine.actors, coarse.actors)
        if fine.position < coarse.position:
            return False
        if fine.losers and coarse.losers:
            return one_side(self.actors, fine.losers, coarse.losers)
        return not one_side(self.actors, fine.actors, coarse.losers)

    @property
    def current(self) -> Stretch | None:
        """The stretch that is not over."""
        return self.stretches[-1] if self.stretches else None

    def gained(self, news: News) -> None:
        """Somebody took the place, or lost it to somebody unnamed."""
        if not news.actors:
            self.lost(news)
            return
        again = self.told_before(news)
        if again:
            self.confirm(again, news)
            return
        now = self.current
        held = now is not None and one_side(self.actors, now.holders, news.actors)
        if now and held and (news.lent or self.soon_after(now, news)):
            now.evidence.append(news)
            return
        if now and now.begun == "stated" and self.is_told_by(now, news):
            self.confirm(now, news)
            now.begun, now.since = "captured", news
            return
        if now and now.since and now.holders and not held and self.one_change(now, now.since, news):
            if now.since.event.doc_id != news.event.doc_id:
                told = f"taken by {self.names(now.holders)} and by {self.names(news.actors)}"
                self.note("two_holders", news, [now.since], told)
                return
            alike = not news.losers or one_side(self.actors, news.losers, now.since.losers)
            if alike and now.since.days == news.days and not self.are_foes(now.holders, news.actors):
                self.confirm(now, news)  # together
                return
        if now and held and not news.losers:
            since = now.since.event.date.value if now.since else "before"
            self.note(
                "loss_not_told", news, now.evidence[:1],
                f"taken by {self.names(news.actors)} again, who held it since {since}: how it was lost is not told",
            )  # fmt: skip
            self.stretches.append(Stretch((), None, None))
        else:
            self.check_losers(news)
        self.begin(news, "captured")

    def one_change(self, now: Stretch, told: News, news: News) -> bool:
        """Whether two captures on one day can be one: neither is told as taking the place from the other."""
        assert told.days and news.days
        if (
            told.event.event_type != GAIN
            or is_coarse(told.days)
            or is_coarse(news.days)
            or not told.meets(news)
        ):
            return False
        exchanged = maybe_one_side(self.actors, now.holders, news.losers) or one_side(
            self.actors, told.losers, news.actors
        )
        return not exchanged

    def is_told_by(self, stated: Stretch, news: News) -> bool:
        """Whether a capture falls into the time in which its side is stated to hold the place."""
        since = stated.since
        return (
            since is not None
            and since.meets(news)
            and maybe_one_side(self.actors, stated.holders, news.actors)
        )

    def are_foes(self, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
        """Whether a state stands on one side and an armed group on the other."""
        state, armed = weights().state, weights().armed
        ours, theirs = ({self.actors.known[i].kind for i in side} for side in (left, right))
        return bool((ours & state and theirs & armed) or (ours & armed and theirs & state))

    @staticmethod
    def soon_after(stretch: Stretch, news: News) -> bool:
        """Whether news is a stage of what was told last of a stretch."""
        days = weights().points("control", "one_capture")
        return bool(stretch.evidence) and news.days_after(stretch.evidence[-1]) <= days

    def lost(self, news: News) -> None:
        """The place changed hands, to whom is not said."""
        now = self.current
        if now and now.since and now.since.event.event_type == GAIN:
            told = now.since.meets(news) and not one_side(self.actors, now.holders, news.losers)
            if told or (news.lent and not news.losers):
                now.evidence.append(news)  # the same change, told from the other side or looked back upon
                return
        self.check_losers(news)
        if self.current or not news.lent:
            self.begin(replace(news, actors=()), None)
        else:
            self.unused.append(news)

    def held(self, news: News) -> None:
        """Somebody is said to hold the place at a time."""
        if not news.actors:
            self.unused.append(news)
            return
        now = self.current
        if news.before and (now is None or not now.holders):
            self.held_before(news.actors, news)
        elif now is None or not now.holders:
            self.begin(news, "stated")
        elif maybe_one_side(self.actors, now.holders, news.actors):
            now.evidence.append(news)
        elif now.since and now.since.meets(news):
            self.note(
                "two_holders", news, [now.since], f"{self.names(now.holders)} and {self.names(news.actors)}"
            )
        elif news.before:
            told = f"held before by {self.names(news.actors)}, but held by {self.names(now.holders)}"
            self.note("holder_before", news, now.evidence[:1], told)
            self.held_before(news.actors, news)
        else:
            self.begin(news, "stated")

    def left(self, news: News) -> None:
        """Somebody withdrew."""
        now = self.current
        if now and maybe_one_side(self.actors, now.holders, news.actors):
            if news.before:
                now.evidence.append(news)  # the change that its sentence tells
                return
            stay = tuple(h for h in now.holders if not maybe_one_side(self.actors, (h,), news.actors))
            self.begin(
                replace(news, actors=stay),
                ("stated" if now.begun == "held_before" else now.begun) if stay else None,
            )
        elif now and self.has_just_left(news, news.actors):
            now.evidence.append(news)
        elif (now is None or not now.holders) and self.gave_up(news):
            self.held_before(news.actors, news)
            self.begin(replace(news, actors=()), None)
        elif now and now is self.stretches[0] and self.gave_way(news, now):
            self.stretches.insert(0, Stretch(news.actors, None, "held_before", [news]))
        else:
            self.unused.append(news)

    def has_just_left(self, news: News, actors: tuple[str, ...]) -> bool:
        """Whether nobody is known to hold the place since these left it shortly before."""
        now = self.current
        if now is None or now.holders or len(self.stretches) == 1 or not self.soon_after(now, news):
            return False
        return maybe_one_side(self.actors, self.stretches[-2].holders, actors)

    def gave_up(self, news: News) -> bool:
        """Whether troops left a place on some day: they had it. People, and states that surrender, need not have."""
        place = news.event.place
        assert place and news.days
        troops = weights().armed | {"military"}
        kinds = {self.actors.known[i].kind for i in news.actors}
        return bool(kinds) and kinds <= troops and place.precision == "exact" and not is_coarse(news.days)

    def gave_way(self, news: News, now: Stretch) -> bool:
        """Whether troops left on the day on which others took the place."""
        since = now.since
        return (
            since is not None
            and since.event.event_type == GAIN
            and since.days == news.days
            and self.gave_up(news)
        )

    def admitted(self, news: News) -> bool:
        """Whether somebody says it against their own interest: that they left, or that a rival holds the place."""
        source = news.event.assertion.source
        if news.event.assertion.status != "claimed" or source is None or not sure((source.id,)):
            return False
        if news.event.event_type == LEAVE:
            return one_side(self.actors, (source.id,), news.actors)
        if not news.actors or maybe_one_side(self.actors, (source.id,), news.actors):
            return False
        if news.days is None or (self.current and self.current.since and self.current.since.meets(news)):
            return False
        return one_side(self.actors, (source.id,), self.rivals)

    def begin(self, news: News, begun: Beginning | None) -> None:
        """A new stretch; the one before ends."""
        if begun and not news.happened:
            begun = "admitted"
        evidence = [news]
        before = self.current
        if news.actors and before and not before.holders and before.since and before.since.days == news.days:
            evidence = [news, *self.stretches.pop().evidence]  # left and taken at one time
        self.stretches.append(Stretch(news.actors, news, begun, evidence))

    def held_before(self, losers: tuple[str, ...], news: News) -> None:
        """Who lost the place held it until then."""
        self.stretches.append(Stretch(losers, None, "held_before", [news]))

    def told_before(self, news: News) -> Stretch | None:
        """A stretch that the same capture has begun already, told by another record."""
        for stretch in reversed(self.stretches):
            if stretch.begun is None or stretch.since is None:
                continue
            ours = maybe_one_side if stretch is self.current else one_side
            if not ours(self.actors, stretch.holders, news.actors) or not stretch.since.meets(news):
                continue
            if stretch is self.current or stretch.since.event.doc_id != news.event.doc_id:
                return stretch
        return None

    def confirm(self, stretch: Stretch, news: News) -> None:
        """More evidence of a stretch; the finer date and the one with a name stand."""
        stretch.evidence.append(news)
        assert stretch.since and news.days and stretch.since.days
        if news.days[1] - news.days[0] < stretch.since.days[1] - stretch.since.days[0]:
            stretch.since = news
        one_day = stretch.since is not news and news.event.date.value == stretch.since.event.date.value
        if one_day or not sure(stretch.holders):
            more = [a for a in news.actors if not self.is_among(a, stretch.holders)]
            stretch.holders = self.by_name((*stretch.holders, *more))

    def is_among(self, actor: str, holders: tuple[str, ...]) -> bool:
        """Whether an actor is one of the holders; a group without a name is any of its kind."""
        alike = one_side if sure((actor,)) else maybe_one_side
        return alike(self.actors, (actor,), holders)

    def by_name(self, holders: tuple[str, ...]) -> tuple[str, ...]:
        """Holders without those lacking a name who may be one of the named: `the rebels` told twice is one holder."""
        names = sure(holders)
        return tuple(h for h in holders if h in names or not maybe_one_side(self.actors, (h,), names))

    def check_losers(self, news: News) -> None:
        """The one it was taken from should be the one who held it."""
        now = self.current
        if not news.losers or (now and maybe_one_side(self.actors, now.holders, news.losers)):
            return
        # A unit of which no country is known may be one of the holder's.
        if self.has_just_left(news, news.losers) or (
            now and self.actors.may_be_parts(now.holders, news.losers)
        ):
            return
        if now and now.holders:
            told = f"taken from {self.names(news.losers)}, but held by {self.names(now.holders)}"
            self.note("holder_before", news, now.evidence[:1], told)
        self.held_before(news.losers, news)

    def at(self, news: News) -> Stretch | None:
        """The stretch on whose days the news falls altogether."""
        assert news.days
        for stretch, after in reversed(self.in_order()):
            since = stretch.since.days if stretch.since else None
            if since is None and stretch is not self.stretches[0]:
                continue
            if since is None or since[1] < news.days[0]:
                return (
                    stretch if after is None or (after.since and news.is_over_before(after.since)) else None
                )
        return None

    def in_order(self) -> list[tuple[Stretch, Stretch | None]]:
        """Every stretch and the one after it."""
        return list(zip_longest(self.stretches, self.stretches[1:]))

    def note(self, kind: ContradictionKind, news: News, others: list[News], told: str) -> None:
        """Write down a contradiction."""
        date = news.event.date.value
        evidence = self._found.setdefault((kind, f"{told} ({date})"), (date, {}))[1]
        evidence |= {n.event.id: n.evidence for n in (*others, news)}

    @property
    def contradictions(self) -> list[Contradiction]:
        """What was written down, each once with all of its evidence."""
        return [
            Contradiction(kind=kind, date=date, text=text, evidence=list(evidence.values()))
            for (kind, text), (date, evidence) in self._found.items()
        ]

    def names(self, ids: Iterable[str]) -> str:
        """Names of actors, for reading."""
        return " and ".join(self.actors.known[i].name for i in ids)
