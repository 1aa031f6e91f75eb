"""Events told in a way that the lexicon does not foresee: near misses, judged by a trained model.

A near miss is a sense whose words stand in the text, but whose slots are not as it asks: filled by words of no class
that it knows ("Konishi took Jinju"), or left out. Whether it tells an event all the same is judged by a logistic
regression over what it lacks, the parse and the sentence. `benchmarks/near_misses.py` fits the weights on the
annotated corpus, and tells how they do on articles left out.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from dateline import data
from dateline.engines.events.frame import REMOTE, Frame
from dateline.engines.events.frames import Matcher
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.lexicon import ARMED_KINDS
from dateline.layers import ActorMention

_DOERS = frozenset({"subject", "agent"})
_STEPS = 5  # in which the share of a lemma's occurrences that head frames is told
_MOST = 3  # lacks, and frames of the sentence, from which on they are no more told apart
FILE = "near_misses.toml"


@dataclass(frozen=True, slots=True)
class Weights:
    """Log-odds that a near miss with these features tells an event; accepted from the probability `threshold` on.

    `shares`: of the occurrences of a lemma in the texts of the training, how many head a frame of the lexicon.
    """

    threshold: float
    bias: float
    of: Mapping[str, float]
    shares: Mapping[str, float]

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, lang: str) -> Weights:
        """Read models/<lang>/near_misses.toml; a language without one accepts none."""
        if not (data.models_dir() / lang / FILE).is_file():
            return cls(math.inf, 0.0, {}, {})
        table = data.load_toml(lang, FILE)
        return cls(table["threshold"], table["bias"], table["weights"], table["shares"])

    def probability(self, features: Sequence[str]) -> float:
        """Between 0 and 1; a feature that the training has not seen says nothing."""
        return 1 / (1 + math.exp(-self.bias - sum(self.of.get(name, 0.0) for name in features)))


@dataclass(frozen=True, slots=True)
class NearMiss:
    """The sense that lacks least at a token, as a frame, with what the model looks at."""

    frame: Frame
    features: tuple[str, ...]


class NearMisses:
    """Finds the near misses of a Doc, and those that tell an event."""

    def __init__(self, matcher: Matcher, weights: Weights) -> None:
        self.matcher, self.weights = matcher, weights

    def accepted(
        self, doc: Doc, mentions: LayersByToken, first: int, last: int, frames: Sequence[Frame]
    ) -> list[Frame]:
        """`frames` of the tokens `first:last` with the near misses that are likely events, in text order."""
        near = self.of(doc, mentions, first, last, frames)
        likely = [n.frame for n in near if self.weights.probability(n.features) >= self.weights.threshold]
        return sorted([*frames, *likely], key=lambda frame: frame.head.i)

    def of(
        self, doc: Doc, mentions: LayersByToken, first: int, last: int, frames: Sequence[Frame]
    ) -> list[NearMiss]:
        """The near misses at each of the tokens that no frame covers, in the order of the lexicon."""
        taken = {i for frame in frames for i in range(*frame.span())} | {
            t.i for f in frames for t in f.tokens
        }
        told = {frame.head.i: frame.sense.type for frame in frames}  # "held street *protests*"
        around = [f"beside.{min(len(frames), _MOST)}"]
        if any(_armed(mentions.actor.get(i)) for i in range(first, last)):
            around.append("armed")
        return [
            NearMiss(frame, (*around, *self._features(frame, lacks, mentions)))
            for frame, lacks in self.matcher.near(mentions, first, last, taken)
            if not (_lends(frame, taken) or any(told.get(t.i) == frame.sense.type for t in frame.inner))
        ]

    def _features(self, frame: Frame, lacks: Sequence[str], mentions: LayersByToken) -> list[str]:
        """What the model looks at: the word and its place in the parse, what is lacking, who fills the slots."""
        head = frame.head
        lemma = self.matcher.forms.lemma(head)
        found = [f"lemma.{lemma}", f"tag.{head.tag_}", f"label.{head.dep_}"]
        found.append(
            f"share.{round(_STEPS * self.weights.shares[lemma])}"
            if lemma in self.weights.shares
            else "share.rare"
        )
        found.append(f"words.{1 + len(frame.inner)}")
        found += [f"lacks.{lack}" for lack in lacks] + [f"lacks.{min(len(lacks), _MOST)}"]
        for slot, fillers in frame.slots.items():
            mention = mentions.actor.get(fillers[0].i) if fillers else None
            if mention is not None:
                found.append(f"{slot}.{'armed' if _armed(mention) else 'actor'}")
            elif fillers and fillers[0].i in mentions.place:
                found.append(f"{slot}.place")
        return found


def _lends(frame: Frame, taken: Collection[int]) -> bool:
    """Whether a verb only governs a word that tells an event by itself ("imposed sanctions", "entered into talks")."""
    governed = (t for slot, fillers in frame.slots.items() if slot not in REMOTE | _DOERS for t in fillers)
    return frame.sense.pos == "VERB" and any(t.i in taken for t in governed)


def _armed(mention: ActorMention | None) -> bool:
    return mention is not None and mention.actor.kind in ARMED_KINDS
