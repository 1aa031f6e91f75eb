"""`dateline control`: who held a place, from when until when, on what evidence, and who contradicts whom.

Only what the narrator vouches for changes who holds a place. What a party claims or denies, what is reported,
planned or asked for stands beside it as a claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Literal

from dateline.fusion.identity import Actors
from dateline.fusion.incidents import actor_told, place_told
from dateline.fusion.likeness import is_coarse
from dateline.fusion.models import (
    ActorTold,
    Beginning,
    Claim,
    Contradiction,
    ContradictionKind,
    ControlRecord,
    Evidence,
    Holding,
)
from dateline.fusion.news import GAIN, HOLD, LEAVE, News, Town, maybe_one_side, one_side, towns
from dateline.fusion.view import Event
from dateline.fusion.weights import weights

ACTS: dict[str, Literal["gained", "held", "left"]] = {GAIN: "gained", HOLD: "held", LEAVE: "left"}
# Statuses of a claim that somebody did or holds something, as against plans, wishes and denials.
SAID = ("claimed", "alleged")
DENIALS = ("denied", "negated")


@dataclass(slots=True)
class Stretch:
    """A holding in the making; it lasts until the next begins."""

    holders: tuple[str, ...]
    since: News | None
    begun: Beginning | None
    evidence: list[News] = field(default_factory=list)


def control(events: Iterable[Event]) -> list[ControlRecord]:
    """A record for each place of which there is news, by name."""
    actors = Actors()
    return [Story(town, actors).record() for town in towns(events, actors)]


class Story:
    """Reads the news of one place in order."""

    def __init__(self, town: Town, actors: Actors) -> None:
        self.town, self.actors = town, actors
        self.stretches: list[Stretch] = []
        self.claims: list[News] = []
        self.contradictions: list[Contradiction] = []
        self.unused: list[News] = []
        self.retold = self.told_coarsely()
        for news in town.news:
            if not news.at_place:
                self.unused.append(news)
            elif not news.happened:
                self.claims.append(news)
            elif news.days is None:
                self.unused.append(news)
            elif not any(news is again for others in self.retold.values() for again in others):
                {GAIN: self.gained, HOLD: self.held, LEAVE: self.left}[news.event.event_type](news)
        self.weigh_claims()

    def told_coarsely(self) -> dict[str, list[News]]:
        """Record → news with a coarse date (`in 2012`, `late January`) that tell the same capture."""
        gains = [
            n for n in self.town.news if n.event.event_type == GAIN and n.at_place and n.happened and n.days
        ]
        out: dict[str, list[News]] = {}
        for news in gains:
            finer = [n for n in gains if _within(n, news) and self.one_capture(n, news)]
            if finer:
                nearest = min(finer, key=lambda n: (abs(n.position - news.position), n.event.id))
                out.setdefault(nearest.event.id, []).append(news)
        return out

    def one_capture(self, fine: News, coarse: News) -> bool:
        """Whether two captures can be one, by who took and who lost the place."""
        if coarse.actors:
            return one_side(self.actors, fine.actors, coarse.actors)
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
        if now and one_side(self.actors, now.holders, news.actors):
            if now.evidence and _days_between(now.evidence[-1], news) <= weights().points(
                "control", "one_capture"
            ):
                now.evidence.append(news)
                return
            since = now.since.event.date.value if now.since else "before"
            self.note(
                "loss_not_told", news, now.evidence[:1],
                f"taken by {self.names(news.actors)} again, who held it since {since}: how it was lost is not told",
            )  # fmt: skip
            self.stretches.append(Stretch((), None, None))
        else:
            self.check_losers(news)
        self.begin(news, "captured")

    def lost(self, news: News) -> None:
        """The place changed hands, to whom is not said."""
        now = self.current
        if now and now.since and now.since.event.event_type == GAIN and _meet(now.since, news):
            if not one_side(self.actors, now.holders, news.losers):
                now.evidence.append(news)  # the same change, told from the other side
                return
        elif (
            now and now.holders and news.losers and not maybe_one_side(self.actors, now.holders, news.losers)
        ):
            self.check_losers(news)
        elif not now and news.losers:
            self.held_before(news.losers, news)
        if not now and not news.losers:
            self.unused.append(news)
            return
        self.begin(replace(news, actors=()), None)

    def held(self, news: News) -> None:
        """Somebody is said to hold the place at a time."""
        if not news.actors:
            self.unused.append(news)
            return
        now = self.current
        if now is None and news.before:
            self.held_before(news.actors, news)
        elif now is None or not now.holders:
            self.begin(news, "stated")
        elif maybe_one_side(self.actors, now.holders, news.actors):
            now.evidence.append(news)
        elif now.since and _meet(now.since, news):
            self.note(
                "two_holders", news, [now.since], f"{self.names(now.holders)} and {self.names(news.actors)}"
            )
        elif news.before:
            told = f"held before by {self.names(news.actors)}, but held by {self.names(now.holders)}"
            self.note("holder_before", news, now.evidence[:1], told)
        else:
            self.begin(news, "stated")

    def left(self, news: News) -> None:
        """Somebody withdrew."""
        now = self.current
        if now and now.holders and maybe_one_side(self.actors, now.holders, news.actors):
            stay = tuple(h for h in now.holders if not maybe_one_side(self.actors, (h,), news.actors))
            self.begin(replace(news, actors=stay), "captured" if stay else None)
        else:
            self.unused.append(news)

    def begin(self, news: News, begun: Beginning | None) -> None:
        """A new stretch; the one before ends."""
        self.stretches.append(Stretch(news.actors, news, begun, [news]))

    def held_before(self, losers: tuple[str, ...], news: News) -> None:
        """Who lost the place held it until then."""
        self.stretches.append(Stretch(losers, None, "held_before", [news]))

    def told_before(self, news: News) -> Stretch | None:
        """A stretch that the same capture has begun already, told by another record."""
        for stretch in reversed(self.stretches):
            if stretch.begun is None or stretch.since is None:
                continue
            ours = maybe_one_side if stretch is self.current else one_side
            if ours(self.actors, stretch.holders, news.actors) and _meet(stretch.since, news):
                within = stretch is self.current or stretch.since.event.doc_id != news.event.doc_id
                if within:
                    return stretch
        return None

    def confirm(self, stretch: Stretch, news: News) -> None:
        """More evidence of a stretch; the finer date and the one with a name stand."""
        stretch.evidence.append(news)
        assert stretch.since and news.days and stretch.since.days
        if news.days[1] - news.days[0] < stretch.since.days[1] - stretch.since.days[0]:
            stretch.since = news
        more = [a for a in news.actors if not one_side(self.actors, (a,), stretch.holders)]
        if stretch.since is news or not more:
            return
        if news.event.date.value == stretch.since.event.date.value:
            stretch.holders = (*stretch.holders, *more)

    def check_losers(self, news: News) -> None:
        """The one it was taken from should be the one who held it."""
        now = self.current
        if not news.losers:
            return
        if now is None:
            self.held_before(news.losers, news)
        elif now.holders and not maybe_one_side(self.actors, now.holders, news.losers):
            told = f"taken from {self.names(news.losers)}, but held by {self.names(now.holders)}"
            self.note("holder_before", news, now.evidence[:1], told)

    def weigh_claims(self) -> None:
        """Claims against each other, claims against the record, and denials."""
        for n, claim in enumerate(self.claims):
            if claim.days is None:
                continue
            status = claim.event.assertion.status
            if status in SAID and claim.event.event_type in (GAIN, HOLD):
                self.weigh(claim, self.claims[:n])
            elif status in DENIALS:
                self.weigh_denial(claim)

    def weigh(self, claim: News, earlier: list[News]) -> None:
        """A claim to hold the place beside other claims and what is known."""
        when = claim.event.date.value
        rivals = [
            other for other in earlier
            if other.event.assertion.status in SAID and other.event.event_type in (GAIN, HOLD) and other.actors
            and other.event.date.value == when and not maybe_one_side(self.actors, other.actors, claim.actors)
        ]  # fmt: skip
        alone = [
            a for a in claim.actors if not one_side(self.actors, (a,), [b for b in claim.actors if b != a])
        ]
        if rivals and claim.actors:
            everybody = sorted({*claim.actors, *(a for other in rivals for a in other.actors)})
            self.note("claimed_by_several", claim, rivals, f"claimed by {self.names(everybody)}")
        elif len(alone) > 1 and not claim.event.participants:
            both = "both " if len(alone) == 2 else ""
            self.note("claimed_by_several", claim, [], f"claimed by {both}{self.names(alone)}")
        holder = self.at(claim)
        if (
            holder
            and holder.holders
            and claim.actors
            and not maybe_one_side(self.actors, holder.holders, claim.actors)
        ):
            told = f"claimed for {self.names(claim.actors)}, but held by {self.names(holder.holders)}"
            self.note("claim_against_holder", claim, holder.evidence[:1], told)

    def weigh_denial(self, claim: News) -> None:
        """A denial of what somebody else states or claims."""
        said = [n for n in self.town.news if self.is_denied(n, claim)]
        if said:
            who = claim.event.assertion.source
            told = f"{ACTS[claim.event.event_type]} by {self.names(claim.actors)}: denied" + (
                f" by {who.name}" if who else ""
            )
            self.note("denied", claim, said, told)

    def is_denied(self, news: News, denial: News) -> bool:
        """Whether a denial is about this news: the same act by the same side, stated or claimed shortly before."""
        said = news.happened or news.event.assertion.status in SAID
        act = news.event.event_type == denial.event.event_type
        if not (
            said and act and news.days and denial.days and one_side(self.actors, news.actors, denial.actors)
        ):
            return False
        recent = _days_between(news, denial) <= weights().points("control", "denial")
        return news.position <= denial.days[1] and recent

    def at(self, news: News) -> Stretch | None:
        """The stretch on whose days the news falls altogether."""
        assert news.days
        for stretch, after in reversed(self.in_order()):
            since = stretch.since.days if stretch.since else None
            until = after.since.days if after and after.since else None
            if since is None and stretch is not self.stretches[0]:
                continue
            if since is None or since[1] < news.days[0]:
                return stretch if until is None or news.days[1] < until[0] else None
        return None

    def in_order(self) -> list[tuple[Stretch, Stretch | None]]:
        """Every stretch and the one after it."""
        return list(zip_longest(self.stretches, self.stretches[1:]))

    def note(self, kind: ContradictionKind, news: News, others: list[News], told: str) -> None:
        """Write down a contradiction."""
        date = news.event.date.value
        self.contradictions.append(
            Contradiction(
                kind=kind,
                date=date,
                text=f"{told} ({date})",
                evidence=[*(other.evidence for other in others), news.evidence],
            )
        )

    def names(self, ids: Iterable[str]) -> str:
        """Names of actors, for reading."""
        return " and ".join(self.actors.known[i].name for i in ids)

    def told(self, ids: Iterable[str]) -> list[ActorTold]:
        """Actors, for writing."""
        return [actor_told(self.actors.known[i]) for i in ids]

    def evidence(self, news: list[News]) -> list[Evidence]:
        """The records, each with those that tell the same with a coarse date."""
        return [n.evidence for item in news for n in (item, *self.retold.get(item.event.id, []))]

    def record(self) -> ControlRecord:
        """All of it."""
        return ControlRecord(
            place=place_told(self.town.place),
            holdings=[
                Holding(
                    holders=self.told(s.holders),
                    since=s.since.event.date.value if s.since else None,
                    until=after.since.event.date.value if after and after.since else None,
                    begun=s.begun,
                    evidence=self.evidence(s.evidence),
                )
                for s, after in self.in_order()
            ],
            claims=[
                Claim(
                    act=ACTS[c.event.event_type],
                    actors=self.told(c.actors),
                    status=c.event.assertion.status,
                    source=actor_told(c.event.assertion.source) if c.event.assertion.source else None,
                    date=c.event.date.value,
                    evidence=[c.evidence],
                )
                for c in self.claims
            ],
            contradictions=self.contradictions,
            unused=self.evidence(self.unused),
        )


def _meet(left: News, right: News) -> bool:
    """Whether the days of two pieces of news have one in common."""
    assert left.days and right.days
    return max(left.days[0], right.days[0]) <= min(left.days[1], right.days[1])


def _days_between(earlier: News, later: News) -> int:
    """Days from the last day of one to the first of the other."""
    assert earlier.days and later.days
    return later.days[0] - earlier.days[1]


def _within(fine: News, coarse: News) -> bool:
    """Whether the days of one lie within the coarse days of the other."""
    a, b = fine.days, coarse.days
    return bool(a and b and is_coarse(b) and not is_coarse(a) and b[0] <= a[0] and a[1] <= b[1])
