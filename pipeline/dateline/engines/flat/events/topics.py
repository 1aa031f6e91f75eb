"""Whom a clause is about, and whom the next one that names nobody goes on with."""

from __future__ import annotations

from dateline.engines.events.lexicon import Behaviour
from dateline.engines.flat.actors.anaphora import implied
from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.events.frames import Frame
from dateline.engines.flat.events.groups import Group, GroupReader
from dateline.engines.flat.events.parts import Parts
from dateline.engines.flat.numerals import Figure, Numerals
from dateline.engines.flat.scene import Scene
from dateline.engines.flat.view import Word
from dateline.layers import ActorMention

UNREST = ("coup", "riot", "protest")
OFFICE, REJECTION = "leadership_change", "rejection"
UNKNOWN = "x"  # how the tags of words end that the dictionary of the segmenter lacks
ENDING = 2  # words that end a phrase of help: "under" and a comma
HELP = 4  # characters between those who help and the word of help
NEAR = 16  # characters before a word of will in which its owner is named
FEW = 3  # so many or less are those told before ("两人")


class TopicReader(GroupReader):
    """Reads the topics of the clauses of one Doc; a clause that names nobody goes on with that of the last."""

    def __init__(
        self, scene: Scene, behaviour: Behaviour, titles: frozenset[str], numerals: Numerals
    ) -> None:
        super().__init__(scene, titles, numerals)
        self.behaviour = behaviour
        self._people = tuple(scene.view.syntax.markers["people"])
        self._lending = scene.view.syntax.markers["lending"]
        self._lending_all = scene.view.syntax.markers["supporting"]
        self._inside = tuple(scene.view.syntax.markers["amidst"])
        self._houses = tuple(scene.view.syntax.markers["houses"])
        self._speakers: Group = []
        self._proclaims = False  # whether they announced what they do
        self._sender: Group = []  # who sent those whom the last clause was about

    def _helps(self, word: Word) -> bool:
        """Whether a word of help or will ends a phrase that says with whose, or against it."""
        after = self.view.after(word.end)
        under = tuple(self.view.syntax.markers["under"])
        if after is not None and after.start == word.end and after.text.startswith(under):
            return after.text in under or after.tag.endswith(
                UNKNOWN
            )  # "支援下于3日": no word of the dictionary
        owner = next((m for m in reversed(self.scene.actors_in(word.start - NEAR, word.start))), None)
        return owner is not None and owner.end == word.start and self._occasional(owner)

    def _only_will(self, word: Word) -> bool:
        """Whether a word of help or will is a noun here ("应X的请求") or ends a phrase of help."""
        asked = any(
            w.text in self.view.syntax.markers["occasion"]
            for w in self.view.within(word.start - NEAR, word.start)
        )
        owned = self.text[max(word.start - 1, 0)] in self.view.syntax.attributive
        return (asked and owned) or self._helps(word)

    def _mediators(self, groups: list[Group], frame: Frame) -> tuple[Group, list[Group]]:
        """Those who mediate, and the other groups."""
        stops = [self.text.rfind(stop, frame.sentence.start, frame.start) for stop in self.view.syntax.stops]
        start = max(frame.sentence.start, *(at + 1 for at in stops))
        for word in self.view.marker("mediating", start, frame.start):
            for group in self._groups(self.view.clause(frame.sentence, word.start)[0], word.start):
                if self._interposes(group[-1].end, word.start):
                    return group, [g for g in groups if g[0].start != group[0].start]
        return self._presiding(frame), groups

    def _presiding(self, frame: Frame) -> Group:
        """Those of whom the next clause says that they mediate ("双方会谈，由A主持")."""
        after = min(frame.clause[1] + 1, frame.sentence.end - 1)
        start, end = self.view.clause(frame.sentence, after)
        if frame.type not in self.behaviour.level or start < frame.end:
            return []
        agent = next(iter(self.view.marker("agent", start, end)), None)
        for word in self.view.marker("mediating", start, end) if agent and agent.start == start else ():
            groups = self._groups(start, word.start)
            if groups and self._interposes(groups[-1][-1].end, word.start):
                return groups[-1]
        for word in self.view.marker("mediators", start, end):
            groups = self._groups(start, word.start)
            if groups and word.end == end:
                return groups[0]  # "A担任调解人"
        return []

    def _interposes(self, end: int, start: int) -> bool:
        """Whether nothing stands between a mediator and the word for it but how he does it ("由A居间斡旋")."""
        between = self.text[end:start]
        return (
            not between or between in self.view.syntax.markers["interposing"] or self._only_light(end, start)
        )

    def _supporters(self, groups: list[Group], frame: Frame) -> tuple[Group, list[Group]]:
        """Those with whose help it is done ("在法军支援下"), and the other groups."""
        before, _ = self.view.clause(frame.sentence, max(frame.clause[0] - 2, frame.sentence.start))
        words = self.view.marker("supporting", before, frame.start)
        opening = max((w.start for w in words if self._opens_with(w, frame.clause[0])), default=-1)
        words = [w for w in words if w.start >= frame.clause[0] or w.start <= opening]
        found: Group = []
        for word in words:
            if not (self._helps(word) or self._helps_too(word, words)):
                helped = next((g for g in groups if self._beside(word.end, g[0].start)), None)
                helping = [g for g in groups if before <= g[0].start and g[-1].end <= word.start]
                if helped and helping and word.start >= frame.clause[0] and word.text in self._lending:
                    return helping[0], [g for g in groups if g is not helping[0]]  # "A协助B夺回C"
                continue
            for group in reversed(self._groups(self.view.clause(frame.sentence, word.start)[0], word.start)):
                if word.start - group[-1].end <= HELP and not self.view.marker(
                    "at", group[-1].end, word.start
                ):
                    found += group
                    groups = [g for g in groups if g[0].start != group[0].start]
                    break
        return found, groups

    def _opens_with(self, word: Word, start: int) -> bool:
        """Whether nothing follows a word of help before a clause, which it is thus about ("在A支援下，B攻占C")."""
        return word.end <= start and len(self.view.within(word.end, start)) <= ENDING

    def _helps_too(self, word: Word, words: list[Word]) -> bool:
        """Whether a word of help stands in a list with one that ends such a phrase ("在A支援和B协助下")."""
        joined = self.view.followed(word.end, self.view.syntax.markers["list"])
        return joined and any(word.end < w.start <= word.end + NEAR and self._helps(w) for w in words)

    def _bears(self, group: Group, end: int) -> bool:
        """Whether a group only bears on what another does before an offset ("在A的压力下撤军")."""
        under = self.view.under(group[-1].end)
        return (
            under is not None
            and under.start < end
            and self.view.led(group[0].start, self.view.syntax.markers["at"])
        )

    def _occasional(self, mention: ActorMention) -> bool:
        """Whether somebody is only named for what he wills or not ("未经X授权")."""
        opening = self.view.before(mention.start)
        return opening is not None and opening.text in self.view.syntax.markers["occasion"]

    def _topic(self, groups: list[Group], start: int, end: int) -> Group:
        """Who a clause is about: its first actors, or those behind a word that has somebody else act or say so."""
        here = [g for g in groups if start <= g[0].start < end]
        through = self.view.syntax.markers["passing"]
        inner = {
            w.end
            for w in self.view.marker("clausal", start, end)
            if not (w.text in through and here and here[0][0].start < w.start)  # "A经由B向C提供武器"
        }
        if here and here[-1][0].start in inner:
            near = 0 if self._occasional(here[-1][0]) else HELP
            if end - here[-1][-1].end <= near:
                return here[-1]
        causing = [w for w in self.view.marker("causing", start, end) if not self._only_will(w)]
        particle = self.view.syntax.attributive[0]
        causing = [w for w in causing if not self.text.startswith(particle, w.end)]  # "A支持的B"
        causing += [w for w in self.view.marker("sending", start, end) if self._sends(w, here)]
        causing.sort(key=lambda w: w.start)
        speaking = self.view.marker("speaking", start, end)
        cut = max((w.end for w in (*causing, *speaking)), default=None)
        if cut is None or not here:
            return here[0] if here else []
        behind = [g for g in here if g[0].start >= cut]
        if behind:
            return behind[0]
        if causing and causing[-1].end == cut:
            return here[0] if self._ordered(causing[-1], end) else []
        return here[0] if here[0][0].actor.kind in ARMED else []

    def _sends(self, word: Word, groups: list[Group]) -> bool:
        """Whether somebody to act stands right behind a word for sending ("A遣B攻打C")."""
        behind = next((g for g in groups if g[0].start >= word.end), None)
        if behind is None or behind[0].actor.kind not in ARMED | {"person"}:
            return False
        own = behind[0].via == "nominal" and behind[0].actor.kind == "military"  # "派军队攻打": his own
        return not own and self._beside(word.end, behind[0].start)

    def _ordered(self, word: Word, end: int) -> bool:
        """Whether somebody orders at once what is done to others: his act ("下令处死 X")."""
        behind = self.scene.actors_in(end, end + 8)
        return word.text in self.view.syntax.markers["ordering"] and bool(behind) and word.end == end

    def _carry(self, frame: Frame, parts: Parts) -> None:
        """A clause that names nobody in its place is about whom the clause before was about."""
        scene, sense = self.scene, frame.sense
        own = parts.object if parts.passive else parts.subject
        if own:
            if sense.reporting or frame.type in self.behaviour.spoken:
                scene.spoken = own
            if self._occasional(own[0]):
                about = self._groups(frame.clause[0], own[0].start)
                scene.topic = about[0] if about else scene.topic
            elif self._bears(own, frame.clause[1]):
                about = self._groups(frame.clause[0], own[0].start)
                scene.topic = about[0] if about else scene.topic  # "A在B授权下行动，…"
                if frame.type in self.behaviour.two_sided and not (parts.object or about):
                    parts.object = [implied(m) for m in scene.topic]  # "在A追击下越境"
            elif parts.described or (frame.type in self.behaviour.absorbed and self._tolled(frame)):
                pass  # "造成20人死亡，随后被击毙"
            elif self._sent(frame, own):
                scene.topic, scene.company = own, []
                self._sender = next(iter(self._groups(frame.clause[0], own[0].start)), [])
            elif not self._caused(frame):
                scene.topic = own if self._may_act_on(frame, own) else []
                scene.spoken = scene.spoken if scene.topic else own
                scene.company = parts.company if sense.company != "target" else []
            return
        if (
            self._caused(frame)
            or self._granted(frame) is not None
            or self._spreads(frame)
            or self._brings(frame)
            or (not (parts.passive or parts.disposed) and self._stranger(frame))
            or parts.spoken
            or parts.inner
            or sense.losers
            or (sense.subject == "target" and self._tolled(frame))
            or (sense.subject == "target" and frame.type in self.behaviour.tolls and self._counted(frame))
        ):
            return
        if self._broke_out(frame):
            return
        topic = (
            (self._speaks_on(frame) and self._speakers)
            or self._appointing(frame)
            or scene.topic
            or (scene.spoken if frame.type in self.behaviour.spoken and self._spoke_here(frame) else [])
            or self._announcing(frame)
        )
        if frame.type == OFFICE and sense.subject == "target":
            topic = [m for m in topic if m.actor.kind not in ARMED]  # forces win no office
        if self._only_says(frame):
            topic = [m for m in topic if m.actor.kind in ARMED]
        helpers = {m.actor.id for m in (*parts.mediator, *parts.supporter)}
        carried = [implied(m) for m in topic if m.actor.id not in helpers]
        if parts.passive:
            parts.object = [] if self._another(frame) or self._unnamed(frame) else carried
        elif sense.subject not in (None, "place"):
            parts.subject = carried
            if self._level(frame) and not (parts.company or parts.object):
                parts.company = [implied(m) for m in scene.company]

    def _spreads(self, frame: Frame) -> bool:
        """Whether a clause opens with unrest of which it says what became of it ("起义随即蔓延")."""
        opens = frame.type in UNREST and frame.start == frame.clause[0]
        after = self.view.after(frame.end)
        return opens and after is not None and after.start == frame.end and after.tag[:1] in "dv"

    def _granted(self, frame: Frame) -> Word | None:
        """The word behind which it is but asked what somebody else then does ("应各方请求出兵")."""
        if frame.type not in self.behaviour.asked:
            return None
        words = self.view.marker("occasion", frame.clause[0], frame.start)
        return words[-1] if words else None

    def _broke_out(self, frame: Frame) -> bool:
        """Whether a fight is only told to have come about at a place ("萨拉热窝同日爆发枪战"), a blow anywhere."""
        came = tuple(self.view.syntax.markers["emerging"])
        words = self.view.within(frame.clause[0], frame.start)
        comes = self.text.startswith(came, frame.start) or any(w.text in came for w in words)
        placed = bool(self.scene.places_in(frame.clause[0], frame.clause[0] + 1))
        level = frame.type in (*self.behaviour.level, *UNREST)
        return comes and (placed if level else frame.type in self.behaviour.violent)

    def _only_says(self, frame: Frame) -> bool:
        """Whether who goes on only says so ("…赶到前线，宣告该市已获解放")."""
        says = self.view.marker("speaking", frame.clause[0], frame.start)
        return (
            bool(says)
            and frame.type not in self.behaviour.spoken | self.behaviour.announced
            and not frame.sense.reporting
        )

    def _hear(self, start: int, end: int) -> None:
        """Keeps who speaks in a clause."""
        spoken = self.view.marker("speaking", start, end)
        groups = self._groups(start, spoken[0].start) if spoken else []
        if groups:
            self._speakers = groups[0]
            self._proclaims = spoken[0].text in self.view.syntax.markers["announcing"]

    def _speaks_on(self, frame: Frame) -> bool:
        """Whether a clause that names nobody goes on with what a speaker says or does in saying it ("，并指责…")."""
        start = frame.clause[0]
        first = self.view.word(start)
        joined = first.text in self.view.syntax.markers["moreover"]
        speech = frame.type in self.behaviour.spoken or bool(self.view.marker("speaking", start, frame.start))
        does = self._proclaims and frame.type in self.behaviour.yielding  # "宣布停火，并后撤"
        return joined and (speech or does)

    def _appointing(self, frame: Frame) -> Group:
        """Who gives an office in a clause that is joined to one in which he sent others ("A派B南下，并起用C")."""
        gives = frame.type == OFFICE and frame.sense.subject == "initiator" and frame.sense.object == "target"
        joined = self.view.word(frame.clause[0]).text in self.view.syntax.markers["moreover"]
        near = bool(self._sender) and self._sender[0].sentence == frame.sentence.index
        return self._sender if gives and joined and near else []

    def _announcing(self, frame: Frame) -> Group:
        """The government that announced what a clause of the sentence before tells: it goes on with acts of state."""
        acts = frame.type in self.behaviour.announced and frame.sense.subject == "initiator"
        speaks = bool(self._speakers) and self._speakers[0].actor.kind == "government"
        return self._speakers if acts and speaks and frame.clause[0] > self._speakers[0].end else []

    def _stranger(self, frame: Frame) -> bool:
        """Whether the clause opens with people who are no actor known ("余敌逃走", "三万人逃走"): they did it."""
        aims = self.view.marker("aim", frame.clause[0], frame.start)
        if aims and frame.type in self.behaviour.yielding and self._town_opens(frame, aims[0].start):
            return True  # "该城遂向A投降"
        subject = self.view.before(aims[0].start) if aims else None
        if subject is not None and self._noun_before(max(subject.start, frame.clause[0]), aims[0].start):
            return True  # "土邦大君向印度求援"
        found = self.numerals.find(self.text, frame.clause[0], frame.start)
        counts = {f.start for f in found if f.people and ((f.best or 0) > FEW or self._several(f))}
        for word in self.view.within(frame.clause[0], frame.start):
            if word.text in self.view.syntax.markers["disposal"]:
                return False  # "并将其中五人杀害"
            if word.start in counts:
                return True
            leads = word.text in self.view.syntax.markers["existing"]
            if leads or word.start in self.scene.taken or word.tag[:1] in "dmqcbatfrsux":
                continue
            return word.text.endswith(self._people)
        return False

    def _town_opens(self, frame: Frame, end: int) -> bool:
        """Whether a clause opens with a place and nothing but adverbs before an offset: those who held it do it."""
        start = frame.clause[0]
        return any(
            self._only_light(self.scene.places[i].end, end) for i in self.scene.places_in(start, start + 1)
        )

    def _several(self, figure: Figure) -> bool:
        """Whether people of no certain number are counted ("多人"), and no things ("数枚炸弹")."""
        after = self.view.after(figure.end)
        thing = after is not None and after.tag[:1] == "n" and not after.text.endswith(self._people)
        return figure.high is None and not thing

    def _another(self, frame: Frame) -> bool:
        """Whether a noun that is no actor known stands before a passive marker: it is done to it ("该城被A攻占")."""
        marked = self.view.marker("passive", frame.clause[0], frame.start)
        end = marked[-1].start if marked else frame.start
        places = [self.scene.places[i] for i in self.scene.places_in(frame.clause[0], end)]
        before = self.view.within(frame.clause[0], places[-1].start) if places else []
        ruled = any(w.tag[:1] == "p" for w in before)
        taken = bool(places) and not ruled and self._only_light(places[-1].end, end)
        return taken or self._noun_before(frame.clause[0], end)

    def _unnamed(self, frame: Frame) -> bool:
        """Whether it is done to a number of people without a name ("还有30人被绑走"), and not to somebody with them."""
        markers, start = self.view.syntax.markers, frame.clause[0]
        figures = (f for f in self.numerals.find(self.text, start, frame.start) if f.people)
        return any(not self.view.led(f.start, markers["company"] | markers["commanding"]) for f in figures)

    def _noun_before(self, start: int, end: int) -> bool:
        """Whether a noun that is no actor known, and stands behind no preposition, is between two offsets."""
        words = self.view.within(start, end)
        for before, word in zip([None, *words], words, strict=False):
            ruled = before is not None and before.tag[:1] == "p"  # "在机场遭扣押"
            known = word.start in self.scene.taken or word.text.endswith(self._people)
            if word.tag[:1] == "n" and not (known or ruled):
                return True
        return False

    def _brings(self, frame: Frame) -> bool:
        """Whether a noun only stands before what it cost ("袭击已导致3人死亡"): the speaker did not do it."""
        at, markers = frame.end, self.view.syntax.markers
        after = self.view.after(at)
        while after is not None and after.start == at and after.text in markers["summing"]:
            at, after = after.end, self.view.after(after.end)
        return after is not None and after.start == at and after.text in markers["bringing"]

    def _counted(self, frame: Frame) -> bool:
        """Whether the clause counts unnamed people ("50万人丧生")."""
        return any(f.people for f in self.numerals.find(self.text, frame.clause[0], frame.clause[1]))

    def _spoke_here(self, frame: Frame) -> bool:
        return bool(self.scene.spoken) and self.scene.spoken[0].sentence == frame.sentence.index

    def _caused(self, frame: Frame) -> bool:
        """Whether somebody is told to do it who is not named."""
        words = self.view.marker("causing", frame.clause[0], frame.start)
        return any(not (self._only_will(word) or self._describes(word, frame)) for word in words)

    def _describes(self, word: Word, frame: Frame) -> bool:
        """Whether a word for having others act only opens the description of the doer ("支持A的B攻入X")."""
        here = self.scene.actors_in(word.end, frame.start)
        particle = self.view.syntax.attributive[0]
        opens = self._only_light(frame.clause[0], word.start) and word.text in self._lending_all
        return opens and any(m.start > word.end and self.text[m.start - 1] == particle for m in here)

    def _tolled(self, frame: Frame) -> bool:
        """Whether a loss is only told as what an act cost."""
        return bool(self.view.marker("bringing", frame.clause[0], frame.start))

    def _sent(self, frame: Frame, group: Group) -> bool:
        """Whether somebody sends these to do it: they go on ("A命B夜袭C，斩D")."""
        words = self.view.marker("sending", frame.clause[0], group[0].start)
        return bool(words) and self._sends(words[-1], [group])

    def _may_act_on(self, frame: Frame, group: Group) -> bool:
        """Whether the next clause may be about these: not about a speaker without arms, but about what he says."""
        if frame.type == REJECTION and frame.end == frame.clause[1]:
            return True  # "A予以否认，随后炮击B"
        cues = self.view.marker("speaking", group[-1].end, frame.clause[1])
        speaks = frame.sense.reporting or any(word.start != frame.start for word in cues)
        return not speaks or group[0].actor.kind in ARMED

    def _pass_over(self, start: int, end: int) -> None:
        """A clause without a trigger: the next may be about its first actors."""
        groups = self._groups(start, end)
        if not groups or self.view.syntax.dateline.match(self.text, start, end):
            return
        first = self.view.before(groups[0][0].start)
        done_to = self.view.syntax.markers["passive"] - self.view.syntax.markers["inner"]
        if first is not None and first.start > start and first.text in done_to:
            self.scene.topic = []  # whom they did it to goes on
            return
        speaking = self.view.marker("speaking", groups[0][-1].end, end)
        if speaking and groups[0][0].actor.kind not in ARMED:
            self.scene.topic = []
            self.scene.spoken = groups[0]
        elif not self.view.marker("aim", start, groups[0][0].start):
            self.scene.topic, self.scene.company = groups[0], []
            for word in self.view.marker("company", start, end):
                beside = next((g for g in groups[1:] if self._beside(word.end, g[0].start)), None)
                self.scene.company = beside or self.scene.company

    def _level(self, frame: Frame) -> bool:
        return frame.type in self.behaviour.level
