"""Says who vouches for what without a parse: a cue vouches for what follows it in its sentence."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from dateline import data
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.source_cues import ORDER, Cue, CueFinder
from dateline.layers import Actor, ActorMention, Assertion, Event, Sentence, Status
from dateline.patterns import any_of

UNREAL = frozenset({"negated", "planned", "requested", "hypothetical"})
WANTED = frozenset({"planned", "requested"})
SAID = frozenset({"claimed", "alleged", "denied"})
SAID_HERE = 4  # characters behind a cue in its clause from which it holds what is said
NEAR = 4  # characters before an event in which a word may say that it came about all the same
FAILED = 12  # characters behind an event in which words may say that it came to nothing
FURTHER = 24  # the same within its clause
BODY = 16  # characters of the name of a body before its spokesman


def _opens(cue: Cue, scene: Scene, sentence: Sentence) -> bool:
    """Whether nobody is named before a cue in its clause: it goes on with the speaker of the clause before."""
    start, _ = scene.view.clause(sentence, cue.start)
    return not scene.actors_in(start, cue.start)


class Sources:
    """The cues of a language."""

    def __init__(self, table: dict[str, Any]) -> None:
        # Acts of speech are themselves asserted where the narrator says that they were made.
        self._spoken = Behaviour.load().spoken
        self._finder = CueFinder(table)
        self._describing = frozenset(table["claimed"]["describing"])
        self._laying = frozenset(table["claimed"]["laying"])
        self._orders = frozenset(table["claimed"]["orders"])
        self._told = re.compile(table["nouns"]["told"])
        self._news = re.compile(table["nouns"]["news"])
        self._performs = [
            (frozenset(row["words"]), frozenset(row["types"]), row.get("near", False))
            for row in table["performs"]
        ]
        self._announce = frozenset(table["announced"]["words"])
        self._announced = frozenset(table["announced"]["types"])
        self._done = re.compile(any_of(table["announced"]["done"]))
        self._closed = frozenset([*table["claimed"]["closed"], *table["denied"]["words"]])
        self._in_return = tuple(table["planned"]["in_return"])
        self._ahead = frozenset(table["planned"]["ahead"])
        self._goes_on = tuple(table["planned"]["goes_on"])
        self._so_that = tuple(table["planned"]["so_that"])
        self._spokes = frozenset(table["claimed"]["spokes"])
        self._motions = re.compile(table["requested"]["motions"])
        self._more = re.compile(table["announced"]["more"])
        self._brief = frozenset(table["announced"]["brief"])
        self._failed = re.compile(any_of(table["failed"]["words"]))
        self._attempts = frozenset(table["failed"]["attempts"])
        self._thwarted = re.compile(rf"[^，。；]*{table['failed']['thwarted']}")
        self._nouns: dict[Status, re.Pattern[str]] = {
            status: re.compile(table["nouns"][status]) for status in ORDER if status in table["nouns"]
        }
        self._settled = frozenset(table["nouns"]["settled"])
        self._handled = re.compile(table["nouns"]["handled"])
        self._obeyed = re.compile(table["obeyed"]["words"])
        self._known = {place: re.compile(pattern) for place, pattern in table["known"].items()}
        self._outcome = re.compile(table["obeyed"]["outcome"])
        self._postponed = re.compile(table["coming"]["postponed"])
        self._coming = re.compile(table["coming"]["words"])
        self._reasons = re.compile(any_of(table["reason"]["words"]))
        self._void = frozenset(table["void"]["words"])
        self._without = re.compile(table["void"]["without"])

    @classmethod
    @lru_cache(maxsize=4)
    def load(cls, lang: str) -> Sources:
        """The cues of a language, from models/<lang>/assertion.toml."""
        return cls(data.load_toml(lang, "assertion.toml"))

    def read(self, scene: Scene, sentences: list[Sentence], events: list[Event]) -> list[Assertion]:
        """The assertion of each event."""
        cues: dict[int, list[Cue]] = {}
        out = []
        for event in events:
            sentence = sentences[event.sentence]
            if sentence.index not in cues:
                cues[sentence.index] = self._finder.cues(scene, sentence)
            out.append(self._assertion(event, scene, sentence, cues[sentence.index]))
        return out

    def _assertion(self, event: Event, scene: Scene, sentence: Sentence, cues: list[Cue]) -> Assertion:
        text, clause = scene.view.text, scene.view.clause(sentence, event.start)[0]
        if text[event.start : event.end] in self._void or self._without.search(text[clause : event.start]):
            return Assertion("negated")
        before = [c for c in cues if c.end <= event.start and self._reaches(c, event, cues, scene, sentence)]
        done = [c for c in before if self._performed(c, event, scene, sentence)]
        before = [
            c for c in before if c not in done and not self._left(c, done, event, cues, scene, sentence)
        ]
        before += self._reports(event, clause, text)
        noun = self._noun(event, clause, text)
        if noun is not None:
            failed = noun == "planned" and self._failed.search(text, event.end, event.end + FURTHER)
            return Assertion("negated" if failed else noun)
        if event.type not in self._spoken and self._coming.match(text, event.end, sentence.end):
            return Assertion("planned")
        unreal = [c for c in before if c.status in UNREAL and not self._of_another(c, event, scene)]
        said = [c for c in before if c.status in SAID and not c.counting and event.type not in self._spoken]
        if unreal:
            cue = self._last(unreal, scene, sentence)
            source = self._speaker(scene, sentence, cue) if cue.status in ("planned", "requested") else None
            if source is None and said:
                source = self._speaker(scene, sentence, said[-1])
            if cue.status == "planned" and said and self._denies(said[-1], cue, scene, sentence):
                return Assertion("denied", source, (said[-1].start, said[-1].end))
            if said and self._lays(said[-1], cue, scene, sentence):
                cue = said[-1]
                return Assertion(cue.status, self._speaker(scene, sentence, cue), (cue.start, cue.end))
            if cue.status == "planned" and self._was_obeyed(cue, event, text, sentence):
                return Assertion("asserted")
            status = cue.status
            if status == "planned" and self._came_to_nothing(cue, event, scene, sentence):
                status, source = "negated", None
            return Assertion(status, source, (cue.start, cue.end))
        announces = self._finder.kinds["claimed"].pattern.fullmatch(text, event.start, event.end)
        if not announces and self._postponed.match(text, event.end, sentence.end):
            return Assertion("planned")
        if said and not self._is_known(event, text):
            cue = said[-1]
            if self._to_come(cue, event, scene, sentence):
                return Assertion("planned", self._speaker(scene, sentence, cue), (cue.start, cue.end))
            return Assertion(cue.status, self._speaker(scene, sentence, cue), (cue.start, cue.end))
        return Assertion("asserted")

    def _is_known(self, event: Event, text: str) -> bool:
        """Whether only the toll of a fight is told that took place anyway ("联合国称，这场战斗造成九人死亡")."""
        told = self._known["after"].match(text, event.end)
        known = self._known["before"].search(text, max(event.start - NEAR, 0), event.start)
        return bool(told and (known or self._known["named"].search(text, event.start, event.end)))

    def _was_obeyed(self, cue: Cue, event: Event, text: str, sentence: Sentence) -> bool:
        """Whether what follows tells that what was planned or ordered was carried out."""
        ordered = text[cue.start : cue.end] in self._orders
        outcome = ordered and self._outcome.match(text, event.end, sentence.end)
        return bool(outcome or self._obeyed.match(text, event.end, sentence.end))

    def _reports(self, event: Event, clause: int, text: str) -> list[Cue]:
        """The news that somebody spreads of what happened ("发布了攻占该镇的消息")."""
        told = self._told.search(text, clause, event.start)
        if told is None or event.type in self._spoken or not self._news.match(text, event.end):
            return []
        return [Cue(*told.span(), "claimed")]

    def _lays(self, said: Cue, order: Cue, scene: Scene, sentence: Sentence) -> bool:
        """Whether an order is what somebody is charged with or avows ("承认下令处决战俘")."""
        text = scene.view.text
        here = said.end <= order.start < scene.view.clause(sentence, said.start)[1]
        return (
            here
            and text[said.start : said.end] in self._laying
            and text[order.start : order.end] in self._orders
        )

    @staticmethod
    def _left(
        cue: Cue, done: list[Cue], event: Event, cues: list[Cue], scene: Scene, sentence: Sentence
    ) -> bool:
        """Whether the narrator has gone on to somebody else's words, or to what the speaker himself did by his.

        "A指控…，B否认，并出动战机轰炸": the raid is nobody's claim; "指责…，宣布退出谈判": the speaker withdrew.
        """
        if cue.status not in SAID:
            return False
        end = scene.view.clause(sentence, cue.start)[1]
        if any(c.start >= end and _opens(c, scene, sentence) for c in done):
            return True
        between = [c for c in cues if c.status in SAID and end <= c.start and c.end <= event.start]
        return any(not _opens(c, scene, sentence) for c in between)

    def _noun(self, event: Event, clause: int, text: str) -> Status | None:
        """What a noun behind an act says that it was only ("拒绝了撤军的提议"), where something is done with that."""
        if event.type in self._spoken | self._settled or not self._handled.search(text, clause, event.start):
            return None
        return next((status for status, noun in self._nouns.items() if noun.match(text, event.end)), None)

    def _came_to_nothing(self, cue: Cue, event: Event, scene: Scene, sentence: Sentence) -> bool:
        """Whether the words behind say that what was planned or tried did not come about."""
        text, word = scene.view.text, scene.view.text[cue.start : cue.end]
        stop = min(max(scene.view.clause(sentence, event.start)[1], event.end + FAILED), event.end + FURTHER)
        tried = word in self._attempts and self._thwarted.match(text, event.end, sentence.end)
        return bool(tried) or bool(self._failed.search(text, event.end, min(stop, sentence.end)))

    @staticmethod
    def _denies(said: Cue, cue: Cue, scene: Scene, sentence: Sentence) -> bool:
        """Whether an order itself is denied ("否认曾下令屠杀")."""
        return said.status == "denied" and said.end <= cue.start < scene.view.clause(sentence, said.start)[1]

    @staticmethod
    def _last(unreal: list[Cue], scene: Scene, sentence: Sentence) -> Cue:
        """The cue that holds: the last, but of an order that is asked for what asks for it ("要求总统下令撤军")."""
        cue = unreal[-1]
        if cue.status == "planned":
            start, _ = scene.view.clause(sentence, cue.start)
            asked = [c for c in unreal if c.status == "requested" and c.start >= start]
            cue = asked[-1] if asked else cue
        return cue

    def _performed(self, cue: Cue, event: Event, scene: Scene, sentence: Sentence) -> bool:
        """Whether an act is done in being said."""
        word = scene.view.text[cue.start : cue.end]
        here = event.start < scene.view.clause(sentence, cue.start)[1]
        return any(
            word in words and event.type in types and (here or not near)
            for words, types, near in self._performs
        )

    def _to_come(self, cue: Cue, event: Event, scene: Scene, sentence: Sentence) -> bool:
        """Whether somebody announces what he is going to do ("宣布撤军")."""
        text = scene.view.text
        return (
            event.type in self._announced
            and text[cue.start : cue.end] in self._announce
            and event.start < scene.view.clause(sentence, cue.start)[1]
            and not self._done.search(text, cue.end, event.start)
        )

    @staticmethod
    def _of_another(cue: Cue, event: Event, scene: Scene) -> bool:
        """Whether what is denied is only an attribute of the event ("an accord to stop the fighting").

        Or something without which it came about ("attacked without having declared war").
        """
        view = scene.view
        between = view.text[cue.end : event.start]
        return cue.status == "negated" and (
            view.syntax.attributive[0] in between
            or bool(view.marker("nonetheless", max(cue.end, event.start - NEAR), event.start))
        )

    def _reaches(self, cue: Cue, event: Event, cues: list[Cue], scene: Scene, sentence: Sentence) -> bool:
        view = scene.view
        if view.text[cue.start : cue.end] in self._describing:
            end = view.clause(sentence, cue.start)[1]
            attribute = view.text.find(view.syntax.attributive[0], cue.end, end)
            return event.start < (end if attribute < 0 else attribute)
        resetting = view.marker("resetting", cue.end, event.start) if cue.status in UNREAL else []
        if any(word.start not in scene.taken for word in resetting):
            return False  # "企图突围时被击毙"
        if cue.status in UNREAL and self._reasons.search(view.text, cue.end, event.start):
            return False
        if self._finder.kinds[cue.status].reach == "clause":
            return event.start < self._clause_end(cue, scene, sentence)
        if view.text[cue.start : cue.end] in self._closed and view.breaks(cue.end):
            return False  # "俄乌互相指责，居民被迫撤离"
        if event.start >= self._stop(cue, cues, scene, sentence):
            return False
        # "A announced an operation, B invaded": what is announced stands in the clause of the cue.
        end = view.clause(sentence, cue.start)[1]
        start = view.clause(sentence, event.start)[0]
        moved = self._moves_on(cue.end, start, event.start, scene) or self._turns(cue, start, scene)
        if (
            cue.status in ("claimed", "alleged")
            and start >= end
            and (moved or self._ends(cue, event, start, scene, sentence))
        ):
            return False
        said = end - cue.end >= SAID_HERE and scene.actors_in(start, event.start)
        return not (
            cue.status == "claimed"
            and start >= end
            and said
            and self._speaker_is_other(cue, said, scene, sentence)
        )

    @staticmethod
    def _stop(cue: Cue, cues: list[Cue], scene: Scene, sentence: Sentence) -> int:
        """Where what is said ends: at the next stop, or what stands behind that too, where nobody else speaks there.

        So only where the whole sentence is opened as what was said ("军方称，…；撤退途中，…").
        """
        stop = scene.view.stop_after(cue.end, sentence)
        opens = cue.status == "claimed" and scene.view.breaks(cue.end)
        alone = not any(c.start > stop and c.status in SAID for c in cues)
        return sentence.end if opens and alone else stop

    def _clause_end(self, cue: Cue, scene: Scene, sentence: Sentence) -> int:
        """Where the clause of a cue ends, or the motion in which it is asked.

        With what is planned in return ("将释放人质，以换取B释放囚犯"), or to follow ("将前往巴黎，与总统会谈"), or
        what it is for ("呼吁停火，让平民撤离").
        """
        end = scene.view.clause(sentence, cue.start)[1]
        if cue.status == "requested" and (motion := self._motions.search(scene.view.text, cue.end, end)):
            return motion.start()
        text, start = scene.view.text, cue.start
        more = self._in_return if cue.status == "planned" else ()
        more += self._goes_on if cue.status == "planned" and text[start : cue.end] in self._ahead else ()
        more += self._so_that if cue.status in WANTED else ()
        while more and end < sentence.end and text.startswith(more, end + 1):
            end = scene.view.clause(sentence, end + 1)[1]
        return end

    def _ends(self, cue: Cue, event: Event, start: int, scene: Scene, sentence: Sentence) -> bool:
        """Whether what was announced ends with its clause: the one of the event opens with something else."""
        if self._goes_on_announcing(cue, start, scene, sentence):
            return False
        return self._over(cue, start, scene, sentence) or (start < event.start and self._is_brief(cue, scene))

    def _goes_on_announcing(self, cue: Cue, start: int, scene: Scene, sentence: Sentence) -> bool:
        """Whether all clauses from what was announced up to a later one count up more of it ("93人遇难")."""
        at = scene.view.clause(sentence, cue.start)[1] + 1
        while at <= start and self._more.match(scene.view.text, at, sentence.end):
            at = scene.view.clause(sentence, at)[1] + 1
        return at > start

    def _over(self, cue: Cue, start: int, scene: Scene, sentence: Sentence) -> bool:
        """Whether a whole clause stands between what was announced and a later one."""
        return self._is_brief(cue, scene) and start > scene.view.clause(sentence, cue.start)[1] + 1

    def _is_brief(self, cue: Cue, scene: Scene) -> bool:
        """Whether a cue holds for its own clause: it announces, and no break stands right behind."""
        return scene.view.text[cue.start : cue.end] in self._brief and not scene.view.breaks(cue.end)

    def _turns(self, cue: Cue, start: int, scene: Scene) -> bool:
        """Whether a clause goes against what was announced ("X announced that it was won, but fighting went on")."""
        word = scene.view.text[cue.start : cue.end]
        return word in self._announce and bool(scene.view.marker("contrasting", start, start + 1))

    @staticmethod
    def _moves_on(said: int, start: int, at: int, scene: Scene) -> bool:
        """Whether the narrator goes on in a clause behind one that holds what was said.

        The clause tells what came of it ("X announced …, protests then broke out") or happened some time after.
        """
        view = scene.view
        if view.breaks(said):
            return False
        later = [w for w in view.marker("succeeding", start, at) if w.start > start]
        dated = [scene.timexes[i] for i in scene.times_in(start, start + 1)]
        behind = bool(dated) and view.text[start : dated[0].end].endswith(tuple(view.syntax.after))
        return bool(later) or behind

    def _speaker_is_other(
        self, cue: Cue, actors: list[ActorMention], scene: Scene, sentence: Sentence
    ) -> bool:
        speaker = self._speaker(scene, sentence, cue)
        return speaker is None or all(m.actor.id != speaker.id for m in actors)

    def _speaker(self, scene: Scene, sentence: Sentence, cue: Cue) -> Actor | None:
        """Who stands before the cue: the last actor of its clause that it is not said to, else of a clause before."""
        if cue.according:
            return cue.source
        end, own = cue.start, scene.view.clause(sentence, cue.start)[0] < cue.start
        if cue.status == "alleged":  # "据报": nobody says so, unless he stands beside the word
            start, _ = scene.view.clause(sentence, max(end - 1, sentence.start))
            beside = [m for m in scene.actors_in(start, end) if m.end == end]
            return beside[0].actor if beside else None
        while end > sentence.start:
            start, _ = scene.view.clause(sentence, end - 1)
            here = [m for m in scene.actors_in(start, end) if not self._addressed(m, scene)]
            here = [
                m for m, after in zip(here, [*here[1:], None], strict=False) if not self._of(m, after, scene)
            ]
            if here:
                return self._behind(here[-1 if own else 0], scene)
            end, own = min(start, end - 1), False
        return None

    @staticmethod
    def _of(mention: ActorMention, after: ActorMention | None, scene: Scene) -> bool:
        """Whether somebody only says whose the next one is, or what he is like ("其律师", "不满政府的军人")."""
        if after is None:
            return False
        joined = mention.via == "pronoun" and mention.end == after.start
        between = scene.view.text[mention.end : after.start]
        return joined or between == scene.view.syntax.attributive[0]

    def _behind(self, mention: ActorMention, scene: Scene) -> Actor:
        """Who speaks: the body right before a nameless spokesman of it ("军方发言人")."""
        if mention.via == "nominal" and mention.actor.name in self._spokes:
            body = list(scene.actors_in(max(mention.start - BODY, 0), mention.start))
            if body and body[-1].end == mention.start:
                return body[-1].actor
        return mention.actor

    @staticmethod
    def _addressed(mention: ActorMention, scene: Scene) -> bool:
        """Whether something is only said to or about somebody ("对 X 表示")."""
        return scene.view.led(mention.start, scene.view.syntax.markers["aim"])

    def speaker(self, scene: Scene, sentence: Sentence, at: int) -> Actor | None:
        """Who gives what stands at `at`, where a cue before it says so."""
        cues = [
            c
            for c in self._finder.cues(scene, sentence)
            if c.end <= at and c.status in ("claimed", "alleged")
        ]
        cues = [c for c in cues if at < scene.view.stop_after(c.end, sentence)]
        start = scene.view.clause(sentence, at)[0]
        cues = [c for c in cues if not self._over(c, start, scene, sentence)]
        return self._speaker(scene, sentence, cues[-1]) if cues else None
