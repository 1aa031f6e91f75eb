"""Reads figures of loss without a parse: a number of people beside a word of loss."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any

from dateline import data
from dateline.engines.events.fronts import side
from dateline.engines.events.lexicon import ARMED_KINDS, Behaviour
from dateline.engines.flat.losses.carriers import UNBOUND, Carriers
from dateline.engines.flat.losses.distribution import at_each, for_each, without_totals
from dateline.engines.flat.losses.figures import LONGEST, Loss, LossFinder
from dateline.engines.flat.losses.naming import Naming
from dateline.engines.flat.losses.nouns import VictimNouns
from dateline.engines.flat.losses.struck import (
    FLED,
    FORCES,
    FORCES_LOSE,
    SAID,
    STATE,
    beside,
    counted_apart,
    did_it,
    goes_on,
    member,
    opposed,
    own_side,
    same_army,
    sides,
    struck,
    struck_before,
    subject,
)
from dateline.engines.flat.numerals import Numerals
from dateline.engines.flat.numerals import load as load_numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.sources import Sources
from dateline.engines.flat.view import Word as ViewWord
from dateline.engines.registry import registry
from dateline.layers import Actor, ActorMention, Casualty, CasualtyKind, Event, Sentence

ATTRIBUTE = 24  # characters of an attribute between a number and the noun of those counted
NATION = 5  # characters of the name of a nation before a noun of people


# A figure told, those that the text names with it, and those who bear it.
Told = tuple[Loss, Actor | None, Actor | None]


class Losses:
    """Reads the losses of a language."""

    def __init__(self, lang: str, table: dict[str, Any], numerals: Numerals, sources: Sources) -> None:
        self.numerals, self.sources, self.behaviour = numerals, sources, Behaviour.load()
        self.finder = LossFinder(table, numerals)
        self._nouns = VictimNouns(table)
        self._naming = Naming.of(registry(lang), table)
        self._carriers = Carriers(table["carriers"], self.behaviour)
        self._own = frozenset(table["own"]["words"])
        self._soldiers = frozenset(table["soldiers"]["words"])
        self._transitive = frozenset(table["transitive"]["words"])
        self._of_nation = tuple(table["soldiers"]["of_nation"])
        self._of_state = frozenset(table["soldiers"]["of_state"])
        self._drowned = frozenset(table["soldiers"]["drowned"])
        self._not_lost = (*table["soldiers"]["counting"], *table["between"]["inside"])
        self._admitting = re.compile(table["soldiers"]["admitting"])
        self._aboard = re.compile(table["soldiers"]["aboard"])
        self._side_of = tuple(table["soldiers"]["side_of"])
        self._kinds_in: dict[str, dict[str, CasualtyKind]] = table["kinds_in"]
        self._excluded = frozenset(table["between"]["excluded"])
        self._side_nouns = {word: role for role, words in table["sides"].items() for word in words}

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, lang: str) -> Losses:
        """The losses of a language, from models/<lang>/casualties.toml."""
        return cls(lang, data.load_toml(lang, "casualties.toml"), load_numerals(lang), Sources.load(lang))

    def read(self, scene: Scene, sentences: list[Sentence], events: list[Event]) -> list[Casualty]:
        """All figures of a Doc, each with the event that carries it, -1 where none does."""
        out: list[Casualty] = []
        by_sentence: dict[int, list[int]] = {}
        for index, found in enumerate(events):
            by_sentence.setdefault(found.sentence, []).append(index)
        for sentence in sentences:
            if sentence.heading:
                continue
            last: Told | None = None
            own = False
            losses = without_totals(self.finder.find(scene, sentence), scene)
            for loss in losses:
                if loss.again:
                    if last is not None and out and out[-1].start == last[0].figure.start:
                        out.append(self._again(out[-1], loss, scene, sentence))
                    continue
                event = self._carriers.of(loss, scene, sentence, sentences, events, by_sentence)
                if event == UNBOUND:
                    continue
                event = at_each(loss, losses, event, events, scene)
                source = self.sources.speaker(scene, sentence, loss.figure.start)
                onward = own and last is not None and self._goes_on(last[0], loss, scene)
                own = onward or own_side(loss, scene, sentence)  # "自身阵亡约1,000人，另有2,000人受伤"
                teller = (source or subject(events[event])) if own else None
                told = teller or self._victims(loss, scene, sentence, source)
                told = (
                    self._nouns.each(loss, losses, scene, scene.view.clause(sentence, loss.figure.start)[0])
                    or told
                )
                victims = self._bearers(told, loss, losses, last, events[event], scene)
                if last is not None and not own and self._others_than(last, victims, loss, scene):
                    victims = None
                last = loss, told, victims
                if not own and did_it(victims, events[event]):
                    victims = None
                if loss.kind == "displaced" and victims is not None and victims.kind in FORCES:
                    continue
                here = [events[i] for i in by_sentence.get(sentence.index, []) if i < event]
                if self._drowned_others(victims, events[event], loss, scene):
                    victims = struck(events[event], loss, scene)
                group = victims is None and told is not None and told.kind == "person"  # "X等22人"
                if self._described(loss, scene, sentence) is None:
                    apart = counted_apart(loss, losses, events[event])
                    victims = self._meant(victims, loss, [*here, events[event]], scene, source, apart=apart)
                if group and victims is not None and victims.id.startswith("generic:"):
                    victims = None
                if victims is None and loss.kind in FORCES_LOSE[:2]:
                    victims = self._nouns.disposed(loss, scene, sentence)
                victims = victims or self._nouns.told(loss, scene)
                if victims is None and out and self._nouns.part(loss, scene, sentence):
                    victims = out[-1].victims if out[-1].start >= sentence.start else None
                casualty = Casualty(
                    event, self._kind(loss, events[event]), loss.figure.low, loss.figure.best, loss.figure.high,
                    loss.figure.start, loss.figure.end, victims, source,
                )  # fmt: skip
                soldiers = scene.view.text[slice(*loss.word)] in self._soldiers
                for one in for_each(loss, casualty, events[event], scene, sentence):
                    out.append(self._naming.whose(one, events[event], scene, soldiers=soldiers))
        return out

    def _goes_on(self, last: Loss, loss: Loss, scene: Scene) -> bool:
        """Whether a figure goes on with the losses of a side: nobody else is named, and nobody kills."""
        kills = scene.view.text[slice(*loss.word)] in self._transitive
        return not kills and not scene.actors_in(last.end, loss.start)

    def _drowned_others(self, victims: Actor | None, event: Event, loss: Loss, scene: Scene) -> bool:
        """Whether those who drowned are not the ones who attacked ("A袭击B的运兵船，七百余人溺死")."""
        word = scene.view.text[slice(*loss.word)]
        return word in self._drowned and event.type in self.behaviour.two_sided and victims == subject(event)

    def _kind(self, loss: Loss, event: Event) -> CasualtyKind:
        """The kind of a loss, as the event tells it where its own word is that event's."""
        own = event.start < loss.word[1] and loss.word[0] < event.end
        return self._kinds_in.get(event.type, {}).get(loss.kind, loss.kind) if own else loss.kind

    def _bearers(
        self,
        told: Actor | None,
        loss: Loss,
        losses: list[Loss],
        last: Told | None,
        event: Event,
        scene: Scene,
    ) -> Actor | None:
        """Those who were lost: whom the text names, or those of the figure with which this one goes on."""
        victims = self._army(told, loss, scene)
        if last is not None and same_army(victims, last[2]):
            victims = last[2]
        alone = last is None or sum(x.word == last[0].word for x in losses) == 1
        if last is not None and alone and (told == last[1] or victims is None):
            victims = last[2] if goes_on(last[0], loss, scene, last[2]) else victims
        if victims is not None and victims.id.startswith("person:") and loss.figure.best != 1:
            victims = None  # "X and 20 others"
        if last is not None and last[2] is None and goes_on(last[0], loss, scene, None):
            victims = None if victims == subject(event) else victims
        return victims

    @staticmethod
    def _others_than(last: Told, victims: Actor | None, loss: Loss, scene: Scene) -> bool:
        """Whether a figure only goes on counting, and those found for it stand before what the other counts.

        "A攻城，3名士兵死亡，另有9人受伤": not A.
        """
        if loss.word == last[0].word or victims == last[2] or not goes_on(last[0], loss, scene, None):
            return False
        return all(m.actor != victims for m in scene.actors_in(last[0].figure.end, loss.end))

    def _again(self, told: Casualty, loss: Loss, scene: Scene, sentence: Sentence) -> Casualty:
        """Another count of a loss: of the same dead, by somebody else."""
        figure, start = loss.figure, scene.view.clause(sentence, loss.figure.start)[0]
        sources = scene.actors_in(start, figure.start)
        return replace(
            told, low=figure.low, best=figure.best, high=figure.high, start=figure.start, end=figure.end,
            claimed_by=sources[0].actor if sources else None,
        )  # fmt: skip

    def _victims(self, loss: Loss, scene: Scene, sentence: Sentence, source: Actor | None) -> Actor | None:
        """Those who were lost: named behind the figure or before it, else whom the sentence is about."""
        view, figure = scene.view, loss.figure
        if helpless := self._nouns.counted(loss, scene):
            return helpless
        behind = scene.actors_in(figure.end, figure.end + NATION)
        behind = [] if behind and view.marker("aim", figure.end, behind[0].start) else behind
        ahead = loss.behind or not behind or behind[0].start < loss.word[0]
        if (
            behind
            and ahead
            and self._counted_noun(view.within(figure.end, behind[0].start), view.syntax.attributive)
        ):
            return member(behind[0], scene).actor
        if described := self._described(loss, scene, sentence):
            return described
        transitive = view.text[slice(*loss.word)] in self._transitive and loss.behind
        toll = loss.behind and any(view.breaks(i) for i in range(loss.word[1], figure.start))
        between = scene.actors_in(loss.word[transitive], figure.start) if loss.behind else []
        between = [m for m in between if not toll or m.actor != source]
        between = [m for m in between if not self._nouns.names_loss(m, loss)]
        between = [
            m for m in between if not view.text.startswith(self._not_lost, m.end)
        ]  # "包括三名工程师在内的九人"
        if between:
            return between[-1].actor
        if transitive:
            return None
        end = min(figure.start, loss.word[0])
        start = view.clause(sentence, loss.start)[0]
        if brought := view.marker(
            "bringing", start, end
        ):  # "it cost 29 lives": of others than those who did it
            led = scene.actors_in(brought[-1].end, end)
            return led[-1].actor if led and beside(led[-1].end, end, view) else None  # "使英方阵亡七百人"
        level = {word.start for word in view.marker("level", start, end)}
        if level and all(m.start in level for m in scene.actors_in(start, end)):
            return None  # "both sides lost 200"
        if whole := self._nouns.whole(loss, scene, sentence):
            return whole.actor
        if self._nouns.unclaimed(loss, scene):
            return None
        while True:
            here = start <= figure.start <= end + 1
            apart = end < loss.start - 1 or view.breaks(end)
            fled = apart and loss.kind == "displaced"
            own = [
                m
                for m in scene.actors_in(start, end)
                if self._may_lose(m, scene, start, end, here=here, apart=apart)
                and (not fled or (m.actor.kind in FLED and view.breaks(m.end)))
                and not self._nouns.names_loss(m, loss)
                and not (apart and self._nouns.inside(scene, start))
            ]
            if own:
                found = self._nouns.lost(own, loss, scene, end) if apart else own[-1]
                return found.actor if found else None
            if self._nouns.others(loss, scene) or self._nouns.other(loss, scene):
                return None  # "人质获救，一名突击队员牺牲"
            said = view.marker("speaking", start, end) or view.marker("according", start, end)
            if said or start <= sentence.start or view.text[start - 1] in view.syntax.stops:
                return None
            if fled or (view.text[slice(*loss.word)] not in self._own and loss.kind != "displaced"):
                return None
            end = start - 1
            start = view.clause(sentence, max(end - 1, sentence.start))[0]

    @staticmethod
    def _described(loss: Loss, scene: Scene, sentence: Sentence) -> Actor | None:
        """Those counted, where an attribute stands before their noun: "300名手无寸铁的村民"."""
        figure, text = loss.figure, scene.view.text
        end = scene.view.clause(sentence, figure.start)[1]
        if not figure.people or (not loss.behind and loss.word[0] <= figure.end):
            return None
        stop = min(end, figure.end + ATTRIBUTE, *([] if loss.behind else [loss.word[0]]))
        nouns = [
            m
            for m in scene.actors_in(figure.end, stop)
            if text.startswith(scene.view.syntax.attributive, m.start - 1)
        ]
        return nouns[-1].actor if nouns else None

    def _army(self, victims: Actor | None, loss: Loss, scene: Scene) -> Actor | None:
        """The army of a state that is said to have lost soldiers, as the text calls it."""
        word = scene.view.text[slice(*loss.word)]
        if victims is None or victims.kind != "government" or word not in self._soldiers:
            return victims
        named = [m for m in scene.actors_in(loss.start - SAID, loss.end) if m.actor == victims]
        plain = victims.id.startswith("state:")
        if plain and named and not scene.view.text.startswith(self._side_of, named[-1].end - 1):
            return victims  # the state by its name
        own = (
            actor
            for actor in scene.known.values()
            if actor.kind == "military" and actor.country and side(actor) == side(victims)
        )
        return next((a for a in own if a.id.partition(":")[2] == a.country), victims)

    def _meant(
        self,
        victims: Actor | None,
        loss: Loss,
        told: list[Event],
        scene: Scene,
        source: Actor | None,
        *,
        apart: bool,
    ) -> Actor | None:
        """The forces that the event names, where those lost are nameless soldiers or left out ("打死100人")."""
        transitive = scene.view.text[slice(*loss.word)] in self._transitive and loss.behind
        if self._is_aboard(loss, scene):
            aboard = [
                a.mention for a in told[-1].arguments if a.role == "target" and a.mention.actor != victims
            ]
            struck_by_name = [m.actor for m in aboard if m.via not in ("implied", "pronoun")]
            return struck_by_name[0] if len(struck_by_name) == 1 else None
        yields = victims == subject(told[-1]) and told[-1].type in self.behaviour.yielding  # "守军投降"
        if victims is not None and not yields and (role := self._side_nouns.get(victims.name)):
            if told[-1].type == "repulse":  # who repulsed it was attacked
                role = "target" if role == "initiator" else "initiator"
            role = "target" if transitive else role  # who killed them is not who lost them
            meant = [a for a in sides(told[-1], victims)[role] if a.name not in self._side_nouns]
            return meant[0] if len(meant) == 1 else victims
        if victims is not None and (victims.kind != "military" or not victims.id.startswith("generic:")):
            return victims
        if victims is not None and victims == subject(told[-1]):
            return victims
        if victims is None and self._admits(source, loss, scene):
            return self._army(source, loss, scene)
        if victims is None and not transitive and loss.kind in FORCES_LOSE[:2]:
            return None if apart else struck(told[-1], loss, scene)
        if victims is None and (not transitive or loss.kind not in FORCES_LOSE):
            return None
        named = sides(told[-1], victims)
        if transitive and not named["target"]:
            named["target"] = struck_before(told) or opposed(told[-1], source)
        if source is not None and source.kind == "military" and not transitive:
            return source
        hit = named["target"]
        own = {r for r, found in named.items() if source is not None and side(source) in map(side, found)}
        if len(own) == 1:
            hit = named["target" if (own == {"initiator"}) == transitive else "initiator"]
        if victims is not None and victims.name in self._of_state and hit and hit[0].kind not in STATE:
            hit = [a for a in named["initiator"] if a.kind in STATE]  # "击毙5名叛军，2名士兵阵亡"
        return hit[0] if len(hit) == 1 and hit[0].kind != "government" else victims

    def _is_aboard(self, loss: Loss, scene: Scene) -> bool:
        """Whether those lost were on what was struck ("击沉一艘驱逐舰，舰上28人殉职")."""
        return bool(self._aboard.search(scene.view.text, max(loss.start - LONGEST, 0), loss.start))

    def _admits(self, source: Actor | None, loss: Loss, scene: Scene) -> bool:
        """Whether who tells of nameless soldiers lost tells of his own ("承认两名上校阵亡")."""
        if source is None or source.kind not in ARMED_KINDS | {"government"}:
            return False
        before = scene.view.text[max(loss.start - LONGEST, 0) : loss.start]
        mine = scene.view.text[slice(*loss.word)] in self._soldiers
        return mine and bool(self._admitting.search(before))

    def _counted_noun(self, between: list[ViewWord], particles: tuple[str, ...]) -> bool:
        """Whether between a number and the noun of those counted stands but a nation, a particle or a loss."""
        return all(
            word.tag.startswith("ns")
            or word.text in (*particles, *self._of_nation)
            or self.finder.describes(word.text)
            for word in between
        )

    def _may_lose(
        self, mention: ActorMention, scene: Scene, start: int, end: int, *, here: bool, apart: bool
    ) -> bool:
        """Whether somebody before a figure may be who was lost: he neither says so nor did it."""
        view = scene.view
        word = view.before(mention.start)
        if word is not None and word.end == mention.start:
            counted = any(f.end == mention.start for f in self.numerals.find(view.text, start, mention.start))
            nameless = counted and mention.via != "name"
            if (nameless and not here) or word.text in view.syntax.markers["according"]:
                return False
            if word.text in self._excluded:
                return False  # "除袭击者外另有19人死亡"
            if (
                apart
                and word.text in view.syntax.markers["company"]
                and not self._nouns.joined(word, scene, start)
            ):
                return False  # "fought with X, 13 fell"
        if view.text.startswith(self._not_lost, mention.end):
            return False
        if view.marker("speaking", mention.end, min(mention.end + 8, end + 1)):
            return False
        doers = (w for w in view.marker("passive", start, mention.start) if w.end <= mention.start)
        return all(self._nouns.describes(w, mention, scene) for w in doers)
