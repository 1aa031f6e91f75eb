"""Who the victims of a loss are."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dateline.engines.losses.counting import Counted, plural
from dateline.engines.losses.figure import also
from dateline.engines.losses.nations import Nations
from dateline.engines.losses.owners import COST, antecedent, at_cost, left_behind, owner
from dateline.engines.mentions import Mentions
from dateline.engines.registry import Registry, is_state
from dateline.engines.sources.cues import Cues
from dateline.engines.syntax import NOUNS, conjuncts, covering, parted
from dateline.layers import Actor, ActorMention, in_sentences, sentence_of

_ARMIES = frozenset({"military", "rebel_group", "jihadist_group", "militia"})
_PAIR = 3  # tokens from a noun to the one joined to it, at most
_TOLD = 3  # steps in the parse from a word of loss up to the verb of which "losses" is the subject or object
_PAID = 4  # steps in the parse from a word of loss up to the verb of cost


@dataclass(slots=True)
class Victims:
    """Names victims with the words of one language: `sets` are the word sets of casualties.toml."""

    known: Registry
    nations: Nations
    words: Cues
    sets: dict[str, frozenset[str]]
    civilians: Actor
    of_person: str  # how the men of a person are called: "{person}'s men"

    def of(self, noun: Token, mentions: Mentions) -> Actor | None:
        """Who the counted noun stands for; None if it says no more than that they were people."""
        at = sentence_of(noun).index
        dated = any(t.start <= noun.idx < t.end for t in in_sentences(noun.doc._.timexes, at, at))
        if noun.pos_ not in (*NOUNS, "PRON", "ADJ") or dated:  # "raised the toll to 90 on Sunday"
            return None
        if self.words.forms.lemma(noun) in self.sets["sides"]:
            named = (self.nations.by_word(c) for c in noun.lefts)
            if (nation := next((n for n in named if n is not None), None)) is not None:
                return self.known.army_of(nation)  # "on the Danish side"
        if self._of_both(noun):
            return None
        mention = mentions.at(noun)
        folk = mention is not None and mention.actor.id.startswith("people:")
        folk = folk and mention is not None and mention.actor.name == noun.text
        if (mention is None or folk) and (nation := self.nations.by_word(noun)) is not None:
            return nation
        if mention is None and noun.pos_ == "PROPN" and (nation := self.nations.state(noun)) is not None:
            return nation  # "cost Denmark 600 dead"
        if self.words.forms.lemma(noun) in self.sets["unarmed"] and (
            mention is None or mention.via == "nominal"
        ):
            mention = None  # of whichever side they are, "two of the crew" are not an army
        if mention is not None and is_state(mention.actor):
            return self._nation(noun, mention.actor, mentions)
        if mention is not None and not mention.actor.id.startswith("generic:"):
            return _called(mention, noun.doc, mentions.generic(noun) if noun.pos_ == "NOUN" else None)
        unnamed = mention is None or mention.actor.id.startswith("generic:")
        if unnamed and (side := self._side_of(noun, mentions)) is not None:
            return side
        empty = self.sets["nobody"] | self.sets["some"]
        plain = not any(
            c.dep_ in self.words.syntax.modifier and c.pos_ != "NUM" and c.lower_ not in empty
            for c in noun.lefts
        )
        if plain and self.words.forms.lemma(noun) in self.sets["nobody"]:
            return self._owner(noun, mentions) or self._most(noun, mentions) or self._together(noun)
        if mention is not None and not any(c.isdigit() for c in mention.actor.name):
            # A mention of the word before the noun ("civilian crews") says what kind they are.
            own = mention.head >= noun.i or noun.pos_ != "NOUN"
            return mention.actor if own else mentions.generic(noun, mention.actor.kind)
        return mentions.generic(noun, mention.actor.kind if mention else "unknown")

    def _of_both(self, noun: Token) -> bool:
        """Whether those counted are of both sides, and so of neither ("58 fighters from both sides")."""
        words, syntax = self.words.forms.words, self.words.syntax
        governed = (o for c in noun.rights if c.dep_ in syntax.preposition for o in c.rights)
        sides = (o for o in governed if self.words.forms.lemma(o) in words["sides"])
        return any(t.lower_ in words["both"] for o in sides for t in o.lefts)

    def counted(self, c: Counted, mentions: Mentions) -> Actor | None:
        """Who is counted: of several nations that share a noun, the one behind the number ("2 Danish soldiers")."""
        beside = mentions.at(c.noun.doc[c.last + 1]) if c.last + 1 < c.noun.i else None
        shared = beside is not None and beside.head == c.noun.i and beside != mentions.at(c.noun)
        if beside is not None and shared:
            return beside.actor
        clauses = self.words.syntax.relative_clause
        pronoun = c.noun.tag_ in self.words.forms.tags["relative_pronoun"] and mentions.at(c.noun) is None
        clause = next((t for t in c.noun.ancestors if t.dep_ in clauses), None) if pronoun else None
        return self.of(c.noun if clause is None else clause.head, mentions)  # "20 of whom were shot"

    def _side_of(self, noun: Token, mentions: Mentions) -> Actor | None:
        """Whose the lives or the prisoners are, by the word before: "30,000 Danish lives", "the MNLA prisoners"."""
        lemma = self.words.forms.lemma(noun)
        modifiers = [c for c in noun.lefts if c.dep_ in self.words.syntax.modifier]
        if lemma in self.sets["lives"]:
            return next((nation for c in modifiers if (nation := self.nations.by_word(c)) is not None), None)
        if lemma not in self.sets["captives"]:
            return None
        found = [m.actor for c in modifiers if (m := mentions.at(c)) is not None and m.head == c.i]
        return next((actor for actor in found if actor.kind in _ARMIES), None)

    def _owner(self, noun: Token, mentions: Mentions) -> Actor | None:
        """Whose people the counted are: "six of its people"; None of a person's, who may be anybody."""
        owners = [c for c in noun.lefts if c.dep_ in self.words.syntax.possessor]
        if self.words.forms.lemma(noun) in self.sets["belonging"]:
            whole = next(iter(self.words.slots.wholes(noun)), None)
            if whole is not None:
                return self.of(whole, mentions)
        mention = next((m for t in owners if (m := mentions.at(t)) is not None), None)
        if mention is None or mention.actor.kind == "person":
            return None
        verb = next((t for t in noun.ancestors if t.pos_ == "VERB"), None)
        doers = (mentions.at(t) for t in self.words.slots.subjects(verb)) if verb is not None else ()
        if any(c.lower_ in self.sets["fillers"] for c in (noun, *noun.lefts)):
            return mention.actor  # "freed 50 of their own"
        same = any(m is not None and m != mention and m.actor == mention.actor for m in doers)
        return None if same else mention.actor  # "the guards ran into a band and killed 12 of its members"

    def _together(self, noun: Token) -> Actor | None:
        """Several words for the counted that only together say who they are: "7,000 men and boys"."""
        joined = [t for t in noun.conjuncts if t.i > noun.i and t.pos_ == "NOUN"]
        if (
            not joined
            or joined[-1].i - noun.i > _PAIR
            or any(t.like_num for t in noun.doc[noun.i : joined[-1].i])
        ):
            return None
        words = noun.doc[noun.i : joined[-1].i + 1].text
        return Actor(f"generic:{'-'.join(words.lower().split())}", words, "unknown")

    def _most(self, noun: Token, mentions: Mentions) -> Actor | None:
        """Who most of the counted are: "60 people, most of them farmers"."""
        doc, i = noun.doc, noun.i + 1
        if i >= len(doc) or doc[i].pos_ != "PUNCT":
            return None
        words = [t.lower_ for t in doc[i + 1 : i + 5]]
        length = next((n for n in range(len(words), 0, -1) if " ".join(words[:n]) in self.sets["mostly"]), 0)
        i += 1 + length
        while length and i < len(doc) and doc[i].pos_ in ("ADJ", "DET", *NOUNS):
            if doc[i].pos_ in NOUNS and (i + 1 == len(doc) or doc[i + 1].pos_ not in NOUNS):
                return self.of(doc[i], mentions)
            i += 1
        return None

    def _nation(self, noun: Token, state: Actor, mentions: Mentions) -> Actor | None:
        """The lost of a state, in the words of the text: its id is still the state's."""
        words = mentions.generic(noun, "unknown")
        if words is None:
            return state
        if noun.pos_ == "NOUN":  # "three Danish ministers" are no army
            return words
        return replace(state, name=words.name, aliases=())

    def bearer(self, word: Token, mentions: Mentions) -> Actor | None:
        """Who bears a loss that counts itself: "the regiment suffered six losses", "deaths among them"."""
        found = self._bearer(word, mentions)
        if found is None or found.kind == "person":
            return self.men_of(found) if found is not None and self._is_borne(word) else None
        if (state := self.nations.named_in(found, self.sets["commands"])) is not None:
            return also(self.known.organ(state, "military"), found.name)  # "the Danish command admitted"
        if not is_state(found):
            return found
        return also(self.known.army_of(found), found.name)

    def _is_borne(self, word: Token) -> bool:
        """Whether a loss is told of one who bears it: "Grant lost", "puts his dead at", not "a blast left 60 hurt"."""
        bears = self.sets["bearing"] | self.sets["costing"] | self.sets["bearing_words"]
        above = itertools.islice((word, *word.ancestors), _TOLD)
        owned = any(c.dep_ in self.words.syntax.possessor for c in word.lefts)
        left = left_behind(self, word) is not None
        return owned or left or any(self.words.forms.lemma(t) in bears for t in above)

    def men_of(self, leader: Actor) -> Actor | None:
        """The unnamed men of a person, who are called after him: "Grant lost 3,000"."""
        if not leader.id.startswith("person:"):
            return None
        name = self.of_person.format(person=leader.name)
        return Actor(f"generic:{'-'.join(name.lower().split())}", name, "military", None, (leader.name,))

    def _bearer(self, word: Token, mentions: Mentions) -> Actor | None:
        if (found := antecedent(self, word, mentions)) is not None:
            return found
        slots = self.words.slots
        filled = slots.fill(word, "NOUN")
        for name in sorted(self.sets["bearer_slots"]):
            tokens = filled.get(name, ())
            if word.pos_ != "VERB" and any(self._is_number_of(t) for t in tokens):
                continue  # "the loss of 12 guards": they are the lost, whosever they are
            for token in tokens:
                person = word.pos_ != "VERB" and self.words.forms.lemma(token) in self.sets["persons"]
                if not person and mentions.at(token) is None:
                    if word.pos_ == "NOUN" and (state := self.nations.state(token)) is not None:
                        return state  # "the dead of Denmark"
                    continue  # "stoned on 29 July", "bodies on the battlefield"
                if (actor := self.of(token, mentions)) is not None:
                    return actor
        if any(self.words.forms.lemma(t) in self.sets["civil"] for t in filled.get("modifier", ())):
            return self.civilians  # "Danish civilian deaths"
        for token in filled.get("modifier", ()):
            mention = mentions.at(token)
            if (
                mention is not None
                and mention.head == word.i
                and (nation := self.nations.by_word(token)) is not None
            ):
                return nation  # "100,000 German prisoners"
            if mention is not None:
                civil = mention.actor.kind == "civilians" and mention.actor.id.startswith("generic:")
                return self.civilians if civil else mention.actor
        if (found := self._of_losses(word, mentions)) is not None:
            return found
        if (payer := self._paying(word)) is not None:
            return self.of(payer, mentions)
        verb, hops = word, 0
        while verb.pos_ != "VERB" and verb.head.i != verb.i and hops < 4:
            verb, hops = verb.head, hops + 1
        if self.words.forms.lemma(verb.head) in self.sets["costing"]:
            verb = verb.head  # "cost the Danes 800 killed and 90 prisoners"
        if self.words.forms.lemma(verb) in self.sets["costing"]:
            payers = [*slots.fill(verb, "VERB").get("indirect", ()), *slots.objects(verb)]
            return next((a for t in payers if t.i != word.i and (a := self.of(t, mentions))), None)
        bearing = self.words.forms.lemma(verb) in self.sets["bearing"]
        if (
            verb.i == word.i and verb.head.pos_ == "VERB" and not bearing and not self.parted(word, verb.head)
        ):  # "13 wounded" read as a clause of its own
            verb = verb.head
            bearing = self.words.forms.lemma(verb) in self.sets["bearing"]
        left = self.words.forms.lemma(verb) in self.sets["leaving"] and word.pos_ != "VERB"
        left = (
            left and self.words.forms.lemma(word) not in self.sets["lives"]
        )  # "the raiders left four bodies"
        if (
            left and verb.dep_ not in self.words.syntax.adverbial_clause
        ):  # "stormed the port, leaving 60 dead"
            return next((m.actor for t in self.words.slots.subjects(verb) if (m := mentions.at(t))), None)
        below = word.dep_ in self.words.syntax.preposition_object and word.head.head.i == verb.i
        below = below and self.words.forms.lemma(word.head) in self.sets["below"]
        if not (bearing or below) and (governor := at_cost(self, word)) is not None:
            verb, below = governor, True
        if not (bearing or below):
            return owner(self, word, mentions)
        for token in self._sufferers(verb):
            if token.pos_ == "PRON" and mentions.at(token) is None:
                return self._teller(verb, mentions)
            told = mentions.at(token)
            if below and (told is None or told.head != token.i) and not self.are_men(token):
                return None  # "the town fell without loss of life"
            if next(self.words.counted_out(token), None) is None:
                return self.of(token, mentions)
        return None

    def _is_number_of(self, noun: Token) -> bool:
        """Whether a noun is of persons and has a number before it."""
        person = self.words.forms.lemma(noun) in self.sets["persons"]
        return person and any(c.pos_ == "NUM" for c in noun.lefts)

    def _paying(self, word: Token) -> Token | None:
        """Whom the noun of a cost names: "at a cost to the attackers of 900 dead"."""
        s, near = self.words.syntax, itertools.islice((word, *word.ancestors), COST + 1)
        cost = next(
            (t for t in near if t.pos_ == "NOUN" and self.words.forms.lemma(t) in self.sets["costing"]), None
        )
        ties = [c for c in cost.rights if c.lower_ in self.sets["paying"]] if cost is not None else []
        nouns = (n for c in ties for n in c.rights if n.dep_ in s.preposition_object)
        return next((n for n in nouns if n.pos_ in NOUNS), None)

    def are_men(self, noun: Token) -> bool:
        """Whether a noun stands for persons or a body of them."""
        return self.words.forms.lemma(noun) in self.sets["persons"] | self.sets["bodies"] | self.sets["units"]

    def payer(self, first: int, word: Token, mentions: Mentions) -> Actor | None:
        """Whom a loss is said to have cost: the side before its number ("cost the Danes 300 men and the Swedes 40")."""
        verb, side = word, word.doc[first - 1]
        for _ in range(_PAID):
            if self.words.forms.lemma(verb) in self.sets["costing"]:
                break
            verb = verb.head
        else:
            return None
        if first <= verb.i + 1 or side.i == verb.i or side.pos_ not in (*NOUNS, "ADJ", "PRON"):
            return None
        found = self.of(side, mentions) if side.pos_ != "PRON" else mentions.actor(side)
        if found is None or found.kind == "person":
            return None
        if not is_state(found):
            return found
        return also(self.known.army_of(found), found.name)

    def _teller(self, verb: Token, mentions: Mentions) -> Actor | None:
        """Who tells a loss of its own: "the army says that it lost nine men"."""
        teller = verb.head
        told = self.words.relation(verb) == "complement" and teller.pos_ == "VERB"
        subjects = self.words.slots.subjects(teller) if told else []
        return next((m.actor for t in subjects if (m := mentions.at(t)) is not None), None)

    def parted(self, left: Token, right: Token) -> bool:
        """Whether a mark as strong as a full stop stands between two tokens."""
        return parted(left, right, self.sets["parting"])

    def _of_losses(self, word: Token, mentions: Mentions) -> Actor | None:
        """Whose the losses are that a clause counts up: "their losses were 67 killed and 81 wounded"."""
        s = self.words.syntax
        labels = s.subject | s.passive_subject | s.object
        above = [t for t in itertools.islice(word.ancestors, _TOLD) if t.pos_ in ("VERB", "AUX")]
        if word.pos_ == "VERB" and any(
            c.dep_ in labels and c.lower_ in self.sets["lost"] and c.i < word.i for c in _under(word)
        ):
            above.insert(0, word)  # "their losses were 67 killed", read as a passive
        for verb in above:
            if self.parted(word, verb):
                return None
            losses = [c for c in _under(verb) if c.dep_ in labels and c.i < word.i]
            losses = [c for c in losses if c.lower_ in self.sets["lost"]]
            if losses:
                return self._bearer(losses[0], mentions)
            if not verb.doc[verb.i - 1].like_num:
                return None  # but "were 90 killed, 240 *wounded* and 12 missing"
        return None

    def _sufferers(self, verb: Token) -> list[Token]:
        """Subjects of a verb that bears a loss; under a passive it is the same thing that suffers."""
        slots, above = self.words.slots, verb.head
        if any(c.dep_ in self.words.syntax.subject for c in verb.lefts):
            return slots.subjects(verb)
        if slots.passive(verb):
            return slots.objects(verb) or slots.subjects(verb)
        if verb.dep_ in self.words.syntax.adverbial_clause and above.pos_ == "VERB" and slots.passive(above):
            return slots.objects(above)
        return slots.subjects(verb)

    def single(self, token: Token, mentions: Mentions) -> int | None:
        """First token of a phrase for one person without a name: a noun with an article; else None."""
        s = self.words.syntax
        if token.lower_ in self.sets["another"] or self._is_next(token):
            return token.i if token.dep_ in s.subject | s.passive_subject | s.object | s.conjunct else None
        return None if self.named(token, mentions) else self.article(token)

    def _is_next(self, token: Token) -> bool:
        """Whether an ordinal stands for one more of those just told: "and a third was wounded", not a share."""
        if token.lower_ not in self.sets["ordinals"] or token.head.pos_ != "VERB":
            return False
        several = any(t.lower_ in self.sets["plural_forms"] for t in token.head.lefts if t.pos_ == "AUX")
        article = any(t.lower_ in self.sets["articles"] for t in token.lefts)
        return article and not several and not any(t.pos_ == "ADP" for t in token.rights)

    def one(self, token: Token, mentions: Mentions) -> Actor | None:
        """Who one person without a name is: one of a people ("an Austrian"), no army, or by the noun."""
        if self.nations.by_word(token) is not None:
            return Actor(f"generic:{token.lower_}", token.text, "unknown")
        return None if self._is_next(token) else self.of(token, mentions)

    def article(self, token: Token) -> int | None:
        """The article by which a noun stands for one person; None if it does not."""
        if token.pos_ not in NOUNS:
            return None
        lemma = self.words.forms.lemma(token)
        person = lemma in self.sets["persons"] and token.lower_ == lemma
        joined = token.dep_ in self.words.syntax.conjunct and not plural(token)
        if not person and not (joined and self.nations.by_word(token)):  # "two Danes and an Austrian"
            return None
        articles = [t.i for t in token.lefts if t.lower_ in self.sets["articles"]]
        return articles[0] if articles else None

    def named(self, token: Token, mentions: Mentions, number: int = 1) -> bool:
        """Whether a noun stands for so many persons whose names the text gives: they are no figure."""
        apposed = [c for c in token.children if c.dep_ in self.words.syntax.apposition]
        if number == 1 and any(c.pos_ == "NUM" for c in token.lefts):
            return False  # "one Dutchman", "one pilot, Jan Smit,"
        own = [token] if number == 1 else []
        found = [m for t in (*own, *apposed) if (m := mentions.at(t)) is not None]
        names = [m for m in found if m.actor.kind == "person" and m.via in ("name", "acronym")]
        return bool(names) and number <= max([1, *(len(conjuncts(t)) for t in apposed)])


def _under(verb: Token) -> list[Token]:
    """What hangs on a verb, or on the auxiliary before it that the parser gave its subject to."""
    return [c for t in (verb, *(a for a in verb.lefts if a.pos_ == "AUX")) for c in t.children]


def _called(mention: ActorMention, doc: Doc, phrase: Actor | None) -> Actor:
    """The actor of a mention, with the words that the text has for it here (and its whole phrase) among its names."""
    actor = mention.actor
    words = [] if mention.via == "pronoun" else [covering(doc, mention.start, mention.end).text]
    words += [phrase.name] if phrase is not None and " " in phrase.name else []
    new = [name for name in dict.fromkeys(words) if name not in (actor.name, *actor.aliases)]
    return replace(actor, aliases=(*actor.aliases, *new)) if new else actor
