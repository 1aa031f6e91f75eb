"""`dateline control`: who held a place, from when until when, on what evidence, and who contradicts whom."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.fusion.claims import ACTS, weigh_claims
from dateline.fusion.identity import Actors
from dateline.fusion.incidents import actor_told, place_told
from dateline.fusion.models import ActorTold, Claim, ControlRecord, Evidence, Holding
from dateline.fusion.news import News, towns
from dateline.fusion.story import Story
from dateline.fusion.view import Event


def control(events: Iterable[Event]) -> list[ControlRecord]:
    """A record for each place of which there is news, by name."""
    actors = Actors()
    out = []
    for town in towns(events, actors):
        story = Story(town, actors)
        weigh_claims(story)
        out.append(_record(story))
    return out


def _record(story: Story) -> ControlRecord:
    """All of a story."""
    return ControlRecord(
        place=place_told(story.town.place),
        holdings=[
            Holding(
                holders=_told(story, stretch.holders),
                since=stretch.since.event.date.value if stretch.since else None,
                until=after.since.event.date.value if after and after.since else None,
                begun=stretch.begun,
                evidence=_evidence(story, stretch.evidence),
            )
            for stretch, after in story.in_order()
        ],
        claims=[_claim(story, news) for news in story.claims],
        contradictions=story.contradictions,
        unused=_evidence(story, story.unused),
    )


def _claim(story: Story, news: News) -> Claim:
    event = news.event
    return Claim(
        act=ACTS[event.event_type],
        actors=_told(story, news.actors),
        status=event.assertion.status,
        source=actor_told(event.assertion.source) if event.assertion.source else None,
        date=event.date.value,
        evidence=[news.evidence],
    )


def _told(story: Story, ids: Iterable[str]) -> list[ActorTold]:
    return [actor_told(story.actors.known[i]) for i in ids]


def _evidence(story: Story, news: list[News]) -> list[Evidence]:
    """The records, each with those that tell the same with a coarse date."""
    return [n.evidence for item in news for n in (item, *story.retold.get(item.event.id, []))]
