"""When and where events happened, by the parse of their own sentence."""

from __future__ import annotations

import pytest

from dateline.build import build


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """Trigger, date and place of all events of a text."""
    doc = build("en")(text)
    return [
        (
            text[e.start : e.end],
            e.time.value.edtf,
            None if e.place is None or e.place_inherited else doc._.places[e.place].place.name,
        )
        for e in doc._.events
    ]


# text, trigger, date
DATES = {
    "participle of the noun": (
        "The two states signed a truce on 3 May 1877. By the Treaty of Tartu, signed on 2 February 1920, "
        "Russia ceded the province.",
        "ceded", "1920-02-02",
    ),
    "the noun itself": (
        "By the Treaty of Tartu, signed on 2 February 1920, Russia ceded the province.",
        "Treaty", "1920-02-02",
    ),
    "joined clause with its own date": (
        "On 3 May 1941 the army captured Homs, and on 7 May it entered Hama.",
        "entered", "1941-05-07",
    ),
    "what hangs on the joined clause": (
        "On 3 May 1941 the army captured Homs, and on 7 May it marched through Hama, killing three people.",
        "killing", "1941-05-07",
    ),
    "what is done away with is older": (
        "In May 2003 the war came back. The rebels broke the 1999 truce.",
        "broke", "2003-05",
    ),
    "the participle of the subject": (
        "The Treaty of Tartu, signed between the two states in 1920, ceded the province.",
        "ceded", "1920",
    ),
    "a participle that says how long": (
        "The revolt in Caria, lasting from 1493 to 1499, cost many lives.",
        "revolt", "1493/1499",
    ),
    "what the subject is about": (
        "Quarrels over the Danish campaign led to riots in Oslo on 10 May 1940.",
        "campaign", None,
    ),
    "what was done first": (
        "On 4 May 1991, after signing a truce with Mali, the rebels attacked Timbuktu.",
        "truce", "1991-05",
    ),
    "what was done first, by its participle": (
        "Having captured Gao, the rebels attacked Timbuktu on 5 May 1991.",
        "captured", "1991-05",
    ),
    "what a clause behind tells": (
        "On 5 May 1991 hundreds fled Gao after the army had shelled it.",
        "shelled", "1991-05-05",
    ),
    "who writes of the past": (
        "In May 1954 the French left Hanoi. Two historians have argued that the war was lost.",
        "argued", None,
    ),
    "who notes what is past": (
        "In May 1954 the French left Hanoi. Historian John Smith notes that the war was lost.",
        "notes", None,
    ),
    "an attack named again by its sides": (
        "Poland was invaded by Russia in November 1939. Talks were held in Moscow in March 1940. The Russian "
        "attack on Poland was condemned.",
        "attack", "1939-11",
    ),
    "an attack named again by one side, soon": (
        "Poland was invaded by Russia in November 1939. Talks were held in March 1940. France condemned the "
        "Russian invasion.",
        "invasion", "1939-11",
    ),
    "a participle that tells the first day": (
        "The army fought the Battle of Gao, beginning on 12 August 1914.",
        "fought the Battle", "1914-08-12",
    ),
    "words of what is to come": (
        "In June 1955, the king announced that no elections would be held.",
        "elections", None,
    ),
    "before what is still to come": (
        "In July 1909 agents met the rebels. They left Bamako prior to the invasion of Mali.",
        "invasion", None,
    ),
    "what came of it later": (
        "In November 1940 Romania signed the pact. Its troops took part in the subsequent invasion of Russia.",
        "invasion", None,
    ),
    "the day behind what came later": (
        "Clashes broke out on 31 January 1999, killing dozens before a new truce on 3 February.",
        "truce", "1999-02-03",
    ),
    "just before what came later": (
        "On 6 February 1920 the admiral was shot just before the arrival of an army.",
        "arrival", "1920-02-06",
    ),
    "the day of a clause with when": (
        "In 1951 talks began. The only fighting came when the rebels ambushed a column on 17 November 1952.",
        "fighting", "1952-11-17",
    ),
    "the deed after an hour": (
        "At dawn on 7 June 1941 the marines landed. The army attacked the port.",
        "attacked", "1941-06-07",
    ),
    "another sentence has the month": (
        "On 7 June 1941 the marines landed. The army attacked the port.",
        "attacked", "1941-06",
    ),
    "the past before the story": (
        "On 7 June 1941 the marines landed. Hundreds had died.",
        "died", None,
    ),
    "a length right before the day of writing": (
        "ADDIS ABABA, 5 March 2023 – In the past 24 hours, artillery shelled the market.",
        "shelled", "2023-03-04/2023-03-05",
    ),
    "a length right after the story": (
        "On 28 May 1944 the port fell. Over the next two days, 28 men were shot dead in the town.",
        "shot dead", "1944-05-29/1944-05-30",
    ),
    "years are counted from the month on": (
        "On 28 May 1944 the port fell. In the ensuing two years the rebels captured the south.",
        "captured", "1944-05/1946-05",
    ),
    "a length of something else": (
        "On 28 May 1944 the port fell. In the last two days of the siege gunmen attacked the mill.",
        "attacked", "1944-05",
    ),
    "a dispatch goes on with the news of the day": (
        "COLOMBO, 3 March 2009 – Troops captured the port on Monday. Gunmen attacked a convoy near Varna.",
        "attacked", "2009-03-02",
    ),
    "what a dispatch tells in the perfect has no day": (
        "COLOMBO, 3 March 2009 – Troops captured the port on Monday. Gunmen have attacked a convoy near Varna.",
        "attacked", "2009-03",
    ),
    "a chronicle has gone on from its first day": (
        "12 May 1916. Ships reach the port.\n14 May 1916, “Black Sunday”. Ships shell the fort.",
        "shell", "1916-05-14",
    ),
    "a clause beside the main line tells what was before": (
        "In September 1920, Karr won an election that the court had declared unlawful.",
        "declared unlawful", None,
    ),
    "a day within a coarser time": (
        "On 8 May 1902 rebels took Varna. The city surrendered two years later, on 12 July 1904.",
        "surrendered", "1904-07-12",
    ),
    "a preposition that the parser gave to another word": (
        "In AD 9 three Roman legions were destroyed in the forest.",
        "destroyed", "0009",
    ),
    "the month of": (
        "In the month of February, 1807, a battle was fought at Eylau.",
        "fought", "1807-02",
    ),
    "so long after an event told before": (
        "On 24 January 2022, officers staged a coup in the capital. Four days after the coup, "
        "soldiers arrested the minister.",
        "arrested", "2022-01-28",
    ),
    "so long before a day": (
        "Two days before Christmas 1994, rebels attacked the port.",
        "attacked", "1994-12-23",
    ),
    "the day after an event": (
        "On 3 March 1922 rebels attacked the port. The day after the attack, soldiers burned two villages.",
        "burned", "1922-03-04",
    ),
    "a date in another paragraph, too far back": (
        "On 3 May 1941 the army captured Homs.\nIt was hot. Wheat was ripe. People waited. Rebels attacked the port.",
        "attacked", "1941",
    ),
    "a date in another paragraph, too far back, of a story that goes on in the next month": (
        "On 3 May 1941 the army captured Homs.\nIt was hot. It rained. People waited. Rebels attacked the port. "
        "On 6 June 1941 a truce was signed.",
        "attacked", "1941-05",
    ),
    "a year in another paragraph, too far back": (
        "In 1941 the army captured Homs.\nIt was hot. Wheat was ripe. People waited. Rebels attacked the port.",
        "attacked", None,
    ),
    "a date in another paragraph, too far back, before its time": (
        "On 3 May 1941 the army captured Homs.\nIt was hot. It rained. People waited. Rebels had attacked the port.",
        "attacked", None,
    ),
    "a date in another paragraph, too far back, of a story that turns back": (
        "On 3 May 1941 the army captured Homs.\nIt rained. People waited. It was hot. Rebels attacked the port. "
        "On 6 April 1922 a truce was signed.",
        "attacked", None,
    ),
    "a month two sentences back": (
        "In May 1941 the army captured Homs. Wheat was ripe. Rebels attacked the port.",
        "attacked", "1941",
    ),
    "up to what it went before": (
        "On 31 March 1902, after a three-day battle, the port fell.",
        "battle", "1902-03-29/1902-03-31",
    ),
    "so long up to what it went before": (
        "The port fell on 17 October 1902 after a week of heavy fighting.",
        "fighting", "1902-10-10/1902-10-17",
    ),
    "two months together": (
        "The rebels attacked the port in October and November 1919.",
        "attacked", "1919-10/1919-11",
    ),
    "two months apart": (
        "The rebels attacked the port in August and November 1919.",
        "attacked", "1919-08/1919-11",
    ),
    "a date that brackets repeat": (
        "On December 7 (December 8 in the east), 1941, rebels attacked the port.",
        "attacked", "1941-12-07",
    ),
    "since when somebody is something": (
        "On 3 May 1941 the rebels, masters of the port since 1934, attacked Homs.",
        "attacked", "1941-05-03",
    ),
    "a relative clause that goes on": (
        "On 3 June 1937 Karr died, and in July, despite the fall of Homs in June, they began an assault on the port, "
        "which the rebels repulsed.",
        "repulsed", "1937-07",
    ),
    "the toll of a whole war": (
        "On 31 May 1902 the war ended. Some 28,000 people died.",
        "died", None,
    ),
    "time counted by a life": (
        "On 3 August 1934 Karr was arrested. At the age of 51, he was wounded.",
        "wounded", None,
    ),
    "after something else": (
        "On 7 June 1941 he was wounded. After his recovery, he attacked the port.",
        "attacked", "1941-06",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", DATES.values(), ids=DATES)
def test_date(case: tuple[str, str, str | None]) -> None:
    text, trigger, date = case
    assert (trigger, date) in [(words, when) for words, when, _ in told(text)]


# text, trigger, places
PLACES: dict[str, tuple[str, str, list[str | None]]] = {
    "a site that every town has": (
        "Rebels entered Gao. The next day they stormed the prison.", "stormed", ["Gao"],
    ),
    "such a site, and a town that was left": (
        "On 3 May rebels entered Kidal from Gao. They stormed the prison.", "stormed", ["Kidal"],
    ),
    "a site that is known by itself": (
        "Rebels entered Gao. The next day they stormed the palace.", "stormed", ["palace"],
    ),
    "a language": ("Gunmen shouted in Arabic as they killed two men.", "killed", [None]),
    "without a fight": (
        "In 2014 the rebels entered without fighting in the towns of Gwoza and Bama.",
        "entered", ["Gwoza", "Bama"],
    ),
    "list between dashes": (
        "In Nigeria, gunmen attacked three villages – Bama, Gwoza and Damboa – on 3 May 2014.",
        "attacked", ["Bama", "Gwoza", "Damboa"],
    ),
    "as well as": (
        "The Islamists captured Douentza, Hombori, as well as Gao in Mali.",
        "captured", ["Douentza", "Hombori", "Gao"],
    ),
    "people of": ("On 3 May 1941, the garrison of Tobruk laid down its arms.", "laid down", ["Tobruk"]),
    "so far away from": (
        "In Mali the rebels advanced to some 90 kilometers away from Timbuktu.",
        "advanced", ["Timbuktu"],
    ),
    "where": (
        "The British were beaten in Natal and, under Buller himself, at Colenso, where shells killed ten soldiers.",
        "killed", ["Colenso"],
    ),
    "there": (
        "The ministers reached Lusaka. The two sides signed an accord there on 3 May 1994.",
        "accord", ["Lusaka"],
    ),
    "opens the clause behind a colon": (
        "The brigade fared better: at Ligny, on 16 June, it routed the enemy.", "routed", ["Ligny"],
    ),
    "what it is done against": (
        "In May 2021 police fired tear gas at night against a march in Lagos.", "fired", ["Lagos"],
    ),
    "nameless site in a town": (
        "On 3 May 2015, gunmen attacked the barracks of the gendarmes in Maroua.", "attacked", ["Maroua"],
    ),
    "nameless site of a place": (
        "On 3 May 1945 the brigade stormed the barracks of Holbeck Moor.", "stormed", ["Holbeck Moor"],
    ),
    "goal of a move": ("After the defeat the brigade withdrew to Tobruk.", "withdrew", ["Tobruk"]),
    "named after its place": (
        "The rebels signed the Lusaka Protocol in November 1994.", "Protocol", ["Lusaka"],
    ),
    "not the dateline": (
        "NAIROBI, 3 May 2011 – Shells killed ten soldiers in Kismayo, the army said.", "killed", ["Kismayo"],
    ),
    "talks and what they bring": (
        "After two days of talks in Doha, the two sides signed a truce.", "truce", ["Doha"],
    ),
    "what opens the sentence only holds the rest": (
        "In Baghdad, a lorry bomb in Karrada killed 30 people on 3 July 2016.", "lorry", ["Karrada"],
    ),
    "in a place in another": (
        "In 1978 they massacred villagers at Kano in Nigeria.", "massacred", ["Kano"],
    ),
    "what led up to a capture": (
        "In March 1993, after a siege of 55 days, the rebels seized Huambo.", "siege", ["Huambo"],
    ),
    "on one side of a place": (
        "On 3 May 1942 a convoy was attacked by bombers south of Pantelleria in Italy.", "attacked", ["Pantelleria"],
    ),
    "off a coast": ("Four soldiers died off Malta in May 1942.", "died", ["Malta"]),
    "in X, in Y": (
        "In 1851 they beat off a column at Guilin, in Guangxi.", "beat", ["Guilin"],
    ),
    "place that is said to do it": (
        "Unrest began in Tangail in Bangladesh. In May 1971 Tangail saw fierce clashes.", "clashes", ["Tangail"],
    ),
    "people of a place said so": (
        "Residents of Gwoza said that gunmen had led away forty men in May 2014.", "led", ["Gwoza"],
    ),
    "halted on the way": (
        "In May 1942 the column pushed on to Tobruk before it was repulsed.", "repulsed", ["Tobruk"],
    ),
    "all over the country": (
        "Kenya was tense. In Kenya, in May 2007, police arrested 300 people nationwide.", "arrested", ["Kenya"],
    ),
    "said elsewhere": (
        "In Geneva, the United Nations said that shells had killed ten soldiers on 3 May 2012.", "killed", [None],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", PLACES.values(), ids=PLACES)
def test_place(case: tuple[str, str, list[str | None]]) -> None:
    text, trigger, places = case
    assert [where for words, _, where in told(text) if words.startswith(trigger.split()[0])] == places


HYPHENS = ["re-took", "re-captured", "re-entered"]


@pytest.mark.parametrize("verb", HYPHENS)
def test_a_verb_with_a_hyphen_is_one_trigger(verb: str) -> None:
    assert told(f"In May 2014, government forces {verb} Kobani in Syria.") == [(verb, "2014-05", "Kobani")]
