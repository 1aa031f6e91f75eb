"""The actors stage: one row a behaviour. All texts are our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from dateline.build import build
from dateline.layers import ActorMention

STAGES = {"dateline_sentences", "dateline_actors"}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build("en")


def read(nlp: Language, text: str) -> Doc:
    others = [name for name in nlp.pipe_names if name.startswith("dateline") and name not in STAGES]
    with nlp.select_pipes(disable=others):
        return nlp(text)


def mentions(nlp: Language, text: str) -> list[tuple[str, str]]:
    """Words and actor id of each mention."""
    return [(text[m.start : m.end], m.actor.id) for m in read(nlp, text)._.actors]


def last(nlp: Language, text: str) -> tuple[str, str]:
    return mentions(nlp, text)[-1]


NAMES = [
    # a name of the registry, with its article
    ("In Colombia, the FARC attacked a town.", [("the FARC", "group:farc")]),
    ("Shells fell on Damascus while Hezbollah advanced in Lebanon.", [("Hezbollah", "group:hezbollah")]),
    ("In Germany, the Luftwaffe lost two aircraft.", [("the Luftwaffe", "military:luftwaffe")]),
    # spelled without diacritics, or with a hyphen
    ("Near Bangui in the Central African Republic, Seleka burned a village.", [("Seleka", "group:seleka")]),
    ("In Somalia, Al Shabaab shelled the port.", [("Al Shabaab", "group:al-shabaab")]),
    # an acronym shared by groups of two countries goes to the one whose country the text names
    ("In Peru nothing happened. In Sri Lanka the LTTE withdrew.", [("the LTTE", "group:ltte")]),
    # several actors, coordinated
    ("France and Britain declared war.", [("France", "state:FR"), ("Britain", "state:GB")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMES)
def test_names(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(nlp, text) == expected


COMPOSED = [
    ("Chadian troops crossed the river.", ("Chadian troops", "military:TD")),
    ("The Burmese army burned the village.", ("The Burmese army", "military:MM")),
    ("Two Nigerian soldiers died.", ("Nigerian soldiers", "military:NG")),
    ("At least a dozen Thai soldiers died.", ("Thai soldiers", "military:TH")),
    ("The government of Peru resigned.", ("The government of Peru", "state:PE")),
    ("Peru's government resigned.", ("Peru's government", "state:PE")),
    ("Algerian authorities closed the border.", ("Algerian authorities", "state:DZ")),
    ("French special forces landed.", ("French special forces", "military:FR")),
    ("Kenyan police dispersed the crowd.", ("Kenyan police", "police:KE")),
    ("Soldiers from Chad entered the town.", ("Soldiers", "military:TD")),
    (
        "The Athenian fleet sailed at dawn, and Athens rejoiced.",
        ("The Athenian fleet", "military:athens/navy"),
    ),
    ("Carthaginian soldiers burned ships near Carthage.", ("Carthaginian soldiers", "military:carthage")),
    ("LTTE fighters left Sri Lanka.", ("LTTE fighters", "group:ltte")),
    ("UN officials left the camp.", ("UN officials", "org:un")),
    ("The Soviets shelled the town.", ("The Soviets", "military:soviet-union")),
    ("The Dutch withdrew at night.", ("The Dutch", "military:NL")),
    # the people of a state are its forces where they fight, its government where they speak
    ("The Danes announced a new policy.", ("The Danes", "state:DK")),
    ("Sixty Danes held the bridge.", ("Danes", "military:DK")),
    ("A force of 550 Danes was at the bridge.", ("A force", "generic:force")),
    # but its people where they come to harm or are given something
    ("Sixty Danes were deported.", ("Danes", "people:danes")),
    # arms and losses are those of the forces
    ("Polish aircraft bombed the port.", ("Polish aircraft", "military:PL/air")),
    ("In all there were 40 Polish dead.", ("Polish", "military:PL")),
    # a hyphenated adjective belongs to its noun
    ("An off-duty policeman shot the mayor.", ("off-duty policeman", "generic:off-duty-policeman")),
    # ships and numbered units
    ("The frigate Ardennes fired first.", ("The frigate Ardennes", "group:ardennes")),
    ("HMS Ardennes sailed at noon.", ("HMS Ardennes", "group:ardennes")),
    ("Then 45 Commando crossed the ridge.", ("45 Commando", "group:45-commando")),
    ("They massacred between 30 and 40 villagers.", ("villagers", "generic:villagers")),
]


@pytest.mark.parametrize(("text", "expected"), COMPOSED)
def test_composed_names(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert mentions(nlp, text)[0] == expected


def test_two_states_before_one_noun_are_two_armies(nlp: Language) -> None:
    assert mentions(nlp, "Ugandan and Rwandan troops occupied Kisangani.") == [
        ("Ugandan", "military:UG"),
        ("Rwandan troops", "military:RW"),
    ]


def test_state_and_group_before_one_noun_are_two_actors(nlp: Language) -> None:
    assert mentions(nlp, "LTTE and Indian soldiers clashed.") == [
        ("LTTE", "group:ltte"),
        ("Indian soldiers", "military:IN"),
    ]


def test_junta_is_the_body_introduced_and_no_other(nlp: Language) -> None:
    text = (
        "In Sierra Leone, soldiers founded the Council of National Rescue (CNR). "
        "Troops from Ghana, backed by the Wagner Group, arrived. The junta resigned."
    )
    assert last(nlp, text)[0] == "The junta"
    assert last(nlp, text)[1] != "group:wagner"


def test_coup_is_no_act_of_the_government(nlp: Language) -> None:
    assert mentions(nlp, "The Nigerien coup failed. Nigerien protests went on.") == []


METONYMS = [
    ("Ecuador asked for help.", [("Ecuador", "state:EC")]),
    ("Ankara said that the talks had failed.", [("Ankara", "state:TR")]),
    ("The rebels were backed by Russia.", [("The rebels", "generic:rebels"), ("Russia", "state:RU")]),
    ("Austria declared war on Serbia.", [("Austria", "state:AT"), ("Serbia", "state:RS")]),
    ("Belgium's offensive failed.", [("Belgium", "state:BE")]),
    # places
    ("Fighting broke out in Ecuador.", []),
    ("Refugees came from Chad to Libya.", [("Refugees", "generic:refugees")]),
    ("The road leads to northern Mali.", []),
    ("Ankara was quiet.", []),
    ("Sudan is a country in Africa.", []),
    ("The border with Algeria was closed.", []),
    ("Shells fell near Kabul.", []),
]


@pytest.mark.parametrize(("text", "expected"), METONYMS)
def test_state_as_actor_or_place(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert mentions(nlp, text) == expected


INTRODUCTIONS = [
    # a group that no registry knows
    (
        "The Front for the Renewal of Zamunda (FRZ) took the town. The FRZ lost two men.",
        ("The FRZ", "group:frz", "Front for the Renewal of Zamunda"),
    ),
    (
        "A militia calling itself the Eastern Dawn Brigade (EDB) shelled the port. EDB fighters left.",
        ("EDB fighters", "group:edb", "Eastern Dawn Brigade"),
    ),
    # an acronym of the registry that the article gives to somebody else
    (
        "The Front for Old Growth Forests (FARC) marched in Norway. The FARC went home.",
        ("The FARC", "group:front-for-old-growth-forests", "Front for Old Growth Forests"),
    ),
    # a state with its acronym is no new group
    (
        "Mao led the People's Republic of China (PRC). The PRC sent troops to Korea.",
        ("The PRC", "state:CN", "Government of China"),
    ),
    # the article's own form of a known name
    (
        "In Uganda, the Lord's Resistance Army (LRA) fled. The LRA hid.",
        ("The LRA", "group:lra", "Lord's Resistance Army"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), INTRODUCTIONS)
def test_introduced_names(nlp: Language, text: str, expected: tuple[str, str, str]) -> None:
    words, key, name = expected
    found = [m for m in read(nlp, text)._.actors if text[m.start : m.end] == words]
    assert [(m.actor.id, m.actor.name) for m in found] == [(key, name)]


def test_group_before_calling_itself_is_that_group(nlp: Language) -> None:
    text = "A militia calling itself the Eastern Dawn Brigade shelled the port."
    assert [key for _, key in mentions(nlp, text)] == ["group:eastern-dawn-brigade"] * 2


PERSONS = [
    ("President Ada Moreno resigned. Moreno left the country.", ("Moreno", "person:ada-moreno")),
    ("General Karl Weber was captured. He died in prison.", ("He", "person:karl-weber")),
    ("Colonel Idris ag Hama led the raid. Hama escaped.", ("Hama", "person:idris-ag-hama")),
    ("Peruvian president Ada Moreno spoke. The president left.", ("The president", "person:ada-moreno")),
    ("General Henry Paris marched north. Paris crossed the river.", ("Paris", "person:henry-paris")),
    ("Marshal Lin Kai-wen fled. Lin Kai-wen was caught.", ("Lin Kai-wen", "person:lin-kai-wen")),
    ("The town was taken by Ada Moreno.", ("Ada Moreno", "person:ada-moreno")),
    ("Ada Moreno, the leader of the rebels, fled.", ("Ada Moreno", "person:ada-moreno")),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_persons(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in mentions(nlp, text)


def test_title_and_state_belong_to_the_mention(nlp: Language) -> None:
    assert mentions(nlp, "French President Emile Dupont spoke.") == [
        ("French President Emile Dupont", "person:emile-dupont")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The column halted at Velmora.",
        "Fighting spread from Velmora to Karsk.",
        "The Battle of Velmora lasted two days.",
        "Operation Iron Gate ended on Monday.",
    ],
)
def test_unknown_places_and_operations_are_no_persons(nlp: Language, text: str) -> None:
    assert all(m.actor.kind != "person" for m in read(nlp, text)._.actors)


NOMINALS = [
    # the group last spoken of
    ("In Sri Lanka, the LTTE attacked Jaffna. The rebels killed ten people.", "The rebels", "group:ltte"),
    ("In Colombia, the ELN released a priest. The group had held him for a year.", "The group", "group:eln"),
    # the army and government of the state that the text is about
    ("Burundi was calm. Burundi had voted. The army stayed in its barracks.", "The army", "military:BI"),
    ("Burundi was calm. Burundi had voted. The government fell.", "The government", "state:BI"),
    ("Burundi was calm. Burundi had voted. Government forces left.", "Government forces", "military:BI"),
    # the party by a word of whose name its men are told
    ("In China the Kuomintang fled. The Chinese Communist Party stayed. Communist forces took Jinan.",
     "Communist forces", "group:ccp"),
    # a count out of a larger one
    ("He said that 40 of 90 captives had died.", "captives", "generic:captives"),
    # nobody in particular
    ("Soldiers looted the market.", "Soldiers", "generic:soldiers"),
    ("Some 300 civilians died.", "civilians", "generic:civilians"),
    ("Protesters burned tyres.", "Protesters", "generic:protesters"),
    ("In India, the Naxalites left. Another rebel group came.", "Another rebel group", "generic:rebel-group"),
    # of several groups, fighters whom no article points to may be any's
    ("The Taliban took Kunduz, the Islamic State Jowzjan. Jihadists shelled Kabul.", "Jihadists", "generic:jihadists"),
    ("In Congo, the M23 left Goma and the FDLR Beni. Rebels returned.", "Rebels", "generic:rebels"),
    ("In Congo, the M23 left Goma and the FDLR Beni. A rebel attack failed.", "rebel", "generic:rebel"),
    ("In Congo, the M23 left Goma. Rebels returned.", "Rebels", "group:m23"),
    # whose fighters they are is said outright, and not when it is only perhaps so
    ("In Congo, fighters with the M23 burned Goma.", "fighters", "group:m23"),
    ("Gunmen, possibly from Al-Shabaab, raided the port.", "Gunmen", "generic:gunmen"),
    # some who come from a state, or whom it pays, are not its army
    ("Kenyan and Somali jihadists met in Garissa.", "Kenyan", "generic:kenyan-jihadists"),
    ("Russian mercenary forces landed.", "Russian mercenary forces", "generic:russian-mercenary-forces"),
    # aircraft are no fighters of a group
    ("Israel lost three planes. Israeli Mirage fighters bombed Cairo.", "Israeli Mirage fighters", "military:IL/air"),
    ("In Syria, six MiG-21 fighters bombed Homs.", "MiG-21 fighters", "generic:mig-21-fighters"),
    # a breakaway group is not the body that it left
    ("In Congo, a CNDP breakaway group took Goma.", "a CNDP breakaway group", "generic:cndp-breakaway-group"),
    # "the group" is the one last spoken of, and not one for having that word in its name
    ("The Wagner Group left. In Nigeria, Boko Haram took Baga. The group fled.", "The group", "group:boko-haram"),
    # what they call themselves, also behind a comma
    ("Men, calling themselves the Eastern Dawn Brigade, fled.", "Men", "group:eastern-dawn-brigade"),
    ("Amnesty International wrote to the ICC. The organization asked for more.", "The organization", "ngo:amnesty"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "key"), NOMINALS)
def test_nominals(nlp: Language, text: str, words: str, key: str) -> None:
    assert (words, key) in mentions(nlp, text)


PRONOUNS = [
    ("The LTTE left Sri Lanka. They burned their camp.", ("They", "group:ltte")),
    # those who act in the main clause, not in one that a noun is told by
    ("Turkish troops, backed by the LTTE, left Jaffna. They went home.", ("They", "military:TR")),
    # not those whom what is theirs hit; and the men of "its" are "they"
    ("The French said that two rebel trucks were hit by their shells.", ("their", "state:FR")),
    ("In Congo, the M23 said its men killed ten FDLR fighters, while they lost two.", ("they", "group:m23")),
    ("In Colombia, the ELN said that it had freed the priest.", ("it", "group:eln")),
    ("Chadian soldiers, who had come at night, left.", ("who", "military:TD")),
    ("Uganda sent troops to Somalia. Its soldiers took the port.", ("Its soldiers", "military:UG")),
]


@pytest.mark.parametrize(("text", "expected"), PRONOUNS)
def test_pronouns(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert expected in mentions(nlp, text)


def test_it_without_an_actor_is_no_mention(nlp: Language) -> None:
    assert mentions(nlp, "It rained in the valley.") == []


def test_partitive_is_reached_through_its_head(nlp: Language) -> None:
    doc = read(nlp, "Hundreds of Iraqi soldiers surrendered.")
    (mention,) = doc._.actors
    assert doc[mention.head].text == "Hundreds"
    assert doc.text[mention.start : mention.end] == "Iraqi soldiers"


def test_actor_before_an_act(nlp: Language) -> None:
    assert mentions(nlp, "The Japanese offensive stalled.") == [("Japanese", "military:JP")]


BACK = [
    # a name cut down to its noun
    (
        "The Harar Liberation Front was founded in May. The Front attacked the town.",
        ("The Front", "group:harar-liberation-front"),
    ),
    # a possessive before a noun of acting, and one that its clause names only afterwards
    ("In Chad, the army advanced. The militia feared its attack.", ("its", "generic:militia")),
    ("In Peru, during their retreat, soldiers burned the mill.", ("soldiers", "military:PE")),
    # what is done to a body alone
    ("In Chad, the army marched north. At dawn it was ambushed.", ("it", "military:TD")),
    # the subject of what somebody says is the one who says it, also of a verb that says little
    ("In Chad, the army met the militia. The militia said that it had", ("it", "generic:militia")),
    # a coalition with an adjective of its own is not the one spoken of before
    ("Then came the Ghana-led coalition", ("the Ghana-led coalition", "generic:ghana-led-coalition")),
    # the second of two names in apposition, and a state in apposition to a noun
    ("Gunmen shot two officers, Bram Holt and Piet Vlok.", ("Piet Vlok", "person:piet-vlok")),
    ("Chile and its ally, Bolivia, declared war.", ("Bolivia", "state:BO")),
]


@pytest.mark.parametrize(("text", "expected"), BACK)
def test_short_forms_and_pointers(nlp: Language, text: str, expected: tuple[str, str]) -> None:
    assert last(nlp, text) == expected


def test_possessive_is_read_from_the_subject_behind_it(nlp: Language) -> None:
    found = mentions(nlp, "During their retreat the Danish soldiers burned the mill.")
    assert found == [("their", "military:DK"), ("the Danish soldiers", "military:DK")]


def test_ships_joined_to_one_word(nlp: Language) -> None:
    found = mentions(nlp, "The frigates Ardennes and Meuse were hit, and Meuse sank.")
    assert [key for _, key in found] == ["group:ardennes", "group:meuse", "group:meuse"]


def test_affixed_name_is_no_force(nlp: Language) -> None:
    keys = [key for _, key in mentions(nlp, "A Turkish-held town was shelled.")]
    assert "military:TR" not in keys


@pytest.mark.parametrize("field", ["via", "kind"])
def test_mentions_say_how_they_speak(nlp: Language, field: str) -> None:
    doc = read(nlp, "In Turkey, the PKK and its fighters left. The Kurdistan Workers' Party said so.")
    by_words = {doc.text[m.start : m.end]: m for m in doc._.actors}
    assert by_words["the PKK"].via == "acronym"
    assert by_words["its fighters"].via == "nominal"
    assert by_words["The Kurdistan Workers' Party"].via == "name"
    assert {m.actor.kind for m in by_words.values()} == {"rebel_group"}


ERAS = [
    ("The Spartans held the pass until the Persians turned it. Sparta mourned, and Persia won.",
     {"state:sparta", "state:persia"}),
    ("The Red Army encircled the German army at Stalingrad, and the Soviet Union rejoiced.",
     {"military:soviet-union", "military:DE", "state:soviet-union"}),
    ("In El Salvador, the FMLN fought the Salvadoran army.", {"group:fmln", "military:SV"}),
    ("In Sudan, the Janjaweed raided farms and the JEM hit back.", {"group:janjaweed", "group:jem"}),
    ("In Myanmar, the Tatmadaw shelled the Karen National Union.", {"group:tatmadaw", "group:knu"}),
    ("In Syria, the YPG and Jabhat al-Nusra clashed.", {"group:ypg", "group:nusra"}),
    ("Ukrainian forces drove the Wagner Group from the village; Russia denied it.",
     {"military:UA", "group:wagner", "state:RU"}),
    ("The Confederate army left Virginia, in the United States. Union soldiers followed.",
     {"military:confederate-states", "military:union-states"}),
    ("The Viet Minh attacked French paratroopers in Vietnam.", {"group:viet-minh", "military:FR"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ERAS)
def test_eras_and_regions(nlp: Language, text: str, expected: set[str]) -> None:
    assert expected <= {key for _, key in mentions(nlp, text)}


def test_mentions_are_sorted_and_apart(nlp: Language) -> None:
    doc = read(nlp, " ".join(text for text, _ in COMPOSED) + " " + " ".join(row[0] for row in NOMINALS))
    layer: list[ActorMention] = doc._.actors
    assert len(layer) > 20
    assert all(a.end <= b.start for a, b in pairwise(layer))


def test_same_text_gives_the_same_mentions(nlp: Language) -> None:
    text = "Chadian troops met the LTTE near Paris. They talked."
    assert read(nlp, text)._.actors == read(nlp, text)._.actors


def test_empty_document(nlp: Language) -> None:
    assert read(nlp, "")._.actors == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Machar fled. The council thanked Mrs. Thatcher.", ["person:machar", "person:thatcher"]),
        # a seat of government is that of the state that the text speaks of
        (
            "The Soviet Union accused the Finns. Moscow demanded land.",
            ["state:soviet-union", "state:fi", "state:soviet-union"],
        ),
        ("Russia attacked. Moscow denied it.", ["state:ru", "state:ru"]),
        # an article before a state does not hide the group that is named after it
        ("Shots fell on the Sudan People's Liberation Army.", ["group:spla"]),
    ],
)
def test_identity_of_those_who_are_named(nlp: Language, text: str, expected: list[str]) -> None:
    found = read(nlp, text)._.actors
    assert [m.actor.id.lower() for m in found if m.via in ("name", "acronym")] == expected


def test_forces_with_a_word_of_their_own_are_not_those_named_before(nlp: Language) -> None:
    text = (
        "The Malian Army took Gao. Islamist and Tuareg forces left for the hills. "
        "The government forces' attack failed."
    )
    found = read(nlp, text)._.actors
    assert [m.actor.id for m in found if text[m.start : m.end] == "The government forces"] == ["military:ML"]
