"""Which events take the place of the event before them."""

from __future__ import annotations

import pytest

from dateline.article import Article, Block
from dateline.build import analyse, build
from dateline.engines.events import lexicon
from dateline.engines.events.binding import Binder
from dateline.engines.events.frames import Matcher
from dateline.engines.events.layers_by_token import LayersByToken
from dateline.engines.events.scene import Scene
from dateline.engines.syntax import Forms, Syntax


def inherited(text: str) -> dict[str, str | None]:
    """The places that the scene gives the events without one of their own, by trigger."""
    doc = build("en")(text)
    syntax, forms, mentions = Syntax.load("en"), Forms.load("en"), LayersByToken(doc)
    matcher = Matcher(lexicon.load("en"), syntax, forms)
    behaviour = lexicon.Behaviour.load()
    binder = Binder(doc, mentions, syntax, forms, behaviour)
    scene = Scene(doc, mentions, forms, behaviour)
    out: dict[str, str | None] = {}
    for sentence in doc._.sentences:
        scene.enter(sentence)
        frames = matcher.match(doc, mentions, sentence.first, sentence.last)
        binder.enter(sentence, frames)
        for frame in frames:
            time = binder.time(frame, sentence)
            if places := binder.places(frame, sentence):
                scene.move(places, frame, sentence, time)
            else:
                place = scene.place(frame, sentence, time)
                out[frame.head.text] = None if place is None else mentions.places[place].place.name
    return out


# text, trigger, place
SCENES = {
    "same sentence": ("The rebels attacked Gwoza in Nigeria; ten soldiers were killed.", "killed", "Gwoza"),
    "the same sentence on another day": (
        "On 3 May 2014 the rebels attacked Gwoza in Nigeria; ten soldiers were killed on 9 May 2014.",
        "killed", "Gwoza",
    ),
    "next sentence": ("The rebels attacked Gwoza in Nigeria. Ten soldiers were killed.", "killed", "Gwoza"),
    "the next day": (
        "On 3 May 2014 the rebels attacked Gwoza in Nigeria. The next day ten soldiers were killed.",
        "killed", "Gwoza",
    ),
    "a pronoun takes it up": (
        "On 3 May 2014 the rebels attacked Gwoza in Nigeria. On 9 May 2014 they captured it.",
        "captured", "Gwoza",
    ),
    "its garrison": (
        "On 3 May 2014 the rebels attacked Gwoza in Nigeria, and its garrison fled on 9 May 2014.",
        "fled", "Gwoza",
    ),
    "a small toll is of no whole war": (
        "The rebels attacked Gwoza in Nigeria.\n\nBy then 120 people had died.", "died", None,
    ),
    "a year counts nobody": (
        "The rebels attacked Gwoza in Nigeria.\n\nHe spoke of the 2009 murder of his aide.", "murder", None,
    ),
    "a toll beside another town": (
        "The rebels attacked Gwoza in Nigeria.\n\nA man from Jos said 12,000 people had died.", "died", None,
    ),
    "another day of the month": (
        "On 3 May 2014 the rebels attacked Gwoza in Nigeria. On 9 May 2014 ten soldiers were killed.",
        "killed", "Gwoza",
    ),
    "another season": (
        "On 3 May 2014 the rebels attacked Gwoza in Nigeria. On 9 August 2014 ten soldiers were killed.",
        "killed", None,
    ),
    "another place is named": (
        "The rebels attacked Gwoza in Nigeria. From Maiduguri, troops were deployed.",
        "deployed", None,
    ),
    "another paragraph": ("The rebels attacked Gwoza in Nigeria.\nTen soldiers were killed.", "killed", None),
    "the sum of the war": (
        "The rebels attacked Gwoza in Nigeria. More than 2,000 people had been killed.",
        "killed", "Nigeria",
    ),
    "two sentences on": (
        "The rebels attacked Gwoza in Nigeria. It rained for hours. Ten soldiers were killed.",
        "killed", "Gwoza",
    ),
    "three sentences on": (
        "The rebels attacked Gwoza in Nigeria. It rained for hours. The roads were mud. Ten soldiers were killed.",
        "killed", None,
    ),
    "what talks bring": (
        "On 3 May 1999 talks opened in Lomé in Togo. On 7 July 1999 the two sides signed a peace accord.",
        "accord", "Lomé",
    ),
    "no accord of a fight": (
        "The rebels attacked Gwoza in Nigeria. The two sides signed a truce.", "truce", None,
    ),
    "a dispatch from the capital": (
        "NICOSIA, 15 July 1974 – The army overthrew the president this morning.", "overthrew", "Nicosia",
    ),
    "an operation in a story told in broad strokes": (
        "Rebels fought in Mali. " * 12 + "\n\nThe government launched a new offensive.", "offensive", "Mali",
    ),
    "nameless places": ("The rebels attacked Gwoza in Nigeria. Eight cities were bombed.", "bombed", None),
}  # fmt: skip


@pytest.mark.parametrize("case", SCENES.values(), ids=SCENES)
def test_place_of_the_scene(case: tuple[str, str, str | None]) -> None:
    text, trigger, place = case
    found = inherited(text)
    assert trigger in found
    assert found[trigger] == place


# text, name of the country in which the last event happened though no place of the text stands for it
LANDS = {
    "an act of a state": ("Fighting reached Bamako, Gao and Mopti. The army overthrew the president.", "Mali"),
    "no act of a state": ("Fighting reached Bamako, Gao and Mopti. Talks opened.", None),
    "another state's": ("Fighting reached Bamako, Gao and Mopti. The French president resigned.", "France"),
    "a story in several countries": ("Fighting reached Gao, Niamey and Kano. The army overthrew the president.", None),
}  # fmt: skip


@pytest.mark.parametrize("case", LANDS.values(), ids=LANDS)
def test_land_of_the_story(case: tuple[str, str | None]) -> None:
    text, name = case
    event = build("en")(text)._.events[-1]
    assert event.place is None
    assert (event.land.name if event.land else None) == name


CHAD = (
    "Rebels entered Chad in 1978. Troops landed in Chad. The war in Chad went on. France kept men in Chad. "
    "A drought struck Chad. Aid reached Chad. Cattle died in Chad. Trade stopped in Chad. Prices rose in Chad. "
    "Roads decayed in Chad. Schools closed in Chad. Nomads left Chad."
)
GOMA = (
    "Rebels entered Goma in 1998. Troops held Goma. Trade stopped in Goma. Prices rose in Goma. "
    "Schools closed in Goma. Many left Goma."
)


@pytest.mark.parametrize(
    ("title", "place"), [("War in Bavaria", "Bavaria"), ("The Thai-Cambodian border", None)]
)
def test_a_border_in_the_title_is_no_scene(title: str, place: str | None) -> None:
    article = Article.from_text(f"{title}\n\nIt rained.\n\nTen soldiers were killed.", lang="en")
    first, *others = article.blocks
    article.blocks = [Block("heading", first.start, first.end, 1), *others]
    (record,) = analyse(build("en"), article)._.records
    assert (record.place.name if record.place else None) == place


def test_a_paragraph_on_another_land_is_set_there() -> None:
    told = "In Cameroon the harvest was poor. It rained for weeks. Forty soldiers were killed."
    assert inherited(f"{CHAD}\n\n{told}")["killed"] == "Cameroon"


def test_a_paragraph_on_another_town_has_left_that_of_the_article() -> None:
    told = "In Bukavu the harvest was poor. It rained for weeks. Forty soldiers were killed."
    assert inherited(f"{GOMA}\n\n{told}")["killed"] is None
