"""Names of places: what is one, where it lies, how exactly, and why not."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest

from dateline.layers import Actor, ActorMention
from stages.places_helper import find, nlp, read

# text, words, country, precision, (lat, lon) to half a degree
NAMED = {
    "in a town": ("Shells fell in Mariupol, Ukraine.", "Mariupol", "UA", "exact", (47.1, 37.5)),
    "object of a capture": (
        "The army captured Aleppo in 2016. Syria was at war.",
        "Aleppo", "SY", "exact", (36.2, 37.2),
    ),
    "town of X": ("Gunmen attacked the town of Gwoza in Nigeria.", "Gwoza", "NG", "exact", (11.1, 13.7)),
    "nationality before a town": (
        "A bomb exploded in the Nigerian town of Okene.", "Okene", "NG", "exact", (7.55, 6.24),
    ),
    "site in the city of X": (
        "Herders died in Kidal. Marines took an important bridge in the city of Gao in Mali.",
        "important bridge", "ML", "near", (16.3, 0.0),
    ),
    "parliament of the town that opens the sentence": (
        "Azerbaijan shelled Stepanakert in Azerbaijan. In Yerevan, rioters stormed the parliament.",
        "parliament", "AM", "near", (40.2, 44.5),
    ),
    "comma containment": ("The unit trained at Paris, Texas.", "Paris", "US", "exact", (33.7, -95.6)),
    "capital without context": ("Talks were held in Paris.", "Paris", "FR", "exact", (48.9, 2.3)),
    "containment by in": ("They met at Moscow in Idaho.", "Moscow", "US", "exact", (46.7, -117.0)),
    "diacritics do not matter": ("Mali sent troops to Menaka.", "Menaka", "ML", "exact", (15.9, 2.4)),
    "hyphens and articles": ("Syrian jets bombed Deir ez-Zor.", "Deir ez-Zor", "SY", "exact", (35.3, 40.1)),
    "historical name": (
        "The Germans were encircled at Stalingrad.",
        "Stalingrad", "RU", "exact", (48.7, 44.5),
    ),
    "battle site": (
        "Darius was beaten at the Battle of Gaugamela.",
        "Gaugamela", "IQ", "exact", (36.4, 43.3),
    ),
    "misspelt in the country of the article": (
        "Nigeria mourned. Nigerian officials said that the Nigerian town of Maidugura was calm.",
        "Maidugura", "NG", "exact", (11.8, 13.2),
    ),
    "state that says of whom the next noun is": (
        "Israel shelled Gaza. In Cairo, U.S. officials urged Israel and Egypt to agree.",
        "Cairo", "EG", "exact", (30.1, 31.2),
    ),
    "main name before a second name abroad": (
        "American militia left Philadelphia and York in Pennsylvania. British guns in Canada were shipped from "
        "Halifax to Louisbourg. Canada and Quebec mourned.",
        "Louisbourg", "CA", "exact", (45.9, -60.0),
    ),
    "near": ("A patrol was ambushed near Hombori in Mali.", "Hombori", "ML", "near", (15.3, -1.7)),
    "unknown village near a town": (
        "Gunmen burned the villages of Qworla and Mirbetz, near Hombori, in Mali.",
        "Qworla", "ML", "near", (15.3, -1.7),
    ),
    "site with its town behind a comma": (
        "Shells fell on Gao in Mali. Rebels hit another base, this time near Hombori in Mali.",
        "base", "ML", "near", (15.3, -1.7),
    ),
    "near the town of": (
        "A patrol was ambushed near the largely deserted town of Hombori in Mali.",
        "Hombori", "ML", "near", (15.3, -1.7),
    ),
    "up to so far of": ("They came to within 15 km of Gori in Georgia.", "Gori", "GE", "near", (42.0, 44.1)),
    "within and around": (
        "Fighting broke out in and around the city of Basra in Iraq.", "Basra", "IQ", "exact", (30.5, 47.8),
    ),
    "distance from": ("Rebels stood 40 km south of Tripoli, Libya.", "Tripoli", "LY", "near", (32.9, 13.2)),
    "outside": ("The convoy stopped outside Basra in Iraq.", "Basra", "IQ", "near", (30.5, 47.8)),
    "second of a list": ("Somali troops entered Kismayo and Baidoa.", "Baidoa", "SO", "exact", (3.1, 43.6)),
    "list with as well as": (
        "The Syrians bombed Homs, as well as Hama.",
        "Hama", "SY", "exact", (35.1, 36.8),
    ),
    "subject of a passive": (
        "Kunduz was captured. Afghanistan trembled.",
        "Kunduz", "AF", "exact", (36.7, 68.9),
    ),
    "before a noun": ("The Fallujah offensive began in Iraq.", "Fallujah", "IQ", "exact", (33.35, 43.8)),
    "treaty named after a place": ("They signed the Treaty of Tartu.", "Tartu", "EE", "exact", (58.4, 26.7)),
    "first word of a great city's name": (
        "Yemen was at war. In Yemen, shells fell on Taiz. The council met in New York.",
        "New York", "US", "exact", (40.7, -74.0),
    ),
    "namesake in the part of the world": (
        "Hannibal left Carthage in Tunisia, sailed from Utica and was beaten at Zama.",
        "Zama", "TN", "exact", (36.1, 9.1),
    ),
    "one unknown name leads to the other": (
        "The army was beaten in Natal and at Colenso.", "Colenso", "ZA", "exact", (-28.7, 29.8),
    ),
    "first place of a dispatch": (
        "SAO PAULO - Three people died on Monday.", "SAO PAULO", "BR", "exact", (-23.5, -46.6),
    ),
    "district of a town": (
        "A bomb went off in Mogadishu's Hodan district.", "Mogadishu", "SO", "exact", (2.0, 45.3),
    ),
    "on one side of": (
        "A convoy was attacked south of Pantelleria in Italy.", "Pantelleria", "IT", "near", (36.8, 12.0),
    ),
    "so far from": (
        "Militiamen burned villages 10 km north of Gori in Georgia.", "Gori", "GE", "near", (42.0, 44.1),
    ),
    "direction within a town": (
        "Fighting raged in eastern Aleppo, Syria.",
        "eastern Aleppo", "SY", "exact", (36.2, 37.2),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NAMED.values(), ids=NAMED)
def test_place_with_point(case: tuple[str, str, str, str, tuple[float, float]]) -> None:
    text, words, country, precision, (lat, lon) = case
    mention = find(read(text), text, words)
    place = mention.place
    assert (place.country, place.precision, mention.reason) == (country, precision, None)
    assert place.lat is not None and place.lon is not None
    assert hypot(place.lat - lat, place.lon - lon) < 0.5


# text, words, name, country, precision
AREAS = {
    "country": ("Troops landed in Grenada.", "Grenada", "Grenada", "GD", "country"),
    "direction and country": ("War spread to northern Mali.", "northern Mali", "northern Mali", "ML", "area"),
    "region of many countries": ("Jihadists roam the Sahel.", "Sahel", "Sahel", None, "area"),
    "division": ("Tension grew in Kidal Region.", "Kidal Region", "Kidal Region", "ML", "area"),
    "province": ("Shells hit Helmand Province in Afghanistan.", "Helmand Province", "Helmand", "AF", "area"),
    "islands that share their noun": (
        "In 1943 the fleet shelled the Mariana and Palau islands.", "Mariana", "Mariana Islands", "MP", "area",
    ),
    "river": ("They crossed the Euphrates.", "Euphrates", "Euphrates", None, "area"),
    "state of a union": ("Sherman marched through Georgia. The United States was torn; United States troops, "
                         "United States ships.", "Georgia", "Georgia", "US", "area"),
    "division that has the name of its seat": (
        "Fighting spread to Magdalena Department in Colombia.",
        "Magdalena Department", "Magdalena", "CO", "area",
    ),
    "division that only its seat is known of": (
        "The junta bombed Kyaukse District in Myanmar.", "Kyaukse District", "Kyaukse District", "MM", "area",
    ),
    "county before its name": (
        "A coach overturned in County Durham. England mourned; England and Scotland sent help.",
        "County Durham", "County Durham", "GB", "area",
    ),
    "river by its article": (
        "Poland was at war. Polish troops fell back from the Vistula.", "Vistula", "Vistula", "PL", "area",
    ),
    "bay named after a town": (
        "A flotilla came ashore on Hangzhou Bay in China.", "Hangzhou Bay", "Hangzhou Bay", "CN", "area",
    ),
    "direction and a state of a union": (
        "The expedition crossed western Washington in the United States.",
        "western Washington", "western Washington", "US", "area",
    ),
    "ocean, not a town": ("American ships crossed the Pacific.", "Pacific", "Pacific", None, "area"),
    "river with the name of a state": (
        "A boat sank on the Niger river near Mopti in Mali.", "Niger river", "Niger River", None, "area",
    ),
    "state after another of a union": (
        "The governors of Massachusetts, New York and Pennsylvania met in the United States.",
        "New York", "New York", "US", "area",
    ),
    "border of two": (
        "Clashes broke out on the Mali-Niger border.",
        "Mali-Niger border", "Mali-Niger border", "ML", "area",
    ),
    "border with": (
        "Malian troops fled. Mali closed its border with Algeria.",
        "border with Algeria", "border with Algeria", "ML", "area",
    ),
    "border of the country spoken of": (
        "Malian troops fled. Mali was calm. At dawn tanks crossed the border.", "border", "border", "ML", "area",
    ),
    "border named before": (
        "Clashes broke out on the Mali-Niger border. Tanks crossed the border.",
        "border", "Mali-Niger border", "ML", "area",
    ),
    "coast": ("Mali mourned. In Mali, gunboats shelled the coast.", "coast", "coast", "ML", "area"),
    "gulf written small": (
        "A tanker burned in the gulf of Aden.", "gulf of Aden", "Gulf of Aden", None, "area",
    ),
    "state of the past": (
        "Germany invaded the Soviet Union.",
        "Soviet Union", "Soviet Union", None, "country",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", AREAS.values(), ids=AREAS)
def test_areas_have_no_point(case: tuple[str, str, str, str | None, str]) -> None:
    text, words, name, country, precision = case
    mention = find(read(text), text, words)
    place = mention.place
    assert (place.name, place.country, place.precision) == (name, country, precision)
    assert place.lat is None and place.lon is None
    assert mention.reason == precision


# text, words, reason why there is no point
UNKNOWN = {
    "unknown name of a ravine": ("Gunmen attacked the Qworla ravine.", "Qworla ravine", "no_candidate"),
    "unknown name of a sector": ("Gunmen shelled the Qworla sector.", "Qworla sector", "no_candidate"),
    "village of": ("Militiamen burned the village of Qworlavik.", "Qworlavik", "no_candidate"),
    "near": ("A mine exploded near Qworlavik.", "Qworlavik", "no_candidate"),
    "feature in the name": ("The marines took Mount Qworlavik.", "Mount Qworlavik", "no_candidate"),
    "region in the name of the scene": (
        "Gunmen fired in and around El Qworlavo.",
        "El Qworlavo",
        "no_candidate",
    ),
    "apposition": ("Gunmen attacked Qworlavik, a small village in Chad.", "Qworlavik", "no_candidate"),
    "goal of a flight": ("The minister fled across the bay to Qworlavik.", "Qworlavik", "no_candidate"),
    "object that only a place can be": ("The army besieged Qworlavik.", "Qworlavik", "no_candidate"),
    "battle of": ("They died in the battle of Qworlavik.", "Qworlavik", "no_candidate"),
    "joined to a town": ("Rebels burned the villages of Qworlavik and Mirbetz.", "Mirbetz", "no_candidate"),
    "hyphens bind one name": (
        "The army retreated to Tours-la-Qworle in France.",
        "Tours-la-Qworle",
        "no_candidate",
    ),
    "small word bound to a name by a hyphen": (
        "The column took the village of In-Qworlak.",
        "In-Qworlak",
        "no_candidate",
    ),
    "genitive in the name": ("The column halted at Qworla's Drift.", "Qworla's Drift", "no_candidate"),
    "hotel": ("A bomb went off in the Qworlavik Hotel.", "Qworlavik Hotel", "no_candidate"),
    "object of a conquest": ("The rebels captured Qworlavik in May.", "Qworlavik", "no_candidate"),
    "raid on": ("They died in a raid on Qworlavik in May.", "Qworlavik", "no_candidate"),
    "besieged, at the head of its sentence": ("Qworlavik was stormed in May.", "Qworlavik", "no_candidate"),
    "hill with a number": ("Height 317 fell in May.", "Height 317", "no_candidate"),
    "villagers of": ("Villagers of Qworlavik wept.", "Qworlavik", "no_candidate"),
    "salient": ("They crossed into the Qworlavik salient.", "Qworlavik salient", "no_candidate"),
    "strait named after a place": (
        "A ship sank in the strait of Qworlavik.",
        "strait of Qworlavik",
        "no_candidate",
    ),
    "slum": ("He lived in the slum of Qworlavik.", "Qworlavik", "no_candidate"),
    "racecourse": ("He laid down his sword on the racecourse.", "racecourse", "no_candidate"),
    "laid siege to": ("They laid siege to Qworlavik in May.", "Qworlavik", "no_candidate"),
    "fall of": ("They mourned the fall of Qworlavik.", "Qworlavik", "no_candidate"),
    "suburbs": ("Gunmen raided Qworlavik, two wealthy suburbs of Lagos.", "Qworlavik", "no_candidate"),
    "before a division": ("A mine went off in Qworlavik district.", "Qworlavik", "no_candidate"),
    "particle binds one name": ("Aid came through Bab al-Qwora in Syria.", "Bab al-Qwora", "no_candidate"),
    "site at a place that nobody knows": (
        "A helicopter flew him from Paphos to the base at Qworlavik. Cyprus mourned.",
        "Qworlavik",
        "no_candidate",
    ),
    "small place of a country that nothing else speaks of": (
        "The army held Shanghai in China. Shells fell in Nanshi. Hangzhou and Nanjing fell in China.",
        "Nanshi",
        "too_far",
    ),
    "a bridge, and a town beyond the sea that is called like it": (
        "The United States watched. American marines from Santo Domingo crossed the Pasco Bridge.",
        "Pasco Bridge",
        "too_far",
    ),
    "a town behind the border, one of many of its name": (
        "Bolivian rangers from Cochabamba and Oruro trained at Yuto. An Argentine led them.",
        "Yuto",
        "too_far",
    ),
    "two of one name in one country": (
        "The rebels burned the village of Dioura. Mali mourned.",
        "Dioura",
        "ambiguous",
    ),
}


@pytest.mark.parametrize("case", UNKNOWN.values(), ids=UNKNOWN)
def test_no_point_without_knowledge(case: tuple[str, str, str]) -> None:
    text, words, reason = case
    mention = find(read(text), text, words)
    assert mention.reason == reason
    assert (mention.place.name, mention.place.lat, mention.place.precision) == (words, None, "unknown")


NO_PLACES = {
    "the ship that is called like a town": "A torpedo sank the Canberra on the way home.",
    "the bank that sounds like a town": "At noon they seized the Bank.",
    "a resolution by its number": "The Council endorsed the plan in Resolution 2118.",
    "country that acts": "Mali protested.",
    "country that owns": "Mali's government resigned.",
    "by a country": "The base was built by France.",
    "person with title": "General Jackson gave the order.",
    "person of a longer name": "Stonewall Jackson gave the order.",
    "institution": "A professor of the University of London disagreed.",
    "ship": "A torpedo sank the destroyer Sheffield.",
    "ship by its adjective": "He was taken off the burning Qworlavik.",
    "general taken at the head of a sentence": "Qworlavik was taken prisoner.",
    "somebody evacuated": "Qworlavik was evacuated.",
    "point of a plan": "Point 12 of the plan was dropped.",
    "border of what": "They spoke of the border of reason.",
    "month": "It rained in March.",
    "nationality": "The French withdrew.",
    "ordinary word at the start": "Many were wounded.",
    "acronym": "The NATO staff met.",
    "bare feature noun": "The City was calm.",
    "somebody who acts": "Villa and Zapata took up arms. Zapata, who led the peasants, was assassinated.",
    "party to a fight": "Rome beat Carthage.",
    "whose troops they are": "The Kano militiamen fled.",
    "part of a longer name": "Crowds filled the Champ de Mars.",
    "direction as a party": "Lee fought for the South.",
}


@pytest.mark.parametrize("text", NO_PLACES.values(), ids=NO_PLACES)
def test_no_place(text: str) -> None:
    assert [text[m.start : m.end] for m in read(text)] == []


def test_a_name_shown_to_be_a_place_is_one_wherever_it_stands() -> None:
    text = "Rebels attacked the city of Zarumbal in Chad. Two days later they took control of Zarumbal."
    assert [text[m.start : m.end] for m in read(text)].count("Zarumbal") == 2


def test_one_name_means_one_place_in_an_article() -> None:
    text = "Troops left Tripoli, Lebanon.\nRockets hit Beirut. Lebanese soldiers returned to Tripoli."
    assert {m.place.country for m in read(text) if text[m.start : m.end] == "Tripoli"} == {"LB"}


def test_a_title_tells_of_a_country() -> None:
    doc = nlp()("Cyprus: dispatches of July\n\nNICOSIA, 15 July 1974 – The Nicosia talks failed.")
    assert [m.place.name for m in doc._.places] == ["Cyprus", "Nicosia", "Nicosia"]


def test_an_apostrophe_that_the_article_leaves_out_is_left_out() -> None:
    text = "Georgian troops shelled Tskhinvali in Georgia."
    assert find(read(text), text, "Tskhinvali").place.name == "Tskhinvali"


def test_a_place_has_the_name_that_the_article_gives_it() -> None:
    text = "Syrian rebels fought in Kobani. Rockets fell on Ayn al-Arab in Syria."
    assert [m.place.name for m in read(text) if m.place.lat is not None] == ["Kobani", "Kobani"]


MISSPELT = {
    "in another country": (
        "Nigeria mourned. Nigerian officials in Nigeria said that Ghana was calm "
        "after Kano lost the village of Bolgatangu."
    ),
    "small places are not guessed": "Mali mourned. Malian officials said that rebels burned the village of Gosy.",
}


@pytest.mark.parametrize("text", MISSPELT.values(), ids=MISSPELT)
def test_no_spelling_is_guessed_without_need(text: str) -> None:
    last = read(text)[-1]
    assert (last.place.lat, last.reason) == (None, "no_candidate")


def test_country_of_the_article_decides() -> None:
    libya = "Libya was at war. Libyan militias fought in Benghazi. Rockets fell on Tripoli."
    lebanon = "Lebanon was at war. Lebanese militias fought in Sidon. Rockets fell on Tripoli."
    assert [find(read(t), t, "Tripoli").place.country for t in (libya, lebanon)] == ["LY", "LB"]


MALI = "Mali was at war. In Mali, rebels took Kidal, Gao, Tessalit and Menaka. "

# text, words, country of a place that is not on the map
LOST = {
    "village among those of one country": ("Soldiers burned the village of Qworlavik.", "Qworlavik", "ML"),
    "several of one name in it": ("\n\nRain fell.\n\nSoldiers burned the village of Dioura.", "Dioura", "ML"),
    "... and others abroad": ("A mine went off near Lere.", "Lere", "ML"),
    "sites of towns that nobody knows": (
        "Soldiers went home.\n\nRain fell.\n\nShells fell on the Qworlavik army camp.",
        "Qworlavik army camp",
        "ML",
    ),
    "where the sentence tells of another country": (
        "The minister left Accra for the village of Qworlavik.",
        "Qworlavik",
        None,
    ),
}


@pytest.mark.parametrize("case", LOST.values(), ids=LOST)
def test_what_is_not_on_the_map_lies_in_the_country_of_the_story(case: tuple[str, str, str | None]) -> None:
    told, words, country = case
    place = find(read(MALI + told), MALI + told, words).place
    assert (place.country, place.lat) == (country, None)


def test_homonyms_are_not_sent_to_a_land_that_has_none_of_the_towns_of_renown() -> None:
    text = "Vietnam and the United States met. American envoys in Vietnam broke the Geneva Accords."
    assert find(read(text), text, "Geneva").place.country != "US"


def test_names_of_actors_are_no_places() -> None:
    text = "The Goma Brigade withdrew. Shells fell in Goma."
    brigade = Actor("group:goma-brigade", "Goma Brigade", "militia")
    mentions = read(text, [ActorMention(4, 16, 2, 0, brigade, "name")])
    assert [text[m.start : m.end] for m in mentions] == ["Goma"]
    assert mentions[0].start == text.rindex("Goma")


def test_spans_are_in_order_and_apart() -> None:
    text = (
        "In northern Mali, rebels took Kidal, Gao and Timbuktu on the Mali-Niger border. The city fell there."
    )
    mentions = read(text)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(0 <= m.score <= 1 for m in mentions)


@pytest.mark.parametrize("text", ["", " ", "in", "The", "near", "\n\n", "In In In", "of-"])
def test_odd_texts_do_no_harm(text: str) -> None:
    assert isinstance(read(text), list)


def test_mentions_of_one_name_may_differ_in_what_they_may_mean() -> None:
    text = "Men held Artemisium. Ships defended the Straits of Artemisium, and the straits of Artemisium were lost."
    assert len([m for m in read(text) if "rtemisium" in text[m.start : m.end]]) == 3


# text, words, country, division: what a name is not by its homonyms
ELSEWHERE = {
    "another division than the one told": ("Raiders burned Columbus, Kentucky.", "Columbus", "US", None),
    "the land behind an article": (
        "The garrison of New Providence in the Bahamas gave up.", "New Providence", "BS", "New Providence",
    ),
    "an old name of a small town": (
        "The mill in Jersey City, New Jersey, burned.", "New Jersey", "US", "New Jersey",
    ),
    "a quarter of a city, and a city of renown": (
        "In Spain, troops from Madrid entered Salamanca.", "Salamanca", "ES", "Castille and Leon",
    ),
    "a world city by the name that English gives it": (
        "The United States and Britain watched. Arab rebels took Mecca.", "Mecca", "SA", "Makkah",
    ),
    "a capital elsewhere, and a city of the land of the story": (
        "Havana was shelled. In July the fleet left Santiago.", "Santiago", "CU", "Santiago de Cuba",
    ),
    "what only its own name tells": (
        "Families from Beirut fled to Tripoli.", "Tripoli", "LB", "Liban-Nord",
    ),
    "a town of another land, when all around lies in one": (
        "Columns of cavalry entered Merida and Badajoz.", "Merida", "ES", "Extremadura",
    ),
    "hamlets in the land most spoken of": (
        "Fighting reached Gao, Niamey and Kano.", "Gao", "ML", "Gao",
    ),
    "first words of the name": (
        "In Mexico, peasants of Ocosingo rose. They held San Cristóbal.", "San Cristóbal", "MX", "Chiapas",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "words", "country", "division"), ELSEWHERE.values(), ids=ELSEWHERE.keys())
def test_homonyms_that_are_not_meant(text: str, words: str, country: str, division: str | None) -> None:
    place = find(read(text), text, words).place
    assert (place.country, place.admin1) == (country, division)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hamilton and his men slept at Albany, New York.", "Hamilton"),
        ("In operations Cleveland, Toledo and Dayton the troops cleared Saigon in Vietnam.", "Toledo"),
        ("The cruisers Dresden and Emden left Tsingtao in China.", "Dresden"),
        ("The Monroe doctrine angered Spain.", "Monroe"),
        ("Alpine troops held the ridge in Italy.", "Alpine"),
    ],
)
def test_persons_ships_operations_and_papers_are_no_towns(text: str, name: str) -> None:
    assert name not in [text[m.start : m.end] for m in read(text)]


def test_a_hotel_named_after_a_town_elsewhere_has_no_point() -> None:
    text = "In Lagos, Nigeria, gunmen fired on the Kano Hotel."
    assert find(read(text), text, "Kano Hotel").place.lat is None
