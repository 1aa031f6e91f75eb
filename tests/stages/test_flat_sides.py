"""On whose side somebody stands in a Chinese text, and the names of persons and forces that tell it."""

from __future__ import annotations

import pytest

from stages.flat_helper import read, records


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        # the first and the last character of a name of parts; the part behind the joint by itself
        ("总理克洛德·马丁宣布戒严。", "克洛德·马丁", "克洛德·马丁"),
        ("亨利·戈林奇攻克亚丁。后由戈林奇接替。", "戈林奇", "亨利·戈林奇"),
        ("奥古斯特·贝尔萨纳手下六百人。弹尽粮绝的贝尔萨纳投降。", "贝尔萨纳", "奥古斯特·贝尔萨纳"),
        ("哈桑·捷马利宣布独立。", "哈桑·捷马利", "哈桑·捷马利"),
        # the last character, and the last part, that segmentation gave to what follows
        ("马丁·康诺利率众起事。", "马丁·康诺利", "马丁·康诺利"),
        ("敌舰把罗杰·凯斯门特送上岸。", "罗杰·凯斯门特", "罗杰·凯斯门特"),
        # what a bearer is called by is a part of his name; the title before it is none
        ("大维齐尔穆斯塔法帕夏辞职。", "穆斯塔法帕夏", "穆斯塔法帕夏"),
    ],
)
def test_a_person_has_his_whole_name(text: str, word: str, name: str) -> None:
    doc = read(text)
    assert name in [m.actor.name for m in doc._.actors if doc.text[m.start : m.end] == word]


def test_a_force_whose_name_begins_with_a_state_is_of_it() -> None:
    countries = {m.actor.name: m.actor.country for m in read("两个罗马尼亚师陷入重围。")._.actors}
    assert countries["罗马尼亚师"] == "RO"


@pytest.mark.parametrize(
    ("text", "trigger", "role", "names"),
    [
        # who declares war is an enemy from then on, and makes an ally's enemy his own
        (
            "1877年，罗马尼亚与俄国结为同盟。俄国对奥斯曼帝国宣战。俄军渡河。土军撤退，土军集结。俄军攻占普列文。",
            "攻占",
            "target",
            ["奥斯曼军"],
        ),
        # a leader stands on the side of those he leads
        (
            "1904年，俄军进攻日军，日军击退俄军。俄军炮击日军。大将库罗率俄军撤退。日军追击。库罗进攻沈阳。",
            "进攻",
            "target",
            ["日军"],
        ),
        # the army of whom a clause opens with is that of who acted before it
        ("智利对秘鲁宣战，其军队随后攻占利马。", "攻占", "initiator", ["智军"]),
        # beaten, held off, stopped
        ("意军在山口为阿比西尼亚军所败。", "所败", "party", ["埃塞军", "意军"]),
        ("英军北上，在隘口为土军炮火所阻。", "所阻", "target", ["英军"]),
        ("1月，援军在哈马丹受挫。", "受挫", "target", ["援军"]),
        ("伊军随即越境进入阿巴丹。", "越境进入", "initiator", ["伊军"]),
        # who lost a place or a fight, by the clause behind it; not whose own attack failed elsewhere
        ("红军攻占季赫文，七千名德军阵亡。", "攻占", "target", ["德军"]),
        ("骑兵攻克别利基，三百余名白军成了俘虏。", "攻克", "target", ["白军"]),
        ("以军攻占拉姆安拉，约旦军队撤过约旦河。", "攻占", "target", ["约军"]),
        ("阿拉伯军团包围小城，守方投降。", "包围", "target", ["守方"]),
        ("法军攻占棱堡，英军对炮台的进攻则被打退。", "攻占", "target", []),
        ("法军攻占棱堡，并要求英军撤离。", "攻占", "target", []),
        # whom they have just beaten, not the army that lost it long before
        (
            "叛军与政府军交战。叛军攻占丹拿巴。2月，武装分子打败了叛军，丹拿巴落入武装分子手中。",
            "落入",
            "target",
            ["叛军"],
        ),
    ],
)
def test_who_stands_against_whom(text: str, trigger: str, role: str, names: list[str]) -> None:
    found = [r for r in records(text) if r.trigger.text == trigger][-1]
    assert [p.actor.name for p in found.participants if p.role == role] == names
