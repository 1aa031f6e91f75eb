"""Actors side by side that a list joins, and who of them a title, a particle or a number only describes."""

from __future__ import annotations

from dateline.engines.flat.actors.anaphora import GROUPS
from dateline.engines.flat.actors.camps import ARMED
from dateline.engines.flat.numerals import Numerals
from dateline.engines.flat.scene import Scene
from dateline.layers import ActorMention

BESIDE = "mqxnfsua"  # first letters of the tags of words that may describe them
COUNTED = 8  # characters between a marker and the actors whose number stands behind it
DESCRIPTION = 12  # characters between a body and the person who holds an office of it
PAIR = 2  # words between two who are joined, where a title or a mark is one of them
RELATIVE = 4  # words between who did something to others and these ("A训练并武装的B")
COMMANDING = 12  # characters between a commander and those whom he leads
CIVIL = ("civilians", "ethnic_group")
BODIES = ARMED | {"government", "international_organisation"}

Group = list[ActorMention]


class GroupReader:
    """Reads the groups of the actors of one Doc."""

    def __init__(self, scene: Scene, titles: frozenset[str], numerals: Numerals) -> None:
        self.numerals = numerals
        self.scene, self.view, self.text = scene, scene.view, scene.view.text
        self._endings = tuple(titles)
        self._men = tuple(scene.view.syntax.markers["people"])
        self._named_by = (*titles, *scene.view.syntax.markers["kin"])

    def _groups(self, start: int, end: int) -> list[Group]:
        out: list[Group] = []
        for mention in self.scene.actors_in(start, end):
            if out and self._described(self.text[out[-1][-1].end : mention.start], mention.start):
                out[-1] = [*_beside_body(out[-1]), mention]  # "the French colonel X": X
            elif out and self._speaks_for(out[-1][-1], mention):
                out[-1] = [*_beside_body(out[-1]), mention]  # "the foreign minister X", "an army spokesman"
            elif out and self._men_of(out[-1][-1], mention):
                continue  # "its fighters": the group itself
            elif self._is_source(mention):
                continue
            elif out and self._part_of(out[-1][-1], mention):
                out[-1][-1] = mention  # "the fleet of the navy", "Christian militia"
            elif out and self._summed(out[-1], mention):
                continue  # "the armies of the four nations A, B, C and D": these
            elif out and self._called(out[-1][-1], mention):
                out[-1][-1] = mention  # "the rebels “X”": X
            elif out and self._owned(out[-1][-1], mention):
                if not self._own_men(out[-1][-1], mention):
                    plain = self.text[out[-1][-1].end : mention.start] in self.view.syntax.attributive
                    kept = _beside_owner(out[-1]) if plain else self._met(out[-1])
                    out[-1] = [*kept, mention]  # "soldiers of the government": the soldiers
            elif out and self._joined(out[-1][-1], mention):
                out[-1].append(mention)
            else:
                out.append([mention])
        return out

    def _described(self, between: str, end: int) -> bool:
        """Whether what stands between two actors makes the first describe the second: it ends in a title."""
        between = between.lstrip(self.view.syntax.close)
        if between in self.view.syntax.markers["members"]:
            return True  # "a member of the group, X": X
        if len(between) > DESCRIPTION or not between.endswith(self._named_by):
            return False
        return not any(w.tag[:1] in "vpcx" for w in self.view.within(end - len(between), end))

    def _speaks_for(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether a body or a title stands right before the person who holds it."""
        if one.end != other.start or other.actor.kind != "person":
            return False
        young = one.via == "nominal" and one.actor.kind == "civilians" and other.via == "name"
        return other.via == "nominal" or young or one.actor.name.endswith(self._endings)

    @staticmethod
    def _men_of(one: ActorMention, other: ActorMention) -> bool:
        """Whether a noun for fighters stands right behind the pronoun or the name of whose they are."""
        if one.end != other.start or other.via != "nominal" or other.actor.kind not in ARMED:
            return False
        return (one.via == "name" and one.actor.kind in BODIES) or (
            one.via == "pronoun" and one.actor.kind in ARMED
        )

    def _part_of(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether a force stands right behind the people or the greater force that it is of, or its followers do."""
        if self.text[other.start] in self.view.syntax.open:
            return False  # a ship: both are named
        beside = one.end == other.start and other.actor.kind in ARMED and one.via != "pronoun"
        people = one.actor.kind in CIVIL and other.actor.kind in GROUPS
        country = other.actor.country is not None and one.actor.country in (other.actor.country, None)
        if one.end == other.start and other.actor.name in self.view.syntax.markers["followers"]:
            return True  # "军方支持者": they are not the army
        whole = people or (one.actor.kind in ARMED and one.via == other.via == "name" and country)
        return beside and whole

    def _summed(self, group: Group, mention: ActorMention) -> bool:
        """Whether a noun for forces stands behind how many nations a list has named ("A、B和C三国军队")."""
        between = self.text[group[-1].end : mention.start]
        return len(group) > 1 and mention.via == "nominal" and between in self.view.syntax.markers["nations"]

    def _only_forces(self, mention: ActorMention) -> bool:
        """Whether somebody only sends what forces he has, which have no number and no name of a land."""
        space, _, name = mention.actor.id.partition(":")
        ordinals = self.view.syntax.markers["ordinal"]
        plain = space == "military" and name == mention.actor.name and not any(o in name for o in ordinals)
        words = self.view.within(mention.start, mention.end)
        return mention.via == "nominal" or (plain and len(words) == 1)

    def _called(self, one: ActorMention, other: ActorMention) -> bool:
        """Whether the name of an armed group stands in marks right behind the noun for it."""
        opened = self.text[one.end : other.start]
        closed = self.text[other.end : other.end + 1]
        marked = (
            bool(opened and closed) and opened in self.view.syntax.open and closed in self.view.syntax.close
        )
        return marked and other.via == "name" and {one.actor.kind, other.actor.kind} <= ARMED

    def _owned(self, owner: ActorMention, mention: ActorMention) -> bool:
        """Whether a particle makes the first an attribute of the second."""
        between = self.text[owner.end : mention.start].strip(self.view.syntax.open + self.view.syntax.close)
        if owner.actor.kind == "person" and between[:-1] in self._endings:
            between = between[-1:]  # "X将军的第三军"
        if between in self.view.syntax.attributive:
            unit = mention.actor.kind in ARMED
            return owner.actor.kind != "person" or unit  # "the Third Army of General X": the army
        if between in self.view.syntax.markers["beneath"]:
            return mention.actor.kind in ARMED  # "X所率第10师团"
        inside = self.view.within(owner.end, mention.start)
        words = [w for w in inside if w.text not in self.view.syntax.open + self.view.syntax.close]
        while words and words[-1].tag[:1] in BESIDE and words[-1].text not in self.view.syntax.attributive:
            words.pop()
        made = len(words) > 1 and words[-1].text in self.view.syntax.attributive
        only = made and all(w.tag[:1] in "vcd" for w in words[:-1]) and len(words) <= RELATIVE
        return made and (only or words[-2].text in self.view.syntax.markers["composing"])

    def _met(self, group: Group) -> Group:
        """Those who meet whom others only back ("A与B支持的C": A), and do not make them up with others."""
        before = self.view.before(group[-1].start)
        markers = self.view.syntax.markers
        made = self.text.startswith(tuple(markers["forming"]), group[-1].end)
        meets = (
            before is not None and before.text in markers["company"] and before.text not in markers["adding"]
        )
        return group[:-1] if meets and not made else []

    def _own_men(self, owner: ActorMention, mention: ActorMention) -> bool:
        """Whether a noun for forces only says what of an army acts ("联合舰队的驱逐舰")."""
        if self.text[owner.end : mention.start] not in self.view.syntax.attributive:
            return False
        noun = mention.via == "nominal" and mention.actor.id.startswith("generic:")
        army = owner.via in ("name", "acronym") and owner.actor.kind in ARMED
        return noun and army and mention.actor.kind in ARMED

    def _is_source(self, mention: ActorMention) -> bool:
        """Whether somebody is only named as who says so ("据 X 统计")."""
        return self.view.led(mention.start, self.view.syntax.markers["according"])

    def _joined(self, one: ActorMention, other: ActorMention) -> bool:
        if one.start == other.start:
            return True
        between = self.text[one.end : other.start]
        markers = self.view.syntax.markers
        words = {w.text for w in self.view.within(one.end, other.start)}
        turned = words & (markers["aim"] | markers["passive"])
        if words & markers["commanding"] and len(between) <= COMMANDING and not turned:
            return True
        if self._titled(one.end, other) or self._numbered(one.end, other.start):
            return True
        led = bool(words) and words <= markers["leading"] and other.actor.kind in BODIES | {"person"}
        return not between or between in markers["list"] or led

    def _titled(self, end: int, other: ActorMention, joints: str = "cx") -> bool:
        """Whether a conjunction and a title stand before a person, or a mark before a name ("A和总统B", "A和“B”").

        `joints`: how the tags of conjunctions begin.
        """
        words = self.view.within(end, other.start)
        if (
            len(words) < PAIR
            or words[0].start != end
            or not {words[0].text, words[0].text[0]} & self.view.syntax.markers["list"]
        ):
            return False
        if words[0].tag[:1] not in joints:
            return False  # "与" may mean with whom
        between = self.text[words[0].end : other.start]
        known = between.endswith(self._named_by)
        title = known and len(between) <= DESCRIPTION and other.actor.kind == "person"
        plain = all(w.tag[:1] not in "vpcx" for w in words[1:])
        return between in self.view.syntax.open or (title and plain)

    def _numbered(self, end: int, start: int) -> bool:
        """Whether a list goes on with a number of others ("五名警察、两名平民", "两名A军士兵和三名B")."""
        words = self.view.within(end, start)
        if words and words[0].start == end and words[0].text.endswith(self._men):
            words = words[1:]
        if len(words) < PAIR or words[0].text not in self.view.syntax.markers["adding"]:
            return False
        return all(w.tag[:1] in "mqd" for w in words[1:]) and any(
            f.people and f.end == start for f in self.numerals.find(self.text, words[0].end, start)
        )

    def _headed(self, group: Group, other: Group) -> bool:
        """Whether a clause with the one describes the other, before which its particle stands."""
        words = [
            w for w in self.view.within(group[-1].end, other[0].start) if w.text not in self.view.syntax.open
        ]
        while words and words[-1].tag[:1] in BESIDE and words[-1].text not in self.view.syntax.attributive:
            words.pop()
        return len(words) > 1 and words[-1].text in self.view.syntax.attributive

    def _only_light(self, start: int, end: int) -> bool:
        """Whether nothing but adverbs, times and numbers stands between two offsets."""
        return all(w.tag[:1] in "dtmq" or w.start in self.scene.taken for w in self.view.within(start, end))

    def _beside(self, marker: int, start: int) -> bool:
        """Whether an actor stands right behind a marker, or with only how many they are between."""
        if not 0 <= start - marker <= COUNTED:
            return False
        between = self.view.within(marker, start)
        bare = not any(w.start in self.scene.taken for w in between)
        if bare and between and between[-1].text in self.view.syntax.attributive:
            return True  # "与赶来的A"
        return all(w.tag[:1] in BESIDE or w.text in self.view.syntax.open for w in between) or any(
            f.people and f.start == marker for f in self.numerals.find(self.text, marker, start)
        )

    def _takes(self, at: int) -> bool:
        """Whether a noun follows: an actor, a place, a number, a word that is no verb."""
        after = self.view.after(at)
        if after is None or after.start != at:
            return False
        if after.tag[:1] == "f" and after.end - at == 1 and self._takes(after.end):
            return True  # "将前总统处死"
        counts = any(f.start == at for f in self.numerals.find(self.text, at, at + COUNTED))
        return at in self.scene.taken or counts or after.tag[:1] in ("n", "m", "r", "j", "q", "x")

    def _comes(self, at: int) -> bool:
        """Whether an actor follows behind what describes it ("与赶来的A")."""
        here = self.scene.actors_in(at, at + COUNTED + 1)
        return bool(here) and self._beside(at, here[0].start)

    def _first(self, groups: list[Group], start: int, end: int) -> Group:
        return next((g for g in groups if start <= g[0].start < end), [])


def _beside_owner(group: Group) -> Group:
    """The forces of a list whose last person owns what follows ("A军与X的B军")."""
    last = len(group)
    while last and group[last - 1].actor.kind == "person":
        last -= 1
    return group[:last] if last < len(group) else []


def _beside_body(group: Group) -> Group:
    """A group without the body whose office somebody holds, and without that of which it is a part ("A政治局主席X")."""
    last = len(group) - 1
    while last and group[last - 1].end == group[last].start:
        last -= 1
    return group[:last]
