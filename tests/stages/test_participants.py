"""Who takes part in an event, and as what, through the constructions of English; whole pipeline, own prose."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build
from dateline.engines.events.belligerents import Belligerents
from dateline.engines.events.lexicon import Behaviour
from dateline.engines.syntax import Syntax
from dateline.layers import Event


def told(text: str) -> list[tuple[Event, list[tuple[str, str]]]]:
    """The events of a text, each with role and words of those who take part."""
    doc = analyse(build("en"), Article.from_text(text, lang="en"))
    return [
        (event, [(a.role, text[a.mention.start : a.mention.end]) for a in event.arguments])
        for event in doc._.events
    ]


def participants(text: str, type_: str) -> list[tuple[str, str]]:
    """Those of the last event of a type."""
    return sorted([found for event, found in told(text) if event.type == type_][-1])


WAR = (
    "Danish troops landed at Malmo in May. The Swedes fled to Ystad. The Danes dug in and the Swedes waited. "
    "The Danes attacked the Swedish army at Lund and routed the Swedes. "
)
CIVIL_WAR = (
    "Federal troops crossed the river in May. Texan forces waited. Texan forces dug in. A federal division shelled "
    "Brenna. Texan rebels fled, and federal cavalry attacked the Texan army. "
)

ROWS = [
    ("who has it done does it", "killing", "The king had the envoys beheaded.",
     [("initiator", "The king"), ("target", "the envoys")]),
    ("who has him taken away does it", "arrest", "In 1911 the president had Karl Weber thrown in jail.",
     [("initiator", "the president"), ("target", "Karl Weber")]),
    ("who has itself done so does not have it done", "declaration",
     "Serbia armed. Austria-Hungary itself had then declared war on Serbia.",
     [("initiator", "Austria-Hungary"), ("target", "Serbia")]),
    ("those with whom somebody leaves suffer", "arrest", "Weber left Malmo with over 400 Danes taken prisoner.",
     [("target", "Danes")]),
    ("whose side they take", "arrest", "Communists and anti-government elements were arrested in Hue.",
     [("target", "Communists")]),
    ("a general who bears the name of a land", "leadership_change",
     "In May General Navarre replaced General Salan. Navarre had lost in Navarre.",
     [("initiator", "General Navarre"), ("target", "General Salan")]),
    ("first peoples of the Americas", "attack",
     "Mexico was poor. The Indians attacked the garrison.", [("initiator", "The Indians"), ("target", "the garrison")]),
    ("who has men counted as lost does not", "killing", "The Danes had 40 men killed.", [("target", "men")]),
    ("those whom office-holders act for", "agreement",
     "The foreign ministers of Bolivia, Chile and Peru signed an accord.",
     [("party", "Bolivia"), ("party", "Chile"), ("party", "Peru")]),
    ("leaders of states", "negotiation", "The leaders of Norway and Sweden met in Oslo.",
     [("party", "Norway"), ("party", "Sweden")]),
    ("what is done before the main clause is told", "arrest", "With their leader arrested, the rebels fled.",
     [("target", "their leader")]),
    ("who takes a command acts", "leadership_change", "General Karl Weber took command of the garrison.",
     [("initiator", "General Karl Weber"), ("target", "the garrison")]),
    ("who hands over power acts", "leadership_change", "The junta handed over power to a civilian council.",
     [("initiator", "The junta"), ("target", "a civilian council")]),
    ("a town that nobody is said to storm", "attack", WAR + "Ystad was stormed in June.",
     [("initiator", "The Danes"), ("target", "the Swedes")]),
    ("unless the clause says who", "attack", WAR + "Ystad was stormed by Hussites in June.",
     [("initiator", "Hussites")]),
    ("nor if it falls to somebody", "capture", WAR + "In June Ystad fell to the plague.", []),
    ("a counter-attack is of those attacked before", "attack", WAR + "A counter-attack came at dawn.",
     [("initiator", "the Swedes"), ("target", "The Danes")]),
    ("attacks that are beaten back", "repulse", WAR + "Three assaults on the fort were beaten back.",
     [("initiator", "the Swedes"), ("target", "The Danes")]),
    ("forces of no known side take from nobody known", "capture", WAR + "Kuroki's cavalry captured Ystad.",
     [("initiator", "Kuroki's cavalry")]),
    ("one that is named only behind what he is", "killing", "The fleet's admiral, Vitgeft, was killed in May.",
     [("target", "admiral")]),
    ("forces called by their side", "attack", CIVIL_WAR + "Austin was stormed in June.",
     [("initiator", "federal cavalry"), ("target", "the Texan army")]),
    ("but not one that nobody is told to be behind, long after", "capture",
     CIVIL_WAR + "Snow came. The roads froze. It rained. Dogs barked. Austin was occupied in June.", []),
    ("a noun takes up who took it", "capture", WAR + "The Danes captured Ystad. The fall of Ystad shook Lund.",
     [("initiator", "The Danes"), ("target", "the Swedes")]),
    ("a noun that tells what another one does", "attack", WAR + "The Swedes turned to raids.", []),
    ("one who does it is left out, not nobody", "capture",
     WAR + "Karl Weber marched north, besieging and capturing Ystad.", [("initiator", "Karl Weber")]),
    ("a third whose land it is", "attack", WAR + "On 3 June 1676 Danish troops began the invasion of Poland.",
     [("initiator", "Danish troops"), ("target", "Poland")]),
    ("agent of a participle: launched", "attack",
     "Attacks carried out by the Vornites on Bama killed nobody.", [("initiator", "the Vornites")]),
    ("agent of a participle: led", "attack", "A raid led by Captain Karl Weber failed.",
     [("initiator", "Captain Karl Weber")]),
    ("one who brokers stands between", "agreement", "A ceasefire brokered by Qatar took effect.",
     [("mediator", "Qatar")]),
    ("so does one whose auspices they are", "negotiation", "Talks under UN auspices opened in Oslo.",
     [("mediator", "UN")]),
    ("those who sign are level", "agreement", "A truce signed by Chad and Libya took effect.",
     [("party", "Chad"), ("party", "Libya")]),
    ("alongside", "attack", "Danish troops attacked the port alongside the Swedes.",
     [("initiator", "Danish troops"), ("initiator", "the Swedes")]),
    ("together with", "attack", "The rebels, together with local militias, attacked the port.",
     [("initiator", "The rebels"), ("initiator", "local militias")]),
    ("joined by", "attack", "The rebels, joined by former soldiers, attacked Goma.",
     [("initiator", "The rebels"), ("initiator", "former soldiers")]),
    ("who claims responsibility did it", "attack", "The LTTE claimed responsibility for the attack in Colombo.",
     [("initiator", "The LTTE")]),
    ("those who lead men without a name", "attack", "Men under General Karl Weber attacked the port.",
     [("initiator", "General Karl Weber"), ("initiator", "Men")]),
    ("a leader who announces what his forces did", "capture",
     "Danish Prime Minister Ada Moreno announced the capture of Malmo.",
     [("initiator", "Danish Prime Minister Ada Moreno")]),
    ("a state that is invaded", "attack", "Germany invaded Poland.",
     [("initiator", "Germany"), ("target", "Poland")]),
    ("what hangs on a gerund behind a comma", "looting",
     "Gunmen raided two villages near Bama, burning down their houses.", [("initiator", "Gunmen")]),
    ("what one loses men to", "killing", "The Danes lost 40 men to the Swedes.",
     [("initiator", "the Swedes"), ("target", "The Danes")]),
    ("a siege before a capture", "siege", "After a siege of ten days, the Danes took Malmo.",
     [("initiator", "the Danes")]),
    ("who asked is refused", "rejection", "Chad demanded an apology; Libya refused.",
     [("initiator", "Libya"), ("target", "Chad")]),
    ("nobody acts upon himself by a pronoun", "attack",
     "Karl Weber joined the Danes when Ada Moreno invaded her lands.", [("initiator", "Ada Moreno")]),
    ("a force of two", "attack", "A mixed force of Danes and Swedes attacked the port.",
     [("initiator", "Danes"), ("initiator", "Swedes")]),
    ("those whom fighters post are their own", "deployment",
     "Militants took the mill and deployed snipers in Malmo.", [("initiator", "Militants")]),
    ("those without a word for who they are", "killing", "Bandits killed nine men and three others in Malmo.",
     [("initiator", "Bandits"), ("target", "men")]),
    ("men of no name are their leader's", "attack", "Men under Karl Weber attacked Malmo.",
     [("initiator", "Karl Weber"), ("initiator", "Men")]),
    ("a unit of its own is not", "attack", "A mobile brigade under Karl Weber attacked Malmo.",
     [("initiator", "A mobile brigade")]),
    ("those who hold what is attacked", "attack", "The fort, held by Swedish troops, was stormed.",
     [("target", "Swedish troops")]),
    ("who is accused of it did it", "shelling", "Chad accused Libya of the shelling.", [("initiator", "Libya")]),
    ("the subject does what it is in", "attack", "Danish troops seized powder in a raid on Malmo.",
     [("initiator", "Danish troops")]),
    ("who suffers it does not do it", "attack", "Danish troops died in a raid on Malmo.",
     [("target", "Danish troops")]),
    ("those of whom a number is told", "killing", "Gunmen killed dozens of civilians and soldiers.",
     [("initiator", "Gunmen"), ("target", "civilians"), ("target", "soldiers")]),
    ("those named as some of them", "arrest", "Police arrested 44 suspects, including Karl Weber.",
     [("initiator", "Police"), ("target", "Karl Weber"), ("target", "suspects")]),
    ("with whom one suffers", "killing", "Karl Weber was shot with his wife and driver.",
     [("target", "Karl Weber"), ("target", "driver"), ("target", "his wife")]),
    ("who does the same", "statement", "Chad condemned the coup, as did Libya and Niger.",
     [("initiator", "Chad"), ("initiator", "Libya"), ("initiator", "Niger")]),
    ("whose offer is refused", "rejection", "Chad rejected Libya's offer.",
     [("initiator", "Chad"), ("target", "Libya")]),
    ("who proposed what is refused", "rejection", "Libya proposed a conference, a step that Chad rejected.",
     [("initiator", "Chad"), ("target", "Libya")]),
    ("who signed what is spoken of", "agreement", "The truce that Chad had signed with Libya lapsed.",
     [("party", "Chad"), ("party", "Libya")]),
    ("who kills himself", "killing", "Karl Weber drowned himself in the lake.", [("target", "Karl Weber")]),
    ("a subject before a participle", "armed_clash",
     "The Danish army, having been routed in May, inflicted a defeat on the Swedish army.",
     [("initiator", "The Danish army"), ("target", "the Swedish army")]),
    ("between two behind a place", "armed_clash", "Clashes in Malmo between Danish troops and Swedish troops went on.",
     [("party", "Danish troops"), ("party", "Swedish troops")]),
]  # fmt: skip


@pytest.mark.parametrize(("type_", "text", "expected"), [r[1:] for r in ROWS], ids=[r[0] for r in ROWS])
def test_participants(type_: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert participants(text, type_) == expected


def test_what_one_orders_is_done_by_the_forces_of_the_state() -> None:
    text = "Danish Prime Minister Ada Moreno announced the capture of Malmo."
    (actor,) = [
        a.mention.actor for event, _ in told(text) for a in event.arguments if event.type == "capture"
    ]
    assert actor.id == "military:DK"


def test_who_backs_a_side_is_not_its_foe() -> None:
    text = "Backed by Rwandan troops, M23 captured Rutshuru in the Congo."
    assert participants(text, "capture") == [("initiator", "M23"), ("supporter", "Rwandan troops")]
    assert [event.type for event, _ in told(text)] == ["capture"]


def test_a_town_that_falls_falls_to_the_other_camp() -> None:
    text = (
        "The LTTE attacked the Sri Lankan army. The Sri Lankan army attacked the LTTE near Jaffna. "
        "The LTTE fled. The Sri Lankan army waited. The Sri Lankan army captured Mannar from the LTTE. "
        "On Sunday the town of Mullaitivu fell."
    )
    event, _ = told(text)[-1]
    assert event.type == "capture"
    assert {(a.role, a.mention.actor.id) for a in event.arguments} == {
        ("initiator", "military:LK"),
        ("target", "group:ltte"),
    }
    assert all(a.mention.via == "implied" for a in event.arguments)


TWO = (
    "The LTTE attacked the Sri Lankan army. The Sri Lankan army attacked the LTTE near Jaffna. "
    "The LTTE fled. The Sri Lankan army waited. The Sri Lankan army captured Mannar from the LTTE. "
)


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("A truce took effect on Sunday.", "agreement", {("party", "group:ltte"), ("party", "state:LK")}),
        ("Weeks passed without a call for a truce.", "agreement", set()),
        ("Kilinochchi was retaken when the army had withdrawn.", "capture",
         {("initiator", "group:ltte"), ("target", "military:LK")}),
        ("Sri Lankan soldiers stormed the presidential palace. They deposed the president in a coup in Sri Lanka.",
         "attack", {("initiator", "military:LK")}),
    ],
    ids=["a truce is that of the two sides", "but not one that is only spoken of", "who leaves a town loses it",
         "who seizes power has left the front"],
)  # fmt: skip
def test_in_a_war_of_two(text: str, type_: str, expected: set[tuple[str, str]]) -> None:
    found = [(event, event.arguments) for event, _ in told(TWO + text) if event.start >= len(TWO)]
    assert {(a.role, a.mention.actor.id) for e, args in found if e.type == type_ for a in args} == expected


def test_a_group_from_abroad_is_the_foe_of_the_state_on_whose_soil_it_strikes() -> None:
    fire = "The Taliban fired rockets into Peshawar in May. "
    army = "Pakistani troops dug in. The Pakistani army waited. The Pakistani army rested. "
    text = f"{{}}{army * 2}A Taliban fighter slept. The Taliban rested. Clashes broke out at night near Peshawar."
    assert participants(text.format("It rained. "), "armed_clash") == []
    both = participants(text.format(fire), "armed_clash")
    assert [role for role, _ in both] == ["party", "party"]


def test_who_leads_an_army_is_on_its_side() -> None:
    text = (
        "The LTTE attacked the Sri Lankan army. General Ada Moreno, commander of the Sri Lankan army, "
        "shelled the LTTE. Moreno waited. The Sri Lankan army waited. The LTTE dug in. "
        "The LTTE fled. Moreno attacked the LTTE again."
    )
    doc = analyse(build("en"), Article.from_text(text, lang="en"))
    sides = Belligerents(doc, Syntax.load("en"), Behaviour.load())
    person = next(m.actor for m in doc._.actors if m.actor.kind == "person")
    assert sides.side(person) == "state:lk"


# Three wars in one text: who stands against whom where, only the passage tells.
MANY = (
    "The Danish army attacked the Swedish army at Lund. The Turkish army fought the Russian army at Kars. "
    "The Peruvian army besieged the Chilean army at Arica. The Danish army waited. "
    "The winter was long. Snow fell. Rivers froze. Roads were closed. Grain was dear. "
)


@pytest.mark.parametrize(
    ("text", "type_", "expected"),
    [
        ("The Turkish army waited. In May the Russian army captured Erzurum.", "capture",
         {("initiator", "military:RU"), ("target", "military:TR")}),
        ("The Turkish army waited. The Russian army dug in. Fighting broke out at dawn.", "armed_clash",
         {("party", "military:RU"), ("party", "military:TR")}),
        ("The Russian army closed in. The Turkish army surrendered in June.", "withdrawal",
         {("initiator", "military:TR"), ("target", "military:RU")}),
        ("The Turkish army waited. The Russian army launched an offensive in June.", "operation",
         {("initiator", "military:RU"), ("target", "military:TR")}),
        ("The Danish army captured Ystad.", "capture", {("initiator", "military:DK")}),
    ],
    ids=["the foe spoken of here", "the two spoken of here fight", "who surrenders does so to the foe",
         "an offensive is against the foe", "no foe is spoken of here"],
)  # fmt: skip
def test_in_one_of_several_wars(text: str, type_: str, expected: set[tuple[str, str]]) -> None:
    found = [(event, event.arguments) for event, _ in told(MANY + text) if event.start >= len(MANY)]
    assert {(a.role, a.mention.actor.id) for e, args in found if e.type == type_ for a in args} == expected


def test_a_merchant_ship_is_no_merchant() -> None:
    assert participants("The frigate fired on three merchant ships.", "shelling") == [
        ("initiator", "The frigate"),
        ("target", "merchant ships"),
    ]


def test_forces_called_by_a_side_are_on_it() -> None:
    text = (
        "The Allies attacked the German army. Allied divisions landed. The Nationalists fled. "
        "A Nationalist garrison held out."
    )
    doc = analyse(build("en"), Article.from_text(text, lang="en"))
    sides = Belligerents(doc, Syntax.load("en"), Behaviour.load())
    named = {text[m.start : m.end]: sides.side(m.actor) for m in doc._.actors}
    assert named["Allied divisions"] == named["The Allies"]
    assert named["A Nationalist garrison"] == named["The Nationalists"]


def test_a_party_with_forces_may_be_a_side() -> None:
    text = "In China, Kuomintang troops held Jinan. The Justice and Development Party of Turkey met."
    doc = analyse(build("en"), Article.from_text(text, lang="en"))
    sides = Belligerents(doc, Syntax.load("en"), Behaviour.load())
    assert [sides.fights(m.actor) for m in doc._.actors if m.actor.kind == "political_party"] == [True, False]


def test_a_ship_with_a_state_is_not_the_whole_of_its_army() -> None:
    text = "A Danish frigate was captured by Swedish troops."
    [(event, _)] = told(text)
    assert [a.mention.actor.name for a in event.arguments if a.role == "target"] == ["Danish frigate"]


@pytest.mark.parametrize(
    ("place", "foes"), [("Birao in the Central African Republic", 0), ("Abéché in Chad", 1)]
)
def test_an_army_is_implied_only_where_the_text_tells_of_it(place: str, foes: int) -> None:
    text = (
        "The Chadian army fought the rebels at Biltine in Chad and the rebels attacked the Chadian army at Fada in "
        f"Chad. On 3 May 2006 the rebels captured {place}."
    )
    event = next(event for event, _ in told(text) if event.type == "capture")
    assert len([a for a in event.arguments if a.mention.via == "implied"]) == foes
