"""When an event happened, where its date stands apart from it: the whole pipeline on prose of our own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from spacy.language import Language

from dateline.article import Article, Block
from dateline.build import analyse, build


@pytest.fixture(scope="module")
def nlp() -> Language:
    return build("en")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # within a length of time, from the day that the sentence or the story gives
        ("On 1 August 2003 rebels took Aro; the army retook it within days.", "retook", "2003-08"),
        (
            "On 1 August 2003 rebels took Aro. The army retook it within four days.",
            "retook",
            "2003-08-01/2003-08-05",
        ),
        ("On 1 August 2003 rebels took Aro. The army retook it within hours.", "retook", "2003-08-01"),
        # a named event that opens its sentence has all that it tells
        ("In 1925 Karr came. In the May 1926 Aro Incident he raided the coast.", "raided", "1926-05"),
        # ... also where its days stand in brackets behind its name
        (
            "The war began in June 1950. In the Battle of Aro (12-14 August 1950) the army beat off the rebels. Jets "
            "destroyed a bridge.",
            "destroyed",
            "1950-08",
        ),
        # what follows on what lasted for months is of all of them
        (
            "The war began in June 1950. From August to October 1950 the army held Aro. Rebels destroyed a bridge.",
            "destroyed",
            "1950-08/1950-10",
        ),
        # what somebody was provoked to do was done then
        (
            "In 1778 raids on Aro provoked the king to send troops into Brenna in June 1779. His men burned Karr.",
            "burned",
            "1779-06",
        ),
        # two months of one year hold between them what has both
        ("In April and June 1955 the king raided the coast.", "raided", "1955-04/1955-06"),
        # a night has two days
        (
            "On 1 August 2003 rebels took Aro. The army shelled it overnight.",
            "shelled",
            "2003-08-01/2003-08-02",
        ),
        # the date that a distance explains
        (
            "On 6 May 2003, two days after the king met the envoys, rebels attacked Aro.",
            "met",
            "2003-05-04",
        ),
        # a year beside the main line that a later one takes back does not carry the story on
        (
            "On 20 November 1863 troops stormed Aro. Its men were kept on a hulk, from which most fled in "
            "September 1864. Brenna was occupied on 8 December. A last fight came at Karr, which the king held until "
            "2 April 1864.",
            "occupied",
            "1863-12-08",
        ),
        # a paragraph may open on the day of the one before
        (
            "3 May 2004. Rebels took Aro.\n\nLater that day. It rained. Jets bombed Brenna.",
            "bombed",
            "2004-05-03",
        ),
        # what is said behind the mere name of a speaker is of the day of which it is said
        (
            "3 May 2004. Rebels took Aro. The defence ministry: the rebels had attacked a post first.",
            "attacked",
            "2004-05-03",
        ),
        # a bare noun takes up what was told just before, one that says more may mean another
        (
            "Rebels attacked Aro on 1 August 2003. It rained. Oslo condemned the attack.",
            "attack",
            "2003-08-01",
        ),
        # what has gone on ever since lasts until the text was written
        (
            "OSLO, 5 August 2003 – Rebels took the port of Aro on 2 August and have held it ever since.",
            "held",
            "2003-08-02/2003-08-05",
        ),
        # a day behind the object is the verb's as well
        ("OSLO, 5 August 2003 – The king condemned the raid on Monday.", "condemned", "2003-08-04"),
        # a dispatch tells the news of its day, however many sentences on
        (
            "OSLO, 5 August 2003 – Rebels attacked Aro on Sunday. It rained. Nobody slept. Gunmen looted shops.",
            "looted",
            "2003-08-03",
        ),
        (
            "OSLO, 5 August 2003 – Rebels attacked Aro on Sunday. It rained. Rebels have looted shops.",
            "looted",
            "2003-08",
        ),
        # what a sentence says that an event is tells when it was, before the year in its name
        ("The 1922 Aro raid was a raid that took place on 5 May 1922.", "raid", "1922-05-05"),
        ("The Aro siege was a battle in which the king beat the Danes on 5 May 1222.", "siege", "1222-05-05"),
        ("The Aro massacre was the killing of 30 monks by raiders on 5 May 1922.", "massacre", "1922-05-05"),
        ("The raids of 1922 were a series of attacks which began on 5 May 1922.", "raids", "1922-05-05"),
        # what it is compared with has its own time
        ("It was the deadliest raid on Aro since the flood of 1994.", "raid", None),
        # the years of a life
        ("King Charles (r. 1630–1650) raided Aro.", "raided", None),
        # what came before what the clause tells
        ("Following the riots, the king left Aro on 27 April 2005.", "riots", None),
        ("On 7 May 2005, following the riots in Aro, the king fled.", "riots", "2005-05"),
        # how something ended
        ("The protests ended when police stormed Aro on 7 May 2005.", "protests", None),
        ("Their war lasted from 1644 until 1646 and ended when the king was killed.", "killed", "1646"),
        # a distance is not counted from what has a time of its own
        ("Lists were drawn up three years before the 1838 invasion.", "invasion", "1838"),
        ("General Karl Weber (3 May 1900 – 4 June 1971) besieged Gao.", "besieged", None),
    ],
)
def test_date_of_an_event(nlp: Language, text: str, word: str, expected: str | None) -> None:
    doc = nlp(text)
    found = [e.time.value.edtf for e in doc._.events if word in text[e.start : e.end]]
    assert found[-1:] == [expected]


def test_a_word_for_the_day_is_no_part_of_the_name_behind_it(nlp: Language) -> None:
    text = "Marines landed on 3 May 1965. Today Anton Karr, a planter, raided Aro."
    (*_, event) = analyse(nlp, Article.from_text(text, lang="en"))._.events
    assert event.time.value.edtf == "1965-05-03"


def test_several_acts_are_not_one_told_far_back(nlp: Language) -> None:
    far = "In October 1817 an uprising broke out in the whole kingdom of Aro."
    between = "\n\nThe king ate with his men." * 20
    found = _dates(nlp, f"{far}{between}\n\nIn July 1818 envoys met. The king put down the local uprisings.")
    assert found["uprisings"] == "1818-07"


def test_a_date_back_at_the_head_of_a_paragraph_moves_the_story(nlp: Language) -> None:
    first = "The fort fell in March 1917."
    then = "The fleet had the best of it. He attacked the coast in December 1914; he lost his men at Aro in winter."
    last = "In May 1916 Karr raided the hills."
    article = Article.from_text(f"{first}\n\n{then} {last}", lang="en")
    values = [v.edtf for v in analyse(nlp, article)._.chronology.values]
    assert "1915-24" in values


def test_heading_that_names_a_day_dates_all_below_it(nlp: Language) -> None:
    article = Article.from_text("Sunday 3 August 2003\n\nIt rained.\n\nThe army shelled Aro.", lang="en")
    first, *others = article.blocks
    article.blocks = [Block("heading", first.start, first.end, 1), *others]
    (event,) = analyse(nlp, article)._.events
    assert event.time.value.edtf == "2003-08-03"


@pytest.mark.parametrize(
    ("told", "expected"),
    [("The army shelled Aro.", "1861/1863"), ("The army has shelled Aro.", None)],
)
def test_heading_that_names_years_bounds_what_it_dates_no_nearer(
    nlp: Language, told: str, expected: str | None
) -> None:
    article = Article.from_text(f"The war\n\nThe northern front 1861-1863\n\n{told}", lang="en")
    title, heading, *others = article.blocks
    article.blocks = [
        Block("heading", title.start, title.end, 1),
        Block("heading", heading.start, heading.end, 2),
        *others,
    ]
    (event,) = analyse(nlp, article)._.events
    assert event.time.value.edtf == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On 1 August 2003 rebels came. On the Sunday they tried to break out.", "2003-08-03"),
        ("On 1 August 2003 rebels came. Soldiers attempted to take Aro.", "2003-08"),
        ("On 1 August 2003 rebels came. They would try to take Aro.", None),
        ("On 1 August 2003 rebels came. They planned to take Aro.", None),
    ],
)
def test_what_was_tried_has_its_day(nlp: Language, text: str, expected: str | None) -> None:
    *_, last = analyse(nlp, Article.from_text(text, lang="en"))._.records
    assert last.date.value == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what has a name of its own keeps its date
        (
            "In May 1968 Karr launched the Aro Offensive. In 1970 he died. Despite its failure, the Aro Offensive "
            "had won him friends.",
            "1968-05",
        ),
        (
            "On 3 May 1871 Karr was beaten in the Battle of Aro. He died in 1875. The shame of the Battle of Aro "
            "embittered his men.",
            "1871-05-03",
        ),
        # another one of the kind does not
        ("On 3 May 1871 the Battle of Aro began. In 1875 came the Second Battle of Aro.", "1875"),
        # a year of the story, before its own date is told, is not its own
        (
            "In 1982 Karr fled. He wrote of Operation Dawn. In 1984 he came back. Operation Dawn was over.",
            "1984",
        ),
    ],
)
def test_event_with_a_name_keeps_the_date_that_it_was_told_with(
    nlp: Language, text: str, expected: str
) -> None:
    last = analyse(nlp, Article.from_text(text, lang="en"))._.events[-1]
    assert last.time.value.edtf == expected


@pytest.mark.parametrize(
    ("before", "told", "expected"),
    [
        # the story has left the time of the section before
        ("In 1858 the king died.", "The army shelled Aro.", "1861/1863"),
        ("In 1862 the king died.", "The army shelled Aro.", "1862"),
        # the section comes to its time from before
        (
            "In 1858 the king died.",
            "It rained. Nobody slept. The army shelled Aro. On 3 May 1860 the envoys met.",
            None,
        ),
        ("In 1858 the king died.", "The army had shelled Aro.", "1858"),
    ],
)
def test_a_section_has_its_own_time(nlp: Language, before: str, told: str, expected: str | None) -> None:
    text = f"The war\n\nThe king\n\n{before}\n\nThe northern front 1861-1863\n\n{told}"
    assert _dates(nlp, text)["shelled"] == expected


def test_a_section_has_the_time_of_the_one_that_holds_it(nlp: Language) -> None:
    text = "The war\n\nThe king\n\nIn 1858 the king died.\n\nThe front 1861-1863\n\nThe guns\n\nThe army shelled Aro."
    article = Article.from_text(text, lang="en")
    kinds = {b.start: "paragraph" if text[b.end - 1] == "." else "heading" for b in article.blocks}
    article.blocks = [replace(b, kind=kinds[b.start]) for b in article.blocks]
    events = analyse(nlp, article)._.events
    assert {text[e.start : e.end]: e.time.value.edtf for e in events}["shelled"] == "1861/1863"


def test_a_section_may_tell_of_earlier_years(nlp: Language) -> None:
    text = "The war\n\nThe king\n\nIn 1930 the king died.\n\nThe coast\n\nIt rained. The marines landed in 1915. "
    text += "The army shelled Aro. In November 1915 the army left. In 1931 the port burned."
    assert _dates(nlp, text)["shelled"] == "1915"


@pytest.mark.parametrize("verb", ["predicted victory", "expected an attack"])
def test_what_is_foreseen_for_a_time_does_not_date_the_words(nlp: Language, verb: str) -> None:
    text = f"In June 1965 the marines attacked Aro. The general {verb} by the end of 1967. They shelled Abe."
    assert _dates(nlp, text)["shelled"] == "1965"


def test_the_year_of_a_heading_holds_for_its_section(nlp: Language) -> None:
    text = "The war\n\n1861: the port\n\nIn 1861 the king came.\n\nIt rained. Nobody slept. The sea rose. "
    assert _dates(nlp, text + "The army shelled Aro.")["shelled"] == "1861"


def _dates(nlp: Language, text: str) -> dict[str, str | None]:
    """The date of every event of a text, by its word; lines without a full stop are headings."""
    article = Article.from_text(text, lang="en")
    article.blocks = [
        b if text[b.end - 1] == "." else Block("heading", b.start, b.end, min(i + 1, 2))
        for i, b in enumerate(article.blocks)
    ]
    events = analyse(nlp, article)._.events
    return {text[e.start : e.end]: e.time.value.edtf for e in events}
