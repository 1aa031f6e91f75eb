"""Words of unspaced text: they cover it, they keep names and triggers apart, they are read in one script."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.build import build

TOKENIZER = build("zh").tokenizer


def words(text: str) -> list[str]:
    return [token.text for token in TOKENIZER(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the lexicons' words are whole
        ("快速支援部队撤退", ["快速支援部队", "撤退"]),
        # a name that ends in a word of battle is two words
        ("卢沟桥事变", ["卢沟桥", "事变"]),
        ("马关条约", ["马关", "条约"]),
        # names that a dictionary or a guess joins with what stands beside them
        ("舰队于澎湖撤退", ["舰队", "于", "澎湖", "撤退"]),
        ("向普京报告", ["向", "普京", "报告"]),
        ("张贵率死士突围", ["张贵", "率", "死士", "突围"]),
        ("瓦伦斯坦率军北上", ["瓦伦斯坦", "率", "军", "北上"]),
        ("德川宗武隐居", ["德川", "宗武", "隐居"]),
        # short forms of states side by side
        ("中日两国", ["中", "日", "两国"]),
        # a town and what follows it
        ("杭州笕桥", ["杭州", "笕", "桥"]),
        ("遭绑架", ["遭", "绑架"]),
        # an adverb and a marker, what begins an act and the act, two acts
        ("俄军已将其击退", ["俄军", "已", "将", "其", "击退"]),
        ("举行会谈", ["举行", "会谈"]),
        ("双方同意停火", ["双方", "同意", "停火"]),
        ("被俘身亡", ["被俘", "身亡"]),
        # a guessed name that takes the first character of a trigger, a body of men and what it does
        ("在范阳起兵", ["在", "范阳", "起兵"]),
        ("蒙古军破襄阳", ["蒙古", "军", "破", "襄阳"]),
        # a verb and its object in one word of the dictionary, and a verb and the short form of a state
        ("红军突破防线", ["红军", "突破", "防线"]),
        ("俘晋将朱序", ["俘", "晋", "将", "朱序"]),
    ],
)
def test_where_words_are_cut(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="日军攻占上海，在南京与中国第师戰鬥區的了 \n「」ＡＢ12é😀", max_size=60))
def test_the_words_make_up_the_text(text: str) -> None:
    assert "".join(words(text)) == text


def test_words_are_read_in_one_script_and_stay_as_written() -> None:
    [token] = [t for t in TOKENIZER("日軍佔領上海") if t.text == "佔領"]
    assert token.norm_ == "占领"


def test_other_languages_do_not_load_the_dictionary() -> None:
    code = (
        "import sys; from dateline import cli, build, data; from spacy.util import registry;"
        "registry._entry_point_factories.get_all();"
        "import dateline.stages.flat_actors, dateline.stages.flat_places, dateline.stages.flat_events,"
        "dateline.stages.flat_casualties, dateline.stages.flat_assertion;"
        "sys.exit('jieba' in sys.modules or 'opencc' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
