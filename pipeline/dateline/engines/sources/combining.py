"""What the cues in whose scope an event stands make of it together.

How cues combine, in this order:

1. A denial wins over whatever is denied ("denied that it had tried to …" is denied).
2. Cues of mode (negated, planned, requested, hypothetical) win over cues of source (claimed, alleged) but
   keep the source ("said that it could intervene": hypothetical, by the speaker), unless the cue of source
   stands inside the mode; a party that says it did not happen denies it.
3. Of modes, a condition ("if") wins, then negation, then a request over a plan, then the one next to the event.
4. Of sources, the one next to the event.
"""

from __future__ import annotations

from dateline.engines.mentions import Mentions
from dateline.engines.sources.cues import Found
from dateline.engines.sources.speakers import Speakers, span_of
from dateline.engines.syntax import Forms, is_infinitive
from dateline.layers import Assertion

SOURCES = frozenset({"claimed", "alleged", "denied"})
_WANTED = frozenset({"planned", "requested"})


def combine(found: list[Found], speakers: Speakers, mentions: Mentions) -> Assertion:
    """The assertion that the cues of one event make together; see the module's docstring."""
    backshifted = speakers.cues.sets["backshifted"]
    alone = len({f.token.i for f in found}) == 1
    found = [f for f in found if not _feared(f, alone, speakers.cues.forms)]
    source = next((f for f in found if f.status in SOURCES), None)
    if source is None:
        found = [f for f in found if not _narrated(f, backshifted)]
    mode = _strongest([f for f in found if f.status not in SOURCES], backshifted)
    if source is None and mode is None:
        return Assertion("asserted")
    if source is None and mode is not None:
        wants = mode.cue.source and mode.status in _WANTED
        wanter = speakers.speaker(mode, mentions)[0] if wants else None
        return Assertion(mode.status, wanter, span_of(mode.token))
    assert source is not None
    actor, status = speakers.speaker(source, mentions)
    if source.status == "alleged" and source.cue.status != "alleged":
        actor = None  # "did not confirm that": they do not say so
    if mode is None or source.status == "denied" or (source.depth < mode.depth and mode.status != "negated"):
        return Assertion(status, actor, span_of(source.token))
    announced = any(f.status == "planned" for f in found)  # "announced that it would not be held"
    if mode.status == "negated" and status == "claimed" and not announced:
        return Assertion("denied", actor, span_of(mode.token))
    return Assertion(mode.status, actor, span_of(mode.token))


def _narrated(found: Found, backshifted: frozenset[str]) -> bool:
    """Whether what hangs on a plan is the narrator's look ahead: "would end when the two sides met in May"."""
    supposed = found.status == "hypothetical" and found.cue.status == "planned"
    return supposed and found.token.lower_ in backshifted


def _feared(found: Found, alone: bool, forms: Forms) -> bool:
    """Whether "died before he *could* attack" tells no more than what was feared: under what others say or plan."""
    forestalled = found.status == "negated" and found.token.pos_ == "AUX"
    return forestalled and not (alone and not is_infinitive(found.token.head.head, forms))


def _strongest(modes: list[Found], backshifted: frozenset[str]) -> Found | None:
    """A condition, else a negation, else the mode next to the event.

    Under a fear the future is no plan: "feared that they would attack"; what somebody asks others to plan, he asks for.
    """
    conditions = [f for f in modes if f.cue.condition]
    negations = [f for f in modes if f.status == "negated"]
    if modes and modes[0].token.lower_ in backshifted:
        modes = [f for f in modes[1:] if f.status == "hypothetical" and f.cue.governs & {"clause"}] + modes
    if modes and modes[0].status == "planned":
        modes = [f for f in modes if f.status == "requested"] + modes
    return next(iter([*conditions, *negations, *modes]), None)
