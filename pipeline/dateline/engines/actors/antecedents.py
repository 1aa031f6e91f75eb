"""Who was spoken of before that a nominal takes up: "the committee", "the rebels", "the Front"."""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc

from dateline.engines.actors.coreference import Discourse, Trace
from dateline.engines.actors.lexicon import ActorData
from dateline.engines.actors.nominals import ARMED, ORGANS, Nominals
from dateline.engines.actors.noun_phrases import Phrase
from dateline.engines.phrases import fold
from dateline.layers import Actor, Sentence

# How many sentences back a nominal may reach, one for armed people of whatever side; one spoken of by the same noun,
# and one by a word of its name.
NOMINAL_REACH, ARMED_REACH, SAME_REACH, CALLED_REACH = 25, 3, 4, 100
# The kinds of bodies whose long names are cut down to any noun that ends them.
_BODIES = frozenset({"government", "international_organisation", "political_party"})
# Those that are called by the noun alone without a capital as well.
_SOCIETIES = frozenset({"political_party", "international_organisation", "ngo"})


class Antecedents:
    """Finds them among the actors spoken of in one Doc."""

    def __init__(self, doc: Doc, discourse: Discourse, nominals: Nominals, data: ActorData) -> None:
        self.doc, self.discourse, self.nominals = doc, discourse, nominals
        self.lexicon, self.forms = data.lexicon, data.forms

    def named_before(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """Who was spoken of by the same noun, without a name or as part of one: "a committee", "the 4th Brigade"."""
        word = phrase.noun[1] if phrase.noun else ""
        before = (t for t in self.doc[phrase.first : phrase.head.i] if t.pos_ == "NOUN")
        own = {t.lower_ for t in before} - set(word.split())  # "the government forces" are no others
        alone = phrase.last - phrase.first == 2 and not self.lexicon.several(phrase.head)
        body = phrase.noun is not None and phrase.noun[0] not in (*ORGANS, "person")
        part = alone and (body or word in self.lexicon.local_bodies)

        def fits(trace: Trace) -> bool:
            same = trace.noun == word or trace.noun.endswith(f" {word}")
            if trace.actor.id.startswith("generic:"):
                return same and own <= set(fold(trace.actor.name).split())
            named = not trace.noun and fold(trace.actor.name).endswith(f" {word}")
            return part and (same or named) and not trace.plural

        return self.discourse.latest(sentence.index, fits, reach=SAME_REACH)

    def salient(
        self,
        sentence: Sentence,
        kinds: Collection[str],
        *,
        country: str | None = None,
        alone: bool = False,
        reach: int = NOMINAL_REACH,
    ) -> Actor | None:
        """The most salient actor of these kinds with an identity; with `alone`, only if none comes close."""

        def fits(trace: Trace) -> bool:
            actor = trace.actor
            return (
                actor.kind in kinds
                and not actor.id.startswith("generic:")
                and (country is None or actor.country is None or actor.country == country)
            )

        return self.discourse.best(sentence.index, fits, reach=reach, alone=alone)

    def mission(self, sentence: Sentence) -> Actor | None:
        """The mission spoken of of late that peacekeepers of any country serve in, if it is the only one."""
        return self.discourse.best(
            sentence.index,
            lambda t: t.actor.kind == "peacekeepers" and t.actor.id.startswith("org:"),
            reach=NOMINAL_REACH,
            alone=True,
        )

    def side(
        self,
        sentence: Sentence,
        kind: str,
        *,
        definite: bool,
        country: str | None = None,
        alone: bool = False,
    ) -> Actor | None:
        """The group whose fighters a noun without a name tells of, None where it may be any of several."""
        kinds = self.lexicon.compatible[kind]
        several = kind in ARMED and self.discourse.several(self.lexicon.rivals.get(kind, kinds))
        if several and not definite:
            return None
        reach = ARMED_REACH if several and alone else NOMINAL_REACH
        return self.salient(sentence, kinds, country=country, alone=alone, reach=reach)

    def called(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The party, group or league of before by whose name a phrase calls its men or acts ("Communist forces")."""
        told = [fold(t.lemma_) for t in self.doc[phrase.first : phrase.last]]
        words = {w for t in told for w in (t, *self.forms.singulars(t))} & self.lexicon.words["allegiances"]
        if not words:
            return None

        def fits(trace: Trace) -> bool:
            actor = trace.actor
            space = actor.id.partition(":")[0]
            if space != "group" and not (space == "org" and actor.kind == "military"):
                return False
            names = {w for name in (actor.name, *actor.aliases) for w in fold(name).split()}
            return not words.isdisjoint(names)

        return self.discourse.latest(sentence.index, fits, reach=CALLED_REACH)

    def latest_armed(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The armed group last spoken of, whatever its kind."""
        kinds = ARMED if self.nominals.kind(phrase) != "jihadist_group" else {"jihadist_group"}
        return self.discourse.latest(sentence.index, lambda t: t.actor.kind in kinds, reach=ARMED_REACH)

    def shortened(self, phrase: Phrase, sentence: Sentence) -> Actor | None:
        """The body whose name is cut down to its noun: "the Front", "the Committee", "the Marines", "the league"."""
        word = fold(phrase.head.text)
        alone = phrase.last - phrase.first == 2 and self.nominals.determined(phrase)
        force = phrase.noun is not None and phrase.noun[0] == "military"
        small = not phrase.head.text[0].isupper()
        if not alone or (small and self.lexicon.name_heads.get(word) not in _SOCIETIES):
            return None
        heads = word in self.lexicon.name_heads or force

        def fits(trace: Trace) -> bool:
            if not heads:  # "the National Convention ... the Convention"
                own = fold(trace.actor.name).split()
                return trace.actor.kind in _BODIES and len(own) > 1 and own[-1] == word
            names = (trace.actor.name, *trace.actor.aliases) if force else (trace.actor.name,)
            spaces = ("group", "org", "military") if force else ("group", "org")
            return trace.actor.id.partition(":")[0] in spaces and any(word in fold(n).split() for n in names)

        return self.discourse.latest(sentence.index, fits, reach=SAME_REACH if small else NOMINAL_REACH)
