"""A text may begin and end anywhere: a line that was cut off, a caption, a field of a table."""

from __future__ import annotations

import pytest

from dateline.article import Article
from dateline.build import analyse, build

TEXTS = {
    "en": (
        "On 3 May 1999 Bavaria admitted to 10,572 killed and 400 wounded, Saxony to 737 and 91, as against 60 Danes.",
        "In 2008 militiamen from Gori burned Georgian villages north of Tskhinvali; six people died, three more later.",
        "Both towns, Homs and Hama, fell to General Karr's First Army; he was killed, and so were 20 guards of Aleppo.",
        "The rebels took Kidal, Gao and the border with Niger, 20 km south-east of the Mali–Niger border.",
        "— Gunmen shot one of the movement's founders, Omar Bah, and two teachers and clerks of the Saxon mission.",
    ),
    "zh": (
        "2003年5月，叛军攻占苏拉威西省的望加锡和纳兰巴德，打死37名法军士兵；次日，政府军收复望加锡。",
        "2012年3月6日，约三千名战士从加奥突围，企业号和大黄蜂号自珍珠港启航，空袭史坦利机场。",
    ),
}


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in TEXTS.items() for text in texts])
def test_a_text_may_be_cut_off_anywhere(lang: str, text: str) -> None:
    nlp = build(lang)
    for end in range(1, len(text) + 1):
        if lang == "zh" or not text[end - 1 : end + 1].isalnum():
            doc = analyse(nlp, Article.from_text(text[:end], lang=lang))
            assert all(event.end <= end for event in doc._.events)


STARTS = (
    "lasting nine weeks and costing 300 lives, the siege of Visby ended in May 1645.",
    "the army and allied Tabu clans killed ten men.",
    "Having relieved Visby or captured the port, the king, who had lost 400 men and a ship, sailed home.",
    "In March, 40 rebels and the mayor of Homs were abducted, tortured, and shot by men loyal to Karr.",
)
ENDS = ("On 5 May 2015 gunmen shot dead one of its founders", "the army and allied Tabu clans.")


def test_a_sentence_may_begin_at_any_word_and_end_without_a_stop() -> None:
    nlp = build("en")
    cut = [text.split(" ", at)[at] for text in STARTS for at in range(text.count(" "))]
    for text in (*cut, *ENDS):
        doc = analyse(nlp, Article.from_text(text))
        assert all(event.end <= len(text) for event in doc._.events), text


@pytest.mark.parametrize(("lang", "text"), [(lang, text) for lang, texts in TEXTS.items() for text in texts])
def test_a_text_may_begin_anywhere(lang: str, text: str) -> None:
    nlp = build(lang)
    for start in range(len(text)):
        if lang == "zh" or not text[max(start - 1, 0) : start + 1].isalnum() or not start:
            doc = analyse(nlp, Article.from_text(text[start:], lang=lang))
            assert all(event.start >= 0 for event in doc._.events)


def test_a_text_of_one_phrase_is_a_tree() -> None:
    doc = analyse(build("en"), Article.from_text("the army and allied Saxon militias."))
    assert [token.text for token in doc if token.head.i == token.i] == ["army"]
