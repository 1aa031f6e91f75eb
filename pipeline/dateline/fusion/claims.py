"""What is claimed and denied of who holds a place, weighed against other claims and against its story."""

from __future__ import annotations

from collections import defaultdict
from typing import Literal

from dateline.fusion.news import GAIN, HOLD, LEAVE, News, maybe_one_side, one_side
from dateline.fusion.story import Story
from dateline.fusion.weights import weights

ACTS: dict[str, Literal["gained", "held", "left"]] = {GAIN: "gained", HOLD: "held", LEAVE: "left"}
# Statuses of a claim that somebody did or holds something, as against plans, wishes and denials.
SAID = ("claimed", "alleged")
DENIALS = ("denied", "negated")


def weigh_claims(story: Story) -> None:
    """Note in the story where its claims contradict each other or what is known, and what is denied."""
    earlier: dict[str | None, list[News]] = defaultdict(list)
    for claim in story.claims:
        status = claim.event.assertion.status
        if claim.days is None:
            continue
        if status in SAID and claim.event.event_type in (GAIN, HOLD):
            same_time = earlier[claim.event.date.value]
            _weigh_against_claims(story, claim, same_time)
            _weigh_against_holder(story, claim)
            same_time.append(claim)
        elif status in DENIALS:
            _weigh_denial(story, claim)


def _weigh_against_claims(story: Story, claim: News, earlier: list[News]) -> None:
    """A claim to hold the place beside others of the same time, or made by several together."""
    mine = claim.actors
    rivals = [o for o in earlier if o.actors and mine and not maybe_one_side(story.actors, o.actors, mine)]
    alone = [a for a in mine if not one_side(story.actors, (a,), [b for b in mine if b != a])]
    if rivals:
        everybody = sorted({*mine, *(a for other in rivals for a in other.actors)})
        story.note("claimed_by_several", claim, rivals, f"claimed by {story.names(everybody)}")
    elif len(alone) > 1 and not claim.event.participants:
        both = "both " if len(alone) == 2 else ""
        story.note("claimed_by_several", claim, [], f"claimed by {both}{story.names(alone)}")


def _weigh_against_holder(story: Story, claim: News) -> None:
    """A claim to hold the place beside who is known to hold it."""
    known = story.at(claim)
    if not known or not known.holders or not claim.actors:
        return
    if not maybe_one_side(story.actors, known.holders, claim.actors):
        told = f"claimed for {story.names(claim.actors)}, but held by {story.names(known.holders)}"
        story.note("claim_against_holder", claim, known.evidence[:1], told)


def _weigh_denial(story: Story, denial: News) -> None:
    """A denial of what somebody else states or claims."""
    denied = [n for n in story.town.news if _is_denied(story, n, denial)]
    if denied:
        who = denial.event.assertion.source
        by = f" by {who.name}" if who else ""
        told = f"{ACTS[denial.event.event_type]} by {story.names(denial.actors)}: denied{by}"
        story.note("denied", denial, denied, told)


def _is_denied(story: Story, news: News, denial: News) -> bool:
    """Whether a denial is about this news: the same act by the same side, stated or claimed shortly before."""
    assert denial.days
    if news.event.event_type != denial.event.event_type or news.days is None:
        return False
    if not news.happened and news.event.assertion.status not in SAID:
        return False
    recent = denial.days_after(news) <= weights().points("control", "denial")
    return recent and news.position <= denial.days[1] and one_side(story.actors, news.actors, denial.actors)
