"""All that a run writes of a MediaWiki page stands at its offsets in the source."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import spans
from dateline.extraction import extract
from dateline.readers import mediawiki
from dateline.readers.rules import load_rules

BOX = (
    "{{Infobox military conflict\n|conflict=War of X<!-- x -->\n|date={{start date|2012|1|16}}\n|place=[[Mali]]\n"
    "|combatant1={{flag|Chad}}{{efn|x}}\n|casualties1={{flagicon|Chad}} 5–7 killed<ref>A</ref>\n}}\n"
)
PARTS = {
    "en": [
        "On {{start date|2012|1|17}} [[Movement X|rebels]] captured '''[[Gao]]'''.",
        "{{flag|Chad}} killed {{nowrap|30&nbsp;men}} by [[Kidal, Mali|Kidal]].<ref name=a>{{cite web|title=T}}</ref>",
        "Two days later<!-- when? --> {{ill|General X|fr|Général X}} claimed to have ''retaken'' the town.{{cn}}",
        "\n\n== The [[siege]] of Gao ==\n",
        "* Troops shelled Timbuktu on 5 May<ref name=\"a\" />, 400{{nbsp}}civilians fled.\n",
        "\n{|\n| 5 May || Gao\n|}\n",
        "[[File:A.jpg|thumb|The [[town]]]]",
        "{{quote|They fled from Konna at night.|A witness}}",
        "A soldier was killed in [[Konna (town)|Konna]] on 3 June {{convert|10|km|mi}} from the front. ",
        "{{nowrap|The army attacked ",
        "</ref>]]}} ",
    ],
    "zh": [
        "2012年1月17日，[[某军|叛军]]攻占'''[[加奥]]'''。",
        "{{flag|乍得}}軍隊在[[基达尔|基達爾]]附近打死{{nowrap|30名}}武裝分子。<ref name=a>{{cite web|title=T}}</ref>",
        "次日<!-- 何时 -->，{{tsl|en|General X|某将军}}声称收复-{zh-hans:该城;zh-hant:該城}-。{{来源请求}}",
        "\n\n== [[加奥]]之战 ==\n",
        "* 5月5日，政府军炮击廷巴克图<ref name=\"a\" />，400名平民逃离。\n",
        "\n{|\n| 5月5日 || 加奥\n|}\n",
        "[[File:A.jpg|thumb|[[加奥]]]]",
        "馬-{}-里軍於6月3日在{{link-en|孔纳|Konna}}擊斃五人。",
        "{{nowrap|政府军进攻",
        "</ref>]]}}",
    ],
}  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(st.data(), st.sampled_from(["en", "zh"]), st.booleans())
def test_every_span_is_the_source_at_its_offsets(data: st.DataObject, lang: str, boxed: bool) -> None:
    parts = data.draw(st.lists(st.sampled_from(PARTS[lang]), min_size=1, max_size=8))
    source = (BOX if boxed else "") + "".join(f"{part} " for part in parts)
    found = extract(mediawiki.parse(source, load_rules(lang), doc_id="doc", lang=lang))
    records = [found.document.model_dump(), *(event.model_dump() for event in found.events)]
    everything = list(spans(records))
    assert all(source[span["start"] : span["end"]] == span["text"] for span in everything)
    assert len(found.document.facts) == (5 if boxed else 0)


def test_page_yields_events_with_its_words() -> None:
    for lang in PARTS:
        source = BOX + " ".join(PARTS[lang][:3])
        found = extract(mediawiki.parse(source, load_rules(lang), doc_id="doc", lang=lang))
        assert {"capture"} <= {event.event_type for event in found.events}
        assert found.events[0].citations or found.events[1].citations


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "source", [BOX, "#REDIRECT [[War of X]]", "{{reflist}}", "<!-- nothing -->", "{{flag|"]
)
def test_page_without_prose_has_a_document_and_no_events(source: str, lang: str) -> None:
    found = extract(mediawiki.parse(source, load_rules(lang), doc_id="doc", lang=lang))
    assert (found.events, found.words) == ([], 0)
